// SPDX-License-Identifier: Apache-2.0
#include <string.h>

#include "screens/parts.h"
#include "screens/screens.h"
#include "screens/visitor.h"
#include "screens/way_home.h"
#include "store/catalogue.h"
#include "store/outbox.h"
#include "store/visits.h"
#include "ui/build.h"
#include "ui/button.h"
#include "ui/notice.h"
#include "ui/page_head.h"
#include "ui/ticket_card.h"
#include "util/err.h"
#include "util/log.h"


struct ticket_data {
    struct text service; // owned: its name
    struct ticket ticket;
    int64_t ahead;       // -1 unknown
    enum outbox_progress progress; // of its own events
};

static void
load(struct screen_context *context, struct ticket_data *data)
{
    struct ticket fresh = {0};
    if (ticket_get(context->store, data->ticket.id, &fresh) == ERR_OK) {
        data->ticket = fresh;
    }
    ticket_clear(&fresh);
    if (ticket_ahead(context->store, &data->ticket, &data->ahead)) {
        data->ahead = -1;
    }
    enum err err = outbox_progress(context->store, data->ticket.id,
                                   data->ticket.visit, &data->progress);
    if (err) {
        LOGW("screens: how far a ticket came: %s", err_name(err));
    }
}

static void
enter(struct screen_context *context, void *data, const char *arg)
{
    struct ticket_data *ticket = data;
    const struct session *session = context->session;
    (void)arg;
    if (!session->checked_in) {
        context->ops->home(context->host);
        return;
    }
    ticket->ticket = session->result.ticket;
    ticket->ahead = session->result.ahead;
    struct service service = {0};
    if (catalogue_service(context->store, ticket->ticket.service, &service)
        == ERR_OK) {
        text_copy(&ticket->service, &service.name);
    }
    service_clear(&service);
    load(context, ticket);
}

static void
leave(struct screen_context *context, void *data)
{
    struct ticket_data *ticket = data;
    (void)context;
    text_clear(&ticket->service);
}

static bool
event(struct screen_context *context, void *data,
      const struct screen_event *event)
{
    if (event->type == SCREEN_CHANGED || event->type == SCREEN_STATE) {
        load(context, data);
        return true;
    }
    if (parts_tapped(event, "ticket.again")) {
        visitor_next_visit(context);
        context->ops->go(context->host, "services", NULL);
    } else if (parts_tapped(event, "ticket.done")) {
        context->ops->end_session(context->host, "done");
    }
    return false;
}

static void
draw_title(struct screen_context *context, const struct ticket_data *data,
           struct rect rect)
{
    struct ui *ui = context->ui;
    bool again = context->session->result.outcome == CHECK_IN_AGAIN;
    bool first = data->ticket.class != TICKET_NORMAL;
    struct page_head head = {
        .id = "ticket.title",
        .icon = "check",
        .done = true,
        .title = again   ? ui_tr(ui, "您已经取过号")
                 : first ? ui_tr(ui, "优先号已取")
                         : ui_tr(ui, "取号成功"),
        .rect = rect,
    };
    page_head_draw(ui, &head);
}

static const char *
queue_text(struct ui *ui, const struct ticket_data *data)
{
    switch (data->ticket.state) {
    case TICKET_WAITING:
        break;
    case TICKET_CALLED:
        return ui_tr(ui, "正在叫您的号");
    case TICKET_SERVED:
        return ui_tr(ui, "已办结");
    case TICKET_MISSED:
        return ui_tr(ui, "已过号，请工作人员重新排队");
    case TICKET_CANCELLED:
        return ui_tr(ui, "已取消");
    }
    return NULL;
}

static void
draw_ticket(struct ui *ui, const struct ticket_data *data, struct rect rect)
{
    struct ticket_card card = {
        .title_id = "ticket.service",
        .title = ui_say(ui, "{1} · 您的号码",
                        text_get(&data->service, ui_lang(ui)), NULL),
        .number_id = "ticket.number",
        .number = data->ticket.number,
        .tag = data->ticket.class == TICKET_NORMAL ? NULL
                                                   : ui_tr(ui, "优先"),
        .rect = rect,
    };
    const char *queue = queue_text(ui, data);
    if (queue) {
        card.figures[card.figure_count++] = (struct ticket_figure){
            "ticket.queue", ui_tr(ui, "现在"), queue,
            ticket_state_name(data->ticket.state),
        };
    } else if (data->ahead >= 0) {
        card.figures[card.figure_count++] = (struct ticket_figure){
            "ticket.ahead", ui_tr(ui, "前面还有"),
            ui_say(ui, "{1} 人", ui_digits(ui, data->ahead), NULL),
            ui_digits(ui, data->ahead),
        };
    }
    ticket_card_draw(ui, &card);
}

