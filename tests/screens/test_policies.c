// SPDX-License-Identifier: Apache-2.0
#include "hall.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "ui/build.h"
#include "store/catalogue.h"
#include "util/str.h"


static size_t
shown(struct stage *stage, const char *prefix)
{
    size_t count = 0, found = 0;
    const struct ui_node *nodes = ui_nodes(stage->ui, &count);
    for (size_t i = 0; i < count; i++) {
        found += str_starts(nodes[i].id, prefix);
    }
    return found;
}

// As an input method or a program types.
static void
type(struct stage *stage, const char *text)
{
    stage_text(stage, "policies.search", text);
}

static size_t
policies(struct stage *stage)
{
    int64_t count = 0;
    assert_int_equal(catalogue_count(stage->fixture->store, "policy",
                                     &count), ERR_OK);
    return (size_t)count;
}

static void
lists_six_a_page_the_expired_last(void **state)
{
    struct stage *stage = *state;
    size_t count = policies(stage);
    char words[40];
    stage_show(stage, "policies", NULL);
    assert_int_equal(shown(stage, "policies.item."), 6);
    assert_non_null(stage_node(stage,
                               "policies.item.settling-allowance-phd"));
    str_format(words, sizeof(words), "第 1 / %zu 页", (count + 5) / 6);
    assert_string_equal(stage_label(stage, "pager.position"), words);
    str_format(words, sizeof(words), "全部 %zu", count);
    assert_string_equal(stage_label(stage, "policies.all"), words);
    assert_int_equal(shown(stage, "policies.topic."), 6);
    assert_non_null(stage_node(stage, "policies.more"));
    str_format(words, sizeof(words), "%zu", count);
    assert_string_equal(stage_value(stage, "policies.count"), words);
    stage_check_page(stage);
    for (size_t page = 1; page < (count + 5) / 6; page++) {
        stage_tap(stage, "pager.next");
        stage_check_page(stage);
    }
    assert_int_equal(shown(stage, "policies.item."), (count - 1) % 6 + 1);
    assert_non_null(stage_node(stage,
                               "policies.item.talent-enterprise-plan"));
}

static void
a_topic_keeps_its_own(void **state)
{
    struct stage *stage = *state;
    stage_show(stage, "policies", NULL);
    stage_tap(stage, "policies.topic.housing");
    assert_non_null(stage_node(stage, "policies.item.talent-apartment"));
    assert_null(stage_node(stage,
                           "policies.item.settling-allowance-phd"));
    stage_tap(stage, "policies.more");
    assert_true(shown(stage, "policies.topic.") >= 14);
    assert_string_equal(stage_label(stage, "policies.more"), "收起");
    stage_check_page(stage);
    stage_tap(stage, "policies.topic.enterprise");
    assert_non_null(stage_node(stage,
                               "policies.item.talent-enterprise-plan"));
    // The chosen one keeps its chip among the few.
    assert_int_equal(shown(stage, "policies.topic."), 6);
    assert_non_null(stage_node(stage, "policies.topic.enterprise"));
    stage_tap(stage, "policies.all");
    assert_int_equal(shown(stage, "policies.item."), 6);
}

static void
finds_as_one_types(void **state)
{
    struct stage *stage = *state;
    stage_show(stage, "policies", NULL);
    stage_tap(stage, "policies.search");
    assert_non_null(stage_node(stage, "keyboard.key.a"));
    assert_null(stage_node(stage, "policies.count"));
    assert_true(shown(stage, "policies.word.") >= 4);
    stage_check_page(stage);
    stage_type(stage, "keyboard", "ajf");
    assert_string_equal(stage_value(stage, "policies.count"), "2");
    assert_int_equal(shown(stage, "policies.item."), 2);
    assert_string_equal(stage_label(stage, "policies.count"), "找到 2 项");
    stage_check_page(stage);
    stage_tap(stage, "keyboard.key.done");
    assert_null(stage_node(stage, "keyboard.key.a"));
    assert_int_equal(shown(stage, "policies.item."), 2);
    stage_check_page(stage);
    stage_tap(stage, "policies.search.clear");
    assert_int_equal(shown(stage, "policies.item."), 6);
}

