// SPDX-License-Identifier: Apache-2.0
#include "screens/parts.h"

#include <string.h>

#include "screens/reach.h"
#include "store/visits.h"
#include "ui/build.h"
#include "ui/widget.h"
#include "util/err.h"
#include "util/log.h"
#include "util/str.h"
#include "util/timestamp.h"

#define MARGIN 60
#define HEADER 120
#define TOP 152
#define LEFT_W 584
#define GUTTER 24

static const char *const weekdays[] = {
    UI_MARK("周一"), UI_MARK("周二"), UI_MARK("周三"), UI_MARK("周四"),
    UI_MARK("周五"), UI_MARK("周六"), UI_MARK("周日"),
};

static const char *const months[] = {
    UI_MARK("1月"),  UI_MARK("2月"),  UI_MARK("3月"),  UI_MARK("4月"),
    UI_MARK("5月"),  UI_MARK("6月"),  UI_MARK("7月"),  UI_MARK("8月"),
    UI_MARK("9月"),  UI_MARK("10月"), UI_MARK("11月"), UI_MARK("12月"),
};

bool
parts_wide(const struct ui *ui)
{
    struct rect page = ui_page(ui);
    return page.w > page.h;
}

struct rect
parts_content(const struct ui *ui)
{
    struct rect page = ui_page(ui);
    int top = reach_low(ui) ? REACH_TOP : TOP;
    int bottom = parts_wide(ui) ? 924 : 1736;
    return (struct rect){MARGIN, top, page.w - 2 * MARGIN, bottom - top};
}

struct rect
parts_left(const struct ui *ui)
{
    struct rect area = parts_content(ui);
    if (parts_wide(ui)) {
        area.w = LEFT_W;
    }
    return area;
}

struct rect
parts_right(const struct ui *ui)
{
    struct rect area = parts_content(ui);
    if (parts_wide(ui)) {
        area.x += LEFT_W + GUTTER;
        area.w -= LEFT_W + GUTTER;
    }
    return area;
}

void
parts_heading(struct ui *ui, const struct heading *heading)
{
    char id[UI_ID_SIZE];
    str_format(id, sizeof(id), "%s.lead", heading->id);
    struct label labels[] = {
        {.id = heading->id, .text = heading->title, .step = TYPE_H1,
         .bold = true, .color = COLOR_INK900},
        {.id = id, .text = heading->lead, .step = TYPE_LEAD,
         .color = COLOR_INK700},
    };
    widget_stack(ui, labels, 2, heading->rect);
}

void
parts_section(struct ui *ui, const struct section *section)
{
    struct rect rect = section->rect;
    int taken = 0;
    if (section->remark) {
        char id[UI_ID_SIZE];
        str_format(id, sizeof(id), "%s.remark", section->id);
        struct label remark = {
            .id = id,
            .text = section->remark,
            .rect = {rect.x + rect.w / 2, rect.y, rect.w / 2, rect.h},
            .step = ui_theme(ui)->large ? TYPE_CAPTION : TYPE_BODY,
            .color = COLOR_INK700,
            .align = ALIGN_END,
            .middle = true,
        };
        taken = widget_label(ui, &remark).rect.w + GUTTER;
    }
    struct label title = {
        .id = section->id,
        .text = section->title,
        .rect = {rect.x, rect.y, rect.w - taken, rect.h},
        .step = TYPE_H3,
        .bold = true,
        .color = COLOR_INK900,
        .middle = true,
    };
    widget_label(ui, &title);
}

static void
panel_ground(struct ui *ui, struct rect rect)
{
    bool contrast = ui_theme(ui)->contrast;
    struct box box = {
        .fill = COLOR_LAKE900,
        .line = contrast ? COLOR_LAKE700 : COLOR_NONE,
        .border = contrast ? 4 : 0,
        .radius = 24,
    };
    widget_box(ui, rect, &box);
    const char *art = rect.w < 900 ? "identity-landscape-584x300"
                      : rect.h < 240  ? "identity-large-960x220"
                                      : "identity-960x264";
    widget_art(ui, art, rect, 24);
}

