// SPDX-License-Identifier: Apache-2.0
#include <string.h>

#include "screens/parts.h"
#include "screens/reach.h"
#include "screens/screens.h"
#include "store/catalogue.h"
#include "store/visits.h"
#include "ui/build.h"
#include "ui/layout.h"
#include "ui/notice.h"
#include "ui/tile.h"
#include "ui/widget.h"
#include "util/str.h"

#define TILES_MAX 8
// Under large type.
#define ROWS 3
#define ROWS_LOW 2
#define ROW_H 204
#define ROW_MAX 260
// The least height for telling how it goes on in full.
#define STEPS_H 380
#define STEPS_LARGE 480

struct home_data {
    size_t services;
    struct queue_figures figures;
    struct paging paging; // of the rows under large type; their number
                          // on a page is for paging_of to say
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
}

static void
enter(struct screen_context *context, void *data, const char *arg)
{
    (void)arg;
    load(context, data);
}

static struct paging
paging_of(const struct ui *ui, const struct home_data *data)
{
    struct paging paging = data->paging;
    paging.per_page = reach_low(ui) ? ROWS_LOW : ROWS;
    paging_clamp(&paging);
    return paging;
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
    struct paging paging = paging_of(context->ui, home);
    bool turned = event->ui->type == UI_EVENT_TAP
                  && paging_tap(&paging, event->ui->id);
    home->paging.page = paging.page;
    return turned;
}

static bool
is_hospital(const struct screen_context *context)
{
    return str_equal(context->state->profile, "hospital");
}

// Rows and a pager instead of tiles.
static bool
in_rows(const struct ui *ui)
{
    return ui_theme(ui)->large && !parts_wide(ui);
}

static const char *
hero_title(struct screen_context *context)
{
    struct ui *ui = context->ui;
    if (is_hospital(context)) {
        return ui_tr(ui, "高层次人才优先服务");
    }
    return in_rows(ui) ? ui_tr(ui, "您好，想办什么？")
                       : ui_tr(ui, "您好，今天想办什么？");
}

static const char *
hero_lead(struct screen_context *context)
{
    struct ui *ui = context->ui;
    bool policies = screen_find("policies") != NULL;
    if (is_hospital(context) && !parts_wide(ui) && !in_rows(ui)) {
        return ui_tr(ui, "刷人才卡取优先号；不刷卡也能取号");
    }
    if (in_rows(ui)) {
        return ui_tr(ui, "不刷卡也能办");
    }
    if (parts_wide(ui)) {
        return policies ? ui_tr(ui, "不刷卡也能取号、查政策")
                        : ui_tr(ui, "不刷卡也能取号");
    }
    return policies ? ui_tr(ui, "刷人才卡可少填信息；不刷卡也能取号、"
                                "查政策")
                    : ui_tr(ui, "刷人才卡可少填信息；不刷卡也能取号");
}

// px by which the strip below the picture stands lower under low reach.
static int
hero_drop(const struct ui *ui)
{
    int scan = 640; // where the card stands else
    return reach_low(ui) ? REACH_TOP - scan : 0;
}

static void
draw_hero(struct screen_context *context)
{
    struct ui *ui = context->ui;
    bool wide = parts_wide(ui), rows = in_rows(ui);
    struct rect hero = {0, 120, 1080, rows ? 488 : 440};
    const char *art = rows ? "hero-large-1080x488" : "hero-1080x440";
    struct rect title_at = {60, 176, 960, rows ? 104 : 84};
    struct rect lead_at = {60, rows ? 288 : 276, 960, rows ? 132 : 108};
    if (wide) {
        hero = (struct rect){60, 152, 584, 276};
        art = "hero-landscape-584x276";
        title_at = (struct rect){104, 184, 496, 68};
        lead_at = (struct rect){104, 256, 496, 108};
    }
    struct box box = {
        .fill = COLOR_LAKE900, .line = COLOR_NONE,
        .radius = wide ? 28 : 0,
    };
    struct rect scene = hero;
    if (reach_low(ui)) {
        // The picture reaches down to what can be touched.
        hero.h += hero_drop(ui);
        scene.y += hero_drop(ui);
    }
    widget_box(ui, hero, &box);
    widget_art(ui, art, scene, wide ? 28 : 0);
    struct label title = {
        .id = "home.title",
        .text = hero_title(context),
        .rect = title_at,
        .step = wide ? TYPE_H2 : TYPE_HERO,
        .bold = true,
        .color = COLOR_ON_PANEL,
        .middle = true,
    };
    widget_label(ui, &title);
    struct label lead = {
        .id = "home.lead",
        .text = hero_lead(context),
        .rect = lead_at,
        .step = TYPE_LEAD,
        .color = COLOR_ON_PANEL_SOFT,
    };
    widget_label(ui, &lead);
}

static struct label
strip_words(const struct ui *ui, const char *text)
{
    return (struct label){
        .text = text,
        .step = TYPE_LEAD,
        .color = ui_theme(ui)->contrast ? COLOR_LAKE700 : COLOR_LAKE900,
        .middle = true,
    };
}

