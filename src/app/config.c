// SPDX-License-Identifier: Apache-2.0
#include "app/config.h"

#include <libconfig.h>
#include <stdint.h>
#include <string.h>

#include "app/config_keys.h"
#include "util/str.h"
#include "util/utf8.h"

#define KEY_NAME_SIZE 128
#define DEPTH_MAX 4

/** One text while it is read. */
struct reading {
    const char *name; // of the file, for the problems
    struct config *out;
    struct buf *problems;
    bool wrong;
};

void
config_defaults(struct config *out)
{
    memset(out, 0, sizeof *out);
    str_copy(out->profile, sizeof out->profile, "hall");
    str_copy(out->languages[0], sizeof out->languages[0], "zh");
    str_copy(out->languages[1], sizeof out->languages[1], "en");
    str_copy(out->languages[2], sizeof out->languages[2], "bo");
    out->language_count = 3;
    // A 21.5 inch panel standing upright, the reference of the design.
    out->panel.width_mm = 268;
    out->panel.height_mm = 476;
    str_copy(out->sync, sizeof out->sync, "automatic");
    out->sync_interval = 60;
    str_copy(out->motion, sizeof out->motion, "full");
    out->timeouts.public_s = 60;
    out->timeouts.personal_s = 45;
    out->timeouts.countdown_s = 20;
    out->timeouts.ticket_s = 30;
    str_copy(out->devices.printer, sizeof out->devices.printer, "none");
    str_copy(out->devices.scanner, sizeof out->devices.scanner, "none");
    out->keep_visits_days = 30;
    out->directory_max_age_days = 30;
}

static void
problem(struct reading *reading, const config_setting_t *setting,
        const char *key, const char *what)
{
    reading->wrong = true;
    buf_addf(reading->problems, "%s:%u: %s: %s\n", reading->name,
             config_setting_source_line(setting), key, what);
}

static void
problem_choices(struct reading *reading, const config_setting_t *setting,
                const struct config_key *key)
{
    char list[96] = "must be one of";
    for (const char *const *choice = key->choices; *choice; choice++) {
        size_t len = strlen(list);
        str_format(list + len, sizeof list - len, "%s \"%s\"",
                   choice == key->choices ? "" : ",", *choice);
    }
    problem(reading, setting, key->name, list);
}

static void
problem_unknown(struct reading *reading, const config_setting_t *setting,
                const char *name)
{
    char what[160] = "no such key";
    const char *nearest = config_key_nearest(name);
    if (nearest)
        str_format(what, sizeof what, "no such key; is \"%s\" meant?",
                   nearest);
    problem(reading, setting, name, what);
}

static void
read_int(struct reading *reading, const config_setting_t *setting,
         const struct config_key *key)
{
    char what[80];
    if (config_setting_type(setting) != CONFIG_TYPE_INT) {
        problem(reading, setting, key->name, "must be a whole number");
        return;
    }
    int value = config_setting_get_int(setting);
    if (key->kind == CONFIG_ANGLE && (value < 0 || value > 270 || value % 90)) {
        problem(reading, setting, key->name, "must be 0, 90, 180 or 270");
        return;
    }
    if (key->kind == CONFIG_INT && (value < key->min || value > key->max)) {
        str_format(what, sizeof what, "%d is not from %d to %d", value,
                   key->min, key->max);
        problem(reading, setting, key->name, what);
        return;
    }
    memcpy((char *)reading->out + key->offset, &value, sizeof value);
}

static bool
is_choice(const struct config_key *key, const char *text)
{
    if (!key->choices)
        return true;
    for (const char *const *choice = key->choices; *choice; choice++)
        if (str_equal(*choice, text))
            return true;
    return false;
}

/** One text into `to`; empty ones are fine where no choice is asked. */
static bool
read_text(struct reading *reading, const config_setting_t *setting,
          const struct config_key *key, char *to)
{
    char what[80];
    if (config_setting_type(setting) != CONFIG_TYPE_STRING) {
        problem(reading, setting, key->name, "must be a text in quotes");
        return false;
    }
    const char *text = config_setting_get_string(setting);
    if (!is_choice(key, text)) {
        problem_choices(reading, setting, key);
        return false;
    }
    if (*text && key->prefix && !str_starts(text, key->prefix) &&
        !str_equal(text, key->instead)) {
        str_format(what, sizeof what, "must begin with %s", key->prefix);
        problem(reading, setting, key->name, what);
        return false;
    }
    if (!utf8_valid(text, strlen(text)) || !str_copy(to, key->size, text)) {
        str_format(what, sizeof what, "must be at most %zu bytes of UTF-8",
                   key->size - 1);
        problem(reading, setting, key->name, what);
        return false;
    }
    return true;
}

