// SPDX-License-Identifier: Apache-2.0
#include "hub/directory.h"

#include <stdlib.h>
#include <string.h>

#include "hub/directory_key.h"
#include "hub/keys.h"
#include "model/mask.h"
#include "util/buf.h"
#include "util/clock.h"
#include "util/hash.h"
#include "util/id.h"
#include "util/str.h"
#include "wire/enrol.h"
#include "wire/people.h"
#include "wire/writer.h"

#define BODY_MAX (16 * 1024)

/** A talent that is in the directory already. */
struct before {
    char id[ID_SIZE];
    char key[ID_SIZE]; // name of the newest key it is hashed under
    bool seen;         // is in the new roster, too
};

/** One keyed hash by which it is found. */
struct known {
    unsigned char h[HASH_SIZE];
    size_t talent; // of `before`
};

/** What one import works with. */
struct import {
    struct hub_store *store;
    const struct directory_target *target;
    struct directory_counts *counts;
    struct enrol_key keys[ENROL_MAX_KEYS]; // oldest first; wiped
    size_t key_count;
    struct before *before;
    size_t before_count;
    size_t before_size;
    struct known *known; // sorted by hash
    size_t known_count;
    size_t known_size;
};

/** Make room for one more item; false without memory. */
static bool
grow(void **items, size_t *size, size_t count, size_t item)
{
    if (count < *size)
        return true;
    size_t wanted = *size ? *size * 2 : 256;
    void *grown = realloc(*items, wanted * item);
    if (!grown)
        return false;
    *items = grown;
    *size = wanted;
    return true;
}

static enum err
note_known(struct import *import, const unsigned char h[HASH_SIZE])
{
    void *items = import->known;
    if (!grow(&items, &import->known_size, import->known_count,
              sizeof(*import->known)))
        return ERR_NO_MEMORY;
    import->known = items;
    struct known *added = &import->known[import->known_count++];
    memcpy(added->h, h, HASH_SIZE);
    added->talent = import->before_count - 1;
    return ERR_OK;
}

static enum err
read_known(const struct hub_record *record, void *userdata)
{
    struct import *import = userdata;
    void *items = import->before;
    if (!grow(&items, &import->before_size, import->before_count,
              sizeof(*import->before)))
        return ERR_NO_MEMORY;
    import->before = items;
    struct before *before = &import->before[import->before_count++];
    memset(before, 0, sizeof(*before));
    str_copy(before->id, sizeof(before->id), record->id);
    // A body that cannot be read has nothing to be known by: its talent
    // is removed, and comes back under a new id when it is in the roster.
    struct talent_key keys[PEOPLE_MAX_KEYS];
    size_t count = 0;
    if (record_talent_keys(record->body, strlen(record->body), keys, &count,
                           NULL))
        return ERR_OK;
    enum err err = ERR_OK;
    if (count > 0)
        str_copy(before->key, sizeof(before->key), keys[0].k);
    for (size_t i = 0; i < count && !err; i++)
        err = note_known(import, keys[i].h);
    return err;
}

static int
compare_known(const void *a, const void *b)
{
    return memcmp(((const struct known *)a)->h, ((const struct known *)b)->h,
                  HASH_SIZE);
}

static void
hash_number(const struct enrol_key *key, const char *prefix,
            const char *number, unsigned char out[HASH_SIZE])
{
    const struct hash_part parts[] = {
        {prefix, strlen(prefix)},
        {number, strlen(number)},
    };
    hash_hmac_sha256(key->key, sizeof(key->key), parts, 2, out);
}

/** The talent that has this number under any key, or NULL. */
static struct before *
find_known(struct import *import, const char *prefix, const char *number)
{
    if (import->known_count == 0)
        return NULL;
    for (size_t i = import->key_count; i > 0; i--) {
        struct known wanted;
        hash_number(&import->keys[i - 1], prefix, number, wanted.h);
        struct known *found
            = bsearch(&wanted, import->known, import->known_count,
                      sizeof(wanted), compare_known);
        if (found)
            return &import->before[found->talent];
    }
    return NULL;
}

/**
 * Give a person the id that it had, or a new one. A phone number passes from
 * one person to another, so it decides only where there is no ID number.
 */
static void
choose_id(struct import *import, struct roster_person *person)
{
    struct before *before
        = person->id_number[0]
              ? find_known(import, "id:", person->id_number)
              : find_known(import, "phone:", person->phone);
    if (before && !before->seen) {
        before->seen = true;
        str_copy(person->talent, sizeof(person->talent), before->id);
        import->counts->kept++;
    } else {
        id_uuid(person->talent);
        import->counts->added++;
    }
}

static void
write_key(struct writer *writer, const struct enrol_key *key,
          const char *prefix, const char *number)
{
    unsigned char h[HASH_SIZE];
    if (number[0] == '\0')
        return;
    hash_number(key, prefix, number, h);
    writer_object(writer, NULL);
    writer_text(writer, "k", key->id);
    writer_bytes(writer, "h", h, sizeof(h));
    writer_end(writer);
}

