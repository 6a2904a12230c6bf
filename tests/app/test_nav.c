// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "app/nav.h"
#include "util/log.h"

/*
 * Screens that note what happens to them. The trace is the one mutable
 * variable: screens are constant tables and have no other place.
 */
static char trace[512];

struct data {
    char typed[16];
};

static struct nav nav;
static struct screen_context context;

static void
note(const char *what, const char *name)
{
    strncat(trace, what, sizeof trace - strlen(trace) - 1);
    strncat(trace, name, sizeof trace - strlen(trace) - 1);
}

static void
draw(struct screen_context *c, const void *data)
{
    (void)c;
    (void)data;
}

static void
enter(struct screen_context *c, void *data, const char *arg)
{
    struct data *mine = data;
    (void)c;
    // Fresh data, whoever was here before.
    assert_int_equal(mine->typed[0], '\0');
    strncpy(mine->typed, "secret", sizeof mine->typed - 1);
    note(" >", arg ? arg : "-");
}

static void
leave(struct screen_context *c, void *data)
{
    (void)c;
    assert_string_equal(((struct data *)data)->typed, "secret");
    note(" <", nav.place.name);
}

static void
enter_hop(struct screen_context *c, void *data, const char *arg)
{
    enter(c, data, arg);
    nav_go(&nav, "services", "hopped");
}

static void
enter_circle(struct screen_context *c, void *data, const char *arg)
{
    enter(c, data, arg);
    nav_go(&nav, "circle", NULL);
}

static const struct screen_ops *
find(const char *name)
{
    static const struct screen_ops screens[] = {
        {.name = "attract", .bare = true, .draw = draw},
        {.name = "home", .draw = draw},
        {.name = "services", .data_size = sizeof(struct data),
         .enter = enter, .leave = leave, .draw = draw},
        {.name = "service", .data_size = sizeof(struct data),
         .enter = enter, .leave = leave, .draw = draw},
        {.name = "hop", .data_size = sizeof(struct data),
         .enter = enter_hop, .leave = leave, .draw = draw},
        {.name = "circle", .data_size = sizeof(struct data),
         .enter = enter_circle, .leave = leave, .draw = draw},
        {.name = "ticket", .draw = draw},
        {.name = "pin", .draw = draw},
        {.name = "staff", .draw = draw},
    };
    for (size_t i = 0; i < sizeof screens / sizeof screens[0]; i++)
        if (!strcmp(screens[i].name, name))
            return &screens[i];
    return NULL;
}

static int
setup(void **state)
{
    (void)state;
    trace[0] = '\0';
    log_set_level(LOG_LEVEL_OFF);
    nav_init(&nav, find);
    return 0;
}

static int
teardown(void **state)
{
    (void)state;
    nav_destroy(&nav, &context);
    return 0;
}

static void
go(const char *screen, const char *arg)
{
    assert_true(nav_go(&nav, screen, arg));
    assert_true(nav_settle(&nav, &context));
}

static bool
back(void)
{
    nav_back(&nav);
    return nav_settle(&nav, &context);
}

static void
a_wish_waits_until_it_is_settled(void **state)
{
    (void)state;
    go("home", NULL);
    nav_go(&nav, "services", "all");
    assert_true(nav_at(&nav, "home"));
    assert_true(nav_settle(&nav, &context));
    assert_true(nav_at(&nav, "services"));
    assert_false(nav_settle(&nav, &context));
    assert_string_equal(trace, " >all");
}

static void
back_returns_with_the_argument(void **state)
{
    (void)state;
    go("attract", NULL);
    go("home", NULL);
    assert_false(nav_can_go_back(&nav));
    go("services", "all");
    go("service", "phd");
    assert_true(back());
    assert_true(nav_at(&nav, "services"));
    assert_string_equal(trace, " >all <services >phd <service >all");
    assert_true(back());
    assert_true(nav_at(&nav, "home"));
    assert_false(nav_can_go_back(&nav));
    assert_false(back());
}

static void
circles_do_not_grow_the_way_back(void **state)
{
    (void)state;
    go("home", NULL);
    for (int i = 0; i < 3; i++) {
        go("services", "all");
        go("service", "phd");
    }
    assert_int_equal(nav.depth, 2);
    for (int i = 0; i < 100; i++) {
        char arg[4] = {(char)('0' + i / 10), (char)('0' + i % 10)};
        go("service", arg);
    }
    assert_int_equal(nav.depth, NAV_HISTORY_MAX);
}

static void
nothing_leads_back_over_a_ticket_or_to_staff(void **state)
{
    (void)state;
    go("home", NULL);
    go("services", NULL);
    go("service", "phd");
    go("ticket", NULL);
    assert_true(back());
    assert_true(nav_at(&nav, "home"));
    go("pin", NULL);
    go("staff", NULL);
    assert_true(back());
    assert_true(nav_at(&nav, "home"));
}

static void
a_screen_may_send_on_but_not_for_ever(void **state)
{
    (void)state;
    go("home", NULL);
    go("hop", NULL);
    assert_true(nav_at(&nav, "services"));
    assert_string_equal(trace, " >- <hop >hopped");
    go("circle", NULL);
    assert_true(nav_at(&nav, "circle"));
    assert_false(nav.wished);
}

static void
unknown_screens_are_refused(void **state)
{
    (void)state;
    go("home", NULL);
    assert_false(nav_go(&nav, "cinema", NULL));
    assert_false(nav_settle(&nav, &context));
    assert_true(nav_at(&nav, "home"));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_wish_waits_until_it_is_settled,
                                        setup, teardown),
        cmocka_unit_test_setup_teardown(back_returns_with_the_argument,
                                        setup, teardown),
        cmocka_unit_test_setup_teardown(circles_do_not_grow_the_way_back,
                                        setup, teardown),
        cmocka_unit_test_setup_teardown(
            nothing_leads_back_over_a_ticket_or_to_staff, setup, teardown),
        cmocka_unit_test_setup_teardown(
            a_screen_may_send_on_but_not_for_ever, setup, teardown),
        cmocka_unit_test_setup_teardown(unknown_screens_are_refused, setup,
                                        teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
