import SwiftKAN
import Synchronization

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The file from which a run of training can go on: a model file of the best network so far with the state of the run.
final class Checkpoint: Sendable {
  /// Where it is.
  let path: String

  private struct Times {
    var lastWrite = ContinuousClock.now
    var isCurrent = false
  }

  private let times = Mutex(Times())

  init(path: String) { self.path = path }

  /// Whether the state in which Ctrl-C found the run is on disk.
  var isCurrent: Bool { times.withLock { $0.isCurrent } }

  /// What training calls: writes every half a minute, and at once after Ctrl-C.
  func hook(settings: TrainSettings, provenance: [String: String]) -> TrainingOptions.Checkpoint {
    // One step of the others is one pass over the table, one of Adam's a mini-batch.
    let every = settings.optimizer.name == "adam" ? 50 : 1
    return TrainingOptions.Checkpoint(every: every) { state in
      let stops = Interruption.isRequested
      guard stops || self.times.withLock({ ContinuousClock.now - $0.lastWrite >= .seconds(30) }) else {
        return
      }
      let contents = Contents(settings: settings, state: state)
      let text = String(decoding: try JSONEncoder().encode(contents), as: UTF8.self)
      var file = ModelFile(network: state.bestNetwork, provenance: provenance)
      file.extraMetadata[Contents.key] = text
      try file.write(to: self.path)
      self.times.withLock { $0 = Times(isCurrent: stops) }
    }
  }

  /// Removes the file once the run is complete.
  func remove() { try? FileManager.default.removeItem(atPath: path) }
}

extension Checkpoint {
  /// What a run needs to go on.
  struct Contents: Codable {
    static let key = "training"

    let settings: TrainSettings
    let state: TrainingState

    init(settings: TrainSettings, state: TrainingState) {
      self.settings = settings
      self.state = state
    }

    /// Reads a checkpoint.
    init(contentsOf path: String) throws {
      let file = try ModelFile(named: path)
      guard let text = file.extraMetadata[Self.key] else {
        throw Failure("\(path) is a finished model, not a checkpoint; train anew with --shape")
      }
      do {
        self = try JSONDecoder().decode(Self.self, from: Data(text.utf8))
      } catch {
        throw Failure("\(path): the state of the training run is damaged; train anew with --shape")
      }
      try state.network.validated()
    }
  }
}
