// SPDX-License-Identifier: Apache-2.0
#include <string.h>

#include "screens/parts.h"
#include "screens/service.h"
#include "ui/build.h"
#include "ui/button.h"
#include "ui/layout.h"
#include "ui/notice.h"
#include "ui/steps.h"
#include "ui/tile.h"
#include "ui/widget.h"
#include "util/str.h"

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
    struct label labels[] = {
        {.id = "service.title",
         .text = data->known ? text_get(&data->service.name, ui_lang(ui))
                             : ui_tr(ui, "这项服务已停办"),
         .step = parts_wide(ui) ? TYPE_TITLE : TYPE_H1,
         .bold = true,
         .color = COLOR_INK900},
        {.id = "service.summary",
         .text = text_get(&data->service.summary, ui_lang(ui)),
         .step = TYPE_LEAD,
         .color = COLOR_INK700},
    };
    struct rect area = {
        rect.x + 148, rect.y - 8, rect.w - 148, rect.h + 12,
    };
    widget_stack(ui, labels, 2, area);
}

struct fact {
    const char *id, *icon, *name, *value;
};

static void
draw_fact(struct ui *ui, const struct fact *fact, struct rect rect)
{
    // A low card has name and value side by side.
    bool low = rect.h < 140;
    widget_card(ui, rect);
    struct rect icon = {rect.x + 32, rect.y + 32, 36, 36};
    struct label name = {
        .text = fact->name,
        .rect = {rect.x + 80, rect.y + 28, rect.w - 100, 44},
        .step = TYPE_CAPTION,
        .color = COLOR_INK700,
        .middle = true,
    };
    struct label value = {
        .id = fact->id,
        .text = fact->value,
        .value = fact->name,
        .rect = {rect.x + 32, rect.y + 78, rect.w - 52, rect.h - 90},
        .step = TYPE_H4,
        .bold = true,
        .color = COLOR_INK900,
        .middle = true,
    };
    if (low) {
        icon.y = rect.y + (rect.h - 36) / 2;
        name.rect = (struct rect){rect.x + 80, rect.y, 176, rect.h};
        value.rect = (struct rect){
            rect.x + 268, rect.y + 4, rect.w - 268 - 24, rect.h - 8,
        };
        value.align = ALIGN_END;
    }
    widget_icon(ui, fact->icon, icon, COLOR_INK700);
    widget_label(ui, &name);
    widget_label(ui, &value);
}

