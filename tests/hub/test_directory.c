// SPDX-License-Identifier: Apache-2.0
#include "hub/directory.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "hub/directory_key.h"
#include "hub/keys.h"
#include "util/hash.h"
#include "util/str.h"
#include "wire/people.h"
#include "wire/record.h"

#define HEADER "id_number,phone,name,grade,programmes,entitlements,valid_to\n"
#define FIRST "890000198501010015"
#define SECOND "890000199202290023"
#define THIRD "890000197006150032"

/** A real store in a folder of its own. */
struct bench {
    char folder[64];
    char spec[128];
    char keys[128];
    struct hub_store *store;
};

static int
setup(void **state)
{
    struct bench *bench = calloc(1, sizeof(*bench));
    assert_non_null(bench);
    str_copy(bench->folder, sizeof(bench->folder), "/tmp/directory-XXXXXX");
    assert_non_null(mkdtemp(bench->folder));
    str_format(bench->spec, sizeof(bench->spec), "sqlite:%s/hub.db",
               bench->folder);
    assert_int_equal(hub_store_keys_dir(bench->spec, bench->keys,
                                        sizeof(bench->keys)), ERR_OK);
    assert_int_equal(hub_store_open(bench->spec, &bench->store), ERR_OK);
    *state = bench;
    return 0;
}

static int
teardown(void **state)
{
    struct bench *bench = *state;
    char command[160];
    hub_store_close(bench->store);
    str_format(command, sizeof(command), "rm -r '%s'", bench->folder);
    int code = system(command);
    free(bench);
    return code;
}

/** Import a roster as `import talent` does; the caller clears `roster`. */
static struct directory_counts
load(struct bench *bench, const char *site, const char *text,
     struct roster *roster)
{
    const struct directory_target target = {bench->keys, site, true};
    struct directory_counts counts;
    assert_int_equal(roster_parse(text, strlen(text), "2026-11-24", roster),
                     ERR_OK);
    assert_int_equal(bench->store->ops->begin(bench->store, true), ERR_OK);
    assert_int_equal(directory_import(bench->store, &target, roster,
                                      &counts), ERR_OK);
    assert_int_equal(bench->store->ops->commit(bench->store), ERR_OK);
    return counts;
}

/** Does a talent's record hold this number under this key? */
static bool
found_by(struct bench *bench, const char *id, const struct enrol_key *key,
         const char *prefix, const char *number)
{
    struct buf body;
    struct talent_key keys[PEOPLE_MAX_KEYS];
    size_t count;
    unsigned char h[HASH_SIZE];
    const struct hash_part parts[] = {{prefix, strlen(prefix)},
                                      {number, strlen(number)}};
    hash_hmac_sha256(key->key, sizeof(key->key), parts, 2, h);
    buf_init(&body, HUB_RECORD_MAX);
    assert_int_equal(bench->store->ops->record_get(bench->store, "talent",
                                                   id, &body), ERR_OK);
    struct fault fault = {0};
    assert_int_equal(record_check("talent", id, buf_text(&body), body.len,
                                  &fault), ERR_OK);
    assert_int_equal(record_talent_keys(buf_text(&body), body.len, keys,
                                        &count, NULL), ERR_OK);
    bool found = false;
    for (size_t i = 0; i < count; i++) {
        if (str_equal(keys[i].k, key->id) && hash_equal(keys[i].h, h,
                                                        HASH_SIZE))
            found = true;
    }
    buf_clear(&body);
    return found;
}

static size_t
directory_keys(struct bench *bench, struct enrol_key keys[ENROL_MAX_KEYS])
{
    size_t count;
    assert_int_equal(hub_keys_directory(bench->keys, "hall", keys,
                                        ENROL_MAX_KEYS, &count), ERR_OK);
    return count;
}

static void
people_are_found_through_a_rotation(void **state)
{
    struct bench *bench = *state;
    struct roster first;
    struct roster second;
    struct enrol_key keys[ENROL_MAX_KEYS];
    struct directory_counts counts = load(
        bench, "hall", HEADER FIRST ",15400000001,测试甲,,,,\n"
                       SECOND ",,演示乙,,,,\n", &first);
    assert_int_equal(counts.added, 2);
    assert_int_equal(directory_keys(bench, keys), 1);
    assert_true(found_by(bench, first.people[0].talent, &keys[0], "id:",
                         FIRST));
    assert_true(found_by(bench, first.people[0].talent, &keys[0], "phone:",
                         "15400000001"));
    assert_false(found_by(bench, first.people[1].talent, &keys[0], "id:",
                          FIRST));
    counts = load(bench, "hall", HEADER THIRD ",,样例·扎西,,,,\n"
                                 FIRST ",,测试甲,,,,\n", &second);
    assert_int_equal(counts.added, 1);
    assert_int_equal(counts.kept, 1);
    // Missing once is not gone: a part of a roster shuts nobody out.
    assert_int_equal(counts.removed, 0);
    assert_string_equal(second.people[1].talent, first.people[0].talent);
    assert_int_equal(directory_keys(bench, keys), 2);
    for (size_t i = 0; i < 2; i++)
        assert_true(found_by(bench, second.people[1].talent, &keys[i],
                             "id:", FIRST));
    assert_true(found_by(bench, first.people[1].talent, &keys[0], "id:",
                         SECOND));
    roster_clear(&second);
    counts = load(bench, "hall", HEADER FIRST ",,测试甲,,,,\n", &second);
    assert_int_equal(counts.kept, 1);
    assert_int_equal(counts.removed, 1);
    roster_clear(&first);
    roster_clear(&second);
}

