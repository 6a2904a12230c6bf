// SPDX-License-Identifier: Apache-2.0
#ifndef APP_FLEET_H
#define APP_FLEET_H

struct kiosk;
struct sync_event;

/** A command of the centre: `sync`, `out_of_service`, `in_service`,
 *  `unlock_pin`; reported by event command.done. */
void
fleet_command(struct kiosk *kiosk, const struct sync_event *event);

/** A signed order, `lock` or `wipe`, was obeyed: out of service. */
void
fleet_revoked(struct kiosk *kiosk, const char *order);

/** At start: out of service still holds over a restart. */
void
fleet_restore(struct kiosk *kiosk);

#endif
