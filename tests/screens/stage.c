// SPDX-License-Identifier: Apache-2.0
#include "stage.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "ui/touch.h"
#include "ui/widget.h"
#include "util/clock.h"
#include "util/id.h"
#include "util/str.h"

#define DAMAGE_MAX 16
#define TARGET_MIN 80
#define SETTLE_MAX 4
// Between two touches, so that none is the second of a double tap.
#define TAP_MS 400

static void
go(void *host, const char *screen, const char *arg)
{
    struct stage *stage = host;
    str_copy(stage->asked.go, sizeof(stage->asked.go), screen);
    str_copy(stage->asked.go_arg, sizeof(stage->asked.go_arg),
             arg ? arg : "");
    stage->go_asked = true;
    stage->go_has_arg = arg != NULL;
}

static void
back(void *host)
{
    ((struct stage *)host)->asked.back++;
}

static void
home(void *host)
{
    ((struct stage *)host)->asked.home++;
}

static void
end_session(void *host, const char *reason)
{
    struct stage *stage = host;
    str_copy(stage->asked.end, sizeof(stage->asked.end), reason);
    stage->asked.ends++;
}

static void
sync_now(void *host)
{
    ((struct stage *)host)->asked.sync++;
}

static void
poke(void *host)
{
    ((struct stage *)host)->asked.poke++;
}

static void
check_pin(void *host, const char *code, const char *pin)
{
    struct stage *stage = host;
    str_copy(stage->asked.code, sizeof(stage->asked.code), code);
    str_copy(stage->asked.pin, sizeof(stage->asked.pin), pin);
    stage->asked.check++;
}

static void
lock_console(void *host)
{
    ((struct stage *)host)->asked.lock++;
}

static void
toast(void *host, const char *text)
{
    struct stage *stage = host;
    str_copy(stage->asked.toast, sizeof(stage->asked.toast), text);
}

static void
call_staff(void *host, const char *screen)
{
    struct stage *stage = host;
    str_copy(stage->asked.call, sizeof(stage->asked.call), screen);
    stage->asked.calls++;
    stage->state.help_state = HELP_SENT;
}

static void
export_pending(void *host)
{
    ((struct stage *)host)->asked.export++;
}

static void
ime_ask(void *host, const struct typing_ask *ask)
{
    struct stage *stage = host;
    stage->asked.ask = *ask;
}

static void
find(void *host, const struct search_query *query, uint32_t serial)
{
    struct stage *stage = host;
    stage->asked.find = *query;
    str_copy(stage->asked.find_text, sizeof(stage->asked.find_text),
             query->text);
    stage->asked.find_serial = serial;
    stage->find_asked = true;
}

static const struct screen_host_ops host_ops = {
    .go = go,
    .back = back,
    .home = home,
    .end_session = end_session,
    .sync_now = sync_now,
    .poke = poke,
    .check_pin = check_pin,
    .lock_console = lock_console,
    .toast = toast,
    .call_staff = call_staff,
    .export = export_pending,
    .ime_ask = ime_ask,
    .find = find,
};

static struct screen_context
context_of(struct stage *stage)
{
    return (struct screen_context){
        .store = stage->fixture->store,
        .ui = stage->ui,
        .session = &stage->session,
        .state = &stage->state,
        .ops = &host_ops,
        .host = stage,
        .now_ms = clock_now_ms(),
        .mono_ms = stage->follows ? stage->mono_ms : clock_mono_ms(),
    };
}

struct stage *
stage_create(const struct stage_options *options)
{
    struct stage *stage = calloc(1, sizeof(*stage));
    void *fixture = NULL;
    assert_non_null(stage);
    assert_int_equal(fixture_setup(&fixture), 0);
    stage->fixture = fixture;
    const struct text_options text = {
        .font_dir = options->real_fonts ? SOURCE_DIR "/fonts" : NULL,
        .scale = 1,
    };
    assert_int_equal(text_create(&text, &stage->text), ERR_OK);
    const struct ui_options page = {
        .text = stage->text,
        .translations = BINARY_DIR "/translations",
        .landscape = options->landscape,
    };
    assert_int_equal(ui_create(&page, &stage->ui), ERR_OK);
    id_uuid(stage->session.visit.id);
    stage->state.profile = "hall";
    stage->state.consent_rev = 1;
    for (int i = 0; i < LANG_COUNT; i++) {
        stage->state.languages[i] = true;
    }
    stage->mono_ms = 1000000;
    return stage;
}

void
stage_free(struct stage *stage)
{
    if (!stage) {
        return;
    }
    void *fixture = stage->fixture;
    stage_leave(stage);
    ui_free(stage->ui);
    text_free(stage->text);
    fixture_teardown(&fixture);
    free(stage);
}

