// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "hub/html.h"
#include "model/markdown.h"

#define ROOM ((size_t)1 << 20)

static const struct html_body how = {.top = 2, .scrolls = "wide \"table\""};

static void
check_text(const char *text, const char *expected)
{
    struct buf out;
    buf_init(&out, ROOM);
    assert_true(html_text(&out, text));
    assert_string_equal(buf_text(&out), expected);
    buf_clear(&out);
}

static void
check_body(const char *markdown, const char *expected)
{
    struct buf out;
    buf_init(&out, ROOM);
    assert_int_equal(html_markdown(&out, markdown, &how, NULL), ERR_OK);
    assert_string_equal(buf_text(&out), expected);
    buf_clear(&out);
}

static void
text_stays_text(void **state)
{
    (void)state;
    check_text("", "");
    check_text("人才 & <b>\"钱\"</b> 'x'",
               "人才 &amp; &lt;b&gt;&quot;钱&quot;&lt;/b&gt; &#39;x&#39;");
    check_text("one\ntwo\tthree", "one two three");
    // a direction that changes, a mark of order, a bell, a broken byte
    check_text("a\xE2\x80\xAE" "b\xEF\xBB\xBF" "c\ad\xFF", "abcd\xEF\xBF\xBD");
}

static void
headings_leave_no_level_out(void **state)
{
    (void)state;
    check_body("#### a\n\n# b\n\n###### c\n\ntext",
               "<h2>a</h2>\n<h2>b</h2>\n<h3>c</h3>\n<p>text</p>\n");
    check_body("### a\n\n### b\n\n##### c\n\n### d",
               "<h2>a</h2>\n<h2>b</h2>\n<h3>c</h3>\n<h2>d</h2>\n");
}

static void
lists_nest_and_close(void **state)
{
    (void)state;
    check_body("- a\n  1. b\n  2. c\n- d\n\ntext",
               "<ul><li>a<ol><li>b</li>\n<li>c</li></ol>\n</li>\n"
               "<li>d</li></ul>\n<p>text</p>\n");
    check_body("3. a\n4. b", "<ol start=\"3\"><li>a</li>\n<li>b</li></ol>\n");
    check_body("> said\n>\n> - a",
               "<blockquote><p>said</p>\n<ul><li>a</li></ul>\n"
               "</blockquote>\n");
}

static void
tables_have_heads_and_rows(void **state)
{
    (void)state;
    check_body("| a | |\n|---|---|\n| 1 | **2** |\n| 3 | 4 |",
               "<div class=\"table\"><table><thead><tr>"
               "<th scope=\"col\">a</th><td></td></tr></thead>\n"
               "<tbody><tr><td>1</td><td><strong>2</strong></td></tr>\n"
               "<tr><td>3</td><td>4</td></tr></tbody></table></div>\n");
    struct buf out;
    buf_init(&out, ROOM);
    assert_int_equal(
        html_markdown(&out, "|a|b|c|d|\n|---|---|---|---|\n|1|2|3|4|", &how,
                      NULL),
        ERR_OK);
    assert_non_null(strstr(buf_text(&out),
                           "tabindex=\"0\" aria-label=\"wide "
                           "&quot;table&quot;\">"));
    buf_clear(&out);
}

static void
nothing_runs(void **state)
{
    (void)state;
    check_body("<script>alert(1)</script>",
               "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n");
    check_body("[tap](javascript:alert(1)) ![x](http://x/y \"t\")",
               "<p>tap x</p>\n");
    check_body("a<img src=x onerror=alert(1)>",
               "<p>a&lt;img src=x onerror=alert(1)&gt;</p>\n");
    check_body("**\"><script>**",
               "<p><strong>&quot;&gt;&lt;script&gt;</strong></p>\n");
}

/** Every tag that is opened is closed, in order, whatever the body. */
static void
check_closed(const char *html)
{
    char stack[64][16];
    size_t depth = 0;
    for (const char *at = html; (at = strchr(at, '<')) != NULL; at++) {
        bool closes = at[1] == '/';
        const char *name = at + 1 + closes;
        size_t len = strspn(name, "abcdefghijklmnopqrstuvwxyz123456");
        assert_in_range(len, 1, 15);
        if (strncmp(name, "br>", 3) == 0 || strncmp(name, "hr>", 3) == 0)
            continue;
        if (!closes) {
            assert_in_range(depth, 0, 63);
            memcpy(stack[depth], name, len);
            stack[depth++][len] = '\0';
            continue;
        }
        assert_true(depth > 0);
        depth--;
        assert_int_equal(strlen(stack[depth]), len);
        assert_memory_equal(stack[depth], name, len);
    }
    assert_int_equal(depth, 0);
}

static void
tags_are_closed_whatever_comes(void **state)
{
    static const char *const pieces[] = {
        "- ", "1. ", "> ", "# ", "\n", "\n\n", "a", "**", "|", "|---|---|\n",
        "  ", "    ", "---\n", "张", "`", "2) ", "<b>", "\\", "&lt;",
    };
    enum { COUNT = sizeof(pieces) / sizeof(pieces[0]) };
    uint32_t seed = 7;
    (void)state;
    for (int round = 0; round < 400; round++) {
        struct buf markdown, out;
        buf_init(&markdown, 4096);
        buf_init(&out, ROOM);
        for (int i = 0; i < 60; i++) {
            seed = seed * 1664525u + 1013904223u;
            buf_add_str(&markdown, pieces[(seed >> 16) % COUNT]);
        }
        if (html_markdown(&out, buf_text(&markdown), &how, NULL) == ERR_OK)
            check_closed(buf_text(&out));
        buf_clear(&markdown);
        buf_clear(&out);
    }
}

static void
too_much_is_refused(void **state)
{
    (void)state;
    char *text = malloc(MARKDOWN_BYTES + 2);
    assert_non_null(text);
    memset(text, 'a', MARKDOWN_BYTES + 1);
    text[MARKDOWN_BYTES + 1] = '\0';
    const char *reason = NULL;
    struct buf out;
    buf_init(&out, ROOM);
    buf_add_str(&out, "before");
    assert_int_equal(html_markdown(&out, text, &how, &reason), ERR_INVALID);
    assert_non_null(reason);
    assert_string_equal(buf_text(&out), "before");
    buf_clear(&out);
    free(text);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_stays_text),
        cmocka_unit_test(headings_leave_no_level_out),
        cmocka_unit_test(lists_nest_and_close),
        cmocka_unit_test(tables_have_heads_and_rows),
        cmocka_unit_test(nothing_runs),
        cmocka_unit_test(tags_are_closed_whatever_comes),
        cmocka_unit_test(too_much_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
