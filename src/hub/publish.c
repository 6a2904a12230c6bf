// SPDX-License-Identifier: Apache-2.0
#include "hub/publish.h"

#include <inttypes.h>
#include <string.h>

#include "util/log.h"
#include "util/str.h"
#include "wire/effective.h"
#include "wire/record.h"

/** A record as it stands. */
struct present {
    bool there;
    struct hub_record_place place;
    struct buf body;
    struct effective times;
};

static enum err
present_load(struct hub_store *store, const char *kind, const char *id,
             struct present *out)
{
    memset(out, 0, sizeof(*out));
    buf_init(&out->body, HUB_RECORD_MAX);
    enum err err = store->ops->record_place(store, kind, id, &out->place);
    if (err == ERR_NOT_FOUND)
        return ERR_OK;
    out->there = err == ERR_OK;
    if (!err)
        err = store->ops->record_get(store, kind, id, &out->body);
    // What an older program let in may have times that cannot be read:
    // then nothing is planned, and the record can still be replaced.
    if (!err
        && effective_read(buf_text(&out->body), out->body.len, &out->times,
                          NULL))
        out->times = (struct effective){0};
    return err;
}

static enum err
add_version(struct hub_store *store, const struct publish_item *item,
            const struct publish_stamp *stamp, const char *action,
            int64_t rev)
{
    struct hub_version version = {
        .kind = item->kind,
        .id = item->id,
        .rev = rev,
        .at = stamp->now,
        .by = stamp->by,
        .source = stamp->source,
        .action = action,
        .owner = item->owner ? item->owner : "",
        .body = item->body,
    };
    return store->ops->version_put(store, &version);
}

/** When a record must be looked at again. At the end of its body it goes,
 * unless another body is to follow, be it after a gap. */
static int64_t
due_of(const struct effective *times)
{
    return times->next != 0 ? times->next : times->to;
}

/** Write what kiosks get; `same` when they have it already. */
static enum err
put_live(struct hub_store *store, const struct publish_item *item,
         const struct buf *body, int64_t *rev, bool *same)
{
    struct hub_record_place before = {0}, after = {0};
    struct effective times;
    struct hub_record record = {
        .kind = item->kind,
        .id = item->id,
        .scope = hub_kind_scope(item->kind),
        .owner = item->owner,
        .body = buf_text(body),
    };
    enum err err = store->ops->record_place(store, item->kind, item->id,
                                            &before);
    if (err == ERR_OK || err == ERR_NOT_FOUND)
        err = store->ops->record_put(store, &record);
    if (!err)
        err = store->ops->record_place(store, item->kind, item->id, &after);
    if (!err)
        err = effective_read(buf_text(body), body->len, &times, NULL);
    if (!err)
        err = store->ops->plan_set(store, item->kind, item->id,
                                   due_of(&times));
    *rev = after.rev;
    *same = before.rev == after.rev;
    return err;
}

/** What is to stand in the record, and whether the item only follows it. */
static enum err
compose(const struct publish_item *item, const struct present *present,
        int64_t now, struct buf *out, bool *follows)
{
    struct effective times;
    struct effective_change change = {0};
    struct buf next;
    enum err err = effective_read(item->body, strlen(item->body), &times,
                                  NULL);
    if (err)
        return err;
    *follows = present->there && times.from > now
               && present->times.from < times.from;
    if (*follows) {
        change.next = item->body;
        return effective_set(buf_text(&present->body), present->body.len,
                             &change, out);
    }
    // What was planned for later than this stays planned.
    bool keeps = times.next == 0 && present->times.next > now
                 && present->times.next > times.from;
    if (!keeps)
        return buf_add_str(out, item->body) ? ERR_OK : ERR_NO_MEMORY;
    buf_init(&next, HUB_RECORD_MAX);
    err = effective_next(buf_text(&present->body), present->body.len, &next);
    change.next = buf_text(&next);
    if (!err)
        err = effective_set(item->body, strlen(item->body), &change, out);
    buf_clear(&next);
    return err;
}

