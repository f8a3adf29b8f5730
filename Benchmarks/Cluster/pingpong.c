// Messages between two ranks and back: half the time of a round trip, by the size of the message.
//
//   mpicc -O2 pingpong.c -o pingpong && mpirun -n 2 ./pingpong
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>

static int ascending(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

int main(int argc, char **argv) {
  MPI_Init(&argc, &argv);
  int rank;
  MPI_Comm_rank(MPI_COMM_WORLD, &rank);
  enum { largest = 1 << 22, looks = 41 };
  double *numbers = calloc(largest, sizeof(double));
  for (int count = 1; count <= largest; count *= 8) {
    int rounds = count < 4096 ? 200 : 5;
    double times[looks];
    for (int look = 0; look < looks; look++) {
      MPI_Barrier(MPI_COMM_WORLD);
      double start = MPI_Wtime();
      for (int round = 0; round < rounds; round++) {
        if (rank == 0) MPI_Send(numbers, count, MPI_DOUBLE, 1, 0, MPI_COMM_WORLD);
        MPI_Recv(numbers, count, MPI_DOUBLE, 1 - rank, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
        if (rank == 1) MPI_Send(numbers, count, MPI_DOUBLE, 0, 0, MPI_COMM_WORLD);
      }
      times[look] = (MPI_Wtime() - start) / rounds / 2;
    }
    qsort(times, looks, sizeof(double), ascending);
    if (rank == 0) printf("%zu %.9f\n", count * sizeof(double), times[looks / 2]);
  }
  free(numbers);
  MPI_Finalize();
  return 0;
}
