import Testing

@testable import KANCluster

@Suite struct LauncherTests {
  @Test func launchersAreKnownByWhatTheyLeaveInTheEnvironment() {
    #expect(Launcher.processCount(in: ["OMPI_COMM_WORLD_SIZE": "4"]) == 4)
    #expect(Launcher.processCount(in: ["PMI_SIZE": "3"]) == 3)
    #expect(Launcher.processCount(in: ["PMIX_RANK": "0"]) == nil)
    #expect(Launcher.isPresent(in: ["PMIX_RANK": "0"]))
    #expect(Launcher.isPresent(in: ["MPI_LOCALNRANKS": "1"]))
    #expect(!Launcher.isPresent(in: ["SLURM_JOB_ID": "17"]))
  }
}
