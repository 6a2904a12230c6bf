// SPDX-License-Identifier: Apache-2.0
#include "hub/link_check.h"

#include <stdlib.h>
#include <string.h>

#include "hub/links.h"
#include "util/log.h"
#include "util/str.h"
#include "wire/links.h"

#define NAME_SIZE (HUB_CODE_SIZE + HUB_ID_SIZE)
#define LINKS_MAX 200000

/** A record of the import. */
struct entry {
    char name[NAME_SIZE]; // "kind id"
    bool out;
};

/** A link that could not be found good while its record was read. */
struct loose {
    struct loose *next; // owned
    const char *to;     // kind, static
    char from_kind[HUB_CODE_SIZE];
    char from_id[HUB_ID_SIZE];
    char to_id[HUB_ID_SIZE];
    char field[FAULT_FIELD_SIZE];
    char *path; // owned
    struct place place;
    bool told;
};

struct link_check {
    const struct link_rules *rules;
    struct entry **entries; // owned, sorted by name
    size_t count, size;
    struct loose *first, **last;
    size_t loose_count;
    bool blind; // a file could not be read: its records are not known
};

/** What a record's links are noted with. */
struct noting {
    struct link_check *check;
    const char *path;
    const struct catalogue_record *record;
};

struct link_check *
link_check_create(const struct link_rules *rules)
{
    struct link_check *check = calloc(1, sizeof(*check));
    if (check) {
        check->rules = rules;
        check->last = &check->first;
    }
    return check;
}

void
link_check_free(struct link_check *check)
{
    if (!check)
        return;
    for (size_t i = 0; i < check->count; i++)
        free(check->entries[i]);
    free(check->entries);
    while (check->first) {
        struct loose *next = check->first->next;
        free(check->first->path);
        free(check->first);
        check->first = next;
    }
    free(check);
}

static void
name_of(const char *kind, const char *id, char out[NAME_SIZE])
{
    str_format(out, NAME_SIZE, "%s %s", kind, id);
}

/** The place of a name; `there` when it is one of the import's. */
static size_t
entry_place(const struct link_check *check, const char *name, bool *there)
{
    size_t low = 0, high = check->count;
    *there = false;
    while (low < high && !*there) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(name, check->entries[middle]->name);
        *there = order == 0;
        if (order > 0)
            low = middle + 1;
        else
            high = middle;
        if (*there)
            low = middle;
    }
    return low;
}

static struct entry *
entry_find(const struct link_check *check, const char *kind, const char *id)
{
    char name[NAME_SIZE];
    bool there;
    name_of(kind, id, name);
    size_t at = entry_place(check, name, &there);
    return there ? check->entries[at] : NULL;
}

static enum err
entry_insert(struct link_check *check, const char *kind, const char *id,
             bool out)
{
    bool there;
    if (check->count == check->size) {
        size_t size = check->size ? check->size * 2 : 256;
        struct entry **grown = realloc(check->entries,
                                       size * sizeof(struct entry *));
        if (!grown)
            return ERR_NO_MEMORY;
        check->entries = grown;
        check->size = size;
    }
    struct entry *entry = calloc(1, sizeof(*entry));
    if (!entry)
        return ERR_NO_MEMORY;
    name_of(kind, id, entry->name);
    entry->out = out;
    size_t at = entry_place(check, entry->name, &there);
    memmove(check->entries + at + 1, check->entries + at,
            (check->count - at) * sizeof(struct entry *));
    check->entries[at] = entry;
    check->count++;
    return ERR_OK;
}

enum err
link_check_add(struct link_check *check, const char *kind, const char *id)
{
    struct entry *entry = entry_find(check, kind, id);
    if (!entry)
        return entry_insert(check, kind, id, false);
    if (!entry->out)
        return ERR_CONFLICT;
    entry->out = false;
    return ERR_OK;
}

enum err
link_check_add_bad(struct link_check *check, const char *kind,
                   const char *id)
{
    if (!id[0]) {
        check->blind = true;
        return ERR_OK;
    }
    if (entry_find(check, kind, id))
        return ERR_OK;
    return entry_insert(check, kind, id, check->rules->skip);
}

