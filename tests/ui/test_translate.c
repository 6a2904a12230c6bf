// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "ui/translate.h"
#include "util/buf.h"
#include "util/log.h"

struct pair {
    const char *source, *target;
};

static void
put_u32(struct buf *buf, uint32_t value, bool swapped)
{
    if (swapped) {
        value = __builtin_bswap32(value);
    }
    assert_true(buf_add(buf, &value, sizeof(value)));
}

// A .mo file of these pairs, in this machine's byte order or the other.
static struct buf
make(const struct pair *pairs, uint32_t count, bool swapped)
{
    struct buf buf;
    buf_init(&buf, 65536);
    put_u32(&buf, 0x950412DEu, swapped);
    put_u32(&buf, 0, swapped);
    put_u32(&buf, count, swapped);
    put_u32(&buf, 28, swapped);
    put_u32(&buf, 28 + 8 * count, swapped);
    put_u32(&buf, 0, swapped);
    put_u32(&buf, 0, swapped);
    uint32_t at = 28 + 16 * count;
    for (int side = 0; side < 2; side++) {
        for (uint32_t i = 0; i < count; i++) {
            const char *t = side ? pairs[i].target : pairs[i].source;
            put_u32(&buf, (uint32_t)strlen(t), swapped);
            put_u32(&buf, at, swapped);
            at += (uint32_t)strlen(t) + 1;
        }
    }
    for (int side = 0; side < 2; side++) {
        for (uint32_t i = 0; i < count; i++) {
            const char *t = side ? pairs[i].target : pairs[i].source;
            assert_true(buf_add(&buf, t, strlen(t) + 1));
        }
    }
    return buf;
}

static const struct pair pairs[] = {
    {"", "Language: en\n"}, {"取号", "Take a number"}, {"首页", "Home"},
    {"帮助", ""},
};

static void
messages_are_found(void **state)
{
    (void)state;
    for (int swapped = 0; swapped < 2; swapped++) {
        struct buf file = make(pairs, 4, swapped);
        struct translation *t = NULL;
        assert_int_equal(translation_read(file.data, file.len, &t), ERR_OK);
        assert_string_equal(translation_find(t, "首页"), "Home");
        assert_string_equal(translation_find(t, "取号"), "Take a number");
        assert_null(translation_find(t, "返回"));
        assert_null(translation_find(t, "")); // the header
        assert_null(translation_find(t, "帮助")); // not translated yet
        translation_free(t);
        buf_clear(&file);
    }
}

static void
every_cut_is_refused(void **state)
{
    (void)state;
    struct buf file = make(pairs, 4, false);
    for (size_t size = 0; size < file.len; size++) {
        struct translation *t = NULL;
        char *copy = malloc(size ? size : 1);
        assert_non_null(copy);
        memcpy(copy, file.data, size);
        assert_int_equal(translation_read(copy, size, &t), ERR_INVALID);
        assert_null(t);
        free(copy);
    }
    buf_clear(&file);
}

// Each byte of the header and the tables set to something else: it is
// refused, or what it finds still lies within the file.
static void
damaged_offsets_do_no_harm(void **state)
{
    (void)state;
    const unsigned char values[] = {0, 1, 0x7F, 0x80, 0xFF};
    struct buf file = make(pairs, 4, false);
    for (size_t at = 0; at < 28 + 64; at++) {
        for (size_t v = 0; v < sizeof(values); v++) {
            struct translation *t = NULL;
            char *copy = malloc(file.len);
            assert_non_null(copy);
            memcpy(copy, file.data, file.len);
            copy[at] = (char)values[v];
            if (translation_read(copy, file.len, &t) == ERR_OK) {
                const char *found = translation_find(t, "首页");
                assert_true(!found || strlen(found) < file.len);
            }
            translation_free(t);
            free(copy);
        }
    }
    buf_clear(&file);
}

static void
the_shipped_files_are_sound(void **state)
{
    (void)state;
    struct translation *t = NULL;
    assert_int_equal(translation_load(BINARY_DIR "/translations/en.mo", &t),
                     ERR_OK);
    assert_string_equal(translation_find(t, "已记录，等待上传"),
                        "Recorded, waiting to be sent");
    translation_free(t);
    assert_int_equal(translation_load(BINARY_DIR "/none.mo", &t),
                     ERR_NOT_FOUND);
    assert_null(t);
}

static void
places_are_filled(void **state)
{
    (void)state;
    const char *args[] = {"8", "18"};
    char out[64];
    translation_fill(out, sizeof(out), "已输入 {1} / {2} 位", args, 2);
    assert_string_equal(out, "已输入 8 / 18 位");
    translation_fill(out, sizeof(out), "{2}: {1}{3} {x} {", args, 2);
    assert_string_equal(out, "18: 8 {x} {");
    translation_fill(out, 6, "位位位", NULL, 0);
    assert_string_equal(out, "位");
}

int
main(void)
{
    log_set_level(LOG_LEVEL_OFF);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(messages_are_found),
        cmocka_unit_test(every_cut_is_refused),
        cmocka_unit_test(damaged_offsets_do_no_harm),
        cmocka_unit_test(the_shipped_files_are_sound),
        cmocka_unit_test(places_are_filled),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
