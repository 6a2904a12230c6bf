// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "app/input.h"
#include "stage.h"
#include "ui/touch.h"

static bool
at(struct stage *stage, const char *screen)
{
    return nav_at(&stage->kiosk->nav, screen);
}

static void
put_policy(struct stage *stage)
{
    stage_put(stage, "policy", "p-1",
              "{\"title\":{\"zh\":\"安家费\"},\"summary\":{\"zh\":\"博士\"},"
              "\"facts\":[],\"body\":{\"zh\":\"\"},\"topics\":[],"
              "\"services\":[],\"rules\":[],\"valid_from\":null,"
              "\"valid_to\":null,\"rows\":[],\"source\":{\"document\":"
              "{\"zh\":\"《测试》\"},\"date\":\"2022-10-11\",\"place\":"
              "{\"zh\":\"第一节\"}},\"state\":\"unverified\"}");
}

static void
a_policy_opens_from_public_pages(void **state)
{
    struct stage *stage = *state;
    put_policy(stage);
    stage_go(stage, "attract");
    input_scan(stage->kiosk, "https://hub.example/p/p-1?lang=en");
    assert_true(at(stage, "policy"));
    assert_string_equal(stage->kiosk->nav.place.arg, "p-1");
    // Home stands behind it.
    assert_true(nav_can_go_back(&stage->kiosk->nav));
    stage_tap(stage, "bar.back");
    assert_true(at(stage, "home"));
    input_scan(stage->kiosk, "安家费\n谁可以：博士\n/p/p-1\n");
    assert_true(at(stage, "policy"));
    assert_string_equal(stage->kiosk->overlay.toast, "");
}

static void
unknown_policies_and_codes_are_told(void **state)
{
    struct stage *stage = *state;
    stage_go(stage, "home");
    input_scan(stage->kiosk, "https://hub.example/p/nobody");
    assert_true(at(stage, "home"));
    assert_string_equal(stage->kiosk->overlay.toast,
                        "这台终端没有这项政策，请咨询窗口");
    input_scan(stage->kiosk, "https://elsewhere.example/");
    assert_true(at(stage, "home"));
    assert_string_equal(stage->kiosk->overlay.toast,
                        "没有认出这个码，请到咨询台问一问");
}

static void
cards_lead_to_where_they_are_read(void **state)
{
    struct stage *stage = *state;
    stage_go(stage, "home");
    input_scan(stage->kiosk, "v4.public.eyJzdWIiOiJ0MSJ9");
    assert_true(at(stage, "identify"));
    // The page that reads cards has its own words for what is none.
    stage->kiosk->overlay.toast[0] = '\0';
    input_scan(stage->kiosk, "elsewhere");
    assert_true(at(stage, "identify"));
    assert_string_not_equal(stage->kiosk->overlay.toast, "");
}

static void
nobody_is_torn_away(void **state)
{
    struct stage *stage = *state;
    put_policy(stage);
    stage_go(stage, "identify");
    stage_tap(stage, "identify.tab.phone");
    stage_tap(stage, "identify.key.1");
    input_scan(stage->kiosk, "https://hub.example/p/p-1");
    assert_true(at(stage, "identify"));
    assert_string_equal(stage->kiosk->overlay.toast,
                        "请先办完或结束这一项，再扫码");
    stage_go(stage, "home");
    stage_go(stage, "pin");
    stage->kiosk->overlay.toast[0] = '\0';
    input_scan(stage->kiosk, "https://hub.example/p/p-1");
    assert_true(at(stage, "pin"));
    assert_string_equal(stage->kiosk->overlay.toast, "");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_policy_opens_from_public_pages,
                                        stage_setup, stage_teardown),
        cmocka_unit_test_setup_teardown(unknown_policies_and_codes_are_told,
                                        stage_setup, stage_teardown),
        cmocka_unit_test_setup_teardown(cards_lead_to_where_they_are_read,
                                        stage_setup, stage_teardown),
        cmocka_unit_test_setup_teardown(nobody_is_torn_away, stage_setup,
                                        stage_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
