#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension FittingError: LocalizedError {
  /// What Foundation's `localizedDescription` says of it: its sentence.
  package var errorDescription: String? { description }
}
