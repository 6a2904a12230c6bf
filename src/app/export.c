// SPDX-License-Identifier: Apache-2.0
#include "app/export.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "app/answer.h"
#include "store/identity.h"
#include "store/outbox.h"
#include "store/unsent.h"
#include "util/clock.h"
#include "util/file.h"
#include "util/log.h"
#include "util/sign.h"
#include "util/str.h"
#include "util/timestamp.h"
#include "wire/body.h"
#include "wire/bundle.h"
#include "wire/push.h"
#include "wire/writer.h"

// As a push call may hold, less the envelope around the events.
static const struct outbox_limits call_limits = {
    .max_events = 500, .max_bytes = 255 * 1024};
// Staff would not read a longer list; what is left stays set aside.
#define SET_ASIDE_MAX 200
#define TRIES 5

/** A bundle being written. */
struct export {
    struct store *store;
    struct identity identity;
    unsigned char secret[SIGN_SECRET_SIZE];
    int fd;
    int64_t calls, events;
    char last_epoch[UUID_SIZE]; // of the last event written
    int64_t last_seq;
};

/** How many calls it will be: the header stands first. */
static enum err
count_calls(struct export *export)
{
    struct outbox_batch batch;
    int64_t place = 0;
    enum err err;
    size_t count;
    do {
        err = unsent_next(export->store, &place, &call_limits, &batch);
        count = batch.count;
        export->calls += count > 0;
        outbox_batch_clear(&batch);
    } while (err == ERR_OK && count);
    return err;
}

static enum err
write_out(struct export *export, struct buf *line)
{
    size_t done = 0;
    while (done < line->len) {
        ssize_t wrote =
            write(export->fd, line->data + done, line->len - done);
        if (wrote < 0 && errno != EINTR) {
            LOGE("export: write: %s", strerror(errno));
            return ERR_IO;
        }
        done += wrote > 0 ? (size_t)wrote : 0;
    }
    buf_reset(line);
    return line->failed ? ERR_NO_MEMORY : ERR_OK;
}

/** One push body as a line; ERR_CONFLICT when nothing is left, because
 *  the hub acknowledged meanwhile. */
static enum err
write_call(struct export *export, struct bundle *bundle, int64_t *place,
           struct buf *line)
{
    struct outbox_batch batch;
    struct buf call;
    buf_init(&call, BUNDLE_LINE_MAX);
    enum err err = unsent_next(export->store, place, &call_limits, &batch);
    if (err == ERR_OK && !batch.count)
        err = ERR_CONFLICT;
    if (err == ERR_OK)
        err = push_call_write(batch.epoch, buf_text(&batch.events),
                              batch.events.len, &call);
    if (err == ERR_OK)
        err = bundle_add(bundle, call.data, call.len, line);
    if (err == ERR_OK) {
        export->events += (int64_t)batch.count;
        export->last_seq = batch.seqs[batch.count - 1];
        str_copy(export->last_epoch, sizeof export->last_epoch, batch.epoch);
        err = write_out(export, line);
    }
    buf_clear(&call);
    outbox_batch_clear(&batch);
    return err;
}

static enum err
write_lines(struct export *export)
{
    struct bundle_header header = {.created_ms = clock_now_ms(),
                                   .calls = export->calls};
    struct bundle bundle;
    struct buf line;
    int64_t place = 0;
    str_copy(header.kiosk_id, sizeof header.kiosk_id,
             export->identity.kiosk_id);
    buf_init(&line, BUNDLE_LINE_MAX);
    enum err err = bundle_begin(&bundle, &header, &line);
    if (err == ERR_OK)
        err = write_out(export, &line);
    // What comes in meanwhile is for the next bundle.
    for (int64_t i = 0; i < export->calls && err == ERR_OK; i++)
        err = write_call(export, &bundle, &place, &line);
    if (err == ERR_OK)
        err = bundle_end(&bundle, export->secret, &line);
    if (err == ERR_OK)
        err = write_out(export, &line);
    buf_clear(&line);
    return err;
}

