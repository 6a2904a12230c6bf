// SPDX-License-Identifier: Apache-2.0
#include "store/staging.h"

#include <string.h>

#include "model/kind.h"
#include "store/changes.h"
#include "store/handle.h"
#include "store/journal.h"
#include "store/keys.h"
#include "store/query.h"
#include "store/records.h"
#include "store/tickets.h"
#include "util/log.h"
#include "util/str.h"
#include "wire/change.h"
#include "wire/people.h"
#include "wire/record.h"
#include "wire/writer.h"

enum err
staging_restart(struct store *store)
{
    enum err err = setting_set(store, "cursor", "");

    // The next page begins a new set; an unfinished one is swept.
    return err == ERR_OK ? counter_set(store, COUNTER_FULL_SET, 0) : err;
}

static enum err
report_refused(struct store *store, const struct change *change,
               const struct fault *fault)
{
    char subject[ID_SIZE];
    struct writer writer;
    struct buf body;
    enum err err = journal_kiosk_subject(store, subject);

    LOGW("store: %s %s: refused: %s %s", change->kind, change->id,
         fault->code, fault->field);
    if (err != ERR_OK) {
        return err;
    }
    buf_init(&body, EVENT_MAX_SIZE);
    writer_init(&writer, &body);
    writer_object(&writer, NULL);
    writer_text(&writer, "what", "record");
    writer_text(&writer, "kind", change->kind);
    writer_text(&writer, "id", change->id);
    writer_int(&writer, "rev", change->rev);
    writer_text(&writer, "code", fault->code);
    writer_text(&writer, "field", fault->field);
    writer_text(&writer, "reason", fault->en);
    writer_end(&writer);
    return journal_add_body(store, "catalogue.refused", subject, &body);
}

// Rare, and a key too many does no harm: written before the commit.
static enum err
take_receipt_key(struct store *store,
                 const struct keys_directory_entry *entry)
{
    struct keys_directory receipts;
    enum err err = keys_receipt_load(store, &receipts);

    if (err == ERR_OK) {
        keys_directory_put(&receipts, entry);
        err = keys_receipt_save(store, &receipts);
    }
    secret_wipe(&receipts, sizeof(receipts));
    return err;
}

static enum err
drop_receipt_key(struct store *store, const char *k)
{
    struct keys_directory receipts;
    enum err err = keys_receipt_load(store, &receipts);

    if (err == ERR_OK && keys_directory_drop(&receipts, k)) {
        err = keys_receipt_save(store, &receipts);
    }
    secret_wipe(&receipts, sizeof(receipts));
    return err;
}

// Secret keys never reach the database: their records are kept without.
static enum err
take_key(struct staging *staging, const struct change *change,
         struct record_row *row)
{
    static const char directory[] = "{\"use\":\"directory\"}";
    static const char receipt[] = "{\"use\":\"receipt\"}";
    struct keys_directory_entry entry = {0};
    struct key_record key;
    struct fault fault = {0};
    struct query query;
    enum err err = record_key(change->body, change->body_len, &key, &fault);

    bool people = err == ERR_OK && str_equal(key.use, "directory");
    bool cases = err == ERR_OK && str_equal(key.use, "receipt");

    if (people || cases) {
        row->body = people ? directory : receipt;
        row->len = strlen(row->body);
        memcpy(entry.key.key, key.key, sizeof(entry.key.key));
        entry.not_after_ms = key.not_after_ms;
        if (!str_copy(entry.key.k, sizeof(entry.key.k), key.id)) {
            err = ERR_INVALID;
        }
    }
    if (people && err == ERR_OK) {
        keys_directory_put(staging->directory, &entry);
        staging->directory_changed = true;
    } else if (cases && err == ERR_OK) {
        err = take_receipt_key(staging->store, &entry);
    } else if (err == ERR_OK && str_equal(key.use, "seal")) {
        query_begin(&query, staging->store->db,
                    "UPDATE identity SET seal_key_id = ?, seal_key = ?");
        query_text(&query, key.id);
        query_blob(&query, key.key, sizeof(key.key));
        err = query_run(&query);
    }
    secret_wipe(&entry, sizeof(entry));
    secret_wipe(&key, sizeof(key));
    return err;
}

static enum err
hear_ticket(struct staging *staging, const struct change *change)
{
    struct ticket ticket = {0};
    struct fault fault = {0};
    enum err err;

    if (change->op == CHANGE_DEL) {
        return tickets_withdraw(staging->store, change->id);
    }
    err = record_ticket(change->id, change->body, change->body_len, &ticket,
                        &fault);
    return err == ERR_OK ? tickets_hear(staging->store, &ticket) : err;
}

// A body that was refused stands for the last good one, where there is one.
static enum err
last_good(struct staging *staging, const struct change *change,
          int64_t set_no, struct buf *out)
{
    struct records_sets sets;
    struct record_found found;
    enum err err = records_find(staging->store, change->kind, set_no,
                                change->id, &found);

    if (err == ERR_NOT_FOUND) {
        err = records_sets(staging->store, change->kind, &sets);
        if (err == ERR_OK) {
            err = records_find(staging->store, change->kind, sets.shown,
                               change->id, &found);
        }
    }
    if (err == ERR_OK && !found.deleted) {
        err = records_raw(staging->store, found.rec, out);
    }
    return err == ERR_NOT_FOUND ? ERR_OK : err;
}

