// SPDX-License-Identifier: Apache-2.0
#include "hub/kiosks.h"

#include <string.h>

#include "util/base64.h"
#include "util/buf.h"
#include "util/clock.h"
#include "util/hash.h"
#include "util/id.h"
#include "util/log.h"
#include "util/str.h"

#define CODE_BYTES 16

/** What stands at a site before one more kiosk comes. */
struct census {
    const char *except; // the kiosk that is replaced, or ""
    int live;
    int highest; // number behind the site in the ids of its kiosks
    bool live_signs[HUB_SITE_KIOSKS + 1];
    int64_t left_at[HUB_SITE_KIOSKS + 1]; // when a sign was last given up
    const char *site;
};

static int
number_of(const char *id, const char *site)
{
    int64_t number;
    size_t len = strlen(site);
    if (strncmp(id, site, len) != 0 || id[len] != '-' ||
        !str_parse_int(id + len + 1, 1, 999999, &number))
        return 0;
    return (int)number;
}

static enum err
census_add(const struct hub_kiosk *kiosk, void *userdata)
{
    struct census *census = userdata;
    int number = number_of(kiosk->id, census->site);
    if (number > census->highest)
        census->highest = number;
    if (str_equal(kiosk->id, census->except) || kiosk->sign < 1 ||
        kiosk->sign > HUB_SITE_KIOSKS)
        return ERR_OK;
    if (kiosk->state == HUB_KIOSK_LIVE) {
        census->live++;
        census->live_signs[kiosk->sign] = true;
    } else if (kiosk->revoked_at > census->left_at[kiosk->sign]) {
        census->left_at[kiosk->sign] = kiosk->revoked_at;
    }
    return ERR_OK;
}

static enum err
census_take(struct hub_store *store, const char *site, const char *except,
            struct census *out)
{
    memset(out, 0, sizeof(*out));
    out->site = site;
    out->except = except;
    return store->ops->kiosk_each(store, site, census_add, out);
}

/** A free sign, the longest unused first: its numbers are forgotten. */
static int
sign_free(const struct census *census)
{
    int best = 0;
    for (int sign = 1; sign <= HUB_SITE_KIOSKS; sign++) {
        if (census->live_signs[sign])
            continue;
        if (best == 0 || census->left_at[sign] < census->left_at[best])
            best = sign;
    }
    return best;
}

/** The site record gets the new number of live kiosks. */
static enum err
site_touch(struct hub_store *store, const char *site)
{
    struct buf body;
    buf_init(&body, HUB_RECORD_MAX);
    enum err err = store->ops->record_get(store, "site", site, &body);
    if (err == ERR_OK) {
        struct hub_record record = {
            .kind = "site",
            .id = site,
            .body = buf_text(&body),
        };
        err = store->ops->record_put(store, &record);
    }
    buf_clear(&body);
    return err == ERR_NOT_FOUND ? ERR_OK : err;
}

static enum err
end_transaction(struct hub_store *store, enum err err)
{
    if (err == ERR_OK)
        return store->ops->commit(store);
    store->ops->rollback(store);
    return err;
}

static enum err
site_exists(struct hub_store *store, const char *site)
{
    struct buf body;
    if (!id_valid(site))
        return ERR_NOT_FOUND;
    buf_init(&body, HUB_RECORD_MAX);
    enum err err = store->ops->record_get(store, "site", site, &body);
    buf_clear(&body);
    return err;
}

static enum err
code_prepare(struct hub_store *store, const char *replace,
             struct hub_code *code)
{
    struct hub_kiosk kiosk;
    if (replace != NULL) {
        enum err err = store->ops->kiosk_get(store, replace, &kiosk);
        if (err != ERR_OK)
            return err;
        str_copy(code->replace, sizeof(code->replace), kiosk.id);
        str_copy(code->site, sizeof(code->site), kiosk.site);
        if (code->name[0] == '\0')
            str_copy(code->name, sizeof(code->name), kiosk.name);
    }
    enum err err = site_exists(store, code->site);
    if (err != ERR_OK)
        return err;
    struct census census;
    err = census_take(store, code->site, code->replace, &census);
    if (err == ERR_OK && census.live >= HUB_SITE_KIOSKS)
        err = ERR_CONFLICT;
    return err;
}

/** A fresh code; never one that a command line takes for an option. */
static bool
code_make(char code[HUB_CODE_TEXT_SIZE])
{
    uint8_t secret[CODE_BYTES];
    bool made;
    do {
        id_random(secret, sizeof(secret));
        made = base64url_encode(secret, sizeof(secret), code,
                                HUB_CODE_TEXT_SIZE);
    } while (made && code[0] == '-');
    secret_wipe(secret, sizeof(secret));
    return made;
}

enum err
hub_kiosk_add(struct hub_store *store, const char *site, const char *name,
              const char *replace, char code[HUB_CODE_TEXT_SIZE])
{
    struct hub_code row = {0};
    if (!str_copy(row.name, sizeof(row.name), name) ||
        (replace == NULL && !str_copy(row.site, sizeof(row.site), site)))
        return ERR_INVALID;
    enum err err = store->ops->begin(store, true);
    if (err != ERR_OK)
        return err;
    err = code_prepare(store, replace, &row);
    if (!code_make(code))
        err = ERR_BUG;
    hash_sha256(code, strlen(code), row.hash);
    row.expires_at = clock_now_ms() + HUB_CODE_LIFE_MS;
    if (err == ERR_OK)
        err = store->ops->code_put(store, &row);
    return end_transaction(store, err);
}

