// SPDX-License-Identifier: Apache-2.0
#include "play.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "screens/service.h"
#include "store/catalogue.h"
#include "util/clock.h"
#include "util/str.h"

// Every page in both shapes, both languages and both sizes of type, with
// the shipped fonts and the built-in catalogue: nothing is cut, nothing
// overlaps, everything can be hit.

#define TARGET 80

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
fault(const struct play *play, const char *what, const struct ui_node *a,
      const char *more)
{
    print_message("%s %s%s %s: %s: %s %s\n",
                  ui_page(play->ui).w > 1500 ? "wide" : "tall",
                  lang_code(play->session.lang),
                  play->session.large ? " large" : "", where, what, a->id,
                  more);
    faults++;
}

static void
look_at(struct play *play, const struct ui_node *node)
{
    struct rect page = ui_page(play->ui);
    if (node->clipped) {
        fault(play, "cut", node, node->label);
    }
    if (touchable(node) && (node->rect.w < TARGET || node->rect.h < TARGET)) {
        fault(play, "small", node, "");
    }
    struct rect inside = rect_intersect(node->text_rect, page);
    if (inside.w != node->text_rect.w || inside.h != node->text_rect.h) {
        fault(play, "off the page", node, node->label);
    }
    bool frame = touchable(node) && node->text_rect.w > 0;
    inside = rect_intersect(node->text_rect, node->rect);
    if (frame && (inside.w != node->text_rect.w)) {
        fault(play, "wider than its frame", node, node->label);
    }
}

static void
look_at_both(struct play *play, const struct ui_node *a,
             const struct ui_node *b)
{
    if (a->covered || b->covered) {
        return;
    }
    if (rect_intersect(a->text_rect, b->text_rect).w > 0) {
        fault(play, "texts overlap", a, b->id);
    }
    bool both = touchable(a) && touchable(b);
    // The idle screen is one target with texts on it.
    if (both && rect_intersect(a->rect, b->rect).w > 0) {
        fault(play, "targets overlap", a, b->id);
    }
    if (strcmp(a->id, b->id) == 0) {
        fault(play, "there twice", a, "");
    }
}

static void
look(struct play *play, const char *page)
{
    size_t count = 0;
    where = page;
    play_draw(play);
    assert_false(ui_list(play->ui)->failed);
    const struct ui_node *nodes = ui_nodes(play->ui, &count);
    for (size_t i = 0; i < count; i++) {
        look_at(play, &nodes[i]);
        for (size_t k = i + 1; k < count; k++) {
            look_at_both(play, &nodes[i], &nodes[k]);
        }
    }
}

static void
look_at_identify(struct play *play)
{
    play_go(play, "identify", NULL);
    look(play, "identify card");
    play->state.has_scanner = true;
    look(play, "identify card with a reader");
    play_tap(play, "identify.tab.id");
    look(play, "identify with a reader");
    play->state.has_scanner = false;
    look(play, "identify");
    play_tap(play, "identify.submit");
    look(play, "identify empty");
    play_type(play, "identify", "890000199002290029");
    look(play, "identify no such date");
    play_go(play, "identify", "id");
    play_type(play, "identify", "890000850101001");
    play_tap(play, "identify.submit");
    look(play, "identify old number");
    play_go(play, "identify", "phone");
    play_type(play, "identify", "2");
    look(play, "identify wrong phone");
}

static void
look_at_person(struct play *play, const char *number, const char *page)
{
    play_go(play, "identify", "id");
    play_type(play, "identify", number);
    play_tap(play, "identify.submit");
    assert_true(play_at(play, "person"));
    look(play, page);
    if (play_node(play, "person.group.employer")) {
        play_tap(play, "person.group.employer");
        look(play, "person by employer");
    }
    play_tap(play, "person.confirm");
    look(play, "services of a person");
}

static void
look_at_services(struct play *play)
{
    look(play, "services");
    while (play_node(play, "pager.next")
           && play_node(play, "pager.next")->enabled) {
        play_tap(play, "pager.next");
        look(play, "services, later page");
    }
}

static void
look_at_every_service(struct play *play)
{
    struct service services[32] = {0};
    size_t count = 0, total = 0;
    const struct catalogue_range all = {.max = 32};
    assert_int_equal(catalogue_services(play->fixture->store, "hall", all,
                                        services, &count, &total), ERR_OK);
    assert_true(count > 10);
    for (size_t i = 0; i < count; i++) {
        play_go(play, "service", services[i].id);
        look(play, "service");
        service_clear(&services[i]);
    }
}

static void
look_at_refusals(struct play *play)
{
    struct service_data *data = play->data;
    data->failed = true;
    look(play, "service that failed");
    data->failed = false;
    data->refused = true;
    for (int i = CHECK_IN_CLOSED; i <= CHECK_IN_NO_SERVICE; i++) {
        data->outcome = (enum check_in_refusal)i;
        data->opens_ms = clock_now_ms();
        look(play, "service that refuses");
        data->opens_ms = 0;
        look(play, "service that refuses");
    }
    data->refused = false;
    play_draw(play);
}

static void
look_at_ticket(struct play *play)
{
    play_tap(play, "service.take");
    assert_true(play_at(play, "ticket"));
    play->state.seconds_left = 30;
    look(play, "ticket");
    play->state.enrolled = false;
    play_tell(play, SCREEN_STATE);
    look(play, "ticket alone");
    play->state.enrolled = true;
    play_tap(play, "ticket.again");
    play_tap(play, "services.item.talent-apartment");
    play_tap(play, "service.take");
    look(play, "second ticket");
    play->state.seconds_left = 0;
}

