// SPDX-License-Identifier: Apache-2.0
#include "util/sign.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#include "util/log.h"
#include "util/str.h"

static_assert(SIGN_PUBLIC_SIZE == crypto_sign_PUBLICKEYBYTES, "Ed25519");
static_assert(SIGN_SECRET_SIZE == crypto_sign_SECRETKEYBYTES, "Ed25519");
static_assert(SIGN_SIZE == crypto_sign_BYTES, "Ed25519");
static_assert(SEAL_KEY_SIZE == crypto_box_PUBLICKEYBYTES, "X25519");
static_assert(SEAL_KEY_SIZE == crypto_box_SECRETKEYBYTES, "X25519");
static_assert(PIN_HASH_SIZE >= crypto_pwhash_STRBYTES, "argon2id");

#define PIN_DIGITS 6
// A hash names its own cost; one dearer than this is refused before it can
// take the terminal's memory or time. Ours are 64 MiB and two passes.
#define PIN_KIB_MAX (128 * 1024)
#define PIN_PASSES_MAX 8

// Picks the fastest code of the library; safe from any thread, any times.
static void
ready(void)
{
    int rc = sodium_init();

    assert(rc >= 0);
    (void)rc;
}

static bool
is_pin(const char *pin)
{
    return pin && strnlen(pin, PIN_DIGITS + 1) == PIN_DIGITS
        && strspn(pin, "0123456789") == PIN_DIGITS;
}

// The number after `name`, moving `*cursor` behind it; 0 when absent.
static unsigned long
read_cost(const char **cursor, const char *name)
{
    char *end;
    unsigned long value;

    if (!str_starts(*cursor, name)) {
        return 0;
    }
    value = strtoul(*cursor + strlen(name), &end, 10);
    *cursor = end;
    return value;
}

static bool
is_affordable(const char *hash)
{
    const char *start = "$argon2id$v=19$";
    unsigned long kib, passes;

    if (!str_starts(hash, start)
        || strnlen(hash, PIN_HASH_SIZE) >= PIN_HASH_SIZE) {
        return false;
    }
    hash += strlen(start);
    kib = read_cost(&hash, "m=");
    passes = read_cost(&hash, ",t=");
    return kib > 0 && kib <= PIN_KIB_MAX && passes > 0
        && passes <= PIN_PASSES_MAX && str_starts(hash, ",p=1$");
}

void
sign_keypair(unsigned char public_key[SIGN_PUBLIC_SIZE],
             unsigned char secret_key[SIGN_SECRET_SIZE])
{
    ready();
    (void)crypto_sign_keypair(public_key, secret_key);
}

void
sign_public(const unsigned char secret_key[SIGN_SECRET_SIZE],
            unsigned char public_key[SIGN_PUBLIC_SIZE])
{
    (void)crypto_sign_ed25519_sk_to_pk(public_key, secret_key);
}

void
sign_detached(const unsigned char secret_key[SIGN_SECRET_SIZE],
              const void *data, size_t len, unsigned char out[SIGN_SIZE])
{
    (void)crypto_sign_detached(out, NULL, data, len, secret_key);
}

bool
sign_verify(const unsigned char public_key[SIGN_PUBLIC_SIZE],
            const void *data, size_t len,
            const unsigned char signature[SIGN_SIZE])
{
    return crypto_sign_verify_detached(signature, data, len, public_key)
        == 0;
}

void
seal_keypair(unsigned char public_key[SEAL_KEY_SIZE],
             unsigned char secret_key[SEAL_KEY_SIZE])
{
    ready();
    (void)crypto_box_keypair(public_key, secret_key);
}

enum err
seal_box(const unsigned char public_key[SEAL_KEY_SIZE], const void *data,
         size_t len, struct buf *out)
{
    size_t size;
    unsigned char *box;
    enum err err = ERR_OK;

    if (len > SIZE_MAX - crypto_box_SEALBYTES) {
        return ERR_INVALID;
    }
    size = len + crypto_box_SEALBYTES;
    ready();
    box = malloc(size);
    if (!box) {
        LOGE("sign: no memory for a sealed box");
        return ERR_NO_MEMORY;
    }
    if (crypto_box_seal(box, data, len, public_key) != 0) {
        err = ERR_INVALID; // a key of small order
    } else if (!buf_add(out, box, size)) {
        err = ERR_NO_MEMORY;
    }
    free(box);
    return err;
}

enum err
seal_open(const unsigned char public_key[SEAL_KEY_SIZE],
          const unsigned char secret_key[SEAL_KEY_SIZE], const void *box,
          size_t len, struct buf *out)
{
    size_t size;
    unsigned char *data;
    enum err err = ERR_OK;

    if (len < crypto_box_SEALBYTES) {
        return ERR_INVALID;
    }
    size = len - crypto_box_SEALBYTES;
    data = malloc(size + 1);
    if (!data) {
        LOGE("sign: no memory to open a sealed box");
        return ERR_NO_MEMORY;
    }
    if (crypto_box_seal_open(data, box, len, public_key, secret_key) != 0) {
        err = ERR_INVALID;
    } else if (!buf_add(out, data, size)) {
        err = ERR_NO_MEMORY;
    }
    secret_wipe(data, size);
    free(data);
    return err;
}

enum err
pin_hash(const char *pin, char out[PIN_HASH_SIZE])
{
    if (!is_pin(pin)) {
        return ERR_INVALID;
    }
    ready();
    if (crypto_pwhash_str_alg(out, pin, PIN_DIGITS,
                              crypto_pwhash_OPSLIMIT_INTERACTIVE,
                              crypto_pwhash_MEMLIMIT_INTERACTIVE,
                              crypto_pwhash_ALG_ARGON2ID13) != 0) {
        LOGE("sign: no memory for argon2id");
        return ERR_NO_MEMORY;
    }
    return ERR_OK;
}

bool
pin_verify(const char *hash, const char *pin)
{
    if (!hash || !is_pin(pin) || !is_affordable(hash)) {
        return false;
    }
    ready();
    return crypto_pwhash_str_verify(hash, pin, PIN_DIGITS) == 0;
}
