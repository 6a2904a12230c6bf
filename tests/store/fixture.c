// SPDX-License-Identifier: Apache-2.0
#include "fixture.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "store/catalogue.h"
#include "util/file.h"
#include "util/id.h"
#include "util/log.h"
#include "util/sign.h"
#include "util/str.h"
#include "wire/event.h"

static void
remove_folder(const char *path)
{
    DIR *stream = opendir(path);
    struct dirent *entry;

    if (!stream) {
        return;
    }
    while ((entry = readdir(stream)) != NULL) {
        char inner[FILE_PATH_SIZE];

        if (str_equal(entry->d_name, ".") || str_equal(entry->d_name, "..")
            || !file_join(inner, sizeof(inner), path, entry->d_name)) {
            continue;
        }
        if (unlink(inner) != 0) {
            remove_folder(inner);
        }
    }
    closedir(stream);
    rmdir(path);
}

int
fixture_setup(void **state)
{
    struct fixture *fixture = calloc(1, sizeof(*fixture));

    if (!fixture) {
        return -1;
    }
    log_set_level(getenv("STORE_TEST_LOG") ? LOG_LEVEL_DEBUG
                                            : LOG_LEVEL_OFF);
    str_copy(fixture->dir, sizeof(fixture->dir), "/tmp/talent-store-XXXXXX");
    if (!mkdtemp(fixture->dir)) {
        free(fixture);
        return -1;
    }
    fixture_open(fixture);
    *state = fixture;
    return 0;
}

int
fixture_teardown(void **state)
{
    struct fixture *fixture = *state;

    fixture_close(fixture);
    remove_folder(fixture->dir);
    free(fixture);
    return 0;
}

void
fixture_open(struct fixture *fixture)
{
    assert_int_equal(store_open(fixture->dir, &fixture->store,
                                &fixture->condition), ERR_OK);
}

void
fixture_close(struct fixture *fixture)
{
    store_close(fixture->store);
    fixture->store = NULL;
}

void
fixture_restart(struct fixture *fixture)
{
    fixture_close(fixture);
    fixture_open(fixture);
}

void
fixture_copy(const struct fixture *fixture, const char *from, const char *to)
{
    char path[FILE_PATH_SIZE];
    struct buf data;

    buf_init(&data, 64 << 20);
    assert_true(file_join(path, sizeof(path), fixture->dir, from));
    assert_int_equal(file_read(path, 64 << 20, &data), ERR_OK);
    assert_true(file_join(path, sizeof(path), fixture->dir, to));
    assert_int_equal(file_write(path, 0600, data.data, data.len), ERR_OK);
    buf_clear(&data);
}

void
fixture_remove(const struct fixture *fixture, const char *name)
{
    char path[FILE_PATH_SIZE];

    assert_true(file_join(path, sizeof(path), fixture->dir, name));
    assert_int_equal(file_remove(path), ERR_OK);
}

void
fixture_damage(const struct fixture *fixture, const char *name, long offset,
               long len)
{
    char path[FILE_PATH_SIZE];
    FILE *file;

    assert_true(file_join(path, sizeof(path), fixture->dir, name));
    file = fopen(path, "r+b");
    assert_non_null(file);
    assert_int_equal(fseek(file, offset, SEEK_SET), 0);
    while (len-- > 0) {
        fputc(0xA5, file);
    }
    fclose(file);
}

struct change
fixture_put(const char *kind, const char *id, int64_t rev, const char *body)
{
    struct change change = {.rev = rev,
                            .op = CHANGE_PUT,
                            .body = body,
                            .body_len = strlen(body)};

    assert_true(str_copy(change.kind, sizeof(change.kind), kind));
    assert_true(str_copy(change.id, sizeof(change.id), id));
    return change;
}

struct change
fixture_del(const char *kind, const char *id, int64_t rev)
{
    struct change change = {.rev = rev, .op = CHANGE_DEL};

    assert_true(str_copy(change.kind, sizeof(change.kind), kind));
    assert_true(str_copy(change.id, sizeof(change.id), id));
    return change;
}

struct changes_result
fixture_apply(struct fixture *fixture, const struct change *changes,
              size_t count, const char *cursor)
{
    struct change_page page = {.count = count};
    struct changes_result result;
    struct change *copy = calloc(count ? count : 1, sizeof(*copy));

    assert_non_null(copy);
    if (count > 0) {
        memcpy(copy, changes, count * sizeof(*copy));
    }
    page.changes = copy;
    assert_true(str_copy(page.cursor, sizeof(page.cursor), cursor));
    assert_int_equal(changes_apply(fixture->store, &page, &result), ERR_OK);
    free(copy);
    return result;
}

