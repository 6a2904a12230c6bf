// SPDX-License-Identifier: Apache-2.0
#include "store/catalogue.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "fixture.h"
#include "util/file.h"
#include "util/str.h"

#define BUILT_IN SOURCE_DIR "/assets/catalogue"

static void
the_built_in_catalogue_serves_before_enrolment(void **state)
{
    struct fixture *fixture = *state;
    struct service services[8];
    struct site site;
    int64_t policies;
    size_t count;
    size_t total;
    size_t i;

    assert_int_equal(catalogue_load_built_in(fixture->store, BUILT_IN),
                     ERR_OK);
    assert_int_equal(catalogue_site(fixture->store, "hospital", &site),
                     ERR_OK);
    assert_string_equal(site.id, "hospital");
    site_clear(&site);
    assert_int_equal(catalogue_site(fixture->store, "hall", &site), ERR_OK);
    assert_int_equal(site.profile, SITE_PROFILE_HALL);
    site_clear(&site);
    assert_int_equal(catalogue_count(fixture->store, "policy", &policies),
                     ERR_OK);
    assert_true(policies >= 14);
    assert_int_equal(catalogue_services(fixture->store, "hall",
                                        (struct catalogue_range){0, 8},
                                        services, &count, &total), ERR_OK);
    assert_int_equal(count, 8);
    assert_true(total >= 14);
    for (i = 1; i < count; i++) {
        assert_true(service_compare(&services[i - 1], &services[i]) < 0);
    }
    for (i = 0; i < count; i++) {
        service_clear(&services[i]);
    }
    assert_int_equal(catalogue_services(fixture->store, "hall",
                                        (struct catalogue_range){8, 8},
                                        services, &count, &total), ERR_OK);
    assert_int_equal(count, total - 8 < 8 ? total - 8 : 8);
    for (i = 0; i < count; i++) {
        service_clear(&services[i]);
    }
    fixture_take(fixture, "settling-allowance-phd");
}

static void
entries_are_listed_by_group_and_prefix(void **state)
{
    struct fixture *fixture = *state;
    struct entry entries[4];
    struct entry_query query = {.group = "responsibility",
                                .prefix = "employer.", .max = 4};
    size_t count;
    size_t total;
    size_t i;

    assert_int_equal(catalogue_load_built_in(fixture->store, BUILT_IN),
                     ERR_OK);
    assert_int_equal(catalogue_entries(fixture->store, &query, entries,
                                       &count, &total), ERR_OK);
    assert_int_equal(total, 5);
    assert_int_equal(count, 4);
    for (i = 0; i < count; i++) {
        assert_true(str_starts(entries[i].id, "employer."));
        entry_clear(&entries[i]);
    }
    query.prefix = NULL;
    query.first = 1000;
    assert_int_equal(catalogue_entries(fixture->store, &query, entries,
                                       &count, &total), ERR_OK);
    assert_int_equal(count, 0);
    assert_true(total >= 10);
}

static void
the_hubs_records_replace_the_built_in_ones(void **state)
{
    struct fixture *fixture = *state;
    struct service service;
    struct site site;
    int64_t policies;

    assert_int_equal(catalogue_load_built_in(fixture->store, BUILT_IN),
                     ERR_OK);
    fixture_catalogue(fixture, 1);
    assert_int_equal(catalogue_count(fixture->store, "policy", &policies),
                     ERR_OK);
    assert_int_equal(policies, 0);
    assert_int_equal(catalogue_service(fixture->store, "a", &service),
                     ERR_OK);
    service_clear(&service);
    // and do not come back with the next start
    fixture_restart(fixture);
    assert_int_equal(catalogue_load_built_in(fixture->store, BUILT_IN),
                     ERR_OK);
    assert_int_equal(catalogue_count(fixture->store, "policy", &policies),
                     ERR_OK);
    assert_int_equal(policies, 0);
    fixture_enrol(fixture, 1);
    assert_int_equal(catalogue_site(fixture->store, "hospital", &site),
                     ERR_OK);
    assert_string_equal(site.id, "hall"); // the record's, once enrolled
    site_clear(&site);
}

static void
what_is_missing_says_so(void **state)
{
    struct fixture *fixture = *state;
    struct service service;
    struct service page[1];
    struct site site;
    size_t count;
    size_t total;

    assert_int_equal(catalogue_load_built_in(fixture->store, "/nowhere"),
                     ERR_NOT_FOUND);
    assert_int_equal(catalogue_load_built_in(fixture->store, fixture->dir),
                     ERR_NOT_FOUND);
    assert_int_equal(catalogue_site(fixture->store, "hall", &site),
                     ERR_NOT_FOUND);
    site_clear(&site);
    assert_int_equal(catalogue_service(fixture->store, "a", &service),
                     ERR_NOT_FOUND);
    service_clear(&service);
    assert_int_equal(catalogue_services(fixture->store, "hall",
                                        (struct catalogue_range){0, 1}, page,
                                        &count, &total), ERR_OK);
    assert_int_equal(total, 0);
}

static void
a_bad_built_in_file_does_not_hide_the_others(void **state)
{
    struct fixture *fixture = *state;
    static const char good[] =
        "{\"kind\":\"topic\",\"id\":\"t\",\"body\":{\"name\":{\"zh\":\"题\"},"
        "\"parent\":null,\"icon\":\"star\",\"order\":1}}";
    static const char bad[] = "{\"kind\":\"topic\",\"id\":\"u\"";
    char folder[FILE_PATH_SIZE];
    char path[FILE_PATH_SIZE];
    int64_t topics;

    assert_true(file_join(folder, sizeof(folder), fixture->dir, "built"));
    assert_int_equal(file_make_dirs(folder, 0700), ERR_OK);
    assert_true(file_join(path, sizeof(path), folder, "topic.t.json"));
    assert_int_equal(file_write(path, 0600, good, strlen(good)), ERR_OK);
    assert_true(file_join(path, sizeof(path), folder, "topic.u.json"));
    assert_int_equal(file_write(path, 0600, bad, strlen(bad)), ERR_OK);
    assert_int_equal(catalogue_load_built_in(fixture->store, folder),
                     ERR_OK);
    assert_int_equal(catalogue_count(fixture->store, "topic", &topics),
                     ERR_OK);
    assert_int_equal(topics, 1);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, fixture_setup,            \
                                                fixture_teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_built_in_catalogue_serves_before_enrolment),
        TEST(entries_are_listed_by_group_and_prefix),
        TEST(the_hubs_records_replace_the_built_in_ones),
        TEST(what_is_missing_says_so),
        TEST(a_bad_built_in_file_does_not_hide_the_others),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
