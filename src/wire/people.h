// SPDX-License-Identifier: Apache-2.0
#ifndef WIRE_PEOPLE_H
#define WIRE_PEOPLE_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "util/err.h"
#include "util/hash.h"
#include "util/id.h"
#include "util/sign.h"
#include "wire/fault.h"

struct buf;

#define PEOPLE_MAX_KEYS 16
#define PEOPLE_MAX_ROLES 8
#define PEOPLE_NAME_SIZE 129
#define PEOPLE_KEY_ID_SIZE 33

/*
 * Records of people, keys and commands that model has no struct for
 * (PROTOCOL.md "Changes down"). Readers as in wire/record.h; nothing here
 * needs clearing, but PINs and keys are wiped by who holds them.
 */

/** A staff member's `staff` record. */
struct staff_record {
    char code[3]; // two digits
    char name[PEOPLE_NAME_SIZE];
    char pin[PIN_HASH_SIZE]; // argon2id string
    char roles[PEOPLE_MAX_ROLES][33];
    size_t role_count;
    bool active;
};

/** By which numbers a talent is found: `k` names the key, `h` the hash. */
struct talent_key {
    char k[PEOPLE_KEY_ID_SIZE];
    unsigned char h[HASH_SIZE];
};

/** `key`: a seal key or, by `use`, another key handed to kiosks. */
struct key_record {
    char use[33];
    char id[ID_SIZE];
    unsigned char key[32];
    int64_t not_after_ms; // 0: none
};

/** `card_key`: verifies talent cards. */
struct card_key_record {
    char kid[65];
    unsigned char public_key[SIGN_PUBLIC_SIZE];
    int64_t not_before_ms; // 0: none
    int64_t not_after_ms;  // 0: none
};

/** `revocation` of one card. */
struct revocation_record {
    char jti[ID_SIZE];
    int64_t at_ms;
};

enum command_name {
    COMMAND_SYNC,
    COMMAND_OUT_OF_SERVICE,
    COMMAND_IN_SERVICE,
    COMMAND_UNLOCK_PIN,
};

/** `command` for this kiosk. */
struct command_record {
    enum command_name name;
    char reason[129];
    int64_t expires_ms; // 0: none
};

enum err
record_staff(const char *body, size_t len, struct staff_record *out,
             struct fault *fault);
/** The `keys` of a talent's body; more than PEOPLE_MAX_KEYS are refused. */
enum err
record_talent_keys(const char *body, size_t len,
                   struct talent_key out[PEOPLE_MAX_KEYS], size_t *count,
                   struct fault *fault);
enum err
record_key(const char *body, size_t len, struct key_record *out,
           struct fault *fault);
enum err
record_card_key(const char *body, size_t len, struct card_key_record *out,
                struct fault *fault);
enum err
record_revocation(const char *body, size_t len,
                  struct revocation_record *out, struct fault *fault);
enum err
record_command(const char *body, size_t len, struct command_record *out,
               struct fault *fault);
/** "sync", "out_of_service", … */
const char *
command_name_text(enum command_name name);

enum err
record_staff_write(const struct staff_record *staff, struct buf *out);
enum err
record_key_write(const struct key_record *key, struct buf *out);
enum err
record_command_write(const struct command_record *command, struct buf *out);

#endif
