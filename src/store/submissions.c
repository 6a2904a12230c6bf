// SPDX-License-Identifier: Apache-2.0
#include "store/submissions.h"

#include <string.h>

#include "model/receipt.h"
#include "store/case_keys.h"
#include "store/db.h"
#include "store/handle.h"
#include "store/identity.h"
#include "store/journal.h"
#include "store/query.h"
#include "util/buf.h"
#include "util/str.h"
#include "wire/event_form.h"
#include "wire/json.h"

#define TYPE "form.submitted"

// What the hub gave for handing in; wiped by who holds it.
struct desk_keys {
    char seal[65];
    uint8_t seal_key[SEAL_KEY_SIZE];
    struct case_key receipt;
};

static enum err
load_keys(struct store *store, struct desk_keys *out)
{
    struct identity identity;
    enum err err = identity_load(store, &identity);

    if (err == ERR_OK && !identity.seal_key_id[0]) {
        err = ERR_NOT_FOUND;
    }
    if (err == ERR_OK) {
        (void)str_copy(out->seal, sizeof(out->seal), identity.seal_key_id);
        memcpy(out->seal_key, identity.seal_key, sizeof(out->seal_key));
        err = case_keys_newest(store, &out->receipt);
    }
    return err;
}

enum err
submissions_ready(struct store *store)
{
    struct desk_keys keys;
    enum err err = load_keys(store, &keys);

    secret_wipe(&keys, sizeof(keys));
    return err;
}

static enum err
check_answers(const struct submission *in)
{
    bool shown[FORM_MAX_FIELDS];
    size_t i;
    enum err err = form_all_shown(in->form, in->answers, shown);

    for (i = 0; err == ERR_OK && i < in->form->field_count; i++) {
        if (shown[i] && form_check(in->form, in->answers, i) != FORM_OK) {
            err = ERR_INVALID;
        }
    }
    return err;
}

static enum err
write_body(const struct submission *in, const struct desk_keys *keys,
           struct buf *out)
{
    struct event_form event = {.rev = in->rev};
    struct json_t *answers = form_data(in->form, in->answers);
    struct buf sealed;
    enum err err = ERR_NO_MEMORY;

    (void)str_copy(event.form, sizeof(event.form), in->form->id);
    (void)str_copy(event.service, sizeof(event.service), in->form->service);
    (void)str_copy(event.visit, sizeof(event.visit), in->visit);
    (void)str_copy(event.receipt_key, sizeof(event.receipt_key),
                   keys->receipt.k);
    (void)str_copy(event.seal, sizeof(event.seal), keys->seal);
    receipt_hash(keys->receipt.key, in->receipt, event.receipt_hash);
    buf_init(&sealed, EVENT_FORM_SEALED_MAX);
    if (answers) {
        err = event_form_seal(keys->seal_key, &event, answers, &sealed);
    }
    event.answers = buf_text(&sealed);
    if (err == ERR_OK && !event_form_write(out, &event)) {
        err = ERR_NO_MEMORY;
    }
    json_free(answers);
    buf_clear(&sealed);
    return err;
}

// Who hands in again does so at once: a look at the newest will do.
static enum err
is_there(struct store *store, const char *id, bool *out)
{
    struct query query;

    query_begin(&query, store->db,
                "SELECT 1 FROM (SELECT subject, type FROM events"
                " ORDER BY id DESC LIMIT 500)"
                " WHERE subject = ? AND type = '" TYPE "' LIMIT 1");
    query_text(&query, id);
    *out = query_step(&query);
    return query_end(&query);
}

static enum err
write_event(struct store *store, const char *id, struct buf *body)
{
    bool there = false;
    enum err err = db_begin(store->db);

    if (err != ERR_OK) {
        return err;
    }
    // A second tap, or one after a commit whose answer was lost.
    err = is_there(store, id, &there);
    if (err == ERR_OK && !there) {
        err = journal_add_body(store, TYPE, id, body);
    }
    return db_end(store->db, err);
}

enum err
submission_add(struct store *store, const struct submission *submission)
{
    struct desk_keys keys;
    struct buf body;
    enum err err;

    if (!id_uuid_valid(submission->id)
        || !receipt_valid(submission->receipt)) {
        return ERR_INVALID;
    }
    err = check_answers(submission);
    if (err != ERR_OK) {
        return err;
    }
    buf_init(&body, EVENT_MAX_SIZE);
    err = load_keys(store, &keys);
    if (err == ERR_OK) {
        err = write_body(submission, &keys, &body);
    }
    if (err == ERR_OK) {
        err = write_event(store, submission->id, &body);
    }
    secret_wipe(&keys, sizeof(keys));
    buf_clear(&body);
    return err;
}

enum err
submission_progress(struct store *store, const char *id,
                    enum outbox_progress *out)
{
    return outbox_progress(store, id, "", out);
}
