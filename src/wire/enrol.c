// SPDX-License-Identifier: Apache-2.0
#include "wire/enrol.h"
#include <string.h>
#include "util/buf.h"
#include "util/str.h"
#include "wire/json.h"
#include "wire/read.h"
#include "wire/writer.h"

static void
write_pins(struct writer *writer, const char pins[][ENROL_PIN_SIZE],
           size_t count)
{
    writer_array(writer, "pins");
    for (size_t i = 0; i < count; i++)
        writer_text(writer, NULL, pins[i]);
    writer_end(writer);
}

static enum err
read_pins(const struct json_node *node, char pins[][ENROL_PIN_SIZE],
          size_t *out)
{
    size_t count = json_count(node);
    enum err err = ERR_OK;
    *out = 0;
    if (json_missing(node))
        return ERR_OK;
    if (!json_is_list(node) || count > ENROL_MAX_PINS)
        return json_refuse(node, "bad_value", "证书指纹过多",
                           "pins must be a list of at most 8");
    for (size_t i = 0; i < count && !err; i++) {
        struct json_node item = json_item(node, i);
        err = read_text(&item, false, pins[i], ENROL_PIN_SIZE);
        if (!err && !str_starts(pins[i], "sha256//"))
            err = json_refuse(&item, "bad_value", "证书指纹格式不正确",
                              "a pin must begin with sha256//");
    }
    *out = err ? 0 : count;
    return err;
}

enum err
enrol_invite_write(const struct enrol_invite *invite, struct buf *out)
{
    struct writer writer;
    writer_init(&writer, out);
    writer_object(&writer, NULL);
    writer_int(&writer, "v", 1);
    writer_text(&writer, "hub", invite->hub);
    writer_text(&writer, "code", invite->code);
    write_pins(&writer, invite->pins, invite->pin_count);
    writer_end(&writer);
    return writer_result(&writer);
}

enum err
enrol_invite_parse(const char *text, size_t len, struct enrol_invite *out,
                   struct fault *fault)
{
    struct json_t *json;
    int64_t version;
    *out = (struct enrol_invite){0};
    enum err err = json_parse(text, len, &json, fault);
    if (err)
        return err;
    struct json_node root = json_root(json, fault);
    struct json_node v = json_at(&root, "v"), hub = json_at(&root, "hub");
    struct json_node code = json_at(&root, "code");
    struct json_node pins = json_at(&root, "pins");
    err = json_int(&v, 1, 1, &version);
    err = err ? err : read_text(&hub, false, out->hub, sizeof(out->hub));
    err = err ? err : read_text(&code, false, out->code, sizeof(out->code));
    err = err ? err : read_pins(&pins, out->pins, &out->pin_count);
    json_free(json);
    return err;
}

enum err
enrol_request_write(const struct enrol_request *request, struct buf *out)
{
    struct writer writer;
    writer_init(&writer, out);
    writer_object(&writer, NULL);
    writer_text(&writer, "code", request->code);
    writer_bytes(&writer, "public_key", request->public_key,
                 SIGN_PUBLIC_SIZE);
    writer_text(&writer, "model", request->model);
    writer_text(&writer, "version", request->version);
    writer_end(&writer);
    return writer_result(&writer);
}

enum err
enrol_request_parse(const char *body, size_t len, struct enrol_request *out,
                    struct fault *fault)
{
    struct json_t *json;
    *out = (struct enrol_request){0};
    enum err err = json_parse(body, len, &json, fault);
    if (err)
        return err;
    struct json_node root = json_root(json, fault);
    struct json_node code = json_at(&root, "code");
    struct json_node key = json_at(&root, "public_key");
    struct json_node model = json_at(&root, "model");
    struct json_node version = json_at(&root, "version");
    err = read_text(&code, false, out->code, sizeof(out->code));
    err = err ? err : read_key(&key, out->public_key);
    err = err ? err : read_text(&model, true, out->model, sizeof(out->model));
    if (!err)
        err = read_text(&version, true, out->version, sizeof(out->version));
    json_free(json);
    return err;
}

