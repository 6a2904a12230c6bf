// SPDX-License-Identifier: Apache-2.0
#include "store/copies.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "store/db.h"
#include "store/handle.h"
#include "store/store.h"
#include "util/clock.h"
#include "util/file.h"
#include "util/log.h"
#include "util/str.h"
#include "util/timestamp.h"

#define CHUNK 65536
#define DAMAGED "kiosk.db.damaged-"
#define COPY_NAME "backup/kiosk.db"
#define COPY_NEW_NAME "backup/kiosk.db.new"

static enum err
failed(const char *what, const char *path)
{
    LOGE("store: %s %s: %s", what, path, strerror(errno));
    return ERR_IO;
}

static enum err
sync_path(const char *path, int flags)
{
    int fd = open(path, flags | O_CLOEXEC);
    enum err err = ERR_OK;

    if (fd < 0) {
        return failed("open", path);
    }
    if (fsync(fd) != 0) {
        err = failed("sync", path);
    }
    (void)close(fd);
    return err;
}

// The file is complete on disk before its name is.
static enum err
install(const char *dir, const char *from, const char *to)
{
    enum err err = sync_path(from, O_RDWR);

    if (err == ERR_OK && rename(from, to) != 0) {
        err = failed("rename", from);
    }
    return err == ERR_OK ? sync_path(dir, O_RDONLY | O_DIRECTORY) : err;
}

static enum err
join(const char *dir, const char *name, const char *suffix, char *out)
{
    char whole[128];

    return str_format(whole, sizeof(whole), "%s%s", name, suffix)
        && file_join(out, FILE_PATH_SIZE, dir, whole) ? ERR_OK : ERR_INVALID;
}

static enum err
rename_if_there(const char *from, const char *to)
{
    if (rename(from, to) != 0 && errno != ENOENT) {
        return failed("rename", from);
    }
    return ERR_OK;
}

enum err
copies_set_aside(const char *dir, char *path, size_t size)
{
    static const char *const suffixes[] = {"-wal", "-shm", ""};
    char from[FILE_PATH_SIZE];
    char to[FILE_PATH_SIZE];
    char day[DAY_SIZE];
    char name[64];
    int64_t now = clock_now_ms();
    size_t i;
    enum err err = ERR_OK;

    timestamp_day(now, day);
    (void)str_format(name, sizeof(name), DAMAGED "%s-%" PRId64, day,
                     now % INT64_C(86400000));
    // The database last: while it is there, the next start tries again.
    for (i = 0; err == ERR_OK && i < 3; i++) {
        err = join(dir, "kiosk.db", suffixes[i], from);
        if (err == ERR_OK) {
            err = join(dir, name, suffixes[i], to);
        }
        if (err == ERR_OK) {
            err = rename_if_there(from, to);
        }
    }
    if (err == ERR_OK) {
        err = sync_path(dir, O_RDONLY | O_DIRECTORY);
    }
    return err == ERR_OK && !str_copy(path, size, to) ? ERR_INVALID : err;
}

static enum err
copy_bytes(int from, int to, const char *path)
{
    static const size_t chunk = CHUNK;
    char data[CHUNK];
    ssize_t got;

    while ((got = read(from, data, chunk)) > 0) {
        ssize_t done = 0;

        while (done < got) {
            ssize_t put = write(to, data + done, (size_t)(got - done));

            if (put < 0) {
                return failed("write", path);
            }
            done += put;
        }
    }
    return got == 0 ? ERR_OK : failed("read", path);
}

static enum err
copy_file(const char *from, const char *to)
{
    int in = open(from, O_RDONLY | O_CLOEXEC);
    int out;
    enum err err;

    if (in < 0) {
        return failed("open", from);
    }
    out = open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    err = out < 0 ? failed("open", to) : copy_bytes(in, out, to);
    if (out >= 0) {
        (void)close(out);
    }
    (void)close(in);
    return err;
}

