// SPDX-License-Identifier: Apache-2.0
#include "store/store.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "store/cache.h"
#include "store/changes.h"
#include "store/copies.h"
#include "store/db.h"
#include "store/handle.h"
#include "store/journal.h"
#include "store/marks.h"
#include "store/migrate.h"
#include "store/numbers.h"
#include "store/rescue.h"
#include "store/search_index.h"
#include "util/file.h"
#include "util/id.h"
#include "util/log.h"
#include "util/str.h"

#define TOKEN "token"
#define INDEX_STEPS 4

static enum err
create_handle(const char *dir, struct store **out)
{
    struct store *store = calloc(1, sizeof(*store));

    *out = NULL;
    if (!store) {
        return ERR_NO_MEMORY;
    }
    if (!str_copy(store->dir, sizeof(store->dir), dir)) {
        free(store);
        return ERR_INVALID;
    }
    *out = store;
    return ERR_OK;
}

// SQLite would create the file readable by others.
static enum err
create_private(const char *path)
{
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

    if (fd < 0) {
        LOGE("store: open %s: %s", path, strerror(errno));
        return ERR_IO;
    }
    (void)close(fd);
    return ERR_OK;
}

// `damaged` when what is there is no database.
static enum err
open_file(struct store *store, const char *path, bool *damaged)
{
    enum db_health health = DB_HEALTHY;
    enum err err = create_private(path);

    if (err == ERR_OK) {
        err = db_open(path, DB_FRONT, &store->db, &health);
    }
    *damaged = health == DB_DAMAGED;
    return err;
}

// `damaged` when the database must be replaced.
static enum err
look_over(struct db *db, bool *damaged)
{
    char complaint[256] = "";
    enum err err = db_check(db, false, complaint, sizeof(complaint));

    *damaged = false;
    if (err != ERR_OK) {
        *damaged = db_last_damaged(db);
    } else if (!str_equal(complaint, "ok")) {
        LOGE("store: the database is damaged: %s", complaint);
        *damaged = true;
    }
    return err;
}

static bool
is_current(struct store *store)
{
    int64_t version;

    return db_int(store->db, "PRAGMA user_version", &version) == ERR_OK
        && version == (int64_t)migrate_step_count;
}

static enum err
migrate(struct store *store, int *from)
{
    char copies[FILE_PATH_SIZE];
    struct migrate_plan plan = {
        .steps = migrate_steps, .count = migrate_step_count};
    enum err err = store_path(store, "backup", copies);

    plan.copy_dir = copies;
    if (err == ERR_OK) {
        err = migrate_run(store->db, &plan, from);
    }
    // Policies that came before there was an index; many are left to
    // search_maintain.
    return err == ERR_OK ? search_index_catch_up(store, INDEX_STEPS) : err;
}

static void
drop_database(struct store *store)
{
    cache_free(store->cache);
    store->cache = NULL;
    db_close(store->db);
    store->db = NULL;
}

// Open what copies_restore left: a copy may be damaged as well.
static enum err
open_restored(struct store *store, const char *path)
{
    bool damaged;
    int from;
    enum err err = open_file(store, path, &damaged);

    if (err == ERR_OK) {
        err = look_over(store->db, &damaged);
    }
    if (err == ERR_OK) {
        err = damaged ? ERR_IO : migrate(store, &from);
    }
    return err;
}

// Replace a damaged database by its last copy, or begin an empty one.
static enum err
recover(struct store *store, const char *path, const struct marks *marks,
        struct store_condition *condition)
{
    char aside[FILE_PATH_SIZE];
    int64_t saved = 0;
    bool restored;
    enum err err;

    drop_database(store);
    err = copies_set_aside(store->dir, aside, sizeof(aside));
    if (err == ERR_OK) {
        err = copies_restore(store->dir, &restored);
    }
    if (err == ERR_OK) {
        err = open_restored(store, path);
    }
    if (err == ERR_OK) {
        err = rescue_events(store, aside, marks, &saved);
    }
    condition->restored = true;
    condition->salvaged = saved > 0;
    return err;
}

