// SPDX-License-Identifier: Apache-2.0
#include <string.h>

#include "screens/screens.h"

static const struct screen_ops *const screens[] = {
    &attract_screen, &home_screen,    &identify_screen,
    &person_screen,  &services_screen, &service_screen,
    &ticket_screen,  &pin_screen,     &staff_screen,
    &out_of_service_screen, &policy_screen, &policies_screen,
    &eligibility_screen, &result_screen, &directory_screen, &entry_screen,
    &form_screen, &activities_screen, &activity_screen,
    &progress_screen,
};

const struct screen_ops *
screen_find(const char *name)
{
    for (size_t i = 0; i < sizeof(screens) / sizeof(screens[0]); i++) {
        if (strcmp(screens[i]->name, name) == 0) {
            return screens[i];
        }
    }
    return NULL;
}
