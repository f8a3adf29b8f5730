#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What a process can find out about its launcher before it joins other ranks.
package enum Launcher {
  /// Variables in which launchers give the number of processes: Open MPI, MPICH and Intel MPI, Slurm's PMI2.
  private static let counts = ["OMPI_COMM_WORLD_SIZE", "PMI_SIZE"]
  /// Variables that only show that there is a launcher: PMIx (PRRTE, `srun --mpi=pmix`) and MPICH's Hydra.
  private static let signs = ["PMIX_RANK", "MPI_LOCALNRANKS"]

  /// The number of processes started together; `nil` if unknown.
  package static func processCount(
    in environment: [String: String] = ProcessInfo.processInfo.environment
  ) -> Int? {
    counts.lazy.compactMap { environment[$0].flatMap(Int.init) }.first
  }

  /// Whether a launcher of MPI programs started this process.
  package static func isPresent(
    in environment: [String: String] = ProcessInfo.processInfo.environment
  ) -> Bool {
    processCount(in: environment) != nil || signs.contains { environment[$0] != nil }
  }
}
