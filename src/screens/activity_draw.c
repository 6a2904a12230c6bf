// SPDX-License-Identifier: Apache-2.0
#include "screens/activity.h"

#include "screens/activities.h"
#include "screens/parts.h"
#include "screens/reach.h"
#include "screens/record_page.h"
#include "ui/build.h"
#include "ui/button.h"
#include "ui/layout.h"
#include "ui/notice.h"
#include "ui/tile.h"
#include "ui/widget.h"
#include "util/str.h"

#define CHIP 80
#define STEP 104

/** Where everything stands. */
struct places {
    struct record_places record;
    struct rect checkin, buttons;
};

// A group says how many came and what they work in; both then become a
// notice of the same place.
static int
checkin_height(const struct ui *ui, const struct activity_data *data)
{
    if (data->joined || data->failed) {
        return ui_theme(ui)->large ? 168 : 136;
    }
    if (!data->known || data->activity.checkin != ACTIVITY_GROUP) {
        return 0;
    }
    return STEP + 48 + (data->activity.field_count ? CHIP + 24 : 0);
}

static struct places
place(struct ui *ui, const struct activity_data *data, int source_h)
{
    struct places places = {0};
    struct rect area = parts_left(ui);
    bool wide = parts_wide(ui), large = ui_theme(ui)->large;
    int facts = 2 * (wide ? 168 : large ? 150 : 120);
    places.record.head = reach_cut_head(ui, &area, 136, 16);
    if (reach_low(ui)) {
        places.record.source = (struct rect){area.x, 304, area.w, source_h};
        places.record.facts = (struct rect){area.x, 328 + source_h, area.w, facts};
    } else {
        places.record.source = layout_cut_top(&area, source_h);
        layout_skip(&area, 24);
    }
    struct rect rest = wide ? parts_right(ui) : area;
    places.buttons = layout_cut_bottom(&rest, 112);
    layout_cut_bottom(&rest, 24);
    if (!reach_low(ui)) {
        places.record.facts = layout_cut_top(wide ? &area : &rest, facts);
        layout_skip(&rest, wide ? 0 : 24);
    }
    int checkin = checkin_height(ui, data);
    places.checkin = layout_cut_bottom(&rest, checkin);
    layout_cut_bottom(&rest, checkin ? 24 : 0);
    places.record.text = rest;
    return places;
}

static void
facts_of(struct ui *ui, const struct activity_data *data,
         struct fact out[2])
{
    const struct activity *activity = &data->activity;
    const char *where = text_get(&activity->place, ui_lang(ui));
    out[0] = (struct fact){
        .id = "activity.when", .icon = "calendar",
        .label = ui_tr(ui, "时间"), .text = activities_when(ui, activity),
        .unknown = !activity->starts_ms,
    };
    out[1] = (struct fact){
        .id = "activity.where", .icon = "pin", .label = ui_tr(ui, "地点"),
        .text = where[0] ? where : ui_tr(ui, "暂无公开信息，请咨询窗口"),
        .unknown = !where[0],
    };
}

static void
draw_stepper(struct ui *ui, const struct activity_data *data,
             struct rect rect)
{
    const char *number = ui_digits(ui, data->people);
    bool full = data->people >= ACTIVITY_PEOPLE_MAX;
    struct button buttons[] = {
        {.id = "activity.people.less", .label = "",
         .spoken = ui_tr(ui, "少一人"), .icon = "minus",
         .rect = layout_cut_left(&rect, 120), .kind = BUTTON_SECONDARY,
         .disabled = data->people <= 1},
        {.id = "activity.people.ten", .label = "+10",
         .spoken = ui_tr(ui, "多十人"), .rect = layout_cut_right(&rect, 120),
         .kind = BUTTON_TERTIARY, .disabled = full},
        {0},
    };
    layout_cut_right(&rect, 16);
    buttons[2] = (struct button){
        .id = "activity.people.more", .label = "",
        .spoken = ui_tr(ui, "多一人"), .icon = "plus",
        .rect = layout_cut_right(&rect, 120), .kind = BUTTON_SECONDARY,
        .disabled = full,
    };
    struct figure figure = {
        .id = "activity.people",
        .text = ui_say(ui, "{1} 人", number, NULL),
        .value = number,
        .rect = rect,
        .big = TYPE_H1,
        .small = TYPE_H4,
        .color = COLOR_INK900,
        .align = ALIGN_CENTER,
    };
    button_draw(ui, &buttons[0]);
    widget_figure(ui, &figure);
    button_draw(ui, &buttons[2]);
    button_draw(ui, &buttons[1]);
}

static void
draw_fields(struct ui *ui, const struct activity_data *data,
            struct rect rect)
{
    const struct activity *activity = &data->activity;
    int count = (int)activity->field_count;
    for (int i = 0; i < count && i < 4; i++) {
        char id[UI_ID_SIZE];
        str_format(id, sizeof(id), "activity.field.%s",
                   activity->fields[i].value);
        struct chip chip = {
            .id = id,
            .label = text_get(&activity->fields[i].label, ui_lang(ui)),
            .rect = layout_column(rect, count < 4 ? count : 4, 16, i),
            .on = data->field == i,
            .bare = true,
        };
        chip_draw(ui, &chip);
    }
}

