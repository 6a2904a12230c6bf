// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "hub/page.h"
#include "hub/page_lang.h"
#include "util/str.h"
#include "wire/fault.h"
#include "wire/record.h"

static void
the_reader_chooses_a_language(void **state)
{
    static const struct {
        const char *query, *accepted;
        enum lang lang;
    } cases[] = {
        {"", "", LANG_ZH},
        {"", "fr", LANG_ZH},
        {"", "en", LANG_EN},
        {"", "EN-us, zh", LANG_EN},
        {"", "zh-Hans-CN, en;q=0.9", LANG_ZH},
        {"", "zh;q=0.2, de, en;q=0.75", LANG_EN},
        {"", "zh;q=0.801, en; q=0.8", LANG_ZH},
        {"", "en;q=0, zh;q=0", LANG_ZH},
        {"", "en;q=1, zh;q=1.0", LANG_EN},
        {"", "eng, zha", LANG_ZH},
        {"", ",,;q=1,  ,en", LANG_EN},
        {"", "en;q=", LANG_EN},
        {"", "en;q=x, zh;q=0.1", LANG_ZH},
        {"lang=en", "zh", LANG_EN},
        {"lang=zh", "en", LANG_ZH},
        {"a=b&lang=zh&c", "en", LANG_ZH},
        {"lang=bo", "en", LANG_EN},
        {"lang=enx", "", LANG_ZH},
        {"xlang=en", "", LANG_ZH},
        {"lang=en&lang=zh", "", LANG_ZH},
    };
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        assert_int_equal(page_lang(cases[i].query, cases[i].accepted),
                         cases[i].lang);
}

#define RECORD(more)                                                          \
    "{\"title\":{\"zh\":\"安家费\"},\"summary\":{\"zh\":\"全职 · 平台\","     \
    "\"en\":\"full-time\"},\"facts\":[{\"label\":{\"zh\":\"再配套\","         \
    "\"en\":\"On top\"},\"value\":{\"zh\":\"10 万元（全职 · 平台）\","        \
    "\"en\":\"CNY 100,000 (full-time)\"}}],\"body\":{\"zh\":\"## 谁\"},"      \
    "\"topics\":[],\"services\":[],\"rules\":[],\"valid_from\":null,"         \
    "\"rows\":[]," more "}"
#define SOURCED                                                               \
    RECORD("\"valid_to\":null,\"source\":{\"document\":{\"zh\":\"《刊物》\"}" \
           ",\"date\":\"2022-10-11\",\"place\":{\"zh\":\"一节\"}},"           \
           "\"state\":\"unverified\"")

static void
write_page(const char *record, const struct page *page, struct buf *out)
{
    struct policy policy;
    struct fault fault = {0};
    buf_init(out, PAGE_MAX);
    assert_int_equal(
        record_policy("x", record, strlen(record), &policy, &fault), ERR_OK);
    assert_int_equal(page_policy(page, &policy, out), ERR_OK);
    policy_clear(&policy);
}

static void
an_amount_stands_with_its_condition(void **state)
{
    struct page page = {.style = "s", .today = "2026-11-24"};
    struct buf out;
    (void)state;
    write_page(SOURCED, &page, &out);
    const char *panel = strstr(buf_text(&out), "panel peaks");
    assert_non_null(panel);
    const char *sum = strstr(panel, "10 <span>万元</span>");
    const char *tag = strstr(panel, "class=\"tag\">全职 · 平台<");
    assert_non_null(sum);
    assert_true(tag > sum && tag < strstr(panel, "</div>"));
    // No code without an address, no mark without a demonstration.
    assert_null(strstr(buf_text(&out), "<svg class=\"qr\""));
    assert_null(strstr(buf_text(&out), "演示"));
    buf_clear(&out);
}

static void
chinese_is_marked_among_english(void **state)
{
    struct page page = {.style = "s", .today = "2026-11-24", .demo = true,
                        .lang = LANG_EN, .address = "https://h.example/p/x"};
    struct buf out;
    (void)state;
    write_page(SOURCED, &page, &out);
    const char *text = buf_text(&out);
    assert_non_null(strstr(text, "<html lang=\"en\">"));
    assert_non_null(strstr(text, "<title lang=\"zh-CN\">安家费"));
    assert_non_null(strstr(text, "<h1 lang=\"zh-CN\">安家费</h1>"));
    assert_non_null(strstr(text, "<div lang=\"zh-CN\"><h3>谁</h3>"));
    assert_non_null(strstr(text, "<span>CNY</span> 100,000"));
    assert_non_null(strstr(text, "Demo"));
    assert_non_null(strstr(text, "aria-label=\"QR code of this page\""));
    buf_clear(&out);
}

static void
what_is_over_says_so(void **state)
{
    struct page page = {.style = "s", .today = "2026-11-24"};
    struct buf out;
    (void)state;
    write_page(RECORD("\"valid_to\":\"2026-11-23\""), &page, &out);
    const char *text = buf_text(&out);
    assert_non_null(strstr(text, "已过期"));
    assert_non_null(strstr(text, "有效期至 2026-11-23"));
    // The amount is a fact among others; without a source one asks.
    assert_null(strstr(text, "class=\"sum"));
    assert_non_null(strstr(text, "10 万元（全职 · 平台）"));
    assert_non_null(strstr(text, "出处：暂无公开信息，请咨询窗口"));
    buf_clear(&out);
    str_copy(page.today, sizeof(page.today), "2026-11-23");
    write_page(RECORD("\"valid_to\":\"2026-11-23\""), &page, &out);
    assert_null(strstr(buf_text(&out), "已过期"));
    buf_clear(&out);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_reader_chooses_a_language),
        cmocka_unit_test(an_amount_stands_with_its_condition),
        cmocka_unit_test(chinese_is_marked_among_english),
        cmocka_unit_test(what_is_over_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
