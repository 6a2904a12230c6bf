// SPDX-License-Identifier: Apache-2.0
#include "ui/notice.h"

#include "ui/build.h"
#include "ui/layout.h"
#include "ui/widget.h"
#include "util/str.h"

#define BOX 104
#define PILL_RADIUS 28
#define DISC 136
#define SPARE 16

struct tint {
    enum color fill, text;
};

static const struct tint tints[] = {
    [TONE_PLAIN] = {COLOR_SNOW, COLOR_INK900},
    [TONE_LAKE] = {COLOR_LAKE100, COLOR_LAKE900},
    [TONE_GOLD] = {COLOR_GOLD100, COLOR_GOLD800},
    [TONE_CLAY] = {COLOR_CLAY50, COLOR_CLAY700},
    [TONE_MEADOW] = {COLOR_MEADOW50, COLOR_MEADOW700},
    [TONE_NOTE] = {COLOR_LAKE50, COLOR_INK900},
    [TONE_GREY] = {COLOR_STONE100, COLOR_INK700},
    [TONE_STONE] = {COLOR_DISABLED, COLOR_INK900},
};

enum color
tone_fill(enum tone tone)
{
    return tints[tone].fill;
}

// Light lake carries dark text, which high contrast must not turn black.
enum color
tone_text(enum tone tone)
{
    return tints[tone].text;
}

enum color
tone_ink(const struct ui *ui, enum tone tone)
{
    bool dark = ui_theme(ui)->contrast && tone == TONE_LAKE;
    return dark ? COLOR_LAKE700 : tints[tone].text;
}

static void
draw_tinted(struct ui *ui, struct rect rect, enum tone tone, int radius)
{
    bool outlined = ui_theme(ui)->contrast || tone == TONE_PLAIN;
    // Under high contrast strips have the accent's frame, pills have not.
    bool accent = tone != TONE_PLAIN && radius != PILL_RADIUS;
    struct box box = {
        .fill = tints[tone].fill,
        .line = !outlined ? COLOR_NONE
                : accent  ? COLOR_LAKE700
                          : COLOR_STONE200,
        .border = ui_theme(ui)->contrast ? 3 : outlined ? 2 : 0,
        .radius = radius,
    };
    widget_box(ui, rect, &box);
}

#define PILL_PAD 20
#define PILL_ICON 32
#define PILL_GAP 10

// What stands beside the text.
static int
pill_taken(const struct pill *pill)
{
    return 2 * PILL_PAD + (pill->icon ? PILL_ICON + PILL_GAP : 0);
}

static struct label
pill_label(struct ui *ui, const struct pill *pill)
{
    return (struct label){
        .id = pill->id,
        .text = pill->text,
        .rect = {0, pill->rect.y, pill->rect.w - pill_taken(pill), 56},
        .step = TYPE_CAPTION,
        .bold = true,
        .value = pill->value,
        .color = tone_ink(ui, pill->tone),
        .middle = true,
        .fixed = pill->fixed,
    };
}

int
pill_width(struct ui *ui, const struct pill *pill)
{
    struct label label = pill_label(ui, pill);
    return widget_measure(ui, &label).rect.w + pill_taken(pill) + 1;
}

struct rect
pill_draw(struct ui *ui, const struct pill *pill)
{
    struct label label = pill_label(ui, pill);
    int text = widget_measure(ui, &label).rect.w;
    int w = text + pill_taken(pill);
    int x = pill->end ? pill->rect.x + pill->rect.w - w : pill->rect.x;
    struct rect rect = {x, pill->rect.y, w, 56};
    draw_tinted(ui, rect, pill->tone, PILL_RADIUS);
    label.rect.x = x + PILL_PAD;
    if (pill->icon) {
        struct rect at = {
            label.rect.x, pill->rect.y + 12, PILL_ICON, PILL_ICON,
        };
        widget_icon(ui, pill->icon, at, label.color);
        label.rect.x += PILL_ICON + PILL_GAP;
    }
    label.rect.w = text + 1;
    widget_label(ui, &label);
    return rect;
}

static void
draw_texts(struct ui *ui, const struct notice *notice, struct rect area)
{
    bool tall = notice->rect.h >= 300;
    char id[UI_ID_SIZE] = "";
    bool named = notice->id && notice->more
                 && str_format(id, sizeof(id), "%s.more", notice->id);
    struct label labels[] = {
        {.id = notice->id,
         .text = notice->text,
         .value = notice->more,
         .step = !notice->more             ? TYPE_BODY
                 : notice->step            ? notice->step
                 : tall                    ? TYPE_H2
                 : notice->rect.h >= 140   ? TYPE_H3
                                           : TYPE_H4,
         .bold = notice->more != NULL,
         .color = tone_ink(ui, notice->tone)},
        {.id = named ? id : NULL,
         .text = notice->more,
         .step = tall ? TYPE_LEAD : TYPE_BODY,
         .color = tone_ink(ui, notice->tone)},
    };
    widget_stack(ui, labels, 2, area);
}

