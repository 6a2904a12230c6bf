// SPDX-License-Identifier: Apache-2.0
#ifndef UI_QR_H
#define UI_QR_H

#include <stdbool.h>
#include <stddef.h>

#include "ui/canvas.h"

/** Light modules that must surround a code (ISO/IEC 18004). */
#define QR_QUIET 4

/** Encode at level M into one byte a module, 255 dark; the caller owns
 *  `alpha`. False when the payload is too long (logged). */
bool
qr_encode(const char *payload, struct mask *out);

/** Bytes that a code of level M can hold in a slot of `side` px with its
 *  quiet zone, at modules of `module` px. */
size_t
qr_capacity(int side, int module);

/**
 * Draw dark modules on white, at the largest whole module size at which
 * code and quiet zone fit `rect`, in its middle; `rect` becomes white.
 */
void
qr_draw(struct canvas *canvas, const struct mask *code, struct rect rect);

#endif
