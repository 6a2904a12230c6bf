// SPDX-License-Identifier: Apache-2.0
#include <string.h>

#include "screens/directory.h"
#include "screens/parts.h"
#include "screens/reach.h"
#include "screens/record_page.h"
#include "screens/screens.h"
#include "store/catalogue.h"
#include "store/forms.h"
#include "ui/body.h"
#include "ui/build.h"
#include "ui/button.h"
#include "ui/layout.h"
#include "util/log.h"
#include "util/str.h"

#define FACTS_MAX 4

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
    struct record_places record;
    struct rect buttons;
};

static struct places
place(struct ui *ui, const struct entry_data *data, int source_h)
{
    struct places places = {0};
    struct rect area = parts_left(ui);
    bool wide = parts_wide(ui), large = ui_theme(ui)->large;
    int fact = large ? 160 : 128;
    places.record.head = reach_cut_head(ui, &area, 136, 16);
    if (reach_low(ui)) {
        places.record.source = (struct rect){area.x, 304, area.w, source_h};
    } else {
        places.record.source = layout_cut_top(&area, source_h);
        layout_skip(&area, 24);
    }
    places.buttons = layout_cut_bottom(&area, wide ? 240 : 112);
    layout_cut_bottom(&area, 24);
    struct rect rest = wide ? parts_right(ui) : area;
    int count = (int)data->entry.field_count;
    count = count > FACTS_MAX ? FACTS_MAX : count;
    int most = rest.h - 220;
    int h = count * fact > most ? most : count * fact;
    places.record.facts = layout_cut_top(&rest, h);
    layout_skip(&rest, h ? 24 : 0);
    places.record.text = rest;
    return places;
}

static bool
is_unknown(const struct entry_field *field)
{
    return strstr(text_get(&field->value, LANG_ZH), "暂无公开信息") != NULL;
}

static int
facts_of(struct ui *ui, const struct entry_data *data,
         struct fact out[FACTS_MAX])
{
    static const char *const ids[FACTS_MAX] = {
        "entry.fact.1", "entry.fact.2", "entry.fact.3", "entry.fact.4",
    };
    int count = 0;
    for (size_t i = 0; i < data->entry.field_count && i < FACTS_MAX; i++) {
        const struct entry_field *field = &data->entry.fields[i];
        bool unknown = is_unknown(field);
        out[count++] = (struct fact){
            .id = ids[i],
            .icon = unknown ? "help" : "info",
            .label = text_get(&field->label, ui_lang(ui)),
            .text = text_get(&field->value, ui_lang(ui)),
            .unknown = unknown,
        };
    }
    return count;
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
draw(struct screen_context *context, const void *userdata)
{
    const struct entry_data *data = userdata;
    const struct entry *entry = &data->entry;
    const struct directory_group *group
        = data->known ? directory_group_find(entry->group) : NULL;
    struct ui *ui = context->ui;
    struct fact facts[FACTS_MAX];
    struct record_page page = {
        .title_id = "entry.title",
        .state_id = "entry.state",
        .source_id = "entry.source",
        .known = data->known,
        .icon = group ? group->icon : "info",
        .title = text_get(&entry->title, ui_lang(ui)),
        .lead = group ? ui_tr(ui, group->name) : NULL,
        .source = &entry->source,
        .state = entry->state,
        .facts = facts,
        .fact_count = facts_of(ui, data, facts),
        .body = data->body,
        .text = text_get(&entry->body, ui_lang(ui)),
    };
    if (str_equal(page.title, page.lead)) {
        page.lead = NULL;
    }
    struct places places
        = place(ui, data, record_page_source_height(ui, &page));
    record_page_draw(ui, &page, &places.record);
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
