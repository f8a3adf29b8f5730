import KANCluster
import SwiftKAN
import Synchronization

/// The processes of one `mpirun`: joining them, leaving them, and that only the first of them speaks.
enum Ranks {
  private static let silent = Atomic<Bool>(false)

  /// Whether this process is one of those that say nothing.
  static var isSilent: Bool { silent.load(ordering: .relaxed) }

  /// Whether `mpirun` or its like started this process; several of a tool without MPI count as well, and are refused.
  static var areStarted: Bool {
    #if MPI
      Launcher.isPresent()
    #else
      (Launcher.processCount() ?? 1) > 1
    #endif
  }

  /// Runs `work` with the others, and leaves them at its end. A single process where nobody started several.
  static func together(_ work: (any Communicator) throws -> Void) throws {
    guard areStarted else { return try work(SingleProcess()) }
    #if MPI
      let ranks = MPICommunicator()
      silent.store(ranks.rank != 0, ordering: .relaxed)
      do {
        try work(ranks)
      } catch {
        // What all ranks throw alike ends them in good order; nothing else may leave some of them waiting.
        guard error is SharedFailure || Failure(error) != nil else {
          Terminal.write("kan: error on rank \(ranks.rank): \(error)\n")
          ranks.abort(status: ExitStatus.unexpected.rawValue)
          throw error
        }
        ranks.finish()
        throw error
      }
      ranks.finish()
    #else
      throw Failure(
        "mpirun started \(Launcher.processCount() ?? 1) processes of a kan that was built without MPI; "
          + "build one with: swift build -c release --product kan --traits default,MPI", status: .usage)
    #endif
  }
}
