// SPDX-License-Identifier: Apache-2.0
#ifndef APP_PAGE_H
#define APP_PAGE_H

#include <stdint.h>

struct kiosk;

/** Build the page and put what changed on the screen; nothing when
 *  nothing did. */
void
page_show(struct kiosk *kiosk);

/** Build the page anew when something on it moves; when to ask again, -1
 *  never. */
int64_t
page_tick(struct kiosk *kiosk);

/** Forget what pages and caches know of a visitor. */
void
page_forget(struct kiosk *kiosk);

#endif
