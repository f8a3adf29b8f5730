// The same kernels for x86-64 with AVX-512. Only this file's functions carry the target
// attribute, so that nothing of it leaks into code that runs everywhere.
#include "Tables.h"

#ifdef KAN_HAS_AVX512
#include "ByteSorting.h"
#pragma clang attribute push(__attribute__((target("avx512f,avx512vl,avx512dq,avx512bw,avx2,fma"))), apply_to = function)
#define SET avx512
#define LANES 4
#define KAN_FUSED
#define VECTOR_BYTES 64
#define KAN_DOUBLE
#include "Scalar.inc"
#undef KAN_DOUBLE
#include "Scalar.inc"
#pragma clang attribute pop
#endif
