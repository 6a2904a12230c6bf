// SPDX-License-Identifier: Apache-2.0
#include "screens/activities.h"

#include "screens/parts.h"
#include "screens/reach.h"
#include "screens/record_list.h"
#include "screens/screens.h"
#include "store/activities.h"
#include "ui/build.h"
#include "ui/button.h"
#include "ui/notice.h"
#include "ui/row.h"
#include "ui/tile.h"
#include "util/log.h"
#include "util/str.h"
#include "util/timestamp.h"

#define ROWS_MAX 8
#define GAP 16
#define CHIP 80
#define ALL (-1)

struct activities_data {
    bool checkin;  // only those that are checked in to
    int class;     // of enum activity_class, or ALL
    struct activity items[ROWS_MAX]; // owned; of the page
    size_t count;
    size_t total;
    size_t first; // of the list, the first one on the page
    bool failed;
};

struct places {
    struct rect title, chips, checkin;
    struct layout_grid chip_grid;
    struct record_list list;
};

// What stands below the list, from the end of the page up.
static void
cut_foot(const struct ui *ui, bool paged, bool button, struct rect *area,
         struct places *places)
{
    bool wide = parts_wide(ui), large = ui_theme(ui)->large;
    int pager = large && !wide ? 136 : 104;
    if (wide && (paged || button)) {
        struct rect foot = layout_cut_bottom(area, 104);
        places->list.pager = foot;
        if (button) {
            places->checkin = layout_column(foot, 2, 24, 0);
            places->list.pager = layout_column(foot, 2, 24, 1);
        }
        layout_cut_bottom(area, 24);
        return;
    }
    if (paged) {
        places->list.pager = layout_cut_bottom(area, pager);
        layout_cut_bottom(area, 32);
    }
    if (button) {
        places->checkin = layout_cut_bottom(area, 120);
        layout_cut_bottom(area, 32);
    }
}

// Title and classes; side by side where the page is wide.
static void
cut_head(const struct ui *ui, const struct activities_data *data,
         struct rect *area, struct places *places)
{
    bool wide = parts_wide(ui);
    int lines = ui_theme(ui)->large && !wide && !reach_low(ui) ? 2 : 1;
    places->title
        = reach_cut_head(ui, area, parts_heading_height(ui), 18);
    if (data->checkin) {
        return;
    }
    places->chip_grid = (struct layout_grid){4 / lines, lines, 24, GAP};
    if (wide) {
        places->chips = places->title;
        layout_cut_left(&places->chips, 608);
        places->title.w = 584;
        layout_skip(&places->chips, (places->chips.h - CHIP) / 2);
        places->chips.h = CHIP;
        return;
    }
    places->chips = layout_cut_top(area, lines * (CHIP + GAP) - GAP);
    layout_skip(area, 32);
}

static struct places
place_with(const struct ui *ui, const struct activities_data *data,
           bool paged)
{
    struct places places = {0};
    struct rect area = parts_content(ui);
    bool wide = parts_wide(ui), large = ui_theme(ui)->large;
    int h = !large ? 184 : wide ? 226 : 236;
    cut_head(ui, data, &area, &places);
    cut_foot(ui, paged, !data->checkin, &area, &places);
    record_list_place(ui, &places.list, area, h, ROWS_MAX);
    return places;
}

static struct places
place(const struct ui *ui, const struct activities_data *data)
{
    struct places places = place_with(ui, data, false);
    if (data->total > record_list_per_page(&places.list)) {
        return place_with(ui, data, true);
    }
    // The button follows the rows, wherever the page ends.
    int end = places.list.rows.y + places.list.rows.h + 32;
    if (places.checkin.h > 0 && places.checkin.y > end && !parts_wide(ui)) {
        places.checkin.y = end;
    }
    return places;
}

static void
clear_items(struct activities_data *data)
{
    for (size_t i = 0; i < data->count; i++) {
        activity_clear(&data->items[i]);
    }
    data->count = 0;
}

