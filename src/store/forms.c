// SPDX-License-Identifier: Apache-2.0
#include "store/forms.h"

#include "store/facets.h"
#include "store/handle.h"
#include "store/query.h"
#include "store/reader.h"
#include "store/records.h"
#include "wire/record.h"

// In one statement: between two of them a page of changes might come.
enum err
forms_get(struct store *store, const char *id, struct form *out,
          int64_t *rev)
{
    struct fault fault = {0};
    struct query query;
    enum err err = ERR_NOT_FOUND;

    *out = (struct form){0};
    query_begin(&query, store->db,
                "SELECT r.body, r.rev" RECORDS_SHOWN
                " WHERE k.kind = 'form' AND r.id = ?"
                " AND r.body IS NOT NULL");
    query_text(&query, id);
    if (query_step(&query)) {
        size_t len;
        const char *body = query_get_text(&query, 0, &len);

        *rev = query_get_int(&query, 1);
        err = reader_form.read(id, body, len, out, &fault);
    }
    return query_end(&query) == ERR_OK ? err : query.err;
}

enum err
forms_of_policy(struct store *store, const char *policy, char out[ID_SIZE])
{
    struct query query;

    out[0] = '\0';
    query_begin(&query, store->db,
                "SELECT f.id" FACETS_SHOWN
                " WHERE f.kind = 'form' AND f.facet = ?"
                " ORDER BY f.place, f.id LIMIT 1");
    query_text(&query, policy);
    if (query_step(&query)) {
        query_copy(&query, 0, out, ID_SIZE);
    }
    return query_end(&query);
}