/*
 * Whether this database is the one that was open last. Its token says so;
 * the other two look for a copy that was taken while it was.
 */
static enum err
is_old_copy(struct store *store, const struct journal_epoch *epoch,
            const struct marks *marks, bool *out)
{
    char token[UUID_SIZE] = "";
    enum err err = setting_get(store, TOKEN, token, sizeof(token));

    *out = true;
    if (err != ERR_OK && err != ERR_NOT_FOUND) {
        return err;
    }
    if (marks->generation == 0 || !*token
        || (!str_equal(token, marks->token)
            && !str_equal(token, marks->previous))) {
        return ERR_OK;
    }
    if (str_equal(marks->epoch, epoch->epoch)
        && epoch->last_seq < marks->handed) {
        return ERR_OK;
    }
    return numbers_behind(store, marks, out);
}

struct token_change {
    const char *token;
    const char *previous;
    const struct journal_epoch *epoch;
};

static bool
change_token(struct marks *marks, void *userdata)
{
    const struct token_change *change = userdata;

    (void)str_copy(marks->token, sizeof(marks->token), change->token);
    (void)str_copy(marks->previous, sizeof(marks->previous),
                   change->previous);
    if (change->epoch && !str_equal(marks->epoch, change->epoch->epoch)) {
        (void)str_copy(marks->epoch, sizeof(marks->epoch),
                       change->epoch->epoch);
        marks->epoch_no = change->epoch->no;
        marks->handed = 0;
    }
    return true;
}

static enum err
begin(struct store *store, const struct marks *marks, const char *token,
      bool fresh, struct journal_epoch *epoch)
{
    enum err err = db_begin(store->db);

    if (err != ERR_OK) {
        return err;
    }
    if (fresh) {
        err = journal_begin_epoch(store, epoch);
        if (err == ERR_OK) {
            err = numbers_restore(store, marks);
        }
    }
    if (err == ERR_OK) {
        err = setting_set(store, TOKEN, token);
    }
    return db_end(store->db, err);
}

/*
 * Give database and marks a new token, the marks first: a cut in between
 * leaves the old one good. An old copy's token is never good again.
 */
static enum err
settle(struct store *store, const struct marks *marks,
       struct store_condition *condition)
{
    struct journal_epoch epoch;
    struct token_change change = {0};
    char token[UUID_SIZE];
    char previous[UUID_SIZE] = "";
    bool old = false;
    enum err err = journal_current(store, &epoch);

    condition->created = err == ERR_NOT_FOUND && !condition->restored;
    if (err == ERR_OK) {
        err = is_old_copy(store, &epoch, marks, &old);
        condition->restored = condition->restored || old;
    } else if (err == ERR_NOT_FOUND) {
        err = ERR_OK;
    }
    if (err != ERR_OK) {
        return err;
    }
    if (!condition->restored && !condition->created) {
        (void)setting_get(store, TOKEN, previous, sizeof(previous));
    }
    id_uuid(token);
    change.token = token;
    change.previous = previous;
    err = marks_change(store->dir, change_token, &change);
    if (err == ERR_OK) {
        err = begin(store, marks, token,
                    condition->restored || condition->created, &epoch);
    }
    if (err == ERR_OK) {
        change.previous = "";
        change.epoch = &epoch;
        err = marks_change(store->dir, change_token, &change);
    }
    (void)str_copy(condition->epoch, sizeof(condition->epoch), epoch.epoch);
    return err;
}

// A database that vanished while its copy stayed is one that was lost.
static enum err
restore_missing(struct store *store, const char *path,
                const struct marks *marks, struct store_condition *out)
{
    bool restored = false;
    enum err err = ERR_OK;

    if (!file_exists(path) && marks->generation > 0) {
        err = copies_restore(store->dir, &restored);
        out->restored = restored;
    }
    return err;
}

// What cannot wait: a schema to be made or changed, a file that is no
// database. In every other case the check is left to the second half.
static enum err
prepare(struct store *store, const char *path, const struct marks *marks,
        struct store_condition *condition)
{
    bool damaged;
    enum err err = open_file(store, path, &damaged);

