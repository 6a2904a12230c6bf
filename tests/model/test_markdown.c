// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "model/markdown.h"
#include "util/buf.h"

static struct markdown
parsed(const char *text)
{
    struct markdown markdown;
    const char *reason = NULL;
    assert_int_equal(
        markdown_parse(text, strlen(text), &markdown, &reason), ERR_OK);
    assert_null(reason);
    return markdown;
}

static void
expect(const struct markdown *markdown, size_t i, enum markdown_kind kind,
       int level, const char *text)
{
    assert_true(i < markdown->count);
    const struct markdown_block *block = &markdown->blocks[i];
    assert_int_equal(block->kind, kind);
    assert_int_equal(block->level, level);
    assert_string_equal(markdown_text(markdown, block), text);
    assert_int_equal(block->len, strlen(text));
}

// The emphasised parts of a block, each in brackets.
static void
expect_emphasis(const char *source, const char *text, const char *emphasis)
{
    struct markdown markdown = parsed(source);
    struct buf all;
    buf_init(&all, 256);
    assert_int_equal(markdown.count, 1);
    const struct markdown_block *block = &markdown.blocks[0];
    assert_string_equal(markdown_text(&markdown, block), text);
    for (size_t i = 0; i < block->run_count; i++) {
        const struct markdown_run *run = &markdown.runs[block->run + i];
        assert_true(run->start + run->len <= block->len);
        buf_addf(&all, "[%.*s]", (int)run->len,
                 markdown_text(&markdown, block) + run->start);
    }
    assert_string_equal(buf_text(&all), emphasis);
    buf_clear(&all);
    markdown_clear(&markdown);
}

static void
a_policy_is_taken_apart(void **state)
{
    (void)state;
    struct markdown m = parsed(
        "## 谁可以\n\n依托全省平台、**全职**引进的博士。\n第二行\n\n"
        "- 省里：待遇\n- 西宁市：再配套10万元\n\n"
        "3. 取号\n4. 核对\n   - 身份证\n\n末段");
    assert_int_equal(m.count, 8);
    expect(&m, 0, MARKDOWN_HEADING, 2, "谁可以");
    expect(&m, 1, MARKDOWN_PARAGRAPH, 0,
           "依托全省平台、全职引进的博士。第二行");
    expect(&m, 2, MARKDOWN_ITEM, 1, "省里：待遇");
    expect(&m, 3, MARKDOWN_ITEM, 1, "西宁市：再配套10万元");
    expect(&m, 4, MARKDOWN_ITEM, 1, "取号");
    assert_int_equal(m.blocks[3].number, 0);
    assert_int_equal(m.blocks[4].number, 3);
    assert_int_equal(m.blocks[5].number, 4);
    expect(&m, 6, MARKDOWN_ITEM, 2, "身份证");
    assert_int_equal(m.blocks[6].number, 0);
    expect(&m, 7, MARKDOWN_PARAGRAPH, 0, "末段");
    markdown_clear(&m);
    markdown_clear(&m);
    markdown_clear(NULL);
}

// A tight list gives its items' texts without a paragraph around them.
static void
an_item_ends_where_another_block_begins(void **state)
{
    (void)state;
    struct markdown m = parsed("- 甲\n  # 乙\n- 丙\n  ***\n- 丁\n  #\n");
    assert_int_equal(m.count, 5);
    expect(&m, 0, MARKDOWN_ITEM, 1, "甲");
    expect(&m, 1, MARKDOWN_HEADING, 1, "乙");
    expect(&m, 2, MARKDOWN_ITEM, 1, "丙");
    assert_int_equal(m.blocks[3].kind, MARKDOWN_RULE);
    expect(&m, 4, MARKDOWN_ITEM, 1, "丁");
    markdown_clear(&m);
}

static void
chinese_emphasis_is_understood(void **state)
{
    (void)state;
    expect_emphasis("中文**《标题》**后文", "中文《标题》后文",
                    "[《标题》]");
    expect_emphasis("**注意：**请带证件", "注意：请带证件", "[注意：]");
    expect_emphasis("他说**“你好”**了", "他说“你好”了", "[“你好”]");
    expect_emphasis("**重要**《通知》与**急**。", "重要《通知》与急。",
                    "[重要][急]");
    expect_emphasis("先*（甲）*后**（乙）**完", "先（甲）后（乙）完",
                    "[（甲）][（乙）]");
    expect_emphasis("a **b** c", "a b c", "[b]");
    expect_emphasis("2 * 3 * 4 与 `**`、\\*星\\*",
                    "2 * 3 * 4 与 **、*星*", "");
    expect_emphasis("**甲*乙*丙**丁", "甲乙丙丁", "[甲乙丙]");
}

static void
a_table_becomes_cells(void **state)
{
    (void)state;
    struct markdown m = parsed("| 类别 | 金额 |\n|---|---|\n"
                               "| **博士** | 10 万元 |\n| 硕士 | |\n\n后");
    assert_int_equal(m.count, 7);
    expect(&m, 0, MARKDOWN_CELL, 0, "类别");
    expect(&m, 3, MARKDOWN_CELL, 0, "10 万元");
    expect(&m, 5, MARKDOWN_CELL, 0, "");
    assert_true(m.blocks[1].head);
    assert_false(m.blocks[2].head);
    assert_int_equal(m.blocks[2].column, 0);
    assert_int_equal(m.blocks[5].column, 1);
    assert_int_equal(m.blocks[5].columns, 2);
    assert_int_equal(m.blocks[2].run_count, 1);
    expect(&m, 6, MARKDOWN_PARAGRAPH, 0, "后");
    markdown_clear(&m);
}

