// SPDX-License-Identifier: Apache-2.0
#include "wire/event.h"
#include <jansson.h>
#include <string.h>
#include "util/buf.h"
#include "util/str.h"
#include "wire/canonical.h"
#include "wire/json.h"
#include "wire/read.h"
#include "wire/scan.h"
#include "wire/writer.h"

#define MAX_SEQ INT64_C(9007199254740991)
#define MAX_VERSION INT32_MAX

// In the order of enum clock_quality.
static const char *const qualities[] = {"unknown", "rtc", "hub"};
const struct names event_qualities = {qualities, 3};

static enum err
read_uuid(const struct json_node *node, char out[UUID_SIZE])
{
    const char *text;
    enum err err = json_text(node, UUID_SIZE - 1, &text);
    if (err)
        return err;
    if (!id_uuid_valid(text))
        return json_refuse(node, "bad_value", "不是有效的 UUID",
                           "this is not a UUID in lower case");
    str_copy(out, UUID_SIZE, text);
    return ERR_OK;
}

static enum err
read_ref(const struct json_node *node, struct event_ref *out)
{
    if (json_missing(node))
        return ERR_OK;
    struct json_node epoch = json_at(node, "epoch");
    struct json_node seq = json_at(node, "seq");
    enum err err = read_uuid(&epoch, out->epoch);
    return err ? err : json_int(&seq, 1, MAX_SEQ, &out->seq);
}

static enum err
read_type(const struct json_node *root, struct event *out)
{
    struct json_node type = json_at(root, "type"), v = json_at(root, "v");
    const char *text;
    int64_t number;
    enum err err = json_text(&type, EVENT_TYPE_SIZE - 1, &text);
    if (err)
        return err;
    // Types of later versions are held: nothing is asked of a name but that
    // it can be stored, logged and shown, as ids can.
    if (!id_valid(text))
        return json_refuse(&type, "bad_value", "事件类型名称不正确",
                           "this is not the name of an event type");
    str_copy(out->type, sizeof(out->type), text);
    err = json_int(&v, 1, MAX_VERSION, &number);
    out->v = err ? 0 : (int)number;
    return err;
}

static enum err
read_circumstances(const struct json_node *root, struct event *out)
{
    struct json_node at = json_at(root, "at");
    struct json_node quality = json_at(root, "time_quality");
    struct json_node boot = json_at(root, "boot");
    struct json_node up = json_at(root, "up_ms");
    int index = 0;
    enum err err = read_time(&at, &out->at_ms);
    err = err ? err : json_choice(&quality, event_qualities, &index);
    err = err ? err : read_uuid(&boot, out->boot);
    err = err ? err : json_int(&up, 0, MAX_SEQ, &out->up_ms);
    out->time_quality = (enum clock_quality)index;
    return err;
}

static enum err
read_event(struct event_parsed *out, struct fault *fault)
{
    struct event *event = &out->event;
    struct json_node root = json_root(out->json, fault);
    struct json_node seq = json_at(&root, "seq");
    struct json_node subject = json_at(&root, "subject");
    struct json_node supersedes = json_at(&root, "supersedes");
    struct json_node origin = json_at(&root, "origin");
    struct json_node body = json_at(&root, "body");
    enum err err = json_int(&seq, 1, MAX_SEQ, &event->seq);
    out->seq_known = !err;
    err = err ? err : read_type(&root, event);
    err = err ? err : read_circumstances(&root, event);
    err = err ? err : read_id(&subject, event->subject);
    err = err ? err : read_ref(&supersedes, &event->supersedes);
    err = err ? err : read_ref(&origin, &event->origin);
    if (!err && !json_is_object(body.value))
        err = json_refuse(&body, json_missing(&body) ? "missing" : "bad_type",
                          "缺少事件内容", "the body must be an object");
    out->body = body.value;
    return err;
}

static enum err
hash_event(struct event_parsed *out, size_t len, struct fault *fault)
{
    struct buf canonical;
    buf_init(&canonical, 6 * len + 64); // an escape grows one byte to six
    enum err err = canonical_event(out->json, &canonical);
    if (!err)
        hash_sha256(canonical.data, canonical.len, out->hash);
    buf_clear(&canonical);
    if (err == ERR_INVALID)
        fault_set(fault, "bad_value", "",
                  "数字必须是整数，名称必须是 ASCII 字符",
                  "numbers must be integers and keys ASCII");
    return err;
}

