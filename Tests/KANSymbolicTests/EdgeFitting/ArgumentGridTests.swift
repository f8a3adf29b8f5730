import KANModel
import SymbolLibrary
import Testing

@testable import KANSymbolic

/// Where fits start: inside every domain, in units of the data, with the user's own zero among the places.
@Suite struct ArgumentGridTests {
  private static func samples(
    _ range: ClosedRange<Double>, feature: Network.Feature? = nil, count: Int = 100
  ) -> EdgeSamples {
    let x = (0..<count).map {
      range.lowerBound + (range.upperBound - range.lowerBound) * Double($0) / Double(count - 1)
    }
    return EdgeSamples(x: x, y: x, feature: feature)
  }

  @Test(arguments: SymbolCatalog.standard.symbols.map(\.name), [-1.0...1, 0...999, 1e-6...2e-6])
  func everyStartStaysInTheDomain(name: String, range: ClosedRange<Double>) {
    let symbol = SmallNetworks.symbol(name)
    let samples = Self.samples(range)
    let points = ArgumentGrid(samples: samples).points(for: symbol)
    #expect(!points.isEmpty)
    for point in points {
      let arguments = samples.x.map { point.rate * $0 + point.shift }
      // sinh 999 overflows; nothing else may be infinite.
      let isDefined = zip(arguments, symbol.values(at: arguments)).allSatisfy { $1.isFinite || abs($0) > 700 }
      #expect(isDefined, "\(point)")
      // What the outer constants absorb is not searched.
      if !symbol.gauge.hasRate { #expect(abs(point.rate) == 1) }
      if symbol.gauge == .shiftAbsorbed { #expect(point.shift == 0) }
    }
    #expect(Set(points).count <= 400, "a scan is affordable: \(points.count)")
  }

  @Test func aLineNeedsNoSearch() {
    let points = ArgumentGrid(samples: Self.samples(3...8)).points(for: SmallNetworks.symbol("x"))
    #expect(points == [ArgumentGrid.Point(rate: 1, shift: 0)])
  }

  @Test func theUsersZeroIsAmongThePoles() {
    // The user's x runs from 10 to 50; in scaled units 0 lies at −1.5.
    let samples = Self.samples(-1...1, feature: Network.Feature(name: "x", shift: 30, scale: 20))
    for name in ["1/x", "log", "sqrt", "x^2", "1/x^3"] {
      let points = ArgumentGrid(samples: samples).points(for: SmallNetworks.symbol(name))
      #expect(points.contains { $0.rate == 1 && $0.shift == 1.5 }, "\(name)")
    }
    // sin, tanh and their like of the user's own variable, unscaled.
    for name in ["sin", "tanh", "gaussian"] {
      let points = ArgumentGrid(samples: samples).points(for: SmallNetworks.symbol(name))
      #expect(points.contains { abs($0.rate - 20) < 1e-12 && abs($0.shift - 30) < 1e-12 }, "\(name)")
    }
  }

  @Test(arguments: ["exp", "sin", "tanh", "gaussian", "asin", "1/x", "tan"])
  func startsAreInUnitsOfTheData(name: String) {
    // A column in other units: rates go with the inverse of the width.
    let symbol = SmallNetworks.symbol(name)
    let isFree = symbol.gauge.hasRate
    let small = ArgumentGrid(samples: Self.samples(0...1)).points(for: symbol).map(\.rate)
    let large = ArgumentGrid(samples: Self.samples(0...1024)).points(for: symbol).map(\.rate)
    let scaled = Set(large.map { isFree ? $0 * 1024 : $0 })
    let kept = Set(small).intersection(scaled).count
    #expect(Double(kept) >= 0.8 * Double(Set(small).count), "\(kept) of \(Set(small).count)")
  }

  @Test func frequenciesReachAQuarterOfTheSamplingRate() {
    let rates = ArgumentGrid(samples: Self.samples(0...2, count: 200)).points(
      for: SmallNetworks.symbol("sin")
    ).map { abs($0.rate) }
    let highest = 200.0 / 4 * .pi / 2
    #expect((rates.max() ?? 0) > 0.7 * highest && (rates.max() ?? 0) <= highest)
    // No gap is wider than what a fit finds its way across: about a turn over the range, a quarter of fast ones.
    let sorted = Set(rates).sorted()
    for (a, b) in zip(sorted, sorted.dropFirst()) { #expect(b - a <= max(0.61, 0.26 * b)) }
  }
}
