// SPDX-License-Identifier: Apache-2.0
#include "hub/command_catalogue.h"

#include <inttypes.h>
#include <string.h>

#include "hub/catalogue.h"
#include "hub/links.h"
#include "hub/publish.h"
#include "hub/setup.h"
#include "hub/version.h"
#include "util/clock.h"
#include "util/str.h"
#include "util/timestamp.h"
#include "wire/effective.h"
#include "wire/record.h"

static const struct cli_command publish = {
    .name = "catalogue publish",
    .arguments = "KIND ID",
    .help = "Gives kiosks the newest version of a record that has a body: a "
            "draft, or one\nthat was withdrawn; with --number any earlier "
            "one. With --at it follows the\npresent body at that time.",
    .min_arguments = 2,
    .max_arguments = 2,
};

static const struct cli_command withdraw = {
    .name = "catalogue withdraw",
    .arguments = "KIND ID",
    .help = "Takes a record away from kiosks, now or with --at from that "
            "time on. Its\nversions stay: `catalogue publish` brings it "
            "back. Records that still lead\nto it are named.",
    .min_arguments = 2,
    .max_arguments = 2,
};

static const struct cli_command cancel = {
    .name = "catalogue cancel",
    .arguments = "KIND ID",
    .help = "Forgets what is planned for a record, its next body and its "
            "end. What kiosks\nshow now stays.",
    .min_arguments = 2,
    .max_arguments = 2,
};

/** What these commands need to know. */
struct publish_options {
    const char *number;
    const char *at;
    int64_t n;     // 0: not given
    int64_t at_ms; // 0: not given
};

/** A command's run inside the writing transaction. */
typedef int publish_run_fn(struct cli *cli,
                           const struct publish_options *options,
                           const struct publish_stamp *stamp);

static int
read_options(struct cli *cli, const struct cli_command *command,
             struct publish_options *options)
{
    if (options->number
        && !str_parse_int(options->number, 1, INT64_MAX, &options->n))
        return cli_usage(cli, command, "--number is no number: see "
                                       "`talent-hub catalogue versions`");
    if (options->at && !timestamp_parse(options->at, &options->at_ms))
        return cli_usage(cli, command, "--at is no time: give for example "
                                       "2026-12-01T00:00:00+08:00");
    if (!catalogue_kind(cli->arguments[0]))
        return cli_usage(cli, command, "%s is no kind of the catalogue: see "
                                       "`talent-hub import --help`",
                         cli->arguments[0]);
    return CLI_GO_ON;
}

/** Parse, open, run in one transaction, and say `done`. */
static int
run(struct cli *cli, const struct cli_command *command,
    struct publish_options *options, publish_run_fn *work)
{
    char author[HUB_NAME_SIZE];
    const struct publish_stamp stamp = {.by = author, .source = "",
                                        .now = clock_now_ms()};
    int code = read_options(cli, command, options);
    setup_author(author);
    if (code == CLI_GO_ON)
        code = cli_open(cli, false);
    if (code == CLI_GO_ON)
        code = setup_begin(cli);
    if (code != CLI_GO_ON)
        return code;
    code = setup_end(cli, work(cli, options, &stamp));
    if (code != CLI_GO_ON)
        return code;
    fprintf(cli->out, "%s %s: done; see `talent-hub catalogue list %s`\n",
            cli->arguments[0], cli->arguments[1], cli->arguments[0]);
    return CLI_DONE;
}

/** Say why nothing was done; CLI_GO_ON when it was. */
static int
outcome(struct cli *cli, enum err err)
{
    const char *kind = cli->arguments[0], *id = cli->arguments[1];
    switch (err) {
    case ERR_OK:
        return CLI_GO_ON;
    case ERR_NOT_FOUND:
        return cli_fail(cli, "there is no such %s %s: see `talent-hub "
                             "catalogue list %s`", kind, id, kind);
    case ERR_CONFLICT:
        return cli_fail(cli, "nothing is planned for %s %s: nothing to do",
                        kind, id);
    default:
        return cli_store_failed(cli, id, err);
    }
}

#define WARNING_MAX (64 * 1024)

/** A warning that does not keep from anything; names are cleared. */
static void
warn_links(struct cli *cli, enum err err, struct buf *names,
           const char *what, const char *remedy)
{
    if (!err && names->len > 0)
        fprintf(cli->err, "talent-hub: warning: %s %s %s %s: %s\n",
                cli->arguments[0], cli->arguments[1], what, buf_text(names),
                remedy);
    buf_clear(names);
}

