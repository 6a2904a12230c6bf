// SPDX-License-Identifier: Apache-2.0
#include "app/config_keys.h"

#include <string.h>

#include "app/config.h"
#include "util/str.h"

#define KEY_MAX 48
// More slips than this and the guess would be a riddle.
#define SLIPS_MAX 4

#define AT(field) offsetof(struct config, field)
#define ROOM(field) sizeof(((struct config *)0)->field)

static const char *const profiles[] = {"hall", "hospital", NULL};
static const char *const languages[] = {"zh", "en", "bo", NULL};
static const char *const modes[] = {"automatic", "staff", NULL};
static const char *const motions[] = {"full", "reduced", NULL};
// Devices come with their back ends; until then there are none.
static const char *const no_device[] = {"none", NULL};

#define GROUP(key) {.name = key, .kind = CONFIG_GROUP}
#define INT(key, field, low, high)                                           \
    {.name = key, .kind = CONFIG_INT, .offset = AT(field), .min = low,       \
     .max = high}
#define CHOICE(key, field, from)                                             \
    {.name = key, .kind = CONFIG_CHOICE, .offset = AT(field),                \
     .size = ROOM(field), .choices = from}
#define TEXT(key, field, start)                                              \
    {.name = key, .kind = CONFIG_TEXT, .offset = AT(field),                  \
     .size = ROOM(field), .prefix = start}

static const struct config_key keys[] = {
    CHOICE("profile", profile, profiles),
    {.name = "languages", .kind = CONFIG_TEXTS, .offset = AT(languages),
     .size = 3, .max = CONFIG_LANGUAGES_MAX, .choices = languages,
     .count_offset = AT(language_count)},
    GROUP("panel"),
    INT("panel.width_mm", panel.width_mm, 50, 3000),
    INT("panel.height_mm", panel.height_mm, 50, 3000),
    {.name = "panel.rotation", .kind = CONFIG_ANGLE,
     .offset = AT(panel.rotation)},
    GROUP("hub"),
    TEXT("hub.url", hub.url, "http"),
    {.name = "hub.pages", .kind = CONFIG_TEXT, .offset = AT(hub.pages),
     .size = ROOM(hub.pages), .prefix = "http", .instead = "none"},
    {.name = "hub.pins", .kind = CONFIG_TEXTS, .offset = AT(hub.pins),
     .size = 65, .max = CONFIG_PINS_MAX, .prefix = "sha256//",
     .count_offset = AT(hub.pin_count)},
    TEXT("hub.ca_file", hub.ca_file, "/"),
    CHOICE("sync", sync, modes),
    INT("sync_interval", sync_interval, 5, 3600),
    CHOICE("motion", motion, motions),
    GROUP("timeouts"),
    INT("timeouts.public", timeouts.public_s, 15, 600),
    INT("timeouts.personal", timeouts.personal_s, 15, 600),
    INT("timeouts.countdown", timeouts.countdown_s, 5, 120),
    INT("timeouts.ticket", timeouts.ticket_s, 10, 300),
    GROUP("devices"),
    CHOICE("devices.printer", devices.printer, no_device),
    CHOICE("devices.scanner", devices.scanner, no_device),
    TEXT("export_dir", export_dir, "/"),
    INT("keep_visits_days", keep_visits_days, 1, 365),
    INT("directory_max_age_days", directory_max_age_days, 1, 365),
};
#define KEY_COUNT (sizeof keys / sizeof keys[0])

const struct config_key *
config_key_find(const char *name)
{
    for (size_t i = 0; i < KEY_COUNT; i++)
        if (str_equal(keys[i].name, name))
            return &keys[i];
    return NULL;
}

static size_t
least(size_t a, size_t b, size_t c)
{
    size_t low = a < b ? a : b;
    return low < c ? low : c;
}

/** Letters to add, drop or change between two names (Levenshtein). */
static size_t
slips(const char *a, const char *b)
{
    size_t row[KEY_MAX + 1];
    size_t len = strlen(b);
    for (size_t i = 0; i <= len; i++)
        row[i] = i;
    for (size_t i = 1; a[i - 1]; i++) {
        size_t corner = row[0];
        row[0] = i;
        for (size_t j = 1; j <= len; j++) {
            size_t above = row[j];
            size_t change = corner + (a[i - 1] != b[j - 1]);
            row[j] = least(above + 1, row[j - 1] + 1, change);
            corner = above;
        }
    }
    return row[len];
}

/** The part after the last dot: a key in the wrong group is still known. */
static const char *
last_part(const char *name)
{
    const char *dot = strrchr(name, '.');
    return dot ? dot + 1 : name;
}

const char *
config_key_nearest(const char *name)
{
    const char *best = NULL;
    size_t fewest = SLIPS_MAX;
    if (strlen(name) > KEY_MAX)
        return NULL;
    for (size_t i = 0; i < KEY_COUNT; i++) {
        size_t whole = slips(name, keys[i].name);
        size_t part = slips(last_part(name), last_part(keys[i].name)) + 1;
        size_t found = whole < part ? whole : part;
        // A short name must share more than half of its letters.
        if (found < fewest && 2 * found <= strlen(last_part(name))) {
            fewest = found;
            best = keys[i].name;
        }
    }
    return best;
}
