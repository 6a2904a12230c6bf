// SPDX-License-Identifier: Apache-2.0
#ifndef HUB_SHEET_H
#define HUB_SHEET_H

#include <stddef.h>
#include <stdint.h>

#include "util/buf.h"
#include "util/err.h"
#include "wire/fault.h"

#define SHEET_HEAD_MAX (64 * 1024)
#define SHEET_NODES_MAX 2000 // values of a head
#define SHEET_DEPTH_MAX 12   // levels of indentation

/**
 * A record as a person writes it: a head between two lines `---`, then text
 * in Markdown, in Chinese up to a line `--- en ---` or `--- bo ---`.
 *
 * The head is a small part of YAML: `key: value`, keys of fields inside
 * fields with dots or on indented lines below, lists with `- `, a value in
 * JSON where it begins with { or [, lines of text behind `|`. README.md
 * describes it for those who write it.
 *
 * Append the record as JSON text `{"kind","id","body"}`, not yet checked by
 * its reader. `kind` is what was asked for, where the head need not repeat
 * it; NULL for any. ERR_INVALID notes the line as the fault's field.
 */
enum err
sheet_read(const char *text, size_t len, const char *kind, struct buf *out,
           struct fault *fault);

/**
 * The line of a field of a sheet that was read before, by its path in the
 * record's body, or of "kind" or "id". Of a field that is not there it is
 * the line of what it is missing in, at last the first. 0 without memory.
 */
int64_t
sheet_line(const char *text, size_t len, const char *kind, const char *path);

#endif
