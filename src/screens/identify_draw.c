// SPDX-License-Identifier: Apache-2.0
#include "screens/identify.h"
#include "screens/parts.h"
#include "screens/reach.h"
#include "ui/build.h"
#include "ui/button.h"
#include "ui/field.h"
#include "ui/keypad.h"
#include "ui/layout.h"
#include "ui/notice.h"
#include "ui/segment.h"
#include "ui/widget.h"
#include "util/str.h"

#define DOT "·"

// What went wrong and what to do, in two sentences.
struct problem_words {
    const char *what, *next;
};

static struct problem_words
words_for_id(struct ui *ui, const struct identify_data *data)
{
    const char *left = ui_digits(
        ui, (int64_t)(NUMBER_ID_SIZE - 1) - (int64_t)data->length);
    const char *compare = ui_tr(ui, "请对照证件逐位核对，按删除键改正");
    switch (data->problem) {
    case NUMBER_OK:
        break;
    case NUMBER_EMPTY:
        return (struct problem_words){
            ui_tr(ui, "还没有输入号码"),
            ui_tr(ui, "请按数字键输入，或选“不登记直接取号”"),
        };
    case NUMBER_LENGTH:
        return (struct problem_words){
            ui_say(ui, "还差 {1} 位", left, NULL),
            ui_tr(ui, "证件号是 18 位，请接着输入"),
        };
    case NUMBER_CHARACTER:
        return (struct problem_words){
            ui_tr(ui, "X 只会是第 18 位"),
            ui_tr(ui, "请按删除键改正"),
        };
    case NUMBER_CHECK:
        return (struct problem_words){
            ui_tr(ui, "号码里有一位输错了"), compare,
        };
    case NUMBER_DATE:
        return (struct problem_words){
            ui_tr(ui, "第 7 到 14 位不是真实的出生日期"), compare,
        };
    case NUMBER_FUTURE:
        return (struct problem_words){
            ui_tr(ui, "第 7 到 14 位的出生日期还没有到"), compare,
        };
    case NUMBER_OLD_15:
        return (struct problem_words){
            ui_tr(ui, "这是 15 位的旧号码"),
            ui_tr(ui, "请带证件到窗口，或选“不登记直接取号”"),
        };
    }
    return (struct problem_words){"", ""};
}

static struct problem_words
words_for_phone(struct ui *ui, const struct identify_data *data)
{
    if (data->problem == NUMBER_EMPTY) {
        return words_for_id(ui, data);
    }
    if (data->problem == NUMBER_LENGTH) {
        return (struct problem_words){
            ui_tr(ui, "位数不对"),
            ui_tr(ui, "手机号是 11 位，座机请加区号"),
        };
    }
    return (struct problem_words){
        ui_tr(ui, "这不像一个电话号码"),
        ui_tr(ui, "手机号以 1 开头，请按删除键改正"),
    };
}

static void
draw_problem(struct ui *ui, const struct identify_data *data,
             struct rect rect)
{
    struct problem_words words = data->tab == IDENTIFY_PHONE
                                     ? words_for_phone(ui, data)
                                     : words_for_id(ui, data);
    struct notice notice = {
        .id = "identify.error",
        .icon = "alert",
        .text = words.what,
        .more = words.next,
        .rect = rect,
        .tone = TONE_CLAY,
        .icon_size = 96,
        .pad = 54,
    };
    notice_draw(ui, &notice);
}

static const char *
lead_of(struct ui *ui)
{
    if (parts_wide(ui)) {
        return ui_tr(ui, "将卡上二维码对准右侧扫码窗");
    }
    return ui_theme(ui)->large
               ? ui_tr(ui, "对准屏幕下方的扫码窗")
               : ui_tr(ui, "将卡上二维码对准屏幕下方的扫码窗");
}

static void
draw_heading(struct screen_context *context,
             const struct identify_data *data, struct rect rect)
{
    struct ui *ui = context->ui;
    struct heading heading = {
        .id = "identify.title",
        .title = ui_tr(ui, "请出示人才卡"),
        .lead = lead_of(ui),
        .rect = rect,
    };
    bool ready = context->state->has_scanner;
    if (!ready && data->tab == IDENTIFY_CARD) {
        heading.title = ui_tr(ui, "这台终端暂时不能刷卡");
        heading.lead = ui_tr(ui, "换一种方式，一样能办");
    } else if (!ready) {
        heading.title = data->tab == IDENTIFY_ID
                            ? ui_tr(ui, "请输入证件号")
                            : ui_tr(ui, "请输入手机号");
        heading.lead = ui_tr(ui, "用来核对人才名单；不在名单也能取号");
    }
    parts_heading(ui, &heading);
}

