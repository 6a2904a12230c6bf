// SPDX-License-Identifier: Apache-2.0
#include "hall.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "util/base64.h"
#include "util/buf.h"
#include "util/sign.h"
#include "util/str.h"
#include "wire/event_form.h"
#include "wire/json.h"

#define ONE(value, zh) "{\"value\":\"" value "\",\"label\":{\"zh\":\"" zh "\"}}"
#define GROUP "\"show_if\":{\"==\":[{\"var\":\"mode\"},\"group\"]}"
#define FORM                                                               \
    "{\"title\":{\"zh\":\"登记\"},\"pages\":[{\"zh\":\"意向\"},"           \
    "{\"zh\":\"联系\"}],\"fields\":["                                      \
    "{\"name\":\"name\",\"kind\":\"text\",\"label\":{\"zh\":\"称呼\"},"    \
    "\"required\":true,\"min\":2,\"max\":8},"                              \
    "{\"name\":\"mode\",\"kind\":\"choice\",\"label\":{\"zh\":\"方式\"},"  \
    "\"required\":true,\"choices\":[" ONE("alone", "一人") ","             \
    ONE("group", "多人") "]},"                                             \
    "{\"name\":\"people\",\"kind\":\"number\",\"label\":{\"zh\":"          \
    "\"几人\"},\"required\":true,\"min\":2,\"max\":30," GROUP "},"         \
    "{\"name\":\"needs\",\"kind\":\"several\",\"label\":{\"zh\":"          \
    "\"需要\"},\"min\":1,\"max\":2,\"choices\":[" ONE("a", "甲") ","       \
    ONE("b", "乙") "," ONE("c", "丙") "]},"                                \
    "{\"name\":\"phone\",\"kind\":\"phone\",\"label\":{\"zh\":\"电话\"},"  \
    "\"required\":true,\"page\":2},"                                       \
    "{\"name\":\"from\",\"kind\":\"date\",\"label\":{\"zh\":\"日期\"},"    \
    "\"page\":2},"                                                         \
    "{\"name\":\"consent\",\"kind\":\"consent\",\"label\":{\"zh\":"        \
    "\"同意\"},\"required\":true,\"page\":2}],\"rows\":[1],"               \
    "\"source\":{\"document\":{\"zh\":\"文件\"},\"date\":\"2022-10-11\"}," \
    "\"state\":\"unverified\"}"

// The keys the kiosk was given; the same for all tests.
static unsigned char seal_public[SEAL_KEY_SIZE], seal_secret[SEAL_KEY_SIZE];

static void
put(struct stage *stage, const char *kind, const char *id, const char *body)
{
    struct change change = fixture_put(kind, id, 1, body);
    assert_int_equal(fixture_apply(stage->fixture, &change, 1, id).applied,
                     1);
}

static void
give_key(struct stage *stage, const char *use, const unsigned char key[32],
         int64_t rev)
{
    char text[64], body[256], id[32];
    str_format(id, sizeof(id), "%s-1", use);
    assert_true(base64url_encode(key, 32, text, sizeof(text)));
    str_format(body, sizeof(body),
               "{\"use\":\"%s\",\"id\":\"%s\",\"key\":\"%s\","
               "\"not_after\":null}", use, id, text);
    struct change change = fixture_put("key", id, rev, body);
    assert_int_equal(fixture_apply(stage->fixture, &change, 1, "k").applied,
                     1);
}

static void
give_keys(struct stage *stage)
{
    unsigned char receipt[32];
    memset(receipt, 7, sizeof(receipt));
    seal_keypair(seal_public, seal_secret);
    give_key(stage, "seal", seal_public, 1);
    give_key(stage, "receipt", receipt, 1);
}

static int
setup(void **state)
{
    hall_setup(state);
    struct stage *stage = *state;
    put(stage, "form", "f", FORM);
    give_keys(stage);
    stage_show(stage, "form", "f");
    return 0;
}

