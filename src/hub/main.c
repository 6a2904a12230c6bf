// SPDX-License-Identifier: Apache-2.0
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "hub/cli.h"
#include "hub/command.h"
#include "hub/command_case.h"
#include "hub/command_catalogue.h"
#include "util/str.h"
#include "util/thread.h"

struct entry {
    const char *group; // first word of a command of two, or NULL
    const char *name;
    cli_run_fn *run;
    const char *help;
};

static const struct entry entries[] = {
    {NULL, "serve", command_serve, "answer kiosks and browsers"},
    {NULL, "init", command_init, "make a hub with the built-in catalogue"},
    {NULL, "demo", command_demo, "fill a hub with people to try it with"},
    {NULL, "visits", command_visits, "list visits and their tickets"},
    {"kiosk", "add", command_kiosk_add, "print a code that enrols a kiosk"},
    {"kiosk", "list", command_kiosk_list, "list kiosks"},
    {"kiosk", "revoke", command_kiosk_revoke, "lock or wipe a kiosk"},
    {"staff", "add", command_staff_add, "let somebody unlock consoles"},
    {"staff", "list", command_staff_list, "list staff"},
    {"staff", "remove", command_staff_remove, "take that away again"},
    {NULL, "import", command_import, "import a roster or catalogue records"},
    {"catalogue", "list", command_catalogue_list, "list what is published"},
    {"catalogue", "show", command_catalogue_show, "print a record"},
    {"catalogue", "versions", command_catalogue_versions,
     "list a record's versions"},
    {"catalogue", "publish", command_catalogue_publish,
     "publish a draft or an earlier version"},
    {"catalogue", "withdraw", command_catalogue_withdraw,
     "take a record away, now or later"},
    {"catalogue", "cancel", command_catalogue_cancel,
     "forget what is planned for a record"},
    {NULL, "preview", command_preview, "show a record as a kiosk would"},
    {"case", "list", command_case_list, "list forms that were handed in"},
    {"case", "show", command_case_show, "print what one holds"},
    {"case", "answer", command_case_answer, "say how far one has come"},
    {"rule", "eval", command_rule_eval, "evaluate a JsonLogic rule"},
    {"rule", "check", command_rule_check, "check a record of a rule"},
    {NULL, "import-bundle", command_import_bundle,
     "take in events that a kiosk exported"},
};
#define ENTRY_COUNT (sizeof(entries) / sizeof(entries[0]))

static void
show_entries(FILE *out, const char *group)
{
    for (size_t i = 0; i < ENTRY_COUNT; i++) {
        const struct entry *entry = &entries[i];
        if (group && !str_equal(group, entry->group))
            continue;
        char name[32];
        str_format(name, sizeof(name), "%s%s%s",
                   entry->group ? entry->group : "", entry->group ? " " : "",
                   entry->name);
        fprintf(out, "  %-20s%s\n", name, entry->help);
    }
}

static int
show_help(FILE *out, const char *group)
{
    fprintf(out, "Usage: talent-hub %s%sCOMMAND [options]\n\nCommands:\n",
            group ? group : "", group ? " " : "");
    show_entries(out, group);
    fputs("\nEvery command has --help. Exit codes: 0 done, 1 failed, "
          "2 usage.\n", out);
    return fflush(out) == 0 ? CLI_DONE : CLI_FAILED;
}

static bool
asks_help(const char *word)
{
    return str_equal(word, "--help") || str_equal(word, "-h")
           || str_equal(word, "help");
}

static bool
is_group(const char *word)
{
    for (size_t i = 0; i < ENTRY_COUNT; i++) {
        if (entries[i].group && str_equal(entries[i].group, word))
            return true;
    }
    return false;
}

static const struct entry *
find_entry(const char *group, const char *name)
{
    for (size_t i = 0; i < ENTRY_COUNT; i++) {
        if (str_equal(entries[i].group, group)
            && str_equal(entries[i].name, name))
            return &entries[i];
    }
    return NULL;
}

static int
unknown(struct cli *cli, const char *word)
{
    const char *names[ENTRY_COUNT];
    for (size_t i = 0; i < ENTRY_COUNT; i++)
        names[i] = entries[i].group ? entries[i].group : entries[i].name;
    const char *near = cli_nearest(word, names, ENTRY_COUNT);
    if (near)
        cli_fail(cli, "unknown command %s: did you mean %s?", word, near);
    else
        cli_fail(cli, "unknown command %s: see `talent-hub --help`", word);
    return CLI_USAGE;
}

static int
dispatch(struct cli *cli, int argc, char **argv)
{
    if (argc < 2) {
        show_help(cli->err, NULL);
        return CLI_USAGE;
    }
    if (asks_help(argv[1]))
        return show_help(cli->out, NULL);
    if (str_equal(argv[1], "--version")) {
        fputs("talent-hub " TALENT_VERSION "\n", cli->out);
        return CLI_DONE;
    }
    const char *group = is_group(argv[1]) ? argv[1] : NULL;
    int at = group ? 2 : 1;
    if (group && (argc < 3 || asks_help(argv[2]))) {
        int code = show_help(argc < 3 ? cli->err : cli->out, group);
        return argc < 3 ? CLI_USAGE : code;
    }
    const struct entry *entry = find_entry(group, argv[at]);
    if (!entry && group) {
        cli_fail(cli, "unknown command %s %s: see `talent-hub %s --help`",
                 group, argv[at], group);
        return CLI_USAGE;
    }
    if (!entry)
        return unknown(cli, argv[at]);
    return entry->run(cli, argc - at - 1, argv + at + 1);
}

int
main(int argc, char **argv)
{
    struct cli cli = {.in = stdin, .out = stdout, .err = stderr};
    thread_mark_main();
    // Hashes of PINs and of people's numbers are nobody else's to read.
    umask(0077);
    // A reader that went away is a write that fails, told by its command.
    signal(SIGPIPE, SIG_IGN);
    int code = dispatch(&cli, argc, argv);
    cli_close(&cli);
    return code;
}
