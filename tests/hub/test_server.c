// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "client.h"
#include "hub/gzip.h"
#include "hub/serve.h"
#include "hub/store.h"
#include "util/clock.h"
#include "util/str.h"

/* Every refusal of PROTOCOL "Signing" and "Transport", over loopback against
 * the real server. */

static struct fixture fixture; // one server for the group
static struct signer hall; // a kiosk that stays enrolled

static int
setup(void **state)
{
    (void)state;
    fixture_make(&fixture);
    fixture_start(&fixture);
    signer_enrol(&fixture, "hall", &hall);
    return 0;
}

static int
teardown(void **state)
{
    (void)state;
    fixture_remove(&fixture);
    return 0;
}

static void
test_public(void **state)
{
    (void)state;
    struct answer answer = ask_get(&fixture, "/v1/time", NULL);
    assert_int_equal(answer.status, 200);
    assert_true(answer_has(&answer, "{\"hub_time\":\""));
    answer_clear(&answer);
    answer_expect(ask_get(&fixture, "/healthz", NULL), 200, NULL);
    answer_expect(ask_get(&fixture, "/nothing", NULL), 404, "not-found");
    answer_expect(ask_post(&fixture, "/v1/time", "{}", NULL), 405,
                  "method-not-allowed");
    answer_expect(ask_post(&fixture, "/healthz", "{}", NULL), 405,
                  "method-not-allowed");
}

static void
test_a_page_by_any_spelling(void **state)
{
    (void)state;
    struct hub_store *store;
    struct hub_record record = {
        .kind = "policy",
        .id = "a.b:c",
        .body = "{\"title\":{\"zh\":\"题\"}}",
    };
    assert_int_equal(hub_store_open(fixture.spec, &store), ERR_OK);
    assert_int_equal(store->ops->record_put(store, &record), ERR_OK);
    hub_store_close(store);
    answer_expect(ask_get(&fixture, "/p/a.b:c", NULL), 200, NULL);
    answer_expect(ask_get(&fixture, "/p/a%2eb%3Ac?lang=en", NULL), 200, NULL);
    static const char *const others[] = {
        "/p/", "/p/a.b%3", "/p/a.b%zzc", "/p/a.b:c%00", "/p/a.b:c%2f..",
        "/p/..%2f..%2fetc%2fpasswd", "/p/%27%20or%201=1", "/p/a.b+c",
    };
    for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
        answer_expect(ask_get(&fixture, others[i], NULL), 404, NULL);
    struct answer answer = ask_post(&fixture, "/v1/time", "{}", NULL);
    assert_non_null(strstr(answer.head, "Allow: GET, HEAD\r\n"));
    answer_clear(&answer);
}

static void
test_openapi(void **state)
{
    (void)state;
    struct answer answer = ask_get(&fixture, "/v1/openapi.yaml", NULL);
    assert_int_equal(answer.status, 200);
    assert_true(answer_has(&answer, "openapi: 3.1.0"));
    assert_true(answer_has(&answer, "/v1/changes"));
    answer_clear(&answer);
}

static void
test_unsigned(void **state)
{
    (void)state;
    answer_expect(ask_get(&fixture, "/v1/changes", NULL), 401, "bad-signature");
    answer_expect(ask_post(&fixture, "/v1/events", "{}", NULL), 401,
                  "bad-signature");
    answer_expect(ask_post(&fixture, "/v1/heartbeat", "{}", NULL), 401,
                  "bad-signature");
    answer_expect(ask_post(&fixture, "/v1/enrol", "{}", NULL), 401,
                  "bad-signature");
    // before any other error: a wrong method, no such address
    answer_expect(ask_get(&fixture, "/v1/events", NULL), 401, "bad-signature");
    answer_expect(ask_get(&fixture, "/v1/nothing", NULL), 401, "bad-signature");
    answer_expect(ask_get(&fixture, "/v1/changes?limit=x", NULL), 401,
                  "bad-signature");
}

