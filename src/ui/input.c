// SPDX-License-Identifier: Apache-2.0
#include "ui/input.h"

#include <string.h>

#include "ui/build.h"
#include "ui/button.h"
#include "ui/motion.h"
#include "ui/text.h"
#include "ui/widget.h"
#include "util/str.h"

#define PAD 32
#define GAP 20
#define ICON 48
#define CLEAR 96
#define CARET_W 4
#define CARET_H 52
#define LINES_MAX 48
// More than a form's answer may have; what is beyond is not shown.
#define TEXT_MAX 2200
#define SEVERAL_H 140
#define TYPE_SINGLE TYPE_H3
#define TYPE_SEVERAL TYPE_LEAD

void
input_label_draw(struct ui *ui, const struct input_label *label)
{
    bool wrong = label->error && *label->error;
    struct rect r = label->rect;
    struct label remark = {
        .id = wrong ? label->id : NULL,
        .text = wrong ? label->error : label->remark,
        .rect = {r.x + r.w * 2 / 5, r.y, r.w * 3 / 5, r.h - 8},
        .step = TYPE_BODY,
        .bold = wrong,
        .color = wrong ? COLOR_CLAY700 : COLOR_INK700,
        .align = ALIGN_END,
        .middle = true,
    };
    int taken = widget_label(ui, &remark).rect.w;
    struct label text = {
        .text = label->text,
        .rect = {r.x, r.y, r.w - taken - (taken ? GAP : 0), r.h - 8},
        .step = TYPE_H4,
        .bold = true,
        .color = COLOR_INK900,
        .middle = true,
    };
    widget_label(ui, &text);
}

void
input_frame_draw(struct ui *ui, struct rect rect, bool focused, bool wrong)
{
    struct box box = {
        .fill = wrong ? COLOR_CLAY50 : COLOR_SNOW,
        .line = wrong     ? COLOR_CLAY700
                : focused ? COLOR_LAKE700
                          : COLOR_STONE600,
        .border = 3,
        .radius = 20,
    };
    widget_box(ui, rect, &box);
}

void
input_caret_draw(struct ui *ui, int x, int middle)
{
    struct rect caret = {x, middle - CARET_H / 2, CARET_W, CARET_H};
    if (motion_caret(ui)) {
        widget_fill(ui, caret, COLOR_LAKE700);
    }
}

// Takes the room of icons and the clearing button from `area`.
static void
draw_sides(struct ui *ui, const struct input *input, struct rect *area)
{
    int y = area->y + (area->h - ICON) / 2;
    if (input->icon) {
        struct rect icon = {area->x + 4, y, ICON, ICON};
        widget_icon(ui, input->icon, icon, COLOR_INK900);
        area->x += 4 + ICON + GAP;
        area->w -= 4 + ICON + GAP;
    }
    if (input->trail) {
        struct rect icon = {area->x + area->w - ICON, y, ICON, ICON};
        widget_icon(ui, input->trail, icon, COLOR_INK900);
        area->w -= ICON + GAP;
    }
}

// A target of its own inside the field: added after it, it is found first.
static void
draw_clear(struct ui *ui, const struct input *input)
{
    const struct rect *r = &input->rect;
    struct rect rect = {r->x + r->w - CLEAR - 8, r->y + (r->h - CLEAR) / 2,
                        CLEAR, CLEAR};
    if (ui_is_pressed(ui, input->clear_id)) {
        struct box box = {
            .fill = COLOR_LAKE100, .line = COLOR_NONE, .radius = 20,
        };
        widget_box(ui, rect, &box);
    }
    widget_icon(ui, "cross-circle", rect_inset(rect, 24, 24), COLOR_INK900);
    struct target target = {
        .id = input->clear_id,
        .role = UI_BUTTON,
        .label = input->clear,
        .rect = rect,
    };
    target_add(ui, &target);
}

// The text as typed so far, with what is still being composed.
struct typed {
    char text[TEXT_MAX];
    size_t committed; // bytes before the composing part
};

static void
collect(struct typed *typed, const struct input *input)
{
    str_copy(typed->text, sizeof(typed->text),
             input->text ? input->text : "");
    typed->committed = strlen(typed->text);
    if (input->composing) {
        str_copy(typed->text + typed->committed,
                 sizeof(typed->text) - typed->committed, input->composing);
    }
}

static const char *
next_char(const char *text)
{
    text++;
    while ((*text & 0xC0) == 0x80) {
        text++;
    }
    return text;
}

