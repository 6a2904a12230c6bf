// SPDX-License-Identifier: Apache-2.0
#include "screens/record_page.h"

#include "screens/parts.h"
#include "ui/body.h"
#include "ui/build.h"
#include "ui/layout.h"
#include "ui/page_head.h"
#include "ui/tag.h"
#include "ui/widget.h"

#define COLUMN 120

static struct source_line
source_line_of(struct ui *ui, const struct record_page *page,
               struct rect rect)
{
    const struct source *from = page->source;
    const char *document = text_get(&from->document, ui_lang(ui));
    const char *published = ui_say(ui, "{1} {2}", document, from->date, NULL);
    return (struct source_line){
        .state_id = page->state_id,
        .source_id = page->source_id,
        .state = page->state,
        .text = ui_say(ui, "依据{1}，以窗口最新政策为准", published, NULL),
        .rect = rect,
    };
}

int
record_page_source_height(struct ui *ui, const struct record_page *page)
{
    struct source_line line = source_line_of(ui, page, parts_left(ui));
    return source_line_height(ui, &line);
}

static void
draw_head(struct ui *ui, const struct record_page *page, struct rect rect)
{
    struct page_head head = {
        .id = page->title_id,
        .icon = page->icon,
        .title = page->known ? page->title : ui_tr(ui, "这一条已撤下"),
        .lead = page->lead,
        .rect = rect,
    };
    page_head_draw(ui, &head);
}

static void
draw_text(struct ui *ui, const struct record_page *page, struct rect rect)
{
    if (!page->body || !page->text[0] || body_set(page->body, page->text)) {
        return;
    }
    struct rect inside = rect_inset(rect, 28, 24);
    struct body_view view = {.step = TYPE_READ};
    view.text = inside;
    int height = body_height(ui, page->body, &view) + 2;
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
    body_draw(ui, page->body, &view);
}

void
record_page_draw(struct ui *ui, const struct record_page *page,
                 const struct record_places *places)
{
    draw_head(ui, page, places->head);
    if (!page->known) {
        return;
    }
    struct source_line line = source_line_of(ui, page, places->source);
    source_line_draw(ui, &line);
    if (page->fact_count > 0) {
        struct facts list = {.facts = page->facts, .count = page->fact_count,
                             .rect = places->facts};
        facts_draw(ui, &list);
    }
    draw_text(ui, page, places->text);
}
