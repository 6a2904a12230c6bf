// SPDX-License-Identifier: Apache-2.0
#include <string.h>

#include "screens/form_parts.h"
#include "screens/parts.h"
#include "screens/type.h"
#include "ui/keypad.h"
#include "util/str.h"

#define FIELD "form.field."
#define DAY_DIGITS 8
#define PHONE_DIGITS 12 // a landline with its area code
#define NUMBER_DIGITS 12

void
form_field_id(const struct form_screen *data, size_t index, const char *part,
              char out[UI_ID_SIZE])
{
    const char *name = data->form.fields[index].name;
    if (part) {
        str_format(out, UI_ID_SIZE, FIELD "%s.%s", name, part);
    } else {
        str_format(out, UI_ID_SIZE, FIELD "%s", name);
    }
}

int
form_field_find(const struct form_screen *data, const char *id,
                const char **part)
{
    int found = FORM_NOTHING;
    size_t longest = 0;
    *part = "";
    if (!str_starts(id, FIELD)) {
        return FORM_NOTHING;
    }
    id += strlen(FIELD);
    // A name may hold a dot itself: the longest one is meant.
    for (size_t i = 0; i < data->form.field_count; i++) {
        const char *name = data->form.fields[i].name;
        size_t length = strlen(name);
        if (str_starts(id, name) && length >= longest
            && (id[length] == '.' || !id[length])) {
            found = (int)i;
            longest = length;
            *part = id[length] ? id + length + 1 : "";
        }
    }
    return found;
}

struct form_day
form_day_split(const char *digits)
{
    struct form_day day = {0};
    size_t length = strlen(digits);
    str_format(day.year, sizeof(day.year), "%.4s", digits);
    if (length > 4) {
        str_format(day.month, sizeof(day.month), "%.2s", digits + 4);
    }
    if (length > 6) {
        str_format(day.day, sizeof(day.day), "%.2s", digits + 6);
    }
    return day;
}

static size_t
longest(enum form_kind kind)
{
    return kind == FORM_DATE    ? DAY_DIGITS
           : kind == FORM_PHONE ? PHONE_DIGITS
                                : NUMBER_DIGITS;
}

// The answer follows what is typed, so that nothing is lost by any way out.
static void
keep_digits(struct form_screen *data)
{
    size_t index = (size_t)data->editing;
    char text[FORM_DIGITS_SIZE + 4];
    str_copy(text, sizeof(text), data->digits);
    if (data->form.fields[index].kind == FORM_DATE && text[0]) {
        struct form_day day = form_day_split(data->digits);
        str_format(text, sizeof(text), "%s-%s-%s", day.year, day.month,
                   day.day);
    }
    (void)form_answer_set(&data->answers, index, text);
    secret_wipe(text, sizeof(text));
    form_changed(data, index);
}

static void
keep_text(struct form_screen *data)
{
    size_t index = (size_t)data->editing;
    char text[TYPING_TEXT_SIZE];
    str_copy(text, sizeof(text), data->typing.text);
    (void)form_answer_set(&data->answers, index, str_trim(text));
    secret_wipe(text, sizeof(text));
    form_changed(data, index);
}

// A first digit that cannot begin a month or a day stands for itself.
static void
add_day_digit(char *digits, size_t length, char key)
{
    if ((length == 4 && key > '1') || (length == 6 && key > '3')) {
        digits[length++] = '0';
    }
    digits[length] = key;
    digits[length + 1] = '\0';
}

static void
press(struct form_screen *data, char key)
{
    enum form_kind kind = data->form.fields[data->editing].kind;
    char *digits = data->digits;
    size_t length = strlen(digits);
    if (key == KEYPAD_KEY_DELETE) {
        if (length > 0) {
            digits[length - 1] = '\0';
        }
    } else if (length >= longest(kind)) {
        return;
    } else if (kind == FORM_DATE) {
        add_day_digit(digits, length, key);
    } else if (kind == FORM_NUMBER && str_equal(digits, "0")) {
        digits[0] = key;
    } else {
        digits[length] = key;
        digits[length + 1] = '\0';
    }
    keep_digits(data);
}

