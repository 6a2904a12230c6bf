// SPDX-License-Identifier: Apache-2.0
#include "store/outbox.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "fixture.h"
#include "store/unsent.h"
#include "util/clock.h"
#include "util/str.h"

#define DAY_S 86400

static const struct outbox_limits all = {.max_events = 500,
                                         .max_bytes = 256 << 10};

static void
add(struct fixture *fixture, const char *subject)
{
    assert_int_equal(outbox_add(fixture->store, "help.requested", subject,
                                "{\"screen\":\"home\"}"), ERR_OK);
}

static struct outbox_counts
count(struct fixture *fixture)
{
    struct outbox_counts counts;

    assert_int_equal(outbox_count(fixture->store, &counts), ERR_OK);
    return counts;
}

// Answer one event of the current epoch.
static int64_t
answer(struct fixture *fixture, struct outbox_verdict verdict,
       int64_t durable)
{
    char epoch[37];
    struct outbox_reply reply = {.verdicts = &verdict,
                                 .count = 1,
                                 .durable_seq = durable};
    int64_t rewound;

    str_copy(epoch, sizeof(epoch), count(fixture).epoch);
    reply.epoch = epoch;
    assert_int_equal(outbox_apply(fixture->store, &reply, &rewound), ERR_OK);
    return rewound;
}

static void
next_is(struct fixture *fixture, const int64_t *seqs, size_t expected)
{
    struct outbox_batch batch;
    size_t i;

    assert_int_equal(outbox_next(fixture->store, &all, &batch), ERR_OK);
    assert_int_equal(batch.count, expected);
    for (i = 0; i < expected; i++) {
        assert_int_equal(batch.seqs[i], seqs[i]);
    }
    outbox_batch_clear(&batch);
}

static void
events_go_oldest_first_and_within_limits(void **state)
{
    struct fixture *fixture = *state;
    struct outbox_limits limits = {.max_events = 2, .max_bytes = 256 << 10};
    struct outbox_batch batch;

    add(fixture, "s1");
    add(fixture, "s2");
    add(fixture, "s3");
    assert_int_equal(outbox_next(fixture->store, &limits, &batch), ERR_OK);
    assert_int_equal(batch.count, 2);
    assert_int_equal(batch.seqs[0], 1);
    assert_int_equal(batch.seqs[1], 2);
    assert_non_null(strstr(batch.events.data, "},{\"seq\":2,"));
    outbox_batch_clear(&batch);
    limits = (struct outbox_limits){.max_events = 9, .max_bytes = 10};
    assert_int_equal(outbox_next(fixture->store, &limits, &batch), ERR_OK);
    assert_int_equal(batch.count, 1); // has to go, to be refused alone
    outbox_batch_clear(&batch);
    limits.max_events = 0;
    assert_int_equal(outbox_next(fixture->store, &limits, &batch),
                     ERR_INVALID);
    outbox_batch_clear(NULL);
}

static void
a_body_that_breaks_the_protocol_is_not_written(void **state)
{
    struct fixture *fixture = *state;

    assert_int_equal(outbox_add(fixture->store, "help.requested", "s",
                                "{\"screen\":7}"), ERR_INVALID);
    assert_int_equal(outbox_add(fixture->store, "help.requested", "s",
                                "no json"), ERR_INVALID);
    assert_int_equal(outbox_add(fixture->store, "help.requested",
                                "not an id", "{\"screen\":\"home\"}"),
                     ERR_INVALID);
    assert_int_equal(count(fixture).pending, 0);
    assert_int_equal(count(fixture).last_seq, 0); // no gap either
    add(fixture, "s");
    assert_int_equal(count(fixture).last_seq, 1);
}

static void
acknowledged_events_are_not_sent_again(void **state)
{
    struct fixture *fixture = *state;
    struct outbox_counts counts;

    add(fixture, "s1");
    add(fixture, "s2");
    add(fixture, "s3");
    answer(fixture, (struct outbox_verdict){.seq = 1, .status = OUTBOX_OK},
           1);
    answer(fixture, (struct outbox_verdict){.seq = 2,
                                            .status = OUTBOX_HELD}, 2);
    next_is(fixture, (int64_t[]){3}, 1);
    answer(fixture, (struct outbox_verdict){.seq = 3,
                                            .status = OUTBOX_DUPLICATE}, 3);
    counts = count(fixture);
    assert_int_equal(counts.pending, 0);
    assert_int_equal(counts.held, 1);
    assert_int_equal(counts.oldest_at, 0);
    assert_true(counts.last_ack_at > 0);
    next_is(fixture, NULL, 0);
}

static enum outbox_progress
progress(struct fixture *fixture, const char *ticket, const char *visit)
{
    enum outbox_progress out;

    assert_int_equal(outbox_progress(fixture->store, ticket, visit, &out),
                     ERR_OK);
    return out;
}

