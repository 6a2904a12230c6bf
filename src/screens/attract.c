// SPDX-License-Identifier: Apache-2.0
#include "screens/parts.h"
#include "screens/screens.h"
#include "store/visits.h"
#include "ui/build.h"
#include "ui/button.h"
#include "ui/notice.h"
#include "ui/widget.h"
#include "util/str.h"

#define SWAP_MS 8000
#define HIGHLIGHTS 3

struct attract_data {
    struct queue_figures figures;
    int highlight;
    int64_t swap_ms; // clock_mono_ms of the next highlight
};

// Measures published in 2022 (FACTS.md rows 59-72); the desk has the latest.
struct highlight {
    const char *icon, *title, *tag;
};
static const struct highlight highlights[HIGHLIGHTS] = {
    {"wallet", UI_MARK("博士、硕士一次性安家费 10 万元"),
     UI_MARK("全职引进 · 校园引才平台")},
    {"apartment", UI_MARK("市级人才公寓"), UI_MARK("条件请咨询窗口")},
    {"school", UI_MARK("协调解决子女入托、入学"),
     UI_MARK("高层次人才 · 以窗口答复为准")},
};

static void
load(struct screen_context *context, struct attract_data *data)
{
    if (queue_figures_get(context->store, NULL, &data->figures)) {
        data->figures = (struct queue_figures){.waiting = -1};
    }
}

static void
enter(struct screen_context *context, void *data, const char *arg)
{
    struct attract_data *attract = data;
    (void)arg;
    load(context, attract);
    attract->swap_ms = context->mono_ms + SWAP_MS;
}

static bool
event(struct screen_context *context, void *data,
      const struct screen_event *event)
{
    if (parts_tapped(event, "attract.start")) {
        context->ops->go(context->host, "home", NULL);
        return false;
    }
    if (event->type == SCREEN_CHANGED) {
        load(context, data);
        return true;
    }
    return event->type == SCREEN_STATE;
}

static int64_t
tick(struct screen_context *context, void *data, bool *redraw)
{
    struct attract_data *attract = data;
    if (ui_theme(context->ui)->still) {
        return -1;
    }
    if (context->mono_ms >= attract->swap_ms) {
        attract->highlight = (attract->highlight + 1) % HIGHLIGHTS;
        attract->swap_ms = context->mono_ms + SWAP_MS;
        *redraw = true;
    }
    return attract->swap_ms;
}

static void
draw_head(struct screen_context *context)
{
    struct ui *ui = context->ui;
    bool wide = parts_wide(ui);
    int right = ui_page(ui).w - 60;
    int y = wide ? 52 : 64;
    struct rect logo = {60, y, 88, 88};
    widget_art(ui, "logo-on-dark", logo, 0);
    struct label labels[] = {
        {.id = "attract.name", .text = "西宁人才服务自助终端",
         .rect = {172, y - 4, 500, 56}, .step = TYPE_H3, .bold = true,
         .color = COLOR_ON_PANEL, .middle = true},
        {.id = "attract.name.en",
         .text = context->state->demo ? "Xining Talent Services · 演示"
                                      : "Xining Talent Services",
         .rect = {172, y + 52, 500, 40}, .step = TYPE_CAPTION,
         .color = COLOR_ON_PANEL_SOFT, .middle = true},
        {.id = "attract.clock", .text = parts_time(ui, context->now_ms),
         .rect = {right - 260, y - 4, 260, 56}, .step = TYPE_HOUR,
         .bold = true, .color = COLOR_ON_PANEL, .align = ALIGN_END,
         .middle = true},
        {.id = "attract.day", .text = parts_day(ui, context->now_ms),
         .rect = {right - 260, y + 52, 260, 40}, .step = TYPE_CAPTION,
         .color = COLOR_ON_PANEL_SOFT, .align = ALIGN_END, .middle = true},
    };
    for (size_t i = 0; i < sizeof(labels) / sizeof(labels[0]); i++) {
        labels[i].fixed = true;
        widget_label(ui, &labels[i]);
    }
}

static void
draw_motto(struct ui *ui)
{
    bool wide = parts_wide(ui);
    const char *both
        = ui_keep(ui, wide ? "择之以才  待之以礼" : "择之以才\n待之以礼");
    struct label motto = {
        .id = "attract.motto",
        .text = both,
        .rect = wide ? (struct rect){60, 152, 1240, 132}
                     : (struct rect){60, 286, 960, 340},
        .step = wide ? TYPE_MOTTO : TYPE_D1,
        .bold = true,
        .color = COLOR_ON_PANEL,
        .spacing = wide ? 0 : 8,
    };
    widget_label(ui, &motto);
    struct label welcome = {
        .id = "attract.welcome",
        .text = "Welcome to Xining, talent of the plateau",
        .rect = {60, wide ? 284 : 650, 960, 56},
        .step = TYPE_H3,
        .color = COLOR_ON_PANEL,
        .fixed = true,
    };
    widget_label(ui, &welcome);
}

