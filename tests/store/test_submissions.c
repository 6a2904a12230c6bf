// SPDX-License-Identifier: Apache-2.0
#include "store/submissions.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "fixture.h"
#include "model/receipt.h"
#include "store/case_keys.h"
#include "store/forms.h"
#include "util/base64.h"
#include "util/file.h"
#include "util/hash.h"
#include "util/id.h"
#include "util/sign.h"
#include "util/str.h"
#include "wire/event_form.h"
#include "wire/json.h"

#define FORM                                                               \
    "{\"title\":{\"zh\":\"登记\"},\"fields\":["                            \
    "{\"name\":\"mode\",\"kind\":\"choice\",\"label\":{\"zh\":\"方式\"},"  \
    "\"required\":true,\"choices\":[{\"value\":\"alone\",\"label\":{"      \
    "\"zh\":\"一人\"}},{\"value\":\"group\",\"label\":{\"zh\":\"多人\"}}]" \
    "},{\"name\":\"people\",\"kind\":\"number\",\"label\":{\"zh\":"        \
    "\"几人\"},\"required\":true,\"min\":2,\"max\":9,\"show_if\":{\"==\":["\
    "{\"var\":\"mode\"},\"group\"]}},"                                     \
    "{\"name\":\"phone\",\"kind\":\"phone\",\"label\":{\"zh\":\"电话\"},"  \
    "\"required\":true}],\"policy\":\"p\",\"service\":\"a\","              \
    "\"rows\":[1],\"source\":{\"document\":{\"zh\":\"文件\"},"             \
    "\"date\":\"2022-10-11\"},\"state\":\"unverified\"}"

enum { MODE, PEOPLE, PHONE };

/** A kiosk with a form and the keys to hand it in. */
struct desk {
    struct fixture *fixture;
    unsigned char public_key[SEAL_KEY_SIZE], secret[SEAL_KEY_SIZE];
    struct form form;
    struct form_answers answers;
    int64_t rev;
    char id[UUID_SIZE], receipt[RECEIPT_SIZE];
};

static void
give_key(struct desk *desk, const char *use, const char *id,
         const unsigned char key[32])
{
    char text[64], body[256];
    assert_true(base64url_encode(key, 32, text, sizeof(text)));
    str_format(body, sizeof(body),
               "{\"use\":\"%s\",\"id\":\"%s\",\"key\":\"%s\","
               "\"not_after\":null}", use, id, text);
    struct change change = fixture_put("key", id, 1, body);
    assert_int_equal(fixture_apply(desk->fixture, &change, 1, id).applied, 1);
}

static void
give_receipt_key(struct desk *desk, const char *id, unsigned char byte)
{
    unsigned char key[32];
    memset(key, byte, sizeof(key));
    give_key(desk, "receipt", id, key);
}

static int
setup(void **state)
{
    struct desk *desk = calloc(1, sizeof(*desk));
    void *fixture;
    struct change change = fixture_put("form", "f", 4, FORM);
    assert_int_equal(fixture_setup(&fixture), 0);
    desk->fixture = fixture;
    fixture_enrol(desk->fixture, 1);
    assert_int_equal(fixture_apply(desk->fixture, &change, 1, "f.1").applied,
                     1);
    seal_keypair(desk->public_key, desk->secret);
    assert_int_equal(forms_get(desk->fixture->store, "f", &desk->form,
                               &desk->rev), ERR_OK);
    form_answers_init(&desk->answers);
    form_answer_set(&desk->answers, MODE, "alone");
    form_answer_set(&desk->answers, PHONE, "15400000001");
    id_uuid(desk->id);
    receipt_make(desk->receipt);
    *state = desk;
    return 0;
}

static int
teardown(void **state)
{
    struct desk *desk = *state;
    void *fixture = desk->fixture;
    form_answers_clear(&desk->answers);
    form_clear(&desk->form);
    fixture_teardown(&fixture);
    free(desk);
    return 0;
}

