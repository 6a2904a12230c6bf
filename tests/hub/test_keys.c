// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "client.h"
#include "hub/identity.h"
#include "hub/keys.h"
#include "util/file.h"
#include "util/str.h"

static struct fixture fixture;
static char dir[256];

static int
setup(void **state)
{
    (void)state;
    fixture_make(&fixture);
    return hub_store_keys_dir(fixture.spec, dir, sizeof(dir)) == ERR_OK ? 0 : 1;
}

static int
teardown(void **state)
{
    (void)state;
    fixture_remove(&fixture);
    return 0;
}

static void
test_load_is_stable(void **state)
{
    struct hub_keys first;
    struct hub_keys second;
    unsigned char derived[SIGN_PUBLIC_SIZE];
    (void)state;
    assert_int_equal(hub_keys_load(dir, &first), ERR_OK);
    assert_int_equal(hub_keys_load(dir, &second), ERR_OK);
    assert_memory_equal(&first, &second, sizeof(first));
    sign_public(first.secret, derived);
    assert_memory_equal(first.public_key, derived, sizeof(derived));
    hub_keys_clear(&first);
    hub_keys_clear(&second);
    hub_keys_clear(NULL);
}

static void
test_seal_opens(void **state)
{
    struct hub_keys keys;
    char path[512];
    (void)state;
    assert_int_equal(hub_keys_load(dir, &keys), ERR_OK);
    str_format(path, sizeof(path), "%s/seal-%s.key", dir, keys.seal.id);
    assert_true(file_exists(path));
    hub_keys_clear(&keys);
}

static void
test_secrets_are_private(void **state)
{
    static const char *const names[] = {"hub.key", "directory-hall-d1.key"};
    struct enrol_key key[1];
    struct stat info;
    char path[512];
    size_t count;
    (void)state;
    assert_int_equal(hub_keys_directory(dir, "hall", key, 1, &count), ERR_OK);
    assert_int_equal(stat(dir, &info), 0);
    assert_int_equal(info.st_mode & 0777, 0700);
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        assert_true(file_join(path, sizeof(path), dir, names[i]));
        assert_int_equal(stat(path, &info), 0);
        assert_int_equal(info.st_mode & 0777, 0600);
    }
}

static void
test_directory_keys(void **state)
{
    struct enrol_key keys[4];
    struct enrol_key made;
    size_t count;
    (void)state;
    assert_int_equal(hub_keys_directory(dir, "s1", keys, 4, &count), ERR_OK);
    assert_int_equal(count, 1);
    assert_string_equal(keys[0].id, "d1");
    assert_int_equal(hub_keys_directory_rotate(dir, "s1", &made), ERR_OK);
    assert_string_equal(made.id, "d2");
    assert_int_equal(hub_keys_directory(dir, "s1", keys, 4, &count), ERR_OK);
    assert_int_equal(count, 2);
    assert_memory_equal(keys[1].key, made.key, 32);
    assert_memory_not_equal(keys[0].key, made.key, 32);
    // another site has its own; the newest are kept when room is short
    assert_int_equal(hub_keys_directory(dir, "s2", keys, 4, &count), ERR_OK);
    assert_int_equal(count, 1);
    assert_memory_not_equal(keys[0].key, made.key, 32);
    assert_int_equal(hub_keys_directory(dir, "s1", keys, 1, &count), ERR_OK);
    assert_string_equal(keys[0].id, "d2");
    assert_int_equal(hub_keys_directory(dir, "../x", keys, 1, &count),
                     ERR_INVALID);
}

static void
test_broken_key_file(void **state)
{
    struct hub_keys keys;
    char path[512];
    (void)state;
    assert_true(file_join(path, sizeof(path), dir, "hub.key"));
    assert_int_equal(file_write(path, 0600, "short\n", 6), ERR_OK);
    assert_int_equal(hub_keys_load(dir, &keys), ERR_INVALID);
}

static void
test_identity(void **state)
{
    struct hub_store *store;
    struct hub_identity identity;
    struct buf body;
    struct hub_keys keys;
    (void)state;
    assert_int_equal(hub_store_open(fixture.spec, &store), ERR_OK);
    // nobody knows the address yet
    assert_int_equal(hub_identity_load(store, &fixture.config, &identity),
                     ERR_NOT_FOUND);
    assert_int_equal(
        hub_identity_note(store, "http://127.0.0.1:1", &fixture.config),
        ERR_OK);
    assert_int_equal(hub_identity_load(store, &fixture.config, &identity),
                     ERR_OK);
    assert_string_equal(identity.url, "http://127.0.0.1:1");
    assert_int_equal(identity.pin_count, 0);
    assert_true(identity.id[0] != '\0');
    // the configuration goes before what the server noted
    str_copy(fixture.config.public_url, sizeof(fixture.config.public_url),
             "https://hub.example");
    str_copy(fixture.config.pins[0], ENROL_PIN_SIZE, "sha256//abc");
    fixture.config.pin_count = 1;
    assert_int_equal(hub_identity_load(store, &fixture.config, &identity),
                     ERR_OK);
    assert_string_equal(identity.url, "https://hub.example");
    assert_string_equal(identity.pins[0], "sha256//abc");
    // the seal key is a record, so that it can be rotated
    assert_int_equal(hub_keys_load(dir, &keys), ERR_OK);
    buf_init(&body, 4096);
    assert_int_equal(store->ops->record_get(store, "key", keys.seal.id, &body),
                     ERR_OK);
    assert_non_null(strstr(buf_text(&body), "\"use\":\"seal\""));
    buf_clear(&body);
    hub_keys_clear(&keys);
    hub_store_close(store);
}

/** An administrator's command beside a server with a user of its own. */
static void
test_keys_are_the_folders_owners(void **state)
{
    static const char *const names[] = {"hub.key", "seal", "receipt",
                                        "directory-hall-d1.key", "lock"};
    struct hub_keys keys;
    struct enrol_key key;
    struct stat info;
    char path[512], fresh[256];
    (void)state;
    if (geteuid() != 0)
        skip();
    assert_true(file_join(fresh, sizeof(fresh), fixture.dir, "fresh"));
    assert_int_equal(file_make_dirs(fresh, 0700), ERR_OK);
    assert_int_equal(chown(fresh, 65534, 65534), 0);
    assert_int_equal(hub_keys_load(fresh, &keys), ERR_OK);
    assert_int_equal(hub_keys_directory_rotate(fresh, "hall", &key), ERR_OK);
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        assert_true(file_join(path, sizeof(path), fresh, names[i]));
        assert_int_equal(stat(path, &info), 0);
        assert_int_equal(info.st_uid, 65534);
        assert_int_equal(info.st_mode & 0777, 0600);
    }
    hub_keys_clear(&keys);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_load_is_stable),      TEST(test_seal_opens),
        TEST(test_secrets_are_private), TEST(test_directory_keys),
        TEST(test_keys_are_the_folders_owners),
        TEST(test_broken_key_file),     TEST(test_identity),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
