// SPDX-License-Identifier: Apache-2.0
#ifndef MODEL_KIND_H
#define MODEL_KIND_H

#include <stdbool.h>

/** Kinds of records that the hub sends, version 1 of the protocol. */
enum kind {
    KIND_SITE,
    KIND_TOPIC,
    KIND_POLICY,
    KIND_ENTRY,
    KIND_SERVICE,
    KIND_FORM,
    KIND_RULE,
    KIND_ACTIVITY,
    KIND_DEPARTMENT,
    KIND_SLOT,
    KIND_NOTICE,
    KIND_SETTING,
    KIND_TALENT,
    KIND_STAFF,
    KIND_CARD_KEY,
    KIND_REVOCATION,
    KIND_APPOINTMENT,
    KIND_KEY,
    KIND_TICKET,
    KIND_CASE,
    KIND_COMMAND,
    KIND_COUNT,
};

enum kind_group { KIND_GROUP_CATALOGUE, KIND_GROUP_PEOPLE, KIND_GROUP_STATE };

/** How much of a kind a kiosk receives: all, its site's or its own. */
enum kind_scope { KIND_SCOPE_ALL, KIND_SCOPE_SITE, KIND_SCOPE_KIOSK };

/** The name on the wire, e.g. "card_key". */
const char *
kind_name(enum kind kind);

/** False for a name that version 1 does not know. */
bool
kind_parse(const char *name, enum kind *out);

enum kind_group
kind_group(enum kind kind);

enum kind_scope
kind_scope(enum kind kind);

#endif
