// SPDX-License-Identifier: Apache-2.0
// Records as somebody writes them who means harm: each is refused with its
// field and a reason, or is harmless text, and soon.
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include "util/buf.h"
#include "wire/change.h"
#include "wire/record.h"

/** A body: `head`, `piece` so many times, `tail`. */
struct hostile {
    const char *kind, *head, *piece;
    int times;
    const char *tail;
    const char *code, *field; // NULL: taken as the text that it is
};

#define POLICY "{\"title\":{\"zh\":\"t\"},\"body\":{\"zh\":\""
#define TITLE "{\"title\":{\"zh\":\""
#define RULE "{\"version\":1,\"title\":{\"zh\":\"t\"},\"conditions\":[{\"when\":"
#define SIX "|a|b|c|d|e|f|\\n|---|---|---|---|---|---|\\n"
#define END "\"}}"

static const struct hostile all[] = {
    // titles
    {"policy", TITLE, "长标题", 120000, END, "too_long", ""},
    {"policy", TITLE, "long ", 1000, END, "too_long", "title.zh"},
    {"policy", TITLE, "\xe2\x80\xae", 1, "x" END, "bad_value", "title.zh"},
    {"policy", TITLE, "\xe2\x81\xa6", 9, "x" END, "bad_value", "title.zh"},
    {"policy", TITLE, "\\u202e", 1, "x" END, "bad_value", "title.zh"},
    {"policy", TITLE, "\\u0007", 1, "x" END, "bad_value", "title.zh"},
    {"policy", TITLE, "<script>alert(1)</script>", 2, END, NULL, NULL},
    // broken UTF-8
    {"policy", TITLE, "\xff", 1, END, "bad_json", ""},
    {"policy", TITLE, "\xed\xa0\xbd", 1, END, "bad_json", ""},
    {"policy", TITLE, "\xc0\xaf", 1, END, "bad_json", ""},
    {"policy", TITLE, "\xf4\x90\x80\x80", 1, END, "bad_json", ""},
    {"policy", TITLE, "\xe4\xba", 1, END, "bad_json", ""},
    {"policy", TITLE, "\\ud83d", 1, END, "bad_json", ""},
    {"policy", TITLE, "\\u0000", 1, END, "bad_json", ""},
    // Markdown
    {"policy", POLICY, ">", 150000, END, "bad_value", "body.zh"},
    {"policy", POLICY, "- ", 90000, END, NULL, NULL}, // a line across
    {"policy", POLICY, "1. ", 60000, "a" END, "bad_value", "body.zh"},
    {"policy", POLICY, "*a **a ", 20000, END, NULL, NULL},
    {"policy", POLICY, "*a* ", 40000, END, "bad_value", "body.zh"},
    {"policy", POLICY, "a\\n\\n", 30000, END, "bad_value", "body.zh"},
    {"policy", POLICY SIX, "|1|2|3|4|5|6|\\n", 90, END, NULL, NULL},
    {"policy", POLICY SIX, "|1|2|3|4|5|6|\\n", 10000, END, "bad_value",
     "body.zh"},
    {"policy", POLICY "|a|b|c|d|e|f|g|\\n", "|---|---|---|---|---|---|---|",
     1, END, "bad_value", "body.zh"},
    {"policy", POLICY, "[", 190000, END, NULL, NULL},
    {"policy", POLICY, "![a](<b", 25000, END, NULL, NULL},
    {"policy", POLICY, "<script>alert(1)</script>\\n", 5000, END, NULL, NULL},
    {"policy", POLICY, "a\xe2\x80\xae", 1, END, "bad_value", "body.zh"},
    {"policy", POLICY, "&#x202e;", 20000, END, NULL, NULL},
    {"policy", POLICY, "汉", 80000, END, "too_long", "body.zh"},
    {"entry", "{\"group\":\"studio\",\"title\":{\"zh\":\"n\"},\"body\":"
              "{\"zh\":\"", ">", 150000, END, "bad_value", "body.zh"},
    // rules
    {"rule", RULE, "{\"!\":[", 10000, "1", "bad_json", ""},
    {"rule", RULE, "{\"!\":{\"!\":", 10000, "1", "bad_json", ""},
    {"rule", RULE, "[", 100000, "", "bad_json", ""},
    {"policy", "{\"title\":{\"zh\":\"t\"},\"facts\":", "[", 20000, "",
     "bad_json", ""},
    {"policy", "", "{\"a\":", 40000, "", "bad_json", ""},
};

static void
judge(const struct hostile *hostile, const struct buf *body)
{
    struct fault fault = {0};
    enum err err = record_check(hostile->kind, "id", body->data, body->len,
                                &fault);
    bool good = !hostile->code;
    if ((err == ERR_OK) != good
        || strcmp(fault.code, good ? "" : hostile->code) != 0
        || strcmp(fault.field, good ? "" : hostile->field) != 0) {
        print_error("%.60s… ×%d: %s, %s, %s\n", hostile->piece,
                    hostile->times, err_name(err), fault.code, fault.field);
        fail();
    }
    assert_true(good || fault.en[0]);
    assert_true(good || fault.zh[0]);
}

static void
refused_or_harmless(void **state)
{
    struct buf body;
    (void)state;
    buf_init(&body, 8 * CHANGE_MAX_RECORD);
    for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
        const struct hostile *hostile = &all[i];
        buf_reset(&body);
        buf_add_str(&body, hostile->head);
        for (int n = 0; n < hostile->times; n++)
            buf_add_str(&body, hostile->piece);
        buf_add_str(&body, hostile->tail);
        assert_false(body.failed);
        judge(hostile, &body);
    }
    buf_clear(&body);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(refused_or_harmless),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
