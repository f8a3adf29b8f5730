#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension InterchangeError: LocalizedError {
  /// The sentence that Foundation's `localizedDescription` returns.
  package var errorDescription: String? { description }
}
