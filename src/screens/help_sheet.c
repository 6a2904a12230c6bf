// SPDX-License-Identifier: Apache-2.0
#include "screens/call.h"
#include "screens/parts.h"
#include "screens/reach.h"
#include "screens/screen.h"
#include "ui/build.h"
#include "ui/button.h"
#include "ui/dialog.h"
#include "ui/layout.h"
#include "ui/notice.h"
#include "ui/panel.h"
#include "ui/tile.h"
#include "ui/widget.h"

#define CARD_H 324

static void
draw_head(struct ui *ui, struct rect sheet)
{
    struct label title = {
        .id = "help.title",
        .text = ui_tr(ui, "需要帮忙吗？"),
        .rect = {sheet.x + 60, sheet.y + 28, sheet.w - 276, 104},
        .step = TYPE_H1,
        .bold = true,
        .color = COLOR_INK900,
        .middle = true,
    };
    widget_label(ui, &title);
    // Out of a seated visitor's reach: the button at the bottom is theirs.
    if (!reach_low(ui)) {
        dialog_cross(ui, sheet, "help.cross", ui_tr(ui, "关闭"));
    }
}

// After a call the gold button becomes a card that tells how it stands.
static void
draw_call(struct screen_context *context, const struct call_words *words,
          struct rect rect)
{
    struct ui *ui = context->ui;
    if (!words->value) {
        struct button call = {
            .id = "help.call",
            .label = ui_tr(ui, "请工作人员过来"),
            .icon = "bell",
            .rect = rect,
            .kind = BUTTON_COMMIT,
        };
        button_draw(ui, &call);
        return;
    }
    struct state_card card = {
        .id = "help.state",
        .value = words->value,
        .tone = words->tone,
        .icon = words->icon,
        .title = words->title,
        .line = words->when,
        .text = words->next,
        .rect = rect,
    };
    bool sent = context->state->help_state == HELP_SENT;
    bool escalated = context->state->help_state == HELP_ESCALATED;
    if (escalated && !context->state->out) {
        card.button_id = "help.ticket";
        card.button = ui_tr(ui, "去取号");
    } else if (sent || escalated) {
        card.button_id = "help.call";
        card.button = ui_tr(ui, "再叫一次");
    }
    state_card_draw(ui, &card);
}

// Two columns; the last of an odd number takes both.
static void
draw_switches(struct ui *ui, struct rect area)
{
    bool wide = parts_wide(ui);
    const struct theme *theme = ui_theme(ui);
    struct tile tiles[] = {
        {.id = "help.large", .icon = "type", .title = ui_tr(ui, "大字"),
         .sub = ui_tr(ui, "看得更清楚"), .on = theme->large},
        {.id = "help.contrast", .icon = "contrast",
         .title = ui_tr(ui, "高对比"), .sub = ui_tr(ui, "黑底白字"),
         .on = theme->contrast},
        {.id = "help.reach", .icon = "wheel",
         .title = ui_tr(ui, "低位操作"),
         .sub = wide ? ui_tr(ui, "这块屏幕坐着也都够得着")
                     : ui_tr(ui, "按钮移到下半屏"),
         .on = reach_low(ui), .disabled = wide},
    };
    const int count = sizeof(tiles) / sizeof(tiles[0]);
    struct layout_grid grid = {2, (count + 1) / 2, 24, 24};
    for (int i = 0; i < count; i++) {
        tiles[i].rect = layout_cell(area, &grid, i);
        if (i == count - 1 && count % 2) {
            tiles[i].rect.w = area.w;
        }
        tile_draw(ui, &tiles[i]);
    }
}

