// SPDX-License-Identifier: Apache-2.0
#ifndef TESTS_LOOPBACK_H
#define TESTS_LOOPBACK_H

#include <stdbool.h>
#include <stddef.h>

/* TCP on this machine alone, for the tests that speak HTTP by hand. */

/** A listener on `port`, 0 for any free one; `port` gets which. -1 when it
 *  cannot be had. */
int
loopback_listen(int *port);

/** A connection to `port`; -1 when nobody listens. */
int
loopback_connect(int port);

/** All of it; false when the other end went away. */
bool
loopback_send(int fd, const char *data, size_t len);

#endif
