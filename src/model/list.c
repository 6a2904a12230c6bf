// SPDX-License-Identifier: Apache-2.0
#include "model/list.h"

#include <assert.h>
#include <stdlib.h>

#include "util/str.h"

bool
list_add(struct list *list, const char *text)
{
    char *copy = str_dup(text);
    char **items;

    assert((list->items == NULL) == (list->count == 0));
    if (!copy) {
        return false;
    }
    items = realloc(list->items, (list->count + 1) * sizeof(*items));
    if (!items) {
        free(copy);
        return false;
    }
    items[list->count] = copy;
    list->items = items;
    list->count++;
    return true;
}

bool
list_has(const struct list *list, const char *text)
{
    assert(list->items || list->count == 0);
    for (size_t i = 0; i < list->count; i++) {
        if (str_equal(list->items[i], text)) {
            return true;
        }
    }
    return false;
}

void
list_clear(struct list *list)
{
    if (!list) {
        return;
    }
    for (size_t i = 0; i < list->count; i++) {
        free(list->items[i]);
    }
    free(list->items);
    *list = (struct list){0};
}
