// SPDX-License-Identifier: Apache-2.0
#ifndef SCREENS_POLICY_H
#define SCREENS_POLICY_H

#include <stdbool.h>
#include <stddef.h>

#include "model/policy.h"
#include "screens/screen.h"
#include "ui/body.h"
#include "ui/pager.h"

#define POLICY_ID_SIZE 65
#define POLICY_ADDRESS_SIZE 329 // of the hub, "/p/" and an id
#define POLICY_FACTS 4 // that have a row of their own; the rest is in the text

/** The long text in the language that was shown last. */
struct policy_text {
    struct body *body; // owned
    enum lang lang;
    bool set;
};

/** What the screen `policy` knows. */
struct policy_data {
    char id[POLICY_ID_SIZE];
    bool known; // the catalogue has it
    struct policy policy;
    char address[POLICY_ADDRESS_SIZE]; // for a phone; "": none
    char service[POLICY_ID_SIZE]; // to take a number for; "": none
    char form[POLICY_ID_SIZE];    // to hand in; "": none
    bool expired;                 // today
    bool whole;                   // the text alone is shown
    struct paging pages;          // under large type
    struct policy_text *text;     // owned; NULL without memory
};

void
policy_draw(struct screen_context *context, const void *data);

/** Pages of the policy under large type: facts by two, the text, the code. */
size_t
policy_large_pages(const struct policy *policy, bool expired);

/** The first fact that has a row: 1 when the panel shows fact 0. */
size_t
policy_first_row(const struct policy *policy, bool expired);

/** How many facts have a row. */
size_t
policy_rows(const struct policy *policy, bool expired);

/** The whole text in Markdown: further facts, body, source. Owned by the
 *  caller; NULL without memory. */
char *
policy_markdown(struct ui *ui, const struct policy *policy, bool expired);

/** Title, facts, source and "/p/ID", by which a kiosk finds it, as plain
 *  text of at most `max` bytes, into `out` of as many and one more; facts
 *  that have no room are left out whole. */
void
policy_payload(struct ui *ui, const struct policy_data *data, char *out,
               size_t max);

/** "《当代组工干部》2022-10-11，人才生态部分"; "" without a source. Lives as
 *  long as the page. */
const char *
policy_source(struct ui *ui, const struct policy *policy);

#endif
