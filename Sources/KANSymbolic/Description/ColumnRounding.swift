import KANFormula
import KANNumerics
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
    guard Self.hasFractions(column) else { return }
    let largest = column.largestMagnitude
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
  /// value is then the `Double` next to such a number. Values of a `Float` may be written in decimals.
  ///
  /// Inputs with many digits are taken as exact, since a result is usually computed from the digits that are written.
  package init(ofResults column: [Double]) {
    self.init(of: column)
    guard self == .double, Self.hasFractions(column) else { return }
    func isWritten(with digits: Int) -> Bool {
      column.allSatisfy { $0 == $0.rounded(toSignificantDigits: digits) }
    }
    if isWritten(with: Self.resultDigits.lowerBound) {
      self = .significant(digits: Self.resultDigits.lowerBound)
    } else if Self.isWrittenFloat(column) {
      self = .float
    } else if let digits = Self.resultDigits.dropFirst().first(where: isWritten) {
      self = .significant(digits: digits)
    }
  }

  /// The rounding of an input, which counts as a former `Float` written in decimals only if the results are of single precision as well:
  /// results with more digits were computed from the digits that are written.
  package init(ofInput column: [Double], besideResults results: ColumnRounding) {
    self.init(of: column)
    if self == .double, results.isSinglePrecision, Self.hasFractions(column), Self.isWrittenFloat(column) {
      self = .float
    }
  }

  /// Whether values have as few digits as a `Float`, though more than measured ones usually have.
  package var isSinglePrecision: Bool {
    switch self {
    case .float: true
    case .significant(let digits): digits <= Self.floatDigits
    case .double, .decimals: false
    }
  }

  /// The most significant digits that `Float` needs.
  private static let floatDigits = 9

  private static func hasFractions(_ column: [Double]) -> Bool {
    column.count >= leastCount && column.contains { $0 != $0.rounded() }
  }

  /// Whether every value is the shortest decimal number of a `Float`.
  private static func isWrittenFloat(_ column: [Double]) -> Bool {
    column.allSatisfy { Double(Float($0).description) == $0 }
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
