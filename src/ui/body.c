// SPDX-License-Identifier: Apache-2.0
#include "ui/body.h"

#include <stdlib.h>
#include <string.h>

#include "ui/body_state.h"
#include "util/log.h"
#include "util/str.h"

enum err
body_create(const char *screen, struct body **out)
{
    struct body *body = calloc(1, sizeof(*body));
    if (!body) {
        LOGE("ui: no memory for a text");
        return ERR_NO_MEMORY;
    }
    str_copy(body->screen, sizeof(body->screen), screen);
    *out = body;
    return ERR_OK;
}

static void
drop_text(struct body *body)
{
    free(body->source);
    body->source = NULL;
    markdown_clear(&body->markdown);
    body_lines_clear(&body->lines);
    body->setting = (struct body_setting){0};
    body->view_h = 0;
    body->page_count = 0;
    body->offset = 0;
    body->dragging = false;
}

void
body_free(struct body *body)
{
    if (body) {
        drop_text(body);
        free(body);
    }
}

enum err
body_set(struct body *body, const char *markdown)
{
    const char *reason = NULL;
    if (str_equal(body->source, markdown)) {
        return ERR_OK;
    }
    drop_text(body);
    enum err err = markdown_parse(markdown, strlen(markdown),
                                  &body->markdown, &reason);
    if (err) {
        LOGW("ui: a text is not shown: %s", reason);
        return err;
    }
    if (body->markdown.removed > 0) {
        LOGW("ui: a text had %zu characters that must not show",
             body->markdown.removed);
    }
    body->source = str_dup(markdown);
    if (!body->source) {
        drop_text(body);
        return ERR_NO_MEMORY;
    }
    return ERR_OK;
}

// Where the reader is, in the text's own terms, for a setting anew.
struct place {
    size_t block, start;
};

static struct place
place_of(const struct body *body)
{
    const struct body_lines *lines = &body->lines;
    size_t row = body_lines_at(lines, body->offset);
    if (row >= lines->count || lines->rows[row].count == 0) {
        return (struct place){0};
    }
    const struct body_row *at = &lines->rows[row];
    const struct body_piece *piece
        = &lines->pieces[at->piece + at->count - 1];
    return (struct place){piece->block, piece->start};
}

static int
offset_of(const struct body_lines *lines, struct place place)
{
    int offset = 0;
    for (size_t i = 0; i < lines->count; i++) {
        const struct body_row *row = &lines->rows[i];
        if (row->count == 0) {
            continue;
        }
        const struct body_piece *piece
            = &lines->pieces[row->piece + row->count - 1];
        if (piece->block > place.block
            || (piece->block == place.block && piece->start > place.start)) {
            break;
        }
        offset = row->y;
    }
    return offset;
}

static bool
same_setting(const struct body_setting *a, const struct body_setting *b)
{
    return a->width == b->width && a->line == b->line && a->step == b->step
           && a->large == b->large && a->indent == b->indent;
}

// As many rows as fit, but a heading goes with what follows it.
static size_t
page_end(const struct body_lines *lines, size_t first, int h)
{
    size_t end = first + 1;
    while (end < lines->count
           && lines->rows[end].y + lines->rows[end].h
                      - lines->rows[first].y
                  <= h) {
        end++;
    }
    size_t kept = end;
    while (end < lines->count && kept > first + 1
           && lines->rows[kept - 1].keep) {
        kept--;
    }
    // A page of headings alone stays as it is.
    return lines->rows[kept - 1].keep ? end : kept;
}

static void
make_pages(struct body *body, int h)
{
    size_t row = 0;
    body->page_count = 0;
    while (row < body->lines.count && body->page_count < BODY_PAGES_MAX) {
        body->pages[body->page_count++] = row;
        row = page_end(&body->lines, row, h);
    }
    body->view_h = h;
}

int
body_page_y(const struct body *body, size_t page)
{
    return body->lines.rows[body->pages[page]].y;
}

