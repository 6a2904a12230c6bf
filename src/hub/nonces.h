// SPDX-License-Identifier: Apache-2.0
#ifndef HUB_NONCES_H
#define HUB_NONCES_H

#include <stdbool.h>
#include <stdint.h>

#include "util/err.h"
#include "util/thread.h"

#define NONCES_LIFE_MS (10 * 60 * 1000) // PROTOCOL "Signing"

/** Marks of 16 bytes in an open table whose size is a power of two. */
struct nonces_set {
    uint8_t (*marks)[16]; // owned; all zero: free
    size_t size;
    size_t count;
};

/**
 * The nonces that this process saw in the last 10 minutes at least: two
 * sets, of which the older is forgotten every 10 minutes. Any thread.
 */
struct nonces {
    struct mutex mutex;
    // protected by mutex:
    struct nonces_set sets[2]; // the younger first
    int64_t turn_at; // clock_mono_ms() when they move on
};

enum err
nonces_init(struct nonces *nonces);

void
nonces_destroy(struct nonces *nonces);

/**
 * Notes a nonce of a key. ERR_CONFLICT: seen before; ERR_NO_MEMORY: too many
 * at once to remember, so it must not be believed now.
 */
enum err
nonces_note(struct nonces *nonces, const char *keyid, const char *nonce);

#endif
