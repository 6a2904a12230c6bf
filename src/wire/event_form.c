// SPDX-License-Identifier: Apache-2.0
#include "wire/event_form.h"
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include "util/base64.h"
#include "util/buf.h"
#include "util/str.h"
#include "wire/json.h"
#include "wire/read.h"
#include "wire/writer.h"

#define MAX_REV INT64_C(9007199254740991)
// A sealed box of nothing, in base64url.
#define SEALED_MIN 64

static const char *
or_null(const char *text)
{
    return text[0] ? text : NULL;
}

bool
event_form_write(struct buf *out, const struct event_form *form)
{
    struct writer writer;
    writer_init(&writer, out);
    writer_object(&writer, NULL);
    writer_text(&writer, "form", form->form);
    writer_int(&writer, "rev", form->rev);
    writer_text(&writer, "service", or_null(form->service));
    writer_text(&writer, "visit", or_null(form->visit));
    writer_object(&writer, "receipt");
    writer_text(&writer, "k", form->receipt_key);
    writer_bytes(&writer, "h", form->receipt_hash,
                 sizeof(form->receipt_hash));
    writer_end(&writer);
    writer_text(&writer, "seal", form->seal);
    writer_text(&writer, "answers", form->answers);
    writer_end(&writer);
    return writer_done(&writer);
}

// Whether it opens is known to the key's owner alone.
static enum err
read_sealed(const struct json_node *node, const char **out)
{
    static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                   "abcdefghijklmnopqrstuvwxyz0123456789-_";
    enum err err = json_text(node, EVENT_FORM_SEALED_MAX - 1, out);
    if (err)
        return err;
    size_t len = strlen(*out);
    if (len < SEALED_MIN || len % 4 == 1 || strspn(*out, alphabet) != len)
        return json_refuse(node, "bad_value", "不是加密的内容",
                           "this is no sealed box in base64url");
    return ERR_OK;
}

static enum err
read_visit(const struct json_node *node, char out[UUID_SIZE])
{
    char id[ID_SIZE];
    enum err err = read_id_or_null(node, id);
    if (!err && id[0] && !id_uuid_valid(id))
        return json_refuse(node, "bad_value", "不是有效的 UUID",
                           "this is not a UUID in lower case");
    (void)str_copy(out, UUID_SIZE, err ? "" : id);
    return err;
}

enum err
event_form_read(const struct json_t *body, struct event_form *out,
                struct fault *fault)
{
    struct json_node root = json_root(body, fault);
    root.key = "body";
    struct json_node form = json_at(&root, "form");
    struct json_node rev = json_at(&root, "rev");
    struct json_node service = json_at(&root, "service");
    struct json_node visit = json_at(&root, "visit");
    struct json_node receipt = json_at(&root, "receipt");
    struct json_node k = json_at(&receipt, "k");
    struct json_node h = json_at(&receipt, "h");
    struct json_node seal = json_at(&root, "seal");
    struct json_node answers = json_at(&root, "answers");
    *out = (struct event_form){0};
    enum err err = read_id(&form, out->form);
    err = err ? err : json_int(&rev, 0, MAX_REV, &out->rev);
    err = err ? err : read_id_or_null(&service, out->service);
    err = err ? err : read_visit(&visit, out->visit);
    if (!err)
        err = read_text(&k, false, out->receipt_key,
                        sizeof(out->receipt_key));
    err = err ? err : read_key(&h, out->receipt_hash);
    err = err ? err : read_id(&seal, out->seal);
    return err ? err : read_sealed(&answers, &out->answers);
}

static enum err
add_base64(const struct buf *box, struct buf *out)
{
    size_t size = BASE64_SIZE(box->len);
    char *text = malloc(size);
    enum err err = ERR_NO_MEMORY;
    if (text && base64url_encode(box->data, box->len, text, size)
        && buf_add_str(out, text))
        err = ERR_OK;
    free(text);
    return err;
}

enum err
event_form_seal(const unsigned char key[SEAL_KEY_SIZE],
                const struct event_form *form, const struct json_t *answers,
                struct buf *out)
{
    struct buf plain, box;
    // The document borrows `answers`, which it does not change.
    json_t *root = json_pack("{s:s, s:I, s:O}", "form", form->form, "rev",
                             (json_int_t)form->rev, "answers",
                             (json_t *)(uintptr_t)answers);
    buf_init(&plain, EVENT_FORM_PLAIN_MAX);
    buf_init(&box, EVENT_FORM_PLAIN_MAX + 64);
    enum err err = root ? json_canonical(root, &plain) : ERR_NO_MEMORY;
    if (!err)
        err = seal_box(key, plain.data, plain.len, &box);
    if (!err)
        err = add_base64(&box, out);
    buf_clear(&plain);
    buf_clear(&box);
    json_decref(root);
    return err;
}

enum err
event_form_open(const unsigned char public_key[SEAL_KEY_SIZE],
                const unsigned char secret_key[SEAL_KEY_SIZE],
                const char *answers, struct buf *out)
{
    size_t size = strlen(answers), len = 0;
    if (size >= EVENT_FORM_SEALED_MAX)
        return ERR_INVALID;
    unsigned char *box = malloc(size + 1);
    if (!box)
        return ERR_NO_MEMORY;
    enum err err = base64url_decode(answers, box, size, &len)
                       ? seal_open(public_key, secret_key, box, len, out)
                       : ERR_INVALID;
    free(box);
    return err;
}
