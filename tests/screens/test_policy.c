// SPDX-License-Identifier: Apache-2.0
#include "hall.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "model/scanned.h"
#include "screens/policy.h"
#include "ui/qr.h"
#include "util/str.h"

#define SOURCE \
    "\"source\":{\"document\":{\"zh\":\"《刊物》\",\"en\":\"Journal\"}," \
    "\"date\":\"2022-10-11\",\"place\":{\"zh\":\"某部分\"," \
    "\"en\":\"a section\"}}"

#define ALLOWANCE_FACTS \
    "{\"label\":{\"zh\":\"再配套\",\"en\":\"On top\"},\"value\":{\"zh\":" \
    "\"10 万元（全职 · 平台）\",\"en\":\"CNY 100,000 (full-time)\"}}," \
    "{\"label\":{\"zh\":\"谁可以\"},\"value\":{\"zh\":\"博士\"}}," \
    "{\"label\":{\"zh\":\"有什么\"},\"value\":{\"zh\":\"安家费\"}}," \
    "{\"label\":{\"zh\":\"怎么办\"},\"value\":{\"zh\":\"问窗口\"}}"

struct record {
    const char *id;
    const char *title, *summary, *facts, *body, *services, *valid_to, *state;
    const char *rules; // NULL: none
};

static void
put(struct stage *stage, const struct record *record, int64_t rev)
{
    static char body[200000];
    char cursor[64];
    str_format(body, sizeof(body),
               "{\"title\":{\"zh\":\"%s\",\"en\":\"Title\"},"
               "\"summary\":{\"zh\":\"%s\",\"en\":\"full-time\"},"
               "\"facts\":[%s],\"body\":{\"zh\":\"%s\",\"en\":\"English\"},"
               "\"topics\":[],\"services\":[%s],\"rules\":[%s],"
               "\"valid_from\":null,\"valid_to\":%s,\"rows\":[1]," SOURCE
               ",\"state\":\"%s\"}",
               record->title, record->summary, record->facts, record->body,
               record->services, record->rules ? record->rules : "",
               record->valid_to, record->state);
    str_format(cursor, sizeof(cursor), "%s.%d", record->id, (int)rev);
    struct change change = fixture_put("policy", record->id, rev, body);
    assert_int_equal(
        fixture_apply(stage->fixture, &change, 1, cursor).applied, 1);
}

static const struct record allowance = {
    .id = "allowance", .title = "博士安家费", .summary = "全职 · 平台",
    .facts = ALLOWANCE_FACTS, .body = "## 谁\\n\\n**全职**的博士。",
    .services = "\"gone\",\"a\"", .valid_to = "null", .state = "unverified",
};

static void
an_amount_stands_with_its_condition(void **state)
{
    struct stage *stage = *state;
    put(stage, &allowance, 1);
    stage_show(stage, "policy", "allowance");
    assert_string_equal(stage_label(stage, "policy.title"), "博士安家费");
    assert_string_equal(stage_label(stage, "policy.fact.1"), "10 万元");
    assert_string_equal(stage_label(stage, "policy.condition"),
                        "全职 · 平台");
    assert_string_equal(stage_label(stage, "policy.fact.2"), "博士");
    assert_string_equal(stage_label(stage, "policy.fact.4"), "问窗口");
    assert_string_equal(stage_label(stage, "policy.state"), "未核实");
    assert_non_null(strstr(stage_label(stage, "policy.source"),
                           "《刊物》2022-10-11"));
    // The section is cited behind the text, and emphasis has no marks.
    const char *text = stage_label(stage, "policy.body");
    assert_non_null(strstr(text, "全职的博士。"));
    stage_check_page(stage);
}

static void
the_amount_is_named_in_english_too(void **state)
{
    struct stage *stage = *state;
    put(stage, &allowance, 1);
    stage_show(stage, "policy", "allowance");
    stage_language(stage, LANG_EN);
    assert_string_equal(stage_label(stage, "policy.fact.1"), "CNY 100,000");
    assert_string_equal(stage_label(stage, "policy.condition"), "full-time");
    assert_non_null(strstr(stage_label(stage, "policy.source"),
                           "2022-10-11"));
    assert_non_null(strstr(stage_label(stage, "policy.body"), "English"));
    // The language changes while it is read.
    stage_language(stage, LANG_ZH);
    assert_non_null(strstr(stage_label(stage, "policy.body"), "博士"));
    stage_check_page(stage);
}

