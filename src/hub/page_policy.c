// SPDX-License-Identifier: Apache-2.0
#include <string.h>

#include "hub/html.h"
#include "hub/page.h"
#include "hub/page_parts.h"
#include "util/str.h"

#define UNIT_SIZE 64

static const char *
not_published(const struct page *page)
{
    return page_say(page, "暂无公开信息，请咨询窗口",
                    "Not published – please ask the desk");
}

/** A text of a record as one element. */
static void
add_element(const struct page *page, const char *tag, const char *class,
            const struct text *text, struct buf *out)
{
    buf_addf(out, "<%s", tag);
    if (class != NULL)
        buf_addf(out, " class=\"%s\"", class);
    page_lang_of(page, text, out);
    buf_add_char(out, '>');
    page_text(page, text, out);
    buf_addf(out, "</%s>\n", tag);
}

/** How far the page may be relied on, in words and a colour. */
static void
add_state(const struct page *page, const struct policy *policy, bool expired,
          struct buf *out)
{
    enum source_state state = expired ? SOURCE_EXPIRED : policy->state;
    const char *class = state == SOURCE_EXPIRED    ? "stone"
                        : state == SOURCE_VERIFIED ? "meadow"
                                                   : "gold";
    const char *icon = state == SOURCE_EXPIRED    ? "clock"
                       : state == SOURCE_VERIFIED ? "check-circle"
                                                  : "alert";
    const char *word = state == SOURCE_EXPIRED
                           ? page_say(page, "已过期", "Expired")
                       : state == SOURCE_VERIFIED
                           ? page_say(page, "已核实", "Verified")
                           : page_say(page, "未核实", "Unverified");
    const char *date = policy->source.date;
    buf_addf(out, "<p class=\"state\"><strong class=\"pill %s\">", class);
    page_icon(icon, out);
    buf_addf(out, "%s</strong> ", word);
    if (date[0] != '\0' && page->lang == LANG_EN)
        buf_addf(out, "<span>Public source of %s</span>", date);
    else if (date[0] != '\0')
        buf_addf(out, "<span>依据 %s 公开资料</span>", date);
    buf_add_str(out, "</p>\n");
}

/** "10 万元" or "CNY 100,000": the number large, its unit beside it. */
static void
add_sum(const char *amount, struct buf *out)
{
    static const char figures[] = "0123456789,.";
    char unit[UNIT_SIZE], number[UNIT_SIZE];
    size_t len = strspn(amount, figures);
    bool first = len > 0; // the number is
    const char *at = first ? amount : amount + strcspn(amount, figures);
    str_copy(number, sizeof(number), at);
    str_copy(unit, sizeof(unit), first ? amount + len : amount);
    if (first)
        number[len < sizeof(number) ? len : sizeof(number) - 1] = '\0';
    else if ((size_t)(at - amount) < sizeof(unit))
        unit[at - amount] = '\0';
    buf_addf(out, "<p class=\"sum%s\">", strlen(number) > 4 ? " long" : "");
    if (!first) {
        buf_add_str(out, "<span>");
        html_text(out, str_trim(unit));
        buf_add_str(out, "</span> ");
    }
    html_text(out, number);
    if (first) {
        buf_add_str(out, " <span>");
        html_text(out, str_trim(unit));
        buf_add_str(out, "</span>");
    }
    buf_add_str(out, "</p>\n");
}

static void
add_term(const struct page *page, const struct policy *policy,
         struct buf *out)
{
    bool first = policy->state == SOURCE_EXPIRED && policy->fact_count > 0;
    buf_add_str(out, "<div class=\"panel over\"><p class=\"head\">");
    page_icon("clock", out);
    buf_addf(out, "%s</p>\n",
             page_say(page, "政策期限已到", "The policy's term is over"));
    if (first)
        add_element(page, "p", "term", &policy->facts[0].value, out);
    else
        buf_addf(out, "<p class=\"term\">%s %s</p>\n",
                 page_say(page, "有效期至", "Valid until"), policy->valid_to);
    buf_addf(out, "<p>%s</p></div>\n",
             page_say(page, "只供查阅，现行政策请咨询窗口",
                      "For reference only; ask the desk what is in force"));
}

/** The answer in short; returns how many facts it has told. */
static size_t
add_panel(const struct page *page, const struct policy *policy, bool expired,
          struct buf *out)
{
    char amount[UNIT_SIZE];
    if (expired) {
        add_term(page, policy, out);
        return policy->state == SOURCE_EXPIRED && policy->fact_count > 0;
    }
    if (policy_amount(policy, page->lang, amount, sizeof(amount))) {
        buf_add_str(out, "<div class=\"panel peaks\">");
        add_element(page, "p", NULL, &policy->facts[0].label, out);
        add_sum(amount, out);
        // An amount never stands without its conditions.
        add_element(page, "p", "tag", &policy->summary, out);
        buf_add_str(out, "</div>\n");
        return 1;
    }
    if (!text_is_empty(&policy->summary)) {
        buf_add_str(out, "<div class=\"panel\">");
        add_element(page, "p", "measure", &policy->summary, out);
        buf_add_str(out, "</div>\n");
    }
    return 0;
}

