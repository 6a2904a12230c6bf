// SPDX-License-Identifier: Apache-2.0
#include "hub/links.h"

#include <string.h>

#include "model/kind.h"
#include "util/str.h"
#include "wire/links.h"

#define NAMED_MAX 20 // then they are only counted

/** The record that is asked about, and what is written of it. */
struct asked {
    struct hub_store *store;
    const char *kind;
    const char *id;
    const struct hub_record *at; // the record whose links are walked
    struct buf *out;
    size_t count;
};

static enum err
ignore_version(const struct hub_version *version, void *userdata)
{
    (void)version;
    (void)userdata;
    return ERR_OK;
}

enum err
links_there(struct hub_store *store, const char *kind, const char *id,
            bool ever, bool *out)
{
    struct hub_record_place place;
    enum err err = store->ops->record_place(store, kind, id, &place);
    if (err == ERR_NOT_FOUND && ever)
        err = store->ops->version_get(store, kind, id, 1, ignore_version,
                                      NULL);
    *out = err == ERR_OK;
    return err == ERR_NOT_FOUND ? ERR_OK : err;
}

static void
add_link(struct asked *asked, const char *kind, const char *id,
         const char *field)
{
    if (asked->count++ < NAMED_MAX)
        buf_addf(asked->out, "%s%s %s (%s)", asked->count > 1 ? ", " : "",
                 kind, id, field);
}

static void
add_rest(const struct asked *asked)
{
    if (asked->count > NAMED_MAX)
        buf_addf(asked->out, " and %zu more", asked->count - NAMED_MAX);
}

static enum err
see_link(const struct record_link *link, void *userdata)
{
    struct asked *asked = userdata;
    if (str_equal(link->kind, asked->kind)
        && str_equal(link->id, asked->id))
        add_link(asked, asked->at->kind, asked->at->id, link->field);
    return ERR_OK;
}

static enum err
see_record(const struct hub_record *record, void *userdata)
{
    struct asked *asked = userdata;
    bool itself = str_equal(record->kind, asked->kind)
                  && str_equal(record->id, asked->id);
    asked->at = record;
    return itself ? ERR_OK
                  : record_links(record->kind, record->body,
                                 strlen(record->body), see_link, asked);
}

enum err
links_from(struct hub_store *store, const char *kind, const char *id,
           struct buf *out)
{
    struct asked asked = {.store = store, .kind = kind, .id = id,
                          .out = out};
    enum err err = ERR_OK;
    for (int i = 0; i < KIND_COUNT && !err; i++) {
        const char *from = kind_name((enum kind)i);
        if (record_links_to(from, kind))
            err = store->ops->record_each(store, from, NULL, see_record,
                                          &asked);
    }
    add_rest(&asked);
    return err;
}

static enum err
see_target(const struct record_link *link, void *userdata)
{
    struct asked *asked = userdata;
    bool there = false;
    enum err err = links_there(asked->store, link->kind, link->id, false,
                               &there);
    if (!err && !there)
        add_link(asked, link->kind, link->id, link->field);
    return err;
}

enum err
links_broken(struct hub_store *store, const char *kind, const char *id,
             struct buf *out)
{
    struct asked asked = {.store = store, .out = out};
    struct buf body;
    buf_init(&body, HUB_RECORD_MAX);
    enum err err = store->ops->record_get(store, kind, id, &body);
    if (!err)
        err = record_links(kind, buf_text(&body), body.len, see_target,
                           &asked);
    add_rest(&asked);
    buf_clear(&body);
    return err;
}
