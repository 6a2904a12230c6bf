// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "stage.h"
#include "store/outbox.h"
#include "util/clock.h"
#include "util/str.h"

static int
unlocked(void **state, int (*setup)(void **state))
{
    if (setup(state)) {
        return -1;
    }
    struct stage *stage = *state;
    str_copy(stage->session.staff_code, sizeof(stage->session.staff_code),
             "07");
    stage->state.enrolled = true;
    stage->state.kiosk_id = "hall-1";
    stage->state.kiosk_sign = 1;
    stage->state.online = true;
    return 0;
}

static int
setup(void **state)
{
    return unlocked(state, stage_setup);
}

static int
setup_wide(void **state)
{
    return unlocked(state, stage_setup_wide);
}

static struct outbox_counts
counts(struct stage *stage)
{
    struct outbox_counts out;
    assert_int_equal(outbox_count(stage->fixture->store, &out), ERR_OK);
    return out;
}

static void
set_aside(struct stage *stage, int64_t seq)
{
    const struct outbox_verdict verdict = {
        .seq = seq,
        .status = OUTBOX_REJECTED,
        .code = "unknown-service",
        .field = "service",
        .message_zh = "服务已停办",
        .message_en = "the service has closed",
    };
    assert_int_equal(outbox_set_aside(stage->fixture->store,
                                      counts(stage).epoch, &verdict),
                     ERR_OK);
}

// One event more, refused by the hub; its number.
static int64_t
refuse(struct stage *stage)
{
    assert_int_equal(outbox_add(stage->fixture->store, "kiosk.started",
                                "hall-1", "{\"what\":\"start\"}"), ERR_OK);
    int64_t seq = counts(stage).last_seq;
    set_aside(stage, seq);
    return seq;
}

// Types of the pending events, with a comma behind each.
static void
pending_types(struct stage *stage, char *out, size_t size)
{
    size_t count = 0;
    char *events = fixture_pending(stage->fixture, &count);
    out[0] = '\0';
    for (char *at = events; (at = strstr(at, "\"type\":\"")) != NULL;) {
        char type[40];
        at += strlen("\"type\":\"");
        str_copy(type, sizeof(type), at);
        *strchr(type, '"') = '\0';
        size_t used = strlen(out);
        str_format(out + used, size - used, "%s,", type);
    }
    free(events);
}

static void
nobody_sees_it_locked(void **state)
{
    struct stage *stage = *state;
    stage->session.staff_code[0] = '\0';
    stage_show(stage, "staff", NULL);
    assert_string_equal(stage->asked.go, "pin");
}

static void
it_says_how_things_stand(void **state)
{
    struct stage *stage = *state;
    stage_show(stage, "staff", NULL);
    assert_string_equal(stage_value(stage, "staff.sync.pending"), "0");
    assert_string_equal(stage_value(stage, "staff.sync.set_aside"), "0");
    assert_string_equal(stage_label(stage, "staff.sync.last"),
                        "还没有完成过同步");
    assert_null(stage_node(stage, "staff.sync.progress"));
    assert_null(stage_node(stage, "staff.sync.result"));
    assert_non_null(stage_node(stage, "staff.tab.sync"));
    assert_null(stage_node(stage, "staff.tab.queue")); // not there yet
    refuse(stage);
    assert_int_equal(outbox_add(stage->fixture->store, "kiosk.started",
                                "hall-1", "{\"what\":\"start\"}"), ERR_OK);
    const struct sync_times times = {
        .last_full_sync = clock_now_ms() / 86400000 * 86400000,
    };
    assert_int_equal(sync_times_save(stage->fixture->store, &times), ERR_OK);
    stage_tell(stage, SCREEN_STATE);
    assert_string_equal(stage_value(stage, "staff.sync.pending"), "1");
    assert_string_equal(stage_value(stage, "staff.sync.set_aside"), "1");
    // Midnight UTC is eight in the morning here.
    assert_non_null(strstr(stage_label(stage, "staff.sync.last"), " 08:00"));
    stage_check_page(stage);
}

