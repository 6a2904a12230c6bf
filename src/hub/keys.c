// SPDX-License-Identifier: Apache-2.0
#include "hub/keys.h"

#include <dirent.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "util/base64.h"
#include "util/buf.h"
#include "util/file.h"
#include "util/hash.h"
#include "util/id.h"
#include "util/log.h"
#include "util/str.h"

#define KEY_TEXT_MAX 128
#define DIRECTORY_MAX 999999 // highest number of a directory key
#define DIRECTORY_KEPT 8 // files of a site; far more than are in use

/** The bytes of one key file: base64url and a line feed. */
static enum err
key_read(const char *path, void *out, size_t size)
{
    struct buf text;
    buf_init(&text, KEY_TEXT_MAX);
    enum err err = file_read(path, KEY_TEXT_MAX, &text);
    if (err == ERR_OK && text.len > 0) {
        str_trim(text.data);
        if (!base64url_decode_exact(text.data, out, size))
            err = ERR_INVALID;
    } else if (err == ERR_OK) {
        err = ERR_INVALID;
    }
    if (err == ERR_INVALID)
        LOGE("keys: a key file does not hold a key");
    buf_clear(&text);
    return err;
}

/**
 * What root writes belongs to whom the key folder belongs: a command of an
 * administrator must leave no key that the server cannot read.
 */
static enum err
give_to_owner(const char *path)
{
    char dir[FILE_PATH_SIZE];
    struct stat info;
    char *slash;
    if (geteuid() != 0)
        return ERR_OK;
    if (str_copy(dir, sizeof(dir), path) &&
        (slash = strrchr(dir, '/')) != NULL) {
        *slash = '\0';
        if (stat(dir, &info) == 0 &&
            lchown(path, info.st_uid, info.st_gid) == 0)
            return ERR_OK;
    }
    LOGE("keys: a key file cannot be given to the owner of its folder");
    return ERR_IO;
}

static enum err
file_keep(const char *path, const void *data, size_t len)
{
    enum err err = file_write(path, 0600, data, len);
    return err == ERR_OK ? give_to_owner(path) : err;
}

static enum err
key_write(const char *path, const void *key, size_t size)
{
    char text[KEY_TEXT_MAX];
    if (!base64url_encode(key, size, text, sizeof(text) - 1))
        return ERR_BUG;
    size_t len = strlen(text);
    text[len] = '\n';
    enum err err = file_keep(path, text, len + 1);
    secret_wipe(text, sizeof(text));
    return err;
}

/** Makes the folder and keeps others out while keys are made. */
static enum err
folder_lock(const char *dir, int *lock)
{
    char path[FILE_PATH_SIZE];
    *lock = -1;
    enum err err = file_make_dirs(dir, 0700);
    if (err != ERR_OK)
        return err;
    if (!file_join(path, sizeof(path), dir, "lock"))
        return ERR_INVALID;
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0 || give_to_owner(path) != ERR_OK || flock(fd, LOCK_EX) != 0) {
        LOGE("keys: the key folder cannot be locked");
        file_unlock(fd);
        return ERR_IO;
    }
    *lock = fd;
    return ERR_OK;
}

static enum err
hub_key_load(const char *dir, struct hub_keys *out)
{
    char path[FILE_PATH_SIZE];
    if (!file_join(path, sizeof(path), dir, "hub.key"))
        return ERR_INVALID;
    enum err err = key_read(path, out->secret, sizeof(out->secret));
    if (err == ERR_NOT_FOUND) {
        sign_keypair(out->public_key, out->secret);
        err = key_write(path, out->secret, sizeof(out->secret));
    }
    if (err == ERR_OK)
        sign_public(out->secret, out->public_key);
    return err;
}

/**
 * The newest seal key is named in the file `seal`; its secret half is in
 * `seal-ID.key` and its public half in `seal-ID.pub`.
 */
static enum err
seal_paths(const char *dir, const char *id, char secret[FILE_PATH_SIZE],
           char public_key[FILE_PATH_SIZE])
{
    if (!id_valid(id) ||
        !str_format(secret, FILE_PATH_SIZE, "%s/seal-%s.key", dir, id) ||
        !str_format(public_key, FILE_PATH_SIZE, "%s/seal-%s.pub", dir, id))
        return ERR_INVALID;
    return ERR_OK;
}