static void
draw_tabs(struct ui *ui, const struct identify_data *data, struct rect rect)
{
    // The last one says most, and more in English.
    bool english = ui_lang(ui) == LANG_EN;
    int weight = english ? 19 : ui_theme(ui)->large ? 20 : 13;
    int last = english ? 38 : ui_theme(ui)->large ? 35 : 20;
    struct segment segments[] = {
        {.id = "identify.tab.card", .label = ui_tr(ui, "人才卡"),
         .weight = weight},
        {.id = "identify.tab.id", .label = ui_tr(ui, "证件号"),
         .weight = weight},
        {.id = "identify.tab.phone", .label = ui_tr(ui, "手机号"),
         .weight = weight},
        {.id = "identify.tab.guest", .label = ui_tr(ui, "不登记直接取号"),
         .weight = last},
    };
    struct segment_control control = {
        .segments = segments,
        .count = 4,
        .chosen = (int)data->tab,
        .rect = rect,
        .step = TYPE_BODY,
    };
    segment_draw(ui, &control);
}

// The first character, dots, and the newest while it may be read: never
// more than two of them leave the screen's own memory.
static void
mask_typed(const struct screen_context *context,
           const struct identify_data *data, char *out, size_t size)
{
    struct {
        char text[4 * IDENTIFY_TYPED_SIZE];
        size_t length;
    } mask = {.length = 0};
    bool newest = context->mono_ms < data->newest_until;
    for (size_t i = 0; i < data->length; i++) {
        bool shown = i == 0 || (newest && i + 1 == data->length);
        if (shown) {
            mask.text[mask.length++] = data->typed[i];
        } else {
            for (const char *p = DOT; *p; p++) {
                mask.text[mask.length++] = *p;
            }
        }
    }
    mask.text[mask.length] = '\0';
    str_copy(out, size, mask.text);
    secret_wipe(&mask, sizeof(mask));
}

static void
draw_field(struct screen_context *context, const struct identify_data *data,
           struct rect rect)
{
    struct ui *ui = context->ui;
    char shown[4 * IDENTIFY_TYPED_SIZE];
    mask_typed(context, data, shown, sizeof(shown));
    bool id = data->tab == IDENTIFY_ID;
    const char *typed = ui_digits(ui, (int64_t)data->length);
    const char *of = id ? "18" : "11";
    struct field field = {
        .id = "identify.field",
        .label = id ? ui_tr(ui, "证件号") : ui_tr(ui, "手机号"),
        .shown = shown,
        .value = typed,
        .hint = ui_theme(ui)->large && !parts_wide(ui)
                    ? ui_say(ui, "{1} / {2} 位", typed, of, NULL)
                    : ui_say(ui, "已输入 {1} / {2} 位", typed, of, NULL),
        .rect = rect,
        .wrong = data->problem != NUMBER_OK,
        .caret = true,
    };
    field_draw(ui, &field);
    secret_wipe(shown, sizeof(shown));
}

static void
draw_keys(struct ui *ui, const struct identify_data *data, struct rect rect)
{
    struct keypad keypad = {
        .screen = "identify",
        .rect = rect,
        .gap_x = 24,
        .gap_y = parts_wide(ui) ? 20 : 16,
        .left = data->tab == IDENTIFY_ID ? KEYPAD_X : KEYPAD_NOTHING,
        .right = KEYPAD_DELETE,
        .delete_word = ui_tr(ui, "删除"),
    };
    keypad_draw(ui, &keypad);
}

static const char *
privacy_text(struct screen_context *context)
{
    struct ui *ui = context->ui;
    const char *rev = ui_digits(ui, context->state->consent_rev);
    if (parts_wide(ui)) {
        return ui_say(ui,
                      "只用于本次办理，离开后立即清除。\n"
                      "号码不保存，只留加密摘要和掩码。\n"
                      "个人信息说明第 {1} 版", rev, NULL);
    }
    if (ui_theme(ui)->large) {
        return ui_say(ui,
                      "只用于本次办理，离开后立即清除；\n"
                      "号码不保存。个人信息说明第 {1} 版", rev, NULL);
    }
    return ui_say(ui,
                  "只用于本次办理，离开后立即清除；号码不保存，\n"
                  "只留加密摘要和掩码。个人信息说明第 {1} 版", rev, NULL);
}

