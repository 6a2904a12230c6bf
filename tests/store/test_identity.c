// SPDX-License-Identifier: Apache-2.0
#include "store/identity.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

#include "fixture.h"
#include "store/catalogue.h"
#include "store/keys.h"
#include "store/people.h"
#include "util/file.h"
#include "util/sign.h"
#include "util/str.h"

static void
mode_is(struct fixture *fixture, const char *name, mode_t mode)
{
    char path[FILE_PATH_SIZE];
    struct stat info;

    assert_true(file_join(path, sizeof(path), fixture->dir, name));
    assert_int_equal(stat(path, &info), 0);
    assert_int_equal(info.st_mode & 0777, mode);
}

static void
an_enrolment_is_kept(void **state)
{
    struct fixture *fixture = *state;
    struct identity identity = {.kiosk_id = "hall-1",
                                .sign = 1,
                                .site = "hall",
                                .hub_id = "h",
                                .hub_url = "https://hub.example",
                                .pins = {"sha256//a=", "sha256//b="},
                                .seal_key_id = "s1"};
    unsigned char public_key[SIGN_PUBLIC_SIZE];
    unsigned char secret[SIGN_SECRET_SIZE];
    unsigned char kept[SIGN_SECRET_SIZE];
    struct directory_key keys[IDENTITY_DIRECTORY_KEYS_MAX] = {
        {.k = "d2"}, {.k = "d1"}};
    size_t count;

    assert_int_equal(identity_load(fixture->store, &identity),
                     ERR_NOT_FOUND);
    identity = (struct identity){.kiosk_id = "hall-1",
                                 .sign = 1,
                                 .site = "hall",
                                 .hub_id = "h",
                                 .hub_url = "https://hub.example",
                                 .pins = {"sha256//a=", "sha256//b="},
                                 .seal_key_id = "s1"};
    memset(identity.hub_key, 3, sizeof(identity.hub_key));
    memset(identity.seal_key, 4, sizeof(identity.seal_key));
    assert_int_equal(identity_secret_key(fixture->store, kept),
                     ERR_NOT_FOUND);
    sign_keypair(public_key, secret);
    assert_int_equal(identity_save(fixture->store, &identity, secret, keys,
                                   2), ERR_OK);
    fixture_restart(fixture);
    identity = (struct identity){0};
    assert_int_equal(identity_load(fixture->store, &identity), ERR_OK);
    assert_string_equal(identity.kiosk_id, "hall-1");
    assert_string_equal(identity.hub_url, "https://hub.example");
    assert_string_equal(identity.pins[0], "sha256//a=");
    assert_string_equal(identity.pins[1], "sha256//b=");
    assert_string_equal(identity.pins[2], "");
    assert_int_equal(identity.hub_key[31], 3);
    assert_int_equal(identity.seal_key[0], 4);
    assert_string_equal(identity.lock_order, "");
    assert_int_equal(identity_secret_key(fixture->store, kept), ERR_OK);
    assert_memory_equal(kept, secret, sizeof(secret));
    assert_int_equal(identity_directory_keys(fixture->store, keys, &count),
                     ERR_OK);
    assert_int_equal(count, 2);
    assert_string_equal(keys[0].k, "d2");
    mode_is(fixture, "keys", 0700);
    mode_is(fixture, "keys/kiosk.key", 0600);
    mode_is(fixture, "keys/directory.json", 0600);
}

static void
a_cut_between_key_and_commit_is_mended(void **state)
{
    struct fixture *fixture = *state;
    unsigned char public_key[SIGN_PUBLIC_SIZE];
    unsigned char old[SIGN_SECRET_SIZE];
    unsigned char fresh[SIGN_SECRET_SIZE];
    unsigned char kept[SIGN_SECRET_SIZE];

    fixture_enrol(fixture, 1);
    assert_int_equal(identity_secret_key(fixture->store, old), ERR_OK);
    // cut before the commit: the old key still serves
    sign_keypair(public_key, fresh);
    assert_int_equal(keys_secret_prepare(fixture->store, fresh), ERR_OK);
    assert_int_equal(identity_secret_key(fixture->store, kept), ERR_OK);
    assert_memory_equal(kept, old, sizeof(old));
    // cut after it: the new key is found beside the old one
    assert_int_equal(keys_secret_load(fixture->store, public_key, kept),
                     ERR_OK);
    assert_memory_equal(kept, fresh, sizeof(fresh));
    assert_int_equal(identity_secret_key(fixture->store, kept),
                     ERR_NOT_FOUND); // moved over it, and not ours here
}

static void
a_lock_is_remembered_until_enrolled_again(void **state)
{
    struct fixture *fixture = *state;
    struct identity identity;

    assert_int_equal(identity_revoke(fixture->store, "lock"),
                     ERR_NOT_FOUND);
    fixture_enrol(fixture, 1);
    assert_int_equal(identity_revoke(fixture->store, "paint"), ERR_INVALID);
    assert_int_equal(identity_revoke(fixture->store, "lock"), ERR_OK);
    fixture_restart(fixture);
    assert_int_equal(identity_load(fixture->store, &identity), ERR_OK);
    assert_string_equal(identity.lock_order, "lock");
    fixture_enrol(fixture, 1);
    assert_int_equal(identity_load(fixture->store, &identity), ERR_OK);
    assert_string_equal(identity.lock_order, "");
}