static void
what_it_leads_to(void **state)
{
    struct stage *stage = *state;
    struct record record = allowance;
    put(stage, &record, 1);
    stage_show(stage, "policy", "allowance");
    stage_tap(stage, "policy.take");
    assert_true(stage_at(stage, "service"));
    assert_string_equal(stage->session.service, "a");
    // Without a service that is still there, the list of them.
    record.services = "\"gone\"";
    put(stage, &record, 2);
    stage_show(stage, "policy", "allowance");
    stage_tap(stage, "policy.take");
    assert_true(stage_at(stage, "services"));
    // What cannot be done yet, or has no rule, is not offered.
    stage_show(stage, "policy", "allowance");
    assert_null(stage_node(stage, "policy.print"));
    assert_null(stage_node(stage, "policy.eligibility"));
    record.rules = "\"R1\"";
    put(stage, &record, 3);
    stage_show(stage, "policy", "allowance");
    stage_check_page(stage);
    stage_tap(stage, "policy.eligibility");
    assert_true(stage_at(stage, "eligibility"));
    // An expired policy may not apply.
    record.valid_to = "\"2024-12-31\"";
    put(stage, &record, 4);
    stage_show(stage, "policy", "allowance");
    assert_null(stage_node(stage, "policy.eligibility"));
}

static void
an_expired_policy_says_so(void **state)
{
    struct stage *stage = *state;
    struct record record = allowance;
    record.valid_to = "\"2024-12-31\"";
    put(stage, &record, 1);
    stage_show(stage, "policy", "allowance");
    assert_string_equal(stage_label(stage, "policy.state"), "已过期");
    assert_non_null(strstr(stage_value(stage, "policy.qr"), "(已过期)"));
    assert_non_null(
        strstr(stage_label(stage, "policy.term"), "2024-12-31"));
    // Its amount is a fact among others, with its condition.
    assert_string_equal(stage_label(stage, "policy.fact.1"),
                        "10 万元（全职 · 平台）");
    assert_null(stage_node(stage, "policy.condition"));
    record.state = "expired";
    record.facts = "{\"label\":{\"zh\":\"期限\"},\"value\":{\"zh\":"
                   "\"2022—2024年，已到期\"}}";
    put(stage, &record, 2);
    stage_show(stage, "policy", "allowance");
    assert_string_equal(stage_label(stage, "policy.fact.1"),
                        "2022—2024年，已到期");
    assert_null(stage_node(stage, "policy.fact.2"));
    stage_check_page(stage);
}

static void
the_code_holds_what_has_room(void **state)
{
    struct stage *stage = *state;
    put(stage, &allowance, 1);
    stage_show(stage, "policy", "allowance");
    const char *payload = stage_value(stage, "policy.qr");
    assert_non_null(strstr(payload, "博士安家费\n再配套：10 万元（全职"));
    assert_non_null(strstr(payload, "《刊物》2022-10-11 (未核实)"));
    const struct ui_node *node = stage_node(stage, "policy.qr");
    assert_true(strlen(payload) <= qr_capacity(node->rect.h, 3));
    // A kiosk that is shown it finds the policy by its last line.
    struct scanned scanned;
    scanned_read(payload, &scanned);
    assert_int_equal(scanned.kind, SCANNED_POLICY);
    assert_string_equal(scanned.id, "allowance");
    // A long fact is left out whole; the source stays.
    struct record record = allowance;
    char facts[1024] = "{\"label\":{\"zh\":\"谁\"},\"value\":{\"zh\":\"";
    for (int i = 0; i < 100; i++) {
        str_format(facts + strlen(facts), sizeof(facts) - strlen(facts),
                   "很长");
    }
    str_format(facts + strlen(facts), sizeof(facts) - strlen(facts),
               "\"}}");
    record.facts = facts;
    put(stage, &record, 2);
    stage_show(stage, "policy", "allowance");
    payload = stage_value(stage, "policy.qr");
    assert_string_equal(payload, "博士安家费\n《刊物》2022-10-11 (未核实)\n"
                                 "/p/allowance");
    assert_int_equal(qr_capacity(100, 5), 0);
    assert_int_equal(qr_capacity(325, 5), 213);
}

static void
the_code_leads_to_the_page_that_phones_reach(void **state)
{
    struct stage *stage = *state;
    put(stage, &allowance, 1);
    stage->state.pages = "https://hub.example:8443/";
    stage_show(stage, "policy", "allowance");
    assert_string_equal(stage_value(stage, "policy.qr"),
                        "https://hub.example:8443/p/allowance");
    // What is no address cannot be opened.
    stage->state.pages = "hub.example";
    stage_show(stage, "policy", "allowance");
    assert_non_null(strstr(stage_value(stage, "policy.qr"), "\n/p/"));
    stage_check_page(stage);
}

