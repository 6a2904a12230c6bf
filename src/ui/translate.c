// SPDX-License-Identifier: Apache-2.0
#include "ui/translate.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "util/buf.h"
#include "util/file.h"
#include "util/log.h"
#include "util/str.h"

// A .mo file: magic, revision, count, offsets of the two tables of
// (length, offset) pairs; all 32 bit in the byte order of the magic.
#define MO_MAGIC 0x950412DEu
#define MO_MAGIC_SWAPPED 0xDE120495u
#define MO_HEADER 28
#define MO_MAX (1024 * 1024)
#define MO_MESSAGES_MAX 16384

struct message {
    const char *source; // both within `data`
    const char *target;
};

struct translation {
    char *data; // owned
    size_t size;
    struct message *messages; // owned; sorted by source
    size_t count;
};

static uint32_t
read_u32(const struct translation *t, size_t at, bool swapped)
{
    uint32_t value = 0;
    memcpy(&value, t->data + at, sizeof(value));
    return swapped ? __builtin_bswap32(value) : value;
}

// A message must lie within the file and end with its NUL there.
static const char *
read_text(const struct translation *t, size_t pair, bool swapped)
{
    uint64_t length = read_u32(t, pair, swapped);
    uint64_t offset = read_u32(t, pair + 4, swapped);
    if (offset + length + 1 > t->size || t->data[offset + length]) {
        return NULL;
    }
    return t->data + offset;
}

static int
message_compare(const void *a, const void *b)
{
    const struct message *left = a;
    const struct message *right = b;
    return strcmp(left->source, right->source);
}

static enum err
read_messages(struct translation *t)
{
    if (t->size < MO_HEADER) {
        return ERR_INVALID;
    }
    uint32_t magic = read_u32(t, 0, false);
    bool swapped = magic == MO_MAGIC_SWAPPED;
    if (magic != MO_MAGIC && !swapped) {
        return ERR_INVALID;
    }
    uint64_t count = read_u32(t, 8, swapped);
    uint64_t sources = read_u32(t, 12, swapped);
    uint64_t targets = read_u32(t, 16, swapped);
    if (count > MO_MESSAGES_MAX || sources + count * 8 > t->size
        || targets + count * 8 > t->size) {
        return ERR_INVALID;
    }
    t->messages = calloc(count ? count : 1, sizeof(*t->messages));
    if (!t->messages) {
        return ERR_NO_MEMORY;
    }
    for (uint64_t i = 0; i < count; i++) {
        struct message *message = &t->messages[i];
        message->source = read_text(t, sources + i * 8, swapped);
        message->target = read_text(t, targets + i * 8, swapped);
        if (!message->source || !message->target) {
            return ERR_INVALID;
        }
    }
    t->count = count;
    // Sorted by msgfmt already; a file from elsewhere need not be.
    qsort(t->messages, t->count, sizeof(*t->messages), message_compare);
    return ERR_OK;
}

enum err
translation_read(const void *data, size_t size, struct translation **out)
{
    *out = NULL;
    if (size > MO_MAX) {
        return ERR_INVALID;
    }
    struct translation *t = calloc(1, sizeof(*t));
    if (!t) {
        return ERR_NO_MEMORY;
    }
    enum err err = ERR_NO_MEMORY;
    t->data = malloc(size + 1);
    if (t->data) {
        if (size) {
            memcpy(t->data, data, size);
        }
        t->size = size;
        err = read_messages(t);
    }
    if (err) {
        translation_free(t);
        return err;
    }
    *out = t;
    return ERR_OK;
}

enum err
translation_load(const char *path, struct translation **out)
{
    *out = NULL;
    struct buf file;
    buf_init(&file, MO_MAX);
    enum err err = file_read(path, MO_MAX, &file);
    if (!err) {
        err = translation_read(buf_text(&file), file.len, out);
        if (err) {
            LOGE("translate: %s is damaged", path);
        }
    }
    buf_clear(&file);
    return err;
}

void
translation_free(struct translation *t)
{
    if (!t) {
        return;
    }
    free(t->messages);
    free(t->data);
    free(t);
}

const char *
translation_find(const struct translation *t, const char *source)
{
    // The empty message is the file's own header.
    if (!t || !source || !*source) {
        return NULL;
    }
    struct message key = {.source = source};
    const struct message *found
        = bsearch(&key, t->messages, t->count, sizeof(key), message_compare);
    return found && *found->target ? found->target : NULL;
}

void
translation_fill(char *out, size_t size, const char *template,
                 const char *const *args, size_t count)
{
    struct buf text;
    buf_init(&text, size ? size * 2 : 1);
    for (const char *p = template; *p; p++) {
        if (p[0] == '{' && p[1] >= '1' && p[1] <= '9' && p[2] == '}') {
            size_t i = (size_t)(p[1] - '1');
            buf_add_str(&text, i < count && args[i] ? args[i] : "");
            p += 2;
        } else {
            buf_add_char(&text, *p);
        }
    }
    str_copy(out, size, buf_text(&text));
    buf_clear(&text);
}
