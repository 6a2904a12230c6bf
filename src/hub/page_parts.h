// SPDX-License-Identifier: Apache-2.0
#ifndef HUB_PAGE_PARTS_H
#define HUB_PAGE_PARTS_H

#include "hub/page.h"

/* The pieces of a page: private to page*.c. All add to `out`, which keeps a
 * failure until the end. */

/** The words in the page's language; borrowed. */
const char *
page_say(const struct page *page, const char *zh, const char *en);

/** Head, and the page down to its main part. `title` is plain text, in
 *  Chinese where `zh`. */
void
page_begin(const struct page *page, const char *title, bool zh,
           struct buf *out);
void
page_end(const struct page *page, struct buf *out);

/** ` lang="zh-CN"` where a text has no words in the page's language. */
void
page_lang_of(const struct page *page, const struct text *text,
             struct buf *out);

/** A text of a record, escaped, in the page's language or in Chinese. */
void
page_text(const struct page *page, const struct text *text, struct buf *out);

/** A picture of assets/icons, drawn by its lines; it says nothing that the
 *  words beside it do not. */
void
page_icon(const char *name, struct buf *out);

/** What a code holds, as a picture; nothing when it cannot be encoded. */
void
page_code(const char *payload, const char *label, struct buf *out);

#endif
