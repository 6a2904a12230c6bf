// SPDX-License-Identifier: Apache-2.0
#include "play.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "ui/text.h"
#include "util/base64.h"
#include "util/clock.h"
#include "util/hash.h"
#include "util/id.h"
#include "util/str.h"

#define SETTLE_MAX 4
#define TAP_MS 400

static void
go(void *host, const char *screen, const char *arg)
{
    struct play *play = host;
    str_copy(play->next, sizeof(play->next), screen);
    str_copy(play->next_arg, sizeof(play->next_arg), arg);
    play->has_arg = arg != NULL;
    play->wished = true;
}

static void
back(void *host)
{
    ((struct play *)host)->wishes.backs++;
}

static void
home(void *host)
{
    ((struct play *)host)->wishes.homes++;
}

static void
end_session(void *host, const char *reason)
{
    struct play *play = host;
    play->wishes.ends++;
    str_copy(play->wishes.end_reason, sizeof(play->wishes.end_reason),
             reason);
}

static void
sync_now(void *host)
{
    ((struct play *)host)->wishes.syncs++;
}

static void
poke(void *host)
{
    ((struct play *)host)->wishes.pokes++;
}

static void
check_pin(void *host, const char *code, const char *pin)
{
    struct play *play = host;
    str_copy(play->wishes.code, sizeof(play->wishes.code), code);
    str_copy(play->wishes.pin, sizeof(play->wishes.pin), pin);
}

static void
lock_console(void *host)
{
    ((struct play *)host)->wishes.locks++;
}

static void
toast(void *host, const char *text)
{
    struct play *play = host;
    str_copy(play->wishes.toast, sizeof(play->wishes.toast), text);
}

static void
call_staff(void *host, const char *screen)
{
    (void)screen;
    ((struct play *)host)->wishes.calls++;
}

static void
export_pending(void *host)
{
    ((struct play *)host)->wishes.exports++;
}

static const struct screen_host_ops ops = {
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
};

static struct screen_context
context_of(struct play *play)
{
    return (struct screen_context){
        .store = play->fixture->store,
        .ui = play->ui,
        .session = &play->session,
        .state = &play->state,
        .ops = &ops,
        .host = play,
        .now_ms = clock_now_ms(),
        .mono_ms = play->mono_ms,
    };
}

struct play *
play_create(const struct play_options *options)
{
    struct play *play = calloc(1, sizeof(*play));
    void *fixture = NULL;
    assert_non_null(play);
    assert_int_equal(fixture_setup(&fixture), 0);
    play->fixture = fixture;
    const struct text_options font = {
        .font_dir = options->real_fonts ? SOURCE_DIR "/fonts" : NULL,
        .scale = 1,
    };
    assert_int_equal(text_create(&font, &play->text), ERR_OK);
    const struct ui_options page = {
        .text = play->text,
        .translations = BINARY_DIR "/translations",
        .landscape = options->landscape,
    };
    assert_int_equal(ui_create(&page, &play->ui), ERR_OK);
    play->state = (struct kiosk_state){
        .profile = "hall", .kiosk_id = "hall-1", .kiosk_sign = 1,
        .enrolled = true, .online = true, .consent_rev = 2,
    };
    for (int i = 0; i < LANG_COUNT; i++) {
        play->state.languages[i] = true;
    }
    play->mono_ms = 1000000;
    id_uuid(play->session.visit.id);
    return play;
}

static void
leave(struct play *play)
{
    struct screen_context context = context_of(play);
    if (play->screen && play->screen->leave) {
        play->screen->leave(&context, play->data);
    }
    free(play->data);
    play->data = NULL;
    play->screen = NULL;
}

void
play_free(struct play *play)
{
    if (!play) {
        return;
    }
    leave(play);
    ui_free(play->ui);
    text_free(play->text);
    void *fixture = play->fixture;
    fixture_teardown(&fixture);
    free(play);
}

