// SPDX-License-Identifier: Apache-2.0
#include "store/people.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "fixture.h"
#include "store/catalogue.h"
#include "util/base64.h"
#include "util/clock.h"
#include "util/file.h"
#include "util/hash.h"
#include "util/str.h"
#include "util/timestamp.h"

static const char id_number[] = "890000198501010015";
static const char phone[] = "15400000001";

// As the hub hashes it, by the letter of the protocol.
static void
hash_text(const uint8_t key[32], const char *text, char out[64])
{
    const struct hash_part part = {text, strlen(text)};
    unsigned char h[HASH_SIZE];

    hash_hmac_sha256(key, 32, &part, 1, h);
    assert_true(base64url_encode(h, sizeof(h), out, 64));
}

static void
put_talent(struct fixture *fixture, int64_t rev, const char *k, uint8_t fill,
           const char *more)
{
    uint8_t key[32];
    char by_id[64];
    char by_phone[64];
    char body[1024];
    char cursor[32];
    struct change change;

    memset(key, fill, sizeof(key));
    hash_text(key, "id:890000198501010015", by_id);
    hash_text(key, "phone:15400000001", by_phone);
    assert_true(str_format(
        body, sizeof(body),
        "{\"keys\":[{\"k\":\"%s\",\"h\":\"%s\"},{\"k\":\"%s\",\"h\":\"%s\"}"
        "],\"name\":\"测*甲\",\"grade\":\"high_level\",\"programmes\":[],"
        "\"entitlements\":[],%s}", k, by_id, k, by_phone, more));
    change = fixture_put("talent", "t-1", rev, body);
    str_format(cursor, sizeof(cursor), "p.%d", (int)rev);
    assert_int_equal(fixture_apply(fixture, &change, 1, cursor).applied, 1);
}

#define ACTIVE "\"status\":\"active\",\"valid_to\":null"

static void
a_person_is_found_by_either_number(void **state)
{
    struct fixture *fixture = *state;
    struct talent talent;

    fixture_enrol(fixture, 1); // with directory key d1, all bytes 7
    put_talent(fixture, 1, "d1", 7, ACTIVE);
    assert_int_equal(people_find(fixture->store, PEOPLE_ID_NUMBER, id_number,
                                 &talent), ERR_OK);
    assert_string_equal(talent.id, "t-1");
    assert_string_equal(talent.name, "测*甲");
    assert_int_equal(people_find(fixture->store, PEOPLE_PHONE, phone,
                                 &talent), ERR_OK);
    assert_int_equal(people_find(fixture->store, PEOPLE_PHONE, id_number,
                                 &talent), ERR_NOT_FOUND);
    assert_int_equal(people_find(fixture->store, PEOPLE_ID_NUMBER,
                                 "890000199202290023", &talent),
                     ERR_NOT_FOUND);
}

static void
who_left_or_ran_out_is_not_found(void **state)
{
    struct fixture *fixture = *state;
    struct talent talent;
    char today[DAY_SIZE];
    char more[96];

    fixture_enrol(fixture, 1);
    put_talent(fixture, 1, "d1", 7,
               "\"status\":\"exited\",\"valid_to\":null");
    assert_int_equal(people_find(fixture->store, PEOPLE_ID_NUMBER, id_number,
                                 &talent), ERR_NOT_FOUND);
    assert_string_equal(talent.id, "");
    timestamp_day(clock_now_ms(), today);
    str_format(more, sizeof(more),
               "\"status\":\"active\",\"valid_to\":\"%s\"", today);
    put_talent(fixture, 2, "d1", 7, more);
    assert_int_equal(people_find(fixture->store, PEOPLE_ID_NUMBER, id_number,
                                 &talent), ERR_OK);
    clock_advance(86400);
    assert_int_equal(people_find(fixture->store, PEOPLE_ID_NUMBER, id_number,
                                 &talent), ERR_NOT_FOUND);
}

