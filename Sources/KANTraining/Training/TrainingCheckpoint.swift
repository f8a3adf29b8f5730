import KANData

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The data that a training run needs to resume: its settings and its state.
///
/// Its text is JSON with every number to the last bit, so that a resumed run gives the bits of an uninterrupted one. A model file
/// stores it under `TrainingCheckpoint.key`.
package struct TrainingCheckpoint: Hashable, Sendable, Codable {
  /// The key of the text in files.
  package static let key = "training"

  /// The settings of the run.
  package let settings: TrainingSettings
  /// The state of the run.
  package let state: TrainingState

  /// The fingerprint of the data, validation rows included; `nil` in checkpoints of versions that did not record it.
  package let data: DatasetFingerprint?

  /// The checkpoint of a run.
  ///
  /// - Parameter data: The data of the run, before they are split.
  package init(settings: TrainingSettings, state: TrainingState, data: DatasetFingerprint? = nil) {
    (self.settings, self.state, self.data) = (settings, state, data)
  }

  /// Throws if the data are not those with which the run began.
  ///
  /// - Throws: `TrainingError.checkpointMismatch` with the differences.
  package func check(_ data: Dataset) throws(TrainingError) {
    guard self.data != nil else { return }
    try check(DatasetFingerprint(data))
  }

  /// The same for a fingerprint of the data.
  package func check(_ data: DatasetFingerprint) throws(TrainingError) {
    guard let earlier = self.data else { return }
    let differences = data.differences(from: earlier)
    guard differences.isEmpty else {
      throw .checkpointMismatch(reason: "the table has " + differences.joined(separator: "; "))
    }
  }

  /// Reads what `text` wrote.
  ///
  /// - Throws: `TrainingError.checkpointDamaged` for anything else, and for an invalid network. Whether it fits a table is checked
  ///   when the run resumes.
  package init(text: String) throws(TrainingError) {
    do {
      self = try JSONDecoder().decode(Self.self, from: Data(text.utf8))
    } catch { throw .checkpointDamaged(reason: "its text is not a checkpoint") }
    do {
      for network in [state.network, state.bestNetwork] { try network.validated() }
    } catch { throw .checkpointDamaged(reason: "\(error)") }
  }

  /// The checkpoint as JSON, on one line.
  ///
  /// - Throws: `TrainingError.checkpointDamaged` if a number of the state is not finite.
  package func text() throws(TrainingError) -> String {
    do {
      return String(decoding: try JSONEncoder().encode(self), as: UTF8.self)
    } catch { throw .checkpointDamaged(reason: "one of its numbers is not finite") }
  }
}
