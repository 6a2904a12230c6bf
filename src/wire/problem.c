// SPDX-License-Identifier: Apache-2.0
#include "wire/problem.h"
#include <string.h>
#include "util/base64.h"
#include "util/buf.h"
#include "util/str.h"
#include "wire/json.h"
#include "wire/read.h"
#include "wire/writer.h"

#define TYPE_PREFIX "urn:talent:"
#define TEXT_MAX (64 * 1024)

static void
write_order(struct writer *writer, const struct order *order)
{
    writer_object(writer, "order");
    writer_text(writer, "kiosk_id", order->kiosk_id);
    writer_text(writer, "action", order_action_name(order->action));
    writer_text(writer, "at", order->at);
    writer_bytes(writer, "signature", order->signature, SIGN_SIZE);
    writer_end(writer);
}

enum err
problem_write(const struct problem *problem, struct buf *out)
{
    char type[64];
    struct writer writer;
    str_format(type, sizeof(type), TYPE_PREFIX "%s", problem->code);
    writer_init(&writer, out);
    writer_object(&writer, NULL);
    writer_text(&writer, "type", problem->code[0] ? type : "about:blank");
    writer_text(&writer, "title", problem->title);
    writer_int(&writer, "status", problem->status);
    writer_text(&writer, "detail", problem->detail);
    if (problem->zh[0]) {
        writer_object(&writer, "message");
        writer_text(&writer, "zh", problem->zh);
        writer_text(&writer, "en", problem->en);
        writer_end(&writer);
    }
    if (problem->hub_time_ms)
        writer_time(&writer, "hub_time", problem->hub_time_ms);
    if (problem->has_order)
        write_order(&writer, &problem->order);
    writer_end(&writer);
    return writer_result(&writer);
}

static bool
read_order(const struct json_node *node, struct order *out)
{
    static const char *const actions[] = {"lock", "wipe"};
    const char *signature;
    int action;
    struct json_node kiosk = json_at(node, "kiosk_id");
    struct json_node what = json_at(node, "action");
    struct json_node at = json_at(node, "at");
    struct json_node sealed = json_at(node, "signature");
    if (read_id(&kiosk, out->kiosk_id) ||
        json_choice(&what, NAMES(actions), &action) ||
        read_text(&at, false, out->at, sizeof(out->at)) ||
        json_text(&sealed, 128, &signature))
        return false;
    out->action = (enum order_action)action;
    return base64url_decode_exact(signature, out->signature, SIGN_SIZE);
}

enum err
problem_parse(const char *body, size_t len, struct problem *out)
{
    struct json_t *json;
    char type[128] = "";
    int64_t status = 0;
    *out = (struct problem){0};
    enum err err = json_parse(body, len, &json, NULL);
    if (err)
        return err;
    struct json_node root = json_root(json, NULL);
    struct json_node number = json_at(&root, "status");
    struct json_node message = json_at(&root, "message");
    struct json_node hub_time = json_at(&root, "hub_time");
    struct json_node order = json_at(&root, "order");
    read_cut(&root, "type", TEXT_MAX, type, sizeof(type));
    if (str_starts(type, TYPE_PREFIX))
        str_copy(out->code, sizeof(out->code), type + strlen(TYPE_PREFIX));
    read_cut(&root, "title", TEXT_MAX, out->title, sizeof(out->title));
    read_cut(&root, "detail", TEXT_MAX, out->detail, sizeof(out->detail));
    read_cut(&message, "zh", TEXT_MAX, out->zh, sizeof(out->zh));
    read_cut(&message, "en", TEXT_MAX, out->en, sizeof(out->en));
    if (!json_int(&number, 100, 599, &status))
        out->status = (int)status;
    (void)read_time_or_null(&hub_time, &out->hub_time_ms);
    out->has_order = read_order(&order, &out->order);
    if (!json_is_record(&root))
        err = ERR_INVALID;
    json_free(json);
    return err;
}