static void
type_name(struct stage *stage, const char *name)
{
    stage_tap(stage, "form.field.name");
    stage_text(stage, "form.field.name", name);
    stage_tap(stage, "keyboard.key.done");
}

static void
type_digits(struct stage *stage, const char *field, const char *digits)
{
    stage_tap(stage, field);
    stage_type(stage, "form", digits);
    stage_tap(stage, "form.key.done");
}

static void
fill_first(struct stage *stage)
{
    type_name(stage, "测*甲");
    stage_tap(stage, "form.field.mode.alone");
    stage_tap(stage, "form.next");
    assert_string_equal(stage_value(stage, "form.page"), "2/2");
}

static void
fill(struct stage *stage)
{
    fill_first(stage);
    type_digits(stage, "form.field.phone", "15400000001");
    stage_tap(stage, "form.field.consent");
}

// The answers of the only event that waits, as its owner reads them.
static void
expect_answers(struct stage *stage, const char *wanted)
{
    size_t count;
    struct json_t *json;
    struct event_form event;
    struct buf opened;
    char *text = fixture_pending(stage->fixture, &count);
    assert_int_equal(count, 1);
    assert_int_equal(json_parse(text, strlen(text), &json, NULL), ERR_OK);
    struct json_node root = json_root(json, NULL);
    struct json_node item = json_item(&root, 0);
    struct json_node body = json_at(&item, "body");
    assert_int_equal(event_form_read(body.value, &event, NULL), ERR_OK);
    buf_init(&opened, EVENT_FORM_PLAIN_MAX);
    assert_int_equal(event_form_open(seal_public, seal_secret, event.answers,
                                     &opened), ERR_OK);
    assert_non_null(strstr(buf_text(&opened), wanted));
    buf_clear(&opened);
    json_free(json);
    free(text);
}

static int64_t
pending(struct stage *stage)
{
    struct outbox_counts counts;
    assert_int_equal(outbox_count(stage->fixture->store, &counts), ERR_OK);
    return counts.pending;
}

static void
every_kind_is_answered(void **state)
{
    struct stage *stage = *state;
    type_name(stage, "测*甲");
    assert_string_equal(stage_value(stage, "form.field.name"), "测*甲");
    stage_tap(stage, "form.field.mode.group");
    assert_string_equal(stage_value(stage, "form.field.mode.group"), "on");
    type_digits(stage, "form.field.people", "12");
    stage_tap(stage, "form.field.people.plus");
    assert_string_equal(stage_value(stage, "form.field.people"), "13");
    // One field more, and the page has no room for the last.
    stage_tap(stage, "form.next");
    stage_tap(stage, "form.field.needs.c");
    stage_tap(stage, "form.field.needs.a");
    stage_tap(stage, "form.next");
    type_digits(stage, "form.field.phone", "15400000001");
    type_digits(stage, "form.field.from", "20270115");
    assert_string_equal(stage_value(stage, "form.field.from"), "2027-01-15");
    assert_false(stage_enabled(stage, "form.submit"));
    assert_string_equal(stage_label(stage, "form.title.note"),
                        "勾选同意后才能提交");
    stage_tap(stage, "form.field.consent");
    assert_non_null(strstr(stage_label(stage, "form.title.note"), "断网"));
    stage_tap(stage, "form.submit");
    assert_non_null(stage_node(stage, "form.slip"));
    expect_answers(stage,
                   "{\"consent\":true,\"from\":\"2027-01-15\","
                   "\"mode\":\"group\",\"name\":\"测*甲\",\"needs\":"
                   "[\"c\",\"a\"],\"people\":13,\"phone\":\"15400000001\"}");
}

