// SPDX-License-Identifier: Apache-2.0
#include "screens/policies.h"

#include <string.h>

#include "screens/parts.h"
#include "screens/reach.h"
#include "store/search.h"
#include "ui/build.h"
#include "ui/row.h"
#include "util/str.h"
#include "util/timestamp.h"
#include "util/utf8.h"

#define CLAUSES_MAX 200   // of a text that are looked through
// In half characters, a Latin letter being one; a row has one line for it.
#define PASSAGE_WIDTH 36
#define PASSAGE_BEFORE 12 // of them before what was searched for
#define FULL_STOP 0x3002

// Marks of Markdown at the beginning of a clause.
#define NOT_WORDS " #-*>|0123456789.\t"

static const char *
topic_name(struct ui *ui, const struct policies_data *data,
           const struct policy *policy)
{
    // The chosen topic, else the one it belongs to most.
    const char *id = policy->topics.count ? policy->topics.items[0] : NULL;
    if (data->topic[0] && !data->asks) {
        id = data->topic;
    }
    for (size_t i = 0; id && i < data->topic_count; i++) {
        if (str_equal(data->topics[i].id, id)) {
            return text_get(&data->topics[i].name, ui_lang(ui));
        }
    }
    return NULL;
}

// A piece of the page's own memory.
static const char *
keep(struct ui *ui, const char *text, size_t len)
{
    char piece[512];
    if (len >= sizeof(piece)) {
        return NULL;
    }
    memcpy(piece, text, len);
    piece[len] = '\0';
    return ui_keep(ui, piece);
}

static const char *
find_match(struct ui *ui, const struct policies_data *data,
           const char *title)
{
    struct search_mark mark;
    if (!data->asks
        || search_marks(data->question, title, true, &mark, 1) == 0) {
        return NULL;
    }
    return keep(ui, title + mark.start, mark.end - mark.start);
}

static int
width_of(uint32_t code)
{
    return code < 0x2e80 ? 1 : 2;
}

static bool
is_latin(char c)
{
    return c > ' ' && c < 0x7f;
}

// Where a passage begins: a little before the mark, with a whole word.
static const char *
passage_start(const char *clause, const char *mark)
{
    const char *at = clause;
    const char *c = clause;
    uint32_t code;
    int before = 0;
    while (c < mark && utf8_next(&c, mark, &code)) {
        before += width_of(code);
    }
    while (before > PASSAGE_BEFORE && utf8_next(&at, mark, &code)) {
        before -= width_of(code);
    }
    while (at > clause && at < mark && is_latin(at[-1]) && is_latin(*at)) {
        at++;
    }
    return at;
}

// Where it ends: with the sentence, or with what has room on a line.
static const char *
passage_end(const char *at, const char *mark_end)
{
    const char *end = at + strlen(at);
    const char *next = at;
    uint32_t code;
    for (int width = 0; utf8_next(&next, end, &code); at = next) {
        width += width_of(code);
        if (at >= mark_end && (width > PASSAGE_WIDTH || code == FULL_STOP)) {
            break;
        }
    }
    const char *whole = at;
    while (is_latin(*at) && whole > mark_end && is_latin(whole[-1])) {
        whole--;
    }
    return whole > mark_end ? whole : at;
}

// Some characters around a mark, dots where the clause begins earlier.
static const char *
cut_passage(struct ui *ui, const char *clause, const struct search_mark *mark)
{
    const char *at = passage_start(clause, clause + mark->start);
    const char *end = passage_end(at, clause + mark->end);
    const char *words = keep(ui, at, (size_t)(end - at));
    return words && at > clause ? ui_say(ui, "……{1}", words, NULL) : words;
}

static const char *
passage_in(struct ui *ui, const char *question, const char *text)
{
    for (int i = 0; *text && i < CLAUSES_MAX; i++) {
        char clause[512];
        struct search_mark mark;
        text += strspn(text, NOT_WORDS "\n");
        size_t len = strcspn(text, "\n");
        str_copy(clause, sizeof(clause), text);
        if (len < sizeof(clause)) {
            clause[len] = '\0';
        }
        if (search_marks(question, clause, false, &mark, 1) > 0) {
            return cut_passage(ui, clause, &mark);
        }
        text += len;
    }
    return NULL;
}

// The words of the text that answered, when neither title nor summary did.
static const char *
find_passage(struct ui *ui, const struct policies_data *data,
             const struct policy *policy)
{
    enum lang lang = ui_lang(ui);
    struct search_mark mark;
    const char *summary = text_get(&policy->summary, lang);
    if (search_marks(data->question, summary, false, &mark, 1) > 0) {
        return NULL;
    }
    for (size_t i = 0; i < policy->fact_count; i++) {
        const char *found
            = passage_in(ui, data->question,
                         text_get(&policy->facts[i].value, lang));
        if (found) {
            return found;
        }
    }
    return passage_in(ui, data->question, text_get(&policy->body, lang));
}

// "10 万元" stands in two sizes, "CNY 100,000" in one.
static void
put_amount(struct ui *ui, const char *amount, struct row *row)
{
    size_t digits = strspn(amount, "0123456789,.");
    const char *unit = amount + digits + strspn(amount + digits, " ");
    if (digits == 0 || !*unit) {
        row->amount = ui_keep(ui, amount);
        return;
    }
    row->amount = keep(ui, amount, digits);
    row->unit = ui_keep(ui, unit);
}

void
policies_draw_row(struct screen_context *context,
                  const struct policies_data *data, size_t i,
                  struct rect rect)
{
    struct ui *ui = context->ui;
    const struct policy *policy = &data->items[i];
    enum lang lang = ui_lang(ui);
    char id[UI_ID_SIZE];
    char day[DAY_SIZE];
    char amount[48];
    struct tag tags[2];
    int count = 0;
    const char *topic = topic_name(ui, data, policy);
    bool large_wide = ui_theme(ui)->large && parts_wide(ui);
    bool told = policy_amount(policy, lang, amount, sizeof(amount));
    timestamp_day(context->now_ms, day);
    if (topic) {
        tags[count++] = (struct tag){.text = topic};
    }
    if (policy_expired(policy, day)) {
        tags[count++] = (struct tag){.text = ui_tr(ui, "已过期"),
                                     .tone = TONE_STONE, .bold = true};
    }
    str_format(id, sizeof(id), "policies.item.%s", policy->id);
    struct row row = {
        .id = id,
        .title = text_get(&policy->title, lang),
        .sub = text_get(&policy->summary, lang),
        .tags = tags,
        .tag_count = count,
        .trail = "chevron-right",
        .rect = rect,
    };
    row.match = find_match(ui, data, row.title);
    // The summary names the conditions of an amount: it stays beside it.
    if (data->asks && !row.match && !told) {
        const char *passage = find_passage(ui, data, policy);
        row.sub = passage ? passage : row.sub;
    }
    if (told && (lang == LANG_EN || large_wide)) {
        // Beside a long title there is no room for it.
        tags[0] = (struct tag){.text = amount, .bold = true};
        row.tag_count += row.tag_count == 0;
    } else if (told) {
        put_amount(ui, amount, &row);
    }
    // Above the keyboard of a seated visitor rows are out of reach.
    if (data->open && reach_low(ui)) {
        row_show(ui, &row);
    } else {
        row_draw(ui, &row);
    }
}
