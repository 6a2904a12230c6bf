// SPDX-License-Identifier: Apache-2.0
#include "store/catalogue.h"

#include <dirent.h>
#include <errno.h>
#include <string.h>

#include "store/changes.h"
#include "store/db.h"
#include "store/handle.h"
#include "store/records.h"
#include "store/search_index.h"
#include "util/buf.h"
#include "util/file.h"
#include "util/id.h"
#include "util/log.h"
#include "util/str.h"
#include "wire/change.h"
#include "wire/json.h"
#include "wire/record.h"

#define BUILT_IN_KEY "built_in"

// Writing a record costs less than reading its file, so that one set is
// filled in one go and shown as it is committed.
struct loading {
    struct store *store;
    int64_t set_no;
    size_t loaded;
};

static enum err
keep(struct loading *loading, const struct json_node *root)
{
    struct json_node kind_node = json_at(root, "kind");
    struct json_node id_node = json_at(root, "id");
    struct json_node body_node = json_at(root, "body");
    struct record_row row = {0};
    struct buf body;
    enum err err = json_text(&kind_node, CHANGE_KIND_SIZE - 1, &row.kind);

    if (err == ERR_OK) {
        err = json_text(&id_node, ID_SIZE - 1, &row.id);
    }
    if (err != ERR_OK) {
        return err;
    }
    buf_init(&body, CHANGE_MAX_RECORD);
    err = body_node.value ? json_canonical(body_node.value, &body)
                          : ERR_INVALID;
    if (err == ERR_OK) {
        row.body = body.data;
        row.len = body.len;
        err = record_check(row.kind, row.id, row.body, row.len,
                           root->fault);
    }
    if (err == ERR_OK) {
        err = records_put(loading->store, loading->set_no, &row);
    }
    if (err == ERR_OK) {
        err = records_show(loading->store, row.kind, loading->set_no);
    }
    buf_clear(&body);
    return err;
}

// A file that cannot be used is told and left out; the others stand.
static enum err
load_file(struct loading *loading, const char *path)
{
    struct json_t *json = NULL;
    struct fault fault = {0};
    struct json_node root;
    struct buf text;
    enum err err;

    buf_init(&text, CHANGE_MAX_RECORD);
    err = file_read(path, CHANGE_MAX_RECORD, &text);
    if (err == ERR_OK) {
        err = json_parse(text.data, text.len, &json, &fault);
    }
    if (err == ERR_OK) {
        root = json_root(json, &fault);
        err = keep(loading, &root);
    }
    if (err == ERR_INVALID) {
        LOGW("store: %s: %s: %s", path, fault.field, fault.en);
        err = ERR_OK;
    } else if (err == ERR_OK) {
        loading->loaded++;
    }
    json_free(json);
    buf_clear(&text);
    return err;
}

static enum err
load_folder(struct loading *loading, const char *folder)
{
    char path[FILE_PATH_SIZE];
    DIR *stream = opendir(folder);
    struct dirent *entry;
    enum err err = ERR_OK;

    if (!stream) {
        LOGE("store: open %s: %s", folder, strerror(errno));
        return errno == ENOENT ? ERR_NOT_FOUND : ERR_IO;
    }
    while (err == ERR_OK && (entry = readdir(stream)) != NULL) {
        if (entry->d_name[0] == '.' || !str_ends(entry->d_name, ".json")) {
            continue;
        }
        if (file_join(path, sizeof(path), folder, entry->d_name)) {
            err = load_file(loading, path);
        }
    }
    (void)closedir(stream);
    return err;
}

static enum err
load(struct loading *loading, const char *folder)
{
    bool more = true;
    enum err err = records_new_set(loading->store, &loading->set_no);

    if (err == ERR_OK) {
        err = load_folder(loading, folder);
    }
    if (err == ERR_OK && loading->loaded == 0) {
        LOGE("store: no records in %s", folder);
        err = ERR_NOT_FOUND;
    }
    while (err == ERR_OK && more) {
        err = search_index_work(loading->store, SEARCH_INDEX_ROWS, &more);
    }
    if (err == ERR_OK) {
        err = version_bump_records(loading->store);
    }
    return err == ERR_OK
             ? setting_set(loading->store, BUILT_IN_KEY, TALENT_VERSION)
             : err;
}

enum err
catalogue_load_built_in(struct store *store, const char *folder)
{
    struct loading loading = {.store = store};
    char version[32] = "";
    int64_t pulled;
    enum err err = counter_get(store, COUNTER_PULLED, &pulled);

    // Once the hub's records are shown, the built-in ones are not wanted.
    if (err != ERR_OK || pulled) {
        return err;
    }
    err = setting_get(store, BUILT_IN_KEY, version, sizeof(version));
    if (err == ERR_OK && str_equal(version, TALENT_VERSION)) {
        return ERR_OK;
    }
    if (err != ERR_OK && err != ERR_NOT_FOUND) {
        return err;
    }
    err = db_begin(store->db);
    if (err == ERR_OK) {
        err = db_end(store->db, load(&loading, folder));
    }
    return err == ERR_OK ? records_sweep(store) : err;
}
