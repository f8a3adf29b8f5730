import RealModule

/// The map from values on an axis to positions in the picture.
struct AxisMap: Hashable, Sendable {
  let range: ClosedRange<Double>
  let scale: Plot.Axis.Scale
  /// The positions of the ends of the range.
  let from: Double
  let to: Double

  /// The position of a value; `nil` if it has none.
  func callAsFunction(_ value: Double) -> Double? {
    guard value.isFinite else { return nil }
    let t: Double
    switch scale {
    case .linear: t = (value - range.lowerBound) / (range.upperBound - range.lowerBound)
    case .logarithmic:
      guard value > 0 else { return nil }
      t = .log(value / range.lowerBound) / .log(range.upperBound / range.lowerBound)
    }
    // Positions far outside are clipped anyway; not every viewer can handle very large numbers.
    return from + (to - from) * min(max(t, -20), 21)
  }

  /// The largest magnitude on an axis, and the inverse of the smallest width or positive number: shares of them, and of their
  /// differences, stay in the range of `Double`.
  private static let reach = 1e290

  /// Whether an axis can show a range that was asked for.
  private static func canShow(_ range: ClosedRange<Double>, _ scale: Plot.Axis.Scale) -> Bool {
    guard range.upperBound > range.lowerBound, range.lowerBound >= -reach, range.upperBound <= reach else {
      return false
    }
    switch scale {
    case .linear: return range.upperBound - range.lowerBound > 1 / reach
    case .logarithmic: return range.lowerBound >= 1 / reach
    }
  }

  /// The range that an axis shows: its own, or the range of the values with a margin.
  static func range(
    of axis: Plot.Axis, values: [Double], touchesZero: Bool = false, margin: Double = 0.04
  ) -> ClosedRange<Double> {
    if !axis.categories.isEmpty { return -0.6...Double(axis.categories.count) - 0.4 }
    if let range = axis.range, canShow(range, axis.scale) { return range }
    switch axis.scale {
    case .linear:
      let finite = values.filter(\.isFinite).map { min(max($0, -reach), reach) }
      guard let lower = finite.min(), let upper = finite.max() else { return 0...1 }
      let width = upper - lower
      guard width > 1e-12 * max(abs(lower), abs(upper)), width > 1 / reach else {
        let half = abs(lower) < 1 / reach ? 1 : abs(lower) * 0.5
        return lower - half...lower + half
      }
      let start = touchesZero && lower >= 0 ? max(0, lower) : lower - margin * width
      return start...upper + margin * width
    case .logarithmic:
      let positive = values.filter { $0 >= 1 / reach && $0 <= reach }
      guard let lower = positive.min(), let upper = positive.max() else { return 0.1...1 }
      guard upper > lower * 1.0001 else { return lower / 2...upper * 2 }
      let stretch = Double.pow(upper / lower, margin)
      return lower / stretch...upper * stretch
    }
  }
}
