// SPDX-License-Identifier: Apache-2.0
#include "hub/command.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "util/file.h"
#include "util/str.h"
#include "wire/rule.h"
#include "wire/writer.h"

// A rule and its data, with brackets, line feed and NUL.
#define LINE_SIZE (2 * RULE_MAX_SIZE + 8)

static const struct cli_command eval = {
    .name = "rule eval",
    .arguments = "",
    .help = "Evaluates a JsonLogic rule on data and prints the result as "
            "JSON. With\n--lines each line of FILE is one [rule, data] and "
            "gives one line; a line\nthat cannot be evaluated gives "
            "{\"error\": reason}, and the exit code is 1.",
};

struct eval_options {
    const char *rule, *data, *lines;
};

static enum err
read_file(struct cli *cli, const char *path, struct buf *out)
{
    buf_init(out, RULE_MAX_SIZE);
    enum err err = file_read(path, RULE_MAX_SIZE, out);
    if (err)
        cli_fail(cli, "%s cannot be read (%s): check its name and rights; "
                      "it may have 256 KiB", path, err_name(err));
    return err;
}

static int
eval_files(struct cli *cli, const struct eval_options *options)
{
    struct buf rule = {0}, data = {0}, out;
    struct fault fault = {0};
    int code = CLI_FAILED;
    buf_init(&out, 16 * RULE_MAX_SIZE);
    enum err err = read_file(cli, options->rule, &rule);
    if (!err)
        err = read_file(cli, options->data, &data);
    if (!err) {
        err = rule_eval(&rule, &data, &out, &fault);
        if (err)
            cli_fail(cli, "%s was not evaluated: %s", options->rule,
                     fault_any(&fault) ? fault.en : err_name(err));
    }
    if (!err && buf_add_char(&out, '\n'))
        code = cli_print(cli, &out);
    buf_clear(&out);
    buf_clear(&rule);
    buf_clear(&data);
    return code;
}

/** The result of one line, or why there is none. */
static bool
eval_line(const char *line, size_t len, struct buf *out)
{
    struct fault fault = {0};
    buf_reset(out);
    enum err err = rule_eval_pair(line, len, out, &fault);
    if (err) {
        struct writer writer;
        buf_reset(out);
        writer_init(&writer, out);
        writer_object(&writer, NULL);
        writer_text(&writer, "error",
                    fault_any(&fault) ? fault.en : err_name(err));
        writer_end(&writer);
    }
    buf_add_char(out, '\n');
    return err == ERR_OK;
}

/** Every line of `in`, through a buffer of LINE_SIZE bytes. */
static int
eval_stream(struct cli *cli, FILE *in, char *line)
{
    struct buf out;
    int code = CLI_DONE;
    buf_init(&out, 16 * RULE_MAX_SIZE);
    for (int64_t number = 1; fgets(line, LINE_SIZE, in); number++) {
        size_t length = strlen(line);
        bool whole = length > 0 && line[length - 1] == '\n';
        if (!whole && !feof(in)) {
            code = cli_fail(cli, "line %" PRId64 " is too long or holds a "
                                 "NUL: it may have 512 KiB", number);
            break;
        }
        if (!eval_line(line, length - (whole ? 1 : 0), &out))
            code = CLI_FAILED;
        if (fwrite(out.data, 1, out.len, cli->out) != out.len)
            break;
    }
    buf_clear(&out);
    return code;
}

static int
eval_lines(struct cli *cli, const char *path)
{
    bool standard = str_equal(path, "-");
    FILE *in = standard ? cli->in : fopen(path, "re");
    char *line = malloc(LINE_SIZE);
    int code = CLI_FAILED;
    if (!in)
        cli_fail(cli, "%s cannot be read: check its name and rights", path);
    if (in && line) {
        code = eval_stream(cli, in, line);
        if (ferror(in) || ferror(cli->out) || fflush(cli->out))
            code = cli_fail(cli, "%s: reading or writing failed: check the "
                                 "disk and the pipe", path);
    }
    free(line);
    if (in && !standard)
        fclose(in);
    return code;
}

int
command_rule_eval(struct cli *cli, int argc, char **argv)
{
    struct eval_options options = {0};
    const struct cli_option known[] = {
        {.name = "rule", .value = "FILE", .help = "the rule",
         .text = &options.rule},
        {.name = "data", .value = "FILE", .help = "what it is asked about",
         .text = &options.data},
        {.name = "lines", .value = "FILE",
         .help = "one [rule, data] a line; - for standard input",
         .text = &options.lines},
    };
    int code = cli_parse(cli, &eval, known, 3, argc, argv);
    if (code != CLI_GO_ON)
        return code;
    bool files = options.rule && options.data;
    bool one_of = options.rule || options.data;
    if (options.lines ? one_of : !files)
        return cli_usage(cli, &eval,
                         "give --rule and --data, or --lines alone");
    return options.lines ? eval_lines(cli, options.lines)
                         : eval_files(cli, &options);
}
