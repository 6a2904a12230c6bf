// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "app/config.h"
#include "util/file.h"
#include "util/log.h"

/** A data directory and a configuration file for one test. */
struct place {
    char dir[64];
    char path[FILE_PATH_SIZE];
    struct config config;
    struct buf problems;
};

static int
setup(void **state)
{
    struct place *place = calloc(1, sizeof *place);
    memcpy(place->dir, "/tmp/talent-config-XXXXXX", sizeof "/tmp/talent-config-XXXXXX");
    assert_non_null(mkdtemp(place->dir));
    assert_true(file_join(place->path, sizeof place->path, place->dir,
                          "talent-kiosk.conf"));
    buf_init(&place->problems, CONFIG_MAX_SIZE);
    log_set_level(LOG_LEVEL_OFF);
    *state = place;
    return 0;
}

static int
teardown(void **state)
{
    struct place *place = *state;
    char copy[FILE_PATH_SIZE];
    file_join(copy, sizeof copy, place->dir, "config.valid");
    file_remove(copy);
    file_remove(place->path);
    rmdir(place->dir);
    buf_clear(&place->problems);
    free(place);
    return 0;
}

static enum err
parse(struct place *place, const char *text)
{
    buf_reset(&place->problems);
    return config_parse(text, "t.conf", &place->config, &place->problems);
}

static void
assert_says(struct place *place, const char *text)
{
    if (!strstr(buf_text(&place->problems), text))
        fail_msg("\"%s\" is not in: %s", text, buf_text(&place->problems));
}

static void
an_empty_text_means_defaults(void **state)
{
    struct place *place = *state;
    assert_int_equal(parse(place, "# nothing\n"), ERR_OK);
    assert_string_equal(place->config.profile, "hall");
    assert_string_equal(place->config.sync, "automatic");
    assert_int_equal(place->config.timeouts.personal_s, 45);
    assert_int_equal(place->config.language_count, 3);
}

static void
every_key_is_read(void **state)
{
    struct place *place = *state;
    assert_int_equal(
        parse(place,
              "profile = \"hospital\"; languages = [\"en\", \"zh\", \"bo\"];"
              "panel = { width_mm = 300; height_mm = 530; rotation = 270; };"
              "hub = { url = \"https://hub.example:8443\";"
              " pins = [\"sha256//AAAA\"]; ca_file = \"/etc/ca.pem\"; };"
              "sync = \"staff\"; sync_interval = 30; motion = \"reduced\";"
              "timeouts = { public = 61; personal = 46; countdown = 21;"
              " ticket = 31; };"
              "devices = { printer = \"none\"; scanner = \"none\"; };"
              "export_dir = \"/media/stick\"; keep_visits_days = 7;"
              "directory_max_age_days = 20;"),
        ERR_OK);
    const struct config *config = &place->config;
    assert_string_equal(config->profile, "hospital");
    assert_string_equal(config->languages[0], "en");
    assert_int_equal(config->language_count, 3);
    assert_int_equal(config->panel.width_mm, 300);
    assert_int_equal(config->panel.rotation, 270);
    assert_string_equal(config->hub.url, "https://hub.example:8443");
    assert_int_equal(config->hub.pin_count, 1);
    assert_string_equal(config->hub.pins[0], "sha256//AAAA");
    assert_string_equal(config->hub.ca_file, "/etc/ca.pem");
    assert_string_equal(config->sync, "staff");
    assert_int_equal(config->sync_interval, 30);
    assert_string_equal(config->motion, "reduced");
    assert_int_equal(config->timeouts.public_s, 61);
    assert_int_equal(config->timeouts.countdown_s, 21);
    assert_int_equal(config->timeouts.ticket_s, 31);
    assert_string_equal(config->export_dir, "/media/stick");
    assert_int_equal(config->keep_visits_days, 7);
    assert_int_equal(config->directory_max_age_days, 20);
}

