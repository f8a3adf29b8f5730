#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension PlotError: LocalizedError {
  /// What Foundation's `localizedDescription` says of it: its sentence.
  package var errorDescription: String? { description }
}
