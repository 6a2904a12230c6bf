// SPDX-License-Identifier: Apache-2.0
#ifndef HUB_WEB_H
#define HUB_WEB_H

#include <stddef.h>

#include "util/buf.h"
#include "util/err.h"

#define WEB_FILES 2
#define WEB_VERSION_SIZE 17

/** A file of assets/web as it is sent. */
struct web_file {
    const char *name; // static; behind "/web/"
    const char *type; // static
    struct buf text;  // empty when it is not installed
    char version[WEB_VERSION_SIZE]; // of its contents, in hex
};

/** What pages need beside themselves, read once. */
struct web {
    struct web_file files[WEB_FILES];
};

/** Read the files of `assets`/web; one that is missing is logged. */
enum err
web_load(struct web *web, const char *assets);

/** NULL for no such file. */
const struct web_file *
web_find(const struct web *web, const char *name);

/** Version of the style sheet, for its address. */
const char *
web_style_version(const struct web *web);

void
web_clear(struct web *web);

#endif
