// SPDX-License-Identifier: Apache-2.0
#include "screens/parts.h"
#include "screens/reach.h"
#include "screens/result.h"
#include "screens/screens.h"
#include "ui/build.h"
#include "ui/button.h"
#include "ui/layout.h"
#include "ui/notice.h"
#include "ui/page_head.h"
#include "ui/panel.h"
#include "ui/reason_row.h"
#include "ui/row.h"
#include "ui/tag.h"
#include "ui/widget.h"
#include "util/str.h"

#define GAP 12
#define PAGER_H 104

/** Where everything stands. */
struct places {
    struct rect verdict, rule, stated, head, list, pager, source, buttons;
    struct rect foot;
    int columns, rows;
};

static int
row_height(const struct ui *ui)
{
    return parts_wide(ui) || ui_theme(ui)->large ? 160 : 116;
}

// Rows of the list that a height has room for.
static int
rows_in(const struct ui *ui, int h)
{
    int rows = (h + GAP) / (row_height(ui) + GAP);
    return rows > 0 ? rows : 1;
}

// The list says what it is about where that costs none of `rows`.
static void
cut_head(const struct ui *ui, struct places *places, struct rect *area,
         int rows)
{
    bool large = ui_theme(ui)->large;
    int h = large ? 72 : 56;
    int needed = h + 8 + rows * (row_height(ui) + GAP) - GAP;
    // In the columns of a wide page large titles need the height.
    if (area->h >= needed && !(large && parts_wide(ui))) {
        places->head = layout_cut_top(area, h);
        layout_skip(area, 8);
    }
}

// Rows share what a page leaves below them, up to a third more.
static void
place_list(const struct ui *ui, struct places *places, struct rect area,
           size_t total)
{
    int columns = parts_wide(ui) ? 2 : 1;
    int rows = rows_in(ui, area.h), needed = (int)total / columns;
    needed += (int)total % columns ? 1 : 0;
    if (needed > rows) {
        places->pager = layout_cut_bottom(&area, PAGER_H);
        layout_cut_bottom(&area, GAP);
        rows = rows_in(ui, area.h);
    } else if (needed > 0) {
        rows = needed;
    }
    cut_head(ui, places, &area, rows);
    places->columns = columns;
    places->rows = rows;
    int most = rows * (row_height(ui) * 4 / 3 + GAP) - GAP;
    places->list = layout_cut_top(&area, area.h < most ? area.h : most);
}

static size_t
reason_count(const struct match *match)
{
    size_t count = match->rule->condition_count;
    return text_is_empty(&match->rule->open_points) ? count : count + 1;
}

static size_t
list_count(const struct result_data *data)
{
    return data->match_count == 0
               ? 0
               : reason_count(&data->matches[data->shown])
                     + data->match_count - 1;
}

// As high as what the source says needs, within the page's means.
static int
stated_height(struct ui *ui, const struct result_data *data, int w)
{
    bool wide = parts_wide(ui), large = ui_theme(ui)->large;
    int most = wide    ? large ? 144 : 136
               : large ? 232
               : ui_lang(ui) == LANG_EN ? 176
                                        : 136;
    if (data->match_count == 0) {
        return most;
    }
    const struct rule *rule = data->matches[data->shown].rule;
    struct label label = {
        .text = text_get(&rule->result, ui_lang(ui)),
        .rect = {0, 0, w - 128, 1000},
        .step = TYPE_BODY,
    };
    int h = widget_measure(ui, &label).rect.h + 48;
    return h < most ? h : most;
}

static struct places
place(struct ui *ui, const struct result_data *data)
{
    struct places places = {0};
    struct rect area = parts_left(ui);
    bool wide = parts_wide(ui), large = ui_theme(ui)->large;
    places.verdict = reach_cut_head(ui, &area, 208, 24);
    places.rule = layout_cut_top(&area, wide || large ? 200 : 140);
    layout_skip(&area, 16);
    places.foot = layout_cut_bottom(&area, wide || large ? 88 : 56);
    places.buttons = layout_cut_bottom(&area, wide ? 224 : 128);
    struct rect rest = wide ? parts_right(ui) : area;
    layout_cut_bottom(&rest, wide ? 0 : 16);
    places.source = layout_cut_bottom(&rest, !large ? 48 : wide ? 56 : 104);
    layout_cut_bottom(&rest, 16);
    int stated = stated_height(ui, data, rest.w);
    if (reach_low(ui)) {
        // What is only read leaves the reach to what is touched.
        int top = places.verdict.y + places.verdict.h + 24;
        places.stated = (struct rect){rest.x, top, rest.w, stated};
    } else {
        places.stated = layout_cut_top(&rest, stated);
        layout_skip(&rest, 16);
    }
    place_list(ui, &places, rest, list_count(data));
    return places;
}

struct paging
result_paging(struct ui *ui, const struct result_data *data)
{
    struct places places = place(ui, data);
    size_t per_page = (size_t)(places.columns * places.rows);
    return (struct paging){
        .total = list_count(data),
        .per_page = per_page,
        .page = data->first / per_page,
    };
}

