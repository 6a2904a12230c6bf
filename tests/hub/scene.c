// SPDX-License-Identifier: Apache-2.0
#include "scene.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "util/str.h"

int
scene_setup(void **state)
{
    static struct scene scene;
    memset(&scene, 0, sizeof(scene));
    fixture_make(&scene.fixture);
    assert_int_equal(hub_store_open(scene.fixture.spec, &scene.store), ERR_OK);
    str_copy(scene.kiosk.id, sizeof(scene.kiosk.id), "hall-1");
    str_copy(scene.kiosk.site, sizeof(scene.kiosk.site), "hall");
    scene.kiosk.sign = 1;
    memset(scene.kiosk.key, 7, sizeof(scene.kiosk.key));
    assert_int_equal(scene.store->ops->kiosk_put(scene.store, &scene.kiosk),
                     ERR_OK);
    buf_init(&scene.events, 1024 * 1024);
    *state = &scene;
    return 0;
}

int
scene_teardown(void **state)
{
    struct scene *scene = *state;
    hub_ingest_clear(&scene->out);
    buf_clear(&scene->events);
    hub_store_close(scene->store);
    fixture_remove(&scene->fixture);
    return 0;
}

void
scene_add(struct scene *scene, int64_t seq, const char *type,
          const char *subject, const char *body, const char *extra)
{
    buf_addf(&scene->events,
             "%s{\"seq\":%lld,\"type\":\"%s\",\"v\":1,"
             "\"at\":\"2026-12-01T09:00:%02lld.000+08:00\","
             "\"time_quality\":\"hub\",\"boot\":\"" BOOT_1
             "\",\"up_ms\":%lld,\"subject\":\"%s\"%s,\"body\":%s}",
             scene->events.len > 0 ? "," : "", (long long)seq, type,
             (long long)(seq % 60), (long long)(seq % 60) * 1000, subject,
             extra, body);
}

enum err
scene_push_to(struct scene *scene, const char *epoch)
{
    struct buf call;
    buf_init(&call, 2 * 1024 * 1024);
    buf_addf(&call, "{\"epoch\":\"%s\",\"events\":[%s]}", epoch,
             buf_text(&scene->events));
    hub_ingest_clear(&scene->out);
    memset(&scene->fault, 0, sizeof(scene->fault));
    enum err err = hub_ingest(scene->store, &scene->kiosk, call.data, call.len,
                              &scene->out, &scene->fault);
    buf_clear(&call);
    buf_reset(&scene->events);
    return err;
}

void
scene_push(struct scene *scene, const char *epoch)
{
    assert_int_equal(scene_push_to(scene, epoch), ERR_OK);
}

void
scene_expect(const struct scene *scene, size_t index,
             enum verdict_status status, const char *code)
{
    assert_true(index < scene->out.reply.count);
    const struct verdict *verdict = &scene->out.reply.verdicts[index];
    assert_int_equal(verdict->status, status);
    assert_string_equal(verdict->code, code);
}

void
scene_expect_ticket(const struct scene *scene, const char *id, const char *text)
{
    struct buf body;
    buf_init(&body, HUB_RECORD_MAX);
    assert_int_equal(
        scene->store->ops->record_get(scene->store, "ticket", id, &body),
        ERR_OK);
    assert_non_null(strstr(buf_text(&body), text));
    buf_clear(&body);
}
