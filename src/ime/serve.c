// SPDX-License-Identifier: GPL-3.0-or-later
#include "ime/serve.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "ime/answer.h"
#include "ime/engine.h"
#include "ime/rare.h"
#include "ime/request.h"

// Version of the protocol, said at the start.
#define READY "ready 1\n"
// Answers are made ahead in quiet moments, and slowly: others want the
// machine too. The dearest take a tenth of a second in all, the others two.
#define QUIET_MS 500
#define LONG_QUIET_MS 20000
#define PAUSE_MS 3

static bool
write_all(int fd, const char *data, size_t length)
{
    while (length) {
        ssize_t done = write(fd, data, length);
        if (done < 0 && errno != EINTR)
            return false;
        if (done > 0) {
            data += done;
            length -= (size_t)done;
        }
    }
    return true;
}

static void
answer_rare(const struct request *request, struct answer *out)
{
    struct rare_match match = rare_find(request->letters);
    char word[5];
    answer_begin(out, request->id, match.total, request->letters);
    for (size_t i = request->first;
         i < match.total && i - request->first < request->count; i++) {
        rare_get(&match, i, word);
        if (!answer_add(out, word, match.letters))
            break;
    }
}

static bool
serve_line(struct engine *engine, int out, const char *line, size_t length)
{
    struct request request;
    struct answer answer;
    const char *problem = request_parse(line, length, &request);
    if (problem)
        answer_error(&answer, request.id, problem);
    else if (request.verb == REQUEST_RARE)
        answer_rare(&request, &answer);
    else
        engine_answer(engine, &request, &answer);
    answer_end(&answer);
    return write_all(out, answer.text, answer.length);
}

/** What was read and not yet answered. */
struct input {
    char data[REQUEST_MAX + 1];
    size_t used;
    bool skipping; // inside a line that is too long
};

static void
drop(struct input *input, size_t length)
{
    input->used -= length;
    memmove(input->data, input->data + length, input->used);
}

/** A line that was too long is answered once, at its end. */
static bool
end_long_line(struct input *input, int out)
{
    struct answer answer;
    input->skipping = false;
    answer_error(&answer, 0, "length");
    answer_end(&answer);
    return write_all(out, answer.text, answer.length);
}

static bool
serve_input(struct engine *engine, struct input *input, int out)
{
    char *end;
    bool fine = true;
    while (fine && (end = memchr(input->data, '\n', input->used))) {
        size_t length = (size_t)(end - input->data);
        if (input->skipping)
            fine = end_long_line(input, out);
        else
            fine = serve_line(engine, out, input->data, length);
        drop(input, length + 1);
    }
    if (input->used == sizeof input->data) {
        input->skipping = true;
        input->used = 0;
    }
    return fine;
}

/** Until there is something to read, make answers ahead. */
static void
wait_for_input(struct engine *engine, int in)
{
    struct pollfd fd = {.fd = in, .events = POLLIN};
    bool all = false;
    int wait = QUIET_MS;
    while (poll(&fd, 1, wait) == 0) {
        if (engine_prepare(engine, all)) {
            wait = PAUSE_MS;
        } else {
            wait = all ? -1 : LONG_QUIET_MS;
            all = true;
        }
    }
}

static bool
serve_all(struct engine *engine, int in, int out)
{
    struct input input = {.used = 0};
    bool fine = write_all(out, READY, strlen(READY));
    while (fine) {
        wait_for_input(engine, in);
        ssize_t got = read(in, input.data + input.used,
                           sizeof input.data - input.used);
        if (got == 0)
            return true;
        if (got < 0 && errno != EINTR)
            return false;
        if (got > 0) {
            input.used += (size_t)got;
            fine = serve_input(engine, &input, out);
        }
    }
    return false;
}

bool
serve(int in, int out, const char *words)
{
    struct engine *engine = engine_create();
    if (!engine) {
        fputs("talent-kiosk-ime: libpinyin's data is missing: install "
              "libpinyin-data\n", stderr);
        return false;
    }
    if (words && !engine_add_words(engine, words))
        fprintf(stderr, "talent-kiosk-ime: %s cannot be read: going on "
                        "without these words\n", words);
    bool fine = serve_all(engine, in, out);
    engine_free(engine);
    return fine;
}
