// SPDX-License-Identifier: Apache-2.0
#ifndef TESTS_SCREENS_HALL_H
#define TESTS_SCREENS_HALL_H

#include "stage.h"

/* A stage that follows: a kiosk of the hall that is enrolled and online,
 * whose screens are entered as they are asked for. */

/** For cmocka's setup, with stage_teardown: fixed-width font, portrait, a
 *  site with services `a` and `b`. */
int
hall_setup(void **state);

/** As a kiosk that was never enrolled, with what it came with. */
int
hall_setup_built_in(void **state);
int
hall_setup_built_in_wide(void **state);

/** Without a site; for stage_free. */
struct stage *
hall_create(const struct stage_options *options);

/** The hub answered just now: what it told of the queue holds. */
void
hall_hub_heard(struct stage *stage);

/** The hub refuses all that is pending, with this reason. */
void
hall_refuse(struct stage *stage, const char *message_zh,
            const char *message_en);

/** The directory knows 890000198501010015 / 15400000001 as 测*甲. */
void
hall_roster(struct stage *stage);

#endif
