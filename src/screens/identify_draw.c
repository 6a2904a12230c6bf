// SPDX-License-Identifier: Apache-2.0
#include "screens/identify.h"
#include "screens/parts.h"
#include "ui/build.h"
#include "ui/button.h"
#include "ui/field.h"
#include "ui/keypad.h"
#include "ui/layout.h"
#include "ui/notice.h"
#include "ui/segment.h"
#include "ui/widget.h"
#include "util/str.h"

#define STEP_BOX 80
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
        .icon_size = 80,
    };
    notice_draw(ui, &notice);
}

static void
draw_reader(struct screen_context *context, struct rect rect)
{
    struct ui *ui = context->ui;
    bool ready = context->state->has_scanner;
    struct pill pill = {
        .id = "identify.reader",
        .icon = ready ? "scanner" : "alert",
        .text = ready ? ui_tr(ui, "扫码窗已就绪")
                      : ui_tr(ui, "扫码窗没有接好"),
        .rect = rect,
        .tone = ready ? TONE_LAKE : TONE_GOLD,
    };
    pill.rect.h = 56;
    pill_draw(ui, &pill);
    struct label how = {
        .id = "identify.how",
        .text = ready ? ui_tr(ui, "距离 10 厘米，停留 1 秒")
                      : ui_tr(ui, "请改用证件号或手机号"),
        .rect = {rect.x, rect.y + 76, rect.w, 112},
        .step = TYPE_H3,
        .bold = true,
        .color = COLOR_INK900,
        .middle = true,
    };
    widget_label(ui, &how);
    struct label phone = {
        .id = "identify.phone_code",
        .text = ready ? ui_tr(ui, "手机电子码也可以")
                      : ui_tr(ui, "不登记也能取号"),
        .rect = {rect.x, rect.y + 196, rect.w, 60},
        .step = TYPE_BODY,
        .color = COLOR_INK700,
    };
    widget_label(ui, &phone);
}

static void
draw_card_hint(struct screen_context *context, struct rect rect)
{
    struct ui *ui = context->ui;
    widget_card(ui, rect);
    bool wide = parts_wide(ui);
    struct rect art = {rect.x + 54, rect.y + 36, 420, 252};
    struct rect text = {rect.x + 534, rect.y + 40, rect.w - 554, 256};
    if (wide) {
        art.x = rect.x + (rect.w - 420) / 2;
        art.y = rect.y + 44;
        text = (struct rect){
            rect.x + 82, rect.y + 328, rect.w - 120, 256,
        };
    }
    widget_art(ui, "card-hint-420x252", art, 0);
    if (!ui_theme(ui)->contrast) {
        struct rect code = {art.x + 291, art.y + 139, 96, 96};
        widget_icon(ui, "qr", code, COLOR_INK900);
    }
    struct rect scan = {art.x - 24, art.y + 150, 468, 6};
    struct box line = {
        .fill = COLOR_GOLD500, .line = COLOR_NONE, .radius = 3,
    };
    if (context->state->has_scanner) {
        widget_box(ui, scan, &line);
    }
    draw_reader(context, text);
}

static void
draw_top(struct screen_context *context, const struct identify_data *data,
         struct rect rect)
{
    struct ui *ui = context->ui;
    bool wide = parts_wide(ui);
    const char *title = ui_tr(ui, "请出示人才卡");
    const char *lead = wide ? ui_tr(ui, "将卡上二维码对准右侧扫码窗")
                            : ui_tr(ui, "将卡上二维码对准屏幕下方的扫码窗");
    if (!context->state->has_scanner && data->tab != IDENTIFY_CARD) {
        title = data->tab == IDENTIFY_ID ? ui_tr(ui, "请输入证件号")
                                         : ui_tr(ui, "请输入手机号");
        lead = ui_tr(ui, "用来核对人才名单；不在名单也能取号");
    }
    struct heading heading = {
        .id = "identify.title",
        .title = title,
        .lead = lead,
        .rect = {rect.x, rect.y, rect.w, 146},
    };
    parts_heading(ui, &heading);
    struct rect card = {
        rect.x, rect.y + 160, rect.w, wide ? rect.h - 164 : 324,
    };
    card.y += wide ? 4 : 0;
    if (data->problem && data->tab != IDENTIFY_CARD) {
        draw_problem(ui, data, card);
    } else {
        draw_card_hint(context, card);
    }
}

