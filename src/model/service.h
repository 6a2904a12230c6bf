// SPDX-License-Identifier: Apache-2.0
#ifndef MODEL_SERVICE_H
#define MODEL_SERVICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/hours.h"
#include "model/lang.h"
#include "model/list.h"
#include "model/source.h"
#include "model/ticket.h"

#define SERVICE_NO_QUOTA (-1)

/** One thing to bring. */
struct material {
    struct text name;
    struct text note;
};

/** Something a visitor can take a ticket for. */
struct service {
    char *id;    // owned, as all pointers here
    char letter; // first of its ticket numbers; A–Z without I and O
    struct text name;
    struct text summary;
    struct material *materials;
    size_t material_count;
    char *policy; // record id; NULL: none
    char *form;   // record id; NULL: none
    enum ticket_class class;
    int64_t quota;      // tickets a day at a site, or SERVICE_NO_QUOTA
    bool own_hours;     // `hours` replace the site's
    struct hours hours;
    struct list sites;  // where it is offered
    char *icon;         // name of a picture in assets; NULL: none
    int64_t order;      // place in the list
    bool demo;          // its materials were made up for a demonstration
    struct source source;
    enum source_state state;
};

/** True for a letter that can begin a ticket number. */
bool
service_letter_valid(char letter);

/** By `order`, then id. */
int
service_compare(const struct service *a, const struct service *b);

void
service_clear(struct service *service);

#endif
