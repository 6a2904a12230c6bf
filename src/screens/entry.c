// SPDX-License-Identifier: Apache-2.0
#include <string.h>

#include "screens/directory.h"
#include "screens/parts.h"
#include "screens/reach.h"
#include "screens/screens.h"
#include "store/catalogue.h"
#include "store/forms.h"
#include "ui/body.h"
#include "ui/build.h"
#include "ui/button.h"
#include "ui/facts.h"
#include "ui/layout.h"
#include "ui/page_head.h"
#include "ui/tag.h"
#include "ui/widget.h"
#include "util/log.h"
#include "util/str.h"

#define FACTS_MAX 4
#define COLUMN 120

struct entry_data {
    struct entry entry;
    bool known;
    char id[ID_SIZE];
    struct body *body; // owned
    struct form form;  // owned: what can be handed in about it
    bool has_form;
};

static void
load(struct screen_context *context, struct entry_data *data)
{
    entry_clear(&data->entry);
    enum err err = catalogue_entry(context->store, data->id, &data->entry);
    data->known = err == ERR_OK;
    if (err && err != ERR_NOT_FOUND) {
        LOGE("entry: %s was not read: %s", data->id, err_name(err));
    }
    int64_t rev;
    form_clear(&data->form);
    data->has_form = data->entry.form
                     && forms_get(context->store, data->entry.form,
                                  &data->form, &rev) == ERR_OK;
}

static void
enter(struct screen_context *context, void *userdata, const char *arg)
{
    struct entry_data *data = userdata;
    str_copy(data->id, sizeof(data->id), arg ? arg : "");
    if (body_create("entry", &data->body)) {
        LOGE("entry: no memory for the text");
    }
    load(context, data);
}

static void
leave(struct screen_context *context, void *userdata)
{
    struct entry_data *data = userdata;
    (void)context;
    entry_clear(&data->entry);
    form_clear(&data->form);
    body_free(data->body);
    data->body = NULL;
}

static bool
event(struct screen_context *context, void *userdata,
      const struct screen_event *event)
{
    struct entry_data *data = userdata;
    if (event->type == SCREEN_CHANGED) {
        load(context, data);
        return true;
    }
    if (event->type != SCREEN_TOUCH) {
        return event->type == SCREEN_STATE;
    }
    if (data->body && body_event(data->body, event->ui)) {
        return true;
    }
    if (parts_tapped(event, "entry.desk")) {
        context->ops->go(context->host, "services", NULL);
    } else if (parts_tapped(event, "entry.form")) {
        context->ops->go(context->host, "form", data->form.id);
    } else if (parts_tapped(event, "entry.call")) {
        context->ops->call_staff(context->host, "entry");
        return true;
    }
    return false;
}

/** Where everything stands. */
struct places {
    struct rect head, source, facts, text, buttons;
};

static struct places
place(struct ui *ui, const struct entry_data *data, int source_h)
{
    struct places places = {0};
    struct rect area = parts_left(ui);
    bool wide = parts_wide(ui), large = ui_theme(ui)->large;
    int fact = large ? 160 : 128;
    places.head = reach_cut_head(ui, &area, 136, 16);
    if (reach_low(ui)) {
        places.source = (struct rect){area.x, 304, area.w, source_h};
    } else {
        places.source = layout_cut_top(&area, source_h);
        layout_skip(&area, 24);
    }
    places.buttons = layout_cut_bottom(&area, wide ? 240 : 112);
    layout_cut_bottom(&area, 24);
    struct rect rest = wide ? parts_right(ui) : area;
    int count = (int)data->entry.field_count;
    count = count > FACTS_MAX ? FACTS_MAX : count;
    int most = rest.h - 220;
    int h = count * fact > most ? most : count * fact;
    places.facts = layout_cut_top(&rest, h);
    layout_skip(&rest, h ? 24 : 0);
    places.text = rest;
    return places;
}

static bool
is_unknown(const struct entry_field *field)
{
    return strstr(text_get(&field->value, LANG_ZH), "暂无公开信息") != NULL;
}

