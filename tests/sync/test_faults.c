// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <zlib.h>
#include "kiosk.h"
#include "scripted.h"
#include "store/changes.h"
#include "store/identity.h"
#include "util/clock.h"
#include "util/log.h"
#include "util/str.h"
#include "wire/change.h"
#include "wire/event.h"
#include "wire/heartbeat.h"
#include "wire/order.h"
#include "wire/problem.h"
#include "wire/push.h"

struct scene;
typedef void
scene_step(struct scene *scene, const struct scripted_request *request,
           struct scripted_reply *reply);

/** A kiosk and a hub that is good but for what `events` or `changes` do. */
struct scene {
    struct kiosk kiosk;
    struct scripted *hub;
    // Used by the hub's threads, one at a time.
    scene_step *events, *changes; // NULL: be good
    int event_calls, change_calls, beat_calls;
    int arrived[2048]; // how often each seq was taken
    int64_t poison;    // a seq
    int status;
    int64_t earlier;
    int64_t ahead_ms; // of the machine's clock, which no test moves
};

static int64_t
hub_now(const struct scene *scene)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000 +
           scene->ahead_ms;
}

static void
good_events(struct scene *scene, const struct scripted_request *request,
            struct scripted_reply *reply)
{
    struct push_call call;
    struct push_reply answer = {.hub_time_ms = hub_now(scene)};
    struct buf out;
    assert_int_equal(push_call_parse(request->body, request->body_len, &call,
                                     NULL),
                     ERR_OK);
    answer.verdicts = calloc(call.count + 1, sizeof(*answer.verdicts));
    for (size_t i = 0; i < call.count; i++) {
        struct event_parsed event;
        assert_int_equal(event_parse(call.items[i].text, call.items[i].len,
                                     &event, NULL),
                         ERR_OK);
        scene->arrived[event.event.seq]++;
        answer.verdicts[answer.count++] = (struct verdict){
            .seq = event.event.seq, .index = -1, .status = VERDICT_OK};
        answer.durable_seq = event.event.seq;
        event_parsed_clear(&event);
    }
    buf_init(&out, 1 << 20);
    assert_int_equal(push_reply_write(&answer, &out), ERR_OK);
    scripted_json(reply, 200, "", out.data, out.len);
    buf_clear(&out);
    push_reply_clear(&answer);
    push_call_clear(&call);
}

static void
page(const struct scene *scene, struct scripted_reply *reply,
     const struct change *changes, size_t count,
     const struct change_page *rest)
{
    struct change_page end = *rest;
    struct buf out;
    end.hub_time_ms = hub_now(scene);
    buf_init(&out, CHANGE_MAX_BYTES);
    assert_int_equal(change_page_begin(&out), ERR_OK);
    for (size_t i = 0; i < count; i++)
        assert_int_equal(change_page_add(&out, &changes[i]), ERR_OK);
    assert_int_equal(change_page_end(&out, &end), ERR_OK);
    scripted_json(reply, 200, "", out.data, out.len);
    buf_clear(&out);
}

static void
empty_page(const struct scene *scene, struct scripted_reply *reply)
{
    page(scene, reply, NULL, 0, &(struct change_page){.cursor = "e.1"});
}

static void
answer(const struct scripted_request *request, struct scripted_reply *reply,
       void *userdata)
{
    struct scene *scene = userdata;
    struct buf out;
    if (str_equal(request->path, "/v1/events")) {
        scene->event_calls++;
        (scene->events ? scene->events : good_events)(scene, request, reply);
    } else if (str_equal(request->path, "/v1/changes")) {
        scene->change_calls++;
        if (scene->changes)
            scene->changes(scene, request, reply);
        else
            empty_page(scene, reply);
    } else {
        struct heartbeat_call call;
        scene->beat_calls++;
        if (!heartbeat_call_parse(request->body, request->body_len, &call,
                                  NULL))
            scene->earlier = (int64_t)call.count;
        heartbeat_call_clear(&call);
        buf_init(&out, 256);
        hub_time_write(hub_now(scene), &out);
        scripted_json(reply, 200, "", out.data, out.len);
        buf_clear(&out);
    }
}