int
play_setup(void **state)
{
    const struct play_options options = {0};
    struct play *play = play_create(&options);
    fixture_enrol(play->fixture, 1);
    fixture_catalogue(play->fixture, 1);
    *state = play;
    return 0;
}

int
play_teardown(void **state)
{
    play_free(*state);
    return 0;
}

static void
enter(struct play *play, const char *screen, const char *arg)
{
    leave(play);
    play->screen = screen_find(screen);
    assert_non_null(play->screen);
    play->data = calloc(1, play->screen->data_size + 1);
    assert_non_null(play->data);
    ui_touch_new_page(play->ui, play->mono_ms);
    struct screen_context context = context_of(play);
    if (play->screen->enter) {
        play->screen->enter(&context, play->data, arg);
    }
}

static void
settle(struct play *play)
{
    for (int i = 0; play->wished && i < SETTLE_MAX; i++) {
        char screen[33], arg[129];
        str_copy(screen, sizeof(screen), play->next);
        str_copy(arg, sizeof(arg), play->next_arg);
        play->wished = false;
        enter(play, screen, play->has_arg ? arg : NULL);
    }
    assert_false(play->wished);
}

void
play_go(struct play *play, const char *screen, const char *arg)
{
    enter(play, screen, arg);
    settle(play);
    play_draw(play);
}

bool
play_at(const struct play *play, const char *screen)
{
    return strcmp(play->screen->name, screen) == 0;
}

size_t
play_draw(struct play *play)
{
    struct rect damage[8];
    struct screen_context context = context_of(play);
    const struct screen_ops *screen = play->screen;
    struct theme theme = {
        .large = play->session.large, .contrast = play->session.contrast,
    };
    ui_set_modes(play->ui, play->session.lang, &theme);
    ui_begin(play->ui, screen->name);
    bool personal = screen->personal
                    || (screen->is_personal
                        && screen->is_personal(play->data));
    if (!screen->bare) {
        chrome_draw(&context, screen, personal, true);
    }
    screen->draw(&context, play->data);
    if (play->help) {
        help_sheet_draw(&context);
    }
    if (play->seconds_left) {
        timeout_dialog_draw(&context, play->seconds_left);
    }
    return ui_end(play->ui, damage, 8);
}

static void
tell(struct play *play, const struct screen_event *event)
{
    struct screen_context context = context_of(play);
    if (play->screen->event) {
        play->screen->event(&context, play->data, event);
    }
    settle(play);
    play_draw(play);
}

bool
play_touch(struct play *play, int x, int y, int after_ms)
{
    struct ui_event event;
    play->mono_ms += after_ms;
    struct touch down = {TOUCH_DOWN, 1, x, y, play->mono_ms};
    ui_touch(play->ui, &down, &event);
    play_draw(play);
    struct touch up = {TOUCH_UP, 1, x, y, play->mono_ms};
    bool tapped = ui_touch(play->ui, &up, &event);
    if (tapped) {
        struct screen_event touched = {.type = SCREEN_TOUCH, .ui = &event};
        tell(play, &touched);
    }
    return tapped;
}

void
play_tap(struct play *play, const char *id)
{
    play_draw(play);
    const struct ui_node *node = play_node(play, id);
    if (!node) {
        fail_msg("%s: no element %s", play->screen->name, id);
        return;
    }
    struct rect r = node->rect;
    if (!play_touch(play, r.x + r.w / 2, r.y + r.h / 2, TAP_MS)) {
        fail_msg("%s: %s cannot be touched", play->screen->name, id);
    }
}

void
play_type(struct play *play, const char *screen, const char *keys)
{
    for (; *keys; keys++) {
        char id[64];
        char key = *keys == 'X' ? 'x' : *keys;
        str_format(id, sizeof(id), "%s.key.%c", screen, key);
        play_tap(play, id);
    }
}

void
play_tell(struct play *play, enum screen_event_type type)
{
    struct screen_event event = {.type = type, .text = ""};
    tell(play, &event);
}

