// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "app/answer.h"
#include "app/outcome.h"
#include "util/str.h"

/** Over the socket and back. */
static void
carry(const struct answer *from, struct answer *to)
{
    struct buf line;
    buf_init(&line, 1 << 20);
    assert_true(answer_write(from, &line));
    assert_null(strchr(buf_text(&line), '\n'));
    answer_init(to);
    assert_int_equal(answer_read(line.data, line.len, to), ERR_OK);
    buf_clear(&line);
}

static void
every_outcome_says_what_to_do(void **state)
{
    (void)state;
    for (int i = SYNC_DONE; i <= SYNC_NOT_ENROLLED; i++) {
        struct sync_event event = {.outcome = (enum sync_outcome)i,
                                   .sent = 7};
        struct answer answer, carried;
        answer_init(&answer);
        outcome_answer(&event, &answer);
        assert_int_equal(answer.ok, i == SYNC_DONE);
        if (i > SYNC_PARTLY)
            assert_non_null(strchr(outcome_sentence(event.outcome), ':'));
        carry(&answer, &carried);
        assert_int_equal(carried.ok, answer.ok);
        assert_string_equal(buf_text(&carried.text), buf_text(&answer.text));
        assert_string_equal(buf_text(&carried.error),
                            buf_text(&answer.error));
        assert_non_null(strstr(buf_text(&carried.data), "\"sent\":7"));
        assert_non_null(strstr(buf_text(&carried.data),
                               outcome_name(event.outcome)));
        answer_clear(&answer);
        answer_clear(&carried);
    }
}

static void
a_failure_is_one_sentence(void **state)
{
    struct answer answer, carried;
    (void)state;
    answer_init(&answer);
    buf_add_str(&answer.text, "half done");
    answer_fail(&answer, "it broke: mend \"it\"");
    carry(&answer, &carried);
    assert_false(carried.ok);
    assert_string_equal(buf_text(&carried.error), "it broke: mend \"it\"");
    assert_string_equal(buf_text(&carried.text), "");
    answer_clear(&answer);
    answer_clear(&carried);
}

static void
what_is_no_answer_is_refused(void **state)
{
    static const char *const lines[] = {
        "", "ok", "{}", "[]", "{\"ok\":true}", "{\"ok\":true,\"text\":\"\"}",
        "{\"ok\":true,\"error\":\"\",\"text\":3,\"data\":{}}",
        "{\"ok\":true,\"error\":\"\",\"text\":\"\",\"data\":{}",
    };
    (void)state;
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        struct answer answer;
        answer_init(&answer);
        assert_int_not_equal(answer_read(lines[i], strlen(lines[i]),
                                         &answer), ERR_OK);
        assert_false(answer.ok);
        answer_clear(&answer);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_outcome_says_what_to_do),
        cmocka_unit_test(a_failure_is_one_sentence),
        cmocka_unit_test(what_is_no_answer_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
