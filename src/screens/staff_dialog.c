// SPDX-License-Identifier: Apache-2.0
#include "screens/parts.h"
#include "screens/staff.h"
#include "ui/build.h"
#include "ui/button.h"
#include "ui/dialog.h"
#include "ui/layout.h"
#include "ui/notice.h"
#include "ui/tile.h"
#include "ui/widget.h"
#include "util/str.h"

#define W 900
#define PAD 52
#define DISC 104
#define DETAILS 4
#define EPOCH_SHOWN 8

static struct rect
dialog_rect(const struct ui *ui, int h)
{
    struct rect page = ui_page(ui);
    int room = page.h;
    return (struct rect){(page.w - W) / 2, (room - h) / 2, W, h};
}

static void
draw_head(struct ui *ui, struct rect rect, const char *title,
          const char *sub, const char *icon)
{
    int x = rect.x + PAD;
    if (icon) {
        struct icon_box disc = {
            .icon = icon,
            .rect = {x, rect.y + 44, DISC, DISC},
            .size = 60,
            .radius = DISC / 2,
            .fill = COLOR_CLAY50,
            .color = COLOR_CLAY700,
        };
        widget_icon_box(ui, &disc);
        x += DISC + 24;
    }
    int w = rect.x + rect.w - PAD - 120 - x;
    struct label labels[] = {
        {.id = "dialog.title", .text = title, .step = TYPE_H2, .bold = true,
         .color = COLOR_INK900},
        {.id = "dialog.line", .text = sub, .step = TYPE_BODY,
         .color = COLOR_INK700},
    };
    widget_stack(ui, labels, 2, (struct rect){x, rect.y + 28, w, 144});
}

static void
draw_reason(struct ui *ui, const struct outbox_item *item, struct rect rect)
{
    bool contrast = ui_theme(ui)->contrast;
    struct box box = {
        .fill = COLOR_CLAY50,
        .line = contrast ? COLOR_CLAY700 : COLOR_NONE,
        .border = contrast ? 4 : 0,
        .radius = 20,
    };
    widget_box(ui, rect, &box);
    struct rect inner = rect_inset(rect, 28, 16);
    struct label labels[] = {
        {.text = ui_tr(ui, "中心退回的原因"), .step = TYPE_CAPTION,
         .rect = layout_cut_top(&inner, 44)},
        {.id = "dialog.reason", .text = staff_item_reason(ui, item),
         .step = TYPE_H4, .bold = true,
         .rect = layout_cut_top(&inner, inner.h - 52)},
        {.id = "dialog.code",
         .text = item->field[0]
                     ? ui_say(ui, "字段 {1} · 代码 {2}", item->field,
                              item->code, NULL)
                     : ui_say(ui, "代码 {1}", item->code, NULL),
         .step = TYPE_BODY, .rect = inner},
    };
    for (int i = 0; i < 3; i++) {
        labels[i].color = COLOR_CLAY700;
        labels[i].middle = true;
        widget_label(ui, &labels[i]);
    }
}

struct detail {
    const char *name, *value;
};

static const char *
sent_text(struct ui *ui, const struct outbox_item *item)
{
    if (item->sends == 0 || item->last_sent == 0) {
        return ui_tr(ui, "没有单独发送过");
    }
    return ui_say(ui, "{1} 次 · 最近 {2}", ui_digits(ui, item->sends),
                  parts_day_time(ui, item->last_sent), NULL);
}

// What the centre's administrator finds the record by.
static const char *
place_text(struct ui *ui, const struct outbox_item *item)
{
    char epoch[EPOCH_SHOWN + 1];
    str_copy(epoch, sizeof(epoch), item->epoch);
    return ui_say(ui, "{1} · 批次 {2}", ui_digits(ui, item->seq),
                  ui_keep(ui, epoch), NULL);
}

static void
draw_details(struct ui *ui, const struct outbox_item *item,
             struct rect area)
{
    struct detail details[] = {
        {ui_tr(ui, "类型"), item->type},
        {ui_tr(ui, "时间"), parts_day_time(ui, item->at)},
        {ui_tr(ui, "已发送"), sent_text(ui, item)},
        {ui_tr(ui, "编号"), place_text(ui, item)},
    };
    for (int i = 0; i < DETAILS; i++) {
        struct rect row = layout_row(area, DETAILS, 0, i);
        struct label name = {
            .text = details[i].name,
            .rect = {row.x, row.y, 176, row.h - 2},
            .step = TYPE_BODY,
            .color = COLOR_INK700,
            .middle = true,
        };
        struct label value = name;
        value.text = details[i].value;
        value.rect.x += 176;
        value.rect.w = row.w - 176;
        value.color = COLOR_INK900;
        widget_label(ui, &name);
        widget_label(ui, &value);
        struct rect line = {row.x, row.y + row.h - 2, row.w, 2};
        widget_fill(ui, line, COLOR_STONE200);
    }
}

