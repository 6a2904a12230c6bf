// SPDX-License-Identifier: Apache-2.0
#include "ui/keypad.h"

#include <string.h>

#include "ui/build.h"
#include "ui/button.h"
#include "ui/layout.h"
#include "ui/widget.h"
#include "util/str.h"

#define EDGE 6
#define ICON 56

// The bottom edge of a key: a second box beneath that shows as a rim.
static void
draw_cap(struct ui *ui, const struct key *key, bool pressed)
{
    bool contrast = ui_theme(ui)->contrast;
    enum color fill = key->commit     ? COLOR_GOLD500
                      : key->function ? COLOR_LAKE100
                                      : COLOR_SNOW;
    struct box rim = {
        .fill = key->commit     ? COLOR_GOLD800
                : key->function ? COLOR_LAKE300
                                : COLOR_STONE300,
        .line = COLOR_NONE,
        .radius = 16,
    };
    widget_box(ui, key->rect, &rim);
    struct box cap = {
        .fill = key->disabled ? COLOR_DISABLED
                : pressed     ? COLOR_LAKE100
                              : fill,
        .line = contrast       ? COLOR_STONE200
                : key->commit   ? COLOR_NONE
                : key->function ? COLOR_LAKE300
                                : COLOR_STONE300,
        .border = key->commit && !contrast ? 0 : 2,
        .radius = 16,
        .dash = key->disabled && contrast ? 12 : 0,
    };
    struct rect rect = key->rect;
    rect.h -= pressed ? 2 : EDGE;
    widget_box(ui, rect, &cap);
}

void
key_draw(struct ui *ui, const struct key *key)
{
    bool pressed = !key->disabled && ui_is_pressed(ui, key->id);
    draw_cap(ui, key, pressed);
    struct rect area = key->rect;
    area.y += pressed ? 4 : 0;
    area.h -= EDGE;
    bool named = key->label && *key->label;
    struct label label = {
        .text = key->label,
        .rect = rect_inset(area, 12, 0),
        .step = named && strlen(key->label) > 1 ? TYPE_H3 : TYPE_KEY,
        .bold = true,
        .color = key->commit ? COLOR_ON_GOLD : COLOR_INK900,
        .align = ALIGN_CENTER,
        .middle = true,
    };
    if (key->disabled) {
        label.color = COLOR_DISABLED_TEXT;
    }
    struct placed placed = widget_label(ui, &label);
    if (key->icon) {
        widget_icon(ui, key->icon, layout_center(area, ICON, ICON),
                    COLOR_INK900);
    }
    struct target target = {
        .id = key->id,
        .role = UI_KEY,
        .label = named ? key->label : key->spoken,
        .rect = key->rect,
        .text = placed,
        .disabled = key->disabled,
        .grow = 8,
    };
    target_add(ui, &target);
}

static void
draw_digit(struct ui *ui, const struct keypad *keypad, int digit,
           struct rect rect)
{
    char id[UI_ID_SIZE];
    char label[2] = {(char)('0' + digit), '\0'};
    str_format(id, sizeof(id), "%s.key.%d", keypad->screen, digit);
    struct key key = {
        .id = id, .label = label, .rect = rect, .disabled = keypad->off,
    };
    key_draw(ui, &key);
}

static void
draw_corner(struct ui *ui, const struct keypad *keypad,
            enum keypad_corner corner, struct rect rect)
{
    char id[UI_ID_SIZE];
    struct key key = {.id = id, .rect = rect, .disabled = keypad->off};
    switch (corner) {
    case KEYPAD_NOTHING:
        return;
    case KEYPAD_X:
        str_format(id, sizeof(id), "%s.key.x", keypad->screen);
        key.label = "X";
        break;
    case KEYPAD_DELETE:
        str_format(id, sizeof(id), "%s.key.delete", keypad->screen);
        key.spoken = keypad->delete_word;
        key.icon = "backspace";
        key.function = true;
        break;
    case KEYPAD_SUBMIT:
        str_format(id, sizeof(id), "%s.submit", keypad->screen);
        key.label = keypad->submit_word;
        key.commit = true;
        break;
    }
    key_draw(ui, &key);
}

void
keypad_draw(struct ui *ui, const struct keypad *keypad)
{
    struct layout_grid grid = {3, 4, keypad->gap_x, keypad->gap_y};
    for (int i = 0; i < 9; i++) {
        draw_digit(ui, keypad, i + 1, layout_cell(keypad->rect, &grid, i));
    }
    draw_corner(ui, keypad, keypad->left,
                layout_cell(keypad->rect, &grid, 9));
    draw_digit(ui, keypad, 0, layout_cell(keypad->rect, &grid, 10));
    draw_corner(ui, keypad, keypad->right,
                layout_cell(keypad->rect, &grid, 11));
}

char
keypad_key(const char *screen, const char *id)
{
    size_t length = strlen(screen);
    if (strncmp(id, screen, length) != 0
        || !str_starts(id + length, ".key.")) {
        return 0;
    }
    const char *key = id + length + 5;
    if (strcmp(key, "delete") == 0) {
        return KEYPAD_KEY_DELETE;
    }
    bool known = (key[0] >= '0' && key[0] <= '9') || key[0] == 'x';
    return known && !key[1] ? key[0] : 0;
}
