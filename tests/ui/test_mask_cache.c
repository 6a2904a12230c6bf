// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "ui/mask_cache.h"

static const struct mask *
add(struct mask_cache *cache, int key, int side)
{
    struct mask mask = {.w = side, .h = side};
    mask.alpha = malloc((size_t)side * (size_t)side);
    assert_non_null(mask.alpha);
    memset(mask.alpha, key, (size_t)side * (size_t)side);
    const struct mask *kept = mask_cache_add(cache, &key, sizeof(key), &mask);
    assert_null(mask.alpha); // it has moved
    return kept;
}

static const struct mask *
find(struct mask_cache *cache, int key)
{
    return mask_cache_find(cache, &key, sizeof(key));
}

static void
masks_are_found_again(void **state)
{
    (void)state;
    struct mask_cache *cache = NULL;
    assert_int_equal(mask_cache_create(1 << 20, &cache), ERR_OK);
    for (int key = 0; key < 3000; key++) {
        assert_null(find(cache, key));
        assert_non_null(add(cache, key, 4));
    }
    for (int key = 0; key < 3000; key++) {
        const struct mask *mask = find(cache, key);
        assert_non_null(mask);
        assert_int_equal(mask->alpha[15], key & 255);
    }
    assert_null(mask_cache_find(cache, "abc", 3)); // another length
    mask_cache_free(cache);
    mask_cache_free(NULL);
}

static void
the_least_recently_used_goes_first(void **state)
{
    (void)state;
    struct mask_cache *cache = NULL;
    assert_int_equal(mask_cache_create(100000, &cache), ERR_OK);
    for (int key = 0; key < 8; key++) {
        (void)add(cache, key, 100);
    }
    assert_non_null(find(cache, 0)); // used: 1 is the oldest now
    for (int key = 8; key < 11; key++) {
        (void)add(cache, key, 100);
    }
    assert_true(mask_cache_bytes(cache) <= 100000);
    assert_non_null(find(cache, 0));
    assert_null(find(cache, 1));
    assert_non_null(find(cache, 10));
    mask_cache_free(cache);
}

static void
one_that_is_too_large_stays_alone(void **state)
{
    (void)state;
    struct mask_cache *cache = NULL;
    assert_int_equal(mask_cache_create(1000, &cache), ERR_OK);
    (void)add(cache, 1, 10);
    const struct mask *big = add(cache, 2, 100);
    assert_int_equal(big->alpha[9999], 2);
    assert_null(find(cache, 1));
    assert_ptr_equal(find(cache, 2), big);
    mask_cache_clear(cache);
    assert_int_equal(mask_cache_bytes(cache), 0);
    assert_null(find(cache, 2));
    mask_cache_free(cache);
}

static void
a_mask_without_ink_is_kept(void **state)
{
    (void)state;
    struct mask_cache *cache = NULL;
    struct mask none = {0};
    assert_int_equal(mask_cache_create(1000, &cache), ERR_OK);
    assert_non_null(mask_cache_add(cache, "k", 1, &none));
    assert_non_null(mask_cache_find(cache, "k", 1));
    assert_null(mask_cache_find(cache, "k", 1)->alpha);
    mask_cache_free(cache);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(masks_are_found_again),
        cmocka_unit_test(the_least_recently_used_goes_first),
        cmocka_unit_test(one_that_is_too_large_stays_alone),
        cmocka_unit_test(a_mask_without_ink_is_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
