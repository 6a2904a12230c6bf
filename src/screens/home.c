// SPDX-License-Identifier: Apache-2.0
#include <string.h>

#include "screens/parts.h"
#include "screens/screens.h"
#include "store/catalogue.h"
#include "store/visits.h"
#include "ui/build.h"
#include "ui/layout.h"
#include "ui/notice.h"
#include "ui/pager.h"
#include "ui/steps.h"
#include "ui/tile.h"
#include "ui/widget.h"
#include "util/str.h"

#define TILES_MAX 8
#define LARGE_PER_PAGE 3

struct home_data {
    size_t services;
    struct queue_figures figures;
    struct paging paging; // of the tiles, under large type
};

struct entrance {
    const char *id, *icon, *title, *sub, *screen;
};

// A tile stands for its screen: it is drawn once there is one.
static const struct entrance entrances[TILES_MAX] = {
    {"home.services", "ticket", UI_MARK("取号办事"), NULL, "services"},
    {"home.policies", "doc", UI_MARK("查政策"),
     UI_MARK("安家费、公寓、入学"), "policies"},
    {"home.eligibility", "question-list", UI_MARK("测资格"),
     UI_MARK("看哪些可能适用"), "eligibility"},
    {"home.directory", "users", UI_MARK("查名录"),
     UI_MARK("首席人才官、平台"), "directory"},
    {"home.activities", "calendar", UI_MARK("人才活动"),
     UI_MARK("人才周、洽谈会"), "activities"},
    {"home.progress", "search", UI_MARK("查进度"), UI_MARK("输入回执号"),
     "progress"},
    {"home.green_channel", "medical", UI_MARK("医疗绿色通道"),
     UI_MARK("市第一人民医院 · 高层次人才 · 名单由窗口核验"),
     "green_channel"},
};

static size_t
open_entrances(const struct entrance *out[TILES_MAX])
{
    size_t count = 0;
    for (size_t i = 0; i < TILES_MAX; i++) {
        const char *screen = entrances[i].screen;
        if (screen && screen_find(screen)) {
            out[count++] = &entrances[i];
        }
    }
    return count;
}

static size_t
count_services(struct screen_context *context)
{
    struct site site = {0};
    if (catalogue_site(context->store, context->state->profile, &site)) {
        return 0;
    }
    struct service first = {0};
    size_t count = 0, total = 0;
    catalogue_services(context->store, site.id,
                       (struct catalogue_range){0, 1}, &first, &count,
                       &total);
    service_clear(&first);
    site_clear(&site);
    return total;
}

static void
load(struct screen_context *context, struct home_data *data)
{
    data->services = count_services(context);
    if (queue_figures_get(context->store, NULL, &data->figures)) {
        data->figures = (struct queue_figures){.waiting = -1};
    }
    const struct entrance *open[TILES_MAX];
    data->paging.total = open_entrances(open);
    data->paging.per_page = LARGE_PER_PAGE;
    paging_clamp(&data->paging);
}

static void
enter(struct screen_context *context, void *data, const char *arg)
{
    (void)arg;
    load(context, data);
}

static bool
event(struct screen_context *context, void *data,
      const struct screen_event *event)
{
    struct home_data *home = data;
    if (event->type == SCREEN_CHANGED) {
        load(context, home);
        return true;
    }
    if (event->type != SCREEN_TOUCH) {
        return event->type == SCREEN_STATE;
    }
    if (parts_tapped(event, "home.scan")) {
        context->ops->go(context->host, "identify", NULL);
        return false;
    }
    for (size_t i = 0; i < TILES_MAX; i++) {
        if (entrances[i].id && parts_tapped(event, entrances[i].id)) {
            context->ops->go(context->host, entrances[i].screen, NULL);
            return false;
        }
    }
    return event->ui->type == UI_EVENT_TAP
           && paging_tap(&home->paging, event->ui->id);
}

static void
draw_hero(struct ui *ui)
{
    bool wide = parts_wide(ui), large = ui_theme(ui)->large;
    struct rect hero = {0, 120, 1080, large ? 488 : 440};
    const char *art = large ? "hero-large-1080x488" : "hero-1080x440";
    struct rect place = {60, 176, 960, 0};
    if (wide) {
        hero = (struct rect){60, 152, 584, 276};
        art = "hero-landscape-584x276";
        place = (struct rect){104, 176, 496, 0};
    }
    struct box box = {
        .fill = COLOR_LAKE900, .line = COLOR_NONE,
        .radius = wide ? 28 : 0,
    };
    widget_box(ui, hero, &box);
    widget_art(ui, art, hero, wide ? 28 : 0);
    struct label title = {
        .id = "home.title",
        .text = ui_tr(ui, "您好，今天想办什么？"),
        .rect = {place.x, place.y, place.w, large ? 104 : 84},
        .step = wide ? TYPE_H2 : TYPE_HERO,
        .bold = true,
        .color = COLOR_ON_PANEL,
        .middle = true,
    };
    widget_label(ui, &title);
    bool policies = screen_find("policies") != NULL;
    const char *words = policies ? ui_tr(ui, "不刷卡也能取号、查政策")
                                 : ui_tr(ui, "不刷卡也能取号");
    if (!wide && !large) {
        words = policies ? ui_tr(ui, "刷人才卡可少填信息；不刷卡也能取号、"
                                     "查政策")
                         : ui_tr(ui, "刷人才卡可少填信息；不刷卡也能取号");
    }
    struct label lead = {
        .id = "home.lead",
        .text = words,
        .rect = {place.x, title.rect.y + title.rect.h + 16, place.w,
                 110},
        .step = TYPE_LEAD,
        .color = COLOR_ON_PANEL_SOFT,
    };
    widget_label(ui, &lead);
}

