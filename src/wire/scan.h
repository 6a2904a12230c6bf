// SPDX-License-Identifier: Apache-2.0
#ifndef WIRE_SCAN_H
#define WIRE_SCAN_H
#include <stdbool.h>
#include <stddef.h>

#define SCAN_MAX_DEPTH 1024

/** A piece of a JSON text, borrowed. */
struct scan_span {
    const char *text;
    size_t len;
};

/**
 * Walks one level of a JSON text without building anything.
 *
 * It checks the grammar (RFC 8259, UTF-8) of all it passes, and nothing
 * more: that lets one event of a call be refused alone, and lets the text
 * of a record be kept exactly as it came.
 */
struct scan {
    const char *at;
    const char *end;
    char close; // '}' or ']'
    bool first;
};

enum scan_step { SCAN_ITEM, SCAN_END, SCAN_BAD };

/** Enter the object ('{') or array ('[') that `span` is. */
bool
scan_enter(struct scan *scan, struct scan_span span, char open);
/**
 * The next member or item. `key` is the quoted name of a member, NULL for
 * an array.
 */
enum scan_step
scan_next(struct scan *scan, struct scan_span *key, struct scan_span *value);
/** True when `span`, a key of an object, reads as `name`, plain ASCII. */
bool
scan_key_is(struct scan_span span, const char *name);
/** Copy a string value; false when it is none or does not fit. */
bool
scan_text(struct scan_span span, char *out, size_t size);
/** True when the whole of `span` is one value at most `depth` deep. */
bool
scan_document(struct scan_span span, size_t depth);
/** The first bracket outside its strings that opens deeper than `depth`, or
 *  NULL: why a document was refused that may be good JSON otherwise. */
const char *
scan_too_deep(struct scan_span span, size_t depth);
/** True when a number in it is written "-0", which as an integer is 0. */
bool
scan_minus_zero(struct scan_span span);

#endif
