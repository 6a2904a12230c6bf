// SPDX-License-Identifier: Apache-2.0
#include "hub/version.h"

#include <string.h>

#include "util/str.h"

static void
copy_init(struct version_copy *copy)
{
    memset(copy, 0, sizeof(*copy));
    buf_init(&copy->body, HUB_RECORD_MAX);
}

static enum err
copy_version(const struct hub_version *version, void *userdata)
{
    struct version_copy *copy = userdata;
    if (!version->body)
        return ERR_NOT_FOUND;
    copy->n = version->n;
    if (!str_copy(copy->owner, sizeof(copy->owner), version->owner))
        return ERR_IO;
    return buf_add_str(&copy->body, version->body) ? ERR_OK : ERR_NO_MEMORY;
}

enum err
version_load(struct hub_store *store, const char *kind, const char *id,
             int64_t n, struct version_copy *out)
{
    struct hub_record_place place;
    copy_init(out);
    if (n != 0)
        return store->ops->version_get(store, kind, id, n, copy_version, out);
    enum err err = store->ops->record_place(store, kind, id, &place);
    if (!err)
        err = store->ops->record_get(store, kind, id, &out->body);
    if (!err)
        str_copy(out->owner, sizeof(out->owner), place.owner);
    return err;
}

/** The walk goes from the newest on, and ends at the first with a body. */
static enum err
copy_first(const struct hub_version *version, void *userdata)
{
    if (!version->body)
        return ERR_OK;
    enum err err = copy_version(version, userdata);
    return err ? err : ERR_CONFLICT;
}

enum err
version_load_newest(struct hub_store *store, const char *kind,
                    const char *id, struct version_copy *out)
{
    copy_init(out);
    enum err err = store->ops->version_each(store, kind, id, copy_first, out);
    if (err == ERR_CONFLICT)
        return ERR_OK;
    return err ? err : ERR_NOT_FOUND;
}

void
version_copy_clear(struct version_copy *copy)
{
    buf_clear(&copy->body);
    memset(copy, 0, sizeof(*copy));
}
