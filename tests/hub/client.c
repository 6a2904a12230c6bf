// SPDX-License-Identifier: Apache-2.0
#include "client.h"

#include <ftw.h>
#include <signal.h>
#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "hub/identity.h"
#include "hub/kiosks.h"
#include "hub/serve.h"
#include "hub/store.h"
#include "loopback.h"
#include "util/base64.h"
#include "util/log.h"
#include "util/str.h"
#include "wire/http_sign.h"

#define ANSWER_MAX (4 * 1024 * 1024)

static void
site_put(struct hub_store *store, const char *id)
{
    struct hub_record record = {
        .kind = "site",
        .id = id,
        .body = "{\"name\":{\"zh\":\"大厅\"},\"profile\":\"hall\","
                "\"hours\":[],\"holidays\":[],\"last_ticket\":null,"
                "\"windows\":[],\"phone\":null}",
    };
    assert_int_equal(store->ops->record_put(store, &record), ERR_OK);
}

void
fixture_make(struct fixture *fixture)
{
    char keys[FILE_PATH_SIZE];
    struct hub_store *store;
    memset(fixture, 0, sizeof(*fixture));
    log_set_level(LOG_LEVEL_OFF);
    str_copy(fixture->dir, sizeof(fixture->dir), "/tmp/hub-test-XXXXXX");
    assert_non_null(mkdtemp(fixture->dir));
    str_format(fixture->spec, sizeof(fixture->spec), "sqlite:%s/hub.db",
               fixture->dir);
    assert_int_equal(hub_config_init(&fixture->config), ERR_OK);
    str_copy(fixture->config.data, sizeof(fixture->config.data), fixture->dir);
    str_copy(fixture->config.listen, sizeof(fixture->config.listen),
             "127.0.0.1:0");
    assert_int_equal(hub_config_finish(&fixture->config), ERR_OK);
    assert_int_equal(hub_store_open(fixture->spec, &store), ERR_OK);
    assert_int_equal(hub_store_keys_dir(fixture->spec, keys, sizeof(keys)),
                     ERR_OK);
    assert_int_equal(hub_identity_init(store, keys), ERR_OK);
    site_put(store, "hall");
    site_put(store, "hospital");
    hub_store_close(store);
}

static void
serve_child(const struct fixture *fixture, int out)
{
    struct buf complaint;
    dup2(out, STDOUT_FILENO);
    buf_init(&complaint, 4096);
    enum err err = hub_serve(&fixture->config, &complaint);
    buf_clear(&complaint);
    // not exit(): the parent's test framework must not run here
    _exit(err == ERR_OK ? 0 : 1);
}

void
fixture_start(struct fixture *fixture)
{
    int pipes[2];
    char line[128] = "";
    size_t len = 0;
    fflush(NULL);
    assert_int_equal(pipe(pipes), 0);
    fixture->pid = fork();
    assert_true(fixture->pid >= 0);
    if (fixture->pid == 0) {
        close(pipes[0]);
        serve_child(fixture, pipes[1]);
    }
    close(pipes[1]);
    while (len < sizeof(line) - 1 && read(pipes[0], line + len, 1) == 1 &&
           line[len] != '\n')
        len++;
    close(pipes[0]);
    line[len] = '\0';
    assert_true(str_starts(line, "listening on "));
    int64_t port;
    assert_true(str_parse_int(strrchr(line, ':') + 1, 1, 65535, &port));
    fixture->port = (int)port;
}

void
fixture_stop(struct fixture *fixture)
{
    int status = -1;
    if (fixture->pid == 0)
        return;
    assert_int_equal(kill(fixture->pid, SIGTERM), 0);
    assert_int_equal(waitpid(fixture->pid, &status, 0), fixture->pid);
    fixture->pid = 0;
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
}

void
fixture_kill(struct fixture *fixture)
{
    assert_int_equal(kill(fixture->pid, SIGKILL), 0);
    assert_int_equal(waitpid(fixture->pid, NULL, 0), fixture->pid);
    fixture->pid = 0;
}

