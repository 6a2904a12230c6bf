// SPDX-License-Identifier: Apache-2.0
#include "hub/web.h"

#include "util/file.h"
#include "util/hash.h"
#include "util/log.h"
#include "util/str.h"

#define FILE_MAX ((size_t)256 << 10)

static enum err
read_one(struct web_file *file, const char *assets)
{
    char path[FILE_PATH_SIZE];
    unsigned char digest[HASH_SIZE];
    buf_init(&file->text, FILE_MAX);
    if (!str_format(path, sizeof(path), "%s/web/%s", assets, file->name))
        return ERR_INVALID;
    enum err err = file_read(path, FILE_MAX, &file->text);
    if (err == ERR_NOT_FOUND)
        LOGW("serve: %s is not there: pages lack their look", path);
    else if (err != ERR_OK)
        return err;
    hash_sha256(buf_text(&file->text), file->text.len, digest);
    hash_hex(digest, (WEB_VERSION_SIZE - 1) / 2, file->version);
    return ERR_OK;
}

enum err
web_load(struct web *web, const char *assets)
{
    *web = (struct web){
        .files = {
            {.name = "phone.css", .type = "text/css; charset=utf-8"},
            {.name = "phone-350x136.svg", .type = "image/svg+xml"},
        },
    };
    enum err err = ERR_OK;
    for (size_t i = 0; i < WEB_FILES && err == ERR_OK; i++)
        err = read_one(&web->files[i], assets);
    return err;
}

const struct web_file *
web_find(const struct web *web, const char *name)
{
    for (size_t i = 0; i < WEB_FILES; i++) {
        const struct web_file *file = &web->files[i];
        if (file->text.len > 0 && str_equal(file->name, name))
            return file;
    }
    return NULL;
}

const char *
web_style_version(const struct web *web)
{
    return web->files[0].version;
}

void
web_clear(struct web *web)
{
    for (size_t i = 0; i < WEB_FILES; i++)
        buf_clear(&web->files[i].text);
}
