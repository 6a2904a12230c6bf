// SPDX-License-Identifier: Apache-2.0
#include "hub/command_catalogue.h"

#include <inttypes.h>
#include <string.h>

#include "hub/catalogue.h"
#include "hub/listing.h"
#include "hub/setup.h"
#include "hub/version.h"
#include "util/clock.h"
#include "util/id.h"
#include "util/str.h"
#include "util/timestamp.h"
#include "wire/effective.h"
#include "wire/writer.h"

#define NO_KIND                                                                \
    "%s is no kind of the catalogue: see `talent-hub import --help`"

static const struct cli_command list = {
    .name = "catalogue list",
    .arguments = "[KIND]",
    .help = "Lists every record that was ever in the catalogue with its "
            "newest version and\nwhat kiosks show of it now: published, "
            "waiting, ended, withdrawn or draft.\nWhat has ended left the "
            "kiosks at its effective_to.",
    .max_arguments = 1,
};

static const struct cli_command show = {
    .name = "catalogue show",
    .arguments = "KIND ID",
    .help = "Prints a record as JSON that can be imported again: what "
            "kiosks have now, or\nwith --number any earlier body.",
    .min_arguments = 2,
    .max_arguments = 2,
};

static const struct cli_command versions = {
    .name = "catalogue versions",
    .arguments = "KIND ID",
    .help = "Lists what was done to a record, newest first: when, by whom "
            "and from what\nfile. Every body is kept; `catalogue publish "
            "--number` brings one back.",
    .min_arguments = 2,
    .max_arguments = 2,
};

/** What kiosks show of a record at `now`. */
static const char *
state_word(const struct hub_version *version, const struct effective *times,
           int64_t now)
{
    if (!version->body) {
        bool tells = str_equal(version->action, "draft")
                     || str_equal(version->action, "ended");
        return tells ? version->action : "withdrawn";
    }
    if (effective_at(times, now))
        return "published";
    return now < times->from ? "waiting" : "ended";
}

/** Where a listing of records stands. */
struct records {
    struct listing listing;
    int64_t now;
    size_t count;
};

static void
add_time(struct buf *out, const char *word, int64_t at, int64_t now)
{
    char text[TIMESTAMP_SIZE];
    if (at <= now)
        return;
    timestamp_format(at, text);
    buf_addf(out, ", %s %.19s%s", word, text, text + 23);
}

static void
add_record_json(struct writer *writer, const struct hub_version *version,
                const struct effective *times, const char *state)
{
    writer_object(writer, NULL);
    writer_text(writer, "kind", version->kind);
    writer_text(writer, "id", version->id);
    writer_text(writer, "state", state);
    writer_int(writer, "version", version->n);
    writer_text(writer, "action", version->action);
    if (version->live)
        writer_int(writer, "rev", version->live);
    else
        writer_text(writer, "rev", NULL);
    listing_time(writer, "effective_from", times->from);
    listing_time(writer, "effective_to", times->to);
    listing_time(writer, "next_at", times->next);
    listing_time(writer, "changed_at", version->at);
    writer_end(writer);
}

static enum err
add_record(const struct hub_version *version, void *userdata)
{
    struct records *records = userdata;
    struct listing *listing = &records->listing;
    struct effective times = {0};
    if (version->body)
        effective_read(version->body, strlen(version->body), &times, NULL);
    const char *state = state_word(version, &times, records->now);
    records->count++;
    if (listing->json) {
        add_record_json(&listing->writer, version, &times, state);
        return listing->text.failed ? ERR_NO_MEMORY : ERR_OK;
    }
    buf_addf(&listing->text, "%-10s %-32s v%-4" PRId64 " %s", version->kind,
             version->id, version->n, state);
    if (version->body && str_equal(version->action, "draft"))
        buf_addf(&listing->text, ", v%" PRId64 " is a draft", version->n);
    add_time(&listing->text, "from", times.from, records->now);
    add_time(&listing->text, "changes", times.next, records->now);
    add_time(&listing->text, "ends", times.to, records->now);
    buf_add_char(&listing->text, '\n');
    return listing->text.failed ? ERR_NO_MEMORY : ERR_OK;
}

int
command_catalogue_list(struct cli *cli, int argc, char **argv)
{
    struct records records = {.now = clock_now_ms()};
    int code = listing_begin(&records.listing, cli, &list, NULL, argc, argv);
    if (code != CLI_GO_ON)
        return code;
    const char *kind = cli->argument_count > 0 ? cli->arguments[0] : NULL;
    if (kind && !catalogue_kind(kind)) {
        buf_clear(&records.listing.text);
        return cli_usage(cli, &list, NO_KIND, kind);
    }
    enum err err = cli->hub->ops->version_newest(cli->hub, kind, add_record,
                                                 &records);
    return listing_end(&records.listing, cli, "the catalogue", err);
}

