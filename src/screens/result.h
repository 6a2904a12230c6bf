// SPDX-License-Identifier: Apache-2.0
#ifndef SCREENS_RESULT_H
#define SCREENS_RESULT_H

#include "model/eligibility.h"
#include "screens/screen.h"
#include "ui/pager.h"

/** A rule that the answers match. */
struct match {
    const struct rule *rule; // of result_data.rules
    struct finding finding;
};

/** What `result` shows: one match with its reasons, the others as rows. */
struct result_data {
    struct rule *rules;     // owned
    size_t rule_count;
    struct match *matches;  // owned
    size_t match_count;
    size_t shown;           // the match that is told in full
    size_t first;           // of its reasons and the other matches, the
                            // first one on the page
};

/** The page of reasons and other matches. */
struct paging
result_paging(struct ui *ui, const struct result_data *data);

void
result_draw(struct screen_context *context, const void *data);

#endif
