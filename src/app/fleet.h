// SPDX-License-Identifier: Apache-2.0
#ifndef APP_FLEET_H
#define APP_FLEET_H

struct kiosk;

/** Carry out the centre's commands that wait in the store (`sync`,
 *  `out_of_service`, `in_service`, `unlock_pin`), each once, whatever was
 *  cut before; reported by event command.done. */
void
fleet_commands(struct kiosk *kiosk);

/** A signed order, `lock` or `wipe`, was obeyed: out of service. */
void
fleet_revoked(struct kiosk *kiosk, const char *order);

/** At start: out of service still holds over a restart. */
void
fleet_restore(struct kiosk *kiosk);

#endif
