// SPDX-License-Identifier: Apache-2.0
#include "model/mask.h"

#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "util/buf.h"
#include "util/str.h"
#include "util/utf8.h"

#define MIDDLE_DOT 0x00B7u
#define STARS "***"

static bool
is_latin(uint32_t code)
{
    return (code >= 'A' && code <= 'Z') || (code >= 'a' && code <= 'z')
        || (code >= 0xC0 && code <= 0x24F && code != 0xD7 && code != 0xF7);
}

static bool
add_code(struct buf *buf, uint32_t code)
{
    char bytes[4];

    return buf_add(buf, bytes, utf8_put(code, bytes));
}

// S*** V***: a word's first letter, then as many stars for every length.
static void
mask_latin(const char *name, const char *end, struct buf *out)
{
    bool inside = false;
    uint32_t code;

    while (utf8_next(&name, end, &code)) {
        bool space = code == ' ';

        if (!space && !inside) {
            if (out->len > 0) {
                (void)buf_add_char(out, ' ');
            }
            (void)add_code(out, code);
            (void)buf_add_str(out, STARS);
        }
        inside = !space;
    }
}

// 张*明, 张*, 样*·*西: first and last of the whole, and each middle dot.
static void
mask_han(const char *name, const char *end, struct buf *out)
{
    const char *first = name;
    bool starred = false; // since the last character that was kept
    const char *last = name + utf8_previous(name, (size_t)(end - name));
    size_t count = 0;
    uint32_t code;

    for (; name < end; count++) {
        bool kept = (name == first && name != last)
                 || (name == last && count > 1);

        (void)utf8_next(&name, end, &code);
        if (kept || code == MIDDLE_DOT) {
            (void)add_code(out, code);
            starred = false;
        } else if (!starred) {
            (void)buf_add_char(out, '*');
            starred = true;
        }
    }
}

bool
mask_name(const char *name, char *out, size_t size)
{
    const char *end = name ? name + strlen(name) : NULL;
    struct buf masked;
    const char *cursor;
    uint32_t first;
    bool good;

    while (name < end && *name == ' ') {
        name++;
    }
    while (name < end && end[-1] == ' ') {
        end--;
    }
    cursor = name;
    assert(size > 1); // a star and its NUL
    buf_init(&masked, size - 1);
    good = name < end && utf8_valid(name, (size_t)(end - name))
        && utf8_next(&cursor, end, &first);
    if (good && is_latin(first)) {
        mask_latin(name, end, &masked);
    } else if (good) {
        mask_han(name, end, &masked);
    }
    good = good && !masked.failed && masked.len > 0;
    (void)str_copy(out, size, good ? buf_text(&masked) : "*");
    buf_clear(&masked);
    return good;
}

void
mask_number(const char *number, char out[MASK_NUMBER_SIZE])
{
    size_t len = number ? strlen(number) : 0;

    // Short texts are not numbers of people; their ends would be half of it.
    if (len < 8) {
        (void)str_copy(out, MASK_NUMBER_SIZE, "****");
        return;
    }
    (void)str_format(out, MASK_NUMBER_SIZE, "%c****%s", number[0],
                     number + len - 2);
}
