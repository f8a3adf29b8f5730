/// The hot loops of SwiftKAN on raw buffers: splines, base functions, normal equations.
///
/// No allocation, no errors, no globals except constant tables. The last index in brackets varies fastest.
#pragma once

#include <stddef.h>
#include <stdint.h>

/// What an edge does outside its grid: 0 continues linearly, 1 holds the end value.
enum { KAN_OUTSIDE_LINEAR = 0, KAN_OUTSIDE_CLAMP = 1 };
/// The base function: 0 x/(1 + e⁻ˣ), 1 x.
enum { KAN_BASE_SILU = 0, KAN_BASE_IDENTITY = 1 };
/// Instruction sets, best last; `KAN_BEST` lets the machine choose.
enum { KAN_BEST = -1, KAN_PORTABLE = 0, KAN_AVX2 = 1, KAN_AVX512 = 2 };

/// The number of elements for the nonzero bases of a sample: k + 1, padded to a vector with zeros.
#define KAN_TAPS(order) ((order) <= 3 ? 4 : 8)

/// The spline edges that start at one input of a layer.
typedef struct kan_block {
  /// The rows of a tile that hold this input.
  ptrdiff_t input;
  /// G.
  ptrdiff_t intervals;
  /// The start of the coefficients.
  ptrdiff_t offset;
  /// The row of the table of input adjoints.
  ptrdiff_t target;
  /// The start of its G + 2 entries in a tile's `starts`.
  ptrdiff_t starts;
} kan_block;

