// SPDX-License-Identifier: Apache-2.0
#include "store/keys.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "store/handle.h"
#include "util/base64.h"
#include "util/buf.h"
#include "util/file.h"
#include "util/hash.h"
#include "util/id.h"
#include "util/log.h"
#include "util/str.h"
#include "wire/json.h"
#include "wire/writer.h"

#define DIRECTORY_MAX 16384
#define SECRET_NAME "keys/kiosk.key"
#define SECRET_NEW_NAME "keys/kiosk.key.new"
#define DIRECTORY_NAME "keys/directory.json"
#define RECEIPT_NAME "keys/receipt.json"
#define PERSON_NAME "keys/person.key"

static enum err
write_key_file(const struct store *store, const char *name, const void *data,
               size_t len)
{
    char path[FILE_PATH_SIZE];
    enum err err = store_path(store, "keys", path);

    if (err == ERR_OK) {
        err = file_make_dirs(path, 0700);
    }
    if (err == ERR_OK) {
        err = store_path(store, name, path);
    }
    return err == ERR_OK ? file_write(path, 0600, data, len) : err;
}

// A file of exactly `len` bytes; ERR_NOT_FOUND also for another length.
static enum err
read_key_file(const struct store *store, const char *name, void *out,
              size_t len)
{
    char path[FILE_PATH_SIZE];
    struct buf data;
    enum err err = store_path(store, name, path);

    if (err != ERR_OK) {
        return err;
    }
    buf_init(&data, len + 1);
    err = file_read(path, len + 1, &data);
    if (err == ERR_OK && data.len == len) {
        memcpy(out, data.data, len);
    } else if (err == ERR_OK || err == ERR_INVALID) {
        LOGE("store: %s has a wrong length", name);
        err = ERR_NOT_FOUND;
    }
    buf_clear(&data);
    return err;
}

static enum err
read_entry(const struct json_node *node, struct keys_directory_entry *out)
{
    struct json_node k = json_at(node, "k");
    struct json_node key = json_at(node, "key");
    struct json_node not_after = json_at(node, "not_after");
    const char *name;
    const char *text;
    enum err err = json_text(&k, sizeof(out->key.k) - 1, &name);

    if (err == ERR_OK) {
        err = json_text(&key, 64, &text);
    }
    if (err == ERR_OK) {
        err = json_int(&not_after, 0, INT64_MAX, &out->not_after_ms);
    }
    if (err == ERR_OK
        && (!str_copy(out->key.k, sizeof(out->key.k), name)
            || !base64url_decode_exact(text, out->key.key,
                                       sizeof(out->key.key)))) {
        err = ERR_INVALID;
    }
    return err;
}

static enum err
read_directory(const struct buf *text, struct keys_directory *out)
{
    struct json_t *json = NULL;
    struct fault fault = {0};
    struct json_node root;
    size_t i;
    enum err err = json_parse(text->data, text->len, &json, &fault);

    root = json_root(json, &fault);
    for (i = 0; err == ERR_OK && i < json_count(&root)
                && i < IDENTITY_DIRECTORY_KEYS_MAX; i++) {
        struct json_node item = json_item(&root, i);

        err = read_entry(&item, &out->entries[i]);
        out->count = i + 1;
    }
    json_free(json);
    return err;
}

static enum err
load_list(const struct store *store, const char *name,
          struct keys_directory *out)
{
    char path[FILE_PATH_SIZE];
    struct buf text;
    enum err err = store_path(store, name, path);

    *out = (struct keys_directory){0};
    if (err != ERR_OK) {
        return err;
    }
    buf_init(&text, DIRECTORY_MAX);
    err = file_read(path, DIRECTORY_MAX, &text);
    if (err == ERR_OK) {
        err = read_directory(&text, out);
        if (err != ERR_OK) {
            LOGE("store: %s cannot be read", name);
        }
    } else if (err == ERR_NOT_FOUND) {
        err = ERR_OK;
    }
    buf_clear(&text);
    return err;
}

