// SPDX-License-Identifier: Apache-2.0
#ifndef APP_PAGE_H
#define APP_PAGE_H

struct kiosk;

/** Build the page and put what changed on the screen; nothing when
 *  nothing did. */
void
page_show(struct kiosk *kiosk);

/** Forget what pages and caches know of a visitor. */
void
page_forget(struct kiosk *kiosk);

#endif