static void
draw_position(struct ui *ui, struct rect card, int at)
{
    int x = card.x + (card.w - 80) / 2;
    for (int i = 0; i < HIGHLIGHTS; i++) {
        int w = i == at ? 36 : 10;
        struct box dot = {
            .fill = i == at ? COLOR_LAKE700 : COLOR_STONE300,
            .line = COLOR_NONE,
            .radius = 5,
        };
        struct rect rect = {x, card.y + card.h - 44, w, 10};
        widget_box(ui, rect, &dot);
        x += w + 12;
    }
}

static void
draw_tag(struct ui *ui, const char *text, struct rect rect)
{
    struct label label = {
        .id = "attract.highlight.tag",
        .text = text,
        .rect = {rect.x + 16, rect.y, rect.w - 32, rect.h},
        .step = TYPE_CAPTION,
        .color = COLOR_LAKE900,
        .middle = true,
        .fixed = true,
    };
    if (ui_theme(ui)->contrast) {
        label.color = COLOR_INK900;
    }
    rect.w = widget_measure(ui, &label).rect.w + 32;
    struct box box = {
        .fill = COLOR_LAKE100, .line = COLOR_NONE, .radius = 12,
    };
    widget_box(ui, rect, &box);
    widget_label(ui, &label);
}

static void
draw_highlight(struct ui *ui, const struct attract_data *data,
               struct rect card)
{
    const struct highlight *highlight = &highlights[data->highlight];
    if (ui_theme(ui)->contrast) {
        widget_card(ui, card);
    } else {
        struct box box = {
            .fill = COLOR_SNOW, .line = COLOR_NONE, .radius = 24,
        };
        widget_box(ui, card, &box);
    }
    struct icon_box icon = {
        .icon = highlight->icon,
        .rect = {card.x + 36, card.y + 46, 120, 120},
        .size = 68,
        .radius = 28,
        .fill = COLOR_GOLD100,
        .color = COLOR_GOLD800,
    };
    widget_icon_box(ui, &icon);
    int x = card.x + 184, w = card.w - 184 - 28;
    struct label labels[] = {
        {.id = "attract.highlight.source",
         .text = ui_tr(ui, "根据2022年公开资料 · 以窗口最新政策为准"),
         .step = TYPE_CAPTION, .color = COLOR_INK700, .fixed = true},
        {.id = "attract.highlight", .text = ui_tr(ui, highlight->title),
         .step = TYPE_H3, .bold = true, .color = COLOR_INK900,
         .fixed = true},
    };
    // English needs two lines of it.
    struct rect words = {x, card.y + 26, w, 104};
    if (ui_lang(ui) == LANG_EN) {
        words = (struct rect){x, card.y + 8, w, 124};
    }
    widget_stack(ui, labels, 2, words);
    struct rect tag = {x, card.y + 134, w, 48};
    draw_tag(ui, ui_tr(ui, highlight->tag), tag);
    draw_position(ui, card, data->highlight);
}

static const char *
english_invitation(struct ui *ui, bool more)
{
    const char *words = ui_lang(ui) == LANG_EN ? "轻触屏幕，开始办理"
                                               : "Touch to start";
    char text[64];
    str_format(text, sizeof(text), "%s%s", words, more ? " ·" : "");
    return ui_keep(ui, text);
}

