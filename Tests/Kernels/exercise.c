// Calls every kernel with numbers drawn from a seed and prints what comes out, to compare two instruction sets:
//     exercise portable|best
#include "KANKernels.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SAMPLES = 64, INPUTS = 3, INTERVALS = 7 };

static uint64_t state;

// Numbers from −1 to 1 (Knuth's MMIX generator).
static double draw(void) {
  state = state * 6364136223846793005u + 1442695040888963407u;
  return (double)(state >> 11) / (double)(1ull << 52) - 1;
}

// Vectors are read at multiples of their length.
static void *memory(size_t bytes) {
  void *place = aligned_alloc(64, (bytes + 4096) / 64 * 64);
  memset(place, 0, (bytes + 4096) / 64 * 64);
  return place;
}

static void show(const char *name, ptrdiff_t count, const double *values) {
  printf("%s", name);
  for (ptrdiff_t n = 0; n < count; n++) printf(" %.17g", values[n]);
  printf("\n");
}

static void show_whole(const char *name, ptrdiff_t count, const int32_t *values) {
  printf("%s", name);
  for (ptrdiff_t n = 0; n < count; n++) printf(" %d", values[n]);
  printf("\n");
}

#define EXERCISE(T, S)                                                                                                 \
  static void show_##S(const char *name, int order, ptrdiff_t count, const T *values) {                                \
    printf("%s " #S " k%d", name, order);                                                                              \
    for (ptrdiff_t n = 0; n < count; n++) printf(" %.17g", (double)values[n]);                                         \
    printf("\n");                                                                                                      \
  }                                                                                                                    \
  static T *drawn_##S(ptrdiff_t count) {                                                                               \
    T *place = memory((size_t)count * sizeof(T));                                                                      \
    for (ptrdiff_t n = 0; n < count; n++) place[n] = (T)draw();                                                        \
    return place;                                                                                                      \
  }                                                                                                                    \
  static void exercise_##S(const kan_kernels_##S *k, int order, int outside) {                                         \
    const ptrdiff_t taps = KAN_TAPS(order), bases = INTERVALS + order;                                                 \
    T *knots = memory((size_t)(INTERVALS + 2 * order + 1) * sizeof(T));                                                \
    const T step = (T)(2.0 / INTERVALS);                                                                               \
    for (ptrdiff_t n = 0; n <= INTERVALS + 2 * order; n++) knots[n] = (T)-1 + (T)(n - order) * step;                   \
    int32_t *first = memory(INPUTS * SAMPLES * 4), *sorted = memory(INPUTS * SAMPLES * 4);                             \
    int32_t *starts = memory(INPUTS * (INTERVALS + 2) * 4);                                                            \
    T *values = memory((size_t)(INPUTS * SAMPLES * taps) * sizeof(T));                                                 \
    T *slopes = memory((size_t)(INPUTS * SAMPLES * taps) * sizeof(T));                                                 \
    T *base = memory(INPUTS * SAMPLES * sizeof(T)), *baseSlopes = memory(INPUTS * SAMPLES * sizeof(T));                \
    for (ptrdiff_t i = 0; i < INPUTS; i++) {                                                                           \
      T *x = drawn_##S(SAMPLES);                                                                                       \
      for (ptrdiff_t s = 0; s < SAMPLES; s++) x[s] *= (T)1.3;                                                          \
      k->basis(                                                                                                        \
        order, outside, INTERVALS, knots, 1 / step, NULL, NULL, SAMPLES, x, first + i * SAMPLES,                       \
        values + i * SAMPLES * taps, slopes + i * SAMPLES * taps);                                                     \
      k->base(                                                                                                         \
        KAN_BASE_SILU, outside, -1, 1, SAMPLES, x, base + i * SAMPLES, baseSlopes + i * SAMPLES);                      \
      k->bucket(                                                                                                       \
        INTERVALS, SAMPLES, first + i * SAMPLES, sorted + i * SAMPLES, starts + i * (INTERVALS + 2));                  \
    }                                                                                                                  \
    show_whole("first", INPUTS * SAMPLES, first);                                                                      \
    show_whole("sorted", INPUTS * SAMPLES, sorted);                                                                    \
    show_##S("basis", order, INPUTS * SAMPLES * taps, values);                                                         \
    show_##S("slopes", order, INPUTS * SAMPLES * taps, slopes);                                                        \
    show_##S("base", order, INPUTS * SAMPLES, base);                                                                   \
    show_##S("base slopes", order, INPUTS * SAMPLES, baseSlopes);                                                      \
    kan_tile_##S tile = {SAMPLES, first, sorted, starts, values, slopes, base, baseSlopes};                            \
    /* Wide layers have [basis][output] and a row of base weights; narrow ones a row for each edge. */                 \
    const ptrdiff_t wide = 16, narrow = 3;                                                                             \
    kan_block blocks[INPUTS];                                                                                          \
    for (ptrdiff_t i = 0; i < INPUTS; i++)                                                                             \
      blocks[i] = (kan_block){i, INTERVALS, i * (bases + 1) * wide, i, i * (INTERVALS + 2)};                           \
    const ptrdiff_t wideCount = INPUTS * (bases + 1) * wide;                                                           \
    T *c = drawn_##S(wideCount), *start = drawn_##S(wide), *sums = memory(SAMPLES * (size_t)wide * sizeof(T));         \
    T *adjoints = drawn_##S(SAMPLES * wide), *cBar = drawn_##S(wideCount);                                             \
    T *xBar = drawn_##S(INPUTS * SAMPLES);                                                                             \
    k->wideForward(order, &tile, INPUTS, blocks, wide, c, start, sums);                                                \
    k->wideCoefficients(order, &tile, INPUTS, blocks, wide, adjoints, 1, cBar);                                        \
    k->wideInputs(order, &tile, INPUTS, blocks, wide, c, adjoints, xBar);                                              \
    show_##S("wide forward", order, SAMPLES * wide, sums);                                                             \
    show_##S("wide coefficients", order, wideCount, cBar);                                                             \
    show_##S("wide inputs", order, INPUTS * SAMPLES, xBar);                                                            \
    const ptrdiff_t edge = INTERVALS + taps + 1, narrowCount = INPUTS * narrow * edge + 64;                            \
    for (ptrdiff_t i = 0; i < INPUTS; i++) blocks[i].offset = i * narrow * edge;                                       \
    c = drawn_##S(narrowCount), start = drawn_##S(narrow), cBar = drawn_##S(narrowCount);                              \
    sums = memory((size_t)(narrow * SAMPLES) * sizeof(T)), adjoints = drawn_##S(narrow * SAMPLES);                     \
    xBar = drawn_##S(INPUTS * SAMPLES);                                                                                \
    T *scratch = memory((size_t)(4 * INTERVALS * KAN_TAPS(order)) * sizeof(T) * 8);                                    \
    k->narrowForward(order, &tile, INPUTS, blocks, narrow, c, start, sums);                                            \
    k->narrowCoefficients(order, &tile, INPUTS, blocks, narrow, adjoints, cBar, scratch);                              \
    k->narrowInputs(order, &tile, INPUTS, blocks, narrow, c, adjoints, xBar);                                          \
    show_##S("narrow forward", order, narrow * SAMPLES, sums);                                                         \
    show_##S("narrow coefficients", order, INPUTS * narrow * edge, cBar);                                              \
    show_##S("narrow inputs", order, INPUTS * SAMPLES, xBar);                                                          \
    T *sum = drawn_##S(SAMPLES), *edgeBar = drawn_##S(SAMPLES), *own = drawn_##S(bases * 2);                           \
    k->edgeForward(order, SAMPLES, first, values, base, 2, c, (T)0.7, sum);                                            \
    k->edgeInput(order, SAMPLES, first, slopes, baseSlopes, 2, c, (T)0.7, adjoints, edgeBar);                          \
    T weight = k->edgeCoefficients(order, SAMPLES, first, values, base, 2, adjoints, own);                             \
    T *dense = memory((size_t)(bases * SAMPLES) * sizeof(T));                                                          \
    k->scatterBasis(order, SAMPLES, bases, first, values, dense);                                                      \
    show_##S("edge forward", order, SAMPLES, sum);                                                                     \
    show_##S("edge input", order, SAMPLES, edgeBar);                                                                   \
    show_##S("edge coefficients", order, bases * 2, own);                                                              \
    show_##S("edge weight", order, 1, &weight);                                                                        \
    show_##S("dense basis", order, bases * SAMPLES, dense);                                                            \
  }                                                                                                                    \
  static void columns_##S(const kan_kernels_##S *k) {                                                                  \
    T *x = drawn_##S(SAMPLES), *y = drawn_##S(SAMPLES), *out = drawn_##S(SAMPLES), *w = drawn_##S(SAMPLES);            \
    const ptrdiff_t rows = 5, outputs = 16;                                                                            \
    T *table = drawn_##S(rows * SAMPLES), *turned = memory((size_t)(outputs * SAMPLES) * sizeof(T));                   \
    T *back = memory((size_t)(rows * SAMPLES) * sizeof(T));                                                            \
    k->toOutputs(rows, SAMPLES, table, outputs, turned);                                                               \
    k->toSamples(rows, SAMPLES, turned, outputs, back);                                                                \
    show_##S("to outputs", 0, outputs * SAMPLES, turned);                                                              \
    show_##S("to samples", 0, rows * SAMPLES, back);                                                                   \
    k->addScaled(SAMPLES, (T)1.7, x, out);                                                                             \
    show_##S("add scaled", 0, SAMPLES, out);                                                                           \
    k->multiply(SAMPLES, x, y, out);                                                                                   \
    show_##S("multiply", 0, SAMPLES, out);                                                                             \
    T totals[2] = {k->dot(SAMPLES, x, y), k->sum(SAMPLES, x)};                                                         \
    show_##S("dot and sum", 0, 2, totals);                                                                             \
    double error = k->squaredError(SAMPLES, 0.3, x, y, w, out);                                                        \
    show("squared error", 1, &error);                                                                                  \
    show_##S("adjoint", 0, SAMPLES, out);                                                                              \
    T *partials = drawn_##S(3 * SAMPLES), *mean = drawn_##S(SAMPLES), *square = drawn_##S(SAMPLES);                    \
    for (ptrdiff_t s = 0; s < SAMPLES; s++) square[s] *= square[s];                                                    \
    k->gather(SAMPLES, 3, partials, out);                                                                              \
    show_##S("gather", 0, SAMPLES, out);                                                                               \
    k->adam(SAMPLES, 3, SAMPLES, (T)0.01, (T)0.9, (T)0.999, (T)1e-8, partials, mean, square, x, out);                  \
    show_##S("adam", 0, SAMPLES, out);                                                                                 \
    show_##S("adam mean", 0, SAMPLES, mean);                                                                           \
    show_##S("adam square", 0, SAMPLES, square);                                                                       \
  }

