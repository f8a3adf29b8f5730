/// The notation of numbers in a file.
package struct NumberStyle: Hashable, Sendable {
  /// Whether decimals follow a comma.
  package var hasDecimalComma: Bool
  /// The character between groups of thousands; `nil` for none.
  package var thousands: Character?

  /// A decimal point and no separator between thousands.
  package static let plain = NumberStyle(hasDecimalComma: false, thousands: nil)

  /// A style of numbers.
  package init(hasDecimalComma: Bool, thousands: Character?) {
    self.hasDecimalComma = hasDecimalComma
    self.thousands = thousands
  }
}
