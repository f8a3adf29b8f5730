/// Converts decimal text to `Double`, correctly rounded, for nearly all common numbers without allocation.
///
/// Up to 15 digits and a power of ten within ±22 take one exact product or quotient (Clinger, How to read floating point numbers
/// accurately, PLDI 1990). Up to 19 digits take the same operation in double-double arithmetic, accepted if its error bound cannot
/// change the rounding. The standard library converts the rest.
enum DecimalNumber {
  /// Reads `[+-]digits[.digits][e[+-]digits]` at `start`.
  ///
  /// Returns the value (infinite beyond the range of `Double`) and where the number ends; `nil` if there is
  /// none.
  @inline(__always)
  static func read(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> (value: Double, end: Int)? {
    let end = text.count
    var p = start
    var negative = false
    if p < end, text[p] == UInt8(ascii: "-") || text[p] == UInt8(ascii: "+") {
      negative = text[p] == UInt8(ascii: "-")
      p += 1
    }

    var mantissa: UInt64 = 0
    var exponent = 0
    var anyDigit = false
    var exact = true
    let tooBig: UInt64 = 999_999_999_999_999_999  // one more digit still fits 64 bits
    while p < end, text[p] &- 48 <= 9 {
      if mantissa <= tooBig {
        mantissa = mantissa &* 10 &+ UInt64(text[p] &- 48)
      } else {
        exact = false
      }
      anyDigit = true
      p += 1
    }
    if p < end, text[p] == UInt8(ascii: ".") {
      p += 1
      while p < end, text[p] &- 48 <= 9 {
        if mantissa <= tooBig {
          mantissa = mantissa &* 10 &+ UInt64(text[p] &- 48)
          exponent -= 1
        } else {
          exact = false
        }
        anyDigit = true
        p += 1
      }
    }
    guard anyDigit else { return nil }

    if p < end, text[p] | 0x20 == UInt8(ascii: "e") {
      p += 1
      var negativeExponent = false
      if p < end, text[p] == UInt8(ascii: "-") || text[p] == UInt8(ascii: "+") {
        negativeExponent = text[p] == UInt8(ascii: "-")
        p += 1
      }
      guard p < end, text[p] &- 48 <= 9 else { return nil }
      var written = 0
      while p < end, text[p] &- 48 <= 9 {
        if written < 100_000 { written = written * 10 + Int(text[p] &- 48) }
        p += 1
      }
      exponent += negativeExponent ? -written : written
    }

    if exact, let magnitude = rounded(mantissa, exponent) {
      return (negative ? -magnitude : magnitude, p)
    }
    let number = String(decoding: UnsafeBufferPointer(rebasing: text[start..<p]), as: UTF8.self)
    return Double(number).map { ($0, p) }
  }

  /// mantissa·10^exponent, if it can be rounded with certainty.
  @inline(__always)
  private static func rounded(_ mantissa: UInt64, _ exponent: Int) -> Double? {
    if mantissa == 0 { return 0 }
    guard exponent >= -22, exponent <= 22 else { return nil }
    let high = Double(mantissa)
    let power = powersOfTen[abs(exponent)]
    if mantissa <= 1 << 53 { return exponent < 0 ? high / power : high * power }
    // high + low is the mantissa, estimate + tail the result with a relative error far below 2⁻¹⁰⁰.
    let low = Double(Int64(bitPattern: mantissa &- UInt64(high)))
    let estimate: Double
    let tail: Double
    if exponent < 0 {
      estimate = high / power
      tail = (high.addingProduct(-estimate, power) + low) / power
    } else {
      estimate = high * power
      tail = (-estimate).addingProduct(high, power) + low * power
    }
    let doubt = estimate * 0x1p-100
    let below = estimate + (tail - doubt)
    return below == estimate + (tail + doubt) ? below : nil
  }

  /// 10⁰ … 10²², all exact.
  private static let powersOfTen: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
    1e19, 1e20, 1e21, 1e22,
  ]
}
