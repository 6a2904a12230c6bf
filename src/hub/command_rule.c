// SPDX-License-Identifier: Apache-2.0
#include "hub/command.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "util/file.h"
#include "util/str.h"
#include "wire/place.h"
#include "wire/rule.h"
#include "wire/writer.h"

// A rule and its data, with brackets.
#define LINE_SIZE (2 * RULE_MAX_SIZE + 8)
#define RESULT_SIZE (16 * RULE_MAX_SIZE)
#define TOO_LONG "{\"error\":\"the line is longer than 512 KiB\"}"

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

/** Says why a rule was not evaluated: in which file, and where in it. */
static int
tell_fault(struct cli *cli, const struct eval_options *options,
           const struct buf *rule, const struct buf *data,
           const struct fault *fault)
{
    struct place place = {0};
    struct buf line;
    bool in_data = str_equal(fault->field, "data");
    const struct buf *text = in_data ? data : rule;
    if (fault->field[0])
        place = place_syntax(text->data, text->len, RULE_MAX_NESTING);
    buf_init(&line, 256);
    place_add(&place, &line);
    int code = cli_fail(cli, "%s was not evaluated: %s%s",
                        in_data ? options->data : options->rule,
                        buf_text(&line), fault->en);
    buf_clear(&line);
    return code;
}

static int
eval_files(struct cli *cli, const struct eval_options *options)
{
    struct buf rule = {0}, data = {0}, out;
    struct fault fault = {0};
    int code = CLI_FAILED;
    buf_init(&out, RESULT_SIZE);
    enum err err = read_file(cli, options->rule, &rule);
    if (!err)
        err = read_file(cli, options->data, &data);
    if (!err) {
        err = rule_eval(&rule, &data, &out, &fault);
        if (err && !fault_any(&fault))
            fault_set(&fault, "failed", "", "", err_name(err));
        if (err)
            code = tell_fault(cli, options, &rule, &data, &fault);
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

/**
 * Lines of a file or pipe. Answers are flushed only before waiting for
 * more, so that a pipe gets each at once and a file is fast.
 */
struct lines {
    int fd;
    FILE *answers; // borrowed
    bool failed;
    char *line; // owned; LINE_SIZE bytes
    size_t len;
    bool too_long; // the line was longer and is passed over
    size_t at, filled;
    char bytes[64 * 1024];
};

static int
next_byte(struct lines *in)
{
    if (in->at == in->filled) {
        ssize_t got;
        in->failed = fflush(in->answers) != 0;
        do {
            got = read(in->fd, in->bytes, sizeof(in->bytes));
        } while (got < 0 && errno == EINTR);
        in->failed = in->failed || got < 0;
        in->at = 0;
        in->filled = got > 0 ? (size_t)got : 0;
        if (in->failed || got <= 0)
            return EOF;
    }
    return (unsigned char)in->bytes[in->at++];
}

// False at the end.
static bool
next_line(struct lines *in)
{
    int c = next_byte(in);
    in->len = 0;
    in->too_long = false;
    if (c == EOF)
        return false;
    for (; c != EOF && c != '\n'; c = next_byte(in)) {
        if (in->len < LINE_SIZE)
            in->line[in->len++] = (char)c;
        else
            in->too_long = true;
    }
    return !in->failed;
}

static int
eval_stream(struct cli *cli, struct lines *in)
{
    struct buf out;
    int code = CLI_DONE;
    buf_init(&out, RESULT_SIZE);
    while (next_line(in)) {
        if (in->too_long) {
            buf_reset(&out);
            buf_add_str(&out, TOO_LONG "\n");
            code = CLI_FAILED;
        } else if (!eval_line(in->line, in->len, &out)) {
            code = CLI_FAILED;
        }
        if (fwrite(out.data, 1, out.len, cli->out) != out.len)
            in->failed = true;
    }
    buf_clear(&out);
    return code;
}

static int
eval_lines(struct cli *cli, const char *path)
{
    struct lines in = {.answers = cli->out, .line = malloc(LINE_SIZE)};
    bool standard = str_equal(path, "-");
    int code = CLI_FAILED;
    in.fd = standard ? fileno(cli->in) : open(path, O_RDONLY | O_CLOEXEC);
    if (in.fd < 0)
        cli_fail(cli, "%s cannot be read: check its name and rights", path);
    if (in.fd >= 0 && in.line) {
        code = eval_stream(cli, &in);
        if (in.failed || fflush(cli->out))
            code = cli_fail(cli, "%s: reading or writing failed: check the "
                                 "disk and the pipe", path);
    }
    free(in.line);
    if (in.fd >= 0 && !standard)
        close(in.fd);
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
