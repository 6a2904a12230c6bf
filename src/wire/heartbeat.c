// SPDX-License-Identifier: Apache-2.0
#include "wire/heartbeat.h"
#include <stdlib.h>
#include <string.h>
#include "util/buf.h"
#include "util/str.h"
#include "wire/event.h"
#include "wire/json.h"
#include "wire/read.h"
#include "wire/writer.h"

#define MAX_NUMBER INT64_C(9007199254740991)
#define MAX_WORD 4096 // bytes told; what is kept is shorter

static void
write_outbox(struct writer *writer, const struct heartbeat *heartbeat)
{
    writer_object(writer, "outbox");
    writer_int(writer, "pending", heartbeat->pending);
    if (heartbeat->oldest_at_ms)
        writer_time(writer, "oldest_at", heartbeat->oldest_at_ms);
    else
        writer_text(writer, "oldest_at", NULL);
    writer_int(writer, "set_aside", heartbeat->set_aside);
    writer_int(writer, "last_seq", heartbeat->last_seq);
    writer_text(writer, "epoch", heartbeat->epoch);
    writer_end(writer);
}

static void
write_number(struct writer *writer, const char *key, int64_t value)
{
    if (value >= 0)
        writer_int(writer, key, value);
    else
        writer_text(writer, key, NULL);
}

static void
write_word(struct writer *writer, const char *key, const char *word)
{
    writer_text(writer, key, word[0] ? word : NULL);
}

enum err
heartbeat_write(const struct heartbeat *heartbeat, struct buf *out)
{
    struct writer writer;
    writer_init(&writer, out);
    writer_object(&writer, NULL);
    writer_int(&writer, "n", heartbeat->n);
    writer_time(&writer, "at", heartbeat->at_ms);
    writer_object(&writer, "versions");
    writer_text(&writer, "kiosk", heartbeat->version);
    write_word(&writer, "os", heartbeat->os);
    writer_end(&writer);
    write_number(&writer, "cursor_age_s", heartbeat->cursor_age_s);
    write_outbox(&writer, heartbeat);
    writer_text(&writer, "time_quality",
                clock_quality_name(heartbeat->time_quality));
    writer_int(&writer, "clock_offset_ms", heartbeat->clock_offset_ms);
    write_word(&writer, "printer", heartbeat->printer);
    write_word(&writer, "paper", heartbeat->paper);
    write_word(&writer, "scanner", heartbeat->scanner);
    write_number(&writer, "free_disk_kib", heartbeat->free_disk_kib);
    write_number(&writer, "rss_kib", heartbeat->rss_kib);
    write_number(&writer, "frame_p99_us", heartbeat->frame_p99_us);
    write_number(&writer, "restarts", heartbeat->restarts);
    write_word(&writer, "restart_reason", heartbeat->restart_reason);
    writer_end(&writer);
    return writer_result(&writer);
}

enum err
heartbeat_call_write(const char *newest, const char *earlier,
                     struct buf *out)
{
    size_t len = strlen(newest);
    if (len < 2 || newest[len - 1] != '}')
        return ERR_INVALID;
    if (!earlier || !strcmp(earlier, "[]"))
        return buf_add(out, newest, len) ? ERR_OK : ERR_NO_MEMORY;
    buf_add(out, newest, len - 1);
    buf_add_str(out, ",\"earlier\":");
    buf_add_str(out, earlier);
    return buf_add_char(out, '}') ? ERR_OK : ERR_NO_MEMORY;
}

// A fact of the wrong shape is an unknown one, never a refused heartbeat.
static int64_t
number_or(const struct json_node *node, const char *key, int64_t otherwise)
{
    int64_t value;
    struct json_node at = json_at(node, key);
    at.fault = NULL;
    return json_int(&at, -MAX_NUMBER, MAX_NUMBER, &value) ? otherwise
                                                          : value;
}

static void
word_or_none(const struct json_node *node, const char *key, char *out,
             size_t size)
{
    read_cut(node, key, MAX_WORD, out, size);
}

static void
read_outbox(const struct json_node *root, struct heartbeat *out)
{
    struct json_node outbox = json_at(root, "outbox");
    struct json_node oldest = json_at(&outbox, "oldest_at");
    out->pending = number_or(&outbox, "pending", -1);
    out->set_aside = number_or(&outbox, "set_aside", -1);
    out->last_seq = number_or(&outbox, "last_seq", -1);
    word_or_none(&outbox, "epoch", out->epoch, sizeof(out->epoch));
    oldest.fault = NULL;
    if (read_time_or_null(&oldest, &out->oldest_at_ms))
        out->oldest_at_ms = 0;
}

