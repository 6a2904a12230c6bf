// SPDX-License-Identifier: Apache-2.0
#include "wire/canonical.h"
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include "util/buf.h"
#include "wire/json.h"

// RFC 8785 writes numbers as IEEE doubles do; beyond this they lose digits.
#define SAFE_INTEGER 9007199254740991
#define FEW_MEMBERS 24

struct member {
    const char *key;
    const json_t *value;
};

// UTF-16 order: as bytes, but that characters beyond U+FFFF (lead byte F0
// and up) are surrogates there and go before U+E000–U+FFFF (EE and EF).
static int
compare_keys(const void *a, const void *b)
{
    const unsigned char *x = (const void *)((const struct member *)a)->key;
    const unsigned char *y = (const void *)((const struct member *)b)->key;
    while (*x && *x == *y) {
        x++;
        y++;
    }
    int order = (int)*x - (int)*y;
    return *x >= 0xee && *y >= 0xee && (*x >= 0xf0) != (*y >= 0xf0) ? -order
                                                                    : order;
}

static void
sort_members(struct member *members, size_t count)
{
    if (count > FEW_MEMBERS) {
        qsort(members, count, sizeof(*members), compare_keys);
        return;
    }
    for (size_t i = 1; i < count; i++) {
        struct member member = members[i];
        size_t at = i;
        for (; at > 0 && compare_keys(&members[at - 1], &member) > 0; at--)
            members[at] = members[at - 1];
        members[at] = member;
    }
}

static bool
add_escape(struct buf *out, unsigned char c)
{
    static const char names[] = "btn?fr";
    if (c == '"' || c == '\\')
        return buf_add_char(out, '\\') && buf_add_char(out, (char)c);
    if (c >= '\b' && c <= '\r' && c != '\v')
        return buf_add_char(out, '\\') &&
               buf_add_char(out, names[c - '\b']);
    return buf_addf(out, "\\u%04x", c);
}

bool
canonical_text(struct buf *out, const char *text, size_t len)
{
    size_t from = 0;
    if (!buf_add_char(out, '"'))
        return false;
    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)text[i];
        if (c >= 0x20 && c != '"' && c != '\\')
            continue;
        if (!buf_add(out, text + from, i - from) || !add_escape(out, c))
            return false;
        from = i + 1;
    }
    return buf_add(out, text + from, len - from) && buf_add_char(out, '"');
}

bool
canonical_int(struct buf *out, int64_t value)
{
    char digits[24];
    size_t at = sizeof(digits);
    uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    do {
        digits[--at] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest > 0);
    if (value < 0)
        digits[--at] = '-';
    return buf_add(out, digits + at, sizeof(digits) - at);
}

static enum err
add_value(struct buf *out, const json_t *value, const struct canonical *as);

static enum err
add_array(struct buf *out, const json_t *array, const struct canonical *as)
{
    enum err err = ERR_OK;
    buf_add_char(out, '[');
    for (size_t i = 0; i < json_array_size(array) && !err; i++) {
        if (i > 0)
            buf_add_char(out, ',');
        err = add_value(out, json_array_get(array, i), as);
    }
    buf_add_char(out, ']');
    return err;
}

static bool
is_ascii(const char *key)
{
    while ((unsigned char)*key >= 0x20 && (unsigned char)*key < 0x7f)
        key++;
    return !*key;
}

static enum err
add_members(struct buf *out, const struct member *members, size_t count,
            const struct canonical *as)
{
    enum err err = ERR_OK;
    buf_add_char(out, '{');
    for (size_t i = 0; i < count && !err; i++) {
        const char *key = members[i].key;
        if (as->ascii_keys && !is_ascii(key))
            return ERR_INVALID;
        if (i > 0)
            buf_add_char(out, ',');
        canonical_text(out, key, strlen(key));
        buf_add_char(out, ':');
        err = add_value(out, members[i].value, as);
    }
    buf_add_char(out, '}');
    return err;
}

static enum err
add_object(struct buf *out, const json_t *object, const struct canonical *as)
{
    struct member few[FEW_MEMBERS], *members = few;
    size_t count = json_object_size(object), used = 0;
    if (count > FEW_MEMBERS) {
        members = malloc(count * sizeof(*members));
        if (!members)
            return ERR_NO_MEMORY;
    }
    const char *key;
    json_t *value;
    json_object_foreach ((json_t *)object, key, value)
        members[used++] = (struct member){key, value};
    sort_members(members, used);
    enum err err = add_members(out, members, used, as);
    if (members != few)
        free(members);
    return err;
}

static enum err
add_integer(struct buf *out, int64_t value)
{
    if (value > SAFE_INTEGER || value < -SAFE_INTEGER)
        return ERR_INVALID;
    canonical_int(out, value);
    return ERR_OK;
}

static enum err
add_value(struct buf *out, const json_t *value, const struct canonical *as)
{
    switch (json_typeof(value)) {
    case JSON_OBJECT:
        return add_object(out, value, as);
    case JSON_ARRAY:
        return add_array(out, value, as);
    case JSON_STRING:
        canonical_text(out, json_string_value(value),
                       json_string_length(value));
        return ERR_OK;
    case JSON_INTEGER:
        return add_integer(out, json_integer_value(value));
    case JSON_TRUE:
        buf_add_str(out, "true");
        return ERR_OK;
    case JSON_FALSE:
        buf_add_str(out, "false");
        return ERR_OK;
    case JSON_NULL:
        buf_add_str(out, "null");
        return ERR_OK;
    case JSON_REAL:
        break;
    }
    return ERR_INVALID;
}

enum err
canonical_event(const struct json_t *event, struct buf *out)
{
    struct member members[FEW_MEMBERS];
    size_t used = 0;
    const json_t *origin = json_object_get(event, "origin");
    const json_t *seq = json_object_get(origin, "seq");
    if (json_object_size(event) > FEW_MEMBERS)
        return ERR_INVALID;
    const char *key;
    json_t *value;
    json_object_foreach ((json_t *)event, key, value) {
        if (origin && !strcmp(key, "origin"))
            continue;
        bool moved = seq && !strcmp(key, "seq");
        members[used++] = (struct member){key, moved ? seq : value};
    }
    sort_members(members, used);
    struct canonical as = {.ascii_keys = true};
    enum err err = add_members(out, members, used, &as);
    return !err && out->failed ? ERR_NO_MEMORY : err;
}

enum err
json_canonical(const struct json_t *json, struct buf *out)
{
    struct canonical as = {.ascii_keys = false};
    enum err err = add_value(out, json, &as);
    return !err && out->failed ? ERR_NO_MEMORY : err;
}
