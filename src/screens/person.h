// SPDX-License-Identifier: Apache-2.0
#ifndef SCREENS_PERSON_H
#define SCREENS_PERSON_H

#include <stddef.h>

#include "model/entry.h"
#include "screens/screen.h"
#include "ui/pager.h"

// Who was recognised, and in what role they come; person.c acts,
// person_draw.c shows.

#define PERSON_GROUPS 4
#define PERSON_CHIPS 10 // a page of choices holds at most

/** One kind of "I come as", from the catalogue's entries. */
struct person_group {
    const char *name;   // in ids: person.NAME.ENTRY
    const char *title;  // zh source
    const char *group;  // of the entries
    const char *prefix; // of their ids; NULL: any
};
extern const struct person_group person_groups[PERSON_GROUPS];

struct person_data {
    struct entry entries[PERSON_CHIPS]; // owned; the page shown
    size_t count;
    size_t totals[PERSON_GROUPS];
    int group; // shown
    struct paging paging;
};

/** The visit's field that a group fills. */
char *
person_choice(struct session *session, int group);

void
person_draw(struct screen_context *context, const void *data);

#endif