static void
a_run_shows_its_progress_and_cannot_be_started_twice(void **state)
{
    struct stage *stage = *state;
    stage_show(stage, "staff", NULL);
    stage_tap(stage, "staff.sync.now");
    assert_int_equal(stage->asked.sync, 1);
    stage->state.sync_running = true;
    stage->state.sent = 11;
    stage->state.to_send = 14;
    stage_tell(stage, SCREEN_STATE);
    assert_string_equal(stage_value(stage, "staff.sync.progress"), "78");
    assert_string_equal(stage_label(stage, "staff.sync.progress"),
                        "正在上传 11 / 14");
    assert_null(stage_node(stage, "staff.sync.result"));
    assert_false(stage_enabled(stage, "staff.sync.now"));
    assert_string_equal(stage_label(stage, "staff.sync.now"), "正在同步…");
    stage_check_page(stage);
    stage->state.sent = 14;
    stage->state.received = 3;
    stage_tell(stage, SCREEN_STATE);
    assert_string_equal(stage_label(stage, "staff.sync.progress"),
                        "正在下载，已收到 3 条");
    stage->state.sync_running = false;
    stage->state.sync_outcome = KIOSK_SYNC_DONE;
    stage_tell(stage, SCREEN_STATE);
    assert_null(stage_node(stage, "staff.sync.progress"));
    assert_string_equal(stage_label(stage, "staff.sync.result"),
                        "同步完成：上传 14 条，下载 3 条");
    assert_true(stage_enabled(stage, "staff.sync.now"));
}

static void
a_slow_run_says_what_else_can_be_done(void **state)
{
    struct stage *stage = *state;
    stage->state.sync_running = true;
    stage->state.sync_since = clock_mono_ms();
    stage_show(stage, "staff", NULL);
    assert_null(stage_node(stage, "staff.sync.slow"));
    stage_wait(stage, 4);
    assert_non_null(stage_node(stage, "staff.sync.slow"));
    assert_true(stage_enabled(stage, "staff.sync.export"));
    stage_check_page(stage);
    stage->state.sync_running = false;
    stage_tell(stage, SCREEN_STATE);
    assert_null(stage_node(stage, "staff.sync.slow"));
    assert_non_null(stage_node(stage, "staff.sync.last"));
}

static void
an_export_shows_that_it_goes_on(void **state)
{
    struct stage *stage = *state;
    stage_show(stage, "staff", NULL);
    stage->state.exporting = true;
    stage_tell(stage, SCREEN_STATE);
    assert_false(stage_enabled(stage, "staff.sync.export"));
    assert_string_equal(stage_label(stage, "staff.sync.export"), "导出中");
    stage->state.exporting = false;
    stage_tell(stage, SCREEN_STATE);
    assert_true(stage_enabled(stage, "staff.sync.export"));
}

static void
the_last_records_are_listed(void **state)
{
    struct stage *stage = *state;
    refuse(stage);
    assert_int_equal(outbox_add(stage->fixture->store, "kiosk.started",
                                "hall-1", "{\"what\":\"start\"}"), ERR_OK);
    stage_show(stage, "staff", NULL);
    assert_string_equal(stage_label(stage, "staff.recent.1"), "开机");
    assert_string_equal(stage_value(stage, "staff.recent.1"), "待传");
    assert_string_equal(stage_value(stage, "staff.recent.2"), "搁置");
    assert_null(stage_node(stage, "staff.recent.3"));
    // More records aside than a few take their room.
    refuse(stage);
    refuse(stage);
    stage_tell(stage, SCREEN_STATE);
    assert_null(stage_node(stage, "staff.recent.1"));
    stage_check_page(stage);
}

