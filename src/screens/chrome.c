// SPDX-License-Identifier: Apache-2.0
#include <string.h>

#include "screens/parts.h"
#include "screens/screen.h"
#include "ui/build.h"
#include "ui/button.h"
#include "ui/notice.h"
#include "ui/segment.h"
#include "ui/widget.h"
#include "util/str.h"

#define HEADER_H 120
#define LOGO 72

static bool
is_screen(const struct screen_ops *screen, const char *name)
{
    return strcmp(screen->name, name) == 0;
}

static void
draw_page(struct ui *ui, const struct screen_ops *screen)
{
    bool dark = is_screen(screen, "pin");
    widget_fill(ui, ui_page(ui), dark ? COLOR_LAKE900 : COLOR_WOOL);
    struct rect header = {0, 0, ui_page(ui).w, HEADER_H};
    widget_fill(ui, header, screen->staff ? COLOR_LAKE950 : COLOR_SNOW);
    if (!screen->staff) {
        struct rect line = {0, HEADER_H - 2, header.w, 2};
        widget_fill(ui, line, COLOR_STONE200);
    }
}

// The line below the visitors' header takes a px of its height.
static int
header_down(const struct screen_ops *screen)
{
    return screen->staff ? 1 : 0;
}

// The staff's header says who it is for, and on which kiosk.
static const char *
staff_place_text(struct screen_context *context)
{
    struct ui *ui = context->ui;
    const struct kiosk_state *state = context->state;
    const char *kiosk = state->kiosk_id ? state->kiosk_id
                                        : ui_tr(ui, "未登记");
    return *context->session->staff_code
               ? ui_say(ui, "工作人员模式 · {1}", kiosk, NULL)
               : ui_say(ui, "工作人员入口 · {1}", kiosk, NULL);
}

static const char *
place_text(struct screen_context *context, const struct screen_ops *screen)
{
    struct ui *ui = context->ui;
    const struct kiosk_state *state = context->state;
    if (screen->staff) {
        return staff_place_text(context);
    }
    bool hospital = str_equal(state->profile, "hospital");
    const char *place = hospital ? ui_tr(ui, "医院") : ui_tr(ui, "大厅");
    const char *sign = ui_digits(ui, state->kiosk_sign);
    if (state->kiosk_sign && state->demo) {
        return ui_say(ui, "{1} {2} 号机 · 演示", place, sign, NULL);
    }
    if (state->kiosk_sign) {
        return ui_say(ui, "{1} {2} 号机", place, sign, NULL);
    }
    return state->demo ? ui_say(ui, "{1} · 演示", place, NULL) : place;
}

static struct label
site_name(struct ui *ui, const struct screen_ops *screen, int width)
{
    return (struct label) {
        .text = ui_tr(ui, "西宁人才服务自助终端"),
        .rect = {152, 17 + header_down(screen), width - 108, 46},
        .step = TYPE_BODY,
        .bold = true,
        .color = screen->staff ? COLOR_ON_PANEL : COLOR_INK900,
        .middle = true,
        .fixed = true,
    };
}

// Held for three seconds it opens the staff's entrance.
static void
draw_site(struct screen_context *context, const struct screen_ops *screen,
          int width)
{
    struct ui *ui = context->ui;
    int down = header_down(screen);
    struct rect logo = {60, 23 + down, LOGO, LOGO};
    widget_art(ui, screen->staff ? "logo-on-dark" : "logo-light", logo, 0);
    struct rect rect = {48, 12, width, 96};
    struct label name = site_name(ui, screen, width);
    struct label place = name;
    place.text = place_text(context, screen);
    place.rect.y = 62 + down;
    place.rect.h = 40;
    place.step = TYPE_CAPTION;
    place.bold = false;
    place.color = screen->staff ? COLOR_ON_PANEL_SOFT : COLOR_INK700;
    if (screen->staff && widget_measure(ui, &place).clipped) {
        place.text = context->state->kiosk_id; // beside a long pill
    }
    struct placed placed = widget_label(ui, &name);
    struct placed more = widget_label(ui, &place);
    placed.rect = rect_union(placed.rect, more.rect);
    placed.clipped = placed.clipped || more.clipped;
    struct target target = {
        .id = "header.site",
        .role = UI_BUTTON,
        .label = name.text,
        .value = place.text,
        .rect = rect,
        .text = placed,
        .hold = true,
    };
    target_add(ui, &target);
}

// Returns where the clock begins.
static int
draw_clock(struct screen_context *context, const struct screen_ops *screen)
{
    struct ui *ui = context->ui;
    int right = ui_page(ui).w - 60;
    int down = header_down(screen);
    struct label time = {
        .id = "header.clock",
        .text = parts_time(ui, context->now_ms),
        .rect = {right - 260, 17 + down, 260, 46},
        .step = TYPE_CLOCK,
        .bold = true,
        .color = screen->staff ? COLOR_ON_PANEL : COLOR_INK900,
        .align = ALIGN_END,
        .middle = true,
        .fixed = true,
    };
    struct label day = time;
    day.id = "header.day";
    day.text = parts_day(ui, context->now_ms);
    day.rect.y = 63 + down;
    day.rect.h = 40;
    day.step = TYPE_CAPTION;
    day.bold = false;
    day.color = screen->staff ? COLOR_ON_PANEL_SOFT : COLOR_INK700;
    time.value = day.text;
    struct placed first = widget_label(ui, &time);
    struct placed second = widget_label(ui, &day);
    return rect_union(first.rect, second.rect).x;
}