static int
remove_one(const char *path, const struct stat *info, int type, struct FTW *ftw)
{
    (void)info;
    (void)type;
    (void)ftw;
    return remove(path);
}

void
fixture_remove(struct fixture *fixture)
{
    fixture_stop(fixture);
    nftw(fixture->dir, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

void
signer_make(struct signer *signer, const char *keyid)
{
    str_copy(signer->keyid, sizeof(signer->keyid), keyid);
    sign_keypair(signer->public_key, signer->secret);
}

void
signer_enrol(struct fixture *fixture, const char *site, struct signer *signer)
{
    char code[HUB_CODE_TEXT_SIZE];
    char body[512];
    struct hub_store *store;
    struct answer answer;
    assert_int_equal(hub_store_open(fixture->spec, &store), ERR_OK);
    assert_int_equal(hub_kiosk_add(store, site, NULL, NULL, code), ERR_OK);
    hub_store_close(store);
    signer_make(signer, "new");
    answer =
        ask_post(fixture, "/v1/enrol", enrol_body(code, signer, body), signer);
    assert_int_equal(answer.status, 201);
    answer_text(&answer, "kiosk_id", signer->keyid, sizeof(signer->keyid));
    answer_clear(&answer);
}

static int
connect_to(const struct fixture *fixture)
{
    struct timeval limit = {.tv_sec = 40};
    int fd = loopback_connect(fixture->port);
    assert_true(fd >= 0);
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof(limit));
    return fd;
}

static bool
read_answer(int fd, struct answer *answer)
{
    char chunk[16384];
    ssize_t got;
    struct buf all;
    buf_init(&all, ANSWER_MAX);
    while ((got = recv(fd, chunk, sizeof(chunk), 0)) > 0)
        assert_true(buf_add(&all, chunk, (size_t)got));
    const char *end = all.len > 0 ? strstr(all.data, "\r\n\r\n") : NULL;
    if (end != NULL) {
        size_t head = (size_t)(end - all.data) + 4;
        int64_t status;
        char digits[4] = {all.data[9], all.data[10], all.data[11], '\0'};
        assert_true(str_parse_int(digits, 100, 599, &status));
        answer->status = (int)status;
        str_format(answer->head, sizeof(answer->head), "%.*s", (int)head,
                   all.data);
        buf_add(&answer->body, all.data + head, all.len - head);
    }
    buf_clear(&all);
    return end != NULL;
}

static void
sign(const struct ask *ask, struct answer *answer)
{
    char path[2048];
    struct http_signature signature;
    str_copy(path, sizeof(path), ask->target);
    char *query = strchr(path, '?');
    if (query != NULL)
        *query++ = '\0';
    struct http_request request = {
        .method = ask->method,
        .path = path,
        .query = query,
        .body = ask->body,
        .body_len = ask->body_len,
    };
    int64_t now = (int64_t)time(NULL) + ask->skew_s;
    assert_int_equal(http_sign_make(&request, ask->signer->keyid, now,
                                    ask->signer->secret, &signature),
                     ERR_OK);
    if (ask->break_signature)
        signature.value[10] = signature.value[10] == 'A' ? 'B' : 'A';
    if (ask->break_digest)
        http_sign_digest("other", 5, signature.digest);
    str_format(answer->sent, sizeof(answer->sent),
               "Content-Digest: %s\r\nSignature-Input: %s\r\n"
               "Signature: %s\r\n",
               signature.digest, signature.input, signature.value);
}

void
ask_send(const struct fixture *fixture, const struct ask *ask,
         struct answer *answer)
{
    struct buf text;
    memset(answer, 0, sizeof(*answer));
    buf_init(&answer->body, ANSWER_MAX);
    buf_init(&text, 64 * 1024 * 1024);
    if (ask->replay != NULL)
        str_copy(answer->sent, sizeof(answer->sent), ask->replay);
    else if (ask->signer != NULL)
        sign(ask, answer);
    buf_addf(&text, "%s %s HTTP/1.1\r\nHost: hub\r\nConnection: close\r\n",
             ask->method, ask->target);
    buf_addf(&text, "%s%s", answer->sent,
             ask->headers != NULL ? ask->headers : "");
    if (ask->chunked)
        buf_addf(&text, "Transfer-Encoding: chunked\r\n\r\n%zx\r\n",
                 ask->body_len);
    else
        buf_addf(&text, "Content-Length: %zu\r\n\r\n", ask->body_len);
    if (ask->body_len > 0)
        buf_add(&text, ask->body, ask->body_len);
    if (ask->chunked)
        buf_add_str(&text, "\r\n0\r\n\r\n");
    assert_false(text.failed);
    int fd = connect_to(fixture);
    // the server may answer and close early
    (void)loopback_send(fd, text.data, text.len);
    assert_true(read_answer(fd, answer));
    close(fd);
    buf_clear(&text);
}

bool
raw_send(const struct fixture *fixture, const char *text, size_t len,
         struct answer *answer)
{
    memset(answer, 0, sizeof(*answer));
    buf_init(&answer->body, ANSWER_MAX);
    int fd = connect_to(fixture);
    // the server may answer and close early
    (void)loopback_send(fd, text, len);
    shutdown(fd, SHUT_WR);
    bool came = read_answer(fd, answer);
    close(fd);
    return came;
}

void
answer_clear(struct answer *answer)
{
    buf_clear(&answer->body);
}

bool
answer_has(const struct answer *answer, const char *text)
{
    return strstr(buf_text(&answer->body), text) != NULL;
}

static const char *
value_of(const struct answer *answer, const char *name)
{
    char needle[96];
    str_format(needle, sizeof(needle), "\"%s\":", name);
    const char *at = strstr(buf_text(&answer->body), needle);
    return at != NULL ? at + strlen(needle) : NULL;
}

int64_t
answer_int(const struct answer *answer, const char *name)
{
    const char *at = value_of(answer, name);
    return at != NULL ? strtoll(at, NULL, 10) : -1;
}

void
answer_text(const struct answer *answer, const char *name, char *out,
            size_t size)
{
    const char *at = value_of(answer, name);
    assert_non_null(at);
    assert_int_equal(*at, '"');
    size_t len = strcspn(at + 1, "\"");
    assert_true(len < size);
    memcpy(out, at + 1, len);
    out[len] = '\0';
}

struct answer
ask_get(const struct fixture *fixture, const char *target,
        const struct signer *signer)
{
    struct answer answer;
    struct ask ask = {
        .method = "GET",
        .target = target,
        .signer = signer,
    };
    ask_send(fixture, &ask, &answer);
    return answer;
}

struct answer
ask_post(const struct fixture *fixture, const char *target, const char *body,
         const struct signer *signer)
{
    struct answer answer;
    struct ask ask = {
        .method = "POST",
        .target = target,
        .body = body,
        .body_len = strlen(body),
        .signer = signer,
    };
    ask_send(fixture, &ask, &answer);
    return answer;
}

void
answer_expect(struct answer answer, int status, const char *code)
{
    char type[64];
    assert_int_equal(answer.status, status);
    if (code != NULL) {
        str_format(type, sizeof(type), "\"type\":\"urn:talent:%s\"", code);
        assert_true(answer_has(&answer, type));
        assert_non_null(strstr(answer.head, "application/problem+json"));
    }
    answer_clear(&answer);
}

char *
enrol_body(const char *code, const struct signer *signer, char out[512])
{
    char key[BASE64_SIZE(SIGN_PUBLIC_SIZE)];
    base64url_encode(signer->public_key, sizeof(signer->public_key), key,
                     sizeof(key));
    str_format(out, 512,
               "{\"code\":\"%s\",\"public_key\":\"%s\","
               "\"model\":\"bench\",\"version\":\"1.0.0\"}",
               code, key);
    return out;
}
