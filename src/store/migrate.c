// SPDX-License-Identifier: Apache-2.0
#include "store/migrate.h"

#include <inttypes.h>

#include "store/db.h"
#include "util/file.h"
#include "util/log.h"
#include "util/str.h"

/*
 * A step that was released is never changed; a new version is a new step.
 *
 * Tables written by every check-in keep to few pages: an event's id is its
 * epoch's number and its seq, so it needs no second index, and what is
 * looked up of a state is indexed for that state alone.
 *
 * Records live in numbered sets. Of each kind one set is shown (`kinds`);
 * a new one is filled in small transactions and then shown in one step.
 */
static const char schema_1[] =
    "CREATE TABLE settings("
    " key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;"
    "CREATE TABLE counters("
    " name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;"
    "CREATE TABLE identity("
    " one INTEGER PRIMARY KEY CHECK(one = 1),"
    " kiosk_id TEXT NOT NULL, sign INTEGER NOT NULL, site TEXT NOT NULL,"
    " hub_id TEXT NOT NULL, hub_url TEXT NOT NULL, pins TEXT NOT NULL,"
    " hub_key BLOB NOT NULL, seal_key_id TEXT NOT NULL,"
    " seal_key BLOB NOT NULL, public_key BLOB NOT NULL,"
    " lock_order TEXT NOT NULL DEFAULT '');"
    // epochs in the order they began; the last one is written to, and its
    // last_seq is the counter `seq` until the next begins
    "CREATE TABLE epochs("
    " no INTEGER PRIMARY KEY, epoch TEXT NOT NULL UNIQUE,"
    " last_seq INTEGER NOT NULL DEFAULT 0,"
    " durable_seq INTEGER NOT NULL DEFAULT 0);"
    // state: enum event_state; times are ms since 1970
    "CREATE TABLE events("
    " id INTEGER PRIMARY KEY, type TEXT NOT NULL, subject TEXT NOT NULL,"
    " at INTEGER NOT NULL, json TEXT NOT NULL,"
    " state INTEGER NOT NULL DEFAULT 0,"
    " code TEXT, field TEXT, message_zh TEXT, message_en TEXT,"
    " sends INTEGER NOT NULL DEFAULT 0, first_sent INTEGER,"
    " last_sent INTEGER, not_before INTEGER NOT NULL DEFAULT 0,"
    " acked_at INTEGER);"
    "CREATE INDEX events_pending ON events(state) WHERE state = 0;"
    "CREATE INDEX events_held ON events(acked_at) WHERE state = 2;"
    "CREATE INDEX events_aside ON events(state) WHERE state = 3;"
    "CREATE TABLE visits("
    " id TEXT PRIMARY KEY, ticket TEXT NOT NULL, service TEXT NOT NULL,"
    " at INTEGER NOT NULL, ended_at INTEGER) WITHOUT ROWID;"
    // own: issued by this kiosk; open: waiting or called; hub_state: as the
    // hub told it last, -1 when it has not
    "CREATE TABLE tickets("
    " id TEXT PRIMARY KEY, visit TEXT NOT NULL, number TEXT NOT NULL,"
    " service TEXT NOT NULL, class INTEGER NOT NULL, day TEXT NOT NULL,"
    " state INTEGER NOT NULL, slip INTEGER NOT NULL, window TEXT NOT NULL,"
    " issued_ms INTEGER NOT NULL, called_ms INTEGER NOT NULL,"
    " kiosk TEXT NOT NULL, seq INTEGER NOT NULL, own INTEGER NOT NULL,"
    " open INTEGER NOT NULL, letter TEXT NOT NULL, sign INTEGER NOT NULL,"
    " counter INTEGER NOT NULL, hub_state INTEGER NOT NULL DEFAULT -1,"
    " person TEXT) WITHOUT ROWID;"
    // numbers of a day and the queue of a letter, without the table
    "CREATE INDEX tickets_day ON tickets(day, letter, sign, counter,"
    " service, state, class, issued_ms, kiosk, seq);"
    "CREATE INDEX tickets_person ON tickets(person, service)"
    " WHERE open = 1 AND person IS NOT NULL;"
    "CREATE INDEX tickets_called ON tickets(day, called_ms)"
    " WHERE called_ms > 0;"
    "CREATE TABLE kinds("
    " kind TEXT PRIMARY KEY, shown INTEGER NOT NULL,"
    " staged INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;"
    // body NULL: deleted, or refused with no good one before
    "CREATE TABLE records("
    " rec INTEGER PRIMARY KEY, kind TEXT NOT NULL, set_no INTEGER NOT NULL,"
    " id TEXT NOT NULL, rev INTEGER NOT NULL,"
    " deleted INTEGER NOT NULL DEFAULT 0,"
    " refused INTEGER NOT NULL DEFAULT 0, body TEXT,"
    " UNIQUE(kind, set_no, id));"
    // by what a list finds its records: a service's site, an entry's group
    "CREATE TABLE facets("
    " kind TEXT NOT NULL, facet TEXT NOT NULL, place INTEGER NOT NULL,"
    " id TEXT NOT NULL, rec INTEGER NOT NULL"
    "  REFERENCES records(rec) ON DELETE CASCADE,"
    " PRIMARY KEY(kind, facet, place, id, rec)) WITHOUT ROWID;"
    "CREATE INDEX facets_rec ON facets(rec);"
    "CREATE TABLE talent_keys("
    " h BLOB NOT NULL, k TEXT NOT NULL, rec INTEGER NOT NULL"
    "  REFERENCES records(rec) ON DELETE CASCADE,"
    " PRIMARY KEY(h, k, rec)) WITHOUT ROWID;"
    "CREATE INDEX talent_keys_rec ON talent_keys(rec);"
    "CREATE TABLE commands_done("
    " id TEXT PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID;"
    "CREATE TABLE heartbeats(id INTEGER PRIMARY KEY, json TEXT NOT NULL);";

