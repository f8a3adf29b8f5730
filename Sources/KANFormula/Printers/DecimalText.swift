#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension Double {
  /// The shortest text that reads back as the same number, or the number rounded to `digits` significant
  /// digits; `1e-05` for small and `1e+20` for large magnitudes.
  package func decimalText(digits: Int?) -> String {
    guard let digits, isFinite else { return description }
    return formatted("%.*g", Swift.min(Swift.max(digits, 1), 17))
  }

  /// `1.23e-05`: one digit before the point and `decimals` after it.
  func scientificText(decimals: Int) -> String { formatted("%.*e", decimals) }

  /// `0.50`: `decimals` digits after the point, never a power of ten.
  package func fixedText(decimals: Int) -> String { formatted("%.*f", decimals) }

  /// The number as C writes it with a format that takes a precision.
  private func formatted(_ format: String, _ precision: Int) -> String {
    // The largest magnitude has 309 digits before the point.
    var buffer = [CChar](repeating: 0, count: 400)
    let count = withVaList([Int32(precision), self]) { vsnprintf(&buffer, buffer.count, format, $0) }
    return String(decoding: buffer.prefix(Int(count)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
