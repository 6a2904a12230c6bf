// SPDX-License-Identifier: Apache-2.0
#include <string.h>

#include "screens/parts.h"
#include "screens/screens.h"
#include "store/catalogue.h"
#include "store/visits.h"
#include "ui/build.h"
#include "ui/button.h"
#include "ui/layout.h"
#include "ui/notice.h"
#include "ui/pager.h"
#include "ui/tile.h"
#include "ui/widget.h"
#include "util/log.h"
#include "util/str.h"

#define PER_PAGE 8
#define PER_PAGE_LARGE 4

// A page of tiles is loaded; large type shows it in two halves.
struct services_data {
    struct service items[PER_PAGE]; // owned
    struct queue_figures figures[PER_PAGE];
    size_t count;
    size_t total;
    size_t first; // of the list, the first one shown
    bool failed;  // the catalogue could not be read
};

static void
clear_items(struct services_data *data)
{
    for (size_t i = 0; i < data->count; i++) {
        service_clear(&data->items[i]);
    }
    data->count = 0;
}

// The index of the first one loaded.
static size_t
base_of(const struct services_data *data)
{
    return data->first - data->first % PER_PAGE;
}

static struct paging
paging_of(const struct screen_context *context,
          const struct services_data *data)
{
    bool large = context->session->large && !parts_wide(context->ui);
    size_t per_page = large ? PER_PAGE_LARGE : PER_PAGE;
    return (struct paging){
        .total = data->total,
        .per_page = per_page,
        .page = data->first / per_page,
    };
}

static enum err
read_page(struct screen_context *context, struct services_data *data)
{
    struct site site = {0};
    enum err err
        = catalogue_site(context->store, context->state->profile, &site);
    if (err) {
        return err;
    }
    clear_items(data);
    struct catalogue_range range = {base_of(data), PER_PAGE};
    err = catalogue_services(context->store, site.id, range, data->items,
                             &data->count, &data->total);
    site_clear(&site);
    return err;
}

static void
load(struct screen_context *context, struct services_data *data)
{
    enum err err = read_page(context, data);
    if (!err && data->count == 0 && data->first > 0) {
        // The list has become shorter meanwhile.
        data->first = 0;
        err = read_page(context, data);
    }
    data->failed = err != ERR_OK;
    if (err) {
        LOGE("services: the catalogue was not read: %s", err_name(err));
    }
    for (size_t i = 0; i < data->count; i++) {
        if (queue_figures_get(context->store, data->items[i].id,
                              &data->figures[i])) {
            data->figures[i] = (struct queue_figures){.waiting = -1};
        }
    }
}

static bool
turn_page(struct screen_context *context, struct services_data *data,
          const char *id)
{
    struct paging paging = paging_of(context, data);
    if (!paging_tap(&paging, id)) {
        return false;
    }
    size_t base = base_of(data);
    data->first = paging_first(&paging);
    if (base_of(data) != base) {
        load(context, data);
    }
    return true;
}

static void
enter(struct screen_context *context, void *data, const char *arg)
{
    (void)arg;
    load(context, data);
}

static void
leave(struct screen_context *context, void *data)
{
    (void)context;
    clear_items(data);
}

static bool
event(struct screen_context *context, void *data,
      const struct screen_event *event)
{
    struct services_data *services = data;
    if (event->type == SCREEN_CHANGED) {
        load(context, services);
        return true;
    }
    if (event->type != SCREEN_TOUCH || event->ui->type != UI_EVENT_TAP) {
        return event->type == SCREEN_STATE;
    }
    const char *id = parts_tapped_after(event, "services.item.");
    if (id) {
        str_copy(context->session->service,
                 sizeof(context->session->service), id);
        context->ops->go(context->host, "service", id);
        return false;
    }
    if (parts_tapped(event, "services.identify")) {
        parts_forget_person(context->session);
        context->ops->go(context->host, "identify", NULL);
        return true;
    }
    return turn_page(context, services, event->ui->id);
}

static const char *
person_line(struct screen_context *context)
{
    struct ui *ui = context->ui;
    const struct session *session = context->session;
    const char *grade = parts_grade(ui, session->talent.grade);
    if (session->on_roster && grade) {
        return ui_say(ui, "名单内 · {1}", grade, NULL);
    }
    if (session->on_roster) {
        return ui_tr(ui, "名单内");
    }
    return session->identified ? ui_tr(ui, "名单由窗口核对，同样可以取号")
                               : ui_tr(ui, "没有登记身份，同样可以取号");
}

