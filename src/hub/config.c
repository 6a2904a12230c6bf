// SPDX-License-Identifier: Apache-2.0
#include "hub/config.h"

#include <libconfig.h>
#include <limits.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "util/log.h"
#include "util/str.h"

#define CONFIG_MAX (256 * 1024)
#define NAME_MAX_LEN 32 // of a key that is compared with the known ones

enum key_type { KEY_TEXT, KEY_INT, KEY_PINS };

/** One known key and where its value goes. */
struct key {
    const char *name;
    enum key_type type;
    size_t offset;
    long min; // KEY_INT; KEY_TEXT: bytes of room
    long max;
};

#define TEXT_KEY(field)                                                        \
    {                                                                          \
#field, KEY_TEXT, offsetof(struct hub_config, field),                  \
            sizeof(((struct hub_config *)0)->field), 0                         \
    }
#define INT_KEY(field, min, max)                                               \
    {                                                                          \
#field, KEY_INT, offsetof(struct hub_config, field), min, max          \
    }

static const struct key keys[] = {
    TEXT_KEY(data),
    TEXT_KEY(store),
    TEXT_KEY(listen),
    TEXT_KEY(public_url),
    TEXT_KEY(tls_cert),
    TEXT_KEY(tls_key),
    TEXT_KEY(assets),
    {"pins", KEY_PINS, 0, 0, 0},
    INT_KEY(threads, 1, 64),
    INT_KEY(connections, 8, 100000),
    INT_KEY(timeout_s, 5, 600),
    INT_KEY(request_s, 1, 600),
    INT_KEY(case_days, 1, 3650),
};
#define KEY_COUNT (sizeof(keys) / sizeof(keys[0]))

/** The file that is read, and what is wrong with it. */
struct reading {
    const char *path;
    struct buf *complaints;
    struct hub_config *config;
    bool bad;
};

static void
assets_find(char *out, size_t size)
{
    // installed: PREFIX/bin/talent-hub and PREFIX/share/talent-terminal
    char exe[FILE_PATH_SIZE];
    ssize_t len = readlink("/proc/self/exe", exe, sizeof(exe) - 1);
    if (len > 0) {
        exe[len] = '\0';
        char *slash = strrchr(exe, '/');
        *slash = '\0';
        if (str_format(out, size, "%s/../share/talent-terminal/assets", exe) &&
            file_exists(out))
            return;
    }
    str_copy(out, size, TALENT_ASSETS);
}

enum err
hub_config_init(struct hub_config *out)
{
    memset(out, 0, sizeof(*out));
    str_copy(out->listen, sizeof(out->listen), "127.0.0.1:8443");
    assets_find(out->assets, sizeof(out->assets));
    out->threads = 2;
    out->connections = 1000;
    out->timeout_s = 60;
    out->request_s = 30;
    out->case_days = 90;
    return file_state_dir("talent-hub", out->data, sizeof(out->data));
}

static void
complain(struct reading *reading, int line, const char *name, const char *what)
{
    reading->bad = true;
    buf_addf(reading->complaints, "%s:%d: %s: %s\n", reading->path, line, name,
             what);
}

/** Edits between two short names. */
static size_t
distance(const char *a, const char *b)
{
    size_t row[NAME_MAX_LEN + 1];
    size_t len = strnlen(b, NAME_MAX_LEN);
    for (size_t j = 0; j <= len; j++)
        row[j] = j;
    for (size_t i = 0; i < NAME_MAX_LEN && a[i] != '\0'; i++) {
        size_t corner = row[0];
        row[0] = i + 1;
        for (size_t j = 1; j <= len; j++) {
            size_t best = corner + (a[i] != b[j - 1]);
            corner = row[j];
            if (row[j] + 1 < best)
                best = row[j] + 1;
            if (row[j - 1] + 1 < best)
                best = row[j - 1] + 1;
            row[j] = best;
        }
    }
    return row[len];
}

static const struct key *
key_find(const char *name)
{
    for (size_t i = 0; i < KEY_COUNT; i++) {
        if (strcmp(keys[i].name, name) == 0)
            return &keys[i];
    }
    return NULL;
}

