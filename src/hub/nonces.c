// SPDX-License-Identifier: Apache-2.0
#include "hub/nonces.h"

#include <stdlib.h>
#include <string.h>

#include "util/clock.h"
#include "util/hash.h"

#define SIZE_FIRST 4096
#define SIZE_MAX_MARKS ((size_t)1 << 20) // 16 MiB

static size_t
slot_of(const struct nonces_set *set, const uint8_t mark[16])
{
    size_t at;
    memcpy(&at, mark, sizeof(at));
    return at & (set->size - 1);
}

/** The mark's slot, or the free one where it belongs. */
static size_t
set_find(const struct nonces_set *set, const uint8_t mark[16], bool *found)
{
    static const uint8_t none[16];
    size_t at = slot_of(set, mark);
    while (memcmp(set->marks[at], none, 16) != 0) {
        if (memcmp(set->marks[at], mark, 16) == 0) {
            *found = true;
            return at;
        }
        at = (at + 1) & (set->size - 1);
    }
    *found = false;
    return at;
}

static enum err
set_grow(struct nonces_set *set)
{
    bool found;
    static const uint8_t none[16];
    struct nonces_set grown = {
        .size = set->size == 0 ? SIZE_FIRST : set->size * 2,
        .count = set->count,
    };
    if (grown.size > SIZE_MAX_MARKS)
        return ERR_NO_MEMORY;
    grown.marks = calloc(grown.size, sizeof(*grown.marks));
    if (grown.marks == NULL)
        return ERR_NO_MEMORY;
    for (size_t i = 0; i < set->size; i++) {
        if (memcmp(set->marks[i], none, 16) != 0)
            memcpy(grown.marks[set_find(&grown, set->marks[i], &found)],
                   set->marks[i], 16);
    }
    free(set->marks);
    *set = grown;
    return ERR_OK;
}

static void
set_clear(struct nonces_set *set)
{
    free(set->marks);
    memset(set, 0, sizeof(*set));
}

static void
turn(struct nonces *nonces, int64_t now)
{
    if (now < nonces->turn_at)
        return;
    set_clear(&nonces->sets[1]);
    // after a long silence the younger set is too old as well
    if (now - nonces->turn_at < NONCES_LIFE_MS)
        nonces->sets[1] = nonces->sets[0];
    else
        free(nonces->sets[0].marks);
    memset(&nonces->sets[0], 0, sizeof(nonces->sets[0]));
    nonces->turn_at = now + NONCES_LIFE_MS;
}

static enum err
note(struct nonces *nonces, const uint8_t mark[16])
{
    bool found = false;
    for (size_t i = 0; i < 2 && !found; i++) {
        if (nonces->sets[i].size > 0)
            set_find(&nonces->sets[i], mark, &found);
    }
    if (found)
        return ERR_CONFLICT;
    struct nonces_set *set = &nonces->sets[0];
    if (set->count * 2 >= set->size) {
        enum err err = set_grow(set);
        if (err != ERR_OK)
            return err;
    }
    memcpy(set->marks[set_find(set, mark, &found)], mark, 16);
    set->count++;
    return ERR_OK;
}

enum err
nonces_init(struct nonces *nonces)
{
    memset(nonces, 0, sizeof(*nonces));
    nonces->turn_at = clock_mono_ms() + NONCES_LIFE_MS;
    return mutex_init(&nonces->mutex);
}

void
nonces_destroy(struct nonces *nonces)
{
    if (nonces == NULL)
        return;
    set_clear(&nonces->sets[0]);
    set_clear(&nonces->sets[1]);
    mutex_destroy(&nonces->mutex);
}

enum err
nonces_note(struct nonces *nonces, const char *keyid, const char *nonce)
{
    uint8_t digest[HASH_SIZE];
    struct hash hash;
    hash_start(&hash);
    hash_add(&hash, keyid, strlen(keyid) + 1);
    hash_add(&hash, nonce, strlen(nonce));
    hash_finish(&hash, digest);
    digest[15] |= 1; // never all zero
    mutex_lock(&nonces->mutex);
    turn(nonces, clock_mono_ms());
    enum err err = note(nonces, digest);
    mutex_unlock(&nonces->mutex);
    return err;
}
