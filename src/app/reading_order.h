// SPDX-License-Identifier: Apache-2.0
#ifndef APP_READING_ORDER_H
#define APP_READING_ORDER_H

#include <stddef.h>

#include "ui/ui.h"
#include "util/err.h"

/**
 * Put the visible elements of a page in the order in which people read.
 *
 * A dialog comes before what it covers; of either the header first, then
 * the page, the keyboard and the bar. What holds others comes right before
 * them. The rest is cut into columns where a gutter parts it and into rows,
 * from the left. Only places and ids count, never the order of drawing.
 *
 * `out` has room for `count`; `used` tells how many are visible.
 * ERR_NO_MEMORY leaves `used` 0.
 */
enum err
reading_order(const struct ui_node *nodes, size_t count,
              const struct ui_node **out, size_t *used);

#endif
