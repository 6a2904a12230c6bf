// SPDX-License-Identifier: Apache-2.0
#include "wire/read.h"
#include <jansson.h>
#include <string.h>
#include "model/hours.h"
#include "model/lang.h"
#include "model/list.h"
#include "util/base64.h"
#include "util/str.h"
#include "util/utf8.h"

/**
 * Embeddings, overrides and isolates (UAX #9) make a text read otherwise
 * than it is written; no word of ours needs one.
 */
static bool
has_direction(const char *text)
{
    const char *end = text + strlen(text);
    uint32_t code;
    while (utf8_next(&text, end, &code)) {
        if ((code >= 0x202A && code <= 0x202E)
            || (code >= 0x2066 && code <= 0x2069))
            return true;
    }
    return false;
}

static enum err
copy_language(const struct json_node *node, const char *key, size_t max,
              char **out)
{
    const char *text;
    struct json_node at = json_at(node, key);
    enum err err = json_text_or_null(&at, max, &text);
    if (err || !text)
        return err;
    if (has_direction(text))
        return json_refuse(&at, "bad_value", "含有改变文字方向的控制字符",
                           "a character in it changes the direction of "
                           "writing (U+202A-202E, U+2066-2069)");
    *out = str_dup(text);
    return *out ? ERR_OK : ERR_NO_MEMORY;
}

enum err
read_names(const struct json_node *node, size_t max, struct text *out)
{
    struct json_node zh = json_at(node, "zh");
    if (json_missing(&zh))
        return json_refuse(&zh, "missing", "缺少中文内容",
                           "the Chinese text is missing");
    enum err err = copy_language(node, "zh", max, &out->zh);
    err = err ? err : copy_language(node, "en", max, &out->en);
    return err ? err : copy_language(node, "bo", max, &out->bo);
}

enum err
read_names_or_null(const struct json_node *node, size_t max,
                   struct text *out)
{
    return json_missing(node) ? ERR_OK : read_names(node, max, out);
}

enum err
read_text(const struct json_node *node, bool optional, char *out, size_t size)
{
    const char *text;
    out[0] = '\0';
    if (optional && json_missing(node))
        return ERR_OK;
    enum err err = json_text(node, size - 1, &text);
    if (!err)
        str_copy(out, size, text);
    return err;
}

void
read_cut(const struct json_node *node, const char *key, size_t max,
         char *out, size_t size)
{
    const char *text = NULL;
    struct json_node at = json_at(node, key);
    at.fault = NULL;
    if (!json_text_or_null(&at, max, &text))
        str_copy(out, size, text);
}

enum err
read_id(const struct json_node *node, char out[ID_SIZE])
{
    const char *text;
    out[0] = '\0';
    enum err err = json_text(node, ID_SIZE - 1, &text);
    if (err)
        return err;
    if (!id_valid(text))
        return json_refuse(node, "bad_value", "编号格式不正确",
                           "this is not an id of 1 to 64 of A-Z a-z 0-9 "
                           ". _ : -");
    str_copy(out, ID_SIZE, text);
    return ERR_OK;
}

enum err
read_id_or_null(const struct json_node *node, char out[ID_SIZE])
{
    out[0] = '\0';
    return json_missing(node) ? ERR_OK : read_id(node, out);
}

enum err
read_id_copy(const struct json_node *node, char **out)
{
    char id[ID_SIZE];
    enum err err = read_id_or_null(node, id);
    if (err || !id[0])
        return err;
    *out = str_dup(id);
    return *out ? ERR_OK : ERR_NO_MEMORY;
}

static enum err
refuse_list(const struct json_node *node)
{
    return json_refuse(node, "bad_type", "应为列表，且项目不能太多",
                       "this is not a list, or it has too many items");
}

// How many items; refuses what is neither an array nor missing.
static enum err
count_items(const struct json_node *node, size_t max, size_t *out)
{
    *out = json_count(node);
    if (json_missing(node))
        return ERR_OK;
    return json_is_list(node) && *out <= max ? ERR_OK : refuse_list(node);
}

enum err
read_ids(const struct json_node *node, size_t max, struct list *out)
{
    char id[ID_SIZE];
    size_t count;
    enum err err = count_items(node, max, &count);
    for (size_t i = 0; i < count && !err; i++) {
        struct json_node item = json_item(node, i);
        err = read_id(&item, id);
        if (!err && !list_add(out, id))
            err = ERR_NO_MEMORY;
    }
    return err;
}

enum err
read_day(const struct json_node *node, bool optional, char out[DAY_SIZE])
{
    enum err err = read_text(node, optional, out, DAY_SIZE);
    if (err || (optional && !out[0]) || day_valid(out))
        return err;
    return json_refuse(node, "bad_value", "日期格式不正确，应为 年-月-日",
                       "this is not a calendar day as 2026-12-01");
}

enum err
read_bool(const struct json_node *node, bool otherwise, bool *out)
{
    *out = otherwise;
    if (json_missing(node))
        return ERR_OK;
    if (!json_is_boolean(node->value))
        return json_refuse(node, "bad_type", "应为 true 或 false",
                           "this is neither true nor false");
    *out = json_is_true(node->value);
    return ERR_OK;
}

enum err
read_time(const struct json_node *node, int64_t *out_ms)
{
    const char *text;
    enum err err = json_text(node, 40, &text);
    if (err)
        return err;
    if (!timestamp_parse(text, out_ms))
        return json_refuse(node, "bad_value", "时间格式不正确",
                           "the time is not RFC 3339 with an offset");
    return ERR_OK;
}

enum err
read_time_or_null(const struct json_node *node, int64_t *out_ms)
{
    *out_ms = 0;
    return json_missing(node) ? ERR_OK : read_time(node, out_ms);
}

static enum err
read_minute(const struct json_node *node, int *out)
{
    const char *text;
    enum err err = json_text(node, 5, &text);
    if (!err && !hours_minute_parse(text, out))
        err = json_refuse(node, "bad_value", "时间应为 时:分",
                          "this is not a time of the day as 08:30");
    return err;
}

static enum err
read_days(const struct json_node *node, uint8_t *out)
{
    size_t count;
    int64_t day;
    enum err err = count_items(node, 7, &count);
    if (!err && count == 0)
        err = refuse_list(node);
    *out = 0;
    for (size_t i = 0; i < count && !err; i++) {
        struct json_node item = json_item(node, i);
        err = json_int(&item, 1, 7, &day);
        if (!err)
            *out |= hours_day_bit((int)day);
    }
    return err;
}

enum err
read_hours(const struct json_node *node, struct hours *out)
{
    size_t count;
    enum err err = count_items(node, HOURS_MAX, &count);
    for (size_t i = 0; i < count && !err; i++) {
        struct json_node row = json_item(node, i);
        struct json_node days = json_at(&row, "days");
        struct json_node from = json_at(&row, "from");
        struct json_node to = json_at(&row, "to");
        uint8_t bits;
        int begin = 0, end = 0;
        err = read_days(&days, &bits);
        err = err ? err : read_minute(&from, &begin);
        err = err ? err : read_minute(&to, &end);
        if (!err && !hours_add(out, bits, begin, end))
            err = json_refuse(&row, "bad_value", "结束时间应晚于开始时间",
                              "it must close after it opens");
    }
    return err;
}

enum err
read_key(const struct json_node *node, unsigned char out[32])
{
    const char *text;
    enum err err = json_text(node, 64, &text);
    if (!err && !base64url_decode_exact(text, out, 32))
        err = json_refuse(node, "bad_value", "密钥格式不正确",
                          "this is not 32 bytes in base64url");
    return err;
}
