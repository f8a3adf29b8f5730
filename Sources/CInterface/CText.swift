#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// A text that the caller frees.
typealias CText = UnsafeMutablePointer<CChar>
/// Where a C function stores the error message; `nil` if the caller does not want it.
typealias ErrorText = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>

/// A copy of a text in memory allocated by C.
func cText(_ text: String) -> CText? { strdup(text) }

/// Runs `body`; an error becomes a message, and the result `nil`.
func reporting<Result>(to error: ErrorText?, _ body: () throws -> Result) -> Result? {
  error?.pointee = nil
  do {
    return try body()
  } catch let failure {
    error?.pointee = cText(String(describing: failure))
    return nil
  }
}

/// Frees a text that a function of this library returned.
@_cdecl("swiftkan_free")
public func freeText(_ text: UnsafeMutablePointer<CChar>?) { free(text) }
