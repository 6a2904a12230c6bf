// SPDX-License-Identifier: Apache-2.0
#include "hub/cli.h"

#include <stdarg.h>
#include <string.h>

#include "hub/identity.h"
#include "util/file.h"
#include "util/str.h"

#define NEAREST_MAX 24 // longest word that is compared
#define OPTIONS_MAX 16

/** Options that every command takes; their targets are filled in. */
static const struct cli_option common[] = {
    {"data", "DIR", "folder of the default store", NULL, NULL},
    {"store", "SPEC", "sqlite:PATH (default: in the data folder)", NULL,
     NULL},
    {"config", "FILE", "configuration file", NULL, NULL},
    {"help", NULL, "show this help", NULL, NULL},
    {"version", NULL, "show the version", NULL, NULL},
};
#define COMMON_COUNT (sizeof(common) / sizeof(common[0]))

/** Everything cli_parse needs at hand. */
struct parse {
    struct cli *cli;
    const struct cli_command *command;
    struct cli_option options[OPTIONS_MAX];
    size_t count;
    bool help;
    bool version;
    bool only_arguments;
};

static void
complain(struct cli *cli, const char *format, va_list list)
    __attribute__((format(printf, 2, 0)));

static void
complain(struct cli *cli, const char *format, va_list list)
{
    fputs("talent-hub: ", cli->err);
    vfprintf(cli->err, format, list);
    fputc('\n', cli->err);
}

int
cli_fail(struct cli *cli, const char *format, ...)
{
    va_list list;
    va_start(list, format);
    complain(cli, format, list);
    va_end(list);
    return CLI_FAILED;
}

int
cli_usage(struct cli *cli, const struct cli_command *command,
          const char *format, ...)
{
    va_list list;
    va_start(list, format);
    complain(cli, format, list);
    va_end(list);
    fprintf(cli->err, "talent-hub: see `talent-hub %s --help`\n",
            command->name);
    return CLI_USAGE;
}

int
cli_store_failed(struct cli *cli, const char *doing, enum err err)
{
    const char *advice = "look at the lines above and at the disk";
    if (err == ERR_NO_MEMORY)
        advice = "free some memory and try again";
    else if (err == ERR_BUG)
        advice = "please report it";
    return cli_fail(cli, "%s: %s: %s", doing, err_name(err), advice);
}

int
cli_print(struct cli *cli, struct buf *text)
{
    bool good = !text->failed
                && fwrite(buf_text(text), 1, text->len, cli->out)
                       == text->len
                && fflush(cli->out) == 0;
    buf_clear(text);
    if (!good)
        return cli_fail(cli, "output was not written: the pipe is closed "
                             "or the disk is full");
    return CLI_DONE;
}

/** Levenshtein distance of two short words. */
static size_t
distance(const char *a, const char *b)
{
    size_t row[NEAREST_MAX + 1];
    size_t n = strlen(b);
    if (strlen(a) > NEAREST_MAX || n > NEAREST_MAX)
        return NEAREST_MAX;
    for (size_t j = 0; j <= n; j++)
        row[j] = j;
    for (size_t i = 1; a[i - 1] != '\0'; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= n; j++) {
            size_t best = diagonal + (a[i - 1] != b[j - 1]);
            if (row[j] + 1 < best)
                best = row[j] + 1;
            if (row[j - 1] + 1 < best)
                best = row[j - 1] + 1;
            diagonal = row[j];
            row[j] = best;
        }
    }
    return row[n];
}

const char *
cli_nearest(const char *word, const char *const *names, size_t count)
{
    const char *found = NULL;
    size_t best = 3; // more than two slips is another word
    for (size_t i = 0; i < count; i++) {
        size_t far = distance(word, names[i]);
        if (far < best) {
            best = far;
            found = names[i];
        }
    }
    return found;
}

static void
show_option(FILE *out, const struct cli_option *option)
{
    char left[32];
    str_format(left, sizeof(left), "--%s%s%s", option->name,
               option->value ? " " : "", option->value ? option->value : "");
    fprintf(out, "  %-22s%s\n", left, option->help);
}

