// SPDX-License-Identifier: Apache-2.0
#ifndef UI_ICON_H
#define UI_ICON_H

#include <stdbool.h>
#include <stddef.h>

#include "ui/canvas.h"

/** The number of an icon by its file's name; false when there is none. */
bool
icon_find(const char *name, size_t *out);

/** Stroke an icon at `size` px into a new mask, whose alpha the caller
 *  owns; false without memory. */
bool
icon_raster(size_t icon, int size, struct mask *out);

#endif
