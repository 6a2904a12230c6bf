// SPDX-License-Identifier: Apache-2.0
#include "ui/row.h"

#include <string.h>

#include "ui/build.h"
#include "ui/button.h"
#include "ui/row_lead.h"
#include "ui/widget.h"

#define PAD ROW_PAD
#define GAP 24
#define PILL_H 56
#define LOW_PILL_H 140 // with the title above it
#define TRAIL 44
#define ACTION_H 88
// A column of a wide page.
#define NARROW 700
// A row of large type.
#define HIGH 200

static void
draw_card(struct ui *ui, const struct row *row, bool pressed)
{
    struct box box = {
        .fill = row->disabled ? COLOR_STONE100
                : pressed     ? COLOR_LAKE100
                              : COLOR_SNOW,
        .line = pressed ? COLOR_LAKE700 : COLOR_STONE200,
        .border = ui_theme(ui)->contrast ? 4 : 2,
        .radius = 24,
        .dash = row->disabled && ui_theme(ui)->contrast ? 12 : 0,
    };
    widget_box(ui, row->rect, &box);
}

// What stands at the right takes its room from `area`.
static void
cut(struct rect *area, int w, int gap)
{
    area->w -= w + gap;
}

static void
draw_action_look(struct ui *ui, const char *text, struct rect rect)
{
    struct box box = {
        .fill = COLOR_SNOW, .line = COLOR_LAKE700, .border = 3, .radius = 20,
    };
    widget_box(ui, rect, &box);
    struct label label = {
        .text = text,
        .rect = rect_inset(rect, 12, 4),
        .step = TYPE_BODY,
        .bold = true,
        .color = COLOR_LAKE700,
        .align = ALIGN_CENTER,
        .middle = true,
    };
    widget_label(ui, &label);
}

static int
draw_action(struct ui *ui, const struct row *row, const struct rect *area)
{
    const struct row_action *action = &row->action;
    int w = action->w ? action->w : 160;
    int h = row->rect.h - 16 < ACTION_H ? row->rect.h - 16 : ACTION_H;
    struct button button = {
        .id = action->id,
        .label = action->label,
        .value = action->spoken,
        .rect = {area->x + area->w - w, area->y + (area->h - h) / 2, w, h},
        .kind = BUTTON_SECONDARY,
        .step = TYPE_BODY,
        .disabled = action->disabled,
    };
    if (action->id) {
        button_draw(ui, &button);
    } else {
        draw_action_look(ui, action->label, button.rect);
    }
    return w;
}

static int
draw_amount(struct ui *ui, const struct row *row, const struct rect *area)
{
    int right = area->x + area->w, taken = 0;
    bool number = row->amount && *row->amount >= '0' && *row->amount <= '9';
    bool unit = row->unit && *row->unit;
    struct label label = {
        .bold = true,
        .color = row->disabled ? COLOR_DISABLED_TEXT : COLOR_LAKE700,
        .align = ALIGN_END,
        .middle = true,
    };
    if (unit) {
        label.text = row->unit;
        label.step = TYPE_H4;
        int w = widget_text_width(ui, label.step, true, row->unit);
        // The unit stands on the baseline of the larger number.
        label.rect = (struct rect){right - w - 1, area->y + 5, w + 1,
                                   area->h};
        widget_label(ui, &label);
        taken = w;
    }
    label.text = row->amount;
    label.step = unit && number ? TYPE_H2 : TYPE_H3;
    int w = widget_text_width(ui, label.step, true, row->amount);
    label.rect
        = (struct rect){right - taken - w - 1, area->y, w + 1, area->h};
    widget_label(ui, &label);
    return taken + w;
}

static int
draw_count(struct ui *ui, const struct row_count *count,
           const struct rect *area)
{
    const int w = 120;
    struct rect rect = {area->x + area->w - w, area->y, w, area->h};
    struct label labels[] = {
        {.id = count->id, .text = count->number, .step = TYPE_H2,
         .bold = true, .color = COLOR_INK900, .align = ALIGN_CENTER},
        {.text = count->caption, .step = TYPE_CAPTION,
         .color = COLOR_INK700, .align = ALIGN_CENTER},
    };
    widget_stack(ui, labels, 2, rect);
    return w;
}

static enum type_step
title_step(const struct row *row)
{
    bool small = row_has_lead(row) && (row->lead.month || row_lead_size(row) <= 80);
    return row->step ? row->step : small ? TYPE_H4 : TYPE_H3;
}

static int
amount_width(struct ui *ui, const struct row *row)
{
    int unit = row->unit ? widget_text_width(ui, TYPE_H4, true, row->unit)
                         : 0;
    enum type_step step = unit ? TYPE_H2 : TYPE_H3;
    return unit + widget_text_width(ui, step, true, row->amount) + GAP;
}

