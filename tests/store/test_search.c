// SPDX-License-Identifier: Apache-2.0
#include "store/search.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "fixture.h"
#include "store/catalogue.h"
#include "store/db.h"
#include "store/handle.h"
#include "store/policies.h"
#include "store/search_index.h"
#include "util/file.h"
#include "util/log.h"
#include "util/str.h"

#define BUILT_IN SOURCE_DIR "/assets/catalogue"
#define BODY_SIZE 700

static struct change
policy(const char *id, const char *title, const char *text,
       const char *date, char body[BODY_SIZE])
{
    assert_true(str_format(
        body, BODY_SIZE,
        "{\"title\":{\"zh\":\"%s\",\"en\":\"Title of %s\"},"
        "\"summary\":null,\"facts\":[],\"body\":{\"zh\":\"%s\"},"
        "\"topics\":[],\"source\":{\"document\":{\"zh\":\"某刊\"},"
        "\"date\":\"%s\"},\"state\":\"verified\"}",
        title, id, text, date));
    return fixture_put("policy", id, 1, body);
}

struct found {
    char ids[512];
    size_t total;
    bool more;
};

static struct found
search(struct fixture *fixture, const char *text, bool best)
{
    const struct search_query query = {
        .text = text, .best = best, .max = SEARCH_PAGE_MAX};
    struct policy policies[SEARCH_PAGE_MAX];
    struct search_result result;
    struct found found = {{0}, 0, false};
    size_t i;

    assert_int_equal(search_policies(fixture->store, &query, policies,
                                     &result), ERR_OK);
    for (i = 0; i < result.count; i++) {
        size_t at = strlen(found.ids);

        (void)str_format(found.ids + at, sizeof(found.ids) - at, "%s ",
                         policies[i].id);
        policy_clear(&policies[i]);
    }
    found.total = result.total;
    found.more = result.more;
    return found;
}

static void
expect(struct fixture *fixture, const char *text, const char *ids)
{
    struct found found = search(fixture, text, false);
    struct found best = search(fixture, text, true);

    if (!str_equal(found.ids, ids)) {
        print_message("%s\n", text);
    }
    assert_string_equal(found.ids, ids);
    assert_int_equal(found.total, best.total);
    assert_false(found.more || best.more);
}

static void
fill(struct fixture *fixture)
{
    char bodies[5][BODY_SIZE];
    const struct change changes[] = {
        policy("phd", "博士研究生安家费", "一次性给10万元，补贴，落户。",
               "2026-01-05", bodies[0]),
        policy("flat", "市级人才公寓", "安家费另见。重庆来的也一样",
               "2026-01-04", bodies[1]),
        policy("lock", "“人才强企”三年行动", "绿色通道 ＡＢＣ-7",
               "2026-01-03", bodies[2]),
        policy("bank", "银行行长重庆行", "公开资料", "2026-01-02",
               bodies[3]),
        policy("xian", "西安与先进", "补贴落户", "2026-01-01", bodies[4]),
    };

    (void)fixture_apply(fixture, changes, 5, "c1");
}

static void
finds_what_visitors_type(void **state)
{
    static const struct {
        const char *text, *ids;
    } cases[] = {
        {"安", "phd xian flat "},      // titles first, though one is older
        {"安家费", "phd flat "},
        {"家费", "phd flat "},
        {"费家", ""},
        {"补贴落户", "xian "},         // no phrase across a comma
        {"补贴 落户", "phd xian "},
        {"人才强企三年", "lock "},     // quotes do not count
        {"「人才強企」", ""},
        {"“人才强企”", "lock "},
        {"『人才强企』", "lock "},
        {"10万元", "phd "},
        {"１０ 万元", "phd "},
        {"abc", "lock "},
        {"ＡＢＣ", "lock "},
        {"ajf", "phd "},
        {"anjiafei", "phd "},
        {"an jia fei", "phd "},
        {"an'jia'fei", "phd "},
        {"ANJIAFEI", "phd "},
        {"anjiaf", "phd "},
        {"anji", "phd "},
        {"anjfei", "phd "},
        {"rcgy", "flat "},
        {"rencaigongyu", "flat "},
        {"chongqing", "bank "},
        {"zhongqing", "bank "},
        {"hangzhang", "bank "},
        {"xian", "xian "},             // 西安 and 先
        {"xi an", "xian "},
        {"anjia博士", "phd "},
        {"博士ajf", "phd "},
        {"公寓ajf", ""},
        {"title of phd", "phd "},
        {"TITL", "phd flat lock bank xian "},
        {"资料", "bank "},
        {"zlzlzl", ""},
        {"没有这个", ""},
        {"", ""},
        {"，。", ""},
    };
    struct fixture *fixture = *state;
    size_t i;

    fill(fixture);
    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        expect(fixture, cases[i].text, cases[i].ids);
    }
}

