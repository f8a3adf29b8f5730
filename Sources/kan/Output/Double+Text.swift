import SwiftKAN

extension Double {
  /// The number with `digits` significant digits, as C's `%g` writes it.
  func text(digits: Int = 6) -> String { decimalText(digits: digits) }
}