// A piece of the strip's line at `x`; returns where the next one begins.
static int
draw_piece(struct ui *ui, struct label label, int x, struct rect strip)
{
    if (!*label.text) {
        return x;
    }
    label.rect = (struct rect){x, strip.y, strip.x + strip.w - 28 - x,
                               strip.h};
    label.color = ui_theme(ui)->contrast ? COLOR_LAKE700 : COLOR_LAKE900;
    label.middle = true;
    return x + widget_label(ui, &label).rect.w + 20;
}

// Whose turn it is, the number large, and at the right who waits.
static void
draw_called(struct ui *ui, const struct queue_figures *figures,
            struct rect rect)
{
    struct label pieces[] = {
        {.text = ui_tr(ui, "正在叫号"), .step = TYPE_LEAD},
        {.id = "home.serving", .text = figures->called, .step = TYPE_H2,
         .bold = true, .value = figures->window},
        {.text = figures->window, .step = TYPE_LEAD},
    };
    int x = rect.x + 96;
    for (int i = 0; i < 3; i++) {
        x = draw_piece(ui, pieces[i], x, rect);
    }
    if (figures->waiting < 0) {
        return;
    }
    struct label waiting = {
        .id = "home.waiting",
        .text = ui_say(ui, "等候 {1} 人", ui_digits(ui, figures->waiting),
                       NULL),
        .step = TYPE_LEAD,
    };
    int w = widget_text_width(ui, waiting.step, false, waiting.text);
    int end = rect.x + rect.w - 36 - w;
    if (end >= x) {
        draw_piece(ui, waiting, end, rect);
    }
}

static void
draw_serving(struct ui *ui, const struct queue_figures *figures,
             struct rect rect)
{
    const char *start = ui_tr(ui, "轻触下面任意一项开始");
    bool called = figures->called[0] != '\0';
    struct notice notice = {
        .id = "home.serving",
        .icon = called ? "megaphone" : "info",
        .text = called ? NULL : start,
        .rect = rect,
        .tone = TONE_LAKE,
        .icon_size = 48,
    };
    if (!called && figures->waiting >= 0) {
        notice.icon = "users";
        notice.text = ui_say(ui, "等候 {1} 人",
                             ui_digits(ui, figures->waiting), NULL);
        notice.more = start;
    }
    notice_draw(ui, &notice);
    if (called) {
        draw_called(ui, figures, rect);
    }
}

static void
draw_strip(struct screen_context *context, const struct home_data *data,
           struct rect rect)
{
    struct ui *ui = context->ui;
    const struct kiosk_state *state = context->state;
    if (state->online) {
        draw_serving(ui, &data->figures, rect);
        return;
    }
    struct notice notice = {
        .id = "home.offline",
        .icon = "cloud-off",
        .text = ui_tr(ui, "网络暂时中断，照常可用"),
        .more = ui_tr(ui, "取号正常，记录联网后自动上传"),
        .rect = rect,
        .tone = TONE_GOLD,
        .icon_size = 56,
    };
    if (state->pending > 0) {
        notice.more = ui_say(ui, "取号正常；{1} 条记录联网后自动上传",
                             ui_digits(ui, state->pending), NULL);
    }
    if (!state->enrolled) {
        notice.text = ui_tr(ui, "本机还没有连接中心，照常可用");
        notice.more = ui_tr(ui, "取号正常，记录保存在本机");
    }
    notice_draw(ui, &notice);
}

static const char *
services_line(struct ui *ui, const struct home_data *data)
{
    const char *services = ui_digits(ui, (int64_t)data->services);
    if (data->figures.waiting >= 0) {
        return ui_say(ui, "{1} 项 · {2} 人等候", services,
                      ui_digits(ui, data->figures.waiting), NULL);
    }
    return ui_say(ui, "{1} 项服务", services, NULL);
}