#define KAN_DECLARE_KERNELS(T, S)                                                                        \
  /** What the layer kernels share about a tile of `count` samples, a multiple of 8; row i is input i. */ \
  typedef struct kan_tile_##S {                                                                          \
    ptrdiff_t count;                                                                                     \
    /** [input][sample]: the first living basis, which is also the cell. */                              \
    const int32_t *first;                                                                                \
    /** [input][n]: the samples in the order of their cells, and where in it each cell starts. */        \
    const int32_t *order, *starts;                                                                       \
    /** [input][sample][tap]: bases and their derivatives. */                                            \
    const T *values, *slopes;                                                                            \
    /** [input][sample]: the base function and its derivative. */                                        \
    const T *base, *baseSlopes;                                                                          \
  } kan_tile_##S;                                                                                        \
                                                                                                         \
  /** The kernels of one instruction set for one scalar type. */                                         \
  typedef struct kan_kernels_##S {                                                                       \
    /** Scalars a vector; padded outputs are a multiple of it. */                                        \
    ptrdiff_t lanes;                                                                                     \
    /** Edges of up to so many bases, k ≤ 3, are looked up in a register by the kernels of narrow layers,   \
        which then suit more outputs; 0 where no such kernel is. */                                      \
    ptrdiff_t lookupBases;                                                                               \
    /** For each sample the first of the k + 1 bases that live at x, their values and, unless `slopes`   \
        is null, derivatives, [sample][tap]. Uniform knots: `inverseStep` > 0 and `pieces` null. Else    \
        `pieces[cell][d][tap]` are the bases as polynomials Σ_d p_d·u^d, u = (x − t)·pieceScales[cell].  \
        Outside the grid, values hold B(end) + (x − end)·B′(end). */                                     \
    void (*basis)(                                                                                       \
      int order, int outside, ptrdiff_t intervals, const T *knots, T inverseStep, const T *pieceScales,  \
      const T *pieces, ptrdiff_t count, const T *x, int32_t *first, T *values, T *slopes);               \
    /** The base function and its derivative, continued outside [lower, upper] like the splines. */      \
    void (*base)(                                                                                        \
      int kind, int outside, T lower, T upper, ptrdiff_t count, const T *x, T *values, T *slopes);       \
    /** Samples sorted by cell, stable: cell c is order[starts[c] ..< starts[c + 1]]. */                 \
    void (*bucket)(                                                                                      \
      ptrdiff_t cells, ptrdiff_t count, const int32_t *first, int32_t *order, int32_t *starts);          \
                                                                                                         \
    /** Wide layers: coefficients [basis][output], then base weights [output]; sums and adjoints         \
        [sample][output]; `outputs` is padded. sums = start + Σ_i φ_i(x_i) */                            \
    void (*wideForward)(                                                                                 \
      int order, const kan_tile_##S *tile, ptrdiff_t blocks, const kan_block *block, ptrdiff_t outputs,  \
      const T *c, const T *start, T *sums);                                                              \
    /** c̄[first + r][j] += Σ_s s̄[s][j]·values[s][r],  w̄[j] += Σ_s s̄[s][j]·base[s]; unless it `adds`, c̄   \
        and w̄ of all blocks are overwritten. */                                                          \
    void (*wideCoefficients)(                                                                            \
      int order, const kan_tile_##S *tile, ptrdiff_t blocks, const kan_block *block, ptrdiff_t outputs,  \
      const T *adjoints, int adds, T *cBar);                                                             \
    /** x̄[target][s] += Σ_j s̄[s][j]·φ′_j(x[s]) */                                                        \
    void (*wideInputs)(                                                                                  \
      int order, const kan_tile_##S *tile, ptrdiff_t blocks, const kan_block *block, ptrdiff_t outputs,  \
      const T *c, const T *adjoints, T *xBar);                                                           \
                                                                                                         \
    /** Narrow layers, the same: coefficients of each edge [basis], padded to G + KAN_TAPS, then its     \
        base weight, and `lanes` scalars that may be read from the start of the last edge on; sums and   \
        adjoints [output][sample]. */                                                                    \
    void (*narrowForward)(                                                                               \
      int order, const kan_tile_##S *tile, ptrdiff_t blocks, const kan_block *block, ptrdiff_t outputs,  \
      const T *c, const T *start, T *sums);                                                              \
    /** `scratch`: (G ≤ 16 ? 4·G : G)·KAN_TAPS scalars. */                                               \
    void (*narrowCoefficients)(                                                                          \
      int order, const kan_tile_##S *tile, ptrdiff_t blocks, const kan_block *block, ptrdiff_t outputs,  \
      const T *adjoints, T *cBar, T *scratch);                                                           \
    void (*narrowInputs)(                                                                                \
      int order, const kan_tile_##S *tile, ptrdiff_t blocks, const kan_block *block, ptrdiff_t outputs,  \
      const T *c, const T *adjoints, T *xBar);                                                           \
                                                                                                         \
    /** One edge whose coefficients lie `pitch` apart: sum[s] += φ(x[s]) */                              \
    void (*edgeForward)(                                                                                 \
      int order, ptrdiff_t count, const int32_t *first, const T *values, const T *base, ptrdiff_t pitch, \
      const T *c, T w, T *sum);                                                                          \
    /** x̄[s] += s̄[s]·φ′(x[s]) */                                                                         \
    void (*edgeInput)(                                                                                   \
      int order, ptrdiff_t count, const int32_t *first, const T *slopes, const T *baseSlopes,            \
      ptrdiff_t pitch, const T *c, T w, const T *adjoint, T *xBar);                                      \
    /** c̄[first + r] += Σ_s s̄[s]·values[s][r]; returns w̄. */                                             \
    T (*edgeCoefficients)(                                                                               \
      int order, ptrdiff_t count, const int32_t *first, const T *values, const T *base, ptrdiff_t pitch, \
      const T *adjoint, T *cBar);                                                                        \
    /** dense[n][s] for all n < `bases`: the local values at their place, zeros elsewhere. */            \
    void (*scatterBasis)(                                                                                \
      int order, ptrdiff_t count, ptrdiff_t bases, const int32_t *first, const T *values, T *dense);     \
                                                                                                         \
    /** Tables [row][sample] to [sample][output] and back; `outputs` is `rows` padded, with zeros. */    \
    void (*toOutputs)(ptrdiff_t rows, ptrdiff_t count, const T *from, ptrdiff_t outputs, T *to);         \
    void (*toSamples)(ptrdiff_t rows, ptrdiff_t count, const T *from, ptrdiff_t outputs, T *to);         \
    /** out[s] = x[s]·y[s] */                                                                            \
    void (*multiply)(ptrdiff_t count, const T *x, const T *y, T *out);                                   \
    /** out[s] += a·x[s] */                                                                              \
    void (*addScaled)(ptrdiff_t count, T a, const T *x, T *out);                                         \
    /** Σ_s x[s]·y[s] */                                                                                 \
    T (*dot)(ptrdiff_t count, const T *x, const T *y);                                                   \
    /** Σ_s x[s] */                                                                                      \
    T (*sum)(ptrdiff_t count, const T *x);                                                               \
    /** Σ_s scale·w·(y − t)² in double precision; with `adjoint`, writes its derivative by y. */         \
    double (*squaredError)(                                                                              \
      ptrdiff_t count, double scale, const T *y, const T *t, const T *w, T *adjoint);                    \
    /** out = Σ over `tables` tables of `count` scalars, in order; returns 0·Σ out: NaN tells of one     \
        that is not finite. */                                                                           \
    T (*gather)(ptrdiff_t count, ptrdiff_t tables, const T *partials, T *out);                           \
    /** One step of Adam from `parameters` to `moved`, with g = Σ over `tables` tables that lie `stride` \
        apart, in order; `rate` and `epsilon` carry the bias corrections. Returns 0·Σ g like `gather`. */ \
    T (*adam)(                                                                                           \
      ptrdiff_t count, ptrdiff_t tables, ptrdiff_t stride, T rate, T beta1, T beta2, T epsilon,          \
      const T *partials, T *mean, T *square, const T *parameters, T *moved);                             \
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
  /// The same for `count` rows of few values: row s has `runs` runs of neighbouring columns, run m starts at
  /// column starts[s][m], its lengths[m] values follow those of the run before in values[s]. Columns ascend.
  void (*sparseRankUpdate)(
    ptrdiff_t count, ptrdiff_t runs, const int32_t *lengths, const int32_t *starts, ptrdiff_t valueCount,
    const double *values, double sign, double *a, ptrdiff_t leading);
  /// a = UᵀU in place; returns 0 if a pivot is not above `tiny`. `leading` is a multiple of 8.
  int (*factorise)(ptrdiff_t size, double tiny, double *a, ptrdiff_t leading);
  /// Solves UᵀU·x = b in place.
  void (*solve)(ptrdiff_t size, const double *u, ptrdiff_t leading, double *b);
  /// rest[i][j] = a[i][j] − a[p][i]·a[p][j]/a[p][p] for p = pivot < i ≤ j < size.
  void (*eliminate)(ptrdiff_t size, ptrdiff_t pivot, const double *a, ptrdiff_t leading, double *rest);
  /// The first pair j < k < size after (*first, *second), row by row, whose columns together explain more than `least`
  /// of a target's square; 0 if there is none. a[j][k] are the columns' products, `squares` the diagonal of a,
  /// `projections` the columns' products with the target; squares and relative determinants up to `tiny` are rounding.
  int (*nextPair)(
    ptrdiff_t size, const double *a, ptrdiff_t leading, const double *squares, const double *projections,
    double least, double tiny, ptrdiff_t *first, ptrdiff_t *second);
} kan_algebra_f64;