static void
draw_item_buttons(struct screen_context *context,
                  const struct staff_data *data, struct rect area)
{
    struct ui *ui = context->ui;
    char resend_id[UI_ID_SIZE], discard_id[UI_ID_SIZE];
    staff_item_id(resend_id, sizeof(resend_id), "staff.sync.resend",
                  &data->open, data->open_nth);
    staff_item_id(discard_id, sizeof(discard_id), "staff.sync.discard",
                  &data->open, data->open_nth);
    struct button resend = {
        .id = resend_id,
        .label = ui_tr(ui, "重新发送"),
        .icon = "send",
        .rect = layout_cut_top(&area, 120),
        .kind = BUTTON_PRIMARY,
    };
    button_draw(ui, &resend);
    layout_skip(&area, 24);
    struct rect pair = layout_cut_top(&area, 112);
    bool exporting = context->state->exporting;
    struct button export = {
        .id = "dialog.item.export",
        .label = exporting ? ui_tr(ui, "导出中") : ui_tr(ui, "导出"),
        .icon = "download",
        .rect = layout_column(pair, 2, 24, 0),
        .kind = BUTTON_SECONDARY,
        .disabled = exporting,
    };
    button_draw(ui, &export);
    struct button discard = {
        .id = discard_id,
        .label = ui_tr(ui, "丢弃…"),
        .icon = "cross",
        .rect = layout_column(pair, 2, 24, 1),
        .kind = BUTTON_DESTRUCTIVE,
    };
    button_draw(ui, &discard);
    layout_skip(&area, 12);
    struct label note = {
        .id = "dialog.note",
        .text = ui_tr(ui, "重新发送前，请先在中心改好目录，"
                          "否则会再次退回"),
        .rect = area,
        .step = TYPE_CAPTION,
        .color = COLOR_INK700,
        .align = ALIGN_CENTER,
        .middle = true,
    };
    widget_label(ui, &note);
}

static void
draw_item(struct screen_context *context, const struct staff_data *data)
{
    struct ui *ui = context->ui;
    const struct outbox_item *item = &data->open;
    struct rect rect = dialog_rect(ui, 1040);
    dialog_begin(ui, "dialog.item", staff_item_title(ui, item), rect);
    dialog_shut_outside(ui);
    draw_head(ui, rect, staff_item_title(ui, item),
              ui_tr(ui, "已搁置 · 其他记录照常上传"), "alert");
    dialog_cross(ui, rect, "dialog.item.close", ui_tr(ui, "关闭"));
    struct rect area = {
        rect.x + PAD, rect.y + 184, rect.w - 2 * PAD, rect.h - 184 - 28,
    };
    draw_reason(ui, item, layout_cut_top(&area, 208));
    layout_skip(&area, 12);
    draw_details(ui, item, layout_cut_top(&area, DETAILS * 60));
    layout_skip(&area, 28);
    draw_item_buttons(context, data, area);
}

static const char *const reason_words[STAFF_REASONS] = {
    UI_MARK("重复登记"), UI_MARK("测试数据"), UI_MARK("已在窗口人工办理"),
    UI_MARK("信息有误，已另行补录"),
};

static void
draw_discard_buttons(struct ui *ui, const struct staff_data *data,
                     struct rect area)
{
    struct button cancel = {
        .id = "dialog.discard.cancel",
        .label = ui_tr(ui, "不丢弃"),
        .rect = layout_column(area, 2, 24, 0),
        .kind = BUTTON_SECONDARY,
    };
    button_draw(ui, &cancel);
    struct button confirm = {
        .id = "dialog.discard.confirm",
        .label = ui_tr(ui, "确认丢弃"),
        .rect = layout_column(area, 2, 24, 1),
        .kind = BUTTON_CONFIRM,
        .disabled = data->reason == 0,
    };
    button_draw(ui, &confirm);
}

static void
draw_discard(struct ui *ui, const struct staff_data *data)
{
    struct rect rect = dialog_rect(ui, 1000);
    const char *title = ui_say(ui, "丢弃 #{1}？",
                               ui_digits(ui, data->open.seq), NULL);
    dialog_begin(ui, "dialog.discard", title, rect);
    dialog_shut_outside(ui);
    draw_head(ui, rect, title,
              ui_tr(ui, "请选一个原因，会记入日志并上报中心"), NULL);
    dialog_cross(ui, rect, "dialog.discard.close", ui_tr(ui, "关闭"));
    struct rect area = {
        rect.x + PAD, rect.y + 188, rect.w - 2 * PAD, rect.h - 188 - 44,
    };
    for (int i = 0; i < STAFF_REASONS; i++) {
        char id[UI_ID_SIZE];
        str_format(id, sizeof(id), "dialog.discard.reason.%d", i + 1);
        struct choice choice = {
            .id = id,
            .label = ui_tr(ui, reason_words[i]),
            .rect = layout_cut_top(&area, 112),
            .on = data->reason == i + 1,
        };
        choice_draw(ui, &choice);
        layout_skip(&area, 16);
    }
    struct rect buttons = layout_cut_bottom(&area, 120);
    layout_cut_bottom(&area, 20);
    struct notice warning = {
        .id = "dialog.warning",
        .icon = "alert",
        .text = ui_tr(ui, "丢弃后不再上传，也不能恢复"),
        .rect = area,
        .tone = TONE_GOLD,
    };
    notice_draw(ui, &warning);
    draw_discard_buttons(ui, data, buttons);
}

void
staff_dialog_draw(struct screen_context *context,
                  const struct staff_data *data)
{
    if (data->dialog == STAFF_ITEM) {
        draw_item(context, data);
    } else if (data->dialog == STAFF_DISCARD) {
        draw_discard(context->ui, data);
    }
}
