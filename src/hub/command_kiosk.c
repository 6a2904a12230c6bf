// SPDX-License-Identifier: Apache-2.0
#include "hub/command.h"

#include <qrencode.h>
#include <string.h>
#include <unistd.h>

#include "hub/identity.h"
#include "hub/kiosks.h"
#include "hub/listing.h"
#include "util/id.h"
#include "util/str.h"
#include "util/timestamp.h"
#include "wire/enrol.h"

#define QR_TEXT_MAX ((size_t)1 << 20)
#define QUIET 4 // light modules around a QR code, ISO/IEC 18004

static const struct cli_command add = {
    .name = "kiosk add",
    .arguments = "",
    .help = "Prints a one-time code that enrols one kiosk within 15 minutes, "
            "and the\nQR code that holds it with the hub's address and "
            "pins.",
};

static const struct cli_command list = {
    .name = "kiosk list",
    .arguments = "",
    .help = "Lists kiosks by id, revoked ones included.",
};

static const struct cli_command revoke_kiosk = {
    .name = "kiosk revoke",
    .arguments = "ID",
    .help = "Locks a kiosk: at its next call it goes out of service until "
            "staff enrol\nit again. With --wipe it also deletes people, keys "
            "and caches; what it\nhas not sent yet stays and can be "
            "exported.",
    .min_arguments = 1,
    .max_arguments = 1,
};

/** What `kiosk add` was asked for. */
struct add_options {
    const char *site;
    const char *name;
    const char *replace;
    const char *url;
    bool json;
};

static bool
is_dark(const QRcode *code, int x, int y)
{
    if (x < 0 || y < 0 || x >= code->width || y >= code->width)
        return false;
    return (code->data[y * code->width + x] & 1) != 0;
}

/** Two rows of modules a line. On a terminal the colours are set, so that
 * the code reads the same on light and dark ones. */
static void
draw_qr(struct buf *out, const QRcode *code, bool colours)
{
    static const char *const blocks[] = {" ", "▄", "▀", "█"};
    for (int y = -QUIET; y < code->width + QUIET; y += 2) {
        if (colours)
            buf_add_str(out, "\033[40;97m");
        for (int x = -QUIET; x < code->width + QUIET; x++) {
            bool upper = !is_dark(code, x, y);
            bool lower = !is_dark(code, x, y + 1);
            buf_add_str(out, blocks[upper * 2 + lower]);
        }
        buf_add_str(out, colours ? "\033[0m\n" : "\n");
    }
}

static int
print_invite(struct cli *cli, const struct enrol_invite *invite, bool json)
{
    struct buf object;
    struct buf text;
    buf_init(&object, 16 * 1024);
    buf_init(&text, QR_TEXT_MAX);
    enum err err = enrol_invite_write(invite, &object);
    if (!err && !json) {
        QRcode *code = QRcode_encodeString8bit(buf_text(&object), 0,
                                               QR_ECLEVEL_M);
        if (code)
            draw_qr(&text, code, isatty(fileno(cli->out)));
        else
            err = ERR_NO_MEMORY;
        QRcode_free(code);
        buf_addf(&text, "\nhub   %s\ncode  %s\n\nScan it at the kiosk, or "
                        "run there within 15 minutes:\n  talent-kiosk enrol "
                        "%s %s\n",
                 invite->hub, invite->code, invite->hub, invite->code);
    } else if (!err) {
        buf_addf(&text, "%s\n", buf_text(&object));
    }
    buf_clear(&object);
    if (err) {
        buf_clear(&text);
        return cli_store_failed(cli, "the code was made but not shown", err);
    }
    return cli_print(cli, &text);
}

/** Address and pins as kiosks must know them. */
static int
load_identity(struct cli *cli, const char *url, struct enrol_invite *out)
{
    struct hub_identity identity;
    if (url && !str_copy(cli->settings.public_url,
                         sizeof(cli->settings.public_url), url))
        return cli_fail(cli, "--url is too long: use a shorter one");
    enum err err = hub_identity_load(cli->hub, &cli->settings, &identity);
    if (err == ERR_NOT_FOUND)
        return cli_fail(cli, "the hub's address is not known: give --url, "
                             "set public_url, or start `talent-hub serve` "
                             "once");
    if (err == ERR_INVALID)
        return cli_fail(cli, "the hub's address or certificate is wrong: "
                             "check --url, public_url and tls_cert");
    if (err)
        return cli_store_failed(cli, "the hub's address", err);
    memset(out, 0, sizeof(*out));
    str_copy(out->hub, sizeof(out->hub), identity.url);
    memcpy(out->pins, identity.pins, sizeof(out->pins));
    out->pin_count = identity.pin_count;
    return CLI_GO_ON;
}

static int
make_code(struct cli *cli, const struct add_options *options,
          char code[HUB_CODE_TEXT_SIZE])
{
    enum err err = hub_kiosk_add(cli->hub, options->site, options->name,
                                 options->replace, code);
    switch (err) {
    case ERR_OK:
        return CLI_GO_ON;
    case ERR_NOT_FOUND:
        if (options->replace)
            return cli_fail(cli, "there is no kiosk %s: see `talent-hub "
                                 "kiosk list`", options->replace);
        return cli_fail(cli, "there is no site %s: import its record, or "
                             "check the name", options->site);
    case ERR_CONFLICT:
        return cli_fail(cli, "the site has nine kiosks, the most there can "
                             "be: revoke one, or use --replace");
    case ERR_INVALID:
        return cli_fail(cli, "site, name or kiosk is not acceptable: use "
                             "an id of letters and digits and a short name");
    default:
        return cli_store_failed(cli, "no code was made", err);
    }
}

