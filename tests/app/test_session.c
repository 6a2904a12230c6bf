// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <SDL2/SDL_events.h>
#include <cmocka.h>

#include "app/host.h"
#include "app/input.h"
#include "app/overlay.h"
#include "app/page.h"
#include "app/session.h"
#include "stage.h"
#include "ui/motion.h"
#include "ui/touch.h"
#include "util/clock.h"
#include "util/str.h"

static bool
shown(struct stage *stage, const char *id)
{
    return ui_node_find(stage->kiosk->ui, id) != NULL;
}

static void
identify(struct stage *stage)
{
    struct session *session = &stage->kiosk->session;
    session->identified = true;
    session->lang = LANG_EN;
    session->large = true;
    str_copy(session->person_key, sizeof session->person_key, "person");
    str_copy(session->number_mask, sizeof session->number_mask, "8****15");
}

static void
the_first_page_is_everybodys(void **state)
{
    struct stage *stage = *state;
    assert_true(nav_at(&stage->kiosk->nav, "attract"));
    assert_int_equal(stage->kiosk->frames.count, 1);
    assert_true(shown(stage, "attract.start"));
    // Nothing changed, nothing is drawn.
    stage->kiosk->dirty = true;
    page_show(stage->kiosk);
    page_show(stage->kiosk);
    assert_int_equal(stage->kiosk->frames.count, 1);
}

static void
going_home_ends_the_visit_but_keeps_the_language(void **state)
{
    struct stage *stage = *state;
    struct session *session = &stage->kiosk->session;
    char visit[UUID_SIZE];
    stage_go(stage, "home");
    identify(stage);
    stage_check_in(stage);
    str_copy(visit, sizeof visit, session->visit.id);
    stage_tap(stage, "bar.home");
    assert_true(nav_at(&stage->kiosk->nav, "home"));
    assert_false(session->identified);
    assert_false(session->checked_in);
    assert_string_equal(session->person_key, "");
    assert_string_equal(session->number_mask, "");
    assert_int_equal(session->lang, LANG_EN);
    assert_true(session->large);
    assert_string_not_equal(session->visit.id, visit);
    assert_int_equal(stage_events(stage, "visit.ended"), 1);
}

// Whoever comes next, within the minute that home waits, finds neither the
// answers nor the words of who stood there before.
static void
home_forgets_what_was_asked(void **state)
{
    struct stage *stage = *state;
    struct session *session = &stage->kiosk->session;
    stage_go(stage, "home");
    stage_go(stage, "policies");
    assert_true(answers_set(&session->answers, "degree", "phd"));
    str_copy(session->search.text, sizeof session->search.text, "安家费");
    session->search.first = 6;
    stage_tap(stage, "bar.home");
    assert_int_equal(session->answers.count, 0);
    assert_string_equal(session->search.text, "");
    assert_int_equal(session->search.first, 0);
}

static void
back_goes_by_a_step_of_the_page_first(void **state)
{
    struct stage *stage = *state;
    struct kiosk *kiosk = stage->kiosk;
    stage_go(stage, "home");
    stage_go(stage, "policies");
    stage_tap(stage, "policies.search");
    stage_tap(stage, "keyboard.key.a");
    page_show(kiosk);
    assert_true(shown(stage, "keyboard.key.a"));
    stage_tap(stage, "bar.back");
    page_show(kiosk);
    assert_true(nav_at(&kiosk->nav, "policies"));
    assert_false(shown(stage, "keyboard.key.a"));
    stage_tap(stage, "bar.back");
    assert_true(nav_at(&kiosk->nav, "home"));
}

static void
being_done_resets_all_after_the_screens_own_code(void **state)
{
    struct stage *stage = *state;
    struct kiosk *kiosk = stage->kiosk;
    stage_go(stage, "home");
    identify(stage);
    stage_check_in(stage);
    host_ops()->end_session(kiosk, "done");
    // Its data must outlive the call it is in.
    assert_true(nav_at(&kiosk->nav, "ticket"));
    kiosk_settle(kiosk);
    assert_true(nav_at(&kiosk->nav, "home"));
    assert_int_equal(kiosk->session.lang, LANG_ZH);
    assert_false(kiosk->session.large);
    assert_int_equal(stage_events(stage, "visit.ended"), 1);
}

