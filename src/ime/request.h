// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef IME_REQUEST_H
#define IME_REQUEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define REQUEST_MAX 256        // bytes of a line, without its line feed
#define REQUEST_LETTERS_MAX 32
#define REQUEST_CONTEXT_MAX 24
#define REQUEST_FIRST_MAX 9999
#define REQUEST_COUNT_MAX 30

enum request_verb { REQUEST_ASK, REQUEST_RARE };

/** One line of the kiosk; README.md has the grammar. */
struct request {
    enum request_verb verb;
    uint32_t id;          // 0 when the line had none that can be read
    size_t first, count;
    char letters[REQUEST_LETTERS_MAX + 1];
    char context[REQUEST_CONTEXT_MAX + 1];
};

/** NULL when the line is one; else a word for what is wrong with it. */
const char *
request_parse(const char *line, size_t length, struct request *out);

#endif