/** The body of a version with the times it is to have now. */
static enum err
renew_body(const struct version_copy *copy,
           const struct publish_options *options, int64_t now,
           struct buf *out)
{
    const int64_t none = 0;
    struct effective times;
    struct effective_change change = {0};
    enum err err = effective_read(buf_text(&copy->body), copy->body.len,
                                  &times, NULL);
    if (err)
        return err;
    if (options->at_ms)
        change.from = &options->at_ms;
    // What has passed would take it away, or change it, at once.
    if (times.to != 0 && times.to <= now)
        change.to = &none;
    if (times.next != 0 && times.next <= now)
        change.next = "";
    return effective_set(buf_text(&copy->body), copy->body.len, &change, out);
}

static enum err
put_version(struct cli *cli, const struct publish_options *options,
            const struct publish_stamp *stamp, struct fault *fault)
{
    const char *kind = cli->arguments[0], *id = cli->arguments[1];
    char source[32];
    struct version_copy copy;
    struct buf body;
    enum publish_outcome done;
    buf_init(&body, HUB_RECORD_MAX);
    enum err err = options->n
        ? version_load(cli->hub, kind, id, options->n, &copy)
        : version_load_newest(cli->hub, kind, id, &copy);
    if (!err)
        err = renew_body(&copy, options, stamp->now, &body);
    if (!err)
        err = record_check(kind, id, buf_text(&body), body.len, fault);
    str_format(source, sizeof(source), "version %" PRId64, copy.n);
    const struct publish_item item = {
        .kind = kind,
        .id = id,
        .owner = copy.owner[0] ? copy.owner : NULL,
        .body = buf_text(&body),
    };
    struct publish_stamp named = *stamp;
    named.source = source;
    if (!err)
        err = publish_put(cli->hub, &item, &named, &done, fault);
    buf_clear(&body);
    version_copy_clear(&copy);
    return err;
}

static int
run_publish(struct cli *cli, const struct publish_options *options,
            const struct publish_stamp *stamp)
{
    struct fault fault = {0};
    enum err err = put_version(cli, options, stamp, &fault);
    if (err == ERR_INVALID)
        return cli_fail(cli, "this version cannot be published: %s%s%s: "
                             "import a corrected one", fault.field,
                        fault.field[0] ? ": " : "", fault.en);
    if (err)
        return outcome(cli, err);
    struct buf names;
    buf_init(&names, WARNING_MAX);
    err = links_broken(cli->hub, cli->arguments[0], cli->arguments[1],
                       &names);
    warn_links(cli, err, &names, "leads to what is not published:",
               "publish that too");
    return CLI_GO_ON;
}

int
command_catalogue_publish(struct cli *cli, int argc, char **argv)
{
    struct publish_options asked = {0};
    const struct cli_option options[] = {
        {"number", "N", "which one (see `catalogue versions`)",
         &asked.number, NULL},
        {"at", "TIME", "from when it is effective", &asked.at, NULL},
    };
    int code = cli_parse(cli, &publish, options, 2, argc, argv);
    return code == CLI_GO_ON ? run(cli, &publish, &asked, run_publish) : code;
}

static int
run_withdraw(struct cli *cli, const struct publish_options *options,
             const struct publish_stamp *stamp)
{
    const char *kind = cli->arguments[0], *id = cli->arguments[1];
    struct buf names;
    buf_init(&names, WARNING_MAX);
    enum err err = publish_withdraw(cli->hub, kind, id, options->at_ms,
                                    stamp);
    if (err)
        return outcome(cli, err);
    err = links_from(cli->hub, kind, id, &names);
    warn_links(cli, err, &names, "is still led to by",
               "change or withdraw those too");
    return CLI_GO_ON;
}

int
command_catalogue_withdraw(struct cli *cli, int argc, char **argv)
{
    struct publish_options asked = {0};
    const struct cli_option options[] = {
        {"at", "TIME", "from when it is not shown", &asked.at, NULL},
    };
    int code = cli_parse(cli, &withdraw, options, 1, argc, argv);
    return code == CLI_GO_ON ? run(cli, &withdraw, &asked, run_withdraw)
                             : code;
}

static int
run_cancel(struct cli *cli, const struct publish_options *options,
           const struct publish_stamp *stamp)
{
    (void)options;
    return outcome(cli, publish_cancel(cli->hub, cli->arguments[0],
                                       cli->arguments[1], stamp));
}

int
command_catalogue_cancel(struct cli *cli, int argc, char **argv)
{
    struct publish_options asked = {0};
    int code = cli_parse(cli, &cancel, NULL, 0, argc, argv);
    return code == CLI_GO_ON ? run(cli, &cancel, &asked, run_cancel) : code;
}