static void
silence_counts_down_and_ends(void **state)
{
    struct stage *stage = *state;
    struct kiosk *kiosk = stage->kiosk;
    stage_go(stage, "home");
    identify(stage);
    stage_go(stage, "services");
    session_touch(kiosk);
    clock_advance(46);
    session_tick(kiosk);
    // Large type doubles it.
    assert_int_equal(kiosk->overlay.seconds_left, 0);
    clock_advance(45);
    session_tick(kiosk);
    page_show(kiosk);
    assert_true(kiosk->overlay.seconds_left > 30);
    assert_true(shown(stage, "dialog.timeout.continue"));
    stage_tap(stage, "dialog.timeout.continue");
    assert_int_equal(kiosk->overlay.seconds_left, 0);
    assert_true(nav_at(&kiosk->nav, "services"));
    clock_advance(200);
    session_tick(kiosk);
    assert_true(nav_at(&kiosk->nav, "attract"));
    assert_false(kiosk->session.identified);
    assert_int_equal(kiosk->session.lang, LANG_ZH);
}

static void
a_touch_beside_the_dialog_is_no_answer(void **state)
{
    struct stage *stage = *state;
    struct kiosk *kiosk = stage->kiosk;
    stage_go(stage, "services");
    session_touch(kiosk);
    clock_advance(50);
    session_tick(kiosk);
    int left = kiosk->overlay.seconds_left;
    assert_true(left > 0);
    session_touch(kiosk);
    session_tick(kiosk);
    assert_int_equal(kiosk->overlay.seconds_left, left);
    stage_tap(stage, "dialog.timeout.end");
    assert_true(nav_at(&kiosk->nav, "attract"));
}

static void
the_ticket_page_counts_itself(void **state)
{
    struct stage *stage = *state;
    struct kiosk *kiosk = stage->kiosk;
    stage_go(stage, "home");
    stage_check_in(stage);
    session_touch(kiosk);
    session_tick(kiosk);
    assert_int_equal(kiosk->state.seconds_left, 30);
    clock_advance(31);
    session_tick(kiosk);
    assert_true(nav_at(&kiosk->nav, "attract"));
    assert_int_equal(kiosk->state.seconds_left, 0);
    assert_int_equal(stage_events(stage, "visit.ended"), 1);
}

static void
staff_are_locked_out_when_they_leave(void **state)
{
    struct stage *stage = *state;
    struct kiosk *kiosk = stage->kiosk;
    stage_go(stage, "staff");
    str_copy(kiosk->session.staff_code, sizeof kiosk->session.staff_code,
             "07");
    stage_tap(stage, "bar.home");
    assert_true(nav_at(&kiosk->nav, "home"));
    assert_string_equal(kiosk->session.staff_code, "");
}

static void
help_lies_over_any_page_and_calls(void **state)
{
    struct stage *stage = *state;
    struct kiosk *kiosk = stage->kiosk;
    stage_go(stage, "home");
    stage_tap(stage, "bar.help");
    assert_true(shown(stage, "help.call"));
    stage_tap(stage, "help.contrast");
    assert_true(kiosk->session.contrast);
    stage_tap(stage, "help.call");
    assert_int_equal(kiosk->state.help_state, HELP_SENT);
    assert_int_equal(stage_events(stage, "help.requested"), 1);
    stage_tap(stage, "help.close");
    assert_false(shown(stage, "help.call"));
}

static void
modes_end_with_the_session(void **state)
{
    struct stage *stage = *state;
    struct kiosk *kiosk = stage->kiosk;
    stage_go(stage, "home");
    stage_tap(stage, "bar.large");
    stage_tap(stage, "bar.language.en");
    stage_tap(stage, "bar.help");
    stage_tap(stage, "help.contrast");
    stage_tap(stage, "help.reach");
    assert_true(ui_theme(kiosk->ui)->low_reach);
    stage_tap(stage, "help.close");
    session_end(kiosk, "done", "home");
    page_show(kiosk);
    const struct theme *theme = ui_theme(kiosk->ui);
    assert_false(theme->large || theme->contrast || theme->low_reach);
    assert_int_equal(ui_lang(kiosk->ui), LANG_ZH);
    assert_string_equal(ui_node_find(kiosk->ui, "bar.home")->label, "首页");
}

static void
an_unanswered_call_leads_to_a_number(void **state)
{
    struct stage *stage = *state;
    struct kiosk *kiosk = stage->kiosk;
    stage_go(stage, "home");
    kiosk->state.help_state = HELP_ESCALATED;
    stage_tap(stage, "bar.help");
    stage_tap(stage, "help.ticket");
    assert_true(nav_at(&kiosk->nav, "services"));
    assert_false(kiosk->overlay.help);
}

