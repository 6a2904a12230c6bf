// SPDX-License-Identifier: Apache-2.0
#include "screens/policies.h"

#include <string.h>

#include "screens/parts.h"
#include "screens/reach.h"
#include "ui/build.h"
#include "ui/input.h"
#include "ui/layout.h"
#include "ui/notice.h"
#include "ui/page_head.h"
#include "ui/tile.h"
#include "ui/widget.h"
#include "util/str.h"

#define ROW_GAP 16

static void
draw_title(struct ui *ui, struct rect rect)
{
    struct label title = {
        .id = "policies.title",
        .text = ui_tr(ui, "查政策"),
        .rect = rect,
        .step = parts_wide(ui) ? TYPE_H2 : TYPE_H1,
        .bold = true,
        .color = COLOR_INK900,
        .middle = true,
        .fixed = parts_wide(ui),
    };
    widget_label(ui, &title);
}

// How many the list has, at the title's end or below it.
static void
draw_total(struct ui *ui, const struct policies_data *data,
           struct rect title)
{
    bool wide = parts_wide(ui);
    const char *number = ui_digits(ui, (int64_t)data->total);
    struct rect rect = wide ? layout_cut_bottom(&title, 40)
                            : layout_cut_right(&title, 400);
    struct label label = {
        .id = "policies.count",
        .text = ui_say(ui, "共 {1} 项", number, NULL),
        .value = number,
        .rect = rect,
        .step = wide ? TYPE_CAPTION : TYPE_BODY,
        .color = COLOR_INK700,
        .align = wide ? ALIGN_START : ALIGN_END,
        .middle = true,
        .fixed = wide,
    };
    widget_label(ui, &label);
}

static void
draw_field(struct ui *ui, const struct policies_data *data, struct rect rect)
{
    bool asked = !typing_is_empty(&data->typing);
    struct input input = {
        .id = "policies.search",
        .label = ui_tr(ui, "搜政策"),
        .text = data->typing.text,
        .composing = data->typing.split[0] ? data->typing.split
                                           : data->typing.letters,
        .hint = ui_tr(ui, "搜政策，如“安家费”“公寓”"),
        .icon = "search",
        .clear_id = asked ? "policies.search.clear" : NULL,
        .clear = ui_tr(ui, "清空"),
        .rect = rect,
        .focused = data->open,
        .caret = data->open,
    };
    input_draw(ui, &input);
}

static const char *
count_words(struct ui *ui, const struct policies_data *data)
{
    const char *number = ui_digits(ui, (int64_t)data->total);
    if (data->failed) {
        return ui_tr(ui, "政策目录暂时读不出来，请到窗口咨询");
    }
    if (data->finding && data->wait == POLICIES_LONG) {
        return ui_tr(ui, "还在查找，也可以到窗口咨询");
    }
    if (data->finding && data->wait == POLICIES_TOLD) {
        return ui_tr(ui, "正在查找…");
    }
    if (data->total == 0 && data->finding) {
        return NULL;
    }
    if (data->total == 0) {
        return data->more ? ui_tr(ui, "按“搜索”查全部政策")
                          : ui_tr(ui, "还没有找到");
    }
    return data->more ? ui_say(ui, "找到 {1} 项以上", number, NULL)
                      : ui_say(ui, "找到 {1} 项", number, NULL);
}

static void
draw_count(struct ui *ui, const struct policies_data *data, struct rect rect)
{
    struct label label = {
        .id = "policies.count",
        .text = count_words(ui, data),
        .value = ui_digits(ui, (int64_t)data->total),
        .rect = rect,
        // Beside a wide field there is room for few words.
        .step = !parts_wide(ui)                            ? TYPE_H4
                : data->finding && data->wait == POLICIES_LONG ? TYPE_BODY
                                                               : TYPE_H3,
        .bold = true,
        .color = COLOR_INK900,
        .middle = true,
    };
    if (label.text) {
        widget_label(ui, &label);
    }
}

