// The parts of the GNU Scientific Library that KANFitting uses, and accessors for what Swift cannot
// import safely: GSL's method tables are mutable globals, which Swift 6 refuses to read.
#pragma once

#include <gsl/gsl_blas.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_fit.h>
#include <gsl/gsl_linalg.h>
#include <gsl/gsl_matrix.h>
#include <gsl/gsl_multifit.h>
#include <gsl/gsl_multifit_nlinear.h>
#include <gsl/gsl_permutation.h>
#include <gsl/gsl_vector.h>

static inline const gsl_multifit_nlinear_type *kan_gsl_nlinear_trust(void) {
  return gsl_multifit_nlinear_trust;
}
static inline const gsl_multifit_nlinear_trs *kan_gsl_nlinear_lm(void) {
  return gsl_multifit_nlinear_trs_lm;
}
static inline const gsl_multifit_nlinear_trs *kan_gsl_nlinear_accelerated_lm(void) {
  return gsl_multifit_nlinear_trs_lmaccel;
}
static inline const gsl_multifit_nlinear_solver *kan_gsl_nlinear_cholesky(void) {
  return gsl_multifit_nlinear_solver_mcholesky;
}
static inline const gsl_multifit_nlinear_solver *kan_gsl_nlinear_qr(void) {
  return gsl_multifit_nlinear_solver_qr;
}
static inline const gsl_multifit_nlinear_scale *kan_gsl_nlinear_more(void) {
  return gsl_multifit_nlinear_scale_more;
}
static inline const gsl_multifit_nlinear_scale *kan_gsl_nlinear_levenberg(void) {
  return gsl_multifit_nlinear_scale_levenberg;
}
