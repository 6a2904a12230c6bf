// SPDX-License-Identifier: Apache-2.0
#include "ui/tile.h"

#include "ui/build.h"
#include "ui/button.h"
#include "ui/mark.h"
#include "ui/widget.h"

#define GAP 24
// What a service's tile holds is laid out for this height.
#define ITEM_H 212

static void
draw_frame(struct ui *ui, const struct tile *tile, bool pressed)
{
    if (tile->raised) {
        widget_shadow(ui, tile->rect, 1);
    }
    bool contrast = ui_theme(ui)->contrast;
    bool framed = pressed || tile->on;
    struct box box = {
        .fill = tile->disabled         ? COLOR_STONE100
                : pressed && tile->on ? COLOR_LAKE50
                : framed              ? COLOR_LAKE100
                                      : COLOR_SNOW,
        .line = framed ? COLOR_LAKE700 : COLOR_STONE200,
        .border = tile->on || contrast ? 4 : tile->raised ? 0 : 2,
        .radius = 24,
        .dash = tile->disabled && contrast ? 12 : 0,
    };
    widget_box(ui, tile->rect, &box);
}

struct spacing {
    int pad, gap; // left of the square and right of it
    int trail;    // size of the icon at the right end
    int end;      // px right of it
};

static struct spacing
spacing_of(const struct ui *ui, const struct tile *tile)
{
    bool roomy = ui_theme(ui)->large && tile->rect.h >= 200;
    if (tile->gold && tile->below) {
        return (struct spacing){40, 24, 52, 40};
    }
    if (tile->gold) {
        return (struct spacing){roomy ? 40 : 36, 28, roomy ? 72 : 56, 40};
    }
    if (roomy && tile->rect.w > 900) {
        return (struct spacing){42, 36, 64, 42};
    }
    return (struct spacing){tile->below ? 30 : 28, tile->below ? 20 : 24, 44,
                            34};
}

// Room for the line below the icon.
static int
below_width(const struct tile *tile, const struct spacing *spacing)
{
    int end = tile->trail ? spacing->end + spacing->trail + 4 : 24;
    return tile->rect.w - spacing->pad - end;
}

static bool
is_long(struct ui *ui, const struct tile *tile,
        const struct spacing *spacing)
{
    return tile->below
           && widget_text_width(ui, TYPE_BODY, false, tile->below)
                  > below_width(tile, spacing);
}

static int
icon_top(struct ui *ui, const struct tile *tile, int size,
         const struct spacing *spacing)
{
    int spare = tile->rect.h - ITEM_H;
    if (!tile->below) {
        return (tile->rect.h - size) / 2;
    }
    if (tile->gold) {
        return tile->rect.h * 50 / 328;
    }
    // Two lines below push it up.
    return (is_long(ui, tile, spacing) ? 14 : 32) + spare / 2;
}

static struct rect
draw_icon_box(struct ui *ui, const struct tile *tile,
              const struct spacing *spacing)
{
    int size = tile->box ? tile->box : 96;
    struct rect rect = {
        tile->rect.x + spacing->pad,
        tile->rect.y + icon_top(ui, tile, size, spacing), size, size,
    };
    struct icon_box icon = {
        .icon = tile->icon,
        .rect = rect,
        .size = tile->gold ? size * 5 / 8 : size * 10 / 17,
        .radius = size > 120 ? 28 : 20,
        .fill = tile->gold       ? COLOR_GOLD500
                : tile->warn     ? COLOR_CLAY50
                : tile->disabled ? COLOR_STONE200
                : tile->on       ? COLOR_SNOW
                                 : COLOR_LAKE100,
        .color = tile->gold       ? COLOR_INK900
                 : tile->warn     ? COLOR_CLAY700
                 : tile->disabled ? COLOR_DISABLED_TEXT
                                  : COLOR_LAKE700,
    };
    widget_icon_box(ui, &icon);
    return rect;
}

static struct label
title_label(const struct tile *tile)
{
    return (struct label){
        .text = tile->title,
        .step = tile->step   ? tile->step
                : tile->gold ? TYPE_H2
                             : TYPE_H3,
        .bold = true,
        .fixed = tile->title_fixed,
        .color = tile->disabled ? COLOR_DISABLED_TEXT : COLOR_INK900,
        .middle = true,
    };
}

