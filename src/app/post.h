// SPDX-License-Identifier: Apache-2.0
#ifndef APP_POST_H
#define APP_POST_H

#include <stdbool.h>
#include <stdint.h>

#include "util/err.h"

union SDL_Event;

/** What other threads have to say to main. */
enum letter_type {
    LETTER_SYNC,    // app/news.h
    LETTER_PIN,     // app/pin.h
    LETTER_LINE,    // app/lines.h: a command of a program
    LETTER_JOB,     // app/upkeep.h: work that was asked for is done
    LETTER_IME,     // app/input_method.h
    LETTER_FOUND,   // app/finder.h
    LETTER_CATALOGUE, // other records are in force
    LETTER_QUIT
};

/**
 * A message that travels with its payload inside: the payload's struct
 * begins with this one. The receiver, or the sender when the queue is
 * full, ends it by `discard`.
 */
struct letter {
    enum letter_type type;
    void (*discard)(struct letter *letter);
};

/** The way into SDL's event queue, so that one wait serves all. */
struct post {
    uint32_t event; // SDL event type of ours
    int wake;       // eventfd; SDL's dummy screen cannot be woken otherwise
    bool native;    // SDL itself sleeps until something comes
};

/** After SDL_Init. */
enum err
post_init(struct post *post);

/** Discards every letter that nobody read. */
void
post_destroy(struct post *post);

/** Any thread. Takes the letter over; false when it was discarded. */
bool
post_send(struct post *post, struct letter *letter);

/** The letter inside an event, NULL when it is not one of ours. */
struct letter *
post_letter(const struct post *post, const union SDL_Event *event);

/** Wait for the next event, at most `timeout_ms`; negative is for ever. */
bool
post_wait(struct post *post, union SDL_Event *out, int64_t timeout_ms);

/** The next letter that comes within `timeout_ms`, ahead of other events;
 *  NULL when none does. */
struct letter *
post_wait_letter(struct post *post, int64_t timeout_ms);

/** A letter that says no more than its type; NULL without memory. */
struct letter *
letter_create(enum letter_type type);

#endif
