// SPDX-License-Identifier: Apache-2.0
#ifndef APP_HOST_H
#define APP_HOST_H

struct kiosk;
struct screen_host_ops;

/** What screens may ask for; `host` is the struct kiosk. */
const struct screen_host_ops *
host_ops(void);

/** Event help.requested; the sheet then says that staff were told. */
void
host_call_staff(struct kiosk *kiosk, const char *screen);

#endif
