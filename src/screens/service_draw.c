// SPDX-License-Identifier: Apache-2.0
#include <string.h>

#include "screens/parts.h"
#include "screens/reach.h"
#include "screens/service.h"
#include "ui/build.h"
#include "ui/button.h"
#include "ui/facts.h"
#include "ui/layout.h"
#include "ui/notice.h"
#include "ui/steps.h"
#include "ui/tile.h"
#include "ui/widget.h"
#include "util/str.h"

// A row of the facts' card in landscape.
#define FACT_H 168

// Where things stand.
struct places {
    struct rect head, facts, section, rows, note, take, validity;
    struct rect other, way; // the buttons beside or below `take`
};

static struct places
places_of(const struct ui *ui)
{
    if (parts_wide(ui)) {
        return (struct places){
            .head = {60, 152, 584, 128}, .facts = {60, 304, 584, 400},
            .section = {668, 152, 1192, 64}, .rows = {668, 240, 1192, 420},
            .note = {668, 676, 1192, 96}, .take = {668, 788, 864, 136},
            .other = {1556, 788, 304, 136}, .way = {60, 820, 584, 104},
            .validity = {60, 708, 584, 96},
        };
    }
    struct places places = {
        .head = {60, 152, 960, 128}, .facts = {60, 304, 960, 176},
        .section = {60, 552, 960, 56}, .rows = {60, 628, 960, 604},
        .note = {60, 1248, 960, 108}, .take = {60, 1372, 960, 136},
        .other = {552, 1532, 468, 104}, .way = {60, 1532, 468, 104},
        .validity = {60, 1652, 960, 88},
    };
    if (reach_low(ui)) {
        places.section.y = 768;
        places.rows = (struct rect){60, REACH_TOP, 960, 432};
        places.note = (struct rect){60, 1276, 960, 92};
    }
    return places;
}

static void
draw_head(struct ui *ui, const struct service_data *data, struct rect rect)
{
    struct icon_box icon = {
        .icon = data->service.icon ? data->service.icon : "ticket",
        .rect = {rect.x, rect.y + 4, 120, 120},
        .size = 68,
        .radius = 28,
        .fill = COLOR_LAKE100,
        .color = COLOR_LAKE700,
    };
    widget_icon_box(ui, &icon);
    bool wide = parts_wide(ui);
    struct label labels[] = {
        {.id = "service.title",
         .text = data->known ? text_get(&data->service.name, ui_lang(ui))
                             : ui_tr(ui, "这项服务已停办"),
         .step = wide ? TYPE_TITLE : TYPE_H1,
         .bold = true,
         .color = COLOR_INK900},
        {.id = "service.summary",
         .text = text_get(&data->service.summary, ui_lang(ui)),
         .step = wide ? TYPE_BODY : TYPE_LEAD,
         .color = COLOR_INK700},
    };
    struct rect area = {
        rect.x + 148, rect.y - 16, rect.w - 148, rect.h + 32,
    };
    widget_stack(ui, labels, 2, area);
}

// A card of its own for what is known: its name and, below it, a figure.
static void
draw_fact(struct ui *ui, const struct fact *fact, struct rect rect)
{
    widget_card(ui, rect);
    struct rect icon = {rect.x + 34, rect.y + 32, 36, 36};
    widget_icon(ui, fact->icon, icon, COLOR_INK700);
    struct label name = {
        .text = fact->label,
        .rect = {rect.x + 82, rect.y + 26, rect.w - 102, 48},
        .step = TYPE_CAPTION,
        .color = COLOR_INK700,
        .middle = true,
    };
    widget_label(ui, &name);
    struct rect value = {rect.x + 34, rect.y + 74, rect.w - 54, 80};
    if (!fact->unknown) {
        struct figure figure = {
            .id = fact->id,
            .text = fact->text,
            .value = fact->label,
            .rect = value,
            .big = TYPE_H2,
            .small = TYPE_LEAD,
            .color = COLOR_INK900,
        };
        widget_figure(ui, &figure);
        return;
    }
    struct label text = {
        .id = fact->id,
        .text = fact->text,
        .value = fact->label,
        .rect = value,
        .step = TYPE_H4,
        .bold = true,
        .color = COLOR_INK900,
        .middle = true,
    };
    widget_label(ui, &text);
}

