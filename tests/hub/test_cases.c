// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <sqlite3.h>
#include <string.h>

#include "hub/cases.h"
#include "hub/command_case.h"
#include "hub/directory_key.h"
#include "hub/identity.h"
#include "hub/keys.h"
#include "model/receipt.h"
#include "scene.h"
#include "util/clock.h"
#include "util/str.h"
#include "wire/event_form.h"
#include "wire/json.h"

/* Forms that arrive at the hub, on a real store with real keys. */

#define CASE_ID "c0000000-0000-4000-8000-000000000001"
#define FORM                                                                  \
    "{\"title\":{\"zh\":\"登记\"},\"fields\":["                               \
    "{\"name\":\"unit\",\"kind\":\"text\",\"label\":{\"zh\":\"单位\"},"       \
    "\"required\":true,\"max\":20},"                                          \
    "{\"name\":\"people\",\"kind\":\"number\",\"label\":{\"zh\":\"人数\"},"   \
    "\"min\":1,\"max\":9},"                                                   \
    "{\"name\":\"agree\",\"kind\":\"consent\",\"label\":{\"zh\":\"同意\"},"   \
    "\"required\":true}]}"
#define GOOD "{\"unit\":\"甲单位\",\"people\":3,\"agree\":true}"

struct desk {
    struct scene *scene;
    struct hub_keys keys;
    int64_t rev; // of the form
};

static void
desk_open(struct desk *desk, struct scene *scene)
{
    struct hub_store *store = scene->store;
    struct hub_record_place place;
    struct hub_record form = {.kind = "form", .id = "visit-form",
                              .body = FORM};
    desk->scene = scene;
    assert_int_equal(hub_identity_init(store, store->keys_dir), ERR_OK);
    assert_int_equal(hub_keys_load(store->keys_dir, &desk->keys), ERR_OK);
    assert_int_equal(store->ops->record_put(store, &form), ERR_OK);
    assert_int_equal(store->ops->record_place(store, "form", "visit-form",
                                              &place), ERR_OK);
    desk->rev = place.rev;
}

/** Adds the event of a form with these answers, as a kiosk writes it. */
static void
hand_in(struct desk *desk, int64_t seq, const char *answers, int64_t rev,
        const struct enrol_key *seal)
{
    struct event_form form = {.rev = rev};
    struct buf sealed, body;
    struct json_t *json = NULL;
    struct fault fault = {0};
    buf_init(&sealed, EVENT_FORM_SEALED_MAX);
    buf_init(&body, EVENT_FORM_SEALED_MAX * 2);
    str_copy(form.form, sizeof(form.form), "visit-form");
    str_copy(form.receipt_key, sizeof(form.receipt_key),
             desk->keys.receipt.id);
    receipt_hash(desk->keys.receipt.key, "1234567897", form.receipt_hash);
    str_copy(form.seal, sizeof(form.seal), seal->id);
    assert_int_equal(json_parse(answers, strlen(answers), &json, &fault),
                     ERR_OK);
    assert_int_equal(event_form_seal(seal->key, &form, json, &sealed),
                     ERR_OK);
    form.answers = buf_text(&sealed);
    assert_true(event_form_write(&body, &form));
    scene_add(desk->scene, seq, "form.submitted", CASE_ID, buf_text(&body),
              "");
    json_free(json);
    buf_clear(&sealed);
    buf_clear(&body);
}

/** What the store keeps of the submission. */
struct kept {
    char attention[HUB_CODE_SIZE];
    char field[HUB_ID_SIZE];
    char site[HUB_ID_SIZE];
    bool readable; // an answer stands in it unsealed
    struct case_content content;
    struct hub_store *store;
};

static enum err
look(const struct hub_submission *submission, void *userdata)
{
    struct kept *kept = userdata;
    str_copy(kept->attention, sizeof(kept->attention),
             submission->attention);
    str_copy(kept->field, sizeof(kept->field), submission->field);
    str_copy(kept->site, sizeof(kept->site), submission->site);
    kept->readable = strstr(submission->answers, "甲") != NULL;
    return case_open(kept->store, submission, &kept->content);
}

static void
kept_load(struct desk *desk, struct kept *kept)
{
    struct hub_store *store = desk->scene->store;
    memset(kept, 0, sizeof(*kept));
    kept->store = store;
    assert_int_equal(store->ops->submission_get(store, CASE_ID, look, kept),
                     ERR_OK);
}

static void
expect_doubt(struct desk *desk, const char *attention, const char *field)
{
    struct kept kept;
    kept_load(desk, &kept);
    assert_string_equal(kept.attention, attention);
    assert_string_equal(kept.field, field);
    buf_clear(&kept.content.plain);
}

