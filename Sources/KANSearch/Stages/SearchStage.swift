import KANSymbolic

/// A part of the search that brings laws or networks into the archive.
protocol SearchStage: Sendable {
  /// The name by which `--without` leaves it out.
  static var name: String { get }
  /// What it does, as part of a list.
  static var summary: String { get }

  /// What targets it is for; by default quantities.
  static var likelihood: Likelihood { get }

  init()

  /// Whether the stage is asked where the search stands so; by default only while nothing is decided.
  func isNeeded(after outcome: SearchOutcome) -> Bool

  /// Adds to the archive what it finds, and says where the search stands now.
  func advance(_ archive: inout LawArchive, in session: SearchSession) -> SearchOutcome
}

extension SearchStage {
  static var likelihood: Likelihood { .gaussian }

  func isNeeded(after outcome: SearchOutcome) -> Bool { outcome == .open }
}
