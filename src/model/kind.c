// SPDX-License-Identifier: Apache-2.0
#include "model/kind.h"

#include "model/names.h"

static const char *const names[KIND_COUNT] = {
    [KIND_SITE] = "site",
    [KIND_TOPIC] = "topic",
    [KIND_POLICY] = "policy",
    [KIND_ENTRY] = "entry",
    [KIND_SERVICE] = "service",
    [KIND_FORM] = "form",
    [KIND_RULE] = "rule",
    [KIND_ACTIVITY] = "activity",
    [KIND_DEPARTMENT] = "department",
    [KIND_SLOT] = "slot",
    [KIND_NOTICE] = "notice",
    [KIND_SETTING] = "setting",
    [KIND_TALENT] = "talent",
    [KIND_STAFF] = "staff",
    [KIND_CARD_KEY] = "card_key",
    [KIND_REVOCATION] = "revocation",
    [KIND_APPOINTMENT] = "appointment",
    [KIND_KEY] = "key",
    [KIND_TICKET] = "ticket",
    [KIND_CASE] = "case",
    [KIND_COMMAND] = "command",
};

const char *
kind_name(enum kind kind)
{
    return names_get(NAMES(names), (int)kind);
}

bool
kind_parse(const char *name, enum kind *out)
{
    int value;

    if (!names_find(NAMES(names), name, &value)) {
        return false;
    }
    *out = (enum kind)value;
    return true;
}

enum kind_group
kind_group(enum kind kind)
{
    if (kind < KIND_TALENT) {
        return KIND_GROUP_CATALOGUE;
    }
    return kind < KIND_TICKET ? KIND_GROUP_PEOPLE : KIND_GROUP_STATE;
}

enum kind_scope
kind_scope(enum kind kind)
{
    switch (kind) {
    case KIND_TALENT:
    case KIND_STAFF:
    case KIND_APPOINTMENT:
    case KIND_TICKET:
    case KIND_CASE:
    case KIND_SETTING:
        return KIND_SCOPE_SITE;
    case KIND_COMMAND:
        return KIND_SCOPE_KIOSK;
    default:
        return KIND_SCOPE_ALL;
    }
}
