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
public struct TrainingCheckpoint: Hashable, Sendable, Codable {
  /// The name under which files carry the text.
  public static let key = "training"

  /// How the run goes.
  public let settings: TrainingSettings
  /// How far it has come.
  public let state: TrainingState

  /// What the run learns from, rows kept back included; `nil` in checkpoints of versions that did not note it.
  public let data: DatasetFingerprint?

  /// The checkpoint of a run.
  ///
  /// - Parameter data: What the run learns from, before it is split.
  public init(settings: TrainingSettings, state: TrainingState, data: DatasetFingerprint? = nil) {
    (self.settings, self.state, self.data) = (settings, state, data)
  }

  /// Refuses to go on with other data than those that the run began with.
  ///
  /// - Throws: `TrainingError.checkpointMismatch` that says in what they differ.
  public func check(_ data: Dataset) throws(TrainingError) {
    guard let earlier = self.data else { return }
    let differences = DatasetFingerprint(data).differences(from: earlier)
    guard differences.isEmpty else {
      throw .checkpointMismatch(reason: "the table has " + differences.joined(separator: "; "))
    }
  }

  /// Reads what `text` wrote.
  ///
  /// - Throws: `TrainingError.checkpointDamaged` for anything else, and for a network that is not sound. Whether it fits
  ///   a table is seen when the run goes on.
  public init(text: String) throws(TrainingError) {
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
  public func text() throws(TrainingError) -> String {
    do {
      return String(decoding: try JSONEncoder().encode(self), as: UTF8.self)
    } catch { throw .checkpointDamaged(reason: "a number of it is not finite") }
  }
}
