// SPDX-License-Identifier: Apache-2.0
#ifndef UTIL_FILE_H
#define UTIL_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "util/buf.h"
#include "util/err.h"

// Longest path we build, with its NUL.
#define FILE_PATH_SIZE 1024

/**
 * Append a whole file. ERR_NOT_FOUND, ERR_INVALID when longer than `max`,
 * ERR_NO_MEMORY when `out` is full, ERR_IO.
 */
enum err
file_read(const char *path, size_t max, struct buf *out);

/**
 * Replace a file so that a power cut leaves the old or the new one: temp,
 * fsync, rename, fsync of the directory.
 */
enum err
file_write(const char *path, mode_t mode, const void *data, size_t len);

/** Make a directory and its parents; an existing one is fine. */
enum err
file_make_dirs(const char *path, mode_t mode);

/** True for anything that exists there, of whatever type. */
bool
file_exists(const char *path);

/** Remove a file; one that is not there is fine. */
enum err
file_remove(const char *path);

/** `dir`/`name`; false when it does not fit. */
bool
file_join(char *out, size_t size, const char *dir, const char *name);

/**
 * Take an exclusive lock held until file_unlock or the process ends.
 * ERR_CONFLICT when another process has it.
 */
enum err
file_lock(const char *path, int *out);

/** Release; a negative fd is fine. */
void
file_unlock(int fd);

/**
 * Where `app` keeps its data unless told: /var/lib/APP as root, under
 * systemd, or where that folder is the user's own, else $XDG_STATE_HOME/APP or ~/.local/state/APP.
 */
enum err
file_state_dir(const char *app, char *out, size_t size);

#endif
