// SPDX-License-Identifier: Apache-2.0
#ifndef TESTS_SYNC_HUB_PROCESS_H
#define TESTS_SYNC_HUB_PROCESS_H
#include <stdbool.h>
#include <sys/types.h>
#include "util/buf.h"

/** A real `talent-hub serve` on loopback with a folder of its own. */
struct hub_process {
    char dir[64];
    pid_t pid; // 0: not running
    int port;  // kept through restarts
    char url[64];
    char config[128]; // file for the next start; "": none
};

/** Make the folder with demo data; not running yet. */
void
hub_create(struct hub_process *hub);
void
hub_start(struct hub_process *hub);
/** End it as an administrator would, or as a power cut would. */
void
hub_stop(struct hub_process *hub, bool kill_it);
void
hub_destroy(struct hub_process *hub);
/** Run a command of the hub's; `argv` without program, NULL-terminated. */
bool
hub_run(struct hub_process *hub, const char *const *argv,
        const char *input, struct buf *out);
/** Make a code for a kiosk of the hall; `replace` may be NULL. */
void
hub_code(struct hub_process *hub, const char *replace, char out[64]);
/** How many visits the hub lists. */
size_t
hub_visits(struct hub_process *hub);

#endif