// What happened, and what staff can do: one sentence for each.
static void
every_outcome_is_a_sentence_of_its_own(void **state)
{
    struct stage *stage = *state;
    char said[2][KIOSK_SYNC_NOT_ENROLLED + 1][256];
    stage_show(stage, "staff", NULL);
    str_copy(stage->state.sync_problem, sizeof(stage->state.sync_problem),
             "epoch-frozen");
    for (int english = 0; english < 2; english++) {
        stage->session.lang = english ? LANG_EN : LANG_ZH;
        for (int i = KIOSK_SYNC_DONE; i <= KIOSK_SYNC_NOT_ENROLLED; i++) {
            stage->state.sync_outcome = i;
            stage_tell(stage, SCREEN_STATE);
            const char *text = stage_label(stage, "staff.sync.result");
            bool ascii = strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghij"
                                      "klmnopqrstuvwxyz0123456789 ,;:.'-()")
                         == strlen(text);
            assert_int_equal(ascii, english);
            for (int j = KIOSK_SYNC_DONE; j < i; j++) {
                assert_string_not_equal(text, said[english][j]);
            }
            str_copy(said[english][i], sizeof(said[english][i]), text);
            stage_check_page(stage);
        }
    }
    assert_non_null(strstr(stage_label(stage, "staff.sync.code"),
                           "epoch-frozen"));
}

static void
one_that_was_never_enrolled_says_so(void **state)
{
    struct stage *stage = *state;
    stage->state.enrolled = false;
    stage->state.kiosk_id = NULL;
    stage_show(stage, "staff", NULL);
    assert_string_equal(stage_label(stage, "staff.sync.result"),
                        "还没有登记到中心：请管理员用登记码登记");
}

static void
a_notice_is_shown_in_the_staffs_language(void **state)
{
    struct stage *stage = *state;
    stage->state.notice_zh = "配置有误，沿用上一份";
    stage->state.notice_en = "The configuration is wrong; the last one is"
                             " used";
    for (int i = 0; i < 6; i++) {
        refuse(stage);
    }
    stage_show(stage, "staff", NULL);
    assert_string_equal(stage_label(stage, "staff.notice"),
                        "配置有误，沿用上一份");
    stage_check_page(stage);
    stage_language(stage, LANG_EN);
    assert_non_null(strstr(stage_label(stage, "staff.notice"),
                           "configuration"));
    stage_check_page(stage);
}

static void
what_was_set_aside_is_listed_page_by_page(void **state)
{
    struct stage *stage = *state;
    int64_t first = refuse(stage);
    for (int i = 0; i < 5; i++) {
        refuse(stage);
    }
    char id[64], last[64];
    str_format(id, sizeof(id), "staff.sync.item.%d", (int)first);
    str_format(last, sizeof(last), "staff.sync.item.%d", (int)first + 5);
    stage_show(stage, "staff", NULL);
    assert_non_null(strstr(stage_label(stage, id), "开机"));
    assert_string_equal(stage_value(stage, id), "中心退回：服务已停办");
    assert_null(stage_node(stage, last));
    stage_language(stage, LANG_EN);
    assert_string_equal(stage_value(stage, id),
                        "Refused: the service has closed");
    stage_check_page(stage);
    stage_tap(stage, "pager.next");
    assert_null(stage_node(stage, id));
    assert_non_null(stage_node(stage, last));
    stage_check_page(stage);
}

// Whatever of a visit was refused: staff know it by the ticket's number.
static void
a_visit_is_known_by_its_number(void **state)
{
    struct stage *stage = *state;
    fixture_enrol(stage->fixture, 1);
    fixture_catalogue(stage->fixture, 1);
    int64_t before = counts(stage).last_seq;
    struct ticket ticket = fixture_take(stage->fixture, "a");
    char id[64], title[64];
    set_aside(stage, before + 1);
    set_aside(stage, before + 2);
    stage_show(stage, "staff", NULL);
    str_format(id, sizeof(id), "staff.sync.item.%d", (int)before + 1);
    str_format(title, sizeof(title), "#%d 登记 %s", (int)before + 1,
               ticket.number);
    assert_string_equal(stage_label(stage, id), title);
    str_format(id, sizeof(id), "staff.sync.item.%d", (int)before + 2);
    str_format(title, sizeof(title), "#%d 取号 %s", (int)before + 2,
               ticket.number);
    assert_string_equal(stage_label(stage, id), title);
    ticket_clear(&ticket);
}

