// SPDX-License-Identifier: Apache-2.0
#include "screens/parts.h"
#include "screens/progress.h"
#include "ui/build.h"
#include "ui/button.h"
#include "ui/layout.h"
#include "ui/notice.h"
#include "ui/page_head.h"
#include "ui/panel.h"
#include "ui/receipt.h"
#include "ui/timeline.h"
#include "ui/widget.h"
#include "util/str.h"

#define ROWS_MAX 4

// How each state reads, as a stage and, shorter, as where it stands now.
static const struct {
    const char *stage, *now, *next, *icon;
} state_words[CASE_STATES] = {
    [CASE_RECEIVED] = {UI_MARK("已收到"), UI_MARK("已收到"), NULL, "check"},
    [CASE_ASSIGNED] = {UI_MARK("已分给经办人"), UI_MARK("已分给经办人"),
                       NULL, "user"},
    [CASE_CONTACTING] = {UI_MARK("正在联系用人单位"),
                         UI_MARK("正在联系单位"), UI_MARK("下一步由单位答复"),
                         "users"},
    [CASE_MORE_NEEDED] = {UI_MARK("需要补充材料"), UI_MARK("需要补充材料"),
                          UI_MARK("请带到窗口"), "doc"},
    [CASE_ANSWERED] = {UI_MARK("已答复"), UI_MARK("已答复"), NULL, "flag"},
    [CASE_CLOSED] = {UI_MARK("办理已结束"),
                     UI_MARK("办理已结束"), NULL, "flag"},
};

// What this kiosk knows by itself, before the centre has said anything.
static const struct {
    const char *value, *now, *title, *sub, *icon;
} own_words[] = {
    [CASE_FOUND_WAITING] = {"waiting", UI_MARK("等待送到中心"),
                            UI_MARK("等待送到中心"),
                            UI_MARK("联网后自动送出，不用您做什么"),
                            "cloud"},
    [CASE_FOUND_SENT] = {"sent", UI_MARK("已送到中心"),
                         UI_MARK("已送到中心"),
                         UI_MARK("办到哪一步，还没有取回"), "cloud-check"},
    [CASE_FOUND_ASIDE] = {"aside", UI_MARK("请窗口核对"),
                          UI_MARK("已记录，请窗口帮您核对"),
                          UI_MARK("请把回执号告诉工作人员"), "info"},
};

static const char *const step_ids[ROWS_MAX] = {
    "progress.step.1", "progress.step.2", "progress.step.3",
    "progress.step.4",
};

static bool
from_centre(const struct progress_data *data)
{
    return data->lookup.found == CASE_FOUND_STATE;
}

static bool
is_over(const struct progress_data *data)
{
    return from_centre(data)
           && (data->lookup.file.state == CASE_ANSWERED
               || data->lookup.file.state == CASE_CLOSED);
}

/** Stages while they are gathered. */
struct stages {
    struct timeline_step steps[ROWS_MAX];
    int count;
};

static void
add_stage(struct stages *stages, struct timeline_step step)
{
    step.id = step_ids[stages->count];
    stages->steps[stages->count++] = step;
}

static void
add_case_step(struct ui *ui, struct stages *stages,
              const struct case_step *step, bool now)
{
    const char *at = parts_day_time(ui, step->at_ms);
    const char *next = state_words[step->state].next;
    add_stage(stages, (struct timeline_step){
        .state = now ? TIMELINE_NOW : TIMELINE_DONE,
        .icon = state_words[step->state].icon,
        .title = ui_tr(ui, state_words[step->state].stage),
        .sub = now && next ? ui_say(ui, "{1} · {2}", at, ui_tr(ui, next),
                                    NULL)
                           : at,
    });
}

// The first and the newest, where there is no room for all.
static void
add_case(struct ui *ui, struct stages *stages,
         const struct progress_data *data, int room)
{
    const struct case_file *file = &data->lookup.file;
    int count = (int)file->step_count;
    int newest = room > 1 ? room - 1 : 1;
    for (int i = 0; i < count; i++) {
        if ((i == 0 && room > 1) || i >= count - newest) {
            add_case_step(ui, stages, &file->steps[i],
                          i == count - 1 && !is_over(data));
        }
    }
}