void
parts_panel(struct ui *ui, const struct panel *panel)
{
    struct rect rect = panel->rect;
    panel_ground(ui, rect);
    struct icon_box icon = {
        .icon = "user",
        .rect = {rect.x + 44, rect.y + (rect.h - 128) / 2, 128, 128},
        .size = 80,
        .radius = 64,
        .fill = COLOR_LAKE100,
        .color = COLOR_LAKE900,
    };
    widget_icon_box(ui, &icon);
    char line_id[UI_ID_SIZE], more_id[UI_ID_SIZE];
    str_format(more_id, sizeof(more_id), "%s.more", panel->id);
    if (panel->line_id) {
        str_copy(line_id, sizeof(line_id), panel->line_id);
    } else {
        str_format(line_id, sizeof(line_id), "%s.line", panel->id);
    }
    struct rect area = {
        rect.x + 200, rect.y + 16,
        rect.w - 200 - (rect.w < 900 ? 36 : 200), rect.h - 32,
    };
    // In the flat part of the picture, left of the peaks.
    struct label lines[] = {
        {.id = panel->id, .text = panel->name, .step = TYPE_TITLE,
         .bold = true, .color = COLOR_ON_PANEL},
        {.id = line_id, .text = panel->line, .step = TYPE_LEAD,
         .color = COLOR_ON_PANEL},
        {.id = more_id, .text = panel->more,
         .step = ui_theme(ui)->large ? TYPE_CAPTION : TYPE_BODY,
         .color = COLOR_ON_PANEL_SOFT},
    };
    widget_stack(ui, lines, 3, area);
}

const char *
parts_time(struct ui *ui, int64_t ms)
{
    char text[8];
    int minute = timestamp_minute_of_day(ms);
    str_format(text, sizeof(text), "%02d:%02d", minute / 60, minute % 60);
    return ui_keep(ui, text);
}

// Month and day as numbers of the business day.
static void
month_and_day(int64_t ms, int *month, int *day)
{
    char text[DAY_SIZE];
    int64_t value = 1;
    timestamp_day(ms, text);
    text[7] = '\0';
    *month = str_parse_int(text + 5, 1, 12, &value) ? (int)value : 1;
    *day = str_parse_int(text + 8, 1, 31, &value) ? (int)value : 1;
}

const char *
parts_day(struct ui *ui, int64_t ms)
{
    int month = 1, day = 1;
    month_and_day(ms, &month, &day);
    int weekday = timestamp_weekday(ms);
    return ui_say(ui, "{1}{2}日 {3}", ui_tr(ui, months[month - 1]),
                  ui_digits(ui, day), ui_tr(ui, weekdays[weekday - 1]),
                  NULL);
}

const char *
parts_day_time(struct ui *ui, int64_t ms)
{
    int month = 1, day = 1;
    month_and_day(ms, &month, &day);
    const char *date = ui_say(ui, "{1}{2}日", ui_tr(ui, months[month - 1]),
                              ui_digits(ui, day), NULL);
    char text[64];
    str_format(text, sizeof(text), "%s %s", date, parts_time(ui, ms));
    return ui_keep(ui, text);
}

const char *
parts_grade(struct ui *ui, const char *grade)
{
    if (strcmp(grade, "high_level") == 0) {
        return ui_tr(ui, "高层次人才");
    }
    return NULL;
}

void
parts_next_visit(struct screen_context *context)
{
    struct session *session = context->session;
    if (!session->checked_in) {
        return;
    }
    enum err err = visit_end(context->store, session->visit.id, "done");
    if (err && err != ERR_NOT_FOUND) {
        LOGW("screens: end of visit not recorded: %s", err_name(err));
    }
    context->ops->poke(context->host);
    id_uuid(session->visit.id);
    session->checked_in = false;
    secret_wipe(&session->result, sizeof(session->result));
    secret_wipe(session->visit.service, sizeof(session->visit.service));
}

void
parts_forget_person(struct session *session)
{
    struct visit *visit = &session->visit;
    talent_clear(&session->talent);
    secret_wipe(session->person_key, sizeof(session->person_key));
    secret_wipe(session->number_mask, sizeof(session->number_mask));
    session->identified = false;
    session->on_roster = false;
    secret_wipe(visit->talent, sizeof(visit->talent));
    secret_wipe(visit->programme, sizeof(visit->programme));
    secret_wipe(visit->role, sizeof(visit->role));
    secret_wipe(visit->employer_type, sizeof(visit->employer_type));
    secret_wipe(visit->field, sizeof(visit->field));
    visit->identity = VISIT_AS_GUEST;
    visit->consent_rev = 0;
}

bool
parts_tapped(const struct screen_event *event, const char *id)
{
    return event->type == SCREEN_TOUCH && event->ui->type == UI_EVENT_TAP
           && strcmp(event->ui->id, id) == 0;
}

const char *
parts_tapped_after(const struct screen_event *event, const char *prefix)
{
    if (event->type != SCREEN_TOUCH || event->ui->type != UI_EVENT_TAP
        || !str_starts(event->ui->id, prefix)) {
        return NULL;
    }
    return event->ui->id + strlen(prefix);
}
