// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include "model/activity.h"
#include "model/ticket.h"
#include "model/visit.h"
#include "util/buf.h"
#include "wire/body.h"
#include "wire/json.h"

#define UUID "5f7f1e2a-0c53-4a3e-9a5b-0d3c2b1a0f9e"

static enum err
check(const char *type, const char *text, struct fault *fault)
{
    struct json_t *json;
    assert_int_equal(json_parse(text, strlen(text), &json, NULL), ERR_OK);
    enum err err = body_check(type, json, fault);
    json_free(json);
    return err;
}

// Every builder's text is what the protocol says and passes the check.
static void
expect(struct buf *built, bool good, const char *type, const char *text)
{
    struct fault fault = {0};
    assert_true(good);
    assert_string_equal(buf_text(built), text);
    assert_int_equal(check(type, text, &fault), ERR_OK);
    buf_reset(built);
}

static void
builds_what_it_checks(void **state)
{
    struct visit visit = {
        .id = UUID,
        .service = "phd",
        .identity = VISIT_BY_ID,
        .talent = "t-1",
        .programme = "nj_300",
        .consent_rev = 2,
    };
    struct ticket ticket = {
        .visit = UUID,
        .number = "A1012",
        .service = "phd",
        .class = TICKET_PRIORITY,
        .day = "2026-12-01",
    };
    struct buf b;
    (void)state;
    buf_init(&b, 4096);
    expect(&b, body_checked_in(&b, &visit), "visit.checked_in",
           "{\"service\":\"phd\",\"identity\":\"id\",\"talent\":\"t-1\","
           "\"programme\":\"nj_300\",\"role\":null,\"employer_type\":null,"
           "\"field\":null,\"consent_rev\":2}");
    expect(&b, body_ticket_issued(&b, &ticket), "ticket.issued",
           "{\"visit\":\"" UUID "\",\"number\":\"A1012\",\"service\":\"phd\","
           "\"class\":\"priority\",\"day\":\"2026-12-01\"}");
    expect(&b, body_visit_ended(&b, "timeout"), "visit.ended",
           "{\"reason\":\"timeout\"}");
    expect(&b, body_ticket_slip(&b, "none"), "ticket.slip",
           "{\"slip\":\"none\"}");
    expect(&b, body_ticket_moved(&b, "", "staff"), "ticket.called",
           "{\"window\":null,\"by\":\"staff\"}");
    expect(&b, body_ticket_moved(&b, "w1", "visitor"), "ticket.cancelled",
           "{\"window\":\"w1\",\"by\":\"visitor\"}");
    expect(&b, body_staff(&b, "ok"), "staff.unlocked",
           "{\"result\":\"ok\"}");
    expect(&b, body_record(&b, UUID, 7, "test"), "record.discarded",
           "{\"epoch\":\"" UUID "\",\"seq\":7,\"reason\":\"test\"}");
    expect(&b, body_what(&b, "stepped", "by_ms", "-1"), "kiosk.clock_stepped",
           "{\"what\":\"stepped\",\"by_ms\":\"-1\"}");
    expect(&b, body_what(&b, "started", NULL, NULL), "kiosk.started",
           "{\"what\":\"started\"}");
    expect(&b, body_help(&b, "home"), "help.requested",
           "{\"screen\":\"home\"}");
    const struct joining joining = {
        .activity = "group-service", .field = "medical", .group = true,
        .people = 12};
    expect(&b, body_joined(&b, &joining), "activity.joined",
           "{\"activity\":\"group-service\",\"how\":\"group\","
           "\"people\":12,\"field\":\"medical\",\"visit\":null}");
    buf_clear(&b);
}

static void
names_the_field_that_is_wrong(void **state)
{
    static const char *const table[][3] = {
        {"visit.checked_in", "{}", "body.service"},
        {"visit.checked_in", "{\"service\":\"a\",\"identity\":\"face\"}",
         "body.identity"},
        {"visit.checked_in",
         "{\"service\":\"a\",\"identity\":\"id\",\"role\":7}", "body.role"},
        {"visit.checked_in", "{\"service\":\"a\",\"identity\":\"id\"}",
         "body.consent_rev"},
        {"visit.ended", "{\"reason\":\"bored\"}", "body.reason"},
        {"ticket.issued", "{\"visit\":\"a\",\"number\":\"I1\"}",
         "body.number"},
        {"ticket.issued",
         "{\"visit\":\"a\",\"number\":\"A1012\",\"service\":\"s\","
         "\"class\":\"normal\",\"day\":\"2026-02-30\"}",
         "body.day"},
        {"ticket.called", "{\"window\":null,\"by\":\"robot\"}", "body.by"},
        {"ticket.slip", "{}", "body.slip"},
        {"staff.denied", "{}", "body.result"},
        {"record.resent", "{\"epoch\":\"x\"}", "body.epoch"},
        {"help.requested", "{}", "body.screen"},
        {"command.done", "{\"what\":null}", "body.what"},
        {"activity.joined", "{\"how\":\"group\"}", "body.activity"},
        {"activity.joined", "{\"activity\":\"a\",\"how\":\"crowd\"}",
         "body.how"},
        {"activity.joined",
         "{\"activity\":\"a\",\"how\":\"group\",\"people\":201}",
         "body.people"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof(table) / sizeof(*table); i++) {
        struct fault fault = {0};
        assert_int_equal(check(table[i][0], table[i][1], &fault),
                         ERR_INVALID);
        assert_string_equal(fault.field, table[i][2]);
        assert_true(fault.zh[0] && fault.en[0]);
    }
}

static void
leaves_later_features_open(void **state)
{
    (void)state;
    assert_int_equal(check("rating.given", "{\"level\":5}", NULL),
                     ERR_OK);
    assert_int_equal(check("rating.given", "[]", NULL), ERR_INVALID);
    assert_true(body_known("form.submitted", 1));
    assert_false(body_known("form.submitted", 2));
    assert_false(body_known("robot.waved", 1));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(builds_what_it_checks),
        cmocka_unit_test(names_the_field_that_is_wrong),
        cmocka_unit_test(leaves_later_features_open),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
