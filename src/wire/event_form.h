// SPDX-License-Identifier: Apache-2.0
#ifndef WIRE_EVENT_FORM_H
#define WIRE_EVENT_FORM_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "util/err.h"
#include "util/hash.h"
#include "util/id.h"
#include "util/sign.h"
#include "wire/fault.h"

struct buf;
struct json_t;

/** Bytes of a form's answers as JSON, before they are sealed. */
#define EVENT_FORM_PLAIN_MAX (96 * 1024)
/** Of the sealed answers as base64url, with NUL. */
#define EVENT_FORM_SEALED_MAX (132 * 1024)
#define EVENT_FORM_KEY_SIZE 33

/**
 * The body of `form.submitted`; its subject is the submission's id.
 *
 * Neither answers nor the receipt number can be read from it: the answers
 * are sealed to the hub's key `seal`, of the number there is a keyed hash.
 */
struct event_form {
    char form[ID_SIZE];
    int64_t rev;           // of the form's record; 0 for a built-in one
    char service[ID_SIZE]; // "": none
    char visit[UUID_SIZE]; // "": no number was taken
    char receipt_key[EVENT_FORM_KEY_SIZE]; // which one made the hash
    unsigned char receipt_hash[HASH_SIZE];
    char seal[ID_SIZE];    // which key the answers are sealed to
    const char *answers;   // base64url; borrowed
};

/** Append the body; false when memory or the buffer ran out. */
bool
event_form_write(struct buf *out, const struct event_form *form);

/** `answers` is borrowed from `body`. ERR_INVALID with the fault noted. */
enum err
event_form_read(const struct json_t *body, struct event_form *out,
                struct fault *fault);

/**
 * Append base64url of `{"form","rev","answers"}` (RFC 8785) sealed to
 * `key`; `form` gives id and rev. ERR_NO_MEMORY also when it is longer
 * than EVENT_FORM_PLAIN_MAX. What is not sealed is wiped.
 */
enum err
event_form_seal(const unsigned char key[SEAL_KEY_SIZE],
                const struct event_form *form, const struct json_t *answers,
                struct buf *out);

/** Append what event_form_seal sealed, as JSON text; the caller wipes it.
 *  ERR_INVALID when it does not open. */
enum err
event_form_open(const unsigned char public_key[SEAL_KEY_SIZE],
                const unsigned char secret_key[SEAL_KEY_SIZE],
                const char *answers, struct buf *out);

#endif
