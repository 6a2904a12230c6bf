// SPDX-License-Identifier: Apache-2.0
#include "util/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "util/log.h"
#include "util/str.h"

#define CHUNK 16384

static enum err
read_all(int fd, const char *path, size_t max, struct buf *out)
{
    char chunk[CHUNK];
    size_t total = 0;
    enum err err = ERR_OK;
    ssize_t got;

    while ((got = read(fd, chunk, sizeof(chunk))) != 0) {
        if (got < 0) {
            if (errno == EINTR) {
                continue;
            }
            LOGE("file: read %s: %s", path, strerror(errno));
            err = ERR_IO;
            break;
        }
        total += (size_t)got;
        if (total > max) {
            LOGW("file: %s is longer than %zu bytes", path, max);
            err = ERR_INVALID;
            break;
        }
        if (!buf_add(out, chunk, (size_t)got)) {
            err = ERR_NO_MEMORY;
            break;
        }
    }
    secret_wipe(chunk, sizeof(chunk)); // keys and tokens come this way
    return err;
}

static bool
write_all(int fd, const char *data, size_t len)
{
    while (len > 0) {
        ssize_t put = write(fd, data, len);

        if (put < 0) {
            if (errno == EINTR) {
                continue;
            }
            return false;
        }
        data += put;
        len -= (size_t)put;
    }
    return true;
}

// A rename is durable only when its directory is.
static enum err
sync_parent(const char *path)
{
    char dir[FILE_PATH_SIZE];
    char *slash;
    int fd;
    bool good;

    if (!str_copy(dir, sizeof(dir), path)) {
        return ERR_INVALID;
    }
    slash = strrchr(dir, '/');
    if (!slash) {
        (void)str_copy(dir, sizeof(dir), ".");
    } else {
        slash[slash == dir ? 1 : 0] = '\0';
    }
    fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) {
        LOGE("file: open %s: %s", dir, strerror(errno));
        return ERR_IO;
    }
    good = fsync(fd) == 0;
    if (!good) {
        LOGE("file: fsync %s: %s", dir, strerror(errno));
    }
    close(fd);
    return good ? ERR_OK : ERR_IO;
}

static bool
fill_temp(int fd, mode_t mode, const void *data, size_t len)
{
    return fchmod(fd, mode) == 0 && write_all(fd, data, len)
        && fsync(fd) == 0;
}

static enum err
make_dir(const char *path, mode_t mode)
{
    struct stat info;

    if (mkdir(path, mode) == 0) {
        return ERR_OK;
    }
    if (errno == EEXIST && stat(path, &info) == 0
        && S_ISDIR(info.st_mode)) {
        return ERR_OK;
    }
    LOGE("file: make %s: %s", path, strerror(errno));
    return ERR_IO;
}

enum err
file_read(const char *path, size_t max, struct buf *out)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    enum err err;

    if (fd < 0) {
        if (errno == ENOENT || errno == ENOTDIR) {
            return ERR_NOT_FOUND;
        }
        LOGE("file: open %s: %s", path, strerror(errno));
        return ERR_IO;
    }
    err = read_all(fd, path, max, out);
    close(fd);
    return err;
}

enum err
file_write(const char *path, mode_t mode, const void *data, size_t len)
{
    char temp[FILE_PATH_SIZE];
    int fd;
    bool good;

    // A name of its own, so that two writers cannot mix their bytes.
    if (!str_format(temp, sizeof(temp), "%s.XXXXXX", path)) {
        LOGE("file: path too long");
        return ERR_INVALID;
    }
    fd = mkostemp(temp, O_CLOEXEC);
    if (fd < 0) {
        LOGE("file: write %s: %s", path, strerror(errno));
        return ERR_IO;
    }
    good = fill_temp(fd, mode, data, len);
    if (close(fd) != 0) {
        good = false;
    }
    if (!good || rename(temp, path) != 0) {
        LOGE("file: write %s: %s", path, strerror(errno));
        (void)unlink(temp);
        return ERR_IO;
    }
    return sync_parent(path);
}

enum err
file_make_dirs(const char *path, mode_t mode)
{
    char part[FILE_PATH_SIZE];

    if (!str_copy(part, sizeof(part), path) || part[0] == '\0') {
        return ERR_INVALID;
    }
    for (char *p = part + 1; *p != '\0'; p++) {
        enum err err;

        if (*p != '/') {
            continue;
        }
        *p = '\0';
        err = make_dir(part, mode);
        *p = '/';
        if (err != ERR_OK) {
            return err;
        }
    }
    return make_dir(part, mode);
}

bool
file_exists(const char *path)
{
    struct stat info;

    return lstat(path, &info) == 0;
}

enum err
file_remove(const char *path)
{
    if (unlink(path) == 0 || errno == ENOENT) {
        return ERR_OK;
    }
    LOGE("file: remove %s: %s", path, strerror(errno));
    return ERR_IO;
}

bool
file_join(char *out, size_t size, const char *dir, const char *name)
{
    const char *slash = str_ends(dir, "/") || dir[0] == '\0' ? "" : "/";

    return str_format(out, size, "%s%s%s", dir, slash, name);
}

enum err
file_lock(const char *path, int *out)
{
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    int error;

    if (fd < 0) {
        LOGE("file: lock %s: %s", path, strerror(errno));
        return ERR_IO;
    }
    if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
        error = errno;
        close(fd);
        if (error == EWOULDBLOCK) {
            return ERR_CONFLICT;
        }
        LOGE("file: lock %s: %s", path, strerror(error));
        return ERR_IO;
    }
    *out = fd;
    return ERR_OK;
}

void
file_unlock(int fd)
{
    if (fd >= 0) {
        close(fd); // gives the lock back; removing the file would race
    }
}

/** A folder that was made for whom we run as. */
static bool
is_ours(const char *path)
{
    struct stat info;

    return lstat(path, &info) == 0 && S_ISDIR(info.st_mode)
        && info.st_uid == geteuid();
}

enum err
file_state_dir(const char *app, char *out, size_t size)
{
    const char *state = getenv("XDG_STATE_HOME");
    const char *home = getenv("HOME");
    bool fits = file_join(out, size, "/var/lib", app);

    // INVOCATION_ID is in the environment of every systemd service; whoever
    // runs a command as its user means the same folder.
    if (geteuid() == 0 || getenv("INVOCATION_ID") || (fits && is_ours(out))) {
        return fits ? ERR_OK : ERR_INVALID;
    }
    if (state && state[0] == '/') {
        fits = file_join(out, size, state, app);
    } else if (home && home[0] == '/') {
        fits = str_format(out, size, "%s/.local/state/%s", home, app);
    } else {
        LOGE("file: neither XDG_STATE_HOME nor HOME is an absolute path");
        return ERR_NOT_FOUND;
    }
    return fits ? ERR_OK : ERR_INVALID;
}