void
play_pin(struct play *play, bool right)
{
    struct screen_event event = {.type = SCREEN_PIN, .pin_right = right};
    tell(play, &event);
}

void
play_wait(struct play *play, int64_t ms)
{
    play->mono_ms += ms;
    struct screen_context context = context_of(play);
    bool redraw = false;
    if (play->screen->tick) {
        play->screen->tick(&context, play->data, &redraw);
    }
    settle(play);
    play_draw(play);
}

const struct ui_node *
play_node(struct play *play, const char *id)
{
    return ui_node_find(play->ui, id);
}

const char *
play_label(struct play *play, const char *id)
{
    const struct ui_node *node = play_node(play, id);
    return node ? node->label : "";
}

const char *
play_value(struct play *play, const char *id)
{
    const struct ui_node *node = play_node(play, id);
    return node ? node->value : "";
}

void
play_hub_heard(struct play *play)
{
    struct sync_times times = {
        .last_contact = clock_now_ms(), .last_pull = clock_now_ms(),
    };
    assert_int_equal(sync_times_save(play->fixture->store, &times), ERR_OK);
}

// As the hub hashes a number, by the letter of the protocol; the fixture's
// directory key is 32 bytes of 7.
static void
hash_number(const char *number, char out[64])
{
    unsigned char key[32], h[HASH_SIZE];
    memset(key, 7, sizeof(key));
    const struct hash_part part = {number, strlen(number)};
    hash_hmac_sha256(key, sizeof(key), &part, 1, h);
    assert_true(base64url_encode(h, sizeof(h), out, 64));
}

void
play_refuse(struct play *play, const char *message_zh,
            const char *message_en)
{
    struct outbox_batch batch;
    const struct outbox_limits limits = {500, 256 << 10};
    assert_int_equal(outbox_next(play->fixture->store, &limits, &batch),
                     ERR_OK);
    for (size_t i = 0; i < batch.count; i++) {
        struct outbox_verdict verdict = {
            .seq = batch.seqs[i], .status = OUTBOX_REJECTED,
            .code = "unknown-service", .field = "body.service",
            .message_zh = message_zh, .message_en = message_en,
        };
        struct outbox_reply reply = {
            .epoch = batch.epoch, .verdicts = &verdict, .count = 1,
            .durable_seq = batch.seqs[i],
        };
        int64_t rewound;
        assert_int_equal(outbox_apply(play->fixture->store, &reply,
                                      &rewound), ERR_OK);
    }
    outbox_batch_clear(&batch);
}

void
play_roster(struct play *play)
{
    char by_id[64], by_phone[64], body[1024];
    hash_number("id:890000198501010015", by_id);
    hash_number("phone:15400000001", by_phone);
    assert_true(str_format(
        body, sizeof(body),
        "{\"keys\":[{\"k\":\"d1\",\"h\":\"%s\"},{\"k\":\"d1\",\"h\":\"%s\"}"
        "],\"name\":\"测*甲\",\"grade\":\"high_level\",\"programmes\":[],"
        "\"entitlements\":[\"green_channel\"],\"status\":\"active\","
        "\"valid_to\":null}",
        by_id, by_phone));
    const char *programme
        = "{\"group\":\"programme\",\"title\":{\"zh\":\"博士服务团\",\"en\":"
          "\"Doctoral service corps\"},\"fields\":[],\"body\":{\"zh\":\"\"},"
          "\"rows\":[30]}";
    const char *employer
        = "{\"group\":\"responsibility\",\"title\":{\"zh\":\"医院\"},"
          "\"fields\":[],\"body\":{\"zh\":\"\"},\"rows\":[4]}";
    struct change changes[] = {
        fixture_put("talent", "t-1", 1, body),
        fixture_put("entry", "doctoral_corps", 1, programme),
        fixture_put("entry", "employer.hospital", 1, employer),
    };
    assert_int_equal(fixture_apply(play->fixture, changes, 3, "r.1").applied,
                     3);
}