// The icon as it is, in a square or in a disc; returns the width taken.
static int
draw_sign(struct ui *ui, const struct notice *notice, struct rect area)
{
    bool gold = notice->tone == TONE_GOLD;
    if (!notice->icon) {
        return 0;
    }
    if (!notice->boxed && !notice->disc) {
        int size = notice->icon_size ? notice->icon_size : 44;
        struct rect icon = layout_cut_left(&area, size);
        widget_icon(ui, notice->icon, layout_center(icon, size, size),
                    tone_ink(ui, notice->tone));
        return size + 20;
    }
    int size = notice->disc ? DISC : BOX;
    struct rect square = layout_cut_left(&area, size);
    struct icon_box box = {
        .icon = notice->icon,
        .rect = layout_center(square, size, size),
        .size = notice->disc ? 80 : gold ? 64 : 60,
        .radius = notice->disc ? DISC / 2 : 20,
        .fill = notice->disc ? COLOR_SNOW
                : gold       ? COLOR_GOLD500
                             : COLOR_GOLD100,
        .color = notice->disc ? tone_text(notice->tone)
                 : gold       ? COLOR_INK900
                              : COLOR_GOLD800,
    };
    widget_icon_box(ui, &box);
    return size + (notice->disc ? 44 : 28);
}

void
notice_draw(struct ui *ui, const struct notice *notice)
{
    draw_tinted(ui, notice->rect, notice->tone,
                notice->rect.h < 120 ? 20 : 24);
    struct rect area = rect_inset(notice->rect, 28, 8);
    if (notice->pad) {
        area.x += notice->pad - 28;
        area.w -= notice->pad - 28;
    }
    int taken = draw_sign(ui, notice, area);
    area.x += taken;
    area.w -= taken;
    draw_texts(ui, notice, area);
}

// The narrowest width that needs no more lines: none of them is then left
// with a word alone.
static int
even_width(struct ui *ui, struct label label)
{
    struct placed placed = widget_measure(ui, &label);
    int least = label.rect.w / 2, most = label.rect.w;
    while (most - least > 16) {
        label.rect.w = (least + most) / 2;
        struct placed tried = widget_measure(ui, &label);
        // Less height would be that of a smaller type.
        if (tried.clipped || tried.rect.h != placed.rect.h) {
            least = label.rect.w;
        } else {
            most = label.rect.w;
        }
    }
    return most;
}

void
advice_draw(struct ui *ui, const struct advice *advice)
{
    const int size = 40, gap = 16;
    struct label label = {
        .id = advice->id,
        .text = advice->text,
        .rect = advice->rect,
        .step = advice->step ? advice->step : TYPE_BODY,
        .color = advice->color,
        .middle = true,
    };
    int taken = advice->icon ? size + gap : 0;
    label.rect.x += taken;
    label.rect.w -= taken;
    if (widget_measure(ui, &label).rect.h
        > theme_type(ui_theme(ui), label.step).line) {
        label.rect.w = even_width(ui, label);
    }
    struct placed placed = widget_measure(ui, &label);
    if (advice->center) {
        int room = advice->rect.w - taken;
        label.rect.x += (room - placed.rect.w) / 2;
        // A space that ends a line must have room, too: with some to spare
        // the lines stay as they were measured.
        label.rect.w = placed.rect.w + SPARE;
    }
    if (advice->icon) {
        struct rect icon = {
            label.rect.x - taken,
            advice->rect.y + (advice->rect.h - size) / 2, size, size,
        };
        widget_icon(ui, advice->icon, icon, advice->color);
    }
    widget_label(ui, &label);
}

void
progress_draw(struct ui *ui, const struct progress *progress)
{
    struct rect rect = progress->rect;
    int permille = progress->permille;
    permille = permille < 0 ? 0 : permille > 1000 ? 1000 : permille;
    struct box track = {
        .fill = COLOR_STONE200, .line = COLOR_NONE, .radius = rect.h / 2,
    };
    widget_box(ui, rect, &track);
    struct rect done = rect;
    done.w = (int)((int64_t)rect.w * permille / 1000);
    if (done.w < rect.h) {
        done.w = permille ? rect.h : 0;
    }
    if (done.w > 0) {
        struct box fill = {
            .fill = COLOR_LAKE700, .line = COLOR_NONE, .radius = rect.h / 2,
        };
        widget_box(ui, done, &fill);
    }
    if (progress->id) {
        struct ui_node node = {
            .role = UI_PROGRESS,
            .label = progress->label,
            .value = ui_digits(ui, permille / 10),
            .rect = rect,
            .enabled = true,
        };
        str_copy(node.id, sizeof(node.id), progress->id);
        ui_add(ui, &node);
    }
}

void
countdown_draw(struct ui *ui, const struct countdown *countdown)
{
    struct rect rect = countdown->rect;
    int line = theme_type(ui_theme(ui), TYPE_BODY).line;
    struct label seconds = {
        .text = countdown->seconds,
        .rect = {rect.x, rect.y, rect.w, line},
        .step = TYPE_BODY,
        .bold = true,
        .color = COLOR_INK900,
        .align = ALIGN_END,
        .middle = true,
    };
    int taken = widget_label(ui, &seconds).rect.w + 24;
    struct label text = {
        .id = countdown->id,
        .text = countdown->text,
        .value = countdown->seconds,
        .rect = {rect.x, rect.y, rect.w - taken, line},
        .step = TYPE_BODY,
        .color = COLOR_INK900,
        .middle = true,
    };
    widget_label(ui, &text);
    struct progress bar = {
        .rect = {rect.x, rect.y + 64, rect.w, 20},
        .permille = countdown->permille,
    };
    progress_draw(ui, &bar);
}
