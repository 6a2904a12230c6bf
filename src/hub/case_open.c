// SPDX-License-Identifier: Apache-2.0
#include "hub/cases.h"

#include <string.h>

#include "hub/keys.h"
#include "model/form.h"
#include "util/str.h"
#include "wire/effective.h"
#include "wire/event_form.h"
#include "wire/json.h"
#include "wire/read.h"
#include "wire/record.h"

static const char *const words[] = {
    [CASE_CLEAR] = "",           [CASE_NO_KEY] = "no_key",
    [CASE_UNOPENED] = "unopened", [CASE_NO_FORM] = "no_form",
    [CASE_MISFIT] = "misfit",    [CASE_REFUSED] = "refused",
};

const char *
case_doubt_word(enum case_doubt doubt)
{
    return words[doubt];
}

static bool
add_words(struct buf *out, const struct json_node *list)
{
    for (size_t i = 0; i < json_count(list); i++) {
        struct json_node item = json_item(list, i);
        const char *word;
        if (json_text(&item, FORM_MAX_ANSWER, &word) != ERR_OK
            || !buf_addf(out, "%s%s", i > 0 ? " " : "", word))
            return false;
    }
    return true;
}

/** One answer as it was typed or chosen; false when it is of no such type. */
static bool
read_answer(const struct json_node *node, const struct form_field *field,
            struct buf *out)
{
    const char *text;
    int64_t number;
    bool yes;
    if (json_missing(node))
        return true;
    switch (field->kind) {
    case FORM_SEVERAL:
        return json_is_list(node) && add_words(out, node);
    case FORM_CONSENT:
        return read_bool(node, false, &yes) == ERR_OK
               && (!yes || buf_add_str(out, "yes"));
    case FORM_NUMBER:
        return json_int(node, INT64_MIN, INT64_MAX, &number) == ERR_OK
               && buf_addf(out, "%lld", (long long)number);
    default:
        return json_text(node, FORM_MAX_ANSWER, &text) == ERR_OK
               && buf_add_str(out, text);
    }
}

/** A form, the answers that are said to be to it, and what is wrong. */
struct judge {
    const struct json_node *answers;
    struct case_content *out;
};

static void
doubt(struct judge *judge, enum case_doubt doubt, const char *field)
{
    judge->out->doubt = doubt;
    str_copy(judge->out->field, sizeof(judge->out->field), field);
}

/** Whether the form would have written these very answers. */
static bool
reads_the_same(const struct judge *judge, const struct form *form,
               const struct form_answers *answers)
{
    struct buf given, made;
    struct json_t *data = form_data(form, answers);
    buf_init(&given, EVENT_FORM_PLAIN_MAX);
    buf_init(&made, EVENT_FORM_PLAIN_MAX);
    bool same = data && judge->answers->value
                && json_canonical(judge->answers->value, &given) == ERR_OK
                && json_canonical(data, &made) == ERR_OK
                && str_equal(buf_text(&given), buf_text(&made));
    buf_clear(&given);
    buf_clear(&made);
    json_free(data);
    return same;
}

static void
judge_answers(struct judge *judge, const struct form *form,
              struct form_answers *answers)
{
    bool shown[FORM_MAX_FIELDS];
    for (size_t i = 0; i < form->field_count; i++) {
        struct json_node node = json_at(judge->answers, form->fields[i].name);
        if (!read_answer(&node, &form->fields[i], &answers->values[i])) {
            doubt(judge, CASE_MISFIT, form->fields[i].name);
            return;
        }
    }
    if (form_all_shown(form, answers, shown) != ERR_OK
        || !reads_the_same(judge, form, answers)) {
        doubt(judge, CASE_MISFIT, "");
        return;
    }
    for (size_t i = 0; i < form->field_count; i++) {
        if (shown[i] && form_check(form, answers, i) != FORM_OK) {
            doubt(judge, CASE_REFUSED, form->fields[i].name);
            return;
        }
    }
    doubt(judge, CASE_CLEAR, "");
}

static bool
judge_form(const char *body, size_t len, void *userdata)
{
    struct judge *judge = userdata;
    struct form form;
    struct form_answers answers;
    struct fault fault = {0};
    enum err err = record_form("form", body, len, &form, &fault);
    form_answers_init(&answers);
    if (err == ERR_OK)
        judge_answers(judge, &form, &answers);
    else
        doubt(judge, CASE_NO_FORM, "");
    form_answers_clear(&answers);
    form_clear(&form);
    return judge->out->doubt == CASE_CLEAR;
}

