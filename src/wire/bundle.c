// SPDX-License-Identifier: Apache-2.0
#include "wire/bundle.h"
#include <string.h>
#include "util/base64.h"
#include "util/buf.h"
#include "util/str.h"
#include "wire/json.h"
#include "wire/read.h"
#include "wire/writer.h"

#define SIGNATURE_TEXT_SIZE BASE64_SIZE(SIGN_SIZE)

static void
hash_line(struct bundle *bundle, const char *line, size_t len)
{
    hash_add(&bundle->hash, line, len);
    hash_add(&bundle->hash, "\n", 1);
}

static bool
finish_text(struct bundle *bundle, struct buf *out)
{
    unsigned char digest[HASH_SIZE];
    char hex[HASH_HEX_SIZE];
    hash_finish(&bundle->hash, digest);
    hash_hex(digest, sizeof(digest), hex);
    return buf_addf(out, "talent-bundle-v1\n%s", hex);
}

enum err
bundle_begin(struct bundle *bundle, const struct bundle_header *header,
             struct buf *out)
{
    struct writer writer;
    size_t begin = out->len;
    *bundle = (struct bundle){.header = *header};
    if (!id_valid(header->kiosk_id) || header->calls < 0 ||
        header->calls > BUNDLE_MAX_CALLS)
        return ERR_INVALID;
    hash_start(&bundle->hash);
    writer_init(&writer, out);
    writer_object(&writer, NULL);
    writer_int(&writer, "v", 1);
    writer_text(&writer, "kiosk_id", header->kiosk_id);
    writer_time(&writer, "created", header->created_ms);
    writer_int(&writer, "calls", header->calls);
    writer_end(&writer);
    if (!writer_done(&writer) || !buf_add_char(out, '\n'))
        return ERR_NO_MEMORY;
    hash_add(&bundle->hash, out->data + begin, out->len - begin);
    return ERR_OK;
}

enum err
bundle_add(struct bundle *bundle, const char *call, size_t len,
           struct buf *out)
{
    if (len > BUNDLE_LINE_MAX || memchr(call, '\n', len))
        return ERR_INVALID;
    if (bundle->calls >= bundle->header.calls)
        return ERR_BUG;
    bundle->calls++;
    hash_line(bundle, call, len);
    buf_add(out, call, len);
    return buf_add_char(out, '\n') ? ERR_OK : ERR_NO_MEMORY;
}

enum err
bundle_end(struct bundle *bundle,
           const unsigned char secret_key[SIGN_SECRET_SIZE], struct buf *out)
{
    struct buf text;
    unsigned char signature[SIGN_SIZE];
    char line[SIGNATURE_TEXT_SIZE];
    if (bundle->calls != bundle->header.calls)
        return ERR_BUG;
    buf_init(&text, 256);
    bool good = finish_text(bundle, &text);
    if (good)
        sign_detached(secret_key, text.data, text.len, signature);
    buf_clear(&text);
    if (!good)
        return ERR_NO_MEMORY;
    base64url_encode(signature, sizeof(signature), line, sizeof(line));
    buf_add_str(out, line);
    return buf_add_char(out, '\n') ? ERR_OK : ERR_NO_MEMORY;
}

static enum err
refuse(struct fault *fault, const char *code, const char *zh, const char *en)
{
    fault_set(fault, code, "", zh, en);
    return ERR_INVALID;
}

enum err
bundle_open(struct bundle *bundle, const char *line, size_t len,
            struct fault *fault)
{
    struct json_t *json;
    int64_t version;
    *bundle = (struct bundle){0};
    if (len > BUNDLE_LINE_MAX)
        return refuse(fault, "too_long", "文件首行太长",
                      "the first line is too long");
    enum err err = json_parse(line, len, &json, fault);
    if (err)
        return err;
    struct json_node root = json_root(json, fault);
    struct json_node v = json_at(&root, "v");
    struct json_node kiosk = json_at(&root, "kiosk_id");
    struct json_node created = json_at(&root, "created");
    struct json_node calls = json_at(&root, "calls");
    err = json_int(&v, 1, 1, &version);
    err = err ? err : read_id(&kiosk, bundle->header.kiosk_id);
    err = err ? err : read_time(&created, &bundle->header.created_ms);
    if (!err)
        err = json_int(&calls, 0, BUNDLE_MAX_CALLS, &bundle->header.calls);
    json_free(json);
    hash_start(&bundle->hash);
    hash_line(bundle, line, len);
    return err;
}

enum err
bundle_call(struct bundle *bundle, const char *line, size_t len,
            struct fault *fault)
{
    if (len > BUNDLE_LINE_MAX)
        return refuse(fault, "too_long", "文件中有一行太长",
                      "a line is too long");
    if (bundle->calls >= bundle->header.calls)
        return refuse(fault, "bad_value", "文件行数与首行不符",
                      "the file has more lines than it says");
    bundle->calls++;
    hash_line(bundle, line, len);
    return ERR_OK;
}

enum err
bundle_close(struct bundle *bundle, const char *line, size_t len,
             const unsigned char public_key[SIGN_PUBLIC_SIZE],
             struct fault *fault)
{
    struct buf text;
    unsigned char signature[SIGN_SIZE];
    char encoded[SIGNATURE_TEXT_SIZE];
    if (bundle->calls != bundle->header.calls)
        return refuse(fault, "truncated", "文件不完整",
                      "the file is truncated");
    if (len >= sizeof(encoded))
        return refuse(fault, "bad-signature", "文件签名不正确",
                      "the file's last line is not a signature");
    memcpy(encoded, line, len);
    encoded[len] = '\0';
    buf_init(&text, 256);
    bool good = base64url_decode_exact(encoded, signature, SIGN_SIZE) &&
                finish_text(bundle, &text) &&
                sign_verify(public_key, text.data, text.len, signature);
    buf_clear(&text);
    if (good)
        return ERR_OK;
    return refuse(fault, "bad-signature", "文件签名不正确，内容可能被改动",
                  "the file was changed, or signed by another kiosk");
}
