// SPDX-License-Identifier: Apache-2.0
#include "ui/keyboard.h"

#include <string.h>

#include "ui/build.h"
#include "ui/button.h"
#include "ui/keyboard_parts.h"
#include "ui/layout.h"
#include "ui/typing_keys.h"
#include "ui/widget.h"
#include "util/str.h"

#define CHIP_ICON 40
#define CHIP_GAP 10

static const struct keyboard_layout portrait = {
    .panel = {0, 1016, 1080, 744},
    .bar = {26, 1128, 1028, 96},
    .pinyin = {60, 1032, 200, 80},
    .latin = {276, 1032, 296, 80},
    .hide = {820, 1032, 200, 80},
    .cell_x = 36, .cell_y = 1134, .cell_h = 84,
    .cell_pad = 28, .cell_gap = 8,
    .more = {966, 1136, 80, 80},
    .row_y = 1240, .row_h = 108, .row_pitch = 120,
    .key_w = 92, .key_pitch = 104,
    .row_x = {26, 78, 182},
    .left = {26, 1480, 144, 108},
    .mode = {182, 1600, 144, 108},
    .digits = {26, 1600, 144, 108},
    .space = {338, 1600, 404, 108},
    .erase = {910, 1480, 144, 108},
    .done = {754, 1600, 300, 108},
    .grid = {26, 1240, 1028, 348},
    .columns = 6,
    .rare = {26, 1600, 300, 108},
    .previous = {338, 1600, 144, 108},
    .next = {494, 1600, 144, 108},
    .position = {650, 1600, 248, 108},
};

static const struct keyboard_layout landscape = {
    .panel = {0, 432, 1920, 520},
    .bar = {60, 446, 1428, 92},
    .pinyin = {1500, 446, 172, 92},
    .hide = {1688, 446, 172, 92},
    .cell_x = 68, .cell_y = 452, .cell_h = 80,
    .cell_pad = 36, .cell_gap = 10,
    .more = {1400, 452, 80, 80},
    .row_y = 554, .row_h = 88, .row_pitch = 98,
    .key_w = 132, .key_pitch = 144,
    .row_x = {60, 132, 276},
    .left = {60, 750, 204, 88},
    .mode = {1284, 750, 204, 88},
    .digits = {60, 848, 204, 88},
    .space = {276, 848, 1212, 88},
    .erase = {1500, 554, 360, 88},
    .clear = {1428, 652, 432, 88},
    .done = {1500, 750, 360, 186},
    .grid = {60, 554, 1800, 284},
    .columns = 10,
    .rare = {60, 848, 360, 88},
    .previous = {432, 848, 204, 88},
    .next = {648, 848, 204, 88},
    .position = {864, 848, 420, 88},
};

const struct keyboard_layout *
keyboard_layout(const struct ui *ui)
{
    return ui_page(ui).w > ui_page(ui).h ? &landscape : &portrait;
}

struct rect
keyboard_rect(const struct ui *ui)
{
    return keyboard_layout(ui)->panel;
}

void
keyboard_fit(const struct ui *ui, struct typing *typing)
{
    typing->columns = (size_t)keyboard_layout(ui)->columns;
    typing->rows = TYPING_ROWS;
}

struct chip {
    const char *id, *label, *icon;
    struct rect rect;
    bool on;
};

static void
draw_chip(struct ui *ui, const struct chip *chip)
{
    bool wide = ui_page(ui).w > ui_page(ui).h;
    bool pressed = ui_is_pressed(ui, chip->id);
    struct box box = {
        .fill = chip->on ? (pressed ? COLOR_LAKE800 : COLOR_LAKE700)
                         : (pressed ? COLOR_LAKE100 : COLOR_SNOW),
        .line = chip->on ? COLOR_LAKE700 : COLOR_STONE600,
        .border = 2,
        .radius = wide ? 20 : chip->rect.h / 2,
    };
    widget_box(ui, chip->rect, &box);
    struct label label = {
        .text = chip->label,
        .rect = rect_inset(chip->rect, 20, 4),
        .step = TYPE_BODY,
        .bold = chip->on,
        .color = chip->on ? COLOR_ON_DARK : COLOR_INK900,
        .align = ALIGN_CENTER,
        .middle = true,
    };
    if (chip->icon) {
        label.rect.w -= CHIP_ICON + CHIP_GAP;
        int w = widget_measure(ui, &label).rect.w;
        int x = label.rect.x + (label.rect.w - w) / 2;
        struct rect icon = {
            x, chip->rect.y + (chip->rect.h - CHIP_ICON) / 2, CHIP_ICON,
            CHIP_ICON,
        };
        widget_icon(ui, chip->icon, icon, label.color);
        label.rect.x += CHIP_ICON + CHIP_GAP;
    }
    struct target target = {
        .id = chip->id,
        .role = UI_KEY,
        .label = chip->label,
        .value = chip->on ? "on" : NULL,
        .rect = chip->rect,
        .text = widget_label(ui, &label),
        .grow = 4,
    };
    target_add(ui, &target);
}

