#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension FittingError: LocalizedError {
  /// The sentence that Foundation's `localizedDescription` returns.
  package var errorDescription: String? { description }
}
