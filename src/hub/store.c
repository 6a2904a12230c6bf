// SPDX-License-Identifier: Apache-2.0
#include "hub/store.h"

#include "hub/store_sqlite.h"
#include "util/log.h"
#include "util/str.h"

#define SQLITE_SCHEME "sqlite:"

static const char *
sqlite_path(const char *spec)
{
    if (spec == NULL || !str_starts(spec, SQLITE_SCHEME))
        return NULL;
    const char *path = spec + sizeof(SQLITE_SCHEME) - 1;
    return path[0] != '\0' ? path : NULL;
}

enum err
hub_store_open(const char *spec, struct hub_store **out)
{
    *out = NULL;
    const char *path = sqlite_path(spec);
    if (path == NULL) {
        LOGE("store: not a store: expected sqlite:PATH");
        return ERR_INVALID;
    }
    return sqlite_open(path, out);
}

void
hub_store_close(struct hub_store *store)
{
    if (store != NULL)
        store->ops->close(store);
}

enum err
hub_store_keys_dir(const char *spec, char *out, size_t size)
{
    const char *path = sqlite_path(spec);
    if (path == NULL || !str_format(out, size, "%s-keys", path))
        return ERR_INVALID;
    return ERR_OK;
}

enum hub_scope
hub_kind_scope(const char *kind)
{
    static const char *const by_site[] = {"talent", "staff",  "appointment",
                                          "ticket", "case", "setting"};
    for (size_t i = 0; i < sizeof(by_site) / sizeof(by_site[0]); i++) {
        if (str_equal(kind, by_site[i]))
            return HUB_SCOPE_SITE;
    }
    return str_equal(kind, "command") ? HUB_SCOPE_KIOSK : HUB_SCOPE_ALL;
}
