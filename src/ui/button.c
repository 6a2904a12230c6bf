// SPDX-License-Identifier: Apache-2.0
#include "ui/button.h"

#include "ui/build.h"
#include "ui/layout.h"
#include "util/str.h"

#define PAD 16
#define GAP 16
#define ICON 48
#define ICON_HERO 88
#define TRAIL 44
#define RADIUS 20
#define FRAME 3
// Buttons stand at least 8 px apart.
#define GROW 4

struct look {
    enum color fill, pressed, line, text;
};

static const struct look looks[] = {
    [BUTTON_PRIMARY]
    = {COLOR_LAKE700, COLOR_LAKE800, COLOR_NONE, COLOR_ON_DARK},
    [BUTTON_COMMIT]
    = {COLOR_GOLD500, COLOR_GOLD100, COLOR_NONE, COLOR_ON_GOLD},
    [BUTTON_SECONDARY]
    = {COLOR_SNOW, COLOR_LAKE100, COLOR_LAKE700, COLOR_LAKE700},
    [BUTTON_TERTIARY]
    = {COLOR_LAKE100, COLOR_LAKE50, COLOR_NONE, COLOR_LAKE900},
    [BUTTON_DESTRUCTIVE]
    = {COLOR_SNOW, COLOR_CLAY50, COLOR_CLAY700, COLOR_CLAY700},
    [BUTTON_CONFIRM]
    = {COLOR_CLAY700, COLOR_GOLD800, COLOR_NONE, COLOR_ON_DARK},
    [BUTTON_ALARM]
    = {COLOR_SNOW, COLOR_CLAY50, COLOR_NONE, COLOR_CLAY700},
    [BUTTON_OUTLINE]
    = {COLOR_CLAY700, COLOR_GOLD800, COLOR_ON_DARK, COLOR_ON_DARK},
};

void
target_add(struct ui *ui, const struct target *target)
{
    struct ui_node node = {
        .role = target->role,
        .label = target->label,
        .value = target->value,
        .rect = target->rect,
        .text_rect = target->text.rect,
        .clipped = target->text.clipped,
        .enabled = !target->disabled,
        .hold = target->hold,
        .hit_grow = (int16_t)(target->grow ? target->grow : GROW),
    };
    str_copy(node.id, sizeof(node.id), target->id);
    ui_add(ui, &node);
}

static void
draw_frame(struct ui *ui, const struct button *button,
           const struct look *look, bool pressed)
{
    bool contrast = ui_theme(ui)->contrast;
    struct box box = {
        .fill = pressed ? look->pressed : look->fill,
        .line = look->line,
        .border = look->line == COLOR_NONE ? 0 : FRAME,
        .radius = RADIUS,
    };
    if (button->disabled) {
        box.fill = COLOR_DISABLED;
        box.line = contrast ? COLOR_DISABLED_TEXT : COLOR_NONE;
        box.border = contrast ? FRAME : 0;
        box.dash = contrast ? 12 : 0;
    } else if (contrast && look->line == COLOR_NONE
               && button->kind == BUTTON_TERTIARY) {
        box.line = COLOR_STONE200;
        box.border = FRAME;
    }
    widget_box(ui, button->rect, &box);
}

// Beside the largest label the icon is larger, too.
static int
icon_size(const struct button *button)
{
    if (!button->icon) {
        return 0;
    }
    return button->step == TYPE_HERO ? ICON_HERO : ICON;
}

// The label's box leaves room for the icons; returns the width of all.
static int
measure(struct ui *ui, const struct button *button, struct label *label)
{
    int icons = icon_size(button) + (button->trail ? TRAIL : 0);
    bool text = button->label && *button->label;
    if (text && button->icon) {
        icons += GAP;
    }
    if (text && button->trail) {
        icons += GAP;
    }
    label->rect = rect_inset(button->rect, PAD, 4);
    label->rect.w -= icons;
    struct placed placed = widget_measure(ui, label);
    label->rect.w = placed.rect.w;
    return placed.rect.w + icons;
}

static struct placed
draw_content(struct ui *ui, const struct button *button,
             struct label *label)
{
    int w = measure(ui, button, label);
    int x = button->rect.x + (button->rect.w - w) / 2;
    int middle = button->rect.y + button->rect.h / 2;
    bool text = label->rect.w > 0;
    if (button->icon) {
        int size = icon_size(button);
        struct rect r = {x, middle - size / 2, size, size};
        widget_icon(ui, button->icon, r, label->color);
        x += size + (text ? GAP : 0);
    }
    label->rect.x = x;
    struct placed placed = widget_label(ui, label);
    if (button->trail) {
        x += label->rect.w + (text ? GAP : 0);
        struct rect r = {x, middle - TRAIL / 2, TRAIL, TRAIL};
        widget_icon(ui, button->trail, r, label->color);
    }
    return placed;
}

void
button_draw(struct ui *ui, const struct button *button)
{
    const struct look *look = &looks[button->kind];
    bool pressed = !button->disabled && ui_is_pressed(ui, button->id);
    // Lake 900 is a ground under high contrast, not a colour of texts.
    bool black = ui_theme(ui)->contrast && look->text == COLOR_LAKE900;
    enum color color = button->disabled ? COLOR_DISABLED_TEXT
                       : black          ? COLOR_LAKE700
                                        : look->text;
    draw_frame(ui, button, look, pressed);
    struct label label = {
        .text = button->label,
        .step = button->step ? button->step : TYPE_H3,
        .bold = true,
        .color = color,
        .align = ALIGN_CENTER,
        .middle = true,
    };
    struct placed placed = draw_content(ui, button, &label);
    bool named = button->label && *button->label;
    struct target target = {
        .id = button->id,
        .role = UI_BUTTON,
        .label = named ? button->label : button->spoken,
        .value = button->value,
        .rect = button->rect,
        .text = placed,
        .disabled = button->disabled,
    };
    target_add(ui, &target);
}

void
button_row_draw(struct ui *ui, const struct button *buttons, int count,
                struct rect rect)
{
    for (int i = 0; i < count; i++) {
        struct button button = buttons[i];
        button.rect = layout_column(rect, count, 24, i);
        button_draw(ui, &button);
    }
}
