// SPDX-License-Identifier: Apache-2.0
#ifndef APP_LINES_H
#define APP_LINES_H

#include <stdbool.h>
#include <stddef.h>

#include "app/post.h"
#include "util/buf.h"
#include "util/err.h"
#include "util/thread.h"

#define LINES_MAX (64 * 1024)     // bytes of one line
#define LINES_ANSWER_MAX (1 << 20)

/**
 * A partner that sends one line and waits for one line back: a program
 * that drives the kiosk, or a command of ours that talks to a running one.
 *
 * A thread of its own reads with read(2) into memory that is wiped, since a
 * line may hold what a visitor would type; main gets each line as a letter
 * and answers it when it is done.
 */
struct lines;

/** A line for main. Main ends it by lines_answer, or by `discard`, which
 *  answers nothing. */
struct line_letter {
    struct letter letter;
    struct lines *from; // which partner
    char *text;         // owned, wiped; NULL: longer than LINES_MAX
    size_t length;
    bool end;           // the partner is gone
};

struct lines_options {
    struct post *post; // borrowed
    int in, out;       // to read and write; closed by the caller
    int listen;        // or a socket to accept partners from, one at a
                       // time; -1: `in` and `out` are connected already
    bool end_matters;  // tell main when the partner leaves
};

enum err
lines_start(const struct lines_options *options, struct lines **out);

/** Main: answer the line that waits; ends the letter. A line feed is put
 *  behind `answer`, which is wiped. */
void
lines_answer(struct line_letter *letter, struct buf *answer);

/** Wake the thread and tell it to end; never blocks. */
void
lines_stop(struct lines *lines);

/** Also closes the connection of a partner that was accepted. */
void
lines_join(struct lines *lines);

/** A listening Unix socket of mode 0600 at `path`; one that nobody
 *  listens to any more is replaced. ERR_CONFLICT when somebody does. */
enum err
lines_listen(const char *path, int *out);

#endif