static int
check_url(struct cli *cli, const char *url)
{
    if (!url || str_starts(url, "https://") || str_starts(url, "http://"))
        return CLI_GO_ON;
    return cli_usage(cli, &add, "--url is no address: give https://HOST");
}

int
command_kiosk_add(struct cli *cli, int argc, char **argv)
{
    struct add_options asked = {0};
    const struct cli_option options[] = {
        {"site", "SITE", "where the kiosk stands", &asked.site, NULL},
        {"name", "TEXT", "what staff call it", &asked.name, NULL},
        {"replace", "ID", "give this kiosk a new key instead",
         &asked.replace, NULL},
        {"url", "URL", "address of the hub for this kiosk", &asked.url,
         NULL},
        {"json", NULL, "print the object of the QR code alone", NULL,
         &asked.json},
    };
    int code = cli_parse(cli, &add, options, 5, argc, argv);
    if (code == CLI_GO_ON && !asked.site && !asked.replace)
        code = cli_usage(cli, &add, "--site is required: give it");
    if (code == CLI_GO_ON)
        code = check_url(cli, asked.url);
    if (code == CLI_GO_ON)
        code = cli_open(cli, false);
    if (code != CLI_GO_ON)
        return code;
    struct enrol_invite invite;
    char text[HUB_CODE_TEXT_SIZE];
    code = load_identity(cli, asked.url, &invite);
    if (code == CLI_GO_ON)
        code = make_code(cli, &asked, text);
    if (code != CLI_GO_ON)
        return code;
    str_copy(invite.code, sizeof(invite.code), text);
    code = print_invite(cli, &invite, asked.json);
    secret_wipe(text, sizeof(text));
    secret_wipe(&invite, sizeof(invite));
    return code;
}

static void
add_json(struct writer *writer, const struct hub_kiosk *kiosk)
{
    writer_object(writer, NULL);
    writer_text(writer, "kiosk_id", kiosk->id);
    writer_text(writer, "site", kiosk->site);
    writer_text(writer, "name", kiosk->name[0] ? kiosk->name : NULL);
    writer_int(writer, "sign", kiosk->sign);
    writer_text(writer, "state", hub_kiosk_state_name(kiosk->state));
    writer_bool(writer, "frozen", kiosk->frozen);
    writer_text(writer, "model", kiosk->model);
    writer_text(writer, "version", kiosk->version);
    listing_time(writer, "enrolled_at", kiosk->enrolled_at);
    listing_time(writer, "revoked_at", kiosk->revoked_at);
    listing_time(writer, "heard_at", kiosk->heard_at);
    writer_end(writer);
}

static enum err
add_kiosk(const struct hub_kiosk *kiosk, void *userdata)
{
    struct listing *listing = userdata;
    if (listing->json) {
        add_json(&listing->writer, kiosk);
    } else {
        char heard[TIMESTAMP_SIZE] = "never";
        if (kiosk->heard_at > 0)
            timestamp_format(kiosk->heard_at, heard);
        buf_addf(&listing->text, "%-16s %-12s %d  %-7s %-7s %-30s %s\n",
                 kiosk->id, kiosk->site, kiosk->sign,
                 hub_kiosk_state_name(kiosk->state),
                 kiosk->frozen ? "frozen" : "", heard, kiosk->name);
    }
    return listing->text.failed ? ERR_NO_MEMORY : ERR_OK;
}

int
command_kiosk_list(struct cli *cli, int argc, char **argv)
{
    struct listing listing;
    const char *site = NULL;
    int code = listing_begin(&listing, cli, &list, &site, argc, argv);
    if (code != CLI_GO_ON)
        return code;
    enum err err = cli->hub->ops->kiosk_each(cli->hub, site, add_kiosk,
                                             &listing);
    return listing_end(&listing, cli, "kiosks", err);
}

int
command_kiosk_revoke(struct cli *cli, int argc, char **argv)
{
    bool wipe = false;
    const struct cli_option options[] = {
        {"wipe", NULL, "delete people, keys and caches, too", NULL, &wipe},
    };
    int code = cli_parse(cli, &revoke_kiosk, options, 1, argc, argv);
    if (code == CLI_GO_ON)
        code = cli_open(cli, false);
    if (code != CLI_GO_ON)
        return code;
    const char *id = cli->arguments[0];
    enum err err = hub_kiosk_revoke(cli->hub, id, wipe);
    if (err == ERR_NOT_FOUND || err == ERR_INVALID)
        return cli_fail(cli, "there is no kiosk %s: see `talent-hub kiosk "
                             "list`", id);
    if (err == ERR_CONFLICT)
        return cli_fail(cli, "%s is revoked already: nothing to do", id);
    if (err)
        return cli_store_failed(cli, "nothing was revoked", err);
    fprintf(cli->out, "%s is %s from its next call on\n", id,
            wipe ? "wiped" : "locked");
    return CLI_DONE;
}
