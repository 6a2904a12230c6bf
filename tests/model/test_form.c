// SPDX-License-Identifier: Apache-2.0
#include "model/form.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

#include "util/str.h"

enum { NAME, PHONE, MODE, FIELDS_OF_WORK, FROM, PEOPLE, CONSENT, COUNT };

static struct form_choice
choice(const char *value)
{
    return (struct form_choice){.value = str_dup(value)};
}

static int
make_form(void **state)
{
    static const struct form_field parts[COUNT] = {
        [NAME] = {.kind = FORM_TEXT, .required = true, .min = 1, .max = 20},
        [PHONE] = {.kind = FORM_PHONE, .required = true, .page = 2},
        [MODE] = {.kind = FORM_CHOICE, .required = true},
        [FIELDS_OF_WORK] = {.kind = FORM_SEVERAL, .min = 1, .max = 2},
        [FROM] = {.kind = FORM_DATE},
        [PEOPLE] = {.kind = FORM_NUMBER, .min = 1, .max = 50},
        [CONSENT] = {.kind = FORM_CONSENT, .required = true, .page = 2},
    };
    static const char *const names[COUNT] = {
        "name", "phone", "mode", "fields", "from", "people", "consent",
    };
    struct form *form = calloc(1, sizeof(*form));
    form->fields = calloc(COUNT, sizeof(*form->fields));
    form->field_count = COUNT;
    for (size_t i = 0; i < COUNT; i++) {
        form->fields[i] = parts[i];
        form->fields[i].name = str_dup(names[i]);
    }
    form->fields[MODE].choices = calloc(2, sizeof(struct form_choice));
    form->fields[MODE].choice_count = 2;
    form->fields[MODE].choices[0] = choice("alone");
    form->fields[MODE].choices[1] = choice("group");
    struct form_field *several = &form->fields[FIELDS_OF_WORK];
    several->choices = calloc(3, sizeof(struct form_choice));
    several->choice_count = 3;
    several->choices[0] = choice("medical");
    several->choices[1] = choice("education");
    several->choices[2] = choice("education.basic");
    form->fields[PEOPLE].show_if = json_loads(
        "{\"==\":[{\"var\":\"mode\"},\"group\"]}", 0, NULL);
    *state = form;
    return 0;
}

static int
drop_form(void **state)
{
    form_clear(*state);
    free(*state);
    return 0;
}

static void
check(struct form *form, size_t index, const char *value,
      enum form_problem wanted)
{
    struct form_answers answers;
    form_answers_init(&answers);
    assert_true(form_answer_set(&answers, index, value));
    assert_int_equal(form_check(form, &answers, index), wanted);
    form_answers_clear(&answers);
}

static void
problems(void **state)
{
    struct form *form = *state;
    check(form, NAME, "", FORM_MISSING);
    check(form, NAME, "样例·扎西", FORM_OK);
    check(form, NAME, "一二三四五六七八九十一二三四五六七八九十多",
          FORM_TOO_LONG);
    check(form, NAME, "110105194912310021", FORM_OK);
    check(form, NAME, "号码11010519491231002x", FORM_ID_NUMBER);
    check(form, NAME, "110105 19491231 002X", FORM_ID_NUMBER);
    check(form, NAME, "1101051949-1231-002x", FORM_ID_NUMBER);
    check(form, NAME, "110105 19491231 0021", FORM_OK);
    check(form, PHONE, "13900000000", FORM_OK);
    check(form, PHONE, "1390000", FORM_BAD_PHONE);
    check(form, MODE, "group", FORM_OK);
    check(form, MODE, "grou", FORM_BAD_CHOICE);
    check(form, FIELDS_OF_WORK, "medical education", FORM_OK);
    check(form, FIELDS_OF_WORK, "medical education education.basic",
          FORM_TOO_MANY);
    check(form, FIELDS_OF_WORK, "medical cooking", FORM_BAD_CHOICE);
    check(form, FIELDS_OF_WORK, "", FORM_OK);
    check(form, FROM, "2026-02-29", FORM_BAD_DATE);
    check(form, FROM, "2028-02-29", FORM_OK);
    check(form, PEOPLE, "0", FORM_TOO_SMALL);
    check(form, PEOPLE, "51", FORM_TOO_LARGE);
    check(form, PEOPLE, "5x", FORM_BAD_NUMBER);
    check(form, CONSENT, "", FORM_NO_CONSENT);
    check(form, CONSENT, "no", FORM_NO_CONSENT);
    check(form, CONSENT, "yes", FORM_OK);
    assert_int_equal(form_pages(form), 2);
}

static void
choosing_several(void **state)
{
    struct form_answers answers;
    (void)state;
    form_answers_init(&answers);
    form_answer_toggle(&answers, FIELDS_OF_WORK, "education");
    form_answer_toggle(&answers, FIELDS_OF_WORK, "medical");
    form_answer_toggle(&answers, FIELDS_OF_WORK, "education.basic");
    assert_true(form_answer_has(&answers, FIELDS_OF_WORK, "medical"));
    form_answer_toggle(&answers, FIELDS_OF_WORK, "education");
    assert_false(form_answer_has(&answers, FIELDS_OF_WORK, "education"));
    assert_string_equal(buf_text(&answers.values[FIELDS_OF_WORK]),
                        "medical education.basic");
    form_answer_toggle(&answers, FIELDS_OF_WORK, "education.basic");
    assert_string_equal(buf_text(&answers.values[FIELDS_OF_WORK]),
                        "medical");
    form_answer_toggle(&answers, FIELDS_OF_WORK, "medical");
    assert_string_equal(buf_text(&answers.values[FIELDS_OF_WORK]), "");
    form_answers_clear(&answers);
}

static void
hidden_fields_are_not_handed_in(void **state)
{
    struct form *form = *state;
    struct form_answers answers;
    bool shown;
    form_answers_init(&answers);
    form_answer_set(&answers, NAME, "样例甲");
    form_answer_set(&answers, MODE, "group");
    form_answer_set(&answers, FIELDS_OF_WORK, "medical");
    form_answer_set(&answers, PEOPLE, "12");
    form_answer_set(&answers, CONSENT, "yes");
    assert_int_equal(form_shown(form, &answers, PEOPLE, &shown), ERR_OK);
    assert_true(shown);
    json_t *wanted = json_pack("{s:s,s:n,s:s,s:[s],s:n,s:i,s:b}", "name",
                               "样例甲", "phone", "mode", "group", "fields",
                               "medical", "from", "people", 12, "consent", 1);
    json_t *data = form_data(form, &answers);
    assert_true(json_equal(data, wanted));
    json_decref(data);
    form_answer_set(&answers, MODE, "alone");
    json_object_set_new(wanted, "mode", json_string("alone"));
    json_object_del(wanted, "people");
    data = form_data(form, &answers);
    assert_true(json_equal(data, wanted));
    json_decref(data);
    json_decref(wanted);
    form_answers_clear(&answers);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(problems),
        cmocka_unit_test(choosing_several),
        cmocka_unit_test(hidden_fields_are_not_handed_in),
    };
    return cmocka_run_group_tests(tests, make_form, drop_form);
}
