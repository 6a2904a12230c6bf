// SPDX-License-Identifier: Apache-2.0
#include "screens/parts.h"
#include "screens/staff.h"
#include "ui/build.h"
#include "ui/button.h"
#include "ui/layout.h"
#include "ui/notice.h"
#include "ui/row.h"
#include "ui/segment.h"
#include "ui/widget.h"

static void
draw_tabs(struct ui *ui)
{
    struct rect page = ui_page(ui);
    struct rect band = {0, 120, page.w, 136};
    widget_fill(ui, band, COLOR_LAKE900);
    struct segment segments[] = {
        {.id = "staff.tab.sync", .label = ui_tr(ui, "同步"),
         .icon = "sync", .weight = 1},
    };
    struct segment_control control = {
        .segments = segments,
        .count = 1,
        .chosen = 0,
        .rect = {60, 136, parts_wide(ui) ? 400 : 300, 104},
        .step = TYPE_READ,
        .dark = true,
    };
    segment_draw(ui, &control);
    // A frame of its own, so that nobody locks by missing a tab.
    struct segment locks[] = {
        {.id = "staff.lock", .label = ui_tr(ui, "锁定"), .icon = "lock",
         .weight = 1},
    };
    struct segment_control lock = control;
    lock.segments = locks;
    lock.chosen = -1;
    lock.rect = (struct rect){page.w - 60 - 188, 136, 188, 104};
    segment_draw(ui, &lock);
}

static void
draw_row(struct ui *ui, const struct staff_data *data, size_t index,
         struct rect rect)
{
    char id[UI_ID_SIZE];
    const struct outbox_item *item = &data->items[index];
    staff_item_id(id, sizeof(id), "staff.sync.item", item,
                  staff_item_nth(data, index));
    struct row row = {
        .id = id,
        .lead = {.icon = "alert", .tone = TONE_CLAY},
        .title = staff_item_title(ui, item),
        .sub = ui_say(ui, "中心退回：{1}", staff_item_reason(ui, item),
                      NULL),
        .action = {.label = ui_tr(ui, "处理")},
        .rect = rect,
    };
    row_draw(ui, &row);
}

// Nothing is aside: say what would be here.
static void
draw_none(struct ui *ui, struct rect *area)
{
    struct label label = {
        .id = "staff.sync.aside.none",
        .text = ui_tr(ui, "中心退回的记录会列在这里，其他记录照常上传"),
        .rect = layout_cut_top(area, ui_theme(ui)->large ? 120 : 64),
        .step = TYPE_BODY,
        .color = COLOR_INK700,
    };
    widget_label(ui, &label);
}

static void
draw_pager(struct ui *ui, const struct staff_data *data, struct rect rect)
{
    struct pager pager = {
        .paging = &data->paging,
        .rect = rect,
        .previous = ui_tr(ui, "上一页"),
        .next = ui_tr(ui, "下一页"),
        .position = ui_say(
            ui, "第 {1} / {2} 页",
            ui_digits(ui, (int64_t)data->paging.page + 1),
            ui_digits(ui, (int64_t)paging_pages(&data->paging)), NULL),
        .compact = parts_wide(ui),
    };
    pager_draw(ui, &pager);
}

// What was set aside, and where that is little the last records.
static void
draw_aside(struct screen_context *context, const struct staff_data *data,
           struct rect area)
{
    struct ui *ui = context->ui;
    struct section section = {
        .id = "staff.sync.aside",
        .title = data->count ? ui_tr(ui, "已搁置，等您处理")
                             : ui_tr(ui, "没有搁置的记录"),
        .rect = layout_cut_top(&area, 56),
    };
    struct rect head = section.rect;
    parts_section(ui, &section);
    layout_skip(&area, parts_wide(ui) ? 12 : 16);
    if (data->count == 0) {
        draw_none(ui, &area);
    } else {
        struct pill pill = {
            .text = ui_digits(ui, (int64_t)data->paging.total),
            .rect = head,
            .end = true,
            .tone = TONE_CLAY,
            .fixed = true,
        };
        pill_draw(ui, &pill);
    }
    bool few = data->paging.total <= STAFF_FEW;
    int h = parts_wide(ui) || !few ? 144 : 160;
    for (size_t i = 0; i < data->count; i++) {
        draw_row(ui, data, i, layout_cut_top(&area, h));
        layout_skip(&area, 16);
    }
    if (few) {
        layout_skip(&area, parts_wide(ui) && data->count ? 0 : 16);
        staff_recent_draw(context, data, area);
    } else {
        draw_pager(ui, data, layout_cut_bottom(&area, 88));
    }
}

