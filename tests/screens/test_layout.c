// SPDX-License-Identifier: Apache-2.0
#include "hall.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "screens/form.h"
#include "screens/service.h"
#include "store/catalogue.h"
#include "util/clock.h"
#include "util/str.h"

// Every page in both shapes, both languages and both sizes of type, with
// the shipped fonts and the built-in catalogue: nothing is cut, nothing
// overlaps, everything can be hit.

#define TARGET 80
#define REACH 840

// The page being looked at and what was found, for the messages.
static const char *where;
static int faults;

static bool
touchable(const struct ui_node *node)
{
    return node->role == UI_BUTTON || node->role == UI_ITEM
           || node->role == UI_KEY || node->role == UI_FIELD;
}

static void
fault(const struct stage *stage, const char *what, const struct ui_node *a,
      const char *more)
{
    print_message("%s %s%s%s %s: %s: %s %s\n",
                  ui_page(stage->ui).w > 1500 ? "wide" : "tall",
                  lang_code(stage->session.lang),
                  stage->session.large ? " large" : "",
                  stage->session.low_reach ? " low" : "", where, what,
                  a->id, more);
    faults++;
}

static void
look_at(struct stage *stage, const struct ui_node *node)
{
    struct rect page = ui_page(stage->ui);
    if (node->clipped) {
        fault(stage, "cut", node, node->label);
    }
    if (touchable(node) && (node->rect.w < TARGET || node->rect.h < TARGET)) {
        fault(stage, "small", node, "");
    }
    // Under low reach nothing is touched above but by staff, who hold the
    // name in the header.
    bool reached = node->rect.y >= REACH || node->covered
                   || stage_at(stage, "staff") || stage->screen->bare;
    if (stage->session.low_reach && touchable(node) && !reached
        && !str_equal(node->id, "header.site")) {
        fault(stage, "out of reach", node, "");
    }
    struct rect inside = rect_intersect(node->text_rect, page);
    if (inside.w != node->text_rect.w || inside.h != node->text_rect.h) {
        fault(stage, "off the page", node, node->label);
    }
    bool frame = touchable(node) && node->text_rect.w > 0;
    inside = rect_intersect(node->text_rect, node->rect);
    if (frame && (inside.w != node->text_rect.w)) {
        fault(stage, "wider than its frame", node, node->label);
    }
}

static void
look_at_both(struct stage *stage, const struct ui_node *a,
             const struct ui_node *b)
{
    if (a->covered || b->covered) {
        return;
    }
    if (rect_intersect(a->text_rect, b->text_rect).w > 0) {
        fault(stage, "texts overlap", a, b->id);
    }
    bool both = touchable(a) && touchable(b);
    // The idle screen is one target with texts on it.
    if (both && rect_intersect(a->rect, b->rect).w > 0) {
        fault(stage, "targets overlap", a, b->id);
    }
    if (strcmp(a->id, b->id) == 0) {
        fault(stage, "there twice", a, "");
    }
}

static void
look(struct stage *stage, const char *page)
{
    size_t count = 0;
    where = page;
    stage_draw(stage);
    assert_false(ui_list(stage->ui)->failed);
    const struct ui_node *nodes = ui_nodes(stage->ui, &count);
    for (size_t i = 0; i < count; i++) {
        look_at(stage, &nodes[i]);
        for (size_t k = i + 1; k < count; k++) {
            look_at_both(stage, &nodes[i], &nodes[k]);
        }
    }
}

static void
look_at_identify(struct stage *stage)
{
    stage_show(stage, "identify", NULL);
    look(stage, "identify card");
    stage->state.has_scanner = true;
    look(stage, "identify card with a reader");
    stage_tap(stage, "identify.tab.id");
    look(stage, "identify with a reader");
    stage->state.has_scanner = false;
    look(stage, "identify");
    stage_tap(stage, "identify.submit");
    look(stage, "identify empty");
    stage_type(stage, "identify", "890000199002290029");
    look(stage, "identify no such date");
    stage_show(stage, "identify", "id");
    stage_type(stage, "identify", "890000850101001");
    stage_tap(stage, "identify.submit");
    look(stage, "identify old number");
    stage_show(stage, "identify", "phone");
    stage_type(stage, "identify", "2");
    look(stage, "identify wrong phone");
}

static void
look_at_person(struct stage *stage, const char *number, const char *page)
{
    stage_show(stage, "identify", "id");
    stage_type(stage, "identify", number);
    stage_tap(stage, "identify.submit");
    assert_true(stage_at(stage, "person"));
    look(stage, page);
    if (stage_node(stage, "person.group.employer")) {
        stage_tap(stage, "person.group.employer");
        look(stage, "person by employer");
    }
    stage_tap(stage, "person.confirm");
    look(stage, "services of a person");
}

