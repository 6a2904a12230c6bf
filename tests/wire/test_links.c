// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include "util/buf.h"
#include "wire/links.h"

/* What a record leads to. */

static enum err
write_link(const struct record_link *link, void *userdata)
{
    struct buf *out = userdata;
    buf_addf(out, "%s>%s %s;", link->field, link->kind, link->id);
    return ERR_OK;
}

static void
names_every_link(void **state)
{
    static const struct {
        const char *kind, *body, *links;
    } cases[] = {
        {"policy",
         "{\"rules\":[\"r\"],\"services\":[],\"topics\":[\"a\",\"b\"],"
         "\"next\":{\"topics\":[\"c\"]}}",
         "topics[0]>topic a;topics[1]>topic b;rules[0]>rule r;"
         "next.topics[0]>topic c;"},
        {"topic", "{\"parent\":\"p\"}", "parent>topic p;"},
        {"topic", "{\"parent\":null}", ""},
        {"entry", "{\"form\":\"f\",\"policy\":\"x\"}", "form>form f;"},
        {"service", "{\"form\":\"f\",\"policy\":\"p\",\"sites\":[\"s\"]}",
         "policy>policy p;form>form f;"},
        {"form", "{\"policy\":\"p\",\"service\":\"s\"}",
         "policy>policy p;service>service s;"},
        {"rule", "{\"policy\":\"p\",\"service\":\"s\"}",
         "policy>policy p;service>service s;"},
        {"activity", "{\"form\":\"f\",\"policy\":\"p\"}",
         "form>form f;policy>policy p;"},
        {"policy", "{\"topics\":[1,{},\"t\"],\"next\":3}",
         "topics[2]>topic t;"},
        {"site", "{\"policy\":\"p\"}", ""},
    };
    struct buf out;
    (void)state;
    buf_init(&out, 1024);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        buf_reset(&out);
        assert_int_equal(record_links(cases[i].kind, cases[i].body,
                                      strlen(cases[i].body), write_link,
                                      &out), ERR_OK);
        assert_string_equal(buf_text(&out), cases[i].links);
    }
    assert_int_equal(record_links("topic", "{", 1, write_link, &out),
                     ERR_INVALID);
    buf_clear(&out);
}

static enum err
refuse(const struct record_link *link, void *userdata)
{
    (void)link;
    ++*(int *)userdata;
    return ERR_CONFLICT;
}

static void
ends_with_the_first_error(void **state)
{
    static const char body[] = "{\"topics\":[\"a\",\"b\"],\"rules\":[\"r\"]}";
    int count = 0;
    (void)state;
    assert_int_equal(record_links("policy", body, strlen(body), refuse,
                                  &count), ERR_CONFLICT);
    assert_int_equal(count, 1);
}

static void
knows_who_can_lead_where(void **state)
{
    (void)state;
    assert_true(record_links_to("policy", "topic"));
    assert_true(record_links_to("topic", "topic"));
    assert_false(record_links_to("topic", "policy"));
    assert_false(record_links_to("site", "topic"));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_every_link),
        cmocka_unit_test(ends_with_the_first_error),
        cmocka_unit_test(knows_who_can_lead_where),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
