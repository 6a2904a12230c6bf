// SPDX-License-Identifier: Apache-2.0
#include "hall.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>


static void
tap(struct stage *stage, const char *id)
{
    stage_pass(stage, 400);
    stage_tap(stage, id);
}

static void
groups_lead_to_entries(void **state)
{
    struct stage *stage = *state;
    stage_show(stage, "directory", NULL);
    tap(stage, "directory.item.platform");
    assert_true(stage_at(stage, "directory"));
    assert_string_equal(stage_label(stage, "directory.title"), "平台与园区");
    tap(stage, "directory.item.platform.key-lab");
    assert_true(stage_at(stage, "entry"));
    assert_string_equal(stage_label(stage, "entry.title"),
                        "国家级重点实验室");
    assert_string_equal(stage_node(stage, "entry.state")->value,
                        "unverified");
    // What nobody published keeps its row and says so.
    assert_non_null(strstr(stage_label(stage, "entry.fact.1"),
                           "暂无公开信息，请咨询窗口"));
    tap(stage, "entry.desk");
    assert_true(stage_at(stage, "services"));
}

static void
group_of_one_is_its_entry(void **state)
{
    struct stage *stage = *state;
    stage_show(stage, "directory", NULL);
    tap(stage, "directory.item.officer");
    assert_true(stage_at(stage, "entry"));
    tap(stage, "entry.form"); // a message to the officers
    assert_true(stage_at(stage, "form"));
}

static void
choices_are_not_listed(void **state)
{
    struct stage *stage = *state;
    stage_show(stage, "directory", "responsibility");
    assert_non_null(stage_node(stage, "directory.item.responsibility-list"));
    assert_null(stage_node(stage, "directory.item.employer.school"));
}

static void
pages_turn(void **state)
{
    struct stage *stage = *state;
    stage_show(stage, "directory", NULL);
    assert_null(stage_node(stage, "directory.item.story"));
    tap(stage, "pager.next");
    assert_non_null(stage_node(stage, "directory.item.story"));
    assert_null(stage_node(stage, "directory.item.officer"));
}

static void
withdrawn_entry(void **state)
{
    struct stage *stage = *state;
    stage_show(stage, "entry", "nobody");
    assert_string_equal(stage_label(stage, "entry.title"), "这一条已撤下");
    assert_true(stage_enabled(stage, "entry.desk"));
}

#define TEST(f)                                                            \
    cmocka_unit_test_setup_teardown(f, hall_setup_built_in, stage_teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(groups_lead_to_entries), TEST(group_of_one_is_its_entry),
        TEST(choices_are_not_listed), TEST(pages_turn),
        TEST(withdrawn_entry),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