// In a narrow row with tags the amount stands in their line, or below it;
// in a high one where the title needs the width.
static bool
amount_is_low(struct ui *ui, const struct row *row)
{
    if (!row->amount || row->tag_count == 0) {
        return false;
    }
    int room = row->rect.w - 2 * PAD - TRAIL - GAP - amount_width(ui, row);
    bool high = row->rect.h >= HIGH;
    return row->rect.w < NARROW
           || (high
               && widget_text_width(ui, title_step(row), true, row->title)
                      > room);
}

// Lines of the title in a width, however high they are together.
static int
title_lines(struct ui *ui, const struct row *row, int w)
{
    struct label label = {
        .text = row->title, .step = title_step(row), .bold = true,
        .rect = {0, 0, w, 1000},
    };
    int line = theme_type(ui_theme(ui), label.step).line;
    return widget_measure(ui, &label).rect.h / line;
}

// A pill that would squeeze a title of one line, or one of two lines into
// three, stands below it where there is room.
static bool
pill_is_low(struct ui *ui, const struct row *row, const struct rect *area)
{
    if (row->sub || row->tag_count > 0 || row->match) {
        return false;
    }
    struct pill pill = row->pill;
    pill.rect = *area; // its own is not set, and no text fits there
    int beside = title_lines(ui, row, area->w - pill_width(ui, &pill) - 20);
    int above = title_lines(ui, row, area->w);
    int line = theme_type(ui_theme(ui), title_step(row)).line;
    int needed = above > 1 ? above * line + PILL_H + 8 : LOW_PILL_H;
    return above < beside && (above == 1 || beside > 2)
           && area->h >= needed;
}

static void
draw_pill(struct ui *ui, const struct row *row, struct rect *area)
{
    struct pill pill = row->pill;
    pill.rect = *area;
    if (pill_is_low(ui, row, area)) {
        pill.rect.y += area->h - PILL_H - 8;
        pill_draw(ui, &pill);
        area->h -= PILL_H + 8;
        return;
    }
    pill.rect.y += (area->h - PILL_H) / 2;
    pill.end = true;
    cut(area, pill_draw(ui, &pill).w, 20);
}

static void
draw_right(struct ui *ui, const struct row *row, struct rect *area)
{
    if (row->action.label) {
        cut(area, draw_action(ui, row, area), GAP);
    }
    if (row->trail) {
        struct rect icon = {
            area->x + area->w - TRAIL, area->y + (area->h - TRAIL) / 2,
            TRAIL, TRAIL,
        };
        widget_icon(ui, row->trail, icon,
                    row->disabled ? COLOR_DISABLED_TEXT : COLOR_INK900);
        cut(area, TRAIL, GAP);
    }
    if (row->pill.text) {
        draw_pill(ui, row, area);
    }
    if (row->amount && !amount_is_low(ui, row)) {
        cut(area, draw_amount(ui, row, area), GAP);
    }
    if (row->count.number) {
        cut(area, draw_count(ui, &row->count, area), GAP);
    }
}

// A stripe behind the part of a title of one line that was searched for.
static void
draw_match(struct ui *ui, const struct row *row, const struct label *title)
{
    const char *at = row->match && *row->match
                         ? strstr(title->text, row->match)
                         : NULL;
    int whole
        = widget_text_width(ui, title->step, title->bold, title->text);
    if (!at || whole > title->rect.w) {
        return;
    }
    char before[256] = "";
    size_t length = (size_t)(at - title->text);
    if (length >= sizeof(before)) {
        return;
    }
    memcpy(before, title->text, length);
    int x = widget_text_width(ui, title->step, title->bold, before);
    int w = widget_text_width(ui, title->step, title->bold, row->match);
    int line = theme_type(ui_theme(ui), title->step).line;
    struct rect rect = {
        title->rect.x + x, title->rect.y + (title->rect.h - line) / 2 + 2,
        w, line - 4,
    };
    struct box box = {
        .fill = COLOR_GOLD100,
        .line = ui_theme(ui)->contrast ? COLOR_GOLD500 : COLOR_NONE,
        .border = ui_theme(ui)->contrast ? 2 : 0,
        .radius = 8,
    };
    widget_box(ui, rect, &box);
}

static struct placed
join(struct placed a, struct placed b)
{
    a.rect = rect_union(a.rect, b.rect);
    a.clipped = a.clipped || b.clipped;
    return a;
}

// What is left of `room` after the lines below, as high as the title needs.
static int
title_height(struct ui *ui, const struct label *title, int room)
{
    struct label label = *title;
    int line = theme_type(ui_theme(ui), title->step).line;
    label.rect.h = room > line ? room : line;
    int h = widget_measure(ui, &label).rect.h;
    return h < line ? line : h;
}

