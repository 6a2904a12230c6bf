// SPDX-License-Identifier: Apache-2.0
#ifndef WIRE_FIELDS_H
#define WIRE_FIELDS_H
#include <stdbool.h>
#include <stddef.h>

struct buf;

#define FIELDS_KEY_SIZE 33

/**
 * Reads structured header fields (RFC 8941), as far as signatures and
 * digests use them. This room's own. Every step returns false where the
 * text breaks the grammar or a bound; the whole field is refused then.
 */
struct fields {
    const char *at; // NUL-terminated text, borrowed
};

/** Pass spaces. */
void
fields_skip_space(struct fields *fields);
/** Take `c` if it is next. */
bool
fields_take(struct fields *fields, char c);
/** A key of a dictionary or parameter. */
bool
fields_key(struct fields *fields, char out[FIELDS_KEY_SIZE]);
/**
 * One bare item, appended in its canonical form to `out`; `plain` gets a
 * string's contents or any other item's text; false when it does not fit.
 */
bool
fields_item(struct fields *fields, struct buf *out, char *plain,
            size_t plain_size);
/** Between members: false at a broken separator; `end` at the end. */
bool
fields_next_member(struct fields *fields, bool *end);
/** Pass the parameters behind an item. */
bool
fields_skip_parameters(struct fields *fields);
/** Pass a member's value of any kind, after its key. */
bool
fields_skip_member(struct fields *fields);

#endif
