// Chooses the instruction set at run time.
#include "Tables.h"

int kan_best_level(void) {
#ifdef KAN_HAS_AVX512
  if (
    __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl")
    && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw"))
    return KAN_AVX512;
#endif
#ifdef KAN_HAS_AVX2
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return KAN_AVX2;
#endif
  return KAN_PORTABLE;
}

static inline int chosen(int level) {
  const int best = kan_best_level();
  return level < 0 || level > best ? best : level;
}

#ifdef KAN_HAS_AVX2
#define KAN_CHOOSE(PREFIX, SUFFIX)                                                                         \
  switch (chosen(level)) {                                                                                 \
    case KAN_AVX512: return &PREFIX##_avx512##SUFFIX;                                                      \
    case KAN_AVX2: return &PREFIX##_avx2##SUFFIX;                                                          \
    default: return &PREFIX##_portable##SUFFIX;                                                            \
  }
#else
#define KAN_CHOOSE(PREFIX, SUFFIX)                                                                         \
  (void)chosen(level);                                                                                     \
  return &PREFIX##_portable##SUFFIX;
#endif

const kan_kernels_f64 *kan_select_f64(int level) { KAN_CHOOSE(kan_table, _f64) }
const kan_kernels_f32 *kan_select_f32(int level) { KAN_CHOOSE(kan_table, _f32) }
const kan_algebra_f64 *kan_select_algebra(int level) { KAN_CHOOSE(kan_algebra, _f64) }
const kan_columns_f64 *kan_select_columns(int level) { KAN_CHOOSE(kan_columns, _f64) }
