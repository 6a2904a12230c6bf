// SPDX-License-Identifier: Apache-2.0
#include <string.h>

#include "screens/parts.h"
#include "screens/reach.h"
#include "screens/screens.h"
#include "screens/visitor.h"
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
#define ROWS 4
// Where only the lower half of the page is reached.
#define ROWS_LOW 2

// A page of tiles is loaded; large type and low reach show parts of it.
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

// Large type has one column of rows.
static bool
in_rows(const struct ui *ui)
{
    return ui_theme(ui)->large && !parts_wide(ui);
}

static struct layout_grid
grid_of(const struct ui *ui)
{
    return (struct layout_grid){
        .columns = in_rows(ui) ? 1 : 2,
        .rows = reach_low(ui) ? ROWS_LOW : ROWS,
        .gap_x = 24,
        .gap_y = 24,
    };
}

static struct paging
paging_of(const struct screen_context *context,
          const struct services_data *data)
{
    size_t per_page = (size_t)grid_of(context->ui).columns
                      * (size_t)grid_of(context->ui).rows;
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
        visitor_forget_person(context->session);
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
    const char *grade = visitor_grade(ui, session->talent.grade);
    if (session->on_roster && grade) {
        return ui_say(ui, "名单内 · {1}", grade, NULL);
    }
    if (session->on_roster) {
        return ui_tr(ui, "名单内");
    }
    if (parts_wide(ui)) {
        return session->identified ? ui_tr(ui, "名单由窗口核对")
                                   : ui_tr(ui, "不登记也可以取号");
    }
    return session->identified ? ui_tr(ui, "名单由窗口核对，同样可以取号")
                               : ui_tr(ui, "没有登记身份，同样可以取号");
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
        .more = session->identified
                    ? visitor_number(ui, session, parts_wide(ui))
                : parts_wide(ui)
                    ? ui_tr(ui, "请把证件带到窗口")
                    : ui_tr(ui, "办理时请把证件带到窗口核对"),
        .rect = rect,
    };
    parts_panel(ui, &panel);
}

// Who waits, in a line or, beside the title, in a word.
static const char *
waiting_words(struct ui *ui, const struct service *service,
              const struct queue_figures *figures, bool short_words)
{
    if (figures->waiting < 0) {
        return service->class == TICKET_PRIORITY ? ui_tr(ui, "优先号")
                                                 : NULL;
    }
    const char *number = ui_digits(ui, figures->waiting);
    return short_words ? ui_say(ui, "{1} 人", number, NULL)
                       : ui_say(ui, "等候 {1} 人", number, NULL);
}

// English names are longer: all of them a step smaller alike.
static enum type_step
name_step(const struct ui *ui, bool rows, int w)
{
    if (rows) {
        return TYPE_TITLE;
    }
    return ui_lang(ui) == LANG_EN && w < 900 ? TYPE_BODY : TYPE_H3;
}

static void
draw_item(struct ui *ui, const struct services_data *data, size_t i,
          struct rect rect)
{
    const struct service *service = &data->items[i];
    const struct queue_figures *figures = &data->figures[i];
    bool rows = in_rows(ui);
    bool beside = parts_wide(ui);
    const char *waiting = waiting_words(ui, service, figures, beside);
    const char *summary = text_get(&service->summary, ui_lang(ui));
    const char *below = beside || rows ? NULL : summary;
    char id[UI_ID_SIZE];
    str_format(id, sizeof(id), "services.item.%s", service->id);
    struct tile tile = {
        .id = id,
        .icon = service->icon ? service->icon : "ticket",
        .title = text_get(&service->name, ui_lang(ui)),
        .sub = below ? waiting : beside || !waiting ? summary : waiting,
        .below = below,
        .note = beside ? waiting : NULL,
        .strong = figures->waiting >= 0 ? ui_digits(ui, figures->waiting)
                                        : NULL,
        .rect = rect,
        .box = rows ? 144 : beside ? 104 : 88,
        .trail = rows ? "chevron-right" : NULL,
        .item = true,
        .step = name_step(ui, rows, rect.w),
        .title_fixed = rows,
    };
    tile_draw(ui, &tile);
}

static void
draw_items(struct screen_context *context, const struct services_data *data,
           struct rect area)
{
    struct paging paging = paging_of(context, data);
    struct layout_grid grid = grid_of(context->ui);
    size_t skip = paging_first(&paging) - base_of(data);
    for (size_t i = skip; i < data->count && i - skip < paging.per_page;
         i++) {
        draw_item(context->ui, data, i,
                  layout_cell(area, &grid, (int)(i - skip)));
    }
}

