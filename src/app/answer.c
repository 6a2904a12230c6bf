// SPDX-License-Identifier: Apache-2.0
#include "app/answer.h"

#include "util/str.h"
#include "wire/json.h"
#include "wire/writer.h"

#define ANSWER_MAX (256 * 1024)

void
answer_init(struct answer *answer)
{
    answer->ok = false;
    buf_init(&answer->error, ANSWER_MAX);
    buf_init(&answer->text, ANSWER_MAX);
    buf_init(&answer->data, ANSWER_MAX);
}

void
answer_clear(struct answer *answer)
{
    if (!answer)
        return;
    buf_clear(&answer->error);
    buf_clear(&answer->text);
    buf_clear(&answer->data);
    answer->ok = false;
}

void
answer_error(struct answer *answer, const char *sentence)
{
    answer->ok = false;
    buf_reset(&answer->error);
    buf_add_str(&answer->error, sentence);
}

void
answer_fail(struct answer *answer, const char *sentence)
{
    struct writer writer;
    answer_error(answer, sentence);
    buf_reset(&answer->text);
    buf_reset(&answer->data);
    writer_init(&writer, &answer->data);
    writer_object(&writer, NULL);
    writer_bool(&writer, "ok", false);
    writer_text(&writer, "error", sentence);
    writer_end(&writer);
}

bool
answer_write(const struct answer *answer, struct buf *out)
{
    struct writer writer;
    writer_init(&writer, out);
    writer_object(&writer, NULL);
    writer_bool(&writer, "ok", answer->ok);
    writer_text(&writer, "error", buf_text(&answer->error));
    writer_text(&writer, "text", buf_text(&answer->text));
    writer_raw(&writer, "data", buf_text(&answer->data), answer->data.len);
    writer_end(&writer);
    return writer_done(&writer);
}

enum err
answer_read(const char *line, size_t length, struct answer *out)
{
    struct json_t *json = NULL;
    const char *text, *error;
    enum err err = json_parse(line, length, &json, NULL);
    if (err != ERR_OK)
        return err;
    struct json_node root = json_root(json, NULL);
    struct json_node words = json_at(&root, "text");
    struct json_node wrong = json_at(&root, "error");
    struct json_node data = json_at(&root, "data");
    err = json_text(&words, ANSWER_MAX, &text);
    if (err == ERR_OK)
        err = json_text(&wrong, ANSWER_MAX, &error);
    if (err == ERR_OK && json_missing(&data))
        err = ERR_INVALID;
    if (err == ERR_OK && (!buf_add_str(&out->text, text) ||
                          !buf_add_str(&out->error, error)))
        err = ERR_NO_MEMORY;
    out->ok = err == ERR_OK && !*error;
    if (err == ERR_OK)
        err = json_canonical(data.value, &out->data);
    json_free(json);
    return err;
}
