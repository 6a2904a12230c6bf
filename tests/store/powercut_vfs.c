// SPDX-License-Identifier: Apache-2.0
#include "powercut_vfs.h"

#include <pthread.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#define SECTOR 512

// A write or truncation that the disk has not been asked to keep.
struct pending {
    struct pending *next;
    sqlite3_int64 offset; // of a truncation: the size
    int len;              // -1: a truncation
    unsigned char data[];
};

// What is not synced of one file, shared by all that have it open.
struct overlay {
    struct overlay *next;
    char *path; // owned
    int users;
    struct pending *first;
    struct pending **end;
};

struct shim_file {
    sqlite3_file base;
    struct overlay *overlay; // NULL: passed through (temporary files)
    sqlite3_file *real;      // behind this struct
};

// One machine, one power supply: global on purpose, behind `power.mutex`.
static struct {
    pthread_mutex_t mutex;
    sqlite3_vfs *below;
    struct overlay *overlays;
    uint64_t random;
    unsigned leak;
    uint64_t operations;
    uint64_t cut_at; // 0: not armed
    bool dead;
} power = {.mutex = PTHREAD_MUTEX_INITIALIZER};

static uint64_t
next_random(void)
{
    power.random ^= power.random << 13;
    power.random ^= power.random >> 7;
    power.random ^= power.random << 17;
    return power.random;
}

static struct shim_file *
shim(sqlite3_file *file)
{
    return (struct shim_file *)file;
}

// Some sectors in a row of a write reach the disk without being asked.
static void
leak_some(sqlite3_file *real, const struct pending *write)
{
    sqlite3_int64 from = write->offset;
    sqlite3_int64 end = write->offset + write->len;
    sqlite3_int64 sectors = (write->len + SECTOR - 1) / SECTOR;

    if (write->len <= 0 || next_random() % 100 >= power.leak) {
        return;
    }
    from += (sqlite3_int64)(next_random() % (uint64_t)sectors) * SECTOR;
    from -= from % SECTOR;
    from = from < write->offset ? write->offset : from;
    if (next_random() % 2) {
        end = from + SECTOR - from % SECTOR;
        end = end > write->offset + write->len ? write->offset + write->len
                                               : end;
    }
    (void)real->pMethods->xWrite(real, write->data + (from - write->offset),
                                 (int)(end - from), from);
}

static void
forget(struct overlay *overlay)
{
    while (overlay->first) {
        struct pending *next = overlay->first->next;

        free(overlay->first);
        overlay->first = next;
    }
    overlay->end = &overlay->first;
}

static int
write_out(struct shim_file *file)
{
    struct pending *at;
    int code = SQLITE_OK;

    for (at = file->overlay->first; at && code == SQLITE_OK; at = at->next) {
        if (at->len < 0) {
            code = file->real->pMethods->xTruncate(file->real, at->offset);
        } else {
            code = file->real->pMethods->xWrite(file->real, at->data,
                                                at->len, at->offset);
        }
    }
    if (code == SQLITE_OK) {
        forget(file->overlay);
    }
    return code;
}

static void
cut(void)
{
    struct overlay *at;

    power.dead = true;
    for (at = power.overlays; at; at = at->next) {
        forget(at);
    }
}

/** Count an operation; true when the power is, or just went, off. */
static bool
off(void)
{
    power.operations++;
    if (!power.dead && power.cut_at && power.operations >= power.cut_at) {
        cut();
    }
    return power.dead;
}

static int
queue(struct shim_file *file, const void *data, int len, sqlite3_int64 at)
{
    size_t size = len > 0 ? (size_t)len : 0;
    struct pending *pending = calloc(1, sizeof(*pending) + size);

    if (!pending) {
        return SQLITE_NOMEM;
    }
    pending->offset = at;
    pending->len = len;
    if (size > 0) {
        memcpy(pending->data, data, size);
    }
    *file->overlay->end = pending;
    file->overlay->end = &pending->next;
    leak_some(file->real, pending);
    return SQLITE_OK;
}