// Text that the parser refuses may still say its number plainly.
static void
find_seq(const char *text, size_t len, struct event_parsed *out)
{
    struct scan scan;
    struct scan_span key, value;
    char digits[24];
    if (!scan_enter(&scan, (struct scan_span){text, len}, '{'))
        return;
    while (!out->seq_known && scan_next(&scan, &key, &value) == SCAN_ITEM) {
        if (!scan_key_is(key, "seq") || value.len >= sizeof(digits))
            continue;
        memcpy(digits, value.text, value.len);
        digits[value.len] = '\0';
        out->seq_known = str_parse_int(digits, 1, MAX_SEQ, &out->event.seq);
    }
}

enum err
event_parse(const char *text, size_t len, struct event_parsed *out,
            struct fault *fault)
{
    *out = (struct event_parsed){0};
    if (len > EVENT_MAX_SIZE) {
        fault_set(fault, "too_long", "", "事件太大", "the event is too large");
        find_seq(text, len, out);
        return ERR_INVALID;
    }
    enum err err = json_parse(text, len, &out->json, fault);
    if (err) {
        find_seq(text, len, out);
        return err;
    }
    err = read_event(out, fault);
    return err ? err : hash_event(out, len, fault);
}

void
event_parsed_clear(struct event_parsed *parsed)
{
    if (!parsed)
        return;
    json_free(parsed->json);
    *parsed = (struct event_parsed){0};
}

enum err
event_body_text(const struct event_parsed *parsed, struct buf *out)
{
    return json_canonical(parsed->body, out);
}

static void
write_ref(struct writer *writer, const char *key, const struct event_ref *ref)
{
    if (!ref->epoch[0])
        return;
    writer_object(writer, key);
    writer_text(writer, "epoch", ref->epoch);
    writer_int(writer, "seq", ref->seq);
    writer_end(writer);
}

enum err
event_format(const struct event *event, const char *body, size_t body_len,
             struct buf *out)
{
    struct writer writer;
    writer_init(&writer, out);
    writer_object(&writer, NULL);
    writer_int(&writer, "seq", event->seq);
    writer_text(&writer, "type", event->type);
    writer_int(&writer, "v", event->v);
    writer_time(&writer, "at", event->at_ms);
    writer_text(&writer, "time_quality", clock_quality_name(event->time_quality));
    writer_text(&writer, "boot", event->boot);
    writer_int(&writer, "up_ms", event->up_ms);
    writer_text(&writer, "subject", event->subject);
    write_ref(&writer, "supersedes", &event->supersedes);
    write_ref(&writer, "origin", &event->origin);
    writer_raw(&writer, "body", body, body_len);
    writer_end(&writer);
    return writer_result(&writer);
}

enum err
event_write(const struct event *event, const char *body, size_t body_len,
            struct buf *out)
{
    struct event_parsed parsed;
    size_t begin = out->len;
    enum err err = event_format(event, body, body_len, out);
    if (err)
        return err;
    // What is stored is sent for ever, so it must be right the first time.
    err = event_parse(out->data + begin, out->len - begin, &parsed, NULL);
    event_parsed_clear(&parsed);
    return err;
}

static bool
set_origin(json_t *event, const char *old_epoch)
{
    if (json_object_get(event, "origin"))
        return true;
    json_t *origin = json_object();
    bool good =
        origin &&
        !json_object_set_new(origin, "epoch", json_string(old_epoch)) &&
        !json_object_set(origin, "seq", json_object_get(event, "seq")) &&
        !json_object_set(event, "origin", origin);
    json_decref(origin);
    return good;
}

enum err
event_reissue(const char *text, size_t len, const char *old_epoch,
              int64_t new_seq, struct buf *out)
{
    struct event_parsed parsed;
    enum err err = event_parse(text, len, &parsed, NULL);
    if (!err && !id_uuid_valid(old_epoch))
        err = ERR_INVALID;
    if (!err && (!set_origin(parsed.json, old_epoch) ||
                 json_object_set_new(parsed.json, "seq",
                                     json_integer(new_seq))))
        err = ERR_NO_MEMORY;
    if (!err)
        err = json_canonical(parsed.json, out);
    event_parsed_clear(&parsed);
    return err;
}