static int
set_up(void **state)
{
    struct scene *scene = calloc(1, sizeof(*scene));
    log_set_level(LOG_LEVEL_ERROR);
    kiosk_create(&scene->kiosk);
    scene->hub = scripted_start(answer, scene);
    kiosk_enrol(&scene->kiosk, scripted_port(scene->hub), NULL);
    *state = scene;
    return 0;
}

static int
tear_down(void **state)
{
    struct scene *scene = *state;
    scripted_stop(scene->hub);
    kiosk_destroy(&scene->kiosk);
    free(scene);
    return 0;
}

static void
expect_all_once(struct scene *scene, int64_t first, int64_t last)
{
    for (int64_t seq = first; seq <= last; seq++)
        if (seq != scene->poison && scene->arrived[seq] != 1)
            fail_msg("event %lld arrived %d times", (long long)seq,
                     scene->arrived[seq]);
}

// Refuse any call that holds the poisoned event.
static void
refuse_poison(struct scene *scene, const struct scripted_request *request,
              struct scripted_reply *reply)
{
    char needle[40];
    str_format(needle, sizeof(needle), "{\"seq\":%lld,",
               (long long)scene->poison);
    if (strstr(request->body, needle))
        scripted_json(reply, scene->status, "", "<html>no</html>", 15);
    else
        good_events(scene, request, reply);
}

static void
poisoned(struct scene *scene, int status)
{
    struct outbox_item item;
    size_t count, total;
    scene->events = refuse_poison;
    scene->status = status;
    scene->poison = 617;
    kiosk_add_events(&scene->kiosk, 1000);
    struct sync_event result = kiosk_sync(&scene->kiosk);
    assert_int_equal(result.outcome, SYNC_PARTLY);
    assert_int_equal(result.set_aside, 1);
    assert_int_equal(result.sent, 999);
    expect_all_once(scene, 1, 1000);
    struct outbox_counts counts = kiosk_counts(&scene->kiosk);
    assert_int_equal(counts.pending, 0);
    assert_int_equal(counts.set_aside, 1);
    assert_int_equal(outbox_set_aside_list(scene->kiosk.store, 0, &item, 1,
                                           &count, &total),
                     ERR_OK);
    assert_int_equal(item.seq, 617);
    assert_true(item.message_zh[0] && item.message_en[0]);
    assert_true(scene->event_calls < 40);
}

static void
one_bad_among_a_thousand_as_400(void **state)
{
    poisoned(*state, 400);
}

static void
one_bad_among_a_thousand_as_413(void **state)
{
    poisoned(*state, 413);
}

// Once wrong in the way of `status`, then good.
static void
fail_once(struct scene *scene, const struct scripted_request *request,
          struct scripted_reply *reply)
{
    static const char half[] =
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
        "Content-Length: 5000\r\n\r\n{\"results\":[";
    static const char endless[] =
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    scene->events = NULL;
    switch (scene->status) {
    case 0:
        reply->close = true; // taken, but nobody hears of it
        good_events(scene, request, reply);
        buf_reset(&reply->raw);
        break;
    case 1:
        reply->close = true;
        buf_add_str(&reply->raw, half);
        break;
    case 2:
        reply->endless = true;
        buf_add_str(&reply->raw, endless);
        break;
    case 200:
        scripted_json(reply, 200, "", "<html>login</html>", 18);
        break;
    case 302:
        scripted_json(reply, 302, "Location: http://127.0.0.1:1/\r\n", "", 0);
        break;
    default:
        scripted_json(reply, scene->status, "Retry-After: 2\r\n", "no", 2);
        break;
    }
}

