// SPDX-License-Identifier: GPL-3.0-or-later
#include "ime/answer.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

void
answer_begin(struct answer *answer, uint32_t id, size_t total,
             const char *split)
{
    int length = snprintf(answer->text, sizeof answer->text,
                          "ok %" PRIu32 " %zu %s", id, total,
                          split[0] ? split : "-");
    assert(length > 0 && (size_t)length < sizeof answer->text);
    answer->length = (size_t)length;
}

bool
answer_add(struct answer *answer, const char *word, size_t letters)
{
    size_t left = sizeof answer->text - answer->length - 1;
    if (!word[0] || strlen(word) > ANSWER_WORD_MAX ||
        strpbrk(word, "\t\n"))
        return false;
    int length = snprintf(answer->text + answer->length, left,
                          "\t%zu %s", letters, word);
    if (length < 0 || (size_t)length >= left) {
        answer->text[answer->length] = '\0';
        return false;
    }
    answer->length += (size_t)length;
    return true;
}

void
answer_error(struct answer *answer, uint32_t id, const char *what)
{
    int length = snprintf(answer->text, sizeof answer->text,
                          "error %" PRIu32 " %s", id, what);
    assert(length > 0 && (size_t)length < sizeof answer->text);
    answer->length = (size_t)length;
}

void
answer_end(struct answer *answer)
{
    assert(answer->length < sizeof answer->text);
    answer->text[answer->length++] = '\n';
}
