// SPDX-License-Identifier: Apache-2.0
#include "hub/catalogue.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "hub/catalogue_file.h"
#include "hub/link_check.h"
#include "hub/links.h"
#include "hub/publish.h"
#include "model/kind.h"
#include "util/clock.h"
#include "util/file.h"
#include "util/log.h"
#include "util/str.h"
#include "wire/effective.h"

/** What one import works with. */
struct import {
    struct hub_store *store;
    const struct catalogue_source *source;
    struct buf *complaints;
    struct catalogue_counts *counts;
    struct publish_stamp stamp;
    struct link_check *links;
    const char *path; // of the file at hand
    bool surveys;     // nothing is put yet: this is for the links
    bool judged;      // what the survey showed was complained about …
    bool late;        // … and this shows only now
    bool failed;      // without memory, where nobody can be told
};

bool
catalogue_kind(const char *name)
{
    enum kind kind;
    return kind_parse(name, &kind)
           && kind_group(kind) == KIND_GROUP_CATALOGUE;
}

/** Two records of one name: the second would silently replace the first. */
static enum err
note_record(struct import *import, const struct catalogue_record *record,
            struct fault *fault)
{
    enum err err = link_check_add(import->links, record->kind, record->id);
    if (err != ERR_CONFLICT)
        return err;
    fault_set(fault, "twice", "id", "编号重复",
              "another record of this import has the same kind and id");
    return ERR_INVALID;
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
    if (!err && !import->surveys) {
        err = publish_put(import->store, &item, &import->stamp, &outcome,
                          fault);
        import->late = err == ERR_INVALID;
    }
    buf_clear(&body);
    if (err)
        return err;
    import->counts->records++;
    import->counts->same += outcome == PUBLISH_SAME;
    import->counts->planned += outcome == PUBLISH_PLANNED;
    return ERR_OK;
}

/** A record that was not seen before in this import. */
static enum err
take_new(struct import *import, const struct catalogue_record *record,
         struct fault *fault)
{
    bool there = false;
    enum err err = note_record(import, record, fault);
    if (err)
        return err;
    // What was withdrawn stays away.
    if (import->source->keep)
        err = links_there(import->store, record->kind, record->id, true,
                          &there);
    if (!err && there)
        import->counts->kept++;
    else if (!err)
        err = put_record(import, record, fault);
    if (there || err == ERR_INVALID)
        link_check_drop(import->links, record->kind, record->id);
    return err || there
               ? err
               : link_check_note(import->links, import->path, record);
}

/** A record of the survey: put it, unless it is one to leave out. */
static enum err
take_judged(struct import *import, const struct catalogue_record *record,
            struct fault *fault)
{
    if (link_check_out(import->links, record->kind, record->id))
        return ERR_OK;
    enum err err = put_record(import, record, fault);
    // Another one of the same name is not to follow.
    if (!err)
        link_check_drop(import->links, record->kind, record->id);
    return err;
}

static enum err
take_record(const struct catalogue_record *record, struct fault *fault,
            void *userdata)
{
    struct import *import = userdata;
    if (hub_kind_scope(record->kind) == HUB_SCOPE_SITE
        && !import->source->owner) {
        fault_set(fault, "bad_kind", "kind", "该类记录属于某个站点",
                  "records of this kind belong to a site: give --site");
        return ERR_INVALID;
    }
    return import->judged ? take_judged(import, record, fault)
                          : take_new(import, record, fault);
}

static void
complain(const struct catalogue_complaint *complaint, void *userdata)
{
    struct import *import = userdata;
    if (import->judged && !import->late)
        return;
    import->late = false;
    import->counts->bad++;
    catalogue_file_explain(complaint, import->complaints);
    if (!import->judged
        && link_check_add_bad(import->links, complaint->kind, complaint->id))
        import->failed = true;
}

static enum err
take_file(struct import *import, const char *path)
{
    const struct catalogue_reader reader = {take_record, complain, import};
    const char *name = strrchr(path, '/');
    import->stamp.source = name ? name + 1 : path;
    import->path = path;
    import->counts->files++;
    return catalogue_file_read(path, import->source->kind, &reader);
}

static int
is_record_file(const struct dirent *entry)
{
    return catalogue_file_is(entry->d_name);
}

/** Complain about a path as a whole. */
static void
complain_path(struct import *import, const char *path, const char *code,
              const char *zh, const char *en)
{
    struct fault fault = {0};
    const struct catalogue_complaint complaint = {
        .path = path, .fault = &fault, .kind = "", .id = ""};
    fault_set(&fault, code, "", zh, en);
    complain(&complaint, import);
}

static void
complain_folder(struct import *import, const char *folder, bool many)
{
    complain_path(import, folder, "missing", "没有可导入的文件",
                  many ? "there are more than 20,000 files in it"
                       : "there is no *.json and no *.md file in it");
}

/** A file of a folder; a pipe there would keep everybody waiting. */
static enum err
take_entry(struct import *import, const char *path)
{
    struct stat status;
    if (stat(path, &status) || S_ISREG(status.st_mode))
        return take_file(import, path);
    complain_path(import, path, "unreadable", "不是普通文件",
                  "this is no file of records");
    return ERR_OK;
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
            err = take_entry(import, path);
        free(names[i]);
    }
    free(names);
    return err;
}

static enum err
take_all(struct import *import, bool folder)
{
    const char *path = import->source->path;
    return folder ? take_folder(import, path) : take_file(import, path);
}

/** Read, judge the links and, where that was only a survey, put what is
 * good. */
static enum err
run(struct import *import, bool folder)
{
    const struct catalogue_reader reader = {take_record, complain, import};
    enum err err = take_all(import, folder);
    if (import->failed)
        err = ERR_NO_MEMORY;
    if (!err)
        err = link_check_judge(import->links, &reader);
    if (err || !import->surveys)
        return err;
    *import->counts = (struct catalogue_counts){.bad = import->counts->bad,
                                                .kept = import->counts->kept};
    import->surveys = false;
    import->judged = true;
    return take_all(import, folder);
}

enum err
catalogue_import(struct hub_store *store,
                 const struct catalogue_source *source,
                 struct buf *complaints, struct catalogue_counts *out)
{
    memset(out, 0, sizeof(*out));
    struct stat status;
    // Links to what somebody took away are no reason to set up no hub.
    const struct link_rules rules = {store, source->keep || source->draft,
                                     source->skip_bad};
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
        .surveys = source->skip_bad,
    };
    if (stat(source->path, &status))
        return errno == ENOENT ? ERR_NOT_FOUND : ERR_IO;
    import.links = link_check_create(&rules);
    enum err err = import.links ? run(&import, S_ISDIR(status.st_mode))
                                : ERR_NO_MEMORY;
    link_check_free(import.links);
    if (!err && out->bad > 0 && !source->skip_bad)
        err = ERR_INVALID;
    return err;
}