static void
each_ticket_is_told_by_its_own_events(void **state)
{
    struct fixture *fixture = *state;

    add(fixture, "visit");
    add(fixture, "ticket");
    add(fixture, "other");
    assert_int_equal(progress(fixture, "ticket", "visit"), OUTBOX_WAITING);
    answer(fixture, (struct outbox_verdict){.seq = 2, .status = OUTBOX_OK},
           2);
    assert_int_equal(progress(fixture, "ticket", "visit"), OUTBOX_WAITING);
    assert_int_equal(progress(fixture, "ticket", ""), OUTBOX_ACKNOWLEDGED);
    answer(fixture, (struct outbox_verdict){.seq = 1, .status = OUTBOX_HELD},
           2);
    assert_int_equal(progress(fixture, "ticket", "visit"),
                     OUTBOX_ACKNOWLEDGED);
    add(fixture, "ticket");
    answer(fixture, (struct outbox_verdict){.seq = 4,
                                            .status = OUTBOX_REJECTED,
                                            .code = "bad"}, 4);
    assert_int_equal(progress(fixture, "ticket", "visit"), OUTBOX_ASIDE);
    assert_int_equal(progress(fixture, "other", ""), OUTBOX_WAITING);
}

static void
a_retry_holds_back_its_subject_alone(void **state)
{
    struct fixture *fixture = *state;

    add(fixture, "s1");
    add(fixture, "s2");
    add(fixture, "s1");
    answer(fixture, (struct outbox_verdict){.seq = 1,
                                            .status = OUTBOX_RETRY,
                                            .after_ms = 60000}, 0);
    answer(fixture, (struct outbox_verdict){.seq = 3,
                                            .status = OUTBOX_RETRY,
                                            .code = "after"}, 0);
    next_is(fixture, (int64_t[]){2}, 1);
    clock_advance(61);
    next_is(fixture, (int64_t[]){1, 2, 3}, 3);
}

static void
a_rejected_event_is_set_aside_and_others_go_on(void **state)
{
    struct fixture *fixture = *state;
    struct outbox_item items[4];
    size_t listed;
    size_t total;

    add(fixture, "s1");
    add(fixture, "s1");
    answer(fixture, (struct outbox_verdict){
        .seq = 1, .status = OUTBOX_REJECTED, .code = "bad_value",
        .field = "body.screen", .message_zh = "不对",
        .message_en = "wrong"}, 1);
    next_is(fixture, (int64_t[]){2}, 1);
    assert_int_equal(outbox_set_aside_list(fixture->store, 0, items, 4,
                                           &listed, &total), ERR_OK);
    assert_int_equal(listed, 1);
    assert_int_equal(total, 1);
    assert_int_equal(items[0].seq, 1);
    assert_string_equal(items[0].code, "bad_value");
    assert_string_equal(items[0].message_zh, "不对");
    assert_string_equal(items[0].summary, "help.requested");
    fixture_restart(fixture);
    assert_int_equal(count(fixture).set_aside, 1);
}

static void
staff_see_the_number_of_a_ticket(void **state)
{
    struct fixture *fixture = *state;
    struct outbox_item items[4];
    size_t listed;
    size_t total;

    fixture_catalogue(fixture, 1);
    fixture_take(fixture, "a");
    answer(fixture, (struct outbox_verdict){
        .seq = 3, .status = OUTBOX_REJECTED, .code = "x"}, 0);
    assert_int_equal(outbox_set_aside_list(fixture->store, 0, items, 4,
                                           &listed, &total), ERR_OK);
    assert_int_equal(listed, 1);
    assert_string_equal(items[0].type, "ticket.slip");
    assert_string_equal(items[0].summary, "A001");
}

static void
the_last_events_show_what_became_of_them(void **state)
{
    struct fixture *fixture = *state;
    struct outbox_item items[8];
    size_t listed;

    add(fixture, "s1");
    add(fixture, "s2");
    add(fixture, "s3");
    answer(fixture, (struct outbox_verdict){
        .seq = 1, .status = OUTBOX_REJECTED, .code = "x"}, 1);
    answer(fixture, (struct outbox_verdict){
        .seq = 2, .status = OUTBOX_OK}, 2);
    assert_int_equal(outbox_recent(fixture->store, items, 8, &listed),
                     ERR_OK);
    assert_int_equal(listed, 3);
    assert_int_equal(items[0].seq, 3); // the newest first
    assert_int_equal(items[0].fate, OUTBOX_UNSENT);
    assert_int_equal(items[1].fate, OUTBOX_TAKEN);
    assert_int_equal(items[2].fate, OUTBOX_REFUSED);
    assert_int_equal(outbox_discard(fixture->store, items[2].epoch, 1,
                                    "test"), ERR_OK);
    assert_int_equal(outbox_recent(fixture->store, items, 8, &listed),
                     ERR_OK);
    assert_int_equal(listed, 4);
    assert_string_equal(items[0].type, "record.discarded");
    assert_int_equal(items[3].fate, OUTBOX_DISCARDED);
    assert_int_equal(outbox_recent(fixture->store, items, 2, &listed),
                     ERR_OK);
    assert_int_equal(listed, 2);
}

