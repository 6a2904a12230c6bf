// SPDX-License-Identifier: Apache-2.0
#include "hub/setup.h"

#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "util/file.h"
#include "util/sign.h"
#include "util/str.h"
#include "wire/people.h"

void
setup_author(char out[HUB_NAME_SIZE])
{
    char buffer[1024];
    struct passwd entry, *found = NULL;
    const char *sudo = getuid() == 0 ? getenv("SUDO_USER") : NULL;
    if (sudo && sudo[0]) {
        str_copy(out, HUB_NAME_SIZE, sudo);
        return;
    }
    if (getpwuid_r(getuid(), &entry, buffer, sizeof(buffer), &found) == 0
        && found)
        str_copy(out, HUB_NAME_SIZE, entry.pw_name);
    else
        str_format(out, HUB_NAME_SIZE, "uid %ld", (long)getuid());
}

int
setup_begin(struct cli *cli)
{
    enum err err = cli->hub->ops->begin(cli->hub, true);
    return err ? cli_store_failed(cli, "the store is busy", err) : CLI_GO_ON;
}

int
setup_end(struct cli *cli, int code)
{
    if (code != CLI_GO_ON) {
        cli->hub->ops->rollback(cli->hub);
        return code;
    }
    enum err err = cli->hub->ops->commit(cli->hub);
    return err ? cli_store_failed(cli, "nothing was stored", err)
               : CLI_GO_ON;
}

int
setup_import(struct cli *cli, const struct catalogue_source *source,
             struct catalogue_counts *out)
{
    struct buf complaints;
    buf_init(&complaints, 4 * 1024 * 1024);
    enum err err = catalogue_import(cli->hub, source, &complaints, out);
    fputs(buf_text(&complaints), cli->err);
    buf_clear(&complaints);
    switch (err) {
    case ERR_OK:
        return CLI_GO_ON;
    case ERR_INVALID:
        return cli_fail(cli, "nothing was imported: correct the %zu places "
                             "named above, or leave those records out with "
                             "--skip-bad", out->bad);
    case ERR_NOT_FOUND:
        return cli_fail(cli, "%s is not there: check the name",
                        source->path);
    default:
        return cli_store_failed(cli, source->path, err);
    }
}

int
setup_catalogue(struct cli *cli, const char *folder, bool keep,
                struct catalogue_counts *out)
{
    char path[FILE_PATH_SIZE];
    if (!file_join(path, sizeof(path), cli->settings.assets, folder)
        || !file_exists(path))
        return cli_fail(cli, "%s/%s is not there: set `assets` in the "
                             "configuration to the program's assets",
                        cli->settings.assets, folder);
    const struct catalogue_source source = {.path = path, .keep = keep};
    return setup_import(cli, &source, out);
}

int
setup_need_site(struct cli *cli, const char *site)
{
    struct buf body;
    buf_init(&body, HUB_RECORD_MAX);
    enum err err = cli->hub->ops->record_get(cli->hub, "site", site, &body);
    buf_clear(&body);
    if (err == ERR_NOT_FOUND || err == ERR_INVALID)
        return cli_fail(cli, "there is no site %s: import its record, or "
                             "check the name", site);
    return err ? cli_store_failed(cli, "the site", err) : CLI_GO_ON;
}

bool
setup_staff_id(char out[HUB_ID_SIZE], const char *site, const char *code)
{
    return str_format(out, HUB_ID_SIZE, "%s.%s", site, code);
}

int
setup_staff(struct cli *cli, const struct setup_staff *staff)
{
    struct staff_record record = {.active = true, .role_count = 1};
    char id[HUB_ID_SIZE];
    if (!str_copy(record.code, sizeof(record.code), staff->code)
        || !str_copy(record.name, sizeof(record.name), staff->name)
        || !str_copy(record.roles[0], sizeof(record.roles[0]), staff->role)
        || !setup_staff_id(id, staff->site, staff->code))
        return cli_fail(cli, "site, name or role is too long: shorten it");
    if (pin_hash(staff->pin, record.pin))
        return cli_fail(cli, "the PIN is not six digits: type six digits");
    struct buf body;
    buf_init(&body, HUB_RECORD_MAX);
    enum err err = record_staff_write(&record, &body);
    struct hub_record put = {
        .kind = "staff",
        .id = id,
        .scope = HUB_SCOPE_SITE,
        .owner = staff->site,
        .body = buf_text(&body),
    };
    if (!err)
        err = cli->hub->ops->record_put(cli->hub, &put);
    secret_wipe(&record, sizeof(record));
    buf_clear(&body);
    if (err == ERR_INVALID)
        return cli_fail(cli, "the name or role cannot be stored: use plain "
                             "text");
    return err ? cli_store_failed(cli, "the member of staff", err)
               : CLI_GO_ON;
}
