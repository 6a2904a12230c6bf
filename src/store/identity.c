// SPDX-License-Identifier: Apache-2.0
#include "store/identity.h"

#include <string.h>

#include "store/changes.h"
#include "store/copies.h"
#include "store/db.h"
#include "store/handle.h"
#include "store/journal.h"
#include "store/keys.h"
#include "store/numbers.h"
#include "store/query.h"
#include "store/records.h"
#include "store/staging.h"
#include "store/tickets.h"
#include "util/clock.h"
#include "util/log.h"
#include "util/str.h"

#define PINS_SIZE (IDENTITY_PINS_MAX * 66)

// Kinds that a wipe removes; tickets of others and keys go by themselves.
static const char *const wiped_kinds[] = {
    "talent", "staff", "case", "appointment", "card_key", "revocation",
    "key", "ticket", "command", NULL};

static void
join_pins(const struct identity *identity, char out[PINS_SIZE])
{
    size_t used = 0;
    int i;

    out[0] = '\0';
    for (i = 0; i < IDENTITY_PINS_MAX; i++) {
        if (*identity->pins[i]) {
            (void)str_format(out + used, PINS_SIZE - used, "%s\n",
                             identity->pins[i]);
            used += strlen(out + used);
        }
    }
}

static void
split_pins(const char *text, struct identity *out)
{
    int i;

    for (i = 0; i < IDENTITY_PINS_MAX && *text; i++) {
        const char *end = strchr(text, '\n');
        size_t len = end ? (size_t)(end - text) : strlen(text);

        (void)str_format(out->pins[i], sizeof(out->pins[i]), "%.*s",
                         (int)len, text);
        text = end ? end + 1 : text + len;
    }
}

static void
copy_blob(struct query *query, int column, uint8_t out[32])
{
    size_t len;
    const char *data = query_get_text(query, column, &len);

    if (len == 32) {
        memcpy(out, data, 32);
    }
}

static enum err
load(struct store *store, struct identity *out, uint8_t public_key[32])
{
    struct query query;
    bool found;
    enum err err;

    *out = (struct identity){0};
    query_begin(&query, store->db,
                "SELECT kiosk_id, sign, site, hub_id, hub_url, pins,"
                " hub_key, seal_key_id, seal_key, lock_order, public_key"
                " FROM identity");
    found = query_step(&query);
    if (found) {
        query_copy(&query, 0, out->kiosk_id, sizeof(out->kiosk_id));
        out->sign = (int)query_get_int(&query, 1);
        query_copy(&query, 2, out->site, sizeof(out->site));
        query_copy(&query, 3, out->hub_id, sizeof(out->hub_id));
        query_copy(&query, 4, out->hub_url, sizeof(out->hub_url));
        split_pins(query_get_text(&query, 5, NULL), out);
        copy_blob(&query, 6, out->hub_key);
        query_copy(&query, 7, out->seal_key_id, sizeof(out->seal_key_id));
        copy_blob(&query, 8, out->seal_key);
        query_copy(&query, 9, out->lock_order, sizeof(out->lock_order));
        copy_blob(&query, 10, public_key);
    }
    err = query_end(&query);
    return err == ERR_OK && !found ? ERR_NOT_FOUND : err;
}

enum err
identity_load(struct store *store, struct identity *out)
{
    uint8_t public_key[32];

    return load(store, out, public_key);
}