// Policies and topics are found by facets, see records.c.
static const char schema_2[] =
    "INSERT OR IGNORE INTO facets(kind, facet, place, id, rec)"
    " SELECT kind, '', iif(json_extract(body, '$.state') = 'expired',"
    "  200000000, 100000000) - CAST(replace(coalesce("
    "  json_extract(body, '$.source.date'), ''), '-', '') AS INTEGER),"
    " id, rec FROM records WHERE kind = 'policy' AND body IS NOT NULL;"
    "INSERT OR IGNORE INTO facets(kind, facet, place, id, rec)"
    " SELECT f.kind, t.value, f.place, f.id, f.rec FROM facets f"
    " JOIN records r ON r.rec = f.rec"
    " JOIN json_each(r.body, '$.topics') t"
    " WHERE f.kind = 'policy' AND f.facet = '';"
    "INSERT OR IGNORE INTO facets(kind, facet, place, id, rec)"
    " SELECT kind, '', coalesce(json_extract(body, '$.order'), 0), id, rec"
    " FROM records WHERE kind = 'topic' AND body IS NOT NULL;"
    // what the search index holds, newest last; what it must forget, with
    // the text it was given; what it must learn: see search_index.h
    "CREATE TABLE search_docs("
    " doc INTEGER PRIMARY KEY, rec INTEGER NOT NULL UNIQUE);"
    "CREATE TABLE search_gone("
    " doc INTEGER PRIMARY KEY, body TEXT NOT NULL);"
    "CREATE TABLE search_new(rec INTEGER PRIMARY KEY);"
    "CREATE TRIGGER search_put AFTER INSERT ON records"
    " WHEN new.kind = 'policy' AND new.body IS NOT NULL BEGIN"
    " INSERT INTO search_new(rec) VALUES(new.rec); END;"
    "CREATE TRIGGER search_drop BEFORE DELETE ON records"
    " WHEN old.kind = 'policy' BEGIN"
    " INSERT INTO search_gone(doc, body)"
    "  SELECT doc, old.body FROM search_docs WHERE rec = old.rec;"
    " DELETE FROM search_docs WHERE rec = old.rec;"
    " DELETE FROM search_new WHERE rec = old.rec; END;"
    "INSERT INTO search_new(rec)"
    " SELECT rec FROM records WHERE kind = 'policy' AND body IS NOT NULL;"
    "CREATE VIRTUAL TABLE policy_index USING"
    " fts5(title, body, content = '', tokenize = 'talent');"
    "INSERT OR REPLACE INTO settings(key, value)"
    " VALUES('search_version', '1');";