static bool
on_disk(struct fixture *fixture, const char *name, const char *text)
{
    char path[FILE_PATH_SIZE];
    struct buf data;
    bool found = false;

    buf_init(&data, 32 << 20);
    assert_true(file_join(path, sizeof(path), fixture->dir, name));
    if (file_read(path, 32 << 20, &data) == ERR_OK && data.len > 0) {
        found = memmem(data.data, data.len, text, strlen(text)) != NULL;
    }
    buf_clear(&data);
    return found;
}

static void
a_wipe_removes_people_and_keeps_the_outbox(void **state)
{
    struct fixture *fixture = *state;
    struct change change = fixture_put(
        "talent", "canary-1", 1,
        "{\"keys\":[],\"name\":\"CANARYNAME\",\"grade\":\"x\","
        "\"programmes\":[],\"entitlements\":[],\"status\":\"active\","
        "\"valid_to\":null}");
    unsigned char secret[SIGN_SECRET_SIZE];
    struct directory_key keys[IDENTITY_DIRECTORY_KEYS_MAX];
    struct identity identity;
    struct outbox_counts counts;
    struct staff_member member;
    size_t keyed;
    int64_t people;
    char cursor[CHANGE_CURSOR_SIZE];

    fixture_enrol(fixture, 1);
    fixture_catalogue(fixture, 1);
    assert_int_equal(fixture_apply(fixture, &change, 1, "e.2").applied, 1);
    fixture_take(fixture, "a");
    assert_int_equal(store_back_up(fixture->store), ERR_OK);
    assert_true(on_disk(fixture, "backup/kiosk.db", "CANARYNAME"));
    assert_int_equal(identity_revoke(fixture->store, "wipe"), ERR_OK);
    assert_int_equal(identity_revoke(fixture->store, "lock"), ERR_OK);
    assert_int_equal(identity_load(fixture->store, &identity), ERR_OK);
    assert_string_equal(identity.lock_order, "wipe");
    assert_int_equal(catalogue_count(fixture->store, "talent", &people),
                     ERR_OK);
    assert_int_equal(people, 0);
    assert_int_equal(staff_find(fixture->store, "07", &member),
                     ERR_NOT_FOUND);
    assert_int_equal(identity_directory_keys(fixture->store, keys, &keyed),
                     ERR_OK);
    assert_int_equal(keyed, 0);
    assert_false(on_disk(fixture, "kiosk.db", "CANARYNAME"));
    assert_false(on_disk(fixture, "kiosk.db-wal", "CANARYNAME"));
    assert_false(on_disk(fixture, "backup/kiosk.db", "CANARYNAME"));
    assert_int_equal(outbox_count(fixture->store, &counts), ERR_OK);
    assert_int_equal(counts.pending, 3);
    assert_int_equal(identity_secret_key(fixture->store, secret), ERR_OK);
    // enrolled again, it fetches everything anew
    fixture_enrol(fixture, 1);
    assert_int_equal(changes_cursor(fixture->store, cursor, sizeof(cursor)),
                     ERR_OK);
    assert_string_equal(cursor, "");
}

static void
enrolling_elsewhere_starts_over(void **state)
{
    struct fixture *fixture = *state;
    char cursor[CHANGE_CURSOR_SIZE];
    int64_t services;

    fixture_enrol(fixture, 1);
    fixture_catalogue(fixture, 1);
    fixture_enrol(fixture, 1); // the same place: the cursor holds
    assert_int_equal(changes_cursor(fixture->store, cursor, sizeof(cursor)),
                     ERR_OK);
    assert_string_equal(cursor, "e.1");
    fixture_enrol(fixture, 2);
    assert_int_equal(changes_cursor(fixture->store, cursor, sizeof(cursor)),
                     ERR_OK);
    assert_string_equal(cursor, "");
    assert_int_equal(catalogue_count(fixture->store, "service", &services),
                     ERR_OK);
    assert_int_equal(services, 2); // shown until the new set is complete
}

static void
the_seal_key_is_rotated_by_records(void **state)
{
    struct fixture *fixture = *state;
    struct identity identity;
    struct change change = fixture_put(
        "key", "s2", 1,
        "{\"use\":\"seal\",\"id\":\"s2\",\"key\":"
        "\"BQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQU\","
        "\"not_after\":null}");

    fixture_enrol(fixture, 1);
    assert_int_equal(fixture_apply(fixture, &change, 1, "k.1").applied, 1);
    assert_int_equal(identity_load(fixture->store, &identity), ERR_OK);
    assert_string_equal(identity.seal_key_id, "s2");
    assert_int_equal(identity.seal_key[7], 5);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, fixture_setup,            \
                                                fixture_teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(an_enrolment_is_kept),
        TEST(a_cut_between_key_and_commit_is_mended),
        TEST(a_lock_is_remembered_until_enrolled_again),
        TEST(a_wipe_removes_people_and_keeps_the_outbox),
        TEST(enrolling_elsewhere_starts_over),
        TEST(the_seal_key_is_rotated_by_records),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
