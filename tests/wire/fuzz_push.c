// SPDX-License-Identifier: Apache-2.0
#include <stdint.h>
#include <stdlib.h>
#include "util/buf.h"
#include "wire/body.h"
#include "wire/event.h"
#include "wire/push.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
one_event(const struct push_item *item)
{
    struct event_parsed parsed, again;
    struct buf out;
    struct fault fault = {0};
    buf_init(&out, 1 << 20);
    if (!event_parse(item->text, item->len, &parsed, &fault)) {
        (void)body_check(parsed.event.type, parsed.body, &fault);
        // what is accepted must survive being issued anew, hash and all
        if (event_reissue(item->text, item->len,
                          "00000000-0000-4000-8000-000000000000", 9, &out) ||
            event_parse(out.data, out.len, &again, NULL) ||
            !hash_equal(parsed.hash, again.hash, HASH_SIZE))
            abort();
        event_parsed_clear(&again);
    }
    event_parsed_clear(&parsed);
    buf_clear(&out);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct push_call call;
    struct push_reply reply;
    struct fault fault = {0};
    if (!push_call_parse((const char *)data, size, &call, &fault))
        for (size_t i = 0; i < call.count; i++)
            one_event(&call.items[i]);
    push_call_clear(&call);
    (void)push_reply_parse((const char *)data, size, &reply, &fault);
    push_reply_clear(&reply);
    return 0;
}
