// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "client.h"
#include "hub/kiosks.h"
#include "hub/store.h"
#include "util/clock.h"
#include "util/id.h"
#include "util/str.h"

struct scene {
    struct fixture fixture;
    struct hub_store *store;
};

static int
setup(void **state)
{
    static struct scene scene;
    fixture_make(&scene.fixture);
    assert_int_equal(hub_store_open(scene.fixture.spec, &scene.store), ERR_OK);
    *state = &scene;
    return 0;
}

static int
teardown(void **state)
{
    struct scene *scene = *state;
    hub_store_close(scene->store);
    fixture_remove(&scene->fixture);
    return 0;
}

/** Adds and enrols with a fresh key. */
static enum hub_enrol_result
enrol(struct scene *scene, const char *replace, struct hub_kiosk *out)
{
    char code[HUB_CODE_TEXT_SIZE];
    struct hub_enrol_request request = {
        .code = code,
        .model = "m",
        .version = "1",
    };
    enum hub_enrol_result result = HUB_ENROL_CODE_UNKNOWN;
    id_random(request.key, sizeof(request.key));
    assert_int_equal(hub_kiosk_add(scene->store,
                                   replace == NULL ? "hall" : NULL, "Hall",
                                   replace, code),
                     ERR_OK);
    assert_int_equal(hub_kiosk_enrol(scene->store, &request, &result, out),
                     ERR_OK);
    return result;
}

static void
test_ids_and_signs(void **state)
{
    struct scene *scene = *state;
    struct hub_kiosk kiosk;
    char id[16];
    char code[HUB_CODE_TEXT_SIZE];
    for (int i = 1; i <= 9; i++) {
        assert_int_equal(enrol(scene, NULL, &kiosk), HUB_ENROL_OK);
        str_format(id, sizeof(id), "hall-%d", i);
        assert_string_equal(kiosk.id, id);
        assert_int_equal(kiosk.sign, i);
    }
    // a tenth is refused when it is added
    assert_int_equal(hub_kiosk_add(scene->store, "hall", NULL, NULL, code),
                     ERR_CONFLICT);
    // an id is never used again; a sign is, when its kiosk has gone
    assert_int_equal(hub_kiosk_revoke(scene->store, "hall-4", false), ERR_OK);
    assert_int_equal(enrol(scene, NULL, &kiosk), HUB_ENROL_OK);
    assert_string_equal(kiosk.id, "hall-10");
    assert_int_equal(kiosk.sign, 4);
}

static void
test_longest_unused_sign(void **state)
{
    struct scene *scene = *state;
    struct hub_kiosk kiosk;
    enrol(scene, NULL, &kiosk);
    enrol(scene, NULL, &kiosk);
    assert_int_equal(hub_kiosk_revoke(scene->store, "hall-1", false), ERR_OK);
    // the signs that were never used go first
    enrol(scene, NULL, &kiosk);
    assert_int_equal(kiosk.sign, 3);
}

static void
test_replace_keeps_id_and_sign(void **state)
{
    struct scene *scene = *state;
    struct hub_kiosk first;
    struct hub_kiosk second;
    enrol(scene, NULL, &first);
    enrol(scene, first.id, &second);
    assert_string_equal(second.id, first.id);
    assert_int_equal(second.sign, first.sign);
    assert_memory_not_equal(second.key, first.key, 32);
    // also of one that was revoked
    assert_int_equal(hub_kiosk_revoke(scene->store, first.id, true), ERR_OK);
    enrol(scene, first.id, &second);
    assert_int_equal(second.state, HUB_KIOSK_LIVE);
    assert_int_equal(second.sign, first.sign);
}

static void
test_refusals(void **state)
{
    struct scene *scene = *state;
    struct hub_kiosk kiosk;
    char code[HUB_CODE_TEXT_SIZE];
    struct hub_store *store = scene->store;
    assert_int_equal(hub_kiosk_add(store, "moon", NULL, NULL, code),
                     ERR_NOT_FOUND);
    assert_int_equal(hub_kiosk_add(store, NULL, NULL, "hall-9", code),
                     ERR_NOT_FOUND);
    assert_int_equal(hub_kiosk_revoke(store, "hall-9", false), ERR_NOT_FOUND);
    enrol(scene, NULL, &kiosk);
    assert_int_equal(hub_kiosk_revoke(store, kiosk.id, false), ERR_OK);
    assert_int_equal(hub_kiosk_revoke(store, kiosk.id, false), ERR_CONFLICT);
    assert_int_equal(hub_kiosk_revoke(store, kiosk.id, true), ERR_OK);
    assert_int_equal(hub_kiosk_revoke(store, kiosk.id, false), ERR_CONFLICT);
    assert_string_equal(hub_kiosk_state_name(HUB_KIOSK_WIPED), "wiped");
}

static void
test_code_is_not_kept(void **state)
{
    struct scene *scene = *state;
    char code[HUB_CODE_TEXT_SIZE];
    char other[HUB_CODE_TEXT_SIZE];
    uint8_t hash[32] = {0};
    struct hub_code row;
    struct hub_store *store = scene->store;
    assert_int_equal(hub_kiosk_add(store, "hall", NULL, NULL, code), ERR_OK);
    assert_int_equal(hub_kiosk_add(store, "hall", NULL, NULL, other), ERR_OK);
    assert_int_equal(strlen(code), 22);
    assert_string_not_equal(code, other);
    memcpy(hash, code, strlen(code));
    assert_int_equal(store->ops->code_get(store, hash, &row), ERR_NOT_FOUND);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

/** One of 64 codes would begin with a dash and read as an option. */
static void
test_code_is_no_option(void **state)
{
    struct scene *scene = *state;
    char code[HUB_CODE_TEXT_SIZE];
    for (int i = 0; i < 1500; i++) {
        assert_int_equal(hub_kiosk_add(scene->store, "hall", NULL, NULL,
                                       code), ERR_OK);
        assert_int_not_equal(code[0], '-');
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_ids_and_signs),
        TEST(test_longest_unused_sign),
        TEST(test_replace_keeps_id_and_sign),
        TEST(test_refusals),
        TEST(test_code_is_not_kept),
        TEST(test_code_is_no_option),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