static void
add_validity(const struct page *page, const struct policy *policy,
             struct buf *out)
{
    if (policy->valid_from[0] == '\0' && policy->valid_to[0] == '\0')
        return;
    buf_add_str(out, "<div><dt>");
    page_icon("calendar", out);
    buf_addf(out, "%s</dt><dd>", page_say(page, "有效期", "In force"));
    if (policy->valid_from[0] != '\0')
        buf_addf(out, "%s %s", page_say(page, "自", "from"),
                 policy->valid_from);
    if (policy->valid_to[0] != '\0')
        buf_addf(out, " %s %s", page_say(page, "至", "until"),
                 policy->valid_to);
    buf_add_str(out, "</dd></div>\n");
}

static void
add_facts(const struct page *page, const struct policy *policy, size_t first,
          struct buf *out)
{
    buf_addf(out, "<section class=\"card\"><h2 class=\"unseen\">%s</h2>\n",
             page_say(page, "要点", "Key facts"));
    buf_add_str(out, "<dl>");
    for (size_t i = first; i < policy->fact_count; i++) {
        const struct policy_fact *fact = &policy->facts[i];
        buf_add_str(out, "<div><dt");
        page_lang_of(page, &fact->label, out);
        buf_add_char(out, '>');
        page_icon(policy_fact_icon(fact), out);
        page_text(page, &fact->label, out);
        buf_add_str(out, "</dt>");
        add_element(page, "dd", NULL, &fact->value, out);
        buf_add_str(out, "</div>\n");
    }
    add_validity(page, policy, out);
    if (policy->fact_count == 0) {
        buf_add_str(out, "<div><dt>");
        page_icon("doc", out);
        buf_addf(out, "%s</dt><dd>%s</dd></div>\n",
                 page_say(page, "要点", "Key facts"), not_published(page));
    }
    buf_add_str(out, "</dl></section>\n");
}

/** The long text; one that cannot be set sends to the desk. */
static void
add_body(const struct page *page, const struct policy *policy,
         struct buf *out)
{
    struct html_body how = {
        .top = 3,
        .scrolls = page_say(page, "表格，可以左右滑动",
                            "Table, swipe sideways"),
    };
    const char *body = text_get(&policy->body, page->lang);
    size_t before;
    buf_addf(out, "<section class=\"card text\"><h2>%s</h2>\n<div",
             page_say(page, "详细说明", "In detail"));
    page_lang_of(page, &policy->body, out);
    buf_add_char(out, '>');
    before = out->len;
    (void)html_markdown(out, body, &how, NULL);
    if (out->len == before)
        buf_addf(out, "<p lang=\"%s\">%s</p>",
                 page_say(page, "zh-CN", "en"), not_published(page));
    buf_add_str(out, "</div></section>\n");
}

static void
add_source(const struct page *page, const struct policy *policy,
           struct buf *out)
{
    const struct source *source = &policy->source;
    bool empty = text_is_empty(&source->document) && source->date[0] == '\0';
    const char *comma = page_say(page, "，", ", ");
    buf_add_str(out, "<section class=\"source\"><h2 class=\"unseen\">");
    buf_addf(out, "%s</h2>", page_say(page, "出处", "Source"));
    page_icon("doc", out);
    buf_addf(out, "<p>%s", page_say(page, "出处：", "Source: "));
    if (empty)
        buf_add_str(out, not_published(page));
    page_text(page, &source->document, out);
    if (source->date[0] != '\0')
        buf_addf(out, "%s%s",
                 page->lang == LANG_EN && !text_is_empty(&source->document)
                     ? comma
                     : "",
                 source->date);
    if (!text_is_empty(&source->place)) {
        buf_add_str(out, comma);
        page_text(page, &source->place, out);
    }
    buf_addf(out, "<br>%s</p></section>\n",
             page_say(page, "以窗口最新政策为准",
                      "The desk has the latest"));
}

/** The way from here to a kiosk: the same code as there. */
static void
add_code(const struct page *page, struct buf *out)
{
    if (page->address == NULL)
        return;
    buf_add_str(out, "<section class=\"card code\">");
    page_code(page->address,
              page_say(page, "这一页的二维码", "QR code of this page"), out);
    buf_addf(out, "<div><h2>%s</h2>\n<p>%s</p></div></section>\n",
             page_say(page, "接着办", "Go on from here"),
             page_say(page,
                      "把这个码对准自助终端的扫码窗，就会打开这项政策，"
                      "可以取号，也可以测一测哪些可能适用",
                      "Hold this code to a kiosk's reader: it opens this"
                      " policy, where you can take a number or check what"
                      " may apply"));
}

enum err
page_policy(const struct page *page, const struct policy *policy,
            struct buf *out)
{
    bool expired = policy_expired(policy, page->today);
    bool zh = page->lang == LANG_EN &&
              (policy->title.en == NULL || policy->title.en[0] == '\0');
    page_begin(page, text_get(&policy->title, page->lang), zh, out);
    add_state(page, policy, expired, out);
    add_element(page, "h1", NULL, &policy->title, out);
    size_t told = add_panel(page, policy, expired, out);
    add_facts(page, policy, told, out);
    add_body(page, policy, out);
    add_source(page, policy, out);
    add_code(page, out);
    page_end(page, out);
    return out->failed ? ERR_NO_MEMORY : ERR_OK;
}
