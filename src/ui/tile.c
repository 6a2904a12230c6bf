// SPDX-License-Identifier: Apache-2.0
#include "ui/tile.h"

#include "ui/build.h"
#include "ui/button.h"
#include "ui/mark.h"
#include "ui/widget.h"

#define PAD 28
#define GAP 24
#define TRAIL 48

static void
draw_frame(struct ui *ui, const struct tile *tile, bool pressed)
{
    if (tile->raised) {
        widget_shadow(ui, tile->rect, 1);
    }
    bool contrast = ui_theme(ui)->contrast;
    bool framed = pressed || tile->on;
    struct box box = {
        .fill = tile->disabled ? COLOR_DISABLED
                : framed       ? COLOR_LAKE100
                               : COLOR_SNOW,
        .line = framed ? COLOR_LAKE700 : COLOR_STONE200,
        .border = tile->on || contrast ? 4 : tile->raised ? 0 : 2,
        .radius = 24,
    };
    widget_box(ui, tile->rect, &box);
}

static struct rect
draw_icon_box(struct ui *ui, const struct tile *tile)
{
    int size = tile->box ? tile->box : 96;
    int pad = (tile->rect.h - size) / 2;
    struct rect rect = {
        tile->rect.x + (tile->gold ? 36 : PAD),
        tile->rect.y + (tile->below ? 32 : pad), size, size,
    };
    struct icon_box icon = {
        .icon = tile->icon,
        .rect = rect,
        .size = tile->gold ? size * 5 / 8 : size * 3 / 5,
        .radius = size > 120 ? 28 : 20,
        .fill = tile->gold   ? COLOR_GOLD500
                : tile->warn ? COLOR_CLAY50
                : tile->on   ? COLOR_SNOW
                             : COLOR_LAKE100,
        .color = tile->gold   ? COLOR_INK900
                 : tile->warn ? COLOR_CLAY700
                              : COLOR_LAKE700,
    };
    widget_icon_box(ui, &icon);
    return rect;
}

static enum type_step
title_step(const struct tile *tile)
{
    if (tile->step) {
        return tile->step;
    }
    return tile->gold ? TYPE_H2 : TYPE_H3;
}

static struct placed
draw_texts(struct ui *ui, const struct tile *tile, struct rect area)
{
    bool contrast = ui_theme(ui)->contrast;
    struct label labels[] = {
        {.text = tile->title,
         .step = title_step(tile),
         .bold = true,
         .color = tile->disabled ? COLOR_DISABLED_TEXT : COLOR_INK900},
        {.text = tile->sub,
         .step = TYPE_BODY,
         .color = tile->below && !contrast ? COLOR_LAKE900
                                           : COLOR_INK700},
    };
    return widget_stack(ui, labels, 2, area);
}

// The line below the icon; two lines of it push the rest to the edges.
static struct label
below_label(struct ui *ui, const struct tile *tile, struct rect icon,
            int right)
{
    struct rect rect = {
        tile->rect.x + PAD, icon.y + icon.h + 18,
        right - tile->rect.x - PAD,
        tile->rect.h - (icon.y - tile->rect.y) - icon.h - 30,
    };
    struct label label = {
        .text = tile->below,
        .rect = rect,
        .step = TYPE_BODY,
        .color = COLOR_INK700,
    };
    if (widget_measure(ui, &label).clipped) {
        label.rect.y -= 12;
        label.rect.h += 18;
    }
    return label;
}

static void
draw_trail(struct ui *ui, const struct tile *tile, int x)
{
    struct rect at = {
        x, tile->rect.y + (tile->rect.h - TRAIL) / 2, TRAIL, TRAIL,
    };
    widget_icon(ui, tile->trail, at, COLOR_INK900);
}

// At the right end; returns where it begins. Without a trailing icon it
// stands beside the title alone.
static int
draw_note(struct ui *ui, const struct tile *tile, struct rect row)
{
    struct label label = {
        .text = tile->note,
        .rect = {row.x + row.w - 160, row.y, 160, row.h},
        .step = TYPE_BODY,
        .color = ui_theme(ui)->contrast ? COLOR_INK900 : COLOR_LAKE900,
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
    int title_h = theme_type(theme, title_step(tile)).line;
    int sub_h = theme_type(theme, TYPE_BODY).line;
    if (widget_text_width(ui, TYPE_BODY, false, tile->sub) > area.w) {
        sub_h = 2 * theme_type(theme, TYPE_CAPTION).line;
    }
    int top = area.y + (area.h - title_h - sub_h) / 2;
    struct rect row = {area.x, top, area.w, title_h};
    struct label title = {
        .text = tile->title,
        .rect = row,
        .step = title_step(tile),
        .bold = true,
        .color = COLOR_INK900,
        .middle = true,
    };
    title.rect.w = draw_note(ui, tile, row) - row.x;
    struct label sub = {
        .text = tile->sub,
        .rect = {area.x, top + title_h, area.w, sub_h},
        .step = TYPE_BODY,
        .color = COLOR_INK700,
        .middle = true,
    };
    struct placed placed = widget_label(ui, &title);
    struct placed more = widget_label(ui, &sub);
    placed.rect = rect_union(placed.rect, more.rect);
    placed.clipped = placed.clipped || more.clipped;
    return placed;
}

static struct placed
draw_content(struct ui *ui, const struct tile *tile)
{
    struct rect icon = draw_icon_box(ui, tile);
    int x = icon.x + icon.w + (tile->gold ? 28 : GAP);
    int right = tile->rect.x + tile->rect.w - (tile->trail ? 100 : 20);
    int end = right;
    struct rect area = {x, tile->rect.y + 6, right - x, tile->rect.h - 12};
    if (tile->note && tile->sub && !tile->trail) {
        return draw_noted(ui, tile, area);
    }
    if (tile->note) {
        right = draw_note(ui, tile, area);
        area.w = right - x;
    }
    struct label below = {0};
    if (tile->below) {
        below = below_label(ui, tile, icon, right);
        area.h = icon.h + 32;
        area.y = below.rect.y - area.h;
    }
    struct placed placed = draw_texts(ui, tile, area);
    if (tile->below) {
        struct placed more = widget_label(ui, &below);
        placed.rect = rect_union(placed.rect, more.rect);
        placed.clipped = placed.clipped || more.clipped;
    }
    if (tile->trail) {
        draw_trail(ui, tile, end + 16);
    }
    return placed;
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
        .fill = chip->on  ? COLOR_LAKE700
                : pressed ? COLOR_LAKE100
                          : COLOR_SNOW,
        .line = chip->on ? COLOR_NONE : COLOR_STONE600,
        .border = chip->on ? 0 : 2,
        .radius = 40,
    };
    widget_box(ui, chip->rect, &box);
    const int icon = 34, gap = 12;
    struct label label = {
        .text = chip->label,
        .rect = rect_inset(chip->rect, 20, 0),
        .step = TYPE_BODY,
        .bold = chip->on,
        .color = chip->on ? COLOR_ON_DARK : COLOR_INK900,
        .middle = true,
    };
    label.rect.w -= icon + gap;
    int w = widget_measure(ui, &label).rect.w;
    int x = chip->rect.x + (chip->rect.w - w - icon - gap) / 2;
    struct rect at = {
        x, chip->rect.y + (chip->rect.h - icon) / 2, icon, icon,
    };
    widget_icon(ui, chip->on ? "check" : "plus", at, label.color);
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
        label.rect.h = area.h / 2;
        note.rect.y += label.rect.h;
        note.rect.h -= label.rect.h;
    } else if (noted) {
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
        .border = 2,
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
        .border = choice->on ? 4 : 2,
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