void
policies_draw_chips(struct ui *ui, const struct policies_data *data)
{
    struct policies_places places = policies_places(ui, data);
    struct layout_grid grid = {.columns = policies_chip_columns(ui),
                               .gap_x = 24, .gap_y = 16};
    size_t shown = policies_topics_shown(ui, data);
    grid.rows = (places.chips.h + 16) / 96;
    struct chip chip = {
        .id = "policies.all",
        .label = ui_say(ui, "全部 {1}",
                        ui_digits(ui, (int64_t)data->policies), NULL),
        .rect = layout_cell(places.chips, &grid, 0),
        .on = !data->topic[0],
        .bare = true,
    };
    chip_draw(ui, &chip);
    for (size_t i = 0; i < shown; i++) {
        const struct topic *topic
            = &data->topics[policies_topic_at(ui, data, i)];
        char id[UI_ID_SIZE];
        str_format(id, sizeof(id), "policies.topic.%s", topic->id);
        chip.id = id;
        chip.label = text_get(&topic->name, ui_lang(ui));
        chip.rect = layout_cell(places.chips, &grid, (int)i + 1);
        chip.on = str_equal(topic->id, data->topic);
        chip_draw(ui, &chip);
    }
    if (shown < data->topic_count || data->all_topics) {
        const char *left
            = ui_digits(ui, (int64_t)(data->topic_count - shown));
        chip.id = "policies.more";
        chip.label = data->all_topics ? ui_tr(ui, "收起")
                                      : ui_say(ui, "更多 {1}", left, NULL);
        chip.rect = layout_cell(places.chips, &grid, (int)shown + 1);
        chip.on = false;
        chip_draw(ui, &chip);
    }
}

// What is offered to look for, from the topics, a heading above.
void
policies_draw_words(struct ui *ui, const struct policies_data *data,
                    struct rect area, int columns)
{
    bool small = policies_view(data) != POLICIES_NOTHING;
    struct label heading = {
        .id = "policies.words",
        .text = ui_tr(ui, "大家常搜"),
        .rect = layout_cut_top(&area, 56),
        .step = small ? TYPE_BODY : TYPE_H3,
        .bold = !small,
        .color = small ? COLOR_INK700 : COLOR_INK900,
        .middle = true,
    };
    struct layout_grid grid = {.columns = columns, .gap_x = 24,
                               .gap_y = 24};
    int most = (area.h - 16 + 24) / 104 * columns;
    int count = 0;
    layout_skip(&area, 16);
    grid.rows = (area.h + 24) / 104;
    area.h = grid.rows * 104 - 24;
    for (size_t i = 0; i < data->topic_count && count < most
                       && count < POLICIES_WORDS; i++) {
        const struct topic *topic = &data->topics[i];
        const char *word = text_get(&topic->search, ui_lang(ui));
        char id[UI_ID_SIZE];
        if (!*word) {
            continue;
        }
        str_format(id, sizeof(id), "policies.word.%s", topic->id);
        struct chip chip = {.id = id, .label = word, .bare = true,
                            .rect = layout_cell(area, &grid, count++)};
        chip_draw(ui, &chip);
    }
    if (count > 0) {
        widget_label(ui, &heading);
    }
}

// The documents of a page, when they are one.
static const char *
source_words(struct ui *ui, const struct policies_data *data)
{
    const struct source *first = &data->items[0].source;
    bool one = first->date[0] != '\0';
    for (size_t i = 1; i < data->count; i++) {
        const struct source *source = &data->items[i].source;
        one = one && str_equal(source->date, first->date)
              && str_equal(source->document.zh, first->document.zh);
    }
    if (!one) {
        return ui_tr(ui, "以窗口最新政策为准");
    }
    if (parts_wide(ui)) {
        return ui_say(ui, "依据{1}公开资料", first->date, NULL);
    }
    char named[256];
    str_format(named, sizeof(named), "%s%s",
               ui_lang(ui) == LANG_EN ? "" : text_get(&first->document,
                                                      ui_lang(ui)),
               first->date);
    return ui_say(ui, "依据{1}，以窗口最新政策为准", named, NULL);
}

static void
draw_note(struct ui *ui, const struct policies_data *data, struct rect rect)
{
    struct foot_note note = {
        .id = "policies.note", .icon = "doc",
        .text = source_words(ui, data), .rect = rect,
    };
    struct label label = {
        .id = "policies.note", .text = note.text, .rect = rect,
        .step = TYPE_CAPTION, .color = COLOR_INK700, .align = ALIGN_END,
        .middle = true,
    };
    if (parts_wide(ui)) {
        widget_label(ui, &label);
    } else {
        foot_note_draw(ui, &note);
    }
}

