// SPDX-License-Identifier: Apache-2.0
#include "app/command.h"

#include <stdlib.h>

#include "app/kiosk.h"
#include "app/loop.h"
#include "app/signals.h"
#include "app/start.h"
#include "util/thread.h"

int
kiosk_run(const struct options *options)
{
    struct kiosk *kiosk = calloc(1, sizeof *kiosk);
    if (!kiosk) {
        command_complain("out of memory", "end other programs");
        return COMMAND_FAILED;
    }
    kiosk->options = options;
    enum err err = start_begin(kiosk);
    if (err == ERR_CONFLICT)
        command_complain("another kiosk uses this data directory",
                         "end it first, or name another by --data DIR");
    if (err != ERR_OK)
        goto close;
    err = start_screen(kiosk);
    if (err == ERR_OK) {
        err = start_rest(kiosk);
        if (err == ERR_OK)
            loop_run(kiosk);
        start_stop_rest(kiosk);
    }
    start_close_screen(kiosk);
close:
    start_close(kiosk);
    free(kiosk);
    return err == ERR_OK ? COMMAND_DONE : COMMAND_FAILED;
}

int
command_kiosk(const struct options *options)
{
    signals_block();
    thread_mark_main();
    return kiosk_run(options);
}
