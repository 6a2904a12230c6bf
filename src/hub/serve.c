// SPDX-License-Identifier: Apache-2.0
#include "hub/serve.h"

#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "hub/cases.h"
#include "hub/http.h"
#include "hub/ingest.h"
#include "hub/publish.h"
#include "hub/server.h"
#include "util/clock.h"
#include "util/file.h"
#include "util/log.h"
#include "util/str.h"

#define OPENAPI_MAX (1024 * 1024)
#define PEM_MAX (256 * 1024)
#define WATCH_MS 100 // PROTOCOL wants other processes heard within a second
#define FOLD_AGAIN_MS 5000 // after a store that was busy
#define CHECKS_EVERY_MS (10 * 60 * 1000)
#define CASES_EVERY_MS (10 * 60 * 1000)
#define DAY_MS ((int64_t)24 * 60 * 60 * 1000)

/** Looks for changes that other processes made or that become due. */
struct watch {
    struct hub_server *server;
    struct hub_store *store;
    int64_t due; // when to look for planned changes; 0: none is planned
    int64_t cases_at; // when to look for closed cases, monotonic
    struct thread thread;
    struct mutex mutex;
    struct cond cond;
    bool stopping; // protected by mutex
};

enum err
server_store_take(struct hub_server *server, struct hub_store **out)
{
    *out = NULL;
    mutex_lock(&server->mutex);
    if (server->store_count > 0)
        *out = server->stores[--server->store_count];
    mutex_unlock(&server->mutex);
    if (*out != NULL)
        return ERR_OK;
    return hub_store_open(server->config->store, out);
}

bool
server_ready(struct hub_server *server)
{
    mutex_lock(&server->mutex);
    bool ready = server->ready;
    mutex_unlock(&server->mutex);
    return ready;
}

void
server_store_give(struct hub_server *server, struct hub_store *store)
{
    mutex_lock(&server->mutex);
    if (server->store_count < SERVER_STORES) {
        server->stores[server->store_count++] = store;
        store = NULL;
    }
    mutex_unlock(&server->mutex);
    hub_store_close(store);
}

/** The memory of one kiosk, NULL when there is no room for it. */
static struct server_checked *
checked_of(struct hub_server *server, const char *kiosk)
{
    for (size_t i = 0; i < server->checked_count; i++) {
        if (strcmp(server->checked[i].kiosk, kiosk) == 0)
            return &server->checked[i];
    }
    if (server->checked_count == SERVER_CHECKED)
        return NULL;
    struct server_checked *checked = &server->checked[server->checked_count++];
    str_copy(checked->kiosk, sizeof(checked->kiosk), kiosk);
    checked->at = INT64_MIN / 2;
    return checked;
}

bool
server_checks_due(struct hub_server *server, const char *kiosk, bool due)
{
    int64_t now = clock_mono_ms();
    mutex_lock(&server->mutex);
    struct server_checked *checked = checked_of(server, kiosk);
    due = due || checked == NULL || now - checked->at >= CHECKS_EVERY_MS;
    if (due && checked != NULL)
        checked->at = now;
    mutex_unlock(&server->mutex);
    return due;
}

static void
watch_look(struct watch *watch, int64_t *head)
{
    bool changed = false;
    struct hub_position position;
    struct hub_store *store = watch->store;
    if (store->ops->changed(store, &changed) != ERR_OK || !changed ||
        store->ops->position(store, &position) != ERR_OK)
        return;
    watch->due = 1; // perhaps another plan is the first now
    // most commits are events and heartbeats, which wake nobody
    if (position.head != *head)
        http_wake(watch->server->http);
    *head = position.head;
}

/** Planned bodies whose time has come take their place. */
static void
watch_fold(struct watch *watch)
{
    size_t count;
    int64_t now = clock_now_ms();
    if (watch->due == 0 || watch->due > now)
        return;
    if (publish_fold(watch->store, now, &watch->due, &count) != ERR_OK)
        watch->due = now + FOLD_AGAIN_MS;
    if (count > 0)
        http_wake(watch->server->http);
}