// Much to send leaves room for the number alone beside the icon.
static const char *
offline_text(struct ui *ui, int64_t pending)
{
    const char *number = ui_digits(ui, pending);
    if (pending <= 0) {
        return ui_tr(ui, "离线可用");
    }
    return pending < 1000
               ? ui_say(ui, "离线可用 · 待传 {1}", number, NULL)
               : ui_say(ui, "待传 {1}", number, NULL);
}

// On the console the pill names who unlocked it, and what needs them.
static void
fill_staff_status(struct screen_context *context, struct pill *pill)
{
    struct ui *ui = context->ui;
    const struct kiosk_state *state = context->state;
    const char *code = context->session->staff_code;
    if (state->set_aside > 0) {
        pill->icon = "alert";
        pill->tone = TONE_CLAY;
        pill->text = ui_say(ui, "工号 {1} · 已搁置 {2}", code,
                            ui_digits(ui, state->set_aside), NULL);
        pill->value = "set_aside";
    } else if (!state->online) {
        pill->text = ui_say(ui, "工号 {1} · 离线", code, NULL);
        pill->value = "offline";
    } else {
        pill->icon = "user";
        pill->tone = TONE_MEADOW;
        pill->text = ui_say(ui, "工号 {1}", code, NULL);
        pill->value = state->pending > 0 ? "pending" : "synced";
    }
}

static void
fill_status(struct screen_context *context, const struct screen_ops *screen,
            struct pill *pill)
{
    struct ui *ui = context->ui;
    const struct kiosk_state *state = context->state;
    const char *pending = ui_digits(ui, state->pending);
    pill->tone = TONE_GOLD;
    pill->icon = "cloud-off";
    if (is_screen(screen, "out_of_service")) {
        pill->icon = "pause";
        pill->text = ui_tr(ui, "暂停服务");
        pill->value = "out_of_service";
    } else if (screen->staff && *context->session->staff_code) {
        fill_staff_status(context, pill);
    } else if (!state->online) {
        pill->text = offline_text(ui, state->pending);
        pill->value = "offline";
    } else if (state->pending > 0) {
        pill->icon = "cloud";
        pill->tone = TONE_LAKE;
        pill->text = ui_say(ui, "待传 {1}", pending, NULL);
        pill->value = "pending";
    } else {
        pill->icon = "cloud-check";
        pill->tone = TONE_MEADOW;
        pill->text = ui_tr(ui, "已同步");
        pill->value = "synced";
    }
}

static void
draw_header(struct screen_context *context, const struct screen_ops *screen)
{
    struct ui *ui = context->ui;
    int right = draw_clock(context, screen) - 24;
    struct pill pill = {
        .id = "header.status",
        .rect = {right - 400, 31 + header_down(screen), 400, 56},
        .end = true,
        .fixed = true,
    };
    fill_status(context, screen, &pill);
    int width = right - pill_width(ui, &pill) - 60;
    struct label name = site_name(ui, screen, width);
    if (!screen->staff && context->state->pending > 0
        && str_equal(pill.value, "offline")
        && widget_measure(ui, &name).clipped) {
        // The icon says what the words have no room for.
        pill.text = ui_say(ui, "待传 {1}",
                           ui_digits(ui, context->state->pending), NULL);
    }
    width = pill_draw(ui, &pill).x - 60;
    draw_site(context, screen, width > 560 ? 560 : width);
}

struct bar_item {
    const char *id, *icon, *label;
    struct rect rect;
    bool current, inert;
};