// What FTS5 reads as its own language is text like any other.
static void
takes_no_orders_from_visitors(void **state)
{
    static const char *const hostile[] = {
        "\"", "*", "\"安家费", "安家费\" OR \"公寓", "NEAR(安 家)",
        "title : 安", "安*", "-安", "{title} : 安", "^安", "a AND b",
        "NOT 安", "((((", "\1an \1jia", "\3安", "'; DROP TABLE records;--",
        "\xFF\xFE\xE5", "%s%n", "\\",
    };
    struct fixture *fixture = *state;
    char letters[3000];
    size_t i;

    fill(fixture);
    for (i = 0; i < sizeof(hostile) / sizeof(hostile[0]); i++) {
        (void)search(fixture, hostile[i], false);
        (void)search(fixture, hostile[i], true);
    }
    for (i = 0; i + 1 < sizeof(letters); i++) {
        letters[i] = "aneoxi"[i % 6];
    }
    letters[sizeof(letters) - 1] = '\0';
    (void)search(fixture, letters, false);
    expect(fixture, "\"安家费\"", "phd flat ");
}

static void
a_page_begins_where_it_is_told(void **state)
{
    struct fixture *fixture = *state;
    const struct search_query query = {.text = "安", .first = 1, .max = 1};
    struct policy policies[1];
    struct search_result result;

    fill(fixture);
    assert_int_equal(search_policies(fixture->store, &query, policies,
                                     &result), ERR_OK);
    assert_int_equal(result.count, 1);
    assert_int_equal(result.total, 3);
    assert_string_equal(policies[0].id, "xian");
    policy_clear(&policies[0]);
}

static void
follows_every_change(void **state)
{
    struct fixture *fixture = *state;
    char body[BODY_SIZE];
    struct change changes[2];

    fill(fixture);
    changes[0] = policy("phd", "博士购房", "一次性", "2026-01-05", body);
    changes[0].rev = 2;
    changes[1] = fixture_del("policy", "xian", 2);
    (void)fixture_apply(fixture, changes, 2, "c2");
    expect(fixture, "安家费", "flat ");
    expect(fixture, "ajf", "");
    expect(fixture, "购房", "phd ");
    expect(fixture, "安", "flat ");
}

// A kind fetched anew: its policies are found once it is shown, and no
// policy is ever counted twice.
static void
finds_only_what_is_shown(void **state)
{
    struct fixture *fixture = *state;
    char body[BODY_SIZE];
    struct change change = policy("new", "安家费新", "公寓", "2026-02-01",
                                  body);
    struct change_page page = {.changes = &change, .count = 1};
    bool settled;

    fill(fixture);
    assert_int_equal(changes_refetch_begin(fixture->store, "policy"),
                     ERR_OK);
    assert_int_equal(changes_refetch_add(fixture->store, &page), ERR_OK);
    expect(fixture, "安家费", "phd flat ");
    assert_int_equal(changes_refetch_end(fixture->store, "policy"), ERR_OK);
    expect(fixture, "安家费", "new ");
    expect(fixture, "补贴", "");
    assert_int_equal(search_index_settled(fixture->store, &settled), ERR_OK);
    assert_true(settled);
}

static void
apply_many(struct fixture *fixture, size_t count, int64_t rev,
           const char *title, const char *cursor)
{
    struct change *changes = calloc(count, sizeof(*changes));
    char (*bodies)[BODY_SIZE] = calloc(count, BODY_SIZE);
    char (*ids)[16] = calloc(count, 16);
    size_t i;

    assert_true(changes && bodies && ids);
    for (i = 0; i < count; i++) {
        (void)str_format(ids[i], 16, "p%zu", i);
        changes[i] = policy(ids[i], title, "正文", "2026-01-05", bodies[i]);
        changes[i].rev = rev;
    }
    (void)fixture_apply(fixture, changes, count, cursor);
    free(changes);
    free(bodies);
    free(ids);
}

static void
counts_pages_larger_than_a_transaction(void **state)
{
    struct fixture *fixture = *state;
    bool settled;

    apply_many(fixture, 300, 1, "安家费", "c1");
    assert_int_equal(search(fixture, "安家费", false).total, 300);
    assert_int_equal(search(fixture, "ajf", true).total, 300);
    apply_many(fixture, 250, 2, "公寓", "c2");
    assert_int_equal(search(fixture, "安家费", false).total, 50);
    assert_int_equal(search(fixture, "gongyu", true).total, 250);
    assert_int_equal(search(fixture, "正文", true).total, 300);
    assert_int_equal(search_index_settled(fixture->store, &settled), ERR_OK);
    assert_true(settled);
}