static enum err
save_list(const struct store *store, const char *name,
          const struct keys_directory *directory)
{
    char path[FILE_PATH_SIZE];
    struct writer writer;
    struct buf text;
    size_t i;
    enum err err;

    if (directory->count == 0) {
        err = store_path(store, name, path);
        return err == ERR_OK ? file_remove(path) : err;
    }
    buf_init(&text, DIRECTORY_MAX);
    writer_init(&writer, &text);
    writer_array(&writer, NULL);
    for (i = 0; i < directory->count; i++) {
        const struct keys_directory_entry *entry = &directory->entries[i];

        writer_object(&writer, NULL);
        writer_text(&writer, "k", entry->key.k);
        writer_bytes(&writer, "key", entry->key.key, sizeof(entry->key.key));
        writer_int(&writer, "not_after", entry->not_after_ms);
        writer_end(&writer);
    }
    writer_end(&writer);
    err = writer_done(&writer) ? write_key_file(store, name, text.data,
                                                text.len)
                               : ERR_NO_MEMORY;
    buf_clear(&text);
    return err;
}

enum err
keys_directory_load(const struct store *store, struct keys_directory *out)
{
    return load_list(store, DIRECTORY_NAME, out);
}

enum err
keys_directory_save(const struct store *store,
                    const struct keys_directory *directory)
{
    return save_list(store, DIRECTORY_NAME, directory);
}

enum err
keys_receipt_load(const struct store *store, struct keys_directory *out)
{
    return load_list(store, RECEIPT_NAME, out);
}

enum err
keys_receipt_save(const struct store *store,
                  const struct keys_directory *receipts)
{
    return save_list(store, RECEIPT_NAME, receipts);
}

void
keys_directory_put(struct keys_directory *directory,
                   const struct keys_directory_entry *entry)
{
    (void)keys_directory_drop(directory, entry->key.k);
    if (directory->count == IDENTITY_DIRECTORY_KEYS_MAX) {
        directory->count--;
    }
    memmove(&directory->entries[1], &directory->entries[0],
            directory->count * sizeof(directory->entries[0]));
    directory->entries[0] = *entry;
    directory->count++;
}

bool
keys_directory_drop(struct keys_directory *directory, const char *k)
{
    size_t i;

    for (i = 0; i < directory->count; i++) {
        if (str_equal(directory->entries[i].key.k, k)) {
            directory->count--;
            memmove(&directory->entries[i], &directory->entries[i + 1],
                    (directory->count - i) * sizeof(directory->entries[0]));
            secret_wipe(&directory->entries[directory->count],
                        sizeof(directory->entries[0]));
            return true;
        }
    }
    return false;
}

enum err
keys_secret_prepare(const struct store *store,
                    const uint8_t secret[SIGN_SECRET_SIZE])
{
    return write_key_file(store, SECRET_NEW_NAME, secret, SIGN_SECRET_SIZE);
}

enum err
keys_secret_commit(const struct store *store)
{
    uint8_t secret[SIGN_SECRET_SIZE];
    char path[FILE_PATH_SIZE];
    enum err err = read_key_file(store, SECRET_NEW_NAME, secret,
                                 sizeof(secret));

    if (err == ERR_OK) {
        err = write_key_file(store, SECRET_NAME, secret, sizeof(secret));
    }
    if (err == ERR_OK) {
        err = store_path(store, SECRET_NEW_NAME, path);
    }
    if (err == ERR_OK) {
        err = file_remove(path);
    }
    secret_wipe(secret, sizeof(secret));
    return err;
}

static bool
belongs(const uint8_t secret[SIGN_SECRET_SIZE], const uint8_t *public_key)
{
    uint8_t half[SIGN_PUBLIC_SIZE];

    sign_public(secret, half);
    return hash_equal(half, public_key, sizeof(half));
}

enum err
keys_secret_load(const struct store *store,
                 const uint8_t public_key[SIGN_PUBLIC_SIZE],
                 uint8_t out[SIGN_SECRET_SIZE])
{
    enum err err = read_key_file(store, SECRET_NAME, out, SIGN_SECRET_SIZE);

    if (err == ERR_OK && belongs(out, public_key)) {
        return ERR_OK;
    }
    if (err != ERR_OK && err != ERR_NOT_FOUND) {
        return err;
    }
    err = read_key_file(store, SECRET_NEW_NAME, out, SIGN_SECRET_SIZE);
    if (err == ERR_OK && belongs(out, public_key)) {
        return keys_secret_commit(store);
    }
    secret_wipe(out, SIGN_SECRET_SIZE);
    return err == ERR_OK ? ERR_NOT_FOUND : err;
}

enum err
keys_person(const struct store *store, uint8_t out[32])
{
    enum err err = read_key_file(store, PERSON_NAME, out, 32);

    if (err == ERR_NOT_FOUND) {
        id_random(out, 32);
        err = write_key_file(store, PERSON_NAME, out, 32);
    }
    return err;
}
