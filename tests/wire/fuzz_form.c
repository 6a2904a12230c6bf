// SPDX-License-Identifier: Apache-2.0
// The body of a form as a stranger would write it, and behind form feeds
// what a visitor answers, field by field.
#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "model/form.h"
#include "util/str.h"
#include "wire/record.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

// Not assert: the fuzzers are built with NDEBUG.
static void
require(bool holds)
{
    if (!holds) {
        abort();
    }
}

// The piece up to the next form feed as a heap string; `at` moves behind it.
static char *
piece(const char **at, const char *end)
{
    const char *feed = memchr(*at, '\f', (size_t)(end - *at));
    const char *stop = feed ? feed : end;
    char *out = str_dup_len(*at, (size_t)(stop - *at));
    *at = feed ? feed + 1 : end;
    require(out != NULL);
    return out;
}

static void
answer(const struct form *form, struct form_answers *answers, size_t index,
       const char *value)
{
    const struct form_field *field = &form->fields[index];
    require(form_answer_set(answers, index, value)
            == (strlen(value) <= FORM_MAX_ANSWER));
    for (size_t i = 0; i < field->choice_count && i < 3; i++) {
        const char *choice = field->choices[i].value;
        bool before = form_answer_has(answers, index, choice);
        if (form_answer_toggle(answers, index, choice) && !before) {
            require(form_answer_has(answers, index, choice));
        }
    }
}

static void
fill(const struct form *form, const char *at, const char *end)
{
    struct form_answers answers;
    form_answers_init(&answers);
    for (size_t i = 0; i < form->field_count; i++) {
        char *value = piece(&at, end);
        bool shown = false;
        answer(form, &answers, i, value);
        (void)form_check(form, &answers, i);
        enum err err = form_shown(form, &answers, i, &shown);
        require(err == ERR_OK || shown);
        free(value);
    }
    json_t *said = form_data(form, &answers);
    // An answer need not be UTF-8 here; the keyboards give nothing else.
    require(!said || json_is_object(said));
    json_decref(said);
    form_answers_clear(&answers);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *at = (const char *)data, *end = at + size;
    struct form form;
    struct fault fault = {0};
    char *body = piece(&at, end);
    enum err err = record_form("form", body, strlen(body), &form, &fault);
    require((err == ERR_OK) == !fault_any(&fault));
    if (err == ERR_OK) {
        require(form.field_count >= 1 && form.field_count <= FORM_MAX_FIELDS);
        require(form_pages(&form) <= FORM_MAX_PAGES);
        fill(&form, at, end);
    }
    form_clear(&form);
    free(body);
    return 0;
}
