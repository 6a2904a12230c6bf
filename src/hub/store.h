// SPDX-License-Identifier: Apache-2.0
#ifndef HUB_STORE_H
#define HUB_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "hub/rows.h"
#include "util/buf.h"
#include "util/err.h"
#include "util/file.h"
#include "wire/change.h"

struct hub_store;

typedef enum err
hub_record_fn(const struct hub_record *record, void *userdata);
typedef enum err
hub_version_fn(const struct hub_version *version, void *userdata);
typedef enum err
hub_kiosk_fn(const struct hub_kiosk *kiosk, void *userdata);
typedef enum err
hub_visit_fn(const struct hub_visit_row *row, void *userdata);
typedef enum err
hub_ticket_fn(const struct hub_ticket *ticket, void *userdata);
typedef enum err
hub_submission_fn(const struct hub_submission *submission, void *userdata);
typedef enum err
hub_alarm_fn(const struct hub_alarm *alarm, void *userdata);

/**
 * The operations of one kind of store: all that the rest of the hub knows
 * about a database. Rules live above it (kiosks.h, ingest.h), so that a
 * second database brings statements and no rules.
 *
 * A store is one connection; one thread uses it at a time. Single calls
 * commit by themselves; between `begin` and `commit` they are one
 * transaction. Look-ups answer ERR_NOT_FOUND; a busy or broken database
 * answers ERR_IO. A callback that returns an error ends the walk with it;
 * it must not write to the same store.
 */
struct hub_store_ops {
    void (*close)(struct hub_store *store);
    /** A writing transaction takes the write lock at once. */
    enum err (*begin)(struct hub_store *store, bool write);
    /** Durable on the disk when it returns ERR_OK. */
    enum err (*commit)(struct hub_store *store);
    void (*rollback)(struct hub_store *store);
    /** Has another connection, of any process, committed since last asked? */
    enum err (*changed)(struct hub_store *store, bool *out);

    /* Named values of the hub itself: hub_id, url, pins. */
    enum err (*meta_get)(struct hub_store *store, const char *name,
                         struct buf *out);
    enum err (*meta_set)(struct hub_store *store, const char *name,
                         const char *value);

    /* Records and the change log. */
    /** A body and scope equal to the stored ones make no new change. A
     * changed scope sends `del` to those who saw it. In a `site` the store
     * sets `kiosks` to its live kiosks. ERR_INVALID: over HUB_RECORD_MAX,
     * a bad kind, id or owner, or not a JSON object. */
    enum err (*record_put)(struct hub_store *store,
                           const struct hub_record *record);
    /** ERR_NOT_FOUND when there is no such live record. */
    enum err (*record_del)(struct hub_store *store, const char *kind,
                           const char *id);
    /** Adds the body's JSON text to `out`. */
    enum err (*record_get)(struct hub_store *store, const char *kind,
                           const char *id, struct buf *out);
    enum err (*record_place)(struct hub_store *store, const char *kind,
                             const char *id, struct hub_record_place *out);
    /** Live records of a kind by id; of one owner where `owner` is given. */
    enum err (*record_each)(struct hub_store *store, const char *kind,
                            const char *owner, hub_record_fn *fn,
                            void *userdata);
    enum err (*position)(struct hub_store *store, struct hub_position *out);
    /** At most query->limit changes in order of the log. */
    enum err (*changes)(struct hub_store *store,
                        const struct hub_changes_query *query,
                        hub_record_fn *fn, void *userdata);
    /** Checks of what this viewer sees now; only kinds with records. */
    enum err (*checks)(struct hub_store *store, const struct hub_viewer *viewer,
                       struct check *out, size_t max, size_t *count);
    /** Positions up to `seq` were handed out: a later open of an older copy
     * of the database must notice. */
    enum err (*handed_out)(struct hub_store *store,
                           const struct hub_position *position);