static void
draw_item(struct ui *ui, const struct bar_item *item)
{
    bool pressed = !item->inert && ui_is_pressed(ui, item->id);
    bool contrast = ui_theme(ui)->contrast;
    if (item->current || pressed) {
        struct box box = {
            .fill = item->current && pressed ? COLOR_LAKE300 : COLOR_LAKE100,
            .line = COLOR_NONE,
            .radius = 20,
        };
        widget_box(ui, item->rect, &box);
    }
    enum color color = item->inert     ? COLOR_DISABLED_TEXT
                       : item->current ? COLOR_LAKE900
                                       : COLOR_INK900;
    if (contrast) {
        color = item->current ? COLOR_LAKE700 : COLOR_INK900;
    }
    bool wide = parts_wide(ui);
    int size = wide ? 40 : 48;
    struct label label = {
        .text = item->label,
        .rect = {item->rect.x + 2, item->rect.y + 72, item->rect.w - 4, 40},
        .step = TYPE_CAPTION,
        .bold = !wide,
        .color = color,
        .align = ALIGN_CENTER,
        .fixed = true,
    };
    struct rect icon = {
        item->rect.x + (item->rect.w - size) / 2, item->rect.y + 16, size,
        size,
    };
    if (wide) {
        int w = widget_text_width(ui, TYPE_CAPTION, false, item->label);
        icon.x = item->rect.x + (item->rect.w - w - size - 12) / 2;
        icon.y = item->rect.y + (item->rect.h - size) / 2;
        label.rect = (struct rect){
            icon.x + size + 12, item->rect.y, w + 2, item->rect.h,
        };
        label.align = ALIGN_START;
        label.middle = true;
    }
    widget_icon(ui, item->icon, icon, color);
    struct target target = {
        .id = item->id,
        .role = UI_BUTTON,
        .label = item->label,
        .value = item->current ? "on" : NULL,
        .rect = item->rect,
        .text = widget_label(ui, &label),
        .disabled = item->inert,
    };
    target_add(ui, &target);
}

// The languages that the centre offers; one alone needs no choosing.
static void
draw_language(struct screen_context *context, struct rect rect)
{
    struct ui *ui = context->ui;
    const char *tibetan = ui_tr_in(ui, LANG_BO, "藏文");
    const struct segment all[LANG_COUNT] = {
        [LANG_ZH]
        = {.id = "bar.language.zh", .label = "中文", .weight = 4},
        [LANG_EN]
        = {.id = "bar.language.en", .label = "English", .weight = 5},
        [LANG_BO]
        = {.id = "bar.language.bo", .label = tibetan ? tibetan : "藏文",
           .weight = 5, .step = tibetan ? TYPE_READ : 0},
    };
    struct segment segments[LANG_COUNT];
    struct segment_control control = {
        .segments = segments,
        .chosen = -1,
        .rect = rect,
        .step = TYPE_CAPTION,
        .tinted = true,
        .fixed = true,
    };
    for (int i = 0; i < LANG_COUNT; i++) {
        if (context->state->languages[i]) {
            if (i == (int)ui_lang(ui)) {
                control.chosen = control.count;
            }
            segments[control.count++] = all[i];
        }
    }
    if (control.count > 1) {
        segment_draw(ui, &control);
    }
}

// Where the items of the bar begin, from left to right.
struct bar_shape {
    int x[5];
    int w, y, h;
    struct rect language;
};

static struct bar_shape
bar_shape(const struct ui *ui, bool personal)
{
    if (parts_wide(ui)) {
        return personal
                   ? (struct bar_shape){{60, 284, 1200, 1424, 1648}, 212,
                                        970, 96, {578, 970, 540, 96}}
                   : (struct bar_shape){{60, 296, 1404, 1640, 0}, 220, 970,
                                        96, {690, 970, 540, 96}};
    }
    return personal ? (struct bar_shape){{60, 180, 672, 792, 912}, 108, 1778,
                                         128, {304, 1794, 352, 96}}
                    : (struct bar_shape){{60, 204, 744, 888, 0}, 132, 1778,
                                         128, {360, 1794, 360, 96}};
}

static void
draw_bar(struct screen_context *context, const struct screen_ops *screen,
         bool personal, bool can_go_back)
{
    struct ui *ui = context->ui;
    bool wide = parts_wide(ui);
    struct rect page = ui_page(ui);
    struct rect bar = {0, wide ? 952 : 1760, page.w, wide ? 128 : 160};
    widget_fill(ui, bar, COLOR_SNOW);
    bar.h = 2;
    widget_fill(ui, bar, COLOR_STONE200);
    struct bar_shape shape = bar_shape(ui, personal);
    bool closed = is_screen(screen, "out_of_service");
    struct bar_item items[] = {
        {.id = "bar.home", .icon = "home", .label = ui_tr(ui, "首页"),
         .current = is_screen(screen, "home"), .inert = closed},
        {.id = "bar.back", .icon = "back", .label = ui_tr(ui, "返回"),
         .inert = !can_go_back || closed},
        {.id = "bar.large", .icon = "type", .label = ui_tr(ui, "大字"),
         .current = ui_theme(ui)->large},
        {.id = "bar.help", .icon = "help", .label = ui_tr(ui, "帮助")},
        {.id = "bar.finish", .icon = "logout", .label = ui_tr(ui, "结束")},
    };
    for (int i = 0; i < (personal ? 5 : 4); i++) {
        items[i].rect
            = (struct rect){shape.x[i], shape.y, shape.w, shape.h};
        if (i == 2) {
            draw_language(context, shape.language);
        }
        draw_item(ui, &items[i]);
    }
}

void
chrome_draw(struct screen_context *context, const struct screen_ops *screen,
            bool personal, bool can_go_back)
{
    draw_page(context->ui, screen);
    draw_header(context, screen);
    draw_bar(context, screen, personal, can_go_back);
}
