// SPDX-License-Identifier: Apache-2.0
#include "hall.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "store/catalogue.h"
#include "util/str.h"

static int
setup(void **state)
{
    if (stage_setup(state)) {
        return -1;
    }
    struct stage *stage = *state;
    stage->follows = true;
    assert_int_equal(catalogue_load_built_in(
                         stage->fixture->store,
                         SOURCE_DIR "/assets/catalogue"),
                     ERR_OK);
    return 0;
}

static const char *
field(const struct stage *stage)
{
    return stage_node(stage, "eligibility.question")->value;
}

// Answer the question on show; NULL skips it.
static void
answer(struct stage *stage, const char *asked, const char *value)
{
    char id[UI_ID_SIZE] = "eligibility.skip";
    assert_string_equal(field(stage), asked);
    assert_false(stage_enabled(stage, "eligibility.next"));
    if (value) {
        str_format(id, sizeof(id), "eligibility.choice.%s", value);
    }
    stage_pass(stage, 400);
    stage_tap(stage, id);
    // Choosing never goes on by itself.
    assert_string_equal(field(stage), asked);
    stage_pass(stage, 400);
    stage_tap(stage, "eligibility.next");
}

// Skip or deny whatever else is asked.
static void
finish(struct stage *stage)
{
    while (stage_at(stage, "eligibility")) {
        answer(stage, field(stage), NULL);
    }
    assert_true(stage_at(stage, "result"));
}

static void
expect(const struct stage *stage, const char *id, const char *value)
{
    const struct ui_node *node = stage_node(stage, id);
    if (value) {
        assert_non_null(node);
        assert_string_equal(node->value, value);
    } else {
        assert_null(node);
    }
}

static void
full_time_phd(void **state)
{
    struct stage *stage = *state;
    stage_show(stage, "eligibility", NULL);
    answer(stage, "engagement", "full_time");
    answer(stage, "degree", "phd");
    answer(stage, "channel", "campus");
    finish(stage);
    expect(stage, "result.item.R1", "MAY_APPLY");
    expect(stage, "result.item.R2", NULL);
    expect(stage, "result.item.R4", NULL);
    expect(stage, "result.reason.R1.0", "met");
    expect(stage, "result.reason.R1.2", "met");
    // The province's part has no published amount; the city's stands once.
    const char *stated = stage_label(stage, "result.stated");
    assert_non_null(strstr(stated, "省级待遇金额暂无公开信息"));
    stage_pass(stage, 400);
    stage_tap(stage, "result.desk");
    assert_true(stage_at(stage, "service"));
    assert_string_equal(stage->session.service, "settling-allowance-phd");
}

static void
part_time_phd(void **state)
{
    struct stage *stage = *state;
    stage_show(stage, "eligibility", NULL);
    answer(stage, "engagement", "part_time");
    // Neither degree nor channel can change anything for a part-time one.
    answer(stage, "special_need", "no");
    finish(stage);
    expect(stage, "result.item.R4", "MAY_APPLY");
    expect(stage, "result.item.R1", NULL);
    size_t count;
    const struct ui_node *nodes = ui_nodes(stage->ui, &count);
    for (size_t i = 0; i < count; i++) {
        assert_null(strstr(nodes[i].label, "10 万"));
    }
}

static void
skipped_channel(void **state)
{
    struct stage *stage = *state;
    stage_show(stage, "eligibility", NULL);
    answer(stage, "engagement", "full_time");
    answer(stage, "degree", "phd");
    answer(stage, "channel", NULL);
    finish(stage);
    expect(stage, "result.item.R1", "ASK_DESK");
    expect(stage, "result.reason.R1.2", "unknown");
}

static void
going_back_changes_an_answer(void **state)
{
    struct stage *stage = *state;
    stage_show(stage, "eligibility", NULL);
    assert_false(stage_enabled(stage, "eligibility.previous"));
    assert_false(stage_back(stage));
    answer(stage, "engagement", "full_time");
    assert_true(stage_back(stage));
    expect(stage, "eligibility.choice.full_time", "on");
    stage_pass(stage, 400);
    stage_tap(stage, "eligibility.next");
    answer(stage, "degree", "master");
    stage_pass(stage, 400);
    stage_tap(stage, "eligibility.previous");
    assert_string_equal(field(stage), "degree");
    expect(stage, "eligibility.choice.master", "on");
    stage_pass(stage, 400);
    stage_tap(stage, "eligibility.choice.bachelor");
    stage_pass(stage, 400);
    stage_tap(stage, "eligibility.next");
    // The channel matters to masters and PhDs alone.
    finish(stage);
    expect(stage, "result.item.R3", "NOT_STATED");
    stage_pass(stage, 400);
    stage_tap(stage, "result.again");
    assert_true(stage_at(stage, "eligibility"));
    assert_string_equal(field(stage), "engagement");
}

static void
nothing_answered(void **state)
{
    struct stage *stage = *state;
    stage_show(stage, "eligibility", NULL);
    finish(stage);
    expect(stage, "result.verdict", "NOT_STATED");
    stage_pass(stage, 400);
    stage_tap(stage, "result.desk");
    assert_true(stage_at(stage, "services"));
}

static void
another_match_in_full(void **state)
{
    struct stage *stage = *state;
    stage_show(stage, "eligibility", NULL);
    answer(stage, "engagement", "full_time");
    answer(stage, "degree", "phd");
    answer(stage, "channel", "campus");
    answer(stage, "special_need", "yes");
    finish(stage);
    expect(stage, "result.reason.R5.0", NULL);
    stage_pass(stage, 400);
    stage_tap(stage, "result.item.R5");
    expect(stage, "result.reason.R5.0", "met");
    expect(stage, "result.item.R1", "MAY_APPLY");
}

// A hall is busy: news come in while somebody thinks and reads.
static void
news_disturb_nobody(void **state)
{
    struct stage *stage = *state;
    stage_show(stage, "eligibility", NULL);
    stage_pass(stage, 400);
    stage_tap(stage, "eligibility.choice.full_time");
    stage_tell(stage, SCREEN_CHANGED);
    expect(stage, "eligibility.choice.full_time", "on");
    stage_pass(stage, 400);
    stage_tap(stage, "eligibility.next");
    stage_pass(stage, 400);
    stage_tap(stage, "eligibility.skip");
    stage_tell(stage, SCREEN_CHANGED);
    assert_true(stage_enabled(stage, "eligibility.next"));
    stage_pass(stage, 400);
    stage_tap(stage, "eligibility.choice.phd");
    stage_pass(stage, 400);
    stage_tap(stage, "eligibility.next");
    answer(stage, "channel", "campus");
    answer(stage, "special_need", "yes");
    finish(stage);
    while (!stage_node(stage, "result.item.R5")) {
        stage_pass(stage, 400);
        stage_tap(stage, "pager.next");
        stage_tell(stage, SCREEN_CHANGED); // and stays on its page
    }
    stage_pass(stage, 400);
    stage_tap(stage, "result.item.R5");
    stage_tell(stage, SCREEN_CHANGED);
    expect(stage, "result.reason.R5.0", "met");
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, stage_teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(full_time_phd),   TEST(part_time_phd),
        TEST(skipped_channel), TEST(going_back_changes_an_answer),
        TEST(nothing_answered), TEST(another_match_in_full),
        TEST(news_disturb_nobody),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
