// SPDX-License-Identifier: Apache-2.0
#include "hub/command_catalogue.h"

#include <string.h>

#include "hub/catalogue.h"
#include "hub/catalogue_file.h"
#include "hub/preview.h"
#include "hub/version.h"
#include "util/clock.h"
#include "util/file.h"
#include "util/id.h"
#include "util/str.h"

static const struct cli_command preview = {
    .name = "preview",
    .arguments = "KIND ID|FILE",
    .help = "Shows a record as a kiosk would, as one HTML file without "
            "scripts, 1080 px\nwide, in Chinese and English: one of the "
            "catalogue (drafts come first, see\n--number), or one in a file "
            "that was not imported yet, which needs no hub.",
    .min_arguments = 2,
    .max_arguments = 2,
};

/** What is to be shown, and where to. */
struct view {
    struct cli *cli;
    struct buf html;
    size_t count;
    bool refused; // and why was told
};

static int
print_fault(struct cli *cli, const struct catalogue_complaint *complaint)
{
    struct buf line;
    buf_init(&line, 4096);
    catalogue_file_explain(complaint, &line);
    fputs(buf_text(&line), cli->err);
    buf_clear(&line);
    return cli_fail(cli, "there is no preview: correct what is named above");
}

static enum err
show_record(const struct catalogue_record *record, struct fault *fault,
            void *userdata)
{
    struct view *view = userdata;
    const struct preview shown = {
        .kind = record->kind,
        .id = record->id,
        .body = record->body,
        .now = clock_now_ms(),
    };
    // The first of a file with several, if all of them are good.
    if (view->count++ > 0 || view->refused)
        return ERR_OK;
    return preview_write(&shown, &view->html, fault);
}

static void
complain(const struct catalogue_complaint *complaint, void *userdata)
{
    struct view *view = userdata;
    view->refused = true;
    print_fault(view->cli, complaint);
}

static int
show_file(struct view *view, const char *kind, const char *path)
{
    const struct catalogue_reader reader = {show_record, complain, view};
    if (!file_exists(path))
        return cli_fail(view->cli, "%s is not there: check the name", path);
    enum err err = catalogue_file_read(path, kind, &reader);
    if (err)
        return cli_store_failed(view->cli, path, err);
    if (view->count == 0 && !view->refused)
        return cli_fail(view->cli, "%s holds no record: write one", path);
    return view->refused ? CLI_FAILED : CLI_GO_ON;
}

static enum err
load(struct cli *cli, const char *kind, const char *id, int64_t n,
     struct version_copy *out)
{
    if (n != 0)
        return version_load(cli->hub, kind, id, n, out);
    return version_load_newest(cli->hub, kind, id, out);
}

static int
show_stored(struct view *view, const char *kind, const char *id, int64_t n)
{
    struct cli *cli = view->cli;
    struct version_copy copy;
    struct fault fault = {0};
    int code = cli_open(cli, false);
    if (code != CLI_GO_ON)
        return code;
    enum err err = load(cli, kind, id, n, &copy);
    const struct catalogue_record record = {
        .kind = kind, .id = id, .body = buf_text(&copy.body)};
    const struct catalogue_complaint complaint = {.path = id,
                                                  .fault = &fault};
    if (err == ERR_NOT_FOUND)
        code = cli_fail(cli, "there is no such %s %s, neither a file nor in "
                             "the catalogue: see `talent-hub catalogue list "
                             "%s`", kind, id, kind);
    else if (!err)
        err = show_record(&record, &fault, view);
    if (err == ERR_INVALID)
        code = print_fault(cli, &complaint);
    else if (err && err != ERR_NOT_FOUND)
        code = cli_store_failed(cli, id, err);
    version_copy_clear(&copy);
    return code;
}

static int
write_out(struct view *view, const char *path)
{
    if (!path)
        return cli_print(view->cli, &view->html);
    if (file_write(path, 0644, buf_text(&view->html), view->html.len))
        return cli_fail(view->cli, "%s cannot be written: check its folder "
                                   "and rights", path);
    return CLI_DONE;
}

int
command_preview(struct cli *cli, int argc, char **argv)
{
    const char *path = NULL, *number = NULL;
    const struct cli_option options[] = {
        {"out", "FILE.html", "where to (default: standard output)", &path,
         NULL},
        {"number", "N", "which version (see `catalogue versions`)", &number,
         NULL},
    };
    struct view view = {.cli = cli};
    int64_t n = 0;
    int code = cli_parse(cli, &preview, options, 2, argc, argv);
    if (code != CLI_GO_ON)
        return code;
    const char *kind = cli->arguments[0], *what = cli->arguments[1];
    if (!catalogue_kind(kind))
        return cli_usage(cli, &preview, "%s is no kind of the catalogue: see "
                                        "`talent-hub import --help`", kind);
    if (number && !str_parse_int(number, 1, INT64_MAX, &n))
        return cli_usage(cli, &preview, "--number is no number: see "
                                        "`talent-hub catalogue versions`");
    buf_init(&view.html, PREVIEW_MAX);
    bool file = !number && (!id_valid(what) || file_exists(what));
    code = file ? show_file(&view, kind, what)
                : show_stored(&view, kind, what, n);
    if (code == CLI_GO_ON)
        code = write_out(&view, path);
    buf_clear(&view.html);
    return code;
}