static void
directory_keys_come_as_records_and_stay_out_of_the_database(void **state)
{
    struct fixture *fixture = *state;
    struct directory_key keys[IDENTITY_DIRECTORY_KEYS_MAX];
    struct talent talent;
    struct change change;
    struct buf data;
    uint8_t key[32];
    char text[64];
    char body[256];
    char path[FILE_PATH_SIZE];
    size_t count;

    memset(key, 9, sizeof(key));
    assert_true(base64url_encode(key, sizeof(key), text, sizeof(text)));
    str_format(body, sizeof(body),
               "{\"use\":\"directory\",\"id\":\"d2\",\"key\":\"%s\","
               "\"not_after\":null}", text);
    fixture_enrol(fixture, 1);
    put_talent(fixture, 1, "d2", 9, ACTIVE);
    assert_int_equal(people_find(fixture->store, PEOPLE_PHONE, phone,
                                 &talent), ERR_NOT_FOUND);
    change = fixture_put("key", "d2", 1, body);
    assert_int_equal(fixture_apply(fixture, &change, 1, "p.9").applied, 1);
    assert_int_equal(people_find(fixture->store, PEOPLE_PHONE, phone,
                                 &talent), ERR_OK);
    assert_int_equal(identity_directory_keys(fixture->store, keys, &count),
                     ERR_OK);
    assert_int_equal(count, 2);
    assert_string_equal(keys[0].k, "d2");
    fixture_restart(fixture);
    buf_init(&data, 16 << 20);
    assert_true(file_join(path, sizeof(path), fixture->dir, "kiosk.db"));
    assert_int_equal(file_read(path, 16 << 20, &data), ERR_OK);
    assert_null(memmem(data.data, data.len, text, strlen(text)));
    assert_null(memmem(data.data, data.len, key, sizeof(key)));
    buf_clear(&data);
    change = fixture_del("key", "d2", 2);
    fixture_apply(fixture, &change, 1, "p.10");
    assert_int_equal(people_find(fixture->store, PEOPLE_PHONE, phone,
                                 &talent), ERR_NOT_FOUND);
}

static void
a_person_key_tells_nobody_who(void **state)
{
    struct fixture *fixture = *state;
    char first[65];
    char again[65];
    char other[65];

    assert_int_equal(people_person_key(fixture->store, PEOPLE_ID_NUMBER,
                                       id_number, first), ERR_OK);
    assert_int_equal(strlen(first), 64);
    fixture_restart(fixture);
    assert_int_equal(people_person_key(fixture->store, PEOPLE_ID_NUMBER,
                                       id_number, again), ERR_OK);
    assert_string_equal(first, again);
    assert_int_equal(people_person_key(fixture->store, PEOPLE_PHONE, phone,
                                       other), ERR_OK);
    assert_string_not_equal(first, other);
    fixture_enrol(fixture, 1);
    put_talent(fixture, 1, "d1", 7, ACTIVE);
    assert_int_equal(people_person_key(fixture->store, PEOPLE_PHONE, phone,
                                       other), ERR_OK);
    assert_string_equal(other, "t-1"); // both numbers are one person
}

static void
an_old_directory_is_deleted(void **state)
{
    struct fixture *fixture = *state;
    struct sync_times times = {.last_contact = clock_now_ms()};
    struct talent talent;
    bool expired;

    fixture_enrol(fixture, 1);
    put_talent(fixture, 1, "d1", 7, ACTIVE);
    assert_int_equal(sync_times_save(fixture->store, &times), ERR_OK);
    clock_advance(29 * 86400);
    assert_int_equal(people_expire(fixture->store, 30, &expired), ERR_OK);
    assert_false(expired);
    assert_int_equal(people_find(fixture->store, PEOPLE_PHONE, phone,
                                 &talent), ERR_OK);
    clock_advance(2 * 86400);
    assert_int_equal(people_expire(fixture->store, 30, &expired), ERR_OK);
    assert_true(expired);
    assert_int_equal(people_find(fixture->store, PEOPLE_PHONE, phone,
                                 &talent), ERR_NOT_FOUND);
    assert_int_equal(people_expire(fixture->store, 30, &expired), ERR_OK);
    assert_false(expired);
}

static void
staff_are_found_by_code(void **state)
{
    struct fixture *fixture = *state;
    struct staff_member member;
    static const char form[] =
        "{\"code\":\"07\",\"name\":\"演示乙\",\"pin\":\"$argon2id$v=19$m="
        "65536,t=2,p=1$c29tZXNhbHQ$aGFzaA\",\"roles\":[\"desk\"],"
        "\"status\":\"active\"}";
    struct change change = fixture_put("staff", "hall-07", 1, form);

    assert_int_equal(fixture_apply(fixture, &change, 1, "s.1").applied, 1);
    assert_int_equal(staff_find(fixture->store, "07", &member), ERR_OK);
    assert_string_equal(member.name, "演示乙");
    assert_true(str_starts(member.pin_hash, "$argon2id$"));
    assert_int_equal(staff_find(fixture->store, "08", &member),
                     ERR_NOT_FOUND);
    change = fixture_del("staff", "hall-07", 2);
    fixture_apply(fixture, &change, 1, "s.2");
    assert_int_equal(staff_find(fixture->store, "07", &member),
                     ERR_NOT_FOUND);
}