static void
load(struct screen_context *context, struct activities_data *data)
{
    struct activities_query query = {
        .choice = data->checkin        ? ACTIVITIES_WITH_CHECKIN
                  : data->class == ALL ? ACTIVITIES_ALL
                                       : ACTIVITIES_OF_CLASS,
        .class = data->class == ALL ? ACTIVITY_HONOUR
                                    : (enum activity_class)data->class,
        .first = data->first,
        .max = ROWS_MAX,
    };
    clear_items(data);
    enum err err = activities_list(context->store, &query, data->items,
                                   &data->count, &data->total);
    if (!err && data->count == 0 && data->first > 0) {
        // The list has become shorter meanwhile.
        data->first = 0;
        load(context, data);
        return;
    }
    data->failed = err != ERR_OK;
    if (err) {
        LOGE("activities: not read: %s", err_name(err));
    }
}

static void
enter(struct screen_context *context, void *userdata, const char *arg)
{
    struct activities_data *data = userdata;
    data->class = ALL;
    data->checkin = str_equal(arg, ACTIVITIES_CHECKIN);
    load(context, data);
}

static void
leave(struct screen_context *context, void *data)
{
    (void)context;
    clear_items(data);
}

static bool
choose_class(struct screen_context *context, struct activities_data *data,
             const char *name)
{
    int class = ALL;
    if (!str_equal(name, "all")
        && !names_find(activity_class_names, name, &class)) {
        return false;
    }
    data->class = class;
    data->first = 0;
    load(context, data);
    return true;
}

static bool
event(struct screen_context *context, void *userdata,
      const struct screen_event *event)
{
    struct activities_data *data = userdata;
    if (event->type == SCREEN_CHANGED) {
        load(context, data);
        return true;
    }
    if (event->type != SCREEN_TOUCH || event->ui->type != UI_EVENT_TAP) {
        return event->type == SCREEN_STATE;
    }
    const char *id = parts_tapped_after(event, "activities.item.");
    if (id) {
        context->ops->go(context->host, "activity", id);
        return false;
    }
    if (parts_tapped(event, "activities.checkin")) {
        context->ops->go(context->host, "activities", ACTIVITIES_CHECKIN);
        return false;
    }
    id = parts_tapped_after(event, "activities.class.");
    if (id) {
        return choose_class(context, data, id);
    }
    struct places places = place(context->ui, data);
    if (!record_list_turn(&places.list, data->total, &data->first,
                          event->ui->id)) {
        return false;
    }
    load(context, data);
    return true;
}

static void
draw_chip(struct ui *ui, const struct activities_data *data, int class,
          struct rect rect)
{
    char id[UI_ID_SIZE];
    const char *all = data->class == ALL
                          ? ui_say(ui, "全部 {1}",
                                   ui_digits(ui, (int64_t)data->total), NULL)
                          : ui_tr(ui, "全部");
    str_format(id, sizeof(id), "activities.class.%s",
               class == ALL ? "all" : names_get(activity_class_names, class));
    struct chip chip = {
        .id = id,
        .label = class == ALL
                     ? all
                     : activities_class_word(ui, (enum activity_class)class),
        .rect = rect,
        .on = data->class == class,
        .bare = true,
    };
    chip_draw(ui, &chip);
}

// The day stands in a block of its own.
static struct row_lead
lead_of(struct ui *ui, const struct activity *activity)
{
    char day[DAY_SIZE], month[16];
    int64_t number = 1, which = 1;
    if (!activity->starts_ms) {
        return (struct row_lead){.icon = "calendar",
                                 .month = ui_tr(ui, "待公布")};
    }
    timestamp_day(activity->starts_ms, day);
    (void)str_parse_int(day + 8, 1, 31, &number);
    day[7] = '\0';
    (void)str_parse_int(day + 5, 1, 12, &which);
    str_format(month, sizeof(month), "%d月", (int)which);
    return (struct row_lead){.month = ui_tr(ui, ui_keep(ui, month)),
                             .day = ui_digits(ui, number)};
}

