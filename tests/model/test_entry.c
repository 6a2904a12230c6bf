// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>

#include "model/entry.h"
#include "util/str.h"

static void
groups(void **state)
{
    enum entry_group group;

    (void)state;
    assert_int_equal(ENTRY_GROUP_COUNT, 11);
    for (int i = 0; i < ENTRY_GROUP_COUNT; i++) {
        assert_true(
            entry_group_parse(entry_group_name((enum entry_group)i),
                              &group));
        assert_int_equal(group, i);
    }
    assert_false(entry_group_parse("gossip", &group));
}

static void
clearing_frees_all(void **state)
{
    struct entry entry = {.field_count = 1, .row_count = 2};

    (void)state;
    entry.id = str_dup("doctoral-corps");
    entry.title.zh = str_dup("博士服务团");
    entry.body.zh = str_dup("正文");
    entry.fields = calloc(1, sizeof(*entry.fields));
    entry.rows = calloc(2, sizeof(*entry.rows));
    assert_non_null(entry.fields);
    assert_non_null(entry.rows);
    entry.fields[0].label.zh = str_dup("单位");
    entry.fields[0].value.en = str_dup("unit");
    entry_clear(&entry);
    assert_null(entry.fields);
    assert_int_equal(entry.row_count, 0);
    entry_clear(NULL);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(groups),
        cmocka_unit_test(clearing_frees_all),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
