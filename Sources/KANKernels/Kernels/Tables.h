// The tables that one translation unit per instruction set defines. Not part of the public header.
#pragma once

#include "KANKernels.h"

extern const kan_kernels_f64 kan_table_portable_f64;
extern const kan_kernels_f32 kan_table_portable_f32;
extern const kan_algebra_f64 kan_algebra_portable_f64;
extern const kan_columns_f64 kan_columns_portable_f64;

#if defined(__x86_64__)
#define KAN_HAS_AVX2 1
extern const kan_kernels_f64 kan_table_avx2_f64;
extern const kan_kernels_f32 kan_table_avx2_f32;
extern const kan_algebra_f64 kan_algebra_avx2_f64;
extern const kan_columns_f64 kan_columns_avx2_f64;
#define KAN_HAS_AVX512 1
extern const kan_kernels_f64 kan_table_avx512_f64;
extern const kan_kernels_f32 kan_table_avx512_f32;
extern const kan_algebra_f64 kan_algebra_avx512_f64;
extern const kan_columns_f64 kan_columns_avx512_f64;
#endif

#if defined(__x86_64__)
// For each mask of eight lanes its lanes, one per byte, ascending.
#define KAN_LANE(m, i)                                                                                     \
  ((m) >> (i) & 1 ? (uint64_t)(i) << 8 * __builtin_popcount((m) & ((1 << (i)) - 1)) : (uint64_t)0)
#define KAN_LANES(m)                                                                                       \
  (KAN_LANE(m, 0) | KAN_LANE(m, 1) | KAN_LANE(m, 2) | KAN_LANE(m, 3) | KAN_LANE(m, 4) | KAN_LANE(m, 5)     \
   | KAN_LANE(m, 6) | KAN_LANE(m, 7))
#define KAN_LANES4(m) KAN_LANES(m), KAN_LANES((m) + 1), KAN_LANES((m) + 2), KAN_LANES((m) + 3)
#define KAN_LANES16(m) KAN_LANES4(m), KAN_LANES4((m) + 4), KAN_LANES4((m) + 8), KAN_LANES4((m) + 12)
#define KAN_LANES64(m) KAN_LANES16(m), KAN_LANES16((m) + 16), KAN_LANES16((m) + 32), KAN_LANES16((m) + 48)
static const uint64_t kan_lanes_of_mask[256] __attribute__((unused)) = {
  KAN_LANES64(0), KAN_LANES64(64), KAN_LANES64(128), KAN_LANES64(192)};
#endif
