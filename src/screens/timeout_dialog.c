// SPDX-License-Identifier: Apache-2.0
#include "screens/parts.h"
#include "screens/screen.h"
#include "ui/build.h"
#include "ui/button.h"
#include "ui/dialog.h"
#include "ui/notice.h"
#include "ui/widget.h"

#define FULL_SECONDS 20

static void
draw_words(struct ui *ui, struct rect rect, int seconds)
{
    struct icon_box icon = {
        .icon = "wait",
        .rect = {rect.x + (rect.w - 136) / 2, rect.y + 56, 136, 136},
        .size = 80,
        .radius = 68,
        .fill = COLOR_GOLD100,
        .color = COLOR_GOLD800,
    };
    widget_icon_box(ui, &icon);
    struct label labels[] = {
        {.id = "dialog.timeout.title", .text = ui_tr(ui, "您还在吗？"),
         .step = TYPE_H1, .bold = true, .color = COLOR_INK900,
         .align = ALIGN_CENTER},
        {.id = "dialog.timeout.line",
         .text = ui_say(ui, "为保护您的信息，{1} 秒后将返回首页",
                        ui_digits(ui, seconds), NULL),
         .step = TYPE_LEAD, .color = COLOR_INK700, .align = ALIGN_CENTER},
    };
    struct rect area = {rect.x + 60, rect.y + 204, rect.w - 120, 180};
    widget_stack(ui, labels, 2, area);
}

void
timeout_dialog_draw(struct screen_context *context, int seconds_left)
{
    struct ui *ui = context->ui;
    struct rect rect = {90, 700, 900, 784};
    if (parts_wide(ui)) {
        rect = (struct rect){510, 148, 900, 784};
    }
    dialog_begin(ui, "dialog.timeout", ui_tr(ui, "您还在吗？"), rect);
    draw_words(ui, rect, seconds_left);
    int of = context->session->large ? 2 * FULL_SECONDS : FULL_SECONDS;
    struct progress progress = {
        .rect = {rect.x + 60, rect.y + 394, rect.w - 120, 20},
        .permille = seconds_left >= of ? 1000 : seconds_left * 1000 / of,
    };
    progress_draw(ui, &progress);
    struct button stay = {
        .id = "dialog.timeout.continue",
        .label = ui_tr(ui, "我还在，继续办理"),
        .rect = {rect.x + 60, rect.y + 454, rect.w - 120, 136},
        .kind = BUTTON_PRIMARY,
    };
    button_draw(ui, &stay);
    struct button end = {
        .id = "dialog.timeout.end",
        .label = ui_tr(ui, "结束并清除信息"),
        .rect = {rect.x + 60, rect.y + 614, rect.w - 120, 112},
        .kind = BUTTON_SECONDARY,
    };
    button_draw(ui, &end);
}