// Without a printer the number must be remembered.
static void
draw_slip(struct screen_context *context, const struct ticket_data *data,
          struct rect rect)
{
    struct ui *ui = context->ui;
    struct notice notice = {
        .id = "ticket.slip",
        .icon = "mobile",
        .text = ui_say(ui, "请记住或拍下号码 {1}", data->ticket.number,
                       NULL),
        .more = ui_tr(ui, "听到叫号，请带证件到窗口"),
        .rect = rect,
        .boxed = true,
        .pad = 30,
    };
    if (context->session->result.hours_unknown) {
        notice.more = ui_tr(ui, "服务时间暂无公开信息，请咨询窗口");
    }
    notice_draw(ui, &notice);
}

struct progress_words {
    const char *icon, *text, *more;
    enum tone tone;
};

static struct progress_words
progress_words(struct screen_context *context,
               const struct ticket_data *data)
{
    struct ui *ui = context->ui;
    bool enrolled = context->state->enrolled;
    if (enrolled && data->progress == OUTBOX_ACKNOWLEDGED) {
        return (struct progress_words){
            "cloud-check", ui_tr(ui, "已上传到中心"),
            ui_tr(ui, "号码有效，请等待叫号"), TONE_MEADOW,
        };
    }
    struct progress_words words = {
        "cloud", ui_tr(ui, "已记录，等待上传"),
        ui_tr(ui, "号码现在就有效；联网后自动上传"), TONE_GOLD,
    };
    if (data->progress == OUTBOX_ASIDE) {
        words.icon = "info";
        words.text = ui_tr(ui, "已记录，请窗口帮您核对");
        words.more = ui_tr(ui, "号码有效，请把号码告诉工作人员");
    } else if (!enrolled) {
        words.more = ui_tr(ui, "号码现在就有效；记录保存在本机");
    }
    return words;
}

// How far the record came, with a large sign: it is what a visitor asks
// first where there is no slip.
static void
draw_state(struct screen_context *context, const struct ticket_data *data,
           struct rect rect)
{
    struct progress_words words = progress_words(context, data);
    struct notice notice = {
        .id = "ticket.state",
        .icon = words.icon,
        .text = words.text,
        .more = words.more,
        .rect = rect,
        .tone = words.tone,
        .disc = true,
        .pad = 70,
        .step = context->session->large ? TYPE_H4 : TYPE_H3,
    };
    notice_draw(context->ui, &notice);
}

static void
draw_buttons(struct ui *ui, struct rect rect)
{
    const struct button buttons[] = {
        {.id = "ticket.again", .label = ui_tr(ui, "再办一件"),
         .icon = "plus", .kind = BUTTON_SECONDARY},
        {.id = "ticket.done", .label = ui_tr(ui, "完成"), .icon = "check",
         .kind = BUTTON_PRIMARY},
    };
    button_row_draw(ui, buttons, 2, rect);
}

static void
draw(struct screen_context *context, const void *data)
{
    struct ui *ui = context->ui;
    bool wide = parts_wide(ui);
    int x = wide ? 972 : 60, w = wide ? 888 : 960;
    draw_title(context, data, (struct rect){60, 160, w, 80});
    draw_ticket(ui, data,
                wide ? (struct rect){60, 272, 888, 652}
                     : (struct rect){60, 280, 960, 604});
    draw_slip(context, data,
              (struct rect){x, wide ? 152 : 912, w, wide ? 168 : 156});
    draw_state(context, data,
               (struct rect){x, wide ? 344 : 1096, w, wide ? 264 : 272});
    draw_buttons(ui, (struct rect){x, wide ? 640 : 1400, w,
                                   wide ? 136 : 128});
    way_home_draw(context, "ticket.countdown",
                  (struct rect){x, wide ? 812 : 1572, w, 84});
}

const struct screen_ops ticket_screen = {
    .name = "ticket",
    .data_size = sizeof(struct ticket_data),
    .personal = true,
    .enter = enter,
    .leave = leave,
    .event = event,
    .draw = draw,
};
