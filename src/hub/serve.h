// SPDX-License-Identifier: Apache-2.0
#ifndef HUB_SERVE_H
#define HUB_SERVE_H

#include "hub/config.h"
#include "util/buf.h"
#include "util/err.h"

/**
 * Runs the server until SIGTERM or SIGINT; blocks both in the calling
 * thread first. Prints one line `listening on ADDR:PORT` on standard output
 * once calls are answered. The store must have been initialised or gets
 * what it misses. On failure `complaint` says what happened and what to do.
 * ERR_INVALID: an address that is not loopback without tls_cert and tls_key,
 * or bad ones; ERR_CONFLICT: the address is in use; ERR_IO.
 */
enum err
hub_serve(const struct hub_config *config, struct buf *complaint);

#endif
