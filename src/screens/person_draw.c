// SPDX-License-Identifier: Apache-2.0
#include <string.h>

#include "screens/parts.h"
#include "screens/person.h"
#include "screens/reach.h"
#include "screens/visitor.h"
#include "ui/build.h"
#include "ui/button.h"
#include "ui/layout.h"
#include "ui/notice.h"
#include "ui/page_head.h"
#include "ui/segment.h"
#include "ui/tile.h"
#include "ui/widget.h"
#include "util/str.h"

#define ROWS_MAX 5
#define CHIP_H 80

// Where things stand; what is shown of the role shares `role`.
struct places {
    struct rect top;           // heading or what was not found
    struct rect panel;
    struct rect section, role; // its heading; kinds and choices
    int gap;                   // between choices
    struct rect stated, yes, no;
};

static struct places
places_of(const struct ui *ui)
{
    if (parts_wide(ui)) {
        return (struct places){
            .top = {60, 152, 584, 138}, .panel = {60, 312, 584, 300},
            .section = {668, 152, 1192, 56}, .role = {668, 220, 1192, 556},
            .gap = 12, .stated = {60, 640, 584, 136},
            .yes = {668, 788, 788, 136}, .no = {1480, 788, 380, 136},
        };
    }
    struct places places = {
        .top = {60, 152, 960, parts_heading_height(ui)},
        .panel = {60, 312, 960, 264},
        .section = {60, 608, 960, 56}, .role = {60, 676, 960, 724},
        .gap = 16, .yes = {60, 1420, 960, 136}, .no = {60, 1580, 960, 112},
    };
    if (ui_theme(ui)->large) {
        places.panel = (struct rect){60, 344, 960, 220};
    }
    if (reach_low(ui)) {
        places.section.y = 768;
        places.role = (struct rect){60, REACH_TOP, 960, 560};
        places.gap = 12;
        places.stated = (struct rect){60, 600, 960, 136};
    }
    return places;
}

// Lines of choices that the longest kind needs.
static int
rows_of(const struct person_data *person)
{
    size_t most = 2;
    for (int i = 0; i < PERSON_GROUPS; i++) {
        most = person->totals[i] > most ? person->totals[i] : most;
    }
    int rows = (int)(most + 1) / 2;
    return rows < ROWS_MAX ? rows : ROWS_MAX;
}

static void
draw_groups(struct ui *ui, const struct person_data *person,
            struct rect rect)
{
    struct segment segments[PERSON_GROUPS] = {0};
    char ids[PERSON_GROUPS][UI_ID_SIZE];
    struct segment_control control = {
        .segments = segments, .rect = rect, .step = TYPE_BODY,
        .chosen = -1,
    };
    for (int i = 0; i < PERSON_GROUPS; i++) {
        if (person->totals[i] == 0) {
            continue;
        }
        int at = control.count++;
        str_format(ids[at], UI_ID_SIZE, "person.group.%s",
                   person_groups[i].name);
        segments[at] = (struct segment){
            .id = ids[at],
            .label = ui_tr(ui, person_groups[i].title),
            .weight = 1,
        };
        if (i == person->group) {
            control.chosen = at;
        }
    }
    if (control.count > 0) {
        segment_draw(ui, &control);
    }
}

static void
draw_chips(struct screen_context *context, const struct person_data *person,
           struct rect area, int gap)
{
    struct ui *ui = context->ui;
    struct rect foot = area;
    int rows = rows_of(person);
    struct layout_grid grid = {2, rows, 24, gap};
    area.h = rows * CHIP_H + (rows - 1) * gap;
    foot.y = area.y + area.h - CHIP_H;
    foot.h = CHIP_H;
    const char *chosen = person_choice(context->session, person->group);
    for (size_t i = 0; i < person->count; i++) {
        const struct entry *entry = &person->entries[i];
        char id[UI_ID_SIZE];
        str_format(id, sizeof(id), "person.%s.%s",
                   person_groups[person->group].name, entry->id);
        struct chip chip = {
            .id = id,
            .label = text_get(&entry->title, ui_lang(ui)),
            .rect = layout_cell(area, &grid, (int)i),
            .on = strcmp(chosen, entry->id) == 0,
        };
        chip_draw(ui, &chip);
    }
    parts_pager(ui, &person->paging, foot);
}

// "In what role": heading, kinds and choices; returns where they end.
static int
draw_role(struct screen_context *context, const struct person_data *person,
          const struct places *places)
{
    struct ui *ui = context->ui;
    struct section section = {
        .id = "person.role",
        .title = context->session->on_roster
                     ? ui_tr(ui, "今天还以哪种身份来？")
                     : ui_tr(ui, "您以哪种身份来？"),
        .remark = ui_tr(ui, "可不选，只作统计"),
        .rect = places->section,
    };
    parts_section(ui, &section);
    struct rect area = places->role;
    draw_groups(ui, person, layout_cut_top(&area, parts_wide(ui) ? 88 : 80));
    layout_skip(&area, 16);
    draw_chips(context, person, area, places->gap);
    int rows = rows_of(person);
    return area.y + rows * CHIP_H + (rows - 1) * places->gap;
}