static void
resending_makes_a_new_event_that_supersedes(void **state)
{
    struct fixture *fixture = *state;
    char epoch[37];
    size_t pending;
    char *events;

    add(fixture, "s1");
    str_copy(epoch, sizeof(epoch), count(fixture).epoch);
    assert_int_equal(outbox_resend(fixture->store, epoch, 1),
                     ERR_NOT_FOUND);
    answer(fixture, (struct outbox_verdict){
        .seq = 1, .status = OUTBOX_REJECTED, .code = "x"}, 1);
    assert_int_equal(outbox_resend(fixture->store, epoch, 1), ERR_OK);
    events = fixture_pending(fixture, &pending);
    assert_int_equal(pending, 2);
    assert_non_null(strstr(events, "\"supersedes\":{\"epoch\""));
    assert_non_null(strstr(events, "\"record.resent\""));
    assert_non_null(strstr(events, "\"screen\":\"home\""));
    free(events);
    assert_int_equal(count(fixture).set_aside, 0);
    assert_int_equal(outbox_resend(fixture->store, epoch, 1),
                     ERR_NOT_FOUND);
}

static void
discarding_needs_a_reason_and_is_reported(void **state)
{
    struct fixture *fixture = *state;
    char epoch[37];
    size_t pending;
    char *events;

    add(fixture, "s1");
    str_copy(epoch, sizeof(epoch), count(fixture).epoch);
    answer(fixture, (struct outbox_verdict){
        .seq = 1, .status = OUTBOX_REJECTED, .code = "x"}, 1);
    assert_int_equal(outbox_discard(fixture->store, epoch, 1, "because"),
                     ERR_INVALID);
    assert_int_equal(outbox_discard(fixture->store, epoch, 1, "test"),
                     ERR_OK);
    events = fixture_pending(fixture, &pending);
    assert_int_equal(pending, 1);
    assert_non_null(strstr(events, "\"record.discarded\""));
    free(events);
    assert_int_equal(count(fixture).set_aside, 0);
}

static void
a_whole_call_refused_sets_one_aside(void **state)
{
    struct fixture *fixture = *state;
    const struct outbox_verdict reason = {.seq = 1, .code = "bad-envelope"};
    char epoch[37];

    add(fixture, "s1");
    str_copy(epoch, sizeof(epoch), count(fixture).epoch);
    assert_int_equal(outbox_set_aside(fixture->store, epoch, &reason),
                     ERR_OK);
    assert_int_equal(outbox_set_aside(fixture->store, epoch, &reason),
                     ERR_NOT_FOUND);
    assert_int_equal(outbox_set_aside(fixture->store, "none", &reason),
                     ERR_NOT_FOUND);
    assert_int_equal(count(fixture).set_aside, 1);
}

static void
a_restored_hub_gets_the_events_again(void **state)
{
    struct fixture *fixture = *state;
    int i;

    for (i = 0; i < 6; i++) {
        add(fixture, "s");
    }
    for (i = 1; i <= 5; i++) {
        answer(fixture, (struct outbox_verdict){.seq = i,
                                                .status = OUTBOX_OK}, i);
    }
    assert_int_equal(count(fixture).pending, 1);
    assert_int_equal(answer(fixture, (struct outbox_verdict){
        .seq = 6, .status = OUTBOX_OK}, 2), 3);
    assert_int_equal(count(fixture).pending, 3);
    next_is(fixture, (int64_t[]){3, 4, 5}, 3);
}

static void
retries_end_only_while_others_are_accepted(void **state)
{
    struct fixture *fixture = *state;
    const struct outbox_verdict later = {.seq = 1, .status = OUTBOX_RETRY};
    int i;

    add(fixture, "s1");
    // a day of a sick hub: nothing is set aside
    for (i = 0; i < 10; i++) {
        answer(fixture, later, 0);
        clock_advance(3 * 3600);
    }
    assert_int_equal(count(fixture).set_aside, 0);
    // a hub that takes others between two tries, but not this one
    add(fixture, "s2");
    answer(fixture, (struct outbox_verdict){.seq = 2, .status = OUTBOX_OK},
           0);
    answer(fixture, later, 0);
    assert_int_equal(count(fixture).set_aside, 1);
}

