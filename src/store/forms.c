// SPDX-License-Identifier: Apache-2.0
#include "store/forms.h"

#include "store/facets.h"
#include "store/handle.h"
#include "store/query.h"
#include "store/reader.h"
#include "store/records.h"

static enum err
read_rev(struct store *store, const char *id, int64_t *out)
{
    struct query query;

    *out = 0;
    query_begin(&query, store->db,
                "SELECT r.rev" RECORDS_SHOWN
                " WHERE k.kind = 'form' AND r.id = ?");
    query_text(&query, id);
    if (query_step(&query)) {
        *out = query_get_int(&query, 0);
    }
    return query_end(&query);
}

enum err
forms_get(struct store *store, const char *id, struct form *out,
          int64_t *rev)
{
    enum err err = reader_one(store, &reader_form, id, out);

    return err == ERR_OK ? read_rev(store, id, rev) : err;
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
