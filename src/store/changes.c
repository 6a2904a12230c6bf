// SPDX-License-Identifier: Apache-2.0
#include "store/changes.h"

#include "store/db.h"
#include "store/handle.h"
#include "store/keys.h"
#include "store/query.h"
#include "store/records.h"
#include "store/search_index.h"
#include "store/staging.h"
#include "store/tickets.h"
#include "util/hash.h"
#include "util/str.h"
#include "wire/change.h"

#define CURSOR "cursor"

enum err
changes_cursor(struct store *store, char *out, size_t size)
{
    enum err err = setting_get(store, CURSOR, out, size);

    if (err == ERR_NOT_FOUND) {
        (void)str_copy(out, size, "");
        err = ERR_OK;
    }
    return err;
}

// What a transaction does besides its rows, before it commits.
struct finish {
    const struct change_page *page; // whose cursor is kept; NULL: none
    bool merge;                     // the set aside into the ones shown
    bool show;                      // the full set instead of those shown
};

static enum err
show_full(struct store *store, int64_t set_no)
{
    enum err err = records_show_all(store, set_no);

    if (err == ERR_OK) {
        err = tickets_keep_only(store, set_no);
    }
    if (err == ERR_OK) {
        err = counter_set(store, COUNTER_FULL_SET, 0);
    }
    return err == ERR_OK ? counter_set(store, COUNTER_PULLED, 1) : err;
}

static enum err
keep_cursor(struct store *store, const char *cursor)
{
    char old[CHANGE_CURSOR_SIZE];
    enum err err = changes_cursor(store, old, sizeof(old));

    return err == ERR_OK && !str_equal(old, cursor)
             ? setting_set(store, CURSOR, cursor) : err;
}

static enum err
finish(struct staging *staging, const struct finish *what)
{
    struct store *store = staging->store;
    enum err err = ERR_OK;

    if (what->merge) {
        err = records_merge(store, staging->set_no);
    }
    if (err == ERR_OK && what->show) {
        err = show_full(store, staging->set_no);
    }
    if (err == ERR_OK && what->page) {
        err = keep_cursor(store, what->page->cursor);
    }
    // A key too many does no harm, one too few hides people.
    if (err == ERR_OK && staging->directory_changed) {
        err = keys_directory_save(store, staging->directory);
        staging->directory_changed = false;
    }
    if (err == ERR_OK
        && (staging->mode == STAGING_SHOWN || what->merge || what->show)
        && (what->show || staging->result->applied > 0)) {
        err = version_bump_records(store);
    }
    return err;
}

// One transaction of a page: changes from `first`, the last of all finishes.
struct slice {
    const struct change_page *page;
    const char *kind; // only this one; NULL: all
    size_t first;
    size_t count;
    const struct finish *last; // NULL: others follow
};

static enum err
write_slice(struct staging *staging, const struct slice *slice)
{
    enum err checked[STAGING_PAGE];
    size_t i;
    bool more;
    enum err err;

    for (i = 0; i < slice->count; i++) {
        checked[i] = staging_check(&slice->page->changes[slice->first + i]);
    }
    err = db_begin(staging->store->db);
    if (err != ERR_OK) {
        return err;
    }
    for (i = 0; err == ERR_OK && i < slice->count; i++) {
        const struct change *change =
            &slice->page->changes[slice->first + i];

        if (!slice->kind || str_equal(slice->kind, change->kind)) {
            err = staging_write(staging, change, checked[i]);
        }
    }
    if (err == ERR_OK && slice->last) {
        err = finish(staging, slice->last);
    }
    if (err == ERR_OK) {
        err = search_index_work(staging->store, STAGING_PAGE, &more);
    }
    return db_end(staging->store->db, err);
}

/*
 * Write the changes, a page that is shown at once in one transaction, any
 * other in small ones, the last of which finishes it. Until then nothing of
 * it is shown.
 */
static enum err
write_page(struct staging *staging, const struct change_page *page,
           const char *kind, const struct finish *last)
{
    size_t step = staging->mode == STAGING_SHOWN ? STAGING_PAGE
                                                 : STAGING_ROWS;
    struct slice slice = {.page = page, .kind = kind};
    enum err err;

    do {
        size_t left = page->count - slice.first;

        slice.count = left < step ? left : step;
        slice.last = slice.count == left ? last : NULL;
        err = write_slice(staging, &slice);
        slice.first += slice.count;
        if (!slice.last) {
            db_let_others_in();
        }
    } while (err == ERR_OK && !slice.last);
    return err;
}

static enum err
new_set(struct store *store, const char *counter, int64_t *out)
{
    enum err err = db_begin(store->db);

    if (err != ERR_OK) {
        return err;
    }
    err = records_new_set(store, out);
    if (err == ERR_OK && counter) {
        err = counter_set(store, counter, *out);
    }
    return db_end(store->db, err);
}

