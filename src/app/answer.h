// SPDX-License-Identifier: Apache-2.0
#ifndef APP_ANSWER_H
#define APP_ANSWER_H

#include <stdbool.h>
#include <stddef.h>

#include "util/buf.h"
#include "util/err.h"

/**
 * What a command has to say, for people and for programs; the same whether
 * it did the work itself or asked a running kiosk.
 */
struct answer {
    bool ok;
    struct buf error; // "what happened: what to do", when not ok
    struct buf text;  // lines for people
    struct buf data;  // one JSON object
};

void
answer_init(struct answer *answer);

/** Wipe and release; can be used again. */
void
answer_clear(struct answer *answer);

/** A failure of this one sentence; lines and data may follow. */
void
answer_error(struct answer *answer, const char *sentence);

/** A failure of this one sentence and nothing else. */
void
answer_fail(struct answer *answer, const char *sentence);

/** As one line of JSON, without a line feed. */
bool
answer_write(const struct answer *answer, struct buf *out);

/** ERR_INVALID when the line is no answer. */
enum err
answer_read(const char *line, size_t length, struct answer *out);

#endif
