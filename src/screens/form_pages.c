// SPDX-License-Identifier: Apache-2.0
#include "screens/form.h"

#include "screens/form_parts.h"
#include "screens/parts.h"
#include "screens/reach.h"
#include "ui/input.h"
#include "ui/widget.h"

#define CARD_H 124
#define ROW_H 108
#define CARD_GAP 16
#define COLUMN_GAP 24
// Of a card's width what its mark and margins take.
#define CARD_REST 152

static bool
is_choice(const struct form_field *field)
{
    return field->kind == FORM_CHOICE || field->kind == FORM_SEVERAL;
}

int
form_gap(const struct ui *ui)
{
    return parts_wide(ui) ? 16 : 24;
}

int
form_field_label_height(const struct ui *ui, const struct form_field *field)
{
    if (field->kind == FORM_CONSENT) {
        return 0;
    }
    return ui_theme(ui)->large ? INPUT_LABEL_H + 8 : INPUT_LABEL_H;
}

int
form_box_height(const struct ui *ui, const struct form_field *field)
{
    bool large = ui_theme(ui)->large;
    int lines = field->kind == FORM_TEXT ? field->lines : 1;
    if (lines == 1) {
        return large ? 124 : 112;
    }
    // A wide box holds as much in fewer lines.
    int most = parts_wide(ui) ? 2 : 4;
    lines = lines > most ? most : lines;
    int line = theme_type(ui_theme(ui), TYPE_LEAD).line;
    return lines * line + 40;
}

static bool
has_notes(const struct form_field *field)
{
    for (size_t i = 0; i < field->choice_count; i++) {
        if (text_get(&field->choices[i].note, LANG_ZH)[0]) {
            return true;
        }
    }
    return false;
}

// So many columns must hold every label in two lines, or in one with its
// note below.
static bool
fit_in(struct ui *ui, const struct form_field *field, int w, int columns)
{
    int room = (w - (columns - 1) * COLUMN_GAP) / columns - CARD_REST;
    for (size_t i = 0; i < field->choice_count; i++) {
        const struct form_choice *choice = &field->choices[i];
        const char *label = text_get(&choice->label, ui_lang(ui));
        const char *note = text_get(&choice->note, ui_lang(ui));
        int most = note[0] ? room : room * 17 / 10;
        if (widget_text_width(ui, TYPE_ANSWER, true, label) > most
            || widget_text_width(ui, TYPE_BODY, false, note) > room) {
            return false;
        }
    }
    return true;
}

struct form_grid
form_field_grid(struct ui *ui, const struct form_field *field, int w)
{
    bool large = ui_theme(ui)->large, wide = parts_wide(ui);
    struct form_grid grid = {
        .columns = 1,
        .row_h = field->kind == FORM_SEVERAL ? ROW_H : CARD_H,
        .gap = CARD_GAP,
    };
    if (large) {
        grid.row_h += has_notes(field) ? 28 : 16;
    }
    size_t from = wide || reach_low(ui) ? 2 : has_notes(field) ? 25 : 4;
    if (wide && field->choice_count >= 3 && fit_in(ui, field, w, 3)) {
        grid.columns = 3;
    } else if (field->choice_count >= from && fit_in(ui, field, w, 2)) {
        grid.columns = 2;
    }
    return grid;
}

static int
body_height(struct ui *ui, const struct form_field *field, int w,
            size_t choices)
{
    if (is_choice(field)) {
        struct form_grid grid = form_field_grid(ui, field, w);
        int rows = ((int)choices + grid.columns - 1) / grid.columns;
        return rows * (grid.row_h + grid.gap) - grid.gap;
    }
    if (field->kind == FORM_CONSENT) {
        return ui_theme(ui)->large ? 204 : parts_wide(ui) ? 148 : 156;
    }
    return form_box_height(ui, field);
}

int
form_field_height(struct ui *ui, const struct form_field *field, int w,
                  size_t choices)
{
    return form_field_label_height(ui, field)
           + body_height(ui, field, w, choices);
}

