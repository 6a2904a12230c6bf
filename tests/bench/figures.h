// SPDX-License-Identifier: Apache-2.0
#ifndef BENCH_FIGURES_H
#define BENCH_FIGURES_H

#include <stddef.h>
#include <stdint.h>

/** Nanoseconds of CLOCK_MONOTONIC. */
int64_t
figures_now_ns(void);

/** Prints `name median unit min … max …` of the samples (sorts them). */
void
figures_print(const char *name, double *samples, size_t count,
              const char *unit);

/** The value below which `share` (0..1) of the samples lie (sorts them). */
double
figures_quantile(double *samples, size_t count, double share);

#endif