    if (err == ERR_OK && is_current(store)) {
        condition->migrated_from = (int)migrate_step_count;
        return ERR_OK;
    }
    store->checked = true;
    if (err == ERR_OK) {
        err = look_over(store->db, &damaged);
    }
    if (damaged) {
        return recover(store, path, marks, condition);
    }
    return err == ERR_OK ? migrate(store, &condition->migrated_from) : err;
}

enum err
store_open_begin(const char *dir, struct store **out,
                 struct store_condition *condition)
{
    char path[FILE_PATH_SIZE];
    struct store *store;
    struct marks marks;
    enum err err = create_handle(dir, &store);

    *out = NULL;
    *condition = (struct store_condition){0};
    if (err != ERR_OK) {
        return err;
    }
    err = file_make_dirs(dir, 0700);
    if (err == ERR_OK) {
        err = store_path(store, "kiosk.db", path);
    }
    if (err == ERR_OK) {
        err = marks_load(dir, &marks);
    }
    if (err == ERR_OK) {
        err = restore_missing(store, path, &marks, condition);
    }
    if (err == ERR_OK) {
        err = prepare(store, path, &marks, condition);
    }
    if (err != ERR_OK) {
        store_close(store);
        return err;
    }
    *out = store;
    return ERR_OK;
}

enum err
store_open_check(const char *dir, bool *damaged)
{
    char path[FILE_PATH_SIZE];
    enum db_health health = DB_HEALTHY;
    struct db *db = NULL;
    enum err err = file_join(path, sizeof(path), dir, "kiosk.db")
                       ? db_open(path, DB_BACKGROUND, &db, &health)
                       : ERR_INVALID;

    *damaged = health == DB_DAMAGED;
    if (err == ERR_OK) {
        err = look_over(db, damaged);
    }
    db_close(db);
    return *damaged ? ERR_OK : err;
}

enum err
store_open_finish(struct store *store, bool damaged,
                  struct store_condition *condition)
{
    char path[FILE_PATH_SIZE];
    struct marks marks;
    enum err err = marks_load(store->dir, &marks);

    if (err == ERR_OK && damaged && !store->checked) {
        err = store_path(store, "kiosk.db", path);
        if (err == ERR_OK) {
            err = recover(store, path, &marks, condition);
        }
    }
    store->checked = true;
    if (err == ERR_OK) {
        err = settle(store, &marks, condition);
    }
    if (err == ERR_OK) {
        db_extend_wal(store->db);
    }
    return err;
}

enum err
store_open(const char *dir, struct store **out,
           struct store_condition *condition)
{
    bool damaged = false;
    enum err err = store_open_begin(dir, out, condition);

    if (err != ERR_OK) {
        return err;
    }
    if (!(*out)->checked) {
        err = look_over((*out)->db, &damaged);
    }
    if (err == ERR_OK || damaged) {
        err = store_open_finish(*out, damaged, condition);
    }
    if (err != ERR_OK) {
        store_close(*out);
        *out = NULL;
    }
    return err;
}

enum err
store_open_again(const char *dir, struct store **out)
{
    char path[FILE_PATH_SIZE];
    struct store *store;
    enum err err = create_handle(dir, &store);

    *out = NULL;
    if (err == ERR_OK) {
        err = store_path(store, "kiosk.db", path);
        if (err == ERR_OK) {
            err = db_open(path, DB_BACKGROUND, &store->db, NULL);
        }
        if (err != ERR_OK) {
            store_close(store);
            return err;
        }
        *out = store;
    }
    return err;
}

void
store_close(struct store *store)
{
    if (store) {
        cache_free(store->cache);
        db_close(store->db);
        free(store);
    }
}

enum err
store_check(struct store *store, char *out, uint32_t size)
{
    enum err err = db_check(store->db, true, out, size);

    if (err == ERR_OK && str_equal(out, "ok")) {
        out[0] = '\0';
    }
    return err;
}

int64_t
store_free_mib(const struct store *store)
{
    struct statvfs space;

    if (statvfs(store->dir, &space) != 0) {
        return -1;
    }
    return (int64_t)((uint64_t)space.f_bavail * space.f_frsize >> 20);
}