int
stage_setup(void **state)
{
    *state = stage_create(&(struct stage_options){.landscape = false});
    return 0;
}

int
stage_setup_wide(void **state)
{
    *state = stage_create(&(struct stage_options){.landscape = true});
    return 0;
}

int
stage_teardown(void **state)
{
    stage_free(*state);
    return 0;
}

static void
tick(struct stage *stage)
{
    struct screen_context context = context_of(stage);
    bool redraw = false;
    stage->next_tick = -1;
    if (stage->screen->tick) {
        stage->next_tick = stage->screen->tick(&context, stage->data,
                                               &redraw);
    }
}

size_t
stage_draw(struct stage *stage)
{
    struct screen_context context = context_of(stage);
    struct rect damage[DAMAGE_MAX];
    const struct screen_ops *screen = stage->screen;
    const struct theme theme = {.large = stage->session.large,
                                .contrast = stage->session.contrast,
                                .low_reach = stage->session.low_reach};
    ui_set_modes(stage->ui, stage->session.lang, &theme);
    ui_begin(stage->ui, screen->name);
    bool personal = screen->personal
                    || (screen->is_personal
                        && screen->is_personal(stage->data));
    if (!screen->bare) {
        chrome_draw(&context, screen, personal, true);
    }
    screen->draw(&context, stage->data);
    if (stage->help) {
        help_sheet_draw(&context);
    }
    if (stage->seconds_left) {
        timeout_dialog_draw(&context, stage->seconds_left);
    }
    return ui_end(stage->ui, damage, DAMAGE_MAX);
}

void
stage_leave(struct stage *stage)
{
    struct screen_context context = context_of(stage);
    if (stage->screen && stage->screen->leave) {
        stage->screen->leave(&context, stage->data);
    }
    free(stage->data);
    stage->data = NULL;
    stage->screen = NULL;
}

static void
enter(struct stage *stage, const char *screen, const char *arg)
{
    stage_leave(stage);
    stage->screen = screen_find(screen);
    assert_non_null(stage->screen);
    stage->data = calloc(1, stage->screen->data_size + 1);
    assert_non_null(stage->data);
    ui_touch_new_page(stage->ui, stage->mono_ms);
    struct screen_context context = context_of(stage);
    if (stage->screen->enter) {
        stage->screen->enter(&context, stage->data, arg);
    }
}

static void
answer_search(struct stage *stage)
{
    struct screen_context context = context_of(stage);
    struct screen_found found = {.serial = stage->asked.find_serial};
    struct screen_event event = {.type = SCREEN_FOUND, .found = &found};
    stage->asked.find.text = stage->asked.find_text;
    stage->find_asked = false;
    found.err = search_policies(stage->fixture->store, &stage->asked.find,
                                found.items, &found.result);
    stage->screen->event(&context, stage->data, &event);
    for (size_t i = 0; i < found.result.count; i++) {
        policy_clear(&found.items[i]);
    }
}

// What follows from what just happened: the page is drawn after it.
static void
settle(struct stage *stage)
{
    if (!stage->follows) {
        tick(stage);
    }
    for (int i = 0; stage->follows && stage->go_asked; i++) {
        char screen[32], arg[129];
        assert_true(i < SETTLE_MAX);
        str_copy(screen, sizeof(screen), stage->asked.go);
        str_copy(arg, sizeof(arg), stage->asked.go_arg);
        stage->go_asked = false;
        enter(stage, screen, stage->go_has_arg ? arg : NULL);
    }
    stage_draw(stage);
    for (int i = 0; stage->find_asked && !stage->keeps_waiting; i++) {
        assert_true(i < SETTLE_MAX);
        answer_search(stage);
        stage_draw(stage);
    }
}

void
stage_show(struct stage *stage, const char *screen, const char *arg)
{
    enter(stage, screen, arg);
    settle(stage);
}

bool
stage_at(const struct stage *stage, const char *screen)
{
    return str_equal(stage->screen->name, screen);
}

void
stage_language(struct stage *stage, enum lang lang)
{
    stage->session.lang = lang;
    stage_draw(stage);
}

static void
give(struct stage *stage, const struct screen_event *event)
{
    struct screen_context context = context_of(stage);
    if (stage->screen->event) {
        stage->screen->event(&context, stage->data, event);
    }
    settle(stage);
}

void
stage_tell(struct stage *stage, enum screen_event_type type)
{
    give(stage, &(struct screen_event){.type = type, .text = ""});
}

void
stage_answer_pin(struct stage *stage, bool right)
{
    give(stage, &(struct screen_event){.type = SCREEN_PIN,
                                       .pin_right = right});
}