static const char *
key_nearest(const char *name)
{
    const char *best = keys[0].name;
    size_t least = SIZE_MAX;
    for (size_t i = 0; i < KEY_COUNT; i++) {
        size_t edits = distance(name, keys[i].name);
        if (edits < least) {
            least = edits;
            best = keys[i].name;
        }
    }
    return best;
}

static void
read_text(struct reading *reading, const struct key *key,
          config_setting_t *setting)
{
    int line = config_setting_source_line(setting);
    const char *text = config_setting_get_string(setting);
    char *out = (char *)reading->config + key->offset;
    if (text == NULL)
        complain(reading, line, key->name, "expected a text in quotes");
    else if (!str_copy(out, (size_t)key->min, text))
        complain(reading, line, key->name, "the text is too long");
}

static void
read_int(struct reading *reading, const struct key *key,
         config_setting_t *setting)
{
    char what[96];
    int line = config_setting_source_line(setting);
    if (config_setting_type(setting) != CONFIG_TYPE_INT) {
        complain(reading, line, key->name, "expected a whole number");
        return;
    }
    int value = config_setting_get_int(setting);
    if (value < key->min || value > key->max) {
        str_format(what, sizeof(what), "expected a number from %ld to %ld",
                   key->min, key->max);
        complain(reading, line, key->name, what);
        return;
    }
    memcpy((char *)reading->config + key->offset, &value, sizeof(value));
}

static void
read_pins(struct reading *reading, config_setting_t *setting)
{
    int line = config_setting_source_line(setting);
    int type = config_setting_type(setting);
    int count = config_setting_length(setting);
    struct hub_config *config = reading->config;
    if ((type != CONFIG_TYPE_ARRAY && type != CONFIG_TYPE_LIST) ||
        count > ENROL_MAX_PINS) {
        complain(reading, line, "pins", "expected [\"sha256//…\", …]");
        return;
    }
    config->pin_count = 0;
    for (int i = 0; i < count; i++) {
        const char *pin = config_setting_get_string_elem(setting, i);
        if (pin == NULL || !str_starts(pin, "sha256//") ||
            !str_copy(config->pins[i], ENROL_PIN_SIZE, pin)) {
            complain(reading, line, "pins", "expected [\"sha256//…\", …]");
            return;
        }
        config->pin_count++;
    }
}

static void
read_setting(struct reading *reading, config_setting_t *setting)
{
    char what[96];
    const char *name = config_setting_name(setting);
    const struct key *key = key_find(name);
    if (key == NULL) {
        str_format(what, sizeof(what), "unknown key; the nearest is `%s`",
                   key_nearest(name));
        complain(reading, config_setting_source_line(setting), name, what);
        return;
    }
    switch (key->type) {
    case KEY_TEXT:
        read_text(reading, key, setting);
        break;
    case KEY_INT:
        read_int(reading, key, setting);
        break;
    case KEY_PINS:
        read_pins(reading, setting);
        break;
    }
}

static void
read_all(struct reading *reading, const char *text)
{
    config_t file;
    config_init(&file);
    if (config_read_string(&file, text) == CONFIG_TRUE) {
        config_setting_t *root = config_root_setting(&file);
        for (int i = 0; i < config_setting_length(root); i++)
            read_setting(reading,
                         config_setting_get_elem(root, (unsigned int)i));
    } else {
        complain(reading, config_error_line(&file), "syntax",
                 config_error_text(&file));
    }
    config_destroy(&file);
}

enum err
hub_config_load(struct hub_config *config, const char *path,
                struct buf *complaints)
{
    struct buf text;
    struct hub_config read = *config;
    struct reading reading = {
        .path = path,
        .complaints = complaints,
        .config = &read,
    };
    buf_init(&text, CONFIG_MAX);
    enum err err = file_read(path, CONFIG_MAX, &text);
    if (err == ERR_OK) {
        read_all(&reading, buf_text(&text));
        err = reading.bad ? ERR_INVALID : ERR_OK;
    }
    buf_clear(&text);
    if (err == ERR_OK)
        *config = read;
    return err;
}

enum err
hub_config_finish(struct hub_config *config)
{
    if (config->store[0] != '\0')
        return ERR_OK;
    return str_format(config->store, sizeof(config->store), "sqlite:%s/hub.db",
                      config->data)
               ? ERR_OK
               : ERR_INVALID;
}
