// SPDX-License-Identifier: Apache-2.0
#include <string.h>

#include "ui/build.h"
#include "ui/button.h"
#include "ui/keyboard_parts.h"
#include "ui/layout.h"
#include "ui/typing_keys.h"
#include "ui/widget.h"
#include "util/str.h"

#define EDGE 6
#define RADIUS 16
#define ICON 52
#define DONE_ICON 44
#define GAP 12
#define MORE_ICON 44

static void
draw_frame(struct ui *ui, const struct cap *cap, bool pressed)
{
    static const struct {
        enum color fill, pressed, line, rim;
    } looks[] = {
        [CAP_LETTER]
        = {COLOR_SNOW, COLOR_LAKE100, COLOR_STONE300, COLOR_STONE300},
        [CAP_FUNCTION]
        = {COLOR_LAKE100, COLOR_LAKE50, COLOR_LAKE300, COLOR_LAKE300},
        [CAP_DONE]
        = {COLOR_LAKE700, COLOR_LAKE800, COLOR_LAKE950, COLOR_LAKE950},
    };
    struct box rim = {
        .fill = looks[cap->kind].rim, .line = COLOR_NONE, .radius = RADIUS,
    };
    bool dark = cap->on && !cap->disabled;
    struct box top = {
        .fill = cap->disabled ? COLOR_DISABLED
                : pressed     ? looks[cap->kind].pressed
                : dark        ? COLOR_LAKE700
                              : looks[cap->kind].fill,
        .line = looks[cap->kind].line,
        .border = 2,
        .radius = RADIUS,
    };
    // Black on black says nothing about what cannot be touched.
    if (cap->disabled && ui_theme(ui)->contrast) {
        top.dash = 12;
        widget_box(ui, cap->rect, &top);
        return;
    }
    struct rect rect = cap->rect;
    rect.h -= pressed ? 2 : EDGE;
    widget_box(ui, cap->rect, &rim);
    widget_box(ui, rect, &top);
}

// Icon and label together in the middle; the label's place.
static struct placed
draw_content(struct ui *ui, const struct cap *cap, struct rect area,
             enum color color)
{
    bool alone = !cap->label[0];
    int size = alone ? ICON : DONE_ICON;
    struct label label = {
        .text = cap->label,
        .rect = rect_inset(area, 10, 0),
        .step = cap->step ? cap->step : TYPE_LETTER,
        .bold = cap->kind == CAP_DONE,
        .color = color,
        .align = ALIGN_CENTER,
        .middle = true,
    };
    if (cap->icon && alone) {
        widget_icon(ui, cap->icon, layout_center(area, size, size), color);
        return (struct placed){.clipped = false};
    }
    if (cap->icon) {
        label.rect.w -= size + GAP;
        int w = widget_measure(ui, &label).rect.w;
        struct rect icon = {
            label.rect.x + (label.rect.w - w) / 2,
            area.y + (area.h - size) / 2, size, size,
        };
        widget_icon(ui, cap->icon, icon, color);
        label.rect.x += size + GAP;
    }
    return widget_label(ui, &label);
}

void
cap_draw(struct ui *ui, const struct cap *cap)
{
    bool pressed = !cap->disabled && ui_is_pressed(ui, cap->id);
    bool dark = cap->kind == CAP_DONE || (cap->on && !pressed);
    enum color color = cap->disabled ? COLOR_DISABLED_TEXT
                       : dark        ? COLOR_ON_DARK
                                     : COLOR_INK900;
    draw_frame(ui, cap, pressed);
    struct rect area = cap->rect;
    area.y += pressed ? 4 : 0;
    area.h -= EDGE;
    struct target target = {
        .id = cap->id,
        .role = UI_KEY,
        .label = cap->label[0] ? cap->label : cap->spoken,
        .value = cap->value,
        .rect = cap->rect,
        .text = draw_content(ui, cap, area, color),
        .disabled = cap->disabled,
        .grow = 5,
    };
    target_add(ui, &target);
}

/** A word in the bar. */
struct cell {
    const char *id;
    const char *text;
    int x;
    bool first; // stands out: what the space bar takes
    bool live;  // can be chosen
};

// Returns its width; nothing is drawn where it does not fit.
static int
draw_cell(struct ui *ui, const struct cell *cell)
{
    const struct keyboard_layout *at = keyboard_layout(ui);
    int w = widget_text_width(ui, TYPE_H3, cell->first, cell->text)
            + 2 * at->cell_pad;
    if (cell->x + w > at->more.x - at->cell_gap) {
        return 0;
    }
    struct rect rect = {cell->x, at->cell_y, w, at->cell_h};
    bool pressed = cell->live && ui_is_pressed(ui, cell->id);
    struct box box = {
        .fill = cell->first ? (pressed ? COLOR_LAKE800 : COLOR_LAKE700)
                : pressed   ? COLOR_LAKE100
                            : COLOR_NONE,
        .line = COLOR_NONE,
        .radius = 12,
    };
    widget_box(ui, rect, &box);
    struct label label = {
        .text = cell->text,
        .rect = {rect.x + 4, rect.y, rect.w - 8, rect.h},
        .step = TYPE_H3,
        .bold = cell->first,
        .color = cell->first ? COLOR_ON_DARK : COLOR_INK900,
        .align = ALIGN_CENTER,
        .middle = true,
    };
    struct target target = {
        .id = cell->id,
        .role = UI_KEY,
        .label = cell->text,
        .rect = rect,
        .text = widget_label(ui, &label),
        .grow = 4,
    };
    if (cell->live) {
        target_add(ui, &target);
    }
    return w;
}

