/// Multiply-adds that depend on nothing but registers: the peak that kernels are measured against.
#pragma once

/// Runs `rounds` × 24 vector multiply-adds of the best instruction set; returns the number of floating-point
/// operations, two a multiply-add. `sink` keeps the work from being left out.
double multiply_adds_f32(long rounds, float *sink);
double multiply_adds_f64(long rounds, double *sink);