/** Cases that were closed long ago leave the kiosks. */
static void
watch_cases(struct watch *watch)
{
    size_t count;
    int64_t days = watch->server->config->case_days;
    if (clock_mono_ms() < watch->cases_at)
        return;
    watch->cases_at = clock_mono_ms() + CASES_EVERY_MS;
    if (cases_withdraw(watch->store, clock_now_ms() - days * DAY_MS, &count)
        != ERR_OK)
        watch->cases_at = clock_mono_ms() + FOLD_AGAIN_MS;
    if (count > 0)
        http_wake(watch->server->http);
}

static void
watch_run(void *userdata)
{
    struct watch *watch = userdata;
    int64_t head = -1;
    watch->due = 1;
    mutex_lock(&watch->mutex);
    while (!watch->stopping) {
        mutex_unlock(&watch->mutex);
        watch_look(watch, &head);
        watch_fold(watch);
        watch_cases(watch);
        mutex_lock(&watch->mutex);
        if (!watch->stopping)
            cond_wait(&watch->cond, &watch->mutex, WATCH_MS);
    }
    mutex_unlock(&watch->mutex);
}

static enum err
watch_start(struct watch *watch, struct hub_server *server)
{
    watch->server = server;
    enum err err = hub_store_open(server->config->store, &watch->store);
    if (err == ERR_OK)
        err = mutex_init(&watch->mutex);
    if (err == ERR_OK)
        err = cond_init(&watch->cond);
    if (err == ERR_OK)
        err = thread_start(&watch->thread, "watch", watch_run, watch);
    return err;
}

static void
watch_stop(struct watch *watch)
{
    if (watch->thread.started) {
        mutex_lock(&watch->mutex);
        watch->stopping = true;
        cond_broadcast(&watch->cond);
        mutex_unlock(&watch->mutex);
        thread_join(&watch->thread);
    }
    cond_destroy(&watch->cond);
    mutex_destroy(&watch->mutex);
    hub_store_close(watch->store);
}

static enum err
openapi_load(struct hub_server *server)
{
    char path[FILE_PATH_SIZE];
    buf_init(&server->openapi, OPENAPI_MAX);
    if (!file_join(path, sizeof(path), server->config->assets, "openapi.yaml"))
        return ERR_INVALID;
    enum err err = file_read(path, OPENAPI_MAX, &server->openapi);
    if (err == ERR_NOT_FOUND)
        LOGW("serve: %s is not there: it will be 404", path);
    return err == ERR_NOT_FOUND ? ERR_OK : err;
}

static enum err
server_open(struct hub_server *server, struct buf *complaint)
{
    const struct hub_config *config = server->config;
    struct hub_store *store = NULL;
    enum err err = mutex_init(&server->mutex);
    if (err == ERR_OK)
        err = nonces_init(&server->nonces);
    if (err == ERR_OK)
        err = openapi_load(server);
    if (err == ERR_OK)
        err = web_load(&server->web, config->assets);
    if (err == ERR_OK)
        err = hub_store_keys_dir(config->store, server->keys_dir,
                                 sizeof(server->keys_dir));
    if (err == ERR_OK)
        err = server_store_take(server, &store);
    if (err == ERR_OK)
        err = hub_identity_init(store, server->keys_dir);
    if (err == ERR_OK)
        err = hub_keys_load(server->keys_dir, &server->keys);
    bool changed;
    if (err == ERR_OK)
        err = hub_ingest_replay(store, &changed); // nobody waits yet
    if (store != NULL)
        server_store_give(server, store);
    if (err != ERR_OK)
        buf_addf(complaint, "the store cannot be used (%s): see above",
                 err_name(err));
    return err;
}

static void
server_close(struct hub_server *server)
{
    for (size_t i = 0; i < server->store_count; i++)
        hub_store_close(server->stores[i]);
    hub_keys_clear(&server->keys);
    nonces_destroy(&server->nonces);
    buf_clear(&server->openapi);
    web_clear(&server->web);
    mutex_destroy(&server->mutex);
}

static enum err
pem_load(const char *path, const char *name, struct buf *out,
         struct buf *complaint)
{
    enum err err = file_read(path, PEM_MAX, out);
    if (err != ERR_OK)
        buf_addf(complaint, "%s: %s cannot be read: check path and rights",
                 name, path);
    return err;
}

