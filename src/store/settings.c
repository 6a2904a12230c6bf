// SPDX-License-Identifier: Apache-2.0
#include "store/changes.h"

#include <string.h>

#include "store/db.h"
#include "store/handle.h"
#include "store/query.h"
#include "util/buf.h"
#include "util/str.h"

#define HEARTBEATS_MAX 200
#define HEARTBEATS_BYTES (256 * 1024)

static bool
key_valid(const char *key)
{
    size_t len = strspn(key, "abcdefghijklmnopqrstuvwxyz_.");

    return len > 0 && len <= 48 && key[len] == '\0';
}

enum err
setting_get(struct store *store, const char *key, char *out, size_t size)
{
    struct query query;
    bool found;
    bool fits = true;
    enum err err;

    query_begin(&query, store->db,
                "SELECT value FROM settings WHERE key = ?");
    query_text(&query, key);
    found = query_step(&query);
    if (found) {
        fits = str_copy(out, size, query_get_text(&query, 0, NULL));
    }
    err = query_end(&query);
    if (err == ERR_OK && (!found || !fits)) {
        err = found ? ERR_INVALID : ERR_NOT_FOUND;
    }
    return err;
}

enum err
setting_set(struct store *store, const char *key, const char *value)
{
    struct query query;

    if (!key_valid(key)) {
        return ERR_INVALID;
    }
    query_begin(&query, store->db,
                "INSERT INTO settings(key, value) VALUES(?, ?)"
                " ON CONFLICT(key) DO UPDATE SET value = excluded.value");
    query_text(&query, key);
    query_text(&query, value);
    return query_run(&query);
}

enum err
sync_times_load(struct store *store, struct sync_times *out)
{
    enum err err = counter_get(store, "sync.contact", &out->last_contact);

    if (err == ERR_OK) {
        err = counter_get(store, "sync.pull", &out->last_pull);
    }
    if (err == ERR_OK) {
        err = counter_get(store, "sync.push", &out->last_push);
    }
    if (err == ERR_OK) {
        err = counter_get(store, "sync.full", &out->last_full_sync);
    }
    return err;
}

enum err
sync_times_save(struct store *store, const struct sync_times *times)
{
    enum err err = db_begin(store->db);

    if (err != ERR_OK) {
        return err;
    }
    err = counter_set(store, "sync.contact", times->last_contact);
    if (err == ERR_OK) {
        err = counter_set(store, "sync.pull", times->last_pull);
    }
    if (err == ERR_OK) {
        err = counter_set(store, "sync.push", times->last_push);
    }
    if (err == ERR_OK) {
        err = counter_set(store, "sync.full", times->last_full_sync);
    }
    err = db_end(store->db, err);
    db_tidy(store->db);
    return err;
}

enum err
heartbeat_keep(struct store *store, const char *json)
{
    struct query query;
    enum err err = db_begin(store->db);

    if (err != ERR_OK) {
        return err;
    }
    query_begin(&query, store->db,
                "INSERT INTO heartbeats(json) VALUES(?)");
    query_text(&query, json);
    err = query_run(&query);
    if (err == ERR_OK) {
        query_begin(&query, store->db,
                    "DELETE FROM heartbeats WHERE id <="
                    " (SELECT max(id) FROM heartbeats) - ?");
        query_int(&query, HEARTBEATS_MAX);
        err = query_run(&query);
    }
    err = db_end(store->db, err);
    db_tidy(store->db);
    return err;
}

enum err
heartbeat_kept(struct store *store, char **out, size_t *count)
{
    struct query query;
    struct buf text;
    enum err err;

    *out = NULL;
    *count = 0;
    buf_init(&text, HEARTBEATS_BYTES);
    (void)buf_add_char(&text, '[');
    query_begin(&query, store->db,
                "SELECT json FROM heartbeats ORDER BY id");
    while (query_step(&query)) {
        if (*count > 0) {
            (void)buf_add_char(&text, ',');
        }
        (void)buf_add_str(&text, query_get_text(&query, 0, NULL));
        (*count)++;
    }
    (void)buf_add_char(&text, ']');
    err = query_end(&query);
    if (err == ERR_OK) {
        *out = buf_take(&text);
        err = *out ? ERR_OK : ERR_NO_MEMORY;
    }
    buf_clear(&text);
    return err;
}

enum err
heartbeat_forget(struct store *store)
{
    struct query query;

    query_begin(&query, store->db, "DELETE FROM heartbeats");
    return query_run(&query);
}
