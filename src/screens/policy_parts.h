// SPDX-License-Identifier: Apache-2.0
#ifndef SCREENS_POLICY_PARTS_H
#define SCREENS_POLICY_PARTS_H

#include <stddef.h>

#include "screens/policy.h"
#include "ui/draw.h"

// The pieces of the policy screen; policy_draw.c puts them in place.

/** Title, badge and source. */
struct policy_head {
    struct rect title, source;
};
void
policy_head_draw(struct ui *ui, const struct policy_data *data,
                 const struct policy_head *head);

/** The panel with the amount, the measure, or that its term is over. */
void
policy_panel_draw(struct ui *ui, const struct policy_data *data,
                  struct rect rect);

/** Some of the rows of facts, counted from the first that has one. */
struct policy_facts {
    size_t first, count;
    struct rect rect; // at least policy_facts_height
};

/** Height that these rows need at their full size, `pad` px above and
 *  below each; `rect.w` counts. */
int
policy_facts_height(struct ui *ui, const struct policy_data *data,
                    const struct policy_facts *facts, int pad);
void
policy_facts_draw(struct ui *ui, const struct policy_data *data,
                  const struct policy_facts *facts);

/** The text in a card; its page buttons in a column at the right, or side
 *  by side right of a low card. */
struct policy_body {
    struct rect rect;
    bool beside;
};
/** Returns how many pages it has. */
size_t
policy_body_draw(struct ui *ui, const struct policy_data *data,
                 const struct policy_body *body);

/** The text in the language of the page; NULL when it cannot be shown. */
struct body *
policy_text_ready(struct ui *ui, const struct policy_data *data);

/** Title, facts and source as a code to take along. */
void
policy_qr_draw(struct ui *ui, const struct policy_data *data,
               struct rect rect);

/** What can be done, one below the other or side by side: the gold one
 *  checks what may apply, or takes a number where nothing can be checked. */
struct policy_buttons {
    struct rect rect;
    bool beside;
    bool text;  // the way between text and facts
    bool brief; // without the check, which other pages offer
};
void
policy_buttons_draw(struct ui *ui, const struct policy_data *data,
                    const struct policy_buttons *buttons);

#endif
