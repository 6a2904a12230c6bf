// SPDX-License-Identifier: Apache-2.0
#include "model/entry.h"

#include <stdlib.h>

#include "model/names.h"

static const char *const groups[ENTRY_GROUP_COUNT] = {
    [ENTRY_OFFICER] = "officer",
    [ENTRY_STUDIO] = "studio",
    [ENTRY_PLATFORM] = "platform",
    [ENTRY_EXPERT] = "expert",
    [ENTRY_STATION] = "station",
    [ENTRY_DOCUMENT] = "document",
    [ENTRY_FIGURE] = "figure",
    [ENTRY_STORY] = "story",
    [ENTRY_PROGRAMME] = "programme",
    [ENTRY_RESPONSIBILITY] = "responsibility",
    [ENTRY_MEASURE] = "measure",
};

const char *
entry_group_name(enum entry_group group)
{
    return names_get(NAMES(groups), (int)group);
}

bool
entry_group_parse(const char *name, enum entry_group *out)
{
    int value;

    if (!names_find(NAMES(groups), name, &value)) {
        return false;
    }
    *out = (enum entry_group)value;
    return true;
}

void
entry_clear(struct entry *entry)
{
    if (!entry) {
        return;
    }
    for (size_t i = 0; i < entry->field_count; i++) {
        text_clear(&entry->fields[i].label);
        text_clear(&entry->fields[i].value);
    }
    free(entry->fields);
    free(entry->form);
    free(entry->rows);
    free(entry->id);
    text_clear(&entry->title);
    text_clear(&entry->body);
    source_clear(&entry->source);
    *entry = (struct entry){0};
}
