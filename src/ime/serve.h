// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef IME_SERVE_H
#define IME_SERVE_H

#include <stdbool.h>

/** Answer requests until the end of input. `words` may be NULL. False when
 *  it could not begin, or the other side no longer reads. */
bool
serve(int in, int out, const char *words);

#endif
