// SPDX-License-Identifier: GPL-3.0-or-later
#include "ime/words.h"

#include <stdio.h>
#include <string.h>

#define LINE_SIZE 256
#define LINES_MAX 5000

/** Cut the line in two; false when it is not a word. */
static bool
divide(char *line, char **syllables)
{
    line[strcspn(line, "\r\n")] = '\0';
    char *space = strchr(line, ' ');
    if (line[0] == '#' || !space || space == line)
        return false;
    *space = '\0';
    *syllables = space + 1;
    size_t length = strlen(*syllables);
    return length > 0 &&
           strspn(*syllables, "abcdefghijklmnopqrstuvwxyz'") == length;
}

bool
words_read(const char *path, words_fn *each, void *userdata)
{
    char line[LINE_SIZE];
    FILE *file = fopen(path, "re");
    if (!file)
        return false;
    bool inside = false; // a line that is too long
    for (int i = 0; i < LINES_MAX && fgets(line, sizeof line, file); i++) {
        bool whole = strchr(line, '\n') || feof(file);
        char *syllables;
        if (whole && !inside && divide(line, &syllables))
            each(line, syllables, userdata);
        inside = !whole;
    }
    fclose(file);
    return true;
}
