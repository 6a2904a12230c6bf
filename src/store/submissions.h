// SPDX-License-Identifier: Apache-2.0
#ifndef STORE_SUBMISSIONS_H
#define STORE_SUBMISSIONS_H

#include <stdint.h>

#include "model/form.h"
#include "store/outbox.h"
#include "util/err.h"

struct store;

/** A form as a visitor hands it in; all borrowed. */
struct submission {
    const char *id;      // UUID, made when the form was opened
    const char *receipt; // number, likewise; kept only as a keyed hash
    const char *visit;   // whose number was taken; NULL: none
    const struct form *form;
    int64_t rev;         // of the form's record
    const struct form_answers *answers;
};

/** ERR_NOT_FOUND while this kiosk has no key to seal answers to, or none
 *  to hash receipt numbers with: nothing can be handed in then. */
enum err
submissions_ready(struct store *store);

/**
 * Check the answers, seal them and write the event `form.submitted`,
 * durable when this returns. The same id again changes nothing. ERR_INVALID
 * when an answer is not acceptable, ERR_NOT_FOUND as submissions_ready.
 */
enum err
submission_add(struct store *store, const struct submission *submission);

/** How far it came; WAITING beside any error. */
enum err
submission_progress(struct store *store, const char *id,
                    enum outbox_progress *out);

#endif
