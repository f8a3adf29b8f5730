// Chooses the instruction set at run time.
#include "Tables.h"

int kan_best_level(void) {
#ifdef KAN_HAS_AVX2
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return KAN_AVX2;
#endif
  return KAN_PORTABLE;
}

#ifdef KAN_HAS_AVX2
static int chosen(int level) {
  const int best = kan_best_level();
  return level < 0 || level > best ? best : level;
}
#endif

const kan_kernels_f64 *kan_select_f64(int level) {
#ifdef KAN_HAS_AVX2
  if (chosen(level) == KAN_AVX2) return &kan_table_avx2_f64;
#endif
  (void)level;
  return &kan_table_portable_f64;
}

const kan_kernels_f32 *kan_select_f32(int level) {
#ifdef KAN_HAS_AVX2
  if (chosen(level) == KAN_AVX2) return &kan_table_avx2_f32;
#endif
  (void)level;
  return &kan_table_portable_f32;
}

const kan_algebra_f64 *kan_select_algebra(int level) {
#ifdef KAN_HAS_AVX2
  if (chosen(level) == KAN_AVX2) return &kan_algebra_avx2_f64;
#endif
  (void)level;
  return &kan_algebra_portable_f64;
}
