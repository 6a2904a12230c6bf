// SPDX-License-Identifier: Apache-2.0
#include "wire/fields.h"
#include <string.h>
#include "util/buf.h"

#define ITEM_MAX 256
#define SCRAP_MAX 8192
#define DIGITS "0123456789"
#define LOWER "abcdefghijklmnopqrstuvwxyz"
#define UPPER "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

void
fields_skip_space(struct fields *fields)
{
    while (*fields->at == ' ')
        fields->at++;
}

bool
fields_take(struct fields *fields, char c)
{
    if (*fields->at != c || !c)
        return false;
    fields->at++;
    return true;
}

bool
fields_key(struct fields *fields, char out[FIELDS_KEY_SIZE])
{
    if (!strspn(fields->at, LOWER "*"))
        return false;
    size_t len = strspn(fields->at, LOWER DIGITS "_-.*");
    if (len >= FIELDS_KEY_SIZE)
        return false;
    memcpy(out, fields->at, len);
    out[len] = '\0';
    fields->at += len;
    return true;
}

static bool
read_string(struct fields *fields, struct buf *out, char *plain, size_t size)
{
    const char *begin = fields->at++;
    size_t used = 0;
    while (*fields->at != '"') {
        const char *at = fields->at;
        if (at[0] == '\\' && (at[1] == '"' || at[1] == '\\'))
            fields->at++;
        else if (*at < 0x20 || *at > 0x7e || *at == '\\')
            return false;
        if (used + 1 >= size)
            return false;
        plain[used++] = *fields->at++;
    }
    plain[used] = '\0';
    fields->at++;
    return buf_add(out, begin, (size_t)(fields->at - begin));
}

// Length of an integer or decimal (RFC 8941 §3.3.1 and §3.3.2).
static size_t
number_length(const char *at)
{
    size_t sign = *at == '-';
    size_t whole = strspn(at + sign, DIGITS);
    if (whole == 0 || whole > 15)
        return 0;
    if (at[sign + whole] != '.')
        return sign + whole;
    size_t part = strspn(at + sign + whole + 1, DIGITS);
    if (part == 0 || part > 3 || whole > 12)
        return 0;
    return sign + whole + 1 + part;
}

// Length of a byte sequence, boolean, number or token at `at`; 0 for none.
static size_t
item_length(const char *at)
{
    if (*at == ':') {
        size_t len = 1 + strspn(at + 1, UPPER LOWER DIGITS "+/=");
        return at[len] == ':' ? len + 1 : 0;
    }
    if (*at == '?')
        return at[1] == '0' || at[1] == '1' ? 2 : 0;
    if (*at == '-' || strspn(at, DIGITS))
        return number_length(at);
    if (!strspn(at, UPPER LOWER "*"))
        return 0;
    return strspn(at, UPPER LOWER DIGITS "!#$%&'*+-.^_`|~:/");
}

bool
fields_item(struct fields *fields, struct buf *out, char *plain, size_t size)
{
    if (*fields->at == '"')
        return read_string(fields, out, plain, size);
    size_t len = item_length(fields->at);
    if (len == 0 || len >= size)
        return false;
    memcpy(plain, fields->at, len);
    plain[len] = '\0';
    fields->at += len;
    return buf_add_str(out, plain);
}

bool
fields_next_member(struct fields *fields, bool *end)
{
    while (*fields->at == ' ' || *fields->at == '\t')
        fields->at++;
    *end = !*fields->at;
    if (*end)
        return true;
    if (!fields_take(fields, ','))
        return false;
    while (*fields->at == ' ' || *fields->at == '\t')
        fields->at++;
    return *fields->at != '\0';
}

// Parameters of something that is passed over; their text goes to `scrap`.
static bool
skip_parameters(struct fields *fields, struct buf *scrap)
{
    char key[FIELDS_KEY_SIZE], plain[ITEM_MAX];
    while (fields_take(fields, ';')) {
        fields_skip_space(fields);
        if (!fields_key(fields, key))
            return false;
        if (fields_take(fields, '=') &&
            !fields_item(fields, scrap, plain, sizeof(plain)))
            return false;
    }
    return true;
}

static bool
skip_list(struct fields *fields, struct buf *scrap)
{
    char plain[ITEM_MAX];
    fields_skip_space(fields);
    while (!fields_take(fields, ')')) {
        if (!fields_item(fields, scrap, plain, sizeof(plain)) ||
            !skip_parameters(fields, scrap))
            return false;
        if (*fields->at != ' ' && *fields->at != ')')
            return false;
        fields_skip_space(fields);
    }
    return true;
}

bool
fields_skip_parameters(struct fields *fields)
{
    struct buf scrap;
    buf_init(&scrap, SCRAP_MAX);
    bool good = skip_parameters(fields, &scrap);
    buf_clear(&scrap);
    return good;
}

bool
fields_skip_member(struct fields *fields)
{
    struct buf scrap;
    char plain[ITEM_MAX];
    bool good = true;
    buf_init(&scrap, SCRAP_MAX);
    if (fields_take(fields, '=')) {
        good = fields_take(fields, '(')
                   ? skip_list(fields, &scrap)
                   : fields_item(fields, &scrap, plain, sizeof(plain));
    }
    good = good && skip_parameters(fields, &scrap);
    buf_clear(&scrap);
    return good;
}