// Where the list is short, the rest of the page tells how it goes
// on.
static void
draw_how_to(struct screen_context *context,
            const struct services_data *data, struct rect area)
{
    struct layout_grid grid = grid_of(context->ui);
    int used = ((int)data->total + grid.columns - 1) / grid.columns;
    if (data->count == 0 || used >= grid.rows || reach_low(context->ui)) {
        return;
    }
    struct rect last = layout_row(area, grid.rows, grid.gap_y, used - 1);
    layout_skip(&area, last.y + last.h + 40 - area.y);
    if (area.h >= (context->session->large ? 480 : 380)) {
        parts_how_to(context->ui, "services", area, true);
    }
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
    bool known = context->session->identified;
    struct button button = {
        .id = "services.identify",
        .label = known ? ui_tr(ui, "不是我") : ui_tr(ui, "登记身份"),
        .icon = !parts_wide(ui) ? NULL : known ? "logout" : "id",
        .rect = rect,
        .kind = BUTTON_SECONDARY,
        .step = parts_wide(ui) ? TYPE_H3
                : in_rows(ui)  ? TYPE_LEAD
                               : TYPE_BODY,
    };
    button_draw(ui, &button);
}

// Where things stand.
struct places {
    struct rect person, title, identify, items, pager, as_of;
};

static struct places
places_of(const struct ui *ui)
{
    if (parts_wide(ui)) {
        return (struct places){
            .person = {60, 152, 584, 300}, .title = {60, 476, 584, 80},
            .as_of = {60, 560, 584, 96}, .identify = {60, 680, 584, 104},
            .pager = {60, 820, 584, 104}, .items = parts_right(ui),
        };
    }
    struct places places = {
        .person = {60, 152, 960, 264}, .title = {60, 472, 672, 80},
        .identify = {756, 472, 264, 88}, .items = {60, 592, 960, 920},
        .pager = {60, 1552, 960, 104}, .as_of = {60, 1672, 960, 64},
    };
    if (in_rows(ui)) {
        places = (struct places){
            .person = {60, 152, 960, 220}, .title = {60, 404, 660, 96},
            .identify = {740, 396, 280, 112}, .items = {60, 532, 960, 1016},
            .pager = {60, 1592, 960, 136},
        };
    }
    if (reach_low(ui)) {
        int drop = REACH_TOP - places.identify.y;
        places.title.y += drop;
        places.identify.y += drop;
        places.items.y += drop;
        places.items.h -= drop;
    }
    return places;
}

static void
draw_words(struct screen_context *context, const struct services_data *data,
           const struct places *places)
{
    struct ui *ui = context->ui;
    bool wide = parts_wide(ui);
    struct label labels[] = {
        {.id = "services.title",
         .text = in_rows(ui) ? ui_tr(ui, "请选择服务")
                             : ui_tr(ui, "请选择要办理的服务"),
         .rect = places->title, .step = TYPE_H2, .bold = true,
         .color = COLOR_INK900, .middle = true},
        {.id = "services.as_of",
         .text = places->as_of.h ? as_of(ui, data) : NULL,
         .rect = places->as_of, .step = wide ? TYPE_BODY : TYPE_CAPTION,
         .color = COLOR_INK700, .align = wide ? ALIGN_START : ALIGN_CENTER,
         .middle = !wide},
    };
    widget_label(ui, &labels[0]);
    if (labels[1].text) {
        widget_label(ui, &labels[1]);
    }
}

static void
draw(struct screen_context *context, const void *data)
{
    const struct services_data *services = data;
    struct places places = places_of(context->ui);
    struct paging paging = paging_of(context, services);
    draw_person(context, places.person);
    if (reach_low(context->ui)) {
        // Between who is here and what is touched there is room for it.
        struct rect above = {60, 0, 960, 0};
        above.y = places.person.y + places.person.h + 40;
        above.h = REACH_TOP - 32 - above.y;
        parts_how_to(context->ui, "services", above, false);
    }
    draw_words(context, services, &places);
    draw_identify(context, places.identify);
    draw_items(context, services, places.items);
    draw_how_to(context, services, places.items);
    if (services->count == 0) {
        draw_empty(context->ui, services, places.items);
    }
    parts_pager(context->ui, &paging, places.pager);
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
