// SPDX-License-Identifier: Apache-2.0
#include "kiosk.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "store/identity.h"
#include "store/store.h"
#include "util/clock.h"
#include "util/sign.h"
#include "util/str.h"

#define WAIT_MS 20000

void
kiosk_create(struct kiosk *kiosk)
{
    struct store_condition condition;
    *kiosk = (struct kiosk){.dir = "/tmp/talent-sync-XXXXXX"};
    assert_non_null(mkdtemp(kiosk->dir));
    assert_int_equal(store_open(kiosk->dir, &kiosk->store, &condition),
                     ERR_OK);
    assert_int_equal(mutex_init(&kiosk->mutex), ERR_OK);
    assert_int_equal(cond_init(&kiosk->cond), ERR_OK);
}

static int
remove_one(const char *path, const struct stat *info, int type,
           struct FTW *walk)
{
    (void)info;
    (void)type;
    (void)walk;
    return remove(path);
}

void
remove_tree(const char *dir)
{
    nftw(dir, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

void
kiosk_destroy(struct kiosk *kiosk)
{
    store_close(kiosk->store);
    cond_destroy(&kiosk->cond);
    mutex_destroy(&kiosk->mutex);
    remove_tree(kiosk->dir);
}

void
kiosk_enrol(struct kiosk *kiosk, int port, const unsigned char *hub_key)
{
    unsigned char public_key[32], secret_key[64];
    struct identity identity = {
        .kiosk_id = "hall-1",
        .sign = 1,
        .site = "hall",
        .hub_id = "hub",
        .seal_key_id = "s1",
    };
    sign_keypair(public_key, secret_key);
    str_format(identity.hub_url, sizeof(identity.hub_url),
               "http://127.0.0.1:%d", port);
    if (hub_key)
        memcpy(identity.hub_key, hub_key, sizeof(identity.hub_key));
    assert_int_equal(
        identity_save(kiosk->store, &identity, secret_key, NULL, 0), ERR_OK);
}

void
kiosk_add_events(struct kiosk *kiosk, int count)
{
    char subject[40];
    for (int i = 0; i < count; i++) {
        str_format(subject, sizeof(subject), "s-%d", i);
        assert_int_equal(outbox_add(kiosk->store, "help.requested", subject,
                                    "{\"screen\":\"home\"}"),
                         ERR_OK);
    }
}

struct outbox_counts
kiosk_counts(struct kiosk *kiosk)
{
    struct outbox_counts counts;
    assert_int_equal(outbox_count(kiosk->store, &counts), ERR_OK);
    return counts;
}

static void
note_event(const struct sync_event *event, void *userdata)
{
    struct kiosk *kiosk = userdata;
    mutex_lock(&kiosk->mutex);
    kiosk->last[event->type] = *event;
    kiosk->count[event->type]++;
    cond_broadcast(&kiosk->cond);
    mutex_unlock(&kiosk->mutex);
}

struct sync_options
kiosk_options(struct kiosk *kiosk, enum sync_mode mode)
{
    static const struct sync_callbacks callbacks = {.on_event = note_event};
    return (struct sync_options){
        .data_dir = kiosk->dir,
        .mode = mode,
        .interval_s = 60,
        .callbacks = &callbacks,
        .userdata = kiosk,
    };
}

struct sync_event
kiosk_sync(struct kiosk *kiosk)
{
    struct sync_event result;
    struct sync_options options = kiosk_options(kiosk, SYNC_STAFF);
    assert_int_equal(sync_run_once(&options, &result), ERR_OK);
    return result;
}

int
kiosk_told(struct kiosk *kiosk, enum sync_event_type type)
{
    mutex_lock(&kiosk->mutex);
    int count = kiosk->count[type];
    mutex_unlock(&kiosk->mutex);
    return count;
}

struct sync_event
kiosk_last(struct kiosk *kiosk, enum sync_event_type type)
{
    mutex_lock(&kiosk->mutex);
    struct sync_event event = kiosk->last[type];
    mutex_unlock(&kiosk->mutex);
    return event;
}

bool
kiosk_wait(struct kiosk *kiosk, enum sync_event_type type, int count)
{
    bool in_time = true;
    mutex_lock(&kiosk->mutex);
    while (in_time && kiosk->count[type] < count)
        in_time = cond_wait(&kiosk->cond, &kiosk->mutex, WAIT_MS);
    bool seen = kiosk->count[type] >= count;
    mutex_unlock(&kiosk->mutex);
    return seen;
}