static enum tone
tone_of(enum rule_outcome outcome)
{
    static const enum tone tones[] = {
        [RULE_MAY_APPLY] = TONE_MEADOW,
        [RULE_ASK_DESK] = TONE_GOLD,
        [RULE_NOT_STATED] = TONE_GREY,
    };
    return tones[outcome];
}

static const char *
word_of(const struct ui *ui, enum rule_outcome outcome)
{
    static const char *const words[] = {
        [RULE_MAY_APPLY] = UI_MARK("可能适用"),
        [RULE_ASK_DESK] = UI_MARK("需要窗口确认"),
        [RULE_NOT_STATED] = UI_MARK("公开资料未说明"),
    };
    return ui_tr(ui, words[outcome]);
}

static const char *
lead_of(struct ui *ui, const struct rule *rule, enum rule_outcome outcome)
{
    char year[5];
    switch (outcome) {
    case RULE_MAY_APPLY:
        str_format(year, sizeof(year), "%.4s", rule->source.date);
        return ui_say(ui, "根据{1}年公开资料，", ui_keep(ui, year), NULL);
    case RULE_ASK_DESK:
        return ui_tr(ui, "拿不准的地方，由窗口答复");
    case RULE_NOT_STATED:
        break;
    }
    return ui_tr(ui, "没有写到，不等于没有政策");
}

static void
draw_verdict(struct ui *ui, const struct match *match, struct rect rect)
{
    enum rule_outcome outcome = match ? match->finding.outcome
                                      : RULE_NOT_STATED;
    struct verdict verdict = {
        .id = "result.verdict",
        .value = names_get(rule_outcome_names, (int)outcome),
        .tone = tone_of(outcome),
        .lead = lead_of(ui, match ? match->rule : NULL, outcome),
        .word = word_of(ui, outcome),
        .rect = rect,
    };
    verdict_draw(ui, &verdict);
}

static const char *
item_id(struct ui *ui, const struct rule *rule)
{
    char id[UI_ID_SIZE];
    str_format(id, sizeof(id), "result.item.%s", rule->id);
    return ui_keep(ui, id);
}

// The amount stands beside its conditions, and only where it may apply.
static void
draw_rule(struct ui *ui, const struct match *match, struct rect rect)
{
    const struct rule *rule = match->rule;
    enum rule_outcome outcome = match->finding.outcome;
    bool amount = outcome == RULE_MAY_APPLY && !text_is_empty(&rule->amount);
    struct tag tag = {.text = text_get(&rule->tag, ui_lang(ui))};
    struct row row = {
        .id = item_id(ui, rule),
        .value = names_get(rule_outcome_names, (int)outcome),
        .title = text_get(&rule->title, ui_lang(ui)),
        .tags = &tag,
        .tag_count = amount ? 1 : 0,
        .sub = amount ? NULL
               : outcome == RULE_MAY_APPLY
                   ? ui_tr(ui, "以窗口答复为准")
                   : word_of(ui, outcome),
        .amount = amount ? text_get(&rule->amount, ui_lang(ui)) : NULL,
        .trail = rule->policy && !amount ? "chevron-right" : NULL,
        .rect = rect,
    };
    if (rule->policy && screen_find("policy")) {
        row_draw(ui, &row);
    } else {
        row.trail = NULL;
        row_show(ui, &row);
    }
}

// What the source says about whoever meets the conditions.
static void
draw_stated(struct ui *ui, const struct match *match, struct rect rect)
{
    struct notice notice = {
        .id = "result.stated",
        .icon = "doc",
        .text = text_get(&match->rule->result, ui_lang(ui)),
        .rect = rect,
        .tone = TONE_NOTE,
    };
    notice_draw(ui, &notice);
}

static void
say_condition(struct ui *ui, const struct match *match, size_t i,
              struct reason_row *row)
{
    const struct rule_condition *condition = &match->rule->conditions[i];
    const char *change = text_get(&condition->change, ui_lang(ui));
    row->title = text_get(&condition->text, ui_lang(ui));
    switch (match->finding.truths[i]) {
    case TRUTH_MET:
        row->reason = REASON_MET;
        row->text = ui_tr(ui, "与您的回答相符");
        return;
    case TRUTH_NOT_MET:
        row->reason = REASON_NOT_MET;
        row->text = change[0] ? change : ui_tr(ui, "与您的回答不符");
        return;
    case TRUTH_UNKNOWN:
        break;
    }
    row->reason = REASON_UNKNOWN;
    row->text = change[0] ? change
                          : ui_tr(ui, "您跳过了这一题，由窗口确认");
}

static void
draw_reason(struct ui *ui, const struct match *match, size_t i,
            struct rect rect)
{
    const struct rule *rule = match->rule;
    char id[UI_ID_SIZE];
    str_format(id, sizeof(id), "result.reason.%s.%d", rule->id, (int)i);
    struct reason_row row = {.id = id, .rect = rect};
    if (i < rule->condition_count) {
        say_condition(ui, match, i, &row);
    } else {
        row.reason = REASON_REMARK;
        row.title = ui_tr(ui, "还没有公布的");
        row.text = text_get(&rule->open_points, ui_lang(ui));
    }
    reason_row_draw(ui, &row);
}

