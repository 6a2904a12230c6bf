// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "ui/font.h"
#include "util/file.h"
#include "util/log.h"
#include "util/utf8.h"

#define FULL "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"
#define RARE "/usr/share/fonts/truetype/hanazono/HanaMinB.ttf"
#define NOWHERE BINARY_DIR "/no-such-fonts"

static struct fonts *
open_fonts(void)
{
    struct fonts *fonts = NULL;
    assert_int_equal(fonts_create(SOURCE_DIR "/fonts", NULL, &fonts), ERR_OK);
    return fonts;
}

static void
names_are_found_in_the_shipped_font(void **state)
{
    (void)state;
    struct fonts *fonts = open_fonts();
    const char *text = "堃喆祎昇犇赟玥镕頔甦䶮𬭚𫖯𬱖𬸚㑇䲟𬀩测样例·扎西";
    const char *cursor = text;
    uint32_t code;
    int full = 0;
    while (utf8_next(&cursor, text + strlen(text), &code)) {
        struct font_char found = fonts_char(fonts, code, false);
        assert_int_equal(found.code, code);
        full += found.face == FACE_FULL;
        assert_true(found.face == FACE_SHIPPED || found.face == FACE_FULL);
        assert_int_equal(found.advance, FONT_EM);
    }
    assert_true(full <= 4);
    fonts_free(fonts);
}

static void
traditional_comes_from_the_installed_font(void **state)
{
    (void)state;
    struct fonts *fonts = open_fonts();
    struct font_char found = fonts_char(fonts, 0x9F98, true); // 龘
    if (file_exists(FULL)) {
        assert_int_equal(found.face, FACE_FULL);
        assert_int_equal(found.code, 0x9F98);
    } else {
        assert_int_equal(found.code, 0x3013);
    }
    fonts_free(fonts);
}

static void
rare_hanzi_come_from_the_last_font(void **state)
{
    (void)state;
    struct fonts *fonts = open_fonts();
    for (int bold = 0; bold < 2; bold++) {
        struct font_char found = fonts_char(fonts, 0x2AED0, bold); // 𪻐
        struct mask mask = {0};
        if (file_exists(RARE)) {
            assert_int_equal(found.face, FACE_RARE);
            assert_int_equal(found.code, 0x2AED0);
        } else {
            assert_int_equal(found.code, 0x3013);
        }
        // As wide as its neighbours, and drawn.
        assert_int_equal(found.advance, FONT_EM);
        assert_true(fonts_raster(fonts, &found, bold, 40, &mask));
        assert_in_range(mask.w, 20, 42);
        free(mask.alpha);
    }
    fonts_free(fonts);
}

static void
shipped_fonts_are_enough_for_names(void **state)
{
    (void)state;
    struct fonts *fonts = NULL;
    assert_int_equal(
        fonts_create(SOURCE_DIR "/fonts", NOWHERE, &fonts), ERR_OK);
    const char *text = "䶮𬭚𫖯样例·扎西";
    const char *cursor = text;
    uint32_t code;
    while (utf8_next(&cursor, text + strlen(text), &code)) {
        struct font_char found = fonts_char(fonts, code, true);
        assert_int_equal(found.code, code);
        assert_int_equal(found.face, FACE_SHIPPED);
    }
    log_set_level(LOG_LEVEL_OFF);
    assert_int_equal(fonts_char(fonts, 0x9F98, true).code, 0x3013);
    assert_int_equal(fonts_char(fonts, 0x2AED0, true).code, 0x3013);
    log_set_level(LOG_LEVEL_INFO);
    fonts_free(fonts);
}

// What standard error holds while `fonts` are asked for these characters.
static void
log_of(struct fonts *fonts, const uint32_t *codes, size_t count, char *out,
       size_t size)
{
    FILE *file = tmpfile();
    int before = dup(STDERR_FILENO);
    assert_non_null(file);
    assert_true(dup2(fileno(file), STDERR_FILENO) >= 0);
    for (size_t i = 0; i < count; i++) {
        (void)fonts_char(fonts, codes[i], false);
        fonts_forget(fonts);
    }
    assert_true(dup2(before, STDERR_FILENO) >= 0);
    close(before);
    rewind(file);
    size_t len = fread(out, 1, size - 1, file);
    out[len] = '\0';
    fclose(file);
}

static void
a_missing_character_is_logged_once(void **state)
{
    (void)state;
    struct fonts *fonts = open_fonts();
    static const uint32_t codes[] = {0x2EBF0, 0xE000, 0x2EBF0, 0xE000};
    char log[1024];
    log_of(fonts, codes, 4, log, sizeof(log));
    const char *first = strstr(log, "U+2EBF0");
    const char *second = strstr(log, "U+E000");
    assert_non_null(first);
    assert_non_null(second);
    assert_null(strstr(first + 1, "U+2EBF0"));
    assert_null(strstr(second + 1, "U+E000"));
    fonts_free(fonts);
}

