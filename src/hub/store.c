// SPDX-License-Identifier: Apache-2.0
#include "hub/store.h"

#include "hub/store_sqlite.h"
#include "model/kind.h"
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
    enum err err = sqlite_open(path, out);
    if (err == ERR_OK)
        err = hub_store_keys_dir(spec, (*out)->keys_dir,
                                 sizeof((*out)->keys_dir));
    if (err != ERR_OK) {
        hub_store_close(*out);
        *out = NULL;
    }
    return err;
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
    enum kind known;
    if (!kind_parse(kind, &known))
        return HUB_SCOPE_ALL;
    switch (kind_scope(known)) {
    case KIND_SCOPE_SITE:
        return HUB_SCOPE_SITE;
    case KIND_SCOPE_KIOSK:
        return HUB_SCOPE_KIOSK;
    case KIND_SCOPE_ALL:
        break;
    }
    return HUB_SCOPE_ALL;
}
