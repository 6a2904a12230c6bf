// SPDX-License-Identifier: Apache-2.0
#ifndef APP_CONFIG_H
#define APP_CONFIG_H

#include <stdbool.h>
#include <stddef.h>

#include "util/buf.h"
#include "util/err.h"
#include "util/file.h"

#define CONFIG_PINS_MAX 4
#define CONFIG_LANGUAGES_MAX 3
#define CONFIG_MAX_SIZE (64 * 1024)

/** What a centre may set about one kiosk; see config/talent-kiosk.conf. */
struct config {
    char profile[9];              // "hall" or "hospital", until enrolled
    char languages[CONFIG_LANGUAGES_MAX][3]; // first: where sessions begin
    size_t language_count;
    struct {
        int width_mm, height_mm;
        int rotation;             // 0, 90, 180 or 270 degrees clockwise
    } panel;
    struct {
        char url[257];            // empty: as enrolled
        char pages[257];          // empty: as enrolled; "none"
        char pins[CONFIG_PINS_MAX][65];
        size_t pin_count;
        char ca_file[FILE_PATH_SIZE];
    } hub;
    char sync[10];                // "automatic" or "staff"
    int sync_interval;            // seconds
    char motion[8];               // "full" or "reduced"
    struct {
        int public_s, personal_s, countdown_s, ticket_s;
    } timeouts;
    struct {
        char printer[9], scanner[9];
    } devices;
    char export_dir[FILE_PATH_SIZE]; // empty: in the data directory
    int keep_visits_days;
    int directory_max_age_days;
};

void
config_defaults(struct config *out);

/**
 * Read a configuration text. Every unknown key (with the nearest known
 * one), wrong type and value out of range is appended to `problems` as a
 * line "NAME:LINE: …". ERR_INVALID when there was any; `out` then holds
 * defaults where the text was wrong and must not be used.
 */
enum err
config_parse(const char *text, const char *name, struct config *out,
             struct buf *problems);

/** Where a configuration in use came from. */
enum config_origin {
    CONFIG_FILE,     // the file named
    CONFIG_PREVIOUS, // the last valid one, kept in the data directory
    CONFIG_BUILT_IN  // neither could be used, or there is no file at all
};

/**
 * Read `path`, or the usual file when it is NULL (which need not exist).
 * When it cannot be used the last valid one of `data_dir` is, and
 * `problems` says why; a valid one replaces that copy. Never fails: a
 * kiosk starts with what there is. `data_dir` NULL keeps no copy.
 */
enum config_origin
config_load(const char *path, const char *data_dir, struct config *out,
            struct buf *problems);

#endif
