// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "sync/address.h"
#include "util/buf.h"

static void
takes_https_and_loopback(void **state)
{
    static const char *const good[][2] = {
        {"https://hub.example", "https://hub.example"},
        {"https://hub.example:8443/", "https://hub.example:8443"},
        {"https://10.0.0.1//", "https://10.0.0.1"},
        {"https://[2001:db8::1]:8443", "https://[2001:db8::1]:8443"},
        {"http://127.0.0.1:80", "http://127.0.0.1:80"},
        {"http://127.1.2.3", "http://127.1.2.3"},
        {"http://localhost:8080", "http://localhost:8080"},
        {"http://[::1]:8080", "http://[::1]:8080"},
    };
    char out[256];
    (void)state;
    for (size_t i = 0; i < sizeof(good) / sizeof(*good); i++) {
        assert_true(address_parse(good[i][0], out, sizeof(out)));
        assert_string_equal(out, good[i][1]);
    }
}

static void
refuses_everything_else(void **state)
{
    static const char *const bad[] = {
        "",
        "hub.example",
        "http://hub.example",
        "http://10.0.0.1",
        "http://127.0.0.1.example",
        "http://127.0.0.256",
        "http://127.0.0.1@hub.example",
        "http://localhost.example",
        "ftp://localhost",
        "file:///etc/passwd",
        "https://",
        "https://hub.example/path",
        "https://user@hub.example",
        "https://hub.example:0",
        "https://hub.example:99999",
        "https://hub.example:8443x",
        "https://hub example",
        "https://[::1",
    };
    char out[256];
    (void)state;
    for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
        if (address_parse(bad[i], out, sizeof(out)))
            fail_msg("taken: %s", bad[i]);
    assert_false(address_parse("https://hub.example", out, 8));
    assert_false(address_parse(NULL, out, sizeof(out)));
}

static void
escapes_for_a_query(void **state)
{
    struct buf out;
    (void)state;
    buf_init(&out, 256);
    assert_true(address_escape("a.b-1_~,&=+ /\xe5%", &out));
    assert_string_equal(buf_text(&out), "a.b-1_~,%26%3D%2B%20%2F%E5%25");
    buf_clear(&out);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(takes_https_and_loopback),
        cmocka_unit_test(refuses_everything_else),
        cmocka_unit_test(escapes_for_a_query),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