static void
links_pictures_and_html_are_words(void **state)
{
    (void)state;
    expect_emphasis("见[官网](https://example.org)。", "见官网。", "");
    expect_emphasis("![示意图](a.png)", "示意图", "");
    expect_emphasis("<b>粗</b><script>x</script>",
                    "<b>粗</b><script>x</script>", "");
    expect_emphasis("AT&amp;T &#183; &lt; &unknown;", "AT&T · < &unknown;",
                    "");
}

static void
invisible_characters_are_left_out(void **state)
{
    (void)state;
    struct markdown m = parsed("金\u202e额\u2066\u200b\x01"
                               "10&#8238;万元\ufeff");
    assert_int_equal(m.count, 1);
    expect(&m, 0, MARKDOWN_PARAGRAPH, 0, "金额10万元");
    assert_int_equal(m.removed, 6);
    markdown_clear(&m);
}

static void
spaces_and_line_ends(void **state)
{
    (void)state;
    struct markdown m = parsed("one\ntwo  \nthree\\\n四\n五\tx\r\n\r\n---\n");
    assert_int_equal(m.count, 2);
    expect(&m, 0, MARKDOWN_PARAGRAPH, 0, "one two\nthree\n四五 x");
    expect(&m, 1, MARKDOWN_RULE, 0, "");
    markdown_clear(&m);
    m = parsed("");
    assert_int_equal(m.count, 0);
    markdown_clear(&m);
    m = parsed("\n\n   \n#\n-\n");
    assert_int_equal(m.count, 0);
    markdown_clear(&m);
    m = parsed("```\n甲\n  乙\n```\n> 引文\n");
    assert_int_equal(m.count, 2);
    expect(&m, 0, MARKDOWN_PARAGRAPH, 0, "甲\n  乙");
    expect(&m, 1, MARKDOWN_PARAGRAPH, 1, "引文");
    markdown_clear(&m);
}

static void
refuse(const char *text, size_t len, const char *expected)
{
    struct markdown m;
    const char *reason = NULL;
    assert_int_equal(markdown_parse(text, len, &m, &reason), ERR_INVALID);
    assert_non_null(reason);
    assert_string_equal(reason, expected);
    assert_int_equal(m.count, 0);
    assert_null(m.text);
    assert_int_equal(markdown_parse(text, len, &m, NULL), ERR_INVALID);
}

static char *
repeated(const char *piece, size_t count)
{
    size_t len = strlen(piece);
    char *text = malloc(len * count + 1);
    assert_non_null(text);
    for (size_t i = 0; i < count; i++) {
        memcpy(text + i * len, piece, len + 1);
    }
    return text;
}

static void
everything_is_bounded(void **state)
{
    (void)state;
    refuse("\xff", 1, "not UTF-8");
    refuse("a\0b", 3, "not UTF-8");
    refuse("\xed\xa0\x80", 3, "not UTF-8");
    char *text = repeated("x", MARKDOWN_BYTES + 1);
    refuse(text, MARKDOWN_BYTES + 1, "too long");
    free(text);
    text = repeated("a\n\n", MARKDOWN_BLOCKS + 1);
    refuse(text, strlen(text), "too many paragraphs");
    free(text);
    text = repeated("**a** ", MARKDOWN_RUNS + 1);
    refuse(text, strlen(text), "too much emphasis");
    free(text);
    text = repeated("> ", 5000);
    struct markdown m;
    (void)markdown_parse(text, strlen(text), &m, NULL);
    markdown_clear(&m);
    free(text);
    const char *wide = "|a|b|c|d|e|f|g|\n"
                       "|---|---|---|---|---|---|---|\n|1|2|3|4|5|6|7|";
    refuse(wide, strlen(wide), "table with too many columns");
}

static void
deep_lists_are_flattened(void **state)
{
    (void)state;
    struct markdown m = parsed("- a\n  - b\n    - c\n      - d\n"
                               "        - e\n- f\n");
    assert_int_equal(m.count, 6);
    expect(&m, 3, MARKDOWN_ITEM, 4, "d");
    expect(&m, 4, MARKDOWN_ITEM, 4, "e");
    expect(&m, 5, MARKDOWN_ITEM, 1, "f");
    markdown_clear(&m);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_policy_is_taken_apart),
        cmocka_unit_test(an_item_ends_where_another_block_begins),
        cmocka_unit_test(chinese_emphasis_is_understood),
        cmocka_unit_test(a_table_becomes_cells),
        cmocka_unit_test(links_pictures_and_html_are_words),
        cmocka_unit_test(invisible_characters_are_left_out),
        cmocka_unit_test(spaces_and_line_ends),
        cmocka_unit_test(everything_is_bounded),
        cmocka_unit_test(deep_lists_are_flattened),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
