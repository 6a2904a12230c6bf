// SPDX-License-Identifier: Apache-2.0
#include "store/visits.h"

#include "model/service.h"
#include "store/cache.h"
#include "store/handle.h"
#include "store/numbers.h"
#include "store/place.h"
#include "store/query.h"
#include "store/tickets.h"
#include "util/str.h"

// The queue that is asked for: a letter's, or "" for the whole site.
struct queue {
    char day[DAY_SIZE];
    char letter[2];
};

static enum err
count_waiting(struct store *store, const struct queue *queue, int64_t *out)
{
    struct query query;

    if (*queue->letter) {
        query_begin(&query, store->db,
                    "SELECT count(*) FROM tickets WHERE"
                    " day = ?1 AND letter = ?2 AND state = 0");
    } else {
        query_begin(&query, store->db,
                    "SELECT count(*) FROM tickets WHERE"
                    " day = ?1 AND letter <> ?2 AND state = 0");
    }
    query_text(&query, queue->day);
    query_text(&query, queue->letter);
    if (query_step(&query)) {
        *out = query_get_int(&query, 0);
    }
    return query_end(&query);
}

static enum err
find_called(struct store *store, const struct queue *queue,
            struct ticket *out)
{
    struct query query;
    bool found;
    enum err err;

    *out = (struct ticket){0};
    query_begin(&query, store->db,
                "SELECT " TICKETS_COLUMNS " FROM tickets"
                " WHERE called_ms > 0 AND day = ?1"
                " AND (?2 = '' OR letter = ?2)"
                " ORDER BY called_ms DESC LIMIT 1");
    query_text(&query, queue->day);
    query_text(&query, queue->letter);
    found = query_step(&query);
    if (found) {
        tickets_read(&query, out);
    }
    err = query_end(&query);
    return err == ERR_OK && !found ? ERR_NOT_FOUND : err;
}

static enum err
name_window(struct store *store, const char *id, char *out, size_t size)
{
    const struct text *name;
    const struct place *place;
    enum err err = cache_place(store, &place);

    // A name that is not known leaves what is painted on the window.
    name = err == ERR_OK && place->site_known
             ? site_window_name(&place->site, id) : NULL;
    (void)str_copy(out, size, name ? text_get(name, LANG_ZH) : id);
    return err;
}

static enum err
choose_queue(struct store *store, const char *service, struct queue *out)
{
    const struct service *record;
    enum err err = numbers_day_get(store, out->day);

    if (err != ERR_OK || !service) {
        return err;
    }
    err = cache_service(store, service, &record);
    out->letter[0] = err == ERR_OK ? record->letter : '\0';
    return err;
}

enum err
queue_figures_get(struct store *store, const char *service,
                  struct queue_figures *out)
{
    struct queue queue = {0};
    struct ticket called;
    bool known;
    enum err err = choose_queue(store, service, &queue);

    *out = (struct queue_figures){.waiting = -1};
    if (err == ERR_OK) {
        err = tickets_queue_known(store, &known, &out->as_of);
    }
    if (err == ERR_OK && known) {
        err = count_waiting(store, &queue, &out->waiting);
    }
    if (err != ERR_OK) {
        return err;
    }
    err = find_called(store, &queue, &called);
    if (err == ERR_OK) {
        (void)str_copy(out->called, sizeof(out->called), called.number);
        err = name_window(store, called.window, out->window,
                          sizeof(out->window));
    }
    return err == ERR_NOT_FOUND ? ERR_OK : err;
}
