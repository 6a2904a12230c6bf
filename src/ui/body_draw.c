// SPDX-License-Identifier: Apache-2.0
#include "ui/body.h"

#include <stdint.h>
#include <string.h>

#include "ui/body_state.h"
#include "ui/build.h"
#include "ui/button.h"
#include "ui/text.h"
#include "ui/widget.h"
#include "util/buf.h"
#include "util/str.h"

#define LABEL_MAX 8192u
#define PIECE_SIZE 1024
#define TALL 200    // a button above this height has a word below its icon
#define BAR_MIN 320 // a position of this height has a bar
#define CLIP_EDGE 8 // ink beyond a line's box
#define BAR_W 20

// Rows that show: whole ones only, except while a finger moves the text.
struct range {
    size_t first, end;
};

static struct range
visible(const struct body *body)
{
    const struct body_lines *lines = &body->lines;
    struct range range = {.first = body_lines_at(lines, body->offset)};
    int bottom = body->offset + body->view_h;
    range.end = range.first;
    while (range.end < lines->count) {
        const struct body_row *row = &lines->rows[range.end];
        int needed = body->dragging ? row->y + 1 : row->y + row->h;
        if (needed > bottom && range.end > range.first) {
            break;
        }
        if (needed > bottom && body->dragging) {
            break;
        }
        range.end++;
    }
    if (!body->dragging && body->page_count) {
        // A heading at the foot waits for the next page.
        size_t page = body_page_now(body);
        if (body->offset == body_page_y(body, page)
            && page + 1 < body->page_count
            && range.end > body->pages[page + 1]) {
            range.end = body->pages[page + 1];
        }
    }
    return range;
}

struct fragment {
    const char *text;
    size_t len;
    bool bold;
    int x, y;
};

// Returns its width in px.
static int
draw_fragment(struct ui *ui, const struct body *body,
              const struct body_view *view, const struct fragment *fragment)
{
    char text[PIECE_SIZE];
    size_t len = fragment->len < sizeof(text) ? fragment->len
                                              : sizeof(text) - 1;
    memcpy(text, fragment->text, len);
    text[len] = '\0';
    struct theme theme = {.large = body->setting.large};
    struct text_style style = {
        .step = body->setting.step, .bold = fragment->bold, .theme = &theme,
    };
    int w = text_width(ui_typesetter(ui), &style, text);
    struct draw_cmd cmd = {
        .op = DRAW_TEXT,
        .rect = {view->text.x + fragment->x, fragment->y, w,
                 body->setting.line},
        .clip = rect_inset(view->text, -CLIP_EDGE, -CLIP_EDGE),
        .line = ui_color(ui, COLOR_INK900),
        .align = ALIGN_START,
        .step = (uint8_t)body->setting.step,
        .large = body->setting.large,
        .bold = fragment->bold,
        .text = text,
    };
    draw_list_add(ui_building(ui), &cmd);
    return w;
}

// A piece of a line, taken apart where emphasis begins and ends.
static void
draw_text(struct ui *ui, const struct body *body,
          const struct body_view *view, const struct body_piece *piece, int y)
{
    const struct markdown *markdown = &body->markdown;
    const struct markdown_block *block = &markdown->blocks[piece->block];
    const char *text = markdown_text(markdown, block);
    size_t at = piece->start, end = piece->start + piece->len;
    struct fragment fragment = {.x = piece->x, .y = y};
    for (size_t i = 0; i <= block->run_count && at < end; i++) {
        struct markdown_run run = {.start = end};
        if (i < block->run_count) {
            run = markdown->runs[block->run + i];
        }
        size_t stops[] = {run.start, run.start + run.len};
        for (int k = 0; k < 2; k++) {
            size_t stop = stops[k] < end ? stops[k] : end;
            if (stop <= at) {
                continue;
            }
            fragment.text = text + at;
            fragment.len = stop - at;
            fragment.bold = k == 1 || body_is_bold(block);
            fragment.x += draw_fragment(ui, body, view, &fragment);
            at = stop;
        }
    }
}

static void
draw_mark(struct ui *ui, const struct body *body,
          const struct body_view *view, const struct body_piece *piece, int y)
{
    char mark[16];
    body_mark(&body->markdown.blocks[piece->block], mark, sizeof(mark));
    struct fragment fragment = {
        .text = mark, .len = strlen(mark), .x = piece->x, .y = y,
    };
    draw_fragment(ui, body, view, &fragment);
}