// On one card, name left and value right, with lines between them.
static void
draw_fact_rows(struct ui *ui, const struct fact *facts, int count,
               struct rect area)
{
    area.h = count * FACT_H;
    widget_card(ui, area);
    for (int i = 0; i < count; i++) {
        struct rect row = layout_row(area, count, 0, i);
        int middle = row.y + row.h / 2;
        if (i > 0) {
            struct rect line = {row.x + 30, row.y - 1, row.w - 60, 2};
            widget_fill(ui, line, COLOR_STONE200);
        }
        struct icon_box icon = {
            .icon = facts[i].icon,
            .rect = {row.x + 34, middle - 36, 72, 72},
            .size = 42,
            .radius = 20,
            .fill = COLOR_LAKE100,
            .color = COLOR_LAKE700,
        };
        widget_icon_box(ui, &icon);
        struct label value = {
            .id = facts[i].id,
            .text = facts[i].text,
            .value = facts[i].label,
            .rect = {row.x + 250, row.y + 8, row.w - 284, row.h - 16},
            .step = TYPE_H4,
            .bold = true,
            .color = COLOR_INK900,
            .align = ALIGN_END,
            .middle = true,
        };
        int taken = widget_label(ui, &value).rect.x;
        struct label name = {
            .text = facts[i].label,
            .rect = {row.x + 126, row.y + 8, taken - row.x - 146,
                     row.h - 16},
            .step = TYPE_BODY,
            .color = COLOR_INK700,
            .middle = true,
        };
        widget_label(ui, &name);
    }
}

// Only what is known: no waiting time and no fee without data.
static void
draw_facts(struct ui *ui, const struct service_data *data, struct rect area)
{
    struct fact list[2];
    int count = 0;
    if (data->figures.waiting >= 0) {
        list[count++] = (struct fact){
            .id = "service.waiting",
            .icon = "users",
            .label = ui_tr(ui, "前面等候"),
            .text = ui_say(ui, "{1} 人",
                           ui_digits(ui, data->figures.waiting), NULL),
        };
    }
    list[count++] = (struct fact){
        .id = "service.fee",
        .icon = "wallet",
        .label = ui_tr(ui, "办理费用"),
        .text = ui_tr(ui, "暂无公开信息"),
        .unknown = true,
    };
    if (parts_wide(ui)) {
        draw_fact_rows(ui, list, count, area);
        return;
    }
    for (int i = 0; i < count; i++) {
        draw_fact(ui, &list[i], layout_column(area, count, 24, i));
    }
}

static void
draw_material(struct ui *ui, const struct service_data *data, size_t i,
              struct rect rect)
{
    const struct material *material = &data->service.materials[i];
    char id[UI_ID_SIZE];
    str_format(id, sizeof(id), "service.material.%d", (int)i + 1);
    struct check_row row = {
        .id = id,
        .label = text_get(&material->name, ui_lang(ui)),
        .note = text_get(&material->note, ui_lang(ui)),
        .rect = rect,
        .on = data->ticked[i],
        .stacked = parts_wide(ui),
    };
    check_row_draw(ui, &row);
}

// Where no list was published, the page tells how it goes on.
static void
draw_no_materials(struct ui *ui, struct rect area)
{
    const struct step list[] = {
        {"service.step.1", "list", ui_tr(ui, "材料清单暂无公开信息"),
         ui_tr(ui, "可以先取号，窗口会告知需要带什么")},
        {"service.step.2", "mobile", ui_tr(ui, "取号后请记住号码"),
         ui_tr(ui, "也可以用手机拍下来")},
        {"service.step.3", "megaphone", ui_tr(ui, "听到叫号到窗口"),
         ui_tr(ui, "请把证件带到窗口核对")},
    };
    struct steps steps = {list, 3, area};
    steps_draw(ui, &steps);
}

