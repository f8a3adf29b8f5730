import Foundation

/// A measured value with one standard error, both rounded to what is known: the error to two digits, the value to the
/// same place.
struct MeasuredText {
  /// The rounded value; all digits that make sense without an error.
  let value: String
  /// The rounded error, if there is one.
  let error: String?
  /// The power of ten that both are to be multiplied with; 0 for none.
  let exponent: Int

  init(_ value: Double, error: Double?, digits: Int = 6) {
    guard let error, error.isFinite, error > 0, value.isFinite else {
      let text = String(format: "%.\(digits)g", value)
      let parts = text.split(separator: "e")
      self.value = String(parts[0])
      self.error = nil
      exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
      return
    }
    // The place of the second digit of the error, which rounding may lift by one.
    let rounded = Double(String(format: "%.1e", error)) ?? error
    let place = Int(floor(log10(rounded) + 1e-12)) - 1
    let magnitude = max(Int(floor(log10(max(abs(value), rounded)) + 1e-12)), place)
    exponent = magnitude >= 5 || magnitude <= -4 || place > 0 ? magnitude : 0
    let decimals = max(0, exponent - place)
    let unit = pow(10, Double(exponent))
    self.value = String(format: "%.\(decimals)f", value / unit)
    self.error = String(format: "%.\(decimals)f", rounded / unit)
  }

  /// For pictures and pages: `3.142 ± 0.012`.
  var rich: RichText {
    let sum = error.map { "\(value) \\pm \($0)" } ?? value
    let body = sum.replacing(" ", with: "\\ ")
    if exponent == 0 { return RichText("$\(body)$") }
    return RichText(error == nil ? "$\(body)\\cdot 10^{\(exponent)}$" : "$(\(body))\\cdot 10^{\(exponent)}$")
  }

  /// For plain text: `3.142 ± 0.012`, `(1.20 ± 0.05)e-07`.
  var plain: String {
    let sum = error.map { "\(value) ± \($0)" } ?? value
    return exponent == 0 ? sum : error == nil ? "\(value)e\(exponent)" : "(\(sum))e\(exponent)"
  }
}

extension Double {
  /// log₁₀ of the number.
  var decimalLogarithm: Double { log10(self) }
}