static void
draw_entrance(struct ui *ui, const struct home_data *data,
              const struct entrance *entrance, struct rect rect)
{
    struct tile tile = {
        .id = entrance->id,
        .icon = entrance->icon,
        .title = ui_tr(ui, entrance->title),
        .sub = entrance->sub ? ui_tr(ui, entrance->sub)
                             : services_line(ui, data),
        .rect = rect,
        .box = rect.h > 200 ? 128 : parts_wide(ui) ? 104 : 96,
        .trail = rect.w > 900 ? "chevron-right" : NULL,
    };
    tile_draw(ui, &tile);
}

// While there is one way in alone, the page tells how it goes on.
static void
draw_steps(struct ui *ui, struct rect area)
{
    struct section section = {
        .id = "home.steps",
        .title = ui_tr(ui, "怎么取号"),
        .rect = layout_cut_top(&area, ui_theme(ui)->large ? 72 : 56),
    };
    parts_section(ui, &section);
    layout_skip(&area, 16);
    const struct step list[] = {
        {"home.step.1", "list", ui_tr(ui, "选一项服务"),
         ui_tr(ui, "不登记身份也可以取号")},
        {"home.step.2", "ticket", ui_tr(ui, "取一个号码"),
         ui_tr(ui, "屏幕上会显示您的号码")},
        {"home.step.3", "megaphone", ui_tr(ui, "听到叫号到窗口"),
         ui_tr(ui, "请把证件带到窗口核对")},
    };
    struct steps steps = {list, 3, area};
    steps_draw(ui, &steps);
}

static void
draw_large(struct ui *ui, const struct home_data *data, struct rect area,
           const struct entrance **open)
{
    struct rect foot = layout_cut_bottom(&area, 136);
    layout_cut_bottom(&area, 32);
    size_t first = paging_first(&data->paging);
    for (size_t i = 0; i < LARGE_PER_PAGE; i++) {
        if (first + i < data->paging.total) {
            draw_entrance(ui, data, open[first + i],
                          layout_row(area, LARGE_PER_PAGE, 24, (int)i));
        }
    }
    struct pager pager = {
        .paging = &data->paging,
        .rect = foot,
        .previous = ui_tr(ui, "上一页"),
        .next = ui_tr(ui, "下一页"),
        .position = ui_say(
            ui, "{1} / {2}", ui_digits(ui, (int64_t)data->paging.page + 1),
            ui_digits(ui, (int64_t)paging_pages(&data->paging)), NULL),
    };
    pager_draw(ui, &pager);
}

static void
draw_entrances(struct ui *ui, const struct home_data *data,
               struct rect area)
{
    const struct entrance *open[TILES_MAX];
    int count = (int)open_entrances(open);
    bool large = ui_theme(ui)->large && !parts_wide(ui);
    if (count == 1) {
        int h = parts_wide(ui) ? 175 : large ? 204 : 198;
        draw_entrance(ui, data, open[0], layout_cut_top(&area, h));
        layout_skip(&area, 28);
        draw_steps(ui, area);
        return;
    }
    if (large) {
        draw_large(ui, data, area, open);
        return;
    }
    struct layout_grid grid = {2, (count + 1) / 2, 24, 24};
    for (int i = 0; i < count; i++) {
        struct rect rect = layout_cell(area, &grid, i);
        if (i == count - 1 && count % 2) {
            rect = layout_row(area, grid.rows, grid.gap_y, i / 2);
        }
        draw_entrance(ui, data, open[i], rect);
    }
}

static void
draw_scan(struct ui *ui, struct rect rect)
{
    const char *without = ui_tr(ui, "没带卡？可输入证件号或手机号");
    bool wide = parts_wide(ui);
    struct tile tile = {
        .id = "home.scan",
        .icon = "scan",
        .title = ui_tr(ui, "刷人才卡开始"),
        .sub = wide ? NULL : without,
        .below = wide ? without : NULL,
        .rect = rect,
        .box = 136,
        .trail = "arrow-right",
        .gold = true,
        .raised = true,
    };
    tile_draw(ui, &tile);
}

static void
draw(struct screen_context *context, const void *data)
{
    struct ui *ui = context->ui;
    bool large = ui_theme(ui)->large;
    draw_hero(ui);
    if (parts_wide(ui)) {
        struct rect strip = {60, 448, 584, 180};
        draw_strip(context, data, strip);
        struct rect scan = {60, 652, 584, 272};
        draw_scan(ui, scan);
        draw_entrances(ui, data, parts_right(ui));
        return;
    }
    struct rect strip = {60, large ? 424 : 472, 960, 136};
    draw_strip(context, data, strip);
    struct rect scan = {60, 640, 960, large ? 240 : 208};
    draw_scan(ui, scan);
    int top = scan.y + scan.h + 24;
    struct rect area = {60, top, 960, 1736 - top};
    draw_entrances(ui, data, area);
}

const struct screen_ops home_screen = {
    .name = "home",
    .data_size = sizeof(struct home_data),
    .enter = enter,
    .event = event,
    .draw = draw,
};
