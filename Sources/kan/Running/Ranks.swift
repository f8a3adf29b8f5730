import KANCluster
import SwiftKAN
import Synchronization

/// The processes of one `mpirun`: joining and leaving them, and silencing all but the first.
enum Ranks {
  private static let silent = Atomic<Bool>(false)

  /// Whether this process prints nothing.
  static var isSilent: Bool { silent.load(ordering: .relaxed) }

  /// Whether `mpirun` or a similar launcher started this process; several processes of a tool without MPI count as well, and are refused.
  static var areStarted: Bool {
    #if MPI
      Launcher.isPresent()
    #else
      (Launcher.processCount() ?? 1) > 1
    #endif
  }

  /// Runs `work` together with the other ranks, and leaves them at its end; without a launcher, in a single process.
  static func together(_ work: (any Communicator) throws -> Void) throws {
    guard areStarted else { return try work(SingleProcess()) }
    #if MPI
      let ranks = MPICommunicator()
      silent.store(ranks.rank != 0, ordering: .relaxed)
      do {
        try work(ranks)
      } catch {
        // An error that all ranks throw ends them in good order; any other must not leave some of them waiting.
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
