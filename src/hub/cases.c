// SPDX-License-Identifier: Apache-2.0
#include "hub/cases.h"

#include <string.h>

#include "util/log.h"
#include "util/str.h"
#include "wire/event_form.h"
#include "wire/record_case.h"

/** ERR_INVALID: a message that kiosks would refuse. */
static enum err
case_put(struct hub_store *store, const char *site,
         const struct case_file *file)
{
    struct buf body;
    buf_init(&body, HUB_RECORD_MAX);
    struct fault fault = {0};
    struct case_file again;
    enum err err = record_case_write(file, &body);
    if (err == ERR_OK) {
        // What kiosks would refuse is refused here.
        err = record_case(file->id, buf_text(&body), body.len, &again,
                          &fault);
        case_clear(&again);
    }
    if (err == ERR_OK) {
        struct hub_record record = {
            .kind = "case",
            .id = file->id,
            .scope = HUB_SCOPE_SITE,
            .owner = site,
            .body = buf_text(&body),
        };
        err = store->ops->record_put(store, &record);
    }
    if (err == ERR_OK)
        err = store->ops->closed_put(
            store, file->id, file->state == CASE_CLOSED ? file->updated_ms : 0,
            NULL);
    buf_clear(&body);
    return err;
}

static enum err
case_begin(struct hub_store *store, const struct case_arrival *arrival,
           const struct event_form *form)
{
    struct case_file file = {.received_ms = arrival->received_at};
    if (!str_copy(file.id, sizeof(file.id), arrival->parsed->event.subject) ||
        !str_copy(file.form, sizeof(file.form), form->form) ||
        !str_copy(file.receipt_key, sizeof(file.receipt_key),
                  form->receipt_key))
        return ERR_BUG;
    memcpy(file.receipt_hash, form->receipt_hash, sizeof(file.receipt_hash));
    case_move(&file, CASE_RECEIVED, arrival->received_at);
    return case_put(store, arrival->kiosk->site, &file);
}

/** `userdata` is the kiosk that now hands in under the same id. */
static enum err
same_kiosk(const struct hub_submission *submission, void *userdata)
{
    return str_equal(submission->kiosk, userdata) ? ERR_OK : ERR_CONFLICT;
}

static enum err
submission_keep(struct hub_store *store, const struct case_arrival *arrival,
                const struct event_form *form)
{
    struct case_content content;
    struct hub_submission submission = {
        .id = arrival->parsed->event.subject,
        .kiosk = arrival->kiosk->id,
        .site = arrival->kiosk->site,
        .form = form->form,
        .rev = form->rev,
        .service = form->service,
        .visit = form->visit,
        .seal = form->seal,
        .answers = form->answers,
        .submitted_at = arrival->dated_at,
        .received_at = arrival->received_at,
        .field = "",
    };
    enum err err = case_open(store, &submission, &content);
    submission.attention = case_doubt_word(content.doubt);
    submission.field = content.field;
    if (err == ERR_OK)
        err = store->ops->submission_put(store, &submission);
    buf_clear(&content.plain);
    return err;
}

enum err
cases_take(struct hub_store *store, const struct case_arrival *arrival)
{
    char kiosk[HUB_ID_SIZE];
    struct event_form form;
    struct fault fault = {0};
    enum err err = event_form_read(arrival->parsed->body, &form, &fault);
    if (err != ERR_OK)
        return ERR_BUG; // it was read when its body was checked
    str_copy(kiosk, sizeof(kiosk), arrival->kiosk->id);
    err = store->ops->submission_get(
        store, arrival->parsed->event.subject, same_kiosk, kiosk);
    if (err != ERR_NOT_FOUND)
        return err;
    err = submission_keep(store, arrival, &form);
    return err == ERR_OK ? case_begin(store, arrival, &form) : err;
}

enum err
cases_get(struct hub_store *store, const char *id, struct case_file *out)
{
    struct buf body;
    struct fault fault = {0};
    buf_init(&body, HUB_RECORD_MAX);
    *out = (struct case_file){0};
    enum err err = store->ops->record_get(store, "case", id, &body);
    if (err == ERR_NOT_FOUND)
        err = store->ops->closed_get(store, id, &body);
    if (err == ERR_OK)
        err = record_case(id, buf_text(&body), body.len, out, &fault);
    buf_clear(&body);
    return err;
}

static enum err
copy_site(const struct hub_submission *submission, void *userdata)
{
    return str_copy(userdata, HUB_ID_SIZE, submission->site) ? ERR_OK
                                                             : ERR_BUG;
}

enum err
cases_answer(struct hub_store *store, const char *id,
             const struct case_answer *answer)
{
    char site[HUB_ID_SIZE];
    struct case_file file;
    enum err err = cases_get(store, id, &file);
    if (err == ERR_OK)
        err = store->ops->submission_get(store, id, copy_site, site);
    if (err == ERR_OK && answer->message) {
        text_clear(&file.message);
        if (!text_copy(&file.message, answer->message))
            err = ERR_NO_MEMORY;
    }
    if (err == ERR_OK) {
        case_move(&file, answer->state, answer->at_ms);
        err = case_put(store, site, &file);
    }
    case_clear(&file);
    return err;
}

/** One that is still closed, and since then, goes; of another only the note
 * is put right. */
static enum err
withdraw_one(struct hub_store *store, const char *id, int64_t before,
             bool *gone)
{
    struct buf body;
    struct fault fault = {0};
    struct case_file file = {0};
    buf_init(&body, HUB_RECORD_MAX);
    enum err err = store->ops->record_get(store, "case", id, &body);
    if (err == ERR_OK)
        err = record_case(id, buf_text(&body), body.len, &file, &fault);
    bool closed = err == ERR_OK && file.state == CASE_CLOSED;
    *gone = closed && file.updated_ms <= before;
    if (err == ERR_NOT_FOUND || err == ERR_INVALID)
        err = ERR_OK;
    if (err == ERR_OK && *gone)
        err = store->ops->record_del(store, "case", id);
    if (err == ERR_OK)
        err = store->ops->closed_put(store, id, closed ? file.updated_ms : 0,
                                     *gone ? buf_text(&body) : NULL);
    case_clear(&file);
    buf_clear(&body);
    return err;
}

static enum err
withdraw_first(struct hub_store *store, int64_t before, bool *gone)
{
    char id[HUB_ID_SIZE];
    *gone = false;
    enum err err = store->ops->begin(store, true);
    if (err != ERR_OK)
        return err;
    err = store->ops->closed_first(store, before, id);
    if (err == ERR_OK)
        err = withdraw_one(store, id, before, gone);
    if (err == ERR_OK)
        return store->ops->commit(store);
    store->ops->rollback(store);
    return err;
}

enum err
cases_withdraw(struct hub_store *store, int64_t before, size_t *count)
{
    enum err err = ERR_OK;
    *count = 0;
    while (err == ERR_OK) {
        bool gone;
        err = withdraw_first(store, before, &gone);
        *count += err == ERR_OK && gone;
    }
    if (*count > 0)
        LOGI("cases: %zu closed ones were taken from kiosks", *count);
    return err == ERR_NOT_FOUND ? ERR_OK : err;
}
