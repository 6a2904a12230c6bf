// SPDX-License-Identifier: Apache-2.0
#include "hub/command.h"

#include "hub/listing.h"
#include "util/timestamp.h"


static const struct cli_command visits = {
    .name = "visits",
    .arguments = "",
    .help = "Lists every visit that reached the hub with its ticket, in order "
            "of\narrival.",
};

static const char *
or_null(const char *text)
{
    return text && text[0] ? text : NULL;
}

static const char *
or_dash(const char *text)
{
    return text && text[0] ? text : "-";
}

static void
add_json(struct writer *writer, const struct hub_visit_row *row)
{
    writer_object(writer, NULL);
    writer_text(writer, "kiosk_id", or_null(row->kiosk));
    writer_text(writer, "visit", or_null(row->visit));
    writer_text(writer, "ticket", or_null(row->ticket));
    writer_text(writer, "number", or_null(row->number));
    writer_text(writer, "service", or_null(row->service));
    writer_text(writer, "identity", or_null(row->identity));
    writer_text(writer, "talent", or_null(row->talent));
    listing_time(writer, "issued_at", row->issued_at);
    listing_time(writer, "received_at", row->received_at);
    writer_text(writer, "state", or_null(row->state));
    writer_end(writer);
}

static void
add_line(struct buf *out, const struct hub_visit_row *row)
{
    char issued[TIMESTAMP_SIZE] = "-";
    if (row->issued_at > 0)
        timestamp_format(row->issued_at, issued);
    buf_addf(out, "%-30s %-10s %-8s %-10s %-9s %s\n", issued,
             or_dash(row->kiosk), or_dash(row->number),
             or_dash(row->state), or_dash(row->identity),
             or_dash(row->service));
}

static enum err
add_row(const struct hub_visit_row *row, void *userdata)
{
    struct listing *listing = userdata;
    if (listing->json)
        add_json(&listing->writer, row);
    else
        add_line(&listing->text, row);
    return listing->text.failed ? ERR_NO_MEMORY : ERR_OK;
}

int
command_visits(struct cli *cli, int argc, char **argv)
{
    struct listing listing;
    int code = listing_begin(&listing, cli, &visits, NULL, argc, argv);
    if (code != CLI_GO_ON)
        return code;
    enum err err = cli->hub->ops->visit_each(cli->hub, add_row, &listing);
    return listing_end(&listing, cli, "visits", err);
}
