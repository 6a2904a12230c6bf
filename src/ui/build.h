// SPDX-License-Identifier: Apache-2.0
#ifndef UI_BUILD_H
#define UI_BUILD_H

#include <stdint.h>

#include "ui/draw.h"
#include "ui/ui.h"

/*
 * What widgets need to append to the page being built; between ui_begin
 * and ui_end only.
 */

/** The list being built. */
struct draw_list *
ui_building(struct ui *ui);

/** Add an element; its texts are copied and its rect cut to the page. */
void
ui_add(struct ui *ui, const struct ui_node *node);

/** The element added last, NULL without one; to be changed at once. */
struct ui_node *
ui_newest(struct ui *ui);

/** A dialog comes: what was added so far lies beneath it. */
void
ui_cover(struct ui *ui);

struct typesetter *
ui_typesetter(const struct ui *ui);

uint32_t
ui_color(const struct ui *ui, enum color color);

/** True while a finger presses this element. */
bool
ui_is_pressed(const struct ui *ui, const char *id);

/** The translation with its places {1}, {2} … filled by the texts that
 *  follow, ended by NULL; lives as long as the page. */
const char *
ui_say(struct ui *ui, const char *zh, ...) __attribute__((sentinel));

/** A number in digits; lives as long as the page. */
const char *
ui_digits(struct ui *ui, int64_t number);

/** A copy that lives as long as the page. */
const char *
ui_keep(struct ui *ui, const char *text);

/** What another language calls it; NULL where it has no word. */
const char *
ui_tr_in(const struct ui *ui, enum lang lang, const char *zh);

/** Mark a text for translation where it is passed on by a variable. */
#define UI_MARK(zh) (zh)

#endif
