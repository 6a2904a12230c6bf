// SPDX-License-Identifier: Apache-2.0
#ifndef HUB_PAGE_H
#define HUB_PAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "model/lang.h"
#include "model/policy.h"
#include "util/buf.h"
#include "util/err.h"
#include "util/timestamp.h"

/*
 * The pages that phones read: whole HTML documents without a script, that
 * read well at 390 px, at twice the zoom and on paper. Pure: what they say
 * comes from the record and from here.
 */

#define PAGE_MAX ((size_t)2 << 20) // bytes of a page

/** What stands on every page. */
struct page {
    enum lang lang;      // LANG_ZH, or LANG_EN for all else
    const char *style;   // version of the style sheet, in its address
    const char *address; // of this page, for its code; NULL without one
    char today[DAY_SIZE];
    bool demo; // of a demonstration, and marked as one
};

/** A policy: key facts, text, source and state. ERR_NO_MEMORY. */
enum err
page_policy(const struct page *page, const struct policy *policy,
            struct buf *out);

/** Why there is no policy to show. */
enum page_notice {
    PAGE_UNKNOWN, // no such page, or not yet
    PAGE_WITHDRAWN,
    PAGE_BUSY, // now
};

enum err
page_notice(const struct page *page, enum page_notice notice,
            struct buf *out);

#endif
