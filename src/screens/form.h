// SPDX-License-Identifier: Apache-2.0
#ifndef SCREENS_FORM_H
#define SCREENS_FORM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/form.h"
#include "model/receipt.h"
#include "screens/screen.h"
#include "store/outbox.h"
#include "ui/typing.h"
#include "util/id.h"

/*
 * One screen for every form, driven by its record. form.c acts,
 * form_edit.c takes what is typed, form_pages.c divides the fields among
 * pages, form_draw.c, form_field.c, form_keys.c and form_done.c show them.
 */

#define FORM_DIGITS_SIZE 16 // of a number, a phone number or a day
#define FORM_NOTHING (-1)   // no field is being typed into

/** Where a page begins: a field and, of a field too high for a page, the
 *  first of its choices that is shown. */
struct form_place {
    size_t field, choice;
};

/** What the screen `form` knows; wiped as a whole when it is left. */
struct form_screen {
    char id[ID_SIZE];
    bool known; // the catalogue has it
    bool ready; // it can be handed in at this kiosk
    struct form form; // owned
    int64_t rev;
    struct form_answers answers;
    bool shown[FORM_MAX_FIELDS]; // with these answers
    bool told[FORM_MAX_FIELDS];  // what is wrong with it is shown
    struct form_place at;
    int editing;         // a field, or FORM_NOTHING
    struct typing typing;            // into a text
    char digits[FORM_DIGITS_SIZE];   // into anything else
    char submission[UUID_SIZE];
    char receipt[RECEIPT_SIZE];
    bool failed;         // to be handed in; nothing was recorded
    bool sent;           // recorded; the receipt is shown
    int64_t sent_ms;
    enum outbox_progress progress; // since then
};

/** One page of fields on show. */
struct form_leaf {
    size_t fields[FORM_MAX_FIELDS];
    size_t count;
    int page;               // of the record
    size_t choice, choices; // the part shown of its only field; 0, 0: all
    bool part;              // that field goes on over further pages
    bool last_part;
};

/** Choices are shown in a grid of cards or rows. */
struct form_grid {
    int columns, row_h, gap;
};

#define FORM_LEAVES_MAX 48
struct form_leaves {
    struct form_leaf items[FORM_LEAVES_MAX];
    size_t count;
    size_t now; // the one that holds `at`
};

/** Divide the fields on show among pages, by what has room. */
void
form_leaves(struct ui *ui, const struct form_screen *data,
            struct form_leaves *out);

/** Where a leaf begins. */
struct form_place
form_leaf_place(const struct form_leaf *leaf);

/** How high a field is with `choices` of its choices shown. */
int
form_field_height(struct ui *ui, const struct form_field *field, int w,
                  size_t choices);
int
form_field_label_height(const struct ui *ui, const struct form_field *field);
/** Height of the box that is typed into. */
int
form_box_height(const struct ui *ui, const struct form_field *field);
struct form_grid
form_field_grid(struct ui *ui, const struct form_field *field, int w);
/** Between two fields. */
int
form_gap(const struct ui *ui);

#endif