static enum err
note_version(const struct hub_version *version, void *userdata)
{
    (void)version;
    *(bool *)userdata = true;
    return ERR_OK;
}

/**
 * Complain about a record that is not there, or of an unknown kind; `n`: an
 * earlier body of it, 0: the present one.
 */
static int
no_record(struct cli *cli, int64_t n)
{
    const char *kind = cli->arguments[0], *id = cli->arguments[1];
    bool known = false;
    if (!catalogue_kind(kind))
        return cli_fail(cli, NO_KIND, kind);
    (void)cli->hub->ops->version_each(cli->hub, kind, id, note_version,
                                      &known);
    if (known && n)
        return cli_fail(cli, "version %" PRId64 " of %s %s is not there, or "
                             "took it away and has no body: see `talent-hub "
                             "catalogue versions %s %s`", n, kind, id, kind,
                        id);
    if (known)
        return cli_fail(cli, "%s %s is not published: see `talent-hub "
                             "catalogue versions %s %s`", kind, id, kind, id);
    return cli_fail(cli, "there is no %s %s: see `talent-hub catalogue list "
                         "%s`", kind, id, kind);
}

int
command_catalogue_show(struct cli *cli, int argc, char **argv)
{
    const char *number = NULL;
    const struct cli_option options[] = {
        {"number", "N", "an earlier body (see `catalogue versions`)",
         &number, NULL},
    };
    struct version_copy copy;
    int code = cli_parse(cli, &show, options, 1, argc, argv);
    if (code != CLI_GO_ON)
        return code;
    int64_t n = 0;
    if (number && !str_parse_int(number, 1, INT64_MAX, &n))
        return cli_usage(cli, &show, "--number is no number: see `talent-hub "
                                     "catalogue versions`");
    code = cli_open(cli, false);
    if (code != CLI_GO_ON)
        return code;
    enum err err = version_load(cli->hub, cli->arguments[0],
                                cli->arguments[1], n, &copy);
    if (err == ERR_OK) {
        struct buf out;
        struct writer writer;
        buf_init(&out, (size_t)2 * HUB_RECORD_MAX);
        writer_init(&writer, &out);
        writer_object(&writer, NULL);
        writer_text(&writer, "kind", cli->arguments[0]);
        writer_text(&writer, "id", cli->arguments[1]);
        writer_raw(&writer, "body", buf_text(&copy.body), copy.body.len);
        writer_end(&writer);
        buf_add_char(&out, '\n');
        code = cli_print(cli, &out);
    } else if (err == ERR_NOT_FOUND) {
        code = no_record(cli, n);
    } else {
        code = cli_store_failed(cli, "the record", err);
    }
    version_copy_clear(&copy);
    return code;
}

static void
add_version_json(struct writer *writer, const struct hub_version *version)
{
    writer_object(writer, NULL);
    writer_int(writer, "version", version->n);
    writer_text(writer, "action", version->action);
    if (version->rev)
        writer_int(writer, "rev", version->rev);
    else
        writer_text(writer, "rev", NULL);
    listing_time(writer, "at", version->at);
    writer_text(writer, "by", version->by[0] ? version->by : NULL);
    writer_text(writer, "source",
                version->source[0] ? version->source : NULL);
    writer_bool(writer, "body", version->body != NULL);
    writer_end(writer);
}

static enum err
add_version(const struct hub_version *version, void *userdata)
{
    struct records *records = userdata;
    struct listing *listing = &records->listing;
    char at[TIMESTAMP_SIZE] = "-";
    records->count++;
    if (version->at)
        timestamp_format(version->at, at);
    if (listing->json)
        add_version_json(&listing->writer, version);
    else
        buf_addf(&listing->text, "v%-4" PRId64 " %-10s %-29s %-12s %s\n",
                 version->n, version->action, at,
                 version->by[0] ? version->by : "-",
                 version->source[0] ? version->source : "-");
    return listing->text.failed ? ERR_NO_MEMORY : ERR_OK;
}

int
command_catalogue_versions(struct cli *cli, int argc, char **argv)
{
    struct records records = {0};
    int code = listing_begin(&records.listing, cli, &versions, NULL, argc,
                             argv);
    if (code != CLI_GO_ON)
        return code;
    enum err err = cli->hub->ops->version_each(cli->hub, cli->arguments[0],
                                               cli->arguments[1],
                                               add_version, &records);
    if (err == ERR_OK && records.count == 0) {
        buf_clear(&records.listing.text);
        return no_record(cli, 0);
    }
    return listing_end(&records.listing, cli, "the versions", err);
}