/** Both bodies must be one good record. */
static enum err
check_composed(const struct publish_item *item, const struct buf *body,
               struct fault *fault)
{
    if (!body->failed)
        return record_check(item->kind, item->id, buf_text(body), body->len,
                            fault);
    fault_set(fault, "too_long", "next", "与预定版本合计超过 256 KiB",
              "together with the change planned for it the record is larger "
              "than 256 KiB");
    return ERR_INVALID;
}

static enum err
put_body(struct hub_store *store, const struct publish_item *item,
         const struct publish_stamp *stamp, enum publish_outcome *out,
         struct fault *fault)
{
    struct present present;
    struct buf body;
    bool follows = false, same = false;
    int64_t rev = 0;
    buf_init(&body, HUB_RECORD_MAX);
    enum err err = present_load(store, item->kind, item->id, &present);
    if (!err)
        err = compose(item, &present, stamp->now, &body, &follows);
    if (!err || body.failed)
        err = check_composed(item, &body, fault);
    if (!err)
        err = put_live(store, item, &body, &rev, &same);
    if (!err && !same)
        err = add_version(store, item, stamp,
                          follows ? "planned" : "published", rev);
    *out = follows ? PUBLISH_PLANNED : PUBLISH_NOW;
    if (same)
        *out = PUBLISH_SAME;
    buf_clear(&body);
    buf_clear(&present.body);
    return err;
}

enum err
publish_put(struct hub_store *store, const struct publish_item *item,
            const struct publish_stamp *stamp, enum publish_outcome *out,
            struct fault *fault)
{
    struct publish_item scoped = *item;
    if (hub_kind_scope(item->kind) == HUB_SCOPE_ALL)
        scoped.owner = NULL;
    if (!item->draft)
        return put_body(store, &scoped, stamp, out, fault);
    *out = PUBLISH_DRAFT;
    return add_version(store, &scoped, stamp, "draft", 0);
}

/** The present body with its end, also in the body planned for it. */
static enum err
end_body(const struct present *present, int64_t at, struct buf *out)
{
    struct effective_change change = {.to = &at};
    struct buf next, ended;
    if (present->times.next == 0 || present->times.next >= at) {
        change.next = "";
        return effective_set(buf_text(&present->body), present->body.len,
                             &change, out);
    }
    buf_init(&next, HUB_RECORD_MAX);
    buf_init(&ended, HUB_RECORD_MAX);
    enum err err = effective_next(buf_text(&present->body),
                                  present->body.len, &next);
    if (!err)
        err = effective_set(buf_text(&next), next.len, &change, &ended);
    change.next = buf_text(&ended);
    if (!err)
        err = effective_set(buf_text(&present->body), present->body.len,
                            &change, out);
    buf_clear(&next);
    buf_clear(&ended);
    return err;
}

/** Write a changed body of the record in place of the present one. */
static enum err
change_present(struct hub_store *store, const struct publish_item *who,
               const struct buf *body, const char *action,
               const struct publish_stamp *stamp)
{
    struct publish_item item = *who;
    bool same;
    int64_t rev;
    item.body = buf_text(body);
    enum err err = put_live(store, &item, body, &rev, &same);
    return err || same ? err : add_version(store, &item, stamp, action, rev);
}

/** Which record it is, as far as it can be told from its place. */
static struct publish_item
item_of(const char *kind, const char *id, const struct present *present)
{
    return (struct publish_item){
        .kind = kind,
        .id = id,
        .owner = present->place.owner[0] ? present->place.owner : NULL,
    };
}

static enum err
take_away(struct hub_store *store, const struct publish_item *item,
          const char *action, const struct publish_stamp *stamp)
{
    enum err err = store->ops->record_del(store, item->kind, item->id);
    if (!err)
        err = store->ops->plan_set(store, item->kind, item->id, 0);
    return err ? err : add_version(store, item, stamp, action, 0);
}