static void
look_at_overlays(struct play *play)
{
    play_go(play, "home", NULL);
    play->help = true;
    for (int state = HELP_NONE; state <= HELP_ESCALATED; state++) {
        play->state.help_state = state;
        look(play, "help");
    }
    play->help = false;
    play->seconds_left = 14;
    look(play, "time-out");
    play->seconds_left = 0;
    play_go(play, "out_of_service", "正在换纸");
    look(play, "out of service");
}

static void
look_at_start(struct play *play)
{
    play_go(play, "attract", NULL);
    for (int i = 0; i < 3; i++) {
        look(play, "attract");
        play_wait(play, 8000);
    }
    play_go(play, "home", NULL);
    look(play, "home");
    play->state.online = false;
    look(play, "home offline");
    play->state.pending = 999;
    look(play, "home offline, much to send");
    play->state.pending = 123456;
    look(play, "home offline, very much to send");
    play->state.enrolled = false;
    play->state.demo = true;
    look(play, "home alone");
    play->state.enrolled = true;
    play->state.online = true;
    look(play, "home, much to send");
    play->state.pending = 0;
}

static void
look_at_staff(struct play *play)
{
    play_go(play, "pin", NULL);
    look(play, "pin");
    play_tap(play, "pin.submit");
    look(play, "pin too early");
    str_copy(play->session.staff_code, sizeof(play->session.staff_code),
             "07");
    play_go(play, "staff", NULL);
    for (int i = KIOSK_SYNC_NONE; i <= KIOSK_SYNC_NOT_ENROLLED; i++) {
        play->state.sync_outcome = i;
        str_copy(play->state.sync_problem, sizeof(play->state.sync_problem),
                 i > KIOSK_SYNC_DONE ? "unknown-kiosk" : "");
        look(play, "staff");
    }
    play->state.sync_running = true;
    play->state.to_send = 1400;
    play->state.sent = 1100;
    look(play, "staff while it runs");
    play->state.notice_zh = "配置文件有误，沿用上次的配置：第 12 行";
    play->state.notice_en = "Configuration faulty, the last one is used: "
                            "line 12";
    play_tell(play, SCREEN_STATE);
    look(play, "staff with a notice");
    play->state.sync_running = false;
}

// The first element whose id begins so, tapped.
static void
tap_first(struct play *play, const char *prefix)
{
    size_t count = 0;
    const struct ui_node *nodes = ui_nodes(play->ui, &count);
    for (size_t i = 0; i < count; i++) {
        if (str_starts(nodes[i].id, prefix)) {
            char id[UI_ID_SIZE];
            str_copy(id, sizeof(id), nodes[i].id);
            play_tap(play, id);
            return;
        }
    }
    fail_msg("no %s", prefix);
}

// What the hub refused, the dialogs about it, and the messages after.
static void
look_at_set_aside(struct play *play)
{
    play->state.sync_by_staff = true;
    play->state.notice_zh = play->state.notice_en = NULL;
    play_refuse(play, "服务“博士安家费”已停办，请先在中心改好目录",
                "The service was withdrawn; mend the catalogue first");
    play->state.set_aside = 12;
    play_go(play, "staff", NULL);
    look(play, "staff with records set aside");
    play_tap(play, "pager.next");
    look(play, "staff, later page");
    tap_first(play, "staff.sync.item.");
    look(play, "record set aside");
    tap_first(play, "staff.sync.discard.");
    look(play, "discard");
    play_tap(play, "dialog.discard.reason.1");
    look(play, "discard with a reason");
    play_tap(play, "dialog.discard.cancel");
    play->state.sync_by_staff = false;
    play->state.set_aside = 0;
}

static void
look_at_all(struct play *play)
{
    look_at_start(play);
    look_at_identify(play);
    play_go(play, "services", NULL);
    look_at_services(play);
    look_at_every_service(play);
    look_at_refusals(play);
    look_at_ticket(play);
    look_at_overlays(play);
    look_at_staff(play);
    look_at_set_aside(play);
    look_at_person(play, "890000199202290023", "person not on the roster");
}

static void
play_through(bool landscape, enum lang lang, bool large)
{
    const struct play_options options = {
        .real_fonts = true, .landscape = landscape,
    };
    struct play *play = play_create(&options);
    assert_int_equal(
        catalogue_load_built_in(play->fixture->store,
                                SOURCE_DIR "/assets/catalogue"),
        ERR_OK);
    play->session.lang = lang;
    play->session.large = large;
    look_at_all(play);
    play_free(play);
}

static void
of_the_roster(bool landscape, enum lang lang, bool large)
{
    const struct play_options options = {
        .real_fonts = true, .landscape = landscape,
    };
    struct play *play = play_create(&options);
    fixture_enrol(play->fixture, 1);
    fixture_catalogue(play->fixture, 1);
    play_roster(play);
    play->session.lang = lang;
    play->session.large = large;
    look_at_person(play, "890000198501010015", "person");
    play_free(play);
}

static void
nothing_is_cut_and_everything_can_be_hit(void **state)
{
    (void)state;
    faults = 0;
    for (int i = 0; i < 8; i++) {
        bool landscape = i & 1, large = i & 2;
        enum lang lang = i & 4 ? LANG_EN : LANG_ZH;
        play_through(landscape, lang, large);
        of_the_roster(landscape, lang, large);
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
