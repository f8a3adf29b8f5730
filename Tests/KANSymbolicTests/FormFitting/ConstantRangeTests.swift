import KANData
import KANNumerics
import Testing

@testable import KANSymbolic

/// Where the constants of a form are expected, by their places in it.
@Suite struct ConstantRangeTests {
  private static let x = (1...30).map { Double($0) / 5 }

  private static func ranges(_ text: String, x: [Double] = x) throws -> (Form, [ConstantRange]) {
    let form = try Form(parsing: text, columns: ["x", "y"], target: "y")
    let table = try Table(names: ["x", "y"], columns: [x, x])
    return (form, ConstantRange.all(of: form, on: try FormRows(table, for: form, options: Form.FitOptions())))
  }

  private static func contains(_ kind: ConstantRange.Kind, _ value: Double) -> Bool {
    switch kind {
    case .magnitude(let range): range.contains(abs(value))
    case .stretch(let range): range.contains(value)
    }
  }

  static let laws: [(form: String, truth: [Double])] = [
    ("a*exp(-x/b) + c", [2.5, 1.3, -0.7]), ("a*sin(w*x + p) + c", [1.5, 4.2, 0.4, 0.3]),
    ("a*exp(-((x - m)/s)^2/2) + c", [3, 2.7, 0.6, 0.2]), ("a*x^b", [1.7, 2.4]), ("a*x^(-b)", [1.7, 0.5]),
    ("a*x/(b + x)", [4, 1.5]), ("a/(1 + exp(-(x - m)/s))", [2, 3.1, 0.4]), ("log(a) + x", [0.4]),
    ("a*tanh(k*(x - m))", [1, 0.8, 4]),
  ]

  static let bounds: [ClosedRange<Double>] = [
    0.5...0.75, -2 ... .infinity, -.infinity ... -3, -.infinity ... .infinity,
  ]

  /// Laws of the field have their constants inside of what is searched.
  @Test(arguments: laws) func holdTheConstantsOfLaws(form: String, truth: [Double]) throws {
    let (form, ranges) = try Self.ranges(form)
    #expect(ranges.count == truth.count)
    for (range, (name, value)) in zip(ranges, zip(form.constants, truth)) {
      #expect(range.kinds.contains { Self.contains($0, value) }, "\(name) in \(form.text): \(range.kinds)")
    }
  }

  /// Columns in another unit move the ranges with them: a rate by one over it, a length and a place by it.
  @Test(arguments: [1e-9, 1e6]) func followTheUnitsOfTheColumns(unit: Double) throws {
    for (text, power) in [("exp(k*x)", -1.0), ("exp(-x/b)", 1), ("abs(x - m)", 1)] {
      let (_, plain) = try Self.ranges(text)
      let (_, scaled) = try Self.ranges(text, x: Self.x.map { $0 * unit })
      let factor = power > 0 ? unit : 1 / unit
      func ends(_ kind: ConstantRange.Kind) -> [Double] {
        switch kind {
        case .magnitude(let range), .stretch(let range): [range.lowerBound, range.upperBound]
        }
      }
      for (a, b) in zip(plain[0].kinds.flatMap(ends), scaled[0].kinds.flatMap(ends)) {
        #expect(abs(b - factor * a) <= 1e-9 * abs(b), "\(text)")
      }
    }
  }

  /// From one wave over all rows to one every second row: π·N over the length.
  @Test func frequenciesReachToEverySecondRow() throws {
    let (_, ranges) = try Self.ranges("sin(w*x)")
    let largest = Double.pi * 30 / (6 - 0.2)
    let found = ranges[0].kinds.compactMap { kind -> Double? in
      if case .stretch(let range) = kind { range.upperBound } else { nil }
    }
    #expect(found.count == 1 && abs(found[0] - largest) < 1e-12)
  }

  /// Whatever the kind of place, no value lies outside of the user's bounds, and values are spread.
  @Test(arguments: bounds)
  func keepToBounds(bounds: ClosedRange<Double>) throws {
    for (text, _) in Self.laws {
      for range in try Self.ranges(text).1 {
        let values = SobolSequence.columns(64, allOver: [0...1, 0...1])
        let found = zip(values[0], values[1]).map { range.value(at: ($0, $1), within: bounds) }
        #expect(found.allSatisfy { bounds.contains($0) && $0.isFinite }, "\(text)")
        #expect(Set(found).count > 32, "\(text)")
      }
    }
  }

  /// A column of zeros and one that never changes say nothing, and stop nothing.
  @Test(arguments: [0, 3.0]) func bearColumnsThatSayNothing(value: Double) throws {
    let (_, ranges) = try Self.ranges("a*sin(w*x + p) + c*x^b", x: [Double](repeating: value, count: 9))
    for range in ranges {
      for point in [(0.0, 0.0), (0.5, 0.5), (1, 1)] {
        #expect(range.value(at: point, within: -.infinity ... .infinity).isFinite)
      }
    }
  }
}
