// SPDX-License-Identifier: Apache-2.0
#ifndef STORE_NUMBERS_H
#define STORE_NUMBERS_H

#include <stdbool.h>
#include <stdint.h>

#include "model/ticket.h"
#include "store/marks.h"
#include "util/err.h"
#include "util/timestamp.h"

struct store;

/*
 * Business day and ticket numbers (DESIGN.md "Tickets"); internal, always
 * inside the transaction that uses them.
 */

/** The day that tickets count for, and how its numbers look. */
struct numbers_day {
    char day[DAY_SIZE];
    bool signed_numbers; // the kiosk's sign is shown
};

/** What decides whether the sign is shown, when a day begins. */
struct numbers_site {
    int kiosks;
    bool from_hub; // the hub told; else it is what was built in
};

/**
 * The day now. It begins when trusted time says so and never goes back –
 * but for one case: the hub's time says that it was more than a day ahead,
 * reached on the clock of this machine alone. Numbers then go on from the
 * higher count, for a letter would be full for good otherwise.
 */
enum err
numbers_today(struct store *store, const struct numbers_site *site,
              struct numbers_day *out);

/** The day without changing it; "" before the first one. */
enum err
numbers_day_get(struct store *store, char out[DAY_SIZE]);

/**
 * The next number under a letter: above all that this store, a copy of it
 * restored since, or the hub's tickets show for the day. ERR_NOT_FOUND
 * when the letter is full.
 */
enum err
numbers_take(struct store *store, const struct numbers_day *day,
             char letter, int sign, int *counter);

/** Start above the marks, after a restore. */
enum err
numbers_restore(struct store *store, const struct marks *marks);

/** True when `marks` show more than this store can have written. */
enum err
numbers_behind(struct store *store, const struct marks *marks, bool *out);

/** Decide anew whether the sign is shown: the kiosk came to a site. */
enum err
numbers_new_site(struct store *store);

#endif