/** Dividing: what goes on, and what has been filled so far. */
struct division {
    struct ui *ui;
    const struct form_screen *data;
    struct form_leaves *out;
    int used; // px of the newest leaf
};

// What there is for fields on the leaf that is being filled.
static struct rect
room(struct division *division)
{
    const struct form_leaves *out = division->out;
    int page = out->count > 0 ? out->items[out->count - 1].page : 1;
    struct form_frame frame = form_frame_shape(
        division->ui, division->data, page, out->count <= 1);
    return form_frame_body(division->ui, &frame);
}

static struct form_leaf *
begin_leaf(struct division *division, int page)
{
    struct form_leaves *out = division->out;
    if (out->count == FORM_LEAVES_MAX) {
        return NULL;
    }
    struct form_leaf *leaf = &out->items[out->count++];
    *leaf = (struct form_leaf){.page = page};
    division->used = 0;
    return leaf;
}

// A field of more choices than a page holds: as many pages as it takes.
static void
add_in_parts(struct division *division, size_t index, int page)
{
    const struct form_field *field = &division->data->form.fields[index];
    size_t first = 0;
    while (first < field->choice_count) {
        struct form_leaf *leaf = begin_leaf(division, page);
        if (!leaf) {
            return;
        }
        struct rect area = room(division);
        struct form_grid grid
            = form_field_grid(division->ui, field, area.w);
        int rows = (area.h - form_field_label_height(division->ui, field)
                    + grid.gap) / (grid.row_h + grid.gap);
        size_t most = (size_t)((rows > 1 ? rows : 1) * grid.columns);
        size_t left = field->choice_count - first;
        leaf->fields[leaf->count++] = index;
        leaf->choice = first;
        leaf->choices = left < most ? left : most;
        leaf->part = true;
        leaf->last_part = left <= most;
        first += leaf->choices;
    }
    division->used = 100000; // nothing more on this one
}

static void
add_field(struct division *division, size_t index, int page, bool *fresh)
{
    const struct form_field *field = &division->data->form.fields[index];
    struct form_leaves *out = division->out;
    struct rect area = room(division);
    int h = form_field_height(division->ui, field, area.w,
                              field->choice_count);
    struct form_leaf *leaf
        = out->count > 0 ? &out->items[out->count - 1] : NULL;
    int gap = form_gap(division->ui);
    if (!leaf || *fresh || division->used + gap + h > area.h) {
        // Another page may have another height.
        leaf = begin_leaf(division, page);
        area = room(division);
        *fresh = false;
    } else {
        division->used += gap;
    }
    if (!leaf) {
        return;
    }
    if (is_choice(field) && h > area.h && leaf->count == 0) {
        out->count--;
        add_in_parts(division, index, page);
        return;
    }
    leaf->fields[leaf->count++] = index;
    division->used += h;
}

struct form_place
form_leaf_place(const struct form_leaf *leaf)
{
    return (struct form_place){leaf->fields[0], leaf->choice};
}

static bool
comes_after(const struct form *form, struct form_place a,
            struct form_place b)
{
    int page_a = form->fields[a.field].page;
    int page_b = form->fields[b.field].page;
    if (page_a != page_b) {
        return page_a > page_b;
    }
    return a.field != b.field ? a.field > b.field : a.choice > b.choice;
}

void
form_leaves(struct ui *ui, const struct form_screen *data,
            struct form_leaves *out)
{
    struct division division = {.ui = ui, .data = data, .out = out};
    const struct form *form = &data->form;
    int pages = form_pages(form);
    *out = (struct form_leaves){0};
    for (int page = 1; page <= pages; page++) {
        bool fresh = true;
        for (size_t i = 0; i < form->field_count; i++) {
            if (form->fields[i].page == page && data->shown[i]) {
                add_field(&division, i, page, &fresh);
            }
        }
    }
    for (size_t i = 0; i < out->count; i++) {
        if (!comes_after(form, form_leaf_place(&out->items[i]), data->at)) {
            out->now = i;
        }
    }
}
