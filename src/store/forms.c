// SPDX-License-Identifier: Apache-2.0
#include "store/forms.h"

#include "store/handle.h"
#include "store/query.h"
#include "store/records.h"
#include "util/buf.h"
#include "wire/change.h"
#include "wire/record.h"

static enum err
read_rev(struct store *store, const char *id, int64_t *out)
{
    struct query query;

    *out = 0;
    query_begin(&query, store->db,
                "SELECT r.rev FROM kinds k JOIN records r"
                " ON r.kind = k.kind AND r.set_no = k.shown"
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
    struct fault fault = {0};
    struct buf body;
    enum err err;

    *out = (struct form){0};
    buf_init(&body, CHANGE_MAX_RECORD);
    err = records_read(store, "form", id, &body);
    if (err == ERR_OK) {
        err = record_form(id, body.data, body.len, out, &fault);
    }
    if (err == ERR_OK) {
        err = read_rev(store, id, rev);
    }
    buf_clear(&body);
    return err;
}

enum err
forms_of_policy(struct store *store, const char *policy, char out[ID_SIZE])
{
    struct query query;

    out[0] = '\0';
    query_begin(&query, store->db,
                "SELECT r.id FROM kinds k JOIN records r"
                " ON r.kind = k.kind AND r.set_no = k.shown"
                " WHERE k.kind = 'form' AND r.body IS NOT NULL"
                " AND json_extract(r.body, '$.policy') = ?"
                " AND json_extract(r.body, '$.service') IS NULL"
                " ORDER BY r.id LIMIT 1");
    query_text(&query, policy);
    if (query_step(&query)) {
        query_copy(&query, 0, out, ID_SIZE);
    }
    return query_end(&query);
}
