// SPDX-License-Identifier: Apache-2.0
#ifndef TESTS_UI_GALLERY_H
#define TESTS_UI_GALLERY_H

#include <stdbool.h>
#include <stddef.h>

#include "ui/build.h"
#include "ui/layout.h"
#include "ui/ui.h"

/*
 * Pages that later screens will have, put together from the widgets alone,
 * with sample words: no store and no rules are behind them.
 */

/** Where a page is drawn and in which words. */
struct scene {
    struct ui *ui;
    bool wide, large, english;
    struct rect area;        // between header and bar, inside the margins
    struct rect left, right; // columns of a wide page, else both the area
};

/** One of the two, by the page's language. */
const char *
words(const struct scene *scene, const char *zh, const char *en);

struct gallery_page {
    const char *name; // as of the mock-up it is like
    void (*draw)(const struct scene *scene);
};

extern const struct gallery_page gallery_questions[];
extern const size_t gallery_questions_count;
extern const struct gallery_page gallery_lists[];
extern const size_t gallery_lists_count;
extern const struct gallery_page gallery_forms[];
extern const size_t gallery_forms_count;
extern const struct gallery_page gallery_staff[];
extern const size_t gallery_staff_count;

#endif
