// SPDX-License-Identifier: Apache-2.0
#ifndef WIRE_PROBLEM_H
#define WIRE_PROBLEM_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "util/err.h"
#include "wire/order.h"

struct buf;

#define PROBLEM_TYPE "application/problem+json"

/** An RFC 9457 problem with the members of PROTOCOL.md. */
struct problem {
    char code[33]; // what follows "urn:talent:"; "" when it has another type
    int status;
    char title[97];
    char detail[257];
    char zh[193]; // `message`, where a person must act; else ""
    char en[193];
    int64_t hub_time_ms; // `clock-skew`; 0: not told
    bool has_order;      // `revoked`
    struct order order;
};

/** ERR_NO_MEMORY, or ERR_INVALID for text that is not UTF-8. */
enum err
problem_write(const struct problem *problem, struct buf *out);

/**
 * Read a problem leniently: what is missing stays empty, over-long texts
 * are cut at a character, an order of another shape is no order.
 * ERR_INVALID only when the body is not a JSON object.
 */
enum err
problem_parse(const char *body, size_t len, struct problem *out);

#endif
