// SPDX-License-Identifier: Apache-2.0
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "app/drive_parse.h"
#include "util/utf8.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct drive_command command;
    char problem[160] = "";
    // On the heap and without a NUL, so that reading past it is seen.
    char *line = malloc(size ? size : 1);
    if (!line)
        return 0;
    if (size)
        memcpy(line, data, size);
    enum err err =
        drive_parse(line, size, &command, problem, sizeof problem);
    if (err != ERR_OK && !problem[0])
        abort();
    if (err == ERR_OK && command.verb == DRIVE_TEXT &&
        !utf8_valid(command.text, strlen(command.text)))
        abort();
    drive_command_clear(&command);
    free(line);
    return 0;
}
