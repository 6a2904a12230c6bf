// SPDX-License-Identifier: Apache-2.0
#include "store/rules.h"

#include "store/handle.h"
#include "store/query.h"
#include "util/log.h"
#include "wire/record.h"

static bool
is_for(const struct rule *rule, const char *profile)
{
    return rule->profiles.count == 0 || list_has(&rule->profiles, profile);
}

enum err
rules_list(struct store *store, const char *profile, struct rule *out,
           size_t *count)
{
    struct query query;

    *count = 0;
    query_begin(&query, store->db,
                "SELECT r.id, r.body FROM kinds k JOIN records r"
                " ON r.kind = k.kind AND r.set_no = k.shown"
                " WHERE k.kind = 'rule' AND r.body IS NOT NULL"
                " ORDER BY coalesce(json_extract(r.body, '$.order'), 0),"
                " r.id");
    while (*count < RULES_MAX && query_step(&query)) {
        struct fault fault = {0};
        size_t len;
        const char *id = query_get_text(&query, 0, NULL);
        const char *body = query_get_text(&query, 1, &len);
        struct rule *rule = &out[*count];
        enum err err = record_rule(id, body, len, rule, &fault);

        if (err == ERR_OK && is_for(rule, profile)) {
            (*count)++;
            continue;
        }
        if (err != ERR_OK) {
            LOGW("rules: %s left out: %s %s", id, fault.field, fault.en);
        }
        rule_clear(rule);
        // One that an older program let in must not hide the others.
        if (err != ERR_OK && err != ERR_INVALID) {
            query.err = err;
        }
    }
    return query_end(&query);
}