static enum err
refuse(struct staging *staging, const struct change *change, int64_t set_no)
{
    struct record_row row = {.kind = change->kind, .id = change->id,
                             .rev = change->rev, .refused = true};
    struct records_sets sets;
    struct record_found shown;
    struct fault fault = {0};
    struct buf body;
    bool told;
    enum err err = records_sets(staging->store, change->kind, &sets);

    if (err == ERR_OK) {
        err = records_find(staging->store, change->kind, sets.shown,
                           change->id, &shown);
    }
    if (err != ERR_OK && err != ERR_NOT_FOUND) {
        return err;
    }
    // Fetched again, the same revision is not reported twice; nor is one
    // that is written beside, for it is written where it shows as well.
    told = staging->beside
        || (err == ERR_OK && shown.refused && shown.rev == change->rev);
    staging->result->refused++;
    buf_init(&body, CHANGE_MAX_RECORD);
    err = last_good(staging, change, set_no, &body);
    if (err == ERR_OK) {
        row.body = body.len > 0 ? body.data : NULL;
        row.len = body.len;
        err = records_put(staging->store, set_no, &row);
    }
    buf_clear(&body);
    if (err != ERR_OK || told) {
        return err;
    }
    (void)record_check(change->kind, change->id, change->body,
                       change->body_len, &fault);
    return report_refused(staging->store, change, &fault);
}

static enum err
accept(struct staging *staging, const struct change *change, int64_t set_no)
{
    struct record_row row = {.kind = change->kind,
                             .id = change->id,
                             .rev = change->rev,
                             .deleted = change->op == CHANGE_DEL,
                             .body = change->body,
                             .len = change->body_len};
    enum err err = ERR_OK;

    if (row.deleted) {
        row.body = NULL;
        row.len = 0;
    }
    if (str_equal(change->kind, "ticket")) {
        err = hear_ticket(staging, change);
    } else if (str_equal(change->kind, "key") && row.deleted) {
        staging->directory_changed |=
            keys_directory_drop(staging->directory, change->id);
        err = drop_receipt_key(staging->store, change->id);
    } else if (str_equal(change->kind, "key")) {
        err = take_key(staging, change, &row);
    }
    if (err != ERR_OK) {
        return err;
    }
    // The main cursor brings changes in order. Where a set is still being
    // filled, an older put may follow: there the deletion is remembered.
    return row.deleted && staging->mode == STAGING_SHOWN && !staging->beside
             ? records_drop(staging->store, set_no, row.kind, row.id)
             : records_put(staging->store, set_no, &row);
}

// True when what is there already is as new.
static enum err
is_old(struct staging *staging, const struct change *change, int64_t set_no,
       bool *out)
{
    struct records_sets sets;
    struct record_found found;
    enum err err = records_find(staging->store, change->kind, set_no,
                                change->id, &found);

    if (err == ERR_NOT_FOUND && staging->mode == STAGING_ASIDE) {
        err = records_sets(staging->store, change->kind, &sets);
        if (err == ERR_OK) {
            err = records_find(staging->store, change->kind, sets.shown,
                               change->id, &found);
        }
    }
    *out = err == ERR_OK && change->rev <= found.rev;
    return err == ERR_NOT_FOUND ? ERR_OK : err;
}

static enum err
write_to(struct staging *staging, const struct change *change,
         enum err checked, int64_t set_no)
{
    enum kind kind;
    bool old;
    enum err err = is_old(staging, change, set_no, &old);

    if (err != ERR_OK || old) {
        staging->result->ignored += old;
        return err;
    }
    if (checked == ERR_INVALID) {
        return refuse(staging, change, set_no);
    }
    err = checked == ERR_OK ? accept(staging, change, set_no) : checked;
    if (err == ERR_OK && kind_parse(change->kind, &kind)) {
        staging->result->applied++;
    } else if (err == ERR_OK) {
        staging->result->ignored++; // kept raw for a later program
    }
    return err;
}

enum err
staging_check(const struct change *change)
{
    struct fault fault = {0};

    return change->op == CHANGE_DEL
             ? ERR_OK
             : record_check(change->kind, change->id, change->body,
                            change->body_len, &fault);
}

enum err
staging_write(struct staging *staging, const struct change *change,
              enum err checked)
{
    struct changes_result counted = *staging->result;
    struct records_sets sets;
    enum err err = staging->mode == STAGING_REFETCH
                     ? records_sets(staging->store, change->kind, &sets)
                     : records_sets_ensure(staging->store, change->kind,
                                           &sets);

    if (err != ERR_OK) {
        return err;
    }
    // A kind that is being fetched anew may have been read before this.
    if (sets.staged > 0
        && (staging->mode == STAGING_SHOWN
            || staging->mode == STAGING_ASIDE)) {
        staging->beside = true;
        err = write_to(staging, change, checked, sets.staged);
        staging->beside = false;
        *staging->result = counted; // counted once, where it shows
    }
    if (err != ERR_OK) {
        return err;
    }
    return write_to(staging, change, checked,
                    staging->mode == STAGING_SHOWN ? sets.shown
                                                   : staging->set_no);
}
