/// The hot loops of SwiftKAN on raw buffers: splines, base functions, normal equations.
///
/// No allocation, no errors, no globals but constant tables. Samples run along the fast axis: row r of a
/// table `values` with leading dimension `stride` is `values + r * stride`, one entry a sample.
#pragma once

#include <stddef.h>
#include <stdint.h>

/// What an edge does outside its grid: 0 continues linearly, 1 holds the end value.
enum { KAN_OUTSIDE_LINEAR = 0, KAN_OUTSIDE_CLAMP = 1 };
/// The base function: 0 x/(1 + e⁻ˣ), 1 x.
enum { KAN_BASE_SILU = 0, KAN_BASE_IDENTITY = 1 };
/// Instruction sets, best last; `KAN_BEST` lets the machine choose.
enum { KAN_BEST = -1, KAN_PORTABLE = 0, KAN_AVX2 = 1 };

#define KAN_DECLARE_KERNELS(T, S)                                                                        \
  /** The kernels of one instruction set for one scalar type. */                                         \
  typedef struct kan_kernels_##S {                                                                       \
    /** For each sample the first of the k + 1 bases that live at x, their values and, unless `slopes`   \
        is null, derivatives. `knots`: G + 2k + 1 of them; `reciprocals[(j-1)·K + q]` =                  \
        1/(t[q+j] − t[q]) with K = G + 2k + 1; `inverseStep` > 0 promises uniform knots.                 \
        Outside the grid, values hold B(end) + (x − end)·B′(end). */                                     \
    void (*basis)(                                                                                       \
      int order, int outside, ptrdiff_t intervals, const T *knots, const T *reciprocals, T inverseStep,  \
      ptrdiff_t count, const T *x, int32_t *first, T *values, T *slopes, ptrdiff_t stride);              \
    /** The base function and its derivative, continued outside [lower, upper] like the splines. */      \
    void (*base)(                                                                                        \
      int kind, int outside, T lower, T upper, ptrdiff_t count, const T *x, T *values, T *slopes);       \
    /** sums[rows[e]][s] += Σ_r values[r][s]·c[first[s] + r][e] + w[e]·base[s] for the E edges of one    \
        input; c is [basis][edge], `base` may be null. */                                                \
    void (*forward)(                                                                                     \
      int order, ptrdiff_t count, const int32_t *first, const T *values, const T *base,                  \
      ptrdiff_t stride, ptrdiff_t edges, const int32_t *rows, const T *c, const T *w, T *sums);          \
    /** x̄[s] += Σ_e s̄[rows[e]][s]·(Σ_r slopes[r][s]·c[first[s] + r][e] + w[e]·base′[s]). */              \
    void (*backwardInput)(                                                                               \
      int order, ptrdiff_t count, const int32_t *first, const T *slopes, const T *baseSlopes,            \
      ptrdiff_t stride, ptrdiff_t edges, const int32_t *rows, const T *c, const T *w,                    \
      const T *adjoints, T *inputAdjoint);                                                               \
    /** c̄[first[s] + r][e] += s̄[rows[e]][s]·values[r][s],  w̄[e] += Σ_s s̄[rows[e]][s]·base[s]. */         \
    void (*backwardCoefficients)(                                                                        \
      int order, ptrdiff_t count, const int32_t *first, const T *values, const T *base,                  \
      ptrdiff_t stride, ptrdiff_t edges, const int32_t *rows, const T *adjoints, T *cBar, T *wBar);      \
    /** dense[n][s] for all n < `bases`: the local values at their place, zeros elsewhere. */            \
    void (*scatterBasis)(                                                                                \
      int order, ptrdiff_t count, ptrdiff_t bases, const int32_t *first, const T *values,                \
      ptrdiff_t stride, T *dense);                                                                       \
    /** out[s] = x[s]·y[s] */                                                                            \
    void (*multiply)(ptrdiff_t count, const T *x, const T *y, T *out);                                   \
    /** out[s] += a·x[s] */                                                                              \
    void (*addScaled)(ptrdiff_t count, T a, const T *x, T *out);                                         \
    /** out[s] += x[s]·y[s] */                                                                           \
    void (*addProduct)(ptrdiff_t count, const T *x, const T *y, T *out);                                 \
    /** Σ_s x[s]·y[s] */                                                                                 \
    T (*dot)(ptrdiff_t count, const T *x, const T *y);                                                   \
    /** Σ_s x[s] */                                                                                      \
    T (*sum)(ptrdiff_t count, const T *x);                                                               \
    /** One step of Adam on `count` parameters; `rate` is the bias-corrected step length. */             \
    void (*adam)(                                                                                        \
      ptrdiff_t count, T rate, T beta1, T beta2, T epsilon, const T *gradient, T *mean, T *square,       \
      T *parameters);                                                                                    \
  } kan_kernels_##S;                                                                                     \
  /** The kernels of the asked instruction set, or of the best one below it that this machine has. */    \
  const kan_kernels_##S *kan_select_##S(int level);

KAN_DECLARE_KERNELS(double, f64)
KAN_DECLARE_KERNELS(float, f32)

/// Dense symmetric linear algebra, upper triangles stored by rows.
typedef struct kan_algebra_f64 {
  /// a[q][p] += sign·Σ_s rows[q][s]·rows[p][s] for q ≤ p; `size` (and `leading`) multiples of 8, rows
  /// beyond the true size zero, `count` a multiple of 8.
  void (*rankUpdate)(
    ptrdiff_t size, ptrdiff_t count, double sign, const double *rows, ptrdiff_t stride, double *a,
    ptrdiff_t leading);
  /// a = UᵀU in place; returns 0 where a pivot is not above `tiny`. `leading` is a multiple of 8.
  int (*factorise)(ptrdiff_t size, double tiny, double *a, ptrdiff_t leading);
  /// Solves UᵀU·x = b in place.
  void (*solve)(ptrdiff_t size, const double *u, ptrdiff_t leading, double *b);
} kan_algebra_f64;

/// The algebra of the asked instruction set, or of the best one below it that this machine has.
const kan_algebra_f64 *kan_select_algebra(int level);

/// The best instruction set of this machine: `KAN_PORTABLE` or `KAN_AVX2`.
int kan_best_level(void);
