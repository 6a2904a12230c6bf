// SPDX-License-Identifier: Apache-2.0
#include "store/place.h"

#include "store/handle.h"
#include "store/query.h"
#include "store/records.h"
#include "util/buf.h"
#include "util/str.h"
#include "wire/change.h"
#include "wire/record.h"

static enum err
read_identity(struct store *store, struct place *out)
{
    struct query query;

    query_begin(&query, store->db,
                "SELECT kiosk_id, sign, site FROM identity");
    if (query_step(&query)) {
        out->enrolled = true;
        query_copy(&query, 0, out->kiosk, sizeof(out->kiosk));
        out->sign = (int)query_get_int(&query, 1);
        query_copy(&query, 2, out->site_id, sizeof(out->site_id));
    } else {
        (void)str_copy(out->site_id, sizeof(out->site_id), store->profile);
    }
    return query_end(&query);
}

static enum err
read_site(struct store *store, struct place *out)
{
    struct records_sets sets;
    struct record_found found;
    struct fault fault = {0};
    struct buf body;
    enum err err = records_sets(store, "site", &sets);

    if (err == ERR_OK) {
        err = records_find(store, "site", sets.shown, out->site_id, &found);
    }
    if (err != ERR_OK) {
        return err;
    }
    buf_init(&body, CHANGE_MAX_RECORD);
    err = records_body(store, found.rec, &body);
    if (err == ERR_OK) {
        err = record_site(out->site_id, body.data, body.len, &out->site,
                          &fault);
        out->site_known = err == ERR_OK;
        out->from_hub = found.rev > 0;
    }
    buf_clear(&body);
    return err;
}

enum err
place_load(struct store *store, struct place *out)
{
    enum err err;

    *out = (struct place){0};
    err = read_identity(store, out);
    if (err == ERR_OK && *out->site_id) {
        err = read_site(store, out);
    }
    return err == ERR_NOT_FOUND ? ERR_OK : err;
}

void
place_clear(struct place *place)
{
    if (place) {
        site_clear(&place->site);
        *place = (struct place){0};
    }
}
