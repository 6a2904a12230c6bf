// SPDX-License-Identifier: Apache-2.0
#include "hub/command.h"

#include <inttypes.h>

#include "hub/directory.h"
#include "hub/roster.h"
#include "hub/setup.h"
#include "util/clock.h"
#include "util/file.h"
#include "util/id.h"
#include "util/str.h"

static const struct cli_command import = {
    .name = "import",
    .arguments = "KIND FILE|DIR",
    .help =
        "Imports and publishes catalogue records: KIND is one of policy "
        "entry\nservice form rule activity topic, site department slot "
        "notice setting, or\n`catalogue` for all of them. A file holds one "
        "record, in JSON\n{\"kind\",\"id\",\"body\"} or an array of those, or "
        "in Markdown with a head (see\nREADME.md); a folder is read for its "
        "*.json and *.md. A record whose\neffective_from lies ahead follows "
        "the present one at that time. Nothing is\nimported when a record is "
        "bad, or names another one that is neither in the\nhub nor in this "
        "import, unless --skip-bad is given. Every version is kept:\nsee "
        "`talent-hub catalogue versions`.\n\n"
        "`import talent FILE.csv --site SITE` makes a roster the "
        "directory of a site.\nThe file is the whole roster: who is "
        "missing in two rosters in a row leaves\nthe directory. Its "
        "header is\n"
        "id_number,phone,name,grade,programmes,entitlements,valid_to,"
        "\nseveral values in a field are separated by \";\". Nothing is "
        "imported when a\nline is faulty, unless --skip-bad is given.",
    .min_arguments = 2,
    .max_arguments = 2,
};

/** What the command line asked for. */
struct import_options {
    const char *site;
    const char *at;
    bool draft;
    bool skip_bad;
};

static void
show_fault(struct cli *cli, const char *path,
           const struct roster_fault *fault)
{
    fprintf(cli->err, "%s: line %" PRId64, path, fault->line);
    if (fault->column > 0)
        fprintf(cli->err, ", column %d", fault->column);
    if (fault->name)
        fprintf(cli->err, " (%s)", fault->name);
    fprintf(cli->err, ": %s", fault->reason);
    if (fault->other > 0)
        fprintf(cli->err, ": line %" PRId64, fault->other);
    fputc('\n', cli->err);
}

static void
show_faults(struct cli *cli, const char *path, const struct roster *roster)
{
    size_t kept = roster->fault_count < ROSTER_MAX_FAULTS
                      ? roster->fault_count : ROSTER_MAX_FAULTS;
    for (size_t i = 0; i < kept; i++)
        show_fault(cli, path, &roster->faults[i]);
    if (roster->fault_count > kept)
        fprintf(cli->err, "%s: and %zu more\n", path,
                roster->fault_count - kept);
}

/** Read and check a roster; complain unless it can be imported. */
static int
read_roster(struct cli *cli, const char *path, bool skip_bad,
            struct roster *out)
{
    struct buf text;
    buf_init(&text, ROSTER_MAX_BYTES);
    enum err err = file_read(path, ROSTER_MAX_BYTES, &text);
    if (err) {
        buf_clear(&text);
        return cli_fail(cli, "%s cannot be read (%s): check its name and "
                             "rights; it may have 64 MiB", path,
                        err_name(err));
    }
    char today[DAY_SIZE];
    timestamp_day(clock_now_ms(), today);
    err = roster_parse(buf_text(&text), text.len, today, out);
    buf_clear(&text);
    if (err == ERR_NO_MEMORY)
        return cli_fail(cli, "%s is too long: a roster has at most %d "
                             "people", path, ROSTER_MAX_PEOPLE);
    if (err)
        show_faults(cli, path, out);
    if (out->unusable || (err && !skip_bad))
        return cli_fail(cli, "nothing was imported: correct the places "
                             "named above%s",
                        out->unusable ? "" : ", or leave the faulty lines "
                                             "out with --skip-bad");
    if (out->count == 0)
        return cli_fail(cli, "%s names nobody: nothing was imported; check "
                             "the file", path);
    return CLI_GO_ON;
}

