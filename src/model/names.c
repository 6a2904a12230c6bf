// SPDX-License-Identifier: Apache-2.0
#include "model/names.h"

#include "util/str.h"

const char *
names_get(struct names names, int value)
{
    if (value < 0 || (size_t)value >= names.count || !names.items[value]) {
        return "";
    }
    return names.items[value];
}

bool
names_find(struct names names, const char *text, int *out)
{
    for (size_t i = 0; i < names.count; i++) {
        if (text && str_equal(names.items[i], text)) {
            *out = (int)i;
            return true;
        }
    }
    return false;
}
