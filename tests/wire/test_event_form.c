// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include <stdlib.h>
#include "util/buf.h"
#include "util/str.h"
#include "wire/body.h"
#include "wire/event_form.h"
#include "wire/json.h"

#define UUID "5f7f1e2a-0c53-4a3e-9a5b-0d3c2b1a0f9e"
#define SEALED                                                             \
    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA-_"
#define HASH "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc"

struct sample {
    const char *form, *rev, *service, *visit, *receipt, *seal, *answers;
};
static const struct sample good = {
    "\"flexible-intro\"", "3", "null", "\"" UUID "\"",
    "{\"k\":\"r1\",\"h\":\"" HASH "\"}", "\"s1\"", "\"" SEALED "\"",
};

static enum err
read_sample(const struct sample *sample, struct event_form *out,
            struct fault *fault)
{
    char text[1024];
    struct json_t *json;
    assert_true(str_format(
        text, sizeof(text),
        "{\"form\":%s,\"rev\":%s,\"service\":%s,\"visit\":%s,"
        "\"receipt\":%s,\"seal\":%s,\"answers\":%s}",
        sample->form, sample->rev, sample->service, sample->visit,
        sample->receipt, sample->seal, sample->answers));
    assert_int_equal(json_parse(text, strlen(text), &json, NULL), ERR_OK);
    enum err err = body_check("form.submitted", json, fault);
    assert_int_equal(event_form_read(json, out, NULL), err);
    out->answers = NULL; // goes with the document
    json_free(json);
    return err;
}

static void
reads_what_it_writes(void **state)
{
    struct event_form form = {.rev = 3, .answers = SEALED}, back;
    struct buf text;
    struct json_t *json;
    (void)state;
    str_copy(form.form, sizeof(form.form), "flexible-intro");
    str_copy(form.visit, sizeof(form.visit), UUID);
    str_copy(form.receipt_key, sizeof(form.receipt_key), "r1");
    str_copy(form.seal, sizeof(form.seal), "s1");
    memset(form.receipt_hash, 7, sizeof(form.receipt_hash));
    buf_init(&text, 4096);
    assert_true(event_form_write(&text, &form));
    assert_string_equal(
        buf_text(&text),
        "{\"form\":\"flexible-intro\",\"rev\":3,\"service\":null,"
        "\"visit\":\"" UUID "\",\"receipt\":{\"k\":\"r1\",\"h\":\"" HASH
        "\"},\"seal\":\"s1\",\"answers\":\"" SEALED "\"}");
    assert_int_equal(json_parse(text.data, text.len, &json, NULL), ERR_OK);
    assert_int_equal(body_check("form.submitted", json, NULL), ERR_OK);
    assert_int_equal(event_form_read(json, &back, NULL), ERR_OK);
    assert_string_equal(back.form, form.form);
    assert_string_equal(back.visit, UUID);
    assert_string_equal(back.service, "");
    assert_memory_equal(back.receipt_hash, form.receipt_hash, HASH_SIZE);
    assert_string_equal(back.answers, SEALED);
    json_free(json);
    buf_clear(&text);
}

static void
names_what_is_wrong(void **state)
{
    static const struct {
        size_t member;
        const char *value, *field;
    } cases[] = {
        {offsetof(struct sample, form), "null", "body.form"},
        {offsetof(struct sample, form), "\"a b\"", "body.form"},
        {offsetof(struct sample, rev), "-1", "body.rev"},
        {offsetof(struct sample, service), "7", "body.service"},
        {offsetof(struct sample, visit), "\"v\"", "body.visit"},
        {offsetof(struct sample, receipt), "\"1234567890\"",
         "body.receipt.k"},
        {offsetof(struct sample, receipt), "{\"k\":\"r1\",\"h\":\"x\"}",
         "body.receipt.h"},
        {offsetof(struct sample, seal), "\"\"", "body.seal"},
        {offsetof(struct sample, answers), "{\"name\":\"x\"}",
         "body.answers"},
        {offsetof(struct sample, answers), "\"AAAA\"", "body.answers"},
        {offsetof(struct sample, answers), "\"" SEALED "+\"",
         "body.answers"},
    };
    (void)state;
    struct event_form out;
    assert_int_equal(read_sample(&good, &out, NULL), ERR_OK);
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct sample bad = good;
        struct fault fault = {0};
        const char **member = (const char **)((char *)&bad
                                              + cases[i].member);
        *member = cases[i].value;
        assert_int_equal(read_sample(&bad, &out, &fault), ERR_INVALID);
        assert_string_equal(fault.field, cases[i].field);
    }
}

static void
only_the_key_opens_it(void **state)
{
    unsigned char public_key[SEAL_KEY_SIZE], secret[SEAL_KEY_SIZE];
    unsigned char other_public[SEAL_KEY_SIZE], other[SEAL_KEY_SIZE];
    struct event_form form = {.rev = 3};
    const char *text = "{\"phone\":\"15400000001\",\"name\":\"测*甲\"}";
    struct json_t *answers;
    struct buf sealed, opened;
    (void)state;
    str_copy(form.form, sizeof(form.form), "f");
    seal_keypair(public_key, secret);
    seal_keypair(other_public, other);
    assert_int_equal(json_parse(text, strlen(text), &answers, NULL), ERR_OK);
    buf_init(&sealed, EVENT_FORM_SEALED_MAX);
    buf_init(&opened, EVENT_FORM_PLAIN_MAX);
    assert_int_equal(event_form_seal(public_key, &form, answers, &sealed),
                     ERR_OK);
    assert_null(strstr(buf_text(&sealed), "15400000001"));
    assert_int_equal(event_form_open(other_public, other, buf_text(&sealed),
                                     &opened), ERR_INVALID);
    assert_int_equal(event_form_open(public_key, secret, "no box", &opened),
                     ERR_INVALID);
    buf_reset(&opened);
    assert_int_equal(event_form_open(public_key, secret, buf_text(&sealed),
                                     &opened), ERR_OK);
    assert_string_equal(buf_text(&opened),
                        "{\"answers\":{\"name\":\"测*甲\","
                        "\"phone\":\"15400000001\"},\"form\":\"f\","
                        "\"rev\":3}");
    json_free(answers);
    buf_clear(&sealed);
    buf_clear(&opened);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_what_it_writes),
        cmocka_unit_test(names_what_is_wrong),
        cmocka_unit_test(only_the_key_opens_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
