// SPDX-License-Identifier: Apache-2.0
#include "model/service.h"

#include <stdlib.h>
#include <string.h>

bool
service_letter_valid(char letter)
{
    // I and O read as 1 and 0 on a display across the hall.
    return letter >= 'A' && letter <= 'Z' && letter != 'I' && letter != 'O';
}

int
service_compare(const struct service *a, const struct service *b)
{
    if (a->order != b->order) {
        return a->order < b->order ? -1 : 1;
    }
    return strcmp(a->id ? a->id : "", b->id ? b->id : "");
}

void
service_clear(struct service *service)
{
    if (!service) {
        return;
    }
    for (size_t i = 0; i < service->material_count; i++) {
        text_clear(&service->materials[i].name);
        text_clear(&service->materials[i].note);
    }
    free(service->materials);
    free(service->id);
    free(service->policy);
    free(service->form);
    free(service->icon);
    text_clear(&service->name);
    text_clear(&service->summary);
    list_clear(&service->sites);
    source_clear(&service->source);
    *service = (struct service){0};
}