/** `plain` must be what the event says it is, and fit its form. */
static enum err
judge_plain(struct hub_store *store, const struct hub_submission *submission,
            struct case_content *out)
{
    struct json_t *json = NULL;
    struct fault fault = {0};
    const char *id;
    int64_t rev;
    out->doubt = CASE_UNOPENED;
    if (json_parse(out->plain.data, out->plain.len, &json, &fault) != ERR_OK)
        return ERR_OK;
    struct json_node root = json_root(json, &fault);
    struct json_node form = json_at(&root, "form");
    struct json_node of = json_at(&root, "rev");
    struct json_node answers = json_at(&root, "answers");
    struct judge judge = {.answers = &answers, .out = out};
    enum err err = ERR_OK;
    out->doubt = CASE_MISFIT;
    if (json_text(&form, HUB_ID_SIZE - 1, &id) == ERR_OK
        && str_equal(id, submission->form)
        && json_int(&of, 0, INT64_MAX, &rev) == ERR_OK
        && rev == submission->rev) {
        out->doubt = CASE_NO_FORM;
        err = case_form(store, submission->form, submission->rev, judge_form,
                        &judge);
    }
    json_free(json);
    return err == ERR_NOT_FOUND ? ERR_OK : err;
}

enum err
case_open(struct hub_store *store, const struct hub_submission *submission,
          struct case_content *out)
{
    unsigned char public_key[SEAL_KEY_SIZE];
    unsigned char secret[SEAL_KEY_SIZE];
    memset(out, 0, sizeof(*out));
    buf_init(&out->plain, EVENT_FORM_PLAIN_MAX);
    enum err err = hub_keys_seal(store->keys_dir, submission->seal,
                                 public_key, secret);
    if (err == ERR_OK) {
        err = event_form_open(public_key, secret, submission->answers,
                              &out->plain);
        out->doubt = CASE_UNOPENED;
    } else if (err != ERR_NO_MEMORY) {
        // A lost key is no reason to lose the submission as well.
        out->doubt = CASE_NO_KEY;
        err = ERR_INVALID;
    }
    secret_wipe(secret, sizeof(secret));
    if (err == ERR_OK)
        return judge_plain(store, submission, out);
    return err == ERR_INVALID ? ERR_OK : err;
}

/** One version of a form while the one of a revision is sought. */
struct search {
    int64_t rev;
    case_form_fn *take;
    void *userdata;
    bool found;
    bool taken;
};

static enum err
offer(struct search *search, const char *body)
{
    struct buf next;
    struct fault fault = {0};
    struct effective times;
    size_t len = strlen(body);
    search->found = true;
    search->taken = search->take(body, len, search->userdata);
    if (search->taken || effective_read(body, len, &times, &fault) != ERR_OK
        || times.next == 0)
        return ERR_OK;
    // Its time may have come at the kiosk first, under the same revision.
    buf_init(&next, HUB_RECORD_MAX);
    enum err err = effective_next(body, len, &next);
    if (err == ERR_OK)
        search->taken = search->take(buf_text(&next), next.len,
                                     search->userdata);
    buf_clear(&next);
    return err == ERR_NO_MEMORY ? err : ERR_OK;
}

static enum err
offer_version(const struct hub_version *version, void *userdata)
{
    struct search *search = userdata;
    if (search->taken || version->rev != search->rev || !version->body)
        return ERR_OK;
    return offer(search, version->body);
}

static enum err
offer_record(struct hub_store *store, const char *form, struct search *search)
{
    struct hub_record_place place;
    struct buf body;
    buf_init(&body, HUB_RECORD_MAX);
    enum err err = store->ops->record_place(store, "form", form, &place);
    if (err == ERR_OK && place.rev != search->rev)
        err = ERR_NOT_FOUND;
    if (err == ERR_OK)
        err = store->ops->record_get(store, "form", form, &body);
    if (err == ERR_OK)
        err = offer(search, buf_text(&body));
    buf_clear(&body);
    return err;
}

enum err
case_form(struct hub_store *store, const char *form, int64_t rev,
          case_form_fn *take, void *userdata)
{
    struct search search = {.rev = rev, .take = take, .userdata = userdata};
    if (rev == 0)
        return ERR_NOT_FOUND;
    enum err err = store->ops->version_each(store, "form", form,
                                            offer_version, &search);
    if (err == ERR_OK && !search.found)
        err = offer_record(store, form, &search);
    return err;
}
