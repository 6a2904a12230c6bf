// SPDX-License-Identifier: Apache-2.0
#include "hub/catalogue_file.h"

#include <inttypes.h>
#include <string.h>

#include "hub/catalogue.h"
#include "hub/sheet.h"
#include "hub/store.h"
#include "util/file.h"
#include "util/id.h"
#include "util/str.h"
#include "util/utf8.h"
#include "wire/json.h"
#include "wire/record.h"

// Finding a line takes a walk through the file; nobody mends more at once.
#define PLACES_MAX 200

/** One file while it is read. */
struct catalogue_reading {
    const char *path;
    const char *kind;
    const struct catalogue_reader *reader;
    const struct buf *text; // of the file
    bool sheet;             // it is Markdown with a head
    bool list;              // records stand in an array …
    size_t index;           // … and this is the one at hand
    bool inside;            // faults name fields of its body
    size_t places;          // how many were looked for
    const char *record_kind, *id; // of the record at hand; NULL: not known
    struct fault fault;           // of the record at hand
};

bool
catalogue_file_is(const char *name)
{
    return name[0] != '.' && !str_equal_nocase(name, "README.md")
           && (str_ends(name, ".json") || str_ends(name, ".md"));
}

/** What somebody who got this complaint can do about it. */
static const char *
advice(const struct fault *fault)
{
    static const char *const advices[][2] = {
        {"missing", "add it"},
        {"too_long", "shorten it"},
        {"bad_type", "write it as the built-in records do"},
        {"bad_text", "save the file as UTF-8"},
        {"bad_json", "look for a missing quote, comma or bracket"},
        {"bad_head", "correct the line; README.md shows a head"},
        {"bad_rule", "try it with `talent-hub rule eval`"},
        {"case_failed", "correct the conditions or the case"},
        {"twice", "give one of them another id, or leave it out"},
        {"no_record", "correct the id, or import that record with it"},
        {"unreadable", "check its rights, or move it elsewhere"},
        {"bad_kind", "import it under its own kind, or as `catalogue`"},
    };
    for (size_t i = 0; i < sizeof(advices) / sizeof(advices[0]); i++) {
        if (str_equal(advices[i][0], fault->code))
            return advices[i][1];
    }
    return "correct it";
}

void
catalogue_file_explain(const struct catalogue_complaint *complaint,
                       struct buf *out)
{
    const struct fault *fault = complaint->fault;
    buf_addf(out, "%s: ", complaint->path);
    place_add(&complaint->place, out);
    buf_addf(out, "%s%s%s: %s\n", fault->field, fault->field[0] ? ": " : "",
             fault->en, advice(fault));
}

/** Where a field stands that is named from the file's beginning, or from
 * the body of the record at hand. */
static struct place
find_place(struct catalogue_reading *reading, const char *field)
{
    const struct buf *text = reading->text;
    char path[FAULT_FIELD_SIZE + 64], record[32] = "";
    bool inside = reading->inside && !str_equal(field, "kind")
                  && !str_equal(field, "id");
    if (!text || reading->places++ >= PLACES_MAX)
        return (struct place){0};
    if (reading->sheet)
        return (struct place){.line = sheet_line(text->data, text->len,
                                                 reading->kind, field)};
    if (reading->list && reading->inside)
        str_format(record, sizeof(record), "[%zu].", reading->index);
    str_format(path, sizeof(path), "%s%s%s", record, inside ? "body." : "",
               field);
    return place_field(text->data, text->len, path);
}

struct place
catalogue_file_place(const struct catalogue_record *record,
                     const char *field)
{
    return record->from ? find_place(record->from, field)
                        : (struct place){0};
}

/** Complain about what was noted, and forget it. */
static void
complain(struct catalogue_reading *reading, struct place place)
{
    const struct catalogue_complaint complaint = {
        .path = reading->path,
        .place = place,
        .fault = &reading->fault,
        .kind = reading->record_kind ? reading->record_kind : "",
        .id = reading->id ? reading->id : "",
    };
    reading->reader->complain(&complaint, reading->reader->userdata);
    memset(&reading->fault, 0, sizeof(reading->fault));
}

/** Kind and id of a record; false with a fault when they are not right. */
static bool
read_names(struct catalogue_reading *reading, const struct json_node *node,
           const char **kind, const char **id)
{
    struct fault *fault = &reading->fault;
    struct json_node kind_node = json_at(node, "kind");
    struct json_node id_node = json_at(node, "id");
    if (json_text(&kind_node, 64, kind) || json_text(&id_node, 64, id))
        return false;
    if (!catalogue_kind(*kind))
        fault_set(fault, "bad_kind", "kind", "不是目录中的类别",
                  "this is no kind of the catalogue");
    else if (reading->kind && !str_equal(reading->kind, *kind))
        fault_set(fault, "bad_kind", "kind", "类别与命令不符",
                  "this is not the kind that was asked for");
    else if (!id_valid(*id))
        fault_set(fault, "bad_value", "id", "编号格式不正确",
                  "an id has 1 to 64 letters, digits, . _ : -");
    return !fault_any(fault);
}

/** The body in canonical form. */
static enum err
read_body(struct catalogue_reading *reading, const struct json_node *node,
          struct buf *out)
{
    struct fault *fault = &reading->fault;
    struct json_node body = json_at(node, "body");
    if (json_missing(&body))
        return json_refuse(&body, "missing", "缺少内容", "it is missing");
    if (!json_is_record(&body))
        return json_refuse(&body, "bad_type", "应为对象",
                           "this must be an object");
    enum err err = json_canonical(body.value, out);
    if (err == ERR_INVALID)
        fault_set(fault, "bad_value", "body", "含有不是整数的数字",
                  "it holds a number that is not an integer");
    if (out->failed) {
        fault_set(fault, "too_long", "body", "记录超过 256 KiB",
                  "the record is larger than 256 KiB");
        err = ERR_INVALID;
    }
    return err;
}

