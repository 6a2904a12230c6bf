// SPDX-License-Identifier: Apache-2.0
#include "hub/store_sqlite.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "util/file.h"
#include "util/id.h"
#include "util/log.h"
#include "util/str.h"

/*
 * Beside PATH stands PATH-position: one line `EPOCH SEQ`, the cursor epoch
 * and the highest position that was handed out. A database that does not
 * reach it, or has another epoch, is an older copy: what it will write next
 * would get positions that kiosks have seen with other contents. So it
 * begins a new epoch, and every older cursor is `cursor-too-old`.
 *
 * The line is written without waiting for the disk: a crash of the program
 * cannot lose it, and after a power cut the database is at least as new. Only
 * a power cut and a restored copy at once could hide a restore; then the
 * checks of PROTOCOL still tell kiosks which kinds differ.
 */
#define LINE_SIZE (HUB_UUID_SIZE + 21) // uuid, space, 19 digits, LF

static bool
line_read(int fd, struct hub_position *out)
{
    char line[LINE_SIZE + 1];
    ssize_t len = pread(fd, line, LINE_SIZE, 0);
    if (len < HUB_UUID_SIZE + 1)
        return false;
    line[len] = '\0';
    char *end = strchr(line, '\n');
    if (end == NULL || line[HUB_UUID_SIZE - 1] != ' ')
        return false;
    *end = '\0';
    line[HUB_UUID_SIZE - 1] = '\0';
    return id_uuid_valid(line) &&
           str_copy(out->epoch, sizeof(out->epoch), line) &&
           str_parse_int(str_trim(line + HUB_UUID_SIZE), 0, INT64_MAX,
                         &out->head);
}

static enum err
line_write(int fd, const struct hub_position *position)
{
    // one length for every number, so that no old digit stays behind
    char line[LINE_SIZE + 1];
    if (!str_format(line, sizeof(line), "%s %-19lld\n", position->epoch,
                    (long long)position->head))
        return ERR_BUG;
    size_t len = strlen(line);
    if (pwrite(fd, line, len, 0) == (ssize_t)len)
        return ERR_OK;
    LOGE("store: position file: cannot be written");
    return ERR_IO;
}

static enum err
note_locked(struct sqlite_store *store, const struct hub_position *position)
{
    struct hub_position was;
    if (line_read(store->position_fd, &was) &&
        str_equal(was.epoch, position->epoch) && was.head >= position->head) {
        store->noted = was;
        return ERR_OK;
    }
    enum err err = line_write(store->position_fd, position);
    if (err == ERR_OK)
        store->noted = *position;
    return err;
}

enum err
sqlite_position_note(struct hub_store *base,
                     const struct hub_position *position)
{
    struct sqlite_store *store = sqlite_of(base);
    if (store->noted.head >= position->head &&
        str_equal(store->noted.epoch, position->epoch))
        return ERR_OK;
    if (flock(store->position_fd, LOCK_EX) != 0)
        return ERR_IO;
    enum err err = note_locked(store, position);
    flock(store->position_fd, LOCK_UN);
    return err;
}

static enum err
epoch_begin(struct sqlite_store *store)
{
    struct hub_store *base = &store->base;
    char epoch[HUB_UUID_SIZE];
    id_uuid(epoch);
    enum err err = base->ops->meta_set(base, "cursor_epoch", epoch);
    struct hub_position now = {0};
    if (err == ERR_OK)
        err = base->ops->position(base, &now);
    if (err == ERR_OK)
        err = line_write(store->position_fd, &now);
    if (err == ERR_OK)
        err = fsync(store->position_fd) == 0 ? ERR_OK : ERR_IO;
    return err;
}

static enum err
compare(struct sqlite_store *store)
{
    struct hub_store *base = &store->base;
    struct hub_position handed = {0};
    struct hub_position now = {0};
    // the file first: the database only ever gets ahead of it
    bool known = line_read(store->position_fd, &handed);
    enum err err = base->ops->position(base, &now);
    if (err == ERR_NOT_FOUND)
        return epoch_begin(store);
    if (err != ERR_OK)
        return err;
    if (known && str_equal(handed.epoch, now.epoch) && handed.head <= now.head)
        return ERR_OK;
    LOGW("store: an older copy of the database: kiosks will start anew");
    return epoch_begin(store);
}

enum err
sqlite_position_open(struct sqlite_store *store, const char *path)
{
    char name[FILE_PATH_SIZE];
    if (!str_format(name, sizeof(name), "%s-position", path))
        return ERR_INVALID;
    store->position_fd = open(name, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (store->position_fd < 0) {
        LOGE("store: position file: cannot be opened");
        return ERR_IO;
    }
    if (flock(store->position_fd, LOCK_EX) != 0)
        return ERR_IO;
    enum err err = compare(store);
    flock(store->position_fd, LOCK_UN);
    return err;
}