    /* Versions and plans of the catalogue; the rules are in publish.h. */
    /** Appends one, numbered by the store. */
    enum err (*version_put)(struct hub_store *store,
                            const struct hub_version *version);
    /** One of a record, handed to `fn`. */
    enum err (*version_get)(struct hub_store *store, const char *kind,
                            const char *id, int64_t n, hub_version_fn *fn,
                            void *userdata);
    /** Every version of a record, newest first. */
    enum err (*version_each)(struct hub_store *store, const char *kind,
                             const char *id, hub_version_fn *fn,
                             void *userdata);
    /** The newest version of each record of a kind, or of all kinds where
     * NULL, by kind and id; `body` is what kiosks hold now, NULL: none. */
    enum err (*version_newest)(struct hub_store *store, const char *kind,
                               hub_version_fn *fn, void *userdata);
    /** `at` 0 forgets the record's plan. */
    enum err (*plan_set)(struct hub_store *store, const char *kind,
                         const char *id, int64_t at);
    /** The plan that is due first. */
    enum err (*plan_first)(struct hub_store *store, struct hub_plan *out);

    /* Kiosks; the rules are in kiosks.h. */
    enum err (*code_put)(struct hub_store *store, const struct hub_code *code);
    enum err (*code_get)(struct hub_store *store, const uint8_t hash[32],
                         struct hub_code *out);
    enum err (*kiosk_get)(struct hub_store *store, const char *id,
                          struct hub_kiosk *out);
    /** Inserts or replaces; a changed key leaves the former one as old. */
    enum err (*kiosk_put)(struct hub_store *store,
                          const struct hub_kiosk *kiosk);
    /** All kiosks, or those of one site, by id; revoked ones included. */
    enum err (*kiosk_each)(struct hub_store *store, const char *site,
                           hub_kiosk_fn *fn, void *userdata);
    /** Calls `fn` with each former key of a kiosk in `key`. */
    enum err (*old_key_each)(struct hub_store *store, const char *id,
                             hub_kiosk_fn *fn, void *userdata);
    /** The newest: ERR_CONFLICT when n is not above the stored one. One
     * that rides along late (`newest` false) is only kept beside it. */
    enum err (*heartbeat_put)(struct hub_store *store, const char *kiosk,
                              int64_t n, int64_t at, const char *body,
                              bool newest);

    /* Events; the rules are in ingest.h. */
    enum err (*epoch_get)(struct hub_store *store, const char *kiosk,
                          const char *uuid, struct hub_epoch *out);
    /** Inserts (and fills row) or updates. */
    enum err (*epoch_put)(struct hub_store *store, struct hub_epoch *epoch);
    /** Verdict and hash only. `code` is written to `code_out`. */
    enum err (*event_get)(struct hub_store *store, int64_t epoch, int64_t seq,
                          struct hub_event *out, char code_out[HUB_CODE_SIZE]);
    /** Is an event of this origin and hash stored (not rejected)? */
    enum err (*origin_find)(struct hub_store *store, const char *uuid,
                            int64_t seq, const uint8_t hash[32], bool *out);
    enum err (*event_put)(struct hub_store *store,
                          const struct hub_event *event);
    /** The stored verdict changes: a held event was replayed. */
    enum err (*event_settle)(struct hub_store *store,
                             const struct hub_event *event);
    /** The next held event of a kiosk's subject after (out->epoch,
     * out->seq), oldest first; its text goes to `raw`, other texts and the
     * hash are not filled. */
    enum err (*held_next)(struct hub_store *store, const char *kiosk,
                          const char *subject, struct hub_event *out,
                          struct buf *raw);
    /** The next subject after (kiosk, subject) with an event that is held
     * as `unknown_type` or `unknown_version`; both are written in place. */
    enum err (*held_unknown_next)(struct hub_store *store,
                                  char kiosk[HUB_ID_SIZE],
                                  char subject[HUB_ID_SIZE]);
    /** How many rejected events of a subject wait for a better one; of all
     * subjects of the kiosk where `subject` is NULL. */
    enum err (*blocks_count)(struct hub_store *store, const char *kiosk,
                             const char *subject, int64_t *out);
    enum err (*block_put)(struct hub_store *store, const char *kiosk,
                          const char *subject, int64_t epoch, int64_t seq);
    /** ERR_NOT_FOUND when that event blocked nothing. */
    enum err (*block_del)(struct hub_store *store, const char *kiosk,
                          int64_t epoch, int64_t seq);
    /** Forgets whatever blocked a subject. */
    enum err (*blocks_del)(struct hub_store *store, const char *kiosk,
                           const char *subject);
    enum err (*boot_get)(struct hub_store *store, const char *kiosk,
                         const char *uuid, struct hub_boot *out);
    enum err (*boot_put)(struct hub_store *store, const char *kiosk,
                         const char *uuid, struct hub_boot *boot);
    /** Moves events, visits and tickets that wait for the shift of a boot;
     * `fn` is called with each ticket as it is then and may put records. */
    enum err (*boot_shift)(struct hub_store *store, int64_t boot,
                           int64_t shift_ms, hub_ticket_fn *fn, void *userdata);
    enum err (*visit_get)(struct hub_store *store, const char *id,
                          struct hub_visit *out);
    enum err (*visit_put)(struct hub_store *store,
                          const struct hub_visit *visit);
    enum err (*ticket_get)(struct hub_store *store, const char *id,
                           struct hub_ticket *out);
    enum err (*ticket_put)(struct hub_store *store,
                           const struct hub_ticket *ticket);
    /** Every visit with its ticket, and tickets whose visit is not there
     * yet, in order of arrival. */
    enum err (*visit_each)(struct hub_store *store, hub_visit_fn *fn,
                           void *userdata);

