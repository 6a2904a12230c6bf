// SPDX-License-Identifier: Apache-2.0
// Durable check-ins beside a raw append with fdatasync on the same disk:
//   bench_store FOLDER [RUNS]
// Runs of both alternate, so that a busy disk slows both.

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "figures.h"
#include "store/catalogue.h"
#include "store/store.h"
#include "store/visits.h"
#include "util/clock.h"
#include "util/id.h"
#include "util/str.h"

#define CHECK_INS 400
#define RUNS_MAX 50
#define APPEND 4096

static void
die(const char *what)
{
    fprintf(stderr, "bench_store: %s failed\n", what);
    exit(1);
}

// One guest; letters are spread so that none is full before the end.
static void
check_in(struct store *store, const char *service)
{
    struct visit visit = {.identity = VISIT_AS_GUEST};
    id_uuid(visit.id);
    snprintf(visit.service, sizeof(visit.service), "%s", service);
    struct check_in_result result;
    if (visit_check_in(store, &visit, "", &result) != ERR_OK
        || result.outcome != CHECK_IN_TAKEN) {
        die("a check-in");
    }
}

static double
check_in_run(const char *folder, int run, double *latency_ms)
{
    char dir[512];
    snprintf(dir, sizeof(dir), "%s/store-%d", folder, run);
    struct store *store = NULL;
    struct store_condition condition;
    if (store_open(dir, &store, &condition) != ERR_OK
        || catalogue_load_built_in(store, SOURCE_DIR "/assets/catalogue")
               != ERR_OK) {
        die("opening a store");
    }
    struct service services[16];
    size_t count = 0;
    size_t total = 0;
    if (catalogue_services(store, "hall", (struct catalogue_range){0, 16},
                           services, &count, &total)
            != ERR_OK
        || count == 0) {
        die("listing services");
    }
    int64_t start = figures_now_ns();
    for (size_t i = 0; i < CHECK_INS; i++) {
        int64_t before = figures_now_ns();
        check_in(store, services[i % count].id);
        latency_ms[i] = (double)(figures_now_ns() - before) / 1e6;
    }
    double seconds = (double)(figures_now_ns() - start) / 1e9;
    for (size_t i = 0; i < count; i++) {
        service_clear(&services[i]);
    }
    store_close(store);
    return CHECK_INS / seconds;
}

static double
append_run(const char *folder, double *latency_ms)
{
    char path[512];
    snprintf(path, sizeof(path), "%s/append", folder);
    int fd = open(path, O_CREAT | O_WRONLY | O_TRUNC | O_CLOEXEC, 0600);
    char page[APPEND];
    memset(page, 'x', sizeof(page));
    int64_t start = figures_now_ns();
    for (size_t i = 0; i < CHECK_INS; i++) {
        int64_t before = figures_now_ns();
        if (write(fd, page, sizeof(page)) != sizeof(page)
            || fdatasync(fd) != 0) {
            die("appending");
        }
        latency_ms[i] = (double)(figures_now_ns() - before) / 1e6;
    }
    double seconds = (double)(figures_now_ns() - start) / 1e9;
    close(fd);
    unlink(path);
    return CHECK_INS / seconds;
}

int
main(int argc, char **argv)
{
    int64_t runs = 7;
    if (argc < 2
        || (argc > 2 && !str_parse_int(argv[2], 1, RUNS_MAX, &runs))) {
        fprintf(stderr, "usage: bench_store FOLDER [RUNS]\n");
        return 2;
    }
    clock_start(0);
    static double rates[RUNS_MAX], raws[RUNS_MAX], ratios[RUNS_MAX];
    static double p99[RUNS_MAX], raw_p99[RUNS_MAX], latency[CHECK_INS];
    for (int run = 0; run < (int)runs; run++) {
        raws[run] = append_run(argv[1], latency);
        raw_p99[run] = figures_quantile(latency, CHECK_INS, 0.99);
        rates[run] = check_in_run(argv[1], run, latency);
        p99[run] = figures_quantile(latency, CHECK_INS, 0.99);
        ratios[run] = rates[run] / raws[run];
    }
    size_t count = (size_t)runs;
    figures_print("check_ins_durable", rates, count, "per_s");
    figures_print("append_fdatasync", raws, count, "per_s");
    figures_print("check_ins_of_raw", ratios, count, "ratio");
    figures_print("check_in_p99", p99, count, "ms");
    figures_print("append_fdatasync_p99", raw_p99, count, "ms");
    return 0;
}
