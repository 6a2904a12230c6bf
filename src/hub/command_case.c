// SPDX-License-Identifier: Apache-2.0
#include "hub/command_case.h"

#include <string.h>

#include "hub/cases.h"
#include "hub/listing.h"
#include "hub/setup.h"
#include "util/clock.h"
#include "util/str.h"
#include "util/timestamp.h"

static const struct cli_command list = {
    .name = "case list",
    .arguments = "",
    .help = "Lists the forms that were handed in, in order of arrival: when, "
            "where, how\nfar they are, what must be looked at, the form and "
            "the id. A reason behind !\nsays why: no_key, unopened, no_form, "
            "misfit or refused (see `case show`).",
};

static const struct cli_command answer = {
    .name = "case answer",
    .arguments = "ID",
    .help = "Says how far a form that was handed in has come. Every kiosk of "
            "its site\nshows that to whoever has the receipt number, within "
            "a second while it is\nconnected.\n\n"
            "STATE is one of:\n"
            "  received     it has arrived (where every form begins)\n"
            "  assigned     somebody is working on it\n"
            "  contacting   the employer is being asked\n"
            "  more_needed  the visitor is to bring something\n"
            "  answered     it is answered\n"
            "  closed       nothing more will happen; kiosks show it for 90 "
            "days\n               (`case_days` of the configuration)\n\n"
            "A message stays until another takes its place; an empty one "
            "takes it away. It\nis shown in a public hall: name nobody in "
            "it, and no number of anybody.",
    .min_arguments = 1,
    .max_arguments = 1,
};

static const char *
state_word(const struct case_file *file)
{
    return names_get(case_state_names, (int)file->state);
}

static void
add_json(struct writer *writer, const struct hub_submission *submission,
         const struct case_file *file)
{
    bool look = submission->attention[0] != '\0';
    writer_object(writer, NULL);
    writer_text(writer, "id", submission->id);
    writer_text(writer, "site", submission->site);
    writer_text(writer, "kiosk_id", submission->kiosk);
    writer_text(writer, "form", submission->form);
    writer_text(writer, "state", state_word(file));
    listing_time(writer, "received_at", submission->received_at);
    listing_time(writer, "updated_at", file->updated_ms);
    writer_bool(writer, "needs_attention", look);
    writer_text(writer, "reason", look ? submission->attention : NULL);
    writer_end(writer);
}

static void
add_line(struct buf *out, const struct hub_submission *submission,
         const struct case_file *file)
{
    char received[TIMESTAMP_SIZE] = "-";
    bool look = submission->attention[0] != '\0';
    timestamp_format(submission->received_at, received);
    buf_addf(out, "%-30s %-10s %-12s %s%-9s %-24s %s\n", received,
             submission->site, state_word(file), look ? "!" : " ",
             look ? submission->attention : "-", submission->form,
             submission->id);
}

struct list_run {
    struct listing listing;
    struct hub_store *store;
};

static enum err
add_row(const struct hub_submission *submission, void *userdata)
{
    struct list_run *run = userdata;
    struct case_file file;
    enum err err = cases_get(run->store, submission->id, &file);
    if (err == ERR_OK && run->listing.json)
        add_json(&run->listing.writer, submission, &file);
    else if (err == ERR_OK)
        add_line(&run->listing.text, submission, &file);
    case_clear(&file);
    if (err == ERR_OK && run->listing.text.failed)
        err = ERR_NO_MEMORY;
    // A case without its record is one that nobody sees any more.
    return err == ERR_NOT_FOUND ? ERR_OK : err;
}

int
command_case_list(struct cli *cli, int argc, char **argv)
{
    struct list_run run;
    const char *site = NULL;
    int code = listing_begin(&run.listing, cli, &list, &site, argc, argv);
    if (code != CLI_GO_ON)
        return code;
    run.store = cli->hub;
    enum err err = cli->hub->ops->submission_each(cli->hub, site, add_row,
                                                  &run);
    return listing_end(&run.listing, cli, "cases", err);
}

struct answer_options {
    const char *state;
    const char *zh;
    const char *en;
};

static int
check_options(struct cli *cli, const struct answer_options *options,
              enum case_state *state)
{
    int index = 0;
    if (!options->state)
        return cli_usage(cli, &answer, "--state is required: give it");
    if (!names_find(case_state_names, options->state, &index)) {
        const char *near = cli_nearest(options->state,
                                       case_state_names.items,
                                       case_state_names.count);
        if (near)
            return cli_usage(cli, &answer, "%s is no state: did you mean "
                             "%s?", options->state, near);
        return cli_usage(cli, &answer, "%s is no state: see `talent-hub case "
                         "answer --help`", options->state);
    }
    if (options->en && !options->zh)
        return cli_usage(cli, &answer, "--message-en is there without "
                                       "--message: give both, or neither");
    *state = (enum case_state)index;
    return CLI_GO_ON;
}

/** False without memory. */
static bool
make_message(const struct answer_options *options, struct text *out)
{
    if (!options->zh || !options->zh[0])
        return true;
    out->zh = str_dup(options->zh);
    out->en = str_dup(options->en && options->en[0] ? options->en : NULL);
    return out->zh && (!options->en || !options->en[0] || out->en);
}

static int
store_answer(struct cli *cli, const struct case_answer *step)
{
    const char *id = cli->arguments[0];
    int code = setup_begin(cli);
    if (code != CLI_GO_ON)
        return code;
    enum err err = cases_answer(cli->hub, id, step);
    if (err == ERR_NOT_FOUND)
        code = cli_fail(cli, "there is no case %s: see `talent-hub case "
                             "list`", id);
    else if (err == ERR_INVALID)
        code = cli_fail(cli, "the message cannot be shown: at most %d bytes "
                             "a language, plain text", CASE_MESSAGE_MAX);
    else if (err)
        code = cli_store_failed(cli, "the case", err);
    return setup_end(cli, code);
}

int
command_case_answer(struct cli *cli, int argc, char **argv)
{
    struct answer_options given = {0};
    const struct cli_option options[] = {
        {"state", "STATE", "how far it is", &given.state, NULL},
        {"message", "TEXT", "for the visitor, in Chinese", &given.zh, NULL},
        {"message-en", "TEXT", "the same in English", &given.en, NULL},
    };
    struct text message = {0};
    struct case_answer step = {0};
    int code = cli_parse(cli, &answer, options, 3, argc, argv);
    if (code == CLI_GO_ON)
        code = check_options(cli, &given, &step.state);
    if (code == CLI_GO_ON)
        code = cli_open(cli, false);
    if (code != CLI_GO_ON)
        return code;
    step.at_ms = clock_now_ms();
    step.message = given.zh ? &message : NULL;
    if (make_message(&given, &message))
        code = store_answer(cli, &step);
    else
        code = cli_store_failed(cli, "the message", ERR_NO_MEMORY);
    text_clear(&message);
    if (code != CLI_GO_ON)
        return code;
    fprintf(cli->out, "case %s is now %s; kiosks of its site show it\n",
            cli->arguments[0], given.state);
    return CLI_DONE;
}
