// SPDX-License-Identifier: Apache-2.0
// Whatever a scanner or a roster file holds where a number or a name is due.
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "model/hours.h"
#include "model/mask.h"
#include "model/number.h"
#include "model/ticket.h"

#define TODAY "2026-12-01"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
require(bool holds)
{
    if (!holds) {
        abort();
    }
}

static void
try_id(const char *text)
{
    char normal[NUMBER_ID_SIZE];

    if (number_check_id(text, TODAY) != NUMBER_OK) {
        return;
    }
    // A good number stays good in its one normal form, and while typed.
    require(number_normalise_id(text, normal));
    require(strlen(normal) == NUMBER_ID_SIZE - 1);
    require(number_check_id(normal, TODAY) == NUMBER_OK);
    require(number_check_id_typed(normal, TODAY) == NUMBER_OK);
    require(number_check_digit(normal) == normal[17]);
}

static void
try_phone(const char *text)
{
    char normal[NUMBER_PHONE_SIZE], again[NUMBER_PHONE_SIZE];

    (void)number_check_phone_typed(text);
    if (number_normalise_phone(text, normal)) {
        require(number_check_phone(text) == NUMBER_OK);
        require(number_normalise_phone(normal, again));
        require(strcmp(normal, again) == 0);
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = malloc(size + 1);
    char masked[129], number[MASK_NUMBER_SIZE], letter;
    int minute, sign, counter;

    if (!text) {
        return 0;
    }
    if (size > 0) {
        memcpy(text, data, size);
    }
    text[size] = '\0';
    try_id(text);
    try_phone(text);
    (void)number_check_id_typed(text, TODAY);
    (void)mask_name(text, masked, sizeof(masked));
    mask_number(text, number);
    (void)hours_minute_parse(text, &minute);
    if (ticket_number_parse(text, &letter, &sign, &counter)) {
        char same[TICKET_NUMBER_SIZE];

        require(ticket_number_format(letter, sign, counter, same));
        require(strcmp(same, text) == 0);
    }
    free(text);
    return 0;
}
