// SPDX-License-Identifier: Apache-2.0
#ifndef HUB_CSV_H
#define HUB_CSV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "util/err.h"

#define CSV_MAX_FIELDS 32
#define CSV_MAX_RECORD 8192 // bytes of one record, decoded

/** One field of a record: text inside the reader's own buffer. */
struct csv_field {
    char *text;   // NUL-terminated, borrowed until the next record
    int64_t line; // line of the file on which it begins, from 1
};

/**
 * Reads RFC 4180: quoted fields with doubled quotes, commas and line breaks
 * inside them; CR LF, LF or CR between records. Blank lines are passed over.
 *
 * The reader borrows the bytes and keeps one decoded record, which may hold
 * personal data: csv_clear() wipes it.
 */
struct csv {
    const char *at;
    const char *end;
    int64_t line; // of `at`, from 1
    struct csv_field fields[CSV_MAX_FIELDS];
    size_t count; // fields of the last record
    char text[CSV_MAX_RECORD];
    size_t used;
    int column;       // of the last error, from 1
    const char *what; // the last error in words
};

void
csv_init(struct csv *csv, const char *data, size_t len);

/**
 * The next record. ERR_NOT_FOUND at the end; ERR_INVALID for broken
 * quoting, too many fields or too long a record: `what`, `column` and `line`
 * tell where, and the reader stands behind the faulty line.
 */
enum err
csv_next(struct csv *csv);

/** Wipes the last record. */
void
csv_clear(struct csv *csv);

/** What a file that is not UTF-8 is likely to be. */
enum csv_encoding { CSV_UTF8, CSV_GB18030, CSV_UTF16, CSV_BINARY };

/**
 * Tells UTF-8 from what spreadsheets write instead. For anything else
 * `line` is that of the first byte that is not UTF-8.
 */
enum csv_encoding
csv_encoding(const char *data, size_t len, int64_t *line);

#endif