static bool
copy_is_good(const char *path)
{
    char complaint[128] = "";
    struct db *db;
    bool good = false;

    if (db_open(path, DB_BACKGROUND, &db, NULL) == ERR_OK) {
        good = db_check(db, false, complaint, sizeof(complaint)) == ERR_OK
            && str_equal(complaint, "ok");
        db_close(db);
    }
    return good;
}

enum err
copies_restore(const char *dir, bool *restored)
{
    char copy[FILE_PATH_SIZE];
    char fresh[FILE_PATH_SIZE];
    char to[FILE_PATH_SIZE];
    char side[FILE_PATH_SIZE];
    enum err err = join(dir, COPY_NAME, "", copy);

    *restored = false;
    if (err != ERR_OK || join(dir, "kiosk.db", ".new", fresh) != ERR_OK
        || join(dir, "kiosk.db", "", to) != ERR_OK) {
        return ERR_INVALID;
    }
    if (!file_exists(copy)) {
        return ERR_OK;
    }
    err = copy_file(copy, fresh);
    if (err != ERR_OK) {
        return err;
    }
    if (!copy_is_good(fresh)) {
        LOGE("store: the last copy is damaged too");
        return file_remove(fresh);
    }
    // A WAL of the file that was there would be played into the copy.
    if (join(dir, "kiosk.db", "-wal", side) == ERR_OK) {
        err = file_remove(side);
    }
    if (err == ERR_OK) {
        err = install(dir, fresh, to);
    }
    *restored = err == ERR_OK;
    return err;
}

static bool
is_copy(const char *name)
{
    return str_starts(name, DAMAGED);
}

static enum err
remove_all(const char *dir, bool (*wanted)(const char *name))
{
    char path[FILE_PATH_SIZE];
    DIR *stream = opendir(dir);
    struct dirent *entry;
    enum err err = ERR_OK;

    if (!stream) {
        return errno == ENOENT ? ERR_OK : failed("open", dir);
    }
    while (err == ERR_OK && (entry = readdir(stream)) != NULL) {
        if (entry->d_name[0] == '.' || (wanted && !wanted(entry->d_name))) {
            continue;
        }
        if (file_join(path, sizeof(path), dir, entry->d_name)) {
            err = file_remove(path);
        }
    }
    (void)closedir(stream);
    return err;
}

enum err
copies_remove(const char *dir)
{
    char backup[FILE_PATH_SIZE];
    enum err err = remove_all(dir, is_copy);

    if (err == ERR_OK && !file_join(backup, sizeof(backup), dir, "backup")) {
        err = ERR_INVALID;
    }
    return err == ERR_OK ? remove_all(backup, NULL) : err;
}

// A copy carries no token, so that it is known as one when it comes back.
static enum err
unmark(const char *path)
{
    struct db *db;
    enum err err = db_open(path, DB_BACKGROUND, &db, NULL);

    if (err != ERR_OK) {
        return err;
    }
    err = db_exec(db, "DELETE FROM settings WHERE key = 'token'");
    if (err == ERR_OK) {
        err = db_flush(db);
    }
    db_close(db);
    return err;
}

enum err
store_back_up(struct store *store)
{
    char folder[FILE_PATH_SIZE];
    char fresh[FILE_PATH_SIZE];
    char to[FILE_PATH_SIZE];
    enum err err = store_path(store, "backup", folder);

    if (err != ERR_OK || store_path(store, COPY_NEW_NAME, fresh) != ERR_OK
        || store_path(store, COPY_NAME, to) != ERR_OK) {
        return ERR_INVALID;
    }
    err = file_make_dirs(folder, 0700);
    if (err == ERR_OK) {
        err = file_remove(fresh);
    }
    if (err == ERR_OK) {
        err = db_copy(store->db, fresh);
    }
    if (err == ERR_OK) {
        err = unmark(fresh);
    }
    return err == ERR_OK ? install(folder, fresh, to) : err;
}
