// SPDX-License-Identifier: Apache-2.0
#ifndef SYNC_ADDRESS_H
#define SYNC_ADDRESS_H
#include <stdbool.h>
#include <stddef.h>

struct buf;

/**
 * Copy a hub's address without slashes at its end. False unless it is
 * https://host[:port], or http:// to a loopback address: nothing else may
 * be spoken to (PROTOCOL.md "Transport").
 */
bool
address_parse(const char *url, char *out, size_t size);
bool
address_is_secure(const char *url);
/** Append `value` percent-encoded for a query. */
bool
address_escape(const char *value, struct buf *out);

#endif
