// SPDX-License-Identifier: Apache-2.0
#include "wire/push.h"
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
#define MAX_TEXT (64 * 1024)

// In the order of enum verdict_status.
static const char *const statuses[] = {"ok",       "duplicate", "held",
                                       "rejected", "retry"};

static enum err
refuse_envelope(struct fault *fault)
{
    fault_set(fault, "bad-envelope", "", "数据外层格式不正确",
              "not a JSON object with an epoch and an array of events");
    return ERR_INVALID;
}

static enum err
refuse_size(struct fault *fault)
{
    fault_set(fault, "too-large", "", "一次发送的数据太多",
              "more than 500 events or 256 KiB in one call");
    return ERR_INVALID;
}

// Empty when there are too many.
static enum err
split_events(struct scan_span events, struct push_call *out,
             struct fault *fault)
{
    struct scan scan;
    struct scan_span item;
    enum scan_step step = SCAN_BAD;
    out->items = calloc(PUSH_MAX_EVENTS, sizeof(*out->items));
    if (!out->items)
        return ERR_NO_MEMORY;
    if (!scan_enter(&scan, events, '['))
        return refuse_envelope(fault);
    while ((step = scan_next(&scan, NULL, &item)) == SCAN_ITEM) {
        if (out->count == PUSH_MAX_EVENTS)
            return refuse_size(fault);
        out->items[out->count++] = (struct push_item){item.text, item.len};
    }
    return step == SCAN_END ? ERR_OK : refuse_envelope(fault);
}

enum err
push_call_parse(const char *body, size_t len, struct push_call *out,
                struct fault *fault)
{
    struct scan scan;
    struct scan_span key, value, events = {0};
    enum scan_step step;
    bool epoch = false;
    *out = (struct push_call){0};
    if (len > PUSH_MAX_BYTES)
        return refuse_size(fault);
    if (!scan_enter(&scan, (struct scan_span){body, len}, '{'))
        return refuse_envelope(fault);
    while ((step = scan_next(&scan, &key, &value)) == SCAN_ITEM) {
        if (scan_key_is(key, "epoch"))
            epoch = scan_text(value, out->epoch, sizeof(out->epoch));
        else if (scan_key_is(key, "events"))
            events = value;
    }
    if (step == SCAN_BAD || !epoch || !id_uuid_valid(out->epoch) ||
        !events.text)
        return refuse_envelope(fault);
    return split_events(events, out, fault);
}

void
push_call_clear(struct push_call *call)
{
    if (!call)
        return;
    free(call->items);
    *call = (struct push_call){0};
}

enum err
push_call_write(const char *epoch, const char *events, size_t len,
                struct buf *out)
{
    if (!id_uuid_valid(epoch))
        return ERR_INVALID;
    buf_addf(out, "{\"epoch\":\"%s\",\"events\":[", epoch);
    buf_add(out, events, len);
    return buf_add_str(out, "]}") ? ERR_OK : ERR_NO_MEMORY;
}

enum err
verdict_reject(struct verdict *verdict, const struct fault *fault)
{
    verdict->status = VERDICT_REJECTED;
    str_copy(verdict->code, sizeof(verdict->code), fault->code);
    verdict->fault = malloc(sizeof(*fault));
    if (!verdict->fault)
        return ERR_NO_MEMORY;
    *verdict->fault = *fault;
    return ERR_OK;
}

static void
write_text_if(struct writer *writer, const char *key, const char *text)
{
    if (text[0])
        writer_text(writer, key, text);
}

static void
write_verdict(struct writer *writer, const struct verdict *verdict)
{
    static const struct fault none;
    const struct fault *fault = verdict->fault ? verdict->fault : &none;
    writer_object(writer, NULL);
    if (verdict->seq > 0)
        writer_int(writer, "seq", verdict->seq);
    else
        writer_int(writer, "index", verdict->index);
    writer_text(writer, "status", statuses[verdict->status]);
    write_text_if(writer, "code", verdict->code);
    if (verdict->status == VERDICT_REJECTED) {
        writer_text(writer, "field", fault->field);
        writer_object(writer, "message");
        writer_text(writer, "zh", fault->zh);
        writer_text(writer, "en", fault->en);
        writer_end(writer);
    }
    if (verdict->status == VERDICT_RETRY)
        writer_int(writer, "after_ms", verdict->after_ms);
    writer_end(writer);
}