static struct label
sub_label(const struct ui *ui, const struct tile *tile)
{
    // Who waits: in the colour of what matters.
    bool figures = tile->item && tile->below;
    bool contrast = ui_theme(ui)->contrast;
    return (struct label){
        .text = tile->sub,
        .strong = tile->strong,
        .step = tile->sub_step ? tile->sub_step : TYPE_BODY,
        .color = !figures  ? COLOR_INK700
                 : contrast ? COLOR_LAKE700
                            : COLOR_LAKE900,
        .middle = true,
    };
}

static struct placed
joined(struct placed a, struct placed b)
{
    a.rect = rect_union(a.rect, b.rect);
    a.clipped = a.clipped || b.clipped;
    return a;
}

static struct placed
draw_texts(struct ui *ui, const struct tile *tile, struct rect area)
{
    struct label labels[] = {title_label(tile), sub_label(ui, tile)};
    return widget_stack(ui, labels, 2, area);
}

// The line below the icon, or two smaller ones.
static struct label
below_label(struct ui *ui, const struct tile *tile, struct rect icon,
            const struct spacing *spacing)
{
    bool two = is_long(ui, tile, spacing);
    int drop = tile->gold ? 42 : two ? 10 : 20;
    struct label label = {
        .text = tile->below,
        .rect = {icon.x, icon.y + icon.h + drop,
                 below_width(tile, spacing), 0},
        .step = two ? TYPE_CAPTION : TYPE_BODY,
        .color = COLOR_INK700,
    };
    label.rect.h = tile->rect.y + tile->rect.h - 8 - label.rect.y;
    return label;
}

static void
draw_trail(struct ui *ui, const struct tile *tile, int size, int right)
{
    struct rect at = {
        right - size, tile->rect.y + (tile->rect.h - size) / 2, size, size,
    };
    if (tile->gold && tile->below) {
        at.y = tile->rect.y + tile->rect.h - 50 - size;
    }
    widget_icon(ui, tile->trail, at, COLOR_INK900);
}

// At the right end; returns where it begins. Without a trailing icon it
// stands beside the title alone.
static int
draw_note(struct ui *ui, const struct tile *tile, struct rect row)
{
    if (tile->pill.text) {
        struct pill pill = tile->pill;
        pill.rect = (struct rect){
            row.x + row.w / 2, row.y + (row.h - 56) / 2, row.w / 2 - 8, 56,
        };
        pill.end = true;
        return pill_draw(ui, &pill).x - GAP;
    }
    struct label label = {
        .text = tile->note,
        .strong = tile->strong,
        .rect = {row.x + row.w - 160, row.y, 160, row.h},
        .step = TYPE_BODY,
        .color = ui_theme(ui)->contrast ? COLOR_LAKE700 : COLOR_LAKE900,
        .align = ALIGN_END,
        .middle = true,
    };
    return widget_label(ui, &label).rect.x - GAP;
}

// Title and note in one row, the second line below in the whole width,
// which gets the room of two where it is long.
static struct placed
draw_noted(struct ui *ui, const struct tile *tile, struct rect area)
{
    const struct theme *theme = ui_theme(ui);
    struct label title = title_label(tile), sub = sub_label(ui, tile);
    sub.strong = NULL;
    int title_h = theme_type(theme, title.step).line;
    int sub_h = theme_type(theme, TYPE_BODY).line;
    if (widget_text_width(ui, TYPE_BODY, false, tile->sub) > area.w) {
        sub_h = 2 * theme_type(theme, TYPE_CAPTION).line;
    }
    int top = area.y + (area.h - title_h - sub_h) / 2;
    title.rect = (struct rect){area.x, top, area.w, title_h};
    title.rect.w = draw_note(ui, tile, title.rect) - area.x;
    if (widget_measure(ui, &title).clipped) {
        // Two of the smallest lines.
        title.rect.h = 2 * theme_type(theme, TYPE_CAPTION).line;
        title.rect.y -= (title.rect.h - title_h) / 2;
    }
    sub.rect = (struct rect){area.x, top + title_h, area.w, sub_h};
    struct placed placed = widget_label(ui, &title);
    return joined(placed, widget_label(ui, &sub));
}

