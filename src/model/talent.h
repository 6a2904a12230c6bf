// SPDX-License-Identifier: Apache-2.0
#ifndef MODEL_TALENT_H
#define MODEL_TALENT_H

#include <stdbool.h>
#include <stddef.h>

#include "model/names.h"
#include "util/id.h"
#include "util/timestamp.h"

#define TALENT_NAME_SIZE 129
#define TALENT_GRADE_SIZE 65
#define TALENT_LIST_MAX 16

enum talent_status { TALENT_ACTIVE, TALENT_EXITED };

/**
 * A person of the directory, as far as a kiosk knows one: a masked name and
 * no number. Fixed sizes, so that wiping the struct wipes the person.
 */
struct talent {
    char id[ID_SIZE];
    char name[TALENT_NAME_SIZE]; // masked, 张*明
    char grade[TALENT_GRADE_SIZE];
    char programmes[TALENT_LIST_MAX][ID_SIZE]; // entry ids
    size_t programme_count;
    char entitlements[TALENT_LIST_MAX][ID_SIZE];
    size_t entitlement_count;
    enum talent_status status;
    char valid_to[DAY_SIZE]; // last day; "" for no end
};

/** "active", "exited". */
extern const struct names talent_status_names;

/** Active and not past the last day. */
bool
talent_current(const struct talent *talent, const char *today);

bool
talent_entitled(const struct talent *talent, const char *entitlement);

/** Wipe; the struct holds nothing to free. */
void
talent_clear(struct talent *talent);

#endif