static enum err
write_row(struct store *store, const struct identity *identity,
          const uint8_t secret_key[64])
{
    uint8_t public_key[SIGN_PUBLIC_SIZE];
    char pins[PINS_SIZE];
    struct query query;

    sign_public(secret_key, public_key);
    join_pins(identity, pins);
    query_begin(&query, store->db,
                "INSERT OR REPLACE INTO identity(one, kiosk_id, sign, site,"
                " hub_id, hub_url, pins, hub_key, seal_key_id, seal_key,"
                " public_key) VALUES(1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    query_text(&query, identity->kiosk_id);
    query_int(&query, identity->sign);
    query_text(&query, identity->site);
    query_text(&query, identity->hub_id);
    query_text(&query, identity->hub_url);
    query_text(&query, pins);
    query_blob(&query, identity->hub_key, sizeof(identity->hub_key));
    query_text(&query, identity->seal_key_id);
    query_blob(&query, identity->seal_key, sizeof(identity->seal_key));
    query_blob(&query, public_key, sizeof(public_key));
    return query_run(&query);
}

static bool
same_place(const struct identity *a, const struct identity *b)
{
    return str_equal(a->hub_id, b->hub_id) && str_equal(a->site, b->site)
        && str_equal(a->kiosk_id, b->kiosk_id) && a->sign == b->sign;
}

static enum err
enrol_again(struct store *store, bool again, bool moved)
{
    struct journal_epoch epoch;
    enum err err = ERR_OK;

    if (again) {
        err = journal_begin_epoch(store, &epoch);
        if (err == ERR_OK) {
            err = journal_reissue(store);
        }
    }
    // Another place sees other records, and its cursor means nothing here.
    if (err == ERR_OK && moved) {
        err = staging_restart(store);
    }
    if (err == ERR_OK && moved) {
        err = numbers_new_site(store);
    }
    return err == ERR_OK ? version_bump_records(store) : err;
}

static enum err
save_directory(struct store *store, const struct directory_key *keys,
               size_t count)
{
    struct keys_directory directory = {0};
    size_t i;
    enum err err;

    // Handed over newest first; each put goes in front.
    for (i = count; i > 0; i--) {
        const struct keys_directory_entry entry = {.key = keys[i - 1]};

        keys_directory_put(&directory, &entry);
    }
    err = keys_directory_save(store, &directory);
    secret_wipe(&directory, sizeof(directory));
    return err;
}

enum err
identity_save(struct store *store, const struct identity *identity,
              const uint8_t secret_key[64], const struct directory_key *keys,
              size_t key_count)
{
    struct identity old;
    uint8_t old_key[32];
    bool again;
    bool wiped;
    enum err err = load(store, &old, old_key);

    again = err == ERR_OK;
    if (err != ERR_OK && err != ERR_NOT_FOUND) {
        return err;
    }
    // What a wipe removed must come again even to the same place.
    wiped = again && str_equal(old.lock_order, "wipe");
    err = keys_secret_prepare(store, secret_key);
    if (err == ERR_OK) {
        err = save_directory(store, keys, key_count);
    }
    if (err == ERR_OK) {
        err = db_begin(store->db);
    }
    if (err != ERR_OK) {
        return err;
    }
    err = write_row(store, identity, secret_key);
    if (err == ERR_OK) {
        err = enrol_again(store, again,
                          !again || wiped || !same_place(&old, identity));
    }
    err = db_end(store->db, err);
    return err == ERR_OK ? keys_secret_commit(store) : err;
}

enum err
identity_secret_key(struct store *store, uint8_t out[64])
{
    struct identity identity;
    uint8_t public_key[32];
    enum err err = load(store, &identity, public_key);

    return err == ERR_OK ? keys_secret_load(store, public_key, out) : err;
}

enum err
identity_directory_keys(struct store *store,
                        struct directory_key out[IDENTITY_DIRECTORY_KEYS_MAX],
                        size_t *count)
{
    struct keys_directory directory;
    int64_t now = clock_now_ms();
    size_t i;
    enum err err = keys_directory_load(store, &directory);

    *count = 0;
    for (i = 0; err == ERR_OK && i < directory.count; i++) {
        const struct keys_directory_entry *entry = &directory.entries[i];

        if (entry->not_after_ms == 0 || entry->not_after_ms > now) {
            out[(*count)++] = entry->key;
        }
    }
    secret_wipe(&directory, sizeof(directory));
    return err;
}

static enum err
set_order(struct store *store, const char *action)
{
    struct query query;
    bool found;
    enum err err;

    // A lock that comes after a wipe does not bring anything back.
    query_begin(&query, store->db,
                "UPDATE identity SET lock_order ="
                " CASE lock_order WHEN 'wipe' THEN 'wipe' ELSE ? END"
                " RETURNING one");
    query_text(&query, action);
    found = query_step(&query);
    err = query_run(&query);
    return err == ERR_OK && !found ? ERR_NOT_FOUND : err;
}

static enum err
wipe(struct store *store)
{
    size_t i;
    const struct keys_directory none = {0};
    enum err err = save_directory(store, NULL, 0);

    if (err == ERR_OK) {
        err = keys_receipt_save(store, &none);
    }
    for (i = 0; err == ERR_OK && wiped_kinds[i]; i++) {
        err = records_wipe(store, wiped_kinds[i]);
    }
    if (err == ERR_OK) {
        err = db_begin(store->db);
    }
    if (err != ERR_OK) {
        return err;
    }
    err = tickets_wipe(store);
    if (err == ERR_OK) {
        err = version_bump_records(store);
    }
    err = db_end(store->db, err);
    // Older pages with what was removed are still in WAL and copies.
    if (err == ERR_OK) {
        err = db_flush(store->db);
    }
    return err == ERR_OK ? copies_remove(store->dir) : err;
}

enum err
identity_revoke(struct store *store, const char *action)
{
    bool all = str_equal(action, "wipe");
    enum err err;

    if (!all && !str_equal(action, "lock")) {
        return ERR_INVALID;
    }
    // First, so that a cut during the wipe leaves a locked kiosk.
    err = set_order(store, action);
    if (err != ERR_OK) {
        return err;
    }
    LOGW("store: out of service by order of the hub: %s", action);
    return all ? wipe(store) : ERR_OK;
}
