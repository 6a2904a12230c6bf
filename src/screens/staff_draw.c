// SPDX-License-Identifier: Apache-2.0
#include <string.h>

#include "screens/parts.h"
#include "screens/staff.h"
#include "ui/build.h"
#include "ui/button.h"
#include "ui/layout.h"
#include "ui/notice.h"
#include "ui/segment.h"
#include "ui/tile.h"
#include "ui/widget.h"
#include "util/str.h"

struct type_word {
    const char *type, *word;
};
static const struct type_word type_words[] = {
    {"visit.checked_in", UI_MARK("登记")},
    {"visit.ended", UI_MARK("办完离开")},
    {"ticket.issued", UI_MARK("取号")},
    {"ticket.slip", UI_MARK("小票")},
    {"help.requested", UI_MARK("请工作人员")},
    {"staff.unlocked", UI_MARK("解锁")},
    {"staff.denied", UI_MARK("解锁失败")},
    {"staff.synced", UI_MARK("手动同步")},
    {"kiosk.started", UI_MARK("开机")},
    {"kiosk.clock_stepped", UI_MARK("时钟跳变")},
    {"catalogue.refused", UI_MARK("目录有误")},
    {"command.done", UI_MARK("执行指令")},
    {"record.resent", UI_MARK("重新发送")},
    {"record.discarded", UI_MARK("丢弃记录")},
    {"record.exported", UI_MARK("导出记录")},
};

void
staff_item_id(char *out, size_t size, const char *prefix,
              const struct outbox_item *item, int nth)
{
    if (nth > 1) {
        str_format(out, size, "%s.%lld.%d", prefix, (long long)item->seq,
                   nth);
    } else {
        str_format(out, size, "%s.%lld", prefix, (long long)item->seq);
    }
}

int
staff_item_nth(const struct staff_data *data, size_t index)
{
    int nth = 0;
    for (size_t i = 0; i <= index; i++) {
        nth += data->items[i].seq == data->items[index].seq;
    }
    return nth;
}

const char *
staff_item_title(struct ui *ui, const struct outbox_item *item)
{
    const char *word = item->type;
    for (size_t i = 0; i < sizeof(type_words) / sizeof(type_words[0]); i++) {
        if (strcmp(type_words[i].type, item->type) == 0) {
            word = ui_tr(ui, type_words[i].word);
        }
    }
    const char *number = ui_digits(ui, item->seq);
    if (!item->summary[0] || strcmp(item->summary, item->type) == 0) {
        return ui_say(ui, "#{1} {2}", number, word, NULL);
    }
    return ui_say(ui, "#{1} {2} {3}", number, word, item->summary, NULL);
}

const char *
staff_item_reason(struct ui *ui, const struct outbox_item *item)
{
    bool english = ui_lang(ui) == LANG_EN && item->message_en[0];
    const char *message = english ? item->message_en : item->message_zh;
    if (*message) {
        return message;
    }
    return item->code[0] ? item->code : ui_tr(ui, "没有写明原因");
}

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
    struct tile tile = {
        .id = id,
        .icon = "alert",
        .title = staff_item_title(ui, item),
        .sub = ui_say(ui, "中心退回：{1}", staff_item_reason(ui, item),
                      NULL),
        .rect = rect,
        .box = 80,
        .trail = "chevron-right",
        .item = true,
        .warn = true,
        .step = TYPE_H4,
    };
    tile_draw(ui, &tile);
}

static void
draw_aside(struct ui *ui, const struct staff_data *data, struct rect area)
{
    struct section section = {
        .id = "staff.sync.aside",
        .title = data->count ? ui_tr(ui, "已搁置，等您处理")
                             : ui_tr(ui, "没有搁置的记录"),
        .rect = layout_cut_top(&area, 56),
    };
    struct rect head = section.rect;
    parts_section(ui, &section);
    layout_skip(&area, 12);
    if (data->count > 0) {
        struct pill pill = {
            .text = ui_digits(ui, (int64_t)data->paging.total),
            .rect = head,
            .end = true,
            .tone = TONE_CLAY,
            .fixed = true,
        };
        pill_draw(ui, &pill);
    }
    if (data->count == 0) {
        struct label label = {
            .id = "staff.sync.aside.none",
            .text = ui_tr(ui, "中心退回的记录会列在这里，其他记录照常上传"),
            .rect = {area.x, area.y, area.w, 100},
            .step = TYPE_BODY,
            .color = COLOR_INK700,
        };
        widget_label(ui, &label);
        return;
    }
    for (size_t i = 0; i < data->count; i++) {
        draw_row(ui, data, i, layout_cut_top(&area, 144));
        layout_skip(&area, 16);
    }
    struct pager pager = {
        .paging = &data->paging,
        .rect = layout_cut_bottom(&area, 88),
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
        .label = ui_tr(ui, "导出"),
        .icon = "download",
        .rect = export,
        .kind = BUTTON_SECONDARY,
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
    return context->state->sync_by_staff
               ? ui_tr(ui, "只在按下“立即同步”时同步")
               : ui_tr(ui, "联网时自动同步");
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
        .middle = true,
    };
    widget_label(context->ui, &label);
}

void
staff_draw(struct screen_context *context, const void *data)
{
    struct ui *ui = context->ui;
    const struct staff_data *staff = data;
    bool noticed = context->state->notice_zh != NULL;
    draw_tabs(ui);
    if (parts_wide(ui)) {
        staff_sync_draw(context, staff, (struct rect){60, 284, 888, 388});
        draw_aside(ui, staff, (struct rect){972, 284, 888, 640});
        draw_buttons(context, (struct rect){60, 788, 584, 136},
                     (struct rect){668, 788, 280, 136});
        struct rect strip = {60, 688, 888, 88};
        if (noticed) {
            draw_notice(context, strip);
        } else {
            draw_mode(context, strip);
        }
    } else {
        struct section section = {
            .id = "staff.title",
            .title = ui_tr(ui, "同步"),
            .remark = mode_text(context),
            .rect = {60, 288, 960, 64},
        };
        parts_section(ui, &section);
        staff_sync_draw(context, staff, (struct rect){60, 372, 960, 388});
        int top = noticed ? 888 : 792;
        if (noticed) {
            draw_notice(context, (struct rect){60, 776, 960, 96});
        }
        draw_aside(ui, staff, (struct rect){60, top, 960, 1584 - top});
        draw_buttons(context, (struct rect){60, 1600, 632, 128},
                     (struct rect){716, 1600, 304, 128});
    }
    staff_dialog_draw(context, staff);
}
