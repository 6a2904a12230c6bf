// SPDX-License-Identifier: Apache-2.0
#include "model/form.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "model/jsonlogic.h"
#include "util/str.h"

static const char *const kinds[] = {
    [FORM_TEXT] = "text",       [FORM_PHONE] = "phone",
    [FORM_CHOICE] = "choice",   [FORM_SEVERAL] = "several",
    [FORM_DATE] = "date",       [FORM_NUMBER] = "number",
    [FORM_CONSENT] = "consent",
};

const struct names form_kind_names = {
    kinds, sizeof(kinds) / sizeof(kinds[0]),
};

static void
field_clear(struct form_field *field)
{
    for (size_t i = 0; i < field->choice_count; i++) {
        free(field->choices[i].value);
        text_clear(&field->choices[i].label);
        text_clear(&field->choices[i].note);
        free(field->choices[i].icon);
    }
    free(field->choices);
    free(field->name);
    text_clear(&field->label);
    text_clear(&field->help);
    json_decref(field->show_if);
}

void
form_clear(struct form *form)
{
    if (!form) {
        return;
    }
    for (size_t i = 0; i < form->field_count; i++) {
        field_clear(&form->fields[i]);
    }
    for (size_t i = 0; i < FORM_MAX_PAGES; i++) {
        text_clear(&form->page_titles[i]);
    }
    free(form->fields);
    free(form->rows);
    free(form->id);
    free(form->policy);
    free(form->service);
    text_clear(&form->title);
    text_clear(&form->intro);
    source_clear(&form->source);
    *form = (struct form){0};
}

int
form_pages(const struct form *form)
{
    int pages = 1;
    for (size_t i = 0; i < form->field_count; i++) {
        if (form->fields[i].page > pages) {
            pages = form->fields[i].page;
        }
    }
    return pages;
}

void
form_answers_init(struct form_answers *answers)
{
    for (size_t i = 0; i < FORM_MAX_FIELDS; i++) {
        buf_init(&answers->values[i], FORM_MAX_ANSWER);
    }
}

void
form_answers_clear(struct form_answers *answers)
{
    for (size_t i = 0; answers && i < FORM_MAX_FIELDS; i++) {
        buf_clear(&answers->values[i]);
    }
}

bool
form_answer_set(struct form_answers *answers, size_t index,
                const char *value)
{
    struct buf *buf = &answers->values[index];
    if (strlen(value) > buf->max) {
        return false;
    }
    buf_reset(buf);
    return buf_add_str(buf, value);
}

// Where `value` stands among words with spaces between, or NULL.
static const char *
find_word(const char *words, const char *value)
{
    size_t length = strlen(value);
    for (const char *at = words; *at; at += strspn(at, " ")) {
        size_t word = strcspn(at, " ");
        if (word == length && memcmp(at, value, word) == 0) {
            return at;
        }
        at += word;
    }
    return NULL;
}

bool
form_answer_has(const struct form_answers *answers, size_t index,
                const char *value)
{
    return find_word(buf_text(&answers->values[index]), value) != NULL;
}

bool
form_answer_toggle(struct form_answers *answers, size_t index,
                   const char *value)
{
    struct buf *buf = &answers->values[index];
    const char *at = find_word(buf_text(buf), value);
    struct buf other;
    buf_init(&other, buf->max);
    if (at) {
        size_t before = (size_t)(at - buf_text(buf));
        const char *behind = at + strlen(value);
        behind += strspn(behind, " ");
        bool last = *behind == '\0' && before > 0;
        buf_add(&other, buf->data, last ? before - 1 : before);
        buf_add_str(&other, behind);
    } else {
        buf_addf(&other, "%s%s%s", buf_text(buf), buf->len ? " " : "",
                 value);
    }
    bool done = !other.failed;
    if (done) {
        struct buf old = *buf;
        *buf = other;
        other = old;
    }
    buf_clear(&other);
    return done;
}

// Added once per word: an array of texts.
static json_t *
words_to_json(const char *words)
{
    json_t *out = json_array();
    for (const char *at = words; out && *at; at += strspn(at, " ")) {
        size_t length = strcspn(at, " ");
        if (json_array_append_new(out, json_stringn(at, length))) {
            json_decref(out);
            return NULL;
        }
        at += length;
    }
    return out;
}

static json_t *
answer_to_json(const struct form_field *field, const struct buf *answer)
{
    const char *text = buf_text(answer);
    int64_t number;
    switch (field->kind) {
    case FORM_SEVERAL:
        return words_to_json(text);
    case FORM_CONSENT:
        return json_boolean(str_equal(text, "yes"));
    case FORM_NUMBER:
        if (str_parse_int(text, INT64_MIN, INT64_MAX, &number)) {
            return json_integer(number);
        }
        return json_null();
    case FORM_TEXT:
    case FORM_PHONE:
    case FORM_CHOICE:
    case FORM_DATE:
        break;
    }
    return text[0] ? json_string(text) : json_null();
}

static enum err
judge_field(const struct form_field *field, json_t *data, bool *out)
{
    json_t *result = NULL;
    *out = true;
    if (!field->show_if) {
        return ERR_OK;
    }
    enum err err = jsonlogic_apply(field->show_if, data, &result, NULL);
    if (!err) {
        *out = jsonlogic_truthy(result);
    }
    json_decref(result);
    return err;
}

/*
 * Which of the first `count` fields are on show, and their answers. A
 * condition sees what was answered before it: no later field, and none
 * that is hidden itself. `last` gets what judging the last one came to.
 */
static json_t *
judge(const struct form *form, const struct form_answers *answers,
      size_t count, bool *shown, enum err *last)
{
    json_t *data = json_object();
    *last = data ? ERR_OK : ERR_NO_MEMORY;
    for (size_t i = 0; data && i < count; i++) {
        const struct form_field *field = &form->fields[i];
        *last = judge_field(field, data, &shown[i]);
        if (*last != ERR_NO_MEMORY && shown[i]
            && json_object_set_new(data, field->name,
                                   answer_to_json(field,
                                                  &answers->values[i]))) {
            *last = ERR_NO_MEMORY;
        }
        if (*last == ERR_NO_MEMORY) {
            json_decref(data);
            data = NULL;
        }
    }
    return data;
}

enum err
form_shown(const struct form *form, const struct form_answers *answers,
           size_t index, bool *out)
{
    bool shown[FORM_MAX_FIELDS];
    enum err err;
    json_decref(judge(form, answers, index + 1, shown, &err));
    *out = err == ERR_NO_MEMORY || shown[index];
    return err;
}

enum err
form_all_shown(const struct form *form, const struct form_answers *answers,
               bool out[FORM_MAX_FIELDS])
{
    enum err err;
    json_t *data = judge(form, answers, form->field_count, out, &err);
    if (!data) {
        return ERR_NO_MEMORY;
    }
    json_decref(data);
    return ERR_OK;
}

struct json_t *
form_data(const struct form *form, const struct form_answers *answers)
{
    bool shown[FORM_MAX_FIELDS];
    enum err err;
    return judge(form, answers, form->field_count, shown, &err);
}
