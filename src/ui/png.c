// SPDX-License-Identifier: Apache-2.0
#include "ui/png.h"

#include <stdlib.h>
#include <string.h>

#include "ui/deflate.h"
#include "util/log.h"
#include "util/str.h"

#define IMAGE_MAX ((size_t)256 << 20)
#define FILTER_UP 2 // what most rows of a page have in common
#define CRC_POLYNOMIAL 0xEDB88320u

static uint32_t
crc(const char *data, size_t len)
{
    uint32_t table[256];
    uint32_t value = 0xFFFFFFFFu;

    for (uint32_t n = 0; n < 256; n++) {
        table[n] = n;
        for (int k = 0; k < 8; k++) {
            table[n] = table[n] >> 1 ^ (table[n] & 1 ? CRC_POLYNOMIAL : 0);
        }
    }
    for (size_t i = 0; i < len; i++) {
        value = table[(value ^ (unsigned char)data[i]) & 255] ^ value >> 8;
    }
    return ~value;
}

static void
put_32(struct buf *out, uint32_t value)
{
    char bytes[4] = {(char)(value >> 24), (char)(value >> 16),
                     (char)(value >> 8), (char)value};
    (void)buf_add(out, bytes, sizeof(bytes));
}

static void
put_chunk(struct buf *out, const char *type, const void *data, size_t len)
{
    put_32(out, (uint32_t)len);
    size_t start = out->len;
    (void)buf_add(out, type, 4);
    (void)buf_add(out, data, len);
    if (!out->failed) {
        put_32(out, crc(out->data + start, len + 4));
    }
}

// Rows of a filter byte and the difference to the row above.
static unsigned char *
filtered(const struct png_image *image, size_t *len)
{
    size_t stride = 1 + 3 * (size_t)image->w;
    unsigned char *data = malloc(stride * (size_t)image->h);

    for (int y = 0; data && y < image->h; y++) {
        const uint32_t *row =
            image->pixels + (size_t)y * (size_t)image->pitch;
        const uint32_t *above = y ? row - image->pitch : NULL;
        unsigned char *p = data + (size_t)y * stride;
        *p++ = FILTER_UP;
        for (int x = 0; x < image->w; x++) {
            uint32_t now = row[x], before = above ? above[x] : 0;
            *p++ = (unsigned char)((now >> 16) - (before >> 16));
            *p++ = (unsigned char)((now >> 8) - (before >> 8));
            *p++ = (unsigned char)(now - before);
        }
    }
    *len = stride * (size_t)image->h;
    return data;
}

bool
png_encode(const struct png_image *image, struct buf *out)
{
    struct buf packed;
    size_t len = 0;
    bool good = false;

    if (image->w < 1 || image->h < 1
        || (size_t)image->w * (size_t)image->h > IMAGE_MAX / 4) {
        return false;
    }
    unsigned char *data = filtered(image, &len);
    if (!data) {
        LOGE("ui: no memory for a picture");
        return false;
    }
    buf_init(&packed, IMAGE_MAX);
    if (deflate_zlib(data, len, &packed)) {
        unsigned w = (unsigned)image->w, h = (unsigned)image->h;
        char head[13] = {(char)(w >> 24), (char)(w >> 16), (char)(w >> 8),
                         (char)w,         (char)(h >> 24), (char)(h >> 16),
                         (char)(h >> 8),  (char)h,         8, 2};
        (void)buf_add(out, "\x89PNG\r\n\x1a\n", 8);
        put_chunk(out, "IHDR", head, sizeof(head));
        put_chunk(out, "IDAT", packed.data, packed.len);
        put_chunk(out, "IEND", "", 0);
        good = !out->failed;
    }
    secret_wipe(data, len); // the page may show a visitor's data
    free(data);
    buf_clear(&packed);
    return good;
}
