// SPDX-License-Identifier: Apache-2.0
#ifndef APP_OUTCOME_H
#define APP_OUTCOME_H

#include "sync/sync.h"

struct answer;

/** A name for events and programs: "done", "partly", "offline", … */
const char *
outcome_name(enum sync_outcome outcome);

/** What became of a run, and what to do about it, in a sentence. */
const char *
outcome_sentence(enum sync_outcome outcome);

/** What `talent-kiosk sync` says. */
void
outcome_answer(const struct sync_event *result, struct answer *out);

#endif