static enum err
choose_mode(struct staging *staging, const struct change_page *page)
{
    char cursor[CHANGE_CURSOR_SIZE];
    enum err err = changes_cursor(staging->store, cursor, sizeof(cursor));

    if (err == ERR_OK) {
        err = counter_get(staging->store, COUNTER_FULL_SET,
                          &staging->set_no);
    }
    if (err != ERR_OK) {
        return err;
    }
    if (staging->set_no > 0) {
        staging->mode = STAGING_FULL;
    } else if (!*cursor) {
        staging->mode = STAGING_FULL;
        err = new_set(staging->store, COUNTER_FULL_SET, &staging->set_no);
    } else if (page->count > STAGING_PAGE) {
        staging->mode = STAGING_ASIDE;
        err = new_set(staging->store, NULL, &staging->set_no);
    } else {
        staging->mode = STAGING_SHOWN;
    }
    return err;
}

// A long poll that brought nothing costs no write.
static enum err
nothing_new(struct staging *staging, const struct change_page *page,
            bool *out)
{
    char cursor[CHANGE_CURSOR_SIZE];
    enum err err = changes_cursor(staging->store, cursor, sizeof(cursor));

    *out = staging->mode == STAGING_SHOWN && page->count == 0
        && str_equal(cursor, page->cursor);
    return err;
}

enum err
changes_apply(struct store *store, const struct change_page *page,
              struct changes_result *out)
{
    struct keys_directory directory;
    struct staging staging = {
        .store = store, .directory = &directory, .result = out};
    struct finish last = {.page = page};
    bool nothing = false;
    enum err err = keys_directory_load(store, &directory);

    *out = (struct changes_result){0};
    if (err == ERR_OK) {
        err = choose_mode(&staging, page);
    }
    if (err == ERR_OK) {
        err = nothing_new(&staging, page, &nothing);
    }
    if (err == ERR_OK && !nothing) {
        last.merge = staging.mode == STAGING_ASIDE;
        last.show = staging.mode == STAGING_FULL && !page->more;
        err = write_page(&staging, page, NULL, &last);
    }
    secret_wipe(&directory, sizeof(directory));
    if (err == ERR_OK && last.show) {
        err = records_sweep(store);
    }
    // A merge may have taken more rows away than its transaction forgot.
    if (err == ERR_OK && last.merge) {
        err = search_index_catch_up(store, 0);
    }
    db_tidy(store->db);
    return err;
}

enum err
changes_restart(struct store *store)
{
    enum err err = db_begin(store->db);

    if (err == ERR_OK) {
        err = db_end(store->db, staging_restart(store));
    }
    return err == ERR_OK ? records_sweep(store) : err;
}

enum err
changes_check(struct store *store, const char *kind, int64_t *count,
              char hash[65])
{
    struct check check = {0};
    struct query query;
    enum err err;

    (void)str_copy(check.kind, sizeof(check.kind), kind);
    *count = 0;
    query_begin(&query, store->db,
                "SELECT r.id, r.rev" RECORDS_SHOWN
                " WHERE k.kind = ? AND r.deleted = 0");
    query_text(&query, kind);
    while (query_step(&query)) {
        check_toggle(&check, query_get_text(&query, 0, NULL),
                     query_get_int(&query, 1));
        (*count)++;
    }
    err = query_end(&query);
    hash_hex(check.hash, sizeof(check.hash), hash);
    return err;
}

enum err
changes_refetch_begin(struct store *store, const char *kind)
{
    int64_t set_no;
    enum err err = db_begin(store->db);

    if (err != ERR_OK) {
        return err;
    }
    err = records_new_set(store, &set_no);
    if (err == ERR_OK) {
        err = records_stage(store, kind, set_no);
    }
    return db_end(store->db, err);
}

static enum err
refetch_kind(struct store *store, const struct change_page *page,
             const char *kind, struct keys_directory *directory)
{
    struct changes_result result = {0};
    struct finish last = {0};
    struct records_sets sets;
    struct staging staging = {.store = store,
                              .mode = STAGING_REFETCH,
                              .directory = directory,
                              .result = &result};
    enum err err = records_sets(store, kind, &sets);

    staging.set_no = sets.staged;
    return err == ERR_OK && sets.staged > 0
             ? write_page(&staging, page, kind, &last) : err;
}

// Kinds of a page are few and stand together: each is written once.
enum err
changes_refetch_add(struct store *store, const struct change_page *page)
{
    struct keys_directory directory;
    size_t i;
    enum err err = keys_directory_load(store, &directory);

    for (i = 0; err == ERR_OK && i < page->count; i++) {
        const char *kind = page->changes[i].kind;

        if (i == 0 || !str_equal(kind, page->changes[i - 1].kind)) {
            err = refetch_kind(store, page, kind, &directory);
        }
    }
    secret_wipe(&directory, sizeof(directory));
    return err;
}

enum err
changes_refetch_end(struct store *store, const char *kind)
{
    struct records_sets sets;
    enum err err = db_begin(store->db);

    if (err != ERR_OK) {
        return err;
    }
    err = records_sets(store, kind, &sets);
    if (err == ERR_OK && sets.staged == 0) {
        err = ERR_NOT_FOUND;
    }
    if (err == ERR_OK) {
        err = records_show(store, kind, sets.staged);
    }
    if (err == ERR_OK && str_equal(kind, "ticket")) {
        err = tickets_keep_only(store, sets.staged);
    }
    if (err == ERR_OK) {
        err = version_bump_records(store);
    }
    err = db_end(store->db, err);
    return err == ERR_OK ? records_sweep(store) : err;
}
