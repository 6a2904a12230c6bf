// SPDX-License-Identifier: Apache-2.0
#include "hub/command.h"

#include <sodium.h>

#include "hub/directory.h"
#include "hub/roster.h"
#include "hub/setup.h"
#include "util/clock.h"
#include "util/file.h"
#include "util/str.h"
#include "wire/writer.h"

#define PIN_SIZE 7
#define STAFF_CODE "07"
#define STAFF_NAME "演示工作人员"

static const struct cli_command demo = {
    .name = "demo",
    .arguments = "",
    .help = "Makes a hub to try the kiosk with: the sites hall and hospital, "
            "invented\npeople who cannot be real, and staff 07, whose new PIN "
            "is shown this once.\nNot for a hub in use: it replaces the "
            "directories of both sites.",
};

static const char *const sites[] = {"hall", "hospital"};
#define SITE_COUNT (sizeof(sites) / sizeof(sites[0]))

/** What the demonstration consists of. */
struct demo {
    char pin[PIN_SIZE];
    struct roster people[SITE_COUNT]; // the same, each with a site's ids
};

static void
make_pin(char out[PIN_SIZE])
{
    for (size_t i = 0; i + 1 < PIN_SIZE; i++)
        out[i] = (char)('0' + randombytes_uniform(10));
    out[PIN_SIZE - 1] = '\0';
}

/** Everybody is valid to the end of next June, whenever this runs. */
static void
set_end(struct roster *roster, const char *today)
{
    int64_t year = 0;
    char text[5];
    str_copy(text, sizeof(text), today);
    str_parse_int(text, 1970, 9998, &year);
    for (size_t i = 0; i < roster->count; i++) {
        struct roster_person *person = &roster->people[i];
        if (person->valid_to[0] == '\0')
            str_format(person->valid_to, sizeof(person->valid_to),
                       "%04d-06-30", (int)year + 1);
    }
}

static int
read_people(struct cli *cli, struct roster *out)
{
    char path[FILE_PATH_SIZE];
    struct buf text;
    char today[DAY_SIZE];
    timestamp_day(clock_now_ms(), today);
    buf_init(&text, ROSTER_MAX_BYTES);
    enum err err = ERR_INVALID;
    if (file_join(path, sizeof(path), cli->settings.assets,
                  "demo/people.csv"))
        err = file_read(path, ROSTER_MAX_BYTES, &text);
    if (!err)
        err = roster_parse(buf_text(&text), text.len, today, out);
    buf_clear(&text);
    if (err)
        return cli_fail(cli, "%s is not there or not right: install the "
                             "program's assets again", path);
    set_end(out, today);
    return CLI_GO_ON;
}

static int
put_site(struct cli *cli, struct demo *data, size_t index)
{
    const struct setup_staff staff = {
        .site = sites[index],
        .code = STAFF_CODE,
        .name = STAFF_NAME,
        .role = "desk",
        .pin = data->pin,
    };
    const struct directory_target target = {
        .keys_dir = cli->keys_dir,
        .site = sites[index],
        .rotate = false,
    };
    struct directory_counts counts;
    int code = setup_staff(cli, &staff);
    if (code == CLI_GO_ON)
        code = read_people(cli, &data->people[index]);
    if (code != CLI_GO_ON)
        return code;
    enum err err = directory_import(cli->hub, &target, &data->people[index],
                                    &counts);
    return err ? cli_store_failed(cli, "the people", err) : CLI_GO_ON;
}

static int
put_all(struct cli *cli, struct demo *data)
{
    struct catalogue_counts counts;
    int code = setup_catalogue(cli, "catalogue", true, &counts);
    if (code == CLI_GO_ON)
        code = setup_catalogue(cli, "demo", false, &counts);
    for (size_t i = 0; i < SITE_COUNT && code == CLI_GO_ON; i++)
        code = put_site(cli, data, i);
    return code;
}

static void
write_talent(struct writer *writer, const struct demo *data, size_t index)
{
    const struct roster_person *person = &data->people[0].people[index];
    writer_object(writer, NULL);
    writer_text(writer, "id", person->talent);
    writer_text(writer, "id_number", person->id_number);
    writer_text(writer, "phone", person->phone);
    writer_text(writer, "name", person->name);
    writer_text(writer, "grade", person->grade);
    // A person has an id of its own at each site; `id` is the hall's.
    writer_object(writer, "ids");
    for (size_t i = 0; i < SITE_COUNT; i++)
        writer_text(writer, sites[i], data->people[i].people[index].talent);
    writer_end(writer);
    writer_end(writer);
}

static void
write_json(struct buf *out, const struct demo *data)
{
    struct writer writer;
    writer_init(&writer, out);
    writer_object(&writer, NULL);
    writer_array(&writer, "sites");
    for (size_t i = 0; i < SITE_COUNT; i++)
        writer_text(&writer, NULL, sites[i]);
    writer_end(&writer);
    writer_array(&writer, "staff");
    for (size_t i = 0; i < SITE_COUNT; i++) {
        writer_object(&writer, NULL);
        writer_text(&writer, "site", sites[i]);
        writer_text(&writer, "code", STAFF_CODE);
        writer_text(&writer, "pin", data->pin);
        writer_end(&writer);
    }
    writer_end(&writer);
    writer_array(&writer, "talents");
    for (size_t i = 0; i < data->people[0].count; i++)
        write_talent(&writer, data, i);
    writer_end(&writer);
    writer_end(&writer);
    buf_add_char(out, '\n');
    if (!writer_done(&writer))
        out->failed = true;
}

static void
write_text(struct buf *out, const struct demo *data)
{
    buf_add_str(out, "sites  hall, hospital\n");
    buf_addf(out, "staff  %s, PIN %s (shown once)\n\npeople (invented)\n",
             STAFF_CODE, data->pin);
    for (size_t i = 0; i < data->people[0].count; i++) {
        const struct roster_person *person = &data->people[0].people[i];
        buf_addf(out, "  %s  %s  %-10s  %s\n", person->id_number,
                 person->phone, person->grade, person->name);
    }
}

int
command_demo(struct cli *cli, int argc, char **argv)
{
    bool json = false;
    const struct cli_option options[] = {
        {"json", NULL, "print one object", NULL, &json},
    };
    int code = cli_parse(cli, &demo, options, 1, argc, argv);
    if (code == CLI_GO_ON)
        code = cli_open(cli, true);
    if (code != CLI_GO_ON)
        return code;
    struct demo data = {0};
    make_pin(data.pin);
    code = setup_begin(cli);
    if (code == CLI_GO_ON)
        code = setup_end(cli, put_all(cli, &data));
    if (code == CLI_GO_ON) {
        struct buf out;
        buf_init(&out, 1024 * 1024);
        if (json)
            write_json(&out, &data);
        else
            write_text(&out, &data);
        code = cli_print(cli, &out);
    }
    for (size_t i = 0; i < SITE_COUNT; i++)
        roster_clear(&data.people[i]);
    secret_wipe(&data, sizeof(data));
    return code;
}
