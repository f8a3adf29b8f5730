/// A part of the search that brings laws or networks into the archive.
protocol SearchStage: Sendable {
  /// The name by which `--without` leaves it out.
  static var name: String { get }
  /// What it does, as part of a list.
  static var summary: String { get }

  init()

  /// Whether the stage is asked where the search stands so; by default only while nothing is decided.
  func isNeeded(after outcome: SearchOutcome) -> Bool

  /// Adds to the archive what it finds, and says where the search stands now.
  func advance(_ archive: inout LawArchive, in session: SearchSession) -> SearchOutcome
}

extension SearchStage {
  func isNeeded(after outcome: SearchOutcome) -> Bool { outcome == .open }
}