static void
draw_other(struct ui *ui, const struct match *match, struct rect rect)
{
    enum rule_outcome outcome = match->finding.outcome;
    struct row row = {
        .id = item_id(ui, match->rule),
        .value = names_get(rule_outcome_names, (int)outcome),
        .title = text_get(&match->rule->title, ui_lang(ui)),
        .pill = verdict_pill(tone_of(outcome), word_of(ui, outcome)),
        .trail = "chevron-right",
        .rect = rect,
        .step = parts_wide(ui) || ui_lang(ui) == LANG_EN ? TYPE_H4
                                                          : TYPE_H3,
    };
    row_draw(ui, &row);
}

// What a page of the list tells: reasons, other matches, or both.
static void
draw_head(struct ui *ui, const struct result_data *data,
          const struct paging *paging, struct rect rect)
{
    size_t reasons = reason_count(&data->matches[data->shown]);
    size_t first = paging_first(paging);
    bool others = first + paging->per_page > reasons
                  && paging->total > reasons;
    const char *number = ui_digits(ui, (int64_t)(paging->total - reasons));
    struct section head = {
        .id = "result.list",
        .title = first < reasons
                     ? ui_tr(ui, "为什么这样提示")
                     : ui_say(ui, "您的回答还对应 {1} 项", number, NULL),
        .remark = first < reasons && others
                      ? ui_say(ui, "还对应 {1} 项", number, NULL)
                      : NULL,
        .rect = rect,
    };
    parts_section(ui, &head);
}

// First why the match on show says what it says, then the other matches.
static void
draw_list(struct ui *ui, const struct result_data *data,
          const struct places *places)
{
    const struct match *match = &data->matches[data->shown];
    struct paging paging = result_paging(ui, data);
    size_t reasons = reason_count(match);
    struct layout_grid grid = {places->columns, places->rows, 24, GAP};
    if (places->head.h > 0) {
        draw_head(ui, data, &paging, places->head);
    }
    for (size_t i = 0; i < paging.per_page; i++) {
        size_t at = paging_first(&paging) + i;
        struct rect rect = layout_cell(places->list, &grid, (int)i);
        if (at < reasons) {
            draw_reason(ui, match, at, rect);
        } else if (at < paging.total) {
            // The one on show is not among the others.
            size_t other = at - reasons;
            other += other >= data->shown ? 1 : 0;
            draw_other(ui, &data->matches[other], rect);
        }
    }
    if (places->pager.h > 0) {
        parts_pager(ui, &paging, places->pager);
    }
}

static void
draw_buttons(struct ui *ui, struct rect area)
{
    bool wide = parts_wide(ui);
    struct button desk = {
        .id = "result.desk",
        .label = ui_tr(ui, "取号到窗口核验"),
        .icon = "ticket",
        .rect = wide ? layout_row(area, 2, 16, 0)
                     : layout_cut_left(&area, area.w * 3 / 5),
        .kind = BUTTON_COMMIT,
    };
    if (!wide) {
        layout_cut_left(&area, 24);
    }
    struct button again = {
        .id = "result.again",
        .label = ui_tr(ui, "重新作答"),
        .icon = "edit",
        .rect = wide ? layout_row(area, 2, 16, 1) : area,
        .kind = BUTTON_SECONDARY,
    };
    button_draw(ui, &desk);
    button_draw(ui, &again);
}

static void
draw_ways(struct ui *ui, const struct places *places)
{
    draw_buttons(ui, places->buttons);
    struct foot_note hint = {
        .id = "result.hint",
        .text = ui_tr(ui, "这是提示，不是决定；以窗口答复为准"),
        .rect = places->foot,
    };
    foot_note_draw(ui, &hint);
}

static void
draw_source(struct ui *ui, const struct match *match, struct rect rect)
{
    const struct source *source = &match->rule->source;
    struct foot_note rests = {
        .id = "result.source",
        .icon = "doc",
        .text = ui_say(ui, "依据：{1}{2}",
                       text_get(&source->document, ui_lang(ui)),
                       source->date, NULL),
        .rect = rect,
    };
    foot_note_draw(ui, &rests);
}

void
result_draw(struct screen_context *context, const void *userdata)
{
    const struct result_data *data = userdata;
    struct ui *ui = context->ui;
    struct places places = place(ui, data);
    const struct match *match
        = data->match_count ? &data->matches[data->shown] : NULL;
    draw_verdict(ui, match, places.verdict);
    bool low = reach_low(ui);
    if (match && low) {
        draw_stated(ui, match, places.stated);
    }
    if (match) {
        draw_rule(ui, match, places.rule);
    }
    // Elements are read as they are drawn where rows do not tell: on a wide
    // page the left column first.
    bool wide = parts_wide(ui);
    if (wide) {
        draw_ways(ui, &places);
    }
    if (match && !low) {
        draw_stated(ui, match, places.stated);
    }
    if (match) {
        draw_list(ui, data, &places);
        draw_source(ui, match, places.source);
    }
    if (!wide) {
        draw_ways(ui, &places);
    }
}
