// SPDX-License-Identifier: Apache-2.0
#include "hub/directory_key.h"

#include <string.h>

#include "hub/keys.h"
#include "util/base64.h"
#include "util/str.h"
#include "wire/writer.h"

#define BODY_MAX 1024

static bool
record_id(char out[HUB_ID_SIZE], const char *site, const char *key)
{
    return str_format(out, HUB_ID_SIZE, "%s.%s", site, key);
}

static enum err
announce_one(struct hub_store *store, const char *site, const char *key,
             int64_t end_ms)
{
    char id[HUB_ID_SIZE];
    if (!record_id(id, site, key))
        return ERR_INVALID;
    struct buf body;
    struct writer writer;
    buf_init(&body, BODY_MAX);
    writer_init(&writer, &body);
    writer_object(&writer, NULL);
    writer_text(&writer, "use", "directory");
    writer_text(&writer, "id", key);
    if (end_ms > 0)
        writer_time(&writer, "not_after", end_ms);
    else
        writer_text(&writer, "not_after", NULL);
    writer_end(&writer);
    struct hub_record record = {
        .kind = "key",
        .id = id,
        .scope = HUB_SCOPE_SITE,
        .owner = site,
        .body = buf_text(&body),
    };
    enum err err = writer_done(&writer)
                       ? store->ops->record_put(store, &record)
                       : ERR_NO_MEMORY;
    buf_clear(&body);
    return err;
}

static enum err
withdraw_one(struct hub_store *store, const char *site, const char *key)
{
    char id[HUB_ID_SIZE];
    if (!record_id(id, site, key))
        return ERR_INVALID;
    enum err err = store->ops->record_del(store, "key", id);
    return err == ERR_NOT_FOUND ? ERR_OK : err;
}

enum err
directory_key_announce(struct hub_store *store, const char *site,
                       const struct enrol_key *keys, size_t count,
                       int64_t now_ms)
{
    enum err err = ERR_OK;
    for (size_t i = 0; i < count && !err; i++) {
        bool newest = i + 1 == count;
        if (i + DIRECTORY_OVERLAP >= count)
            err = announce_one(store, site, keys[i].id,
                               newest ? 0 : now_ms + DIRECTORY_OVERLAP_MS);
        else
            err = withdraw_one(store, site, keys[i].id);
    }
    return err;
}

/** One of a receipt key; only the hub itself writes records of keys. */
static bool
is_receipt(const struct hub_record *record)
{
    return record->scope == HUB_SCOPE_ALL
           && strstr(record->body, "\"use\":\"receipt\"");
}

bool
directory_key_is(const struct hub_record *record)
{
    return str_equal(record->kind, "key") && record->body
           && record->body[0] == '{'
           && (record->scope == HUB_SCOPE_SITE || is_receipt(record));
}

/** The id of the key: what follows the site in the record's id. */
static const char *
key_id(const struct hub_record *record)
{
    size_t len = strlen(record->owner);
    bool fits = strncmp(record->id, record->owner, len) == 0
                && record->id[len] == '.';
    return fits ? record->id + len + 1 : NULL;
}

static enum err
add_key(const struct hub_record *record, const struct enrol_key *key,
        struct buf *out)
{
    char text[BASE64_SIZE(sizeof(key->key))];
    if (!base64url_encode(key->key, sizeof(key->key), text, sizeof(text)))
        return ERR_BUG;
    bool good = buf_addf(out, "{\"key\":\"%s\",%s", text, record->body + 1);
    secret_wipe(text, sizeof(text));
    return good ? ERR_OK : ERR_NO_MEMORY;
}

static enum err
receipt_body(const char *keys_dir, const struct hub_record *record,
             struct buf *out)
{
    struct enrol_key key;
    enum err err = hub_keys_receipt(keys_dir, record->id, &key);
    if (!err)
        err = add_key(record, &key, out);
    secret_wipe(&key, sizeof(key));
    return err;
}

enum err
directory_key_body(const char *keys_dir, const struct hub_record *record,
                   struct buf *out)
{
    if (is_receipt(record))
        return receipt_body(keys_dir, record, out);
    struct enrol_key keys[ENROL_MAX_KEYS];
    size_t count = 0;
    const char *wanted = key_id(record);
    if (!wanted)
        return ERR_INVALID;
    enum err err = hub_keys_directory(keys_dir, record->owner, keys,
                                      ENROL_MAX_KEYS, &count);
    if (!err) {
        err = ERR_NOT_FOUND;
        for (size_t i = 0; i < count; i++) {
            if (str_equal(keys[i].id, wanted))
                err = add_key(record, &keys[i], out);
        }
    }
    secret_wipe(keys, sizeof(keys));
    return err;
}
