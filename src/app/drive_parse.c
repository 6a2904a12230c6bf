// SPDX-License-Identifier: Apache-2.0
#include "app/drive_parse.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "app/drive_string.h"
#include "util/str.h"

#define WORD_SIZE 128
#define PIXEL_MAX 32768
#define MS_MAX 3600000
// A hundred years: enough for every certificate, small enough to add.
#define SECONDS_MAX INT64_C(3155760000)

/** A line while it is taken apart. */
struct cursor {
    const char *at, *end;
};

static void
skip_blanks(struct cursor *cursor)
{
    while (cursor->at < cursor->end &&
           (*cursor->at == ' ' || *cursor->at == '\t' ||
            *cursor->at == '\r'))
        cursor->at++;
}

static bool
at_end(struct cursor *cursor)
{
    skip_blanks(cursor);
    return cursor->at == cursor->end;
}

/** The next word; false at the end or when it is too long. */
static bool
word(struct cursor *cursor, char out[WORD_SIZE])
{
    size_t len = 0;
    skip_blanks(cursor);
    while (cursor->at < cursor->end && !strchr(" \t\r", *cursor->at)) {
        if (len + 1 >= WORD_SIZE)
            return false;
        out[len++] = *cursor->at++;
    }
    out[len] = '\0';
    return len > 0;
}

static bool
number(struct cursor *cursor, int64_t min, int64_t max, int64_t *out)
{
    char text[WORD_SIZE];
    return word(cursor, text) && str_parse_int(text, min, max, out);
}

static bool
optional_ms(struct cursor *cursor, int64_t *out)
{
    return at_end(cursor) || number(cursor, 0, MS_MAX, out);
}

static bool
pixel(struct cursor *cursor, int *out)
{
    int64_t value;
    if (!number(cursor, -PIXEL_MAX, PIXEL_MAX, &value))
        return false;
    *out = (int)value;
    return true;
}

static bool
id(struct cursor *cursor, struct drive_command *out)
{
    char text[WORD_SIZE];
    if (!word(cursor, text) || text[0] == '"')
        return false;
    out->text = str_dup(text);
    return out->text != NULL;
}

static bool
quoted(struct cursor *cursor, struct drive_command *out)
{
    skip_blanks(cursor);
    return drive_string_read(&cursor->at, cursor->end, &out->text);
}

/** A file's name: a JSON string, or all that is left of the line. */
static bool
file(struct cursor *cursor, struct drive_command *out)
{
    if (at_end(cursor))
        return false;
    if (*cursor->at == '"')
        return quoted(cursor, out) && out->text[0];
    size_t len = (size_t)(cursor->end - cursor->at);
    if (memchr(cursor->at, '\0', len))
        return false;
    out->text = str_dup_len(cursor->at, len);
    cursor->at = cursor->end;
    return out->text && *str_trim(out->text);
}

static bool
tap(struct cursor *cursor, struct drive_command *out)
{
    int64_t ignored;
    struct cursor ahead = *cursor;
    if (at_end(cursor))
        return false;
    if (*cursor->at == '"') {
        out->verb = DRIVE_TAP_LABEL;
        return quoted(cursor, out);
    }
    if (!number(&ahead, -PIXEL_MAX, PIXEL_MAX, &ignored))
        return id(cursor, out);
    out->verb = DRIVE_TAP_AT;
    return pixel(cursor, &out->x) && pixel(cursor, &out->y);
}

static bool
clock_words(struct cursor *cursor, struct drive_command *out)
{
    char text[WORD_SIZE];
    bool wall = false;
    if (!word(cursor, text))
        return false;
    if (str_equal(text, "wall")) {
        wall = true;
        out->verb = DRIVE_CLOCK_WALL;
        if (!word(cursor, text))
            return false;
    }
    if (text[0] != '+' && !(wall && text[0] == '-'))
        return false;
    return str_parse_int(text, wall ? -SECONDS_MAX : 0, SECONDS_MAX,
                         &out->seconds);
}

