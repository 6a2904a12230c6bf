// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "hub/nonces.h"
#include "util/clock.h"
#include "util/str.h"

static void
test_seen_once(void **state)
{
    struct nonces nonces;
    (void)state;
    assert_int_equal(nonces_init(&nonces), ERR_OK);
    assert_int_equal(nonces_note(&nonces, "k1", "AAAA"), ERR_OK);
    assert_int_equal(nonces_note(&nonces, "k1", "AAAA"), ERR_CONFLICT);
    assert_int_equal(nonces_note(&nonces, "k2", "AAAA"), ERR_OK);
    assert_int_equal(nonces_note(&nonces, "k1", "AAAB"), ERR_OK);
    // a key and a nonce do not run into each other
    assert_int_equal(nonces_note(&nonces, "k", "1AAAA"), ERR_OK);
    nonces_destroy(&nonces);
}

static void
test_many(void **state)
{
    struct nonces nonces;
    char nonce[16];
    (void)state;
    assert_int_equal(nonces_init(&nonces), ERR_OK);
    for (int round = 0; round < 2; round++) {
        for (int i = 0; i < 20000; i++) {
            str_format(nonce, sizeof(nonce), "n%d", i);
            assert_int_equal(nonces_note(&nonces, "k", nonce),
                             round == 0 ? ERR_OK : ERR_CONFLICT);
        }
    }
    nonces_destroy(&nonces);
}

static void
test_kept_ten_minutes(void **state)
{
    struct nonces nonces;
    (void)state;
    assert_int_equal(nonces_init(&nonces), ERR_OK);
    clock_advance(500);
    assert_int_equal(nonces_note(&nonces, "k", "late"), ERR_OK);
    clock_advance(590);
    assert_int_equal(nonces_note(&nonces, "k", "other"), ERR_OK);
    assert_int_equal(nonces_note(&nonces, "k", "late"), ERR_CONFLICT);
    clock_advance(1300);
    assert_int_equal(nonces_note(&nonces, "k", "late"), ERR_OK);
    nonces_destroy(&nonces);
    nonces_destroy(NULL);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_seen_once),
        cmocka_unit_test(test_many),
        cmocka_unit_test(test_kept_ten_minutes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