static void
draw_hints(struct screen_context *context, struct rect area)
{
    struct ui *ui = context->ui;
    bool card = context->state->has_scanner;
    const char *scan = parts_wide(ui)
                           ? ui_tr(ui, "把人才卡的二维码对准右侧的扫码窗")
                           : ui_tr(ui, "把人才卡的二维码对准屏幕下方的"
                                       "扫码窗");
    struct advice hints[] = {
        {.id = "help.hint.1", .icon = card ? "scan" : "id",
         .text = card ? scan
                      : ui_tr(ui, "输入证件号或手机号，不登记也能取号")},
        {.id = "help.hint.2", .icon = "ticket",
         .text = ui_tr(ui, "记住号码，听到叫号到窗口")},
        {.id = "help.hint.3", .icon = "eye-off",
         .text = ui_tr(ui, "离开前按“首页”，您的信息立即清除")},
    };
    struct section section = {
        .id = "help.hints",
        .title = ui_tr(ui, "怎么用这台终端"),
        .rect = layout_cut_top(&area, ui_theme(ui)->large ? 72 : 56),
    };
    parts_section(ui, &section);
    layout_skip(&area, 4);
    for (int i = 0; i < 3; i++) {
        hints[i].rect = layout_row(area, 3, 0, i);
        hints[i].color = COLOR_INK900;
        advice_draw(ui, &hints[i]);
    }
}

static void
draw_privacy(struct ui *ui, struct rect rect, enum type_step step)
{
    struct advice advice = {
        .id = "help.privacy",
        .icon = "info",
        .text = ui_tr(ui, "呼叫时只发送终端编号和所在页面，不发送您的"
                          "姓名、\n证件号或填写的内容。"),
        .rect = rect,
        .step = step,
        .color = COLOR_INK700,
    };
    advice_draw(ui, &advice);
}

static void
draw_close(struct ui *ui, struct rect rect)
{
    struct button close = {
        .id = "help.close",
        .label = ui_tr(ui, "关闭"),
        .rect = rect,
        .kind = BUTTON_SECONDARY,
    };
    button_draw(ui, &close);
}

static void
draw_portrait(struct screen_context *context, struct rect sheet,
              const struct call_words *words)
{
    struct ui *ui = context->ui;
    bool low = reach_low(ui);
    int top = low ? REACH_TOP : sheet.y + 156;
    struct rect area = {60, top, 960, 1876 - top};
    draw_close(ui, layout_cut_bottom(&area, 112));
    layout_cut_bottom(&area, 8);
    draw_call(context, words, layout_cut_top(&area, words->value ? CARD_H
                                                                 : 152));
    layout_skip(&area, words->value ? 28 : low ? 24 : 32);
    draw_switches(ui, layout_cut_top(&area, low ? 360 : 424));
    if (words->value) {
        draw_privacy(ui, area, TYPE_BODY);
        return;
    }
    draw_privacy(ui, layout_cut_bottom(&area, 96), TYPE_CAPTION);
    layout_skip(&area, low ? 12 : 16);
    draw_hints(context, area);
}

static void
draw_landscape(struct screen_context *context, struct rect sheet,
               const struct call_words *words)
{
    struct ui *ui = context->ui;
    struct rect left = {60, sheet.y + 148, 888, sheet.h - 168};
    struct rect right = {972, left.y, 888, left.h};
    draw_close(ui, layout_cut_bottom(&right, 112));
    layout_cut_bottom(&right, 48);
    draw_switches(ui, right);
    draw_privacy(ui, layout_cut_bottom(&left, 112), TYPE_BODY);
    layout_cut_bottom(&left, 24);
    if (words->value) {
        draw_call(context, words, layout_cut_top(&left, CARD_H));
        return;
    }
    draw_call(context, words, layout_cut_top(&left, 152));
    layout_skip(&left, 40);
    draw_hints(context, left);
}

void
help_sheet_draw(struct screen_context *context)
{
    struct ui *ui = context->ui;
    bool wide = parts_wide(ui);
    struct rect page = ui_page(ui);
    int top = wide ? 264 : reach_low(ui) ? REACH_TOP - 140 : 616;
    struct rect sheet = {0, top, page.w, page.h - top};
    struct call_words words = call_words(context);
    sheet_begin(ui, "help.sheet", ui_tr(ui, "需要帮忙吗？"), sheet);
    draw_head(ui, sheet);
    if (wide) {
        draw_landscape(context, sheet, &words);
    } else {
        draw_portrait(context, sheet, &words);
    }
}
