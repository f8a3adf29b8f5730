import KANFormula
import RealModule

/// The rounding of the values of a column: that of doubles, of former floats, of decimals with few digits, or of a number of significant
/// digits.
package enum ColumnRounding: Sendable, Hashable {
  /// Half the last binary place of a `Double`.
  case double
  /// Half the last binary place of a `Float`.
  case float
  /// Half a unit of the given decimal place, the same for every value: 0.005 for values like 1.23.
  case decimals(absolute: Double)
  /// Half a unit of the last of so many significant decimal digits.
  case significant(digits: Int)

  /// With fewer values than this, all could be of a coarser kind by chance.
  private static let leastCount = 20
  /// Decimals with more significant digits than this are not treated as coarser than a `Float`.
  private static let significantDigits = 6

  /// The coarsest kind that represents every value. Whole numbers are exact: they may be counts.
  package init(of column: [Double]) {
    self = .double
    guard column.count >= Self.leastCount, column.contains(where: { $0 != $0.rounded() }) else { return }
    let largest = column.reduce(0) { max($0, abs($1)) }
    if largest >= 1e-3, largest < 1e9 {
      let integerDigits = max(0, Int(Double.log10(largest).rounded(.down)) + 1)
      let places = (1...max(1, Self.significantDigits - integerDigits)).first { places in
        Self.hasDecimals(column, places: places)
      }
      if let places, integerDigits + places <= Self.significantDigits {
        self = .decimals(absolute: 0.5 * Double.pow(10, Double(-places)))
        return
      }
    }
    if column.allSatisfy({ Double(Float($0)) == $0 }) { self = .float }
  }

  /// The rounding of a column of results, which may also have been written with a number of significant digits, such as twelve: every
  /// value is then the `Double` next to such a number.
  ///
  /// Inputs with many digits are taken as exact, since a result is usually computed from the digits that are written.
  package init(ofResults column: [Double]) {
    self.init(of: column)
    guard self == .double, column.count >= Self.leastCount, column.contains(where: { $0 != $0.rounded() }),
      let digits = Self.resultDigits.first(where: { digits in
        column.allSatisfy { $0 == $0.rounded(toSignificantDigits: digits) }
      })
    else { return }
    self = .significant(digits: digits)
  }

  /// The numbers of significant digits that are recognised: more than those of a `Float`, fewer than a `Double` has.
  private static let resultDigits = 7...14

  /// Whether every value equals a number with this many decimal places.
  private static func hasDecimals(_ column: [Double], places: Int) -> Bool {
    let unit = Double.pow(10, Double(places)).rounded()
    return column.allSatisfy { ($0 * unit).rounded() / unit == $0 }
  }

  /// The largest rounding error of a value.
  package func error(of value: Double) -> Double {
    switch self {
    case .double: abs(value) * 0x1p-53
    case .float: abs(value) * 0x1p-24
    case .decimals(let absolute): absolute
    case .significant(let digits):
      value == 0 || !value.isFinite
        ? 0 : 0.5 * .pow(10, (Double.log10(abs(value)).rounded(.down) + 1 - Double(digits)))
    }
  }
}

extension Double {
  /// The `Double` next to the decimal number of so many significant digits that is nearest to it.
  fileprivate func rounded(toSignificantDigits digits: Int) -> Double {
    Double(decimalText(digits: digits)) ?? self
  }
}
