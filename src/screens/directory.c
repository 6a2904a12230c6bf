// SPDX-License-Identifier: Apache-2.0
#include "screens/directory.h"

#include <string.h>

#include "screens/parts.h"
#include "screens/reach.h"
#include "screens/record_list.h"
#include "screens/screens.h"
#include "store/catalogue.h"
#include "ui/build.h"
#include "ui/notice.h"
#include "ui/row.h"
#include "util/log.h"
#include "util/str.h"

#define ROWS_MAX 12

// Groups of entries, in the order of the design. Choices of the page that
// asks who somebody is are entries too; a prefix leaves them out.
static const struct directory_group groups[] = {
    {ENTRY_OFFICER, "person-star", UI_MARK("首席人才官"),
     UI_MARK("各单位的首席人才官"), NULL},
    {ENTRY_STUDIO, "star", UI_MARK("名师名医名家名匠工作室"),
     UI_MARK("评选命名的工作室"), NULL},
    {ENTRY_PLATFORM, "target", UI_MARK("平台与园区"),
     UI_MARK("国家级平台、开发区、县区创新阵地"), NULL},
    {ENTRY_STATION, "handshake", UI_MARK("人才联络站"),
     UI_MARK("驻北京联络处"), NULL},
    {ENTRY_RESPONSIBILITY, "list", UI_MARK("谁负责（责任清单）"),
     UI_MARK("事项、牵头单位和窗口"), "responsibility"},
    {ENTRY_EXPERT, "users", UI_MARK("共享专家"), UI_MARK("可以邀请的专家"),
     NULL},
    {ENTRY_PROGRAMME, "flag", UI_MARK("援宁与协作项目"),
     UI_MARK("博士服务团、南京百名专家等"), NULL},
    {ENTRY_MEASURE, "shield", UI_MARK("人才行动"),
     UI_MARK("共享人才行动、南京—西宁合作"), NULL},
    {ENTRY_DOCUMENT, "doc", UI_MARK("文件与资料来源"),
     UI_MARK("公开的文件名称"), NULL},
    {ENTRY_FIGURE, "pulse", UI_MARK("数字与理念"),
     UI_MARK("公开资料里的数字"), NULL},
    {ENTRY_STORY, "megaphone", UI_MARK("人才典型"),
     UI_MARK("经本人同意展示"), NULL},
};
#define GROUPS (sizeof(groups) / sizeof(groups[0]))

struct directory_data {
    const struct directory_group *group; // NULL: the groups themselves
    const struct directory_group *shown[GROUPS]; // those with entries
    size_t counts[GROUPS];
    size_t shown_count;
    struct entry entries[ROWS_MAX]; // owned; of the page of a group
    size_t entry_count;
    size_t total; // groups, or entries of the group
    size_t first; // of them, the first one on the page
    bool failed;
};

const struct directory_group *
directory_group_find(enum entry_group group)
{
    for (size_t i = 0; i < GROUPS; i++) {
        if (groups[i].group == group) {
            return &groups[i];
        }
    }
    return NULL;
}

enum err
directory_read(struct store *store, const struct directory_group *group,
               struct directory_page *page)
{
    struct entry_query query = {
        .group = entry_group_name(group->group),
        .prefix = group->prefix,
        .first = page->first,
        .max = page->max,
    };
    return catalogue_entries(store, &query, page->entries, &page->count,
                             &page->total);
}

static void
clear_entries(struct directory_data *data)
{
    for (size_t i = 0; i < data->entry_count; i++) {
        entry_clear(&data->entries[i]);
    }
    data->entry_count = 0;
}

// The whole list, in rows below the title and the note.
struct places {
    struct rect title, note;
    struct record_list list;
};

static struct places
place(const struct ui *ui, size_t total)
{
    struct places places = {0};
    struct rect area = parts_content(ui);
    bool wide = parts_wide(ui), large = ui_theme(ui)->large;
    int h = wide ? (large ? 150 : 118) : large ? 236 : 146;
    places.title = reach_cut_head(ui, &area, parts_heading_height(ui), 8);
    places.note = layout_cut_top(&area, wide ? 88 : large ? 168 : 136);
    layout_skip(&area, 20);
    record_list_place(ui, &places.list, area, h, ROWS_MAX);
    if (total > record_list_per_page(&places.list)) {
        places.list.pager
            = layout_cut_bottom(&area, large && !wide ? 136 : 104);
        layout_cut_bottom(&area, 16);
        record_list_place(ui, &places.list, area, h, ROWS_MAX);
    }
    return places;
}

static enum err
count_groups(struct screen_context *context, struct directory_data *data)
{
    enum err err = ERR_OK;
    data->shown_count = 0;
    for (size_t i = 0; i < GROUPS && !err; i++) {
        struct directory_page page = {.entries = data->entries};
        err = directory_read(context->store, &groups[i], &page);
        if (!err && page.total > 0) {
            data->counts[data->shown_count] = page.total;
            data->shown[data->shown_count++] = &groups[i];
        }
    }
    data->total = data->shown_count;
    return err;
}

static enum err
read_entries(struct screen_context *context, struct directory_data *data)
{
    struct directory_page page = {
        .entries = data->entries, .first = data->first, .max = ROWS_MAX,
    };
    enum err err = directory_read(context->store, data->group, &page);
    data->entry_count = page.count;
    data->total = page.total;
    return err;
}