static void
few_retries_are_kept_however_long(void **state)
{
    struct fixture *fixture = *state;
    int i;

    add(fixture, "s1");
    for (i = 0; i < 7; i++) {
        add(fixture, "s2");
        answer(fixture, (struct outbox_verdict){.seq = i + 2,
                                                .status = OUTBOX_OK}, 0);
        answer(fixture, (struct outbox_verdict){.seq = 1,
                                                .status = OUTBOX_RETRY}, 0);
        clock_advance(DAY_S);
    }
    assert_int_equal(count(fixture).set_aside, 0);
    assert_int_equal(count(fixture).pending, 1);
}

static void
acknowledged_events_leave_after_30_days(void **state)
{
    struct fixture *fixture = *state;
    bool more = true;
    int i;

    for (i = 0; i < 250; i++) {
        add(fixture, "s");
    }
    answer(fixture, (struct outbox_verdict){
        .seq = 1, .status = OUTBOX_REJECTED, .code = "x"}, 1);
    fixture_acknowledge(fixture);
    assert_int_equal(outbox_prune(fixture->store, &more), ERR_OK);
    assert_false(more);
    clock_advance(31 * DAY_S);
    add(fixture, "s");
    assert_int_equal(outbox_prune(fixture->store, &more), ERR_OK);
    assert_true(more);
    assert_int_equal(outbox_prune(fixture->store, &more), ERR_OK);
    assert_false(more);
    assert_int_equal(count(fixture).set_aside, 1);
    assert_int_equal(count(fixture).pending, 1);
    assert_int_equal(count(fixture).last_seq, 251);
}

static void
enrolling_again_moves_what_waits(void **state)
{
    struct fixture *fixture = *state;
    char first[37];
    char second[37];
    size_t pending;
    char *events;

    add(fixture, "s1");
    str_copy(first, sizeof(first), count(fixture).epoch);
    fixture_enrol(fixture, 1); // for the first time: sent as it is
    str_copy(second, sizeof(second), count(fixture).epoch);
    assert_string_equal(first, second);
    add(fixture, "s1");
    answer(fixture, (struct outbox_verdict){.seq = 1, .status = OUTBOX_OK},
           1);
    fixture_enrol(fixture, 1);
    str_copy(second, sizeof(second), count(fixture).epoch);
    assert_string_not_equal(first, second);
    events = fixture_pending(fixture, &pending);
    assert_int_equal(pending, 1);
    assert_non_null(strstr(events, "\"origin\":{\"epoch\":"));
    assert_non_null(strstr(events, first));
    free(events);
    assert_int_equal(count(fixture).last_seq, 1);
    // and once more: the origin stays the first one
    fixture_enrol(fixture, 2);
    events = fixture_pending(fixture, &pending);
    assert_int_equal(pending, 1);
    assert_non_null(strstr(events, first));
    assert_null(strstr(events, second));
    free(events);
}

static void
a_bundle_holds_pending_and_set_aside(void **state)
{
    struct fixture *fixture = *state;
    struct outbox_batch batch;
    int64_t place = 0;

    add(fixture, "s1");
    add(fixture, "s2");
    add(fixture, "s3");
    answer(fixture, (struct outbox_verdict){.seq = 1, .status = OUTBOX_OK},
           1);
    answer(fixture, (struct outbox_verdict){
        .seq = 2, .status = OUTBOX_REJECTED, .code = "x"}, 2);
    assert_int_equal(unsent_next(fixture->store, &place, &all, &batch),
                     ERR_OK);
    assert_int_equal(batch.count, 2);
    assert_int_equal(batch.seqs[0], 2);
    outbox_batch_clear(&batch);
    assert_int_equal(unsent_next(fixture->store, &place, &all, &batch),
                     ERR_OK);
    assert_int_equal(batch.count, 0);
    outbox_batch_clear(&batch);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, fixture_setup,            \
                                                fixture_teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(events_go_oldest_first_and_within_limits),
        TEST(a_body_that_breaks_the_protocol_is_not_written),
        TEST(acknowledged_events_are_not_sent_again),
        TEST(each_ticket_is_told_by_its_own_events),
        TEST(a_retry_holds_back_its_subject_alone),
        TEST(a_rejected_event_is_set_aside_and_others_go_on),
        TEST(staff_see_the_number_of_a_ticket),
        TEST(the_last_events_show_what_became_of_them),
        TEST(resending_makes_a_new_event_that_supersedes),
        TEST(discarding_needs_a_reason_and_is_reported),
        TEST(a_whole_call_refused_sets_one_aside),
        TEST(a_restored_hub_gets_the_events_again),
        TEST(retries_end_only_while_others_are_accepted),
        TEST(few_retries_are_kept_however_long),
        TEST(acknowledged_events_leave_after_30_days),
        TEST(enrolling_again_moves_what_waits),
        TEST(a_bundle_holds_pending_and_set_aside),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