static enum err
seal_make(const char *dir, const char *name, struct enrol_key *out)
{
    uint8_t secret[SEAL_KEY_SIZE];
    uint8_t digest[HASH_SIZE];
    char hex[HASH_HEX_SIZE];
    char secret_path[FILE_PATH_SIZE];
    char public_path[FILE_PATH_SIZE];
    seal_keypair(out->key, secret);
    hash_sha256(out->key, sizeof(out->key), digest);
    hash_hex(digest, sizeof(digest), hex);
    hex[12] = '\0';
    str_format(out->id, sizeof(out->id), "s-%s", hex);
    enum err err = seal_paths(dir, out->id, secret_path, public_path);
    if (err == ERR_OK)
        err = key_write(secret_path, secret, sizeof(secret));
    secret_wipe(secret, sizeof(secret));
    if (err == ERR_OK)
        err = key_write(public_path, out->key, sizeof(out->key));
    // last: only a whole pair is ever named
    return err == ERR_OK ? file_keep(name, out->id, strlen(out->id)) : err;
}

static enum err
seal_load(const char *dir, struct enrol_key *out)
{
    char name[FILE_PATH_SIZE];
    char secret_path[FILE_PATH_SIZE];
    char public_path[FILE_PATH_SIZE];
    struct buf id;
    if (!file_join(name, sizeof(name), dir, "seal"))
        return ERR_INVALID;
    buf_init(&id, ENROL_KEY_ID_SIZE);
    enum err err = file_read(name, ENROL_KEY_ID_SIZE - 1, &id);
    if (err == ERR_OK) {
        str_copy(out->id, sizeof(out->id), buf_text(&id));
        str_trim(out->id);
        err = seal_paths(dir, out->id, secret_path, public_path);
        if (err == ERR_OK)
            err = key_read(public_path, out->key, sizeof(out->key));
    } else if (err == ERR_NOT_FOUND) {
        err = seal_make(dir, name, out);
    }
    buf_clear(&id);
    return err;
}

enum err
hub_keys_seal(const char *dir, const char *id,
              unsigned char public_key[SEAL_KEY_SIZE],
              unsigned char secret[SEAL_KEY_SIZE])
{
    char secret_path[FILE_PATH_SIZE];
    char public_path[FILE_PATH_SIZE];
    enum err err = seal_paths(dir, id, secret_path, public_path);
    if (err == ERR_OK)
        err = key_read(public_path, public_key, SEAL_KEY_SIZE);
    if (err == ERR_OK)
        err = key_read(secret_path, secret, SEAL_KEY_SIZE);
    return err;
}

enum err
hub_keys_receipt(const char *dir, const char *id, struct enrol_key *out)
{
    char path[FILE_PATH_SIZE];
    if (!id_valid(id) || !str_copy(out->id, sizeof(out->id), id) ||
        !str_format(path, sizeof(path), "%s/receipt-%s.key", dir, id))
        return ERR_INVALID;
    return key_read(path, out->key, sizeof(out->key));
}

static enum err
receipt_make(const char *dir, const char *name, struct enrol_key *out)
{
    uint8_t random[6];
    char hex[2 * sizeof(random) + 1];
    char path[FILE_PATH_SIZE];
    id_random(random, sizeof(random));
    hash_hex(random, sizeof(random), hex);
    id_random(out->key, sizeof(out->key));
    if (!str_format(out->id, sizeof(out->id), "r-%s", hex) ||
        !str_format(path, sizeof(path), "%s/receipt-%s.key", dir, out->id))
        return ERR_INVALID;
    enum err err = key_write(path, out->key, sizeof(out->key));
    return err == ERR_OK ? file_keep(name, out->id, strlen(out->id)) : err;
}

/** The newest receipt key is named in the file `receipt`. */
static enum err
receipt_load(const char *dir, struct enrol_key *out)
{
    char name[FILE_PATH_SIZE];
    struct buf text;
    if (!file_join(name, sizeof(name), dir, "receipt"))
        return ERR_INVALID;
    buf_init(&text, ENROL_KEY_ID_SIZE);
    enum err err = file_read(name, ENROL_KEY_ID_SIZE - 1, &text);
    if (err == ERR_OK && text.len > 0)
        err = hub_keys_receipt(dir, str_trim(text.data), out);
    else if (err == ERR_NOT_FOUND)
        err = receipt_make(dir, name, out);
    else if (err == ERR_OK)
        err = ERR_INVALID;
    buf_clear(&text);
    return err;
}

enum err
hub_keys_load(const char *dir, struct hub_keys *out)
{
    int lock;
    memset(out, 0, sizeof(*out));
    enum err err = folder_lock(dir, &lock);
    if (err == ERR_OK)
        err = hub_key_load(dir, out);
    if (err == ERR_OK)
        err = seal_load(dir, &out->seal);
    if (err == ERR_OK)
        err = receipt_load(dir, &out->receipt);
    file_unlock(lock);
    if (err != ERR_OK)
        hub_keys_clear(out);
    return err;
}

void
hub_keys_clear(struct hub_keys *keys)
{
    if (keys != NULL)
        secret_wipe(keys, sizeof(*keys));
}

