// SPDX-License-Identifier: Apache-2.0
#include "screens/parts.h"
#include "screens/staff.h"
#include "ui/build.h"
#include "ui/facts.h"
#include "ui/layout.h"
#include "ui/notice.h"
#include "ui/widget.h"

#define CODE_W 340
#define PERCENT_W 144

// A kiosk without a centre says so before anybody asks.
static enum kiosk_sync_outcome
outcome_of(const struct kiosk_state *state)
{
    enum kiosk_sync_outcome outcome
        = (enum kiosk_sync_outcome)state->sync_outcome;
    return outcome == KIOSK_SYNC_NONE && !state->enrolled
               ? KIOSK_SYNC_NOT_ENROLLED
               : outcome;
}

// What the last run came to and what staff can do about it.
static const char *
outcome_text(struct screen_context *context)
{
    struct ui *ui = context->ui;
    const struct kiosk_state *state = context->state;
    switch (outcome_of(state)) {
    case KIOSK_SYNC_NONE:
        return NULL;
    case KIOSK_SYNC_DONE:
        return ui_say(ui, "同步完成：上传 {1} 条，下载 {2} 条",
                      ui_digits(ui, state->sent),
                      ui_digits(ui, state->received), NULL);
    case KIOSK_SYNC_PARTLY:
        return ui_tr(ui, "其余已同步；搁置的请处理，其他稍后再传");
    case KIOSK_SYNC_OFFLINE:
        return ui_tr(ui, "连不上中心，请检查网络；记录不会丢");
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
    if (data->slow) {
        return ui_tr(ui, "比平时慢，可以先导出");
    }
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
    switch (outcome_of(state)) {
    case KIOSK_SYNC_NONE:
        return (struct sync_look){"cloud", TONE_LAKE};
    case KIOSK_SYNC_DONE:
        return (struct sync_look){"cloud-check", TONE_MEADOW};
    case KIOSK_SYNC_PARTLY:
        return (struct sync_look){"alert", TONE_GOLD};
    case KIOSK_SYNC_OFFLINE:
        return (struct sync_look){"cloud-off", TONE_GOLD};
    default:
        return (struct sync_look){"alert", TONE_CLAY};
    }
}

static void
draw_percent(struct ui *ui, struct rect card, int percent)
{
    struct label label = {
        .text = ui_say(ui, "{1}%", ui_digits(ui, percent), NULL),
        .rect = {card.x + card.w - 170, card.y + 50, 132, 72},
        .step = TYPE_H2,
        .bold = true,
        .color = COLOR_INK900,
        .align = ALIGN_END,
        .middle = true,
    };
    widget_label(ui, &label);
}

static struct label
last_label(struct screen_context *context, const struct staff_data *data)
{
    return (struct label){
        .id = data->slow ? "staff.sync.slow" : "staff.sync.last",
        .text = last_text(context, data),
        .step = TYPE_BODY,
        .color = COLOR_INK700,
        .middle = true,
    };
}

static void
draw_progress(struct screen_context *context, const struct staff_data *data,
              struct rect card)
{
    struct ui *ui = context->ui;
    const struct kiosk_state *state = context->state;
    int permille = 0;
    if (state->to_send > 0) {
        int64_t sent = state->sent < state->to_send ? state->sent
                                                    : state->to_send;
        permille = (int)(sent * 1000 / state->to_send);
    }
    struct label labels[] = {
        {.id = "staff.sync.running", .text = running_text(context),
         .step = TYPE_H3, .bold = true, .color = COLOR_INK900},
        last_label(context, data),
    };
    struct rect area = {card.x + 146, card.y + 8,
                        card.w - 146 - 38 - PERCENT_W, 156};
    widget_stack(ui, labels, 2, area);
    // How much is still to be fetched only the centre knows.
    if (state->to_send > 0) {
        draw_percent(ui, card, permille / 10);
    }
    struct progress bar = {
        .id = "staff.sync.progress",
        .label = labels[0].text,
        .rect = {card.x + 38, card.y + 166, card.w - 76, 24},
        .permille = permille,
    };
    progress_draw(ui, &bar);
}

static void
draw_result(struct screen_context *context, const struct staff_data *data,
            struct rect card)
{
    struct ui *ui = context->ui;
    const char *text = outcome_text(context);
    bool code = context->state->sync_problem[0];
    struct label labels[] = {
        {.id = text ? "staff.sync.result" : "staff.sync.ready",
         .text = text ? text : ui_tr(ui, "可以同步"),
         .value = context->state->sync_problem,
         .step = TYPE_H3, .bold = true, .color = COLOR_INK900},
        last_label(context, data),
    };
    struct rect area = {card.x + 146, card.y + 4, card.w - 176,
                        code ? 152 : 164};
    widget_stack(ui, labels, 2, area);
    if (code) {
        struct label more = {
            .id = "staff.sync.code",
            .text = ui_say(ui, "代码 {1}", context->state->sync_problem,
                           NULL),
            .rect = {card.x + card.w - 38 - CODE_W, card.y + 158, CODE_W,
                     48},
            .step = TYPE_CAPTION,
            .color = COLOR_INK700,
            .align = ALIGN_END,
            .middle = true,
        };
        widget_label(ui, &more);
    }
}

static void
draw_figures(struct screen_context *context, const struct staff_data *data,
             struct rect area)
{
    struct ui *ui = context->ui;
    struct figure_item items[] = {
        {.id = "staff.sync.pending", .name = ui_tr(ui, "待上传"),
         .value = ui_digits(ui, data->counts.pending)},
        {.id = "staff.sync.received", .name = ui_tr(ui, "本次下载"),
         .value = ui_digits(ui, context->state->received)},
        {.id = "staff.sync.set_aside", .name = ui_tr(ui, "已搁置"),
         .value = ui_digits(ui, data->counts.set_aside)},
    };
    for (int i = 0; i < 3; i++) {
        items[i].text = ui_say(ui, "{1} 条", items[i].value, NULL);
    }
    struct figures figures = {.items = items, .count = 3, .rect = area};
    figures_draw(ui, &figures);
}

void
staff_sync_draw(struct screen_context *context,
                const struct staff_data *data, struct rect card)
{
    struct ui *ui = context->ui;
    widget_card(ui, card);
    struct sync_look look = look_of(context->state);
    struct icon_box icon = {
        .icon = look.icon,
        .rect = {card.x + 38, card.y + 42, 88, 88},
        .size = 56,
        .radius = 20,
        .fill = tone_fill(look.tone),
        .color = tone_text(look.tone),
    };
    widget_icon_box(ui, &icon);
    if (context->state->sync_running) {
        draw_progress(context, data, card);
    } else {
        draw_result(context, data, card);
    }
    struct rect figures = {card.x + 38, card.y + 212, card.w - 76, 150};
    draw_figures(context, data, figures);
}
