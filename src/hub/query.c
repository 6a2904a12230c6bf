// SPDX-License-Identifier: Apache-2.0
#include "hub/query.h"

#include <string.h>

#include "model/kind.h"
#include "util/id.h"
#include "util/str.h"

#define VALUE_MAX 2048

static int
hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

/** One name or value, percent-decoded; false for a NUL or broken escape.
 * `space` is what a plus means. */
static bool
decode(const char *text, size_t len, char space, char *out, size_t size)
{
    size_t n = 0;
    for (size_t i = 0; i < len; i++) {
        char c = text[i];
        if (c == '+') {
            c = space;
        } else if (c == '%') {
            int high = len - i > 2 ? hex_digit(text[i + 1]) : -1;
            int low = len - i > 2 ? hex_digit(text[i + 2]) : -1;
            if (high < 0 || low < 0)
                return false;
            c = (char)(high << 4 | low);
            i += 2;
        }
        if (c == '\0' || n + 1 >= size)
            return false;
        out[n++] = c;
    }
    out[n] = '\0';
    return true;
}

bool
path_decode(const char *text, char *out, size_t size)
{
    return decode(text, strlen(text), '+', out, size);
}

/** Digits up to `end` or a dot; moves `at` behind them. */
static bool
position_take(const char **at, int64_t *out)
{
    char digits[20];
    size_t len = strspn(*at, "0123456789");
    if (len == 0 || len >= sizeof(digits))
        return false;
    memcpy(digits, *at, len);
    digits[len] = '\0';
    *at += len;
    return str_parse_int(digits, 0, INT64_MAX, out);
}

bool
changes_cursor_parse(const char *text, struct changes_cursor *out)
{
    memset(out, 0, sizeof(*out));
    if (strnlen(text, HUB_UUID_SIZE) < HUB_UUID_SIZE ||
        text[HUB_UUID_SIZE - 1] != '.')
        return false;
    memcpy(out->epoch, text, HUB_UUID_SIZE - 1);
    const char *at = text + HUB_UUID_SIZE;
    if (!id_uuid_valid(out->epoch) || !position_take(&at, &out->seq))
        return false;
    if (*at == '.') {
        at++;
        if (!position_take(&at, &out->born))
            return false;
    }
    return *at == '\0';
}

void
changes_cursor_format(const struct changes_cursor *cursor,
                      char out[CHANGE_CURSOR_SIZE])
{
    if (cursor->seq < cursor->born)
        str_format(out, CHANGE_CURSOR_SIZE, "%s.%lld.%lld", cursor->epoch,
                   (long long)cursor->seq, (long long)cursor->born);
    else
        str_format(out, CHANGE_CURSOR_SIZE, "%s.%lld", cursor->epoch,
                   (long long)cursor->seq);
}

static void
kind_add(struct changes_query *query, const char *kind, size_t len)
{
    char name[CHANGE_KIND_SIZE];
    enum kind known;
    if (len >= sizeof(name))
        return;
    memcpy(name, kind, len);
    name[len] = '\0';
    if (kind_parse(name, &known) && query->kind_count < KIND_COUNT)
        query->kinds[query->kind_count++] = kind_name(known);
}

static void
kinds_parse(const char *value, struct changes_query *query)
{
    query->by_kind = value[0] != '\0';
    query->kind_count = 0;
    for (const char *at = value; *at != '\0';) {
        size_t len = strcspn(at, ",");
        kind_add(query, at, len);
        at += len + (at[len] == ',');
    }
}

static bool
cursor_parse(const char *value, struct changes_query *query)
{
    query->from_start = value[0] == '\0';
    memset(&query->cursor, 0, sizeof(query->cursor));
    return query->from_start || changes_cursor_parse(value, &query->cursor);
}

static bool
number_parse(const char *value, int64_t min, int64_t max, int64_t most,
             int *out)
{
    int64_t number;
    if (!str_parse_int(value, min, max, &number))
        return false;
    *out = (int)(number < most ? number : most);
    return true;
}

static bool
pair_take(const char *name, const char *value, struct changes_query *out)
{
    if (strcmp(name, "cursor") == 0)
        return cursor_parse(value, out);
    if (strcmp(name, "limit") == 0)
        return number_parse(value, 1, CHANGE_MAX_PAGE, CHANGE_MAX_PAGE,
                            &out->limit);
    if (strcmp(name, "wait") == 0)
        return number_parse(value, 0, INT64_MAX, QUERY_WAIT_MAX, &out->wait_s);
    if (strcmp(name, "kinds") == 0)
        kinds_parse(value, out);
    return true;
}

static const char *
static_name(const char *name)
{
    static const char *const names[] = {"cursor", "limit", "wait", "kinds"};
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        if (strcmp(names[i], name) == 0)
            return names[i];
    }
    return "query";
}

enum err
changes_query_parse(const char *query, struct changes_query *out,
                    const char **field)
{
    char name[64];
    char value[VALUE_MAX];
    memset(out, 0, sizeof(*out));
    out->from_start = true;
    out->limit = QUERY_LIMIT_DEFAULT;
    *field = "query";
    for (const char *at = query; *at != '\0';) {
        size_t len = strcspn(at, "&");
        size_t left = strcspn(at, "=&");
        size_t skip = left < len ? left + 1 : len;
        // a name too long to decode is none of ours
        if (decode(at, left, ' ', name, sizeof(name))) {
            *field = static_name(name);
            bool ours = strcmp(*field, "query") != 0;
            if (ours && (!decode(at + skip, len - skip, ' ', value,
                                 sizeof(value)) ||
                         !pair_take(name, value, out)))
                return ERR_INVALID;
        }
        at += len + (at[len] == '&');
    }
    return ERR_OK;
}