// The page that the topmost line belongs to.
size_t
body_page_now(const struct body *body)
{
    size_t page = 0;
    while (page + 1 < body->page_count
           && body_page_y(body, page + 1) <= body->offset) {
        page++;
    }
    return page;
}

int
body_offset_max(const struct body *body)
{
    return body->page_count ? body_page_y(body, body->page_count - 1) : 0;
}

static int
offset_clamped(const struct body *body, int offset)
{
    int max = body_offset_max(body);
    return offset < 0 ? 0 : offset > max ? max : offset;
}

void
body_prepare(struct ui *ui, struct body *body, const struct body_view *view)
{
    const struct theme *theme = ui_theme(ui);
    struct body_setting setting = {
        .width = view->text.w,
        .line = view->line ? view->line : theme_type(theme, view->step).line,
        .step = view->step,
        .large = theme->large,
        .indent = view->indent,
    };
    bool anew = !same_setting(&setting, &body->setting);
    if (anew) {
        struct place place = place_of(body);
        body_lines_clear(&body->lines);
        body->dragging = false;
        if (body_lines_make(ui, &body->markdown, &setting, &body->lines)) {
            body->page_count = 0;
            return;
        }
        body->setting = setting;
        body->offset = offset_of(&body->lines, place);
    }
    if (anew || body->view_h != view->text.h) {
        make_pages(body, view->text.h);
        body->offset = offset_clamped(body, body->offset);
    }
}

size_t
body_pages(const struct body *body)
{
    return body->page_count;
}

size_t
body_count_pages(struct ui *ui, struct body *body,
                 const struct body_view *view)
{
    body_prepare(ui, body, view);
    return body->page_count;
}

int
body_height(struct ui *ui, struct body *body, const struct body_view *view)
{
    body_prepare(ui, body, view);
    return body->lines.height;
}

static bool
move_to(struct body *body, int offset)
{
    int before = body->offset;
    bool partly = body->dragging;
    body->offset = offset_clamped(body, offset);
    body->dragging = false;
    return partly || body->offset != before;
}

static bool
turn_down(struct body *body)
{
    for (size_t i = 0; i < body->page_count; i++) {
        if (body_page_y(body, i) > body->offset) {
            return move_to(body, body_page_y(body, i));
        }
    }
    return move_to(body, body->offset);
}

static bool
turn_up(struct body *body)
{
    int target = 0;
    for (size_t i = 0; i < body->page_count; i++) {
        if (body_page_y(body, i) < body->offset) {
            target = body_page_y(body, i);
        }
    }
    return move_to(body, target);
}

// A finger that lifts leaves the nearest line at the top.
static bool
drag(struct body *body, int dy, bool done)
{
    if (!body->dragging) {
        body->drag_from = body->offset;
    }
    int before = body->offset;
    bool was = body->dragging;
    body->offset = offset_clamped(body, body->drag_from - dy);
    body->dragging = !done;
    if (!done || body->lines.count == 0) {
        return was != body->dragging || body->offset != before;
    }
    size_t row = body_lines_at(&body->lines, body->offset);
    if (row < body->lines.count) {
        const struct body_row *at = &body->lines.rows[row];
        bool next = body->offset - at->y > at->h / 2
                    && row + 1 < body->lines.count;
        body->offset
            = offset_clamped(body, next ? at[1].y : at->y);
    }
    return true;
}

bool
body_event(struct body *body, const struct ui_event *event)
{
    size_t len = strlen(body->screen);
    if (strncmp(event->id, body->screen, len) != 0
        || event->id[len] != '.') {
        return false;
    }
    const char *name = event->id + len + 1;
    if (event->type == UI_EVENT_SWIPE && strcmp(name, "body") == 0) {
        return drag(body, event->dy, event->done);
    }
    if (event->type != UI_EVENT_TAP) {
        return false;
    }
    if (strcmp(name, "page.up") == 0) {
        return turn_up(body);
    }
    return strcmp(name, "page.down") == 0 && turn_down(body);
}
