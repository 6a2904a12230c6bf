// SPDX-License-Identifier: Apache-2.0
#include <stdio.h>

#include "app/command.h"
#include "app/options.h"

// In the order of enum command.
static int (*const commands[])(const struct options *options) = {
    [COMMAND_KIOSK] = command_kiosk,
    [COMMAND_ENROL] = command_enrol,
    [COMMAND_SYNC] = command_sync,
    [COMMAND_DOCTOR] = command_doctor,
    [COMMAND_EXPORT] = command_export,
};

int
main(int argc, char **argv)
{
    struct options options;
    char problem[256];
    if (!options_parse(argc, argv, &options, problem, sizeof problem)) {
        fprintf(stderr, "talent-kiosk: %s\n", problem);
        return COMMAND_USAGE;
    }
    if (options.help) {
        fputs(options_help(), stdout);
        return COMMAND_DONE;
    }
    if (options.version) {
        printf("talent-kiosk %s\n", TALENT_VERSION);
        return COMMAND_DONE;
    }
    return commands[options.command](&options);
}
