// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <zlib.h>

#include "ui/deflate.h"
#include "ui/png.h"

#define BIG ((size_t)64 << 20)

// zlib is the judge: it inflates what deflate_zlib made and checks its sum.
static void
round_trip(const unsigned char *data, size_t len)
{
    struct buf packed;
    buf_init(&packed, BIG);
    assert_true(deflate_zlib(data, len, &packed));
    unsigned char *back = malloc(len + 1);
    uLongf back_len = len + 1;
    assert_non_null(back);
    assert_int_equal(uncompress(back, &back_len,
                                (const Bytef *)packed.data, packed.len),
                     Z_OK);
    assert_int_equal(back_len, len);
    assert_memory_equal(back, data, len);
    free(back);
    buf_clear(&packed);
}

static void
any_bytes_come_back(void **state)
{
    (void)state;
    static unsigned char data[70000];
    uint32_t random = 12345;
    round_trip(data, 0);
    memset(data, 0, sizeof(data));
    for (size_t len = 1; len < 600; len++) {
        round_trip(data, len); // every length of a match
    }
    round_trip(data, sizeof(data));
    for (size_t i = 0; i < sizeof(data); i++) {
        random = random * 1664525 + 1013904223;
        data[i] = (unsigned char)(random >> 24);
    }
    round_trip(data, sizeof(data)); // every literal
    // Matches at every distance up to the window.
    for (size_t step = 1; step < 40000; step = step * 3 / 2 + 1) {
        for (size_t i = step; i < sizeof(data); i++) {
            data[i] = i % step < step / 2 + 1 ? data[i - step] : data[i];
        }
        round_trip(data, sizeof(data));
    }
}

static void
a_full_buffer_is_told(void **state)
{
    (void)state;
    unsigned char data[4000];
    struct buf packed;
    for (size_t i = 0; i < sizeof(data); i++) {
        data[i] = (unsigned char)(i * i >> 3);
    }
    buf_init(&packed, 100);
    assert_false(deflate_zlib(data, sizeof(data), &packed));
    buf_clear(&packed);
}

static uint32_t
read_32(const unsigned char *p)
{
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16
           | (uint32_t)p[2] << 8 | p[3];
}

// Checks the chunk's CRC and returns its data.
static const unsigned char *
chunk(const unsigned char **at, const char *type, uint32_t *len)
{
    const unsigned char *p = *at;
    *len = read_32(p);
    assert_memory_equal(p + 4, type, 4);
    assert_int_equal(read_32(p + 8 + *len),
                     crc32(0, p + 4, (uInt)(*len + 4)));
    *at = p + 12 + *len;
    return p + 8;
}

static void
pixels_come_back(void **state)
{
    (void)state;
    uint32_t pixels[6 * 5]; // one column more than the picture
    struct buf out;
    unsigned char raw[5 * (1 + 5 * 3)];
    for (uint32_t i = 0; i < 30; i++) {
        pixels[i] = i * 0x01051133u;
    }
    const struct png_image image = {pixels, 5, 5, 6};
    buf_init(&out, BIG);
    assert_true(png_encode(&image, &out));
    const unsigned char *at = (const unsigned char *)out.data;
    assert_memory_equal(at, "\x89PNG\r\n\x1a\n", 8);
    at += 8;
    uint32_t len;
    const unsigned char *head = chunk(&at, "IHDR", &len);
    assert_int_equal(read_32(head), 5);
    assert_int_equal(read_32(head + 4), 5);
    const unsigned char *data = chunk(&at, "IDAT", &len);
    uLongf raw_len = sizeof(raw);
    assert_int_equal(uncompress(raw, &raw_len, data, len), Z_OK);
    assert_int_equal(raw_len, sizeof(raw));
    for (int y = 0; y < 5; y++) {
        unsigned char *row = raw + y * 16 + 1;
        assert_int_equal(row[-1], 2);
        for (int x = 0; x < 15; x++) {
            row[x] = (unsigned char)(row[x] + (y ? row[x - 16] : 0));
        }
        for (int x = 0; x < 5; x++) {
            uint32_t pixel = (uint32_t)row[x * 3] << 16
                             | (uint32_t)row[x * 3 + 1] << 8
                             | row[x * 3 + 2];
            assert_int_equal(pixel, pixels[y * 6 + x] & 0xFFFFFF);
        }
    }
    (void)chunk(&at, "IEND", &len);
    assert_ptr_equal(at, out.data + out.len);
    buf_clear(&out);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_bytes_come_back),
        cmocka_unit_test(a_full_buffer_is_told),
        cmocka_unit_test(pixels_come_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
