// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "util/hash.h"
#include "util/log.h"
#include "util/sign.h"

// RFC 8032 §7.1, test 2.
static void
ed25519_of_the_standard(void **state)
{
    unsigned char secret[SIGN_SECRET_SIZE], public_key[SIGN_PUBLIC_SIZE];
    unsigned char expected[SIGN_SIZE], signature[SIGN_SIZE];

    (void)state;
    assert_true(hash_unhex("4ccd089b28ff96da9db6c346ec114e0f"
                           "5b8a319f35aba624da8cf6ed4fb8a6fb"
                           "3d4017c3e843895a92b70aa74d1b7ebc"
                           "9c982ccf2ec4968cc0cd55f12af4660c",
                           secret, sizeof(secret)));
    assert_true(hash_unhex("92a009a9f0d4cab8720e820b5f642540"
                           "a2b27b5416503f8fb3762223ebdb69da"
                           "085ac1e43e15996e458f3613d0f11d8c"
                           "387b2eaeb4302aeeb00d291612bb0c00",
                           expected, sizeof(expected)));
    sign_public(secret, public_key);
    assert_memory_equal(public_key, secret + 32, sizeof(public_key));
    sign_detached(secret, "\x72", 1, signature);
    assert_memory_equal(signature, expected, sizeof(signature));
    assert_true(sign_verify(public_key, "\x72", 1, signature));
}

static void
other_bytes_do_not_verify(void **state)
{
    unsigned char secret[SIGN_SECRET_SIZE], public_key[SIGN_PUBLIC_SIZE];
    unsigned char other[SIGN_PUBLIC_SIZE], signature[SIGN_SIZE];

    (void)state;
    sign_keypair(other, secret);
    sign_keypair(public_key, secret);
    sign_detached(secret, "call", 4, signature);
    assert_true(sign_verify(public_key, "call", 4, signature));
    assert_false(sign_verify(public_key, "cald", 4, signature));
    assert_false(sign_verify(public_key, "cal", 3, signature));
    assert_false(sign_verify(other, "call", 4, signature));
    signature[0] ^= 1;
    assert_false(sign_verify(public_key, "call", 4, signature));
}

static void
only_the_owner_opens_a_seal(void **state)
{
    unsigned char public_key[SEAL_KEY_SIZE], secret[SEAL_KEY_SIZE];
    unsigned char other_public[SEAL_KEY_SIZE], other_secret[SEAL_KEY_SIZE];
    struct buf box, text;

    (void)state;
    buf_init(&box, 200);
    buf_init(&text, 100);
    seal_keypair(public_key, secret);
    seal_keypair(other_public, other_secret);
    assert_int_equal(seal_box(public_key, "answers", 7, &box), ERR_OK);
    assert_int_equal(box.len, 7 + 48);
    assert_int_equal(
        seal_open(public_key, secret, box.data, box.len, &text), ERR_OK);
    assert_string_equal(buf_text(&text), "answers");
    assert_int_equal(seal_open(other_public, other_secret, box.data,
                               box.len, &text),
                     ERR_INVALID);
    box.data[50] ^= 1;
    assert_int_equal(
        seal_open(public_key, secret, box.data, box.len, &text),
        ERR_INVALID);
    assert_int_equal(seal_open(public_key, secret, box.data, 47, &text),
                     ERR_INVALID);
    buf_clear(&box);
    buf_clear(&text);
}

static void
seals_are_bounded(void **state)
{
    unsigned char public_key[SEAL_KEY_SIZE], secret[SEAL_KEY_SIZE];
    struct buf small;

    (void)state;
    seal_keypair(public_key, secret);
    buf_init(&small, 50);
    assert_int_equal(seal_box(public_key, "answers", 7, &small),
                     ERR_NO_MEMORY);
    buf_clear(&small);
    memset(public_key, 0, sizeof(public_key));
    assert_int_equal(seal_box(public_key, "a", 1, &small), ERR_INVALID);
    buf_clear(&small);
}

static void
pins_verify(void **state)
{
    char hash[PIN_HASH_SIZE], again[PIN_HASH_SIZE];

    (void)state;
    assert_int_equal(pin_hash("390716", hash), ERR_OK);
    assert_int_equal(pin_hash("390716", again), ERR_OK);
    assert_string_not_equal(hash, again); // salted
    assert_int_equal(strncmp(hash, "$argon2id$v=19$m=65536,t=2,p=1$", 31),
                     0);
    assert_true(pin_verify(hash, "390716"));
    assert_false(pin_verify(hash, "390717"));
}

static void
pins_have_six_digits(void **state)
{
    static const char *const bad[] = {"", "12345", "1234567", "12345a",
                                      " 12345"};
    char hash[PIN_HASH_SIZE] = "";

    (void)state;
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        assert_int_equal(pin_hash(bad[i], hash), ERR_INVALID);
    }
    assert_int_equal(pin_hash(NULL, hash), ERR_INVALID);
}

static void
dear_or_broken_hashes_are_refused(void **state)
{
    // Two gigabytes, 90 passes, another algorithm, nonsense.
    static const char *const bad[] = {
        "$argon2id$v=19$m=2097152,t=2,p=1$c2FsdHNhbHRzYWx0$YWJjZA",
        "$argon2id$v=19$m=65536,t=90,p=1$c2FsdHNhbHRzYWx0$YWJjZA",
        "$argon2i$v=19$m=65536,t=2,p=1$c2FsdHNhbHRzYWx0$YWJjZA",
        "$argon2id$v=19$m=-1,t=2,p=1$c2FsdHNhbHRzYWx0$YWJjZA",
        "$argon2id$v=19$m=65536", "plain", "",
    };

    (void)state;
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        assert_false(pin_verify(bad[i], "390716"));
    }
    assert_false(pin_verify(NULL, "390716"));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ed25519_of_the_standard),
        cmocka_unit_test(other_bytes_do_not_verify),
        cmocka_unit_test(only_the_owner_opens_a_seal),
        cmocka_unit_test(seals_are_bounded),
        cmocka_unit_test(pins_verify),
        cmocka_unit_test(pins_have_six_digits),
        cmocka_unit_test(dear_or_broken_hashes_are_refused),
    };

    log_set_level(LOG_LEVEL_OFF);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