static int
shim_close(sqlite3_file *base)
{
    struct shim_file *file = shim(base);
    int code;

    pthread_mutex_lock(&power.mutex);
    if (file->overlay && --file->overlay->users == 0 && !power.dead) {
        // Whoever opens it next, here or elsewhere, finds it in the cache
        // of the system.
        (void)write_out(file);
    }
    pthread_mutex_unlock(&power.mutex);
    code = file->real->pMethods ? file->real->pMethods->xClose(file->real)
                                : SQLITE_OK;
    file->real->pMethods = NULL;
    return code;
}

static int
size_now(struct shim_file *file, sqlite3_int64 *out)
{
    struct pending *at;
    int code = file->real->pMethods->xFileSize(file->real, out);

    for (at = file->overlay ? file->overlay->first : NULL; at;
         at = at->next) {
        if (at->len < 0) {
            *out = at->offset;
        } else if (at->offset + at->len > *out) {
            *out = at->offset + at->len;
        }
    }
    return code;
}

static void
lay_over(const struct pending *at, unsigned char *out, int amount,
         sqlite3_int64 offset)
{
    sqlite3_int64 from = at->offset > offset ? at->offset : offset;
    sqlite3_int64 end = offset + amount;

    if (at->len < 0) {
        if (from < end) {
            memset(out + (from - offset), 0, (size_t)(end - from));
        }
        return;
    }
    if (at->offset + at->len < end) {
        end = at->offset + at->len;
    }
    if (from < end) {
        memcpy(out + (from - offset), at->data + (from - at->offset),
               (size_t)(end - from));
    }
}

static int
shim_read(sqlite3_file *base, void *out, int amount, sqlite3_int64 offset)
{
    struct shim_file *file = shim(base);
    struct pending *at;
    sqlite3_int64 size = 0;
    int code;

    pthread_mutex_lock(&power.mutex);
    if (power.dead) {
        pthread_mutex_unlock(&power.mutex);
        return SQLITE_IOERR_READ;
    }
    code = file->real->pMethods->xRead(file->real, out, amount, offset);
    if (file->overlay && file->overlay->first
        && (code == SQLITE_OK || code == SQLITE_IOERR_SHORT_READ)) {
        for (at = file->overlay->first; at; at = at->next) {
            lay_over(at, out, amount, offset);
        }
        code = size_now(file, &size);
        if (code == SQLITE_OK && offset + amount > size) {
            code = SQLITE_IOERR_SHORT_READ;
        }
    }
    pthread_mutex_unlock(&power.mutex);
    return code;
}

static int
shim_write(sqlite3_file *base, const void *data, int amount,
           sqlite3_int64 offset)
{
    struct shim_file *file = shim(base);
    int code;

    pthread_mutex_lock(&power.mutex);
    if (off()) {
        code = SQLITE_IOERR_WRITE;
    } else if (!file->overlay) {
        code = file->real->pMethods->xWrite(file->real, data, amount,
                                            offset);
    } else {
        code = queue(file, data, amount, offset);
    }
    pthread_mutex_unlock(&power.mutex);
    return code;
}

static int
shim_truncate(sqlite3_file *base, sqlite3_int64 size)
{
    struct shim_file *file = shim(base);
    int code;

    pthread_mutex_lock(&power.mutex);
    if (off()) {
        code = SQLITE_IOERR_TRUNCATE;
    } else if (!file->overlay) {
        code = file->real->pMethods->xTruncate(file->real, size);
    } else {
        code = queue(file, NULL, -1, size);
    }
    pthread_mutex_unlock(&power.mutex);
    return code;
}

// The real sync is left out: power that is cut in earnest is not the point,
// and a test of hundreds of cuts would wait for the disk alone.
static int
shim_sync(sqlite3_file *base, int flags)
{
    struct shim_file *file = shim(base);
    int code = SQLITE_OK;

    (void)flags;
    pthread_mutex_lock(&power.mutex);
    if (off()) {
        code = SQLITE_IOERR_FSYNC;
    } else if (file->overlay) {
        code = write_out(file);
    }
    pthread_mutex_unlock(&power.mutex);
    return code;
}

