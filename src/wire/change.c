// SPDX-License-Identifier: Apache-2.0
#include "wire/change.h"
#include <stdlib.h>
#include <string.h>
#include "util/buf.h"
#include "util/str.h"
#include "wire/json.h"
#include "wire/read.h"
#include "wire/scan.h"
#include "wire/writer.h"

#define MAX_SEQ INT64_C(9007199254740991)
#define DAY_MS INT64_C(86400000)
#define CHANGE_OVERHEAD 256 // of a change beside its body, at most
#define PAGE_TAIL 16384     // kept free for the cursor and the checks

static const char *const ops[] = {"put", "del"};

static bool
kind_valid(const char *kind)
{
    size_t len = strspn(kind, "abcdefghijklmnopqrstuvwxyz0123456789_");
    return len > 0 && len < CHANGE_KIND_SIZE && !kind[len];
}

// A change without its body: what is left is small and read as a tree.
static enum err
read_head(const struct json_node *node, struct change *out)
{
    struct json_node kind = json_at(node, "kind"), id = json_at(node, "id");
    struct json_node rev = json_at(node, "rev"), op = json_at(node, "op");
    const char *text;
    int index = 0;
    enum err err = json_text(&kind, CHANGE_KIND_SIZE - 1, &text);
    if (!err && !kind_valid(text))
        err = json_refuse(&kind, "bad_value", "种类名称不正确",
                          "this is not the name of a kind");
    if (!err)
        str_copy(out->kind, sizeof(out->kind), text);
    err = err ? err : json_text(&id, ID_SIZE - 1, &text);
    if (!err && !id_valid(text))
        err = json_refuse(&id, "bad_value", "编号不正确",
                          "this is not a record id");
    if (!err)
        str_copy(out->id, sizeof(out->id), text);
    err = err ? err : json_int(&rev, 1, MAX_SEQ, &out->rev);
    err = err ? err : json_choice(&op, NAMES(ops), &index);
    out->op = (enum change_op)index;
    return err;
}

// The text of an object without its member `skip`, whose value goes to
// `out`: so that a large member is never parsed, and stays as it came.
static enum err
take_member(struct scan_span object, const char *skip, struct scan_span *out,
            struct buf *rest)
{
    struct scan scan;
    struct scan_span key, value;
    enum scan_step step;
    if (!scan_enter(&scan, object, '{'))
        return ERR_INVALID;
    buf_add_char(rest, '{');
    while ((step = scan_next(&scan, &key, &value)) == SCAN_ITEM) {
        if (scan_key_is(key, skip)) {
            *out = value;
            continue;
        }
        if (rest->len > 1)
            buf_add_char(rest, ',');
        buf_add(rest, key.text, key.len);
        buf_add(rest, value.text, value.len);
    }
    if (step == SCAN_BAD)
        return ERR_INVALID;
    return buf_add_char(rest, '}') ? ERR_OK : ERR_NO_MEMORY;
}

// One that is too large or too deep is refused alone, by record_check: a
// page refused whole would hold up all that follows it for ever.
static enum err
check_body(struct scan_span body, struct change *out, struct fault *fault)
{
    if (out->op == CHANGE_DEL)
        return ERR_OK;
    if (body.text && body.text[0] == '{') {
        out->body = body.text;
        out->body_len = body.len;
        return ERR_OK;
    }
    fault_set(fault, "bad_value", "changes.body", "记录内容缺失",
              "a record's body is missing");
    return ERR_INVALID;
}

static enum err
read_change(struct scan_span text, struct change *out, struct fault *fault)
{
    struct scan_span body = {0};
    struct json_t *json = NULL;
    struct buf head;
    buf_init(&head, text.len + 2);
    enum err err = take_member(text, "body", &body, &head);
    err = err ? err : json_parse(head.data, head.len, &json, fault);
    buf_clear(&head);
    if (err == ERR_INVALID)
        fault_set(fault, "bad_value", "changes", "变更格式不正确",
                  "a change is malformed");
    if (err)
        return err;
    struct json_node root = json_root(json, fault);
    err = read_head(&root, out);
    json_free(json);
    return err ? err : check_body(body, out, fault);
}

static enum err
read_changes(struct scan_span array, struct change_page *out,
             struct fault *fault)
{
    struct scan scan;
    struct scan_span item;
    enum scan_step step = SCAN_BAD;
    enum err err = ERR_OK;
    out->changes = calloc(CHANGE_MAX_PAGE, sizeof(*out->changes));
    if (!out->changes)
        return ERR_NO_MEMORY;
    bool open = scan_enter(&scan, array, '[');
    while (open && !err &&
           (step = scan_next(&scan, NULL, &item)) == SCAN_ITEM) {
        if (out->count == CHANGE_MAX_PAGE)
            return ERR_INVALID;
        err = read_change(item, &out->changes[out->count], fault);
        out->count += !err;
    }
    return !err && step == SCAN_BAD ? ERR_INVALID : err;
}

static enum err
read_check(const struct json_node *node, struct check *out)
{
    struct json_node kind = json_at(node, "kind");
    struct json_node count = json_at(node, "count");
    struct json_node hash = json_at(node, "hash");
    const char *text;
    enum err err = json_text(&kind, CHANGE_KIND_SIZE - 1, &text);
    if (!err)
        str_copy(out->kind, sizeof(out->kind), text);
    err = err ? err : json_int(&count, 0, MAX_SEQ, &out->count);
    err = err ? err : json_text(&hash, HASH_HEX_SIZE - 1, &text);
    if (!err && !hash_unhex(text, out->hash, HASH_SIZE))
        err = json_refuse(&hash, "bad_value", "校验值格式不正确",
                          "the hash is not 64 hex digits");
    return err;
}