static struct placed
draw_line(struct ui *ui, const char *text, struct rect rect,
          enum type_step step)
{
    struct label label = {
        .text = text,
        .rect = rect,
        .step = step,
        .color = COLOR_INK900,
        .middle = true,
    };
    return widget_label(ui, &label);
}

static struct placed
draw_single(struct ui *ui, const struct input *input, struct typed *typed,
            struct rect area)
{
    const char *shown = typed->text;
    const char *composing = typed->text + typed->committed;
    int room = area.w - 8;
    while (*shown
           && widget_text_width(ui, TYPE_SINGLE, false, shown) > room) {
        shown = next_char(shown);
    }
    struct placed placed = draw_line(ui, shown, area, TYPE_SINGLE);
    int end = area.x + placed.rect.w;
    int middle = area.y + area.h / 2;
    if (*composing) {
        const char *part = composing > shown ? composing : shown;
        int w = widget_text_width(ui, TYPE_SINGLE, false, part);
        struct rect line = {end - w, middle + 28, w, 4};
        widget_fill(ui, line, COLOR_LAKE700);
    }
    if (input->caret) {
        input_caret_draw(ui, end + 2, middle);
    }
    return placed;
}

// The last lines that have room; the caret stands behind the last one.
static struct placed
draw_several(struct ui *ui, const struct input *input, struct typed *typed,
             struct rect area)
{
    struct text_style style = {
        .step = TYPE_SEVERAL, .theme = ui_theme(ui),
    };
    struct text_line lines[LINES_MAX];
    size_t all = text_break(ui_typesetter(ui), &style, typed->text,
                            area.w - 8, lines, LINES_MAX);
    size_t count = all < LINES_MAX ? all : LINES_MAX;
    int line_h = theme_type(ui_theme(ui), TYPE_SEVERAL).line;
    size_t room = (size_t)(area.h > line_h ? area.h / line_h : 1);
    size_t first = count > room ? count - room : 0;
    struct placed placed = {0};
    struct rect row = {area.x, area.y, area.w, line_h};
    int end = area.x;
    for (size_t i = first; i < count; i++) {
        char text[TEXT_MAX];
        memcpy(text, typed->text + lines[i].start, lines[i].length);
        text[lines[i].length] = '\0';
        struct placed line = draw_line(ui, text, row, TYPE_SEVERAL);
        secret_wipe(text, sizeof(text));
        placed.rect = rect_union(placed.rect, line.rect);
        end = row.x + lines[i].width;
        row.y += line_h;
    }
    if (input->caret) {
        int y = count > first ? row.y - line_h : row.y;
        input_caret_draw(ui, end + 2, y + line_h / 2);
    }
    return placed;
}

static struct placed
draw_hint(struct ui *ui, const struct input *input, struct rect area)
{
    struct label hint = {
        .text = input->hint,
        .rect = area,
        .step = TYPE_LEAD,
        .color = COLOR_INK700,
        .middle = true,
    };
    if (input->caret) {
        input_caret_draw(ui, area.x, area.y + area.h / 2);
        hint.rect.x += CARET_W + 8;
        hint.rect.w -= CARET_W + 8;
    }
    return widget_label(ui, &hint);
}

void
input_draw(struct ui *ui, const struct input *input)
{
    bool pressed = ui_is_pressed(ui, input->id);
    input_frame_draw(ui, input->rect, input->focused || pressed, input->wrong);
    struct typed typed;
    collect(&typed, input);
    bool several = input->rect.h > SEVERAL_H;
    bool clear = input->clear_id && typed.text[0];
    struct rect area = rect_inset(input->rect, PAD, several ? 14 : 8);
    draw_sides(ui, input, &area);
    area.w -= clear ? CLEAR - 8 : 0;
    struct target target = {
        .id = input->id,
        .role = UI_FIELD,
        .label = input->label,
        .value = ui_keep(ui, typed.text),
        .rect = input->rect,
        .text = !typed.text[0] ? draw_hint(ui, input, area)
                : several      ? draw_several(ui, input, &typed, area)
                               : draw_single(ui, input, &typed, area),
    };
    if (clear) {
        // Two targets must not lie one on the other.
        target.rect.w -= CLEAR + 16;
    }
    target_add(ui, &target);
    secret_wipe(&typed, sizeof(typed));
    if (clear) {
        draw_clear(ui, input);
    }
}