static void
test_a_form_becomes_a_case(void **state)
{
    struct desk desk;
    struct kept kept;
    struct case_file file;
    desk_open(&desk, *state);
    hand_in(&desk, 1, GOOD, desk.rev, &desk.keys.seal);
    scene_push(desk.scene, EPOCH_1);
    scene_expect(desk.scene, 0, VERDICT_OK, "");
    assert_true(desk.scene->out.changed);
    kept_load(&desk, &kept);
    assert_string_equal(kept.attention, "");
    assert_string_equal(kept.site, "hall");
    assert_false(kept.readable);
    assert_non_null(strstr(buf_text(&kept.content.plain), "甲单位"));
    buf_clear(&kept.content.plain);
    assert_int_equal(cases_get(desk.scene->store, CASE_ID, &file), ERR_OK);
    assert_int_equal(file.state, CASE_RECEIVED);
    assert_string_equal(file.form, "visit-form");
    assert_string_equal(file.receipt_key, desk.keys.receipt.id);
    assert_int_equal(file.step_count, 1);
    case_clear(&file);
    hub_keys_clear(&desk.keys);
}

static void
test_again_changes_nothing(void **state)
{
    struct desk desk;
    const struct case_answer answer = {.state = CASE_ASSIGNED,
                                       .at_ms = 1796086931123};
    struct case_file file;
    desk_open(&desk, *state);
    hand_in(&desk, 1, GOOD, desk.rev, &desk.keys.seal);
    scene_push(desk.scene, EPOCH_1);
    assert_int_equal(cases_answer(desk.scene->store, CASE_ID, &answer),
                     ERR_OK);
    hand_in(&desk, 1, GOOD, desk.rev, &desk.keys.seal);
    scene_push(desk.scene, EPOCH_2);
    scene_expect(desk.scene, 0, VERDICT_OK, "");
    assert_int_equal(cases_get(desk.scene->store, CASE_ID, &file), ERR_OK);
    assert_int_equal(file.state, CASE_ASSIGNED);
    case_clear(&file);
    hub_keys_clear(&desk.keys);
}

static void
doubtful(void **state, const char *answers, const char *attention,
         const char *field)
{
    struct desk desk;
    desk_open(&desk, *state);
    hand_in(&desk, 1, answers, desk.rev, &desk.keys.seal);
    scene_push(desk.scene, EPOCH_1);
    scene_expect(desk.scene, 0, VERDICT_OK, "");
    expect_doubt(&desk, attention, field);
    hub_keys_clear(&desk.keys);
}

static void
test_a_missing_answer_is_marked(void **state)
{
    doubtful(state, "{\"unit\":null,\"people\":3,\"agree\":true}", "refused",
             "unit");
}

static void
test_a_number_out_of_bounds_is_marked(void **state)
{
    doubtful(state, "{\"unit\":\"甲\",\"people\":10,\"agree\":true}",
             "refused", "people");
}

static void
test_no_consent_is_marked(void **state)
{
    doubtful(state, "{\"unit\":\"甲\",\"people\":1,\"agree\":false}",
             "refused", "agree");
}

static void
test_another_field_is_marked(void **state)
{
    doubtful(state, "{\"unit\":\"甲\",\"people\":1,\"agree\":true,"
                    "\"more\":1}", "misfit", "");
}

static void
test_another_type_is_marked(void **state)
{
    doubtful(state, "{\"unit\":7,\"people\":1,\"agree\":true}", "misfit",
             "unit");
}

static void
test_no_answers_at_all_are_marked(void **state)
{
    doubtful(state, "[1]", "misfit", "");
}

static void
test_another_revision_is_marked(void **state)
{
    struct desk desk;
    desk_open(&desk, *state);
    hand_in(&desk, 1, GOOD, desk.rev + 7, &desk.keys.seal);
    scene_push(desk.scene, EPOCH_1);
    scene_expect(desk.scene, 0, VERDICT_OK, "");
    expect_doubt(&desk, "no_form", "");
    hub_keys_clear(&desk.keys);
}

static void
test_keys_that_do_not_open(void **state)
{
    struct desk desk;
    struct enrol_key other;
    unsigned char secret[SEAL_KEY_SIZE];
    desk_open(&desk, *state);
    // sealed to a key that was never ours, under the name of one that is
    other = desk.keys.seal;
    seal_keypair(other.key, secret);
    hand_in(&desk, 1, GOOD, desk.rev, &other);
    scene_push(desk.scene, EPOCH_1);
    scene_expect(desk.scene, 0, VERDICT_OK, "");
    expect_doubt(&desk, "unopened", "");
    hub_keys_clear(&desk.keys);
}

