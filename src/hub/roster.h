// SPDX-License-Identifier: Apache-2.0
#ifndef HUB_ROSTER_H
#define HUB_ROSTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/number.h"
#include "util/err.h"
#include "util/id.h"
#include "util/timestamp.h"

#define ROSTER_MAX_BYTES (64 * 1024 * 1024)
#define ROSTER_MAX_PEOPLE 100000
#define ROSTER_MAX_FAULTS 1000 // kept; the rest is counted
#define ROSTER_NAME_SIZE 129
#define ROSTER_LIST_SIZE 257

/** One person of a roster file, checked. Holds personal data. */
struct roster_person {
    int64_t line;
    char id_number[NUMBER_ID_SIZE]; // normalised, "" when not given
    char phone[NUMBER_PHONE_SIZE];  // normalised, "" when not given
    char name[ROSTER_NAME_SIZE];
    char grade[65];
    char programmes[ROSTER_LIST_SIZE];   // ids, joined by ";"
    char entitlements[ROSTER_LIST_SIZE]; // ids, joined by ";"
    char valid_to[DAY_SIZE];             // "" for no end
    char talent[ID_SIZE];                // filled by directory_import()
};

/** One complaint: where and why, never the value itself. */
struct roster_fault {
    int64_t line;       // from 1
    int column;         // field of the line, from 1; 0 for the whole line
    const char *name;   // of the column, NULL when it is not known
    const char *reason; // static text
    int64_t other;      // for a duplicate: the line that had it first
};

/**
 * A roster read from CSV with the header
 * `id_number,phone,name,grade,programmes,entitlements,valid_to`, its columns
 * in any order (DESIGN.md "Command lines").
 */
struct roster {
    struct roster_person *people; // owned; the good ones
    size_t count;
    size_t size;
    struct roster_fault *faults; // owned
    size_t fault_count;          // all, kept or not
    size_t bad_people;           // lines that were left out
    bool unusable;               // encoding or header: nothing was read
};

/**
 * Read a whole file. `today` is the business day that birth dates are
 * checked against. ERR_INVALID when there is any fault: `people` then holds
 * the good ones, unless `unusable`. ERR_NO_MEMORY also for too many people.
 * Clear `out` in every case.
 */
enum err
roster_parse(const char *data, size_t len, const char *today,
             struct roster *out);

/** Wipes. */
void
roster_clear(struct roster *roster);

#endif