static void
draw_buttons(struct screen_context *context, struct rect now,
             struct rect export)
{
    struct ui *ui = context->ui;
    bool running = context->state->sync_running;
    struct button sync = {
        .id = "staff.sync.now",
        .label = running ? ui_tr(ui, "正在同步…") : ui_tr(ui, "立即同步"),
        .icon = "sync",
        .rect = now,
        .kind = BUTTON_PRIMARY,
        .disabled = running,
    };
    button_draw(ui, &sync);
    struct button save = {
        .id = "staff.sync.export",
        .label = context->state->exporting ? ui_tr(ui, "导出中")
                                           : ui_tr(ui, "导出"),
        .icon = "download",
        .rect = export,
        .kind = BUTTON_SECONDARY,
        .disabled = context->state->exporting,
    };
    button_draw(ui, &save);
}

// The configuration fell back, or the like: staff must know.
static void
draw_notice(struct screen_context *context, struct rect rect)
{
    struct ui *ui = context->ui;
    const char *text = ui_lang(ui) == LANG_EN ? context->state->notice_en
                                              : context->state->notice_zh;
    struct notice notice = {
        .id = "staff.notice",
        .icon = "alert",
        .text = text ? text : context->state->notice_zh,
        .rect = rect,
        .tone = TONE_GOLD,
    };
    notice_draw(ui, &notice);
}

static const char *
mode_text(struct screen_context *context)
{
    struct ui *ui = context->ui;
    const char *mode = context->state->sync_by_staff
                           ? ui_tr(ui, "只在按下“立即同步”时同步")
                           : ui_tr(ui, "联网时自动同步");
    const char *kiosk = context->state->kiosk_id;
    return kiosk ? ui_say(ui, "终端 {1} · {2}", kiosk, mode, NULL) : mode;
}

static void
draw_mode(struct screen_context *context, struct rect rect)
{
    struct label label = {
        .id = "staff.sync.mode",
        .text = mode_text(context),
        .rect = rect,
        .step = TYPE_BODY,
        .color = COLOR_INK700,
        .align = parts_wide(context->ui) ? ALIGN_START : ALIGN_END,
        .middle = true,
    };
    widget_label(context->ui, &label);
}

static void
draw_wide(struct screen_context *context, const struct staff_data *staff)
{
    bool noticed = context->state->notice_zh != NULL;
    staff_sync_draw(context, staff, (struct rect){60, 284, 888, 400});
    struct rect strip = {60, 696, 888, 80};
    if (noticed) {
        draw_notice(context, strip);
    } else {
        draw_mode(context, strip);
    }
    draw_buttons(context, (struct rect){60, 788, 584, 136},
                 (struct rect){668, 788, 280, 136});
    draw_aside(context, staff, (struct rect){972, 284, 888, 640});
}

static void
draw_tall(struct screen_context *context, const struct staff_data *staff)
{
    struct ui *ui = context->ui;
    bool noticed = context->state->notice_zh != NULL;
    struct label title = {
        .id = "staff.title",
        .text = ui_tr(ui, "同步"),
        .rect = {60, 280, 960, 80},
        .step = TYPE_H2,
        .bold = true,
        .color = COLOR_INK900,
        .middle = true,
    };
    int taken = widget_label(ui, &title).rect.w + 24;
    draw_mode(context, (struct rect){60 + taken, 280, 960 - taken, 80});
    staff_sync_draw(context, staff, (struct rect){60, 372, 960, 388});
    int top = noticed ? 888 : 792;
    if (noticed) {
        draw_notice(context, (struct rect){60, 776, 960, 96});
    }
    draw_aside(context, staff, (struct rect){60, top, 960, 1584 - top});
    draw_buttons(context, (struct rect){60, 1600, 632, 128},
                 (struct rect){716, 1600, 304, 128});
}

void
staff_draw(struct screen_context *context, const void *data)
{
    const struct staff_data *staff = data;
    draw_tabs(context->ui);
    if (parts_wide(context->ui)) {
        draw_wide(context, staff);
    } else {
        draw_tall(context, staff);
    }
    staff_dialog_draw(context, staff);
}
