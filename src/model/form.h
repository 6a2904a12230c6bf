// SPDX-License-Identifier: Apache-2.0
#ifndef MODEL_FORM_H
#define MODEL_FORM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/lang.h"
#include "model/names.h"
#include "model/source.h"
#include "util/buf.h"
#include "util/err.h"

struct json_t;

#define FORM_MAX_FIELDS 24
#define FORM_MAX_CHOICES 24
#define FORM_MAX_PAGES 8
/** Bytes of one answer. */
#define FORM_MAX_ANSWER 4096

enum form_kind {
    FORM_TEXT, FORM_PHONE, FORM_CHOICE, FORM_SEVERAL, FORM_DATE,
    FORM_NUMBER, FORM_CONSENT
};

/** "text", "phone", "choice", "several", "date", "number", "consent". */
extern const struct names form_kind_names;

struct form_choice {
    char *value; // owned, as all pointers here
    struct text label;
    struct text note; // may be empty
    char *icon;       // name of a picture in assets; NULL: none
};

/** One thing that is asked. */
struct form_field {
    char *name;
    enum form_kind kind;
    struct text label;
    struct text help;
    bool required;
    int page;            // from 1
    int64_t min, max;    // characters of a text, how many of several, or
                         // the number itself
    int lines;           // of a text's box, 1 or more
    struct form_choice *choices;
    size_t choice_count;
    struct json_t *show_if; // JsonLogic on the answers; NULL: always
};

/** A request that a visitor hands in; a record, so that a centre can add
 *  one without a new program. */
struct form {
    char *id; // owned, as all pointers here
    struct text title;
    struct text intro;
    struct form_field *fields;
    size_t field_count;
    struct text page_titles[FORM_MAX_PAGES]; // may be empty
    char *policy, *service; // ids; NULL: none
    int *rows;              // of the facts table
    size_t row_count;
    struct source source;
    enum source_state state;
};

void
form_clear(struct form *form);

/** Highest page number, at least 1. */
int
form_pages(const struct form *form);

/**
 * What was typed and chosen, field by field: a text, a phone number, one
 * value, values with spaces between, a day, a number, or "yes". Wiped by
 * `form_answers_clear`.
 */
struct form_answers {
    struct buf values[FORM_MAX_FIELDS];
};

void
form_answers_init(struct form_answers *answers);
void
form_answers_clear(struct form_answers *answers);

/** Set the answer of field `index`; false when it is too long. */
bool
form_answer_set(struct form_answers *answers, size_t index,
                const char *value);

/** True when `value` is among those chosen. */
bool
form_answer_has(const struct form_answers *answers, size_t index,
                const char *value);

/** Choose `value` of several, or no longer. False without room. */
bool
form_answer_toggle(struct form_answers *answers, size_t index,
                   const char *value);

/** The first thing wrong with an answer. */
enum form_problem {
    FORM_OK, FORM_MISSING, FORM_TOO_LONG, FORM_TOO_SHORT, FORM_BAD_PHONE,
    FORM_BAD_DATE, FORM_BAD_NUMBER, FORM_TOO_SMALL, FORM_TOO_LARGE,
    FORM_BAD_CHOICE, FORM_TOO_FEW, FORM_TOO_MANY, FORM_NO_CONSENT,
    FORM_ID_NUMBER // a text holds an ID number, which no form asks for
};

/** Judge one answer, also while it is typed. */
enum form_problem
form_check(const struct form *form, const struct form_answers *answers,
           size_t index);

/**
 * True when the field is to be shown with these answers; those of hidden
 * fields count as not given. ERR_INVALID for a condition that cannot be
 * evaluated; the field is shown then.
 */
enum err
form_shown(const struct form *form, const struct form_answers *answers,
           size_t index, bool *out);

/** The same for all fields at once; those whose condition cannot be
 *  evaluated are shown. ERR_NO_MEMORY leaves `out` undefined. */
enum err
form_all_shown(const struct form *form, const struct form_answers *answers,
               bool out[FORM_MAX_FIELDS]);

/** The answers of the fields on show as JSON: a new reference, to be sealed
 *  before it is kept anywhere; NULL without memory. */
struct json_t *
form_data(const struct form *form, const struct form_answers *answers);

#endif
