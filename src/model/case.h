// SPDX-License-Identifier: Apache-2.0
#ifndef MODEL_CASE_H
#define MODEL_CASE_H

#include <stdint.h>

#include "model/lang.h"
#include "model/names.h"
#include "util/hash.h"
#include "util/id.h"

#define CASE_MAX_STEPS 12
#define CASE_KEY_SIZE 33
/** Bytes of a message in one language; a visitor reads it at a glance. */
#define CASE_MESSAGE_MAX 240

/** How far the centre has come with a form that was handed in. */
enum case_state {
    CASE_RECEIVED,
    CASE_ASSIGNED,    // somebody has it on the desk
    CASE_CONTACTING,  // the employer is being asked
    CASE_MORE_NEEDED, // the visitor is to bring something
    CASE_ANSWERED,
    CASE_CLOSED       // nothing more will happen
};
#define CASE_STATES (CASE_CLOSED + 1)

/** "received", "assigned", "contacting", "more_needed", "answered",
 *  "closed". */
extern const struct names case_state_names;

struct case_step {
    enum case_state state;
    int64_t at_ms; // since 1970
};

/**
 * What a kiosk knows of a form that was handed in: how far it is and what
 * is to be told. No name, no answers, no receipt number, but its keyed hash.
 */
struct case_file {
    char id[ID_SIZE];   // of the submission
    char form[ID_SIZE]; // id of the form's record
    char receipt_key[CASE_KEY_SIZE];
    unsigned char receipt_hash[HASH_SIZE];
    enum case_state state;
    struct text message; // owned; empty: none
    int64_t received_ms, updated_ms;
    struct case_step steps[CASE_MAX_STEPS]; // oldest first, the last is now
    size_t step_count;
};

/** Release the message and leave it zeroed; NULL is fine. */
void
case_clear(struct case_file *file);

/**
 * Move on to `state` at `at_ms`. The same state again is no new step. Of a
 * long way the first step and the newest ones are kept.
 */
void
case_move(struct case_file *file, enum case_state state, int64_t at_ms);

#endif