static enum err
read_checks(const struct json_node *checks, struct change_page *out)
{
    size_t count = json_count(checks);
    if (count == 0)
        return ERR_OK;
    if (count > CHANGE_MAX_KINDS)
        return ERR_INVALID;
    out->checks = calloc(count, sizeof(*out->checks));
    if (!out->checks)
        return ERR_NO_MEMORY;
    enum err err = ERR_OK;
    for (size_t i = 0; i < count && !err; i++) {
        struct json_node item = json_item(checks, i);
        err = read_check(&item, &out->checks[i]);
    }
    out->check_count = err ? 0 : count;
    return err;
}

static enum err
read_page(const struct json_node *root, struct change_page *out)
{
    struct json_node cursor = json_at(root, "cursor");
    struct json_node hub_time = json_at(root, "hub_time");
    struct json_node more = json_at(root, "more");
    struct json_node slow = json_at(root, "slow_ms");
    struct json_node checks = json_at(root, "checks");
    const char *text = "";
    bool told = false;
    enum err err = json_text(&cursor, CHANGE_CURSOR_SIZE - 1, &text);
    if (!err)
        str_copy(out->cursor, sizeof(out->cursor), text);
    err = err ? err : read_time(&hub_time, &out->hub_time_ms);
    err = err ? err : read_bool(&more, false, &told);
    out->more = told;
    if (!err && !json_missing(&slow))
        err = json_int(&slow, 0, DAY_MS, &out->slow_ms);
    return err ? err : read_checks(&checks, out);
}

enum err
change_page_parse(const char *body, size_t len, struct change_page *out,
                  struct fault *fault)
{
    struct scan_span changes = {0};
    struct json_t *json = NULL;
    struct buf rest;
    *out = (struct change_page){0};
    if (len > CHANGE_MAX_BYTES)
        return ERR_INVALID;
    buf_init(&rest, len + 2);
    enum err err = take_member((struct scan_span){body, len}, "changes",
                               &changes, &rest);
    err = err ? err : json_parse(rest.data, rest.len, &json, fault);
    if (!err) {
        struct json_node root = json_root(json, fault);
        err = read_page(&root, out);
    }
    if (!err)
        err = changes.text ? read_changes(changes, out, fault) : ERR_INVALID;
    json_free(json);
    buf_clear(&rest);
    if (err == ERR_INVALID)
        fault_set(fault, "bad_json", "", "数据格式不正确",
                  "this is not a page of changes");
    return err;
}

void
change_page_clear(struct change_page *page)
{
    if (!page)
        return;
    free(page->changes);
    free(page->checks);
    *page = (struct change_page){0};
}

enum err
change_page_begin(struct buf *out)
{
    return buf_add_str(out, "{\"changes\":[") ? ERR_OK : ERR_NO_MEMORY;
}

enum err
change_page_add(struct buf *out, const struct change *change)
{
    struct writer writer;
    if (out->len + change->body_len + CHANGE_OVERHEAD >
        CHANGE_MAX_BYTES - PAGE_TAIL)
        return ERR_CONFLICT;
    if (out->len > 0 && out->data[out->len - 1] != '[')
        buf_add_char(out, ',');
    writer_init(&writer, out);
    writer_object(&writer, NULL);
    writer_text(&writer, "kind", change->kind);
    writer_text(&writer, "id", change->id);
    writer_int(&writer, "rev", change->rev);
    writer_text(&writer, "op", ops[change->op]);
    if (change->op == CHANGE_PUT)
        writer_raw(&writer, "body", change->body, change->body_len);
    writer_end(&writer);
    return writer_done(&writer) ? ERR_OK : ERR_NO_MEMORY;
}

static void
write_checks(struct writer *writer, const struct change_page *page)
{
    char hex[HASH_HEX_SIZE];
    writer_array(writer, "checks");
    for (size_t i = 0; i < page->check_count; i++) {
        const struct check *check = &page->checks[i];
        hash_hex(check->hash, HASH_SIZE, hex);
        writer_object(writer, NULL);
        writer_text(writer, "kind", check->kind);
        writer_int(writer, "count", check->count);
        writer_text(writer, "hash", hex);
        writer_end(writer);
    }
    writer_end(writer);
}

enum err
change_page_end(struct buf *out, const struct change_page *page)
{
    struct writer writer;
    buf_add_char(out, ']');
    // the bracket that change_page_begin opened is the writer's to close
    writer_init(&writer, out);
    writer.depth = 1;
    writer.ends[0] = '}';
    writer.first = false;
    writer_text(&writer, "cursor", page->cursor);
    writer_bool(&writer, "more", page->more);
    if (page->check_count > 0)
        write_checks(&writer, page);
    writer_time(&writer, "hub_time", page->hub_time_ms);
    if (page->slow_ms > 0)
        writer_int(&writer, "slow_ms", page->slow_ms);
    writer_end(&writer);
    return writer_done(&writer) ? ERR_OK : ERR_NO_MEMORY;
}

void
check_toggle(struct check *check, const char *id, int64_t rev)
{
    char digits[24];
    unsigned char digest[HASH_SIZE];
    struct hash hash;
    str_format(digits, sizeof(digits), "%lld", (long long)rev);
    hash_start(&hash);
    hash_add(&hash, check->kind, strlen(check->kind));
    hash_add(&hash, "\n", 1);
    hash_add(&hash, id, strlen(id));
    hash_add(&hash, "\n", 1);
    hash_add(&hash, digits, strlen(digits));
    hash_finish(&hash, digest);
    for (size_t i = 0; i < HASH_SIZE; i++)
        check->hash[i] ^= digest[i];
}
