// SPDX-License-Identifier: Apache-2.0
#include "hub/page.h"

#include "hub/html.h"
#include "hub/page_parts.h"

const char *
page_say(const struct page *page, const char *zh, const char *en)
{
    return page->lang == LANG_EN ? en : zh;
}

void
page_lang_of(const struct page *page, const struct text *text,
             struct buf *out)
{
    if (page->lang == LANG_EN && (text->en == NULL || text->en[0] == '\0'))
        buf_add_str(out, " lang=\"zh-CN\"");
}

void
page_text(const struct page *page, const struct text *text, struct buf *out)
{
    html_text(out, text_get(text, page->lang));
}

/** The centre's sign: its letters are beside it. */
static void
add_logo(struct buf *out)
{
    buf_add_str(out,
                "<svg class=\"logo\" viewBox=\"0 0 72 72\""
                " aria-hidden=\"true\"><rect width=\"72\" height=\"72\""
                " rx=\"18\" fill=\"#0E4A73\"/><circle cx=\"51\" cy=\"21\""
                " r=\"7\" fill=\"#E9B423\"/><path d=\"M8 48 28 18l12 18 6-7"
                " 18 19z\" fill=\"#FFF\"/><path d=\"M12 56c6-4 10-4 16 0s10"
                " 4 16 0 10-4 16 0\" fill=\"none\" stroke=\"#E9B423\""
                " stroke-width=\"4\" stroke-linecap=\"round\"/></svg>");
}

/** The same page in the other language, named in that language. */
static void
add_switch(const struct page *page, struct buf *out)
{
    buf_add_str(out, page->lang == LANG_EN
                         ? "<a class=\"switch\" href=\"?lang=zh\""
                           " lang=\"zh-CN\" hreflang=\"zh-CN\">中文</a>"
                         : "<a class=\"switch\" href=\"?lang=en\""
                           " lang=\"en\" hreflang=\"en\">English</a>");
}

void
page_begin(const struct page *page, const char *title, bool zh,
           struct buf *out)
{
    const char *name =
        page_say(page, "西宁人才服务", "Xining Talent Services");
    bool other = zh && page->lang == LANG_EN;
    buf_addf(out,
             "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n"
             "<meta charset=\"utf-8\">\n<title%s>",
             page_say(page, "zh-CN", "en"), other ? " lang=\"zh-CN\"" : "");
    html_text(out, title);
    buf_addf(out, " · %s</title>\n", other ? "西宁人才服务" : name);
    buf_addf(out,
             "<meta name=\"viewport\" content=\"width=device-width,"
             " initial-scale=1\">\n<meta name=\"format-detection\""
             " content=\"telephone=no\">\n<link rel=\"stylesheet\""
             " href=\"../web/phone.css?v=%s\">\n</head>\n<body>\n",
             page->style);
    buf_add_str(out, "<header>");
    add_logo(out);
    buf_addf(out, "<span class=\"name\">%s</span>", name);
    if (page->demo)
        buf_addf(out, "<span class=\"pill lake\">%s</span>",
                 page_say(page, "演示", "Demo"));
    add_switch(page, out);
    buf_add_str(out, "</header>\n<main>\n");
}

void
page_end(const struct page *page, struct buf *out)
{
    (void)page;
    buf_add_str(out, "</main>\n</body>\n</html>\n");
}

enum err
page_notice(const struct page *page, enum page_notice notice,
            struct buf *out)
{
    static const char *const words[][4] = {
        [PAGE_UNKNOWN] =
            {"没有这一页", "There is no such page",
             "请核对地址，或者在自助终端上查；也可以咨询窗口",
             "Please check the address, look at a kiosk or ask the desk"},
        [PAGE_WITHDRAWN] =
            {"这项政策已撤下", "This policy was taken down",
             "最新情况请咨询窗口", "Please ask the desk for the latest"},
        [PAGE_BUSY] = {"现在打不开这一页", "This page cannot be shown now",
                       "请过一会儿再试，或者在自助终端上查",
                       "Please try again in a while, or look at a kiosk"},
    };
    const char *const *line = words[notice];
    const char *title = page_say(page, line[0], line[1]);
    page_begin(page, title, false, out);
    buf_add_str(out, "<div class=\"card notice\">");
    page_icon(notice == PAGE_BUSY ? "clock" : "help", out);
    buf_addf(out, "<h1>%s</h1>\n<p>%s</p></div>\n", title,
             page_say(page, line[2], line[3]));
    page_end(page, out);
    return out->failed ? ERR_NO_MEMORY : ERR_OK;
}
