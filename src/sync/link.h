// SPDX-License-Identifier: Apache-2.0
#ifndef SYNC_LINK_H
#define SYNC_LINK_H
#include <stdbool.h>

/**
 * The kernel's news of network links, so that a cable plugged in again ends
 * every pause at once. Returns a descriptor to poll for reading, -1 when
 * there is none to be had; then pauses simply run their time.
 */
int
link_open(void);
void
link_close(int fd);
/** Read all news; true when an address or a carrier came up. */
bool
link_came_up(int fd);

#endif