static void
what_is_missing_is_told_at_the_field(void **state)
{
    struct stage *stage = *state;
    assert_null(stage_node(stage, "form.error.name"));
    stage_tap(stage, "form.next");
    assert_string_equal(stage_value(stage, "form.page"), "1/2");
    assert_string_equal(stage_label(stage, "form.error.name"),
                        "请点这里填写");
    assert_string_equal(stage_label(stage, "form.error.mode"), "请选一项");
    assert_null(stage_node(stage, "form.error.needs"));
    stage_tap(stage, "form.field.mode.alone");
    assert_null(stage_node(stage, "form.error.mode"));
    type_name(stage, "测");
    assert_string_equal(stage_label(stage, "form.error.name"),
                        "请写满 2 字");
    stage->session.lang = LANG_EN;
    stage_draw(stage);
    assert_string_equal(stage_label(stage, "form.error.name"),
                        "Write at least 2 characters");
}

static void
limits_are_kept(void **state)
{
    struct stage *stage = *state;
    // More than there is room for is not taken.
    type_name(stage, "一二三四五六七八九十");
    assert_string_equal(stage_value(stage, "form.field.name"),
                        "一二三四五六七八");
    stage_tap(stage, "form.field.mode.group");
    type_digits(stage, "form.field.people", "31");
    assert_string_equal(stage_label(stage, "form.error.people"),
                        "请填 30 或更小的数");
    stage_tap(stage, "form.next");
    stage_tap(stage, "form.field.people.minus");
    assert_string_equal(stage_value(stage, "form.field.people"), "30");
    assert_false(stage_enabled(stage, "form.field.people.plus"));
    stage_tap(stage, "form.next");
    stage_tap(stage, "form.field.needs.a");
    stage_tap(stage, "form.field.needs.b");
    stage_tap(stage, "form.field.needs.c");
    stage_tap(stage, "form.next");
    assert_string_equal(stage_label(stage, "form.error.needs"),
                        "最多选 2 项，请去掉几项");
    stage_tap(stage, "form.field.needs.b");
    stage_tap(stage, "form.next");
    type_digits(stage, "form.field.phone", "1540000");
    assert_string_equal(stage_label(stage, "form.error.phone"),
                        "请填 11 位手机号，座机加区号");
    type_digits(stage, "form.field.from", "20270230");
    assert_string_equal(stage_label(stage, "form.error.from"),
                        "没有这一天，请重新填");
    stage_tap(stage, "form.field.consent");
    stage_tap(stage, "form.submit");
    assert_null(stage_node(stage, "form.slip"));
    assert_int_equal(pending(stage), 0);
}

static void
an_id_number_is_not_taken(void **state)
{
    struct stage *stage = *state;
    char body[4096];
    str_copy(body, sizeof(body), FORM);
    char *max = strstr(body, "\"max\":8}");
    memcpy(max, "\"row\":0}", 8); // no limit but the usual one
    put(stage, "form", "g", body);
    stage_show(stage, "form", "g");
    type_name(stage, "890000198501010015");
    assert_string_equal(stage_label(stage, "form.error.name"),
                        "请删去证件号，这里不需要");
}

static void
hidden_answers_are_not_sent(void **state)
{
    struct stage *stage = *state;
    type_name(stage, "测*甲");
    assert_null(stage_node(stage, "form.field.people"));
    stage_tap(stage, "form.field.mode.group");
    type_digits(stage, "form.field.people", "12");
    stage_tap(stage, "form.field.mode.alone");
    assert_null(stage_node(stage, "form.field.people"));
    // Shown again, it has kept what was typed.
    stage_tap(stage, "form.field.mode.group");
    assert_string_equal(stage_value(stage, "form.field.people"), "12");
    stage_tap(stage, "form.field.mode.alone");
    stage_tap(stage, "form.next");
    type_digits(stage, "form.field.phone", "15400000001");
    stage_tap(stage, "form.field.consent");
    stage_tap(stage, "form.submit");
    expect_answers(stage, "{\"consent\":true,\"from\":null,"
                          "\"mode\":\"alone\",\"name\":\"测*甲\","
                          "\"needs\":[],\"phone\":\"15400000001\"}");
}