static void
test_bad_signature(void **state)
{
    (void)state;
    struct answer answer;
    struct ask ask = {
        .method = "POST",
        .target = "/v1/heartbeat",
        .body = "{}",
        .body_len = 2,
        .signer = &hall,
        .break_signature = true,
    };
    ask_send(&fixture, &ask, &answer);
    answer_expect(answer, 401, "bad-signature");
    ask.break_signature = false;
    ask.break_digest = true;
    ask_send(&fixture, &ask, &answer);
    answer_expect(answer, 401, "bad-signature");
    // signed for another query
    ask = (struct ask){
        .method = "GET",
        .target = "/v1/changes?limit=1",
        .signer = &hall,
    };
    ask_send(&fixture, &ask, &answer);
    assert_int_equal(answer.status, 200);
    ask.target = "/v1/changes?limit=2";
    ask.replay = answer.sent;
    struct answer second;
    ask_send(&fixture, &ask, &second);
    answer_clear(&answer);
    answer_expect(second, 401, "bad-signature");
}

static void
test_unknown_kiosk(void **state)
{
    (void)state;
    struct signer stranger;
    signer_make(&stranger, "nowhere-7");
    struct answer answer = ask_get(&fixture, "/v1/changes", &stranger);
    assert_true(answer_has(&answer, "\"message\":{\"zh\":"));
    answer_expect(answer, 401, "unknown-kiosk");
}

static void
test_wrong_key(void **state)
{
    (void)state;
    struct signer thief;
    signer_make(&thief, hall.keyid);
    answer_expect(ask_get(&fixture, "/v1/changes", &thief), 401,
                  "bad-signature");
}

static void
test_skew(void **state)
{
    (void)state;
    struct answer answer;
    struct ask ask = {
        .method = "GET",
        .target = "/v1/changes",
        .signer = &hall,
        .skew_s = -360,
    };
    ask_send(&fixture, &ask, &answer);
    assert_true(answer_has(&answer, "\"hub_time\":\""));
    answer_expect(answer, 401, "clock-skew");
    ask.skew_s = 360;
    ask_send(&fixture, &ask, &answer);
    answer_expect(answer, 401, "clock-skew");
    ask.skew_s = 240;
    ask_send(&fixture, &ask, &answer);
    answer_expect(answer, 200, NULL);
}

static void
test_replayed(void **state)
{
    (void)state;
    struct answer first;
    struct answer second;
    struct ask ask = {
        .method = "GET",
        .target = "/v1/changes",
        .signer = &hall,
    };
    ask_send(&fixture, &ask, &first);
    assert_int_equal(first.status, 200);
    ask.replay = first.sent;
    ask_send(&fixture, &ask, &second);
    answer_clear(&first);
    answer_expect(second, 401, "replayed");
}

static void
test_not_found(void **state)
{
    (void)state;
    struct answer answer = ask_get(&fixture, "/v1/events", &hall);
    assert_non_null(strstr(answer.head, "Allow: POST"));
    answer_expect(answer, 405, "method-not-allowed");
    answer_expect(ask_get(&fixture, "/v1/nothing", &hall), 404, "not-found");
}

static void
test_too_large(void **state)
{
    (void)state;
    struct answer answer;
    size_t size = 1024 * 1024 + 1;
    char *body = malloc(size);
    assert_non_null(body);
    memset(body, ' ', size);
    struct ask ask = {
        .method = "POST",
        .target = "/v1/heartbeat",
        .body = body,
        .body_len = size,
        .signer = &hall,
    };
    ask_send(&fixture, &ask, &answer);
    answer_expect(answer, 413, "too-large");
    ask.chunked = true;
    ask_send(&fixture, &ask, &answer);
    answer_expect(answer, 413, "too-large");
    // 401 goes before it
    ask.break_signature = true;
    ask_send(&fixture, &ask, &answer);
    answer_expect(answer, 401, "bad-signature");
    // and 256 KiB are the limit for events
    ask = (struct ask){
        .method = "POST",
        .target = "/v1/events",
        .body = body,
        .body_len = 256 * 1024 + 1,
        .signer = &hall,
    };
    ask_send(&fixture, &ask, &answer);
    answer_expect(answer, 413, "too-large");
    free(body);
}

