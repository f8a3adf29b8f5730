// The kernels for the instruction set of every machine of the architecture (SSE2, NEON).
#include "Tables.h"

#define SET portable
#define LANES 2
#define VECTOR_BYTES 16
#define KAN_DOUBLE
#include "Scalar.inc"
#undef KAN_DOUBLE
#include "Scalar.inc"
