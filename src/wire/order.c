// SPDX-License-Identifier: Apache-2.0
#include "wire/order.h"
#include <string.h>
#include "util/buf.h"
#include "util/str.h"
#include "util/timestamp.h"

static const char *const actions[] = {"lock", "wipe"};

const char *
order_action_name(enum order_action action)
{
    return actions[action];
}

// What is signed; see PROTOCOL.md "Signing".
static bool
order_text(const struct order *order, struct buf *out)
{
    int64_t at;
    if (!id_valid(order->kiosk_id) || !timestamp_parse(order->at, &at))
        return false;
    return buf_addf(out, "talent-order-v1\n%s\n%s\n%s", order->kiosk_id,
                    actions[order->action], order->at);
}

enum err
order_sign(struct order *order,
           const unsigned char hub_secret[SIGN_SECRET_SIZE])
{
    struct buf text;
    buf_init(&text, 512);
    bool good = order_text(order, &text);
    if (good)
        sign_detached(hub_secret, text.data, text.len, order->signature);
    buf_clear(&text);
    return good ? ERR_OK : ERR_INVALID;
}

bool
order_verify(const struct order *order, const char *kiosk_id,
             const unsigned char hub_key[SIGN_PUBLIC_SIZE])
{
    struct buf text;
    if (!str_equal(order->kiosk_id, kiosk_id))
        return false;
    buf_init(&text, 512);
    bool good = order_text(order, &text) &&
                sign_verify(hub_key, text.data, text.len, order->signature);
    buf_clear(&text);
    return good;
}