// The invitation in three languages, beside a hand.
static void
draw_start(struct ui *ui, struct rect card)
{
    bool wide = parts_wide(ui);
    struct box box = {
        .fill = ui_is_pressed(ui, "attract.start") ? COLOR_GOLD100
                                                   : COLOR_GOLD500,
        .line = COLOR_NONE,
        .radius = 32,
    };
    widget_box(ui, card, &box);
    const char *tibetan = ui_tr_in(ui, LANG_BO, "扎西德勒");
    int size = wide ? 92 : 84, title_h = wide ? 84 : 76;
    int y = card.y + (card.h - title_h - (wide ? 50 : 46)) / 2;
    struct label first = {
        .id = "attract.invite",
        .text = ui_tr(ui, "轻触屏幕，开始办理"),
        .rect = {card.x, y, card.w - size - 60, title_h},
        .step = wide ? TYPE_H1 : TYPE_TITLE,
        .bold = true,
        .color = COLOR_ON_GOLD,
        .middle = true,
        .fixed = true,
    };
    enum type_step small = wide ? TYPE_LEAD : TYPE_BODY;
    const char *english = english_invitation(ui, tibetan != NULL);
    int w = widget_measure(ui, &first).rect.w;
    int below = widget_text_width(ui, small, false, english);
    if (tibetan) {
        below += 12 + widget_text_width(ui, TYPE_H3, false, tibetan);
    }
    w = below > w && !ui_theme(ui)->large ? below : w;
    int x = card.x + (card.w - w - size - 28) / 2;
    struct rect icon = {x, card.y + (card.h - size) / 2, size, size};
    widget_icon(ui, "touch", icon, COLOR_ON_GOLD);
    x += size + 28;
    first.rect.x = x;
    widget_label(ui, &first);
    struct label second = {
        .id = "attract.invite.en",
        .text = english,
        .rect = {x, y + title_h, card.x + card.w - 16 - x, wide ? 54 : 48},
        .step = small,
        .color = COLOR_ON_GOLD,
        .middle = true,
        .fixed = true,
    };
    struct placed placed = widget_label(ui, &second);
    if (!tibetan) {
        return;
    }
    // Tibetan ascends far and descends further.
    struct label third = second;
    third.id = "attract.invite.bo";
    third.text = tibetan;
    third.rect.x = placed.rect.x + placed.rect.w + 12;
    third.rect.w = card.x + card.w - 16 - third.rect.x;
    third.rect.h = 56;
    third.step = TYPE_H3;
    widget_label(ui, &third);
}

static void
draw_status(struct screen_context *context, struct pill *pill)
{
    struct ui *ui = context->ui;
    bool online = context->state->online;
    pill->icon = online ? "cloud-check" : "cloud-off";
    pill->text = online ? ui_tr(ui, "已同步") : ui_tr(ui, "离线可用");
    pill->tone = online ? TONE_MEADOW : TONE_GOLD;
    if (online && context->state->pending > 0) {
        pill->icon = "cloud";
        pill->tone = TONE_LAKE;
        pill->text = ui_say(ui, "待传 {1}",
                            ui_digits(ui, context->state->pending), NULL);
    }
}

static const char *
foot_words(struct screen_context *context,
           const struct queue_figures *figures)
{
    struct ui *ui = context->ui;
    if (figures->called[0] && figures->window[0]) {
        return ui_say(ui, "正在叫号 {1} · 请到 {2}", figures->called,
                      figures->window, NULL);
    }
    if (figures->called[0]) {
        return ui_say(ui, "正在叫号 {1}", figures->called, NULL);
    }
    return context->state->demo ? ui_tr(ui, "演示数据") : NULL;
}

static void
draw_foot(struct screen_context *context, const struct attract_data *data)
{
    struct ui *ui = context->ui;
    const struct queue_figures *figures = &data->figures;
    struct rect page = ui_page(ui);
    int y = page.h - (parts_wide(ui) ? 78 : 70);
    struct pill pill = {
        .id = "attract.status",
        .rect = {page.w - 60 - 340, y, 340, 56},
        .end = true,
        .fixed = true,
    };
    draw_status(context, &pill);
    struct rect at = pill_draw(ui, &pill);
    const char *text = foot_words(context, figures);
    if (!text) {
        return;
    }
    struct rect icon = {60, y + 4, 48, 48};
    widget_icon(ui, figures->called[0] ? "megaphone" : "info", icon,
                COLOR_ON_PANEL);
    struct label label = {
        .id = "attract.called",
        .text = text,
        .strong = figures->called,
        .rect = {128, y, at.x - 24 - 128, 56},
        .step = TYPE_LEAD,
        .color = COLOR_ON_PANEL,
        .middle = true,
    };
    widget_label(ui, &label);
}

static void
draw(struct screen_context *context, const void *data)
{
    struct ui *ui = context->ui;
    bool wide = parts_wide(ui);
    widget_fill(ui, ui_page(ui), COLOR_LAKE900);
    widget_art(ui, wide ? "attract-1920x1080" : "attract-1080x1920",
               ui_page(ui), 0);
    struct target whole = {
        .id = "attract.start",
        .role = UI_BUTTON,
        .label = ui_tr(ui, "轻触屏幕，开始办理"),
        .rect = ui_page(ui),
    };
    target_add(ui, &whole);
    draw_head(context);
    draw_motto(ui);
    struct rect card = {60, wide ? 656 : 1164, wide ? 888 : 960, 244};
    draw_highlight(ui, data, card);
    struct rect start = {60, 1436, 960, 204};
    if (wide) {
        start = (struct rect){972, 656, 888, 244};
    }
    draw_start(ui, start);
    draw_foot(context, data);
}

const struct screen_ops attract_screen = {
    .name = "attract",
    .data_size = sizeof(struct attract_data),
    .bare = true,
    .enter = enter,
    .event = event,
    .tick = tick,
    .draw = draw,
};