static void
a_policy_opens_and_leads_back_to_what_was_found(void **state)
{
    struct stage *stage = *state;
    stage_show(stage, "policies", NULL);
    type(stage, "公寓");
    assert_non_null(stage_node(stage, "policies.item.talent-apartment"));
    stage_tap(stage, "policies.item.talent-apartment");
    assert_true(stage_at(stage, "policy"));
    stage_show(stage, "policies", NULL);
    assert_non_null(stage_node(stage, "policies.count"));
    assert_non_null(stage_node(stage, "policies.item.talent-apartment"));
    assert_string_equal(stage->session.search.text, "");
}

static void
nothing_found_has_ways_on(void **state)
{
    struct stage *stage = *state;
    stage_show(stage, "policies", NULL);
    type(stage, "购车补贴");
    assert_string_equal(stage_label(stage, "policies.count"),
                        "没有找到“购车补贴”");
    stage_check_page(stage);
    stage_tap(stage, "policies.call");
    assert_int_equal(stage->asked.calls, 1);
    stage_tap(stage, "policies.again");
    assert_non_null(stage_node(stage, "keyboard.key.a"));
    stage_tap(stage, "keyboard.key.done");
    stage_tap(stage, "policies.word.allowances");
    assert_true(shown(stage, "policies.item.settling-allowance") == 2);
    type(stage, "购车");
    stage_tap(stage, "policies.show_all");
    assert_int_equal(shown(stage, "policies.item."), 6);
    type(stage, "购车");
    stage_tap(stage, "policies.ask");
    assert_true(stage_at(stage, "service"));
}

// Whatever the topics offer to look for is found.
static void
offered_words_find_something(void **state)
{
    struct stage *stage = *state;
    static const char *const topics[] = {
        "allowances", "housing", "schooling", "titles", "health",
        "aid-xining",
    };
    for (int lang = LANG_ZH; lang <= LANG_EN; lang++) {
        stage->session.lang = (enum lang)lang;
        for (size_t i = 0; i < sizeof(topics) / sizeof(topics[0]); i++) {
            char id[64];
            stage_show(stage, "policies", NULL);
            stage_tap(stage, "policies.search");
            str_format(id, sizeof(id), "policies.word.%s", topics[i]);
            if (!stage_node(stage, id)) {
                continue;
            }
            stage_tap(stage, id);
            assert_true(shown(stage, "policies.item.") > 0);
        }
    }
}

static void
every_mode_has_room(void **state)
{
    struct stage *stage = *state;
    for (int mode = 0; mode < 8; mode++) {
        stage->session.large = mode & 1;
        stage->session.low_reach = mode & 2;
        stage->session.lang = mode & 4 ? LANG_EN : LANG_ZH;
        stage_show(stage, "policies", NULL);
        stage_check_page(stage);
        assert_true(shown(stage, "policies.item.") >= 2);
        stage_tap(stage, "policies.more");
        stage_check_page(stage);
        stage_tap(stage, "policies.more");
        stage_tap(stage, "policies.search");
        stage_check_page(stage);
        type(stage, mode & 4 ? "talent" : "人才");
        stage_check_page(stage);
        stage_tap(stage, "keyboard.key.done");
        stage_check_page(stage);
        type(stage, "没有的东西");
        stage_check_page(stage);
        assert_non_null(stage_node(stage, "policies.again"));
        stage_leave(stage);
    }
}

static void
large_type_shows_four_rows(void **state)
{
    struct stage *stage = *state;
    stage->session.large = true;
    stage_show(stage, "policies", NULL);
    assert_int_equal(shown(stage, "policies.item."), 4);
    stage_check_page(stage);
    // Changed on the page, the rows follow.
    stage->session.large = false;
    stage_tap(stage, "policies.topic.allowances");
    stage_tap(stage, "policies.all");
    assert_int_equal(shown(stage, "policies.item."), 6);
}

static void
a_search_that_takes_long_says_so(void **state)
{
    struct stage *stage = *state;
    stage_show(stage, "policies", NULL);
    stage->keeps_waiting = true;
    type(stage, "公寓");
    assert_null(stage_node(stage, "policies.count"));
    assert_null(stage_node(stage, "policies.empty"));
    assert_int_equal(shown(stage, "policies.item."), 0);
    stage_pass(stage, 300);
    assert_string_equal(stage_label(stage, "policies.count"), "正在查找…");
    stage_check_page(stage);
    stage_pass(stage, 2700);
    assert_string_equal(stage_label(stage, "policies.count"),
                        "还在查找，也可以到窗口咨询");
    stage_check_page(stage);
    stage->keeps_waiting = false;
    stage_tell(stage, SCREEN_STATE);
    assert_non_null(stage_node(stage, "policies.item.talent-apartment"));
    assert_string_equal(stage_label(stage, "policies.count"), "找到 2 项");
}

