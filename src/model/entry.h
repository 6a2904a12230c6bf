// SPDX-License-Identifier: Apache-2.0
#ifndef MODEL_ENTRY_H
#define MODEL_ENTRY_H

#include <stdbool.h>
#include <stddef.h>

#include "model/lang.h"
#include "model/source.h"

enum entry_group {
    ENTRY_OFFICER,
    ENTRY_STUDIO,
    ENTRY_PLATFORM,
    ENTRY_EXPERT,
    ENTRY_STATION,
    ENTRY_DOCUMENT,
    ENTRY_FIGURE,
    ENTRY_STORY,
    ENTRY_PROGRAMME,
    ENTRY_RESPONSIBILITY,
    ENTRY_MEASURE,
    ENTRY_GROUP_COUNT,
};

struct entry_field {
    struct text label;
    struct text value;
};

/** One entry of a directory, or a choice such as a programme. */
struct entry {
    char *id; // owned, as all pointers here
    enum entry_group group;
    struct text title;
    struct entry_field *fields;
    size_t field_count;
    struct text body; // Markdown
    char *form;       // to hand something in; a record id, NULL: none
    int *rows;        // of the facts table
    size_t row_count;
    struct source source;
    enum source_state state;
};

/** "officer", "studio", … */
const char *
entry_group_name(enum entry_group group);

bool
entry_group_parse(const char *name, enum entry_group *out);

void
entry_clear(struct entry *entry);

#endif