static struct placed
draw_with_below(struct ui *ui, const struct tile *tile, struct rect icon,
                struct rect area)
{
    struct spacing spacing = spacing_of(ui, tile);
    struct label below = below_label(ui, tile, icon, &spacing);
    if (tile->gold) {
        // Its arrow stands beside the line below.
        area.w = tile->rect.x + tile->rect.w - 24 - area.x;
    }
    int reach = tile->gold ? 4 : is_long(ui, tile, &spacing) ? 12 : 20;
    area.y = icon.y - reach;
    area.h = icon.h + 2 * reach;
    if (area.y + area.h > below.rect.y) {
        area.y -= area.y + area.h - below.rect.y;
    }
    struct placed placed = draw_texts(ui, tile, area);
    return joined(placed, widget_label(ui, &below));
}

static struct placed
draw_content(struct ui *ui, const struct tile *tile)
{
    struct spacing spacing = spacing_of(ui, tile);
    struct rect icon = draw_icon_box(ui, tile, &spacing);
    int x = icon.x + icon.w + spacing.gap;
    int right = tile->rect.x + tile->rect.w;
    if (tile->trail) {
        draw_trail(ui, tile, spacing.trail, right - spacing.end);
        right -= spacing.end + spacing.trail + 16;
    } else {
        right -= tile->note ? 30 : 20;
    }
    struct rect area = {x, tile->rect.y + 6, right - x, tile->rect.h - 12};
    if (tile->below) {
        return draw_with_below(ui, tile, icon, area);
    }
    if (tile->note && tile->sub && !tile->trail) {
        return draw_noted(ui, tile, area);
    }
    if (tile->note || tile->pill.text) {
        area.w = draw_note(ui, tile, area) - x;
    }
    return draw_texts(ui, tile, area);
}

void
tile_draw(struct ui *ui, const struct tile *tile)
{
    draw_frame(ui, tile, !tile->disabled && ui_is_pressed(ui, tile->id));
    struct target target = {
        .id = tile->id,
        .role = tile->item ? UI_ITEM : UI_BUTTON,
        .label = tile->title,
        .value = tile->sub,
        .rect = tile->rect,
        .text = draw_content(ui, tile),
        .disabled = tile->disabled,
        .grow = 8,
    };
    target_add(ui, &target);
}

void
tile_show(struct ui *ui, const struct tile *tile)
{
    draw_frame(ui, tile, false);
    struct placed placed = draw_content(ui, tile);
    struct target target = {
        .id = tile->id,
        .role = UI_TEXT,
        .label = tile->title,
        .value = tile->sub,
        .rect = tile->rect,
        .text = placed,
    };
    target_add(ui, &target);
}

void
chip_draw(struct ui *ui, const struct chip *chip)
{
    bool pressed = ui_is_pressed(ui, chip->id);
    struct box box = {
        .fill = chip->on  ? pressed ? COLOR_LAKE800 : COLOR_LAKE700
                : pressed ? COLOR_LAKE100
                          : COLOR_SNOW,
        .line = chip->on ? COLOR_NONE : COLOR_STONE600,
        .border = chip->on ? 0 : 2,
        .radius = 40,
    };
    widget_box(ui, chip->rect, &box);
    const int icon = chip->bare ? 0 : 34, gap = chip->bare ? 0 : 12;
    struct label label = {
        .text = chip->label,
        .rect = rect_inset(chip->rect, chip->bare ? 12 : 20, 0),
        .step = TYPE_BODY,
        .bold = chip->on,
        .color = chip->on ? COLOR_ON_DARK : COLOR_INK900,
        .middle = true,
    };
    label.rect.w -= icon + gap;
    label.align = chip->bare ? ALIGN_CENTER : ALIGN_START;
    int w = widget_measure(ui, &label).rect.w;
    int x = chip->rect.x + (chip->rect.w - w - icon - gap) / 2;
    struct rect at = {
        x, chip->rect.y + (chip->rect.h - icon) / 2, icon, icon,
    };
    if (!chip->bare) {
        widget_icon(ui, chip->on ? "check" : "plus", at, label.color);
    }
    label.rect.x = x + icon + gap;
    label.rect.w = w + 1;
    struct target target = {
        .id = chip->id,
        .role = UI_BUTTON,
        .label = chip->label,
        .value = chip->on ? "on" : "off",
        .rect = chip->rect,
        .text = widget_label(ui, &label),
    };
    target_add(ui, &target);
}

