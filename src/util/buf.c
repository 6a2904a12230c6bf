// SPDX-License-Identifier: Apache-2.0
#include "util/buf.h"

#include <assert.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "util/str.h"

#define FIRST_SIZE 64

// realloc would leave a copy of the old bytes behind on the heap, and they
// may be a visitor's; so the old block is wiped by hand. Nothing is ever
// written behind `len`, so what was only allocated is left untouched.
static bool
move_to(struct buf *buf, size_t size)
{
    char *data = malloc(size);

    if (!data) {
        return false;
    }
    if (buf->len > 0) {
        memcpy(data, buf->data, buf->len);
    }
    secret_wipe(buf->data, buf->len);
    free(buf->data);
    buf->data = data;
    buf->size = size;
    return true;
}

static bool
reserve(struct buf *buf, size_t more)
{
    size_t need, size;

    assert(buf->len <= buf->max);
    if (buf->failed) {
        return false;
    }
    if (more > buf->max - buf->len || buf->max == SIZE_MAX) {
        buf->failed = true;
        return false;
    }
    need = buf->len + more + 1;
    if (need <= buf->size) {
        return true;
    }
    size = buf->size > 0 ? buf->size : FIRST_SIZE;
    while (size < need) {
        size = size <= SIZE_MAX / 2 ? size * 2 : need;
    }
    if (size > buf->max + 1) {
        size = buf->max + 1;
    }
    if (!move_to(buf, size)) {
        buf->failed = true;
        return false;
    }
    return true;
}

bool
buf_reserve(struct buf *buf, size_t more)
{
    return reserve(buf, more);
}

void
buf_init(struct buf *buf, size_t max)
{
    *buf = (struct buf){.max = max};
}

bool
buf_add(struct buf *buf, const void *data, size_t len)
{
    if (!reserve(buf, len)) {
        return false;
    }
    if (len > 0) {
        memcpy(buf->data + buf->len, data, len);
    }
    buf->len += len;
    buf->data[buf->len] = '\0';
    return true;
}

bool
buf_add_char(struct buf *buf, char c)
{
    return buf_add(buf, &c, 1);
}

bool
buf_add_str(struct buf *buf, const char *text)
{
    return buf_add(buf, text, strlen(text));
}

bool
buf_addf(struct buf *buf, const char *format, ...)
{
    va_list args;
    int len;

    va_start(args, format);
    len = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (len < 0 || !reserve(buf, (size_t)len)) {
        buf->failed = true;
        return false;
    }
    va_start(args, format);
    (void)vsnprintf(buf->data + buf->len, (size_t)len + 1, format, args);
    va_end(args);
    buf->len += (size_t)len;
    return true;
}

const char *
buf_text(const struct buf *buf)
{
    return buf->data ? buf->data : "";
}

void
buf_reset(struct buf *buf)
{
    secret_wipe(buf->data, buf->len);
    buf->len = 0;
    buf->failed = false;
}

char *
buf_take(struct buf *buf)
{
    char *data;

    if (buf->failed || !reserve(buf, 0)) {
        return NULL;
    }
    data = buf->data;
    data[buf->len] = '\0';
    buf->data = NULL;
    buf_clear(buf);
    return data;
}

void
buf_clear(struct buf *buf)
{
    if (!buf) {
        return;
    }
    if (buf->data) {
        secret_wipe(buf->data, buf->len);
        free(buf->data);
    }
    *buf = (struct buf){.max = buf->max};
}