enum err
publish_withdraw(struct hub_store *store, const char *kind, const char *id,
                 int64_t at, const struct publish_stamp *stamp)
{
    struct present present;
    struct buf body;
    buf_init(&body, HUB_RECORD_MAX);
    enum err err = present_load(store, kind, id, &present);
    struct publish_item item = item_of(kind, id, &present);
    // One that would begin only then is never shown.
    bool never = at <= present.times.from;
    if (!err && !present.there)
        err = ERR_NOT_FOUND;
    else if (!err && (at <= stamp->now || never))
        err = take_away(store, &item, "withdrawn", stamp);
    else if (!err)
        err = end_body(&present, at, &body);
    if (!err && body.len > 0)
        err = change_present(store, &item, &body, "ends", stamp);
    buf_clear(&body);
    buf_clear(&present.body);
    return err;
}

enum err
publish_cancel(struct hub_store *store, const char *kind, const char *id,
               const struct publish_stamp *stamp)
{
    const int64_t none = 0;
    const struct effective_change change = {.to = &none, .next = ""};
    struct present present;
    struct buf body;
    buf_init(&body, HUB_RECORD_MAX);
    enum err err = present_load(store, kind, id, &present);
    struct publish_item item = item_of(kind, id, &present);
    if (!err && !present.there)
        err = ERR_NOT_FOUND;
    if (!err && present.times.next == 0 && present.times.to == 0)
        err = ERR_CONFLICT;
    if (!err)
        err = effective_set(buf_text(&present.body), present.body.len,
                            &change, &body);
    if (!err)
        err = change_present(store, &item, &body, "cancelled", stamp);
    buf_clear(&body);
    buf_clear(&present.body);
    return err;
}

/** Let one planned body take its place, or a record go whose end has come,
 * if that is still so. */
static enum err
fold_one(struct hub_store *store, const struct hub_plan *plan, int64_t now,
         bool *folded)
{
    const struct publish_stamp stamp = {.by = "", .source = "", .now = now};
    struct present present;
    struct buf next;
    buf_init(&next, HUB_RECORD_MAX);
    enum err err = present_load(store, plan->kind, plan->id, &present);
    struct publish_item item = item_of(plan->kind, plan->id, &present);
    int64_t due = due_of(&present.times);
    *folded = due != 0 && due <= now;
    bool follows = *folded && present.times.next != 0;
    if (!err && follows)
        err = effective_next(buf_text(&present.body), present.body.len,
                             &next);
    if (!err && follows)
        err = change_present(store, &item, &next, "effective", &stamp);
    else if (!err && *folded)
        err = take_away(store, &item, "ended", &stamp);
    else if (!err) // the record went, or its plan is another one by now
        err = store->ops->plan_set(store, plan->kind, plan->id, due);
    if (!err && *folded)
        LOGI("catalogue: %s %s: %s", plan->kind, plan->id,
             follows ? "the planned body took its place" : "it has ended");
    buf_clear(&next);
    buf_clear(&present.body);
    return err;
}

/** The first plan, done when it is due; ERR_NOT_FOUND when none is due. */
static enum err
fold_first(struct hub_store *store, int64_t now, int64_t *next,
           bool *folded)
{
    struct hub_plan plan;
    *folded = false;
    *next = 0;
    enum err err = store->ops->plan_first(store, &plan);
    if (err)
        return err;
    *next = plan.at;
    if (plan.at > now)
        return ERR_NOT_FOUND;
    err = store->ops->begin(store, true);
    if (err)
        return err;
    err = fold_one(store, &plan, now, folded);
    if (err)
        store->ops->rollback(store);
    else
        err = store->ops->commit(store);
    return err;
}

enum err
publish_fold(struct hub_store *store, int64_t now, int64_t *next,
             size_t *count)
{
    enum err err = ERR_OK;
    *count = 0;
    while (!err) {
        bool folded;
        err = fold_first(store, now, next, &folded);
        *count += !err && folded;
    }
    return err == ERR_NOT_FOUND ? ERR_OK : err;
}
