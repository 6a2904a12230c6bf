// SPDX-License-Identifier: Apache-2.0
#include "hub/preview.h"

#include <string.h>

#include "hub/html.h"
#include "hub/preview_parts.h"
#include "util/str.h"
#include "util/timestamp.h"
#include "wire/effective.h"

// Colours and sizes of the kiosk's pages (ui/theme.c), px of its 1080.
static const char style[] =
    "body{margin:0;background:#F6F4EF;color:#13232E;"
    "font:32px/48px 'Noto Sans CJK SC','Noto Sans SC',sans-serif}\n"
    ".page{width:960px;margin:0 auto;padding:36px 60px 64px}\n"
    ".mark{background:#08233A;color:#fff;font-size:28px;line-height:40px;"
    "padding:24px calc(50% - 480px)}\n"
    ".mark p{margin:0}\n"
    "h1,h2,h3,h4,h5,h6,p,ul,ol,dl,dd,table{margin:0}\n"
    "h1{font-size:60px;line-height:80px}\n"
    "h2{font-size:40px;line-height:56px;margin-bottom:12px}\n"
    "h3,h4,h5,h6{font-size:36px;line-height:52px;margin:16px 0 8px}\n"
    ".source{font-size:28px;line-height:40px;color:#37474F;"
    "margin:8px 0 24px}\n"
    ".pill{display:inline-block;font-weight:700;border-radius:24px;"
    "padding:4px 20px;margin-right:16px}\n"
    ".gold{background:#FBF0CF;color:#5A4000}\n"
    ".meadow{background:#E6F1EA;color:#1C5437}\n"
    ".stone{background:#E4E0D6;color:#13232E}\n"
    ".card{background:#fff;border:2px solid #E4E0D6;border-radius:24px;"
    "padding:28px 36px;margin-bottom:24px;overflow-wrap:anywhere}\n"
    ".panel{background:#0B3150;color:#fff;border-radius:24px;"
    "padding:28px 44px;margin-bottom:24px;border-bottom:6px solid #E9B423}\n"
    ".panel .lead{font-size:36px;line-height:54px;color:#DCEAF3}\n"
    ".amount{font-size:150px;line-height:170px;font-weight:700}\n"
    ".amount small{font-size:60px}\n"
    ".tag{display:inline-block;background:#DCEAF3;color:#0B3150;"
    "font-size:28px;line-height:40px;font-weight:700;border-radius:12px;"
    "padding:4px 16px}\n"
    ".lead{font-size:36px;line-height:54px;margin-bottom:24px}\n"
    ".label{font-size:28px;line-height:40px;color:#37474F}\n"
    ".value{font-size:34px;line-height:52px}\n"
    ".row+.row{border-top:2px solid #E4E0D6;padding-top:20px;"
    "margin-top:20px}\n"
    ".choice{border:3px solid #6B6557;border-radius:20px;"
    "padding:20px 32px;margin-top:16px;font-weight:700;font-size:40px;"
    "line-height:56px}\n"
    ".choice small{display:block;font-weight:400;font-size:32px;"
    "line-height:48px}\n"
    ".input{border:3px solid #6B6557;border-radius:20px;height:106px;"
    "margin-top:12px}\n"
    ".text{font-size:34px;line-height:52px}\n"
    ".text p,.text ul,.text ol,.text table{margin-bottom:16px}\n"
    "table{border-collapse:collapse}\n"
    "th,td{border:2px solid #E4E0D6;padding:12px 20px;text-align:left}\n"
    ".none{font-size:28px;color:#8A2B16}\n";

static const struct {
    const char *kind;
    preview_kind_fn *show;
} kinds[] = {
    {"policy", preview_policy},     {"entry", preview_entry},
    {"service", preview_service},   {"form", preview_form},
    {"rule", preview_rule},         {"activity", preview_activity},
    {"topic", preview_topic},
};

const char *
preview_say(const struct preview_page *page, const char *zh, const char *en)
{
    return page->lang == LANG_ZH ? zh : en;
}

static void
open_tag(struct preview_page *page, const char *tag, const char *class)
{
    if (class)
        buf_addf(page->out, "<%s class=\"%s\">", tag, class);
    else
        buf_addf(page->out, "<%s>", tag);
}

void
preview_words(struct preview_page *page, const char *tag, const char *class,
              const char *words)
{
    open_tag(page, tag, class);
    html_text(page->out, words);
    buf_addf(page->out, "</%s>\n", tag);
}

void
preview_text(struct preview_page *page, const char *tag, const char *class,
             const struct text *text)
{
    if (text_is_empty(text))
        return;
    open_tag(page, tag, class);
    html_text(page->out, text_get(text, page->lang));
    if (page->lang == LANG_EN && !text->en)
        buf_add_str(page->out, " <span class=\"none\">(no English)</span>");
    buf_addf(page->out, "</%s>\n", tag);
}

void
preview_card(struct preview_page *page, const char *title)
{
    buf_add_str(page->out, "<section class=\"card\">\n");
    if (title)
        preview_words(page, "h2", NULL, title);
}