/** A phone number that went to somebody else gives nobody's id away. */
static void
phones_pass_on_without_the_id(void **state)
{
    struct bench *bench = *state;
    struct roster first;
    struct roster second;
    struct roster third;
    load(bench, "hall", HEADER FIRST ",15400000001,测试甲,,,,\n", &first);
    load(bench, "hall", HEADER SECOND ",15400000001,演示乙,,,,\n", &second);
    assert_string_not_equal(first.people[0].talent,
                            second.people[0].talent);
    // Known by phone alone, and twice in a row.
    load(bench, "hall", HEADER ",15400000001,演示乙,,,,\n" SECOND
                        ",,演示乙,,,,\n", &third);
    assert_string_not_equal(third.people[0].talent, third.people[1].talent);
    roster_clear(&first);
    roster_clear(&second);
    roster_clear(&third);
}

/** The `key` records of a site, and what they become when sent. */
struct seen {
    struct bench *bench;
    size_t count;
    bool all_right;
};

static enum err
see_key(const struct hub_record *record, void *userdata)
{
    struct seen *seen = userdata;
    struct buf body;
    struct key_record key;
    struct enrol_key keys[ENROL_MAX_KEYS];
    size_t count = directory_keys(seen->bench, keys);
    buf_init(&body, HUB_RECORD_MAX);
    assert_true(directory_key_is(record));
    assert_null(strstr(record->body, "\"key\""));
    assert_int_equal(directory_key_body(seen->bench->keys, record, &body),
                     ERR_OK);
    struct fault fault = {0};
    assert_int_equal(record_key(buf_text(&body), body.len, &key, &fault),
                     ERR_OK);
    assert_string_equal(key.use, "directory");
    for (size_t i = 0; i < count; i++) {
        if (str_equal(keys[i].id, key.id)
            && hash_equal(keys[i].key, key.key, 32)) {
            seen->count++;
            // Only the newest has no end.
            seen->all_right &= (key.not_after_ms == 0) == (i + 1 == count);
        }
    }
    buf_clear(&body);
    return ERR_OK;
}

static void
keys_are_announced_without_themselves(void **state)
{
    struct bench *bench = *state;
    struct hub_store *store = bench->store;
    for (int i = 0; i < 4; i++) {
        struct roster roster;
        load(bench, "hall", HEADER FIRST ",,测试甲,,,,\n", &roster);
        roster_clear(&roster);
    }
    struct seen seen = {bench, 0, true};
    assert_int_equal(store->ops->record_each(store, "key", "hall", see_key,
                                             &seen), ERR_OK);
    assert_int_equal(seen.count, DIRECTORY_OVERLAP);
    assert_true(seen.all_right);
    struct hub_record other = {
        .kind = "key",
        .id = "s-1",
        .scope = HUB_SCOPE_ALL,
        .owner = "",
        .body = "{\"use\":\"seal\"}",
    };
    assert_false(directory_key_is(&other));
    struct buf body;
    buf_init(&body, HUB_RECORD_MAX);
    other.scope = HUB_SCOPE_SITE;
    other.owner = "hall";
    assert_int_equal(directory_key_body(bench->keys, &other, &body),
                     ERR_INVALID);
    other.id = "hall.d99";
    assert_int_equal(directory_key_body(bench->keys, &other, &body),
                     ERR_NOT_FOUND);
    buf_clear(&body);
}

/** Rosters may come every day for years. */
static void
old_keys_are_pruned(void **state)
{
    struct bench *bench = *state;
    struct enrol_key keys[ENROL_MAX_KEYS];
    struct roster roster;
    for (int i = 0; i < 30; i++) {
        load(bench, "hall", HEADER FIRST ",,测试甲,,,,\n", &roster);
        roster_clear(&roster);
    }
    size_t count = directory_keys(bench, keys);
    assert_int_equal(count, 8);
    assert_string_equal(keys[count - 1].id, "d30");
    load(bench, "hall", HEADER FIRST ",,测试甲,,,,\n", &roster);
    count = directory_keys(bench, keys);
    assert_string_equal(keys[count - 1].id, "d31");
    for (size_t i = count - DIRECTORY_OVERLAP; i < count; i++)
        assert_true(found_by(bench, roster.people[0].talent, &keys[i],
                             "id:", FIRST));
    roster_clear(&roster);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(old_keys_are_pruned, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(people_are_found_through_a_rotation,
                                        setup, teardown),
        cmocka_unit_test_setup_teardown(phones_pass_on_without_the_id,
                                        setup, teardown),
        cmocka_unit_test_setup_teardown(
            keys_are_announced_without_themselves, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