static void
draw_list(struct screen_context *context, const struct policies_data *data,
          const struct policies_places *places)
{
    size_t rows = policies_rows(context->ui, data);
    struct rect area = places->list;
    // Rows keep their height where there are few of them.
    for (size_t i = 0; i < data->count && i < rows; i++) {
        int line = (int)i / places->columns;
        struct rect row = layout_column(area, places->columns, 24,
                                        (int)i % places->columns);
        row.y = area.y + line * (places->row_h + ROW_GAP);
        row.h = places->row_h;
        if (row.y + row.h <= area.y + area.h) {
            policies_draw_row(context, data, i, row);
        }
    }
}

// What may be typed, below the few that were found.
static void
draw_offers(struct ui *ui, const struct policies_data *data,
            const struct policies_places *places)
{
    struct rect area = places->list;
    int lines = ((int)data->count + places->columns - 1) / places->columns;
    // On a wide page the count stands beside the field, not below it.
    if (!data->asks && !parts_wide(ui)) {
        area.h += area.y - places->count.y;
        area.y = places->count.y;
    }
    layout_skip(&area, lines * (places->row_h + ROW_GAP)
                           + (lines > 0 ? 8 : 0));
    if (!reach_low(ui) && area.h >= 56 + 16 + 80) {
        policies_draw_words(ui, data, area,
                            parts_wide(ui)          ? 6
                            : ui_theme(ui)->large   ? 2
                            : lines > 0             ? 4 : 3);
    }
}

static void
draw_empty_list(struct ui *ui, const struct policies_data *data,
                struct rect area)
{
    struct notice notice = {
        .id = "policies.empty",
        .icon = "info",
        .text = data->failed ? ui_tr(ui, "政策目录暂时读不出来")
                             : ui_tr(ui, "这一类还没有公开的政策"),
        .more = ui_tr(ui, "请到咨询台，或点“帮助”请工作人员过来"),
        .rect = {area.x, area.y, area.w, 160},
        .tone = TONE_GOLD,
    };
    if (area.h >= 160) {
        notice_draw(ui, &notice);
    }
}

static void
draw_typing(struct screen_context *context, const struct policies_data *data,
            const struct policies_places *places)
{
    if (data->asks) {
        draw_count(context->ui, data, places->count);
        draw_list(context, data, places);
    }
    if (places->note.h && data->count > 0) {
        draw_note(context->ui, data, places->note);
    }
    draw_offers(context->ui, data, places);
    policies_draw_keys(context->ui, data);
}

static void
draw_browsing(struct screen_context *context,
              const struct policies_data *data,
              const struct policies_places *places)
{
    struct ui *ui = context->ui;
    struct paging paging = policies_paging(ui, data);
    if (places->chips.h) {
        policies_draw_chips(ui, data);
    } else {
        draw_count(ui, data, places->count);
    }
    if (data->count == 0 && data->finding) {
        return;
    }
    if (data->count == 0) {
        draw_empty_list(ui, data, places->list);
        return;
    }
    draw_list(context, data, places);
    if (policies_view(data) == POLICIES_FOUND) {
        draw_offers(ui, data, places);
    }
    if (places->note.h) {
        draw_note(ui, data, places->note);
    }
    if (places->list.h >= places->row_h) {
        parts_pager(ui, &paging, places->pager);
    }
}

void
policies_draw(struct screen_context *context, const void *userdata)
{
    const struct policies_data *data = userdata;
    struct ui *ui = context->ui;
    struct policies_places places = policies_places(ui, data);
    enum policies_view view = policies_view(data);
    if (!parts_wide(ui) || view == POLICIES_BROWSE
        || view == POLICIES_NOTHING) {
        struct rect title = places.title;
        bool total = view == POLICIES_BROWSE && data->count > 0;
        title.h -= total && parts_wide(ui) ? 48 : 0;
        draw_title(ui, title);
        if (total) {
            draw_total(ui, data, places.title);
        }
    }
    draw_field(ui, data, places.field);
    switch (view) {
    case POLICIES_TYPING:
        draw_typing(context, data, &places);
        break;
    case POLICIES_NOTHING:
        policies_draw_nothing(context, data);
        break;
    case POLICIES_BROWSE:
    case POLICIES_FOUND:
        draw_browsing(context, data, &places);
        break;
    }
}
