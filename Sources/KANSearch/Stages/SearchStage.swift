import KANSymbolic

/// A part of the search that adds laws or networks to the archive.
protocol SearchStage: Sendable {
  /// The name by which `--without` leaves it out.
  static var name: String { get }
  /// A description for a list.
  static var summary: String { get }

  /// The targets that it supports; by default quantities.
  static var likelihood: Likelihood { get }

  init()

  /// Whether the stage runs in this state of the search; by default only while nothing is decided.
  func isNeeded(after outcome: SearchOutcome) -> Bool

  /// Adds its results to the archive, and returns the state of the search.
  func advance(_ archive: inout LawArchive, in session: SearchSession) -> SearchOutcome
}

extension SearchStage {
  static var likelihood: Likelihood { .gaussian }

  func isNeeded(after outcome: SearchOutcome) -> Bool { outcome == .open }
}
