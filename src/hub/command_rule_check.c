// SPDX-License-Identifier: Apache-2.0
#include "hub/command.h"

#include <inttypes.h>

#include "util/file.h"
#include "util/str.h"
#include "wire/json.h"
#include "wire/place.h"
#include "wire/rule.h"
#include "wire/writer.h"

// The record, with room for a generous layout of its file.
#define FILE_SIZE (2 * RULE_MAX_SIZE)

static const struct cli_command check = {
    .name = "rule check",
    .arguments = "FILE",
    .help = "Checks a record {\"kind\": \"rule\", \"id\", \"body\"} as hub "
            "and kiosks do before\nthey take it, runs its golden cases and "
            "refuses what JsonLogic's reference\nwould take otherwise. "
            "Prints the line, the field and the reason; with\n--json one "
            "object.",
    .min_arguments = 1,
    .max_arguments = 1,
};

/** What came of it. */
struct verdict {
    struct rule_summary summary;
    struct fault fault;
    struct place place; // of the fault
};

static void
place_json(struct writer *writer, const char *name, int64_t number)
{
    if (number > 0)
        writer_int(writer, name, number);
    else
        writer_text(writer, name, NULL);
}

static enum err
print_json(struct buf *out, const struct verdict *verdict)
{
    const struct fault *fault = &verdict->fault;
    const struct rule_summary *summary = &verdict->summary;
    struct writer writer;
    writer_init(&writer, out);
    writer_object(&writer, NULL);
    writer_bool(&writer, "good", !fault_any(fault));
    if (fault_any(fault)) {
        writer_text(&writer, "code", fault->code);
        writer_text(&writer, "field", fault->field);
        writer_text(&writer, "reason", fault->en);
        place_json(&writer, "line", verdict->place.line);
        place_json(&writer, "column", verdict->place.column);
    } else {
        writer_text(&writer, "id", summary->id);
        writer_int(&writer, "version", summary->version);
        writer_int(&writer, "questions", (int64_t)summary->questions);
        writer_int(&writer, "conditions", (int64_t)summary->conditions);
        writer_int(&writer, "cases", (int64_t)summary->cases);
    }
    writer_end(&writer);
    buf_add_char(out, '\n');
    return writer_result(&writer);
}

static int
tell_fault(struct cli *cli, const struct verdict *verdict)
{
    const struct fault *fault = &verdict->fault;
    struct buf line;
    buf_init(&line, 256);
    place_add(&verdict->place, &line);
    int code = cli_fail(cli, "%s: %s%s%s%s: correct it and check again",
                        cli->arguments[0], buf_text(&line), fault->field,
                        fault->field[0] ? ": " : "", fault->en);
    buf_clear(&line);
    return code;
}

static int
tell(struct cli *cli, bool json, const struct verdict *verdict)
{
    const struct rule_summary *summary = &verdict->summary;
    struct buf out;
    bool good = !fault_any(&verdict->fault);
    int code = good ? CLI_DONE : CLI_FAILED;
    buf_init(&out, 8192);
    if (json) {
        if (print_json(&out, verdict))
            code = CLI_FAILED;
    } else if (good) {
        buf_addf(&out, "%s: version %" PRId64 ", %zu questions, %zu "
                       "conditions, %zu golden cases: good\n",
                 summary->id, summary->version, summary->questions,
                 summary->conditions, summary->cases);
    } else {
        code = tell_fault(cli, verdict);
    }
    int printed = out.len > 0 ? cli_print(cli, &out) : CLI_DONE;
    buf_clear(&out);
    return printed == CLI_DONE ? code : printed;
}

static enum err
judge(const struct buf *text, struct verdict *out)
{
    const struct fault *fault = &out->fault;
    enum err err = rule_check(buf_text(text), text->len, &out->summary,
                              &out->fault);
    if (str_equal(fault->code, "bad_json"))
        out->place = place_syntax(text->data, text->len, JSON_MAX_DEPTH);
    else if (fault_any(fault))
        out->place = place_body_field(text->data, text->len, fault->field);
    return err;
}

int
command_rule_check(struct cli *cli, int argc, char **argv)
{
    bool json = false;
    const struct cli_option options[] = {
        {.name = "json", .help = "print one JSON object", .flag = &json},
    };
    int code = cli_parse(cli, &check, options, 1, argc, argv);
    if (code != CLI_GO_ON)
        return code;
    struct buf text;
    struct verdict verdict = {0};
    buf_init(&text, FILE_SIZE);
    enum err err = file_read(cli->arguments[0], FILE_SIZE, &text);
    if (err) {
        buf_clear(&text);
        return cli_fail(cli, "%s cannot be read (%s): check its name and "
                             "rights; it may have 512 KiB",
                        cli->arguments[0], err_name(err));
    }
    err = judge(&text, &verdict);
    buf_clear(&text);
    if (err && !fault_any(&verdict.fault))
        return cli_fail(cli, "%s was not checked (%s): try again",
                        cli->arguments[0], err_name(err));
    return tell(cli, json, &verdict);
}