// Rows of one height; few of them are higher.
static void
draw_rows(struct ui *ui, const struct service_data *data, int count,
          struct rect area)
{
    int gap = area.h < 500 ? 8 : 16;
    int h = (area.h - (count - 1) * gap) / count;
    h = h < 140 ? h : 140;
    for (int i = 0; i < count; i++) {
        draw_material(ui, data, (size_t)i, layout_cut_top(&area, h));
        layout_skip(&area, gap);
    }
}

// Two columns, an odd last one as wide as both.
static void
draw_grid(struct ui *ui, const struct service_data *data, int count,
          struct rect area)
{
    struct layout_grid grid = {2, 3, 24, 24};
    if (ui_theme(ui)->large && count <= 4) {
        // Few of them have room for the second line in its full size.
        grid.rows = 2;
        area.h = 2 * 152 + grid.gap_y;
    }
    for (int i = 0; i < count; i++) {
        struct rect rect = layout_cell(area, &grid, i);
        if (i == count - 1 && count % 2) {
            rect = layout_row(area, grid.rows, grid.gap_y, i / 2);
        }
        draw_material(ui, data, (size_t)i, rect);
    }
}

static void
draw_materials(struct ui *ui, const struct service_data *data,
               const struct places *places)
{
    size_t all = data->service.material_count;
    int count = (int)(all < SERVICE_MATERIALS ? all : SERVICE_MATERIALS);
    bool wide = parts_wide(ui);
    struct section section = {
        .id = "service.materials",
        .title = ui_tr(ui, "请带齐材料"),
        .remark = !count ? NULL
                  : wide && data->service.demo
                      ? ui_tr(ui, "点一下，勾选已带的 · 材料为演示数据")
                      : ui_tr(ui, "点一下，勾选已带的"),
        .rect = places->section,
        .large = wide,
    };
    parts_section(ui, &section);
    if (count == 0) {
        draw_no_materials(ui, places->rows);
    } else if (wide) {
        draw_grid(ui, data, count, places->rows);
    } else {
        draw_rows(ui, data, count, places->rows);
    }
}

struct refusal {
    const char *what, *next;
};

static struct refusal
words_of(struct screen_context *context, const struct service_data *data)
{
    struct ui *ui = context->ui;
    const char *ask = ui_tr(ui, "可以选别的服务，或请工作人员过来");
    if (data->failed) {
        return (struct refusal){
            ui_tr(ui, "号码没有取成，也没有记录"),
            ui_tr(ui, "请再点一次“取号”；还不行请找工作人员"),
        };
    }
    switch (data->outcome) {
    case CHECK_IN_CLOSED:
        if (data->opens_ms > 0) {
            return (struct refusal){
                ui_tr(ui, "现在不在服务时间"),
                ui_say(ui, "下次开始取号：{1}",
                       parts_day_time(ui, data->opens_ms), NULL),
            };
        }
        return (struct refusal){
            ui_tr(ui, "现在不在服务时间"),
            ui_tr(ui, "什么时候开始请咨询窗口"),
        };
    case CHECK_IN_AFTER_LAST:
        return (struct refusal){
            ui_tr(ui, "今天已停止取号"),
            ui_tr(ui, "请明天再来，或请工作人员过来"),
        };
    case CHECK_IN_QUOTA:
        return (struct refusal){
            ui_tr(ui, "这项服务今天的号已取完"), ask,
        };
    case CHECK_IN_LETTER_FULL:
        return (struct refusal){
            ui_tr(ui, "今天这一类的号码已用完"), ask,
        };
    case CHECK_IN_NO_SERVICE:
        return (struct refusal){ui_tr(ui, "这项服务已停办"), ask};
    case CHECK_IN_TAKEN:
    case CHECK_IN_AGAIN:
        break;
    }
    return (struct refusal){"", ""};
}