static bool
printer_state(struct cursor *cursor, struct drive_command *out)
{
    static const char *const states[] = {"ok", "paper_low", "paper_out",
                                         "offline"};
    if (!id(cursor, out))
        return false;
    for (size_t i = 0; i < sizeof states / sizeof states[0]; i++)
        if (str_equal(states[i], out->text))
            return true;
    return false;
}

static bool
nothing(struct cursor *cursor, struct drive_command *out)
{
    (void)cursor;
    (void)out;
    return true;
}

static bool
id_and_ms(struct cursor *cursor, struct drive_command *out)
{
    return id(cursor, out) && number(cursor, 0, MS_MAX, &out->ms);
}

static bool
id_maybe_ms(struct cursor *cursor, struct drive_command *out)
{
    return id(cursor, out) && optional_ms(cursor, &out->ms);
}

static bool
maybe_ms(struct cursor *cursor, struct drive_command *out)
{
    return optional_ms(cursor, &out->ms);
}

static bool
swipe(struct cursor *cursor, struct drive_command *out)
{
    out->ms = DRIVE_SWIPE_MS;
    return pixel(cursor, &out->x) && pixel(cursor, &out->y) &&
           pixel(cursor, &out->x2) && pixel(cursor, &out->y2) &&
           optional_ms(cursor, &out->ms);
}

static bool
maybe_file(struct cursor *cursor, struct drive_command *out)
{
    return at_end(cursor) || file(cursor, out);
}

/** Every command: what follows the word, and how it is written. */
static const struct {
    const char *word;
    enum drive_verb verb;
    bool (*arguments)(struct cursor *cursor, struct drive_command *out);
    const char *usage;
} verbs[] = {
    {"tree", DRIVE_TREE, nothing, "tree"},
    {"tap", DRIVE_TAP_ID, tap, "tap ID, tap \"label\" or tap X Y"},
    {"hold", DRIVE_HOLD, id_and_ms, "hold ID MS"},
    {"swipe", DRIVE_SWIPE, swipe, "swipe X1 Y1 X2 Y2 [MS]"},
    {"text", DRIVE_TEXT, quoted, "text \"…\""},
    {"scan", DRIVE_SCAN, quoted, "scan \"…\""},
    {"printer", DRIVE_PRINTER, printer_state,
     "printer ok|paper_low|paper_out|offline"},
    {"wait", DRIVE_WAIT, id_maybe_ms, "wait ID [MS]"},
    {"wait-screen", DRIVE_WAIT_SCREEN, id_maybe_ms,
     "wait-screen NAME [MS]"},
    {"idle", DRIVE_IDLE, maybe_ms, "idle [MS]"},
    {"printed", DRIVE_PRINTED, maybe_file, "printed [FILE.png]"},
    {"clock", DRIVE_CLOCK, clock_words,
     "clock +SECONDS or clock wall +SECONDS"},
    {"shot", DRIVE_SHOT, file, "shot FILE.png"},
    {"stats", DRIVE_STATS, nothing, "stats"},
    {"quit", DRIVE_QUIT, nothing, "quit"},
};

void
drive_command_clear(struct drive_command *command)
{
    if (!command)
        return;
    secret_free(command->text);
    memset(command, 0, sizeof *command);
}

enum err
drive_parse(const char *line, size_t length, struct drive_command *out,
            char *problem, size_t size)
{
    struct cursor cursor = {.at = line, .end = line + length};
    char verb[WORD_SIZE];
    memset(out, 0, sizeof *out);
    if (!word(&cursor, verb))
        verb[0] = '\0';
    for (size_t i = 0; i < sizeof verbs / sizeof verbs[0]; i++) {
        if (!str_equal(verbs[i].word, verb))
            continue;
        out->verb = verbs[i].verb;
        out->ms = DRIVE_WAIT_MS;
        if (verbs[i].arguments(&cursor, out) && at_end(&cursor))
            return ERR_OK;
        drive_command_clear(out);
        str_format(problem, size, "malformed: %s", verbs[i].usage);
        return ERR_INVALID;
    }
    str_copy(problem, size, "unknown command");
    return ERR_INVALID;
}