static struct placed
draw_check_texts(struct ui *ui, const struct check_row *row,
                 struct rect area)
{
    struct label label = {
        .text = row->label,
        .rect = area,
        .step = TYPE_H4,
        .bold = true,
        .color = COLOR_INK900,
        .middle = true,
    };
    struct label note = {
        .text = row->note,
        .rect = area,
        .step = TYPE_BODY,
        .color = COLOR_INK700,
        .align = row->stacked ? ALIGN_START : ALIGN_END,
        .middle = true,
    };
    bool noted = row->note && *row->note;
    if (noted && row->stacked) {
        struct label both[] = {label, note};
        return widget_stack(ui, both, 2, area);
    }
    if (noted) {
        note.rect.w = area.w * 2 / 5;
        note.rect.x = area.x + area.w - note.rect.w;
        label.rect.w = area.w - widget_measure(ui, &note).rect.w - GAP;
    }
    struct placed placed = widget_label(ui, &label);
    if (noted) {
        struct placed more = widget_label(ui, &note);
        placed.rect = rect_union(placed.rect, more.rect);
        placed.clipped = placed.clipped || more.clipped;
    }
    return placed;
}

void
check_row_draw(struct ui *ui, const struct check_row *row)
{
    bool pressed = ui_is_pressed(ui, row->id);
    struct box box = {
        .fill = pressed   ? COLOR_LAKE100
                : row->on ? COLOR_LAKE50
                          : COLOR_SNOW,
        .line = row->on ? COLOR_LAKE300 : COLOR_STONE200,
        .border = ui_theme(ui)->contrast ? 4 : 2,
        .radius = 24,
    };
    widget_box(ui, row->rect, &box);
    struct rect mark = {
        row->rect.x + 34, row->rect.y + (row->rect.h - 64) / 2, 64, 64,
    };
    mark_draw(ui, mark, 16, row->on);
    struct rect area = {
        mark.x + 92, row->rect.y + 4, row->rect.w - 92 - 34 - 34,
        row->rect.h - 8,
    };
    struct target target = {
        .id = row->id,
        .role = UI_ITEM,
        .label = row->label,
        .value = row->on ? "on" : "off",
        .rect = row->rect,
        .text = draw_check_texts(ui, row, area),
    };
    target_add(ui, &target);
}

void
choice_draw(struct ui *ui, const struct choice *choice)
{
    bool pressed = ui_is_pressed(ui, choice->id);
    struct box box = {
        .fill = choice->on || pressed ? COLOR_LAKE100 : COLOR_SNOW,
        .line = choice->on ? COLOR_LAKE700 : COLOR_STONE600,
        .border = choice->on || ui_theme(ui)->contrast ? 4 : 2,
        .radius = 20,
    };
    widget_box(ui, choice->rect, &box);
    struct rect mark = {
        choice->rect.x + 30, choice->rect.y + (choice->rect.h - 56) / 2, 56,
        56,
    };
    mark_draw(ui, mark, 28, choice->on);
    struct label label = {
        .text = choice->label,
        .rect = {mark.x + 84, choice->rect.y + 4, choice->rect.w - 144,
                 choice->rect.h - 8},
        .step = TYPE_H4,
        .bold = true,
        .color = COLOR_INK900,
        .middle = true,
    };
    struct target target = {
        .id = choice->id,
        .role = UI_ITEM,
        .label = choice->label,
        .value = choice->on ? "on" : "off",
        .rect = choice->rect,
        .text = widget_label(ui, &label),
    };
    target_add(ui, &target);
}
