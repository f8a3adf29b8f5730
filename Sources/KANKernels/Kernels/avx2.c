// The same kernels for x86-64 with AVX2 and fused multiply-add. Only this file's functions carry the target
// attribute, so that nothing of it leaks into code that runs everywhere.
#include "Tables.h"

#ifdef KAN_HAS_AVX2
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#define SET avx2
#define LANES 4
#define KAN_FUSED
#define VECTOR_BYTES 32
#define KAN_DOUBLE
#include "Scalar.inc"
#undef KAN_DOUBLE
#include "Scalar.inc"
#pragma clang attribute pop
#endif
