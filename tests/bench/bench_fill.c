// SPDX-License-Identifier: Apache-2.0
// Fill a kiosk's store with visits of the past days:
//   bench_fill DATA DAYS VISITS_A_DAY

#include <stdio.h>

#include "store/catalogue.h"
#include "store/store.h"
#include "store/visits.h"
#include "util/clock.h"
#include "util/id.h"
#include "util/str.h"

#define DAY_S (24 * 60 * 60)

static int
take_numbers(struct store *store, const char *service, int count)
{
    for (int i = 0; i < count; i++) {
        struct visit visit = {.identity = VISIT_AS_GUEST};
        id_uuid(visit.id);
        snprintf(visit.service, sizeof(visit.service), "%s", service);
        struct check_in_result result;
        if (visit_check_in(store, &visit, "", &result) != ERR_OK) {
            return 1;
        }
    }
    return 0;
}

int
main(int argc, char **argv)
{
    if (argc < 4) {
        fprintf(stderr, "usage: bench_fill DATA DAYS VISITS_A_DAY\n");
        return 2;
    }
    int64_t days = 0;
    int64_t visits = 0;
    if (!str_parse_int(argv[2], 1, 366, &days)
        || !str_parse_int(argv[3], 1, 999, &visits)) {
        fprintf(stderr, "bench_fill: days are 1-366, visits 1-999\n");
        return 2;
    }
    clock_start(0);
    clock_step_wall(-days * DAY_S);
    struct store *store = NULL;
    struct store_condition condition;
    if (store_open(argv[1], &store, &condition) != ERR_OK) {
        fprintf(stderr, "bench_fill: the store does not open\n");
        return 1;
    }
    int failed = 0;
    for (int64_t day = 0; day < days && !failed; day++) {
        failed = take_numbers(store, "policy-advice", (int)visits);
        clock_step_wall(DAY_S);
    }
    store_close(store);
    return failed;
}
