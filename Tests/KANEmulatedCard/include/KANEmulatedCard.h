/// A card that is none: the table of a driver whose kernels are those of `KANDevice`, compiled for this processor, and whose
/// memory is that of the process. Blocks run one after the other, and in a block one thread after the other from barrier to barrier.
#pragma once

#include "CDevice.h"

/// Fills the tables of driver and compiler.
void kan_emulate(kan_driver *driver, kan_compiler *compiler);

/// What can be made to fail on this thread.
typedef enum kan_emulated_call {
  KAN_EMULATED_NOTHING,
  KAN_EMULATED_INIT,
  KAN_EMULATED_COUNT,
  KAN_EMULATED_ALLOC,
  KAN_EMULATED_COPY_TO_HOST,
  KAN_EMULATED_SYNCHRONIZE,
  KAN_EMULATED_LAUNCH,
  KAN_EMULATED_LOAD,
  KAN_EMULATED_COMPILE,
  KAN_EMULATED_VERSION
} kan_emulated_call;

/// Lets calls of this thread fail with `code`, the first `after` of them excepted; of `KAN_EMULATED_VERSION` and
/// `KAN_EMULATED_COUNT` the code is the answer. `KAN_EMULATED_NOTHING` heals the card.
void kan_emulated_failure(kan_emulated_call call, int after, int code);

/// Blocks of memory of this thread's contexts that were not freed, and kernels that this thread launched.
int kan_emulated_allocations(void);
long long kan_emulated_launches(void);