void
link_check_drop(struct link_check *check, const char *kind, const char *id)
{
    struct entry *entry = entry_find(check, kind, id);
    if (entry)
        entry->out = check->rules->skip;
}

bool
link_check_out(const struct link_check *check, const char *kind,
               const char *id)
{
    const struct entry *entry = entry_find(check, kind, id);
    return entry && entry->out;
}

static enum err
link_there(const struct link_check *check, const char *kind, const char *id,
           bool *out)
{
    const struct link_rules *rules = check->rules;
    const struct entry *entry = entry_find(check, kind, id);
    *out = entry && !entry->out;
    return *out ? ERR_OK
                : links_there(rules->store, kind, id, rules->ever, out);
}

static enum err
keep_loose(const struct noting *noting, const struct record_link *link)
{
    struct link_check *check = noting->check;
    struct loose *loose = calloc(1, sizeof(*loose));
    bool room = check->loose_count++ < LINKS_MAX;
    if (!room)
        LOGE("catalogue: there are too many links to check");
    if (!loose || !room || !(loose->path = str_dup(noting->path))) {
        free(loose);
        return ERR_NO_MEMORY;
    }
    loose->to = link->kind;
    str_copy(loose->from_kind, sizeof(loose->from_kind),
             noting->record->kind);
    str_copy(loose->from_id, sizeof(loose->from_id), noting->record->id);
    str_copy(loose->to_id, sizeof(loose->to_id), link->id);
    str_copy(loose->field, sizeof(loose->field), link->field);
    loose->place = catalogue_file_place(noting->record, link->field);
    *check->last = loose;
    check->last = &loose->next;
    return ERR_OK;
}

static enum err
note_link(const struct record_link *link, void *userdata)
{
    const struct noting *noting = userdata;
    const struct link_check *check = noting->check;
    bool there;
    // What this import brings can still be left out of it.
    enum err err = check->rules->skip
        ? links_there(check->rules->store, link->kind, link->id,
                      check->rules->ever, &there)
        : link_there(check, link->kind, link->id, &there);
    return err || there ? err : keep_loose(noting, link);
}

enum err
link_check_note(struct link_check *check, const char *path,
                const struct catalogue_record *record)
{
    struct noting noting = {check, path, record};
    return record_links(record->kind, record->body, strlen(record->body),
                        note_link, &noting);
}

static void
tell(struct loose *loose, const struct catalogue_reader *reader)
{
    struct fault fault = {0};
    char why[FAULT_TEXT_SIZE];
    const struct catalogue_complaint complaint = {
        .path = loose->path,
        .place = loose->place,
        .fault = &fault,
        .kind = loose->from_kind,
        .id = loose->from_id,
    };
    str_format(why, sizeof(why), "there is no %s %s, neither in the hub nor "
                                 "in this import", loose->to, loose->to_id);
    fault_set(&fault, "no_record", loose->field, "指向的记录不存在", why);
    loose->told = true;
    reader->complain(&complaint, reader->userdata);
}

/** One pass over the links; `again` when a record was left out by it. */
static enum err
judge_once(struct link_check *check, const struct catalogue_reader *reader,
           bool *again)
{
    enum err err = ERR_OK;
    *again = false;
    for (struct loose *loose = check->first; loose && !err;
         loose = loose->next) {
        struct entry *from = entry_find(check, loose->from_kind,
                                        loose->from_id);
        bool there = false;
        if (loose->told || !from || from->out)
            continue;
        err = link_there(check, loose->to, loose->to_id, &there);
        if (err || there)
            continue;
        tell(loose, reader);
        from->out = check->rules->skip;
        *again = *again || from->out;
    }
    return err;
}

enum err
link_check_judge(struct link_check *check,
                 const struct catalogue_reader *reader)
{
    bool again = !check->blind || check->rules->skip;
    enum err err = ERR_OK;
    while (again && !err)
        err = judge_once(check, reader, &again);
    return err;
}
