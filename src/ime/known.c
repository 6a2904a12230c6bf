// SPDX-License-Identifier: GPL-3.0-or-later
#include "ime/known.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ime/answer.h"
#include "ime/request.h"

#define LETTERS 26
#define COUNT (LETTERS + LETTERS * LETTERS) // one letter, then two

static const char sounds[][3] = {"zh", "ch", "sh"};
#define SOUNDS (sizeof sounds / sizeof sounds[0])

struct known {
    char *lines[COUNT]; // owned; behind the number of the question
    size_t steps;       // made: letters, sounds, all pairs
};

struct known *
known_create(void)
{
    return calloc(1, sizeof(struct known));
}

void
known_free(struct known *known)
{
    if (!known)
        return;
    for (size_t i = 0; i < COUNT; i++)
        free(known->lines[i]);
    free(known);
}

/** Where letters have their place; COUNT for none. */
static size_t
place_of(const char *letters)
{
    size_t length = strlen(letters);
    if (length < 1 || length > 2 || strchr(letters, '\''))
        return COUNT;
    size_t first = (size_t)(letters[0] - 'a');
    return length == 1 ? first
                       : LETTERS + first * LETTERS +
                             (size_t)(letters[1] - 'a');
}

bool
known_next(const struct known *known, bool all, struct request *out)
{
    size_t step = known->steps;
    if (step >= (all ? SOUNDS + COUNT : SOUNDS + LETTERS))
        return false;
    *out = (struct request){
        .verb = REQUEST_ASK, .id = 1, .count = REQUEST_COUNT_MAX};
    if (step < LETTERS) {
        out->letters[0] = (char)('a' + step);
    } else if (step < LETTERS + SOUNDS) {
        memcpy(out->letters, sounds[step - LETTERS], sizeof sounds[0]);
    } else {
        step -= LETTERS + SOUNDS;
        out->letters[0] = (char)('a' + step / LETTERS);
        out->letters[1] = (char)('a' + step % LETTERS);
    }
    return true;
}

/** Behind "ok ID ". */
static const char *
rest_of(const struct answer *answer, size_t *length)
{
    const char *end = answer->text + answer->length;
    const char *at = answer->text;
    for (int i = 0; i < 2; i++) {
        const char *space = memchr(at, ' ', (size_t)(end - at));
        if (!space)
            return NULL;
        at = space + 1;
    }
    *length = (size_t)(end - at);
    return at;
}

void
known_keep(struct known *known, const struct request *request,
           const struct answer *answer)
{
    size_t length;
    size_t place = place_of(request->letters);
    const char *rest = rest_of(answer, &length);
    // One that memory fails for is simply not known.
    if (rest && place < COUNT && !known->lines[place])
        known->lines[place] = strndup(rest, length);
    known->steps++;
}

bool
known_answer(const struct known *known, const struct request *request,
             struct answer *out)
{
    size_t place = place_of(request->letters);
    if (request->verb != REQUEST_ASK || request->first ||
        request->count != REQUEST_COUNT_MAX || request->context[0] ||
        place == COUNT || !known->lines[place])
        return false;
    int length = snprintf(out->text, sizeof out->text, "ok %" PRIu32 " %s",
                          request->id, known->lines[place]);
    // The line feed has its room, too.
    if (length < 0 || (size_t)length + 1 >= sizeof out->text)
        return false;
    out->length = (size_t)length;
    return true;
}