static void
add_own(struct ui *ui, struct stages *stages,
        const struct progress_data *data)
{
    const char *at = parts_day_time(ui, data->lookup.file.updated_ms);
    enum case_found found = data->lookup.found;
    add_stage(stages, (struct timeline_step){
        .state = TIMELINE_DONE,
        .title = ui_tr(ui, "已记录在本机"),
        .sub = at,
    });
    add_stage(stages, (struct timeline_step){
        .state = TIMELINE_NOW,
        .icon = own_words[found].icon,
        .title = ui_tr(ui, own_words[found].title),
        .sub = ui_tr(ui, own_words[found].sub),
    });
}

static void
draw_stages(struct ui *ui, const struct progress_data *data,
            struct rect rect)
{
    struct stages stages = {.count = 0};
    int pitch = ui_theme(ui)->large ? 148 : 116;
    int room = (rect.h - 32) / pitch;
    bool over = is_over(data);
    room = room > ROWS_MAX ? ROWS_MAX : room < 2 ? 2 : room;
    if (from_centre(data)) {
        add_case(ui, &stages, data, over ? room : room - 1);
    } else {
        add_own(ui, &stages, data);
    }
    if (!over && stages.count < room) {
        add_stage(&stages, (struct timeline_step){
            .state = TIMELINE_LATER,
            .icon = "flag",
            .title = ui_tr(ui, "答复您"),
            .sub = ui_tr(ui, "时限暂无公开信息，请咨询窗口"),
        });
    }
    struct timeline timeline = {
        .steps = stages.steps,
        .count = stages.count,
        .now = ui_tr(ui, "现在"),
        .rect = rect,
    };
    timeline_draw(ui, &timeline);
}

static const char *
fetched_words(struct screen_context *context,
              const struct progress_data *data)
{
    struct ui *ui = context->ui;
    int64_t at = context->state->last_sync;
    if (!from_centre(data)) {
        return ui_tr(ui, "这是这台终端自己的记录；最新情况以窗口为准");
    }
    if (at == 0) {
        return ui_tr(ui, "最新情况以窗口为准");
    }
    const char *when = context->now_ms - at < 12 * 3600 * INT64_C(1000)
                           ? parts_time(ui, at)
                           : parts_day_time(ui, at);
    return ui_say(ui, "这是 {1} 从中心取回的情况；最新情况以窗口为准", when,
                  NULL);
}

// Takes what it needs from the bottom of `area`.
static void
draw_message(struct ui *ui, const struct progress_data *data,
             struct rect *area)
{
    const char *text = text_get(&data->lookup.file.message, ui_lang(ui));
    int most = ui_theme(ui)->large ? 300 : 240;
    struct label label = {
        .text = text, .rect = {0, 0, area->w - 140, most - 32},
        .step = TYPE_BODY,
    };
    int h = widget_measure(ui, &label).rect.h + 56;
    struct notice notice = {
        .id = "progress.message",
        .icon = "megaphone",
        .text = text,
        .rect = layout_cut_bottom(area, h < most ? h : most),
        .tone = TONE_LAKE,
        .icon_size = 56,
    };
    notice_draw(ui, &notice);
    layout_cut_bottom(area, 24);
}

// On the narrow column, number and state stand one below the other.
static void
draw_panel(struct ui *ui, const struct progress_data *data, struct rect rect)
{
    bool known = from_centre(data);
    enum case_state state = data->lookup.file.state;
    enum case_found found = data->lookup.found;
    const char *value = known ? names_get(case_state_names, (int)state)
                              : own_words[found].value;
    const char *now = ui_tr(ui, known ? state_words[state].now
                                      : own_words[found].now);
    struct dark_panel panel = {
        .id = "progress.slip",
        .name = text_is_empty(&data->title)
                    ? ui_tr(ui, "回执号")
                    : text_get(&data->title, ui_lang(ui)),
        .text = receipt_groups(ui, data->typed),
        .step = parts_wide(ui) ? TYPE_H1 : TYPE_HERO,
        .state = now,
        .state_id = "progress.state",
        .state_value = value,
        .note = ui_tr(ui, "目前"),
        .rect = rect,
    };
    if (!parts_wide(ui)) {
        dark_panel_draw(ui, &panel);
        return;
    }
    panel.state = NULL;
    panel.rect = layout_row(rect, 2, 16, 0);
    dark_panel_draw(ui, &panel);
    struct dark_panel below = {
        .id = "progress.state",
        .name = ui_tr(ui, "目前"),
        .text = now,
        .value = value,
        .step = TYPE_H2,
        .rect = layout_row(rect, 2, 16, 1),
    };
    dark_panel_draw(ui, &below);
}

