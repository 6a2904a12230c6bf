// SPDX-License-Identifier: Apache-2.0
#include "screens/parts.h"
#include "screens/progress.h"
#include "screens/reach.h"
#include "ui/build.h"
#include "ui/field.h"
#include "ui/keypad.h"
#include "ui/layout.h"
#include "ui/notice.h"
#include "ui/page_head.h"
#include "ui/row.h"
#include "ui/widget.h"
#include "util/str.h"

// What is wrong and what to do, in two sentences.
struct words {
    const char *what, *next;
};

static struct words
pause_words(struct ui *ui, int64_t left_ms)
{
    int64_t seconds = (left_ms + 999) / 1000;
    const char *next = ui_tr(ui, "着急可以带证件到窗口查");
    if (seconds < 60) {
        return (struct words){
            ui_say(ui, "没有查到的次数太多，请 {1} 秒后再试",
                   ui_digits(ui, seconds), NULL),
            next,
        };
    }
    return (struct words){
        ui_say(ui, "没有查到的次数太多，请 {1} 分 {2} 秒后再试",
               ui_digits(ui, seconds / 60), ui_digits(ui, seconds % 60),
               NULL),
        next,
    };
}

static struct words
problem_words(struct screen_context *context,
              const struct progress_data *data)
{
    struct ui *ui = context->ui;
    if (progress_is_paused(context, data)) {
        return pause_words(ui, data->opens_ms - context->mono_ms);
    }
    switch (data->problem) {
    case PROGRESS_QUIET:
        break;
    case PROGRESS_INCOMPLETE:
        return (struct words){
            ui_say(ui, "还差 {1} 位",
                   ui_digits(ui, RECEIPT_DIGITS - data->length), NULL),
            ui_tr(ui, "回执号是 10 位数字，请接着输入"),
        };
    case PROGRESS_MISTYPED:
        return (struct words){
            ui_tr(ui, "号码里有一位输错了"),
            ui_tr(ui, "请对照回执逐位核对，按删除键改正"),
        };
    case PROGRESS_UNKNOWN:
        return (struct words){
            ui_tr(ui, "这台终端还查不到这个号"),
            ui_tr(ui, "刚交的要等终端同步后才查得到；请稍后再查，"
                      "或到窗口问"),
        };
    case PROGRESS_NO_RECEIPT:
        return (struct words){
            ui_tr(ui, "这不是回执上的二维码"),
            ui_tr(ui, "请扫回执上的码，或按数字键输入"),
        };
    case PROGRESS_FAILED:
        return (struct words){
            ui_tr(ui, "现在查不了"), ui_tr(ui, "请再试一次，或到窗口问"),
        };
    }
    return (struct words){NULL, NULL};
}

static void
draw_where(struct screen_context *context, const struct progress_data *data,
           struct rect rect)
{
    struct ui *ui = context->ui;
    struct words words = problem_words(context, data);
    if (words.what) {
        struct notice notice = {
            .id = "progress.error",
            .icon = "alert",
            .text = words.what,
            .more = words.next,
            .rect = rect,
            .tone = TONE_CLAY,
            .icon_size = 96,
            .pad = 40,
            .step = TYPE_H4,
        };
        notice_draw(ui, &notice);
        return;
    }
    struct row row = {
        .id = "progress.where",
        .lead = {.icon = "ticket", .size = 112},
        .title = ui_tr(ui, "回执号在哪里？"),
        .sub = context->state->has_scanner
                   ? ui_tr(ui, "在回执上，10 位数字；\n"
                               "手机里存的二维码也可以直接扫")
                   : ui_tr(ui, "在回执上，10 位数字"),
        .rect = rect,
    };
    row_show(ui, &row);
}

// Two groups of five, as on the slip.
static void
group(const struct progress_data *data, char out[RECEIPT_SHOWN_SIZE])
{
    size_t half = RECEIPT_DIGITS / 2;
    if ((size_t)data->length <= half) {
        str_copy(out, RECEIPT_SHOWN_SIZE, data->typed);
        return;
    }
    str_format(out, RECEIPT_SHOWN_SIZE, "%.5s %s", data->typed,
               data->typed + half);
}

