// SPDX-License-Identifier: Apache-2.0
#include "model/ticket.h"

#include <assert.h>
#include <string.h>

#include "model/service.h"
#include "util/str.h"

static const char *const classes[] = {
    [TICKET_NORMAL] = "normal",
    [TICKET_PRIORITY] = "priority",
    [TICKET_EMERGENCY] = "emergency",
};

const struct names ticket_class_names = {
    classes, sizeof(classes) / sizeof(classes[0]),
};

static const char *const states[] = {
    [TICKET_WAITING] = "waiting",
    [TICKET_CALLED] = "called",
    [TICKET_SERVED] = "served",
    [TICKET_MISSED] = "missed",
    [TICKET_CANCELLED] = "cancelled",
};

const struct names ticket_state_names = {
    states, sizeof(states) / sizeof(states[0]),
};

static const char *const slips[] = {
    [TICKET_SLIP_NONE] = "none",
    [TICKET_SLIP_PRINTING] = "printing",
    [TICKET_SLIP_PRINTED] = "printed",
    [TICKET_SLIP_UNKNOWN] = "unknown",
};

// Every legal move; what is not here is refused.
static const struct {
    enum ticket_state from;
    enum ticket_move move;
    enum ticket_state to;
} moves[] = {
    {TICKET_WAITING, TICKET_CALL, TICKET_CALLED},
    {TICKET_WAITING, TICKET_CANCEL, TICKET_CANCELLED},
    {TICKET_CALLED, TICKET_RECALL, TICKET_CALLED},
    {TICKET_CALLED, TICKET_SERVE, TICKET_SERVED},
    {TICKET_CALLED, TICKET_MISS, TICKET_MISSED},
    {TICKET_CALLED, TICKET_CANCEL, TICKET_CANCELLED},
    {TICKET_MISSED, TICKET_REQUEUE, TICKET_WAITING},
    {TICKET_MISSED, TICKET_CANCEL, TICKET_CANCELLED},
};

static int
compare_int64(int64_t a, int64_t b)
{
    return a < b ? -1 : a > b;
}

static bool
is_counter(const char *text)
{
    return strlen(text) == 3 && strspn(text, "0123456789") == 3
        && strcmp(text, "000") != 0;
}

// How strongly a state stands against another one; 0 does not at all.
static int
terminal_rank(enum ticket_state state)
{
    switch (state) {
    case TICKET_SERVED:
        return 3;
    case TICKET_CANCELLED:
        return 2;
    case TICKET_MISSED:
        return 1;
    case TICKET_WAITING:
    case TICKET_CALLED:
        break;
    }
    return 0;
}

bool
ticket_number_format(char letter, int sign, int counter,
                     char out[TICKET_NUMBER_SIZE])
{
    char prefix[3] = {letter, '\0', '\0'};

    out[0] = '\0';
    if (!service_letter_valid(letter) || sign < 0 || sign > 9 || counter < 1
        || counter > TICKET_COUNTER_MAX) {
        return false;
    }
    if (sign > 0) {
        prefix[1] = (char)('0' + sign);
    }
    return str_format(out, TICKET_NUMBER_SIZE, "%s%03d", prefix, counter);
}

bool
ticket_number_parse(const char *number, char *letter, int *sign,
                    int *counter)
{
    const char *digits;
    int found = 0;

    if (!number || !service_letter_valid(number[0])) {
        return false;
    }
    digits = number + 1;
    if (strlen(digits) == 4 && digits[0] >= '1' && digits[0] <= '9') {
        found = digits[0] - '0';
        digits++;
    }
    if (!is_counter(digits)) {
        return false;
    }
    *letter = number[0];
    *sign = found;
    *counter = (digits[0] - '0') * 100 + (digits[1] - '0') * 10
             + (digits[2] - '0');
    return true;
}

bool
ticket_move(enum ticket_state from, enum ticket_move move,
            enum ticket_state *out)
{
    for (size_t i = 0; i < sizeof(moves) / sizeof(moves[0]); i++) {
        if (moves[i].from == from && moves[i].move == move) {
            *out = moves[i].to;
            return true;
        }
    }
    return false;
}

enum ticket_state
ticket_merge(enum ticket_state kiosk, enum ticket_state hub)
{
    return terminal_rank(kiosk) > terminal_rank(hub) ? kiosk : hub;
}

int
ticket_compare(const struct ticket *a, const struct ticket *b)
{
    bool a_called = a->state == TICKET_CALLED;
    bool b_called = b->state == TICKET_CALLED;
    int order;

    assert(a->class <= TICKET_EMERGENCY && b->class <= TICKET_EMERGENCY);
    if (a_called != b_called) {
        return a_called ? -1 : 1;
    }
    if (a->class != b->class) {
        return a->class > b->class ? -1 : 1;
    }
    order = compare_int64(a->issued_ms, b->issued_ms);
    if (order == 0) {
        order = strcmp(a->kiosk, b->kiosk);
    }
    return order != 0 ? order : compare_int64(a->seq, b->seq);
}

bool
ticket_is_open(enum ticket_state state)
{
    return state == TICKET_WAITING || state == TICKET_CALLED;
}

const char *
ticket_class_name(enum ticket_class class)
{
    return names_get(ticket_class_names, (int)class);
}

bool
ticket_class_parse(const char *name, enum ticket_class *out)
{
    int value;

    if (!names_find(ticket_class_names, name, &value)) {
        return false;
    }
    *out = (enum ticket_class)value;
    return true;
}

const char *
ticket_state_name(enum ticket_state state)
{
    return names_get(ticket_state_names, (int)state);
}

bool
ticket_state_parse(const char *name, enum ticket_state *out)
{
    int value;

    if (!names_find(ticket_state_names, name, &value)) {
        return false;
    }
    *out = (enum ticket_state)value;
    return true;
}

const char *
ticket_slip_name(enum ticket_slip slip)
{
    return names_get(NAMES(slips), (int)slip);
}

bool
ticket_slip_parse(const char *name, enum ticket_slip *out)
{
    int value;

    if (!names_find(NAMES(slips), name, &value)) {
        return false;
    }
    *out = (enum ticket_slip)value;
    return true;
}

void
ticket_clear(struct ticket *ticket)
{
    secret_wipe(ticket, sizeof(*ticket));
}
