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
    {"catalogue.refused", UI_MARK("目录有误")},
};

const char *
staff_item_title(struct ui *ui, const struct outbox_item *item)
{
    const char *word = item->type;
    for (size_t i = 0; i < sizeof(type_words) / sizeof(type_words[0]); i++) {
        if (strcmp(type_words[i].type, item->type) == 0) {
            word = ui_tr(ui, type_words[i].word);
        }
    }
    const char *summary = item->summary;
    if (strcmp(summary, item->type) == 0) {
        summary = "";
    }
    return ui_say(ui, "#{1} {2} {3}", ui_digits(ui, item->seq), word,
                  summary, NULL);
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
    struct button lock = {
        .id = "staff.lock",
        .label = ui_tr(ui, "锁定"),
        .icon = "lock",
        .rect = {page.w - 60 - 220, 136, 220, 104},
        .kind = BUTTON_TERTIARY,
        .step = TYPE_READ,
    };
    button_draw(ui, &lock);
}

// What the last run came to and what staff can do about it.
static const char *
outcome_text(struct screen_context *context)
{
    struct ui *ui = context->ui;
    const struct kiosk_state *state = context->state;
    switch ((enum kiosk_sync_outcome)state->sync_outcome) {
    case KIOSK_SYNC_NONE:
        return NULL;
    case KIOSK_SYNC_DONE:
        return ui_say(ui, "同步完成：上传 {1} 条，下载 {2} 条",
                      ui_digits(ui, state->sent),
                      ui_digits(ui, state->received), NULL);
    case KIOSK_SYNC_PARTLY:
        return ui_tr(ui, "其余已同步；有记录被搁置或稍后再传，请看清单");
    case KIOSK_SYNC_OFFLINE:
        return ui_tr(ui, "连不上中心：请检查网络；记录都在本机，不会丢");
    case KIOSK_SYNC_TROUBLE:
        return ui_tr(ui, "中心暂时出错：请稍后再试，不行就联系管理员");
    case KIOSK_SYNC_UNTRUSTED:
        return ui_tr(ui, "中心的证书对不上：请联系管理员，先不要重新登记");
    case KIOSK_SYNC_CLOCK:
        return ui_tr(ui, "两边时间对不上：请校准本机时间后再同步");
    case KIOSK_SYNC_UNKNOWN_KIOSK:
        return ui_tr(ui, "中心不认识这台终端：请联系管理员重新登记");
    case KIOSK_SYNC_FROZEN:
        return ui_tr(ui, "本机的记录在别处出现过：请联系管理员重新登记");
    case KIOSK_SYNC_REVOKED:
        return ui_tr(ui, "中心已停用这台终端：请联系管理员");
    case KIOSK_SYNC_NOT_ENROLLED:
        return ui_tr(ui, "还没有登记到中心：请管理员用登记码登记");
    }
    return NULL;
}

static const char *
running_text(struct screen_context *context)
{
    struct ui *ui = context->ui;
    const struct kiosk_state *state = context->state;
    if (state->to_send > 0 && state->sent < state->to_send) {
        return ui_say(ui, "正在上传 {1} / {2}", ui_digits(ui, state->sent),
                      ui_digits(ui, state->to_send), NULL);
    }
    if (state->received > 0) {
        return ui_say(ui, "正在下载，已收到 {1} 条",
                      ui_digits(ui, state->received), NULL);
    }
    return ui_tr(ui, "正在同步…");
}

static const char *
last_text(struct screen_context *context, const struct staff_data *data)
{
    struct ui *ui = context->ui;
    int64_t last = data->times.last_full_sync;
    if (last == 0) {
        last = context->state->last_sync;
    }
    if (last == 0) {
        return ui_tr(ui, "还没有完成过同步");
    }
    return ui_say(ui, "上次完成 {1}", parts_day_time(ui, last), NULL);
}

struct sync_look {
    const char *icon;
    enum tone tone;
};

static struct sync_look
look_of(const struct kiosk_state *state)
{
    if (state->sync_running) {
        return (struct sync_look){"sync", TONE_LAKE};
    }
    switch ((enum kiosk_sync_outcome)state->sync_outcome) {
    case KIOSK_SYNC_NONE:
        return (struct sync_look){"cloud", TONE_LAKE};
    case KIOSK_SYNC_DONE:
        return (struct sync_look){"cloud-check", TONE_MEADOW};
    case KIOSK_SYNC_PARTLY:
    case KIOSK_SYNC_OFFLINE:
        return (struct sync_look){"cloud-off", TONE_GOLD};
    default:
        return (struct sync_look){"alert", TONE_CLAY};
    }
}

static void
draw_progress(struct screen_context *context, struct rect card)
{
    struct ui *ui = context->ui;
    const struct kiosk_state *state = context->state;
    int permille = 0;
    if (state->to_send > 0) {
        int64_t sent = state->sent < state->to_send ? state->sent
                                                    : state->to_send;
        permille = (int)(sent * 1000 / state->to_send);
    }
    struct label title = {
        .id = "staff.sync.running",
        .text = running_text(context),
        .rect = {card.x + 146, card.y + 28, card.w - 320, 64},
        .step = TYPE_H3,
        .bold = true,
        .color = COLOR_INK900,
        .middle = true,
    };
    widget_label(ui, &title);
    struct label percent = {
        .text = ui_say(ui, "{1}%", ui_digits(ui, permille / 10), NULL),
        .rect = {card.x + card.w - 170, card.y + 44, 132, 72},
        .step = TYPE_H2,
        .color = COLOR_INK900,
        .align = ALIGN_END,
        .middle = true,
    };
    widget_label(ui, &percent);
    struct progress bar = {
        .id = "staff.sync.progress",
        .label = title.text,
        .rect = {card.x + 38, card.y + 166, card.w - 76, 24},
        .permille = permille,
    };
    progress_draw(ui, &bar);
}

