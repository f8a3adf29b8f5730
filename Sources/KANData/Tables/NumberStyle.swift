/// How people write numbers in a file.
public struct NumberStyle: Hashable, Sendable {
  /// Whether decimals follow a comma.
  public var hasDecimalComma: Bool
  /// What stands between groups of thousands; `nil` for nothing.
  public var thousands: Character?

  /// A decimal point and nothing between thousands.
  public static let plain = NumberStyle(hasDecimalComma: false, thousands: nil)

  /// A style of numbers.
  public init(hasDecimalComma: Bool, thousands: Character?) {
    self.hasDecimalComma = hasDecimalComma
    self.thousands = thousands
  }
}
