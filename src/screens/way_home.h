// SPDX-License-Identifier: Apache-2.0
#ifndef SCREENS_WAY_HOME_H
#define SCREENS_WAY_HOME_H

#include "screens/screen.h"

/** How long until a page that is done goes home by itself; nothing while
 *  no time runs. */
void
way_home_draw(struct screen_context *context, const char *id,
              struct rect rect);

#endif