/** What kept the server from starting, in words. */
static void
explain(const struct hub_config *config, enum err err, struct buf *complaint)
{
    bool tls = config->tls_cert[0] != '\0';
    if (err == ERR_CONFLICT)
        buf_addf(complaint,
                 "%s is in use: choose another address with"
                 " --listen",
                 config->listen);
    else if (err == ERR_INVALID && tls)
        buf_addf(complaint,
                 "%s: not ADDR:PORT, or tls_cert and tls_key do"
                 " not fit together",
                 config->listen);
    else if (err == ERR_INVALID)
        buf_addf(complaint,
                 "%s: plain HTTP is for loopback addresses"
                 " (127.0.0.1:PORT) only: set tls_cert and"
                 " tls_key",
                 config->listen);
    else
        buf_addf(complaint, "%s: the server does not start (%s)",
                 config->listen, err_name(err));
}

static enum err
http_open(struct hub_server *server, struct buf *complaint)
{
    const struct hub_config *config = server->config;
    struct buf cert;
    struct buf key;
    bool tls = config->tls_cert[0] != '\0' && config->tls_key[0] != '\0';
    enum err err = ERR_OK;
    buf_init(&cert, PEM_MAX);
    buf_init(&key, PEM_MAX);
    if (tls)
        err = pem_load(config->tls_cert, "tls_cert", &cert, complaint);
    if (tls && err == ERR_OK)
        err = pem_load(config->tls_key, "tls_key", &key, complaint);
    if (err == ERR_OK) {
        struct http_options options = {
            .listen = config->listen,
            .tls_cert = tls ? buf_text(&cert) : NULL,
            .tls_key = tls ? buf_text(&key) : NULL,
            .threads = config->threads,
            .connections = config->connections,
            .timeout_s = config->timeout_s,
            .request_s = config->request_s,
            .handler = routes_handle,
            .userdata = server,
        };
        err = http_start(&options, &server->http);
        if (err != ERR_OK)
            explain(config, err, complaint);
    }
    buf_clear(&cert);
    buf_clear(&key);
    return err;
}

/** Notes where the server is reached, for kiosks and other processes. */
static enum err
announce(struct hub_server *server)
{
    char url[ENROL_URL_SIZE];
    struct hub_store *store = NULL;
    bool tls = server->config->tls_cert[0] != '\0';
    str_format(url, sizeof(url), "%s://%s", tls ? "https" : "http",
               http_address(server->http));
    enum err err = server_store_take(server, &store);
    if (err == ERR_OK)
        err = hub_identity_note(store, url, server->config);
    if (err == ERR_OK)
        err = hub_identity_load(store, server->config, &server->identity);
    if (err == ERR_NOT_FOUND) {
        LOGW("serve: set public_url: kiosks cannot reach %s", url);
        err = ERR_OK;
    }
    if (store != NULL)
        server_store_give(server, store);
    mutex_lock(&server->mutex);
    server->ready = err == ERR_OK;
    mutex_unlock(&server->mutex);
    return err;
}

static void
say_ready(const struct hub_server *server)
{
    fprintf(stdout, "listening on %s\n", http_address(server->http));
    fflush(stdout);
}

/** Blocks the signals that end the server, and takes them one by one. */
static void
signals_block(sigset_t *set)
{
    sigemptyset(set);
    sigaddset(set, SIGTERM);
    sigaddset(set, SIGINT);
    pthread_sigmask(SIG_BLOCK, set, NULL);
    signal(SIGPIPE, SIG_IGN);
}

enum err
hub_serve(const struct hub_config *config, struct buf *complaint)
{
    sigset_t signals;
    int signal_number;
    struct watch watch = {0};
    struct hub_server *server = calloc(1, sizeof(*server));
    if (server == NULL)
        return ERR_NO_MEMORY;
    server->config = config;
    signals_block(&signals);
    enum err err = server_open(server, complaint);
    if (err == ERR_OK)
        err = http_open(server, complaint);
    if (err == ERR_OK)
        err = announce(server);
    if (err == ERR_OK)
        err = watch_start(&watch, server);
    if (err == ERR_OK) {
        say_ready(server);
        sigwait(&signals, &signal_number);
        LOGI("serve: ending");
    }
    watch_stop(&watch);
    http_stop(server->http);
    server_close(server);
    free(server);
    return err;
}
