// SPDX-License-Identifier: Apache-2.0
#include "screens/parts.h"
#include "screens/policy.h"
#include "screens/policy_parts.h"
#include "screens/reach.h"
#include "screens/screens.h"
#include "ui/build.h"
#include "ui/button.h"
#include "ui/layout.h"
#include "ui/notice.h"
#include "ui/widget.h"

#define GAP 20

static void
draw_gone(struct ui *ui)
{
    struct rect area = parts_content(ui);
    struct heading heading = {
        .id = "policy.title",
        .title = ui_tr(ui, "这项政策已撤下"),
        .lead = ui_tr(ui, "最新情况请咨询窗口，也可以看看别的政策"),
        .rect = reach_cut_head(ui, &area, 180, GAP),
    };
    parts_heading(ui, &heading);
    bool others = screen_find("policies") != NULL;
    struct rect row = layout_cut_bottom(&area, 136);
    struct button take = {
        .id = "policy.take",
        .label = ui_tr(ui, "取号问窗口"),
        .icon = "ticket",
        .rect = others ? layout_column(row, 2, 24, 1) : row,
        .kind = BUTTON_COMMIT,
    };
    struct button list = {
        .id = "policy.others",
        .label = ui_tr(ui, "看现行政策"),
        .icon = "search",
        .rect = layout_column(row, 2, 24, 0),
        .kind = BUTTON_SECONDARY,
    };
    if (others) {
        button_draw(ui, &list);
    }
    button_draw(ui, &take);
}

// Facts take what they need of `area` but leave room for the text.
static void
draw_facts_above(struct ui *ui, const struct policy_data *data,
                 struct rect *area, int pad, int body_min)
{
    struct policy_facts facts = {
        .count = policy_rows(&data->policy, data->expired),
        .rect = *area,
    };
    if (facts.count == 0) {
        return;
    }
    int h = policy_facts_height(ui, data, &facts, pad) + 8;
    int most = area->h - GAP - body_min;
    facts.rect = layout_cut_top(area, h < most ? h : most);
    layout_skip(area, GAP);
    policy_facts_draw(ui, data, &facts);
}

static void
draw_portrait(struct ui *ui, const struct policy_data *data)
{
    struct policy_head head = {{60, 140, 960, 80}, {60, 224, 960, 48}};
    struct rect area = {60, 588, 960, 784};
    struct rect qr = {60, 1392, 600, 344};
    policy_head_draw(ui, data, &head);
    policy_panel_draw(ui, data, (struct rect){60, 288, 960, 280});
    draw_facts_above(ui, data, &area, 16, 272);
    if (reach_low(ui) && area.y < REACH_TOP) {
        layout_skip(&area, REACH_TOP - area.y);
    }
    struct policy_body body = {.rect = area};
    size_t pages = policy_body_draw(ui, data, &body);
    policy_qr_draw(ui, data, qr);
    struct policy_buttons buttons = {
        .rect = {684, 1392, 336, 344}, .text = pages > 1,
    };
    policy_buttons_draw(ui, data, &buttons);
}

static void
draw_landscape(struct ui *ui, const struct policy_data *data)
{
    struct policy_head head = {{60, 120, 1800, 104}, {60, 224, 1800, 48}};
    struct rect area = {668, 288, 1192, 516};
    policy_head_draw(ui, data, &head);
    policy_panel_draw(ui, data, (struct rect){60, 288, 584, 272});
    policy_qr_draw(ui, data, (struct rect){60, 580, 584, 344});
    draw_facts_above(ui, data, &area, 8, 152);
    struct policy_body body = {.rect = area, .beside = true};
    size_t pages = policy_body_draw(ui, data, &body);
    struct policy_buttons buttons = {
        .rect = {668, 824, 1192, 100}, .beside = true, .text = pages > 1,
    };
    policy_buttons_draw(ui, data, &buttons);
}

static void
draw_hint(struct ui *ui, struct rect rect)
{
    struct label hint = {
        .id = "policy.hint",
        .text = ui_tr(ui, "手指上下拖动也可以翻"),
        .rect = rect,
        .step = TYPE_CAPTION,
        .color = COLOR_INK700,
        .align = ALIGN_CENTER,
        .middle = true,
    };
    widget_label(ui, &hint);
}

// The text alone, on all of the page.
static void
draw_text(struct ui *ui, const struct policy_data *data, struct rect card,
          struct body_view *view)
{
    const struct theme *theme = ui_theme(ui);
    view->text = rect_inset(card, 42, 36);
    view->up_label = ui_tr(ui, "上翻");
    view->down_label = ui_tr(ui, "下翻");
    view->step = TYPE_LEAD;
    view->line = theme->large ? 0 : 58;
    view->indent = true;
    widget_card(ui, card);
    struct body *body = policy_text_ready(ui, data);
    if (body) {
        body_draw(ui, body, view);
    }
}