static void
write_key(struct writer *writer, const char *name, const char *id_name,
          const struct enrol_key *key)
{
    writer_object(writer, name);
    writer_text(writer, id_name, key->id);
    writer_bytes(writer, "key", key->key, sizeof(key->key));
    writer_end(writer);
}

enum err
enrol_reply_write(const struct enrol_reply *reply, struct buf *out)
{
    struct writer writer;
    writer_init(&writer, out);
    writer_object(&writer, NULL);
    writer_text(&writer, "kiosk_id", reply->kiosk_id);
    writer_int(&writer, "sign", reply->sign);
    writer_text(&writer, "site", reply->site);
    writer_text(&writer, "hub_id", reply->hub_id);
    writer_bytes(&writer, "hub_key", reply->hub_key, SIGN_PUBLIC_SIZE);
    write_pins(&writer, reply->pins, reply->pin_count);
    write_key(&writer, "seal_key", "id", &reply->seal_key);
    writer_array(&writer, "directory_keys");
    for (size_t i = 0; i < reply->directory_key_count; i++)
        write_key(&writer, NULL, "k", &reply->directory_keys[i]);
    writer_end(&writer);
    writer_time(&writer, "hub_time", reply->hub_time_ms);
    writer_end(&writer);
    return writer_result(&writer);
}

static enum err
read_named_key(const struct json_node *node, const char *id_name,
               struct enrol_key *out)
{
    struct json_node id = json_at(node, id_name);
    struct json_node key = json_at(node, "key");
    enum err err = read_id(&id, out->id);
    return err ? err : read_key(&key, out->key);
}

static enum err
read_directory_keys(const struct json_node *node, struct enrol_reply *out)
{
    size_t count = json_count(node);
    enum err err = ERR_OK;
    if (count > ENROL_MAX_KEYS)
        return json_refuse(node, "bad_value", "密钥过多",
                           "there are more than 16 directory keys");
    for (size_t i = 0; i < count && !err; i++) {
        struct json_node item = json_item(node, i);
        err = read_named_key(&item, "k", &out->directory_keys[i]);
    }
    out->directory_key_count = err ? 0 : count;
    return err;
}

static enum err
read_reply(const struct json_node *root, struct enrol_reply *out)
{
    struct json_node kiosk = json_at(root, "kiosk_id");
    struct json_node sign = json_at(root, "sign");
    struct json_node site = json_at(root, "site");
    struct json_node hub = json_at(root, "hub_id");
    struct json_node hub_key = json_at(root, "hub_key");
    struct json_node pins = json_at(root, "pins");
    struct json_node seal = json_at(root, "seal_key");
    struct json_node keys = json_at(root, "directory_keys");
    struct json_node hub_time = json_at(root, "hub_time");
    int64_t number = 0;
    enum err err = read_id(&kiosk, out->kiosk_id);
    err = err ? err : json_int(&sign, 1, 9, &number);
    err = err ? err : read_id(&site, out->site);
    err = err ? err : read_id(&hub, out->hub_id);
    err = err ? err : read_key(&hub_key, out->hub_key);
    err = err ? err : read_pins(&pins, out->pins, &out->pin_count);
    err = err ? err : read_named_key(&seal, "id", &out->seal_key);
    err = err ? err : read_directory_keys(&keys, out);
    out->sign = (int)number;
    return err ? err : read_time(&hub_time, &out->hub_time_ms);
}

enum err
enrol_reply_parse(const char *body, size_t len, struct enrol_reply *out,
                  struct fault *fault)
{
    struct json_t *json;
    *out = (struct enrol_reply){0};
    enum err err = json_parse(body, len, &json, fault);
    if (err)
        return err;
    struct json_node root = json_root(json, fault);
    err = read_reply(&root, out);
    json_free(json);
    if (err)
        secret_wipe(out, sizeof(*out));
    return err;
}