static int
shim_size(sqlite3_file *base, sqlite3_int64 *out)
{
    int code;

    pthread_mutex_lock(&power.mutex);
    code = size_now(shim(base), out);
    pthread_mutex_unlock(&power.mutex);
    return code;
}

static int
shim_lock(sqlite3_file *base, int level)
{
    sqlite3_file *real = shim(base)->real;

    return real->pMethods->xLock(real, level);
}

static int
shim_unlock(sqlite3_file *base, int level)
{
    sqlite3_file *real = shim(base)->real;

    return real->pMethods->xUnlock(real, level);
}

static int
shim_reserved(sqlite3_file *base, int *out)
{
    sqlite3_file *real = shim(base)->real;

    return real->pMethods->xCheckReservedLock(real, out);
}

static int
shim_control(sqlite3_file *base, int op, void *argument)
{
    sqlite3_file *real = shim(base)->real;

    // Would make the file longer behind the overlay's back.
    if (op == SQLITE_FCNTL_SIZE_HINT || op == SQLITE_FCNTL_MMAP_SIZE) {
        return SQLITE_NOTFOUND;
    }
    return real->pMethods->xFileControl(real, op, argument);
}

static int
shim_sector(sqlite3_file *base)
{
    sqlite3_file *real = shim(base)->real;

    return real->pMethods->xSectorSize(real);
}

static int
shim_characteristics(sqlite3_file *base)
{
    sqlite3_file *real = shim(base)->real;

    return real->pMethods->xDeviceCharacteristics(real);
}

static int
shim_shm_map(sqlite3_file *base, int region, int size, int extend,
             void volatile **out)
{
    sqlite3_file *real = shim(base)->real;

    return real->pMethods->xShmMap(real, region, size, extend, out);
}

static int
shim_shm_lock(sqlite3_file *base, int offset, int count, int flags)
{
    sqlite3_file *real = shim(base)->real;

    return real->pMethods->xShmLock(real, offset, count, flags);
}

static void
shim_shm_barrier(sqlite3_file *base)
{
    sqlite3_file *real = shim(base)->real;

    real->pMethods->xShmBarrier(real);
}

static int
shim_shm_unmap(sqlite3_file *base, int delete_it)
{
    sqlite3_file *real = shim(base)->real;

    return real->pMethods->xShmUnmap(real, delete_it);
}

static const sqlite3_io_methods shim_methods = {
    .iVersion = 2, // without memory mapping
    .xClose = shim_close,
    .xRead = shim_read,
    .xWrite = shim_write,
    .xTruncate = shim_truncate,
    .xSync = shim_sync,
    .xFileSize = shim_size,
    .xLock = shim_lock,
    .xUnlock = shim_unlock,
    .xCheckReservedLock = shim_reserved,
    .xFileControl = shim_control,
    .xSectorSize = shim_sector,
    .xDeviceCharacteristics = shim_characteristics,
    .xShmMap = shim_shm_map,
    .xShmLock = shim_shm_lock,
    .xShmBarrier = shim_shm_barrier,
    .xShmUnmap = shim_shm_unmap,
};

static struct overlay *
find_overlay(const char *path)
{
    struct overlay *at;

    for (at = power.overlays; at; at = at->next) {
        if (strcmp(at->path, path) == 0) {
            return at;
        }
    }
    return NULL;
}

static struct overlay *
take_overlay(const char *path)
{
    struct overlay *overlay = find_overlay(path);

    if (!overlay) {
        overlay = calloc(1, sizeof(*overlay));
        if (!overlay || !(overlay->path = strdup(path))) {
            free(overlay);
            return NULL;
        }
        overlay->end = &overlay->first;
        overlay->next = power.overlays;
        power.overlays = overlay;
    }
    overlay->users++;
    return overlay;
}

