// SPDX-License-Identifier: Apache-2.0
#include "ui/tag.h"

#include "model/names.h"
#include "ui/build.h"

#define PAD 16
#define GAP 12
#define RADIUS 12
#define ICON 30
#define ICON_GAP 8
// A column of a wide page.
#define NARROW 700
// Words narrower than this are not squeezed beside tags.
#define WORDS_MIN 160
#define WORDS_SMALL_MIN 240
// Two lines of the smallest size.
#define WORDS_TWO 80

static struct label
tag_label(const struct ui *ui, const struct tag *tag)
{
    bool plain = tag->tone == TONE_PLAIN;
    return (struct label){
        .id = tag->id,
        .value = tag->value,
        .text = tag->text,
        .step = TYPE_CAPTION,
        .bold = tag->bold,
        .color = tone_ink(ui, plain ? TONE_LAKE : tag->tone),
        .middle = true,
    };
}

// Room for the icon before the text.
static int
icon_width(const struct tag *tag)
{
    return tag->icon ? ICON + ICON_GAP : 0;
}

static int
tag_width(struct ui *ui, const struct tag *tag, int most)
{
    struct label label = tag_label(ui, tag);
    int around = 2 * PAD + icon_width(tag);
    label.rect = (struct rect){0, 0, most - around, tag_height(ui)};
    return widget_measure(ui, &label).rect.w + around;
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
        .radius = tag->icon ? rect.h / 2 : RADIUS,
    };
    widget_box(ui, rect, &box);
    struct label label = tag_label(ui, tag);
    if (tag->icon) {
        struct rect icon = {
            rect.x + PAD, rect.y + (rect.h - ICON) / 2, ICON, ICON,
        };
        widget_icon(ui, tag->icon, icon, label.color);
    }
    label.rect = rect_inset(rect, PAD, 0);
    label.rect.x += icon_width(tag);
    label.rect.w += 1 - icon_width(tag);
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

enum words_place { WORDS_BESIDE, WORDS_BESIDE_SMALL, WORDS_BELOW };

// Where the words stand: beside the tags, there in two small lines, or in a
// line of their own.
static enum words_place
words_place(struct ui *ui, const struct tag_row *row)
{
    int left = row->rect.w - tags_width(ui, row) - PAD;
    struct label label = {
        .text = row->text,
        .rect = {0, 0, left, tag_height(ui)},
        .step = TYPE_BODY,
    };
    if (left >= WORDS_MIN && !widget_measure(ui, &label).clipped) {
        return WORDS_BESIDE;
    }
    label.rect.h = WORDS_TWO;
    if (left >= WORDS_SMALL_MIN && !widget_measure(ui, &label).clipped) {
        return WORDS_BESIDE_SMALL;
    }
    return WORDS_BELOW;
}

// Height of words in a line of their own: one line, or two small ones.
static int
words_height(struct ui *ui, const struct tag_row *row)
{
    int line = theme_type(ui_theme(ui), TYPE_BODY).line;
    struct label label = {
        .text = row->text,
        .rect = {0, 0, row->rect.w, line},
        .step = TYPE_BODY,
    };
    return widget_measure(ui, &label).clipped ? WORDS_TWO : line;
}

int
tag_row_height(struct ui *ui, const struct tag_row *row)
{
    int high = row->count > 0 ? tag_height(ui) : 0;
    if (!row->text || !*row->text) {
        return high;
    }
    enum words_place place = row->count > 0 ? words_place(ui, row)
                                            : WORDS_BELOW;
    switch (place) {
    case WORDS_BESIDE:
        return high;
    case WORDS_BESIDE_SMALL:
        return high > WORDS_TWO ? high : WORDS_TWO;
    case WORDS_BELOW:
        break;
    }
    return high + words_height(ui, row);
}

int
tag_row_width(struct ui *ui, const struct tag_row *row)
{
    int w = tags_width(ui, row);
    if (!row->text || !*row->text) {
        return w;
    }
    return w + PAD + widget_text_width(ui, TYPE_BODY, false, row->text);
}

// Draws the tags and leaves in `area` what is right of them.
static struct placed
draw_tags(struct ui *ui, const struct tag_row *row, struct rect *area)
{
    struct placed placed = {0};
    for (int i = 0; i < row->count && i < TAG_ROW_MAX; i++) {
        struct tag tag = row->tags[i];
        tag.rect = *area;
        tag.rect.y += (area->h - tag_height(ui)) / 2;
        struct rect at = tag_draw(ui, &tag);
        if (!tag.id) {
            placed.rect = rect_union(placed.rect, at);
        }
        area->x += at.w + GAP;
        area->w -= at.w + GAP;
    }
    return placed;
}

struct placed
tag_row_draw(struct ui *ui, const struct tag_row *row)
{
    bool words = row->text && *row->text;
    enum words_place place = words && row->count > 0 ? words_place(ui, row)
                                                     : WORDS_BELOW;
    struct rect area = row->rect;
    area.h = place == WORDS_BESIDE_SMALL ? WORDS_TWO
             : row->count > 0            ? tag_height(ui)
                                         : 0;
    struct placed placed = draw_tags(ui, row, &area);
    if (!words) {
        return placed;
    }
    if (place == WORDS_BELOW) {
        area.x = row->rect.x;
        area.w = row->rect.w;
        area.y += area.h;
        area.h = words_height(ui, row);
    } else {
        area.x += PAD - GAP;
        area.w -= PAD - GAP;
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

static struct tag
badge_tag(struct ui *ui, const struct source_line *line)
{
    const struct badge *badge = &badges[line->state];
    return (struct tag){
        .id = line->state_id,
        .value = names_get(source_state_names, (int)line->state),
        .icon = badge->icon,
        .text = ui_tr(ui, badge->word),
        .rect = line->rect,
        .tone = badge->tone,
        .bold = true,
    };
}

// Where the sentence stands: beside the badge when it is not too long.
static struct label
source_label(struct ui *ui, const struct source_line *line)
{
    struct tag badge = badge_tag(ui, line);
    int taken = tag_width(ui, &badge, line->rect.w) + PAD;
    int badge_h = tag_height(ui);
    int one = theme_type(ui_theme(ui), TYPE_CAPTION).line;
    struct rect r = line->rect;
    struct label label = {
        .id = line->source_id,
        .text = line->text,
        .rect = {r.x + taken, r.y, r.w - taken, 2 * one},
        .step = TYPE_CAPTION,
        .color = COLOR_INK700,
    };
    struct placed placed = widget_measure(ui, &label);
    if (!placed.clipped && placed.rect.h <= one) {
        label.rect.h = badge_h;
        label.middle = true;
    } else if (placed.clipped || r.w < NARROW) {
        label.rect = (struct rect){r.x, r.y + badge_h + 8, r.w,
                                   2 * one};
    }
    return label;
}

void
source_line_draw(struct ui *ui, const struct source_line *line)
{
    struct tag badge = badge_tag(ui, line);
    tag_draw(ui, &badge);
    struct label label = source_label(ui, line);
    widget_label(ui, &label);
}

int
source_line_height(struct ui *ui, const struct source_line *line)
{
    struct label label = source_label(ui, line);
    int h = label.middle ? label.rect.h
                         : widget_measure(ui, &label).rect.h;
    return label.rect.y + h - line->rect.y;
}
