// SPDX-License-Identifier: Apache-2.0
#ifndef TESTS_STORE_FIXTURE_H
#define TESTS_STORE_FIXTURE_H

#include <stdbool.h>
#include <stdint.h>

#include "store/changes.h"
#include "store/identity.h"
#include "store/outbox.h"
#include "store/store.h"
#include "store/visits.h"
#include "wire/change.h"

/** A store on a fresh folder of its own. */
struct fixture {
    char dir[64];
    struct store *store;
    struct store_condition condition;
};

/** For cmocka's setup and teardown; `state` gets the fixture. */
int
fixture_setup(void **state);
int
fixture_teardown(void **state);

/** Close and open again, as a restart does. */
void
fixture_restart(struct fixture *fixture);
void
fixture_close(struct fixture *fixture);
/** Open after fixture_close. */
void
fixture_open(struct fixture *fixture);

/** Copy a file of the data folder to another name in it. */
void
fixture_copy(const struct fixture *fixture, const char *from,
             const char *to);
void
fixture_remove(const struct fixture *fixture, const char *name);
/** Overwrite `len` bytes at `offset` with 0xA5. */
void
fixture_damage(const struct fixture *fixture, const char *name, long offset,
               long len);

/** Apply one page of `count` changes; the page is complete. */
struct changes_result
fixture_apply(struct fixture *fixture, const struct change *changes,
              size_t count, const char *cursor);

struct change
fixture_put(const char *kind, const char *id, int64_t rev, const char *body);
struct change
fixture_del(const char *kind, const char *id, int64_t rev);

/** A site `hall` open at all times with services `a` and `b` (letters A
 *  and B), as the hub would send them. */
void
fixture_catalogue(struct fixture *fixture, int kiosks);

/** Enrol as `hall-SIGN` of site `hall`. */
void
fixture_enrol(struct fixture *fixture, int sign);

/** A guest's visit for a service. */
struct visit
fixture_visit(const char *service);

/** Check a guest in; the outcome must be CHECK_IN_TAKEN. */
struct ticket
fixture_take(struct fixture *fixture, const char *service);

/** All that is pending, as one JSON array text; the caller frees it. */
char *
fixture_pending(struct fixture *fixture, size_t *count);

/** Acknowledge every pending event. */
void
fixture_acknowledge(struct fixture *fixture);

#endif
