// SPDX-License-Identifier: Apache-2.0
#include "wire/record.h"
#include <stdlib.h>
#include "model/policy.h"
#include "wire/read.h"
#include "wire/record_open.h"

#define MAX_FACTS 64
#define MAX_LINKS 64
#define MAX_ORDER 1000000

static enum err
read_facts(const struct json_node *node, struct policy *out)
{
    size_t count;
    enum err err = record_count(node, MAX_FACTS, &count);
    if (err || count == 0)
        return err;
    out->facts = calloc(count, sizeof(*out->facts));
    if (!out->facts)
        return ERR_NO_MEMORY;
    out->fact_count = count;
    for (size_t i = 0; i < count && !err; i++) {
        struct json_node item = json_item(node, i);
        struct json_node label = json_at(&item, "label");
        struct json_node value = json_at(&item, "value");
        struct policy_fact *fact = &out->facts[i];
        err = read_names(&label, RECORD_NAME_MAX, &fact->label);
        err = err ? err : read_names(&value, RECORD_TEXT_MAX, &fact->value);
    }
    return err;
}

static enum err
read_links(const struct json_node *root, struct policy *out)
{
    struct json_node topics = json_at(root, "topics");
    struct json_node services = json_at(root, "services");
    struct json_node rules = json_at(root, "rules");
    enum err err = read_ids(&topics, MAX_LINKS, &out->topics);
    err = err ? err : read_ids(&services, MAX_LINKS, &out->services);
    return err ? err : read_ids(&rules, MAX_LINKS, &out->rules);
}

static enum err
read_policy(const struct json_node *root, const char *id, void *userdata)
{
    struct policy *out = userdata;
    struct json_node title = json_at(root, "title");
    struct json_node summary = json_at(root, "summary");
    struct json_node facts = json_at(root, "facts");
    struct json_node body = json_at(root, "body");
    struct json_node from = json_at(root, "valid_from");
    struct json_node to = json_at(root, "valid_to");
    enum err err = record_id_copy(id, &out->id);
    err = err ? err : read_names(&title, RECORD_NAME_MAX, &out->title);
    if (!err)
        err = read_names_or_null(&summary, RECORD_TEXT_MAX, &out->summary);
    if (!err)
        err = read_names_or_null(&body, RECORD_BODY_MAX, &out->body);
    err = err ? err : read_facts(&facts, out);
    err = err ? err : record_rows(root, &out->rows, &out->row_count);
    err = err ? err : read_links(root, out);
    err = err ? err : read_day(&from, true, out->valid_from);
    err = err ? err : read_day(&to, true, out->valid_to);
    return err ? err : record_source(root, &out->source, &out->state);
}

enum err
record_policy(const char *id, const char *body, size_t len,
              struct policy *out, struct fault *fault)
{
    *out = (struct policy){0};
    return record_read(id, body, len, read_policy, out, fault);
}

static enum err
read_topic(const struct json_node *root, const char *id, void *userdata)
{
    struct topic *out = userdata;
    struct json_node name = json_at(root, "name");
    struct json_node search = json_at(root, "search");
    struct json_node parent = json_at(root, "parent");
    struct json_node icon = json_at(root, "icon");
    struct json_node order = json_at(root, "order");
    enum err err = record_id_copy(id, &out->id);
    err = err ? err : read_names(&name, RECORD_NAME_MAX, &out->name);
    if (!err)
        err = read_names_or_null(&search, RECORD_NAME_MAX, &out->search);
    err = err ? err : read_id_copy(&parent, &out->parent);
    err = err ? err : read_id_copy(&icon, &out->icon);
    if (!err && !json_missing(&order))
        err = json_int(&order, -MAX_ORDER, MAX_ORDER, &out->order);
    return err;
}

enum err
record_topic(const char *id, const char *body, size_t len, struct topic *out,
             struct fault *fault)
{
    *out = (struct topic){0};
    return record_read(id, body, len, read_topic, out, fault);
}
