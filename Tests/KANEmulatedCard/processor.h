// The words of `Card.inc` for one processor.
#pragma once

#include <math.h>

#include "CDevice.h"

#if defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define KAN_REAL_THREADS
#include <pthread.h>
#endif
#endif

/// The block that runs, its shared memory, and with real threads the one that this is and where they wait for each other.
typedef struct kan_block_of_threads {
  int x, y;
  double *shared;
#ifdef KAN_REAL_THREADS
  int thread;
  pthread_barrier_t *barrier;
#endif
} kan_block_of_threads;

/// A kernel with its arguments.
typedef void (*kan_kernel)(const void *arguments, kan_block_of_threads block);

#define DEVICE static inline
#define KERNEL(name, argument)                                                        \
  static void NAME(name##Block)(const argument pass, kan_block_of_threads block);     \
  static void NAME(name)(const void *arguments, kan_block_of_threads block) {         \
    NAME(name##Block)(*(const argument *)arguments, block);                           \
  }                                                                                   \
  static void NAME(name##Block)(const argument pass, kan_block_of_threads block)
#define SHARED(type) ((type *)block.shared)
#define BLOCK_X block.x
#define BLOCK_Y block.y
#define RAISE(flag) __atomic_store_n(&(flag), 1, __ATOMIC_RELAXED)
#define UNROLL
#define ORDER layer->order

#ifdef KAN_REAL_THREADS
// Under the thread sanitizer every thread is one, so that it finds barriers that are missing.
#define EACH_THREAD for (int thread = block.thread, again = thread >= 0; again; again = 0)
#define BARRIER (void)pthread_barrier_wait(block.barrier)
#define PRIVATE(type, name, size) type name[size]
#define MINE(name) name
#else
// A phase is a loop over the threads. Every other block runs them backwards: the order must not matter.
#define EACH_THREAD                                                                                      \
  for (int turn = 0, thread; turn < KAN_THREADS && (thread = block.x % 2 ? KAN_THREADS - 1 - turn : turn, 1); turn++)
#define BARRIER (void)0
#define PRIVATE(type, name, size) type name[KAN_THREADS][size]
#define MINE(name) name[thread]
#endif