static void
going_back_keeps_answers(void **state)
{
    struct stage *stage = *state;
    assert_false(stage_enabled(stage, "form.previous"));
    fill_first(stage);
    type_digits(stage, "form.field.phone", "15400000001");
    stage_tap(stage, "form.previous");
    assert_string_equal(stage_value(stage, "form.field.name"), "测*甲");
    assert_string_equal(stage_value(stage, "form.field.mode.alone"), "on");
    stage_tap(stage, "form.next");
    assert_string_equal(stage_value(stage, "form.field.phone"),
                        "15400000001");
    // On from the keys, without closing them first.
    stage_tap(stage, "form.previous");
    stage_tap(stage, "form.field.name");
    stage_text(stage, "form.field.name", "乙");
    stage_tap(stage, "form.next");
    stage_tap(stage, "form.previous");
    assert_string_equal(stage_value(stage, "form.field.name"), "测*甲乙");
}

// Who types pinyin and goes on at once loses nothing of it.
static void
letters_are_kept_by_any_way_out(void **state)
{
    struct stage *stage = *state;
    stage_tap(stage, "form.field.name");
    stage_tap(stage, "keyboard.key.l");
    stage_tap(stage, "keyboard.key.i");
    stage_tap(stage, "form.next");
    assert_string_equal(stage_value(stage, "form.field.name"), "li");
    stage_tap(stage, "form.field.name");
    stage_tap(stage, "keyboard.key.a");
    stage_tap(stage, "keyboard.hide");
    assert_string_equal(stage_value(stage, "form.field.name"), "lia");
}

static void
keys_correct_what_was_typed(void **state)
{
    struct stage *stage = *state;
    fill_first(stage);
    stage_tap(stage, "form.field.from");
    stage_type(stage, "form", "202712");
    assert_string_equal(stage_value(stage, "form.field.from.month"), "12");
    stage_tap(stage, "form.field.from.month");
    assert_string_equal(stage_value(stage, "form.field.from.month"), "");
    stage_type(stage, "form", "35"); // March the 5th
    assert_string_equal(stage_value(stage, "form.field.from.month"), "03");
    assert_string_equal(stage_value(stage, "form.field.from.day"), "05");
    stage_tap(stage, "form.key.delete");
    assert_string_equal(stage_value(stage, "form.field.from.day"), "0");
    stage_tap(stage, "form.key.9");
    stage_tap(stage, "form.key.done");
    assert_string_equal(stage_value(stage, "form.field.from"), "2027-03-09");
    stage_tap(stage, "form.field.phone");
    stage_type(stage, "form", "154");
    stage_tap(stage, "form.field.phone.clear");
    assert_string_equal(stage_value(stage, "form.field.phone"), "");
}

static void
back_leads_through_the_form(void **state)
{
    struct stage *stage = *state;
    fill_first(stage);
    stage_tap(stage, "form.field.phone");
    stage_type(stage, "form", "154");
    assert_true(stage_back(stage)); // the keys go
    assert_string_equal(stage_value(stage, "form.field.phone"), "154");
    assert_true(stage_back(stage)); // to the first page
    assert_string_equal(stage_value(stage, "form.page"), "1/2");
    assert_string_equal(stage_value(stage, "form.field.name"), "测*甲");
    assert_false(stage_back(stage));
    stage_show(stage, "form", "f");
    fill(stage);
    stage_tap(stage, "form.submit");
    assert_false(stage_back(stage)); // nothing leads back into it
}

static void
a_second_tap_makes_nothing_new(void **state)
{
    struct stage *stage = *state;
    fill(stage);
    const struct ui_node *submit = stage_node(stage, "form.submit");
    int x = submit->rect.x + 40, y = submit->rect.y + 40;
    stage_touch(stage, x, y, 400);
    char number[16];
    str_copy(number, sizeof(number), stage_value(stage, "form.slip"));
    assert_int_equal(strlen(number), 10);
    stage_touch(stage, x, y, 100);
    stage_touch(stage, x, y, 400);
    assert_string_equal(stage_value(stage, "form.slip"), number);
    assert_int_equal(pending(stage), 1);
    assert_int_equal(stage->asked.poke, 1);
}

