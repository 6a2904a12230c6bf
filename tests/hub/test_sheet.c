// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "hub/sheet.h"
#include "util/buf.h"
#include "wire/fault.h"

/* Records as a person writes them, to JSON. */

#define OUT_MAX (1024 * 1024)

static void
gives(const char *text, const char *json)
{
    struct fault fault = {0};
    struct buf out;
    buf_init(&out, OUT_MAX);
    enum err err = sheet_read(text, strlen(text), "policy", &out, &fault);
    if (err)
        fail_msg("%s: %s", fault.field, fault.en);
    assert_string_equal(buf_text(&out), json);
    buf_clear(&out);
}

/** The body of a policy with this head and no text. */
static void
head_gives(const char *head, const char *body)
{
    struct buf text, json;
    buf_init(&text, OUT_MAX);
    buf_init(&json, OUT_MAX);
    buf_addf(&text, "---\nid: p\n%s---\n", head);
    buf_addf(&json, "{\"kind\":\"policy\",\"id\":\"p\",\"body\":{%s}}", body);
    gives(buf_text(&text), buf_text(&json));
    buf_clear(&text);
    buf_clear(&json);
}

static void
refused(const char *text, const char *field, const char *why)
{
    size_t len = strlen(text);
    struct fault fault = {0};
    struct buf out;
    buf_init(&out, OUT_MAX);
    assert_int_equal(sheet_read(text, len, NULL, &out, &fault), ERR_INVALID);
    assert_string_equal(fault.field, field);
    if (!strstr(fault.en, why))
        fail_msg("%s", fault.en);
    buf_clear(&out);
}

/** A policy whose fourth line is this one is refused there. */
static void
line_refused(const char *line, const char *why)
{
    struct buf text;
    buf_init(&text, OUT_MAX);
    buf_addf(&text, "---\nid: p\nkind: policy\n%s\n---\n", line);
    refused(buf_text(&text), "line 4", why);
    buf_clear(&text);
}

static void
reads_values(void **state)
{
    (void)state;
    head_gives("title: 安家费\n", "\"title\":{\"zh\":\"安家费\"}");
    head_gives("title: 安家费\ntitle.en: Allowance\n",
               "\"title\":{\"zh\":\"安家费\",\"en\":\"Allowance\"}");
    head_gives("title.zh: 2026\n", "\"title\":{\"zh\":\"2026\"}");
    head_gives("title: {\"zh\": \"一\", \"en\": \"A\"}\n",
               "\"title\":{\"zh\": \"一\", \"en\": \"A\"}");
    head_gives("rows: [63, 66]\n", "\"rows\":[63, 66]");
    head_gives("topics: [housing, aid-xining]\n",
               "\"topics\":[\"housing\",\"aid-xining\"]");
    head_gives("valid_from: 2026-01-01\nvalid_to:\nservices: []\n",
               "\"valid_from\":\"2026-01-01\",\"valid_to\":null,"
               "\"services\":[]");
    head_gives("demo: true\nsummary: null\nstate: 'verified'\n",
               "\"demo\":true,\"summary\":null,\"state\":\"verified\"");
    head_gives("rules: [12, 0971, -3, 1.5]\n", "\"rules\":[12,\"0971\",-3,"
                                             "\"1.5\"]");
}

static void
reads_lists_and_indentation(void **state)
{
    (void)state;
    head_gives("topics:\n- housing\n- schooling\nstate: verified\n",
               "\"topics\":[\"housing\",\"schooling\"],"
               "\"state\":\"verified\"");
    head_gives("topics:\n  - housing\nrows:\n  - 63\n",
               "\"topics\":[\"housing\"],\"rows\":[63]");
    head_gives("facts:\n  - label: 谁\n    label.en: Who\n    value: 人\n"
               "  - label:\n      zh: 何时\n    value: \"一: 二\"\n",
               "\"facts\":[{\"label\":{\"zh\":\"谁\",\"en\":\"Who\"},"
               "\"value\":{\"zh\":\"人\"}},{\"label\":{\"zh\":\"何时\"},"
               "\"value\":{\"zh\":\"一: 二\"}}]");
    head_gives("source:\n  document: 文\n  place:\n    zh: 页\n"
               "  date: 2026-01-01\n",
               "\"source\":{\"document\":{\"zh\":\"文\"},"
               "\"place\":{\"zh\":\"页\"},\"date\":\"2026-01-01\"}");
    head_gives("source.document.zh: 文\nsource.date: null\n",
               "\"source\":{\"document\":{\"zh\":\"文\"},\"date\":null}");
}

static void
reads_text_on_lines(void **state)
{
    (void)state;
    head_gives("# a note\n\nsummary: |\n  一\n    二\n\n  # 三\nrows: []\n",
               "\"summary\":{\"zh\":\"一\\n  二\\n\\n# 三\"},\"rows\":[]");
    gives("\xEF\xBB\xBF---\r\nid: p\r\n---\r\n\r\n# 标题\r\n文\r\n"
          "--- en ---\r\nText\r\n",
          "{\"kind\":\"policy\",\"id\":\"p\",\"body\":{\"body\":"
          "{\"zh\":\"# 标题\\r\\n文\",\"en\":\"Text\"}}}");
    gives("---\nkind: form\nid: f\n---\n介绍\n",
          "{\"kind\":\"form\",\"id\":\"f\",\"body\":"
          "{\"intro\":{\"zh\":\"介绍\"}}}");
    gives("---\nkind: entry\nid: e\nfields:\n- label: 甲\n  value: 乙\n---\n",
          "{\"kind\":\"entry\",\"id\":\"e\",\"body\":{\"fields\":[{\"label\":"
          "{\"zh\":\"甲\"},\"value\":{\"zh\":\"乙\"}}]}}");
    gives("---\nkind: activity\nid: a\nfields:\n- value: x\n  label: 乙\n"
          "---\n",
          "{\"kind\":\"activity\",\"id\":\"a\",\"body\":{\"fields\":["
          "{\"value\":\"x\",\"label\":{\"zh\":\"乙\"}}]}}");
}

