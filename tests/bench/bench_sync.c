// SPDX-License-Identifier: Apache-2.0
// How fast an outbox of 10,000 drains to a hub and how fast records come:
//   bench_sync DATA EVENTS [--fill-only]
// DATA is the folder of an enrolled kiosk whose hub is running.

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "figures.h"
#include "store/catalogue.h"
#include "store/changes.h"
#include "store/outbox.h"
#include "store/store.h"
#include "sync/sync.h"
#include "util/clock.h"
#include "util/id.h"
#include "util/str.h"

static void
die(const char *what)
{
    fprintf(stderr, "bench_sync: %s failed\n", what);
    exit(1);
}

// Visits, tickets, slips and device news in turn, at least 350 bytes each.
static void
add_event(struct store *store, int i, char visit[UUID_SIZE])
{
    char body[512];
    char ticket[UUID_SIZE];
    id_uuid(ticket);
    switch (i % 3) {
    case 0:
        id_uuid(visit);
        snprintf(body, sizeof(body),
                 "{\"service\":\"settling-allowance-phd\",\"identity\":"
                 "\"guest\",\"talent\":null,\"programme\":"
                 "\"doctoral_corps\",\"role\":null,\"employer_type\":"
                 "\"employer.school\",\"field\":null,\"consent_rev\":2}");
        if (outbox_add(store, "visit.checked_in", visit, body) != ERR_OK) {
            die("adding a visit");
        }
        break;
    case 1:
        snprintf(body, sizeof(body),
                 "{\"visit\":\"%s\",\"number\":\"A%03d\",\"service\":"
                 "\"settling-allowance-phd\",\"class\":\"normal\","
                 "\"day\":\"2026-12-%02d\"}",
                 visit, i % 999 + 1, i / 3000 + 1);
        if (outbox_add(store, "ticket.issued", ticket, body) != ERR_OK) {
            die("adding a ticket");
        }
        break;
    default:
        snprintf(body, sizeof(body),
                 "{\"what\":\"printer\",\"state\":\"paper_low\",\"before\":"
                 "\"ok\",\"detail\":\"the roll of the slip printer is at "
                 "its end, a new one lies in the cabinet below\"}");
        if (outbox_add(store, "device.changed", "kiosk", body) != ERR_OK) {
            die("adding device news");
        }
    }
}

int
main(int argc, char **argv)
{
    int64_t events = 0;
    if (argc < 3 || !str_parse_int(argv[2], 0, 1000000, &events)) {
        fprintf(stderr, "usage: bench_sync DATA EVENTS [--fill-only]\n");
        return 2;
    }
    clock_start(0);
    struct store *store = NULL;
    struct store_condition condition;
    if (store_open(argv[1], &store, &condition) != ERR_OK) {
        die("opening the store");
    }
    char visit[UUID_SIZE] = "";
    for (int i = 0; i < events; i++) {
        add_event(store, i, visit);
    }
    if (argc > 3 && strcmp(argv[3], "--fill-only") == 0) {
        store_close(store);
        return 0;
    }
    struct outbox_counts counts;
    if (outbox_count(store, &counts) != ERR_OK) {
        die("counting");
    }
    struct sync_options options = {.data_dir = argv[1],
                                   .mode = SYNC_AUTOMATIC,
                                   .interval_s = 60};
    struct sync_event result;
    int64_t start = figures_now_ns();
    if (sync_run_once(&options, &result) != ERR_OK
        || result.outcome != SYNC_DONE) {
        die("the run");
    }
    double seconds = (double)(figures_now_ns() - start) / 1e9;
    fprintf(stdout, "sent %lld received %lld seconds %.4f\n",
            (long long)result.sent, (long long)result.received, seconds);
    store_close(store);
    // The first word of the hub in this process is an event more.
    return result.sent >= counts.pending ? 0 : 1;
}
