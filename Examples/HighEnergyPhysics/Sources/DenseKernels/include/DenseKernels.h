#ifndef DENSE_KERNELS_H
#define DENSE_KERNELS_H

#include <stdbool.h>
#include <stddef.h>

/// out[r][n] = starts[r] + Σ_k a[r·rowStep + k·depthStep]·b[k·width + n] for r < rows, k < depth, n < columns; the rows of
/// `out` are outStep apart. With `adds`, added to what `out` holds; `starts` may be null, for zeros.
///
/// `width`, the distance of the rows of b, is a multiple of 8 and at least `columns`; what lies beyond `columns` in a row of
/// b is read, and does not matter.
void dense_multiply(
    const float *a, ptrdiff_t rowStep, ptrdiff_t depthStep, ptrdiff_t rows, ptrdiff_t depth, const float *b, ptrdiff_t width,
    ptrdiff_t columns, const float *starts, bool adds, float *out, ptrdiff_t outStep);

/// out[c·outStep + r] = a[r·columns + c].
void dense_transpose(const float *a, ptrdiff_t rows, ptrdiff_t columns, float *out, ptrdiff_t outStep);

#endif