// The tags beside or above a low amount; returns the height of both.
static int
low_tags(struct ui *ui, const struct row *row, struct tag_row *tags)
{
    int high = tag_row_height(ui, tags);
    int line = theme_type(ui_theme(ui), TYPE_H3).line;
    int left = tags->rect.w - amount_width(ui, row);
    if (tag_row_width(ui, tags) > left) {
        return high + line;
    }
    tags->rect.w = left;
    return high > line ? high : line;
}

// Title, then a line with tags, in the middle of the row.
static struct placed
draw_tagged(struct ui *ui, const struct row *row, struct label title,
            struct rect area)
{
    struct tag_row tags = {
        .tags = row->tags,
        .count = row->tag_count,
        .text = row->tags_below ? NULL : row->sub,
        .rect = area,
    };
    bool above = row->tags_below && row->sub;
    int gap = above ? 4 : 8;
    int sub_h = above ? theme_type(ui_theme(ui), TYPE_BODY).line : 0;
    bool low = amount_is_low(ui, row);
    int tags_h = low ? low_tags(ui, row, &tags) : tag_row_height(ui, &tags);
    title.rect = area;
    title.middle = true;
    title.rect.h = title_height(ui, &title, area.h - sub_h - tags_h - gap);
    int all = title.rect.h + sub_h + gap + tags_h;
    title.rect.y = area.y + (area.h > all ? (area.h - all) / 2 : 0);
    draw_match(ui, row, &title);
    struct placed placed = widget_label(ui, &title);
    int y = title.rect.y + title.rect.h;
    if (above) {
        struct label sub = {
            .text = row->sub,
            .rect = {area.x, y, area.w, sub_h},
            .step = TYPE_BODY,
            .color = COLOR_INK700,
            .middle = true,
        };
        placed = join(placed, widget_label(ui, &sub));
    }
    tags.rect.y = y + sub_h + gap;
    tags.rect.h = tags_h;
    if (low) {
        int line = theme_type(ui_theme(ui), TYPE_H3).line;
        struct rect amount = {area.x, tags.rect.y + tags_h - line, area.w,
                              line};
        draw_amount(ui, row, &amount);
    }
    struct placed below = tag_row_draw(ui, &tags);
    if (row->tag_count > 0 && row->tags[0].id) {
        // An element of its own is not part of the row's text.
        below.rect = placed.rect;
    }
    return join(placed, below);
}

static struct placed
draw_texts(struct ui *ui, const struct row *row, struct rect area)
{
    struct label title = {
        .text = row->title,
        .step = title_step(row),
        .bold = true,
        .color = row->disabled ? COLOR_DISABLED_TEXT : COLOR_INK900,
    };
    if (row->tag_count > 0 || row->match) {
        return draw_tagged(ui, row, title, area);
    }
    struct label labels[] = {
        title,
        {.text = row->sub,
         .step = row->sub_step ? row->sub_step : TYPE_BODY,
         .color = row->disabled ? COLOR_DISABLED_TEXT : COLOR_INK700},
    };
    return widget_stack(ui, labels, 2, area);
}

static struct placed
draw_content(struct ui *ui, const struct row *row)
{
    // Without an icon texts keep a little more distance from the edge.
    int pad = row_has_lead(row) ? PAD : 36;
    struct rect area = {
        row->rect.x + pad, row->rect.y + 6, row->rect.w - pad - PAD,
        row->rect.h - 12,
    };
    if (row_has_lead(row)) {
        row_lead_draw(ui, row);
        int taken = row_lead_size(row) + (row->lead.month ? 28 : GAP);
        area.x += taken;
        area.w -= taken;
    }
    draw_right(ui, row, &area);
    return draw_texts(ui, row, area);
}

static void
draw(struct ui *ui, const struct row *row, bool touchable)
{
    bool pressed = touchable && !row->disabled && ui_is_pressed(ui, row->id);
    draw_card(ui, row, pressed);
    struct target target = {
        .id = row->id,
        .role = touchable ? UI_ITEM : UI_TEXT,
        .label = row->title,
        .value = row->value ? row->value : row->sub,
        .rect = row->rect,
        .text = draw_content(ui, row),
        .disabled = row->disabled,
        .grow = 8,
    };
    if (!touchable) {
        target.rect = target.text.rect;
    }
    if (row->id) {
        target_add(ui, &target);
    }
}

void
row_draw(struct ui *ui, const struct row *row)
{
    draw(ui, row, !row->action.id);
}

void
row_show(struct ui *ui, const struct row *row)
{
    draw(ui, row, false);
}
