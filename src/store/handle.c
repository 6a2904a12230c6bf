// SPDX-License-Identifier: Apache-2.0
#include "store/handle.h"

#include "store/query.h"

enum err
counter_get(struct store *store, const char *name, int64_t *out)
{
    struct query query;

    *out = 0;
    query_begin(&query, store->db,
                "SELECT value FROM counters WHERE name = ?");
    query_text(&query, name);
    if (query_step(&query)) {
        *out = query_get_int(&query, 0);
    }
    return query_end(&query);
}

enum err
counter_set(struct store *store, const char *name, int64_t value)
{
    struct query query;

    query_begin(&query, store->db,
                "INSERT INTO counters(name, value) VALUES(?, ?)"
                " ON CONFLICT(name) DO UPDATE SET value = excluded.value");
    query_text(&query, name);
    query_int(&query, value);
    return query_run(&query);
}

enum err
counter_add(struct store *store, const char *name, int64_t by, int64_t *out)
{
    struct query query;

    query_begin(&query, store->db,
                "INSERT INTO counters(name, value) VALUES(?, ?)"
                " ON CONFLICT(name) DO UPDATE SET"
                " value = value + excluded.value RETURNING value");
    query_text(&query, name);
    query_int(&query, by);
    if (query_step(&query) && out) {
        *out = query_get_int(&query, 0);
    }
    return query_run(&query);
}

enum err
version_bump(struct store *store)
{
    return counter_add(store, COUNTER_VERSION, 1, NULL);
}

enum err
version_bump_records(struct store *store)
{
    enum err err = counter_add(store, COUNTER_RECORDS, 1, NULL);

    return err == ERR_OK ? version_bump(store) : err;
}

enum err
store_path(const struct store *store, const char *name,
           char out[FILE_PATH_SIZE])
{
    return file_join(out, FILE_PATH_SIZE, store->dir, name) ? ERR_OK
                                                            : ERR_INVALID;
}
