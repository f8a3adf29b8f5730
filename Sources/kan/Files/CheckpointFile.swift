import SwiftKAN
import Synchronization

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The file from which a run of training can go on, and when it is written.
final class CheckpointFile: Sendable {
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
  func hook(settings: TrainingSettings, provenance: [String: String]) -> TrainingOptions.Checkpoint {
    TrainingOptions.Checkpoint(every: settings.optimizer.checkpointInterval) { state in
      let stops = Interruption.isRequested
      guard stops || self.times.withLock({ ContinuousClock.now - $0.lastWrite >= .seconds(30) }) else {
        return
      }
      try ModelFile(TrainingCheckpoint(settings: settings, state: state), provenance: provenance)
        .write(to: self.path)
      self.times.withLock { $0 = Times(isCurrent: stops) }
    }
  }

  /// Removes the file once the run is complete.
  func remove() { try? FileManager.default.removeItem(atPath: path) }
}

extension TrainingCheckpoint {
  /// Reads a checkpoint for the tool: messages name the file and say what else there is to do.
  init(contentsOf path: String) throws {
    let file = try ModelFile(named: path)
    let checkpoint: TrainingCheckpoint?
    do {
      checkpoint = try file.checkpoint()
    } catch { throw Failure("\(path): \(error); train anew with --shape") }
    guard let checkpoint else {
      throw Failure("\(path) is a finished model, not a checkpoint; train anew with --shape")
    }
    self = checkpoint
  }
}