// While one types, the count stops where it would take long.
static void
counts_no_further_than_it_says(void **state)
{
    struct fixture *fixture = *state;
    struct found found;

    apply_many(fixture, SEARCH_TYPING_MAX + 20, 1, "安家费", "c1");
    found = search(fixture, "安家费", false);
    assert_int_equal(found.total, SEARCH_TYPING_MAX);
    assert_true(found.more);
    found = search(fixture, "安家费", true);
    assert_int_equal(found.total, SEARCH_TYPING_MAX + 20);
    assert_false(found.more);
}

static void
the_best_match_comes_first(void **state)
{
    struct fixture *fixture = *state;
    char bodies[3][BODY_SIZE];
    const struct change changes[] = {
        policy("once", "甲", "公寓。一二三四五六七八九十一二三四五六七八",
               "2026-01-05", bodies[0]),
        policy("often", "乙", "公寓，公寓，公寓", "2026-01-04", bodies[1]),
        policy("title", "公寓", "正文", "2026-01-03", bodies[2]),
    };

    (void)fixture_apply(fixture, changes, 3, "c1");
    assert_string_equal(search(fixture, "公寓", false).ids,
                        "title once often ");
    assert_string_equal(search(fixture, "公寓", true).ids,
                        "title often once ");
}

static void
a_broken_index_is_made_anew(void **state)
{
    struct fixture *fixture = *state;
    struct db *db;
    bool more;

    fill(fixture);
    db = fixture->store->db;
    log_set_level(LOG_LEVEL_OFF);
    assert_int_equal(db_exec(db, "DELETE FROM policy_index_data"
                                 " WHERE id > 10"), ERR_OK);
    fixture_restart(fixture);
    expect(fixture, "安家费", "phd flat ");
    assert_int_equal(db_exec(fixture->store->db, "DROP TABLE policy_index"),
                     ERR_OK);
    expect(fixture, "ajf", "phd ");
    // Damage that a search would not meet is found in time.
    assert_int_equal(db_exec(fixture->store->db,
                             "UPDATE policy_index_data SET"
                             " block = x'00ff00ff' WHERE id > 10"), ERR_OK);
    assert_int_equal(search_maintain(fixture->store, &more), ERR_OK);
    expect(fixture, "ajf", "phd ");
    log_set_level(LOG_LEVEL_INFO);
}

static int64_t
parts(struct fixture *fixture)
{
    int64_t count = 0;

    assert_int_equal(db_int(fixture->store->db,
                            "SELECT count(DISTINCT segid)"
                            " FROM policy_index_idx", &count), ERR_OK);
    return count;
}

// Every search looks through all parts of an index.
static void
parts_of_an_index_are_joined(void **state)
{
    struct fixture *fixture = *state;
    char body[BODY_SIZE];
    char id[16];
    char cursor[16];
    bool more = true;
    int i;

    fill(fixture);
    for (i = 0; i < 6; i++) {
        snprintf(id, sizeof(id), "p%d", i);
        snprintf(cursor, sizeof(cursor), "d%d", i);
        const struct change change =
            policy(id, "唐卡", "正文", "2026-02-03", body);
        (void)fixture_apply(fixture, &change, 1, cursor);
    }
    assert_true(parts(fixture) > 4);
    for (i = 0; more && i < 100; i++) {
        assert_int_equal(search_maintain(fixture->store, &more), ERR_OK);
    }
    assert_false(more);
    assert_int_equal(parts(fixture), 1);
    expect(fixture, "安家费", "phd flat ");
    assert_int_equal(search(fixture, "tangka", true).total, 6);
}

static void
an_index_of_another_program_is_made_anew(void **state)
{
    struct fixture *fixture = *state;
    bool more = true;

    fill(fixture);
    assert_int_equal(setting_set(fixture->store, "search_version", "0"),
                     ERR_OK);
    assert_int_equal(search_maintain(fixture->store, &more), ERR_OK);
    expect(fixture, "安家费", "phd flat ");
}

