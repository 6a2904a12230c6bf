// SPDX-License-Identifier: Apache-2.0
#include "app/command.h"

#include <stdio.h>
#include <string.h>

#include "app/answer.h"
#include "util/buf.h"

#define LINE_MAX_SIZE 4096

void
command_complain(const char *what, const char *todo)
{
    struct buf line;
    buf_init(&line, LINE_MAX_SIZE);
    buf_addf(&line, "talent-kiosk: %s: %s\n", what, todo);
    fputs(buf_text(&line), stderr);
    buf_clear(&line);
}

void
command_complain_lines(const char *lines)
{
    while (*lines) {
        size_t len = strcspn(lines, "\n");
        fputs("talent-kiosk: ", stderr);
        fwrite(lines, 1, len, stderr);
        fputs("\n", stderr);
        lines += len + (lines[len] == '\n');
    }
}

int
command_say(const struct options *options, const struct answer *answer)
{
    if (options->json) {
        fputs(buf_text(&answer->data), stdout);
        fputs("\n", stdout);
    } else {
        fputs(buf_text(&answer->text), stdout);
    }
    fflush(stdout);
    if (!answer->ok)
        command_complain_lines(buf_text(&answer->error));
    return answer->ok ? COMMAND_DONE : COMMAND_FAILED;
}