static void
open_desk(struct desk *desk)
{
    give_key(desk, "seal", "s2", desk->public_key);
    give_receipt_key(desk, "r1", 7);
}

static enum err
hand_in(struct desk *desk)
{
    const struct submission submission = {
        .id = desk->id, .receipt = desk->receipt, .form = &desk->form,
        .rev = desk->rev, .answers = &desk->answers,
    };
    return submission_add(desk->fixture->store, &submission);
}

// What is waiting of the only event, as text.
static char *
only_event(struct desk *desk)
{
    size_t count;
    char *text = fixture_pending(desk->fixture, &count);
    assert_int_equal(count, 1);
    return text;
}

static void
nothing_goes_without_keys(void **state)
{
    struct desk *desk = *state;
    struct store *store = desk->fixture->store;
    assert_int_equal(submissions_ready(store), ERR_NOT_FOUND);
    assert_int_equal(hand_in(desk), ERR_NOT_FOUND);
    give_key(desk, "seal", "s2", desk->public_key);
    assert_int_equal(submissions_ready(store), ERR_NOT_FOUND);
    give_receipt_key(desk, "r1", 7);
    assert_int_equal(submissions_ready(store), ERR_OK);
    assert_int_equal(hand_in(desk), ERR_OK);
}

static void
only_the_centre_can_read_it(void **state)
{
    struct desk *desk = *state;
    struct json_t *json;
    struct event_form event;
    struct buf opened;
    unsigned char key[32], hash[HASH_SIZE];
    open_desk(desk);
    assert_int_equal(hand_in(desk), ERR_OK);
    char *text = only_event(desk);
    assert_null(strstr(text, "15400000001"));
    assert_null(strstr(text, desk->receipt));
    assert_int_equal(json_parse(text, strlen(text), &json, NULL), ERR_OK);
    struct json_node root = json_root(json, NULL);
    struct json_node item = json_item(&root, 0);
    struct json_node subject = json_at(&item, "subject");
    struct json_node body = json_at(&item, "body");
    const char *id;
    assert_int_equal(json_text(&subject, 64, &id), ERR_OK);
    assert_string_equal(id, desk->id);
    assert_int_equal(event_form_read(body.value, &event, NULL), ERR_OK);
    assert_string_equal(event.form, "f");
    assert_int_equal(event.rev, 4);
    assert_string_equal(event.service, "a");
    assert_string_equal(event.seal, "s2");
    assert_string_equal(event.receipt_key, "r1");
    memset(key, 7, sizeof(key));
    receipt_hash(key, desk->receipt, hash);
    assert_memory_equal(event.receipt_hash, hash, sizeof(hash));
    buf_init(&opened, EVENT_FORM_PLAIN_MAX);
    assert_int_equal(event_form_open(desk->public_key, desk->secret,
                                     event.answers, &opened), ERR_OK);
    assert_string_equal(buf_text(&opened),
                        "{\"answers\":{\"mode\":\"alone\","
                        "\"phone\":\"15400000001\"},\"form\":\"f\","
                        "\"rev\":4}");
    buf_clear(&opened);
    json_free(json);
    free(text);
}

static void
twice_is_once(void **state)
{
    struct desk *desk = *state;
    enum outbox_progress progress;
    open_desk(desk);
    assert_int_equal(hand_in(desk), ERR_OK);
    assert_int_equal(hand_in(desk), ERR_OK);
    free(only_event(desk));
    assert_int_equal(submission_progress(desk->fixture->store, desk->id,
                                         &progress), ERR_OK);
    assert_int_equal(progress, OUTBOX_WAITING);
    fixture_acknowledge(desk->fixture);
    assert_int_equal(hand_in(desk), ERR_OK);
    assert_int_equal(submission_progress(desk->fixture->store, desk->id,
                                         &progress), ERR_OK);
    assert_int_equal(progress, OUTBOX_ACKNOWLEDGED);
}

