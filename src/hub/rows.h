// SPDX-License-Identifier: Apache-2.0
#ifndef HUB_ROWS_H
#define HUB_ROWS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * What the hub's store keeps, as plain structs of fixed size: ids are short
 * by contract, so nothing here needs freeing. Times are milliseconds since
 * 1970 (UTC); 0 means "not yet". Pointers are borrowed: valid for the call
 * or the callback that got them.
 */

#define HUB_ID_SIZE 65 // record, site, kiosk and subject ids, with NUL
#define HUB_UUID_SIZE 37 // epochs and boots, with NUL
#define HUB_NAME_SIZE 129
#define HUB_CODE_SIZE 65 // verdict codes and event types
#define HUB_RECORD_MAX (256 * 1024)
#define HUB_SITE_KIOSKS 9 // signs are the digits 1 to 9

/** Who may see a record: everybody, one site's kiosks or one kiosk. */
enum hub_scope { HUB_SCOPE_ALL, HUB_SCOPE_SITE, HUB_SCOPE_KIOSK };

/** One record of the change log; see PROTOCOL "Changes down". */
struct hub_record {
    const char *kind;
    const char *id;
    enum hub_scope scope;
    const char *owner; // site or kiosk id; NULL or "" for HUB_SCOPE_ALL
    const char *body; // JSON object text
    int64_t rev; // ignored by record_put
    int64_t seq; // position in the log; ignored by record_put
    bool deleted; // the viewer must drop it; body is NULL
};

/** Where a live record stands. */
struct hub_record_place {
    int64_t rev;
    char owner[HUB_ID_SIZE]; // site or kiosk; "" for all
};

/**
 * One version of a record of the catalogue: what somebody did to it, and
 * the body that came of it.
 */
struct hub_version {
    const char *kind;
    const char *id;
    int64_t n;          // counts from 1 in each record; given by the store
    int64_t rev;        // what kiosks got it as; 0: they did not
    int64_t at;         // 0: before versions were kept
    const char *by;     // who; "" for the hub itself
    const char *source; // file; "" for none
    const char *action; // published planned effective draft ends ended
                        // withdrawn cancelled found
    const char *owner;  // site of kinds that belong to one, else ""
    const char *body;   // NULL: it was taken away
    int64_t live;       // rev that kiosks hold now, 0: none; only read
};

/** When a record's planned change, or its end, is due. */
struct hub_plan {
    char kind[HUB_CODE_SIZE];
    char id[HUB_ID_SIZE];
    int64_t at;
};

/** Whose eyes a page of changes is for. */
struct hub_viewer {
    const char *kiosk;
    const char *site;
};

/** A position in the change log. A new epoch voids every older cursor. */
struct hub_position {
    char epoch[HUB_UUID_SIZE];
    int64_t head; // newest committed change
};

struct hub_changes_query {
    struct hub_viewer viewer;
    int64_t after;
    int64_t born; // a deletion up to here is left out: it was never seen
    int limit;
    const char *const *kinds; // NULL: all
    size_t kind_count;
};

enum hub_kiosk_state { HUB_KIOSK_LIVE, HUB_KIOSK_LOCKED, HUB_KIOSK_WIPED };

struct hub_kiosk {
    char id[HUB_ID_SIZE];
    char site[HUB_ID_SIZE];
    char name[HUB_NAME_SIZE];
    int sign; // 1 to 9
    enum hub_kiosk_state state;
    uint8_t key[32]; // the key it signs with now
    char model[HUB_NAME_SIZE];
    char version[HUB_CODE_SIZE];
    int64_t enrolled_at;
    int64_t revoked_at;
    int64_t heard_at; // last heartbeat
    int64_t heartbeat; // its n
    bool frozen; // one of its epochs is frozen
};

