// SPDX-License-Identifier: Apache-2.0
#include "screens/call.h"
#include "screens/parts.h"
#include "screens/screens.h"
#include "ui/build.h"
#include "ui/button.h"
#include "ui/layout.h"
#include "ui/notice.h"
#include "ui/tile.h"
#include "ui/widget.h"
#include "util/str.h"

#define REASON_SIZE 129

struct out_of_service_data {
    char reason[REASON_SIZE]; // "" when none was given
};

static void
enter(struct screen_context *context, void *data, const char *arg)
{
    struct out_of_service_data *out = data;
    (void)context;
    str_copy(out->reason, sizeof(out->reason), arg);
}

static bool
event(struct screen_context *context, void *data,
      const struct screen_event *event)
{
    (void)data;
    if (parts_tapped(event, "out_of_service.call")) {
        context->ops->call_staff(context->host, "out_of_service");
        return true;
    }
    if (parts_tapped(event, "out_of_service.policies")) {
        context->ops->go(context->host, "policies", NULL);
        return false;
    }
    return event->type == SCREEN_STATE;
}

static void
draw_head(struct ui *ui, const struct out_of_service_data *data,
          struct rect area)
{
    struct rect disc = layout_center(layout_cut_top(&area, 216), 216, 216);
    struct icon_box icon = {
        .icon = "pause",
        .rect = disc,
        .size = 128,
        .radius = 108,
        .fill = COLOR_GOLD100,
        .color = COLOR_GOLD800,
    };
    widget_icon_box(ui, &icon);
    layout_skip(&area, 24);
    struct label title = {
        .id = "out_of_service.title",
        .text = ui_tr(ui, "这台终端暂停服务"),
        .rect = layout_cut_top(&area, 104),
        .step = TYPE_HERO,
        .bold = true,
        .color = COLOR_INK900,
        .align = ALIGN_CENTER,
        .middle = true,
    };
    widget_label(ui, &title);
    struct label reason = {
        .id = "out_of_service.reason",
        .text = data->reason[0] ? data->reason
                                : ui_tr(ui, "工作人员正在处理"),
        .rect = layout_cut_top(&area, 72),
        .step = TYPE_LEAD,
        .color = COLOR_INK700,
        .align = ALIGN_CENTER,
        .middle = true,
    };
    widget_label(ui, &reason);
}

struct way {
    const char *id, *icon, *title, *sub;
};
static const struct way ways[] = {
    {"out_of_service.desk", "users", UI_MARK("到咨询台人工取号"),
     UI_MARK("请告诉工作人员您要办什么")},
    {"out_of_service.valid", "check-circle", UI_MARK("已取的号码仍然有效"),
     UI_MARK("叫到号请直接去窗口")},
};

// What became of a call; the next visitor may call again.
static void
draw_called(struct screen_context *context, struct rect *area)
{
    struct call_words called = call_words(context);
    struct notice notice = {
        .id = "out_of_service.called",
        .icon = "bell",
        .text = called.title,
        .more = called.next,
        .rect = layout_cut_top(area, parts_wide(context->ui) ? 180 : 200),
        .tone = called.tone,
    };
    notice_draw(context->ui, &notice);
}

// Reading stays open; the call is large until it was made.
static void
draw_buttons(struct screen_context *context, struct rect *area)
{
    struct ui *ui = context->ui;
    bool called = context->state->help_state != HELP_NONE;
    struct button buttons[] = {
        {.id = "out_of_service.call",
         .label = called ? ui_tr(ui, "再叫一次")
                         : ui_tr(ui, "请工作人员过来"),
         .icon = "bell",
         .kind = called ? BUTTON_SECONDARY : BUTTON_COMMIT},
        {.id = "out_of_service.policies", .label = ui_tr(ui, "先去查政策"),
         .icon = "doc", .kind = BUTTON_SECONDARY},
    };
    if (called) {
        draw_called(context, area);
        layout_skip(area, 24);
        button_row_draw(ui, buttons, 2, layout_cut_top(area, 112));
        return;
    }
    button_row_draw(ui, buttons, 1, layout_cut_top(area, 136));
    layout_skip(area, 24);
    button_row_draw(ui, buttons + 1, 1, layout_cut_top(area, 112));
}

static void
draw_ways(struct screen_context *context, struct rect area)
{
    struct ui *ui = context->ui;
    bool wide = parts_wide(ui);
    struct section section = {
        .id = "out_of_service.ways",
        .title = ui_tr(ui, "您可以这样做"),
        .rect = layout_cut_top(&area, 56),
    };
    parts_section(ui, &section);
    for (int i = 0; i < 2; i++) {
        layout_skip(&area, wide ? 12 : i ? 16 : 20);
        struct tile tile = {
            .id = ways[i].id,
            .icon = ways[i].icon,
            .title = ui_tr(ui, ways[i].title),
            .sub = ui_tr(ui, ways[i].sub),
            .rect = layout_cut_top(&area, wide ? 124 : 160),
            .box = 96,
        };
        tile_show(ui, &tile);
    }
    layout_skip(&area, wide ? 24 : 40);
    draw_buttons(context, &area);
    layout_skip(&area, wide ? 12 : 36);
    struct advice advice = {
        .id = "out_of_service.end",
        .icon = "sync",
        .text = ui_tr(ui, "恢复后这一页会自动消失"),
        .rect = layout_cut_top(&area, 60),
        .center = true,
        .color = COLOR_INK700,
    };
    advice_draw(ui, &advice);
}

static void
draw(struct screen_context *context, const void *data)
{
    struct ui *ui = context->ui;
    if (parts_wide(ui)) {
        draw_head(ui, data, (struct rect){60, 280, 888, 520});
        draw_ways(context, (struct rect){972, 152, 888, 784});
        return;
    }
    // The words take the middle of the page.
    draw_head(ui, data, (struct rect){60, 240, 960, 440});
    draw_ways(context, (struct rect){60, 724, 960, 1012});
}

const struct screen_ops out_of_service_screen = {
    .name = "out_of_service",
    .data_size = sizeof(struct out_of_service_data),
    .enter = enter,
    .event = event,
    .draw = draw,
};
