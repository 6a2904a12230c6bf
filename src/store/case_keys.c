// SPDX-License-Identifier: Apache-2.0
#include "store/case_keys.h"

#include <string.h>

#include "store/keys.h"
#include "util/clock.h"
#include "util/str.h"

enum err
case_keys_list(struct store *store, struct case_key out[CASE_KEYS_MAX],
               size_t *count)
{
    struct keys_directory receipts;
    int64_t now = clock_now_ms();
    size_t i;
    enum err err = keys_receipt_load(store, &receipts);

    *count = 0;
    for (i = 0; err == ERR_OK && i < receipts.count; i++) {
        const struct keys_directory_entry *entry = &receipts.entries[i];
        struct case_key *key = &out[*count];

        if (entry->not_after_ms == 0 || entry->not_after_ms > now) {
            (void)str_copy(key->k, sizeof(key->k), entry->key.k);
            memcpy(key->key, entry->key.key, sizeof(key->key));
            (*count)++;
        }
    }
    secret_wipe(&receipts, sizeof(receipts));
    return err;
}

enum err
case_keys_newest(struct store *store, struct case_key *out)
{
    struct case_key keys[CASE_KEYS_MAX];
    size_t count;
    enum err err = case_keys_list(store, keys, &count);

    if (err == ERR_OK && count == 0) {
        err = ERR_NOT_FOUND;
    }
    if (err == ERR_OK) {
        *out = keys[0];
    }
    secret_wipe(keys, sizeof(keys));
    return err;
}
