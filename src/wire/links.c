// SPDX-License-Identifier: Apache-2.0
#include "wire/links.h"
#include <jansson.h>
#include "util/str.h"
#include "wire/fault.h"
#include "wire/json.h"

/** Which fields hold ids, or lists of ids, of what (PROTOCOL.md, and the
 *  readers in record_*.c). */
static const struct field {
    const char *kind;
    const char *name;
    const char *to;
} fields[] = {
    {"topic", "parent", "topic"},
    {"policy", "topics", "topic"},
    {"policy", "services", "service"},
    {"policy", "rules", "rule"},
    {"entry", "form", "form"},
    {"service", "policy", "policy"},
    {"service", "form", "form"},
    {"form", "policy", "policy"},
    {"form", "service", "service"},
    {"rule", "policy", "policy"},
    {"rule", "service", "service"},
    {"activity", "form", "form"},
    {"activity", "policy", "policy"},
};
#define FIELD_COUNT (sizeof(fields) / sizeof(fields[0]))

/** One walk through a body. */
struct walk {
    const char *kind;
    const char *prefix; // "" or "next."
    record_link_fn *fn;
    void *userdata;
};

static enum err
tell(const struct walk *walk, const char *field, const char *to,
     const json_t *value)
{
    const struct record_link link = {field, to, json_string_value(value)};
    return link.id ? walk->fn(&link, walk->userdata) : ERR_OK;
}

static enum err
walk_field(const struct walk *walk, const struct field *field,
           const json_t *value)
{
    char name[FAULT_FIELD_SIZE];
    enum err err = ERR_OK;
    str_format(name, sizeof(name), "%s%s", walk->prefix, field->name);
    if (!json_is_array(value))
        return tell(walk, name, field->to, value);
    for (size_t i = 0; i < json_array_size(value) && !err; i++) {
        str_format(name, sizeof(name), "%s%s[%zu]", walk->prefix,
                   field->name, i);
        err = tell(walk, name, field->to, json_array_get(value, i));
    }
    return err;
}

static enum err
walk_body(const struct walk *walk, const json_t *body)
{
    enum err err = ERR_OK;
    for (size_t i = 0; i < FIELD_COUNT && !err; i++) {
        if (str_equal(fields[i].kind, walk->kind))
            err = walk_field(walk, &fields[i],
                             json_object_get(body, fields[i].name));
    }
    return err;
}

enum err
record_links(const char *kind, const char *body, size_t len,
             record_link_fn *fn, void *userdata)
{
    struct walk walk = {kind, "", fn, userdata};
    json_t *json;
    enum err err = json_parse(body, len, &json, NULL);
    if (err)
        return err;
    err = walk_body(&walk, json);
    walk.prefix = "next.";
    if (!err)
        err = walk_body(&walk, json_object_get(json, "next"));
    json_free(json);
    return err;
}

bool
record_links_to(const char *from, const char *to)
{
    for (size_t i = 0; i < FIELD_COUNT; i++) {
        if (str_equal(fields[i].kind, from) && str_equal(fields[i].to, to))
            return true;
    }
    return false;
}