static void
read_facts(const struct json_node *root, struct heartbeat *out)
{
    int quality = CLOCK_UNKNOWN;
    struct json_node versions = json_at(root, "versions");
    struct json_node told = json_at(root, "time_quality");
    word_or_none(&versions, "kiosk", out->version, sizeof(out->version));
    word_or_none(&versions, "os", out->os, sizeof(out->os));
    out->cursor_age_s = number_or(root, "cursor_age_s", -1);
    read_outbox(root, out);
    told.fault = NULL;
    (void)json_choice(&told, event_qualities, &quality);
    out->time_quality = (enum clock_quality)quality;
    out->clock_offset_ms = number_or(root, "clock_offset_ms", 0);
    word_or_none(root, "printer", out->printer, sizeof(out->printer));
    word_or_none(root, "paper", out->paper, sizeof(out->paper));
    word_or_none(root, "scanner", out->scanner, sizeof(out->scanner));
    out->free_disk_kib = number_or(root, "free_disk_kib", -1);
    out->rss_kib = number_or(root, "rss_kib", -1);
    out->frame_p99_us = number_or(root, "frame_p99_us", -1);
    out->restarts = number_or(root, "restarts", -1);
    word_or_none(root, "restart_reason", out->restart_reason,
                 sizeof(out->restart_reason));
}

static enum err
read_heartbeat(const struct json_node *node, bool newest,
               struct heartbeat *out)
{
    struct json_node n = json_at(node, "n"), at = json_at(node, "at");
    enum err err = json_int(&n, 0, MAX_NUMBER, &out->n);
    // The newest is of now; only earlier ones must say when they were.
    if (!err)
        err = newest ? read_time_or_null(&at, &out->at_ms)
                     : read_time(&at, &out->at_ms);
    if (!err)
        read_facts(node, out);
    return err;
}

static enum err
read_earlier(const struct json_node *node, struct heartbeat_call *out)
{
    size_t count = json_count(node);
    if (json_missing(node))
        return ERR_OK;
    if (!json_is_list(node) || count > HEARTBEAT_MAX_EARLIER)
        return json_refuse(node, "bad_value", "历史心跳数量不正确",
                           "earlier must be a list of at most 200");
    out->earlier = calloc(count + 1, sizeof(*out->earlier));
    if (!out->earlier)
        return ERR_NO_MEMORY;
    enum err err = ERR_OK;
    for (size_t i = 0; i < count && !err; i++) {
        struct json_node item = json_item(node, i);
        err = read_heartbeat(&item, false, &out->earlier[i]);
    }
    out->count = err ? 0 : count;
    return err;
}

enum err
heartbeat_call_parse(const char *body, size_t len,
                     struct heartbeat_call *out, struct fault *fault)
{
    struct json_t *json;
    *out = (struct heartbeat_call){0};
    enum err err = json_parse(body, len, &json, fault);
    if (err)
        return err;
    struct json_node root = json_root(json, fault);
    struct json_node earlier = json_at(&root, "earlier");
    err = read_heartbeat(&root, true, &out->newest);
    err = err ? err : read_earlier(&earlier, out);
    json_free(json);
    return err;
}

void
heartbeat_call_clear(struct heartbeat_call *call)
{
    if (!call)
        return;
    free(call->earlier);
    *call = (struct heartbeat_call){0};
}

enum err
hub_time_write(int64_t hub_time_ms, struct buf *out)
{
    struct writer writer;
    writer_init(&writer, out);
    writer_object(&writer, NULL);
    writer_time(&writer, "hub_time", hub_time_ms);
    writer_end(&writer);
    return writer_result(&writer);
}

enum err
hub_time_parse(const char *body, size_t len, int64_t *out_ms)
{
    struct json_t *json;
    enum err err = json_parse(body, len, &json, NULL);
    if (err)
        return err;
    struct json_node root = json_root(json, NULL);
    struct json_node hub_time = json_at(&root, "hub_time");
    err = read_time(&hub_time, out_ms);
    json_free(json);
    return err;
}
