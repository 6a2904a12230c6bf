// SPDX-License-Identifier: Apache-2.0
#ifndef SCREENS_RECORD_PAGE_H
#define SCREENS_RECORD_PAGE_H

#include <stdbool.h>

#include "model/source.h"
#include "ui/facts.h"
#include "ui/ui.h"

struct body;

/**
 * What the pages of single records have in common: who says it, what is
 * known of it, and its text in a card that turns its own pages.
 *
 * All is borrowed while it is drawn; texts are translated. Of a record that
 * is not known any more only the head is drawn, and says so.
 */
struct record_page {
    const char *title_id, *state_id, *source_id;
    bool known;
    const char *icon, *title;
    const char *lead;            // NULL: none
    const struct source *source;
    enum source_state state;
    const struct fact *facts;
    int fact_count;
    struct body *body;           // NULL: no text is shown
    const char *text;            // Markdown, "" for none
};

/** Where its parts stand; the text's card is only as high as it needs. */
struct record_places {
    struct rect head, source, facts, text;
};

/** How high the sentence about the source is. */
int
record_page_source_height(struct ui *ui, const struct record_page *page);

void
record_page_draw(struct ui *ui, const struct record_page *page,
                 const struct record_places *places);

#endif