static int
put_roster(struct cli *cli, const char *site, struct roster *roster,
           struct directory_counts *counts)
{
    const struct directory_target target = {
        .keys_dir = cli->keys_dir,
        .site = site,
        .rotate = true,
    };
    int code = setup_begin(cli);
    if (code != CLI_GO_ON)
        return code;
    code = setup_need_site(cli, site);
    if (code == CLI_GO_ON) {
        enum err err = directory_import(cli->hub, &target, roster, counts);
        if (err)
            code = cli_store_failed(cli, "nothing was imported", err);
    }
    return setup_end(cli, code);
}

static int
import_talents(struct cli *cli, const struct import_options *options)
{
    if (!options->site)
        return cli_usage(cli, &import, "--site is required for a roster: "
                                       "give it");
    struct roster roster;
    struct directory_counts counts = {0};
    int code = read_roster(cli, cli->arguments[1], options->skip_bad,
                           &roster);
    if (code == CLI_GO_ON)
        code = cli_open(cli, false);
    if (code == CLI_GO_ON)
        code = put_roster(cli, options->site, &roster, &counts);
    if (code == CLI_GO_ON) {
        fprintf(cli->out, "%zu people imported: %zu new, %zu known before; "
                          "%zu left the directory; %zu lines skipped\n",
                roster.count, counts.added, counts.kept, counts.removed,
                roster.bad_people);
        code = CLI_DONE;
    }
    roster_clear(&roster);
    return code;
}

static void
say_imported(struct cli *cli, const struct import_options *options,
             const struct catalogue_counts *counts)
{
    fprintf(cli->out, "%zu records of %zu files imported", counts->records,
            counts->files);
    if (options->draft)
        fputs(" as drafts", cli->out);
    if (counts->same > 0)
        fprintf(cli->out, ", %zu as they were", counts->same);
    if (counts->planned > 0)
        fprintf(cli->out, ", %zu planned for later", counts->planned);
    if (counts->bad > 0)
        fprintf(cli->out, "; %zu left out", counts->bad);
    fputc('\n', cli->out);
}

static int
import_catalogue(struct cli *cli, const struct import_options *options)
{
    const char *kind = cli->arguments[0];
    char author[HUB_NAME_SIZE];
    struct catalogue_source source = {
        .path = cli->arguments[1],
        .kind = str_equal(kind, "catalogue") ? NULL : kind,
        .owner = options->site,
        .by = author,
        .draft = options->draft,
        .skip_bad = options->skip_bad,
    };
    struct catalogue_counts counts;
    if (options->at && !timestamp_parse(options->at, &source.at))
        return cli_usage(cli, &import, "--at is no time: give for example "
                                       "2026-12-01T00:00:00+08:00");
    setup_author(author);
    int code = cli_open(cli, false);
    if (code == CLI_GO_ON)
        code = setup_begin(cli);
    if (code != CLI_GO_ON)
        return code;
    if (options->site)
        code = setup_need_site(cli, options->site);
    if (code == CLI_GO_ON)
        code = setup_import(cli, &source, &counts);
    code = setup_end(cli, code);
    if (code != CLI_GO_ON)
        return code;
    say_imported(cli, options, &counts);
    return CLI_DONE;
}

int
command_import(struct cli *cli, int argc, char **argv)
{
    struct import_options asked = {0};
    const struct cli_option options[] = {
        {"site", "SITE", "whose roster or settings they are", &asked.site,
         NULL},
        {"at", "TIME", "from when the records are effective", &asked.at,
         NULL},
        {"draft", NULL, "keep the records, publish them later", NULL,
         &asked.draft},
        {"skip-bad", NULL, "leave faulty lines or records out", NULL,
         &asked.skip_bad},
    };
    int code = cli_parse(cli, &import, options, 4, argc, argv);
    if (code != CLI_GO_ON)
        return code;
    const char *kind = cli->arguments[0];
    if (asked.site && !id_valid(asked.site))
        return cli_usage(cli, &import, "--site is no id: letters, digits, "
                                       ". _ : -");
    bool talent = str_equal(kind, "talent");
    if (talent && (asked.at || asked.draft))
        return cli_usage(cli, &import, "a roster takes neither --at nor "
                                       "--draft: leave them out");
    if (talent)
        return import_talents(cli, &asked);
    if (!str_equal(kind, "catalogue") && !catalogue_kind(kind))
        return cli_usage(cli, &import, "%s cannot be imported: see the "
                                       "kinds in the help", kind);
    return import_catalogue(cli, &asked);
}