static struct pin_lock
try(struct fixture *fixture, bool right)
{
    struct pin_lock lock;

    assert_int_equal(pin_lock_try(fixture->store, "07", right, &lock),
                     ERR_OK);
    return lock;
}

static void
five_wrong_pins_lock_and_each_further_doubles(void **state)
{
    struct fixture *fixture = *state;
    static const int64_t lengths[] = {30000,  60000,  120000, 240000,
                                      480000, 900000, 900000};
    struct outbox_counts counts;
    struct pin_lock lock;
    size_t i;

    for (i = 0; i < 4; i++) {
        assert_int_equal(try(fixture, false).locked_until, 0);
    }
    for (i = 0; i < sizeof(lengths) / sizeof(lengths[0]); i++) {
        lock = try(fixture, false);
        assert_int_equal(lock.lock_ms, lengths[i]);
        assert_int_equal(pin_lock_try(fixture->store, "07", true, &lock),
                         ERR_CONFLICT);
        fixture_restart(fixture); // kept
        assert_int_equal(pin_lock_load(fixture->store, &lock), ERR_OK);
        assert_true(lock.locked_until > clock_now_ms());
        assert_true(lock.locked_until <= clock_now_ms() + lengths[i]);
        clock_advance(lengths[i] / 1000 + 1);
        assert_int_equal(pin_lock_load(fixture->store, &lock), ERR_OK);
        assert_int_equal(lock.locked_until, 0);
    }
    lock = try(fixture, true);
    assert_int_equal(lock.wrong, 0);
    assert_int_equal(try(fixture, false).locked_until, 0);
    assert_int_equal(outbox_count(fixture->store, &counts), ERR_OK);
    assert_int_equal(counts.pending, 13);
}

static void
a_clock_set_back_does_not_lengthen_a_lock(void **state)
{
    struct fixture *fixture = *state;
    struct pin_lock lock;
    int i;

    for (i = 0; i < 5; i++) {
        lock = try(fixture, false);
    }
    assert_true(lock.locked_until > 0);
    clock_step_wall(-3600);
    assert_int_equal(pin_lock_load(fixture->store, &lock), ERR_OK);
    assert_true(lock.locked_until <= clock_now_ms() + 30000);
    clock_step_wall(3600);
    assert_int_equal(pin_lock_reset(fixture->store), ERR_OK);
    assert_int_equal(pin_lock_load(fixture->store, &lock), ERR_OK);
    assert_int_equal(lock.locked_until, 0);
    assert_int_equal(lock.wrong, 0);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, fixture_setup,            \
                                                fixture_teardown)

// The lock is 30 s long by this machine's own counting, whatever the hub
// says about the time meanwhile.
static void
a_corrected_clock_leaves_a_lock_as_it_is(void **state)
{
    struct fixture *fixture = *state;
    struct pin_lock lock;
    int i;

    for (i = 0; i < 5; i++) {
        lock = try(fixture, false);
    }
    assert_true(lock.locked_until > clock_now_ms() + 29000);
    clock_correct(clock_now_ms() + 3600 * 1000);
    assert_int_equal(pin_lock_load(fixture->store, &lock), ERR_OK);
    assert_true(lock.locked_until > clock_now_ms() + 20000);
    assert_true(lock.locked_until <= clock_now_ms() + 30000);
    clock_correct(clock_now_ms() - 7200 * 1000);
    clock_advance(31);
    assert_int_equal(pin_lock_load(fixture->store, &lock), ERR_OK);
    assert_int_equal(lock.locked_until, 0);
    lock = try(fixture, false);
    assert_true(lock.locked_until > clock_now_ms() + 59000);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_person_is_found_by_either_number),
        TEST(who_left_or_ran_out_is_not_found),
        TEST(directory_keys_come_as_records_and_stay_out_of_the_database),
        TEST(a_person_key_tells_nobody_who),
        TEST(an_old_directory_is_deleted),
        TEST(staff_are_found_by_code),
        TEST(five_wrong_pins_lock_and_each_further_doubles),
        TEST(a_clock_set_back_does_not_lengthen_a_lock),
        TEST(a_corrected_clock_leaves_a_lock_as_it_is),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
