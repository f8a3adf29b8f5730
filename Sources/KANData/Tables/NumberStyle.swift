/// How people write numbers in a file.
package struct NumberStyle: Hashable, Sendable {
  /// Whether decimals follow a comma.
  package var hasDecimalComma: Bool
  /// What stands between groups of thousands; `nil` for nothing.
  package var thousands: Character?

  /// A decimal point and nothing between thousands.
  package static let plain = NumberStyle(hasDecimalComma: false, thousands: nil)

  /// A style of numbers.
  package init(hasDecimalComma: Bool, thousands: Character?) {
    self.hasDecimalComma = hasDecimalComma
    self.thousands = thousands
  }
}
