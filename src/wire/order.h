// SPDX-License-Identifier: Apache-2.0
#ifndef WIRE_ORDER_H
#define WIRE_ORDER_H
#include <stdbool.h>
#include "util/err.h"
#include "util/id.h"
#include "util/sign.h"

enum order_action { ORDER_LOCK, ORDER_WIPE };

#define ORDER_TIME_SIZE 41

/** The hub's signed word to a revoked kiosk (PROTOCOL.md "Signing"). */
struct order {
    char kiosk_id[ID_SIZE];
    enum order_action action;
    char at[ORDER_TIME_SIZE]; // RFC 3339, signed as it is written
    unsigned char signature[SIGN_SIZE];
};

/** "lock" or "wipe". */
const char *
order_action_name(enum order_action action);

/** Sign `kiosk_id`, `action` and `at`; ERR_INVALID when one is malformed. */
enum err
order_sign(struct order *order,
           const unsigned char hub_secret[SIGN_SECRET_SIZE]);

/** True when the order is for this kiosk and by this hub. */
bool
order_verify(const struct order *order, const char *kiosk_id,
             const unsigned char hub_key[SIGN_PUBLIC_SIZE]);

#endif