static int
show_help(const struct parse *parse)
{
    const struct cli_command *command = parse->command;
    FILE *out = parse->cli->out;
    fprintf(out, "Usage: talent-hub %s%s%s [options]\n\n%s\n\nOptions:\n",
            command->name, command->arguments[0] ? " " : "",
            command->arguments, command->help);
    for (size_t i = 0; i < parse->count; i++)
        show_option(out, &parse->options[i]);
    return fflush(out) == 0 ? CLI_DONE : CLI_FAILED;
}

static void
collect_options(struct parse *parse, const struct cli_option *options,
                size_t count)
{
    struct cli *cli = parse->cli;
    for (size_t i = 0; i < count && parse->count < OPTIONS_MAX; i++)
        parse->options[parse->count++] = options[i];
    const char **texts[COMMON_COUNT] = {&cli->data, &cli->store,
                                        &cli->config, NULL, NULL};
    bool *flags[COMMON_COUNT] = {NULL, NULL, NULL, &parse->help,
                                 &parse->version};
    for (size_t i = 0; i < COMMON_COUNT && parse->count < OPTIONS_MAX; i++) {
        struct cli_option *option = &parse->options[parse->count++];
        *option = common[i];
        option->text = texts[i];
        option->flag = flags[i];
    }
}

static const struct cli_option *
find_option(const struct parse *parse, const char *name, size_t len)
{
    for (size_t i = 0; i < parse->count; i++) {
        const char *known = parse->options[i].name;
        if (strlen(known) == len && strncmp(known, name, len) == 0)
            return &parse->options[i];
    }
    return NULL;
}

static int
unknown_option(const struct parse *parse, const char *word)
{
    const char *names[OPTIONS_MAX];
    for (size_t i = 0; i < parse->count; i++)
        names[i] = parse->options[i].name;
    const char *near = cli_nearest(word, names, parse->count);
    if (near)
        return cli_usage(parse->cli, parse->command,
                         "unknown option --%s: did you mean --%s?", word,
                         near);
    return cli_usage(parse->cli, parse->command,
                     "unknown option --%s: leave it out", word);
}

/** Take one option, `word` being it without its dashes. */
static int
take_option(struct parse *parse, const char *word, char **argv, int *next)
{
    const char *equals = strchr(word, '=');
    size_t len = equals ? (size_t)(equals - word) : strlen(word);
    const struct cli_option *option = find_option(parse, word, len);
    if (!option)
        return unknown_option(parse, word);
    if (!option->value) {
        if (equals)
            return cli_usage(parse->cli, parse->command,
                             "--%s takes no value: leave out what follows "
                             "the =", option->name);
        *option->flag = true;
        return CLI_GO_ON;
    }
    if (*option->text)
        return cli_usage(parse->cli, parse->command,
                         "--%s is given twice: give it once", option->name);
    const char *value = equals ? equals + 1 : argv[*next];
    if (!equals && value)
        (*next)++;
    if (!value || value[0] == '\0')
        return cli_usage(parse->cli, parse->command,
                         "--%s has no value: give it as --%s %s",
                         option->name, option->name, option->value);
    *option->text = value;
    return CLI_GO_ON;
}

static int
take_argument(struct parse *parse, const char *word)
{
    struct cli *cli = parse->cli;
    if (cli->argument_count == parse->command->max_arguments
        || cli->argument_count == CLI_MAX_ARGUMENTS)
        return cli_usage(cli, parse->command,
                         "unexpected argument %s: leave it out", word);
    cli->arguments[cli->argument_count++] = word;
    return CLI_GO_ON;
}

static int
take_word(struct parse *parse, char **argv, int *next)
{
    const char *word = argv[(*next)++];
    if (parse->only_arguments || word[0] != '-' || word[1] == '\0')
        return take_argument(parse, word);
    if (str_equal(word, "--")) {
        parse->only_arguments = true;
        return CLI_GO_ON;
    }
    if (str_equal(word, "-h"))
        parse->help = true;
    else if (word[1] == '-')
        return take_option(parse, word + 2, argv, next);
    else
        return cli_usage(parse->cli, parse->command,
                         "unknown option %s: options begin with --", word);
    return CLI_GO_ON;
}

