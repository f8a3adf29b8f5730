import KANFormula
import RealModule

/// The ticks of an axis and their labels.
struct Ticks: Hashable, Sendable {
  /// One tick with its label.
  struct Tick: Hashable, Sendable {
    let value: Double
    let label: Plot.Text
  }

  /// The ticks with labels.
  let major: [Tick]
  /// The ticks between them.
  let minor: [Double]
  /// The power of ten by which all labels are to be multiplied; 0 for none.
  let exponent: Int

  /// About `count` ticks on a range of a scale.
  init(on range: ClosedRange<Double>, scale: Plot.Axis.Scale, count: Int) {
    switch scale {
    case .linear: self.init(linear: range, count: count)
    case .logarithmic: self.init(logarithmic: range, count: count)
    }
  }

  /// Ticks with names at 0, 1, 2 …
  init(categories: [Plot.Text]) {
    major = categories.enumerated().map { Tick(value: Double($0), label: $1) }
    minor = []
    exponent = 0
  }

  /// Steps of 1, 2 or 5 times a power of ten.
  private init(linear range: ClosedRange<Double>, count: Int) {
    let width = range.upperBound - range.lowerBound
    let rough = width / Double(max(count, 1))
    let power = Double.pow(10, Double.log10(rough).rounded(.down))
    let (factor, parts) =
      [(1.0, 5), (2.0, 4), (5.0, 5), (10.0, 5)].first { rough <= $0.0 * power * 1.42 } ?? (10, 5)
    let step = factor * power
    let largest = max(abs(range.lowerBound), abs(range.upperBound))
    let magnitude = largest > 0 ? Int((Double.log10(largest) + 1e-12).rounded(.down)) : 0
    exponent = magnitude >= 5 || magnitude <= -3 ? magnitude : 0
    let unit = Double.pow(10, exponent)
    let decimals = max(0, -Int((Double.log10(step / unit) + 1e-9).rounded(.down)))
    let slack = 1e-9 * width
    func multiples(of step: Double) -> [Double] {
      let first = ((range.lowerBound - slack) / step).rounded(.up)
      let last = ((range.upperBound + slack) / step).rounded(.down)
      // On a range as narrow as rounding allows there are more steps from 0 than whole numbers can count.
      guard first <= last, last - first < 1000, max(abs(first), abs(last)) < 0x1p62 else { return [] }
      return (Int(first)...Int(last)).map { Double($0) * step }
    }
    major = multiples(of: step).map { value in
      Tick(value: value, label: Self.text(value / unit, decimals: decimals))
    }
    minor = multiples(of: step / Double(parts))
  }

  /// Powers of ten; if the range contains fewer than two, simple multiples of them.
  private init(logarithmic range: ClosedRange<Double>, count: Int) {
    let (lower, upper) = (Double.log10(range.lowerBound), Double.log10(range.upperBound))
    let lowest = Int((lower - 1e-9).rounded(.up))
    let decades = lowest...max(lowest, Int((upper + 1e-9).rounded(.down)))
    let inside = decades.filter { Double($0) <= upper + 1e-9 }
    if inside.count < 2 {
      // Only a range of at least a factor of 5.6 is certain to contain two of 1, 2, 5 times powers of ten.
      guard upper - lower >= 0.75 else {
        self.init(linear: range, count: count)
        return
      }
      let values = Self.multiples([1, 2, 5], lower, upper)
      self.init(
        major: values.map { Tick(value: $0.value, label: Self.multiple($0.factor, exponent: $0.exponent)) },
        minor: Self.between(lower, upper))
      return
    }
    let stride = max(1, Int((Double(inside.count) / Double(max(count, 2))).rounded(.up)))
    self.init(
      major: inside.filter { ($0 - inside[0]) % stride == 0 }.map {
        Tick(value: .pow(10, $0), label: "$10^{\($0)}$")
      },
      minor: stride > 1 ? inside.map { .pow(10, $0) } : Self.between(lower, upper))
  }

  private init(major: [Tick], minor: [Double]) {
    self.major = major
    self.minor = minor
    exponent = 0
  }

  /// The multiples of powers of ten whose logarithms lie in a range.
  private static func multiples(
    _ factors: [Double], _ lower: Double, _ upper: Double
  ) -> [(factor: Double, exponent: Int, value: Double)] {
    var found: [(factor: Double, exponent: Int, value: Double)] = []
    for exponent in Int(lower.rounded(.down))...Int(upper.rounded(.up)) {
      for factor in factors {
        let value = factor * .pow(10, exponent)
        if (lower - 1e-9...upper + 1e-9).contains(.log10(value)) { found.append((factor, exponent, value)) }
      }
    }
    return found
  }

  /// 2 … 9 times every power of ten in a range of exponents.
  private static func between(_ lower: Double, _ upper: Double) -> [Double] {
    multiples([2, 3, 4, 5, 6, 7, 8, 9], lower, upper).map(\.value)
  }

  private static func multiple(_ factor: Double, exponent: Int) -> Plot.Text {
    if (-3...4).contains(exponent) {
      return text(factor * .pow(10, exponent), decimals: max(0, -exponent))
    }
    return factor == 1 ? "$10^{\(exponent)}$" : "$\(Int(factor))\\cdot 10^{\(exponent)}$"
  }

  private static func text(_ value: Double, decimals: Int) -> Plot.Text {
    // A value rounded to 0 must not keep its sign.
    let rounded = abs(value) < 0.5 * .pow(10, -decimals) ? 0 : value
    return Plot.Text("$\(rounded.fixedText(decimals: min(decimals, 12)))$")
  }
}
