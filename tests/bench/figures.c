// SPDX-License-Identifier: Apache-2.0
#include "figures.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

int64_t
figures_now_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

static int
compare(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;
    return (x > y) - (x < y);
}

double
figures_quantile(double *samples, size_t count, double share)
{
    if (count == 0) {
        return 0;
    }
    qsort(samples, count, sizeof(*samples), compare);
    size_t at = (size_t)(share * (double)count);
    return samples[at < count ? at : count - 1];
}

void
figures_print(const char *name, double *samples, size_t count,
              const char *unit)
{
    double median = figures_quantile(samples, count, 0.5);
    if (count > 0) {
        fprintf(stdout, "%s %.3g %s min %.3g max %.3g n %zu\n", name, median,
                unit, samples[0], samples[count - 1], count);
        fflush(stdout);
    }
}