static void
the_receipt_tells_how_far_it_came(void **state)
{
    struct stage *stage = *state;
    stage->state.online = false;
    fill(stage);
    stage_tap(stage, "form.submit");
    assert_int_equal(pending(stage), 1);
    assert_true(stage->screen->is_over(stage->data));
    assert_string_equal(stage_label(stage, "form.sent"), "等待送到中心");
    char code[32];
    str_format(code, sizeof(code), "receipt:%s",
               stage_value(stage, "form.slip"));
    assert_string_equal(stage_value(stage, "form.qr"), code);
    stage->state.online = true; // connected, but not sent yet
    stage_tell(stage, SCREEN_STATE);
    assert_string_equal(stage_value(stage, "form.sent"), "waiting");
    fixture_acknowledge(stage->fixture);
    stage_tell(stage, SCREEN_CHANGED);
    assert_string_equal(stage_label(stage, "form.sent"), "已送到中心");
    assert_string_equal(stage_value(stage, "form.sent"), "sent");
    stage_tap(stage, "form.done");
    assert_string_equal(stage->asked.end, "done");
}

static void
a_refused_one_asks_the_desk(void **state)
{
    struct stage *stage = *state;
    fill(stage);
    stage_tap(stage, "form.submit");
    hall_refuse(stage, "不收", "not taken");
    stage_tell(stage, SCREEN_STATE);
    assert_string_equal(stage_value(stage, "form.sent"), "aside");
}

static void
nothing_is_left_for_the_next(void **state)
{
    struct stage *stage = *state;
    fill_first(stage);
    assert_true(stage->session.wrote);
    assert_true(stage->screen->personal);
    stage_show(stage, "form", "f");
    assert_string_equal(stage_value(stage, "form.page"), "1/2");
    assert_string_equal(stage_value(stage, "form.field.name"), "");
    assert_string_equal(stage_value(stage, "form.field.mode.alone"), "off");
    fill(stage);
    stage_tap(stage, "form.submit");
    char number[16];
    str_copy(number, sizeof(number), stage_value(stage, "form.slip"));
    stage_show(stage, "form", "f");
    assert_null(stage_node(stage, "form.slip"));
    fill(stage);
    stage_tap(stage, "form.submit");
    assert_string_not_equal(stage_value(stage, "form.slip"), number);
    assert_int_equal(pending(stage), 2);
}

static void
without_keys_it_says_so_first(void **state)
{
    struct stage *stage = *state;
    put(stage, "form", "f", FORM);
    stage_show(stage, "form", "f");
    assert_string_equal(stage_label(stage, "form.refused"),
                        "这台终端现在不能收登记");
    assert_null(stage_node(stage, "form.next"));
    assert_null(stage_node(stage, "form.field.name"));
    stage_tap(stage, "form.call");
    assert_string_equal(stage->asked.call, "form");
    give_keys(stage);
    stage_tell(stage, SCREEN_CHANGED);
    assert_non_null(stage_node(stage, "form.field.name"));
    stage_show(stage, "form", "gone");
    assert_string_equal(stage_value(stage, "form.refused"), "unknown");
    stage_tap(stage, "form.desk");
    assert_true(stage_at(stage, "services"));
}

// The hub takes the key back, publishes another form and gives a new key,
// all while somebody is at the last page.
static void
a_form_begun_stays_as_it_was(void **state)
{
    struct stage *stage = *state;
    struct change gone = fixture_del("key", "receipt-1", 2);
    char body[4096];
    fill(stage);
    assert_int_equal(fixture_apply(stage->fixture, &gone, 1, "c1").applied,
                     1);
    stage_tap(stage, "form.submit");
    assert_string_equal(stage_value(stage, "form.refused"), "no_key");
    str_copy(body, sizeof(body), FORM);
    memcpy(strstr(body, "\"phone\""), "\"other\"", 7);
    struct change other = fixture_put("form", "f", 2, body);
    assert_int_equal(fixture_apply(stage->fixture, &other, 1, "c2").applied,
                     1);
    stage_tell(stage, SCREEN_CHANGED);
    give_key(stage, "receipt", seal_secret, 3);
    stage_tell(stage, SCREEN_CHANGED);
    assert_string_equal(stage_value(stage, "form.field.phone"),
                        "15400000001");
    assert_true(stage->session.wrote);
    stage_tap(stage, "form.submit");
    expect_answers(stage, "\"phone\":\"15400000001\"");
}