EXERCISE(double, f64)
EXERCISE(float, f32)

static void algebra(const kan_algebra_f64 *k) {
  const ptrdiff_t size = 24, count = 40;
  double *rows = drawn_f64(size * count), *a = memory((size_t)(size * size) * sizeof(double));
  k->rankUpdate(size, count, 1, rows, count, a, size);
  show("rank update", size * size, a);
  double *rest = memory((size_t)(size * size) * sizeof(double));
  k->eliminate(size, 2, a, size, rest);
  // Below the diagonal and above the pivot nothing is defined.
  for (ptrdiff_t i = 3; i < size; i++) show("eliminate", size - i, rest + i * size + i);
  double *squares = memory((size_t)size * sizeof(double)), *projections = drawn_f64(size);
  for (ptrdiff_t i = 0; i < size; i++) squares[i] = a[i * size + i];
  ptrdiff_t first = 0, second = 0;
  int found = k->nextPair(size, a, size, squares, projections, 0.05, 1e-12, &first, &second);
  printf("next pair %d %td %td\n", found, first, second);
  double *b = drawn_f64(size);
  int isDefinite = k->factorise(size, 1e-12, a, size);
  k->solve(size, a, size, b);
  printf("definite %d\n", isDefinite);
  show("solve", size, b);
  const int32_t lengths[] = {2, 3};
  int32_t *starts = memory(2 * 16 * sizeof(int32_t));
  double *few = drawn_f64(5 * 16), *sparse = memory((size_t)(size * size) * sizeof(double));
  for (ptrdiff_t s = 0; s < 16; s++) {
    starts[2 * s] = (int32_t)(s % 5);
    starts[2 * s + 1] = (int32_t)(8 + s % 9);
  }
  k->sparseRankUpdate(16, 2, lengths, starts, 5, few, 1, sparse, size);
  show("sparse rank update", size * size, sparse);
}

