// SPDX-License-Identifier: Apache-2.0
#ifndef HUB_PREVIEW_H
#define HUB_PREVIEW_H

#include <stddef.h>
#include <stdint.h>

#include "util/buf.h"
#include "util/err.h"
#include "wire/fault.h"

#define PREVIEW_MAX ((size_t)4 << 20) // bytes of a document

/** A record that is to be looked at before anybody else sees it. */
struct preview {
    const char *kind;
    const char *id;
    const char *body; // canonical JSON
    int64_t now;      // ms since 1970
};

/**
 * Add one HTML document that shows a record as a kiosk would, 1080 px wide
 * with its colours and sizes, in Chinese and in English: whole in itself,
 * without a script, an address or anything of the record but text. ERR_INVALID
 * with a fault for a record that its reader refuses, or of a kind that no
 * screen shows; ERR_NO_MEMORY.
 */
enum err
preview_write(const struct preview *preview, struct buf *out,
              struct fault *fault);

#endif