static void
write_list(struct writer *writer, const char *key, const char *list)
{
    writer_array(writer, key);
    while (*list) {
        size_t len = strcspn(list, ";");
        char item[ID_SIZE];
        if (len < sizeof(item)) {
            memcpy(item, list, len);
            item[len] = '\0';
            writer_text(writer, NULL, item);
        }
        list += len + (list[len] == ';');
    }
    writer_end(writer);
}

static enum err
write_talent(const struct import *import, const struct roster_person *person,
             struct buf *out)
{
    struct writer writer;
    char name[ROSTER_NAME_SIZE];
    mask_name(person->name, name, sizeof(name));
    writer_init(&writer, out);
    writer_object(&writer, NULL);
    writer_array(&writer, "keys");
    size_t first = import->key_count > DIRECTORY_OVERLAP
                       ? import->key_count - DIRECTORY_OVERLAP
                       : 0;
    for (size_t i = import->key_count; i > first; i--) {
        write_key(&writer, &import->keys[i - 1], "id:", person->id_number);
        write_key(&writer, &import->keys[i - 1], "phone:", person->phone);
    }
    writer_end(&writer);
    writer_text(&writer, "name", name);
    writer_text(&writer, "grade", person->grade);
    write_list(&writer, "programmes", person->programmes);
    write_list(&writer, "entitlements", person->entitlements);
    writer_text(&writer, "status", "active");
    writer_text(&writer, "valid_to",
                person->valid_to[0] ? person->valid_to : NULL);
    writer_end(&writer);
    return writer_done(&writer) ? ERR_OK : ERR_NO_MEMORY;
}

static enum err
put_people(struct import *import, struct roster *roster)
{
    struct buf body;
    buf_init(&body, BODY_MAX);
    enum err err = ERR_OK;
    for (size_t i = 0; i < roster->count && !err; i++) {
        struct roster_person *person = &roster->people[i];
        choose_id(import, person);
        buf_reset(&body);
        err = write_talent(import, person, &body);
        if (err)
            break;
        struct hub_record record = {
            .kind = "talent",
            .id = person->talent,
            .scope = HUB_SCOPE_SITE,
            .owner = import->target->site,
            .body = buf_text(&body),
        };
        err = import->store->ops->record_put(import->store, &record);
    }
    buf_clear(&body);
    return err;
}

/** Is this still one of the keys that kiosks look people up by? */
static bool
key_is_valid(const struct import *import, const char *name)
{
    for (size_t i = 0; i < DIRECTORY_OVERLAP && i < import->key_count; i++) {
        if (str_equal(import->keys[import->key_count - 1 - i].id, name))
            return true;
    }
    return false;
}

/**
 * Those who are not in the roster stay while a key of theirs is valid: a
 * part of a roster, or one with a faulty line, must not shut people out at
 * once. Missing in a second roster, too, they leave.
 */
static enum err
remove_others(struct import *import)
{
    enum err err = ERR_OK;
    for (size_t i = 0; i < import->before_count && !err; i++) {
        if (import->before[i].seen
            || key_is_valid(import, import->before[i].key))
            continue;
        import->counts->removed++;
        err = import->store->ops->record_del(import->store, "talent",
                                             import->before[i].id);
    }
    return err;
}

/** Load the keys and take a new one, if anybody is found by the last. */
static enum err
load_keys(struct import *import)
{
    const struct directory_target *target = import->target;
    enum err err = hub_keys_directory(target->keys_dir, target->site,
                                      import->keys, ENROL_MAX_KEYS - 1,
                                      &import->key_count);
    if (err || !target->rotate || import->before_count == 0)
        return err;
    err = hub_keys_directory_rotate(target->keys_dir, target->site,
                                    &import->keys[import->key_count]);
    if (!err)
        import->key_count++;
    return err;
}

enum err
directory_import(struct hub_store *store,
                 const struct directory_target *target,
                 struct roster *roster, struct directory_counts *out)
{
    memset(out, 0, sizeof(*out));
    struct import import = {.store = store, .target = target, .counts = out};
    enum err err = store->ops->record_each(store, "talent", target->site,
                                           read_known, &import);
    if (!err && import.known_count > 0)
        qsort(import.known, import.known_count, sizeof(*import.known),
              compare_known);
    if (!err)
        err = load_keys(&import);
    // Before the people, so that a kiosk finds each as soon as it has them.
    if (!err)
        err = directory_key_announce(store, target->site, import.keys,
                                     import.key_count, clock_now_ms());
    if (!err)
        err = put_people(&import, roster);
    if (!err)
        err = remove_others(&import);
    secret_wipe(import.keys, sizeof(import.keys));
    free(import.known);
    free(import.before);
    return err;
}