static void
one_is_opened_and_sent_again(void **state)
{
    struct stage *stage = *state;
    int64_t seq = refuse(stage);
    char id[64], types[256];
    stage_show(stage, "staff", NULL);
    str_format(id, sizeof(id), "staff.sync.item.%d", (int)seq);
    stage_tap(stage, id);
    assert_string_equal(stage_label(stage, "dialog.reason"), "服务已停办");
    assert_string_equal(stage_label(stage, "dialog.code"),
                        "字段 service · 代码 unknown-service");
    assert_false(stage_enabled(stage, "staff.sync.now"));
    stage_check_page(stage);
    str_format(id, sizeof(id), "staff.sync.resend.%d", (int)seq);
    stage_tap(stage, id);
    assert_string_equal(stage->asked.toast, "已排队，重新发送");
    assert_int_equal(stage->asked.poke, 1);
    assert_int_equal(counts(stage).set_aside, 0);
    pending_types(stage, types, sizeof(types));
    assert_string_equal(types, "kiosk.started,record.resent,");
    assert_null(stage_node(stage, "dialog.reason"));
    assert_string_equal(stage_value(stage, "staff.sync.set_aside"), "0");
}

static void
open_discard(struct stage *stage, int64_t seq)
{
    char id[64];
    str_format(id, sizeof(id), "staff.sync.item.%d", (int)seq);
    stage_tap(stage, id);
    str_format(id, sizeof(id), "staff.sync.discard.%d", (int)seq);
    stage_tap(stage, id);
}

static void
one_is_discarded_with_a_reason(void **state)
{
    struct stage *stage = *state;
    static const char *const reasons[] = {"duplicate", "test",
                                          "done_at_desk", "entered_again"};
    for (int i = 0; i < 4; i++) {
        char id[64], reason[64];
        int64_t seq = refuse(stage);
        stage_show(stage, "staff", NULL);
        open_discard(stage, seq);
        assert_false(stage_enabled(stage, "dialog.discard.confirm"));
        assert_false(stage_enabled(stage, "staff.lock"));
        stage_check_page(stage);
        stage_tap(stage, "dialog.discard.reason.1");
        str_format(id, sizeof(id), "dialog.discard.reason.%d", i + 1);
        stage_tap(stage, id);
        assert_true(stage_enabled(stage, "dialog.discard.confirm"));
        stage_tap(stage, "dialog.discard.confirm");
        assert_int_equal(counts(stage).set_aside, 0);
        size_t count;
        char *events = fixture_pending(stage->fixture, &count);
        str_format(reason, sizeof(reason), "\"reason\":\"%s\"", reasons[i]);
        assert_int_equal(count, i + 1);
        assert_non_null(strstr(events, "record.discarded"));
        assert_non_null(strstr(events, reason));
        free(events);
    }
    assert_string_equal(stage->asked.toast, "已丢弃，原因会上报中心");
}

static void
a_discard_can_be_thought_better_of(void **state)
{
    struct stage *stage = *state;
    int64_t seq = refuse(stage);
    stage_show(stage, "staff", NULL);
    open_discard(stage, seq);
    stage_tap(stage, "dialog.discard.reason.2");
    stage_tap(stage, "dialog.discard.cancel");
    assert_null(stage_node(stage, "dialog.discard.confirm"));
    open_discard(stage, seq); // the reason of before is not kept
    assert_false(stage_enabled(stage, "dialog.discard.confirm"));
    stage_tap(stage, "dialog.discard.close");
    assert_int_equal(counts(stage).set_aside, 1);
    assert_int_equal(stage->asked.poke, 0);
}

