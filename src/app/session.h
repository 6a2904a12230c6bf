// SPDX-License-Identifier: Apache-2.0
#ifndef APP_SESSION_H
#define APP_SESSION_H

#include <stdint.h>

struct kiosk;

/** A clean session: the centre's first language, no modes, a fresh visit
 *  id. */
void
session_reset(struct kiosk *kiosk);

/**
 * The visit is over: event visit.ended with `reason` (`done`, `home`,
 * `timeout`) when a number was given, and everything about the person is
 * wiped. Language and modes stay for who still stands there.
 */
void
session_end_visit(struct kiosk *kiosk, const char *reason);

/** The visitor is gone: as above, language and modes too, and `screen` is
 *  shown. */
void
session_end(struct kiosk *kiosk, const char *reason, const char *screen);

/** The visitor did something. */
void
session_touch(struct kiosk *kiosk);

/** Judge the silence; what follows from it happens. Returns when to ask
 *  again (clock_mono_ms), -1 never. */
int64_t
session_tick(struct kiosk *kiosk);

#endif
