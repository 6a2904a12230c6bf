// SPDX-License-Identifier: Apache-2.0
#include "screens/policies.h"

#include "screens/parts.h"
#include "screens/reach.h"
#include "ui/build.h"
#include "ui/button.h"
#include "ui/layout.h"
#include "ui/row.h"
#include "ui/widget.h"

#define GAP 24

static void
draw_card(struct ui *ui, const struct policies_data *data, struct rect rect)
{
    int size = rect.h < 260 ? 112 : 144;
    struct icon_box icon = {
        .icon = "search",
        .rect = {rect.x + 46, rect.y + (rect.h - size) / 2, size, size},
        .size = size * 7 / 12,
        .radius = size / 2,
        .fill = COLOR_LAKE100,
        .color = COLOR_LAKE900,
    };
    struct rect words = rect_inset(rect, 36, 16);
    struct label labels[] = {
        {.id = "policies.count", .value = "0",
         .text = ui_say(ui, "没有找到“{1}”", data->question, NULL),
         .step = TYPE_H2, .bold = true, .color = COLOR_INK900},
        {.id = "policies.nothing",
         .text = ui_tr(ui, "公开资料里没有这一项，不代表没有政策。换个说法，"
                           "或问问窗口。"),
         .step = TYPE_LEAD, .color = COLOR_INK700},
    };
    widget_card(ui, rect);
    widget_icon_box(ui, &icon);
    (void)layout_cut_left(&words, icon.rect.x + size + 36 - words.x);
    widget_stack(ui, labels, 2, words);
}

static void
draw_ways(struct ui *ui, const struct policies_data *data, struct rect area)
{
    struct row list = {
        .id = "policies.show_all",
        .lead = {.icon = "list", .size = 88},
        .title = ui_tr(ui, "看全部政策"),
        .sub = ui_say(ui, "{1} 项，按类别分好了",
                      ui_digits(ui, (int64_t)data->policies), NULL),
        .trail = "chevron-right",
        .rect = layout_row(area, 2, 16, 0),
    };
    struct row desk = {
        .id = "policies.ask",
        .lead = {.icon = "ticket", .size = 88},
        .title = ui_tr(ui, "取号问窗口"),
        .sub = data->waiting < 0
                   ? ui_tr(ui, "政策咨询")
                   : ui_say(ui, "政策咨询 · 前面 {1} 人",
                            ui_digits(ui, data->waiting), NULL),
        .trail = "chevron-right",
        .rect = layout_row(area, 2, 16, 1),
    };
    row_draw(ui, &list);
    row_draw(ui, &desk);
}

static void
draw_buttons(struct screen_context *context, struct rect call,
             struct rect again)
{
    struct ui *ui = context->ui;
    struct button buttons[] = {
        {.id = "policies.call", .label = ui_tr(ui, "请工作人员过来"),
         .icon = "bell", .rect = call, .kind = BUTTON_PRIMARY},
        {.id = "policies.again", .label = ui_tr(ui, "重新输入"),
         .icon = "keyboard", .rect = again, .kind = BUTTON_SECONDARY},
    };
    button_draw(ui, &buttons[0]);
    button_draw(ui, &buttons[1]);
}

static void
draw_wide(struct screen_context *context, const struct policies_data *data)
{
    struct ui *ui = context->ui;
    struct rect area = {60, 268, 1800, 656};
    struct rect left = layout_column(area, 2, GAP, 0);
    struct rect right = layout_column(area, 2, GAP, 1);
    struct rect row = layout_cut_bottom(&left, 104);
    draw_buttons(context, layout_column(row, 2, GAP, 0),
                 layout_column(row, 2, GAP, 1));
    (void)layout_cut_bottom(&left, GAP);
    draw_card(ui, data, left);
    draw_ways(ui, data, layout_cut_bottom(&right, 320));
    (void)layout_cut_bottom(&right, GAP);
    policies_draw_words(ui, data, right, ui_theme(ui)->large ? 2 : 3);
}

static void
draw_heading(struct ui *ui, struct rect rect)
{
    struct label label = {
        .id = "policies.ways", .text = ui_tr(ui, "还可以"), .rect = rect,
        .step = TYPE_H3, .bold = true, .color = COLOR_INK900,
        .middle = true,
    };
    widget_label(ui, &label);
}

void
policies_draw_nothing(struct screen_context *context,
                      const struct policies_data *data)
{
    struct ui *ui = context->ui;
    struct rect again = {60, 1620, 960, 104};
    struct rect call = {60, 1468, 960, 128};
    if (parts_wide(ui)) {
        draw_wide(context, data);
        return;
    }
    draw_buttons(context, call, again);
    draw_ways(ui, data, (struct rect){60, 1108, 960, 320});
    if (reach_low(ui)) {
        // The field is at the top of what is reached.
        draw_card(ui, data, (struct rect){60, 408, 960, 296});
        draw_heading(ui, (struct rect){60, 1036, 960, 56});
        return;
    }
    draw_card(ui, data, (struct rect){60, 408, 960, 296});
    policies_draw_words(ui, data, (struct rect){60, 740, 960, 256},
                        ui_theme(ui)->large ? 2 : 3);
    draw_heading(ui, (struct rect){60, 1036, 960, 56});
}