static void
draw_field(struct screen_context *context, const struct progress_data *data,
           struct rect rect)
{
    struct ui *ui = context->ui;
    char shown[RECEIPT_SHOWN_SIZE];
    group(data, shown);
    const char *typed = ui_digits(ui, data->length);
    const char *of = ui_digits(ui, RECEIPT_DIGITS);
    struct field field = {
        .id = "progress.field",
        .label = ui_tr(ui, "回执号"),
        .shown = shown,
        .value = data->typed,
        .hint = ui_theme(ui)->large && !parts_wide(ui)
                    ? ui_say(ui, "{1} / {2} 位", typed, of, NULL)
                    : ui_say(ui, "已输入 {1} / {2} 位", typed, of, NULL),
        .rect = rect,
        .wrong = data->problem == PROGRESS_MISTYPED
                 || data->problem == PROGRESS_UNKNOWN,
        .caret = !progress_is_paused(context, data),
    };
    field_draw(ui, &field);
    secret_wipe(shown, sizeof(shown));
}

static void
draw_keys(struct screen_context *context, const struct progress_data *data,
          struct rect rect)
{
    struct ui *ui = context->ui;
    struct keypad keypad = {
        .screen = "progress",
        .rect = rect,
        .gap_x = 24,
        .gap_y = parts_wide(ui) ? 20 : 16,
        .left = KEYPAD_DELETE,
        .right = KEYPAD_SUBMIT,
        .delete_word = ui_tr(ui, "删除"),
        .submit_word = ui_tr(ui, "确定"),
        .off = progress_is_paused(context, data),
    };
    keypad_draw(ui, &keypad);
}

/** Where everything stands. */
struct places {
    struct rect heading, where, label, field, keys, lost, note;
};

static struct places
place(const struct ui *ui)
{
    if (parts_wide(ui)) {
        return (struct places){
            .heading = {60, 152, 584, 138}, .where = {60, 314, 584, 264},
            .lost = {60, 602, 584, 200}, .note = {60, 818, 584, 106},
            .label = {668, 152, 1192, 56}, .field = {668, 216, 1192, 112},
            .keys = {668, 352, 1192, 572},
        };
    }
    if (reach_low(ui)) {
        return (struct places){
            .heading = {60, 152, 960, 174}, .where = {60, 350, 960, 260},
            .label = {60, 768, 960, 60}, .field = {60, REACH_TOP, 960, 112},
            .keys = {60, 972, 960, 488}, .lost = {60, 1480, 960, 144},
            .note = {60, 1636, 960, 96},
        };
    }
    if (ui_theme(ui)->large) {
        return (struct places){
            .heading = {60, 144, 960, 174}, .where = {60, 330, 960, 236},
            .label = {60, 578, 960, 64}, .field = {60, 648, 960, 128},
            .keys = {60, 800, 960, 576}, .lost = {60, 1400, 960, 184},
            .note = {60, 1600, 960, 136},
        };
    }
    return (struct places){
        .heading = {60, 152, 960, 142}, .where = {60, 312, 960, 208},
        .label = {60, 554, 960, 56}, .field = {60, 640, 960, 128},
        .keys = {60, 800, 960, 576}, .lost = {60, 1416, 960, 144},
        .note = {60, 1604, 960, 100},
    };
}

void
progress_draw_enter(struct screen_context *context,
                    const struct progress_data *data)
{
    struct ui *ui = context->ui;
    struct places places = place(ui);
    struct heading heading = {
        .id = "progress.title",
        .title = ui_tr(ui, "查进度"),
        .lead = ui_tr(ui, "输入回执号，看办到哪一步"),
        .rect = places.heading,
    };
    struct label label = {
        .id = "progress.label",
        .text = ui_tr(ui, "回执号"),
        .rect = places.label,
        .step = TYPE_H4,
        .bold = true,
        .color = COLOR_INK900,
        .middle = true,
    };
    struct row lost = {
        .id = "progress.lost",
        .lead = {.icon = "help", .size = 88},
        .title = ui_tr(ui, "回执号丢了？"),
        .sub = ui_tr(ui, "带证件到窗口，工作人员帮您查"),
        .trail = "chevron-right",
        .rect = places.lost,
        .step = TYPE_H3,
    };
    struct foot_note note = {
        .id = "progress.note",
        .icon = "shield",
        .text = ui_tr(ui, "只显示办到哪一步，不显示姓名和填写的内容"),
        .rect = places.note,
    };
    parts_heading(ui, &heading);
    draw_where(context, data, places.where);
    widget_label(ui, &label);
    draw_field(context, data, places.field);
    draw_keys(context, data, places.keys);
    row_draw(ui, &lost);
    foot_note_draw(ui, &note);
}
