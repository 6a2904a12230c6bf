// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include <unistd.h>

#include "hub/config.h"
#include "util/file.h"
#include "util/str.h"

static const char path[] = "/tmp/hub-config-test.conf";

static enum err
load(const char *text, struct hub_config *config, struct buf *complaints)
{
    assert_int_equal(file_write(path, 0600, text, strlen(text)), ERR_OK);
    assert_int_equal(hub_config_init(config), ERR_OK);
    enum err err = hub_config_load(config, path, complaints);
    unlink(path);
    return err;
}

static void
test_good(void **state)
{
    struct hub_config config;
    struct buf complaints;
    (void)state;
    buf_init(&complaints, 4096);
    assert_int_equal(load("# comment\n"
                          "data = \"/srv/hub\";\n"
                          "listen = \"[::1]:9000\";\n"
                          "threads = 4;\n"
                          "case_days = 30;\n"
                          "pins = [\"sha256//abc\", \"sha256//def\"];\n",
                          &config, &complaints),
                     ERR_OK);
    assert_string_equal(config.listen, "[::1]:9000");
    assert_int_equal(config.threads, 4);
    assert_int_equal(config.case_days, 30);
    assert_int_equal(config.pin_count, 2);
    assert_string_equal(config.pins[1], "sha256//def");
    assert_int_equal(hub_config_finish(&config), ERR_OK);
    assert_string_equal(config.store, "sqlite:/srv/hub/hub.db");
    buf_clear(&complaints);
}

static void
test_all_complaints_at_once(void **state)
{
    struct hub_config config;
    struct buf complaints;
    (void)state;
    buf_init(&complaints, 4096);
    assert_int_equal(load("listn = \"x\";\n"
                          "threads = \"two\";\n"
                          "connections = 1;\n"
                          "data = 7;\n"
                          "pins = [\"md5//x\"];\n",
                          &config, &complaints),
                     ERR_INVALID);
    const char *text = buf_text(&complaints);
    assert_non_null(strstr(text, ".conf:1: listn: unknown key"));
    assert_non_null(strstr(text, "nearest is `listen`"));
    assert_non_null(strstr(text, ".conf:2: threads: expected a whole"));
    assert_non_null(strstr(text, ".conf:3: connections: expected a number"
                                 " from 8 to 100000"));
    assert_non_null(strstr(text, ".conf:4: data: expected a text"));
    assert_non_null(strstr(text, ".conf:5: pins: expected"));
    // nothing of it was taken
    assert_int_equal(config.threads, 2);
    buf_clear(&complaints);
}

static void
test_syntax(void **state)
{
    struct hub_config config;
    struct buf complaints;
    (void)state;
    buf_init(&complaints, 4096);
    assert_int_equal(load("threads = 2;\nlisten = \n", &config, &complaints),
                     ERR_INVALID);
    assert_non_null(strstr(buf_text(&complaints), "syntax"));
    assert_int_equal(hub_config_load(&config, "/nowhere.conf", &complaints),
                     ERR_NOT_FOUND);
    buf_clear(&complaints);
}

static void
test_shipped_sample(void **state)
{
    struct hub_config config;
    struct buf complaints;
    (void)state;
    buf_init(&complaints, 4096);
    assert_int_equal(hub_config_init(&config), ERR_OK);
    assert_int_equal(hub_config_load(&config,
                                     SOURCE_DIR "/config/talent-hub.conf",
                                     &complaints),
                     ERR_OK);
    assert_string_equal(buf_text(&complaints), "");
    buf_clear(&complaints);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_good),
        cmocka_unit_test(test_all_complaints_at_once),
        cmocka_unit_test(test_syntax),
        cmocka_unit_test(test_shipped_sample),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
