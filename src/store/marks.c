// SPDX-License-Identifier: Apache-2.0
#include "store/marks.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "util/buf.h"
#include "util/file.h"
#include "util/hash.h"
#include "util/log.h"
#include "util/str.h"

// A slot is one block of any disk we may meet, so a torn write harms one.
#define SLOT_SIZE 4096
#define SLOTS 2
#define HEAD "talent-kiosk marks 1\n"

static bool
render(const struct marks *marks, struct buf *out)
{
    unsigned char hash[HASH_SIZE];
    char hex[HASH_HEX_SIZE];
    int i;

    (void)buf_add_str(out, HEAD);
    (void)buf_addf(out, "generation %" PRId64 "\n", marks->generation);
    (void)buf_addf(out, "token %s\nprevious %s\n", marks->token,
                   marks->previous);
    (void)buf_addf(out, "epoch %s\nepoch_no %" PRId64 "\nhanded %" PRId64
                   "\n", marks->epoch, marks->epoch_no, marks->handed);
    (void)buf_addf(out, "day %s\nsigned %d\n", marks->day,
                   marks->signed_numbers);
    for (i = 0; i < MARKS_LETTERS; i++) {
        if (marks->reserved[i] > 0) {
            (void)buf_addf(out, "reserved.%c %d\n", 'A' + i,
                           marks->reserved[i]);
        }
    }
    if (out->failed) {
        return false;
    }
    hash_sha256(out->data, out->len, hash);
    hash_hex(hash, sizeof(hash), hex);
    return buf_addf(out, "sha256 %s\n", hex);
}

static bool
parse_text(struct marks *out, const char *key, const char *value)
{
    if (str_equal(key, "token")) {
        return str_copy(out->token, sizeof(out->token), value);
    }
    if (str_equal(key, "previous")) {
        return str_copy(out->previous, sizeof(out->previous), value);
    }
    if (str_equal(key, "epoch")) {
        return str_copy(out->epoch, sizeof(out->epoch), value);
    }
    return str_equal(key, "day") && (*value == '\0' || day_valid(value))
        && str_copy(out->day, sizeof(out->day), value);
}

static bool
parse_reserved(struct marks *out, const char *key, int64_t number)
{
    char letter = str_starts(key, "reserved.") ? key[strlen("reserved.")]
                                               : '\0';

    if (letter < 'A' || letter > 'Z' || number < 0 || number > INT32_MAX) {
        return false;
    }
    out->reserved[letter - 'A'] = (int)number;
    return true;
}

static bool
parse_line(struct marks *out, const char *key, const char *value)
{
    int64_t number;

    if (parse_text(out, key, value)) {
        return true;
    }
    if (!str_parse_int(value, -1, INT64_MAX, &number)) {
        return false;
    }
    if (str_equal(key, "generation")) {
        out->generation = number;
    } else if (str_equal(key, "epoch_no")) {
        out->epoch_no = number;
    } else if (str_equal(key, "handed")) {
        out->handed = number;
    } else if (str_equal(key, "signed") && number <= 1) {
        out->signed_numbers = (int)number;
    } else {
        return parse_reserved(out, key, number);
    }
    return true;
}

// True when the slot is whole: head, hash, and every line known.
static bool
parse(char *text, struct marks *out)
{
    unsigned char hash[HASH_SIZE];
    char hex[HASH_HEX_SIZE];
    char *sum = strstr(text, "\nsha256 ");
    char *line;
    char *end;

    *out = (struct marks){.signed_numbers = -1};
    if (!str_starts(text, HEAD) || !sum) {
        return false;
    }
    sum++;
    hash_sha256(text, (size_t)(sum - text), hash);
    hash_hex(hash, sizeof(hash), hex);
    if (strncmp(sum + strlen("sha256 "), hex, sizeof(hex) - 1) != 0) {
        return false;
    }
    *sum = '\0';
    for (line = text + strlen(HEAD); *line; line = end + 1) {
        char *space = strchr(line, ' ');

        end = strchr(line, '\n');
        if (!end || !space || space > end) {
            return false;
        }
        *end = '\0';
        *space = '\0';
        if (!parse_line(out, line, space + 1)) {
            return false;
        }
    }
    return out->generation > 0;
}