void
fixture_catalogue(struct fixture *fixture, int kiosks)
{
    char site[512];
    struct change changes[3];
    struct changes_result result;
    struct site at; // an unenrolled kiosk is asked for its profile's once

    assert_true(str_format(
        site, sizeof(site),
        "{\"name\":{\"zh\":\"厅\"},\"profile\":\"hall\",\"holidays\":[],"
        "\"last_ticket\":null,\"windows\":[{\"id\":\"2\",\"name\":"
        "{\"zh\":\"2 号窗口\"}}],\"phone\":null,\"kiosks\":%d}", kiosks));
    changes[0] = fixture_put("site", "hall", 1, site);
    changes[1] = fixture_put(
        "service", "a", 1,
        "{\"letter\":\"A\",\"name\":{\"zh\":\"甲\"},\"summary\":{\"zh\":"
        "\"甲\"},\"materials\":[],\"class\":\"normal\",\"sites\":[\"hall\"],"
        "\"icon\":\"wallet\",\"order\":2}");
    changes[2] = fixture_put(
        "service", "b", 1,
        "{\"letter\":\"B\",\"name\":{\"zh\":\"乙\"},\"summary\":{\"zh\":"
        "\"乙\"},\"materials\":[],\"class\":\"normal\",\"sites\":[\"hall\"],"
        "\"icon\":\"wallet\",\"order\":1}");
    (void)catalogue_site(fixture->store, "hall", &at);
    site_clear(&at);
    result = fixture_apply(fixture, changes, 3, "e.1");
    assert_int_equal(result.applied, 3);
    assert_int_equal(result.refused, 0);
}

void
fixture_enrol(struct fixture *fixture, int sign)
{
    struct identity identity = {.sign = sign,
                                .site = "hall",
                                .hub_id = "hub",
                                .hub_url = "http://127.0.0.1:1",
                                .seal_key_id = "s1"};
    unsigned char public_key[SIGN_PUBLIC_SIZE];
    unsigned char secret[SIGN_SECRET_SIZE];
    struct directory_key key = {.k = "d1"};

    assert_true(str_format(identity.kiosk_id, sizeof(identity.kiosk_id),
                           "hall-%d", sign));
    memset(key.key, 7, sizeof(key.key));
    sign_keypair(public_key, secret);
    assert_int_equal(identity_save(fixture->store, &identity, secret, &key,
                                   1), ERR_OK);
}

struct visit
fixture_visit(const char *service)
{
    struct visit visit = {.identity = VISIT_AS_GUEST};

    id_uuid(visit.id);
    assert_true(str_copy(visit.service, sizeof(visit.service), service));
    return visit;
}

struct ticket
fixture_take(struct fixture *fixture, const char *service)
{
    struct visit visit = fixture_visit(service);
    struct check_in_result result;

    assert_int_equal(visit_check_in(fixture->store, &visit, "", &result),
                     ERR_OK);
    assert_int_equal(result.outcome, CHECK_IN_TAKEN);
    return result.ticket;
}

char *
fixture_pending(struct fixture *fixture, size_t *count)
{
    const struct outbox_limits limits = {.max_events = 10000,
                                         .max_bytes = 16 << 20};
    struct outbox_batch batch;
    struct buf text;

    assert_int_equal(outbox_next(fixture->store, &limits, &batch), ERR_OK);
    *count = batch.count;
    buf_init(&text, 17 << 20);
    assert_true(buf_addf(&text, "[%s]", buf_text(&batch.events)));
    outbox_batch_clear(&batch);
    return buf_take(&text);
}

void
fixture_acknowledge(struct fixture *fixture)
{
    const struct outbox_limits limits = {.max_events = 500,
                                         .max_bytes = 256 << 10};
    struct outbox_batch batch;
    int64_t rewound;

    for (;;) {
        struct outbox_verdict *verdicts;
        struct outbox_reply reply = {0};
        size_t i;

        assert_int_equal(outbox_next(fixture->store, &limits, &batch),
                         ERR_OK);
        if (batch.count == 0) {
            outbox_batch_clear(&batch);
            return;
        }
        verdicts = calloc(batch.count, sizeof(*verdicts));
        assert_non_null(verdicts);
        for (i = 0; i < batch.count; i++) {
            verdicts[i].seq = batch.seqs[i];
        }
        reply.epoch = batch.epoch;
        reply.verdicts = verdicts;
        reply.count = batch.count;
        reply.durable_seq = batch.seqs[batch.count - 1];
        assert_int_equal(outbox_apply(fixture->store, &reply, &rewound),
                         ERR_OK);
        free(verdicts);
        outbox_batch_clear(&batch);
    }
}