static void
look_at_services(struct stage *stage)
{
    look(stage, "services");
    while (stage_node(stage, "pager.next")
           && stage_node(stage, "pager.next")->enabled) {
        stage_tap(stage, "pager.next");
        look(stage, "services, later page");
    }
}

static void
look_at_every_service(struct stage *stage)
{
    struct service services[32] = {0};
    size_t count = 0, total = 0;
    const struct catalogue_range all = {.max = 32};
    assert_int_equal(catalogue_services(stage->fixture->store, "hall", all,
                                        services, &count, &total), ERR_OK);
    assert_true(count > 10);
    for (size_t i = 0; i < count; i++) {
        stage_show(stage, "service", services[i].id);
        look(stage, "service");
        service_clear(&services[i]);
    }
}

static void
look_at_refusals(struct stage *stage)
{
    struct service_data *data = stage->data;
    data->failed = true;
    look(stage, "service that failed");
    data->failed = false;
    data->refused = true;
    for (int i = CHECK_IN_CLOSED; i <= CHECK_IN_NO_SERVICE; i++) {
        data->outcome = (enum check_in_refusal)i;
        data->opens_ms = clock_now_ms();
        look(stage, "service that refuses");
        data->opens_ms = 0;
        look(stage, "service that refuses");
    }
    data->refused = false;
    stage_draw(stage);
}

static void
look_at_ticket(struct stage *stage)
{
    stage_tap(stage, "service.take");
    assert_true(stage_at(stage, "ticket"));
    stage->state.seconds_left = 30;
    look(stage, "ticket");
    stage->state.enrolled = false;
    stage_tell(stage, SCREEN_STATE);
    look(stage, "ticket alone");
    stage->state.enrolled = true;
    stage_tap(stage, "ticket.again");
    stage_show(stage, "service", "talent-apartment");
    stage_tap(stage, "service.take");
    look(stage, "second ticket");
    stage->state.seconds_left = 0;
}

// Each page of a form, then the same with all that can be wrong told, and
// each field as it is typed into.
static void
look_at_pages(struct stage *stage, const char *form)
{
    struct form_screen *data = stage->data;
    struct form_leaves leaves;
    form_leaves(stage->ui, data, &leaves);
    assert_true(leaves.count > 0);
    for (size_t i = 0; i < leaves.count; i++) {
        data->at = form_leaf_place(&leaves.items[i]);
        data->editing = FORM_NOTHING;
        memset(data->told, false, sizeof(data->told));
        look(stage, form);
        memset(data->told, true, sizeof(data->told));
        look(stage, form);
        size_t last = leaves.items[i].fields[leaves.items[i].count - 1];
        enum form_kind kind = data->form.fields[last].kind;
        if (kind != FORM_CHOICE && kind != FORM_SEVERAL
            && kind != FORM_CONSENT) {
            data->editing = (int)last;
            look(stage, form);
        }
    }
    data->editing = FORM_NOTHING;
}

static void
look_at_forms(struct stage *stage)
{
    static const char *const forms[] = {
        "flexible-intro", "allowance-phd", "individual-case",
        "child-education", "group-checkin", "officer-message",
    };
    for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
        stage_show(stage, "form", forms[i]);
        struct form_screen *data = stage->data;
        look(stage, "form without keys");
        data->ready = true;
        look_at_pages(stage, forms[i]);
        data->failed = true;
        look(stage, "form that failed");
        data->sent = true;
        stage->state.seconds_left = 30;
        look(stage, "receipt");
        stage->state.seconds_left = 0;
    }
    stage_show(stage, "form", "none");
    look(stage, "form that is gone");
}

static void
look_at_overlays(struct stage *stage)
{
    stage_show(stage, "home", NULL);
    stage->help = true;
    for (int state = HELP_NONE; state <= HELP_ESCALATED; state++) {
        stage->state.help_state = state;
        look(stage, "help");
    }
    stage->help = false;
    stage->seconds_left = 14;
    look(stage, "time-out");
    stage->seconds_left = 0;
    stage_show(stage, "out_of_service", "正在换纸");
    look(stage, "out of service");
}

static void
look_at_start(struct stage *stage)
{
    stage_show(stage, "attract", NULL);
    for (int i = 0; i < 3; i++) {
        look(stage, "attract");
        stage_pass(stage, 8000);
    }
    stage_show(stage, "home", NULL);
    look(stage, "home");
    stage->state.online = false;
    look(stage, "home offline");
    stage->state.pending = 999;
    look(stage, "home offline, much to send");
    stage->state.pending = 123456;
    look(stage, "home offline, very much to send");
    stage->state.enrolled = false;
    stage->state.demo = true;
    look(stage, "home alone");
    stage->state.enrolled = true;
    stage->state.online = true;
    look(stage, "home, much to send");
    stage->state.pending = 0;
}

