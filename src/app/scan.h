// SPDX-License-Identifier: Apache-2.0
#ifndef APP_SCAN_H
#define APP_SCAN_H

struct kiosk;

/**
 * A code was held to the reader. From any page that holds nothing personal
 * it opens what it names: a policy, or the screen that reads receipts or
 * cards, which is then told the text (SCREEN_SCAN). Over a personal page and
 * what it is no matter for, a line says why nothing happens; over staff's
 * pages, a dialog or the time-out nothing does.
 */
void
scan_take(struct kiosk *kiosk, const char *text);

#endif
