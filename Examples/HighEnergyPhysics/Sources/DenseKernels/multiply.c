// Products of dense matrices in single precision: blocks of six rows and sixteen columns stay in registers over the whole
// depth, in panels that stay in the first-level cache. Compiled twice on x86: for AVX2 with FMA, chosen at run time, and for
// the compiler's default instruction set.

#include "DenseKernels.h"

#include <string.h>

#define INLINE static inline __attribute__((always_inline))

enum { blockRows = 6, panelDepth = 256, lanes = 8 };

typedef float Lanes __attribute__((vector_size(32)));

typedef struct {
  const float *a;
  ptrdiff_t rowStep, depthStep;
  const float *b;
  ptrdiff_t width;
  float *out;
  ptrdiff_t outStep;
  const float *starts; // null: go on from `out`, or from zero
  bool adds;
} Block;

/// `rows` × `vectors`·8 numbers of the product over `depth`; the last vector has `valid` columns.
INLINE void block(Block at, const int rows, const int vectors, ptrdiff_t depth, int valid) {
  Lanes sums[blockRows][2];
#pragma clang loop unroll(full)
  for (int r = 0; r < rows; r++) {
#pragma clang loop unroll(full)
    for (int v = 0; v < vectors; v++) {
      Lanes start = {0};
      if (at.adds)
        memcpy(&start, at.out + r * at.outStep + v * lanes, v + 1 < vectors ? sizeof start : valid * sizeof(float));
      sums[r][v] = at.starts ? start + at.starts[r] : start;
    }
  }
  for (ptrdiff_t k = 0; k < depth; k++) {
    Lanes row[2];
#pragma clang loop unroll(full)
    for (int v = 0; v < vectors; v++) memcpy(&row[v], at.b + k * at.width + v * lanes, sizeof row[v]);
#pragma clang loop unroll(full)
    for (int r = 0; r < rows; r++) {
      const float factor = at.a[r * at.rowStep + k * at.depthStep];
#pragma clang loop unroll(full)
      for (int v = 0; v < vectors; v++) sums[r][v] += row[v] * factor;
    }
  }
#pragma clang loop unroll(full)
  for (int r = 0; r < rows; r++) {
#pragma clang loop unroll(full)
    for (int v = 0; v < vectors; v++)
      memcpy(
          at.out + r * at.outStep + v * lanes, &sums[r][v],
          v + 1 < vectors ? sizeof sums[r][v] : valid * sizeof(float));
  }
}

/// The same for a number of rows that is known when the program runs.
INLINE void rowsOfBlock(Block at, ptrdiff_t rows, const int vectors, ptrdiff_t depth, int valid) {
  switch (rows) {
  case 1: block(at, 1, vectors, depth, valid); break;
  case 2: block(at, 2, vectors, depth, valid); break;
  case 3: block(at, 3, vectors, depth, valid); break;
  case 4: block(at, 4, vectors, depth, valid); break;
  case 5: block(at, 5, vectors, depth, valid); break;
  default: block(at, blockRows, vectors, depth, valid);
  }
}

INLINE void multiply(
    const float *a, ptrdiff_t rowStep, ptrdiff_t depthStep, ptrdiff_t rows, ptrdiff_t depth, const float *b, ptrdiff_t width,
    ptrdiff_t columns, const float *starts, bool adds, float *out, ptrdiff_t outStep) {
  for (ptrdiff_t k = 0; k < depth; k += panelDepth) {
    const ptrdiff_t panel = depth - k < panelDepth ? depth - k : panelDepth;
    for (ptrdiff_t n = 0; n < columns; n += 2 * lanes) {
      const ptrdiff_t left = columns - n;
      for (ptrdiff_t r = 0; r < rows; r += blockRows) {
        const Block at = {
            a + r * rowStep + k * depthStep, rowStep, depthStep, b + k * width + n, width, out + r * outStep + n, outStep,
            starts && k == 0 ? starts + r : NULL, adds || k > 0};
        const ptrdiff_t height = rows - r < blockRows ? rows - r : blockRows;
        if (left >= 2 * lanes)
          rowsOfBlock(at, height, 2, panel, lanes);
        else if (left > lanes)
          rowsOfBlock(at, height, 2, panel, (int)(left - lanes));
        else
          rowsOfBlock(at, height, 1, panel, (int)left);
      }
    }
  }
}

#if defined(__x86_64__)
__attribute__((target("avx2,fma"))) static void multiplyAVX2(
    const float *a, ptrdiff_t rowStep, ptrdiff_t depthStep, ptrdiff_t rows, ptrdiff_t depth, const float *b, ptrdiff_t width,
    ptrdiff_t columns, const float *starts, bool adds, float *out, ptrdiff_t outStep) {
  multiply(a, rowStep, depthStep, rows, depth, b, width, columns, starts, adds, out, outStep);
}
#endif

void dense_multiply(
    const float *a, ptrdiff_t rowStep, ptrdiff_t depthStep, ptrdiff_t rows, ptrdiff_t depth, const float *b, ptrdiff_t width,
    ptrdiff_t columns, const float *starts, bool adds, float *out, ptrdiff_t outStep) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) {
    multiplyAVX2(a, rowStep, depthStep, rows, depth, b, width, columns, starts, adds, out, outStep);
    return;
  }
#endif
  multiply(a, rowStep, depthStep, rows, depth, b, width, columns, starts, adds, out, outStep);
}

void dense_transpose(const float *a, ptrdiff_t rows, ptrdiff_t columns, float *out, ptrdiff_t outStep) {
  // Squares, so that lines of the cache are used up on both sides.
  enum { side = 16 };
  for (ptrdiff_t r0 = 0; r0 < rows; r0 += side)
    for (ptrdiff_t c0 = 0; c0 < columns; c0 += side)
      for (ptrdiff_t c = c0; c < columns && c < c0 + side; c++)
        for (ptrdiff_t r = r0; r < rows && r < r0 + side; r++) out[c * outStep + r] = a[r * columns + c];
}
