// SPDX-License-Identifier: Apache-2.0
// [rule, data] as a stranger would write them, and a record of a rule.
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "util/buf.h"
#include "wire/rule.h"

#define MAX_RESULT ((size_t)8 << 20)

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

// Not assert: the fuzzers are built with NDEBUG.
static void
require(bool holds)
{
    if (!holds) {
        abort();
    }
}

// A result is JSON that reads back as itself: as data of a rule that hands
// its data on it gives the same text, or is too large for that.
static void
check_result(const struct buf *result)
{
    struct buf pair, again;
    struct fault fault = {0};
    buf_init(&pair, MAX_RESULT + 32);
    buf_init(&again, MAX_RESULT);
    buf_add_str(&pair, "[{\"var\":\"\"},");
    buf_add(&pair, result->data, result->len);
    buf_add_str(&pair, "]");
    require(!pair.failed);
    enum err err = rule_eval_pair(pair.data, pair.len, &again, &fault);
    require(err == ERR_OK || strstr(fault.en, "too"));
    require(err != ERR_OK
            || (again.len == result->len
                && memcmp(again.data, result->data, again.len) == 0));
    buf_clear(&again);
    buf_clear(&pair);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct buf out;
    struct fault fault = {0};
    struct rule_summary summary;
    const char *text = (const char *)data;
    buf_init(&out, MAX_RESULT);
    enum err err = rule_eval_pair(text, size, &out, &fault);
    require((err == ERR_OK) == !fault_any(&fault));
    if (err == ERR_OK) {
        check_result(&out);
    }
    buf_clear(&out);
    fault = (struct fault){0};
    err = rule_check(text, size, &summary, &fault);
    require((err == ERR_OK) == !fault_any(&fault));
    return 0;
}