static void
draw_group(struct ui *ui, const struct activity_data *data,
           struct rect rect)
{
    struct rect inside = rect_inset(rect, 28, 24);
    widget_card(ui, rect);
    draw_stepper(ui, data, layout_cut_top(&inside, STEP));
    layout_skip(&inside, 24);
    draw_fields(ui, data, inside);
}

static void
draw_outcome(struct screen_context *context,
             const struct activity_data *data, struct rect rect)
{
    struct ui *ui = context->ui;
    struct notice notice = {
        .id = "activity.outcome",
        .icon = data->failed ? "alert" : "check-circle",
        .text = data->failed
                    ? ui_tr(ui, "没有记下这次签到")
                    : ui_say(ui, "签到已记录 · 本机今天 {1} 人",
                             ui_digits(ui, data->today), NULL),
        .more = data->failed ? ui_tr(ui, "请到咨询台登记")
                             : ui_tr(ui, "已记录在本机，联网后自动送到中心"),
        .rect = rect,
        .tone = data->failed ? TONE_GOLD : TONE_MEADOW,
    };
    notice_draw(ui, &notice);
}

// What this page is for comes first, in gold.
static int
choose_buttons(struct ui *ui, const struct activity_data *data,
               struct button out[2])
{
    bool checkin = data->known
                   && data->activity.checkin != ACTIVITY_NO_CHECKIN;
    bool group = data->activity.checkin == ACTIVITY_GROUP;
    int count = 0;
    if (data->joined) {
        out[0] = (struct button){
            .id = "activity.done", .label = ui_tr(ui, "完成"),
            .icon = "check", .kind = BUTTON_COMMIT};
        out[1] = (struct button){
            .id = "activity.again",
            .label = group ? ui_tr(ui, "再签一个团队")
                           : ui_tr(ui, "下一位签到"),
            .icon = "users", .kind = BUTTON_SECONDARY};
        return 2;
    }
    if (checkin && !data->failed) {
        out[count++] = (struct button){
            .id = "activity.checkin",
            .label = group ? ui_tr(ui, "团队签到") : ui_tr(ui, "我到了，签到"),
            .icon = "check", .kind = BUTTON_COMMIT};
    }
    if (data->has_form) {
        out[count] = (struct button){
            .id = "activity.form",
            .label = group ? ui_tr(ui, "登记团队信息")
                           : ui_tr(ui, "登记意向"),
            .icon = "pen",
            .kind = count ? BUTTON_SECONDARY : BUTTON_COMMIT};
        count++;
    }
    if (count < 2 && data->has_policy) {
        out[count++] = (struct button){
            .id = "activity.policy", .label = ui_tr(ui, "看相关政策"),
            .icon = "doc", .kind = BUTTON_SECONDARY};
    }
    if (count < 2) {
        out[count++] = (struct button){
            .id = "activity.desk", .label = ui_tr(ui, "取号问窗口"),
            .icon = "ticket", .kind = BUTTON_SECONDARY};
    }
    return count;
}

static void
draw_buttons(struct ui *ui, const struct activity_data *data,
             struct rect area)
{
    struct button buttons[2];
    int count = choose_buttons(ui, data, buttons);
    for (int i = 0; i < count; i++) {
        buttons[i].rect = count == 1 ? area
                                     : layout_column(area, 2, 24, i);
        button_draw(ui, &buttons[i]);
    }
}

// What it is about, or else which classes it is of.
static const char *
lead_of(struct ui *ui, const struct activity *activity)
{
    const char *classes = activities_classes(ui, activity);
    const char *summary = text_get(&activity->summary, ui_lang(ui));
    if (parts_wide(ui)) {
        summary = ""; // no room beside a long title; the text says it too
    }
    return summary[0] ? summary : classes[0] ? classes : NULL;
}

void
activity_draw(struct screen_context *context, const void *userdata)
{
    const struct activity_data *data = userdata;
    const struct activity *activity = &data->activity;
    struct ui *ui = context->ui;
    struct fact facts[2];
    facts_of(ui, data, facts);
    struct record_page page = {
        .title_id = "activity.title",
        .state_id = "activity.state",
        .source_id = "activity.source",
        .known = data->known,
        .icon = "calendar",
        .title = text_get(&activity->title, ui_lang(ui)),
        .lead = lead_of(ui, activity),
        .source = &activity->source,
        .state = activity->state,
        .facts = facts,
        .fact_count = 2,
        .body = data->body,
        .text = text_get(&activity->body, ui_lang(ui)),
    };
    struct places places
        = place(ui, data, record_page_source_height(ui, &page));
    record_page_draw(ui, &page, &places.record);
    if (data->joined || data->failed) {
        draw_outcome(context, data, places.checkin);
    } else if (places.checkin.h > 0) {
        draw_group(ui, data, places.checkin);
    }
    draw_buttons(ui, data, places.buttons);
}
