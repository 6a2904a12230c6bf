// SPDX-License-Identifier: Apache-2.0
#ifndef SCREENS_SCREENS_H
#define SCREENS_SCREENS_H

#include "screens/screen.h"

// Every screen there is; screen_find looks them up by name.
extern const struct screen_ops attract_screen;
extern const struct screen_ops home_screen;
extern const struct screen_ops identify_screen;
extern const struct screen_ops person_screen;
extern const struct screen_ops services_screen;
extern const struct screen_ops service_screen;
extern const struct screen_ops ticket_screen;
extern const struct screen_ops policy_screen;
extern const struct screen_ops policies_screen;
extern const struct screen_ops eligibility_screen;
extern const struct screen_ops result_screen;
extern const struct screen_ops directory_screen;
extern const struct screen_ops entry_screen;
extern const struct screen_ops form_screen;
extern const struct screen_ops activities_screen;
extern const struct screen_ops activity_screen;
extern const struct screen_ops progress_screen;
extern const struct screen_ops pin_screen;
extern const struct screen_ops staff_screen;
extern const struct screen_ops out_of_service_screen;

#endif