static void
draw_row(struct ui *ui, const struct body *body,
         const struct body_view *view, const struct body_row *row)
{
    int y = view->text.y + row->y - body->offset;
    if (row->rule) {
        // Between two rows of a table, or in the middle of an empty row.
        int at = row->count > 0 ? y - 10 : y + row->h / 2;
        struct rect line = {view->text.x, at, view->text.w, 2};
        widget_fill(ui, rect_intersect(line, view->text), COLOR_STONE200);
    }
    for (size_t i = 0; i < row->count; i++) {
        const struct body_piece *piece = &body->lines.pieces[row->piece + i];
        if (piece->mark) {
            draw_mark(ui, body, view, piece, y);
        } else {
            draw_text(ui, body, view, piece, y);
        }
    }
}

// What shows, as text: the words of each block in one, as they read.
static void
spell(const struct body *body, struct range range, struct buf *out)
{
    const struct body_lines *lines = &body->lines;
    size_t block = SIZE_MAX, end = 0;
    for (size_t i = range.first; i < range.end; i++) {
        const struct body_row *row = &lines->rows[i];
        for (size_t k = 0; k < row->count; k++) {
            const struct body_piece *piece = &lines->pieces[row->piece + k];
            const struct markdown_block *from
                = &body->markdown.blocks[piece->block];
            const char *text = markdown_text(&body->markdown, from);
            char mark[16];
            if (piece->block != block) {
                (void)(out->len == 0 || buf_add_char(out, '\n'));
                block = piece->block;
                end = piece->start;
            }
            if (piece->mark) {
                body_mark(from, mark, sizeof(mark));
                (void)buf_addf(out, "%s ", mark);
            } else if (piece->start + piece->len > end) {
                // With the space that a line end stands for.
                (void)buf_add(out, text + end,
                              piece->start + piece->len - end);
                end = piece->start + piece->len;
            }
        }
    }
}

static void
add_node(struct ui *ui, const struct body *body, const struct body_view *view,
         struct range range, const char *position)
{
    struct buf label;
    buf_init(&label, LABEL_MAX);
    spell(body, range, &label);
    struct ui_node node = {
        .role = UI_TEXT,
        .label = buf_text(&label),
        .value = position,
        .rect = view->text,
        .enabled = true,
        .drag = true,
    };
    if (range.end > range.first) {
        const struct body_row *last = &body->lines.rows[range.end - 1];
        struct rect shown = view->text;
        shown.h = last->y + last->h - body->offset;
        node.text_rect = rect_intersect(shown, view->text);
    }
    str_format(node.id, sizeof(node.id), "%s.body", body->screen);
    ui_add(ui, &node);
    buf_clear(&label);
}

struct turn {
    const char *id, *label, *icon;
    struct rect rect;
    bool disabled, primary;
};

// The colours of a page button: those of a primary or a secondary one.
static enum color
draw_turn_frame(struct ui *ui, const struct turn *turn)
{
    bool contrast = ui_theme(ui)->contrast;
    bool pressed = !turn->disabled && ui_is_pressed(ui, turn->id);
    struct box box = {
        .fill = COLOR_SNOW,
        .line = COLOR_LAKE700,
        .border = 3,
        .radius = turn->rect.h > TALL ? 20 : 16,
    };
    enum color color = COLOR_LAKE700;
    if (turn->disabled) {
        box.fill = COLOR_DISABLED;
        box.line = COLOR_DISABLED_TEXT;
        box.border = contrast ? 3 : 0;
        box.dash = 12;
        color = COLOR_DISABLED_TEXT;
    } else if (turn->primary) {
        box.fill = pressed ? COLOR_LAKE800 : COLOR_LAKE700;
        color = COLOR_ON_DARK;
    } else if (pressed) {
        box.fill = COLOR_LAKE100;
    }
    if (box.border == 0) {
        box.line = COLOR_NONE;
        box.dash = 0;
    } else if (!turn->disabled) {
        box.dash = 0;
    }
    widget_box(ui, turn->rect, &box);
    return color;
}

