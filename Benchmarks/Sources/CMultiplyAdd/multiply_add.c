#include "CMultiplyAdd.h"

// Twelve independent chains hide the latency of the multiply-add on every machine of today.
#define KERNEL(NAME, T, BYTES, TARGET)                                                                     \
  TARGET static double NAME(long rounds, T *sink) {                                                        \
    typedef T vector __attribute__((vector_size(BYTES)));                                                  \
    vector a[12], factor, addend;                                                                          \
    for (int l = 0; l < BYTES / (int)sizeof(T); l++) {                                                     \
      factor[l] = (T)0.999;                                                                                \
      addend[l] = (T)1e-3;                                                                                 \
      for (int q = 0; q < 12; q++) a[q][l] = (T)(q + l);                                                   \
    }                                                                                                      \
    for (long n = 0; n < rounds; n++) {                                                                    \
      for (int q = 0; q < 12; q++) a[q] = a[q] * factor + addend;                                          \
      for (int q = 0; q < 12; q++) a[q] = a[q] * factor + addend;                                          \
      __asm__ volatile("" ::: "memory");                                                                   \
    }                                                                                                      \
    for (int q = 0; q < 12; q++) *sink += a[q][0];                                                         \
    return 48.0 * rounds * (BYTES / sizeof(T));                                                            \
  }

KERNEL(portable_f32, float, 16, )
KERNEL(portable_f64, double, 16, )
#if defined(__x86_64__)
KERNEL(avx2_f32, float, 32, __attribute__((target("avx2,fma"))))
KERNEL(avx2_f64, double, 32, __attribute__((target("avx2,fma"))))
KERNEL(avx512_f32, float, 64, __attribute__((target("avx512f"))))
KERNEL(avx512_f64, double, 64, __attribute__((target("avx512f"))))
#define CHOOSE(S)                                                                                          \
  if (__builtin_cpu_supports("avx512f")) return avx512_##S(rounds, sink);                                  \
  if (__builtin_cpu_supports("avx2")) return avx2_##S(rounds, sink);
#else
#define CHOOSE(S)
#endif

double multiply_adds_f32(long rounds, float *sink) {
  CHOOSE(f32)
  return portable_f32(rounds, sink);
}

double multiply_adds_f64(long rounds, double *sink) {
  CHOOSE(f64)
  return portable_f64(rounds, sink);
}