/// The algebra of the requested instruction set, or of the best one below it that this machine has.
const kan_algebra_f64 *kan_select_algebra(int level);

/// Arithmetic and elementary functions of whole columns; `y` and `out` overlap no operand. Functions are accurate to
/// 2.5 units in the last place (exp, log, and sin and cos of small angles to 1), with infinities and NaN as the C library gives them.
typedef struct kan_columns_f64 {
  /// y[s] = f(x[s])
  void (*exp)(ptrdiff_t count, const double *x, double *y);
  void (*log)(ptrdiff_t count, const double *x, double *y);
  void (*sin)(ptrdiff_t count, const double *x, double *y);
  void (*cos)(ptrdiff_t count, const double *x, double *y);
  void (*tan)(ptrdiff_t count, const double *x, double *y);
  void (*arcsin)(ptrdiff_t count, const double *x, double *y);
  void (*arccos)(ptrdiff_t count, const double *x, double *y);
  void (*arctan)(ptrdiff_t count, const double *x, double *y);
  void (*sinh)(ptrdiff_t count, const double *x, double *y);
  void (*cosh)(ptrdiff_t count, const double *x, double *y);
  void (*tanh)(ptrdiff_t count, const double *x, double *y);
  void (*squareRoot)(ptrdiff_t count, const double *x, double *y);
  /// out[s] = x[s] to the power of y[s], x[s] ∘ y[s]
  void (*power)(ptrdiff_t count, const double *x, const double *y, double *out);
  void (*add)(ptrdiff_t count, const double *x, const double *y, double *out);
  void (*subtract)(ptrdiff_t count, const double *x, const double *y, double *out);
  void (*multiply)(ptrdiff_t count, const double *x, const double *y, double *out);
  void (*divide)(ptrdiff_t count, const double *x, const double *y, double *out);
  /// out[s] += a·x[s]
  void (*addScaled)(ptrdiff_t count, double a, const double *x, double *out);
  /// sum[s] += seed[s]·slope[s] where the seed is not zero
  void (*addProducts)(ptrdiff_t count, const double *seed, const double *slope, double *sum);
} kan_columns_f64;

/// The functions of the requested instruction set, or of the best one below it that this machine has.
const kan_columns_f64 *kan_select_columns(int level);

/// Tells the core that its thread is waiting for another one to write.
static inline void kan_pause(void) {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ volatile("yield");
#endif
}

/// Prefetches memory that will be read soon.
static inline void kan_prefetch(const void *start, ptrdiff_t bytes) {
  for (ptrdiff_t n = 0; n < bytes; n += 64) __builtin_prefetch((const char *)start + n, 0, 2);
}

/// The best instruction set of this machine: one of `KAN_PORTABLE` … `KAN_AVX512`.
int kan_best_level(void);
