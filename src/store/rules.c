// SPDX-License-Identifier: Apache-2.0
#include "store/rules.h"

#include "store/reader.h"

static bool
is_for(const struct rule *rule, const char *profile)
{
    return rule->profiles.count == 0 || list_has(&rule->profiles, profile);
}

enum err
rules_list(struct store *store, const char *profile, struct rule *out,
           size_t *count)
{
    const struct reader_page page = {
        .rows = {.reader = &reader_rule, .out = out, .max = RULES_MAX},
        .facet = ""};
    size_t read = 0;
    size_t total;
    size_t i;
    enum err err = reader_list(store, &page, &read, &total);

    *count = 0;
    for (i = 0; i < read; i++) {
        if (is_for(&out[i], profile)) {
            out[(*count)++] = out[i]; // moved, perhaps onto itself
        } else {
            rule_clear(&out[i]);
        }
    }
    return err;
}
