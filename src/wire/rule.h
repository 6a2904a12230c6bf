// SPDX-License-Identifier: Apache-2.0
#ifndef WIRE_RULE_H
#define WIRE_RULE_H

#include <stddef.h>
#include <stdint.h>

#include "model/jsonlogic.h"
#include "util/err.h"
#include "util/id.h"
#include "wire/fault.h"

struct buf;

/** Bytes of a rule, and of what it is asked about. */
#define RULE_MAX_SIZE (256 * 1024)
// Each operator of a rule stands in an object and a list.
#define RULE_MAX_NESTING ((size_t)2 * JSONLOGIC_MAX_DEPTH)

/**
 * Evaluate a JsonLogic rule on data, both JSON texts of any type; the
 * result is appended to `out` as JavaScript would write it as JSON.
 * ERR_INVALID notes in `fault` (may be NULL) what is wrong with either, its
 * field "rule" or "data" when that one is no JSON, or why the rule was given
 * up.
 */
enum err
rule_eval(const struct buf *rule, const struct buf *data, struct buf *out,
          struct fault *fault);

/** The same for one text `[rule, data]`; without `data` null is meant. */
enum err
rule_eval_pair(const char *text, size_t len, struct buf *out,
               struct fault *fault);

/** What a record that was found good is. */
struct rule_summary {
    char id[ID_SIZE];
    int64_t version;
    size_t questions, conditions, cases;
};

/**
 * Check a record `{"kind": "rule", "id", "body"}` as hub and kiosk do, its
 * golden cases among it, and that no condition means something else in
 * JsonLogic's reference (model/jsonlogic.h lists the differences).
 * ERR_INVALID notes the field, counted from the body, and the reason.
 */
enum err
rule_check(const char *text, size_t len, struct rule_summary *out,
           struct fault *fault);

#endif