static const char *
person_more(struct screen_context *context)
{
    struct ui *ui = context->ui;
    const struct session *session = context->session;
    if (!session->identified) {
        return ui_tr(ui, "办理时请把证件带到窗口核对");
    }
    return session->visit.identity == VISIT_BY_PHONE
               ? ui_say(ui, "手机号 {1}", session->number_mask, NULL)
               : ui_say(ui, "证件号 {1}", session->number_mask, NULL);
}

static void
draw_person(struct screen_context *context, struct rect rect)
{
    struct ui *ui = context->ui;
    const struct session *session = context->session;
    struct panel panel = {
        .id = "services.person",
        .name = session->on_roster
                    ? ui_say(ui, "{1}，您好", session->talent.name, NULL)
                    : ui_tr(ui, "访客，您好"),
        .line = person_line(context),
        .more = person_more(context),
        .rect = rect,
    };
    parts_panel(ui, &panel);
}

static const char *
beside(struct ui *ui, const struct service *service,
       const struct queue_figures *figures)
{
    if (figures->waiting >= 0) {
        return ui_say(ui, "等候 {1} 人", ui_digits(ui, figures->waiting),
                      NULL);
    }
    return service->class == TICKET_PRIORITY ? ui_tr(ui, "优先号") : NULL;
}

static const char *
note_of(struct ui *ui, const struct service *service,
        const struct queue_figures *figures)
{
    if (figures->waiting >= 0) {
        return ui_say(ui, "{1} 人", ui_digits(ui, figures->waiting), NULL);
    }
    return service->class == TICKET_PRIORITY ? ui_tr(ui, "优先号") : NULL;
}

static void
draw_item(struct ui *ui, const struct services_data *data, size_t i,
          struct rect rect)
{
    const struct service *service = &data->items[i];
    const char *waiting = beside(ui, service, &data->figures[i]);
    const char *summary = text_get(&service->summary, ui_lang(ui));
    char id[UI_ID_SIZE];
    str_format(id, sizeof(id), "services.item.%s", service->id);
    struct tile tile = {
        .id = id,
        .icon = service->icon ? service->icon : "ticket",
        .title = text_get(&service->name, ui_lang(ui)),
        .sub = waiting,
        .below = summary,
        .rect = rect,
        .box = 88,
        .trail = rect.w > 900 ? "chevron-right" : NULL,
        .item = true,
        // English names are longer: all of them a step smaller alike.
        .step = ui_lang(ui) == LANG_EN && rect.w < 900 ? TYPE_BODY
                                                       : TYPE_H3,
    };
    if (parts_wide(ui) || rect.w > 900) {
        // One line beside the icon: the summary; who waits at the right.
        tile.sub = summary;
        tile.note = note_of(ui, service, &data->figures[i]);
        tile.below = NULL;
        tile.box = 104;
    }
    tile_draw(ui, &tile);
}

static void
draw_items(struct screen_context *context, const struct services_data *data,
           struct rect area)
{
    struct paging paging = paging_of(context, data);
    struct layout_grid grid = {2, 4, 24, 24};
    if (paging.per_page == PER_PAGE_LARGE) {
        grid.columns = 1;
    }
    size_t skip = paging_first(&paging) - base_of(data);
    for (size_t i = skip; i < data->count && i - skip < paging.per_page;
         i++) {
        draw_item(context->ui, data, i,
                  layout_cell(area, &grid, (int)(i - skip)));
    }
}

static void
draw_pager(struct screen_context *context, const struct services_data *data,
           struct rect rect)
{
    struct ui *ui = context->ui;
    struct paging paging = paging_of(context, data);
    struct pager pager = {
        .paging = &paging,
        .rect = rect,
        .previous = ui_tr(ui, "上一页"),
        .next = ui_tr(ui, "下一页"),
        .position = ui_say(
            ui, "第 {1} / {2} 页",
            ui_digits(ui, (int64_t)paging.page + 1),
            ui_digits(ui, (int64_t)paging_pages(&paging)), NULL),
        .compact = parts_wide(ui),
    };
    pager_draw(ui, &pager);
}