// Portrait has a chip for each; landscape one that tells which is on and
// leads to the other.
static void
draw_chips(struct ui *ui, const struct keyboard *keyboard)
{
    const struct keyboard_layout *at = keyboard_layout(ui);
    bool pinyin = keyboard->typing->mode == TYPING_PINYIN;
    bool both = at->latin.w > 0;
    struct chip words = {
        .id = pinyin && !both ? "keyboard.mode.latin"
                              : "keyboard.mode.pinyin",
        .label = pinyin || both ? ui_tr(ui, "拼音") : "English",
        .icon = both ? "keyboard" : NULL,
        .rect = at->pinyin,
        .on = pinyin || !both,
    };
    draw_chip(ui, &words);
    if (both) {
        struct chip latin = {
            "keyboard.mode.latin", "English / 123", "type", at->latin,
            !pinyin,
        };
        draw_chip(ui, &latin);
    }
    struct chip hide = {
        "keyboard.hide", ui_tr(ui, "收起"), "chevron-down", at->hide, false,
    };
    draw_chip(ui, &hide);
}

static void
draw_row(struct ui *ui, const struct keyboard *keyboard, size_t row)
{
    const struct keyboard_layout *at = keyboard_layout(ui);
    struct typing_key keys[TYPING_ROW_MAX];
    size_t count = typing_row(keyboard->typing, row, keys);
    for (size_t i = 0; i < count; i++) {
        char id[UI_ID_SIZE];
        str_format(id, sizeof(id), "keyboard.key.%s", keys[i].name);
        struct cap cap = {
            .id = id,
            .label = keys[i].text,
            .rect = {at->row_x[row] + (int)i * at->key_pitch,
                     at->row_y + (int)row * at->row_pitch, at->key_w,
                     at->row_h},
        };
        cap_draw(ui, &cap);
    }
}

// Left of the third row: split, shift, or one more sign.
static void
draw_left(struct ui *ui, const struct keyboard *keyboard)
{
    const struct typing *typing = keyboard->typing;
    struct typing_key keys[TYPING_ROW_MAX];
    char id[UI_ID_SIZE];
    struct cap cap = {
        .id = "keyboard.key.split",
        .label = ui_tr(ui, "分词"),
        .rect = keyboard_layout(ui)->left,
        .kind = CAP_FUNCTION,
        .step = TYPE_BODY,
    };
    if (typing->mode == TYPING_LATIN) {
        cap.id = "keyboard.key.shift";
        cap.label = "";
        cap.spoken = ui_tr(ui, "大写");
        cap.icon = "shift";
        cap.value = typing->shift ? "on" : NULL;
        cap.on = typing->shift;
    } else if (typing->mode == TYPING_DIGITS) {
        typing_row(typing, TYPING_ROW_EXTRA, keys);
        str_format(id, sizeof(id), "keyboard.key.%s", keys[0].name);
        cap = (struct cap){.id = id, .label = keys[0].text,
                           .rect = cap.rect};
    }
    cap_draw(ui, &cap);
}

static void
draw_erase(struct ui *ui)
{
    struct cap cap = {
        .id = "keyboard.key.delete",
        .label = "",
        .spoken = ui_tr(ui, "删除"),
        .icon = "backspace",
        .rect = keyboard_layout(ui)->erase,
        .kind = CAP_FUNCTION,
    };
    cap_draw(ui, &cap);
}

static void
draw_bottom(struct ui *ui, const struct keyboard *keyboard)
{
    const struct keyboard_layout *at = keyboard_layout(ui);
    const struct typing *typing = keyboard->typing;
    bool digits = typing->mode == TYPING_DIGITS;
    const char *back = typing->words == TYPING_PINYIN ? ui_tr(ui, "拼音")
                                                      : "abc";
    struct cap caps[] = {
        {.id = "keyboard.mode.digits", .label = digits ? back : "123",
         .rect = at->digits, .kind = CAP_FUNCTION, .step = TYPE_H4},
        {.id = "keyboard.mode", .label = ui_tr(ui, "中 / 英"),
         .value = typing->words == TYPING_PINYIN ? "pinyin" : "latin",
         .rect = at->mode, .kind = CAP_FUNCTION, .step = TYPE_BODY},
        {.id = "keyboard.key.space", .label = ui_tr(ui, "空格"),
         .rect = at->space, .step = TYPE_H4},
        {.id = "keyboard.key.done", .label = keyboard->done,
         .icon = keyboard->done_icon, .rect = at->done, .kind = CAP_DONE,
         .step = TYPE_H4},
        {.id = "keyboard.key.clear", .label = ui_tr(ui, "清空"),
         .rect = at->clear, .kind = CAP_FUNCTION, .step = TYPE_H4},
    };
    for (size_t i = 0; i < sizeof(caps) / sizeof(caps[0]); i++) {
        if (caps[i].rect.w) {
            cap_draw(ui, &caps[i]);
        }
    }
}

void
keyboard_draw(struct ui *ui, const struct keyboard *keyboard)
{
    const struct keyboard_layout *at = keyboard_layout(ui);
    struct box panel = {
        .fill = COLOR_KEYBOARD, .line = COLOR_NONE,
    };
    widget_box(ui, at->panel, &panel);
    struct rect edge = {at->panel.x, at->panel.y, at->panel.w, 2};
    widget_fill(ui, edge, COLOR_LAKE300);
    draw_chips(ui, keyboard);
    keyboard_bar_draw(ui, keyboard);
    if (keyboard->typing->panel != TYPING_KEYS) {
        keyboard_page_draw(ui, keyboard);
        return;
    }
    for (size_t row = 0; row < 3; row++) {
        draw_row(ui, keyboard, row);
    }
    draw_left(ui, keyboard);
    draw_erase(ui);
    draw_bottom(ui, keyboard);
}
