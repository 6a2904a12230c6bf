// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "model/visit.h"

static const struct visit complete = {
    .id = "3f1c0d2e-0000-4000-8000-000000000000",
    .service = "policy-advice",
    .identity = VISIT_BY_ID,
    .talent = "t-1",
    .programme = "doctoral-corps",
    .consent_rev = 2,
};

static void
complete_visits_pass(void **state)
{
    struct visit visit = complete;

    (void)state;
    assert_int_equal(visit_check(&visit), VISIT_OK);
    visit.talent[0] = '\0'; // not on the roster
    assert_int_equal(visit_check(&visit), VISIT_OK);
    visit.identity = VISIT_AS_GUEST;
    visit.consent_rev = 0;
    assert_int_equal(visit_check(&visit), VISIT_OK);
}

static void
first_problem_is_named(void **state)
{
    struct visit visit = complete;

    (void)state;
    visit.consent_rev = 0;
    assert_int_equal(visit_check(&visit), VISIT_NO_CONSENT);
    memcpy(visit.role, "a b", 4);
    assert_int_equal(visit_check(&visit), VISIT_BAD_CHOICE);
    visit.identity = VISIT_AS_GUEST; // with a talent
    assert_int_equal(visit_check(&visit), VISIT_BAD_TALENT);
    visit.service[0] = '\0';
    assert_int_equal(visit_check(&visit), VISIT_NO_SERVICE);
    visit.id[0] = '\0';
    assert_int_equal(visit_check(&visit), VISIT_NO_ID);
}

static void
words(void **state)
{
    int identity;
    enum visit_end end;

    (void)state;
    for (int i = VISIT_BY_CARD; i <= VISIT_AS_GUEST; i++) {
        const char *name = visit_identity_name((enum visit_identity)i);
        assert_true(names_find(visit_identity_names, name, &identity));
        assert_int_equal(identity, i);
    }
    assert_false(names_find(visit_identity_names, "face", &identity));
    assert_true(visit_end_parse("timeout", &end));
    assert_string_equal(visit_end_name(end), "timeout");
    assert_false(visit_end_parse("crash", &end));
}

static void
clearing_wipes(void **state)
{
    struct visit visit, zero;

    (void)state;
    memset(&visit, 0x55, sizeof(visit));
    memset(&zero, 0, sizeof(zero));
    visit_clear(&visit);
    assert_memory_equal(&visit, &zero, sizeof(visit));
    visit_clear(NULL);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(complete_visits_pass),
        cmocka_unit_test(first_problem_is_named),
        cmocka_unit_test(words),
        cmocka_unit_test(clearing_wipes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
