// SPDX-License-Identifier: Apache-2.0
#include "hub/catalogue.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "hub/catalogue_file.h"
#include "hub/publish.h"
#include "model/kind.h"
#include "util/clock.h"
#include "util/file.h"
#include "util/log.h"
#include "util/str.h"
#include "wire/effective.h"

#define NAME_SIZE (HUB_CODE_SIZE + HUB_ID_SIZE)

/** What one import works with. */
struct import {
    struct hub_store *store;
    const struct catalogue_source *source;
    struct buf *complaints;
    struct catalogue_counts *counts;
    struct publish_stamp stamp;
    char **seen; // "kind id" of every record, sorted; owned
    size_t seen_count, seen_size;
};

bool
catalogue_kind(const char *name)
{
    enum kind kind;
    return kind_parse(name, &kind)
           && kind_group(kind) == KIND_GROUP_CATALOGUE;
}

/** The place of a name among those seen; `there` when it is one of them. */
static size_t
seen_place(const struct import *import, const char *name, bool *there)
{
    size_t low = 0, high = import->seen_count;
    *there = false;
    while (low < high && !*there) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(name, import->seen[middle]);
        *there = order == 0;
        if (order > 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool
seen_grow(struct import *import)
{
    if (import->seen_count < import->seen_size)
        return true;
    size_t size = import->seen_size ? import->seen_size * 2 : 256;
    char **grown = realloc(import->seen, size * sizeof(*grown));
    if (!grown)
        return false;
    import->seen = grown;
    import->seen_size = size;
    return true;
}

/** Two records of one name: the second would silently replace the first. */
static enum err
note_seen(struct import *import, const struct catalogue_record *record,
          struct fault *fault)
{
    char name[NAME_SIZE];
    bool there;
    str_format(name, sizeof(name), "%s %s", record->kind, record->id);
    size_t at = seen_place(import, name, &there);
    if (there) {
        fault_set(fault, "twice", "id", "编号重复",
                  "another record of this import has the same kind and id");
        return ERR_INVALID;
    }
    char *copy = str_dup(name);
    if (!copy || !seen_grow(import)) {
        free(copy);
        return ERR_NO_MEMORY;
    }
    memmove(import->seen + at + 1, import->seen + at,
            (import->seen_count - at) * sizeof(*import->seen));
    import->seen[at] = copy;
    import->seen_count++;
    return ERR_OK;
}

static void
seen_clear(struct import *import)
{
    for (size_t i = 0; i < import->seen_count; i++)
        free(import->seen[i]);
    free(import->seen);
}

static enum err
ignore_version(const struct hub_version *version, void *userdata)
{
    (void)version;
    (void)userdata;
    return ERR_OK;
}

/** Was the record ever there? What was withdrawn stays away. */
static enum err
was_there(struct import *import, const struct catalogue_record *record,
          bool *out)
{
    enum err err = import->store->ops->version_get(
        import->store, record->kind, record->id, 1, ignore_version, NULL);
    *out = err == ERR_OK;
    return err == ERR_NOT_FOUND ? ERR_OK : err;
}

/** The body with the time that the import was given. */
static enum err
dated_body(const struct import *import, const struct catalogue_record *record,
           struct buf *out)
{
    const struct effective_change change = {.from = &import->source->at};
    if (import->source->at != 0)
        return effective_set(record->body, strlen(record->body), &change,
                             out);
    return buf_add_str(out, record->body) ? ERR_OK : ERR_NO_MEMORY;
}

static enum err
put_record(struct import *import, const struct catalogue_record *record,
           struct fault *fault)
{
    struct buf body;
    struct effective times;
    enum publish_outcome outcome = PUBLISH_SAME;
    buf_init(&body, HUB_RECORD_MAX);
    enum err err = dated_body(import, record, &body);
    const struct publish_item item = {
        .kind = record->kind,
        .id = record->id,
        .owner = import->source->owner,
        .body = buf_text(&body),
        .draft = import->source->draft,
    };
    // The given time may not fit what the body says of its end.
    if (!err)
        err = effective_read(item.body, body.len, &times, fault);
    if (!err)
        err = publish_put(import->store, &item, &import->stamp, &outcome,
                          fault);
    buf_clear(&body);
    if (err)
        return err;
    import->counts->records++;
    import->counts->same += outcome == PUBLISH_SAME;
    import->counts->planned += outcome == PUBLISH_PLANNED;
    return ERR_OK;
}

static enum err
take_record(const struct catalogue_record *record, struct fault *fault,
            void *userdata)
{
    struct import *import = userdata;
    bool there = false;
    if (hub_kind_scope(record->kind) == HUB_SCOPE_SITE
        && !import->source->owner) {
        fault_set(fault, "bad_kind", "kind", "该类记录属于某个站点",
                  "records of this kind belong to a site: give --site");
        return ERR_INVALID;
    }
    enum err err = note_seen(import, record, fault);
    if (!err && import->source->keep)
        err = was_there(import, record, &there);
    if (!err && there)
        import->counts->kept++;
    else if (!err)
        err = put_record(import, record, fault);
    return err;
}

static void
complain(const struct catalogue_complaint *complaint, void *userdata)
{
    struct import *import = userdata;
    import->counts->bad++;
    catalogue_file_explain(complaint, import->complaints);
}

static enum err
take_file(struct import *import, const char *path)
{
    const struct catalogue_reader reader = {take_record, complain, import};
    const char *name = strrchr(path, '/');
    import->stamp.source = name ? name + 1 : path;
    import->counts->files++;
    return catalogue_file_read(path, import->source->kind, &reader);
}

static int
is_record_file(const struct dirent *entry)
{
    return catalogue_file_is(entry->d_name);
}

static void
complain_folder(struct import *import, const char *folder, bool many)
{
    struct fault fault = {0};
    const struct catalogue_complaint complaint = {.path = folder,
                                                  .fault = &fault};
    fault_set(&fault, "missing", "", "没有可导入的文件",
              many ? "there are more than 20,000 files in it"
                   : "there is no *.json and no *.md file in it");
    complain(&complaint, import);
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
        complain_folder(import, folder, count > 0);
    for (int i = 0; i < count; i++) {
        char path[FILE_PATH_SIZE];
        if (!err && !file_join(path, sizeof(path), folder,
                               names[i]->d_name))
            err = ERR_INVALID;
        if (!err && count <= CATALOGUE_FILES_MAX)
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
    struct stat status;
    struct import import = {
        .store = store,
        .source = source,
        .complaints = complaints,
        .counts = out,
        .stamp = {
            .by = source->by ? source->by : "",
            .source = "",
            .now = clock_now_ms(),
        },
    };
    if (stat(source->path, &status))
        return errno == ENOENT ? ERR_NOT_FOUND : ERR_IO;
    enum err err = S_ISDIR(status.st_mode) ? take_folder(&import, source->path)
                                           : take_file(&import, source->path);
    seen_clear(&import);
    if (!err && out->bad > 0 && !source->skip_bad)
        err = ERR_INVALID;
    return err;
}
