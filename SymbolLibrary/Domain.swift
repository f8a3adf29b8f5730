/// The set of real arguments on which a symbol is real, finite and smooth.
///
/// An edge may use a symbol only if its whole range of arguments lies in one connected piece of the domain.
package enum Domain: Hashable, Sendable {
  /// The whole real line.
  case everywhere
  /// x > 0.
  case positive
  /// x ≥ 0.
  case nonNegative
  /// x ≠ 0, one side of it at a time.
  case nonZero
  /// lower < x < upper.
  case open(lower: Double, upper: Double)
  /// lower ≤ x ≤ upper.
  case closed(lower: Double, upper: Double)
  /// Between neighbouring poles at `first` + n·`period`.
  case betweenPoles(first: Double, period: Double)

  /// Whether every argument of `range` lies in one connected piece.
  package func contains(_ range: ClosedRange<Double>) -> Bool {
    switch self {
    case .everywhere: true
    case .positive: range.lowerBound > 0
    case .nonNegative: range.lowerBound >= 0
    case .nonZero: range.lowerBound > 0 || range.upperBound < 0
    case .open(let lower, let upper): range.lowerBound > lower && range.upperBound < upper
    case .closed(let lower, let upper): range.lowerBound >= lower && range.upperBound <= upper
    case .betweenPoles(let first, let period):
      ((range.lowerBound - first) / period).rounded(.down)
        == ((range.upperBound - first) / period).rounded(.down)
        && (range.lowerBound - first).truncatingRemainder(dividingBy: period) != 0
    }
  }
}
