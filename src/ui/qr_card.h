// SPDX-License-Identifier: Apache-2.0
#ifndef UI_QR_CARD_H
#define UI_QR_CARD_H

#include "ui/draw.h"
#include "ui/ui.h"

/**
 * A code to scan with its words beside it. The code is dark on white under
 * every theme, with its quiet zone, at whole modules of at least `module`
 * px: it takes a larger slot where its payload needs one. A card 248 px high
 * has room for 84 bytes at modules of 5, one of 300 px for 122.
 */
struct qr_card {
    const char *id;      // of the code; its value is the payload
    const char *payload;
    const char *title, *text;
    struct rect rect;
    int slot;            // 0: 208
    int module;          // 0: 5
};
void
qr_card_draw(struct ui *ui, const struct qr_card *card);

#endif
