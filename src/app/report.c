// SPDX-License-Identifier: Apache-2.0
#include "app/report.h"

#include "app/kiosk.h"
#include "store/identity.h"
#include "store/outbox.h"
#include "sync/sync.h"
#include "util/buf.h"
#include "util/log.h"
#include "util/str.h"
#include "wire/body.h"

#define BODY_MAX 1024

void
report_kiosk(struct kiosk *kiosk, const char *type, const char *what,
             const char *key, const char *value)
{
    struct identity identity;
    struct buf body;
    buf_init(&body, BODY_MAX);
    bool known = identity_load(kiosk->store, &identity) == ERR_OK;
    enum err err = ERR_NO_MEMORY;
    // Before enrolment it has no name yet; its key will say who it was.
    if (body_what(&body, what, key, value))
        err = outbox_add(kiosk->store, type,
                         known ? identity.kiosk_id : "kiosk",
                         buf_text(&body));
    if (err != ERR_OK)
        LOGW("report: %s not recorded: %s", type, err_name(err));
    buf_clear(&body);
    secret_wipe(&identity, sizeof identity);
    if (kiosk->sync)
        sync_poke(kiosk->sync);
}
