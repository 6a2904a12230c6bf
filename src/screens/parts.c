// SPDX-License-Identifier: Apache-2.0
#include "screens/parts.h"

#include <string.h>

#include "screens/reach.h"
#include "ui/build.h"
#include "ui/layout.h"
#include "ui/steps.h"
#include "ui/widget.h"
#include "util/str.h"
#include "util/timestamp.h"

#define MARGIN 60
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
    bool close = parts_wide(ui) || ui_theme(ui)->large;
    struct label labels[] = {
        {.id = heading->id, .text = heading->title, .step = TYPE_H1,
         .bold = true, .color = COLOR_INK900},
        {.id = id, .text = heading->lead, .step = TYPE_LEAD,
         .color = COLOR_INK700, .above = close ? 4 : 8},
    };
    widget_stack(ui, labels, 2, heading->rect);
}

int
parts_heading_height(const struct ui *ui)
{
    return ui_theme(ui)->large ? 174 : 142;
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
        .step = section->large ? TYPE_H2 : TYPE_H3,
        .bold = true,
        .color = COLOR_INK900,
        .middle = true,
    };
    widget_label(ui, &title);
}

struct how {
    const char *icon, *title, *sub;
};

static const struct how hows[] = {
    {"list", UI_MARK("选一项服务"), UI_MARK("不登记身份也可以取号")},
    {"ticket", UI_MARK("取一个号码"), UI_MARK("屏幕上会显示您的号码")},
    {"megaphone", UI_MARK("听到叫号到窗口"),
     UI_MARK("请把证件带到窗口核对")},
};

void
parts_how_to(struct ui *ui, const char *screen, struct rect area, bool full)
{
    char title[UI_ID_SIZE], ids[3][UI_ID_SIZE];
    str_format(title, sizeof(title), "%s.steps", screen);
    struct section section = {
        .id = title,
        .title = ui_tr(ui, "怎么取号"),
        .rect = layout_cut_top(&area, ui_theme(ui)->large ? 72 : 56),
    };
    parts_section(ui, &section);
    layout_skip(&area, 16);
    struct step list[3];
    for (int i = 0; i < 3; i++) {
        str_format(ids[i], UI_ID_SIZE, "%s.step.%d", screen, i + 1);
        list[i] = (struct step){
            .id = ids[i],
            .icon = hows[i].icon,
            .title = ui_tr(ui, hows[i].title),
            .sub = full ? ui_tr(ui, hows[i].sub) : NULL,
        };
    }
    struct steps steps = {list, 3, area};
    steps_draw(ui, &steps);
}

static void
panel_ground(struct ui *ui, const struct panel *panel)
{
    bool contrast = ui_theme(ui)->contrast;
    struct rect rect = panel->rect;
    struct box box = {
        .fill = panel->gold ? COLOR_GOLD100 : COLOR_LAKE900,
        .line = contrast ? COLOR_LAKE700 : COLOR_NONE,
        .border = contrast ? 4 : 0,
        .radius = panel->gold ? 28 : 24,
    };
    widget_box(ui, rect, &box);
    // Large type needs the room of the peaks in the narrow one.
    bool crowded = rect.w < 900 && ui_theme(ui)->large;
    if (panel->gold || crowded) {
        return;
    }
    const char *art = rect.w < 900 ? "identity-landscape-584x300"
                      : rect.h < 240  ? "identity-large-960x220"
                                      : "identity-960x264";
    widget_art(ui, art, rect, 24);
}

// Returns where the lines begin.
static int
panel_icon(struct ui *ui, const struct panel *panel, struct rect area)
{
    if (ui_theme(ui)->large && !parts_wide(ui)) {
        return area.x + 44;
    }
    int size = panel->gold ? 136 : 128;
    int pad = panel->gold ? 40 : 44;
    struct icon_box icon = {
        .icon = panel->icon ? panel->icon : "user",
        .rect = {area.x + pad, area.y + (area.h - size) / 2, size, size},
        .size = panel->gold ? 84 : 80,
        .radius = size / 2,
        .fill = panel->gold ? COLOR_GOLD800 : COLOR_LAKE100,
        .color = panel->gold ? COLOR_SNOW : COLOR_LAKE900,
    };
    widget_icon_box(ui, &icon);
    return icon.rect.x + size + (panel->gold ? 36 : 28);
}

static enum type_step
name_step(const struct panel *panel, bool plain)
{
    if (panel->gold && panel->rect.w < 900) {
        return TYPE_H2;
    }
    return panel->gold || plain ? TYPE_H1 : TYPE_TITLE;
}

void
parts_panel(struct ui *ui, const struct panel *panel)
{
    struct rect area = panel->rect;
    bool gold = panel->gold;
    bool plain = ui_theme(ui)->large && !parts_wide(ui);
    panel_ground(ui, panel);
    // The dark one's golden rim is no room for texts.
    area.h -= gold ? 0 : 6;
    int x = panel_icon(ui, panel, area);
    char line_id[UI_ID_SIZE], more_id[UI_ID_SIZE];
    str_format(more_id, sizeof(more_id), "%s.more", panel->id);
    str_format(line_id, sizeof(line_id), "%s.line", panel->id);
    if (panel->line_id) {
        str_copy(line_id, sizeof(line_id), panel->line_id);
    }
    // In the flat part of the picture, left of the peaks.
    int end = area.x + area.w - (area.w < 900 ? 36 : gold ? 40 : 150);
    struct rect words = {x, area.y + 8, end - x, area.h - 16};
    struct label lines[] = {
        {.id = panel->id, .text = panel->name,
         .step = name_step(panel, plain),
         .bold = true, .color = gold ? COLOR_GOLD800 : COLOR_ON_PANEL,
         .fixed = gold && area.w < 900},
        {.id = line_id, .text = panel->line,
         .step = plain ? TYPE_BODY : TYPE_LEAD,
         .color = gold ? COLOR_GOLD800 : COLOR_ON_PANEL,
         .above = gold ? 4 : 0},
        {.id = more_id, .text = plain ? NULL : panel->more,
         .step = TYPE_BODY, .color = COLOR_ON_PANEL_SOFT, .above = 4},
    };
    widget_stack(ui, lines, 3, words);
}

void
parts_pager(struct ui *ui, const struct paging *paging, struct rect rect)
{
    bool wide = parts_wide(ui);
    bool large = ui_theme(ui)->large && !wide;
    const char *page = ui_digits(ui, (int64_t)paging->page + 1);
    const char *pages = ui_digits(ui, (int64_t)paging_pages(paging));
    struct pager pager = {
        .paging = paging,
        .rect = rect,
        .previous = ui_tr(ui, "上一页"),
        .next = ui_tr(ui, "下一页"),
        .position = large ? ui_say(ui, "{1} / {2}", page, pages, NULL)
                          : ui_say(ui, "第 {1} / {2} 页", page, pages, NULL),
        .strong = page,
        .compact = wide && rect.w < 700,
    };
    pager_draw(ui, &pager);
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