static void
the_words_of_a_wait_have_room(void **state)
{
    struct stage *stage = *state;
    for (int mode = 0; mode < 8; mode++) {
        stage->session.large = mode & 1;
        stage->session.low_reach = mode & 2;
        stage->session.lang = mode & 4 ? LANG_EN : LANG_ZH;
        stage_show(stage, "policies", NULL);
        stage->keeps_waiting = true;
        type(stage, mode & 4 ? "talent" : "人才");
        stage_pass(stage, 300);
        stage_check_page(stage);
        stage_pass(stage, 2700);
        stage_check_page(stage);
        assert_non_null(stage_node(stage, "policies.count"));
        stage->keeps_waiting = stage->find_asked = false;
        stage_leave(stage);
    }
}

// "Search" keeps what the letters found, whatever word they might make.
static void
search_keeps_what_the_letters_found(void **state)
{
    struct stage *stage = *state;
    struct typing_answer answer = {
        .total = 1, .split = "gong yu", .count = 1,
        .words = {{.text = "共御", .letters = 6}},
    };
    stage_show(stage, "policies", NULL);
    stage_tap(stage, "policies.search");
    stage_type(stage, "keyboard", "gongyu");
    size_t found = shown(stage, "policies.item.");
    assert_true(found > 0);
    answer.serial = stage->asked.ask.serial;
    stage_candidates(stage, &answer);
    stage_tap(stage, "keyboard.key.done");
    assert_int_equal(shown(stage, "policies.item."), found);
    // Letters that found nothing become the word.
    stage_tap(stage, "policies.search.clear");
    stage_tap(stage, "policies.search");
    stage_type(stage, "keyboard", "gouche");
    str_copy(answer.split, sizeof(answer.split), "gou che");
    str_copy(answer.words[0].text, sizeof(answer.words[0].text), "购车");
    answer.serial = stage->asked.ask.serial;
    stage_candidates(stage, &answer);
    stage_tap(stage, "keyboard.key.done");
    assert_string_equal(stage_label(stage, "policies.count"),
                        "没有找到“购车”");
}

// What was found stays while more is typed, until the new answer comes.
static void
an_older_answer_stays_until_the_new_one_comes(void **state)
{
    struct stage *stage = *state;
    stage_show(stage, "policies", NULL);
    type(stage, "公寓");
    stage->keeps_waiting = true;
    type(stage, "购车");
    assert_non_null(stage_node(stage, "policies.item.talent-apartment"));
    // An answer to an earlier question changes nothing.
    stage->asked.find_serial--;
    stage->keeps_waiting = false;
    stage_tell(stage, SCREEN_STATE);
    assert_non_null(stage_node(stage, "policies.item.talent-apartment"));
    type(stage, "补贴");
    assert_null(stage_node(stage, "policies.item.talent-apartment"));
    assert_string_equal(stage_label(stage, "policies.count"),
                        "没有找到“公寓购车补贴”");
}

static void
leaving_wipes_what_was_typed(void **state)
{
    struct stage *stage = *state;
    stage_show(stage, "policies", NULL);
    type(stage, "公寓");
    stage_leave(stage);
    assert_string_equal(stage->session.search.text, "");
}

#define TEST(f)                                                            \
    cmocka_unit_test_setup_teardown(f, hall_setup_built_in, stage_teardown)
#define WIDE(f)                                                            \
    cmocka_unit_test_setup_teardown(f, hall_setup_built_in_wide,           \
                                    stage_teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(lists_six_a_page_the_expired_last),
        TEST(a_topic_keeps_its_own),
        TEST(finds_as_one_types),
        TEST(a_policy_opens_and_leads_back_to_what_was_found),
        TEST(nothing_found_has_ways_on),
        TEST(offered_words_find_something),
        TEST(every_mode_has_room),
        WIDE(every_mode_has_room),
        TEST(large_type_shows_four_rows),
        TEST(a_search_that_takes_long_says_so),
        WIDE(a_search_that_takes_long_says_so),
        TEST(the_words_of_a_wait_have_room),
        WIDE(the_words_of_a_wait_have_room),
        TEST(search_keeps_what_the_letters_found),
        TEST(an_older_answer_stays_until_the_new_one_comes),
        TEST(leaving_wipes_what_was_typed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