/** The file is there whole, on the disk, or not at all. */
static enum err
write_file(struct export *export, const char *path)
{
    char part[FILE_PATH_SIZE];
    if (!str_format(part, sizeof part, "%s.part", path))
        return ERR_INVALID;
    export->fd = open(part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (export->fd < 0) {
        LOGE("export: %s: %s", part, strerror(errno));
        return ERR_IO;
    }
    enum err err = write_lines(export);
    if (err == ERR_OK && fsync(export->fd) != 0)
        err = ERR_IO;
    if (close(export->fd) != 0 && err == ERR_OK)
        err = ERR_IO;
    if (err == ERR_OK && rename(part, path) != 0)
        err = ERR_IO;
    if (err != ERR_OK)
        file_remove(part);
    return err;
}

/** Again when the hub took events while they were being written. */
static enum err
count_and_write(struct export *export, const char *path)
{
    enum err err = ERR_CONFLICT;
    for (int i = 0; i < TRIES && err == ERR_CONFLICT; i++) {
        export->calls = export->events = 0;
        err = count_calls(export);
        if (err == ERR_OK)
            err = write_file(export, path);
    }
    return err;
}

static enum err
record_one(struct store *store, const char *subject, const char *epoch,
           int64_t seq)
{
    struct buf body;
    buf_init(&body, 256);
    enum err err = ERR_NO_MEMORY;
    if (body_record(&body, epoch, seq, "bundle"))
        err = outbox_add(store, "record.exported", subject, buf_text(&body));
    buf_clear(&body);
    return err;
}

/** One event for the last record of the bundle, one for each set aside. */
static enum err
record(struct export *export)
{
    struct outbox_item item;
    size_t count = 1, total = 0;
    enum err err =
        record_one(export->store, export->identity.kiosk_id,
                   export->last_epoch, export->last_seq);
    for (size_t i = 0; i < SET_ASIDE_MAX && err == ERR_OK && count; i++) {
        err = outbox_set_aside_list(export->store, i, &item, 1, &count,
                                    &total);
        if (err == ERR_OK && count)
            err = record_one(export->store, item.subject, item.epoch,
                             item.seq);
    }
    return err;
}

static void
say(const struct export *export, const char *path, struct answer *out)
{
    struct writer writer;
    out->ok = true;
    buf_addf(&out->text, "%s: %" PRId64 " events\n", path, export->events);
    writer_init(&writer, &out->data);
    writer_object(&writer, NULL);
    writer_bool(&writer, "ok", true);
    writer_text(&writer, "file", path);
    writer_int(&writer, "calls", export->calls);
    writer_int(&writer, "events", export->events);
    writer_end(&writer);
}

static const char *
failure(enum err err)
{
    switch (err) {
    case ERR_NOT_FOUND:
        return "this kiosk was never enrolled, its records have no"
               " signature: talent-kiosk enrol URL CODE";
    case ERR_NO_MEMORY:
        return "out of memory: nothing was written, try again";
    default:
        return "the file cannot be written: choose another place";
    }
}

enum err
export_run(struct store *store, const char *path, struct answer *out)
{
    struct export export = {.store = store, .fd = -1};
    enum err err = identity_load(store, &export.identity);
    if (err == ERR_OK)
        err = identity_secret_key(store, export.secret);
    if (err == ERR_OK)
        err = count_and_write(&export, path);
    if (err == ERR_OK && export.events)
        err = record(&export);
    if (err == ERR_OK)
        say(&export, path, out);
    else
        answer_fail(out, failure(err));
    secret_wipe(&export, sizeof export);
    return err;
}

enum err
export_name(struct store *store, const char *dir, char *out, size_t size)
{
    struct identity identity;
    char at[TIMESTAMP_SIZE], name[160];
    enum err err = identity_load(store, &identity);
    if (err != ERR_OK)
        return err;
    err = file_make_dirs(dir, 0700);
    if (err != ERR_OK)
        return err;
    timestamp_format(clock_now_ms(), at);
    // "2026-12-01T09:02:11…" without what a file system may not like
    str_format(name, sizeof name,
               "talent-kiosk-%s-%.4s%.2s%.2s-%.2s%.2s%.2s.ndjson",
               identity.kiosk_id, at, at + 5, at + 8, at + 11, at + 14,
               at + 17);
    secret_wipe(&identity, sizeof identity);
    return file_join(out, size, dir, name) ? ERR_OK : ERR_INVALID;
}
