// SPDX-License-Identifier: Apache-2.0
#ifndef WIRE_RECORD_CASE_H
#define WIRE_RECORD_CASE_H
#include <stddef.h>
#include "model/case.h"
#include "util/err.h"
#include "wire/fault.h"

struct buf;

/**
 * A record `case`: how far a form that was handed in has come. A reader as
 * in wire/record.h; `out` is to be cleared in every case. A body without
 * `steps` has one, of its state at `updated_at`.
 */
enum err
record_case(const char *id, const char *body, size_t len,
            struct case_file *out, struct fault *fault);

/** Append the body. */
enum err
record_case_write(const struct case_file *file, struct buf *out);

#endif
