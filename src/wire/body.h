// SPDX-License-Identifier: Apache-2.0
#ifndef WIRE_BODY_H
#define WIRE_BODY_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "util/err.h"
#include "wire/fault.h"

struct buf;
struct json_t;
struct joining;
struct visit;
struct ticket;

/*
 * Bodies of the events of version 1 (PROTOCOL.md "Events up"): builders for
 * the kiosk, each appending JSON text of one object, and the one check that
 * kiosk and hub share. Builders return false when memory or the buffer ran
 * out.
 */

/** True when this program knows the type in this version; else `held`. */
bool
body_known(const char *type, int v);
/** ERR_INVALID with the fault noted, `field` beginning with "body". */
enum err
body_check(const char *type, const struct json_t *body, struct fault *fault);

bool
body_checked_in(struct buf *out, const struct visit *visit);
/** `reason`: `done` `home` `timeout`. */
bool
body_visit_ended(struct buf *out, const char *reason);
bool
body_ticket_issued(struct buf *out, const struct ticket *ticket);
/** `slip`: `none` `printed` `unknown`. */
bool
body_ticket_slip(struct buf *out, const char *slip);
/** All that move a ticket; `window` or NULL; `by`: `staff` `visitor`. */
bool
body_ticket_moved(struct buf *out, const char *window, const char *by);
/** `staff.unlocked` `staff.denied` `staff.synced`. */
bool
body_staff(struct buf *out, const char *result);
/** `record.resent` `record.exported` `record.discarded`. */
bool
body_record(struct buf *out, const char *epoch, int64_t seq,
            const char *reason);
/** `kiosk.*` `device.changed` …: `what` and up to one named detail. */
bool
body_what(struct buf *out, const char *what, const char *key,
          const char *value);
bool
body_help(struct buf *out, const char *screen);
/** `activity.joined`; its subject is the joining's id. */
bool
body_joined(struct buf *out, const struct joining *joining);

#endif
