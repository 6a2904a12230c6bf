// SPDX-License-Identifier: Apache-2.0
#include "hall.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "model/receipt.h"
#include "util/base64.h"
#include "util/str.h"

#define RECEIPT "1234567897"
#define OTHER "1234567889"
#define FORM                                                               \
    "{\"title\":{\"zh\":\"柔性引才登记\",\"en\":\"Flexible\"},"            \
    "\"fields\":[{\"name\":\"agree\",\"kind\":\"consent\","                \
    "\"label\":{\"zh\":\"同意\"},\"required\":true}],\"rows\":[1],"        \
    "\"source\":{\"document\":{\"zh\":\"文件\"},\"date\":\"2022-10-11\"}," \
    "\"state\":\"unverified\"}"
#define STEP(state, hour)                                                  \
    "{\"state\":\"" state "\",\"at\":\"2026-12-01T" hour                   \
    ":02:11.000+08:00\"}"
#define LONG_WAY STEP("received", "09") "," STEP("assigned", "10") ","     \
    STEP("more_needed", "11") "," STEP("assigned", "12") ","               \
    STEP("contacting", "13")

static void
put(struct stage *stage, const char *kind, const char *id, int64_t rev,
    const char *body)
{
    char cursor[64];
    struct change change = fixture_put(kind, id, rev, body);
    str_format(cursor, sizeof(cursor), "%s-%d", id, (int)rev);
    assert_int_equal(fixture_apply(stage->fixture, &change, 1,
                                   cursor).applied, 1);
}

static void
put_case(struct stage *stage, int64_t rev, const char *state,
         const char *message, const char *steps)
{
    unsigned char key[32], hash[HASH_SIZE];
    char h[BASE64_SIZE(HASH_SIZE)], body[2048];
    memset(key, 7, sizeof(key));
    receipt_hash(key, RECEIPT, hash);
    assert_true(base64url_encode(hash, sizeof(hash), h, sizeof(h)));
    assert_true(str_format(
        body, sizeof(body),
        "{\"form\":\"f\",\"receipt\":{\"k\":\"r-1\",\"h\":\"%s\"},"
        "\"state\":\"%s\",\"message\":%s,"
        "\"received_at\":\"2026-12-01T09:02:11.000+08:00\","
        "\"updated_at\":\"2026-12-01T13:02:11.000+08:00\","
        "\"steps\":[%s]}", h, state, message, steps));
    put(stage, "case", "c1", rev, body);
}

static void
give_key(struct stage *stage)
{
    unsigned char key[32];
    char text[BASE64_SIZE(32)], body[256];
    memset(key, 7, sizeof(key));
    assert_true(base64url_encode(key, 32, text, sizeof(text)));
    str_format(body, sizeof(body),
               "{\"use\":\"receipt\",\"id\":\"r-1\",\"key\":\"%s\","
               "\"not_after\":null}", text);
    put(stage, "key", "r-1", 1, body);
}

static int
setup(void **state)
{
    hall_setup(state);
    struct stage *stage = *state;
    give_key(stage);
    put(stage, "form", "f", 1, FORM);
    put_case(stage, 1, "contacting", "null", LONG_WAY);
    stage_show(stage, "progress", NULL);
    return 0;
}

static void
look_up(struct stage *stage, const char *number)
{
    stage_type(stage, "progress", number);
    stage_tap(stage, "progress.submit");
}

static void
clear(struct stage *stage)
{
    for (int i = 0; i < RECEIPT_DIGITS; i++) {
        stage_tap(stage, "progress.key.delete");
    }
}

static void
a_number_leads_to_its_state(void **state)
{
    struct stage *stage = *state;
    stage_type(stage, "progress", "123456");
    assert_string_equal(stage_value(stage, "progress.field"), "123456");
    stage_type(stage, "progress", "7897");
    assert_null(stage_node(stage, "progress.error"));
    stage_check_page(stage);
    stage_tap(stage, "progress.submit");
    assert_string_equal(stage_value(stage, "progress.state"), "contacting");
    assert_string_equal(stage_label(stage, "progress.slip.name"),
                        "柔性引才登记");
    assert_string_equal(stage_label(stage, "progress.slip"), "12345 67897");
    // of a long way the first step and the newest ones
    assert_string_equal(stage_label(stage, "progress.step.1"), "已收到");
    assert_string_equal(stage_label(stage, "progress.step.2"),
                        "已分给经办人");
    assert_string_equal(stage_label(stage, "progress.step.3"),
                        "正在联系用人单位");
    assert_string_equal(stage_value(stage, "progress.step.3"), "now");
    assert_string_equal(stage_label(stage, "progress.step.4"), "答复您");
    stage_check_page(stage);
    stage_tap(stage, "progress.another");
    assert_string_equal(stage_value(stage, "progress.field"), "");
}

