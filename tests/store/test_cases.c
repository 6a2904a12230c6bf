// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "fixture.h"
#include "model/receipt.h"
#include "store/cases.h"
#include "store/submissions.h"
#include "util/base64.h"
#include "util/clock.h"
#include "util/str.h"

#define RECEIPT "1234567897"
#define OTHER "1234567889"
#define CASE_ID "c0000000-0000-4000-8000-000000000001"
#define OWN_ID "c0000000-0000-4000-8000-000000000002"

static void
fill_key(unsigned char out[32], int of)
{
    memset(out, of, 32);
}

static void
give_key(struct fixture *fixture, const char *use, const char *id, int of)
{
    unsigned char key[32];
    char text[BASE64_SIZE(32)], body[256];
    fill_key(key, of);
    assert_true(base64url_encode(key, 32, text, sizeof(text)));
    str_format(body, sizeof(body),
               "{\"use\":\"%s\",\"id\":\"%s\",\"key\":\"%s\","
               "\"not_after\":null}", use, id, text);
    struct change change = fixture_put("key", id, 1, body);
    assert_int_equal(fixture_apply(fixture, &change, 1, id).applied, 1);
}

static void
put_case(struct fixture *fixture, const char *k, int of, const char *state,
         int64_t rev)
{
    unsigned char key[32], hash[HASH_SIZE];
    char h[BASE64_SIZE(HASH_SIZE)], body[512], cursor[32];
    fill_key(key, of);
    receipt_hash(key, RECEIPT, hash);
    assert_true(base64url_encode(hash, sizeof(hash), h, sizeof(h)));
    str_format(body, sizeof(body),
               "{\"form\":\"f\",\"receipt\":{\"k\":\"%s\",\"h\":\"%s\"},"
               "\"state\":\"%s\",\"message\":null,"
               "\"received_at\":\"2026-12-01T09:02:11.000+08:00\","
               "\"updated_at\":\"2026-12-01T10:02:11.000+08:00\"}",
               k, h, state);
    str_format(cursor, sizeof(cursor), "c%d", (int)rev);
    struct change change = fixture_put("case", CASE_ID, rev, body);
    assert_int_equal(fixture_apply(fixture, &change, 1, cursor).applied, 1);
}

static int
setup(void **state)
{
    if (fixture_setup(state) != 0) {
        return 1;
    }
    struct fixture *fixture = *state;
    fixture_catalogue(fixture, 2);
    fixture_enrol(fixture, 1);
    give_key(fixture, "receipt", "r-1", 7);
    return 0;
}

static enum err
find(struct fixture *fixture, const char *receipt, struct case_lookup *out)
{
    return cases_find(fixture->store, receipt, out);
}

static void
a_case_of_the_site_is_found(void **state)
{
    struct fixture *fixture = *state;
    struct case_lookup out;
    assert_int_equal(find(fixture, RECEIPT, &out), ERR_NOT_FOUND);
    put_case(fixture, "r-1", 7, "assigned", 3);
    assert_int_equal(find(fixture, RECEIPT, &out), ERR_OK);
    assert_int_equal(out.found, CASE_FOUND_STATE);
    assert_int_equal(out.file.state, CASE_ASSIGNED);
    assert_string_equal(out.file.id, CASE_ID);
    assert_int_equal(out.file.step_count, 1);
    case_lookup_clear(&out);
    assert_int_equal(find(fixture, OTHER, &out), ERR_NOT_FOUND);
    assert_int_equal(find(fixture, "1234567890", &out), ERR_NOT_FOUND);
    put_case(fixture, "r-1", 7, "answered", 4);
    assert_int_equal(find(fixture, RECEIPT, &out), ERR_OK);
    assert_int_equal(out.file.state, CASE_ANSWERED);
    case_lookup_clear(&out);
    struct change gone = fixture_del("case", CASE_ID, 5);
    fixture_apply(fixture, &gone, 1, "c5");
    assert_int_equal(find(fixture, RECEIPT, &out), ERR_NOT_FOUND);
}

static void
older_keys_still_find(void **state)
{
    struct fixture *fixture = *state;
    struct case_lookup out;
    put_case(fixture, "r-1", 7, "received", 3);
    give_key(fixture, "receipt", "r-2", 9);
    assert_int_equal(find(fixture, RECEIPT, &out), ERR_OK);
    case_lookup_clear(&out);
    // the hash of one key under the name of another is no hit
    put_case(fixture, "r-2", 7, "received", 4);
    assert_int_equal(find(fixture, RECEIPT, &out), ERR_NOT_FOUND);
}