// What of a record is in force, see terms.h; rules are listed by facets.
static const char schema_3[] =
    // raw: the body as it came, where it says when it is shown; body is
    // what is shown of it then, from `since` on and until `due`
    "ALTER TABLE records ADD COLUMN raw TEXT;"
    "ALTER TABLE records ADD COLUMN since INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE records ADD COLUMN due INTEGER NOT NULL DEFAULT 0;"
    "CREATE INDEX records_timed ON records(due) WHERE raw IS NOT NULL;"
    "INSERT OR IGNORE INTO facets(kind, facet, place, id, rec)"
    " SELECT kind, '', coalesce(json_extract(body, '$.order'), 0), id, rec"
    " FROM records WHERE kind = 'rule' AND body IS NOT NULL;";

// Who came to an activity, as counts: no name, no number.
static const char schema_4[] =
    "CREATE TABLE joinings("
    " id TEXT PRIMARY KEY, activity TEXT NOT NULL, day TEXT NOT NULL,"
    " people INTEGER NOT NULL) WITHOUT ROWID;"
    "CREATE INDEX joinings_day ON joinings(day, activity, people);";

// Forms by their policy; what was handed in here, apart from other events.
static const char schema_5[] =
    "INSERT OR IGNORE INTO facets(kind, facet, place, id, rec)"
    " SELECT kind, json_extract(body, '$.policy'), 0, id, rec FROM records"
    " WHERE kind = 'form' AND body IS NOT NULL"
    " AND json_extract(body, '$.policy') IS NOT NULL"
    " AND json_extract(body, '$.service') IS NULL;"
    "CREATE INDEX events_forms ON events(id) WHERE type = 'form.submitted';";

const char *const migrate_steps[] = {schema_1, schema_2, schema_3, schema_4,
                                     schema_5};
const size_t migrate_step_count =
    sizeof(migrate_steps) / sizeof(migrate_steps[0]);

static enum err
copy_before(struct db *db, const char *dir, int version)
{
    char name[48];
    char path[FILE_PATH_SIZE];
    enum err err;

    (void)str_format(name, sizeof(name), "before-%d.db", version);
    if (!file_join(path, sizeof(path), dir, name)) {
        return ERR_INVALID;
    }
    err = file_make_dirs(dir, 0700);
    // One left by an attempt that was cut may be incomplete.
    if (err == ERR_OK) {
        err = file_remove(path);
    }
    return err == ERR_OK ? db_copy(db, path) : err;
}

static enum err
run_step(struct db *db, const char *step, size_t version)
{
    char mark[48];
    enum err err = db_begin(db);

    if (err != ERR_OK) {
        return err;
    }
    err = db_exec(db, step);
    if (err == ERR_OK) {
        (void)str_format(mark, sizeof(mark), "PRAGMA user_version = %zu",
                         version);
        err = db_exec(db, mark);
    }
    return db_end(db, err);
}

enum err
migrate_run(struct db *db, const struct migrate_plan *plan, int *from)
{
    int64_t version;
    size_t i;
    enum err err = db_int(db, "PRAGMA user_version", &version);

    *from = (int)version;
    if (err != ERR_OK) {
        return err;
    }
    if (version < 0 || (uint64_t)version > plan->count) {
        LOGE("store: the database is of version %" PRId64 ", this program"
             " knows %zu", version, plan->count);
        return ERR_CONFLICT;
    }
    if (version > 0 && (size_t)version < plan->count) {
        err = copy_before(db, plan->copy_dir, (int)version);
    }
    for (i = (size_t)version; err == ERR_OK && i < plan->count; i++) {
        err = run_step(db, plan->steps[i], i + 1);
    }
    return err;
}