static void
load(struct screen_context *context, struct directory_data *data)
{
    clear_entries(data);
    enum err err = data->group ? read_entries(context, data)
                               : count_groups(context, data);
    if (!err && data->first >= data->total && data->first > 0) {
        // The list has become shorter meanwhile.
        data->first = 0;
        load(context, data);
        return;
    }
    data->failed = err != ERR_OK;
    if (err) {
        LOGE("directory: not read: %s", err_name(err));
    }
}

static void
enter(struct screen_context *context, void *userdata, const char *arg)
{
    struct directory_data *data = userdata;
    enum entry_group group;
    if (arg && entry_group_parse(arg, &group)) {
        data->group = directory_group_find(group);
    }
    load(context, data);
}

static void
leave(struct screen_context *context, void *data)
{
    (void)context;
    clear_entries(data);
}

static void
open_item(struct screen_context *context, struct directory_data *data,
          const char *id)
{
    enum entry_group group;
    if (data->group) {
        context->ops->go(context->host, "entry", id);
        return;
    }
    if (!entry_group_parse(id, &group)) {
        return;
    }
    // A group of one is its entry.
    struct entry only = {0};
    struct directory_page page = {.entries = &only, .max = 1};
    enum err err = directory_read(context->store,
                                  directory_group_find(group), &page);
    if (!err && page.total == 1 && page.count == 1) {
        context->ops->go(context->host, "entry", only.id);
    } else {
        context->ops->go(context->host, "directory", id);
    }
    entry_clear(&only);
}

static bool
event(struct screen_context *context, void *userdata,
      const struct screen_event *event)
{
    struct directory_data *data = userdata;
    if (event->type == SCREEN_CHANGED) {
        load(context, data);
        return true;
    }
    if (event->type != SCREEN_TOUCH || event->ui->type != UI_EVENT_TAP) {
        return event->type == SCREEN_STATE;
    }
    const char *id = parts_tapped_after(event, "directory.item.");
    if (id) {
        open_item(context, data, id);
        return false;
    }
    struct places places = place(context->ui, data->total);
    if (!record_list_turn(&places.list, data->total, &data->first,
                          event->ui->id)) {
        return false;
    }
    load(context, data);
    return true;
}

static void
draw_row(struct ui *ui, const char *id, struct row row)
{
    char name[UI_ID_SIZE];
    str_format(name, sizeof(name), "directory.item.%s", id);
    row.id = name;
    row.lead.size = row.rect.h > 130 ? 96 : 84;
    row.trail = "chevron-right";
    row_draw(ui, &row);
}

static void
draw_group(struct ui *ui, const struct directory_data *data, size_t i,
           struct rect rect)
{
    const struct directory_group *group = data->shown[i];
    struct row row = {
        .lead = {.icon = group->icon},
        .title = ui_tr(ui, group->name),
        .sub = ui_tr(ui, group->sub),
        .amount = data->counts[i] > 1
                      ? ui_digits(ui, (int64_t)data->counts[i]) : NULL,
        .rect = rect,
    };
    draw_row(ui, entry_group_name(group->group), row);
}

static void
draw_entry(struct ui *ui, const struct directory_data *data, size_t i,
           struct rect rect)
{
    const struct entry *entry = &data->entries[i];
    const struct entry_field *first = entry->field_count ? entry->fields
                                                         : NULL;
    struct row row = {
        .lead = {.icon = data->group->icon},
        .title = text_get(&entry->title, ui_lang(ui)),
        .sub = first ? ui_say(ui, "{1}：{2}",
                              text_get(&first->label, ui_lang(ui)),
                              text_get(&first->value, ui_lang(ui)), NULL)
                     : NULL,
        .rect = rect,
    };
    draw_row(ui, entry->id, row);
}

static void
draw_note(struct ui *ui, const struct directory_data *data, struct rect rect)
{
    struct notice notice = {
        .id = "directory.note",
        .icon = "info",
        .text = data->failed
                    ? ui_tr(ui, "名录暂时读不出来，请问窗口")
                    : ui_tr(ui, "公开资料只写了数量和类别。名称、电话由中心"
                                "补充，没有补充的写“暂无公开信息”。"),
        .rect = rect,
        .tone = data->failed ? TONE_GOLD : TONE_NOTE,
        .icon_size = 48,
    };
    notice_draw(ui, &notice);
}

static void
draw(struct screen_context *context, const void *userdata)
{
    const struct directory_data *data = userdata;
    struct ui *ui = context->ui;
    struct places places = place(ui, data->total);
    struct heading heading = {
        .id = "directory.title",
        .title = data->group ? ui_tr(ui, data->group->name)
                             : ui_tr(ui, "查名录"),
        .lead = data->group ? ui_tr(ui, data->group->sub)
                            : ui_tr(ui, "找单位、找平台、找负责人"),
        .rect = places.title,
    };
    parts_heading(ui, &heading);
    draw_note(ui, data, places.note);
    struct paging paging
        = record_list_paging(&places.list, data->total, data->first);
    for (size_t i = 0; i < paging.per_page; i++) {
        struct rect rect = record_list_row(&places.list, i);
        size_t at = paging_first(&paging) + i;
        if (!data->group && at < data->shown_count) {
            draw_group(ui, data, at, rect);
        } else if (data->group && i < data->entry_count) {
            draw_entry(ui, data, i, rect);
        }
    }
    record_list_pager(ui, &places.list, data->total, data->first);
}

const struct screen_ops directory_screen = {
    .name = "directory",
    .data_size = sizeof(struct directory_data),
    .enter = enter,
    .leave = leave,
    .event = event,
    .draw = draw,
};