int
cli_parse(struct cli *cli, const struct cli_command *command,
          const struct cli_option *options, size_t count, int argc,
          char **argv)
{
    struct parse parse = {.cli = cli, .command = command};
    collect_options(&parse, options, count);
    for (int next = 0; next < argc;) {
        int code = take_word(&parse, argv, &next);
        if (code != CLI_GO_ON)
            return code;
        if (parse.help)
            return show_help(&parse);
        if (parse.version) {
            fputs("talent-hub " TALENT_VERSION "\n", cli->out);
            return CLI_DONE;
        }
    }
    if (cli->argument_count < command->min_arguments)
        return cli_usage(cli, command, "an argument is missing: give %s",
                         command->arguments);
    return CLI_GO_ON;
}

int
cli_configure(struct cli *cli)
{
    enum err err = hub_config_init(&cli->settings);
    if (err)
        return cli_fail(cli, "no data folder is known: give --data DIR");
    if (cli->config) {
        struct buf complaints;
        buf_init(&complaints, 64 * 1024);
        err = hub_config_load(&cli->settings, cli->config, &complaints);
        if (err == ERR_INVALID)
            fputs(buf_text(&complaints), cli->err);
        buf_clear(&complaints);
        if (err == ERR_INVALID)
            return cli_fail(cli, "%s has mistakes: correct the lines named "
                                 "above", cli->config);
        if (err)
            return cli_fail(cli, "%s: %s: check the file's name and rights",
                            cli->config, err_name(err));
    }
    // An option wins over the file, also where the file is more exact.
    if (cli->data)
        cli->settings.store[0] = '\0';
    if ((cli->data && !str_copy(cli->settings.data,
                                sizeof(cli->settings.data), cli->data))
        || (cli->store && !str_copy(cli->settings.store,
                                    sizeof(cli->settings.store),
                                    cli->store)))
        return cli_fail(cli, "--data or --store is too long: use a shorter "
                             "path");
    if (hub_config_finish(&cli->settings))
        return cli_fail(cli, "the path of the store is too long: use a "
                             "shorter --data");
    return CLI_GO_ON;
}

/** Make the data folder, or see that there is a store to open. */
static int
prepare(struct cli *cli, bool make)
{
    const char *path = NULL;
    if (str_starts(cli->settings.store, "sqlite:"))
        path = cli->settings.store + strlen("sqlite:");
    if (make) {
        if (file_make_dirs(cli->settings.data, 0700))
            return cli_fail(cli, "%s cannot be made: check its rights or "
                                 "give another --data",
                            cli->settings.data);
    } else if (path && !file_exists(path)) {
        return cli_fail(cli, "there is no hub at %s: run `talent-hub init` "
                             "or give another --data", path);
    }
    return CLI_GO_ON;
}

int
cli_open(struct cli *cli, bool make)
{
    int code = cli_configure(cli);
    if (code == CLI_GO_ON)
        code = prepare(cli, make);
    if (code != CLI_GO_ON)
        return code;
    const char *spec = cli->settings.store;
    enum err err = hub_store_keys_dir(spec, cli->keys_dir,
                                      sizeof(cli->keys_dir));
    if (!err)
        err = hub_store_open(spec, &cli->hub);
    if (err == ERR_INVALID)
        return cli_fail(cli, "%s is no store this program can open: give "
                             "--store sqlite:PATH, or install the newer "
                             "program that made it", spec);
    if (err)
        return cli_store_failed(cli, spec, err);
    if (make)
        err = hub_identity_init(cli->hub, cli->keys_dir);
    if (err) {
        cli_close(cli);
        return cli_store_failed(cli, "the hub's keys", err);
    }
    return CLI_GO_ON;
}

void
cli_close(struct cli *cli)
{
    hub_store_close(cli->hub);
    cli->hub = NULL;
}