static void
draw_result(struct screen_context *context, struct rect card)
{
    struct ui *ui = context->ui;
    const char *text = outcome_text(context);
    struct label title = {
        .id = text ? "staff.sync.result" : "staff.sync.ready",
        .text = text ? text : ui_tr(ui, "可以同步"),
        .value = context->state->sync_problem,
        .rect = {card.x + 146, card.y + 20, card.w - 176, 108},
        .step = TYPE_H3,
        .bold = true,
        .color = COLOR_INK900,
        .middle = true,
    };
    widget_label(ui, &title);
    if (context->state->sync_problem[0]) {
        struct label code = {
            .id = "staff.sync.code",
            .text = ui_say(ui, "代码 {1}", context->state->sync_problem,
                           NULL),
            .rect = {card.x + card.w / 2, card.y + 132, card.w / 2 - 38,
                     56},
            .step = TYPE_CAPTION,
            .color = COLOR_INK700,
            .align = ALIGN_END,
            .middle = true,
        };
        widget_label(ui, &code);
    }
}

struct sync_figure {
    const char *id, *name;
    int64_t value;
};

static void
draw_figures(struct screen_context *context, const struct staff_data *data,
             struct rect area)
{
    struct ui *ui = context->ui;
    struct sync_figure figures[] = {
        {"staff.sync.pending", ui_tr(ui, "待上传"), data->counts.pending},
        {"staff.sync.received", ui_tr(ui, "本次下载"),
         context->state->received},
        {"staff.sync.set_aside", ui_tr(ui, "已搁置"),
         data->counts.set_aside},
    };
    for (int i = 0; i < 3; i++) {
        struct rect column = layout_column(area, 3, 0, i);
        struct label name = {
            .text = figures[i].name,
            .rect = {column.x, column.y, column.w, 52},
            .step = TYPE_BODY,
            .color = COLOR_INK700,
            .align = ALIGN_CENTER,
            .middle = true,
        };
        widget_label(ui, &name);
        struct figure number = {
            .id = figures[i].id,
            .text = ui_say(ui, "{1} 条", ui_digits(ui, figures[i].value),
                           NULL),
            .value = ui_digits(ui, figures[i].value),
            .rect = {column.x, column.y + 52, column.w, 92},
            .big = TYPE_H1,
            .small = TYPE_LEAD,
            .color = COLOR_INK900,
            .align = ALIGN_CENTER,
        };
        widget_figure(ui, &number);
    }
}

static void
draw_sync(struct screen_context *context, const struct staff_data *data,
          struct rect card)
{
    struct ui *ui = context->ui;
    widget_card(ui, card);
    struct sync_look look = look_of(context->state);
    struct icon_box icon = {
        .icon = look.icon,
        .rect = {card.x + 38, card.y + 36, 88, 88},
        .size = 56,
        .radius = 20,
        .fill = tone_fill(look.tone),
        .color = tone_text(look.tone),
    };
    widget_icon_box(ui, &icon);
    bool running = context->state->sync_running;
    if (running) {
        draw_progress(context, card);
    } else {
        draw_result(context, card);
    }
    struct label last = {
        .id = "staff.sync.last",
        .text = last_text(context, data),
        .rect = {card.x + 146, card.y + (running ? 96 : 132),
                 card.w / 2 - 146, 56},
        .step = TYPE_CAPTION,
        .color = COLOR_INK700,
        .middle = true,
    };
    widget_label(ui, &last);
    struct rect figures = {card.x + 24, card.y + 214, card.w - 48, 150};
    draw_figures(context, data, figures);
}

static void
draw_row(struct ui *ui, const struct outbox_item *item, struct rect rect)
{
    char id[UI_ID_SIZE];
    str_format(id, sizeof(id), "staff.sync.item.%lld",
               (long long)item->seq);
    struct tile tile = {
        .id = id,
        .icon = "alert",
        .title = staff_item_title(ui, item),
        .sub = staff_item_reason(ui, item),
        .rect = rect,
        .box = 80,
        .trail = "chevron-right",
        .item = true,
        .warn = true,
        .compact = true,
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
    parts_section(ui, &section);
    layout_skip(&area, 12);
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
        draw_row(ui, &data->items[i], layout_cut_top(&area, 144));
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
        .disabled = running && context->state->sync_by_staff,
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

void
staff_draw(struct screen_context *context, const void *data)
{
    struct ui *ui = context->ui;
    const struct staff_data *staff = data;
    bool noticed = context->state->notice_zh != NULL;
    draw_tabs(ui);
    if (parts_wide(ui)) {
        draw_sync(context, staff, (struct rect){60, 284, 888, 388});
        draw_aside(ui, staff, (struct rect){972, 284, 888, 640});
        draw_buttons(context, (struct rect){60, 788, 584, 136},
                     (struct rect){668, 788, 280, 136});
        if (noticed) {
            draw_notice(context, (struct rect){60, 688, 888, 88});
        }
    } else {
        struct section section = {
            .id = "staff.title",
            .title = ui_tr(ui, "同步"),
            .rect = {60, 288, 960, 64},
        };
        parts_section(ui, &section);
        draw_sync(context, staff, (struct rect){60, 372, 960, 388});
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
