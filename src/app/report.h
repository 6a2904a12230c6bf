// SPDX-License-Identifier: Apache-2.0
#ifndef APP_REPORT_H
#define APP_REPORT_H

struct kiosk;

/** Write one event about the kiosk itself (`kiosk.started`,
 *  `kiosk.clock_stepped`, `command.done`): what, and one named detail or
 *  NULL. Failure is logged; nobody waits for it. */
void
report_kiosk(struct kiosk *kiosk, const char *type, const char *what,
             const char *key, const char *value);

#endif