static void
draw_privacy(struct screen_context *context, struct rect rect)
{
    struct ui *ui = context->ui;
    if (!parts_wide(ui)) {
        struct advice advice = {
            .id = "identify.privacy",
            .icon = "eye-off",
            .text = privacy_text(context),
            .rect = rect,
            .center = true,
            .step = TYPE_CAPTION,
            .color = COLOR_INK700,
        };
        advice_draw(ui, &advice);
        return;
    }
    struct box box = {
        .fill = COLOR_LAKE50, .line = COLOR_NONE, .radius = 24,
    };
    widget_box(ui, rect, &box);
    struct rect icon = {rect.x + 32, rect.y + 26, 56, 56};
    widget_icon(ui, "eye-off", icon, COLOR_INK700);
    struct label label = {
        .id = "identify.privacy",
        .text = privacy_text(context),
        .rect = {rect.x + 32, rect.y + 94, rect.w - 64, rect.h - 110},
        .step = TYPE_BODY,
        .color = COLOR_INK700,
    };
    widget_label(ui, &label);
}

static void
draw_submit(struct ui *ui, struct rect rect)
{
    struct button next = {
        .id = "identify.submit",
        .label = ui_tr(ui, "下一步"),
        .trail = "arrow-right",
        .rect = rect,
        .kind = BUTTON_PRIMARY,
    };
    button_draw(ui, &next);
}

// Where things stand; field, keys and submit share the body.
struct places {
    struct rect heading, card, tabs, body, privacy;
    int field, submit, gap; // heights
};

static struct places
places_of(const struct ui *ui)
{
    if (parts_wide(ui)) {
        return (struct places){
            .heading = {60, 152, 584, 138}, .card = {60, 316, 584, 608},
            .tabs = {668, 152, 1192, 96}, .body = {668, 268, 1192, 656},
            .privacy = {1476, 396, 384, 380}, .field = 104, .submit = 124,
            .gap = 24,
        };
    }
    struct places places = {
        .heading = {60, 152, 960, 142}, .card = {60, 312, 960, 324},
        .tabs = {60, 664, 960, 104}, .body = {60, 792, 960, 792},
        .privacy = {60, 1604, 960, 120}, .field = 112, .submit = 120,
        .gap = 24,
    };
    if (ui_theme(ui)->large) {
        places = (struct places){
            .heading = {60, 144, 960, 174}, .card = {60, 348, 960, 264},
            .tabs = {60, 640, 960, 120}, .body = {60, 784, 960, 832},
            .privacy = {60, 1632, 960, 104}, .field = 128, .submit = 128,
            .gap = 24,
        };
    }
    if (reach_low(ui)) {
        places.card.h = REACH_TOP - 32 - places.card.y;
        places.tabs = (struct rect){60, REACH_TOP, 960, 96};
        places.body = (struct rect){60, 952, 960, 668};
        places.privacy = (struct rect){60, 1632, 960, 104};
        places.field = 104;
        places.submit = 112;
        places.gap = 16;
    }
    return places;
}

static void
draw_number_tab(struct screen_context *context,
                const struct identify_data *data,
                const struct places *places)
{
    struct ui *ui = context->ui;
    struct rect area = places->body;
    draw_field(context, data, layout_cut_top(&area, places->field));
    layout_skip(&area, places->gap);
    if (parts_wide(ui)) {
        struct rect right = layout_cut_right(&area, 384);
        draw_submit(ui, layout_cut_bottom(&right, places->submit));
        layout_cut_right(&area, 24);
    } else {
        draw_submit(ui, layout_cut_bottom(&area, places->submit));
        layout_cut_bottom(&area, places->gap);
    }
    draw_keys(ui, data, area);
}

void
identify_draw(struct screen_context *context, const void *data)
{
    const struct identify_data *identify = data;
    struct ui *ui = context->ui;
    struct places places = places_of(ui);
    bool card = identify->tab == IDENTIFY_CARD;
    draw_heading(context, identify, places.heading);
    if (identify->problem && !card) {
        draw_problem(ui, identify, places.card);
    } else {
        identify_card_draw(context, places.card);
    }
    draw_tabs(ui, identify, places.tabs);
    if (!card) {
        draw_number_tab(context, identify, &places);
    } else {
        if (parts_wide(ui)) {
            places.privacy.y = places.body.y;
            places.privacy.h = places.body.h - 148;
        }
        identify_card_tab_draw(context, places.body);
    }
    draw_privacy(context, places.privacy);
}