// Words of the letters before are shown until the answer comes, so that
// nothing flickers, but cannot be chosen.
static void
draw_words(struct ui *ui, const struct typing *typing)
{
    const struct keyboard_layout *at = keyboard_layout(ui);
    int x = at->cell_x;
    for (size_t i = 0; i < typing->count; i++) {
        char id[UI_ID_SIZE];
        str_format(id, sizeof(id), "keyboard.candidate.%d", (int)i + 1);
        struct cell cell = {
            .id = id,
            .text = typing->words_now[i].text,
            .x = x,
            .first = i == 0,
            .live = !typing->asking,
        };
        int w = draw_cell(ui, &cell);
        if (!w) {
            return;
        }
        x += w + at->cell_gap;
    }
}

static void
draw_note(struct ui *ui, const char *text, int x)
{
    const struct keyboard_layout *at = keyboard_layout(ui);
    struct label label = {
        .id = "keyboard.note",
        .text = text,
        .rect = {x, at->bar.y + 4, at->more.x - 8 - x, at->bar.h - 8},
        .step = TYPE_BODY,
        .color = COLOR_INK700,
        .middle = true,
    };
    widget_label(ui, &label);
}

// No words for these letters: they can be entered as they are.
static void
draw_letters(struct ui *ui, const struct typing *typing)
{
    const struct keyboard_layout *at = keyboard_layout(ui);
    int x = at->cell_x;
    struct cell cell = {
        .id = "keyboard.letters", .text = typing->letters, .x = x,
        .live = true,
    };
    x += draw_cell(ui, &cell) + at->cell_gap;
    draw_note(ui,
              typing->away ? ui_tr(ui, "拼音暂不可用，可先输入字母")
                           : ui_tr(ui, "没有对应的字，可输入字母"),
              x);
}

// Opens the page of candidates, or closes it.
static void
draw_more(struct ui *ui, bool open)
{
    const struct keyboard_layout *at = keyboard_layout(ui);
    const char *id = "keyboard.more";
    struct box box = {
        .fill = ui_is_pressed(ui, id) ? COLOR_LAKE50 : COLOR_LAKE100,
        .line = ui_theme(ui)->contrast ? COLOR_LAKE300 : COLOR_NONE,
        .border = ui_theme(ui)->contrast ? 2 : 0,
        .radius = 12,
    };
    widget_box(ui, at->more, &box);
    widget_icon(ui, open ? "chevron-up" : "chevron-down",
                layout_center(at->more, MORE_ICON, MORE_ICON),
                COLOR_INK900);
    struct target target = {
        .id = id,
        .role = UI_KEY,
        .label = open ? ui_tr(ui, "回到键盘") : ui_tr(ui, "更多字词"),
        .rect = at->more,
        .grow = 4,
    };
    target_add(ui, &target);
}

// While a page of them is open the bar shows the letters.
static void
draw_composition(struct ui *ui, const struct typing *typing)
{
    const struct keyboard_layout *at = keyboard_layout(ui);
    struct label label = {
        .id = "keyboard.letters.shown",
        .text = typing->split,
        .rect = {at->bar.x + 28, at->bar.y + 4, at->more.x - at->bar.x - 40,
                 at->bar.h - 8},
        .step = TYPE_H3,
        .color = COLOR_INK900,
        .middle = true,
    };
    widget_label(ui, &label);
}

void
keyboard_bar_draw(struct ui *ui, const struct keyboard *keyboard)
{
    const struct keyboard_layout *at = keyboard_layout(ui);
    const struct typing *typing = keyboard->typing;
    bool open = typing->panel != TYPING_KEYS;
    struct box bar = {
        .fill = COLOR_SNOW, .line = COLOR_STONE300, .border = 2,
        .radius = RADIUS,
    };
    widget_box(ui, at->bar, &bar);
    if (open) {
        draw_composition(ui, typing);
    } else if (typing->count) {
        draw_words(ui, typing);
    } else if (typing->letters[0] && (!typing->asking || typing->away)) {
        draw_letters(ui, typing);
    } else if (typing->mode == TYPING_PINYIN && !typing->letters[0]) {
        draw_note(ui, ui_tr(ui, "请输入拼音"), at->bar.x + 28);
    }
    if (open || typing->count || typing->letters[0]) {
        draw_more(ui, open);
    }
}