bool
stage_back(struct stage *stage)
{
    struct screen_context context = context_of(stage);
    bool stays = stage->screen->back
                 && stage->screen->back(&context, stage->data);
    stage_draw(stage);
    return stays;
}

void
stage_candidates(struct stage *stage, const struct typing_answer *answer)
{
    give(stage, &(struct screen_event){.type = SCREEN_CANDIDATES,
                                       .candidates = answer});
}

void
stage_wait(struct stage *stage, int seconds)
{
    for (int i = 0; i < seconds; i++) {
        clock_advance(1);
        if (stage->next_tick >= 0 && clock_mono_ms() >= stage->next_tick) {
            tick(stage);
            stage_draw(stage);
        }
    }
}

void
stage_pass(struct stage *stage, int64_t ms)
{
    assert_true(stage->follows);
    stage->mono_ms += ms;
    tick(stage);
    settle(stage);
}

bool
stage_touch(struct stage *stage, int x, int y, int after_ms)
{
    struct ui_event event = {0};
    stage->mono_ms += after_ms;
    struct touch down = {TOUCH_DOWN, 1, x, y, stage->mono_ms};
    assert_false(ui_touch(stage->ui, &down, &event));
    stage_draw(stage); // pressed, it looks so
    struct touch up = {TOUCH_UP, 1, x, y, stage->mono_ms};
    bool meant = ui_touch(stage->ui, &up, &event);
    if (meant) {
        give(stage,
             &(struct screen_event){.type = SCREEN_TOUCH, .ui = &event});
    }
    return meant;
}

void
stage_tap(struct stage *stage, const char *id)
{
    stage_draw(stage);
    const struct ui_node *node = stage_node(stage, id);
    if (!node) {
        fail_msg("%s: there is no %s", stage->screen->name, id);
        return;
    }
    struct rect r = node->rect;
    if (!stage_touch(stage, r.x + r.w / 2, r.y + r.h / 2, TAP_MS)) {
        fail_msg("%s: %s cannot be touched", stage->screen->name, id);
    }
}

void
stage_text(struct stage *stage, const char *id, const char *text)
{
    struct ui_event event = {.type = UI_EVENT_TEXT, .text = text};
    assert_non_null(stage_node(stage, id));
    str_copy(event.id, sizeof(event.id), id);
    give(stage, &(struct screen_event){.type = SCREEN_TOUCH, .ui = &event});
}

void
stage_type(struct stage *stage, const char *screen, const char *keys)
{
    for (; *keys; keys++) {
        char id[UI_ID_SIZE];
        char key = *keys == 'X' ? 'x' : *keys;
        str_format(id, sizeof(id), "%s.key.%c", screen, key);
        stage_tap(stage, id);
    }
}

const struct ui_node *
stage_node(const struct stage *stage, const char *id)
{
    return ui_node_find(stage->ui, id);
}

bool
stage_enabled(const struct stage *stage, const char *id)
{
    const struct ui_node *node = stage_node(stage, id);
    return node && node->enabled && !node->covered;
}

const char *
stage_label(const struct stage *stage, const char *id)
{
    const struct ui_node *node = stage_node(stage, id);
    if (!node) {
        fail_msg("there is no %s", id);
        return "";
    }
    return node->label;
}

const char *
stage_value(const struct stage *stage, const char *id)
{
    const struct ui_node *node = stage_node(stage, id);
    if (!node) {
        fail_msg("there is no %s", id);
        return "";
    }
    return node->value;
}

static void
check_node(const struct stage *stage, const struct ui_node *node)
{
    struct rect page = ui_page(stage->ui);
    struct rect rect = node->rect;
    bool touchable = node->role == UI_BUTTON || node->role == UI_ITEM
                     || node->role == UI_KEY || node->role == UI_FIELD;
    if (node->clipped) {
        fail_msg("%s does not fit: %s", node->id, node->label);
    }
    if (rect.x < 0 || rect.y < 0 || rect.x + rect.w > page.w
        || rect.y + rect.h > page.h) {
        fail_msg("%s leaves the page", node->id);
    }
    if (touchable && (rect.w < TARGET_MIN || rect.h < TARGET_MIN)) {
        fail_msg("%s is too small to touch", node->id);
    }
}

void
stage_check_page(const struct stage *stage)
{
    size_t count = 0;
    const struct ui_node *nodes = ui_nodes(stage->ui, &count);
    for (size_t i = 0; i < count; i++) {
        check_node(stage, &nodes[i]);
        for (size_t j = 0; j < i; j++) {
            if (str_equal(nodes[i].id, nodes[j].id)) {
                fail_msg("%s is there twice", nodes[i].id);
            }
        }
    }
}