static void
nothing_is_lost_by_a_fault(void **state)
{
    static const struct {
        int status;
        enum sync_outcome outcome;
    } table[] = {
        {0, SYNC_OFFLINE},       {1, SYNC_OFFLINE},
        {2, SYNC_HUB_TROUBLE},   {200, SYNC_HUB_TROUBLE},
        {302, SYNC_HUB_TROUBLE}, {429, SYNC_HUB_TROUBLE},
        {500, SYNC_HUB_TROUBLE}, {503, SYNC_HUB_TROUBLE},
        {404, SYNC_HUB_TROUBLE}, {409, SYNC_HUB_TROUBLE},
    };
    struct scene *scene = *state;
    for (size_t i = 0; i < sizeof(table) / sizeof(*table); i++) {
        scene->status = table[i].status;
        scene->events = fail_once;
        kiosk_add_events(&scene->kiosk, 1);
        struct sync_event result = kiosk_sync(&scene->kiosk);
        assert_int_equal(result.outcome, table[i].outcome);
        assert_string_not_equal(result.problem, "");
        struct outbox_counts counts = kiosk_counts(&scene->kiosk);
        assert_int_equal(counts.pending, 1);
        assert_int_equal(counts.set_aside, 0);
        assert_int_equal(kiosk_sync(&scene->kiosk).outcome, SYNC_DONE);
        assert_int_equal(kiosk_counts(&scene->kiosk).pending, 0);
    }
}

// A few kilobytes that unpack to 50 MB.
static void
bomb(struct scene *scene, const struct scripted_request *request,
     struct scripted_reply *reply)
{
    static unsigned char zeros[1 << 16], packed[1 << 17];
    z_stream stream = {.next_out = packed, .avail_out = sizeof(packed)};
    (void)request;
    scene->changes = NULL;
    assert_int_equal(deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 9,
                                  Z_DEFAULT_STRATEGY),
                     Z_OK);
    for (int i = 0; i < 800; i++) {
        stream.next_in = zeros;
        stream.avail_in = sizeof(zeros);
        assert_int_equal(deflate(&stream, i < 799 ? Z_NO_FLUSH : Z_FINISH),
                         i < 799 ? Z_OK : Z_STREAM_END);
    }
    scripted_json(reply, 200, "Content-Encoding: gzip\r\n",
                  (const char *)packed, stream.total_out);
    deflateEnd(&stream);
}

static void
a_bomb_is_only_a_bad_reply(void **state)
{
    struct scene *scene = *state;
    scene->changes = bomb;
    struct sync_event result = kiosk_sync(&scene->kiosk);
    assert_int_equal(result.outcome, SYNC_HUB_TROUBLE);
    assert_int_equal(kiosk_sync(&scene->kiosk).outcome, SYNC_DONE);
}

static void
give_verdicts(struct scene *scene, const struct scripted_request *request,
              struct scripted_reply *reply)
{
    char body[1024];
    int64_t first = 1 + 4 * (scene->event_calls - 1);
    (void)request;
    // the third is named by its place, the fourth not at all
    str_format(body, sizeof(body),
               "{\"results\":[{\"seq\":%lld,\"status\":\"held\",\"code\":"
               "\"unknown_type\"},{\"seq\":%lld,\"status\":\"retry\","
               "\"after_ms\":50},{\"index\":2,\"status\":\"rejected\","
               "\"code\":\"bad_value\",\"field\":\"body\",\"message\":"
               "{\"zh\":\"不对\",\"en\":\"wrong\"}},{\"seq\":999,\"status\":"
               "\"ok\"}],\"durable_seq\":0,"
               "\"hub_time\":\"2026-12-01T09:00:00+08:00\"}",
               (long long)first, (long long)first + 1);
    scene->events = NULL;
    scripted_json(reply, 200, "", body, strlen(body));
}

