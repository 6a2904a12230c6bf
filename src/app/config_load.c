// SPDX-License-Identifier: Apache-2.0
#include "app/config.h"

#include <string.h>

#include "util/log.h"
#include "util/str.h"

#define CONFIG_USUAL "/etc/talent-kiosk.conf"
#define CONFIG_COPY "config.valid"

/** Read one file; its text stays in `text` for the copy. */
static enum err
load_file(const char *path, struct config *out, struct buf *text,
          struct buf *problems)
{
    enum err err = file_read(path, CONFIG_MAX_SIZE, text);
    if (err != ERR_OK) {
        buf_addf(problems, "%s: cannot be read (%s)\n", path, err_name(err));
        return err;
    }
    // A NUL would hide what stands behind it.
    if (strlen(buf_text(text)) != text->len) {
        buf_addf(problems, "%s: must be UTF-8 text\n", path);
        return ERR_INVALID;
    }
    return config_parse(buf_text(text), path, out, problems);
}

/** Keep what was valid, unless the copy says the same already. */
static void
keep_copy(const char *copy, const struct buf *text)
{
    struct buf old;
    buf_init(&old, CONFIG_MAX_SIZE);
    enum err err = file_read(copy, CONFIG_MAX_SIZE, &old);
    if (err != ERR_OK || !str_equal(buf_text(&old), buf_text(text))) {
        err = file_write(copy, 0600, buf_text(text), text->len);
        if (err != ERR_OK)
            LOGW("config: no copy of the valid one kept: %s", err_name(err));
    }
    buf_clear(&old);
}

/** The last valid one; what is wrong with it is of no use to anybody. */
static bool
load_copy(const char *copy, struct config *out)
{
    struct buf text, ignored;
    buf_init(&text, CONFIG_MAX_SIZE);
    buf_init(&ignored, CONFIG_MAX_SIZE);
    bool fine = file_exists(copy) &&
                load_file(copy, out, &text, &ignored) == ERR_OK;
    buf_clear(&text);
    buf_clear(&ignored);
    return fine;
}

enum config_origin
config_load(const char *path, const char *data_dir, struct config *out,
            struct buf *problems)
{
    char copy[FILE_PATH_SIZE] = "";
    struct buf text;
    bool has_copy = data_dir &&
                    file_join(copy, sizeof copy, data_dir, CONFIG_COPY);
    if (!path && !file_exists(CONFIG_USUAL)) {
        config_defaults(out);
        return CONFIG_BUILT_IN;
    }
    buf_init(&text, CONFIG_MAX_SIZE);
    enum err err =
        load_file(path ? path : CONFIG_USUAL, out, &text, problems);
    if (err == ERR_OK && has_copy)
        keep_copy(copy, &text);
    buf_clear(&text);
    if (err == ERR_OK)
        return CONFIG_FILE;
    if (has_copy && load_copy(copy, out))
        return CONFIG_PREVIOUS;
    config_defaults(out);
    return CONFIG_BUILT_IN;
}
