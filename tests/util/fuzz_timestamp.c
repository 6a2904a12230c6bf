// SPDX-License-Identifier: Apache-2.0
// Short texts of a peer: times, days, keys in base64, UTF-8.
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "util/base64.h"
#include "util/id.h"
#include "util/str.h"
#include "util/timestamp.h"
#include "util/utf8.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
require(bool holds)
{
    if (!holds) {
        abort();
    }
}

static void
try_times(const char *text)
{
    char again[TIMESTAMP_SIZE], day[DAY_SIZE];
    int64_t ms, same;

    if (timestamp_parse(text, &ms)) {
        timestamp_format(ms, again);
        require(timestamp_parse(again, &same) && same == ms);
        timestamp_day(ms, day);
        require(day_valid(day));
    }
    if (day_start_ms(text, &ms)) {
        timestamp_day(ms < 0 ? 0 : ms, day);
        require(strcmp(day, text) == 0);
    }
}

static void
try_base64(const char *text)
{
    unsigned char bytes[64];
    char again[BASE64_SIZE(64)];
    size_t len;

    // Canonical: what decodes encodes to the same text.
    if (base64_decode(text, bytes, sizeof(bytes), &len)) {
        require(base64_encode(bytes, len, again, sizeof(again)));
        require(strcmp(again, text) == 0);
    }
    if (base64url_decode(text, bytes, sizeof(bytes), &len)) {
        require(base64url_encode(bytes, len, again, sizeof(again)));
        require(strcmp(again, text) == 0);
    }
}

static void
try_utf8(const char *text, size_t size)
{
    const char *cursor = text, *end = text + size;
    bool valid = utf8_valid(text, size);
    char small[8];
    uint32_t code;

    while (utf8_next(&cursor, end, &code)) {
        char bytes[4];

        require(utf8_put(code, bytes) > 0);
    }
    require(cursor == end);
    (void)str_copy(small, sizeof(small), text);
    require(!valid || utf8_valid(small, strlen(small)));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = malloc(size + 1);
    int64_t number;

    if (!text) {
        return 0;
    }
    if (size > 0) {
        memcpy(text, data, size);
    }
    text[size] = '\0';
    try_times(text);
    try_base64(text);
    try_utf8(text, size);
    (void)id_uuid_valid(text);
    (void)id_valid(text);
    (void)str_parse_int(text, -5, INT64_MAX, &number);
    free(text);
    return 0;
}
