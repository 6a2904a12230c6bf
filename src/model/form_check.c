// SPDX-License-Identifier: Apache-2.0
#include <string.h>

#include "model/form.h"
#include "model/number.h"
#include "util/str.h"
#include "util/timestamp.h"
#include "util/utf8.h"

// "11010519491231002X"
#define ID_LENGTH 18

static bool
is_digit(char c)
{
    return c >= '0' && c <= '9';
}

// 17 digits with their check character behind them: somebody wrote an ID
// number where none is asked for.
static bool
is_id_number(const char *text)
{
    char first[ID_LENGTH] = {0};
    memcpy(first, text, ID_LENGTH - 1);
    char last = text[ID_LENGTH - 1] == 'x' ? 'X' : text[ID_LENGTH - 1];
    bool found = number_check_digit(first) == last;
    secret_wipe(first, sizeof(first));
    return found;
}

// One in groups, "110105 1949-1231-002X". Two phone numbers side by side are
// as long, so its day of birth must be one.
static bool
is_grouped(const char *text)
{
    char number[ID_LENGTH + 1] = {0};
    size_t len = 0;
    for (; *text && len < ID_LENGTH; text++) {
        if (*text == ' ' || *text == '-') {
            continue;
        }
        if (!is_digit(*text)
            && (len < ID_LENGTH - 1 || (*text != 'x' && *text != 'X'))) {
            break;
        }
        number[len++] = *text;
    }
    bool found
        = len == ID_LENGTH && number_check_id(number, NULL) == NUMBER_OK;
    secret_wipe(number, sizeof(number));
    return found;
}

static bool
holds_id_number(const char *text)
{
    size_t run = 0;
    for (const char *at = text; *at; at++) {
        run = is_digit(*at) ? run + 1 : 0;
        if (run >= ID_LENGTH - 1 && is_id_number(at - (ID_LENGTH - 2))) {
            return true;
        }
        if (is_digit(*at) && is_grouped(at)) {
            return true;
        }
    }
    return false;
}

static enum form_problem
check_text(const struct form_field *field, const char *text)
{
    int64_t count = (int64_t)utf8_count(text);
    if (count > field->max) {
        return FORM_TOO_LONG;
    }
    if (count < field->min) {
        return FORM_TOO_SHORT;
    }
    return holds_id_number(text) ? FORM_ID_NUMBER : FORM_OK;
}

static bool
is_choice(const struct form_field *field, const char *value, size_t length)
{
    for (size_t i = 0; i < field->choice_count; i++) {
        if (strlen(field->choices[i].value) == length
            && memcmp(field->choices[i].value, value, length) == 0) {
            return true;
        }
    }
    return false;
}

static enum form_problem
check_several(const struct form_field *field, const char *words)
{
    int64_t count = 0;
    for (const char *at = words; *at; at += strspn(at, " ")) {
        size_t length = strcspn(at, " ");
        if (!is_choice(field, at, length)) {
            return FORM_BAD_CHOICE;
        }
        count++;
        at += length;
    }
    if (count < field->min) {
        return FORM_TOO_FEW;
    }
    return count > field->max ? FORM_TOO_MANY : FORM_OK;
}

static enum form_problem
check_number(const struct form_field *field, const char *text)
{
    int64_t number;
    if (!str_parse_int(text, INT64_MIN, INT64_MAX, &number)) {
        return FORM_BAD_NUMBER;
    }
    if (number < field->min) {
        return FORM_TOO_SMALL;
    }
    return number > field->max ? FORM_TOO_LARGE : FORM_OK;
}

enum form_problem
form_check(const struct form *form, const struct form_answers *answers,
           size_t index)
{
    const struct form_field *field = &form->fields[index];
    const char *text = buf_text(&answers->values[index]);
    if (text[0] == '\0') {
        if (!field->required) {
            return FORM_OK;
        }
        return field->kind == FORM_CONSENT ? FORM_NO_CONSENT : FORM_MISSING;
    }
    switch (field->kind) {
    case FORM_TEXT:
        return check_text(field, text);
    case FORM_PHONE:
        return number_check_phone(text) == NUMBER_OK ? FORM_OK
                                                     : FORM_BAD_PHONE;
    case FORM_CHOICE:
        return is_choice(field, text, strlen(text)) ? FORM_OK
                                                    : FORM_BAD_CHOICE;
    case FORM_SEVERAL:
        return check_several(field, text);
    case FORM_DATE:
        return day_valid(text) ? FORM_OK : FORM_BAD_DATE;
    case FORM_NUMBER:
        return check_number(field, text);
    case FORM_CONSENT:
        break;
    }
    return str_equal(text, "yes") ? FORM_OK : FORM_NO_CONSENT;
}