static void
a_mistyped_digit_is_told_at_once(void **state)
{
    struct stage *stage = *state;
    stage_type(stage, "progress", "123456789");
    assert_null(stage_node(stage, "progress.error"));
    stage_type(stage, "progress", "0");
    assert_string_equal(stage_label(stage, "progress.error"),
                        "号码里有一位输错了");
    stage_tap(stage, "progress.key.delete");
    assert_null(stage_node(stage, "progress.error"));
    stage_tap(stage, "progress.submit");
    assert_string_equal(stage_label(stage, "progress.error"), "还差 1 位");
    stage_check_page(stage);
}

static void
five_misses_pause_the_page(void **state)
{
    struct stage *stage = *state;
    for (int i = 0; i < 5; i++) {
        look_up(stage, OTHER);
        assert_null(stage_node(stage, "progress.state"));
        if (i == 0) {
            assert_string_equal(stage_label(stage, "progress.error"),
                                "这台终端还查不到这个号");
            stage_check_page(stage);
        }
        if (i < 4) {
            clear(stage);
        }
    }
    assert_non_null(strstr(stage_label(stage, "progress.error"), "秒后再试"));
    assert_false(stage_enabled(stage, "progress.key.1"));
    assert_false(stage_enabled(stage, "progress.submit"));
    stage_check_page(stage);
    // leaving does not open it, nor does the right one by its code
    stage_leave(stage);
    stage_show(stage, "progress", NULL);
    assert_false(stage_enabled(stage, "progress.key.1"));
    stage_wait(stage, 31);
    assert_null(stage_node(stage, "progress.error"));
    look_up(stage, RECEIPT);
    assert_string_equal(stage_value(stage, "progress.state"), "contacting");
}

static void
news_change_the_page(void **state)
{
    struct stage *stage = *state;
    look_up(stage, RECEIPT);
    put_case(stage, 2, "answered",
             "{\"zh\":\"请来窗口\",\"en\":\"Come to the desk\"}",
             LONG_WAY "," STEP("answered", "14"));
    stage_tell(stage, SCREEN_CHANGED);
    assert_string_equal(stage_value(stage, "progress.state"), "answered");
    assert_string_equal(stage_label(stage, "progress.message"), "请来窗口");
    stage_check_page(stage);
    stage_language(stage, LANG_EN);
    assert_string_equal(stage_label(stage, "progress.message"),
                        "Come to the desk");
    stage_check_page(stage);
}

static void
the_longest_words_fit(void **state)
{
    struct stage *stage = *state;
    char zh[241], en[241], message[600];
    zh[0] = en[0] = '\0';
    for (int i = 0; i < 40; i++) {
        strncat(zh, i % 10 == 9 ? "，" : "请", 4);
        strncat(zh, "带", 4);
        strncat(en, "bring ", 7);
    }
    str_format(message, sizeof(message), "{\"zh\":\"%s\",\"en\":\"%s\"}", zh,
               en);
    put_case(stage, 2, "contacting", message, LONG_WAY);
    for (int large = 0; large < 2; large++) {
        for (int lang = LANG_ZH; lang <= LANG_EN; lang++) {
            stage->session.large = large;
            stage_language(stage, (enum lang)lang);
            stage_show(stage, "progress", NULL);
            stage_check_page(stage);
            look_up(stage, RECEIPT);
            assert_non_null(stage_node(stage, "progress.message"));
            stage_check_page(stage);
        }
    }
}

static void
nothing_stays_when_it_is_left(void **state)
{
    struct stage *stage = *state;
    look_up(stage, RECEIPT);
    stage_leave(stage);
    stage_show(stage, "progress", NULL);
    assert_string_equal(stage_value(stage, "progress.field"), "");
    assert_null(stage_node(stage, "progress.state"));
}

static void
lost_slips_lead_to_the_desk(void **state)
{
    struct stage *stage = *state;
    stage_tap(stage, "progress.lost");
    assert_true(stage_at(stage, "services"));
}

// A terminal without one says nothing of a reader.
static void
a_reader_is_named_where_there_is_one(void **state)
{
    struct stage *stage = *state;
    assert_null(strstr(stage_value(stage, "progress.where"), "扫"));
    stage->state.has_scanner = true;
    stage_draw(stage);
    assert_non_null(strstr(stage_value(stage, "progress.where"), "扫"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, \
                                                   stage_teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_number_leads_to_its_state),
        TEST(a_mistyped_digit_is_told_at_once),
        TEST(five_misses_pause_the_page),
        TEST(news_change_the_page),
        TEST(the_longest_words_fit),
        TEST(nothing_stays_when_it_is_left),
        TEST(lost_slips_lead_to_the_desk),
        TEST(a_reader_is_named_where_there_is_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
