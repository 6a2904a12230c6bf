// SPDX-License-Identifier: Apache-2.0
#include "ui/form_frame.h"

#include "ui/button.h"
#include "ui/layout.h"
#include "ui/notice.h"
#include "ui/page_head.h"
#include "ui/stepper.h"
#include "ui/widget.h"
#include "util/str.h"

#define LEFT_W 584
#define GUTTER 24
#define HINT_H 136
#define HINT_WIDE_H 184

static bool
is_wide(const struct ui *ui)
{
    return ui_page(ui).w > ui_page(ui).h;
}

static void
draw_title(struct ui *ui, const struct form_frame *frame, struct rect area)
{
    char id[UI_ID_SIZE];
    str_format(id, sizeof(id), "%s.lead", frame->title_id);
    struct label labels[] = {
        {.id = frame->title_id, .text = frame->title,
         .value = frame->title_value,
         .step = TYPE_H1, .bold = true,
         .color = COLOR_INK900},
        {.id = id, .text = frame->lead, .step = TYPE_LEAD,
         .color = COLOR_INK700},
    };
    widget_stack(ui, labels, 2, area);
}

static void
draw_stepper(struct ui *ui, const struct form_frame *frame, struct rect rect)
{
    struct stepper stepper = {
        .id = frame->caption_id,
        .now = frame->now,
        .count = frame->count,
        .caption = frame->caption,
        .remark = frame->remark,
        .rect = rect,
    };
    stepper_draw(ui, &stepper);
}

static void
draw_buttons(struct ui *ui, const struct form_frame *frame, struct rect area)
{
    struct button back = {
        .id = frame->back_id,
        .label = frame->back,
        .icon = "chevron-left",
        .rect = layout_cut_left(&area, is_wide(ui) ? 272 : 304),
        .kind = BUTTON_SECONDARY,
        .disabled = frame->back_off,
    };
    button_draw(ui, &back);
    layout_cut_left(&area, GUTTER);
    struct button next = {
        .id = frame->next_id,
        .label = frame->next,
        .icon = frame->next_icon,
        .trail = frame->next_icon ? NULL : "arrow-right",
        .rect = area,
        .kind = frame->commit ? BUTTON_COMMIT : BUTTON_PRIMARY,
        .disabled = frame->next_off,
    };
    button_draw(ui, &next);
}

static void
draw_note(struct ui *ui, const struct form_frame *frame, struct rect rect)
{
    char id[UI_ID_SIZE];
    str_format(id, sizeof(id), "%s.note", frame->title_id);
    struct foot_note note = {
        .id = id,
        .icon = frame->note_icon,
        .text = frame->note,
        .rect = rect,
    };
    foot_note_draw(ui, &note);
}

static int
title_height(const struct ui *ui, const struct form_frame *frame)
{
    bool large = ui_theme(ui)->large;
    if (is_wide(ui)) {
        return frame->lead ? 260 : 184;
    }
    if (frame->lead) {
        return large ? 192 : 152;
    }
    return large ? 120 : 96;
}

static int
note_height(const struct ui *ui, const struct form_frame *frame)
{
    if (!frame->note) {
        return 0;
    }
    return is_wide(ui) || ui_theme(ui)->large ? 88 : 64;
}

static void
draw_hint(struct ui *ui, const struct form_frame *frame, struct rect rect)
{
    struct notice notice = {
        .id = frame->hint_id,
        .icon = "info",
        .text = frame->hint,
        .rect = rect,
        .tone = frame->hint_gold ? TONE_GOLD : TONE_NOTE,
    };
    notice_draw(ui, &notice);
}

static void
draw_skip(struct ui *ui, const struct form_frame *frame, struct rect rect)
{
    struct button skip = {
        .id = frame->skip_id,
        .label = frame->skip,
        .icon = "help",
        .rect = rect,
        .kind = frame->skip_on ? BUTTON_PRIMARY : BUTTON_TERTIARY,
        .step = TYPE_H4,
    };
    button_draw(ui, &skip);
}

/** Where everything stands. */
struct places {
    struct rect stepper, title, hint, skip, note, buttons, body;
};

// From the bottom: closing remark, buttons, the way to skip.
static void
place_lower(const struct ui *ui, const struct form_frame *frame,
            struct rect *around, struct places *out)
{
    bool wide = is_wide(ui);
    int note_h = note_height(ui, frame);
    out->note = layout_cut_bottom(around, wide ? 0 : note_h);
    out->buttons = layout_cut_bottom(around, wide || frame->skip ? 120 : 136);
    layout_cut_bottom(around, wide ? GUTTER : 16);
    if (frame->skip) {
        out->skip = layout_cut_bottom(around, wide ? 96 : 88);
        layout_cut_bottom(around, 20);
    }
    if (wide) {
        out->note = layout_cut_bottom(around, note_h);
    }
}

static struct places
place(const struct ui *ui, const struct form_frame *frame)
{
    struct places places = {0};
    struct rect body = frame->rect, around = frame->rect;
    bool wide = is_wide(ui);
    if (wide) {
        around = layout_cut_left(&body, LEFT_W);
        layout_cut_left(&body, GUTTER);
    }
    bool apart = frame->head.w > 0;
    struct rect head = frame->head;
    struct rect *top = apart ? &head : &around;
    layout_cut_top(top, wide ? 12 : 16);
    places.stepper = layout_cut_top(top, STEPPER_H);
    layout_cut_top(top, wide ? 24 : 16);
    places.title = layout_cut_top(top, title_height(ui, frame));
    layout_cut_top(top, 12);
    place_lower(ui, frame, &around, &places);
    if (frame->hint) {
        int h = wide && around.h < HINT_WIDE_H ? around.h
                : wide                         ? HINT_WIDE_H
                                               : HINT_H;
        places.hint = layout_cut_top(apart ? top : &around, h);
        layout_cut_top(&around, wide || apart ? 0 : GUTTER);
    }
    places.body = wide ? body : around;
    return places;
}

struct rect
form_frame_body(const struct ui *ui, const struct form_frame *frame)
{
    return place(ui, frame).body;
}

struct rect
form_frame_draw(struct ui *ui, const struct form_frame *frame)
{
    struct places places = place(ui, frame);
    draw_stepper(ui, frame, places.stepper);
    draw_title(ui, frame, places.title);
    if (frame->skip) {
        draw_skip(ui, frame, places.skip);
    }
    draw_buttons(ui, frame, places.buttons);
    if (frame->note) {
        draw_note(ui, frame, places.note);
    }
    if (frame->hint) {
        draw_hint(ui, frame, places.hint);
    }
    return places.body;
}