// Whose turn it is, the number large, and at the right who waits.
static void
draw_called(struct ui *ui, const struct queue_figures *figures,
            struct rect rect)
{
    struct label pieces[] = {
        strip_words(ui, ui_tr(ui, "正在叫号")),
        strip_words(ui, figures->called),
        strip_words(ui, figures->window),
    };
    pieces[1].id = "home.serving";
    pieces[1].value = figures->window;
    pieces[1].step = parts_wide(ui) ? TYPE_H3 : TYPE_H2;
    pieces[1].bold = true;
    int end = rect.x + rect.w - 40;
    if (figures->waiting >= 0 && !parts_wide(ui) && !in_rows(ui)) {
        const char *number = ui_digits(ui, figures->waiting);
        struct label waiting
            = strip_words(ui, ui_say(ui, "等候 {1} 人", number, NULL));
        waiting.id = "home.waiting";
        waiting.value = number;
        waiting.strong = number;
        waiting.align = ALIGN_END;
        waiting.rect = (struct rect){end - 300, rect.y, 300, rect.h};
        end = widget_label(ui, &waiting).rect.x - 24;
    }
    int x = rect.x + (in_rows(ui) ? 120 : parts_wide(ui) ? 100 : 108);
    for (int i = 0; i < 3 && x < end; i++) {
        pieces[i].rect = (struct rect){x, rect.y, end - x, rect.h};
        x += widget_label(ui, &pieces[i]).rect.w + 20;
    }
}

static void
draw_serving(struct ui *ui, const struct queue_figures *figures,
             struct rect rect)
{
    const char *start = ui_tr(ui, "轻触下面任意一项开始");
    bool called = figures->called[0] != '\0';
    bool waiting = !called && figures->waiting >= 0;
    struct notice notice = {
        .id = "home.serving",
        .icon = called ? "megaphone" : waiting ? "users" : "info",
        .text = called ? NULL : start,
        .rect = rect,
        .tone = TONE_LAKE,
        .icon_size = in_rows(ui) ? 60 : 48,
        .pad = 40,
    };
    if (waiting) {
        notice.text = ui_say(ui, "等候 {1} 人",
                             ui_digits(ui, figures->waiting), NULL);
        notice.more = start;
    }
    notice_draw(ui, &notice);
    if (called) {
        draw_called(ui, figures, rect);
    }
}

// What goes on without the network, as far as there are screens for it.
static const char *
offline_words(struct ui *ui, int64_t pending)
{
    bool policies = screen_find("policies") != NULL;
    const char *number = ui_digits(ui, pending);
    if (parts_wide(ui)) {
        return policies ? ui_tr(ui, "取号、查政策都正常")
                        : ui_tr(ui, "取号正常");
    }
    if (pending > 0) {
        return policies
                   ? ui_say(ui, "取号、查政策都正常；{1} 条记录联网后"
                                "自动上传", number, NULL)
                   : ui_say(ui, "取号正常；{1} 条记录联网后自动上传",
                            number, NULL);
    }
    return policies ? ui_tr(ui, "取号、查政策都正常，记录联网后自动上传")
                    : ui_tr(ui, "取号正常，记录联网后自动上传");
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
        .more = offline_words(ui, state->pending),
        .rect = rect,
        .tone = TONE_GOLD,
        .icon_size = 56,
        .pad = 32,
        .step = TYPE_H4,
    };
    if (!state->enrolled) {
        notice.text = ui_tr(ui, "本机还没有连接中心，照常可用");
        notice.more = parts_wide(ui)
                          ? ui_tr(ui, "记录保存在本机")
                          : ui_tr(ui, "取号正常，记录保存在本机");
    }
    notice_draw(ui, &notice);
}

static const char *
services_line(struct ui *ui, const struct home_data *data)
{
    const char *services = ui_digits(ui, (int64_t)data->services);
    if (data->figures.waiting < 0) {
        return ui_say(ui, "{1} 项服务", services, NULL);
    }
    const char *waiting = ui_digits(ui, data->figures.waiting);
    return in_rows(ui) ? ui_say(ui, "{1} 人等候", waiting, NULL)
                       : ui_say(ui, "{1} 项 · {2} 人等候", services,
                                waiting, NULL);
}

static void
draw_entrance(struct ui *ui, const struct home_data *data,
              const struct entrance *entrance, struct rect rect)
{
    bool rows = in_rows(ui);
    // English words are longer: a step smaller in a narrow tile.
    bool small = ui_lang(ui) == LANG_EN && rect.w < 500 && !rows;
    struct tile tile = {
        .id = entrance->id,
        .icon = entrance->icon,
        .title = ui_tr(ui, entrance->title),
        .sub = entrance->sub ? ui_tr(ui, entrance->sub)
                             : services_line(ui, data),
        .rect = rect,
        .box = rows             ? 128
               : parts_wide(ui) ? 104
               : rect.h < 180   ? 88
                                : 96,
        .trail = rect.w > 900 ? "chevron-right" : NULL,
        .step = rows ? TYPE_H2 : small ? TYPE_H4 : TYPE_H3,
        .sub_step = small ? TYPE_CAPTION : TYPE_BODY,
    };
    tile_draw(ui, &tile);
}

