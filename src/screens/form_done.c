// SPDX-License-Identifier: Apache-2.0
#include "screens/form_parts.h"
#include "screens/parts.h"
#include "screens/reach.h"
#include "screens/way_home.h"
#include "ui/build.h"
#include "ui/button.h"
#include "ui/layout.h"
#include "ui/notice.h"
#include "ui/page_head.h"
#include "ui/qr_card.h"
#include "ui/receipt.h"
#include "ui/row.h"
#include "util/str.h"

// As the page of a ticket.
#define ROWS 3

static void
draw_receipt(struct ui *ui, const struct form_screen *data, struct rect rect)
{
    struct receipt receipt = {
        .title_id = "form.slip.title",
        .title = ui_say(ui, "{1} · 您的回执号",
                        text_get(&data->form.title, ui_lang(ui)), NULL),
        .id = "form.slip",
        .number = data->receipt,
        .note = ui_tr(ui, "查进度时输入这 10 位数字"),
        .rect = rect,
    };
    receipt_draw(ui, &receipt);
}

static struct row
sent_row(struct screen_context *context, const struct form_screen *data)
{
    struct ui *ui = context->ui;
    switch (data->progress) {
    case OUTBOX_ACKNOWLEDGED:
        return (struct row){
            .id = "form.sent", .value = "sent",
            .lead = {.icon = "cloud-check", .tone = TONE_MEADOW},
            .title = ui_tr(ui, "已送到中心"),
            .sub = ui_tr(ui, "收到不等于批准"),
        };
    case OUTBOX_ASIDE:
        return (struct row){
            .id = "form.sent", .value = "aside",
            .lead = {.icon = "info", .tone = TONE_GOLD},
            .title = ui_tr(ui, "已记录，请窗口帮您核对"),
            .sub = ui_tr(ui, "请把回执号告诉工作人员"),
        };
    case OUTBOX_WAITING:
        break;
    }
    return (struct row){
        .id = "form.sent", .value = "waiting",
        .lead = {.icon = "cloud", .tone = TONE_GOLD},
        .title = ui_tr(ui, "等待送到中心"),
        .sub = ui_tr(ui, "联网后自动送出，不用您做什么"),
    };
}

static void
draw_rows(struct screen_context *context, const struct form_screen *data,
          struct rect area)
{
    struct ui *ui = context->ui;
    struct row rows[ROWS] = {
        {.id = "form.recorded",
         .lead = {.icon = "check", .tone = TONE_MEADOW},
         .title = ui_tr(ui, "已记录在本机"),
         .sub = parts_day_time(ui, data->sent_ms)},
        sent_row(context, data),
        {.id = "form.contact",
         .lead = {.icon = "users", .tone = TONE_GREY},
         .title = ui_tr(ui, "中心联系您"),
         .sub = ui_tr(ui, "时限暂无公开信息，请咨询窗口")},
    };
    for (int i = 0; i < ROWS; i++) {
        rows[i].rect = layout_row(area, ROWS, 16, i);
        row_show(ui, &rows[i]);
    }
}

static void
draw_code(struct screen_context *context, const struct form_screen *data,
          struct rect rect)
{
    struct ui *ui = context->ui;
    char code[RECEIPT_CODE_SIZE];
    receipt_code(data->receipt, code);
    struct qr_card card = {
        .id = "form.qr",
        .payload = ui_keep(ui, code),
        .title = ui_tr(ui, "请记住或拍下回执号"),
        .text = context->state->has_scanner
                    ? ui_tr(ui, "离开这一页后不再显示；"
                                "查进度时也可以在终端扫这个码")
                    : ui_tr(ui, "离开这一页后不再显示；查进度时要用"),
        .rect = rect,
    };
    qr_card_draw(ui, &card);
    secret_wipe(code, sizeof(code));
}

/** Where everything stands. */
struct places {
    struct rect head, slip, rows, code, done, countdown, note;
};

static struct places
place(const struct ui *ui)
{
    if (parts_wide(ui)) {
        return (struct places){
            .head = {60, 160, 888, 80}, .slip = {60, 272, 888, 392},
            .rows = {972, 152, 888, 392}, .code = {60, 688, 888, 236},
            .done = {972, 568, 888, 136}, .countdown = {972, 744, 888, 84},
            .note = {972, 852, 888, 64},
        };
    }
    return (struct places){
        .head = {60, 160, 960, 80}, .slip = {60, 280, 960, 372},
        .rows = {60, 684, 960, 392}, .code = {60, 1100, 960, 248},
        .done = {60, 1380, 960, 120}, .countdown = {60, 1540, 960, 84},
        .note = {60, 1660, 960, 64},
    };
}

void
form_done_draw(struct screen_context *context,
               const struct form_screen *data)
{
    struct ui *ui = context->ui;
    struct places places = place(ui);
    struct page_head head = {
        .id = "form.title",
        .icon = "check",
        .done = true,
        .title = ui_tr(ui, "已登记"),
        .rect = places.head,
    };
    struct button done = {
        .id = "form.done",
        .label = ui_tr(ui, "完成"),
        .icon = "check",
        .rect = places.done,
        .kind = BUTTON_PRIMARY,
    };
    struct foot_note note = {
        .id = "form.note",
        .text = ui_tr(ui, "登记不等于批准；结果以中心答复为准"),
        .rect = places.note,
    };
    page_head_draw(ui, &head);
    draw_receipt(ui, data, places.slip);
    draw_rows(context, data, places.rows);
    draw_code(context, data, places.code);
    button_draw(ui, &done);
    way_home_draw(context, "form.countdown", places.countdown);
    foot_note_draw(ui, &note);
}