static enum err
directory_path(const char *dir, const char *site, int number,
               char out[FILE_PATH_SIZE])
{
    if (!id_valid(site) ||
        !str_format(out, FILE_PATH_SIZE, "%s/directory-%s-d%d.key", dir, site,
                    number))
        return ERR_INVALID;
    return ERR_OK;
}

static enum err
directory_make(const char *dir, const char *site, int number,
               struct enrol_key *out)
{
    char path[FILE_PATH_SIZE];
    enum err err = directory_path(dir, site, number, path);
    if (err != ERR_OK)
        return err;
    str_format(out->id, sizeof(out->id), "d%d", number);
    id_random(out->key, sizeof(out->key));
    return key_write(path, out->key, sizeof(out->key));
}

/** The number in a key file's name of this site; 0 for any other name. */
static int
directory_number(const char *site, const char *name)
{
    char prefix[96];
    char digits[8];
    int64_t number;
    if (!str_format(prefix, sizeof(prefix), "directory-%s-d", site) ||
        !str_starts(name, prefix) || !str_ends(name, ".key"))
        return 0;
    size_t len = strlen(name) - strlen(prefix) - strlen(".key");
    if (len >= sizeof(digits))
        return 0;
    memcpy(digits, name + strlen(prefix), len);
    digits[len] = '\0';
    return str_parse_int(digits, 1, DIRECTORY_MAX, &number) ? (int)number : 0;
}

/** The oldest number whose file is still there, 1 when there is none. */
static enum err
directory_oldest(const char *dir, const char *site, int *out)
{
    int oldest = 0;
    DIR *folder = opendir(dir);
    if (folder == NULL) {
        LOGE("keys: the key folder cannot be read");
        return ERR_IO;
    }
    for (struct dirent *entry = readdir(folder); entry != NULL;
         entry = readdir(folder)) {
        int number = directory_number(site, entry->d_name);
        if (number > 0 && (oldest == 0 || number < oldest))
            oldest = number;
    }
    closedir(folder);
    *out = oldest > 0 ? oldest : 1;
    return ERR_OK;
}

/** Removes the files of keys that nobody can have been told of lately. */
static void
directory_prune(const char *dir, const char *site, int newest)
{
    int oldest;
    char path[FILE_PATH_SIZE];
    if (directory_oldest(dir, site, &oldest) != ERR_OK)
        return;
    for (int number = oldest; number <= newest - DIRECTORY_KEPT; number++) {
        if (directory_path(dir, site, number, path) == ERR_OK)
            (void)file_remove(path);
    }
}

/** Reads the keys from the oldest up to the first that is not there; `next`
 * is its number. Only the newest `max` are kept. */
static enum err
directory_read(const char *dir, const char *site, struct enrol_key *out,
               size_t max, size_t *count, int *next)
{
    char path[FILE_PATH_SIZE];
    int oldest;
    *count = 0;
    enum err err = directory_oldest(dir, site, &oldest);
    if (err != ERR_OK)
        return err;
    for (*next = oldest; *next <= DIRECTORY_MAX; (*next)++) {
        struct enrol_key key = {0};
        err = directory_path(dir, site, *next, path);
        if (err == ERR_OK)
            err = key_read(path, key.key, sizeof(key.key));
        if (err == ERR_NOT_FOUND)
            return ERR_OK;
        if (err != ERR_OK)
            return err;
        str_format(key.id, sizeof(key.id), "d%d", *next);
        if (*count == max) {
            memmove(out, out + 1, (max - 1) * sizeof(*out));
            (*count)--;
        }
        out[(*count)++] = key;
        secret_wipe(&key, sizeof(key));
    }
    return ERR_CONFLICT;
}

enum err
hub_keys_directory(const char *dir, const char *site, struct enrol_key *out,
                   size_t max, size_t *count)
{
    int lock;
    int next;
    enum err err = folder_lock(dir, &lock);
    if (err == ERR_OK)
        err = directory_read(dir, site, out, max, count, &next);
    if (err == ERR_OK && *count == 0) {
        err = directory_make(dir, site, next, &out[0]);
        *count = err == ERR_OK ? 1 : 0;
    }
    file_unlock(lock);
    return err;
}

enum err
hub_keys_directory_rotate(const char *dir, const char *site,
                          struct enrol_key *out)
{
    struct enrol_key last[1];
    size_t count;
    int lock;
    int next;
    enum err err = folder_lock(dir, &lock);
    if (err == ERR_OK)
        err = directory_read(dir, site, last, 1, &count, &next);
    if (err == ERR_OK)
        err = directory_make(dir, site, next, out);
    if (err == ERR_OK)
        directory_prune(dir, site, next);
    secret_wipe(last, sizeof(last));
    file_unlock(lock);
    return err;
}