static void
draw_whole_portrait(struct ui *ui, const struct policy_data *data)
{
    bool large = ui_theme(ui)->large;
    struct policy_head head = {{60, 140, 960, 80}, {60, 224, 960, 48}};
    struct rect card = {60, 292, 816, 1240};
    if (large) {
        head = (struct policy_head){{60, 136, 960, 104}, {60, 250, 960, 92}};
        card = (struct rect){60, 372, 816, 1160};
    }
    struct rect column = {900, card.y, 120, card.h};
    if (reach_low(ui)) {
        column.y = REACH_TOP;
        column.h = card.y + card.h - REACH_TOP;
    }
    int turn = column.h > 1000 ? 320 : 220;
    struct body_view view = {
        .up = layout_cut_top(&column, turn),
        .down = layout_cut_bottom(&column, turn),
        .position = rect_inset(column, 0, column.h > 300 ? 28 : 0),
    };
    policy_head_draw(ui, data, &head);
    draw_text(ui, data, card, &view);
    draw_hint(ui, (struct rect){60, 1536, 816, 56});
    struct policy_buttons buttons = {
        .rect = {60, 1600, 960, 136}, .beside = true, .text = true,
        .brief = true,
    };
    policy_buttons_draw(ui, data, &buttons);
}

static void
draw_whole_landscape(struct ui *ui, const struct policy_data *data)
{
    struct policy_head head = {{60, 136, 1800, 80}, {60, 220, 1800, 48}};
    struct rect card = {668, 288, 1048, 636};
    struct body_view view = {
        .up = {1740, 288, 120, 216},
        .position = {1740, 528, 120, 156},
        .down = {1740, 708, 120, 216},
    };
    policy_head_draw(ui, data, &head);
    policy_panel_draw(ui, data, (struct rect){60, 288, 584, 272});
    struct policy_buttons buttons = {
        .rect = {60, 652, 584, 272}, .text = true, .brief = true,
    };
    policy_buttons_draw(ui, data, &buttons);
    draw_hint(ui, (struct rect){60, 580, 584, 56});
    draw_text(ui, data, card, &view);
}

// Large type: two facts a page, what is left of them with the text, then
// the code.
static void
draw_large_content(struct ui *ui, const struct policy_data *data,
                   struct rect area, size_t *text_pages)
{
    size_t rows = policy_rows(&data->policy, data->expired);
    size_t page = data->pages.page;
    *text_pages = 0;
    if (page < rows / 2) {
        struct policy_facts facts = {page * 2, 2, area};
        policy_facts_draw(ui, data, &facts);
        return;
    }
    if (page > rows / 2) {
        policy_qr_draw(ui, data, area);
        return;
    }
    if (rows % 2) {
        struct policy_facts facts = {rows - 1, 1, area};
        int h = policy_facts_height(ui, data, &facts, 20) + 8;
        int most = area.h - GAP - 300;
        facts.rect = layout_cut_top(&area, h < most ? h : most);
        layout_skip(&area, GAP);
        policy_facts_draw(ui, data, &facts);
    }
    if (reach_low(ui) && area.y < REACH_TOP) {
        layout_skip(&area, REACH_TOP - area.y);
    }
    struct policy_body body = {.rect = area};
    *text_pages = policy_body_draw(ui, data, &body);
}

static void
draw_pager(struct ui *ui, const struct policy_data *data, struct rect rect,
           bool compact)
{
    struct pager pager = {
        .paging = &data->pages,
        .rect = rect,
        .previous = ui_tr(ui, "上一页"),
        .next = ui_tr(ui, "下一页"),
        .position = ui_say(
            ui, "{1} / {2}", ui_digits(ui, (int64_t)data->pages.page + 1),
            ui_digits(ui, (int64_t)paging_pages(&data->pages)), NULL),
        .compact = compact,
    };
    pager_draw(ui, &pager);
}

static void
draw_large(struct ui *ui, const struct policy_data *data)
{
    bool wide = parts_wide(ui);
    struct policy_head head = {{60, 136, 960, 104}, {60, 250, 960, 92}};
    struct rect panel = {60, 372, 960, 312};
    struct rect content = {60, 708, 960, 672};
    struct policy_buttons buttons = {
        .rect = {60, 1412, 960, 144}, .beside = true,
    };
    struct rect pager = {60, 1588, 960, 136};
    if (wide) {
        head = (struct policy_head){{60, 120, 1800, 104}, {60, 226, 1800, 52}};
        panel = (struct rect){60, 288, 584, 312};
        content = (struct rect){668, 288, 1192, 500};
        buttons.rect = (struct rect){668, 804, 1192, 120};
        pager = (struct rect){60, 804, 584, 120};
    }
    size_t text_pages = 0;
    policy_head_draw(ui, data, &head);
    policy_panel_draw(ui, data, panel);
    draw_large_content(ui, data, content, &text_pages);
    buttons.text = text_pages > 1;
    buttons.brief = buttons.text;
    policy_buttons_draw(ui, data, &buttons);
    draw_pager(ui, data, pager, wide);
}

void
policy_draw(struct screen_context *context, const void *data)
{
    const struct policy_data *policy = data;
    struct ui *ui = context->ui;
    if (!policy->known) {
        draw_gone(ui);
    } else if (policy->whole) {
        parts_wide(ui) ? draw_whole_landscape(ui, policy)
                       : draw_whole_portrait(ui, policy);
    } else if (ui_theme(ui)->large) {
        draw_large(ui, policy);
    } else if (parts_wide(ui)) {
        draw_landscape(ui, policy);
    } else {
        draw_portrait(ui, policy);
    }
}
