// SPDX-License-Identifier: Apache-2.0
#include "hub/server.h"

#include <string.h>

#include "hub/directory_key.h"
#include "hub/query.h"
#include "model/kind.h"
#include "util/clock.h"
#include "util/log.h"
#include "util/str.h"
#include "wire/change.h"

/** One page while it is filled. */
struct page {
    struct request *request;
    struct changes_query query;
    struct hub_viewer viewer;
    struct hub_position now;
    struct check checks[KIND_COUNT];
    struct change_page end;
    size_t count;
    int64_t last; // position of the last change in it
    bool more;
    bool waits; // the call is held open instead
};

/** Adds one change; a body that lacks its key gets it here. */
static enum err
page_write(struct page *page, struct change *change,
           const struct hub_record *record)
{
    struct buf *out = &page->request->reply->body;
    if (record->deleted || !directory_key_is(record))
        return change_page_add(out, change);
    struct buf body;
    buf_init(&body, HUB_RECORD_MAX);
    enum err err =
        directory_key_body(page->request->server->keys_dir, record, &body);
    if (err == ERR_OK) {
        change->body = buf_text(&body);
        change->body_len = body.len;
    } else {
        // a key whose file is lost must not stop everything behind it
        LOGE("changes: directory key %s: %s", record->id, err_name(err));
        change->op = CHANGE_DEL;
        change->body_len = 0;
    }
    err = change_page_add(out, change);
    buf_clear(&body);
    return err;
}

static enum err
page_add(const struct hub_record *record, void *userdata)
{
    struct page *page = userdata;
    struct change change = {
        .rev = record->rev,
        .op = record->deleted ? CHANGE_DEL : CHANGE_PUT,
        .body = record->body,
        .body_len = record->deleted ? 0 : strlen(record->body),
    };
    // one more than the limit was asked for, to know that there is more
    if (page->count == (size_t)page->query.limit) {
        page->more = true;
        return ERR_CONFLICT;
    }
    if (!str_copy(change.kind, sizeof(change.kind), record->kind) ||
        !str_copy(change.id, sizeof(change.id), record->id))
        return ERR_BUG;
    enum err err = page_write(page, &change, record);
    if (err == ERR_CONFLICT)
        page->more = true;
    if (err != ERR_OK)
        return err;
    page->count++;
    page->last = record->seq;
    return ERR_OK;
}

static enum err
page_fill(struct page *page)
{
    struct hub_store *store = page->request->store;
    struct hub_changes_query query = {
        .viewer = page->viewer,
        .after = page->query.cursor.seq,
        .born = page->query.cursor.born,
        .limit = page->query.limit + 1,
        .kinds = page->query.by_kind ? page->query.kinds : NULL,
        .kind_count = page->query.kind_count,
    };
    enum err err = change_page_begin(&page->request->reply->body);
    if (err != ERR_OK)
        return err;
    err = store->ops->changes(store, &query, page_add, page);
    return err == ERR_CONFLICT && page->more ? ERR_OK : err;
}

/** Every kind of version 1, those without a record with 0 and zeros. */
static enum err
page_checks(struct page *page)
{
    struct check found[CHANGE_MAX_KINDS];
    size_t count = 0;
    struct hub_store *store = page->request->store;
    enum err err = store->ops->checks(store, &page->viewer, found,
                                      CHANGE_MAX_KINDS, &count);
    if (err != ERR_OK)
        return err;
    for (int kind = 0; kind < KIND_COUNT; kind++) {
        struct check *check = &page->checks[kind];
        const char *name = kind_name((enum kind)kind);
        memset(check, 0, sizeof(*check));
        for (size_t i = 0; i < count; i++) {
            if (str_equal(found[i].kind, name))
                *check = found[i];
        }
        str_copy(check->kind, sizeof(check->kind), name);
    }
    page->end.checks = page->checks;
    page->end.check_count = KIND_COUNT;
    return ERR_OK;
}

/** Nothing to tell yet, and time left to wait for something. */
static bool
page_waits(struct page *page)
{
    const struct http_call *call = page->request->call;
    int64_t until = call->began + (int64_t)page->query.wait_s * 1000;
    page->request->reply->wait_until = until;
    return page->count == 0 && !page->more && call->may_wait &&
           clock_mono_ms() < until;
}

/** Everything of a page from one state of the database. */
static enum err
page_read(struct page *page)
{
    struct hub_store *store = page->request->store;
    enum err err = store->ops->begin(store, false);
    if (err != ERR_OK)
        return err;
    err = store->ops->position(store, &page->now);
    struct changes_cursor *cursor = &page->query.cursor;
    if (err == ERR_OK && page->query.from_start)
        cursor->born = page->now.head;
    else if (err == ERR_OK && (!str_equal(cursor->epoch, page->now.epoch) ||
                               cursor->seq > page->now.head))
        err = ERR_NOT_FOUND;
    if (err == ERR_OK)
        err = page_fill(page);
    // those of a page that is not sent would count as given
    page->waits = page_waits(page);
    bool idle = page->count == 0 && page->query.wait_s > 0;
    if (err == ERR_OK && !page->more && !page->waits &&
        server_checks_due(page->request->server, page->viewer.kiosk, !idle))
        err = page_checks(page);
    store->ops->rollback(store);
    return err;
}

static enum err
page_finish(struct page *page)
{
    struct request *request = page->request;
    struct hub_position handed = page->now;
    struct changes_cursor next = page->query.cursor;
    if (page->more)
        handed.head = page->last;
    next.seq = handed.head;
    str_copy(next.epoch, sizeof(next.epoch), handed.epoch);
    changes_cursor_format(&next, page->end.cursor);
    page->end.more = page->more;
    page->end.hub_time_ms = clock_now_ms();
    // noted before anybody can know of it
    enum err err = request->store->ops->handed_out(request->store, &handed);
    if (err == ERR_OK)
        err = change_page_end(&request->reply->body, &page->end);
    request->reply->status = 200;
    request->reply->type = "application/json";
    return err;
}

static void
refuse_query(struct request *request, const char *field)
{
    char detail[96];
    str_format(detail, sizeof(detail), "%s: not a value of the contract",
               field);
    reply_problem(request, 400, "bad-request", detail);
}

enum http_outcome
route_changes(struct request *request)
{
    const char *field;
    struct page page = {
        .request = request,
        .viewer = {request->kiosk.id, request->kiosk.site},
    };
    if (changes_query_parse(request->call->query, &page.query, &field) !=
        ERR_OK) {
        refuse_query(request, field);
        return HTTP_DONE;
    }
    enum err err = page_read(&page);
    if (err == ERR_NOT_FOUND) {
        buf_reset(&request->reply->body);
        reply_problem(request, 410, "cursor-too-old",
                      "start again from an empty cursor");
        return HTTP_DONE;
    }
    if (err == ERR_OK && page.waits)
        return HTTP_WAIT;
    if (err == ERR_OK)
        err = page_finish(&page);
    if (err != ERR_OK) {
        buf_reset(&request->reply->body);
        reply_not_now(request);
    }
    return HTTP_DONE;
}