static void
a_service_leads_to_its_form(void **state)
{
    struct stage *stage = *state;
    put(stage, "service", "c",
        "{\"letter\":\"C\",\"name\":{\"zh\":\"丙\"},\"summary\":{\"zh\":"
        "\"丙\"},\"materials\":[],\"class\":\"normal\",\"sites\":[\"hall\"],"
        "\"icon\":\"wallet\",\"order\":3,\"form\":\"f\"}");
    stage_show(stage, "service", "a");
    assert_null(stage_node(stage, "service.form"));
    stage_show(stage, "service", "c");
    stage_tap(stage, "service.form");
    assert_true(stage_at(stage, "form"));
    assert_string_equal(stage_label(stage, "form.title"), "意向");
}

// A choice of more than a page has room for goes on over further pages.
static void
many_choices_take_several_pages(void **state)
{
    struct stage *stage = *state;
    struct buf body;
    buf_init(&body, 8192);
    buf_add_str(&body, "{\"title\":{\"zh\":\"长\"},\"fields\":[{\"name\":"
                       "\"n\",\"kind\":\"choice\",\"required\":true,"
                       "\"label\":{\"zh\":\"选\"},\"choices\":[");
    for (int i = 0; i < 24; i++) {
        buf_addf(&body, "%s{\"value\":\"v%d\",\"label\":{\"zh\":\"一个很长"
                        "很长很长很长很长很长的选项\"}}", i ? "," : "", i);
    }
    buf_add_str(&body, "]}],\"rows\":[1],\"source\":{\"document\":{\"zh\":"
                       "\"文件\"},\"date\":\"2022-10-11\"},\"state\":"
                       "\"unverified\"}");
    put(stage, "form", "long", buf_text(&body));
    buf_clear(&body);
    stage_show(stage, "form", "long");
    int seen = 0;
    for (int page = 0; page < 8; page++) {
        stage_check_page(stage);
        for (int i = 0; i < 24; i++) {
            char id[40];
            str_format(id, sizeof(id), "form.field.n.v%d", i);
            seen += stage_node(stage, id) != NULL;
        }
        if (stage_node(stage, "form.submit")) {
            break;
        }
        stage_tap(stage, "form.next");
    }
    assert_int_equal(seen, 24);
    stage_tap(stage, "form.submit");
    assert_non_null(stage_node(stage, "form.error.n"));
    stage_tap(stage, "form.field.n.v23");
    stage_tap(stage, "form.submit");
    expect_answers(stage, "{\"n\":\"v23\"}");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, stage_teardown)
        TEST(every_kind_is_answered),
        TEST(what_is_missing_is_told_at_the_field),
        TEST(limits_are_kept),
        TEST(an_id_number_is_not_taken),
        TEST(hidden_answers_are_not_sent),
        TEST(going_back_keeps_answers),
        TEST(letters_are_kept_by_any_way_out),
        TEST(keys_correct_what_was_typed),
        TEST(back_leads_through_the_form),
        TEST(a_second_tap_makes_nothing_new),
        TEST(the_receipt_tells_how_far_it_came),
        TEST(a_refused_one_asks_the_desk),
        TEST(nothing_is_left_for_the_next),
        cmocka_unit_test_setup_teardown(without_keys_it_says_so_first,
                                        hall_setup, stage_teardown),
        TEST(a_form_begun_stays_as_it_was),
        TEST(a_service_leads_to_its_form),
        TEST(many_choices_take_several_pages),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