static void
draw_panel(struct screen_context *context, struct rect rect)
{
    struct ui *ui = context->ui;
    const struct talent *talent = &context->session->talent;
    const char *grade = visitor_grade(ui, talent->grade);
    struct panel panel = {
        .id = "person.name",
        .line_id = "person.grade",
        .name = talent->name,
        .line = grade ? ui_say(ui, "名单内 · {1}", grade, NULL)
                      : ui_tr(ui, "名单内"),
        .more = visitor_number(ui, context->session, parts_wide(ui)),
        .rect = rect,
    };
    parts_panel(ui, &panel);
}

// What the roster states, or whose it is.
static struct tile
stated_tile(struct screen_context *context)
{
    struct ui *ui = context->ui;
    if (talent_entitled(&context->session->talent, "green_channel")) {
        struct tile tile = {
            .id = "person.stated",
            .icon = "medical",
            .title = ui_tr(ui, "名单写明：医疗绿色通道"),
            .sub = ui_tr(ui, "由医院窗口现场核验"),
            .box = 88,
        };
        if (!parts_wide(ui) && !ui_theme(ui)->large) {
            tile.title = ui_tr(ui, "医疗绿色通道");
            tile.pill = (struct pill){
                .icon = "check", .text = ui_tr(ui, "名单匹配"),
                .tone = TONE_MEADOW,
            };
        }
        return tile;
    }
    int64_t since = context->state->last_sync;
    return (struct tile){
        .id = "person.stated",
        .icon = "info",
        .title = ui_tr(ui, "名单由中心维护"),
        .sub = since > 0 ? ui_say(ui, "{1} 更新；有误请告诉窗口",
                                  parts_day_time(ui, since), NULL)
                         : ui_tr(ui, "有误请告诉窗口"),
        .box = 88,
    };
}

// Above the buttons, with a heading where there is room for one.
static void
draw_stated(struct screen_context *context, const struct places *places,
            int top)
{
    struct tile tile = stated_tile(context);
    tile.rect = places->stated;
    if (tile.rect.h == 0) {
        int room = places->yes.y - 24 - top;
        struct section section = {
            .id = "person.stated.title",
            .title = ui_tr(context->ui, "名单里写明的服务"),
            .rect = {60, top + 28, 960, 56},
        };
        tile.rect = (struct rect){60, top + 24, 960, 136};
        bool stated = talent_entitled(&context->session->talent,
                                      "green_channel");
        if (stated && room >= 28 + 56 + 12 + 136) {
            parts_section(context->ui, &section);
            tile.rect.y = section.rect.y + 56 + 12;
            tile.title = ui_tr(context->ui, "医疗绿色通道");
        }
    }
    tile_show(context->ui, &tile);
}

static void
draw_confirm(struct ui *ui, struct rect yes, struct rect no)
{
    struct button confirm = {
        .id = "person.confirm",
        .label = ui_tr(ui, "是我，继续"),
        .icon = "check",
        .rect = yes,
        .kind = BUTTON_COMMIT,
    };
    button_draw(ui, &confirm);
    struct button not_me = {
        .id = "person.not_me",
        .label = ui_tr(ui, "不是我"),
        .icon = "logout",
        .rect = no,
        .kind = BUTTON_SECONDARY,
    };
    button_draw(ui, &not_me);
}

static void
draw_match(struct screen_context *context, const struct person_data *person)
{
    struct ui *ui = context->ui;
    struct places places = places_of(ui);
    struct heading heading = {
        .id = "person.title",
        .title = ui_tr(ui, "请确认是您本人"),
        .lead = ui_tr(ui, "只用于这一次办理"),
        .rect = places.top,
    };
    parts_heading(ui, &heading);
    draw_panel(context, places.panel);
    int end = draw_role(context, person, &places);
    draw_stated(context, &places, end);
    draw_confirm(ui, places.yes, places.no);
}

struct reason {
    const char *icon, *text;
};

static const struct reason reasons[] = {
    {"sync", UI_MARK("名单还没更新")},
    {"keyboard", UI_MARK("号码输错了")},
    {"users", UI_MARK("在外地登记")},
};

// Why nothing was found, in three columns of a card.
static void
draw_reasons(struct ui *ui, struct rect heading, struct rect card)
{
    struct section section = {
        .id = "person.why",
        .title = ui_tr(ui, "可能是因为"),
        .rect = heading,
    };
    parts_section(ui, &section);
    widget_card(ui, card);
    for (int i = 0; i < 3; i++) {
        struct rect column = layout_column(card, 3, 2, i);
        if (i > 0) {
            widget_fill(ui,
                        (struct rect){column.x - 2,
                                      column.y + (column.h - 64) / 2, 2, 64},
                        COLOR_STONE200);
        }
        struct advice advice = {
            .icon = reasons[i].icon,
            .text = ui_tr(ui, reasons[i].text),
            .rect = rect_inset(column, 12, 4),
            .center = true,
            .color = COLOR_INK900,
        };
        advice_draw(ui, &advice);
    }
}