static void
what_no_font_has_is_a_geta_mark(void **state)
{
    (void)state;
    struct fonts *fonts = open_fonts();
    log_set_level(LOG_LEVEL_OFF);
    struct font_char found = fonts_char(fonts, 0x2EBF0, false);
    struct font_char again = fonts_char(fonts, 0x2EBF0, false);
    log_set_level(LOG_LEVEL_INFO);
    assert_int_equal(found.code, 0x3013);
    assert_int_equal(found.face, FACE_SHIPPED);
    assert_int_equal(again.code, 0x3013);
    struct mask mask = {0};
    assert_true(fonts_raster(fonts, &found, false, 32, &mask));
    assert_in_range(mask.w, 16, 32);
    free(mask.alpha);
    fonts_free(fonts);
}

static void
many_characters_overflow_the_table(void **state)
{
    (void)state;
    struct fonts *fonts = open_fonts();
    for (int round = 0; round < 2; round++) {
        for (uint32_t code = 0x4E00; code < 0x5E00; code += 2) {
            struct font_char found = fonts_char(fonts, code, code & 4);
            assert_int_equal(found.advance, FONT_EM);
        }
        fonts_forget(fonts);
    }
    fonts_free(fonts);
}

static void
a_raster_lies_on_the_baseline(void **state)
{
    (void)state;
    struct fonts *fonts = open_fonts();
    const uint32_t codes[] = {'A', 'H', 'g', 0x4E00};
    struct mask masks[4];
    for (int i = 0; i < 4; i++) {
        struct font_char what = fonts_char(fonts, codes[i], false);
        assert_true(fonts_raster(fonts, &what, false, 100, &masks[i]));
        assert_in_range(masks[i].left, 0, 20);
    }
    assert_in_range(-masks[1].top, 70, 76);           // cap height 0.733
    assert_int_equal(masks[1].top + masks[1].h, 0);   // H stands on it
    assert_true(masks[2].top + masks[2].h > 15);      // g hangs below
    assert_true(masks[3].top + masks[3].h < -20);     // 一 floats
    for (int i = 0; i < 4; i++) {
        free(masks[i].alpha);
    }
    struct font_char space = fonts_char(fonts, ' ', false);
    assert_true(space.advance > 0);
    assert_false(fonts_raster(fonts, &space, false, 32, &masks[0]));
    fonts_free(fonts);
}

static void
tibetan_stacks_are_shaped(void **state)
{
    (void)state;
    struct fonts *fonts = open_fonts();
    const char *stack = "སྒྲུ", *letter = "ས";
    struct mask one = {0}, all = {0};
    assert_int_equal(fonts_char(fonts, 0x0F66, false).face, FACE_TIBETAN);
    assert_true(
        fonts_raster_run(fonts, letter, strlen(letter), 100, &one));
    assert_true(fonts_raster_run(fonts, stack, strlen(stack), 100, &all));
    // Letters below one another: taller, not wider.
    assert_true(all.h > one.h * 3 / 2);
    assert_true(all.w < one.w * 3 / 2);
    assert_in_range(fonts_run_width(fonts, stack, strlen(stack), 100),
                    all.w - 15, all.w + 25);
    free(one.alpha);
    free(all.alpha);
    fonts_free(fonts);
}

static void
control_characters_draw_nothing(void **state)
{
    (void)state;
    struct fonts *fonts = open_fonts();
    const uint32_t codes[] = {'\t', '\n', 0x7F, 0x200A, 0x200B,
                              0x2060, 0xFE0F, 0xFEFF, 0xE0101};
    for (size_t i = 0; i < sizeof(codes) / sizeof(*codes); i++) {
        struct font_char found = fonts_char(fonts, codes[i], false);
        assert_int_equal(found.face, FACE_NONE);
        assert_int_equal(found.advance, 0);
    }
    fonts_free(fonts);
    fonts_free(NULL);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_found_in_the_shipped_font),
        cmocka_unit_test(traditional_comes_from_the_installed_font),
        cmocka_unit_test(rare_hanzi_come_from_the_last_font),
        cmocka_unit_test(shipped_fonts_are_enough_for_names),
        cmocka_unit_test(a_missing_character_is_logged_once),
        cmocka_unit_test(what_no_font_has_is_a_geta_mark),
        cmocka_unit_test(many_characters_overflow_the_table),
        cmocka_unit_test(a_raster_lies_on_the_baseline),
        cmocka_unit_test(tibetan_stacks_are_shaped),
        cmocka_unit_test(control_characters_draw_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