static void
all_faults_are_told_at_once_with_their_lines(void **state)
{
    struct place *place = *state;
    assert_int_equal(parse(place, "profil = \"hall\";\n"
                                  "sync_interval = \"60\";\n"
                                  "timeouts = {\n"
                                  "  public = 5;\n"
                                  "  persnal = 45;\n"
                                  "};\n"
                                  "sync = \"sometimes\";\n"
                                  "panel = 3;\n"
                                  "languages = [];\n"
                                  "panel_width = 3;\n"
                                  "zzzz = 1;\n"
                                  "hub = { url = \"ftp://x\"; };\n"),
                     ERR_INVALID);
    assert_says(place, "t.conf:1: profil: no such key; is \"profile\" meant");
    assert_says(place, "t.conf:2: sync_interval: must be a whole number");
    assert_says(place, "t.conf:4: timeouts.public: 5 is not from 15 to 600");
    assert_says(place, "t.conf:5: timeouts.persnal: no such key; is"
                       " \"timeouts.personal\" meant");
    assert_says(place, "t.conf:7: sync: must be one of \"automatic\", "
                       "\"staff\"");
    assert_says(place, "t.conf:8: panel: must be a group");
    assert_says(place, "t.conf:9: languages: needs one value");
    assert_says(place, "t.conf:11: zzzz: no such key\n");
    assert_says(place, "t.conf:12: hub.url: must begin with http");
}

static void
a_key_in_the_wrong_group_is_still_known(void **state)
{
    struct place *place = *state;
    assert_int_equal(parse(place, "width_mm = 3;\n"), ERR_INVALID);
    assert_says(place, "is \"panel.width_mm\" meant?");
}

static void
broken_texts_are_refused(void **state)
{
    static const char *const texts[] = {
        "profile = ", "profile = \"hall\"; profile = \"hall\";",
        "@include \"/etc/passwd\"\n", "profile = \"\xff\";",
        "languages = [\"zh\", \"zh\"];", "panel = { rotation = 45; };",
        "languages = [\"zh\", \"en\", \"bo\", \"zh\"];",
        "profile = 3;", "panel = { panel = { panel = 1; }; };",
    };
    struct place *place = *state;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        assert_int_equal(parse(place, texts[i]), ERR_INVALID);
        assert_true(place->problems.len > 0);
    }
}

static void
put(struct place *place, const char *text)
{
    assert_int_equal(file_write(place->path, 0600, text, strlen(text)),
                     ERR_OK);
}

static enum config_origin
load(struct place *place)
{
    buf_reset(&place->problems);
    return config_load(place->path, place->dir, &place->config,
                       &place->problems);
}

static void
the_last_valid_one_is_used_after_a_slip(void **state)
{
    struct place *place = *state;
    put(place, "sync_interval = 33;\n");
    assert_int_equal(load(place), CONFIG_FILE);
    assert_int_equal(place->problems.len, 0);
    put(place, "sync_interval = 44;\nsinc = \"staff\";\n");
    assert_int_equal(load(place), CONFIG_PREVIOUS);
    assert_int_equal(place->config.sync_interval, 33);
    assert_says(place, "is \"sync\" meant?");
    file_remove(place->path);
    assert_int_equal(load(place), CONFIG_PREVIOUS);
    assert_says(place, "cannot be read");
    put(place, "sync_interval = 55;\n");
    assert_int_equal(load(place), CONFIG_FILE);
    assert_int_equal(place->config.sync_interval, 55);
}

static void
without_a_valid_one_the_defaults_are_used(void **state)
{
    struct place *place = *state;
    put(place, "sync_interval = 44000;\n");
    assert_int_equal(load(place), CONFIG_BUILT_IN);
    assert_int_equal(place->config.sync_interval, 60);
}

static void
the_sample_is_valid(void **state)
{
    struct place *place = *state;
    assert_int_equal(config_load(SOURCE_DIR "/config/talent-kiosk.conf",
                                 NULL, &place->config, &place->problems),
                     CONFIG_FILE);
    assert_string_equal(buf_text(&place->problems), "");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(an_empty_text_means_defaults, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(every_key_is_read, setup, teardown),
        cmocka_unit_test_setup_teardown(
            all_faults_are_told_at_once_with_their_lines, setup, teardown),
        cmocka_unit_test_setup_teardown(
            a_key_in_the_wrong_group_is_still_known, setup, teardown),
        cmocka_unit_test_setup_teardown(broken_texts_are_refused, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(
            the_last_valid_one_is_used_after_a_slip, setup, teardown),
        cmocka_unit_test_setup_teardown(
            without_a_valid_one_the_defaults_are_used, setup, teardown),
        cmocka_unit_test_setup_teardown(the_sample_is_valid, setup,
                                        teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