static void
draw_buttons(struct ui *ui, struct rect rect)
{
    bool wide = parts_wide(ui);
    struct rect ways = wide ? layout_column(rect, 2, 24, 1)
                            : layout_cut_bottom(&rect, 112);
    if (wide) {
        rect = layout_column(rect, 2, 24, 0);
    } else {
        layout_cut_bottom(&rect, 24);
    }
    struct button desk = {
        .id = "progress.desk",
        .label = ui_tr(ui, "取号问经办人"),
        .icon = "ticket",
        .rect = rect,
        .kind = BUTTON_COMMIT,
    };
    const struct button pair[] = {
        {.id = "progress.another", .label = ui_tr(ui, "查另一个"),
         .icon = "search", .kind = BUTTON_SECONDARY},
        {.id = "progress.rate", .label = ui_tr(ui, "评价服务"),
         .icon = "star", .kind = BUTTON_SECONDARY},
    };
    button_draw(ui, &desk);
    button_row_draw(ui, pair, screen_find("rating") ? 2 : 1, ways);
}

/** Where everything stands; message and stages share the body. */
struct places {
    struct rect title, panel, body, fetched, buttons, note;
};

static struct places
place(const struct ui *ui)
{
    if (parts_wide(ui)) {
        return (struct places){
            .title = {60, 152, 584, 80}, .panel = {60, 248, 584, 324},
            .fetched = {60, 596, 584, 128}, .note = {60, 740, 584, 184},
            .body = {668, 152, 1192, 624}, .buttons = {668, 800, 1192, 124},
        };
    }
    if (ui_theme(ui)->large) {
        return (struct places){
            .title = {60, 144, 960, 104}, .panel = {60, 256, 960, 208},
            .body = {60, 488, 960, 684}, .fetched = {60, 1188, 960, 136},
            .buttons = {60, 1340, 960, 268}, .note = {60, 1620, 960, 116},
        };
    }
    return (struct places){
        .title = {60, 152, 960, 80}, .panel = {60, 256, 960, 208},
        .body = {60, 500, 960, 640}, .fetched = {60, 1164, 960, 120},
        .buttons = {60, 1316, 960, 264}, .note = {60, 1612, 960, 104},
    };
}

void
progress_draw_state(struct screen_context *context,
                    const struct progress_data *data)
{
    struct ui *ui = context->ui;
    struct places places = place(ui);
    struct label title = {
        .id = "progress.title",
        .text = ui_tr(ui, "办理进度"),
        .rect = places.title,
        .step = TYPE_H1,
        .bold = true,
        .color = COLOR_INK900,
        .middle = true,
    };
    struct notice fetched = {
        .id = "progress.fetched",
        .icon = from_centre(data) ? "cloud-check" : "cloud",
        .text = fetched_words(context, data),
        .rect = places.fetched,
        .tone = TONE_NOTE,
        .pad = 36,
    };
    struct foot_note note = {
        .id = "progress.note",
        .icon = "info",
        .text = ui_tr(ui, "要补充材料？带到窗口，或取号后交给经办人"),
        .rect = places.note,
    };
    widget_label(ui, &title);
    draw_panel(ui, data, places.panel);
    if (!text_is_empty(&data->lookup.file.message)) {
        draw_message(ui, data, &places.body);
    }
    draw_stages(ui, data, places.body);
    notice_draw(ui, &fetched);
    draw_buttons(ui, places.buttons);
    foot_note_draw(ui, &note);
}
