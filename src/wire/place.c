// SPDX-License-Identifier: Apache-2.0
#include "wire/place.h"
#include <inttypes.h>
#include <jansson.h>
#include <stdbool.h>
#include <string.h>
#include "util/buf.h"
#include "util/str.h"
#include "wire/scan.h"

#define PATH_SIZE (FAULT_FIELD_SIZE + 8)
#define MAX_INDEX 1000000

static struct place
place_of(const char *text, const char *at)
{
    struct place place = {.line = 1, .column = 1};
    for (; text < at; text++) {
        bool goes_on = ((unsigned char)*text & 0xC0) == 0x80;
        if (*text == '\n')
            place = (struct place){place.line + 1, 1};
        else
            place.column += !goes_on;
    }
    return place;
}

struct place
place_syntax(const char *text, size_t len, size_t depth)
{
    json_error_t error = {.line = 0};
    const char *deep = scan_too_deep((struct scan_span){text, len}, depth);
    if (deep)
        return place_of(text, deep);
    json_t *json = json_loadb(text, len,
                              JSON_REJECT_DUPLICATES | JSON_DECODE_ANY,
                              &error);
    bool good = json != NULL;
    json_decref(json);
    if (good || error.line < 1)
        return (struct place){0};
    return (struct place){error.line, error.column > 0 ? error.column : 1};
}

bool
place_step(const char **path, struct place_step *out)
{
    const char *at = *path + (**path == '.');
    *out = (struct place_step){0};
    if (*at == '\0')
        return false;
    size_t len = strcspn(at, *at == '[' ? "]" : ".[");
    if (*at != '[') {
        if (len == 0 || len >= sizeof(out->key))
            return false;
        memcpy(out->key, at, len);
        *path = at + len;
        return true;
    }
    char digits[8];
    int64_t index;
    if (at[len] == '\0' || len > sizeof(digits))
        return false;
    memcpy(digits, at + 1, len - 1);
    digits[len - 1] = '\0';
    *path = at + len + 1;
    bool good = str_parse_int(digits, 0, MAX_INDEX, &index);
    out->index = good ? (size_t)index : 0;
    return good;
}

/** Go on to the value that a step leads to; `mark` is where it begins. */
static bool
follow(const struct place_step *step, struct scan_span *at, const char **mark)
{
    struct scan scan;
    struct scan_span key, value;
    bool list = step->key[0] == '\0';
    if (!scan_enter(&scan, *at, list ? '[' : '{'))
        return false;
    for (size_t i = 0; scan_next(&scan, &key, &value) == SCAN_ITEM; i++) {
        if (list ? i != step->index : !scan_key_is(key, step->key))
            continue;
        *mark = list ? value.text : key.text;
        *at = value;
        return true;
    }
    return false;
}

struct place
place_field(const char *text, size_t len, const char *path)
{
    struct scan_span at = {text, len};
    const char *mark = text;
    struct place_step step;
    while (place_step(&path, &step) && follow(&step, &at, &mark))
        continue;
    // Blank lines may stand before the document itself.
    while (mark < text + len && strchr(" \t\r\n", *mark))
        mark++;
    return (struct place){.line = place_of(text, mark).line};
}

struct place
place_body_field(const char *text, size_t len, const char *path)
{
    char whole[PATH_SIZE];
    if (str_equal(path, "kind") || str_equal(path, "id"))
        return place_field(text, len, path);
    str_format(whole, sizeof(whole), "body.%s", path);
    return place_field(text, len, whole);
}

void
place_add(const struct place *place, struct buf *out)
{
    if (place->line > 0)
        buf_addf(out, "line %" PRId64, place->line);
    if (place->line > 0 && place->column > 0)
        buf_addf(out, ", column %" PRId64, place->column);
    if (place->line > 0)
        buf_add_str(out, ": ");
}
