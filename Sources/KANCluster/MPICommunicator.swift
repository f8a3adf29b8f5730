#if MPI
  import CMPI
  import KANTraining

  /// The ranks that `mpirun` or a batch system started.
  ///
  /// There is one per process, used only by the thread that created it.
  package final class MPICommunicator: Communicator {
    package let rank: Int
    package let count: Int

    /// Joins the other ranks.
    package init() {
      kan_mpi_start()
      (rank, count) = (Int(kan_mpi_rank()), Int(kan_mpi_count()))
    }

    package func send(_ numbers: [Double], to rank: Int) {
      precondition(numbers.count <= Int(Int32.max), "MPI counts the numbers of a message in 32 bits")
      kan_mpi_send(numbers, Int32(numbers.count), Int32(rank))
    }

    package func receive(from rank: Int) -> [Double] {
      let count = kan_mpi_wait(Int32(rank))
      return [Double](unsafeUninitializedCapacity: Int(count)) { numbers, filled in
        kan_mpi_receive(numbers.baseAddress, count, Int32(rank))
        filled = Int(count)
      }
    }

    /// Leaves the other ranks; each rank calls it at its end, and waits for them.
    package func finish() { kan_mpi_finish() }

    /// Ends all ranks at once, with an exit code.
    package func abort(status: Int32) { kan_mpi_abort(status) }
  }
#endif