static void elementary(const kan_columns_f64 *k) {
  const double scales[] = {1, 30, 1e-5, 700, 1e8};
  for (int n = 0; n < 5; n++) {
    double *x = drawn_f64(SAMPLES), *y = memory(SAMPLES * sizeof(double)), *unit = drawn_f64(SAMPLES);
    for (ptrdiff_t s = 0; s < SAMPLES; s++) x[s] *= scales[n];
#define SHOW(F, X)                                                                                                     \
  k->F(SAMPLES, X, y);                                                                                                 \
  show(#F, SAMPLES, y);
    SHOW(exp, x) SHOW(log, x) SHOW(sin, x) SHOW(cos, x) SHOW(tan, x) SHOW(arcsin, unit) SHOW(arccos, unit)
    SHOW(arctan, x) SHOW(sinh, x) SHOW(cosh, x) SHOW(tanh, x) SHOW(squareRoot, x)
    double *exponents = drawn_f64(SAMPLES);
    for (ptrdiff_t s = 0; s < SAMPLES; s++) exponents[s] = s % 3 == 0 ? 2 : 3 * exponents[s];
#define SHOW_PAIR(F)                                                                                                   \
  k->F(SAMPLES, x, exponents, y);                                                                                      \
  show(#F, SAMPLES, y);
    SHOW_PAIR(power) SHOW_PAIR(add) SHOW_PAIR(subtract) SHOW_PAIR(multiply) SHOW_PAIR(divide)
    k->addScaled(SAMPLES, 0.4, x, y);
    k->addProducts(SAMPLES, unit, exponents, y);
    show("add scaled and products", SAMPLES, y);
  }
}

int main(int count, char **arguments) {
  const int level = count > 1 && strcmp(arguments[1], "portable") == 0 ? KAN_PORTABLE : KAN_BEST;
  fprintf(stderr, "level %d of %d\n", level, kan_best_level());
  for (int order = 1; order <= 5; order++)
    for (int outside = KAN_OUTSIDE_LINEAR; outside <= KAN_OUTSIDE_CLAMP; outside++) {
      state = 7;
      exercise_f64(kan_select_f64(level), order, outside);
      state = 7;
      exercise_f32(kan_select_f32(level), order, outside);
    }
  columns_f64(kan_select_f64(level));
  columns_f32(kan_select_f32(level));
  algebra(kan_select_algebra(level));
  elementary(kan_select_columns(level));
  return 0;
}
