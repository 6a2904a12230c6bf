// SPDX-License-Identifier: Apache-2.0
#include "hub/command.h"

#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "hub/listing.h"
#include "hub/setup.h"
#include "util/id.h"
#include "util/str.h"
#include "wire/people.h"

#define PIN_LINE_SIZE 32

static const struct cli_command add = {
    .name = "staff add",
    .arguments = "",
    .help = "Lets somebody unlock the consoles of a site with a two-digit "
            "code and a\nsix-digit PIN. The PIN is read from standard input; "
            "only an argon2id\nhash of it is kept. Adding a code again "
            "replaces its PIN.",
};

static const struct cli_command list = {
    .name = "staff list",
    .arguments = "",
    .help = "Lists staff by site and code. PINs cannot be shown.",
};

static const struct cli_command remove_staff = {
    .name = "staff remove",
    .arguments = "",
    .help = "Takes a member of staff off the consoles of a site.",
};

/** What names a member of staff on the command line. */
struct staff_options {
    const char *site;
    const char *code;
    const char *name;
    const char *role;
};

static bool
code_valid(const char *code)
{
    return strlen(code) == 2 && strspn(code, "0123456789") == 2;
}

static int
check_options(struct cli *cli, const struct cli_command *command,
              const struct staff_options *options)
{
    if (!options->site || !options->code)
        return cli_usage(cli, command, "--site and --code are required: "
                                       "give both");
    if (!id_valid(options->site))
        return cli_usage(cli, command, "--site is no id: letters, digits, "
                                       ". _ : -");
    if (!code_valid(options->code))
        return cli_usage(cli, command, "--code is not two digits: give for "
                                       "example 07");
    return CLI_GO_ON;
}

/**
 * One line of standard input. A terminal is asked without echo, so that the
 * PIN stays in no scroll-back.
 */
static bool
read_pin(struct cli *cli, char out[PIN_LINE_SIZE])
{
    int fd = fileno(cli->in);
    struct termios before;
    bool terminal = isatty(fd) && tcgetattr(fd, &before) == 0;
    if (terminal) {
        struct termios quiet = before;
        quiet.c_lflag &= ~(tcflag_t)ECHO;
        fputs("PIN (six digits): ", cli->err);
        fflush(cli->err);
        tcsetattr(fd, TCSAFLUSH, &quiet);
    }
    // Unbuffered: a buffer of the C library would keep the PIN.
    setvbuf(cli->in, NULL, _IONBF, 0);
    bool good = fgets(out, PIN_LINE_SIZE, cli->in) != NULL;
    if (terminal) {
        tcsetattr(fd, TCSAFLUSH, &before);
        fputc('\n', cli->err);
    }
    if (good)
        out[strcspn(out, "\r\n")] = '\0';
    return good;
}

static int
store_member(struct cli *cli, const struct staff_options *options,
             const char *pin)
{
    int code = cli_open(cli, false);
    if (code != CLI_GO_ON)
        return code;
    const struct setup_staff staff = {
        .site = options->site,
        .code = options->code,
        .name = options->name,
        .role = options->role ? options->role : "desk",
        .pin = pin,
    };
    code = setup_begin(cli);
    if (code != CLI_GO_ON)
        return code;
    code = setup_need_site(cli, options->site);
    if (code == CLI_GO_ON)
        code = setup_staff(cli, &staff);
    return setup_end(cli, code);
}

int
command_staff_add(struct cli *cli, int argc, char **argv)
{
    struct staff_options staff = {0};
    const struct cli_option options[] = {
        {"site", "SITE", "where", &staff.site, NULL},
        {"code", "NN", "two digits", &staff.code, NULL},
        {"name", "TEXT", "what colleagues call them", &staff.name, NULL},
        {"role", "ROLE", "what they do (default: desk)", &staff.role, NULL},
    };
    int code = cli_parse(cli, &add, options, 4, argc, argv);
    if (code == CLI_GO_ON)
        code = check_options(cli, &add, &staff);
    if (code != CLI_GO_ON)
        return code;
    if (!staff.name)
        return cli_usage(cli, &add, "--name is required: give it");
    if (staff.role && !id_valid(staff.role))
        return cli_usage(cli, &add, "--role is no word: letters, digits, "
                                    ". _ : -");
    char pin[PIN_LINE_SIZE] = "";
    if (!read_pin(cli, pin))
        code = cli_fail(cli, "no PIN on standard input: type it, or pipe it "
                             "in");
    else if (strlen(pin) != 6 || strspn(pin, "0123456789") != 6)
        code = cli_fail(cli, "the PIN is not six digits: type six digits");
    else
        code = store_member(cli, &staff, pin);
    secret_wipe(pin, sizeof(pin));
    if (code != CLI_GO_ON)
        return code;
    fprintf(cli->out, "staff %s of %s can unlock its kiosks once they have "
                      "synced\n", staff.code, staff.site);
    return CLI_DONE;
}

static void
add_json(struct writer *writer, const char *site,
         const struct staff_record *staff)
{
    writer_object(writer, NULL);
    writer_text(writer, "site", site);
    writer_text(writer, "code", staff->code);
    writer_text(writer, "name", staff->name);
    writer_array(writer, "roles");
    for (size_t i = 0; i < staff->role_count; i++)
        writer_text(writer, NULL, staff->roles[i]);
    writer_end(writer);
    writer_text(writer, "status", staff->active ? "active" : "inactive");
    writer_end(writer);
}

static enum err
add_member(const struct hub_record *record, void *userdata)
{
    struct listing *listing = userdata;
    struct staff_record staff;
    // A record that another program wrote is not a reason to list nobody.
    if (record_staff(record->body, strlen(record->body), &staff, NULL))
        return ERR_OK;
    if (listing->json)
        add_json(&listing->writer, record->owner, &staff);
    else
        buf_addf(&listing->text, "%-12s %-4s %s\n", record->owner,
                 staff.code, staff.name);
    secret_wipe(&staff, sizeof(staff));
    return listing->text.failed ? ERR_NO_MEMORY : ERR_OK;
}

int
command_staff_list(struct cli *cli, int argc, char **argv)
{
    struct listing listing;
    const char *site = NULL;
    int code = listing_begin(&listing, cli, &list, &site, argc, argv);
    if (code != CLI_GO_ON)
        return code;
    enum err err = cli->hub->ops->record_each(cli->hub, "staff", site,
                                              add_member, &listing);
    return listing_end(&listing, cli, "staff", err);
}

int
command_staff_remove(struct cli *cli, int argc, char **argv)
{
    struct staff_options staff = {0};
    const struct cli_option options[] = {
        {"site", "SITE", "where", &staff.site, NULL},
        {"code", "NN", "two digits", &staff.code, NULL},
    };
    int code = cli_parse(cli, &remove_staff, options, 2, argc, argv);
    if (code == CLI_GO_ON)
        code = check_options(cli, &remove_staff, &staff);
    if (code == CLI_GO_ON)
        code = cli_open(cli, false);
    if (code != CLI_GO_ON)
        return code;
    char id[HUB_ID_SIZE];
    enum err err = ERR_NOT_FOUND;
    if (setup_staff_id(id, staff.site, staff.code))
        err = cli->hub->ops->record_del(cli->hub, "staff", id);
    if (err == ERR_NOT_FOUND)
        return cli_fail(cli, "there is no staff %s at %s: see `talent-hub "
                             "staff list`", staff.code, staff.site);
    if (err)
        return cli_store_failed(cli, "staff", err);
    fprintf(cli->out, "staff %s of %s removed\n", staff.code, staff.site);
    return CLI_DONE;
}