static void
draw_turn(struct ui *ui, const struct turn *turn)
{
    struct rect r = turn->rect;
    enum color color = draw_turn_frame(ui, turn);
    int size = r.h > TALL ? 56 : 48;
    struct rect icon = {
        r.x + (r.w - size) / 2, r.y + (r.h - size) / 2, size, size,
    };
    struct placed placed = {0};
    if (r.h > TALL) {
        struct label label = {
            .text = turn->label,
            .rect = {r.x + 4, icon.y + size / 2 + 12, r.w - 8, 48},
            .step = TYPE_CAPTION,
            .bold = true,
            .color = color,
            .align = ALIGN_CENTER,
            .middle = true,
        };
        icon.y -= 24;
        placed = widget_label(ui, &label);
    }
    widget_icon(ui, turn->icon, icon, color);
    struct target target = {
        .id = turn->id,
        .role = UI_BUTTON,
        .label = turn->label,
        .rect = r,
        .text = placed,
        .disabled = turn->disabled,
    };
    target_add(ui, &target);
}

static void
draw_turns(struct ui *ui, const struct body *body,
           const struct body_view *view)
{
    char up_id[UI_ID_SIZE], down_id[UI_ID_SIZE];
    str_format(up_id, sizeof(up_id), "%s.page.up", body->screen);
    str_format(down_id, sizeof(down_id), "%s.page.down", body->screen);
    bool tall = view->down.h > TALL;
    struct turn up = {
        .id = up_id, .label = view->up_label, .icon = "chevron-up",
        .rect = view->up, .disabled = body->offset <= 0,
    };
    struct turn down = {
        .id = down_id, .label = view->down_label, .icon = "chevron-down",
        .rect = view->down, .disabled = body->offset >= body_offset_max(body),
        .primary = tall,
    };
    draw_turn(ui, &up);
    draw_turn(ui, &down);
}

static void
draw_number(struct ui *ui, struct rect rect, const char *text,
            enum type_step step, const char *id)
{
    struct label label = {
        .id = id, .text = text, .rect = rect, .step = step, .bold = true,
        .color = COLOR_INK900, .align = ALIGN_CENTER, .middle = true,
        .fixed = true,
    };
    widget_label(ui, &label);
}

// Upright: the page, a bar of how far that is, the number of pages.
static void
draw_position(struct ui *ui, const struct body *body,
              const struct body_view *view, const char *text)
{
    char id[UI_ID_SIZE];
    struct rect r = view->position;
    str_format(id, sizeof(id), "%s.page", body->screen);
    if (r.h < BAR_MIN) {
        draw_number(ui, r, text, TYPE_BODY, id);
        return;
    }
    size_t page = body_page_now(body) + 1;
    size_t pages = body->page_count ? body->page_count : 1;
    struct rect first = {r.x, r.y, r.w, 72};
    struct rect last = {r.x, r.y + r.h - 72, r.w, 72};
    struct rect track = {
        r.x + (r.w - BAR_W) / 2, r.y + 72, BAR_W, r.h - 144,
    };
    struct rect fill = track;
    fill.h = (int)((size_t)track.h * page / pages);
    fill.h = fill.h < BAR_W ? BAR_W : fill.h;
    struct box box = {.fill = COLOR_STONE200, .line = COLOR_NONE,
                      .radius = BAR_W / 2};
    draw_number(ui, first, ui_digits(ui, (int64_t)page), TYPE_H3, id);
    widget_box(ui, track, &box);
    box.fill = COLOR_LAKE700;
    widget_box(ui, fill, &box);
    draw_number(ui, last, ui_digits(ui, (int64_t)pages), TYPE_H3, NULL);
}

void
body_draw(struct ui *ui, struct body *body, const struct body_view *view)
{
    char position[48];
    body_prepare(ui, body, view);
    struct range range = visible(body);
    str_format(position, sizeof(position), "%zu / %zu", body_page_now(body) + 1,
               body->page_count ? body->page_count : 1);
    for (size_t i = range.first; i < range.end; i++) {
        draw_row(ui, body, view, &body->lines.rows[i]);
    }
    add_node(ui, body, view, range, position);
    if (view->up.w > 0) {
        draw_turns(ui, body, view);
        draw_position(ui, body, view, position);
    }
}
