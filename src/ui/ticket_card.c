// SPDX-License-Identifier: Apache-2.0
#include "ui/ticket_card.h"

#include "ui/build.h"
#include "ui/facts.h"
#include "ui/widget.h"

#define NOTCH_W 24
#define NOTCH_H 44
#define LOWER 204
#define DASH 16
#define EDGE 16
#define TAG 48

static void
draw_paper(struct ui *ui, const struct ticket_card *card, int tear)
{
    struct rect rect = card->rect;
    bool contrast = ui_theme(ui)->contrast;
    struct box paper = {
        .fill = COLOR_SNOW,
        .line = COLOR_STONE200,
        .border = contrast ? 4 : 2,
        .radius = 32,
    };
    struct rect sheet = rect;
    if (card->tag) {
        // The gold shows above a sheet that begins lower.
        struct box edge = {
            .fill = COLOR_GOLD500, .line = COLOR_NONE, .radius = 32,
            .corners = 3,
        };
        struct rect top = {rect.x, rect.y, rect.w, 3 * EDGE};
        widget_box(ui, top, &edge);
        sheet.y += EDGE;
        sheet.h -= EDGE;
    }
    widget_box(ui, sheet, &paper);
    struct rect dashes = {rect.x + 28, tear, rect.w - 56, 4};
    struct box line = {
        .fill = COLOR_STONE300, .line = COLOR_NONE, .dash = DASH,
    };
    widget_box(ui, dashes, &line);
    struct box notch = {
        .fill = COLOR_WOOL, .line = COLOR_STONE200, .border = 2,
    };
    struct rect left = {
        rect.x - 2, tear + 2 - NOTCH_H / 2, NOTCH_W, NOTCH_H,
    };
    notch.radius = NOTCH_H / 2;
    notch.corners = 6;
    widget_box(ui, left, &notch);
    struct rect right = left;
    right.x = rect.x + rect.w - NOTCH_W + 2;
    notch.corners = 9;
    widget_box(ui, right, &notch);
    // The page's colour hides the outline on the outer side.
    left.w = right.w = 2;
    right.x = rect.x + rect.w;
    widget_fill(ui, left, COLOR_WOOL);
    widget_fill(ui, right, COLOR_WOOL);
}

static void
draw_figures(struct ui *ui, const struct ticket_card *card,
             struct rect area)
{
    struct figure_item items[TICKET_FIGURES_MAX];
    for (int i = 0; i < card->figure_count; i++) {
        const struct ticket_figure *figure = &card->figures[i];
        items[i] = (struct figure_item){
            figure->id, figure->name, figure->text, figure->value,
        };
    }
    struct figures figures = {
        .items = items,
        .count = card->figure_count,
        .rect = area,
        .divided = true,
    };
    figures_draw(ui, &figures);
}

// The tag and the title, together in the middle.
static void
draw_title(struct ui *ui, const struct ticket_card *card, struct rect rect)
{
    struct label title = {
        .id = card->title_id,
        .text = card->title,
        .rect = rect,
        .step = TYPE_LEAD,
        .color = COLOR_INK700,
        .align = ALIGN_CENTER,
        .middle = true,
    };
    if (!card->tag) {
        widget_label(ui, &title);
        return;
    }
    struct label tag = {
        .text = card->tag,
        .step = TYPE_CAPTION,
        .bold = true,
        .color = COLOR_ON_GOLD,
        .align = ALIGN_CENTER,
        .middle = true,
    };
    int tag_w = widget_text_width(ui, TYPE_CAPTION, true, card->tag) + 32;
    title.rect.w -= tag_w + 16;
    int title_w = widget_measure(ui, &title).rect.w;
    int x = rect.x + (rect.w - tag_w - 16 - title_w) / 2;
    struct rect at = {x, rect.y + (rect.h - TAG) / 2, tag_w, TAG};
    struct box box = {
        .fill = COLOR_GOLD500, .line = COLOR_NONE, .radius = 12,
    };
    widget_box(ui, at, &box);
    tag.rect = at;
    widget_label(ui, &tag);
    title.align = ALIGN_START;
    title.rect.x = x + tag_w + 16;
    title.rect.w = title_w + 1;
    widget_label(ui, &title);
}

void
ticket_card_draw(struct ui *ui, const struct ticket_card *card)
{
    struct rect rect = card->rect;
    bool figures = card->figure_count > 0;
    int lower = figures ? LOWER + (rect.h > 620 ? 36 : 0) : 0;
    int tear = rect.y + rect.h - (figures ? lower : NOTCH_H + 40);
    draw_paper(ui, card, tear);
    struct rect upper = {rect.x + 24, rect.y, rect.w - 48, tear - rect.y};
    int title_h = theme_type(ui_theme(ui), TYPE_LEAD).line;
    int y = rect.y + (upper.h - title_h - 264) / 2 + (card->tag ? 10 : 0);
    draw_title(ui, card,
               (struct rect){upper.x, y, upper.w, title_h});
    struct label number = {
        .id = card->number_id,
        .text = card->number,
        .rect = {upper.x, y + title_h, upper.w, 264},
        .step = TYPE_D0,
        .bold = true,
        .color = COLOR_LAKE900,
        .align = ALIGN_CENTER,
        .middle = true,
    };
    if (ui_theme(ui)->contrast) {
        number.color = COLOR_INK900;
    }
    widget_label(ui, &number);
    if (figures) {
        struct rect area = {rect.x, tear + 4, rect.w, lower - 4};
        draw_figures(ui, card, area);
    }
}
