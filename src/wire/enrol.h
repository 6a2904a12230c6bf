// SPDX-License-Identifier: Apache-2.0
#ifndef WIRE_ENROL_H
#define WIRE_ENROL_H
#include <stddef.h>
#include <stdint.h>
#include "util/err.h"
#include "util/id.h"
#include "util/sign.h"
#include "wire/fault.h"

struct buf;

#define ENROL_CODE_SIZE 65
#define ENROL_URL_SIZE 513
#define ENROL_MAX_PINS 8
#define ENROL_PIN_SIZE 64 // "sha256//" and 44 characters
#define ENROL_MAX_KEYS 16
#define ENROL_KEY_ID_SIZE 65

/** What `kiosk add` prints and its QR code holds. */
struct enrol_invite {
    char hub[ENROL_URL_SIZE]; // "https://…" without a slash at the end
    char code[ENROL_CODE_SIZE];
    char pins[ENROL_MAX_PINS][ENROL_PIN_SIZE];
    size_t pin_count;
};

/** The body of `POST /v1/enrol`. */
struct enrol_request {
    char code[ENROL_CODE_SIZE];
    unsigned char public_key[SIGN_PUBLIC_SIZE];
    char model[65];
    char version[33];
};

/** A key of 32 bytes by its id. */
struct enrol_key {
    char id[ENROL_KEY_ID_SIZE];
    unsigned char key[32];
};

/** What the hub answers. */
struct enrol_reply {
    char kiosk_id[ID_SIZE];
    int sign; // 1–9
    char site[ID_SIZE];
    char hub_id[ID_SIZE];
    unsigned char hub_key[SIGN_PUBLIC_SIZE];
    char pins[ENROL_MAX_PINS][ENROL_PIN_SIZE];
    size_t pin_count;
    struct enrol_key seal_key;
    struct enrol_key directory_keys[ENROL_MAX_KEYS];
    size_t directory_key_count;
    int64_t hub_time_ms;
};

enum err
enrol_invite_write(const struct enrol_invite *invite, struct buf *out);
enum err
enrol_invite_parse(const char *text, size_t len, struct enrol_invite *out,
                   struct fault *fault);
enum err
enrol_request_write(const struct enrol_request *request, struct buf *out);
enum err
enrol_request_parse(const char *body, size_t len, struct enrol_request *out,
                    struct fault *fault);
enum err
enrol_reply_write(const struct enrol_reply *reply, struct buf *out);
/** Wipe `out` after use: it holds directory keys. */
enum err
enrol_reply_parse(const char *body, size_t len, struct enrol_reply *out,
                  struct fault *fault);

#endif
