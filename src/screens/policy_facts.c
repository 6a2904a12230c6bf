// SPDX-License-Identifier: Apache-2.0
#include "screens/policy_parts.h"
#include "ui/build.h"
#include "ui/layout.h"
#include "ui/widget.h"
#include "util/str.h"

#define PAD 30
#define GAP 24
#define TEXT_MAX_H 2000

static int
box_size(const struct ui *ui)
{
    return ui_theme(ui)->large ? 104 : 72;
}

static enum type_step
usual_step(const struct ui *ui)
{
    return ui_lang(ui) == LANG_EN ? TYPE_QUOTE : TYPE_FACT;
}

static const struct policy_fact *
fact_at(const struct policy_data *data, const struct policy_facts *facts,
        size_t i)
{
    size_t first = policy_first_row(&data->policy, data->expired);
    return &data->policy.facts[first + facts->first + i];
}

static int
fact_height(struct ui *ui, const struct policy_fact *fact, int w,
            enum type_step step)
{
    struct label label = {
        .text = text_get(&fact->value, ui_lang(ui)),
        .rect = {0, 0, w - 2 * PAD - box_size(ui) - GAP, TEXT_MAX_H},
        .step = step,
    };
    return widget_measure(ui, &label).rect.h
           + theme_type(ui_theme(ui), TYPE_CAPTION).line;
}

static int
all_heights(struct ui *ui, const struct policy_data *data,
            const struct policy_facts *facts, enum type_step step)
{
    int sum = 0;
    for (size_t i = 0; i < facts->count; i++) {
        sum += fact_height(ui, fact_at(data, facts, i), facts->rect.w, step);
    }
    return sum;
}

int
policy_facts_height(struct ui *ui, const struct policy_data *data,
                    const struct policy_facts *facts, int pad)
{
    return all_heights(ui, data, facts, usual_step(ui))
           + 2 * pad * (int)facts->count;
}

static void
draw_fact(struct ui *ui, const struct policy_data *data,
          const struct policy_fact *fact, struct rect row,
          enum type_step step)
{
    int box = box_size(ui);
    char id[UI_ID_SIZE], label_id[UI_ID_SIZE];
    str_format(id, sizeof(id), "policy.fact.%d",
               (int)(fact - data->policy.facts) + 1);
    str_format(label_id, sizeof(label_id), "%s.label", id);
    struct icon_box icon = {
        .icon = policy_fact_icon(fact),
        .rect = {row.x, row.y + (row.h - box) / 2, box, box},
        .size = box == 72 ? 42 : 60,
        .radius = 20,
        .fill = COLOR_LAKE100,
        .color = COLOR_LAKE700,
    };
    widget_icon_box(ui, &icon);
    struct label labels[] = {
        {.id = label_id, .text = text_get(&fact->label, ui_lang(ui)),
         .step = TYPE_CAPTION, .color = COLOR_INK700},
        {.id = id, .text = text_get(&fact->value, ui_lang(ui)),
         .step = step, .color = COLOR_INK900},
    };
    struct rect area = {
        row.x + box + GAP, row.y, row.w - box - GAP, row.h,
    };
    widget_stack(ui, labels, 2, area);
}

void
policy_facts_draw(struct ui *ui, const struct policy_data *data,
                  const struct policy_facts *facts)
{
    struct rect area = rect_inset(facts->rect, PAD, 4);
    enum type_step step = usual_step(ui);
    int sum = all_heights(ui, data, facts, step);
    while (sum > area.h && theme_type_down(step) != step) {
        step = theme_type_down(step);
        sum = all_heights(ui, data, facts, step);
    }
    int spare = (area.h - sum) / (int)facts->count;
    widget_card(ui, facts->rect);
    for (size_t i = 0; i < facts->count; i++) {
        const struct policy_fact *fact = fact_at(data, facts, i);
        int h = fact_height(ui, fact, facts->rect.w, step) + spare;
        struct rect row = layout_cut_top(&area, h);
        if (i > 0) {
            struct rect line = {row.x, row.y, row.w, 2};
            widget_fill(ui, line, COLOR_STONE200);
        }
        draw_fact(ui, data, fact, row, step);
    }
}