// `slot` gets where the newest one was, -1 without any.
static enum err
read_newest(int fd, struct marks *out, int *slot)
{
    char text[SLOT_SIZE + 1];
    struct marks marks;
    int i;

    *out = (struct marks){.signed_numbers = -1};
    *slot = -1;
    for (i = 0; i < SLOTS; i++) {
        ssize_t got = pread(fd, text, SLOT_SIZE, (off_t)i * SLOT_SIZE);

        if (got < 0) {
            LOGE("store: read marks: %s", strerror(errno));
            return ERR_IO;
        }
        text[got] = '\0';
        if (parse(text, &marks) && marks.generation > out->generation) {
            *out = marks;
            *slot = i;
        }
    }
    return ERR_OK;
}

static enum err
write_slot(int fd, const struct marks *marks, int slot)
{
    char block[SLOT_SIZE] = {0};
    struct buf text;
    enum err err = ERR_OK;

    buf_init(&text, SLOT_SIZE - 1);
    if (!render(marks, &text)) {
        err = ERR_NO_MEMORY;
    } else {
        memcpy(block, text.data, text.len);
        if (pwrite(fd, block, SLOT_SIZE, (off_t)slot * SLOT_SIZE)
            != SLOT_SIZE || fdatasync(fd) != 0) {
            LOGE("store: write marks: %s", strerror(errno));
            err = ERR_IO;
        }
    }
    buf_clear(&text);
    return err;
}

static enum err
open_file(const char *dir, int flags, int *out)
{
    char path[FILE_PATH_SIZE];

    if (!file_join(path, sizeof(path), dir, "marks")) {
        return ERR_INVALID;
    }
    *out = open(path, flags | O_CLOEXEC, 0600);
    if (*out >= 0) {
        return ERR_OK;
    }
    if (errno == ENOENT) {
        return ERR_NOT_FOUND;
    }
    LOGE("store: open %s: %s", path, strerror(errno));
    return ERR_IO;
}

// Full blocks from the start: later writes never change the file's size,
// so that syncing one costs no write of metadata.
static enum err
create_file(const char *dir)
{
    char path[FILE_PATH_SIZE];
    char empty[SLOTS * SLOT_SIZE] = {0};

    if (!file_join(path, sizeof(path), dir, "marks")) {
        return ERR_INVALID;
    }
    return file_write(path, 0600, empty, sizeof(empty));
}

enum err
marks_load(const char *dir, struct marks *out)
{
    int fd;
    int slot;
    enum err err = open_file(dir, O_RDONLY, &fd);

    *out = (struct marks){.signed_numbers = -1};
    if (err != ERR_OK) {
        return err == ERR_NOT_FOUND ? ERR_OK : err;
    }
    err = read_newest(fd, out, &slot);
    (void)close(fd);
    return err;
}

enum err
marks_change(const char *dir, marks_change_fn *change, void *userdata)
{
    struct marks marks;
    int slot;
    int fd;
    enum err err = open_file(dir, O_RDWR, &fd);

    if (err == ERR_NOT_FOUND) {
        err = create_file(dir);
        if (err == ERR_OK) {
            err = open_file(dir, O_RDWR, &fd);
        }
    }
    if (err != ERR_OK) {
        return err;
    }
    // Each call has its own open file, so the lock also holds off threads.
    while (flock(fd, LOCK_EX) != 0) {
        if (errno != EINTR) {
            LOGE("store: lock marks: %s", strerror(errno));
            (void)close(fd);
            return ERR_IO;
        }
    }
    err = read_newest(fd, &marks, &slot);
    if (err == ERR_OK && change(&marks, userdata)) {
        marks.generation++;
        err = write_slot(fd, &marks, slot == 0 ? 1 : 0);
    }
    (void)close(fd); // and the lock with it
    return err;
}
