// SPDX-License-Identifier: Apache-2.0
#include "hall.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "store/catalogue.h"
#include "util/base64.h"
#include "util/clock.h"
#include "util/hash.h"
#include "util/str.h"

struct stage *
hall_create(const struct stage_options *options)
{
    struct stage *stage = stage_create(options);
    stage->follows = true;
    stage->state.kiosk_id = "hall-1";
    stage->state.kiosk_sign = 1;
    stage->state.enrolled = true;
    stage->state.online = true;
    stage->state.consent_rev = 2;
    return stage;
}

int
hall_setup(void **state)
{
    struct stage *stage = hall_create(&(struct stage_options){0});
    fixture_enrol(stage->fixture, 1);
    fixture_catalogue(stage->fixture, 1);
    *state = stage;
    return 0;
}

void
hall_hub_heard(struct stage *stage)
{
    struct sync_times times = {
        .last_contact = clock_now_ms(), .last_pull = clock_now_ms(),
    };
    assert_int_equal(sync_times_save(stage->fixture->store, &times), ERR_OK);
}

// As the hub hashes a number, by the letter of the protocol; the fixture's
// directory key is 32 bytes of 7.
static void
hash_number(const char *number, char out[64])
{
    unsigned char key[32], h[HASH_SIZE];
    memset(key, 7, sizeof(key));
    const struct hash_part part = {number, strlen(number)};
    hash_hmac_sha256(key, sizeof(key), &part, 1, h);
    assert_true(base64url_encode(h, sizeof(h), out, 64));
}

void
hall_refuse(struct stage *stage, const char *message_zh,
            const char *message_en)
{
    struct outbox_batch batch;
    const struct outbox_limits limits = {500, 256 << 10};
    assert_int_equal(outbox_next(stage->fixture->store, &limits, &batch),
                     ERR_OK);
    for (size_t i = 0; i < batch.count; i++) {
        struct outbox_verdict verdict = {
            .seq = batch.seqs[i], .status = OUTBOX_REJECTED,
            .code = "unknown-service", .field = "body.service",
            .message_zh = message_zh, .message_en = message_en,
        };
        struct outbox_reply reply = {
            .epoch = batch.epoch, .verdicts = &verdict, .count = 1,
            .durable_seq = batch.seqs[i],
        };
        int64_t rewound;
        assert_int_equal(outbox_apply(stage->fixture->store, &reply,
                                      &rewound), ERR_OK);
    }
    outbox_batch_clear(&batch);
}

void
hall_roster(struct stage *stage)
{
    char by_id[64], by_phone[64], body[1024];
    hash_number("id:890000198501010015", by_id);
    hash_number("phone:15400000001", by_phone);
    assert_true(str_format(
        body, sizeof(body),
        "{\"keys\":[{\"k\":\"d1\",\"h\":\"%s\"},{\"k\":\"d1\",\"h\":\"%s\"}"
        "],\"name\":\"测*甲\",\"grade\":\"high_level\",\"programmes\":[],"
        "\"entitlements\":[\"green_channel\"],\"status\":\"active\","
        "\"valid_to\":null}",
        by_id, by_phone));
    const char *programme
        = "{\"group\":\"programme\",\"title\":{\"zh\":\"博士服务团\",\"en\":"
          "\"Doctoral service corps\"},\"fields\":[],\"body\":{\"zh\":\"\"},"
          "\"rows\":[30]}";
    const char *employer
        = "{\"group\":\"responsibility\",\"title\":{\"zh\":\"医院\"},"
          "\"fields\":[],\"body\":{\"zh\":\"\"},\"rows\":[4]}";
    struct change changes[] = {
        fixture_put("talent", "t-1", 1, body),
        fixture_put("entry", "doctoral_corps", 1, programme),
        fixture_put("entry", "employer.hospital", 1, employer),
    };
    assert_int_equal(fixture_apply(stage->fixture, changes, 3, "r.1").applied,
                     3);
}

static int
set_up_built_in(void **state, bool landscape)
{
    struct stage *stage
        = hall_create(&(struct stage_options){.landscape = landscape});
    *state = stage;
    return stage
                   && catalogue_load_built_in(stage->fixture->store,
                                              SOURCE_DIR "/assets/catalogue")
                          == ERR_OK
               ? 0
               : -1;
}

int
hall_setup_built_in(void **state)
{
    return set_up_built_in(state, false);
}

int
hall_setup_built_in_wide(void **state)
{
    return set_up_built_in(state, true);
}
