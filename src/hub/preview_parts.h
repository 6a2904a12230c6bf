// SPDX-License-Identifier: Apache-2.0
#ifndef HUB_PREVIEW_PARTS_H
#define HUB_PREVIEW_PARTS_H

#include <stdbool.h>
#include <stddef.h>

#include "hub/preview.h"
#include "model/lang.h"
#include "model/source.h"

/* The pieces of a preview: private to preview*.c. All add to `out`, which
 * keeps a failure until the end. */

/** One page of the document. */
struct preview_page {
    struct buf *out;
    enum lang lang; // LANG_ZH or LANG_EN
    char today[11];
    enum err err;   // what kept a body from being shown
    const char *reason;
};

/** The words in the page's language; borrowed. */
const char *
preview_say(const struct preview_page *page, const char *zh, const char *en);

/** A text of the record as one element; one that is not translated is
 * marked so. Nothing for an empty one. */
void
preview_text(struct preview_page *page, const char *tag, const char *class,
             const struct text *text);

/** Words of ours as one element, escaped. */
void
preview_words(struct preview_page *page, const char *tag, const char *class,
              const char *words);

/** What a card begins and ends with; `title` NULL for none. */
void
preview_card(struct preview_page *page, const char *title);
void
preview_card_end(struct preview_page *page);

/** Title, and under it the state and where it was published. */
void
preview_head(struct preview_page *page, const struct text *title,
             const struct source *source, struct source_term term);

/** A card with a body in Markdown; nothing for an empty one. */
void
preview_body(struct preview_page *page, const struct text *body);

/** A row of a card: a small label above its value. */
void
preview_row(struct preview_page *page, const struct text *label,
            const struct text *value);

/** Show the record on a page; the fault is set for ERR_INVALID. */
typedef enum err
preview_kind_fn(const struct preview *preview, struct preview_page *page,
                struct fault *fault);

preview_kind_fn preview_policy, preview_entry, preview_service, preview_form,
    preview_rule, preview_activity, preview_topic;

#endif