static struct answer
post_gzip(const char *target, const void *plain, size_t len)
{
    struct answer answer;
    struct buf packed;
    buf_init(&packed, 4 * 1024 * 1024);
    assert_int_equal(gzip_deflate(plain, len, &packed), ERR_OK);
    struct ask ask = {
        .method = "POST",
        .target = target,
        .body = packed.data,
        .body_len = packed.len,
        .signer = &hall,
        .headers = "Content-Encoding: gzip\r\n",
    };
    ask_send(&fixture, &ask, &answer);
    buf_clear(&packed);
    return answer;
}

static void
test_gzip_up(void **state)
{
    (void)state;
    static const char call[] =
        "{\"epoch\":\"00000000-0000-4000-8000-00000000abcd\","
        "\"events\":[]}";
    struct answer answer = post_gzip("/v1/events", call, strlen(call));
    assert_true(answer_has(&answer, "\"results\":[],\"durable_seq\":0"));
    answer_expect(answer, 200, NULL);
    size_t size = 64 * 1024 * 1024;
    char *bomb = calloc(1, size);
    assert_non_null(bomb);
    answer_expect(post_gzip("/v1/events", bomb, size), 413, "too-large");
    answer_expect(post_gzip("/v1/events", bomb, 300 * 1024), 413, "too-large");
    free(bomb);
    struct ask ask = {
        .method = "POST",
        .target = "/v1/events",
        .body = "not gzip",
        .body_len = 8,
        .signer = &hall,
        .headers = "Content-Encoding: gzip\r\n",
    };
    ask_send(&fixture, &ask, &answer);
    answer_expect(answer, 400, "bad-encoding");
    ask.headers = "Content-Encoding: br\r\n";
    ask_send(&fixture, &ask, &answer);
    answer_expect(answer, 415, "unsupported-encoding");
}

static void
test_gzip_down(void **state)
{
    (void)state;
    struct answer answer;
    struct buf plain;
    struct ask ask = {
        .method = "GET",
        .target = "/v1/changes",
        .signer = &hall,
        .headers = "Accept-Encoding: br, gzip\r\n",
    };
    ask_send(&fixture, &ask, &answer);
    assert_int_equal(answer.status, 200);
    assert_non_null(strstr(answer.head, "Content-Encoding: gzip"));
    buf_init(&plain, 4 * 1024 * 1024);
    assert_int_equal(gzip_inflate(answer.body.data, answer.body.len, &plain),
                     ERR_OK);
    assert_true(str_starts(buf_text(&plain), "{\"changes\":["));
    buf_clear(&plain);
    answer_clear(&answer);
    ask.headers = "Accept-Encoding: gzip;q=0\r\n";
    ask_send(&fixture, &ask, &answer);
    assert_null(strstr(answer.head, "Content-Encoding"));
    answer_clear(&answer);
}

static void
test_bad_events(void **state)
{
    (void)state;
    answer_expect(ask_post(&fixture, "/v1/events", "no json", &hall), 400,
                  "bad-envelope");
    answer_expect(ask_post(&fixture, "/v1/events", "[]", &hall), 400,
                  "bad-envelope");
    answer_expect(ask_post(&fixture, "/v1/events", "{\"events\":[]}", &hall),
                  400, "bad-envelope");
    answer_expect(
        ask_post(&fixture, "/v1/events",
                 "{\"epoch\":\"00000000-0000-4000-8000-00000000abcd\"}", &hall),
        400, "bad-envelope");
}

static void
test_heartbeat(void **state)
{
    (void)state;
    static const char first[] =
        "{\"n\":5,\"at\":\"2026-12-01T09:00:00+08:00\",\"earlier\":["
        "{\"n\":3,\"at\":\"2026-12-01T08:58:00+08:00\"},"
        "{\"n\":4,\"at\":\"2026-12-01T08:59:00+08:00\"}]}";
    struct answer answer = ask_post(&fixture, "/v1/heartbeat", first, &hall);
    assert_true(answer_has(&answer, "{\"hub_time\":\""));
    answer_expect(answer, 200, NULL);
    answer_expect(ask_post(&fixture, "/v1/heartbeat", first, &hall), 200, NULL);
    answer_expect(ask_post(&fixture, "/v1/heartbeat", "{\"n\":\"x\"}", &hall),
                  400, "bad-request");
    answer_expect(ask_post(&fixture, "/v1/heartbeat", "nothing", &hall), 400,
                  "bad-request");
}