enum err
push_reply_write(const struct push_reply *reply, struct buf *out)
{
    struct writer writer;
    writer_init(&writer, out);
    writer_object(&writer, NULL);
    writer_array(&writer, "results");
    for (size_t i = 0; i < reply->count; i++)
        write_verdict(&writer, &reply->verdicts[i]);
    writer_end(&writer);
    writer_int(&writer, "durable_seq", reply->durable_seq);
    writer_time(&writer, "hub_time", reply->hub_time_ms);
    if (reply->slow_ms > 0)
        writer_int(&writer, "slow_ms", reply->slow_ms);
    if (reply->max_batch > 0)
        writer_int(&writer, "max_batch", reply->max_batch);
    writer_end(&writer);
    return writer_result(&writer);
}

static enum err
int_or(const struct json_node *node, const char *key, int64_t max,
       int64_t otherwise, int64_t *out)
{
    struct json_node at = json_at(node, key);
    *out = otherwise;
    return json_missing(&at) ? ERR_OK : json_int(&at, 0, max, out);
}

static enum err
read_reason(const struct json_node *node, struct verdict *out)
{
    struct json_node message = json_at(node, "message");
    struct fault told = {0};
    str_copy(told.code, sizeof(told.code), out->code);
    read_cut(node, "field", MAX_TEXT, told.field, sizeof(told.field));
    read_cut(&message, "zh", MAX_TEXT, told.zh, sizeof(told.zh));
    read_cut(&message, "en", MAX_TEXT, told.en, sizeof(told.en));
    return verdict_reject(out, &told);
}

static enum err
read_verdict(const struct json_node *node, struct verdict *out)
{
    struct json_node status = json_at(node, "status");
    int index = 0;
    enum err err = int_or(node, "seq", MAX_SEQ, 0, &out->seq);
    err = err ? err : int_or(node, "index", PUSH_MAX_EVENTS, -1, &out->index);
    err = err ? err : int_or(node, "after_ms", DAY_MS, 0, &out->after_ms);
    err = err ? err : json_choice(&status, NAMES(statuses), &index);
    if (!err && out->seq == 0 && out->index < 0)
        err = json_refuse(node, "missing", "缺少 seq", "no seq and no index");
    if (err)
        return err;
    out->status = (enum verdict_status)index;
    read_cut(node, "code", MAX_TEXT, out->code, sizeof(out->code));
    return out->status == VERDICT_REJECTED ? read_reason(node, out) : ERR_OK;
}

static enum err
read_verdicts(const struct json_node *results, struct push_reply *out)
{
    size_t count = json_count(results);
    if (!json_is_list(results) || count > PUSH_MAX_EVENTS)
        return json_refuse(results, "bad_value", "结果数量不正确",
                           "results are missing or too many");
    out->verdicts = calloc(count + 1, sizeof(*out->verdicts));
    if (!out->verdicts)
        return ERR_NO_MEMORY;
    out->count = count;
    enum err err = ERR_OK;
    for (size_t i = 0; i < count && !err; i++) {
        struct json_node item = json_item(results, i);
        err = read_verdict(&item, &out->verdicts[i]);
    }
    return err;
}

enum err
push_reply_parse(const char *body, size_t len, struct push_reply *out,
                 struct fault *fault)
{
    struct json_t *json;
    *out = (struct push_reply){0};
    enum err err = json_parse(body, len, &json, fault);
    if (err)
        return err;
    struct json_node root = json_root(json, fault);
    struct json_node results = json_at(&root, "results");
    struct json_node durable = json_at(&root, "durable_seq");
    struct json_node hub_time = json_at(&root, "hub_time");
    err = json_int(&durable, 0, MAX_SEQ, &out->durable_seq);
    err = err ? err : read_time(&hub_time, &out->hub_time_ms);
    err = err ? err : int_or(&root, "slow_ms", DAY_MS, 0, &out->slow_ms);
    err = err ? err
              : int_or(&root, "max_batch", MAX_SEQ, 0, &out->max_batch);
    err = err ? err : read_verdicts(&results, out);
    json_free(json);
    return err;
}

void
push_reply_clear(struct push_reply *reply)
{
    if (!reply)
        return;
    for (size_t i = 0; i < reply->count; i++)
        free(reply->verdicts[i].fault);
    free(reply->verdicts);
    *reply = (struct push_reply){0};
}