static void
draw_empty(struct ui *ui, const struct services_data *data,
           struct rect area)
{
    struct notice notice = {
        .id = "services.empty",
        .icon = "info",
        .text = data->failed ? ui_tr(ui, "服务目录暂时读不出来")
                             : ui_tr(ui, "还没有可以取号的服务"),
        .more = ui_tr(ui, "请到咨询台，或点“帮助”请工作人员过来"),
        .rect = {area.x, area.y, area.w, 160},
        .tone = TONE_GOLD,
    };
    notice_draw(ui, &notice);
}

static const char *
as_of(struct ui *ui, const struct services_data *data)
{
    int64_t newest = 0;
    for (size_t i = 0; i < data->count; i++) {
        if (data->figures[i].waiting >= 0
            && data->figures[i].as_of > newest) {
            newest = data->figures[i].as_of;
        }
    }
    if (!newest) {
        return NULL;
    }
    return ui_say(ui, "等候人数为 {1} 的情况", parts_time(ui, newest),
                  NULL);
}

static void
draw_identify(struct screen_context *context, struct rect rect)
{
    struct ui *ui = context->ui;
    struct button button = {
        .id = "services.identify",
        .label = context->session->identified ? ui_tr(ui, "不是我")
                                              : ui_tr(ui, "登记身份"),
        .rect = rect,
        .kind = BUTTON_SECONDARY,
        .step = TYPE_BODY,
    };
    button_draw(ui, &button);
}

static void
draw_portrait(struct screen_context *context,
              const struct services_data *data)
{
    struct ui *ui = context->ui;
    struct rect person = {60, 152, 960, 264};
    draw_person(context, person);
    struct label title = {
        .id = "services.title",
        .text = ui_tr(ui, "请选择要办理的服务"),
        .rect = {60, 468, 660, 96},
        .step = TYPE_H2,
        .bold = true,
        .color = COLOR_INK900,
        .middle = true,
    };
    widget_label(ui, &title);
    struct rect identify = {756, 472, 264, 88};
    draw_identify(context, identify);
    struct rect items = {60, 592, 960, 920};
    draw_items(context, data, items);
    if (data->count == 0) {
        draw_empty(ui, data, items);
    }
    struct rect pager = {60, 1552, 960, 104};
    draw_pager(context, data, pager);
    struct label note = {
        .id = "services.as_of",
        .text = as_of(ui, data),
        .rect = {60, 1672, 960, 56},
        .step = TYPE_CAPTION,
        .color = COLOR_INK700,
        .align = ALIGN_CENTER,
        .middle = true,
    };
    if (note.text) {
        widget_label(ui, &note);
    }
}

static void
draw_landscape(struct screen_context *context,
               const struct services_data *data)
{
    struct ui *ui = context->ui;
    struct rect person = {60, 152, 584, 300};
    draw_person(context, person);
    struct label title = {
        .id = "services.title",
        .text = ui_tr(ui, "请选择要办理的服务"),
        .rect = {60, 468, 584, 96},
        .step = TYPE_H2,
        .bold = true,
        .color = COLOR_INK900,
        .middle = true,
    };
    widget_label(ui, &title);
    struct label note = {
        .id = "services.as_of",
        .text = as_of(ui, data),
        .rect = {60, 568, 584, 96},
        .step = TYPE_BODY,
        .color = COLOR_INK700,
    };
    if (note.text) {
        widget_label(ui, &note);
    }
    struct rect identify = {60, 680, 584, 104};
    draw_identify(context, identify);
    struct rect pager = {60, 820, 584, 104};
    draw_pager(context, data, pager);
    struct rect items = parts_right(ui);
    draw_items(context, data, items);
    if (data->count == 0) {
        draw_empty(ui, data, items);
    }
}

static void
draw(struct screen_context *context, const void *data)
{
    if (parts_wide(context->ui)) {
        draw_landscape(context, data);
    } else {
        draw_portrait(context, data);
    }
}

const struct screen_ops services_screen = {
    .name = "services",
    .data_size = sizeof(struct services_data),
    .personal = true,
    .enter = enter,
    .leave = leave,
    .event = event,
    .draw = draw,
};