static void
names_the_line_that_is_wrong(void **state)
{
    static const char broken[] = "---\nid: \xff\n---\n";
    (void)state;
    refused("title: a\n", "line 1", "must be ---");
    refused("---\nid: p\n", "line 1", "does not end");
    refused("---\n---\n", "line 1", "`kind`");
    refused("---\nkind: policy\n---\n", "line 1", "`id`");
    refused("---\nkind: talent\nid: x\n---\n", "line 1", "`kind`");
    refused(broken, "", "UTF-8");
    line_refused("sumary: a", "did you mean summary?");
    line_refused("title", "not `key: value`");
    line_refused("title:a", "not `key: value`");
    line_refused("  title: a", "indentation");
    line_refused("\ttitle: a", "tabs");
    line_refused("- a", "indentation");
    line_refused("id: q", "twice");
    line_refused("id.x.y: q", "twice");
    line_refused("title: \"a", "quotes");
    line_refused("title: \"a\" b", "quotes");
    line_refused("title: {\"zh\": }", "not valid JSON");
    line_refused("topics: [a, {b]", "brackets");
    line_refused("summary: >", "single |");
    refused("---\nkind: topic\nid: t\n---\ntext\n", "line 5",
            "no text below");
    refused("---\nkind: policy\nid: p\n---\na\n--- en ---\nb\n"
            "--- en ---\nc\n", "line 8", "second text");
}

static void
bounds_what_it_takes(void **state)
{
    struct buf text;
    (void)state;
    buf_init(&text, OUT_MAX);
    buf_add_str(&text, "---\nkind: policy\nid: p\n");
    for (int depth = 0; depth < 14; depth++)
        buf_addf(&text, "%*sa:\n", depth, "");
    buf_add_str(&text, "---\n");
    refused(buf_text(&text), "line 16", "deeper than 12");
    buf_reset(&text);
    buf_add_str(&text, "---\nkind: policy\nid: p\ntopics:\n");
    for (int i = 0; i < 2100; i++)
        buf_add_str(&text, "- a\n");
    buf_add_str(&text, "---\n");
    refused(buf_text(&text), "line 2001", "2000");
    buf_reset(&text);
    buf_add_str(&text, "---\nkind: policy\nid: p\ntitle: ");
    for (int i = 0; i < SHEET_HEAD_MAX; i++)
        buf_add_char(&text, 'a');
    buf_add_str(&text, "\n---\n");
    refused(buf_text(&text), "line 1", "64 KiB");
    buf_clear(&text);
}

static void
refuses_dots_without_end(void **state)
{
    struct buf text;
    (void)state;
    buf_init(&text, OUT_MAX);
    buf_add_str(&text, "---\nid: p\nkind: policy\nrows");
    for (int i = 0; i < 28; i++)
        buf_add_str(&text, ".a");
    buf_add_str(&text, ":\n  b");
    for (int i = 0; i < 28; i++)
        buf_add_str(&text, ".b");
    buf_add_str(&text, ": 1\n---\n");
    refused(buf_text(&text), "line 1", "32 levels");
    buf_clear(&text);
}

static void
finds_the_line_of_a_field(void **state)
{
    static const char text[] =
        "---\n"
        "kind: policy\n"
        "id: p\n"
        "title: a\n"
        "title.en: b\n"
        "facts:\n"
        "- label: c\n"
        "  value: |\n"
        "    d\n"
        "- label:\n"
        "    en: e\n"
        "topics: [f, g]\n"
        "source: {\"document\": 1}\n"
        "---\n"
        "\n"
        "h\n"
        "--- en ---\n"
        "\n"
        "i\n";
    static const struct {
        const char *path;
        int64_t line;
    } cases[] = {
        {"id", 3}, {"kind", 2}, {"title.zh", 4}, {"title.en", 5},
        {"title.bo", 4}, {"facts", 6}, {"facts[0].label.zh", 7},
        {"facts[0].value.zh", 8}, {"facts[1].label.zh", 10},
        {"facts[1].value", 10}, {"facts[7]", 6}, {"topics[1]", 12},
        {"source.document.zh", 13}, {"body.zh", 16}, {"body.en", 19},
        {"body.bo", 16}, {"body", 16}, {"nothing", 1}, {"", 1},
    };
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        int64_t line = sheet_line(text, strlen(text), NULL, cases[i].path);
        if (line != cases[i].line)
            fail_msg("%s: line %d", cases[i].path, (int)line);
    }
    assert_int_equal(sheet_line("x", 1, NULL, "id"), 1);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_values),
        cmocka_unit_test(reads_lists_and_indentation),
        cmocka_unit_test(reads_text_on_lines),
        cmocka_unit_test(names_the_line_that_is_wrong),
        cmocka_unit_test(bounds_what_it_takes),
        cmocka_unit_test(refuses_dots_without_end),
        cmocka_unit_test(finds_the_line_of_a_field),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
