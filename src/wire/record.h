// SPDX-License-Identifier: Apache-2.0
#ifndef WIRE_RECORD_H
#define WIRE_RECORD_H
#include <stddef.h>
#include <stdint.h>
#include "util/err.h"
#include "wire/fault.h"

struct buf;
struct site;
struct service;
struct entry;
struct policy;
struct topic;
struct rule;
struct form;
struct activity;
struct talent;
struct ticket;

/*
 * Bodies of the records that come down (PROTOCOL.md "Changes down"), to and
 * from the structs of model. Fields that are not known are ignored. Readers
 * return ERR_INVALID with field and reason noted; `out` is to be cleared by
 * its own verb in every case.
 */

/**
 * Check a body of any kind, so that store, hub and importer agree on what
 * is a good record: the whole of it for kinds this program reads, an object
 * within the size limit for others. A body of the catalogue that carries
 * `next` is good when that one is too (wire/effective.h).
 */
enum err
record_check(const char *kind, const char *id, const char *body, size_t len,
             struct fault *fault);

enum err
record_site(const char *id, const char *body, size_t len, struct site *out,
            struct fault *fault);
enum err
record_service(const char *id, const char *body, size_t len,
               struct service *out, struct fault *fault);
enum err
record_entry(const char *id, const char *body, size_t len, struct entry *out,
             struct fault *fault);
enum err
record_policy(const char *id, const char *body, size_t len,
              struct policy *out, struct fault *fault);
enum err
record_topic(const char *id, const char *body, size_t len, struct topic *out,
             struct fault *fault);
/** The rule's own examples are run; one that fails is a bad record. */
enum err
record_rule(const char *id, const char *body, size_t len, struct rule *out,
            struct fault *fault);
/** As record_rule, for one whose examples were run when it was stored. */
enum err
record_rule_proven(const char *id, const char *body, size_t len,
                   struct rule *out, struct fault *fault);
enum err
record_form(const char *id, const char *body, size_t len, struct form *out,
            struct fault *fault);
enum err
record_activity(const char *id, const char *body, size_t len,
                struct activity *out, struct fault *fault);
enum err
record_talent(const char *id, const char *body, size_t len,
              struct talent *out, struct fault *fault);
enum err
record_ticket(const char *id, const char *body, size_t len,
              struct ticket *out, struct fault *fault);

/** Append the body of a ticket record. */
enum err
record_ticket_write(const struct ticket *ticket, struct buf *out);

#endif