/** A one-time enrolment code; only its SHA-256 is kept. */
struct hub_code {
    uint8_t hash[32];
    char site[HUB_ID_SIZE];
    char name[HUB_NAME_SIZE];
    char replace[HUB_ID_SIZE]; // "" for a new kiosk
    int64_t expires_at;
    bool used;
    uint8_t key[32]; // who used it
    char kiosk[HUB_ID_SIZE]; // what it became
};

/** One push epoch of a kiosk. */
struct hub_epoch {
    int64_t row; // 0: not stored yet
    char kiosk[HUB_ID_SIZE];
    char uuid[HUB_UUID_SIZE];
    bool frozen;
    int64_t durable; // final verdict for every seq up to here
    int64_t last_seq; // highest one stored
};

enum hub_status { HUB_OK, HUB_DUPLICATE, HUB_HELD, HUB_REJECTED };

/** One stored event with its verdict. */
struct hub_event {
    int64_t epoch; // row of its epoch
    int64_t seq;
    enum hub_status status;
    const char *code; // for held and rejected, else NULL
    uint8_t hash[32];
    const char *type;
    const char *subject;
    int64_t at; // as the kiosk dated it
    int64_t dated_at; // after the common shift of its boot
    int64_t received_at;
    int64_t boot; // row of its boot while it waits for a shift
    const char *origin_epoch; // NULL without an origin
    int64_t origin_seq;
    const char *raw; // canonical JSON; NULL for HUB_DUPLICATE
    size_t raw_len;
};

/** What is known about the clock of one boot; bases are at - up_ms. */
struct hub_boot {
    int64_t row; // 0: not stored yet
    bool has_base;
    int64_t base; // of its first event not dated by the hub's time
    bool has_hub_base;
    int64_t hub_base; // of its first event dated by the hub's time
};

struct hub_visit {
    char kiosk[HUB_ID_SIZE];
    char id[HUB_ID_SIZE];
    char service[HUB_ID_SIZE];
    char identity[HUB_CODE_SIZE];
    char talent[HUB_ID_SIZE]; // "" for none
    int64_t at;
    int64_t received_at;
    int64_t boot; // row of its boot while it waits for a shift, else 0
    int64_t ended_at;
    char reason[HUB_CODE_SIZE]; // why it ended, "" while open
};

struct hub_ticket {
    char kiosk[HUB_ID_SIZE];
    char site[HUB_ID_SIZE];
    char id[HUB_ID_SIZE];
    char visit[HUB_ID_SIZE];
    char number[HUB_CODE_SIZE];
    char service[HUB_ID_SIZE];
    char class[HUB_CODE_SIZE];
    char day[11]; // 2026-12-01
    char state[HUB_CODE_SIZE];
    char window[HUB_ID_SIZE]; // "" for none
    char slip[HUB_CODE_SIZE];
    int64_t issued_at;
    int64_t called_at;
    int64_t received_at;
    int64_t boot; // row of its boot while issued_at waits for a shift
    int64_t called_boot; // the same for called_at
};

/** One line of `talent-hub visits`; "" and 0 stand for null. */
struct hub_visit_row {
    const char *kiosk;
    const char *visit;
    const char *ticket;
    const char *number;
    const char *service;
    const char *identity;
    const char *talent;
    const char *state;
    int64_t issued_at;
    int64_t received_at;
};

/** A form that was handed in; its answers stay sealed here. */
struct hub_submission {
    const char *id;
    const char *kiosk;
    const char *site;
    const char *form;
    int64_t rev;          // of the form's record at the kiosk
    const char *service;  // "" for none
    const char *visit;    // "" for none
    const char *seal;     // which key the answers are sealed to
    const char *answers;  // base64url
    int64_t submitted_at; // as its kiosk dated it
    int64_t received_at;
    const char *attention; // why somebody must look at it, "" for nothing
    const char *field;     // of the form, where one is meant, else ""
};

struct hub_alarm {
    const char *kiosk;
    const char *code; // "fork"
    const char *detail;
    int64_t at;
};

#endif
