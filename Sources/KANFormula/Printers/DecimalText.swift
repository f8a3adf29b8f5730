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
    var buffer = [CChar](repeating: 0, count: 64)
    let count = withVaList([Int32(Swift.min(Swift.max(digits, 1), 17)), self]) {
      vsnprintf(&buffer, 64, "%.*g", $0)
    }
    return String(decoding: buffer.prefix(Int(count)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}

extension Double {
  /// `1.23e-05`: one digit before the point and `decimals` after it.
  func scientificText(decimals: Int) -> String {
    var buffer = [CChar](repeating: 0, count: 128)
    let count = withVaList([Int32(decimals), self]) { vsnprintf(&buffer, 128, "%.*e", $0) }
    return String(decoding: buffer.prefix(Int(count)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
