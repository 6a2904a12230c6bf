// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "util/hash.h"

static void
assert_hex(const unsigned char *digest, size_t len, const char *expected)
{
    char hex[2 * 64 + 1];

    hash_hex(digest, len, hex);
    assert_string_equal(hex, expected);
}

// FIPS 180-2, appendix B.
static void
sha256_of_the_standard(void **state)
{
    static const char two_blocks[] =
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
    unsigned char digest[HASH_SIZE];

    (void)state;
    hash_sha256("abc", 3, digest);
    assert_hex(digest, sizeof(digest),
               "ba7816bf8f01cfea414140de5dae2223"
               "b00361a396177a9cb410ff61f20015ad");
    hash_sha256(two_blocks, strlen(two_blocks), digest);
    assert_hex(digest, sizeof(digest),
               "248d6a61d20638b8e5c026930c3e6039"
               "a33ce45964ff2167f6ecedd419db06c1");
    hash_sha256("", 0, digest);
    assert_hex(digest, sizeof(digest),
               "e3b0c44298fc1c149afbf4c8996fb924"
               "27ae41e4649b934ca495991b7852b855");
}

static void
pieces_hash_as_the_whole(void **state)
{
    unsigned char whole[HASH_SIZE], pieces[HASH_SIZE];
    struct hash hash, zero = {0};

    (void)state;
    hash_sha256("ticket.issued", 13, whole);
    hash_start(&hash);
    hash_add(&hash, "ticket", 6);
    hash_add(&hash, "", 0);
    hash_add(&hash, ".issued", 7);
    hash_finish(&hash, pieces);
    assert_memory_equal(whole, pieces, sizeof(whole));
    assert_memory_equal(&hash, &zero, sizeof(hash));
}

// RFC 4231, test cases 2 and 6 (a key longer than a block).
static void
hmac_of_the_standard(void **state)
{
    const struct hash_part split[] = {{"what do ya ", 11},
                                      {"want for nothing?", 17}};
    const char *text = "Test Using Larger Than Block-Size Key - Hash Key "
                       "First";
    const struct hash_part whole = {text, strlen(text)};
    unsigned char key[131], mac[HASH_SIZE];

    (void)state;
    hash_hmac_sha256("Jefe", 4, split, 2, mac);
    assert_hex(mac, sizeof(mac),
               "5bdcc146bf60754e6a042426089575c7"
               "5a003f089d2739839dec58b964ec3843");
    memset(key, 0xAA, sizeof(key));
    hash_hmac_sha256(key, sizeof(key), &whole, 1, mac);
    assert_hex(mac, sizeof(mac),
               "60e431591ee0b67f0d8a26aacbf5b77f"
               "8e0bc6213728c5140546040f0ee37f54");
}

// RFC 7693, appendix A.
static void
blake2b_of_the_standard(void **state)
{
    unsigned char digest[64];

    (void)state;
    hash_blake2b("abc", 3, digest, sizeof(digest));
    assert_hex(digest, sizeof(digest),
               "ba80a53f981c4d0d6a2797b69f12f6e9"
               "4c212f14685ac4b74b12bb6fdbffa2d1"
               "7d87c5392aab792dc252d5de4533cc95"
               "18d38aa8dbf1925ab92386edd4009923");
}

static void
hex_both_ways(void **state)
{
    unsigned char bytes[3];
    char hex[7];

    (void)state;
    assert_true(hash_unhex("00aFfF", bytes, 3));
    hash_hex(bytes, 3, hex);
    assert_string_equal(hex, "00afff");
    assert_false(hash_unhex("00af", bytes, 3));
    assert_false(hash_unhex("00aff", bytes, 3));
    assert_false(hash_unhex("00afff00", bytes, 3));
    assert_false(hash_unhex("00afgf", bytes, 3));
    assert_false(hash_unhex("", bytes, 3));
    assert_false(hash_unhex(NULL, bytes, 3));
}

static void
compare(void **state)
{
    (void)state;
    assert_true(hash_equal("abc", "abc", 3));
    assert_false(hash_equal("abc", "abd", 3));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sha256_of_the_standard),
        cmocka_unit_test(pieces_hash_as_the_whole),
        cmocka_unit_test(hmac_of_the_standard),
        cmocka_unit_test(blake2b_of_the_standard),
        cmocka_unit_test(hex_both_ways),
        cmocka_unit_test(compare),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
