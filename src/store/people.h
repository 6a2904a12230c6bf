// SPDX-License-Identifier: Apache-2.0
#ifndef STORE_PEOPLE_H
#define STORE_PEOPLE_H

#include <stdbool.h>
#include <stdint.h>

#include "model/talent.h"
#include "util/err.h"

struct store;

enum people_number { PEOPLE_ID_NUMBER, PEOPLE_PHONE };

/**
 * Find the talent whose number this is, by keyed hash under each directory
 * key. `number` is normalised by the caller and wiped by the caller.
 * ERR_NOT_FOUND when nobody active matches (also when the directory is
 * empty or too old). The caller clears `out`.
 */
enum err
people_find(struct store *store, enum people_number kind, const char *number,
            struct talent *out);

/**
 * A key that tells whether two check-ins are of one person without saying
 * who: the talent's id, or the keyed hash of the number under a key of
 * this kiosk that never leaves it. For "one open ticket a person".
 */
enum err
people_person_key(struct store *store, enum people_number kind,
                  const char *number, char out[65]);

/** Delete the directory when the hub was not heard of for `max_age_days`. */
enum err
people_expire(struct store *store, int max_age_days, bool *expired);

/** Staff of this site (PROTOCOL.md "Staff"). */
struct staff_member {
    char code[3];
    char name[129];
    char pin_hash[129]; // argon2id string
};
/** ERR_NOT_FOUND also for an inactive member. */
enum err
staff_find(struct store *store, const char *code, struct staff_member *out);

/** State of the PIN pad, kept across restarts (DESIGN.md "Sessions"). */
struct pin_lock {
    int wrong;            // wrong tries in a row
    int64_t locked_until; // clock_now_ms value; 0 when open
    int64_t lock_ms;      // length of the current lock
};
enum err
pin_lock_load(struct store *store, struct pin_lock *out);

/**
 * Record one try in one transaction with its event (`staff.unlocked` or
 * `staff.denied`). Five wrong in a row lock for 30 s, each further one
 * doubles, to 15 minutes at most; a right one resets. ERR_CONFLICT, and
 * nothing recorded, while the pad is locked.
 */
enum err
pin_lock_try(struct store *store, const char *code, bool right,
             struct pin_lock *out);

/** Lift the lock (fleet command `unlock_pin`). */
enum err
pin_lock_reset(struct store *store);

#endif