static int
shim_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *base, int flags,
          int *out_flags)
{
    struct shim_file *file = shim(base);
    int code;

    (void)vfs;
    *file = (struct shim_file){0};
    file->real = (sqlite3_file *)(file + 1);
    file->real->pMethods = NULL;
    pthread_mutex_lock(&power.mutex);
    code = power.dead ? SQLITE_CANTOPEN
                      : power.below->xOpen(power.below, name, file->real,
                                           flags, out_flags);
    if (code == SQLITE_OK && name && !(flags & SQLITE_OPEN_DELETEONCLOSE)) {
        file->overlay = take_overlay(name);
        code = file->overlay ? SQLITE_OK : SQLITE_NOMEM;
    }
    if (code == SQLITE_OK) {
        file->base.pMethods = &shim_methods;
    } else if (file->real->pMethods) {
        (void)file->real->pMethods->xClose(file->real);
    }
    pthread_mutex_unlock(&power.mutex);
    return code;
}

static int
shim_delete(sqlite3_vfs *vfs, const char *name, int sync_dir)
{
    struct overlay *overlay;
    int code;

    (void)vfs;
    pthread_mutex_lock(&power.mutex);
    if (off()) {
        code = SQLITE_IOERR_DELETE;
    } else {
        code = power.below->xDelete(power.below, name, sync_dir);
        overlay = find_overlay(name);
        if (overlay) {
            forget(overlay);
        }
    }
    pthread_mutex_unlock(&power.mutex);
    return code;
}

// The other calls take the VFS they are called on: hand them the real one.
static int
shim_access(sqlite3_vfs *vfs, const char *name, int flags, int *out)
{
    (void)vfs;
    return power.below->xAccess(power.below, name, flags, out);
}

static int
shim_full_pathname(sqlite3_vfs *vfs, const char *name, int size, char *out)
{
    (void)vfs;
    return power.below->xFullPathname(power.below, name, size, out);
}

static sqlite3_vfs shim_vfs = {.zName = "powercut"};

bool
powercut_install(uint64_t seed, unsigned leak_percent)
{
    if (!power.below) {
        power.below = sqlite3_vfs_find(NULL);
        if (!power.below) {
            return false;
        }
        shim_vfs = *power.below;
        shim_vfs.zName = "powercut";
        shim_vfs.pNext = NULL;
        shim_vfs.szOsFile =
            (int)sizeof(struct shim_file) + power.below->szOsFile;
        shim_vfs.xOpen = shim_open;
        shim_vfs.xDelete = shim_delete;
        shim_vfs.xAccess = shim_access;
        shim_vfs.xFullPathname = shim_full_pathname;
    }
    power.random = seed ? seed : 88172645463325252ULL;
    power.leak = leak_percent > 100 ? 100 : leak_percent;
    return sqlite3_vfs_register(&shim_vfs, 1) == SQLITE_OK;
}

void
powercut_arm(uint64_t operations)
{
    pthread_mutex_lock(&power.mutex);
    power.cut_at = operations ? power.operations + operations : 0;
    pthread_mutex_unlock(&power.mutex);
}

void
powercut_now(void)
{
    pthread_mutex_lock(&power.mutex);
    cut();
    pthread_mutex_unlock(&power.mutex);
}

bool
powercut_happened(void)
{
    bool dead;

    pthread_mutex_lock(&power.mutex);
    dead = power.dead;
    pthread_mutex_unlock(&power.mutex);
    return dead;
}

void
powercut_restore(void)
{
    pthread_mutex_lock(&power.mutex);
    while (power.overlays) {
        struct overlay *next = power.overlays->next;

        forget(power.overlays);
        free(power.overlays->path);
        free(power.overlays);
        power.overlays = next;
    }
    power.dead = false;
    power.cut_at = 0;
    pthread_mutex_unlock(&power.mutex);
}

uint64_t
powercut_operations(void)
{
    return power.operations;
}