static void
test_malformed_http(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "nonsense\r\n\r\n",
        "GET\r\n\r\n",
        "POST /v1/events HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n",
        "POST / HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n\r\n",
    };
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        struct answer answer;
        if (raw_send(&fixture, texts[i], strlen(texts[i]), &answer))
            assert_true(answer.status >= 400);
        answer_clear(&answer);
    }
    answer_expect(ask_get(&fixture, "/healthz", NULL), 200, NULL);
}

/** Milliseconds until the server ends a connection that goes on sending. */
static int64_t
trickle(const struct fixture *slow, const char *begin, const char *piece)
{
    int64_t started = clock_mono_ms();
    struct sockaddr_in to = {
        .sin_family = AF_INET,
        .sin_port = htons((uint16_t)slow->port),
        .sin_addr = {htonl(INADDR_LOOPBACK)},
    };
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    assert_int_equal(connect(fd, (struct sockaddr *)&to, sizeof(to)), 0);
    struct pollfd ended = {.fd = fd, .events = POLLIN};
    assert_true(send(fd, begin, strlen(begin), MSG_NOSIGNAL) > 0);
    while (poll(&ended, 1, 200) == 0 && clock_mono_ms() - started < 12000)
        (void)!send(fd, piece, strlen(piece), MSG_NOSIGNAL);
    close(fd);
    return clock_mono_ms() - started;
}

static void
test_no_headers_without_end(void **state)
{
    (void)state;
    struct fixture slow;
    fixture_make(&slow);
    slow.config.timeout_s = 1;
    slow.config.request_s = 1;
    fixture_start(&slow);
    // headers have a request's time, a first line that of idleness as well
    assert_true(trickle(&slow, "GET /healthz HTTP/1.1\r\n", "A: b\r\n") <
                4000);
    assert_true(trickle(&slow, "GET /", "a") < 5000);
    answer_expect(ask_get(&slow, "/healthz", NULL), 200, NULL);
    fixture_remove(&slow);
}

static void
test_not_loopback(void **state)
{
    (void)state;
    struct buf complaint;
    struct hub_config config = fixture.config;
    str_copy(config.listen, sizeof(config.listen), "0.0.0.0:0");
    buf_init(&complaint, 4096);
    assert_int_equal(hub_serve(&config, &complaint), ERR_INVALID);
    assert_non_null(strstr(buf_text(&complaint), "tls_cert"));
    buf_reset(&complaint);
    str_format(config.listen, sizeof(config.listen), "127.0.0.1:%d",
               fixture.port);
    assert_int_equal(hub_serve(&config, &complaint), ERR_CONFLICT);
    assert_non_null(strstr(buf_text(&complaint), "in use"));
    buf_clear(&complaint);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_public),
        cmocka_unit_test(test_a_page_by_any_spelling),
        cmocka_unit_test(test_openapi),
        cmocka_unit_test(test_unsigned),
        cmocka_unit_test(test_bad_signature),
        cmocka_unit_test(test_unknown_kiosk),
        cmocka_unit_test(test_wrong_key),
        cmocka_unit_test(test_skew),
        cmocka_unit_test(test_replayed),
        cmocka_unit_test(test_not_found),
        cmocka_unit_test(test_too_large),
        cmocka_unit_test(test_gzip_up),
        cmocka_unit_test(test_gzip_down),
        cmocka_unit_test(test_bad_events),
        cmocka_unit_test(test_heartbeat),
        cmocka_unit_test(test_malformed_http),
        cmocka_unit_test(test_no_headers_without_end),
        cmocka_unit_test(test_not_loopback),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