static void
hand_in(struct fixture *fixture)
{
    struct form form = {.id = (char *)"f"};
    struct form_field field = {.name = (char *)"agree",
                               .kind = FORM_CONSENT, .required = true,
                               .page = 1};
    struct form_answers answers;
    form.fields = &field;
    form.field_count = 1;
    form_answers_init(&answers);
    assert_true(form_answer_set(&answers, 0, "yes"));
    const struct submission in = {.id = OWN_ID, .receipt = RECEIPT,
                                  .form = &form, .rev = 2,
                                  .answers = &answers};
    assert_int_equal(submission_add(fixture->store, &in), ERR_OK);
    form_answers_clear(&answers);
}

static void
what_was_handed_in_here_is_known_at_once(void **state)
{
    struct fixture *fixture = *state;
    struct case_lookup out;
    give_key(fixture, "seal", "s-1", 9);
    hand_in(fixture);
    assert_int_equal(find(fixture, RECEIPT, &out), ERR_OK);
    assert_int_equal(out.found, CASE_FOUND_WAITING);
    assert_string_equal(out.file.form, "f");
    assert_string_equal(out.file.id, OWN_ID);
    assert_true(out.file.updated_ms > 0);
    case_lookup_clear(&out);
    assert_int_equal(find(fixture, OTHER, &out), ERR_NOT_FOUND);
    fixture_acknowledge(fixture);
    assert_int_equal(find(fixture, RECEIPT, &out), ERR_OK);
    assert_int_equal(out.found, CASE_FOUND_SENT);
    case_lookup_clear(&out);
    // what the centre says goes before
    put_case(fixture, "r-1", 7, "received", 3);
    assert_int_equal(find(fixture, RECEIPT, &out), ERR_OK);
    assert_int_equal(out.found, CASE_FOUND_STATE);
    case_lookup_clear(&out);
}

static void
a_wipe_leaves_nothing_to_find(void **state)
{
    struct fixture *fixture = *state;
    struct case_lookup out;
    put_case(fixture, "r-1", 7, "received", 3);
    assert_int_equal(identity_revoke(fixture->store, "wipe"), ERR_OK);
    assert_int_equal(find(fixture, RECEIPT, &out), ERR_NOT_FOUND);
    give_key(fixture, "receipt", "r-3", 7);
    assert_int_equal(find(fixture, RECEIPT, &out), ERR_NOT_FOUND);
}

static void
miss(struct fixture *fixture, int times, struct case_pause *pause)
{
    for (int i = 0; i < times; i++) {
        assert_int_equal(case_pause_try(fixture->store, false, pause),
                         ERR_OK);
    }
}

static void
five_misses_pause_and_stay_over_a_restart(void **state)
{
    struct fixture *fixture = *state;
    struct case_pause pause;
    miss(fixture, 4, &pause);
    assert_int_equal(pause.paused_until, 0);
    fixture_restart(fixture);
    miss(fixture, 1, &pause);
    int64_t left = pause.paused_until - clock_now_ms();
    assert_in_range(left, 29000, 30000);
    assert_int_equal(case_pause_try(fixture->store, true, &pause),
                     ERR_CONFLICT);
    fixture_restart(fixture);
    assert_int_equal(case_pause_load(fixture->store, &pause), ERR_OK);
    assert_true(pause.paused_until > clock_now_ms());
    clock_advance(31);
    assert_int_equal(case_pause_load(fixture->store, &pause), ERR_OK);
    assert_int_equal(pause.paused_until, 0);
    // the next one doubles it, a hit begins anew
    miss(fixture, 1, &pause);
    assert_in_range(pause.paused_until - clock_now_ms(), 59000, 60000);
    clock_advance(61);
    assert_int_equal(case_pause_try(fixture->store, true, &pause), ERR_OK);
    miss(fixture, 4, &pause);
    assert_int_equal(pause.paused_until, 0);
}

static void
old_misses_are_forgotten(void **state)
{
    struct fixture *fixture = *state;
    struct case_pause pause;
    miss(fixture, 4, &pause);
    clock_advance(16 * 60);
    miss(fixture, 4, &pause);
    assert_int_equal(pause.misses, 4);
    assert_int_equal(pause.paused_until, 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, \
                                                   fixture_teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_case_of_the_site_is_found),
        TEST(older_keys_still_find),
        TEST(what_was_handed_in_here_is_known_at_once),
        TEST(a_wipe_leaves_nothing_to_find),
        TEST(five_misses_pause_and_stay_over_a_restart),
        TEST(old_misses_are_forgotten),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