static void
what_is_wrong_is_not_recorded(void **state)
{
    struct desk *desk = *state;
    struct outbox_counts counts;
    open_desk(desk);
    form_answer_set(&desk->answers, MODE, "");
    assert_int_equal(hand_in(desk), ERR_INVALID);
    form_answer_set(&desk->answers, MODE, "group"); // and no number
    assert_int_equal(hand_in(desk), ERR_INVALID);
    form_answer_set(&desk->answers, PEOPLE, "10");
    assert_int_equal(hand_in(desk), ERR_INVALID);
    desk->receipt[0] = desk->receipt[0] == '1' ? '2' : '1';
    form_answer_set(&desk->answers, PEOPLE, "3");
    assert_int_equal(hand_in(desk), ERR_INVALID);
    assert_int_equal(outbox_count(desk->fixture->store, &counts), ERR_OK);
    assert_int_equal(counts.pending, 0);
    receipt_make(desk->receipt);
    assert_int_equal(hand_in(desk), ERR_OK);
    assert_int_equal(outbox_count(desk->fixture->store, &counts), ERR_OK);
    assert_int_equal(counts.pending, 1);
}

static void
survives_a_restart(void **state)
{
    struct desk *desk = *state;
    open_desk(desk);
    assert_int_equal(hand_in(desk), ERR_OK);
    fixture_restart(desk->fixture);
    free(only_event(desk));
    assert_int_equal(submissions_ready(desk->fixture->store), ERR_OK);
}

static void
keys_stay_outside_the_database(void **state)
{
    struct desk *desk = *state;
    struct case_key keys[CASE_KEYS_MAX];
    char text[64], path[FILE_PATH_SIZE];
    struct buf file;
    size_t count;
    give_receipt_key(desk, "r1", 7);
    give_receipt_key(desk, "r2", 9);
    assert_int_equal(case_keys_list(desk->fixture->store, keys, &count),
                     ERR_OK);
    assert_int_equal(count, 2);
    assert_string_equal(keys[0].k, "r2");
    assert_true(base64url_encode(keys[0].key, 32, text, sizeof(text)));
    fixture_close(desk->fixture);
    buf_init(&file, 64 << 20);
    assert_true(file_join(path, sizeof(path), desk->fixture->dir,
                          "kiosk.db"));
    assert_int_equal(file_read(path, 64 << 20, &file), ERR_OK);
    assert_null(memmem(file.data, file.len, text, strlen(text)));
    buf_clear(&file);
    fixture_open(desk->fixture);
    assert_int_equal(identity_revoke(desk->fixture->store, "wipe"), ERR_OK);
    assert_int_equal(case_keys_list(desk->fixture->store, keys, &count),
                     ERR_OK);
    assert_int_equal(count, 0);
}

static void
forms_are_found_by_policy(void **state)
{
    struct desk *desk = *state;
    char body[2048], form[ID_SIZE];
    // One with a service is reached from there.
    assert_int_equal(forms_of_policy(desk->fixture->store, "p", form),
                     ERR_OK);
    assert_string_equal(form, "");
    str_copy(body, sizeof(body), FORM);
    memcpy(strstr(body, "\"service\":\"a\""), "\"servant\":\"a\"", 13);
    struct change change = fixture_put("form", "g", 1, body);
    assert_int_equal(fixture_apply(desk->fixture, &change, 1, "f.2").applied,
                     1);
    assert_int_equal(forms_of_policy(desk->fixture->store, "p", form),
                     ERR_OK);
    assert_string_equal(form, "g");
    struct form none;
    assert_int_equal(forms_get(desk->fixture->store, "x", &none, &desk->rev),
                     ERR_NOT_FOUND);
    form_clear(&none);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
        TEST(nothing_goes_without_keys),
        TEST(only_the_centre_can_read_it),
        TEST(twice_is_once),
        TEST(what_is_wrong_is_not_recorded),
        TEST(survives_a_restart),
        TEST(keys_stay_outside_the_database),
        TEST(forms_are_found_by_policy),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
