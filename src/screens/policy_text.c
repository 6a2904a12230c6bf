// SPDX-License-Identifier: Apache-2.0
#include "screens/policy.h"

#include <string.h>

#include "model/scanned.h"
#include "ui/build.h"
#include "util/buf.h"
#include "util/str.h"

#define TEXT_MAX ((size_t)512 << 10)

// A mark between the parts of a sentence, in the page's language.
static const char *
comma(const struct ui *ui)
{
    return ui_lang(ui) == LANG_EN ? ", " : "，";
}

const char *
policy_source(struct ui *ui, const struct policy *policy)
{
    const struct source *source = &policy->source;
    enum lang lang = ui_lang(ui);
    const char *document = text_get(&source->document, lang);
    const char *place = text_get(&source->place, lang);
    struct buf text;
    buf_init(&text, 1024);
    buf_add_str(&text, document);
    if (text.len > 0 && source->date[0] && lang == LANG_EN) {
        buf_add_str(&text, ", ");
    }
    buf_add_str(&text, source->date);
    if (text.len > 0 && *place) {
        buf_add_str(&text, comma(ui));
    }
    buf_add_str(&text, place);
    const char *kept = ui_keep(ui, buf_text(&text));
    buf_clear(&text);
    return kept;
}

size_t
policy_first_row(const struct policy *policy, bool expired)
{
    char amount[64];
    bool panel = policy->state == SOURCE_EXPIRED
                 || (!expired
                     && policy_amount(policy, LANG_ZH, amount,
                                      sizeof(amount)));
    return panel && policy->fact_count > 0 ? 1 : 0;
}

size_t
policy_rows(const struct policy *policy, bool expired)
{
    size_t rows = policy->fact_count - policy_first_row(policy, expired);
    return rows < POLICY_FACTS ? rows : POLICY_FACTS;
}

size_t
policy_large_pages(const struct policy *policy, bool expired)
{
    return policy_rows(policy, expired) / 2 + 2;
}

// Marks of Markdown in a plain text stay what they are.
static void
add_plain(struct buf *out, const char *text)
{
    for (; *text; text++) {
        if (strchr("\\`*_{}[]()#+-.!|<>&~", *text)) {
            buf_add_char(out, '\\');
        }
        buf_add_char(out, *text == '\n' ? ' ' : *text);
    }
}

char *
policy_markdown(struct ui *ui, const struct policy *policy, bool expired)
{
    enum lang lang = ui_lang(ui);
    struct buf text;
    buf_init(&text, TEXT_MAX);
    size_t first
        = policy_first_row(policy, expired) + policy_rows(policy, expired);
    for (size_t i = first; i < policy->fact_count; i++) {
        buf_add_str(&text, "**");
        add_plain(&text, text_get(&policy->facts[i].label, lang));
        buf_add_str(&text, "**\\\n");
        add_plain(&text, text_get(&policy->facts[i].value, lang));
        buf_add_str(&text, "\n\n");
    }
    buf_add_str(&text, text_get(&policy->body, lang));
    const char *source = policy_source(ui, policy);
    if (*source) {
        buf_add_str(&text, "\n\n---\n\n");
        add_plain(&text, ui_say(ui, "出处：{1}", source, NULL));
    }
    return buf_take(&text);
}

// A line, unless it would be too much together with what is to follow.
static bool
add_line(struct buf *out, size_t max, const char *line)
{
    size_t len = strlen(line);
    if (len == 0 || out->len + len + 1 > max) {
        return len == 0;
    }
    if (out->len > 0) {
        buf_add_char(out, '\n');
    }
    return buf_add_str(out, line);
}

static const char *
state_word(const struct ui *ui, enum source_state state)
{
    switch (state) {
    case SOURCE_VERIFIED:
        return ui_tr(ui, "已核实");
    case SOURCE_EXPIRED:
        return ui_tr(ui, "已过期");
    default:
        return ui_tr(ui, "未核实");
    }
}

// Document and date with the record's state: no code is without it.
static const char *
short_source(struct ui *ui, const struct policy_data *data)
{
    const struct policy *policy = &data->policy;
    const struct source *source = &policy->source;
    char text[256];
    str_format(text, sizeof(text), "%s%s%s (%s)",
               text_get(&source->document, ui_lang(ui)),
               ui_lang(ui) == LANG_EN ? ", " : "", source->date,
               state_word(ui, data->expired ? SOURCE_EXPIRED
                                              : policy->state));
    return ui_keep(ui, text);
}

void
policy_payload(struct ui *ui, const struct policy_data *data, char *out,
               size_t max)
{
    const struct policy *policy = &data->policy;
    enum lang lang = ui_lang(ui);
    const char *source = short_source(ui, data);
    char path[ID_SIZE + 4];
    if (!scanned_policy_line(policy->id, path, sizeof(path))) {
        path[0] = '\0';
    }
    size_t last = strlen(path) + 1;
    size_t tail = strlen(source) + 1 + last;
    struct buf text;
    buf_init(&text, max + 1);
    size_t room = max > tail ? max - tail : 0;
    (void)add_line(&text, room, text_get(&policy->title, lang));
    for (size_t i = 0; i < policy->fact_count; i++) {
        struct buf line;
        buf_init(&line, max + 1);
        (void)buf_addf(&line, "%s%s%s",
                       text_get(&policy->facts[i].label, lang),
                       lang == LANG_EN ? ": " : "：",
                       text_get(&policy->facts[i].value, lang));
        bool all = !line.failed && add_line(&text, room, buf_text(&line));
        buf_clear(&line);
        if (!all) {
            break;
        }
    }
    (void)add_line(&text, max > last ? max - last : 0, source);
    (void)add_line(&text, max, path);
    str_copy(out, max + 1, buf_text(&text));
    buf_clear(&text);
}