// Only what is known: no waiting time and no fee without data.
static void
draw_facts(struct ui *ui, const struct service_data *data, struct rect area)
{
    struct fact facts[] = {
        {"service.waiting", "users", ui_tr(ui, "前面等候"), NULL},
        {"service.fee", "wallet", ui_tr(ui, "办理费用"),
         ui_tr(ui, "暂无公开信息，请咨询窗口")},
    };
    int count = 1;
    const struct fact *shown = &facts[1];
    if (data->figures.waiting >= 0) {
        facts[0].value = ui_say(ui, "{1} 人",
                                ui_digits(ui, data->figures.waiting), NULL);
        shown = facts;
        count = 2;
    }
    for (int i = 0; i < count; i++) {
        draw_fact(ui, &shown[i],
                  parts_wide(ui) ? layout_row(area, 2, 16, i)
                                 : layout_column(area, count, 24, i));
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
        .stacked = rect.w < 700,
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

static void
draw_materials(struct ui *ui, const struct service_data *data,
               struct rect area)
{
    size_t count = data->service.material_count;
    struct section section = {
        .id = "service.materials",
        .title = ui_tr(ui, "请带齐材料"),
        .remark = count ? ui_tr(ui, "点一下，勾选已带的") : NULL,
        .rect = layout_cut_top(&area, 56),
    };
    parts_section(ui, &section);
    layout_skip(&area, 20);
    if (count == 0) {
        draw_no_materials(ui, area);
        return;
    }
    bool wide = parts_wide(ui);
    struct layout_grid grid = {
        wide ? 2 : 1, wide ? 3 : SERVICE_MATERIALS, 24, wide ? 24 : 16,
    };
    area.h = wide ? 3 * 124 + 48 : SERVICE_MATERIALS * 108 + 64;
    for (size_t i = 0; i < count && i < SERVICE_MATERIALS; i++) {
        draw_material(ui, data, i, layout_cell(area, &grid, (int)i));
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
        .text = data->service.demo
                    ? ui_tr(ui, "缺材料也可先取号，窗口会告知如何补交。"
                                "（材料为演示数据）")
                    : ui_tr(ui, "缺材料也可先取号，窗口会告知如何补交。"),
        .rect = rect,
        .color = COLOR_INK700,
    };
    advice_draw(ui, &advice);
}

static void
draw_buttons(struct ui *ui, const struct service_data *data,
             struct rect take, struct rect others)
{
    char letter[2] = {data->service.letter, '\0'};
    bool refused = data->refused || !data->known;
    struct button commit = {
        .id = "service.take",
        .label = ui_say(ui, "取号（{1} 类）", letter, NULL),
        .icon = "ticket",
        .rect = take,
        .kind = BUTTON_COMMIT,
        .disabled = refused,
    };
    if (!data->known) {
        commit.label = ui_tr(ui, "取号");
    }
    button_draw(ui, &commit);
    struct button other = {
        .id = "service.other",
        .label = ui_tr(ui, "选别的服务"),
        .icon = "list",
        .rect = layout_column(others, 2, 24, 0),
        .kind = BUTTON_SECONDARY,
    };
    button_draw(ui, &other);
    struct button call = {
        .id = "service.call",
        .label = ui_tr(ui, "请工作人员过来"),
        .icon = "bell",
        .rect = layout_column(others, 2, 24, 1),
        .kind = BUTTON_SECONDARY,
    };
    button_draw(ui, &call);
}

static void
draw_validity(struct ui *ui, struct rect rect)
{
    struct label label = {
        .id = "service.validity",
        .text = ui_tr(ui, "号码当日有效，过号可请工作人员重新排队"),
        .rect = rect,
        .step = TYPE_BODY,
        .color = COLOR_INK700,
        .align = parts_wide(ui) ? ALIGN_START : ALIGN_CENTER,
        .middle = true,
    };
    widget_label(ui, &label);
}

static void
draw_portrait(struct screen_context *context,
              const struct service_data *data)
{
    struct ui *ui = context->ui;
    struct rect head = {60, 152, 960, 140};
    draw_head(ui, data, head);
    struct rect facts = {60, 312, 960, 176};
    draw_facts(ui, data, facts);
    struct rect materials = {60, 520, 960, 700};
    draw_materials(ui, data, materials);
    bool refused = data->refused || data->failed;
    struct rect note = {60, 1256, 960, 96};
    if (refused) {
        note = (struct rect){60, 1212, 960, 140};
    }
    draw_note(context, data, note);
    struct rect take = {60, 1372, 960, 136};
    struct rect others = {60, 1532, 960, 104};
    draw_buttons(ui, data, take, others);
    struct rect validity = {60, 1648, 960, 96};
    draw_validity(ui, validity);
}

static void
draw_landscape(struct screen_context *context,
               const struct service_data *data)
{
    struct ui *ui = context->ui;
    struct rect head = {60, 152, 584, 140};
    draw_head(ui, data, head);
    struct rect facts = {60, 308, 584, 200};
    draw_facts(ui, data, facts);
    struct rect note = {60, 516, 584, 180};
    draw_note(context, data, note);
    struct rect validity = {60, 700, 584, 84};
    draw_validity(ui, validity);
    struct rect materials = {668, 152, 1192, 620};
    draw_materials(ui, data, materials);
    struct rect take = {60, 788, 584, 136};
    struct rect others = {668, 788, 1192, 136};
    draw_buttons(ui, data, take, others);
}

void
service_draw(struct screen_context *context, const void *data)
{
    if (parts_wide(context->ui)) {
        draw_landscape(context, data);
    } else {
        draw_portrait(context, data);
    }
}
