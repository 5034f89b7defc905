#ifndef TRIAGE_LINEAR_ALGEBRA_SHIM_H
#define TRIAGE_LINEAR_ALGEBRA_SHIM_H
#include <cblas.h>
#include <stddef.h>

/* liblapack-dev ships Fortran symbols without a header. These are the few we call, with the hidden
   lengths of the CHARACTER arguments last, as gfortran passes them. */
void dpotrf_(const char *uplo, const int *n, double *a, const int *lda, int *info, size_t uplo_length);
void dpotrs_(const char *uplo, const int *n, const int *nrhs, const double *a, const int *lda, double *b,
             const int *ldb, int *info, size_t uplo_length);
#endif