static void
a_long_text_is_paged_and_dragged(void **state)
{
    struct stage *stage = *state;
    struct record record = allowance;
    static char body[150000];
    size_t len = 0;
    for (int i = 1; i <= 3000; i++) {
        str_format(body + len, sizeof(body) - len, "第%d段。\\n\\n", i);
        len += strlen(body + len);
    }
    record.body = body;
    put(stage, &record, 1);
    stage_show(stage, "policy", "allowance");
    assert_false(stage_enabled(stage, "policy.page.up"));
    stage_tap(stage, "policy.page.down");
    assert_true(stage_enabled(stage, "policy.page.up"));
    assert_true(strncmp(stage_value(stage, "policy.body"), "2 / ", 4) == 0);
    stage_tap(stage, "policy.whole");
    assert_null(stage_node(stage, "policy.qr"));
    stage_check_page(stage);
    stage_tap(stage, "policy.page.down");
    stage_tap(stage, "policy.whole");
    assert_non_null(stage_node(stage, "policy.fact.2"));
    // A finger on the text moves it.
    char before[512];
    str_copy(before, sizeof(before), stage_label(stage, "policy.body"));
    struct rect r = stage_node(stage, "policy.body")->rect;
    struct ui_event event;
    struct screen_event news = {.type = SCREEN_TOUCH, .ui = &event};
    event = (struct ui_event){
        .type = UI_EVENT_SWIPE, .id = "policy.body", .dy = -r.h, .done = true,
    };
    struct screen_context context = {
        .store = stage->fixture->store, .ui = stage->ui,
        .session = &stage->session, .state = &stage->state,
    };
    assert_true(stage->screen->event(&context, stage->data, &news));
    stage_draw(stage);
    assert_string_not_equal(before, stage_label(stage, "policy.body"));
}

static void
many_facts_go_on_in_the_text(void **state)
{
    struct stage *stage = *state;
    struct record record = allowance;
    record.facts = ALLOWANCE_FACTS
        ",{\"label\":{\"zh\":\"第五\"},\"value\":{\"zh\":\"五*五*\"}}"
        ",{\"label\":{\"zh\":\"第六\"},\"value\":{\"zh\":\"六\"}}";
    put(stage, &record, 1);
    stage_show(stage, "policy", "allowance");
    assert_non_null(stage_node(stage, "policy.fact.5"));
    assert_null(stage_node(stage, "policy.fact.6"));
    assert_non_null(
        strstr(stage_label(stage, "policy.body"), "第六\n六"));
    stage_check_page(stage);
}

static void
large_type_shows_two_facts_a_page(void **state)
{
    struct stage *stage = *state;
    put(stage, &allowance, 1);
    stage->session.large = true;
    stage_show(stage, "policy", "allowance");
    assert_string_equal(stage_label(stage, "pager.position"), "1 / 3");
    assert_non_null(stage_node(stage, "policy.fact.3"));
    assert_null(stage_node(stage, "policy.fact.4"));
    stage_check_page(stage);
    stage_tap(stage, "pager.next");
    assert_non_null(stage_node(stage, "policy.fact.4"));
    assert_non_null(stage_node(stage, "policy.body"));
    stage_check_page(stage);
    stage_tap(stage, "pager.next");
    assert_non_null(stage_node(stage, "policy.qr"));
    stage_check_page(stage);
}

static void
a_policy_that_is_gone(void **state)
{
    struct stage *stage = *state;
    put(stage, &allowance, 1);
    stage_show(stage, "policy", "allowance");
    stage_show(stage, "policy", "nonesuch");
    assert_non_null(stage_node(stage, "policy.title"));
    stage_check_page(stage);
    stage_tap(stage, "policy.take");
    assert_true(stage_at(stage, "services"));
    stage_show(stage, "policy", NULL);
    assert_non_null(stage_node(stage, "policy.title"));
}

static void
a_wide_page_has_it_all(void **state)
{
    struct stage *stage = *state;
    put(stage, &allowance, 1);
    stage_show(stage, "policy", "allowance");
    static const char *const ids[] = {
        "policy.title", "policy.fact.1", "policy.fact.4", "policy.body",
        "policy.page.up", "policy.page.down", "policy.qr", "policy.take",
    };
    for (size_t i = 0; i < sizeof(ids) / sizeof(ids[0]); i++) {
        assert_non_null(stage_node(stage, ids[i]));
    }
    stage_check_page(stage);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(an_amount_stands_with_its_condition,
                                        hall_setup, stage_teardown),
        cmocka_unit_test_setup_teardown(the_amount_is_named_in_english_too,
                                        hall_setup, stage_teardown),
        cmocka_unit_test_setup_teardown(what_it_leads_to, hall_setup,
                                        stage_teardown),
        cmocka_unit_test_setup_teardown(an_expired_policy_says_so,
                                        hall_setup, stage_teardown),
        cmocka_unit_test_setup_teardown(
            the_code_leads_to_the_page_that_phones_reach, hall_setup,
            stage_teardown),
        cmocka_unit_test_setup_teardown(the_code_holds_what_has_room,
                                        hall_setup, stage_teardown),
        cmocka_unit_test_setup_teardown(a_long_text_is_paged_and_dragged,
                                        hall_setup, stage_teardown),
        cmocka_unit_test_setup_teardown(many_facts_go_on_in_the_text,
                                        hall_setup, stage_teardown),
        cmocka_unit_test_setup_teardown(large_type_shows_two_facts_a_page,
                                        hall_setup, stage_teardown),
        cmocka_unit_test_setup_teardown(a_policy_that_is_gone, hall_setup,
                                        stage_teardown),
        cmocka_unit_test_setup_teardown(a_wide_page_has_it_all,
                                        stage_setup_wide, stage_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