static void
test_a_key_that_is_gone(void **state)
{
    struct desk desk;
    struct enrol_key other;
    desk_open(&desk, *state);
    other = desk.keys.seal;
    str_copy(other.id, sizeof(other.id), "s-0123456789ab");
    hand_in(&desk, 1, GOOD, desk.rev, &other);
    scene_push(desk.scene, EPOCH_1);
    scene_expect(desk.scene, 0, VERDICT_OK, "");
    expect_doubt(&desk, "no_key", "");
    hub_keys_clear(&desk.keys);
}

static void
test_a_case_moves_on(void **state)
{
    struct desk desk;
    struct text message = {.zh = (char *)"请带学历证书到窗口",
                           .en = (char *)"Bring your degree"};
    struct case_answer step = {.state = CASE_MORE_NEEDED,
                               .message = &message, .at_ms = 1796086931123};
    struct case_file file;
    desk_open(&desk, *state);
    hand_in(&desk, 1, GOOD, desk.rev, &desk.keys.seal);
    scene_push(desk.scene, EPOCH_1);
    struct hub_store *store = desk.scene->store;
    assert_int_equal(cases_answer(store, "nobody", &step), ERR_NOT_FOUND);
    assert_int_equal(cases_answer(store, CASE_ID, &step), ERR_OK);
    step.state = CASE_ANSWERED;
    step.message = NULL; // what was said stays
    assert_int_equal(cases_answer(store, CASE_ID, &step), ERR_OK);
    assert_int_equal(cases_get(store, CASE_ID, &file), ERR_OK);
    assert_int_equal(file.state, CASE_ANSWERED);
    assert_int_equal(file.step_count, 3);
    assert_string_equal(file.message.en, "Bring your degree");
    assert_int_equal(file.updated_ms, 1796086931123);
    case_clear(&file);
    // what kiosks would refuse is not put
    char long_text[CASE_MESSAGE_MAX + 2];
    memset(long_text, 'a', sizeof(long_text) - 1);
    long_text[sizeof(long_text) - 1] = '\0';
    struct text too_long = {.zh = long_text};
    step.message = &too_long;
    assert_int_equal(cases_answer(store, CASE_ID, &step), ERR_INVALID);
    struct text turned = {.zh = (char *)"a\xe2\x80\xae" "b"};
    step.message = &turned;
    assert_int_equal(cases_answer(store, CASE_ID, &step), ERR_INVALID);
    hub_keys_clear(&desk.keys);
}

static enum err
find_receipt_key(const struct hub_record *record, void *userdata)
{
    struct desk *desk = userdata;
    if (!str_equal(record->id, desk->keys.receipt.id))
        return ERR_OK;
    struct buf body;
    buf_init(&body, 1024);
    // in the store without the key itself, to kiosks with it
    assert_null(strstr(record->body, "\"key\""));
    assert_true(directory_key_is(record));
    assert_int_equal(directory_key_body(desk->scene->store->keys_dir, record,
                                        &body), ERR_OK);
    assert_non_null(strstr(buf_text(&body), "\"key\":\""));
    assert_non_null(strstr(buf_text(&body), "\"use\":\"receipt\""));
    buf_clear(&body);
    desk->rev = -1;
    return ERR_OK;
}

static void
test_the_receipt_key_is_handed_out(void **state)
{
    struct desk desk;
    struct hub_keys again;
    desk_open(&desk, *state);
    struct hub_store *store = desk.scene->store;
    assert_int_equal(store->ops->record_each(store, "key", NULL,
                                             find_receipt_key, &desk),
                     ERR_OK);
    assert_int_equal(desk.rev, -1);
    // the same for ever
    assert_int_equal(hub_identity_init(store, store->keys_dir), ERR_OK);
    assert_int_equal(hub_keys_load(store->keys_dir, &again), ERR_OK);
    assert_memory_equal(&again.receipt, &desk.keys.receipt,
                        sizeof(again.receipt));
    hub_keys_clear(&again);
    hub_keys_clear(&desk.keys);
}

/** What `case show` prints of the case. */
static void
show(const struct desk *desk, struct buf *out)
{
    char spec[sizeof(desk->scene->fixture.spec)];
    char *argv[] = {(char *)(uintptr_t)CASE_ID,
                    (char *)(uintptr_t)"--store", spec, NULL};
    FILE *file = tmpfile();
    struct cli cli = {.in = stdin, .out = file, .err = file};
    str_copy(spec, sizeof(spec), desk->scene->fixture.spec);
    assert_non_null(file);
    assert_int_equal(command_case_show(&cli, 3, argv), CLI_DONE);
    cli_close(&cli);
    rewind(file);
    for (int c = getc(file); c != EOF; c = getc(file))
        buf_add_char(out, (char)c);
    fclose(file);
}

