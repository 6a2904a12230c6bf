// SPDX-License-Identifier: Apache-2.0
#ifndef APP_CONFIG_KEYS_H
#define APP_CONFIG_KEYS_H

#include <stddef.h>

/** What a value of the configuration must be. */
enum config_kind {
    CONFIG_GROUP,
    CONFIG_INT,    // from `min` to `max`
    CONFIG_ANGLE,  // 0, 90, 180 or 270
    CONFIG_TEXT,   // at most `size` - 1 bytes
    CONFIG_CHOICE, // one of `choices`
    CONFIG_TEXTS   // a list of at most `max` texts, each `size` bytes
};

/** A key by its full name, and where its value goes in struct config. */
struct config_key {
    const char *name; // "hub.url"
    enum config_kind kind;
    size_t offset, size;
    int min, max;
    const char *const *choices; // NULL-terminated; NULL: any text
    const char *prefix;         // a text must begin so; NULL: any
    const char *instead;        // or be this
    size_t count_offset;        // with CONFIG_TEXTS
};

/** NULL when there is no such key. */
const struct config_key *
config_key_find(const char *name);

/** The known key that reads most like `name`; NULL when none does. */
const char *
config_key_nearest(const char *name);

#endif
