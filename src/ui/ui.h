// SPDX-License-Identifier: Apache-2.0
#ifndef UI_UI_H
#define UI_UI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/lang.h"
#include "ui/draw.h"
#include "ui/theme.h"
#include "util/err.h"

struct typesetter;

#define UI_ID_SIZE 96

/** What an element is (DRIVE.md); the first four can be touched. */
enum ui_role {
    UI_BUTTON, UI_ITEM, UI_KEY, UI_FIELD,
    UI_TEXT, UI_IMAGE, UI_PROGRESS, UI_DIALOG, UI_BAR
};

/** One element of the page on show. Texts live until the next ui_begin. */
struct ui_node {
    char id[UI_ID_SIZE];
    enum ui_role role;
    const char *label;
    const char *value;     // "" when it has none; a secret: its length
    struct rect rect;      // visible part, logical px
    struct rect text_rect; // around its text; empty without
    bool clipped;          // some of its text does not show
    bool enabled;
    bool covered;          // lies under the dialog
    bool hold;             // reports a long press
    bool drag;             // reports swipes instead of losing a slide
    bool outside;          // a dialog that is tapped where it is not
    int16_t hit_grow;      // px by which touches outside still count
};

/** What a finger or a program did, as screens see it. */
enum ui_event_type {
    UI_EVENT_TAP,   // down and up inside one enabled element
    UI_EVENT_HOLD,  // three seconds on an element that reports it
    UI_EVENT_SWIPE, // a drag that began on `id`; dx, dy so far, `done`
    UI_EVENT_TEXT   // text into the focused field `id`
};
struct ui_event {
    enum ui_event_type type;
    char id[UI_ID_SIZE];
    int dx, dy;
    bool done;
    const char *text; // borrowed, wiped by the sender
};

/**
 * The page being shown and the one being built.
 *
 * A screen's `draw` calls widgets between ui_begin and ui_end; they append
 * to a draw list and a list of elements. Nothing is kept from page to page
 * but what a finger is doing. Main thread only.
 */
struct ui;

struct ui_options {
    struct typesetter *text;    // borrowed
    const char *translations; // folder of .mo files, NULL: none
    bool landscape;       // 1920x1080 instead of 1080x1920
};

enum err
ui_create(const struct ui_options *options, struct ui **out);

void
ui_free(struct ui *ui);

/** Language and modes of the session; take effect with the next page. */
void
ui_set_modes(struct ui *ui, enum lang lang, const struct theme *theme);

enum lang
ui_lang(const struct ui *ui);

const struct theme *
ui_theme(const struct ui *ui);

/** 1080x1920 or 1920x1080 at 0, 0. */
struct rect
ui_page(const struct ui *ui);

/** The translation of a zh_CN source string into the page's language. */
const char *
ui_tr(const struct ui *ui, const char *zh);

/** Begin page `screen`; its name is the prefix of its elements' ids. */
void
ui_begin(struct ui *ui, const char *screen);

/**
 * End the page. `damage` gets up to `max` rectangles that differ from the
 * page before (logical px); returns how many.
 */
size_t
ui_end(struct ui *ui, struct rect *damage, size_t max);

/** The page as ended last; borrowed until the next ui_end. */
const struct draw_list *
ui_list(const struct ui *ui);
const struct ui_node *
ui_nodes(const struct ui *ui, size_t *count);

/** Forget pages and texts of a session that ended. */
void
ui_forget(struct ui *ui);

#endif