// A kiosk that pulled its policies before there was an index.
static void
a_store_of_schema_1_is_searched(void **state)
{
    static const char policies[] =
        "INSERT OR REPLACE INTO kinds(kind, shown) VALUES('policy', 900);"
        "INSERT INTO records(kind, set_no, id, rev, body)"
        " VALUES('policy', 900, 'old', 1, '{\"title\":{\"zh\":\"安家费\"},"
        "\"topics\":[\"a\"],\"source\":{\"document\":{\"zh\":\"刊\"},"
        "\"date\":\"2022-10-11\"},\"state\":\"verified\"}');";
    struct fixture *fixture = *state;
    struct policies_query query = {.topic = "a", .max = 1};
    struct policy listed;
    char path[FILE_PATH_SIZE];
    struct buf sql;
    struct db *db;
    size_t count;
    size_t total;

    fixture_close(fixture);
    fixture_remove(fixture, "marks");
    fixture_remove(fixture, "kiosk.db");
    buf_init(&sql, 1 << 20);
    assert_int_equal(file_read(SOURCE_DIR "/tests/store/schema-1.sql",
                               1 << 20, &sql), ERR_OK);
    assert_true(file_join(path, sizeof(path), fixture->dir, "kiosk.db"));
    assert_int_equal(db_open(path, DB_BACKGROUND, &db, NULL), ERR_OK);
    assert_int_equal(db_exec(db, buf_text(&sql)), ERR_OK);
    assert_int_equal(db_exec(db, policies), ERR_OK);
    db_close(db);
    buf_clear(&sql);
    fixture_open(fixture);
    expect(fixture, "ajf", "old ");
    assert_int_equal(policies_list(fixture->store, &query, &listed, &count,
                                   &total), ERR_OK);
    assert_int_equal(count, 1);
    policy_clear(&listed);
}

static void
the_built_in_allowances_are_found(void **state)
{
    struct fixture *fixture = *state;
    struct found found;

    assert_int_equal(catalogue_load_built_in(fixture->store, BUILT_IN),
                     ERR_OK);
    expect(fixture, "anjiafei",
           "settling-allowance-phd settling-allowance-master ");
    expect(fixture, "ajf",
           "settling-allowance-phd settling-allowance-master ");
    found = search(fixture, "安家费", true);
    assert_true(str_starts(found.ids, "settling-allowance-phd "
                                      "settling-allowance-master "));
    assert_true(search(fixture, "apartment", true).total >= 1);
    assert_int_equal(search(fixture, "购车补贴", true).total, 0);
}

static void
expect_marks(const char *question, const char *text, bool title,
             const char *expected)
{
    struct search_mark marks[8];
    char found[300] = "";
    size_t count = search_marks(question, text, title, marks, 8);
    size_t i;

    for (i = 0; i < count; i++) {
        size_t at = strlen(found);

        (void)str_format(found + at, sizeof(found) - at, "[%.*s]",
                         (int)(marks[i].end - marks[i].start),
                         text + marks[i].start);
        assert_true(i == 0 || marks[i].start >= marks[i - 1].end);
    }
    assert_string_equal(found, expected);
}

static void
marks_what_answered(void **state)
{
    (void)state;
    expect_marks("安家", "全职引进博士 · 安家费", true, "[安家]");
    expect_marks("an jia", "全职引进博士 · 安家费", true, "[安家]");
    expect_marks("ajf", "博士安家费与安家费", true, "[安家费][安家费]");
    expect_marks("ajf", "博士安家费", false, "");
    expect_marks("家费 安家", "安家费", true, "[安家费]");
    expect_marks("人才强企三年", "“人才强企”三年行动", true,
                 "[人才强企”三年]");
    expect_marks("ALLOW", "Settling-in allowance", true, "[allowance]");
    expect_marks("allow", "Settling-in allowance", false, "");
    expect_marks("10万元", "10 万元（全职引进）", false, "[10 万元]");
    expect_marks("好", "不好也好", true, "[好][好]");
    expect_marks("好", "好好好", true, "[好][好][好]");
    expect_marks("", "安家费", true, "");
    expect_marks("安家费", "", true, "");
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, fixture_setup,            \
                                                fixture_teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(finds_what_visitors_type),
        TEST(takes_no_orders_from_visitors),
        TEST(a_page_begins_where_it_is_told),
        TEST(follows_every_change),
        TEST(finds_only_what_is_shown),
        TEST(counts_pages_larger_than_a_transaction),
        TEST(counts_no_further_than_it_says),
        TEST(the_best_match_comes_first),
        TEST(a_broken_index_is_made_anew),
        TEST(parts_of_an_index_are_joined),
        TEST(an_index_of_another_program_is_made_anew),
        TEST(a_store_of_schema_1_is_searched),
        TEST(the_built_in_allowances_are_found),
        cmocka_unit_test(marks_what_answered),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
