// The functions of MPI that KANCluster uses. MPI's communicators and types are macros that Swift cannot import.
//
// Errors of MPI end all ranks, which is what its standard prescribes where a program says nothing else.
#pragma once

#include <mpi.h>
#include <stddef.h>

// Only the thread that starts MPI calls it.
static inline void kan_mpi_start(void) {
  int provided;
  MPI_Init_thread(NULL, NULL, MPI_THREAD_FUNNELED, &provided);
}

static inline int kan_mpi_rank(void) {
  int rank;
  MPI_Comm_rank(MPI_COMM_WORLD, &rank);
  return rank;
}

static inline int kan_mpi_count(void) {
  int count;
  MPI_Comm_size(MPI_COMM_WORLD, &count);
  return count;
}

static inline void kan_mpi_send(const double *numbers, int count, int rank) {
  MPI_Send(numbers, count, MPI_DOUBLE, rank, 0, MPI_COMM_WORLD);
}

// Waits for the next message of a rank and returns how many numbers it holds.
static inline int kan_mpi_wait(int rank) {
  MPI_Status status;
  int count;
  MPI_Probe(rank, 0, MPI_COMM_WORLD, &status);
  MPI_Get_count(&status, MPI_DOUBLE, &count);
  return count;
}

static inline void kan_mpi_receive(double *numbers, int count, int rank) {
  MPI_Recv(numbers, count, MPI_DOUBLE, rank, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
}

static inline void kan_mpi_finish(void) { MPI_Finalize(); }

static inline void kan_mpi_abort(int status) { MPI_Abort(MPI_COMM_WORLD, status); }