static void
look_at_staff(struct stage *stage)
{
    stage_show(stage, "pin", NULL);
    look(stage, "pin");
    stage_tap(stage, "pin.submit");
    look(stage, "pin too early");
    str_copy(stage->session.staff_code, sizeof(stage->session.staff_code),
             "07");
    stage_show(stage, "staff", NULL);
    for (int i = KIOSK_SYNC_NONE; i <= KIOSK_SYNC_NOT_ENROLLED; i++) {
        stage->state.sync_outcome = i;
        str_copy(stage->state.sync_problem, sizeof(stage->state.sync_problem),
                 i > KIOSK_SYNC_DONE ? "unknown-kiosk" : "");
        look(stage, "staff");
    }
    stage->state.sync_running = true;
    stage->state.to_send = 1400;
    stage->state.sent = 1100;
    look(stage, "staff while it runs");
    stage->state.notice_zh = "配置文件有误，沿用上次的配置：第 12 行";
    stage->state.notice_en = "Configuration faulty, the last one is used: "
                            "line 12";
    stage_tell(stage, SCREEN_STATE);
    look(stage, "staff with a notice");
    stage->state.sync_running = false;
}

// The first element whose id begins so, tapped.
static void
tap_first(struct stage *stage, const char *prefix)
{
    size_t count = 0;
    const struct ui_node *nodes = ui_nodes(stage->ui, &count);
    for (size_t i = 0; i < count; i++) {
        if (str_starts(nodes[i].id, prefix)) {
            char id[UI_ID_SIZE];
            str_copy(id, sizeof(id), nodes[i].id);
            stage_tap(stage, id);
            return;
        }
    }
    fail_msg("no %s", prefix);
}

// What the hub refused, the dialogs about it, and the messages after.
static void
look_at_set_aside(struct stage *stage)
{
    stage->state.sync_by_staff = true;
    stage->state.notice_zh = stage->state.notice_en = NULL;
    hall_refuse(stage, "服务“博士安家费”已停办，请先在中心改好目录",
                "The service was withdrawn; mend the catalogue first");
    stage->state.set_aside = 12;
    stage_show(stage, "staff", NULL);
    look(stage, "staff with records set aside");
    stage_tap(stage, "pager.next");
    look(stage, "staff, later page");
    tap_first(stage, "staff.sync.item.");
    look(stage, "record set aside");
    tap_first(stage, "staff.sync.discard.");
    look(stage, "discard");
    stage_tap(stage, "dialog.discard.reason.1");
    look(stage, "discard with a reason");
    stage_tap(stage, "dialog.discard.cancel");
    stage->state.sync_by_staff = false;
    stage->state.set_aside = 0;
}

static void
look_at_all(struct stage *stage)
{
    look_at_start(stage);
    look_at_identify(stage);
    stage_show(stage, "services", NULL);
    look_at_services(stage);
    look_at_every_service(stage);
    look_at_refusals(stage);
    look_at_ticket(stage);
    look_at_forms(stage);
    look_at_overlays(stage);
    look_at_staff(stage);
    look_at_set_aside(stage);
    look_at_person(stage, "890000199202290023", "person not on the roster");
}

/** One of the ways in which everything is looked at. */
struct look {
    bool landscape, large, low;
    enum lang lang;
};

static void
dress(struct stage *stage, const struct look *seen)
{
    stage->session.lang = seen->lang;
    stage->session.large = seen->large;
    stage->session.low_reach = seen->low;
}

static void
play_through(const struct look *seen)
{
    const struct stage_options options = {
        .real_fonts = true, .landscape = seen->landscape,
    };
    struct stage *stage = hall_create(&options);
    assert_int_equal(
        catalogue_load_built_in(stage->fixture->store,
                                SOURCE_DIR "/assets/catalogue"),
        ERR_OK);
    dress(stage, seen);
    look_at_all(stage);
    stage_free(stage);
}

static void
of_the_roster(const struct look *seen)
{
    const struct stage_options options = {
        .real_fonts = true, .landscape = seen->landscape,
    };
    struct stage *stage = hall_create(&options);
    fixture_enrol(stage->fixture, 1);
    fixture_catalogue(stage->fixture, 1);
    hall_roster(stage);
    dress(stage, seen);
    look_at_person(stage, "890000198501010015", "person");
    stage_free(stage);
}

static void
nothing_is_cut_and_everything_can_be_hit(void **state)
{
    (void)state;
    faults = 0;
    for (int i = 0; i < 12; i++) {
        // Low reach is for portrait alone.
        const struct look seen = {
            .landscape = i < 8 && i & 4, .large = i & 2, .low = i >= 8,
            .lang = i & 1 ? LANG_EN : LANG_ZH,
        };
        play_through(&seen);
        of_the_roster(&seen);
    }
    assert_int_equal(faults, 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_cut_and_everything_can_be_hit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
