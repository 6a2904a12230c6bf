// SPDX-License-Identifier: Apache-2.0
#include "store/people.h"

#include <string.h>

#include "store/catalogue.h"
#include "store/changes.h"
#include "store/db.h"
#include "store/handle.h"
#include "store/keys.h"
#include "store/query.h"
#include "store/records.h"
#include "store/store.h"
#include "util/clock.h"
#include "util/hash.h"
#include "util/log.h"
#include "util/str.h"
#include "util/timestamp.h"
#include "wire/record.h"

#define DAY_MS INT64_C(86400000)

// PROTOCOL.md "Directory": the kind of number goes into its hash.
static void
hash_number(const uint8_t key[32], enum people_number kind,
            const char *number, uint8_t out[HASH_SIZE])
{
    const char *prefix = kind == PEOPLE_PHONE ? "phone:" : "id:";
    const struct hash_part parts[] = {{prefix, strlen(prefix)},
                                      {number, strlen(number)}};

    hash_hmac_sha256(key, 32, parts, 2, out);
}

static enum err
read_talent(struct query *query, struct talent *out)
{
    struct fault fault = {0};
    size_t len;
    const char *body = query_get_text(query, 1, &len);

    return record_talent(query_get_text(query, 0, NULL), body, len, out,
                         &fault);
}

// ERR_NOT_FOUND when this hash is nobody's, or of one who has left.
static enum err
find_by_hash(struct store *store, const char *k, const uint8_t h[HASH_SIZE],
             const char *today, struct talent *out)
{
    struct query query;
    bool found = false;
    enum err err;

    query_begin(&query, store->db,
                "SELECT r.id, r.body FROM talent_keys t JOIN records r"
                " ON r.rec = t.rec JOIN kinds c ON c.kind = r.kind"
                " AND c.shown = r.set_no WHERE t.h = ? AND t.k = ?"
                " AND r.body IS NOT NULL");
    query_blob(&query, h, HASH_SIZE);
    query_text(&query, k);
    while (!found && query_step(&query)) {
        talent_clear(out);
        found = read_talent(&query, out) == ERR_OK
             && talent_current(out, today);
    }
    err = query_end(&query);
    if (!found) {
        talent_clear(out);
    }
    return err == ERR_OK && !found ? ERR_NOT_FOUND : err;
}

enum err
people_find(struct store *store, enum people_number kind, const char *number,
            struct talent *out)
{
    struct keys_directory directory;
    char today[DAY_SIZE];
    int64_t now = clock_now_ms();
    size_t i;
    enum err err = keys_directory_load(store, &directory);

    *out = (struct talent){0};
    if (err != ERR_OK) {
        return err;
    }
    timestamp_day(now, today);
    err = ERR_NOT_FOUND;
    for (i = 0; err == ERR_NOT_FOUND && i < directory.count; i++) {
        const struct keys_directory_entry *entry = &directory.entries[i];
        uint8_t h[HASH_SIZE];

        if (entry->not_after_ms == 0 || entry->not_after_ms > now) {
            hash_number(entry->key.key, kind, number, h);
            err = find_by_hash(store, entry->key.k, h, today, out);
            secret_wipe(h, sizeof(h));
        }
    }
    secret_wipe(&directory, sizeof(directory));
    return err;
}

enum err
people_person_key(struct store *store, enum people_number kind,
                  const char *number, char out[65])
{
    struct talent talent;
    uint8_t key[32];
    uint8_t h[HASH_SIZE];
    enum err err = people_find(store, kind, number, &talent);

    out[0] = '\0';
    if (err == ERR_OK) {
        (void)str_copy(out, 65, talent.id);
        talent_clear(&talent);
        return ERR_OK;
    }
    if (err == ERR_NOT_FOUND) {
        err = keys_person(store, key);
    }
    if (err == ERR_OK) {
        hash_number(key, kind, number, h);
        hash_hex(h, sizeof(h), out);
        secret_wipe(key, sizeof(key));
        secret_wipe(h, sizeof(h));
    }
    return err;
}

enum err
people_expire(struct store *store, int max_age_days, bool *expired)
{
    struct sync_times times;
    int64_t count;
    enum err err = sync_times_load(store, &times);

    *expired = false;
    if (err == ERR_OK) {
        err = catalogue_count(store, "talent", &count);
    }
    if (err != ERR_OK || count == 0 || times.last_contact <= 0
        || clock_now_ms() - times.last_contact
               <= max_age_days * DAY_MS) {
        return err;
    }
    LOGW("store: the hub was not heard of for %d days: the directory is"
         " deleted", max_age_days);
    err = records_wipe(store, "talent");
    if (err == ERR_OK) {
        err = version_bump_records(store);
    }
    if (err == ERR_OK) {
        err = db_flush(store->db);
    }
    if (err == ERR_OK) {
        err = store_back_up(store); // or the old copy would still hold it
    }
    *expired = err == ERR_OK;
    return err;
}