static void
hostile(void **state, const char *answers)
{
    struct desk desk;
    struct buf out;
    desk_open(&desk, *state);
    hand_in(&desk, 1, answers, desk.rev, &desk.keys.seal);
    scene_push(desk.scene, EPOCH_1);
    buf_init(&out, 65536);
    show(&desk, &out);
    assert_null(strstr(buf_text(&out), "\xc2\x9b"));     // CSI
    assert_null(strstr(buf_text(&out), "\xe2\x80\xae")); // turns the line
    assert_null(strstr(buf_text(&out), "\n  agree: fine"));
    assert_non_null(strstr(buf_text(&out), "fine"));
    buf_clear(&out);
    hub_keys_clear(&desk.keys);
}

static void
test_what_is_shown_is_only_text(void **state)
{
    // no answer moves the cursor, or stands as another one's line
    hostile(state, "{\"unit\":\"\\u009b2J\\u202e\\n  agree: fine\","
                   "\"people\":3}");
}

static void
test_what_is_no_answer_is_only_text(void **state)
{
    hostile(state, "[\"\\u009b2J\\u202e\\n  agree: fine\"]");
}

static enum err
submitted(const struct hub_submission *submission, void *userdata)
{
    *(int64_t *)userdata = submission->submitted_at;
    return ERR_OK;
}

static void
test_its_time_is_put_right_with_its_boot(void **state)
{
    struct desk desk;
    int64_t before = 0, after = 0;
    desk_open(&desk, *state);
    struct hub_store *store = desk.scene->store;
    hand_in(&desk, 1, GOOD, desk.rev, &desk.keys.seal);
    // by a clock that was never set, and that is an hour behind
    char *quality = strstr(desk.scene->events.data, "\"hub\"");
    assert_non_null(quality);
    memcpy(quality, "\"rtc\"", 5);
    char *hour = strstr(desk.scene->events.data, "T09:00:");
    assert_non_null(hour);
    hour[2] = '8';
    scene_push(desk.scene, EPOCH_1);
    assert_int_equal(store->ops->submission_get(store, CASE_ID, submitted,
                                                &before), ERR_OK);
    scene_add(desk.scene, 2, "visit.checked_in", "v1", CHECKED_IN, "");
    scene_push(desk.scene, EPOCH_1);
    scene_expect(desk.scene, 0, VERDICT_OK, "");
    assert_int_equal(store->ops->submission_get(store, CASE_ID, submitted,
                                                &after), ERR_OK);
    assert_int_equal(after - before, 3600 * 1000);
    hub_keys_clear(&desk.keys);
}

#define CLOSED_AT INT64_C(1796086931123)

static void
move_at(struct desk *desk, enum case_state state, int64_t at)
{
    const struct case_answer step = {.state = state, .at_ms = at};
    assert_int_equal(cases_answer(desk->scene->store, CASE_ID, &step),
                     ERR_OK);
}

static void
expect_withdrawn(struct hub_store *store, int64_t before, size_t expected)
{
    size_t count;
    assert_int_equal(cases_withdraw(store, before, &count), ERR_OK);
    assert_int_equal(count, expected);
}

static void
expect_state(struct hub_store *store, enum case_state state, bool at_kiosks)
{
    struct case_file file;
    struct hub_record_place place;
    assert_int_equal(cases_get(store, CASE_ID, &file), ERR_OK);
    assert_int_equal(file.state, state);
    case_clear(&file);
    assert_int_equal(store->ops->record_place(store, "case", CASE_ID, &place),
                     at_kiosks ? ERR_OK : ERR_NOT_FOUND);
}

static void
test_a_closed_case_leaves_kiosks(void **state)
{
    struct desk desk;
    struct kept kept;
    struct hub_store *other;
    desk_open(&desk, *state);
    struct hub_store *store = desk.scene->store;
    hand_in(&desk, 1, GOOD, desk.rev, &desk.keys.seal);
    scene_push(desk.scene, EPOCH_1);
    move_at(&desk, CASE_ANSWERED, CLOSED_AT - 1000);
    expect_withdrawn(store, CLOSED_AT, 0);
    move_at(&desk, CASE_CLOSED, CLOSED_AT);
    expect_withdrawn(store, CLOSED_AT - 1, 0);
    expect_state(store, CASE_CLOSED, true);
    assert_int_equal(hub_store_open(desk.scene->fixture.spec, &other), ERR_OK);
    expect_withdrawn(other, CLOSED_AT, 1);
    expect_withdrawn(store, CLOSED_AT, 0);
    hub_store_close(other);
    // the hub still has all of it
    expect_state(store, CASE_CLOSED, false);
    kept_load(&desk, &kept);
    assert_non_null(strstr(buf_text(&kept.content.plain), "甲单位"));
    buf_clear(&kept.content.plain);
    // and whoever takes it up again gives it back
    move_at(&desk, CASE_ASSIGNED, CLOSED_AT + 1);
    expect_state(store, CASE_ASSIGNED, true);
    expect_withdrawn(store, CLOSED_AT + 2, 0);
    hub_keys_clear(&desk.keys);
}

