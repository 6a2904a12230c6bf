// SPDX-License-Identifier: Apache-2.0
#include "ui/tag.h"

#include "model/names.h"
#include "ui/build.h"

#define PAD 16
#define GAP 12
#define RADIUS 12
#define BADGE_ICON 30
// Words narrower than this are not squeezed beside tags.
#define WORDS_MIN 160

static struct label
tag_label(const struct ui *ui, const struct tag *tag)
{
    bool plain = tag->tone == TONE_PLAIN;
    return (struct label){
        .id = tag->id,
        .text = tag->text,
        .step = TYPE_CAPTION,
        .bold = tag->bold,
        .color = tone_ink(ui, plain ? TONE_LAKE : tag->tone),
        .middle = true,
    };
}

static int
tag_width(struct ui *ui, const struct tag *tag, int most)
{
    struct label label = tag_label(ui, tag);
    label.rect = (struct rect){0, 0, most - 2 * PAD, tag_height(ui)};
    return widget_measure(ui, &label).rect.w + 2 * PAD;
}

int
tag_height(const struct ui *ui)
{
    return theme_type(ui_theme(ui), TYPE_CAPTION).line + 8;
}

struct rect
tag_draw(struct ui *ui, const struct tag *tag)
{
    bool contrast = ui_theme(ui)->contrast;
    struct rect rect = tag->rect;
    rect.w = tag_width(ui, tag, tag->rect.w);
    rect.h = tag_height(ui);
    if (tag->end) {
        rect.x = tag->rect.x + tag->rect.w - rect.w;
    }
    struct box box = {
        .fill = tone_fill(tag->tone == TONE_PLAIN ? TONE_LAKE : tag->tone),
        .line = contrast ? COLOR_STONE200 : COLOR_NONE,
        .border = contrast ? 2 : 0,
        .radius = RADIUS,
    };
    widget_box(ui, rect, &box);
    struct label label = tag_label(ui, tag);
    label.rect = rect_inset(rect, PAD, 0);
    label.rect.w += 1;
    widget_label(ui, &label);
    return rect;
}

static int
tags_width(struct ui *ui, const struct tag_row *row)
{
    int w = 0;
    for (int i = 0; i < row->count; i++) {
        w += (i > 0 ? GAP : 0) + tag_width(ui, &row->tags[i], row->rect.w);
    }
    return w;
}

// True when the words stand in the line of the tags.
static bool
words_beside(struct ui *ui, const struct tag_row *row)
{
    int left = row->rect.w - tags_width(ui, row) - PAD;
    if (left < WORDS_MIN) {
        return false;
    }
    struct label label = {
        .text = row->text,
        .rect = {0, 0, left, tag_height(ui)},
        .step = TYPE_BODY,
    };
    return !widget_measure(ui, &label).clipped;
}

int
tag_row_height(struct ui *ui, const struct tag_row *row)
{
    int line = theme_type(ui_theme(ui), TYPE_BODY).line;
    int high = row->count > 0 ? tag_height(ui) : 0;
    if (!row->text || !*row->text) {
        return high;
    }
    bool below = row->count > 0 && !words_beside(ui, row);
    return below ? high + line : high > line ? high : line;
}

struct placed
tag_row_draw(struct ui *ui, const struct tag_row *row)
{
    struct placed placed = {0};
    struct rect area = row->rect;
    area.h = row->count > 0 ? tag_height(ui) : row->rect.h;
    bool words = row->text && *row->text;
    bool beside = words && words_beside(ui, row);
    for (int i = 0; i < row->count && i < TAG_ROW_MAX; i++) {
        struct tag tag = row->tags[i];
        tag.rect = area;
        struct rect at = tag_draw(ui, &tag);
        placed.rect = rect_union(placed.rect, at);
        area.x += at.w + GAP;
        area.w -= at.w + GAP;
    }
    if (!words) {
        return placed;
    }
    if (row->count > 0 && beside) {
        area.x += PAD - GAP;
        area.w -= PAD - GAP;
    } else if (row->count > 0) {
        area = row->rect;
        area.y += tag_height(ui);
        area.h = theme_type(ui_theme(ui), TYPE_BODY).line;
    }
    struct label label = {
        .text = row->text,
        .rect = area,
        .step = TYPE_BODY,
        .color = COLOR_INK700,
        .middle = true,
    };
    struct placed text = widget_label(ui, &label);
    placed.rect = rect_union(placed.rect, text.rect);
    placed.clipped = text.clipped;
    return placed;
}

struct badge {
    const char *icon, *word;
    enum tone tone;
};

static const struct badge badges[] = {
    [SOURCE_UNVERIFIED] = {"alert", UI_MARK("未核实"), TONE_GOLD},
    [SOURCE_VERIFIED] = {"check-circle", UI_MARK("已核实"), TONE_MEADOW},
    [SOURCE_EXPIRED] = {"clock", UI_MARK("已过期"), TONE_STONE},
};

static struct rect
draw_badge(struct ui *ui, const struct source_line *line)
{
    const struct badge *badge = &badges[line->state];
    int h = tag_height(ui), pad = PAD, gap = 8;
    struct label label = {
        .id = line->state_id,
        .text = ui_tr(ui, badge->word),
        .value = names_get(source_state_names, (int)line->state),
        .rect = {line->rect.x + pad + BADGE_ICON + gap, line->rect.y,
                 line->rect.w, h},
        .step = TYPE_CAPTION,
        .bold = true,
        .color = tone_ink(ui, badge->tone),
        .middle = true,
    };
    label.rect.w = widget_measure(ui, &label).rect.w + 1;
    bool contrast = ui_theme(ui)->contrast;
    struct rect rect = {
        line->rect.x, line->rect.y, label.rect.x + label.rect.w + pad
        - line->rect.x, h,
    };
    struct box box = {
        .fill = tone_fill(badge->tone),
        .line = contrast ? COLOR_STONE200 : COLOR_NONE,
        .border = contrast ? 2 : 0,
        .radius = h / 2,
    };
    widget_box(ui, rect, &box);
    struct rect icon = {
        rect.x + pad, rect.y + (h - BADGE_ICON) / 2, BADGE_ICON, BADGE_ICON,
    };
    widget_icon(ui, badge->icon, icon, label.color);
    widget_label(ui, &label);
    return rect;
}

void
source_line_draw(struct ui *ui, const struct source_line *line)
{
    struct rect badge = draw_badge(ui, line);
    int x = badge.x + badge.w + PAD;
    struct label label = {
        .id = line->source_id,
        .text = line->text,
        .rect = {x, line->rect.y, line->rect.x + line->rect.w - x,
                 line->rect.h > badge.h ? line->rect.h : badge.h},
        .step = TYPE_CAPTION,
        .color = COLOR_INK700,
    };
    int one = theme_type(ui_theme(ui), TYPE_CAPTION).line;
    if (widget_measure(ui, &label).rect.h <= one) {
        label.rect.h = badge.h;
        label.middle = true;
    }
    widget_label(ui, &label);
}
