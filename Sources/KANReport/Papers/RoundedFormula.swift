import Foundation
import KANFormula

extension Formula {
  /// The right-hand side with its measured constants rounded to what is known of them: two digits of the standard
  /// error, six significant digits where there is none.
  var roundedExpression: KANFormula.Expression {
    let values = expression.freeConstants
    let known = constants.prefix(values.count)
    let rounded = values.enumerated().map { n, value -> Double in
      let error = n < known.count ? known[known.startIndex + n].standardError : nil
      return Self.rounded(value, error: error)
    }
    return expression.replacingFreeConstants(with: rounded)
  }

  private static func rounded(_ value: Double, error: Double?) -> Double {
    var digits = 6
    if let error, error > 0, error.isFinite, value != 0 {
      let place = Int(floor(log10(abs(value)))) - Int(floor(log10(error))) + 2
      digits = min(max(place, 1), 12)
    }
    return Double(String(format: "%.\(digits - 1)e", value)) ?? value
  }
}
