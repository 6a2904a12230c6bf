// SPDX-License-Identifier: Apache-2.0
#ifndef WIRE_LINKS_H
#define WIRE_LINKS_H
#include <stdbool.h>
#include <stddef.h>
#include "util/err.h"

/** A field of a record's body that leads to another record. Borrowed. */
struct record_link {
    const char *field; // as faults name it: "topics[1]", "next.form"
    const char *kind;
    const char *id;
};

typedef enum err
record_link_fn(const struct record_link *link, void *userdata);

/**
 * Hand every link of a body that passed record_check() to `fn`, those of
 * the body planned for it as well, until one answers an error. The sites of
 * a service are no links: it may be written before they are set up.
 */
enum err
record_links(const char *kind, const char *body, size_t len,
             record_link_fn *fn, void *userdata);

/** True when records of kind `from` can lead to some of kind `to`. */
bool
record_links_to(const char *from, const char *to);

#endif