static void
draw_rows(struct ui *ui, const struct home_data *data, struct rect area,
          const struct entrance **open)
{
    struct paging paging = paging_of(ui, data);
    struct rect foot = {area.x, 1596, area.w, 136};
    size_t first = paging_first(&paging);
    for (size_t i = 0; i < paging.per_page; i++) {
        struct rect row = layout_cut_top(&area, ROW_H);
        layout_skip(&area, 24);
        if (first + i < paging.total) {
            draw_entrance(ui, data, open[first + i], row);
        }
    }
    parts_pager(ui, &paging, foot);
}

// Takes the tiles' part of `area`, where that leaves room to tell more.
static struct rect
cut_tiles(struct ui *ui, int rows, struct rect *area)
{
    bool large = ui_theme(ui)->large;
    int h = parts_wide(ui) ? 175 : in_rows(ui) ? ROW_H : 198;
    int natural = rows * h + (rows - 1) * 24;
    int rest = area->h - natural - 28;
    if (rest < (large ? STEPS_LARGE : STEPS_H) * 3 / 4) {
        int most = rows * ROW_MAX + (rows - 1) * 24;
        struct rect all = layout_cut_top(area, area->h);
        all.h = all.h < most ? all.h : most;
        return all;
    }
    struct rect tiles = layout_cut_top(area, natural);
    layout_skip(area, 28);
    return tiles;
}

// Tiles in two columns, an odd last one as wide as both; rows under large
// type.
static void
draw_entrances(struct ui *ui, const struct home_data *data,
               struct rect area)
{
    const struct entrance *open[TILES_MAX];
    int count = (int)open_entrances(open);
    struct paging paging = paging_of(ui, data);
    if (in_rows(ui) && paging_pages(&paging) > 1) {
        draw_rows(ui, data, area, open);
        return;
    }
    int columns = in_rows(ui) ? 1 : 2;
    struct layout_grid grid = {
        columns, (count + columns - 1) / columns, 24, 24,
    };
    struct rect tiles = cut_tiles(ui, grid.rows, &area);
    for (int i = 0; i < count; i++) {
        struct rect rect = layout_cell(tiles, &grid, i);
        if (i == count - 1 && count % columns) {
            rect = layout_row(tiles, grid.rows, grid.gap_y, i / columns);
        }
        draw_entrance(ui, data, open[i], rect);
    }
    if (area.h > 0) {
        int full = ui_theme(ui)->large ? STEPS_LARGE : STEPS_H;
        parts_how_to(ui, "home", area, area.h >= full);
    }
}

static void
draw_scan(struct screen_context *context, struct rect rect)
{
    struct ui *ui = context->ui;
    bool wide = parts_wide(ui), rows = in_rows(ui);
    bool ready = context->state->has_scanner;
    const char *without = rows ? ui_tr(ui, "没带卡可以输入号码")
                               : ui_tr(ui, "没带卡？可输入证件号或手机号");
    struct tile tile = {
        .id = "home.scan",
        .icon = "scan",
        .title = rows                 ? ui_tr(ui, "刷人才卡")
                 : is_hospital(context) ? ui_tr(ui, "刷人才卡，取优先号")
                                        : ui_tr(ui, "刷人才卡开始"),
        .sub = !wide   ? without
               : ready ? ui_tr(ui, "对准右侧扫码窗")
                       : ui_tr(ui, "少填信息"),
        .below = wide ? without : NULL,
        .rect = rect,
        .box = rows ? 152 : 136,
        .trail = "arrow-right",
        .gold = true,
        .raised = true,
        .step = rows ? TYPE_HERO : TYPE_H2,
        .title_fixed = rows,
    };
    tile_draw(ui, &tile);
}

static void
draw(struct screen_context *context, const void *data)
{
    struct ui *ui = context->ui;
    bool rows = in_rows(ui);
    draw_hero(context);
    if (parts_wide(ui)) {
        struct rect strip = {60, 452, 584, 120};
        if (ui_theme(ui)->large && ui_lang(ui) == LANG_EN
            && !context->state->online) {
            // English takes two lines to say that the network is down.
            strip = (struct rect){60, 436, 584, 152};
        }
        draw_strip(context, data, strip);
        draw_scan(context, (struct rect){60, 596, 584, 328});
        draw_entrances(ui, data, parts_right(ui));
        return;
    }
    int strip = (rows ? 416 : 472) + hero_drop(ui);
    draw_strip(context, data,
               (struct rect){60, strip, 960, rows ? 144 : 136});
    struct rect scan = {60, reach_low(ui) ? REACH_TOP : 640, 960,
                        rows ? 240 : 208};
    draw_scan(context, scan);
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