// A number stands for one record of each epoch.
static void
two_of_one_number_are_told_apart(void **state)
{
    struct stage *stage = *state;
    fixture_enrol(stage->fixture, 1);
    assert_int_equal(refuse(stage), 1);
    fixture_enrol(stage->fixture, 1); // a new epoch
    assert_int_equal(refuse(stage), 1);
    struct outbox_item items[2];
    size_t count, total;
    assert_int_equal(outbox_set_aside_list(stage->fixture->store, 0, items,
                                           2, &count, &total), ERR_OK);
    assert_int_equal(total, 2);
    stage_show(stage, "staff", NULL);
    stage_check_page(stage);
    stage_tap(stage, "staff.sync.item.1.2");
    stage_tap(stage, "staff.sync.resend.1.2");
    struct outbox_item left;
    assert_int_equal(outbox_set_aside_list(stage->fixture->store, 0, &left,
                                           1, &count, &total), ERR_OK);
    assert_int_equal(total, 1);
    assert_string_equal(left.epoch, items[0].epoch);
}

static void
one_that_is_gone_meanwhile_is_told(void **state)
{
    struct stage *stage = *state;
    int64_t seq = refuse(stage);
    char id[64];
    stage_show(stage, "staff", NULL);
    str_format(id, sizeof(id), "staff.sync.item.%d", (int)seq);
    stage_tap(stage, id);
    assert_int_equal(outbox_discard(stage->fixture->store,
                                    counts(stage).epoch, seq, "test"),
                     ERR_OK);
    str_format(id, sizeof(id), "staff.sync.resend.%d", (int)seq);
    stage_tap(stage, id);
    assert_string_equal(stage->asked.toast, "这条记录已经不在搁置里了");
}

static void
the_other_buttons_ask_the_program(void **state)
{
    struct stage *stage = *state;
    stage_show(stage, "staff", NULL);
    stage_tap(stage, "staff.sync.export");
    assert_int_equal(stage->asked.export, 1);
    stage_tap(stage, "staff.lock");
    assert_int_equal(stage->asked.lock, 1);
}

static void
it_fits_in_every_look(void **state)
{
    struct stage *stage = *state;
    int64_t seq = 0;
    for (int i = 0; i < 9; i++) {
        seq = i == 0 ? refuse(stage) : (refuse(stage), seq);
    }
    char id[64];
    str_format(id, sizeof(id), "staff.sync.item.%d", (int)seq);
    for (int i = 0; i < 4; i++) {
        stage->session.large = i % 2;
        stage->session.lang = i / 2 ? LANG_EN : LANG_ZH;
        stage_show(stage, "staff", NULL);
        stage_check_page(stage);
        stage_tap(stage, id);
        stage_check_page(stage);
        stage_tap(stage, "dialog.item.close");
        open_discard(stage, seq);
        stage_check_page(stage);
    }
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, stage_teardown)
#define WIDE(f) cmocka_unit_test_setup_teardown(f, setup_wide, stage_teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(nobody_sees_it_locked),
        TEST(it_says_how_things_stand),
        TEST(a_run_shows_its_progress_and_cannot_be_started_twice),
        TEST(a_slow_run_says_what_else_can_be_done),
        TEST(an_export_shows_that_it_goes_on),
        TEST(the_last_records_are_listed),
        TEST(every_outcome_is_a_sentence_of_its_own),
        TEST(one_that_was_never_enrolled_says_so),
        TEST(a_notice_is_shown_in_the_staffs_language),
        TEST(what_was_set_aside_is_listed_page_by_page),
        TEST(a_visit_is_known_by_its_number),
        TEST(one_is_opened_and_sent_again),
        TEST(one_is_discarded_with_a_reason),
        TEST(a_discard_can_be_thought_better_of),
        TEST(two_of_one_number_are_told_apart),
        TEST(one_that_is_gone_meanwhile_is_told),
        TEST(the_other_buttons_ask_the_program),
        TEST(it_fits_in_every_look),
        WIDE(it_says_how_things_stand),
        WIDE(a_slow_run_says_what_else_can_be_done),
        WIDE(the_last_records_are_listed),
        WIDE(every_outcome_is_a_sentence_of_its_own),
        WIDE(a_notice_is_shown_in_the_staffs_language),
        WIDE(what_was_set_aside_is_listed_page_by_page),
        WIDE(it_fits_in_every_look),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