    /* Forms that were handed in; the rules are in cases.h. */
    enum err (*submission_get)(struct hub_store *store, const char *id,
                               hub_submission_fn *fn, void *userdata);
    /** ERR_CONFLICT when its id is there. */
    enum err (*submission_put)(struct hub_store *store,
                               const struct hub_submission *submission);
    /** All, or those of one site, in order of arrival. */
    enum err (*submission_each)(struct hub_store *store, const char *site,
                                hub_submission_fn *fn, void *userdata);
    /** Notes when a case was closed, and its last body once kiosks have it
     * no more, else NULL. `at` 0 forgets it: the case is open. */
    enum err (*closed_put)(struct hub_store *store, const char *id,
                           int64_t at, const char *body);
    /** Adds the last body of a case that kiosks have no more. */
    enum err (*closed_get)(struct hub_store *store, const char *id,
                           struct buf *out);
    /** The case that was closed first of those that kiosks have, if that
     * was at or before `before`. */
    enum err (*closed_first)(struct hub_store *store, int64_t before,
                             char id[HUB_ID_SIZE]);

    enum err (*alarm_put)(struct hub_store *store,
                          const struct hub_alarm *alarm);
    enum err (*alarm_each)(struct hub_store *store, hub_alarm_fn *fn,
                           void *userdata);
};

/** The head that every implementation's struct begins with. */
struct hub_store {
    const struct hub_store_ops *ops;
    char keys_dir[FILE_PATH_SIZE]; // see hub_store_keys_dir()
};

/**
 * Opens, makes or migrates a store and its key files. `spec` is
 * `sqlite:PATH`; the folder of PATH must exist. A store that is older than
 * positions it has handed out (it was restored from a copy) begins a new
 * cursor epoch here. ERR_INVALID: no such kind of store, or made by a newer
 * program; ERR_IO: cannot be opened, or damaged. Free with hub_store_close().
 */
enum err
hub_store_open(const char *spec, struct hub_store **out);

/** Rolls back what is open. Accepts NULL. */
void
hub_store_close(struct hub_store *store);

/** Folder of the secret keys of this store: `PATH-keys`. ERR_INVALID. */
enum err
hub_store_keys_dir(const char *spec, char *out, size_t size);

/** Scope that PROTOCOL gives a kind: by site, by kiosk or for all. */
enum hub_scope
hub_kind_scope(const char *kind);

#endif