static void
draw_note(struct screen_context *context, const struct service_data *data,
          struct rect rect)
{
    struct ui *ui = context->ui;
    if (data->refused || data->failed) {
        struct refusal words = words_of(context, data);
        struct notice notice = {
            .id = "service.refusal",
            .icon = "alert",
            .text = words.what,
            .more = words.next,
            .rect = rect,
            .tone = TONE_GOLD,
            .icon_size = 56,
        };
        notice_draw(ui, &notice);
        return;
    }
    struct advice advice = {
        .id = "service.note",
        .icon = "info",
        .text = data->service.demo && !parts_wide(ui)
                    ? ui_tr(ui, "缺材料也可先取号，窗口会告知如何补交。"
                                "（材料为演示数据）")
                    : ui_tr(ui, "缺材料也可先取号，窗口会告知如何补交。"),
        .rect = rect,
        .color = COLOR_INK700,
    };
    advice_draw(ui, &advice);
}

static void
draw_take(struct ui *ui, const struct service_data *data, struct rect rect)
{
    char letter[2] = {data->service.letter, '\0'};
    struct button commit = {
        .id = "service.take",
        .label = data->known ? ui_say(ui, "取号（{1} 类）", letter, NULL)
                             : ui_tr(ui, "取号"),
        .icon = "ticket",
        .rect = rect,
        .kind = BUTTON_COMMIT,
        .disabled = data->refused || !data->known,
    };
    button_draw(ui, &commit);
}

// The policy where it can be read, else somebody who knows.
static void
draw_ways(struct ui *ui, const struct service_data *data,
          const struct places *places)
{
    struct button policy = {
        .id = "service.policy",
        .label = ui_tr(ui, "查看这项政策"),
        .icon = "doc",
        .rect = places->way,
        .kind = BUTTON_SECONDARY,
    };
    struct button call = policy;
    call.id = "service.call";
    call.label = ui_tr(ui, "请工作人员过来");
    call.icon = "bell";
    struct button form = policy;
    form.id = "service.form";
    form.label = ui_tr(ui, "填写登记");
    form.icon = "pen";
    bool hand_in = service_has_form(data);
    bool readable = service_has_policy(data) && !data->refused;
    // Turned away, a visitor can still hand in a request.
    button_draw(ui, readable                   ? &policy
                    : hand_in && data->refused ? &form
                                               : &call);
    if (hand_in && !data->refused) {
        form.rect = places->other;
        bool longer = ui_theme(ui)->large || ui_lang(ui) == LANG_EN;
        bool narrow = parts_wide(ui) && longer;
        form.icon = narrow ? NULL : form.icon;
        button_draw(ui, &form);
        return;
    }
    struct button other = {
        .id = "service.other",
        .label = ui_tr(ui, "选别的服务"),
        .icon = parts_wide(ui) ? NULL : "list",
        .rect = places->other,
        .kind = BUTTON_SECONDARY,
    };
    button_draw(ui, &other);
}

static void
draw_validity(struct ui *ui, struct rect rect)
{
    struct label label = {
        .id = "service.validity",
        .text = ui_tr(ui, "号码当日有效，过号可请工作人员重新排队"),
        .rect = rect,
        .step = parts_wide(ui) ? TYPE_CAPTION : TYPE_BODY,
        .color = COLOR_INK700,
        .align = parts_wide(ui) ? ALIGN_START : ALIGN_CENTER,
        .middle = true,
    };
    widget_label(ui, &label);
}

void
service_draw(struct screen_context *context, const void *data)
{
    const struct service_data *service = data;
    struct ui *ui = context->ui;
    struct places places = places_of(ui);
    draw_head(ui, service, places.head);
    draw_facts(ui, service, places.facts);
    draw_materials(ui, service, &places);
    draw_note(context, service, places.note);
    draw_take(ui, service, places.take);
    draw_ways(ui, service, &places);
    draw_validity(ui, places.validity);
}
