extension Formula {
  /// A number with its standard error, rounded as the Particle Data Group rounds.
  ///
  /// Of the three leading digits of the error: up to 354 two digits are kept, from 355 to 949 one, and from 950 the error
  /// is rounded up to 1000 and two are kept; the value ends at the same decimal place. Source: Particle Data Group,
  /// Review of Particle Physics, Introduction, section 5.3.
  public struct MeasuredValue: Sendable, Hashable {
    /// The notation of value and error.
    public enum Style: String, Sendable, Hashable, CaseIterable {
      /// `12.31(4)`: the error in units of the last digit.
      case parentheses
      /// `12.31 ± 0.04`.
      case plusMinus = "plus-minus"
      /// `12.31`.
      case plain
    }

    /// The number.
    public let value: Double
    /// The standard error, positive; `nil` if it is not known.
    public let standardError: Double?

    /// A number and its error.
    ///
    /// - Parameters:
    ///   - value: The number.
    ///   - standardError: One standard error, in the unit of the number; one that is not positive and finite counts as
    ///     unknown, as `nil` does.
    public init(_ value: Double, standardError: Double?) {
      self.value = value
      self.standardError = standardError.flatMap { $0 > 0 && $0.isFinite ? $0 : nil }
    }

    /// The number as plain text: `12.31(4)`, `1.231(4)e-06`, `(1.231 ± 0.004)e-06`.
    ///
    /// - Parameter style: The notation of value and error; without an error all styles give the number
    /// with all its digits.
    public func text(_ style: Style = .parentheses) -> String { text(style, extraDigits: 0) }

    /// The same with more digits of both value and error: correlated constants need more digits together than each alone.
    package func text(_ style: Style = .parentheses, extraDigits: Int) -> String {
      guard let parts = rounded(extraDigits: extraDigits) else { return value.decimalText(digits: nil) }
      let power = parts.exponent == 0 ? "" : "e\(parts.exponent)"
      switch style {
      case .plain: return parts.value + power
      case .parentheses: return "\(parts.value)(\(parts.errorDigits))\(power)"
      case .plusMinus:
        return power.isEmpty ? "\(parts.value) ± \(parts.error)" : "(\(parts.value) ± \(parts.error))\(power)"
      }
    }

    /// The number for LaTeX math mode: `12.31(4)`, `12.31 \pm 0.04`, `1.231(4) \times 10^{-6}`.
    ///
    /// - Parameter style: The notation of value and error; without an error all styles give the number
    /// with all its digits.
    public func latex(_ style: Style = .parentheses) -> String { latex(style, extraDigits: 0) }

    /// The same with more digits of both value and error.
    package func latex(_ style: Style = .parentheses, extraDigits: Int) -> String {
      guard let parts = rounded(extraDigits: extraDigits) else {
        let text = value.decimalText(digits: nil)
        guard let e = text.firstIndex(of: "e"), let exponent = Int(text[text.index(after: e)...]) else {
          return text
        }
        return "\(text[..<e]) \\times 10^{\(exponent)}"
      }
      let power = parts.exponent == 0 ? "" : " \\times 10^{\(parts.exponent)}"
      switch style {
      case .plain: return parts.value + power
      case .parentheses: return "\(parts.value)(\(parts.errorDigits))\(power)"
      case .plusMinus:
        let pair = "\(parts.value) \\pm \(parts.error)"
        return power.isEmpty ? pair : "(\(pair))\(power)"
      }
    }

    /// The value rounded to the last digit of its error; unchanged without an error.
    package var roundedValue: Double {
      rounded(extraDigits: 0).flatMap { Double("\($0.value)e\($0.exponent)") } ?? value
    }

    /// Value and error as decimal numbers times 10^exponent, and the error in units of the last digit.
    private func rounded(
      extraDigits: Int
    ) -> (value: String, error: String, errorDigits: String, exponent: Int)? {
      guard let standardError, value.isFinite else { return nil }
      // The error to three digits, d.dd × 10^e.
      let error = Digits(standardError, count: 3)
      let lead = Int(error.digits) ?? 100
      // The decimal place of the last digit that is kept, and the error in its units.
      let place = (lead <= 354 ? error.exponent - 1 : error.exponent) - extraDigits
      let units =
        extraDigits > 0
        ? Digits(standardError, lastPlace: place).digits
        : "\(lead <= 354 ? (lead + 5) / 10 : lead <= 949 ? (lead + 50) / 100 : 10)"
      // Digits of the value down to that place; none are left when the error exceeds it.
      let number = Digits(value, lastPlace: place)
      let leading = max(number.exponent, place)
      let usesPower = place > 0 || leading < -4 || leading > 5
      let exponent = usesPower ? leading : 0
      return (
        (value < 0 && number.isNonZero ? "-" : "") + Self.decimal(number.digits, lastPlace: place - exponent),
        Self.decimal(units, lastPlace: place - exponent), units, exponent
      )
    }

    /// A whole number of units of 10^place, place ≤ 0, as a decimal number.
    private static func decimal(_ units: String, lastPlace place: Int) -> String {
      guard place < 0 else { return units + String(repeating: "0", count: place) }
      let padded = String(repeating: "0", count: max(0, 1 - place - units.count)) + units
      return "\(padded.dropLast(-place)).\(padded.suffix(-place))"
    }
  }
}

/// The decimal digits of a magnitude, correctly rounded by the C library.
private struct Digits {
  /// The digits without sign and point.
  let digits: String
  /// The power of ten of the first digit.
  let exponent: Int

  var isNonZero: Bool { digits.contains { $0 != "0" } }

  /// The number of digits that are determined; no number has more than 17 of its own, and further ones are zeros.
  private static let largestCount = 40

  /// `count` significant digits of |x|.
  init(_ x: Double, count: Int) {
    let text = x.magnitude.scientificText(decimals: count - 1)
    let parts = text.split(separator: "e")
    digits = parts[0].filter(\.isNumber)
    exponent = Int(parts[1]) ?? 0
  }

  /// The digits of |x| down to the power of ten `place`; "0" when |x| is less than half of it.
  init(_ x: Double, lastPlace place: Int) {
    let first = Digits(x, count: 17)
    let count = first.exponent - place + 1
    if count > 0 {
      let kept = Digits(x, count: min(count, Self.largestCount))
      // Rounding up may have added a digit: 9.96 to 10.0.
      digits =
        (kept.exponent > first.exponent ? kept.digits + "0" : kept.digits)
        + String(repeating: "0", count: max(0, count - Self.largestCount))
      exponent = kept.exponent
    } else {
      // Only rounding up can give a non-zero digit.
      digits =
        count == 0 && x.magnitude.scientificText(decimals: 0).first.map { $0 >= "5" } ?? false ? "1" : "0"
      exponent = place
    }
  }
}
