// SPDX-License-Identifier: Apache-2.0
#ifndef UTIL_SIGN_H
#define UTIL_SIGN_H

#include <stdbool.h>
#include <stddef.h>

#include "util/buf.h"
#include "util/err.h"

#define SIGN_PUBLIC_SIZE 32
#define SIGN_SECRET_SIZE 64
#define SIGN_SIZE 64
#define SEAL_KEY_SIZE 32
#define PIN_HASH_SIZE 128

/** A fresh Ed25519 pair; the caller wipes the secret. */
void
sign_keypair(unsigned char public_key[SIGN_PUBLIC_SIZE],
             unsigned char secret_key[SIGN_SECRET_SIZE]);

/** The public half of a secret key. */
void
sign_public(const unsigned char secret_key[SIGN_SECRET_SIZE],
            unsigned char public_key[SIGN_PUBLIC_SIZE]);

void
sign_detached(const unsigned char secret_key[SIGN_SECRET_SIZE],
              const void *data, size_t len, unsigned char out[SIGN_SIZE]);

bool
sign_verify(const unsigned char public_key[SIGN_PUBLIC_SIZE],
            const void *data, size_t len,
            const unsigned char signature[SIGN_SIZE]);

/** A fresh X25519 pair for sealed boxes; the caller wipes the secret. */
void
seal_keypair(unsigned char public_key[SEAL_KEY_SIZE],
             unsigned char secret_key[SEAL_KEY_SIZE]);

/** Append `data` sealed to `public_key`; only its owner can open it. */
enum err
seal_box(const unsigned char public_key[SEAL_KEY_SIZE], const void *data,
         size_t len, struct buf *out);

/** Append what a sealed box holds; ERR_INVALID when it does not open. */
enum err
seal_open(const unsigned char public_key[SEAL_KEY_SIZE],
          const unsigned char secret_key[SEAL_KEY_SIZE], const void *box,
          size_t len, struct buf *out);

/**
 * An argon2id string (interactive cost: about 42 ms and 64 MiB, so never
 * on the main thread). ERR_INVALID for a PIN that is not 6 digits.
 */
enum err
pin_hash(const char *pin, char out[PIN_HASH_SIZE]);

/** As costly as pin_hash; false for a malformed hash or another PIN. */
bool
pin_verify(const char *hash, const char *pin);

#endif
