// SPDX-License-Identifier: Apache-2.0
#ifndef HUB_CLIENT_H
#define HUB_CLIENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "hub/config.h"
#include "util/buf.h"
#include "util/sign.h"

/* A hub that runs as a process of its own, and a kiosk's side of HTTP. */

/** One hub under a fresh folder. */
struct fixture {
    char dir[64];
    char spec[128]; // sqlite:…
    struct hub_config config;
    pid_t pid; // of the server, 0 while it does not run
    int port;
};

/** Who signs. */
struct signer {
    char keyid[65];
    unsigned char secret[SIGN_SECRET_SIZE];
    unsigned char public_key[SIGN_PUBLIC_SIZE];
};

/** A request and what tests do to it. */
struct ask {
    const char *method;
    const char *target; // path and query
    const void *body;
    size_t body_len;
    const char *headers; // more lines, each with CR LF
    const struct signer *signer; // NULL: unsigned
    int64_t skew_s; // of `created`
    bool break_digest;
    bool break_signature;
    bool chunked;
    const char *replay; // signature lines of an earlier request
};

struct answer {
    int status;
    char head[4096];
    struct buf body; // released by answer_clear
    char sent[2048]; // the signature lines that were sent
};

/** Makes the folder and the store with the sites `hall` and `hospital`. */
void
fixture_make(struct fixture *fixture);

/** Starts the server and waits until it listens. */
void
fixture_start(struct fixture *fixture);

/** Ends it by SIGTERM and asserts that it ended cleanly. */
void
fixture_stop(struct fixture *fixture);

/** Ends it without warning. */
void
fixture_kill(struct fixture *fixture);

/** Stops and removes everything. */
void
fixture_remove(struct fixture *fixture);

/** A fresh key pair of this key id. */
void
signer_make(struct signer *signer, const char *keyid);

/** Enrols a new kiosk at a site through the running server. */
void
signer_enrol(struct fixture *fixture, const char *site, struct signer *signer);

/** Sends on a fresh connection and reads the whole answer. */
void
ask_send(const struct fixture *fixture, const struct ask *ask,
         struct answer *answer);

/** Connects and writes raw bytes; the answer until the end or `timeout_ms`.
 * False when nothing came. */
bool
raw_send(const struct fixture *fixture, const char *text, size_t len,
         struct answer *answer);

void
answer_clear(struct answer *answer);

/** A GET or a POST without anything special. */
struct answer
ask_get(const struct fixture *fixture, const char *target,
        const struct signer *signer);
struct answer
ask_post(const struct fixture *fixture, const char *target, const char *body,
         const struct signer *signer);

/** Asserts status and problem code (NULL: none), and releases the answer. */
void
answer_expect(struct answer answer, int status, const char *code);

/** The body of an enrolment by this key. */
char *
enrol_body(const char *code, const struct signer *signer, char out[512]);

/** Does the body hold this text? */
bool
answer_has(const struct answer *answer, const char *text);

/** A whole number after `"name":` in the body; -1 when it is not there. */
int64_t
answer_int(const struct answer *answer, const char *name);

/** The text after `"name":"` in the body. */
void
answer_text(const struct answer *answer, const char *name, char *out,
            size_t size);

#endif