static void
each_event_has_its_own_verdict(void **state)
{
    struct scene *scene = *state;
    struct outbox_item item;
    size_t count, total;
    scene->events = give_verdicts;
    kiosk_add_events(&scene->kiosk, 4);
    struct sync_event result = kiosk_sync(&scene->kiosk);
    assert_int_equal(result.outcome, SYNC_PARTLY);
    assert_int_equal(result.set_aside, 1);
    struct outbox_counts counts = kiosk_counts(&scene->kiosk);
    assert_int_equal(counts.set_aside, 1);
    assert_int_equal(counts.held, 1);
    assert_int_equal(scene->arrived[4], 1); // asked again in the same run
    assert_int_equal(outbox_set_aside_list(scene->kiosk.store, 0, &item, 1,
                                           &count, &total),
                     ERR_OK);
    assert_int_equal(item.seq, 3);
    assert_string_equal(item.message_en, "wrong");
}

static void
refuse_the_clock(struct scene *scene, const struct scripted_request *request,
                 struct scripted_reply *reply)
{
    struct problem problem = {
        .code = "clock-skew",
        .status = 401,
        .hub_time_ms = hub_now(scene),
    };
    struct buf out;
    (void)request;
    if (--scene->status == 0)
        scene->events = NULL;
    buf_init(&out, 4096);
    problem_write(&problem, &out);
    scripted_json(reply, 401, "", out.data, out.len);
    buf_clear(&out);
}

static void
a_skewed_clock_is_set_once(void **state)
{
    struct scene *scene = *state;
    int64_t before = hub_now(scene);
    scene->ahead_ms = 86400000;
    kiosk_add_events(&scene->kiosk, 1);
    scene->events = refuse_the_clock;
    scene->status = 1;
    assert_int_equal(kiosk_sync(&scene->kiosk).outcome, SYNC_DONE);
    assert_true(clock_now_ms() > before + 86000000);
    kiosk_add_events(&scene->kiosk, 1);
    scene->events = refuse_the_clock;
    scene->status = 2;
    assert_int_equal(kiosk_sync(&scene->kiosk).outcome, SYNC_CLOCK);
    assert_int_equal(kiosk_counts(&scene->kiosk).pending, 1);
}

static void
refuse_the_kiosk(struct scene *scene, const struct scripted_request *request,
                 struct scripted_reply *reply)
{
    struct problem problem = {.status = scene->status};
    struct buf out;
    (void)request;
    str_copy(problem.code, sizeof(problem.code),
             scene->status == 401 ? "unknown-kiosk" : "epoch-frozen");
    buf_init(&out, 4096);
    problem_write(&problem, &out);
    scripted_json(reply, scene->status, "", out.data, out.len);
    buf_clear(&out);
}

static void
staff_hear_why_it_is_refused(void **state)
{
    struct scene *scene = *state;
    scene->events = refuse_the_kiosk;
    kiosk_add_events(&scene->kiosk, 3);
    scene->status = 409;
    assert_int_equal(kiosk_sync(&scene->kiosk).outcome, SYNC_FROZEN);
    scene->status = 401;
    struct sync_event result = kiosk_sync(&scene->kiosk);
    assert_int_equal(result.outcome, SYNC_UNKNOWN_KIOSK);
    assert_string_equal(result.problem, "unknown-kiosk");
    struct outbox_counts counts = kiosk_counts(&scene->kiosk);
    assert_int_equal(counts.pending, 3);
    assert_int_equal(counts.set_aside, 0);
}

// An order: signed by a stranger first, then by the hub.
struct gallows {
    unsigned char key[32], secret[64];
};

static void
order_by(const unsigned char *secret, struct scripted_reply *reply)
{
    struct problem problem = {
        .code = "revoked",
        .status = 410,
        .has_order = true,
        .order = {.kiosk_id = "hall-1",
                  .action = ORDER_WIPE,
                  .at = "2026-12-01T09:00:00+08:00"},
    };
    struct buf out;
    assert_int_equal(order_sign(&problem.order, secret), ERR_OK);
    buf_init(&out, 4096);
    problem_write(&problem, &out);
    scripted_json(reply, 410, "", out.data, out.len);
    buf_clear(&out);
}