void
preview_card_end(struct preview_page *page)
{
    buf_add_str(page->out, "</section>\n");
}

void
preview_row(struct preview_page *page, const struct text *label,
            const struct text *value)
{
    buf_add_str(page->out, "<div class=\"row\">\n");
    preview_text(page, "p", "label", label);
    preview_text(page, "p", "value", value);
    buf_add_str(page->out, "</div>\n");
}

static void
add_state(struct preview_page *page, struct source_term term)
{
    if (source_expired(term, page->today))
        preview_words(page, "span", "pill stone",
                      preview_say(page, "已过期", "Expired"));
    else if (term.state == SOURCE_VERIFIED)
        preview_words(page, "span", "pill meadow",
                      preview_say(page, "已核实", "Verified"));
    else
        preview_words(page, "span", "pill gold",
                      preview_say(page, "未核实", "Unverified"));
}

void
preview_head(struct preview_page *page, const struct text *title,
             const struct source *source, struct source_term term)
{
    preview_text(page, "h1", NULL, title);
    buf_add_str(page->out, "<div class=\"source\">");
    add_state(page, term);
    preview_text(page, "span", NULL, &source->document);
    preview_words(page, "span", NULL, source->date);
    preview_text(page, "span", NULL, &source->place);
    if (text_is_empty(&source->document))
        preview_words(page, "span", "none",
                      preview_say(page, "没有写明出处", "no source given"));
    buf_add_str(page->out, "</div>\n");
}

void
preview_body(struct preview_page *page, const struct text *body)
{
    const struct html_body how = {
        .top = 2,
        .scrolls = preview_say(page, "表格", "Table"),
    };
    if (text_is_empty(body))
        return;
    buf_add_str(page->out, "<section class=\"card text\">\n");
    enum err err = html_markdown(page->out, text_get(body, page->lang), &how,
                                 &page->reason);
    if (page->lang == LANG_EN && !body->en)
        preview_words(page, "p", "none", "(no English)");
    preview_card_end(page);
    if (err && !page->err)
        page->err = err;
}

/** What is said of a time, as "2026-12-01 09:00". */
static void
add_time(struct buf *out, const char *words, int64_t at)
{
    char text[TIMESTAMP_SIZE];
    if (at == 0)
        return;
    timestamp_format(at, text);
    buf_addf(out, "<p>%s %.10s %.5s</p>\n", words, text, text + 11);
}

/** What it is, and when it is shown: for whoever publishes it. */
static void
add_mark(const struct preview *preview, const struct effective *times,
         struct buf *out)
{
    buf_add_str(out, "<header class=\"mark\">\n<p>预览 Preview · ");
    html_text(out, preview->kind);
    buf_add_char(out, ' ');
    html_text(out, preview->id);
    buf_add_str(out, "</p>\n");
    add_time(out, "生效 effective from", times->from);
    add_time(out, "失效 shown until", times->to);
    add_time(out, "下一版生效 next body from", times->next);
    buf_add_str(out, "</header>\n");
}

static preview_kind_fn *
find_kind(const char *kind)
{
    for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
        if (str_equal(kinds[i].kind, kind))
            return kinds[i].show;
    }
    return NULL;
}

static enum err
add_page(const struct preview *preview, enum lang lang, struct buf *out,
         struct fault *fault)
{
    struct preview_page page = {.out = out, .lang = lang};
    timestamp_day(preview->now, page.today);
    buf_addf(out, "<main class=\"page\" lang=\"%s\">\n",
             lang == LANG_ZH ? "zh-CN" : "en");
    enum err err = find_kind(preview->kind)(preview, &page, fault);
    buf_add_str(out, "</main>\n");
    if (!err && page.err == ERR_INVALID)
        fault_set(fault, "bad_value", lang == LANG_ZH ? "body.zh" : "body.en",
                  "正文无法显示",
                  page.reason ? page.reason : "the text cannot be shown");
    return err ? err : page.err;
}

enum err
preview_write(const struct preview *preview, struct buf *out,
              struct fault *fault)
{
    struct effective times;
    if (!find_kind(preview->kind)) {
        fault_set(fault, "bad_kind", "kind", "这类记录没有预览",
                  "no screen shows records of this kind");
        return ERR_INVALID;
    }
    enum err err = effective_read(preview->body, strlen(preview->body),
                                  &times, fault);
    if (err)
        return err;
    buf_add_str(out, "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n"
                     "<meta charset=\"utf-8\">\n"
                     "<meta http-equiv=\"Content-Security-Policy\" "
                     "content=\"default-src 'none'; style-src "
                     "'unsafe-inline'\">\n"
                     "<meta name=\"viewport\" content=\"width=1080\">\n"
                     "<title>");
    html_text(out, preview->id);
    buf_addf(out, "</title>\n<style>\n%s</style>\n</head>\n<body>\n", style);
    add_mark(preview, &times, out);
    err = add_page(preview, LANG_ZH, out, fault);
    if (!err)
        err = add_page(preview, LANG_EN, out, fault);
    buf_add_str(out, "</body>\n</html>\n");
    return err ? err : out->failed ? ERR_NO_MEMORY : ERR_OK;
}
