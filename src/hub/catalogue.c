// SPDX-License-Identifier: Apache-2.0
#include "hub/catalogue.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "model/kind.h"
#include "util/file.h"
#include "util/id.h"
#include "util/log.h"
#include "util/str.h"
#include "wire/json.h"
#include "wire/record.h"

/** What one import works with. */
struct import {
    struct hub_store *store;
    const struct catalogue_source *source;
    struct buf *complaints;
    struct catalogue_counts *counts;
    bool bad; // a complaint was made
};

static void
complain(struct import *import, const char *path, const char *field,
         const char *why)
{
    import->bad = true;
    buf_addf(import->complaints, "%s: %s%s%s\n", path, field,
             field[0] ? ": " : "", why);
}

bool
catalogue_kind(const char *name)
{
    enum kind kind;
    return kind_parse(name, &kind)
           && kind_group(kind) == KIND_GROUP_CATALOGUE;
}

static enum err
put_record(struct import *import, const char *kind, const char *id,
           const struct buf *body)
{
    struct hub_store *store = import->store;
    if (import->source->keep) {
        struct buf before;
        buf_init(&before, HUB_RECORD_MAX);
        enum err err = store->ops->record_get(store, kind, id, &before);
        buf_clear(&before);
        if (err == ERR_OK) {
            import->counts->kept++;
            return ERR_OK;
        }
        if (err != ERR_NOT_FOUND)
            return err;
    }
    struct hub_record record = {
        .kind = kind,
        .id = id,
        .scope = hub_kind_scope(kind),
        .owner = import->source->owner,
        .body = buf_text(body),
    };
    if (record.scope == HUB_SCOPE_ALL)
        record.owner = NULL;
    import->counts->records++;
    return store->ops->record_put(store, &record);
}

/** Kind and id of a record, complained about when they are not right. */
static bool
read_head(struct import *import, const char *path,
          const struct json_node *node, const char **kind, const char **id)
{
    struct json_node kind_node = json_at(node, "kind");
    struct json_node id_node = json_at(node, "id");
    if (json_text(&kind_node, 64, kind) || json_text(&id_node, 64, id)) {
        complain(import, path, node->fault->field, node->fault->en);
        return false;
    }
    const char *asked = import->source->kind;
    if (!catalogue_kind(*kind))
        complain(import, path, "kind", "no kind of the catalogue");
    else if (asked && !str_equal(asked, *kind))
        complain(import, path, "kind", "not the kind that was asked for");
    else if (!id_valid(*id))
        complain(import, path, "id", "1 to 64 letters, digits, . _ : -");
    else if (hub_kind_scope(*kind) == HUB_SCOPE_SITE
             && !import->source->owner)
        complain(import, path, "kind",
                 "records of this kind belong to a site: give --site");
    else
        return true;
    return false;
}

static enum err
take_record(struct import *import, const char *path,
            const struct json_node *node)
{
    const char *kind;
    const char *id;
    if (!read_head(import, path, node, &kind, &id))
        return ERR_OK;
    struct json_node body_node = json_at(node, "body");
    struct fault fault = {0};
    struct buf body;
    buf_init(&body, HUB_RECORD_MAX);
    enum err err = ERR_OK;
    if (json_missing(&body_node))
        complain(import, path, "body", "it is missing");
    else if (json_canonical(body_node.value, &body))
        complain(import, path, "body",
                 "over 256 KiB, or a number that is not an integer");
    else if (record_check(kind, id, buf_text(&body), body.len, &fault))
        complain(import, path, fault.field, fault.en);
    else
        err = put_record(import, kind, id, &body);
    buf_clear(&body);
    return err;
}

static enum err
take_document(struct import *import, const char *path,
              const struct json_t *json)
{
    struct fault fault = {0};
    struct json_node root = json_root(json, &fault);
    size_t count = json_count(&root);
    if (count == 0)
        return take_record(import, path, &root);
    for (size_t i = 0; i < count; i++) {
        struct json_node item = json_item(&root, i);
        memset(&fault, 0, sizeof(fault));
        enum err err = take_record(import, path, &item);
        if (err)
            return err;
    }
    return ERR_OK;
}

static enum err
take_file(struct import *import, const char *path)
{
    struct buf text;
    buf_init(&text, CATALOGUE_FILE_MAX);
    enum err err = file_read(path, CATALOGUE_FILE_MAX, &text);
    struct json_t *json = NULL;
    struct fault fault = {0};
    import->counts->files++;
    if (err == ERR_INVALID) {
        complain(import, path, "", "larger than 1 MiB");
        err = ERR_OK;
    } else if (!err && json_parse(buf_text(&text), text.len, &json, &fault)) {
        complain(import, path, fault.field, fault.en);
        err = ERR_OK;
    } else if (!err) {
        err = take_document(import, path, json);
    }
    json_free(json);
    buf_clear(&text);
    return err;
}

static int
is_record_file(const struct dirent *entry)
{
    return entry->d_name[0] != '.' && str_ends(entry->d_name, ".json");
}

static enum err
take_folder(struct import *import, const char *folder)
{
    struct dirent **names = NULL;
    int count = scandir(folder, &names, is_record_file, alphasort);
    if (count < 0) {
        LOGE("catalogue: %s: %s", folder, strerror(errno));
        return ERR_IO;
    }
    enum err err = ERR_OK;
    if (count == 0 || count > CATALOGUE_FILES_MAX)
        complain(import, folder, "", count ? "too many files"
                                           : "no *.json file in it");
    for (int i = 0; i < count; i++) {
        char path[FILE_PATH_SIZE];
        if (!err && !file_join(path, sizeof(path), folder,
                               names[i]->d_name))
            err = ERR_INVALID;
        if (!err)
            err = take_file(import, path);
        free(names[i]);
    }
    free(names);
    return err;
}

enum err
catalogue_import(struct hub_store *store,
                 const struct catalogue_source *source,
                 struct buf *complaints, struct catalogue_counts *out)
{
    memset(out, 0, sizeof(*out));
    struct import import = {store, source, complaints, out, false};
    struct stat status;
    if (stat(source->path, &status))
        return errno == ENOENT ? ERR_NOT_FOUND : ERR_IO;
    enum err err = S_ISDIR(status.st_mode) ? take_folder(&import, source->path)
                                           : take_file(&import, source->path);
    if (!err && import.bad)
        err = ERR_INVALID;
    return err;
}
