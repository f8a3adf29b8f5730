// Samples in the order of their cells, if the machine can compress bytes (AVX-512 VBMI2): each cell picks its samples
// out of 64 at a time.
#pragma once

#include <immintrin.h>
#include <stddef.h>
#include <stdint.h>

#define KAN_BYTE_TARGET __attribute__((target("avx512f,avx512vl,avx512bw,avx512vbmi2,popcnt")))
// Sample numbers are bytes here, and beyond this many cells counting is faster.
#define KAN_BYTE_SAMPLES 256
#define KAN_BYTE_CELLS 64

static inline int kan_sorts_bytes(ptrdiff_t cells, ptrdiff_t count) {
  return cells <= KAN_BYTE_CELLS && count <= KAN_BYTE_SAMPLES && count % 8 == 0
         && __builtin_cpu_supports("avx512vbmi2");
}

KAN_BYTE_TARGET static void kan_bucket_bytes(
  ptrdiff_t cells, ptrdiff_t count, const int32_t *restrict first, int32_t *restrict order,
  int32_t *restrict starts) {
  _Alignas(64) uint8_t numbers[64], own[KAN_BYTE_SAMPLES], sorted[KAN_BYTE_SAMPLES + 64];
  for (int n = 0; n < 64; n++) numbers[n] = (uint8_t)n;
  const __m512i ramp = _mm512_load_si512(numbers);
  const ptrdiff_t padded = (count + 63) / 64 * 64;
  const __m512i none = _mm512_set1_epi32(0xff);
  for (ptrdiff_t s = count / 64 * 64; s < padded; s += 64) _mm512_store_si512(own + s, _mm512_set1_epi32(-1));
  for (ptrdiff_t s = 0; s < count; s += 16) {
    const __mmask16 valid = count - s >= 16 ? 0xffff : 0xff;
    _mm_store_si128((__m128i *)(own + s), _mm512_cvtepi32_epi8(_mm512_mask_loadu_epi32(none, valid, first + s)));
  }
  int32_t next = 0;
  for (ptrdiff_t c = 0; c < cells; c++) {
    starts[c] = next;
    for (ptrdiff_t s = 0; s < padded; s += 64) {
      const __mmask64 mask = _mm512_cmpeq_epi8_mask(_mm512_load_si512(own + s), _mm512_set1_epi8((char)c));
      const __m512i picked =
        _mm512_maskz_compress_epi8(mask, _mm512_add_epi8(ramp, _mm512_set1_epi8((char)s)));
      // The excess is overwritten by the next ones.
      _mm512_storeu_si512(sorted + next, picked);
      next += (int32_t)_mm_popcnt_u64(mask);
    }
  }
  starts[cells] = next;
  for (ptrdiff_t s = 0; s < count; s += 16)
    _mm512_mask_storeu_epi32(
      order + s, count - s >= 16 ? 0xffff : 0xff,
      _mm512_cvtepu8_epi32(_mm_loadu_si128((const __m128i *)(sorted + s))));
}
