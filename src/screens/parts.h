// SPDX-License-Identifier: Apache-2.0
#ifndef SCREENS_PARTS_H
#define SCREENS_PARTS_H

#include <stdbool.h>
#include <stdint.h>

#include "screens/screen.h"
#include "ui/pager.h"

/*
 * What several screens share: where their content lies, headings, and the
 * words for times and people.
 */

/** True for 1920x1080. */
bool
parts_wide(const struct ui *ui);

/** Between header and bar, inside the margins; under low reach the part of
 *  it that a seated visitor reaches (y >= 840). */
struct rect
parts_content(const struct ui *ui);

/** The left column (584) of a wide page; all of the content otherwise. */
struct rect
parts_left(const struct ui *ui);

/** The right column (1192) of a wide page; all of the content otherwise. */
struct rect
parts_right(const struct ui *ui);

/** A page's title and the sentence below it. */
struct heading {
    const char *id;      // of the title; the sentence's is "ID.lead"
    const char *title;
    const char *lead;    // NULL: none
    struct rect rect;
};
void
parts_heading(struct ui *ui, const struct heading *heading);

/** A section's heading with a remark at its right end. */
struct section {
    const char *id;
    const char *title;
    const char *remark; // NULL: none
    struct rect rect;   // 56 px high, 64 when large
    bool large;
};
void
parts_section(struct ui *ui, const struct section *section);

/** How a number is taken, in three steps for a page with room to spare:
 *  in full, or without their second lines. Ids begin with `screen`. */
void
parts_how_to(struct ui *ui, const char *screen, struct rect area, bool full);

/** The panel that says who is here: dark, with a picture, or gold. Under
 *  large type it has neither icon nor third line. */
struct panel {
    const char *id;      // of the first line
    const char *line_id; // of the second; NULL: "ID.line"
    const char *name;
    const char *line, *more; // NULL: none
    const char *icon;    // NULL: a person
    bool gold;           // nobody was found
    struct rect rect;
};
void
parts_panel(struct ui *ui, const struct panel *panel);

/** Previous, "page 1 of 2", next; nothing for a single page. */
void
parts_pager(struct ui *ui, const struct paging *paging, struct rect rect);

/** Title and lead in the usual places below the header: 142 px high, 174
 *  under large type. */
int
parts_heading_height(const struct ui *ui);

/** "14:26", "10月12日 周一", "10月12日 14:26" in the page's language. */
const char *
parts_time(struct ui *ui, int64_t ms);
const char *
parts_day(struct ui *ui, int64_t ms);
const char *
parts_day_time(struct ui *ui, int64_t ms);

/** True for a tap on `id`. */
bool
parts_tapped(const struct screen_event *event, const char *id);

/** The tapped id behind `prefix`, or NULL. */
const char *
parts_tapped_after(const struct screen_event *event, const char *prefix);

#endif
