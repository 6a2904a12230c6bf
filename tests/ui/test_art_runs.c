// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "ui/art_runs.h"
#include "util/buf.h"
#include "util/file.h"

// 3x2: red red green / blue with half alpha three times.
static const unsigned char small[] = {
    'R', 'U', 'N', 'S', 3, 0, 2, 0,
    2, 0, 2, 0, 0, 0, 255, 255, 1, 0, 0, 255, 0, 255,
    1, 0, 3, 0, 255, 0, 0, 128,
};

static void
rows_are_read(void **state)
{
    (void)state;
    struct art_runs art;
    assert_true(art_runs_parse(small, sizeof(small), &art));
    assert_int_equal(art.w, 3);
    assert_int_equal(art.h, 2);
    assert_int_equal(art.count, 3);
    assert_int_equal(art.runs[0].length, 2);
    assert_int_equal(art.runs[0].color, 0xFFFF0000u);
    assert_int_equal(art.runs[1].color, 0xFF00FF00u);
    assert_int_equal(art.rows[1], 2);
    assert_int_equal(art.runs[2].color, 0x800000FFu);
    art_runs_clear(&art);
    art_runs_clear(&art);
}

static void
damaged_files_are_refused(void **state)
{
    (void)state;
    unsigned char data[sizeof(small) + 1];
    struct art_runs art = {0};
    memcpy(data, small, sizeof(small));
    data[sizeof(small)] = 0;
    for (size_t len = 0; len < sizeof(small); len++) {
        unsigned char *exact = malloc(len + !len); // ASan sees each end
        memcpy(exact, small, len);
        assert_false(art_runs_parse(exact, len, &art));
        free(exact);
    }
    assert_false(art_runs_parse(data, sizeof(data), &art)); // too long
    static const size_t places[] = {0, 4, 6, 8, 9, 10, 22, 24};
    for (size_t i = 0; i < sizeof(places) / sizeof(*places); i++) {
        memcpy(data, small, sizeof(small));
        data[places[i]] ^= 0x85;
        assert_false(art_runs_parse(data, sizeof(small), &art));
    }
    assert_null(art.runs);
}

static uint32_t
color_at(const struct art_runs *art, int x, int y)
{
    uint32_t i = art->rows[y];
    while (x >= art->runs[i].length) {
        x -= art->runs[i++].length;
    }
    assert_true(i < art->rows[y + 1]);
    return art->runs[i].color;
}

static void
scaling_keeps_flat_areas_flat(void **state)
{
    (void)state;
    struct art_runs art, big, tiny;
    assert_true(art_runs_parse(small, sizeof(small), &art));
    assert_true(art_runs_scale(&art, 12, 8, &big));
    assert_int_equal(big.w, 12);
    assert_int_equal(color_at(&big, 0, 0), 0xFFFF0000u);
    assert_int_equal(color_at(&big, 11, 0), 0xFF00FF00u);
    assert_int_equal(color_at(&big, 5, 7), 0x800000FFu);
    assert_true(art_runs_scale(&art, 1, 1, &tiny));
    assert_int_equal(color_at(&tiny, 0, 0) >> 24, 192); // 255 and 128
    art_runs_clear(&art);
    art_runs_clear(&big);
    art_runs_clear(&tiny);
}

static void
the_built_pictures_are_good(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        int w, h;
    } pictures[] = {{"attract-1080x1920", 1080, 1920},
                    {"hero-1080x440", 1080, 440},
                    {"logo-on-dark", 72, 72}};
    for (size_t i = 0; i < 3; i++) {
        char path[FILE_PATH_SIZE], file[64];
        struct buf data;
        struct art_runs art;
        snprintf(file, sizeof(file), "%s.runs", pictures[i].name);
        assert_true(
            file_join(path, sizeof(path), BINARY_DIR "/art", file));
        buf_init(&data, (size_t)4 << 20);
        assert_int_equal(file_read(path, (size_t)4 << 20, &data), ERR_OK);
        assert_true(art_runs_parse(data.data, data.len, &art));
        assert_int_equal(art.w, pictures[i].w);
        assert_int_equal(art.h, pictures[i].h);
        art_runs_clear(&art);
        buf_clear(&data);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_are_read),
        cmocka_unit_test(damaged_files_are_refused),
        cmocka_unit_test(scaling_keeps_flat_areas_flat),
        cmocka_unit_test(the_built_pictures_are_good),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