static void
order_by_stranger(struct scene *scene, const struct scripted_request *request,
                  struct scripted_reply *reply)
{
    struct gallows stranger;
    (void)scene;
    (void)request;
    sign_keypair(stranger.key, stranger.secret);
    order_by(stranger.secret, reply);
}

static void
an_order_of_a_stranger_is_ignored(void **state)
{
    struct scene *scene = *state;
    struct identity identity;
    struct gallows hub;
    sign_keypair(hub.key, hub.secret);
    kiosk_enrol(&scene->kiosk, scripted_port(scene->hub), hub.key);
    scene->changes = order_by_stranger;
    struct sync_event result = kiosk_sync(&scene->kiosk);
    assert_int_equal(result.outcome, SYNC_HUB_TROUBLE);
    assert_string_equal(result.problem, "revoked");
    assert_int_equal(identity_load(scene->kiosk.store, &identity), ERR_OK);
    assert_string_equal(identity.lock_order, "");
    assert_int_equal(kiosk_told(&scene->kiosk, SYNC_EVENT_REVOKED), 0);
}

#define TOPIC "{\"name\":{\"zh\":\"一\"}}"

static void
tell_topics(struct scene *scene, const struct scripted_request *request,
            struct scripted_reply *reply)
{
    // The main cursor forgets topic b and keeps a stale c; only checks tell.
    static const struct change wrong[] = {
        {.kind = "topic", .id = "a", .rev = 1, .op = CHANGE_PUT,
         .body = TOPIC, .body_len = sizeof(TOPIC) - 1},
        {.kind = "topic", .id = "c", .rev = 2, .op = CHANGE_PUT,
         .body = TOPIC, .body_len = sizeof(TOPIC) - 1}};
    static const struct change right[] = {
        {.kind = "topic", .id = "a", .rev = 1, .op = CHANGE_PUT,
         .body = TOPIC, .body_len = sizeof(TOPIC) - 1},
        {.kind = "topic", .id = "b", .rev = 1, .op = CHANGE_PUT,
         .body = TOPIC, .body_len = sizeof(TOPIC) - 1}};
    struct check check = {.kind = "topic", .count = 2};
    struct change_page rest = {.cursor = "e.9"};
    if (strstr(request->query, "&kinds=topic")) {
        bool first = str_starts(request->query, "cursor=&");
        rest.more = first;
        page(scene, reply, &right[first ? 0 : 1], 1, &rest);
        return;
    }
    check_toggle(&check, "a", 1);
    check_toggle(&check, "b", 1);
    rest.checks = &check;
    rest.check_count = 1;
    bool begin = str_starts(request->query, "cursor=&");
    scene->status += begin;
    page(scene, reply, wrong, begin ? 2 : 0, &rest);
}

static void
a_kind_that_differs_is_fetched_anew(void **state)
{
    struct scene *scene = *state;
    struct check check = {.kind = "topic"};
    char held[65], expected[65], cursor[130];
    int64_t count;
    scene->changes = tell_topics;
    assert_int_equal(kiosk_sync(&scene->kiosk).outcome, SYNC_DONE);
    check_toggle(&check, "a", 1);
    check_toggle(&check, "b", 1);
    hash_hex(check.hash, sizeof(check.hash), expected);
    assert_int_equal(changes_check(scene->kiosk.store, "topic", &count, held),
                     ERR_OK);
    assert_int_equal(count, 2);
    assert_string_equal(held, expected);
    assert_int_equal(changes_cursor(scene->kiosk.store, cursor,
                                    sizeof(cursor)),
                     ERR_OK);
    assert_string_equal(cursor, "e.9");
    int calls = scene->change_calls;
    assert_int_equal(kiosk_sync(&scene->kiosk).outcome, SYNC_DONE);
    assert_int_equal(scene->change_calls, calls + 1);
}

