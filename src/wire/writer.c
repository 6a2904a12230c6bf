// SPDX-License-Identifier: Apache-2.0
#include "wire/writer.h"
#include <string.h>
#include "model/lang.h"
#include "util/base64.h"
#include "util/buf.h"
#include "util/timestamp.h"
#include "util/utf8.h"
#include "wire/canonical.h"

#define MAX_BYTES 512

void
writer_init(struct writer *writer, struct buf *out)
{
    *writer = (struct writer){.out = out, .first = true};
}

bool
writer_done(const struct writer *writer)
{
    return !writer->failed && !writer->out->failed && writer->depth == 0;
}

enum err
writer_result(const struct writer *writer)
{
    if (writer_done(writer))
        return ERR_OK;
    return writer->out->failed ? ERR_NO_MEMORY : ERR_INVALID;
}

// Comma and name before a value.
static void
begin_value(struct writer *writer, const char *key)
{
    if (!writer->first)
        buf_add_char(writer->out, ',');
    writer->first = false;
    if (key) {
        canonical_text(writer->out, key, strlen(key));
        buf_add_char(writer->out, ':');
    }
}

static void
open_bracket(struct writer *writer, const char *key, const char *pair)
{
    begin_value(writer, key);
    if (writer->depth >= WRITER_MAX_DEPTH) {
        writer->failed = true;
        return;
    }
    buf_add_char(writer->out, pair[0]);
    writer->ends[writer->depth++] = pair[1];
    writer->first = true;
}

void
writer_object(struct writer *writer, const char *key)
{
    open_bracket(writer, key, "{}");
}

void
writer_array(struct writer *writer, const char *key)
{
    open_bracket(writer, key, "[]");
}

void
writer_end(struct writer *writer)
{
    if (writer->depth == 0) {
        writer->failed = true;
        return;
    }
    buf_add_char(writer->out, writer->ends[--writer->depth]);
    writer->first = false;
}

void
writer_text(struct writer *writer, const char *key, const char *value)
{
    if (!value) {
        writer_raw(writer, key, "null", 4);
        return;
    }
    size_t len = strlen(value);
    if (!utf8_valid(value, len)) {
        writer->failed = true;
        return;
    }
    begin_value(writer, key);
    canonical_text(writer->out, value, len);
}

void
writer_int(struct writer *writer, const char *key, int64_t value)
{
    begin_value(writer, key);
    canonical_int(writer->out, value);
}

void
writer_bool(struct writer *writer, const char *key, bool value)
{
    writer_raw(writer, key, value ? "true" : "false", value ? 4 : 5);
}

void
writer_time(struct writer *writer, const char *key, int64_t ms)
{
    char text[TIMESTAMP_SIZE];
    timestamp_format(ms, text);
    writer_text(writer, key, text);
}

void
writer_bytes(struct writer *writer, const char *key, const void *data,
             size_t len)
{
    char text[BASE64_SIZE(MAX_BYTES)];
    if (!base64url_encode(data, len, text, sizeof(text))) {
        writer->failed = true;
        return;
    }
    writer_text(writer, key, text);
}

void
writer_names(struct writer *writer, const char *key, const struct text *text)
{
    if (!text->zh && !text->en && !text->bo) {
        writer_text(writer, key, NULL);
        return;
    }
    writer_object(writer, key);
    if (text->zh)
        writer_text(writer, "zh", text->zh);
    if (text->en)
        writer_text(writer, "en", text->en);
    if (text->bo)
        writer_text(writer, "bo", text->bo);
    writer_end(writer);
}

void
writer_raw(struct writer *writer, const char *key, const char *json,
           size_t len)
{
    begin_value(writer, key);
    buf_add(writer->out, json, len);
}
