// SPDX-License-Identifier: Apache-2.0
#ifndef DEVICES_IME_SCRIPT_H
#define DEVICES_IME_SCRIPT_H

#include "devices/ime.h"

/** Answer from a script; letters that it does not know have no words. */
void
ime_script_answer(const struct ime_options *options,
                  const struct ime_ask *ask);

#endif
