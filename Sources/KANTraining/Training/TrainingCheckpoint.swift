import KANData

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What a run of training needs to go on from where it was: its settings and its state.
///
/// Its text is JSON with every number to the last bit, so that a resumed run has the bits of one that was never
/// interrupted. A model file carries it under `TrainingCheckpoint.key`.
package struct TrainingCheckpoint: Hashable, Sendable, Codable {
  /// The name under which files carry the text.
  package static let key = "training"

  /// How the run goes.
  package let settings: TrainingSettings
  /// How far it has come.
  package let state: TrainingState

  /// What the run learns from, rows kept back included; `nil` in checkpoints of versions that did not note it.
  package let data: DatasetFingerprint?

  /// The checkpoint of a run.
  ///
  /// - Parameter data: What the run learns from, before it is split.
  package init(settings: TrainingSettings, state: TrainingState, data: DatasetFingerprint? = nil) {
    (self.settings, self.state, self.data) = (settings, state, data)
  }

  /// Refuses to go on with other data than those that the run began with.
  ///
  /// - Throws: `TrainingError.checkpointMismatch` that says in what they differ.
  package func check(_ data: Dataset) throws(TrainingError) {
    guard self.data != nil else { return }
    try check(DatasetFingerprint(data))
  }

  /// The same by what tells the data from others.
  package func check(_ data: DatasetFingerprint) throws(TrainingError) {
    guard let earlier = self.data else { return }
    let differences = data.differences(from: earlier)
    guard differences.isEmpty else {
      throw .checkpointMismatch(reason: "the table has " + differences.joined(separator: "; "))
    }
  }

  /// Reads what `text` wrote.
  ///
  /// - Throws: `TrainingError.checkpointDamaged` for anything else, and for a network that is not sound. Whether it fits
  ///   a table is seen when the run goes on.
  package init(text: String) throws(TrainingError) {
    do {
      self = try JSONDecoder().decode(Self.self, from: Data(text.utf8))
    } catch { throw .checkpointDamaged(reason: "its text is not that of a checkpoint") }
    do {
      for network in [state.network, state.bestNetwork] { try network.validated() }
    } catch { throw .checkpointDamaged(reason: "\(error)") }
  }

  /// The checkpoint as JSON, on one line.
  ///
  /// - Throws: `TrainingError.checkpointDamaged` where a number of the state is not finite.
  package func text() throws(TrainingError) -> String {
    do {
      return String(decoding: try JSONEncoder().encode(self), as: UTF8.self)
    } catch { throw .checkpointDamaged(reason: "a number of it is not finite") }
  }
}