static void
forget_the_cursor(struct scene *scene, const struct scripted_request *request,
                  struct scripted_reply *reply)
{
    static const struct change change = {
        .kind = "topic", .id = "z", .rev = 1, .op = CHANGE_PUT,
        .body = TOPIC, .body_len = sizeof(TOPIC) - 1};
    static const char gone[] = "{\"type\":\"urn:talent:cursor-too-old\"}";
    if (str_starts(request->query, "cursor=e"))
        scripted_json(reply, 410, "", gone, strlen(gone));
    else
        page(scene, reply, &change, 1, &(struct change_page){.cursor = "f.1"});
}

static void
an_old_cursor_starts_from_nothing(void **state)
{
    struct scene *scene = *state;
    int64_t count;
    char hash[65];
    scene->changes = tell_topics;
    assert_int_equal(kiosk_sync(&scene->kiosk).outcome, SYNC_DONE);
    scene->changes = forget_the_cursor;
    struct sync_event result = kiosk_sync(&scene->kiosk);
    assert_int_equal(result.outcome, SYNC_DONE);
    assert_int_equal(changes_check(scene->kiosk.store, "topic", &count, hash),
                     ERR_OK);
    assert_int_equal(count, 1);
}

static void
give_commands(struct scene *scene, const struct scripted_request *request,
              struct scripted_reply *reply)
{
    static const char now[] = "{\"name\":\"unlock_pin\",\"reason\":\"r\","
                              "\"expires_at\":null}";
    static const char late[] = "{\"name\":\"sync\",\"reason\":\"\","
                               "\"expires_at\":\"2026-01-01T00:00:00Z\"}";
    struct change changes[] = {
        {.kind = "command", .id = "c1", .rev = 1, .op = CHANGE_PUT,
         .body = now, .body_len = strlen(now)},
        {.kind = "command", .id = "c2", .rev = 1, .op = CHANGE_PUT,
         .body = late, .body_len = strlen(late)}};
    (void)request;
    page(scene, reply, changes, 2, &(struct change_page){.cursor = "e.5"});
}

static void
a_command_is_told_once_and_in_time(void **state)
{
    struct scene *scene = *state;
    scene->changes = give_commands;
    assert_int_equal(kiosk_sync(&scene->kiosk).outcome, SYNC_DONE);
    assert_int_equal(kiosk_sync(&scene->kiosk).outcome, SYNC_DONE);
    assert_int_equal(kiosk_told(&scene->kiosk, SYNC_EVENT_COMMAND), 1);
    struct sync_event event = kiosk_last(&scene->kiosk, SYNC_EVENT_COMMAND);
    assert_string_equal(event.command, "unlock_pin");
    assert_string_equal(event.command_id, "c1");
    assert_string_equal(event.reason, "r");
}

static void
heartbeats_ride_along(void **state)
{
    struct scene *scene = *state;
    int port = scripted_port(scene->hub);
    kiosk_enrol(&scene->kiosk, 1, NULL); // nobody listens there
    kiosk_sync(&scene->kiosk);
    kiosk_sync(&scene->kiosk);
    kiosk_enrol(&scene->kiosk, port, NULL);
    kiosk_sync(&scene->kiosk);
    assert_int_equal(scene->beat_calls, 1);
    assert_int_equal(scene->earlier, 2);
    kiosk_sync(&scene->kiosk);
    assert_int_equal(scene->earlier, 0);
}

// The first `status` times; the pause asked for is longer than any test.
static void
ask_for_patience(struct scene *scene, const struct scripted_request *request,
                 struct scripted_reply *reply)
{
    if (--scene->status < 0)
        good_events(scene, request, reply);
    else
        scripted_json(reply, 503, "Retry-After: 300\r\n", "no", 2);
}

