// SPDX-License-Identifier: Apache-2.0
#ifndef HUB_CASES_H
#define HUB_CASES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "hub/store.h"
#include "model/case.h"
#include "model/lang.h"
#include "util/buf.h"
#include "util/err.h"
#include "wire/event.h"

/*
 * Forms that were handed in, and how far the centre is with them. Answers
 * stay sealed in the store; they are opened in memory, to be judged once and
 * shown when asked for. A form is never refused for its answers.
 */

/** A form as it arrives. */
struct case_arrival {
    const struct hub_kiosk *kiosk;
    const struct event_parsed *parsed; // its body was checked
    int64_t dated_at;
    int64_t received_at;
};

/**
 * Keeps a submission with what is doubtful in it, and makes its case, inside
 * the caller's transaction. One that is there already stays as it is.
 * ERR_CONFLICT: another kiosk's submission has this id.
 */
enum err
cases_take(struct hub_store *store, const struct case_arrival *arrival);

/** The case of a submission, also of one that kiosks have no more; `out` is
 * to be cleared. ERR_NOT_FOUND. */
enum err
cases_get(struct hub_store *store, const char *id, struct case_file *out);

/** What somebody at the centre says about a case. */
struct case_answer {
    enum case_state state;
    const struct text *message; // in place of the one before; NULL: stays
    int64_t at_ms;
};

/** Moves a case on inside the caller's transaction; one that kiosks had no
 * more comes back to them. ERR_NOT_FOUND; ERR_INVALID for a message that
 * cannot be shown. */
enum err
cases_answer(struct hub_store *store, const char *id,
             const struct case_answer *answer);

/**
 * Takes cases that were closed at or before `before` away from kiosks, each
 * in a transaction of its own; the hub keeps them. Other processes may do
 * the same. `count` is how many went.
 */
enum err
cases_withdraw(struct hub_store *store, int64_t before, size_t *count);

/** Why somebody must look at a submission. */
enum case_doubt {
    CASE_CLEAR,
    CASE_NO_KEY,   // the key it is sealed to is not here
    CASE_UNOPENED, // the key does not open it, or nothing readable is in it
    CASE_NO_FORM,  // no such form, or no such revision of it
    CASE_MISFIT,   // the answers are not those of the form
    CASE_REFUSED   // an answer does not pass the form's own checks
};

/** "", "no_key", "unopened", "no_form", "misfit", "refused". */
const char *
case_doubt_word(enum case_doubt doubt);

/** What is in a submission; `plain` is to be cleared, which wipes it. */
struct case_content {
    struct buf plain; // {"answers","form","rev"} as JSON, empty if unopened
    enum case_doubt doubt;
    char field[HUB_ID_SIZE]; // which answer is meant, "" for none
};

/** Opens and judges. Errors are those of the store or of memory. */
enum err
case_open(struct hub_store *store, const struct hub_submission *submission,
          struct case_content *out);

/**
 * Finds the form's record as it was at that revision. `take` gets its body,
 * and the one that was planned to follow it, if any, until it answers true.
 */
typedef bool
case_form_fn(const char *body, size_t len, void *userdata);
enum err
case_form(struct hub_store *store, const char *form, int64_t rev,
          case_form_fn *take, void *userdata);

#endif
