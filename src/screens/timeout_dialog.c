// SPDX-License-Identifier: Apache-2.0
#include "screens/parts.h"
#include "screens/screen.h"
#include "ui/build.h"
#include "ui/button.h"
#include "ui/dialog.h"
#include "ui/layout.h"
#include "ui/notice.h"
#include "ui/widget.h"

#define FULL_SECONDS 20

static void
draw_words(struct ui *ui, struct rect area, int seconds)
{
    struct icon_box icon = {
        .icon = "wait",
        .rect = layout_center(layout_cut_top(&area, 136), 136, 136),
        .size = 80,
        .radius = 68,
        .fill = COLOR_GOLD100,
        .color = COLOR_GOLD800,
    };
    widget_icon_box(ui, &icon);
    layout_skip(&area, 8);
    const char *left = ui_say(ui, "{1} 秒", ui_digits(ui, seconds), NULL);
    struct label labels[] = {
        {.id = "dialog.timeout.title", .text = ui_tr(ui, "您还在吗？"),
         .step = TYPE_H1, .bold = true, .color = COLOR_INK900,
         .align = ALIGN_CENTER},
        {.id = "dialog.timeout.line",
         .text = ui_say(ui, "为保护您的信息，{1}后将返回首页", left, NULL),
         .strong = left, .step = TYPE_LEAD, .color = COLOR_INK700,
         .align = ALIGN_CENTER, .above = 8},
    };
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
    struct rect area = rect_inset(rect, 60, 56);
    draw_words(ui, layout_cut_top(&area, 326), seconds_left);
    layout_skip(&area, 12);
    int of = context->session->large ? 2 * FULL_SECONDS : FULL_SECONDS;
    struct progress progress = {
        .rect = layout_cut_top(&area, 20),
        .permille = seconds_left >= of ? 1000 : seconds_left * 1000 / of,
    };
    progress_draw(ui, &progress);
    layout_skip(&area, 40);
    struct button stay = {
        .id = "dialog.timeout.continue",
        .label = ui_tr(ui, "我还在，继续办理"),
        .rect = layout_cut_top(&area, 136),
        .kind = BUTTON_PRIMARY,
        .step = TYPE_ANSWER,
    };
    button_draw(ui, &stay);
    layout_skip(&area, 24);
    // Higher than what is left of the area: the dialog's lower margin is
    // 48, not 56.
    struct button end = {
        .id = "dialog.timeout.end",
        .label = ui_tr(ui, "结束并清除信息"),
        .rect = {area.x, area.y, area.w, 112},
        .kind = BUTTON_SECONDARY,
    };
    button_draw(ui, &end);
}