/** A record whose kind and id are right. */
static enum err
take_body(struct catalogue_reading *reading, const struct json_node *node)
{
    struct catalogue_record record = {.kind = reading->record_kind,
                                      .id = reading->id, .from = reading};
    struct buf body;
    buf_init(&body, HUB_RECORD_MAX);
    enum err err = read_body(reading, node, &body);
    record.body = buf_text(&body);
    reading->inside = !err;
    if (!err)
        err = record_check(record.kind, record.id, record.body, body.len,
                           &reading->fault);
    if (!err)
        err = reading->reader->record(&record, &reading->fault,
                                      reading->reader->userdata);
    buf_clear(&body);
    return err;
}

static enum err
take_record(struct catalogue_reading *reading, const struct json_node *node)
{
    const char *kind = NULL, *id = NULL;
    enum err err = ERR_INVALID;
    reading->inside = false;
    reading->record_kind = reading->id = NULL;
    if (read_names(reading, node, &kind, &id)) {
        reading->record_kind = kind;
        reading->id = id;
        err = take_body(reading, node);
    }
    if (err != ERR_INVALID)
        return err;
    // A reader that refuses without a word still refuses.
    fault_set(&reading->fault, "bad_value", "body", "内容不正确",
              "it is not a good record");
    complain(reading, find_place(reading, reading->fault.field));
    return ERR_OK;
}

static enum err
take_records(struct catalogue_reading *reading, const struct json_t *json)
{
    struct json_node root = json_root(json, &reading->fault);
    size_t count = json_count(&root);
    if (!json_is_list(&root))
        return take_record(reading, &root);
    enum err err = ERR_OK;
    reading->list = true;
    for (size_t i = 0; i < count && !err; i++) {
        struct json_node item = json_item(&root, i);
        reading->index = i;
        err = take_record(reading, &item);
    }
    return err;
}

/** The line of the first byte that is no UTF-8. */
static int64_t
bad_line(const struct buf *text)
{
    const char *at = text->data, *end = text->data + text->len;
    int64_t line = 1;
    uint32_t code;
    // U+FFFD itself is text: only as a malformed byte is it one byte long.
    for (const char *was = at; utf8_next(&at, end, &code); was = at) {
        if (code == 0 || (code == UTF8_REPLACEMENT && at - was == 1))
            break;
        line += code == '\n';
    }
    return line;
}

/** Not text, or nothing: told before a parser says something vaguer. */
static enum err
check_text(struct catalogue_reading *reading, const struct buf *text)
{
    char field[32];
    if (text->len == 0) {
        fault_set(&reading->fault, "missing", "", "文件是空的",
                  "the file is empty");
        return ERR_INVALID;
    }
    if (utf8_valid(text->data, text->len))
        return ERR_OK;
    str_format(field, sizeof(field), "line %" PRId64, bad_line(text));
    fault_set(&reading->fault, "bad_text", field, "不是 UTF-8 文本",
              "this is not text in UTF-8");
    return ERR_INVALID;
}

static enum err
parse_text(struct catalogue_reading *reading, const struct buf *text,
           struct json_t **out)
{
    struct buf sheet;
    enum err err = check_text(reading, text);
    if (err)
        return err;
    if (!reading->sheet)
        return json_parse(text->data, text->len, out, &reading->fault);
    // A head and its text, in JSON, are never twice as long.
    buf_init(&sheet, (size_t)2 * CATALOGUE_FILE_MAX);
    err = sheet_read(text->data, text->len, reading->kind, &sheet,
                     &reading->fault);
    if (!err)
        err = json_parse(buf_text(&sheet), sheet.len, out, &reading->fault);
    buf_clear(&sheet);
    return err;
}

/** Where a text that could not be read goes wrong, if its fault does not
 * name the line itself. */
static struct place
syntax_place(const struct catalogue_reading *reading, const struct buf *text)
{
    if (reading->sheet || !str_equal(reading->fault.code, "bad_json"))
        return (struct place){0};
    return place_syntax(text->data, text->len, JSON_MAX_DEPTH);
}

enum err
catalogue_file_read(const char *path, const char *kind,
                    const struct catalogue_reader *reader)
{
    struct catalogue_reading reading = {
        .path = path,
        .kind = kind,
        .reader = reader,
        .sheet = str_ends(path, ".md"),
    };
    struct json_t *json = NULL;
    struct buf text;
    buf_init(&text, CATALOGUE_FILE_MAX);
    enum err err = file_read(path, CATALOGUE_FILE_MAX, &text);
    if (err == ERR_INVALID)
        fault_set(&reading.fault, "too_long", "", "文件超过 1 MiB",
                  "the file is larger than 1 MiB");
    if (err == ERR_IO || err == ERR_NOT_FOUND) {
        // Of a folder's files this one is named, and the others are read.
        fault_set(&reading.fault, "unreadable", "", "文件无法读取",
                  "this cannot be read");
        err = ERR_INVALID;
    }
    if (!err)
        err = parse_text(&reading, &text, &json);
    if (!err) {
        reading.text = &text;
        err = take_records(&reading, json);
    } else if (err == ERR_INVALID) {
        complain(&reading, syntax_place(&reading, &text));
        err = ERR_OK;
    }
    json_free(json);
    buf_clear(&text);
    return err;
}