/** A hub that did not note yet when cases were closed. */
static void
test_an_older_store_closes_its_cases(void **state)
{
    static const char *const back[] = {"DROP TABLE closed",
                                       "PRAGMA user_version = 4"};
    struct desk desk;
    char path[128];
    sqlite3 *db;
    desk_open(&desk, *state);
    hand_in(&desk, 1, GOOD, desk.rev, &desk.keys.seal);
    scene_push(desk.scene, EPOCH_1);
    move_at(&desk, CASE_CLOSED, CLOSED_AT);
    hub_store_close(desk.scene->store);
    str_format(path, sizeof(path), "%s/hub.db", desk.scene->fixture.dir);
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    for (size_t i = 0; i < sizeof(back) / sizeof(back[0]); i++) {
        sqlite3_stmt *stmt;
        assert_int_equal(sqlite3_prepare_v2(db, back[i], -1, &stmt, NULL),
                         SQLITE_OK);
        assert_int_equal(sqlite3_step(stmt), SQLITE_DONE);
        sqlite3_finalize(stmt);
    }
    sqlite3_close(db);
    assert_int_equal(hub_store_open(desk.scene->fixture.spec,
                                    &desk.scene->store), ERR_OK);
    expect_withdrawn(desk.scene->store, CLOSED_AT - 1, 0);
    expect_state(desk.scene->store, CASE_CLOSED, true);
    expect_withdrawn(desk.scene->store, CLOSED_AT, 1);
    hub_keys_clear(&desk.keys);
}

/** The real server does it in its time; the kiosk is told to drop it. */
static void
test_the_server_takes_it_back(void **state)
{
    struct desk desk;
    struct signer kiosk;
    char cursor[160], target[256];
    const int64_t day = INT64_C(24) * 3600 * 1000;
    desk_open(&desk, *state);
    struct fixture *fixture = &desk.scene->fixture;
    fixture_start(fixture);
    signer_enrol(fixture, "hall", &kiosk);
    hand_in(&desk, 1, GOOD, desk.rev, &desk.keys.seal);
    scene_push(desk.scene, EPOCH_1);
    move_at(&desk, CASE_CLOSED, clock_now_ms() - 91 * day);
    struct answer answer = ask_get(fixture, "/v1/changes?kinds=case", &kiosk);
    assert_true(answer_has(&answer, "\"closed\""));
    answer_text(&answer, "cursor", cursor, sizeof(cursor));
    answer_clear(&answer);
    fixture_stop(fixture);
    fixture_start(fixture);
    str_format(target, sizeof(target), "/v1/changes?cursor=%s&wait=20",
               cursor);
    answer = ask_get(fixture, target, &kiosk);
    assert_true(answer_has(&answer, "\"op\":\"del\""));
    assert_true(answer_has(&answer, CASE_ID));
    answer_clear(&answer);
    hub_keys_clear(&desk.keys);
}

#define TEST(name)                                                             \
    cmocka_unit_test_setup_teardown(name, scene_setup, scene_teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_a_form_becomes_a_case),
        TEST(test_again_changes_nothing),
        TEST(test_a_missing_answer_is_marked),
        TEST(test_a_number_out_of_bounds_is_marked),
        TEST(test_no_consent_is_marked),
        TEST(test_another_field_is_marked),
        TEST(test_another_type_is_marked),
        TEST(test_no_answers_at_all_are_marked),
        TEST(test_another_revision_is_marked),
        TEST(test_keys_that_do_not_open),
        TEST(test_a_key_that_is_gone),
        TEST(test_a_case_moves_on),
        TEST(test_the_receipt_key_is_handed_out),
        TEST(test_what_is_shown_is_only_text),
        TEST(test_what_is_no_answer_is_only_text),
        TEST(test_its_time_is_put_right_with_its_boot),
        TEST(test_a_closed_case_leaves_kiosks),
        TEST(test_an_older_store_closes_its_cases),
        TEST(test_the_server_takes_it_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
