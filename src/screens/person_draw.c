// SPDX-License-Identifier: Apache-2.0
#include <string.h>

#include "screens/parts.h"
#include "screens/person.h"
#include "screens/visitor.h"
#include "ui/build.h"
#include "ui/button.h"
#include "ui/layout.h"
#include "ui/notice.h"
#include "ui/segment.h"
#include "ui/tile.h"
#include "ui/widget.h"
#include "util/str.h"

#define CHIP_ROWS 5

static int
chip_gap(const struct ui *ui)
{
    return parts_wide(ui) ? 12 : 16;
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
           struct rect area)
{
    struct ui *ui = context->ui;
    struct layout_grid grid = {2, CHIP_ROWS, 24, chip_gap(ui)};
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
    struct pager pager = {
        .paging = &person->paging,
        .rect = layout_row(area, CHIP_ROWS, chip_gap(ui), CHIP_ROWS - 1),
        .previous = ui_tr(ui, "上一页"),
        .next = ui_tr(ui, "下一页"),
        .position = ui_say(
            ui, "{1} / {2}",
            ui_digits(ui, (int64_t)person->paging.page + 1),
            ui_digits(ui, (int64_t)paging_pages(&person->paging)), NULL),
    };
    pager_draw(ui, &pager);
}

// The section "in what role": heading, kinds and choices, 540 px high.
static void
draw_role(struct screen_context *context, const struct person_data *person,
          struct rect area)
{
    struct ui *ui = context->ui;
    struct section section = {
        .id = "person.role",
        .title = context->session->on_roster
                     ? ui_tr(ui, "今天还以哪种身份来？")
                     : ui_tr(ui, "您以哪种身份来？"),
        .remark = ui_tr(ui, "可不选，只作统计"),
        .rect = layout_cut_top(&area, 56),
    };
    parts_section(ui, &section);
    layout_skip(&area, 16);
    draw_groups(ui, person, layout_cut_top(&area, 88));
    layout_skip(&area, 20);
    area.h = CHIP_ROWS * 80 + (CHIP_ROWS - 1) * chip_gap(ui);
    draw_chips(context, person, area);
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

static void
draw_stated(struct screen_context *context, struct rect rect)
{
    struct ui *ui = context->ui;
    bool channel
        = talent_entitled(&context->session->talent, "green_channel");
    if (channel) {
        struct tile tile = {
            .id = "person.stated",
            .icon = "medical",
            .title = ui_tr(ui, "名单写明：医疗绿色通道"),
            .sub = ui_tr(ui, "由医院窗口现场核验"),
            .rect = rect,
            .box = 88,
        };
        tile_show(ui, &tile);
        return;
    }
    struct advice advice = {
        .id = "person.stated",
        .icon = "info",
        .text = ui_tr(ui, "名单由中心维护；有误请告诉窗口"),
        .rect = rect,
        .color = COLOR_INK700,
    };
    advice_draw(ui, &advice);
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
    bool wide = parts_wide(ui);
    struct rect left = parts_left(ui);
    struct heading heading = {
        .id = "person.title",
        .title = ui_tr(ui, "请确认是您本人"),
        .lead = ui_tr(ui, "只用于这一次办理"),
        .rect = {left.x, left.y, left.w, 146},
    };
    parts_heading(ui, &heading);
    struct rect panel = {60, 312, left.w, wide ? 300 : 264};
    draw_panel(context, panel);
    struct rect role = {60, 600, 960, 632};
    struct rect stated = {60, 1256, 960, 136};
    struct rect yes = {60, 1416, 960, 136};
    struct rect no = {60, 1576, 960, 112};
    if (wide) {
        role = parts_right(ui);
        stated = (struct rect){60, 640, 584, 136};
        yes = (struct rect){668, 788, 788, 136};
        no = (struct rect){1480, 788, 380, 136};
    }
    draw_role(context, person, role);
    draw_stated(context, stated);
    draw_confirm(ui, yes, no);
}

static void
draw_missing_card(struct ui *ui, struct rect rect)
{
    bool contrast = ui_theme(ui)->contrast;
    struct box box = {
        .fill = COLOR_GOLD100,
        .line = contrast ? COLOR_LAKE700 : COLOR_NONE,
        .border = contrast ? 4 : 0,
        .radius = 28,
    };
    widget_box(ui, rect, &box);
    struct icon_box icon = {
        .icon = "help",
        .rect = {rect.x + 40, rect.y + (rect.h - 136) / 2, 136, 136},
        .size = 84,
        .radius = 68,
        .fill = COLOR_GOLD800,
        .color = COLOR_SNOW,
    };
    widget_icon_box(ui, &icon);
    struct rect area = {
        rect.x + 212, rect.y + 8, rect.w - 212 - 28, rect.h - 16,
    };
    struct label labels[] = {
        {.id = "person.name", .text = ui_tr(ui, "名单里没有找到"),
         .step = rect.w < 900 ? TYPE_H2 : TYPE_H1, .bold = true,
         .color = COLOR_GOLD800},
        {.id = "person.grade", .text = ui_tr(ui, "不影响您取号办事"),
         .step = TYPE_LEAD, .color = COLOR_GOLD800},
    };
    widget_stack(ui, labels, 2, area);
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
    struct button again = {
        .id = "person.not_me",
        .label = ui_tr(ui, "重新输入"),
        .icon = "keyboard",
        .rect = layout_column(others, 2, 24, 0),
        .kind = BUTTON_SECONDARY,
    };
    button_draw(ui, &again);
    struct button call = {
        .id = "person.call",
        .label = ui_tr(ui, "请工作人员过来"),
        .icon = "bell",
        .rect = layout_column(others, 2, 24, 1),
        .kind = BUTTON_SECONDARY,
    };
    button_draw(ui, &call);
}

static void
draw_missing_words(struct screen_context *context, struct rect why,
                   struct rect ticket)
{
    struct ui *ui = context->ui;
    struct advice reasons = {
        .id = "person.why",
        .icon = "info",
        .text = ui_tr(ui, "可能是名单还没更新、号码输错了，"
                          "或在外地登记"),
        .rect = why,
        .color = COLOR_INK700,
    };
    advice_draw(ui, &reasons);
    struct tile tile = {
        .id = "person.ticket",
        .icon = "ticket",
        .title = ui_tr(ui, "先取普通号，窗口会帮您核对名单"),
        .sub = ui_say(ui, "您输入的 {1} 只用于本次查找，已清除",
                      context->session->number_mask, NULL),
        .rect = ticket,
        .box = 96,
    };
    tile_show(ui, &tile);
}

static void
draw_missing(struct screen_context *context,
             const struct person_data *person)
{
    struct ui *ui = context->ui;
    struct rect card = {60, 152, 960, 220};
    struct rect why = {60, 384, 960, 96};
    struct rect role = {60, 496, 960, 632};
    struct rect ticket = {60, 1152, 960, 152};
    struct rect yes = {60, 1328, 960, 136};
    struct rect others = {60, 1488, 960, 112};
    if (parts_wide(ui)) {
        card = (struct rect){60, 152, 584, 232};
        why = (struct rect){60, 396, 584, 128};
        ticket = (struct rect){60, 536, 584, 232};
        role = parts_right(ui);
        yes = (struct rect){60, 788, 584, 136};
        others = (struct rect){668, 788, 1192, 136};
    }
    draw_missing_card(ui, card);
    draw_missing_words(context, why, ticket);
    draw_role(context, person, role);
    draw_missing_ways(ui, yes, others);
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