static void
draw_facts(struct ui *ui, const struct entry_data *data, struct rect rect)
{
    static const char *const ids[FACTS_MAX] = {
        "entry.fact.1", "entry.fact.2", "entry.fact.3", "entry.fact.4",
    };
    struct fact facts[FACTS_MAX];
    int count = 0;
    for (size_t i = 0; i < data->entry.field_count && i < FACTS_MAX; i++) {
        const struct entry_field *field = &data->entry.fields[i];
        bool unknown = is_unknown(field);
        facts[count++] = (struct fact){
            .id = ids[i],
            .icon = unknown ? "help" : "info",
            .label = text_get(&field->label, ui_lang(ui)),
            .text = text_get(&field->value, ui_lang(ui)),
            .unknown = unknown,
        };
    }
    if (count > 0) {
        struct facts list = {.facts = facts, .count = count, .rect = rect};
        facts_draw(ui, &list);
    }
}

static void
draw_text(struct ui *ui, const struct entry_data *data, struct rect rect)
{
    const char *text = text_get(&data->entry.body, ui_lang(ui));
    if (!data->body || !text[0] || body_set(data->body, text)) {
        return;
    }
    struct rect inside = rect_inset(rect, 28, 24);
    struct body_view view = {.step = TYPE_READ};
    view.text = inside;
    int height = body_height(ui, data->body, &view) + 2;
    if (height <= inside.h) {
        view.text.h = height;
        rect.h = height + 48;
    }
    widget_card(ui, rect);
    if (height > inside.h) {
        // Page buttons in a column at the right.
        struct rect column = layout_cut_right(&inside, COLUMN);
        layout_cut_right(&inside, 24);
        view.text = inside;
        int h = column.h / 2 - 8 > 112 ? 112 : column.h / 2 - 8;
        view.up = layout_cut_top(&column, h);
        view.down = layout_cut_bottom(&column, h);
        view.position = column;
        view.up_label = ui_tr(ui, "上翻");
        view.down_label = ui_tr(ui, "下翻");
    }
    body_draw(ui, data->body, &view);
}

// Where something can be handed in, that comes first.
static void
draw_buttons(struct ui *ui, const struct entry_data *data, struct rect area)
{
    bool wide = parts_wide(ui);
    struct button buttons[] = {
        {.id = "entry.desk", .label = ui_tr(ui, "取号问窗口"),
         .icon = "ticket", .kind = BUTTON_COMMIT},
        {.id = "entry.call", .label = ui_tr(ui, "请工作人员过来"),
         .icon = "bell", .kind = BUTTON_SECONDARY},
    };
    if (data->has_form) {
        buttons[0].kind = BUTTON_SECONDARY;
        buttons[1] = buttons[0];
        buttons[0] = (struct button){
            .id = "entry.form",
            .label = text_get(&data->form.title, ui_lang(ui)),
            .icon = "pen", .kind = BUTTON_COMMIT,
        };
    }
    for (int i = 0; i < 2; i++) {
        buttons[i].rect = wide ? layout_row(area, 2, 24, i)
                               : layout_column(area, 2, 24, i);
        button_draw(ui, &buttons[i]);
    }
}

static void
draw_head(struct ui *ui, const struct entry_data *data, struct rect rect)
{
    const struct directory_group *group
        = directory_group_find(data->entry.group);
    const char *title = text_get(&data->entry.title, ui_lang(ui));
    const char *lead = data->known && group ? ui_tr(ui, group->name) : NULL;
    if (str_equal(title, lead)) {
        lead = NULL;
    }
    struct page_head head = {
        .id = "entry.title",
        .icon = data->known && group ? group->icon : "info",
        .title = data->known ? title : ui_tr(ui, "这一条已撤下"),
        .lead = lead,
        .rect = rect,
    };
    page_head_draw(ui, &head);
}

static void
draw(struct screen_context *context, const void *userdata)
{
    const struct entry_data *data = userdata;
    struct ui *ui = context->ui;
    const struct source *from = &data->entry.source;
    struct source_line source = {
        .state_id = "entry.state",
        .source_id = "entry.source",
        .state = data->entry.state,
        .text = ui_say(ui, "依据{1}，以窗口最新政策为准",
                       ui_say(ui, "{1} {2}",
                              text_get(&from->document, ui_lang(ui)),
                              from->date, NULL), NULL),
        .rect = parts_left(ui),
    };
    struct places places = place(ui, data, source_line_height(ui, &source));
    draw_head(ui, data, places.head);
    if (data->known) {
        source.rect = places.source;
        source_line_draw(ui, &source);
        draw_facts(ui, data, places.facts);
        draw_text(ui, data, places.text);
    }
    draw_buttons(ui, data, places.buttons);
}

const struct screen_ops entry_screen = {
    .name = "entry",
    .data_size = sizeof(struct entry_data),
    .enter = enter,
    .leave = leave,
    .event = event,
    .draw = draw,
};