static void
draw_tabs(struct ui *ui, const struct identify_data *data, struct rect rect)
{
    struct segment segments[] = {
        {.id = "identify.tab.card", .label = ui_tr(ui, "人才卡"),
         .weight = 13},
        {.id = "identify.tab.id", .label = ui_tr(ui, "证件号"),
         .weight = 13},
        {.id = "identify.tab.phone", .label = ui_tr(ui, "手机号"),
         .weight = 13},
        {.id = "identify.tab.guest", .label = ui_tr(ui, "不登记直接取号"),
         .weight = 20},
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
    struct field field = {
        .id = "identify.field",
        .label = id ? ui_tr(ui, "证件号") : ui_tr(ui, "手机号"),
        .shown = shown,
        .value = typed,
        .hint = ui_say(ui, "已输入 {1} / {2} 位", typed, id ? "18" : "11",
                       NULL),
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
    return ui_say(context->ui,
                  "只用于本次办理，离开后立即清除；号码不保存，"
                  "只留加密摘要和掩码。个人信息说明第 {1} 版",
                  ui_digits(context->ui, context->state->consent_rev),
                  NULL);
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

struct card_step {
    const char *id, *icon, *title, *sub;
};

static const struct card_step card_steps[] = {
    {"identify.step.1", "card", UI_MARK("拿出人才卡"),
     UI_MARK("或打开手机里的电子码")},
    {"identify.step.2", "scan", UI_MARK("二维码朝上"),
     UI_MARK("对准发光的扫码窗")},
    {"identify.step.3", "check-circle", UI_MARK("听到“滴”一声"),
     UI_MARK("会自动进入下一页")},
};

// A numbered card: its disc and the picture are no buttons.
static void
draw_card_step(struct ui *ui, int i, struct rect rect)
{
    const struct card_step *step = &card_steps[i];
    widget_card(ui, rect);
    int y = rect.y + (rect.h - STEP_BOX) / 2;
    struct rect disc = {rect.x + 36, y, STEP_BOX, STEP_BOX};
    struct box round = {
        .fill = COLOR_LAKE700, .line = COLOR_NONE, .radius = STEP_BOX / 2,
    };
    widget_box(ui, disc, &round);
    struct label number = {
        .text = ui_digits(ui, i + 1),
        .rect = disc,
        .step = TYPE_H3,
        .bold = true,
        .color = COLOR_ON_DARK,
        .align = ALIGN_CENTER,
        .middle = true,
        .fixed = true,
    };
    widget_label(ui, &number);
    struct icon_box icon = {
        .icon = step->icon,
        .rect = {rect.x + rect.w - 36 - STEP_BOX, y, STEP_BOX, STEP_BOX},
        .size = 48,
        .radius = 20,
        .fill = COLOR_LAKE100,
        .color = COLOR_LAKE700,
    };
    widget_icon_box(ui, &icon);
    struct label labels[] = {
        {.id = step->id, .text = ui_tr(ui, step->title), .step = TYPE_H3,
         .bold = true, .color = COLOR_INK900},
        {.text = ui_tr(ui, step->sub), .step = TYPE_BODY,
         .color = COLOR_INK700},
    };
    struct rect area = {
        disc.x + STEP_BOX + 28, rect.y + 4, icon.rect.x - 28 - disc.x
        - STEP_BOX - 28, rect.h - 8,
    };
    widget_stack(ui, labels, 2, area);
}

static void
draw_card_steps(struct screen_context *context, struct rect area)
{
    struct ui *ui = context->ui;
    struct rect way = layout_cut_bottom(&area, 120);
    layout_cut_bottom(&area, 24);
    struct rect where = layout_cut_bottom(&area, 140);
    layout_cut_bottom(&area, 24);
    for (int i = 0; i < 3; i++) {
        draw_card_step(ui, i, layout_row(area, 3, 16, i));
    }
    bool ready = context->state->has_scanner;
    struct notice notice = {
        .id = "identify.where",
        .icon = ready ? "arrow-down" : "info",
        .text = ready ? ui_tr(ui, "扫码窗在屏幕正下方")
                      : ui_tr(ui, "这台终端暂时不能刷卡"),
        .more = ready ? ui_tr(ui, "这一页随时可以扫，不用点按钮")
                      : ui_tr(ui, "请改用证件号或手机号，也可以直接取号"),
        .rect = where,
        .tone = TONE_GOLD,
        .icon_size = 64,
    };
    notice_draw(ui, &notice);
    struct button no_card = {
        .id = "identify.no_card",
        .label = ui_tr(ui, "没带卡，改用证件号"),
        .icon = "id",
        .rect = way,
        .kind = BUTTON_SECONDARY,
    };
    button_draw(ui, &no_card);
}

static void
draw_portrait(struct screen_context *context,
              const struct identify_data *data)
{
    struct ui *ui = context->ui;
    draw_top(context, data, parts_content(ui));
    struct rect tabs = {60, 664, 960, 104};
    draw_tabs(ui, data, tabs);
    struct rect privacy = {60, 1604, 960, 120};
    if (data->tab == IDENTIFY_CARD) {
        struct rect area = {60, 792, 960, 792};
        draw_card_steps(context, area);
    } else {
        struct rect field = {60, 792, 960, 112};
        draw_field(context, data, field);
        struct rect keys = {60, 928, 960, 512};
        draw_keys(ui, data, keys);
        struct rect submit = {60, 1464, 960, 120};
        draw_submit(ui, submit);
    }
    draw_privacy(context, privacy);
}

static void
draw_landscape(struct screen_context *context,
               const struct identify_data *data)
{
    struct ui *ui = context->ui;
    draw_top(context, data, parts_left(ui));
    struct rect tabs = {668, 152, 1192, 96};
    draw_tabs(ui, data, tabs);
    struct rect privacy = {1476, 396, 384, 380};
    if (data->tab == IDENTIFY_CARD) {
        struct rect area = {668, 272, 784, 652};
        draw_card_steps(context, area);
        privacy.y = 272;
        privacy.h = 504;
    } else {
        struct rect field = {668, 268, 1192, 104};
        draw_field(context, data, field);
        struct rect keys = {668, 396, 783, 528};
        draw_keys(ui, data, keys);
        struct rect submit = {1476, 800, 384, 124};
        draw_submit(ui, submit);
    }
    draw_privacy(context, privacy);
}

void
identify_draw(struct screen_context *context, const void *data)
{
    if (parts_wide(context->ui)) {
        draw_landscape(context, data);
    } else {
        draw_portrait(context, data);
    }
}
