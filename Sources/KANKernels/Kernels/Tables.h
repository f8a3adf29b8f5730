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
