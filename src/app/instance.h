// SPDX-License-Identifier: Apache-2.0
#ifndef APP_INSTANCE_H
#define APP_INSTANCE_H

#include <stdbool.h>
#include <stddef.h>

#include "util/err.h"

struct answer;

/**
 * Take the data directory for this process, making it when it is not
 * there. ERR_CONFLICT when another one has it. `out` is for file_unlock.
 */
enum err
instance_lock(const char *data_dir, int *out);

/** Where a running kiosk listens; false when the path is too long. */
bool
instance_socket(const char *data_dir, char *out, size_t size);

/**
 * Ask the kiosk that runs on this directory and wait for its answer.
 * ERR_NOT_FOUND when nobody listens, ERR_IO when it broke off.
 */
enum err
instance_ask(const char *data_dir, const char *command, struct answer *out);

#endif
