// SPDX-License-Identifier: Apache-2.0
#include "app/options.h"

#include <stdint.h>
#include <string.h>

#include "util/str.h"

// Smallest and largest window that a page can be scaled to sensibly.
#define WINDOW_MIN 240
#define WINDOW_MAX 8192

struct command_word {
    const char *word;
    enum command command;
    int args;
    const char *usage;
};

static const struct command_word commands[] = {
    {"enrol", COMMAND_ENROL, 2, "enrol URL CODE"},
    {"sync", COMMAND_SYNC, 0, "sync"},
    {"doctor", COMMAND_DOCTOR, 0, "doctor"},
    {"export", COMMAND_EXPORT, 1, "export FILE"},
};

/** One command line while it is being read. */
struct parser {
    int argc;
    char *const *argv;
    int next;
    struct options *out;
    const struct command_word *command;
    int args;
    char *problem;
    size_t size;
};

static bool
refuse(struct parser *parser, const char *what, const char *word,
       const char *todo)
{
    str_format(parser->problem, parser->size, "%s %.80s: %s", what, word,
               todo);
    return false;
}

static bool
parse_size(struct parser *parser, const char *text)
{
    char width[8];
    int64_t w, h;
    const char *times = strchr(text, 'x');
    if (!times || (size_t)(times - text) >= sizeof width)
        return refuse(parser, "not a size:", text, "write it as 1080x1920");
    memcpy(width, text, (size_t)(times - text));
    width[times - text] = '\0';
    if (!str_parse_int(width, WINDOW_MIN, WINDOW_MAX, &w) ||
        !str_parse_int(times + 1, WINDOW_MIN, WINDOW_MAX, &h))
        return refuse(parser, "not a size:", text,
                      "write it as 1080x1920, from 240 to 8192 pixels");
    parser->out->window_w = (int)w;
    parser->out->window_h = (int)h;
    return true;
}

/** The value of `--name VALUE` or `--name=VALUE`; NULL when it is missing. */
static const char *
option_value(struct parser *parser, const char *name)
{
    const char *word = parser->argv[parser->next];
    size_t len = strlen(name);
    if (word[len] == '=')
        return word[len + 1] ? word + len + 1 : NULL;
    if (parser->next + 1 >= parser->argc)
        return NULL;
    return parser->argv[++parser->next];
}

static bool
names_option(const char *word, const char *name)
{
    size_t len = strlen(name);
    return !strncmp(word, name, len) && (!word[len] || word[len] == '=');
}

static bool
parse_valued(struct parser *parser, const char *word)
{
    struct options *out = parser->out;
    const struct {
        const char *name;
        const char **to;
    } texts[] = {
        {"--config", &out->config},
        {"--profile", &out->profile},
        {"--data", &out->data},
        {"--window", NULL},
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        if (!names_option(word, texts[i].name))
            continue;
        const char *value = option_value(parser, texts[i].name);
        if (!value)
            return refuse(parser, "no value for", texts[i].name,
                          "see talent-kiosk --help");
        if (!texts[i].to)
            return parse_size(parser, value);
        *texts[i].to = value;
        return true;
    }
    return refuse(parser, "unknown option", word, "see talent-kiosk --help");
}

static bool
parse_option(struct parser *parser, const char *word)
{
    struct options *out = parser->out;
    if (str_equal(word, "--help") || str_equal(word, "-h"))
        out->help = true;
    else if (str_equal(word, "--version"))
        out->version = true;
    else if (str_equal(word, "--json"))
        out->json = true;
    else if (str_equal(word, "--drive"))
        out->drive = true;
    else if (str_starts(word, "--drive=")) {
        out->drive = true;
        out->drive_path = word + strlen("--drive=");
        if (!*out->drive_path)
            return refuse(parser, "no path after", "--drive=",
                          "name a socket, or write --drive alone");
    } else
        return parse_valued(parser, word);
    return true;
}

static bool
parse_word(struct parser *parser, const char *word)
{
    if (parser->command) {
        if (parser->args >= parser->command->args)
            return refuse(parser, "one word too many:", word,
                          "see talent-kiosk --help");
        parser->out->args[parser->args++] = word;
        return true;
    }
    for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++)
        if (str_equal(word, commands[i].word)) {
            parser->command = &commands[i];
            parser->out->command = commands[i].command;
            return true;
        }
    return refuse(parser, "unknown command", word,
                  "see talent-kiosk --help");
}

static bool
check_whole(struct parser *parser)
{
    const struct options *out = parser->out;
    if (out->help || out->version)
        return true;
    if (parser->command && parser->args < parser->command->args)
        return refuse(parser, "words are missing", parser->command->word,
                      parser->command->usage);
    if (out->profile && !str_equal(out->profile, "hall") &&
        !str_equal(out->profile, "hospital"))
        return refuse(parser, "unknown profile", out->profile,
                      "it is hall or hospital");
    if (parser->command && (out->drive || out->window_w))
        return refuse(parser, "no window is opened by", parser->command->word,
                      "leave --drive and --window away");
    return true;
}

bool
options_parse(int argc, char *const *argv, struct options *out,
              char *problem, size_t size)
{
    struct parser parser = {.argc = argc, .argv = argv, .next = 1,
                            .out = out, .problem = problem, .size = size};
    memset(out, 0, sizeof *out);
    for (; parser.next < argc; parser.next++) {
        const char *word = argv[parser.next];
        bool fine = word[0] == '-' && word[1] ? parse_option(&parser, word)
                                              : parse_word(&parser, word);
        if (!fine)
            return false;
    }
    return check_whole(&parser);
}

const char *
options_help(void)
{
    return "talent-kiosk – self-service terminal of the talent service"
           " centre\n"
           "\n"
           "  talent-kiosk [OPTIONS]            be the kiosk\n"
           "  talent-kiosk enrol URL CODE       introduce it to its hub\n"
           "  talent-kiosk sync                 send and fetch all now\n"
           "  talent-kiosk doctor               check this machine\n"
           "  talent-kiosk export FILE          write what waits to be"
           " sent\n"
           "\n"
           "  --config FILE            instead of /etc/talent-kiosk.conf\n"
           "  --profile hall|hospital  before it is enrolled\n"
           "  --data DIR               where its records are kept\n"
           "  --window WxH             a window instead of the full screen\n"
           "  --drive[=SOCKET]         take commands from a program\n"
           "  --json                   answer in JSON\n"
           "  --help, --version\n"
           "\n"
           "Exit: 0 done, 1 failed, 2 wrong usage.\n";
}