static void
a_pause_is_kept_but_for_staff(void **state)
{
    struct scene *scene = *state;
    struct kiosk *kiosk = &scene->kiosk;
    struct sync *sync;
    struct sync_options options = kiosk_options(kiosk, SYNC_AUTOMATIC);
    scene->events = ask_for_patience;
    scene->status = 2;
    kiosk_add_events(kiosk, 1);
    assert_int_equal(sync_create(&options, &sync), ERR_OK);
    assert_int_equal(sync_start(sync), ERR_OK);
    // online, then the end of the first look, which was told to wait
    assert_true(kiosk_wait(kiosk, SYNC_EVENT_STATE, 2));
    for (int i = 0; i < 100; i++)
        sync_poke(sync);
    sync_now(sync);
    assert_true(kiosk_wait(kiosk, SYNC_EVENT_RESULT, 1));
    struct sync_event result = kiosk_last(kiosk, SYNC_EVENT_RESULT);
    assert_true(result.by_staff);
    assert_int_equal(result.outcome, SYNC_HUB_TROUBLE);
    assert_int_equal(kiosk_counts(kiosk).pending, 1);
    int states = kiosk_told(kiosk, SYNC_EVENT_STATE);
    int results = kiosk_told(kiosk, SYNC_EVENT_RESULT);
    clock_advance(302);
    while (kiosk_counts(kiosk).pending > 0 &&
           (kiosk_wait(kiosk, SYNC_EVENT_STATE, ++states) ||
            kiosk_wait(kiosk, SYNC_EVENT_RESULT, ++results)))
        ;
    sync_stop(sync);
    sync_free(sync);
    assert_int_equal(kiosk_counts(kiosk).pending, 0);
    assert_int_equal(scene->event_calls, 3); // the pokes made none
}

static void
the_record_of_a_run_goes_with_it(void **state)
{
    struct scene *scene = *state;
    struct kiosk *kiosk = &scene->kiosk;
    struct sync *sync;
    struct sync_options options = kiosk_options(kiosk, SYNC_STAFF);
    kiosk_add_events(kiosk, 1);
    assert_int_equal(sync_create(&options, &sync), ERR_OK);
    assert_int_equal(sync_start(sync), ERR_OK);
    sync_now(sync);
    assert_true(kiosk_wait(kiosk, SYNC_EVENT_RESULT, 1));
    int states = kiosk_told(kiosk, SYNC_EVENT_STATE);
    kiosk_add_events(kiosk, 1); // "staff.synced"
    sync_poke(sync);
    while (kiosk_counts(kiosk).pending > 0
           && kiosk_wait(kiosk, SYNC_EVENT_STATE, ++states))
        ;
    assert_int_equal(kiosk_counts(kiosk).pending, 0);
    sync_stop(sync);
    sync_join(sync);
    sync_free(sync);
}

static void
one_that_was_never_enrolled_says_so(void **state)
{
    struct kiosk kiosk;
    (void)state;
    kiosk_create(&kiosk);
    assert_int_equal(kiosk_sync(&kiosk).outcome, SYNC_NOT_ENROLLED);
    kiosk_destroy(&kiosk);
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(one_bad_among_a_thousand_as_400),
        TEST(one_bad_among_a_thousand_as_413),
        TEST(nothing_is_lost_by_a_fault),
        TEST(a_bomb_is_only_a_bad_reply),
        TEST(each_event_has_its_own_verdict),
        TEST(a_skewed_clock_is_set_once),
        TEST(staff_hear_why_it_is_refused),
        TEST(an_order_of_a_stranger_is_ignored),
        TEST(a_kind_that_differs_is_fetched_anew),
        TEST(an_old_cursor_starts_from_nothing),
        TEST(a_command_is_told_once_and_in_time),
        TEST(heartbeats_ride_along),
        TEST(one_that_was_never_enrolled_says_so),
        TEST(a_pause_is_kept_but_for_staff),
        TEST(the_record_of_a_run_goes_with_it),
    };
    // The first hub heard would add an event of its own to those counted.
    clock_correct(clock_now_ms());
    return cmocka_run_group_tests(tests, NULL, NULL);
}