/** Fills `kiosk` with what enrolling this code makes of it. */
static enum err
kiosk_shape(struct hub_store *store, const struct hub_code *code,
            enum hub_enrol_result *result, struct hub_kiosk *kiosk)
{
    struct census census;
    enum err err = census_take(store, code->site, code->replace, &census);
    if (err != ERR_OK)
        return err;
    if (census.live >= HUB_SITE_KIOSKS) {
        *result = HUB_ENROL_SITE_FULL;
        return ERR_OK;
    }
    memset(kiosk, 0, sizeof(*kiosk));
    if (code->replace[0] != '\0') {
        err = store->ops->kiosk_get(store, code->replace, kiosk);
        // its sign may have gone to another one while it was revoked
        if (err == ERR_OK && census.live_signs[kiosk->sign])
            kiosk->sign = sign_free(&census);
    } else {
        str_copy(kiosk->site, sizeof(kiosk->site), code->site);
        kiosk->sign = sign_free(&census);
        if (!str_format(kiosk->id, sizeof(kiosk->id), "%s-%d", code->site,
                        census.highest + 1))
            err = ERR_INVALID;
    }
    *result = HUB_ENROL_OK;
    return err;
}

static enum err
code_use(struct hub_store *store, const struct hub_enrol_request *request,
         struct hub_code *code, enum hub_enrol_result *result,
         struct hub_kiosk *out)
{
    enum err err = kiosk_shape(store, code, result, out);
    if (err != ERR_OK || *result != HUB_ENROL_OK)
        return err;
    out->state = HUB_KIOSK_LIVE;
    out->revoked_at = 0;
    out->enrolled_at = clock_now_ms();
    out->heartbeat = -1; // a new store counts anew, maybe from 0
    memcpy(out->key, request->key, sizeof(out->key));
    str_copy(out->name, sizeof(out->name), code->name);
    str_copy(out->model, sizeof(out->model), request->model);
    str_copy(out->version, sizeof(out->version), request->version);
    code->used = true;
    memcpy(code->key, request->key, sizeof(code->key));
    str_copy(code->kiosk, sizeof(code->kiosk), out->id);
    err = store->ops->kiosk_put(store, out);
    if (err == ERR_OK)
        err = store->ops->code_put(store, code);
    return err == ERR_OK ? site_touch(store, out->site) : err;
}

static enum err
enrol_inside(struct hub_store *store, const struct hub_enrol_request *request,
             enum hub_enrol_result *result, struct hub_kiosk *out)
{
    uint8_t hash[HASH_SIZE];
    struct hub_code code;
    hash_sha256(request->code, strlen(request->code), hash);
    enum err err = store->ops->code_get(store, hash, &code);
    if (err == ERR_NOT_FOUND) {
        *result = HUB_ENROL_CODE_UNKNOWN;
        return ERR_OK;
    }
    if (err != ERR_OK)
        return err;
    bool same = hash_equal(code.key, request->key, sizeof(code.key));
    if (code.used && !same) {
        *result = HUB_ENROL_CODE_USED;
        return ERR_OK;
    }
    if (clock_now_ms() >= code.expires_at) {
        *result = HUB_ENROL_CODE_EXPIRED;
        return ERR_OK;
    }
    if (!code.used)
        return code_use(store, request, &code, result, out);
    *result = HUB_ENROL_OK;
    return store->ops->kiosk_get(store, code.kiosk, out);
}

enum err
hub_kiosk_enrol(struct hub_store *store,
                const struct hub_enrol_request *request,
                enum hub_enrol_result *result, struct hub_kiosk *out)
{
    enum err err = store->ops->begin(store, true);
    if (err != ERR_OK)
        return err;
    return end_transaction(store, enrol_inside(store, request, result, out));
}

enum err
hub_kiosk_revoke(struct hub_store *store, const char *id, bool wipe)
{
    struct hub_kiosk kiosk;
    enum hub_kiosk_state state = wipe ? HUB_KIOSK_WIPED : HUB_KIOSK_LOCKED;
    enum err err = store->ops->begin(store, true);
    if (err != ERR_OK)
        return err;
    err = store->ops->kiosk_get(store, id, &kiosk);
    if (err == ERR_OK &&
        (kiosk.state == state || kiosk.state == HUB_KIOSK_WIPED))
        err = ERR_CONFLICT;
    if (err == ERR_OK) {
        kiosk.state = state;
        kiosk.revoked_at = clock_now_ms();
        err = store->ops->kiosk_put(store, &kiosk);
    }
    if (err == ERR_OK)
        err = site_touch(store, kiosk.site);
    return end_transaction(store, err);
}

const char *
hub_kiosk_state_name(enum hub_kiosk_state state)
{
    switch (state) {
    case HUB_KIOSK_LIVE:
        return "live";
    case HUB_KIOSK_LOCKED:
        return "locked";
    case HUB_KIOSK_WIPED:
        break;
    }
    return "wiped";
}
