// SPDX-License-Identifier: Apache-2.0
#include "store/cases.h"

#include <string.h>

#include "model/receipt.h"
#include "store/case_keys.h"
#include "store/facets.h"
#include "store/handle.h"
#include "store/journal.h"
#include "store/query.h"
#include "util/base64.h"
#include "util/hash.h"
#include "util/str.h"
#include "wire/event.h"
#include "wire/event_form.h"
#include "wire/record_case.h"

// A receipt as it is looked for, under one key.
struct wanted {
    const char *k;
    unsigned char hash[HASH_SIZE];
    char h[BASE64_SIZE(HASH_SIZE)];
};

void
case_lookup_clear(struct case_lookup *lookup)
{
    if (lookup) {
        case_clear(&lookup->file);
        *lookup = (struct case_lookup){0};
    }
}

static enum err
find_record(struct store *store, const struct wanted *wanted,
            struct case_lookup *out)
{
    struct fault fault = {0};
    struct query query;
    bool found = false;
    enum err err;

    query_begin(&query, store->db,
                "SELECT r.id, r.body" FACETS_SHOWN
                " WHERE f.kind = 'case' AND f.facet = ?"
                " AND r.body IS NOT NULL");
    query_text(&query, wanted->h);
    while (!found && query_step(&query)) {
        size_t len;
        const char *body = query_get_text(&query, 1, &len);

        case_clear(&out->file);
        found = record_case(query_get_text(&query, 0, NULL), body, len,
                            &out->file, &fault) == ERR_OK
             && str_equal(out->file.receipt_key, wanted->k);
    }
    err = query_end(&query);
    out->found = CASE_FOUND_STATE;
    return err == ERR_OK && !found ? ERR_NOT_FOUND : err;
}

// True when this event of the outbox handed in what is looked for.
static bool
is_wanted(const char *text, size_t len, const struct wanted *wanted,
          struct case_file *out)
{
    struct event_parsed parsed;
    struct event_form form;
    struct fault fault = {0};
    bool found = event_parse(text, len, &parsed, &fault) == ERR_OK
              && event_form_read(parsed.body, &form, &fault) == ERR_OK
              && str_equal(form.receipt_key, wanted->k)
              && hash_equal(form.receipt_hash, wanted->hash, HASH_SIZE);

    if (found) {
        (void)str_copy(out->id, sizeof(out->id), parsed.event.subject);
        (void)str_copy(out->form, sizeof(out->form), form.form);
    }
    event_parsed_clear(&parsed);
    return found;
}

static enum case_found
how_far(int64_t state)
{
    switch (state) {
    case EVENT_PENDING:
        return CASE_FOUND_WAITING;
    case EVENT_SET_ASIDE:
    case EVENT_DISCARDED:
        return CASE_FOUND_ASIDE;
    default:
        return CASE_FOUND_SENT;
    }
}

/*
 * What was handed in here and is not back yet, through an index that holds
 * nothing else. The hash is looked for in the text first, which is cheap;
 * the newest one counts, for a form that was sent again.
 */
static enum err
find_own(struct store *store, const struct wanted *wanted,
         struct case_lookup *out)
{
    struct query query;
    bool found = false;
    enum err err;

    query_begin(&query, store->db,
                "SELECT json, state, at FROM events"
                " WHERE type = 'form.submitted' AND instr(json, ?) > 0"
                " ORDER BY id DESC");
    query_text(&query, wanted->h);
    while (!found && query_step(&query)) {
        size_t len;
        const char *text = query_get_text(&query, 0, &len);

        found = is_wanted(text, len, wanted, &out->file);
        if (found) {
            out->found = how_far(query_get_int(&query, 1));
            out->file.updated_ms = query_get_int(&query, 2);
        }
    }
    err = query_end(&query);
    return err == ERR_OK && !found ? ERR_NOT_FOUND : err;
}

static enum err
find_under(struct store *store, const struct case_key *key,
           const char *receipt, struct case_lookup *out)
{
    struct wanted wanted = {.k = key->k};
    enum err err = ERR_BUG;

    receipt_hash(key->key, receipt, wanted.hash);
    if (base64url_encode(wanted.hash, sizeof(wanted.hash), wanted.h,
                         sizeof(wanted.h))) {
        err = find_record(store, &wanted, out);
    }
    if (err == ERR_NOT_FOUND) {
        case_lookup_clear(out);
        err = find_own(store, &wanted, out);
    }
    secret_wipe(&wanted, sizeof(wanted));
    return err;
}

enum err
cases_find(struct store *store, const char *receipt, struct case_lookup *out)
{
    struct case_key keys[CASE_KEYS_MAX];
    size_t count = 0;
    size_t i;
    enum err err;

    *out = (struct case_lookup){0};
    if (!receipt_valid(receipt)) {
        return ERR_NOT_FOUND;
    }
    err = case_keys_list(store, keys, &count);
    if (err == ERR_OK) {
        err = ERR_NOT_FOUND;
    }
    for (i = 0; err == ERR_NOT_FOUND && i < count; i++) {
        err = find_under(store, &keys[i], receipt, out);
    }
    secret_wipe(keys, sizeof(keys));
    return err;
}