// What was answered, as digits to go on with.
static void
take_digits(struct form_screen *data, size_t index)
{
    const char *text = buf_text(&data->answers.values[index]);
    size_t used = 0;
    for (; *text && used + 1 < sizeof(data->digits); text++) {
        if (*text >= '0' && *text <= '9') {
            data->digits[used++] = *text;
        }
    }
    data->digits[used] = '\0';
}

void
form_edit_begin(struct screen_context *context, struct form_screen *data,
                size_t index)
{
    const struct form_field *field = &data->form.fields[index];
    form_edit_end(data);
    data->editing = (int)index;
    data->told[index] = false;
    if (field->kind == FORM_TEXT) {
        typing_begin(&data->typing, context->session->lang,
                     buf_text(&data->answers.values[index]),
                     (size_t)field->max);
    } else {
        take_digits(data, index);
    }
}

// Letters that no word was chosen for are what was typed all the same.
static void
finish_text(struct form_screen *data)
{
    if (data->typing.letters[0]) {
        (void)typing_tap(&data->typing, "keyboard.key.done");
        keep_text(data);
    }
}

void
form_edit_end(struct form_screen *data)
{
    if (data->editing == FORM_NOTHING) {
        return;
    }
    finish_text(data);
    size_t index = (size_t)data->editing;
    data->editing = FORM_NOTHING;
    // What was begun is judged; what was left empty only on going on.
    data->told[index] = data->answers.values[index].len > 0;
    typing_clear(&data->typing);
    secret_wipe(data->digits, sizeof(data->digits));
}

// Back to the part of a day that was touched: it is typed anew.
static bool
tap_day(struct form_screen *data, const char *id)
{
    static const char *const parts[] = {"year", "month", "day"};
    static const size_t begins[] = {0, 4, 6};
    const char *part;
    if (form_field_find(data, id, &part) != data->editing) {
        return false;
    }
    for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
        if (str_equal(parts[i], part) && strlen(data->digits) > begins[i]) {
            data->digits[begins[i]] = '\0';
            keep_digits(data);
        }
    }
    return true;
}

static bool
press_text(struct form_screen *data, const char *text)
{
    for (; *text; text++) {
        if (*text >= '0' && *text <= '9') {
            press(data, *text);
        }
    }
    return true;
}

static bool
take_keys(struct form_screen *data, const struct screen_event *event)
{
    if (event->type != SCREEN_TOUCH) {
        return false;
    }
    const struct ui_event *ui = event->ui;
    if (ui->type == UI_EVENT_TEXT) {
        return press_text(data, ui->text);
    }
    if (ui->type != UI_EVENT_TAP) {
        return false;
    }
    char key = keypad_key("form", ui->id);
    if (key) {
        press(data, key);
        return true;
    }
    if (str_equal(ui->id, "form.key.done")) {
        form_edit_end(data);
        return true;
    }
    if (str_ends(ui->id, ".clear")) {
        secret_wipe(data->digits, sizeof(data->digits));
        keep_digits(data);
        return true;
    }
    return tap_day(data, ui->id);
}

static bool
take_text(struct screen_context *context, struct form_screen *data,
          const struct screen_event *event)
{
    char id[UI_ID_SIZE];
    form_field_id(data, (size_t)data->editing, NULL, id);
    switch (typing_event(context, &data->typing, id, event)) {
    case TYPING_NOT_OURS:
        return false;
    case TYPING_SHOWN:
        break;
    case TYPING_CHANGED:
        keep_text(data);
        break;
    case TYPING_DONE:
    case TYPING_HIDDEN:
        keep_text(data);
        form_edit_end(data);
        break;
    }
    return true;
}

bool
form_edit_event(struct screen_context *context, struct form_screen *data,
                const struct screen_event *event)
{
    const char *part;
    // Text for a field that nobody opened, from a real keyboard.
    if (data->editing == FORM_NOTHING && event->type == SCREEN_TOUCH
        && event->ui->type == UI_EVENT_TEXT) {
        int index = form_field_find(data, event->ui->id, &part);
        if (index == FORM_NOTHING) {
            return false;
        }
        form_edit_begin(context, data, (size_t)index);
    }
    if (data->editing == FORM_NOTHING) {
        return false;
    }
    return data->form.fields[data->editing].kind == FORM_TEXT
               ? take_text(context, data, event)
               : take_keys(data, event);
}
