/// An exact fraction in lowest terms with a positive denominator.
///
/// Arithmetic returns `nil` when a result does not fit 64 bits; callers then fall back to `Double`.
public struct Rational: Hashable, Sendable, Codable {
  /// The numerator, carrying the sign.
  public let numerator: Int
  /// The denominator, always positive.
  public let denominator: Int

  /// The integer `value`.
  public init(_ value: Int) {
    numerator = value
    denominator = 1
  }
}
