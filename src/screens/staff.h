// SPDX-License-Identifier: Apache-2.0
#ifndef SCREENS_STAFF_H
#define SCREENS_STAFF_H

#include <stdbool.h>
#include <stddef.h>

#include "screens/screen.h"
#include "store/changes.h"
#include "store/outbox.h"
#include "ui/pager.h"

// The staff console: staff.c acts, staff_draw.c shows the page, staff_sync.c
// how the sync goes, staff_words.c what a record is about, staff_dialog.c
// the dialogs over it.

#define STAFF_ROWS 4
// With no more records aside than these, the last ones are shown, too.
#define STAFF_FEW 2
#define STAFF_RECENT 8
#define STAFF_REASONS 4

enum staff_dialog { STAFF_NO_DIALOG, STAFF_ITEM, STAFF_DISCARD };

struct staff_data {
    struct outbox_counts counts;
    struct sync_times times;
    struct outbox_item items[STAFF_ROWS];
    size_t count;
    struct paging paging;
    struct outbox_item recent[STAFF_RECENT]; // newest first
    size_t recent_count;
    bool slow;               // the run takes longer than one likes to wait
    enum staff_dialog dialog;
    struct outbox_item open; // the one a dialog is about
    int open_nth;            // as in staff_item_id
    int reason;              // chosen, 1-4; 0 none
};

/**
 * "PREFIX.SEQ" of an item. Numbers begin anew with each epoch of the store:
 * the second, third … item of a page with the same number is
 * "PREFIX.SEQ.2", "PREFIX.SEQ.3" …; `nth` counts from 1.
 */
void
staff_item_id(char *out, size_t size, const char *prefix,
              const struct outbox_item *item, int nth);

/** How many of the page's items up to this one have its number. */
int
staff_item_nth(const struct staff_data *data, size_t index);

/** "取号 A012": what a record is about, in words. */
const char *
staff_item_title(struct ui *ui, const struct outbox_item *item);

/** The same without the number of the record. */
const char *
staff_item_words(struct ui *ui, const struct outbox_item *item);

/** Why the hub refused it, in the page's language. */
const char *
staff_item_reason(struct ui *ui, const struct outbox_item *item);

/** The card that says how the sync goes. */
void
staff_sync_draw(struct screen_context *context,
                const struct staff_data *data, struct rect card);

/** The events written last, as many as have room, under their heading. */
void
staff_recent_draw(struct screen_context *context,
                  const struct staff_data *data, struct rect area);

void
staff_draw(struct screen_context *context, const void *data);

void
staff_dialog_draw(struct screen_context *context,
                  const struct staff_data *data);

#endif
