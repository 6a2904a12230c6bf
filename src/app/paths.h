// SPDX-License-Identifier: Apache-2.0
#ifndef APP_PATHS_H
#define APP_PATHS_H

#include "util/err.h"
#include "util/file.h"

/**
 * Where the parts that are not code lie.
 *
 * Built and installed trees look alike from the program's own place:
 * `../share/talent-kiosk` holds `catalogue`, `fonts`, `art`,
 * `translations`, `ime`. The pinyin helper lies beside the program or in
 * `../libexec/talent-kiosk`.
 * Without it the installation prefix is tried.
 */
struct paths {
    char share[FILE_PATH_SIZE];
    char catalogue[FILE_PATH_SIZE];
    char fonts[FILE_PATH_SIZE];
    char art[FILE_PATH_SIZE];
    char translations[FILE_PATH_SIZE];
    char ime[FILE_PATH_SIZE];       // the pinyin helper; may not be there
    char ime_words[FILE_PATH_SIZE]; // the hall's words; "" without
};

/** ERR_NOT_FOUND when the parts are nowhere. */
enum err
paths_find(struct paths *out);

#endif