static void
the_sheet_rises_unless_nothing_may_move(void **state)
{
    struct stage *stage = *state;
    struct kiosk *kiosk = stage->kiosk;
    stage_go(stage, "home");
    assert_int_equal(page_tick(kiosk), -1);
    stage_tap(stage, "bar.help");
    assert_true(motion_due(kiosk->ui).ends);
    clock_advance(1);
    page_tick(kiosk);
    page_show(kiosk);
    assert_int_equal(page_tick(kiosk), -1);
    stage_tap(stage, "help.cross");
    str_copy(kiosk->config.motion, sizeof kiosk->config.motion, "reduced");
    stage_tap(stage, "bar.help");
    assert_int_equal(page_tick(kiosk), -1);
}

static void
a_toast_goes_by_itself(void **state)
{
    struct stage *stage = *state;
    stage_go(stage, "home");
    host_ops()->toast(stage->kiosk, "正在打印");
    page_show(stage->kiosk);
    assert_true(shown(stage, "toast.text"));
    assert_true(overlay_tick(stage->kiosk) > 0);
    clock_advance(5);
    assert_int_equal(overlay_tick(stage->kiosk), -1);
    page_show(stage->kiosk);
    assert_false(shown(stage, "toast.text"));
}

static void
text_presses_the_keys_of_a_keypad(void **state)
{
    struct stage *stage = *state;
    stage_go(stage, "home");
    assert_false(input_text(stage->kiosk, "1"));
    stage_go(stage, "identify");
    stage_tap(stage, "identify.tab.id");
    assert_false(kiosk_is_personal(stage->kiosk));
    assert_true(input_text(stage->kiosk, "89-00X安"));
    page_show(stage->kiosk);
    const struct ui_node *field =
        ui_node_find(stage->kiosk->ui, "identify.field");
    assert_non_null(field);
    assert_string_equal(field->value, "5");
    // What was typed has made it a personal page.
    assert_true(kiosk_is_personal(stage->kiosk));
}

static void
press(struct stage *stage, SDL_Keycode code)
{
    SDL_Event event = {.type = SDL_KEYDOWN};
    event.key.keysym.sym = code;
    input_take(stage->kiosk, &event);
    page_show(stage->kiosk);
}

static void
a_real_keyboard_erases_and_enters(void **state)
{
    struct stage *stage = *state;
    struct ui *ui = stage->kiosk->ui;
    stage_go(stage, "home");
    press(stage, SDLK_RETURN);
    assert_true(nav_at(&stage->kiosk->nav, "home"));
    stage_go(stage, "identify");
    stage_tap(stage, "identify.tab.id");
    input_text(stage->kiosk, "8900");
    press(stage, SDLK_BACKSPACE);
    assert_string_equal(ui_node_find(ui, "identify.field")->value, "3");
    assert_false(shown(stage, "identify.error"));
    press(stage, SDLK_RETURN);
    assert_true(shown(stage, "identify.error"));
    stage_go(stage, "policies");
    stage_tap(stage, "policies.search");
    input_text(stage->kiosk, "安家");
    press(stage, SDLK_BACKSPACE);
    assert_string_equal(ui_node_find(ui, "policies.search")->value, "安");
    press(stage, SDLK_KP_ENTER);
    assert_false(shown(stage, "keyboard.key.done"));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
#define STAGED(test)                                                         \
    cmocka_unit_test_setup_teardown(test, stage_setup, stage_teardown)
        STAGED(the_first_page_is_everybodys),
        STAGED(going_home_ends_the_visit_but_keeps_the_language),
        STAGED(home_forgets_what_was_asked),
        STAGED(back_goes_by_a_step_of_the_page_first),
        STAGED(being_done_resets_all_after_the_screens_own_code),
        STAGED(silence_counts_down_and_ends),
        STAGED(a_touch_beside_the_dialog_is_no_answer),
        STAGED(the_ticket_page_counts_itself),
        STAGED(staff_are_locked_out_when_they_leave),
        STAGED(help_lies_over_any_page_and_calls),
        STAGED(modes_end_with_the_session),
        STAGED(an_unanswered_call_leads_to_a_number),
        STAGED(the_sheet_rises_unless_nothing_may_move),
        STAGED(a_toast_goes_by_itself),
        STAGED(text_presses_the_keys_of_a_keypad),
        STAGED(a_real_keyboard_erases_and_enters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