static const char *
line_of(struct ui *ui, const struct activity *activity)
{
    const char *where = text_get(&activity->place, ui_lang(ui));
    if (!activity->starts_ms) {
        return where[0] ? where
                        : ui_tr(ui, "日期暂无公开信息，请咨询窗口");
    }
    const char *time = parts_time(ui, activity->starts_ms);
    return where[0] ? ui_say(ui, "{1} · {2}", time, where, NULL) : time;
}

static enum tone
tone_of(enum activity_room room)
{
    return room == ACTIVITY_ROOM_LEFT      ? TONE_MEADOW
           : room == ACTIVITY_ROOM_WAITING ? TONE_GOLD
                                           : TONE_STONE;
}

static void
draw_item(struct screen_context *context, const struct activity *activity,
          struct rect rect)
{
    struct ui *ui = context->ui;
    const char *classes = activities_classes(ui, activity);
    struct activities_room room
        = activities_room_words(ui, activity, context->now_ms);
    struct tag tags[2];
    int count = 0;
    if (classes[0]) {
        tags[count++] = (struct tag){.text = classes};
    }
    if (room.text) {
        tags[count++] = (struct tag){.text = room.text, .bold = true,
                                     .tone = tone_of(room.room)};
    }
    char id[UI_ID_SIZE];
    str_format(id, sizeof(id), "activities.item.%s", activity->id);
    struct row row = {
        .id = id,
        .lead = lead_of(ui, activity),
        .title = text_get(&activity->title, ui_lang(ui)),
        .sub = line_of(ui, activity),
        .tags = tags,
        .tag_count = count,
        .tags_below = true,
        .trail = "chevron-right",
        .rect = rect,
    };
    row_draw(ui, &row);
}

static void
draw_empty(struct ui *ui, const struct activities_data *data,
           struct rect area)
{
    struct notice notice = {
        .id = "activities.empty",
        .icon = "info",
        .text = data->failed ? ui_tr(ui, "活动暂时读不出来，请问窗口")
                             : ui_tr(ui, "暂无公开信息，请咨询窗口"),
        .rect = {area.x, area.y, area.w, 136},
        .tone = data->failed ? TONE_GOLD : TONE_NOTE,
    };
    notice_draw(ui, &notice);
}

static void
draw_head(struct ui *ui, const struct activities_data *data,
          const struct places *places)
{
    struct heading heading = {
        .id = "activities.title",
        .title = data->checkin ? ui_tr(ui, "活动现场签到")
                               : ui_tr(ui, "人才活动"),
        .lead = data->checkin ? ui_tr(ui, "请点您到场的活动")
                              : ui_tr(ui, "报名、签到都在这里"),
        .rect = places->title,
    };
    parts_heading(ui, &heading);
    for (int i = 0; places->chips.h > 0 && i <= ACTIVITY_CLASS_COUNT; i++) {
        draw_chip(ui, data, i - 1,
                  layout_cell(places->chips, &places->chip_grid, i));
    }
}

static void
draw(struct screen_context *context, const void *userdata)
{
    const struct activities_data *data = userdata;
    struct ui *ui = context->ui;
    struct places places = place(ui, data);
    size_t per_page = record_list_per_page(&places.list);
    draw_head(ui, data, &places);
    for (size_t i = 0; i < per_page && i < data->count; i++) {
        draw_item(context, &data->items[i],
                  record_list_row(&places.list, i));
    }
    if (data->count == 0) {
        draw_empty(ui, data, places.list.rows);
    }
    if (places.checkin.h > 0) {
        struct button button = {
            .id = "activities.checkin",
            .label = ui_tr(ui, "活动现场签到"),
            .icon = "scan",
            .rect = places.checkin,
            .kind = BUTTON_PRIMARY,
        };
        button_draw(ui, &button);
    }
    record_list_pager(ui, &places.list, data->total, data->first);
}

const struct screen_ops activities_screen = {
    .name = "activities",
    .data_size = sizeof(struct activities_data),
    .enter = enter,
    .leave = leave,
    .event = event,
    .draw = draw,
};
