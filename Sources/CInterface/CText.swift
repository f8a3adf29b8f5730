#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// A text that the caller frees.
typealias CText = UnsafeMutablePointer<CChar>
/// Where a C function puts the sentence about what went wrong; `nil` where the caller does not want to know.
typealias ErrorText = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>

/// A copy of a text in C's own memory.
func cText(_ text: String) -> CText? { strdup(text) }

/// Does something that may fail: its error becomes a sentence, and the result `nil`.
func reporting<Result>(to error: ErrorText?, _ body: () throws -> Result) -> Result? {
  error?.pointee = nil
  do {
    return try body()
  } catch let failure {
    error?.pointee = cText(String(describing: failure))
    return nil
  }
}

/// Gives a text back that a function of this library returned.
@_cdecl("swiftkan_free")
public func freeText(_ text: UnsafeMutablePointer<CChar>?) { free(text) }