static void
draw_missing_why(struct ui *ui, struct rect rect)
{
    struct advice advice = {
        .id = "person.why",
        .icon = "info",
        .text = ui_tr(ui, "可能是名单还没更新、号码输错了，"
                          "或在外地登记"),
        .rect = rect,
        .color = COLOR_INK700,
    };
    advice_draw(ui, &advice);
}

static void
draw_missing_ways(struct ui *ui, struct rect yes, struct rect others)
{
    struct button confirm = {
        .id = "person.confirm",
        .label = ui_tr(ui, "按普通访客继续"),
        .trail = "arrow-right",
        .rect = yes,
        .kind = BUTTON_COMMIT,
    };
    button_draw(ui, &confirm);
    const struct button buttons[] = {
        {.id = "person.not_me", .label = ui_tr(ui, "重新输入"),
         .icon = "keyboard", .kind = BUTTON_SECONDARY},
        {.id = "person.call", .label = ui_tr(ui, "请工作人员过来"),
         .icon = "bell", .kind = BUTTON_SECONDARY},
    };
    button_row_draw(ui, buttons, 2, others);
}

static void
draw_missing_panel(struct ui *ui, struct rect rect)
{
    struct panel panel = {
        .id = "person.name",
        .line_id = "person.grade",
        .name = ui_tr(ui, "名单里没有找到"),
        .line = parts_wide(ui) ? ui_tr(ui, "不影响您取号办事")
                               : ui_tr(ui, "不影响您取号、查政策、测资格"),
        .icon = "help",
        .gold = true,
        .rect = rect,
    };
    parts_panel(ui, &panel);
}

// The ticket that everybody gets, and since when the roster is as it is.
static void
draw_missing_words(struct screen_context *context, struct rect ticket,
                   struct rect foot)
{
    struct ui *ui = context->ui;
    struct tile tile = {
        .id = "person.ticket",
        .icon = "ticket",
        .title = ui_tr(ui, "先取普通号，窗口会帮您核对名单"),
        .sub = ui_say(ui, "您输入的 {1} 只用于本次查找，已清除",
                      context->session->number_mask, NULL),
        .rect = ticket,
        .box = 96,
        .step = TYPE_H4,
    };
    tile_show(ui, &tile);
    int64_t since = context->state->last_sync;
    if (since <= 0 || foot.h == 0) {
        return;
    }
    struct foot_note note = {
        .id = "person.as_of",
        .icon = "clock",
        .text = ui_say(ui, "本机名单更新于 {1}", parts_day_time(ui, since),
                       NULL),
        .rect = foot,
    };
    foot_note_draw(ui, &note);
}

static void
draw_missing(struct screen_context *context,
             const struct person_data *person)
{
    struct ui *ui = context->ui;
    struct places places = places_of(ui);
    if (parts_wide(ui)) {
        draw_missing_panel(ui, (struct rect){60, 152, 584, 232});
        draw_missing_why(ui, (struct rect){60, 396, 584, 128});
        draw_role(context, person, &places);
        draw_missing_words(context, (struct rect){60, 536, 584, 232},
                           (struct rect){0});
        draw_missing_ways(ui, (struct rect){60, 788, 584, 136},
                          (struct rect){668, 788, 1192, 136});
        return;
    }
    bool low = reach_low(ui);
    // Many choices, or large letters, leave no room for the reasons' card.
    bool full = rows_of(person) < ROWS_MAX && !low && !ui_theme(ui)->large;
    struct rect ticket = {60, 596, 960, 144};
    if (full) {
        draw_missing_panel(ui, (struct rect){60, 152, 960, 236});
        draw_reasons(ui, (struct rect){60, 408, 960, 56},
                     (struct rect){60, 472, 960, 104});
        places.section.y = 600;
        places.role.y = 668;
    } else {
        draw_missing_panel(ui, (struct rect){60, 152, 960, 220});
        draw_missing_why(ui, (struct rect){60, 384, 960, 80});
    }
    if (!full && !low) {
        int spare = (ROWS_MAX - rows_of(person)) * 84;
        places.section.y = 476 + spare;
        places.role.y = 540 + spare;
    }
    int end = draw_role(context, person, &places);
    if (!low) {
        ticket.y = end + 24;
        ticket.h = 1328 - 24 - ticket.y;
        ticket.h = ticket.h < 160 ? ticket.h : 160;
    }
    draw_missing_words(context, ticket, (struct rect){60, 1640, 960, 56});
    int yes = low ? 1416 : 1328;
    draw_missing_ways(ui, (struct rect){60, yes, 960, low ? 120 : 136},
                      (struct rect){60, low ? 1552 : 1488, 960,
                                    low ? 80 : 112});
}

void
person_draw(struct screen_context *context, const void *data)
{
    if (context->session->on_roster) {
        draw_match(context, data);
    } else {
        draw_missing(context, data);
    }
}
