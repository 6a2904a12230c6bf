// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "util/base64.h"

// RFC 4648 §10, and the bytes whose alphabets differ.
static const struct {
    const char *data;
    const char *std;
    const char *url;
} vectors[] = {
    {"", "", ""},
    {"f", "Zg==", "Zg"},
    {"fo", "Zm8=", "Zm8"},
    {"foo", "Zm9v", "Zm9v"},
    {"foob", "Zm9vYg==", "Zm9vYg"},
    {"fooba", "Zm9vYmE=", "Zm9vYmE"},
    {"foobar", "Zm9vYmFy", "Zm9vYmFy"},
    {"\xFB\xEF\xFF", "++//", "--__"},
};

static void
both_alphabets(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(vectors) / sizeof(vectors[0]); i++) {
        size_t len = strlen(vectors[i].data), got;
        char text[BASE64_SIZE(8)];
        char back[8];

        assert_true(base64_encode(vectors[i].data, len, text, sizeof(text)));
        assert_string_equal(text, vectors[i].std);
        assert_true(base64_decode(text, back, sizeof(back), &got));
        assert_int_equal(got, len);
        assert_memory_equal(back, vectors[i].data, len);
        assert_true(
            base64url_encode(vectors[i].data, len, text, sizeof(text)));
        assert_string_equal(text, vectors[i].url);
        assert_true(base64url_decode(text, back, sizeof(back), &got));
        assert_int_equal(got, len);
        assert_memory_equal(back, vectors[i].data, len);
    }
}

static void
only_canonical_text(void **state)
{
    static const char *const bad[] = {"Zg", "Zg=", "Zh==", "Zg==\n", "Z g=",
                                      "Zg==Zg==", "--__", "*",
                                      "Zm9g\xFF\xFF\xFF\xFF"};
    static const char *const bad_url[] = {"Zg==", "Zh", "++//", "Zg\n", "Z",
                                          "Zm9g\xFF\xFF\xFF\xFF"};
    char out[16];
    size_t got;

    (void)state;
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        assert_false(base64_decode(bad[i], out, sizeof(out), &got));
    }
    for (size_t i = 0; i < sizeof(bad_url) / sizeof(bad_url[0]); i++) {
        assert_false(base64url_decode(bad_url[i], out, sizeof(out), &got));
    }
    assert_false(base64_decode(NULL, out, sizeof(out), &got));
}

static void
room_is_checked(void **state)
{
    char out[5] = "";
    size_t got;

    (void)state;
    assert_false(base64_encode("foob", 4, out, sizeof(out)));
    assert_false(base64_encode("", 0, NULL, 0));
    assert_true(base64_encode("foo", 3, out, sizeof(out)));
    assert_false(base64_decode("Zm9v", out, 2, &got));
    assert_true(base64url_decode_exact("Zm9v", out, 3));
    assert_false(base64url_decode_exact("Zm9v", out, 4));
    assert_false(base64url_decode_exact("Zm9v", out, 2));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(both_alphabets),
        cmocka_unit_test(only_canonical_text),
        cmocka_unit_test(room_is_checked),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
