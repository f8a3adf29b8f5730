import KANFiles
import SwiftKAN
import Synchronization

/// The file from which training can resume, and the times at which it is written.
final class CheckpointFile: Sendable {
  /// Its path.
  let path: String

  private struct Times {
    var lastWrite = ContinuousClock.now
    var isCurrent = false
    var isMissing = false
  }

  private let times = Mutex(Times())

  init(path: String) { self.path = path }

  /// Whether the state of the run at Ctrl-C has been written to disk, as far as that is possible.
  var isCurrent: Bool { times.withLock { $0.isCurrent } }

  /// Whether the last attempt to write it failed.
  var isMissing: Bool { times.withLock { $0.isMissing } }

  /// The closure that training calls: it writes every half minute, and at once after Ctrl-C.
  ///
  /// The run matters more than its checkpoint: if the file cannot be written, a single warning is printed and the run continues.
  func hook(
    settings: TrainingSettings, data: DatasetFingerprint, provenance: [String: String]
  ) -> TrainingOptions.Checkpoint {
    TrainingOptions.Checkpoint(every: settings.optimizer.checkpointInterval) { state in
      let stops = Interruption.isRequested
      guard stops || self.times.withLock({ ContinuousClock.now - $0.lastWrite >= .seconds(30) }) else {
        return
      }
      let checkpoint = TrainingCheckpoint(settings: settings, state: state, data: data)
      do {
        try ModelFile(checkpoint, provenance: provenance).write(to: self.path)
        self.times.withLock { $0 = Times(isCurrent: stops) }
      } catch {
        let isNew = self.times.withLock { times in
          defer { times = Times(isCurrent: stops, isMissing: true) }
          return !times.isMissing
        }
        if isNew { Terminal.write("kan: warning: no checkpoint was written, training continues: \(error)\n") }
      }
    }
  }

  /// Removes the file once the run is complete.
  func remove() { try? FileBytes.remove(path) }
}

extension TrainingCheckpoint {
  /// Reads a checkpoint for the tool: messages name the file and suggest alternatives.
  init(contentsOf path: String) throws {
    let file = try ModelFile(named: path)
    let checkpoint: TrainingCheckpoint?
    do {
      checkpoint = try file.checkpoint()
    } catch { throw Failure("\(path): \(error); train again with --shape") }
    guard let checkpoint else {
      throw Failure("\(path) is a finished model, not a checkpoint; train again with --shape")
    }
    self = checkpoint
  }
}
