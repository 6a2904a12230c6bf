// SPDX-License-Identifier: Apache-2.0
#include "hub/gzip.h"

#include <limits.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>
#include <zlib.h>

#define CHUNK 16384
#define GZIP_WINDOW (15 + 16) // zlib's way to say gzip, not zlib
#define LEVEL_FAST 1

enum err
gzip_inflate(const void *data, size_t len, struct buf *out)
{
    unsigned char chunk[CHUNK];
    z_stream stream = {0};
    if (len > UINT_MAX || inflateInit2(&stream, GZIP_WINDOW) != Z_OK)
        return ERR_NO_MEMORY;
    stream.next_in = (unsigned char *)(uintptr_t)data;
    stream.avail_in = (unsigned int)len;
    enum err err = ERR_OK;
    int rc = Z_OK;
    while (rc == Z_OK && err == ERR_OK) {
        stream.next_out = chunk;
        stream.avail_out = sizeof(chunk);
        rc = inflate(&stream, Z_NO_FLUSH);
        size_t got = sizeof(chunk) - stream.avail_out;
        if (got > out->max - out->len)
            err = ERR_CONFLICT;
        else if (!buf_add(out, chunk, got))
            err = ERR_NO_MEMORY;
        else if (rc == Z_OK && got == 0 && stream.avail_in == 0)
            rc = Z_BUF_ERROR; // it ends too early
    }
    bool whole = rc == Z_STREAM_END && stream.avail_in == 0;
    inflateEnd(&stream);
    if (err != ERR_OK)
        return err;
    if (rc == Z_MEM_ERROR)
        return ERR_NO_MEMORY;
    return whole ? ERR_OK : ERR_INVALID;
}

enum err
gzip_deflate(const void *data, size_t len, struct buf *out)
{
    unsigned char chunk[CHUNK];
    z_stream stream = {0};
    if (len > UINT_MAX ||
        deflateInit2(&stream, LEVEL_FAST, Z_DEFLATED, GZIP_WINDOW, 8,
                     Z_DEFAULT_STRATEGY) != Z_OK)
        return ERR_NO_MEMORY;
    stream.next_in = (unsigned char *)(uintptr_t)data;
    stream.avail_in = (unsigned int)len;
    int rc = Z_OK;
    bool added = true;
    while (rc == Z_OK && added) {
        stream.next_out = chunk;
        stream.avail_out = sizeof(chunk);
        rc = deflate(&stream, Z_FINISH);
        added = buf_add(out, chunk, sizeof(chunk) - stream.avail_out);
    }
    deflateEnd(&stream);
    return rc == Z_STREAM_END && added ? ERR_OK : ERR_NO_MEMORY;
}

/** Is a quality `q=0`, `q=0.0` and so on? */
static bool
quality_zero(const char *parameters, size_t len)
{
    const char *q = memchr(parameters, '=', len);
    if (q == NULL)
        return false;
    for (q++; q < parameters + len; q++) {
        if (*q >= '1' && *q <= '9')
            return false;
    }
    return true;
}

bool
gzip_accepted(const char *accept_encoding)
{
    const char *at = accept_encoding;
    bool star = false;
    while (*at != '\0') {
        at += strspn(at, " \t,");
        size_t len = strcspn(at, ",");
        size_t name = strcspn(at, ";, \t");
        bool refused = name < len && quality_zero(at + name, len - name);
        if (name == 4 && strncasecmp(at, "gzip", 4) == 0)
            return !refused;
        if (name == 1 && *at == '*')
            star = !refused;
        at += len;
    }
    return star;
}
