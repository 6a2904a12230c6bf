// SPDX-License-Identifier: Apache-2.0
#ifndef MODEL_SCANNED_H
#define MODEL_SCANNED_H

#include <stdbool.h>
#include <stddef.h>

#include "util/id.h"

#define SCANNED_MAX 4096 // bytes of a code; longer ones are unknown

/** What a code that somebody holds to the reader is. */
enum scanned_kind {
    SCANNED_UNKNOWN,
    SCANNED_POLICY,  // `id`: the policy's
    SCANNED_RECEIPT, // `id`: its ten digits
    SCANNED_CARD     // a talent card, right or wrong: the whole text
};

struct scanned {
    enum scanned_kind kind;
    char id[ID_SIZE]; // "" for other kinds; a receipt's is to be wiped
};

/**
 * Tell what `text` is. A policy is named by the path `/p/ID` that stands
 * alone in the last line, or ends an address of any host, which is read and
 * never called. A receipt is ten digits of which the last is right, in one
 * or two groups, or what its code holds (model/receipt.h). A card begins as PASETO v4.public does.
 */
void
scanned_read(const char *text, struct scanned *out);

/** "https://hub.example/p/ID", where a phone reads a policy; false when
 *  `hub` is no such address or it does not fit. */
bool
scanned_policy_address(const char *hub, const char *id, char *out,
                       size_t size);

/** "/p/ID", the last line of a code that holds a policy as text. */
bool
scanned_policy_line(const char *id, char *out, size_t size);

#endif
