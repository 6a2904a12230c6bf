// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

#include "app/answer.h"
#include "app/export.h"
#include "stage.h"
#include "store/identity.h"
#include "store/outbox.h"
#include "util/sign.h"
#include "util/str.h"
#include "wire/bundle.h"
#include "wire/push.h"

/** Read a bundle as the hub does; events it holds, -1 when it is bad. */
static int64_t
read_bundle(struct stage *stage, const char *path)
{
    unsigned char secret[SIGN_SECRET_SIZE], public_key[SIGN_PUBLIC_SIZE];
    struct bundle bundle;
    struct push_call call;
    struct fault fault = {0};
    struct buf text;
    int64_t events = 0;
    buf_init(&text, 8 << 20);
    assert_int_equal(identity_secret_key(stage->kiosk->store, secret),
                     ERR_OK);
    sign_public(secret, public_key);
    assert_int_equal(file_read(path, 8 << 20, &text), ERR_OK);
    enum err err = ERR_OK;
    const char *at = text.data;
    for (int64_t i = 0; err == ERR_OK; i++) {
        const char *end = strchr(at, '\n');
        assert_non_null(end);
        size_t len = (size_t)(end - at);
        if (i == 0)
            err = bundle_open(&bundle, at, len, &fault);
        else if (i > bundle.header.calls) {
            err = bundle_close(&bundle, at, len, public_key, &fault);
            assert_int_equal(end[1], '\0');
            break;
        } else {
            err = bundle_call(&bundle, at, len, &fault);
            assert_int_equal(push_call_parse(at, len, &call, &fault),
                             ERR_OK);
            assert_true(call.count <= PUSH_MAX_EVENTS);
            assert_true(len <= PUSH_MAX_BYTES);
            events += (int64_t)call.count;
            push_call_clear(&call);
        }
        at = end + 1;
    }
    buf_clear(&text);
    return err == ERR_OK ? events : -1;
}

static void
a_bundle_holds_what_waits_and_is_signed(void **state)
{
    struct stage *stage = *state;
    struct store *store = stage->kiosk->store;
    struct answer answer;
    struct outbox_counts before, after;
    char path[FILE_PATH_SIZE];
    struct stat info;
    stage_enrol(stage);
    for (int i = 0; i < 1203; i++)
        assert_int_equal(outbox_add(store, "kiosk.started", "hall-1",
                                    "{\"what\":\"test\"}"), ERR_OK);
    assert_int_equal(outbox_count(store, &before), ERR_OK);
    answer_init(&answer);
    file_join(path, sizeof path, stage->dir, "out.ndjson");
    assert_int_equal(export_run(store, path, &answer), ERR_OK);
    assert_true(answer.ok);
    assert_int_equal(read_bundle(stage, path), before.pending);
    assert_int_equal(stat(path, &info), 0);
    assert_int_equal(info.st_mode & 0777, 0600);
    // Nothing was taken away, and what was done is itself a record.
    assert_int_equal(outbox_count(store, &after), ERR_OK);
    assert_int_equal(after.pending, before.pending + 1);
    answer_clear(&answer);
}

static void
without_a_key_nothing_is_exported(void **state)
{
    struct stage *stage = *state;
    struct answer answer;
    char path[FILE_PATH_SIZE];
    answer_init(&answer);
    file_join(path, sizeof path, stage->dir, "out.ndjson");
    assert_int_not_equal(export_run(stage->kiosk->store, path, &answer),
                         ERR_OK);
    assert_false(answer.ok);
    assert_non_null(strstr(buf_text(&answer.error), "enrol"));
    assert_false(file_exists(path));
    answer_clear(&answer);
}

static void
a_place_that_cannot_be_written_leaves_nothing(void **state)
{
    struct stage *stage = *state;
    struct answer answer;
    stage_enrol(stage);
    answer_init(&answer);
    assert_int_equal(export_run(stage->kiosk->store, "/no/such/dir/x",
                                &answer), ERR_IO);
    assert_non_null(strstr(buf_text(&answer.error), "cannot be written"));
    assert_int_equal(stage_events(stage, "record.exported"), 0);
    answer_clear(&answer);
}

static void
files_get_names_of_their_own(void **state)
{
    struct stage *stage = *state;
    char path[FILE_PATH_SIZE], dir[FILE_PATH_SIZE];
    stage_enrol(stage);
    file_join(dir, sizeof dir, stage->dir, "export");
    assert_int_equal(export_name(stage->kiosk->store, dir, path,
                                 sizeof path), ERR_OK);
    assert_true(str_starts(path + strlen(dir), "/talent-kiosk-hall-1-20"));
    assert_true(str_ends(path, ".ndjson"));
    assert_true(file_exists(dir));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
#define STAGED(test)                                                         \
    cmocka_unit_test_setup_teardown(test, stage_setup, stage_teardown)
        STAGED(a_bundle_holds_what_waits_and_is_signed),
        STAGED(without_a_key_nothing_is_exported),
        STAGED(a_place_that_cannot_be_written_leaves_nothing),
        STAGED(files_get_names_of_their_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
