// SPDX-License-Identifier: Apache-2.0
#ifndef WIRE_BUNDLE_H
#define WIRE_BUNDLE_H
#include <stddef.h>
#include <stdint.h>
#include "util/err.h"
#include "util/id.h"
#include "util/hash.h"
#include "util/sign.h"
#include "wire/fault.h"

struct buf;

#define BUNDLE_MAX_CALLS 100000
#define BUNDLE_LINE_MAX (512 * 1024)

/** The first line of a bundle. */
struct bundle_header {
    char kiosk_id[ID_SIZE];
    int64_t created_ms;
    int64_t calls; // lines between the first and the last
};

/*
 * A bundle is written and read line by line, so that neither side holds it
 * whole. Lines are without their line feed; each is given once, in order.
 */

/** Where a bundle stands while its lines are written or read. */
struct bundle {
    struct hash hash; // of all lines so far, each with its line feed
    struct bundle_header header;
    int64_t calls; // seen so far
};

/** Append the first line, with its line feed. */
enum err
bundle_begin(struct bundle *bundle, const struct bundle_header *header,
             struct buf *out);
/** Append one push body as a line. */
enum err
bundle_add(struct bundle *bundle, const char *call, size_t len,
           struct buf *out);
/** Append the last line, the signature; ERR_BUG when calls are missing. */
enum err
bundle_end(struct bundle *bundle,
           const unsigned char secret_key[SIGN_SECRET_SIZE],
           struct buf *out);

/** Read the first line. */
enum err
bundle_open(struct bundle *bundle, const char *line, size_t len,
            struct fault *fault);
/** Take the next line, a call: parse it with wire/push.h. */
enum err
bundle_call(struct bundle *bundle, const char *line, size_t len,
            struct fault *fault);
/**
 * Check the last line. Only ERR_OK makes any line before it believable; the
 * caller checks that nothing follows it.
 */
enum err
bundle_close(struct bundle *bundle, const char *line, size_t len,
             const unsigned char public_key[SIGN_PUBLIC_SIZE],
             struct fault *fault);

#endif
