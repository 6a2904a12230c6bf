// SPDX-License-Identifier: Apache-2.0
#include "hall.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include "store/catalogue.h"
#include "ui/touch.h"
#include "util/str.h"

// A finger on anything that can be touched is seen on the page at once, in
// each of the themes.

#define NODES_MAX 192
// Long after any tap of the stage, so that none is taken for a double tap.
#define PRESS_AT_MS INT64_C(1000000000000)

static int faults; // of the test that runs

static bool
press(struct stage *stage, enum touch_phase phase, const struct rect *rect)
{
    struct ui_event event;
    struct touch touch = {
        .phase = phase, .finger = 7,
        .x = rect->x + rect->w / 2, .y = rect->y + rect->h / 2,
        .at_ms = PRESS_AT_MS,
    };
    return ui_touch(stage->ui, &touch, &event);
}

// What can be pressed but shows so already: a place chosen in a row of
// them, and a field, which shows that it is typed into.
static bool
has_look(const struct ui_node *node)
{
    return node->enabled && !node->covered && node->role <= UI_KEY
           && !str_equal(node->value, "chosen");
}

static void
press_all(struct stage *stage, const char *page)
{
    struct {
        char id[UI_ID_SIZE];
        struct rect rect;
    } found[NODES_MAX];
    size_t count = 0, kept = 0;
    stage_draw(stage);
    const struct ui_node *nodes = ui_nodes(stage->ui, &count);
    for (size_t i = 0; i < count && kept < NODES_MAX; i++) {
        if (has_look(&nodes[i])) {
            str_copy(found[kept].id, UI_ID_SIZE, nodes[i].id);
            found[kept++].rect = nodes[i].rect;
        }
    }
    for (size_t i = 0; i < kept; i++) {
        press(stage, TOUCH_DOWN, &found[i].rect);
        bool shows = stage_draw(stage) > 0
                     || str_equal(found[i].id, "header.site");
        press(stage, TOUCH_CANCEL, &found[i].rect);
        stage_draw(stage);
        if (!shows) {
            print_message("%s: nothing shows a press on %s\n", page,
                          found[i].id);
            faults++;
        }
    }
}

static void
press_visitor_pages(struct stage *stage)
{
    static const char *const pages[] = {
        "attract", "home", "services", "policies", "out_of_service", "pin",
    };
    static const char *const tabs[] = {"card", "id", "phone"};
    for (size_t i = 0; i < sizeof(pages) / sizeof(pages[0]); i++) {
        if (screen_find(pages[i])) {
            stage_show(stage, pages[i], NULL);
            press_all(stage, pages[i]);
        }
    }
    for (size_t i = 0; i < sizeof(tabs) / sizeof(tabs[0]); i++) {
        stage_show(stage, "identify", tabs[i]);
        press_all(stage, "identify");
    }
    stage_show(stage, "service", "a");
    press_all(stage, "service");
    stage_tap(stage, "service.take");
    press_all(stage, "ticket");
    stage_show(stage, "identify", "id");
    stage_type(stage, "identify", "890000199202290023");
    stage_tap(stage, "identify.submit");
    press_all(stage, "person");
}

static void
press_overlays(struct stage *stage)
{
    stage_show(stage, "home", NULL);
    stage->help = true;
    for (int i = HELP_NONE; i <= HELP_ESCALATED; i++) {
        stage->state.help_state = i;
        press_all(stage, "help");
    }
    stage->help = false;
    stage->seconds_left = 14;
    press_all(stage, "time-out");
    stage->seconds_left = 0;
}

static void
press_console(struct stage *stage)
{
    str_copy(stage->session.staff_code, sizeof(stage->session.staff_code),
             "07");
    stage_show(stage, "staff", NULL);
    press_all(stage, "staff");
    stage->session.staff_code[0] = '\0';
}

static void
a_press_is_seen(void **state)
{
    struct stage *stage = *state;
    faults = 0;
    for (int i = 0; i < 4; i++) {
        stage->session.contrast = i & 1;
        stage->session.large = i & 2;
        press_visitor_pages(stage);
        press_overlays(stage);
        press_console(stage);
    }
    assert_int_equal(faults, 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_press_is_seen, hall_setup,
                                        stage_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
