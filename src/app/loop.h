// SPDX-License-Identifier: Apache-2.0
#ifndef APP_LOOP_H
#define APP_LOOP_H

struct kiosk;

/** Until kiosk.quit: wait, act, draw what changed. */
void
loop_run(struct kiosk *kiosk);

/** One round without waiting: do what is due, draw, take what waits. */
void
loop_pass(struct kiosk *kiosk);

#endif