static void
read_texts(struct reading *reading, const config_setting_t *setting,
           const struct config_key *key)
{
    char *base = (char *)reading->out + key->offset;
    if (!config_setting_is_array(setting) &&
        !config_setting_is_list(setting)) {
        problem(reading, setting, key->name,
                "must be a list: [\"…\", \"…\"]");
        return;
    }
    int count = config_setting_length(setting);
    if (count > key->max || (key->choices && count == 0)) {
        problem(reading, setting, key->name,
                count ? "has too many values" : "needs one value at least");
        return;
    }
    memset(base, 0, key->size * (size_t)key->max);
    for (int i = 0; i < count; i++)
        if (!read_text(reading, config_setting_get_elem(setting, (unsigned)i),
                       key, base + (size_t)i * key->size))
            return;
    size_t found = (size_t)count;
    memcpy((char *)reading->out + key->count_offset, &found, sizeof found);
}

static void
read_value(struct reading *reading, const config_setting_t *setting,
           const struct config_key *key)
{
    switch (key->kind) {
    case CONFIG_INT:
    case CONFIG_ANGLE:
        read_int(reading, setting, key);
        break;
    case CONFIG_TEXT:
    case CONFIG_CHOICE:
        read_text(reading, setting, key, (char *)reading->out + key->offset);
        break;
    case CONFIG_TEXTS:
        read_texts(reading, setting, key);
        break;
    case CONFIG_GROUP:
        problem(reading, setting, key->name, "must be a group: { … }");
        break;
    }
}

static void
read_group(struct reading *reading, const config_setting_t *group,
           const char *prefix, int depth)
{
    for (int i = 0; i < config_setting_length(group); i++) {
        const config_setting_t *setting =
            config_setting_get_elem(group, (unsigned)i);
        char name[KEY_NAME_SIZE];
        str_format(name, sizeof name, "%s%s%s", prefix, *prefix ? "." : "",
                   config_setting_name(setting));
        const struct config_key *key = config_key_find(name);
        if (!key)
            problem_unknown(reading, setting, name);
        else if (key->kind == CONFIG_GROUP &&
                 config_setting_is_group(setting) && depth < DEPTH_MAX)
            read_group(reading, setting, name, depth + 1);
        else
            read_value(reading, setting, key);
    }
}

/**
 * The copy that is kept must stand alone, so nothing may be included; the
 * parser of libconfig would also open whatever such a line names.
 */
static bool
has_include(const char *text)
{
    for (const char *at = strchr(text, '@'); at; at = strchr(at + 1, '@'))
        if (str_starts(at, "@include"))
            return true;
    return false;
}

/** Values that are right alone but not together. */
static void
check_together(struct reading *reading)
{
    struct config *out = reading->out;
    for (size_t i = 0; i < out->language_count; i++)
        for (size_t j = 0; j < i; j++)
            if (str_equal(out->languages[i], out->languages[j])) {
                reading->wrong = true;
                buf_addf(reading->problems, "%s: languages: \"%s\" is there"
                         " twice\n", reading->name, out->languages[i]);
            }
}

enum err
config_parse(const char *text, const char *name, struct config *out,
             struct buf *problems)
{
    struct reading reading = {.name = name, .out = out,
                              .problems = problems};
    config_t parsed;
    config_defaults(out);
    if (!utf8_valid(text, strlen(text)) || has_include(text)) {
        buf_addf(problems, "%s: must be UTF-8 text without @include\n",
                 name);
        return ERR_INVALID;
    }
    config_init(&parsed);
    if (!config_read_string(&parsed, text)) {
        reading.wrong = true;
        buf_addf(problems, "%s:%d: %s\n", name, config_error_line(&parsed),
                 config_error_text(&parsed));
    } else {
        read_group(&reading, config_root_setting(&parsed), "", 0);
        check_together(&reading);
    }
    config_destroy(&parsed);
    return reading.wrong ? ERR_INVALID : ERR_OK;
}
