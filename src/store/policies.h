// SPDX-License-Identifier: Apache-2.0
#ifndef STORE_POLICIES_H
#define STORE_POLICIES_H

#include <stddef.h>
#include <stdint.h>

#include "model/policy.h"
#include "util/err.h"

struct store;

/** ERR_NOT_FOUND without such a policy. The caller clears `out`. */
enum err
policies_get(struct store *store, const char *id, struct policy *out);

/** Which policies are wanted: at most `max` from number `first` on. */
struct policies_query {
    const char *topic; // topic id; NULL for all
    size_t first;
    size_t max;
};

/**
 * One page of policies: the newest source first, expired ones last, those
 * of one day by their topic's place. `count` gets how many of `out` were
 * filled, `total` how many there are. The caller clears each.
 */
enum err
policies_list(struct store *store, const struct policies_query *query,
              struct policy *out, size_t *count, size_t *total);

/** One page of the topics, in `order`, then id; as policies_list. */
struct policies_range {
    size_t first;
    size_t max;
};
enum err
policies_topics(struct store *store, struct policies_range range,
                struct topic *out, size_t *count, size_t *total);

#endif
