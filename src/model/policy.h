// SPDX-License-Identifier: Apache-2.0
#ifndef MODEL_POLICY_H
#define MODEL_POLICY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/lang.h"
#include "model/list.h"
#include "model/source.h"
#include "util/timestamp.h"

/** One line of the short answer: "who", "what", "how". */
struct policy_fact {
    struct text label;
    struct text value;
};

/** What is published about one thing that people ask for. */
struct policy {
    char *id; // owned, as all pointers here
    struct text title;
    struct text summary;
    struct policy_fact *facts; // the first is the answer in short
    size_t fact_count;
    struct text body;          // Markdown
    struct list topics;        // ids, the first is where it belongs most
    struct list services;      // ids of what a visitor can take a number for
    struct list rules;         // ids
    char valid_from[DAY_SIZE]; // "" when not published
    char valid_to[DAY_SIZE];   // the last day; "" when open
    int *rows;                 // of the facts table
    size_t row_count;
    struct source source;
    enum source_state state;
};

/** True on `day` when its state says so or its last day has passed. */
bool
policy_expired(const struct policy *policy, const char *day);

/**
 * The amount for a row of a list, as "10 万元", when it may stand there: the
 * first fact reads "amount (conditions)" and the summary beside it names the
 * same conditions. Copied to `out`; false, and "", otherwise.
 */
bool
policy_amount(const struct policy *policy, enum lang lang, char *out,
              size_t size);

/** The picture that says what a fact tells before its words are read: a
 *  name in assets, for kiosk and phone alike. */
const char *
policy_fact_icon(const struct policy_fact *fact);

void
policy_clear(struct policy *policy);

/** A class of policies, one chip above the list. */
struct topic {
    char *id; // owned, as all pointers here
    struct text name;
    struct text search; // what to type to find them; may be empty
    char *parent;  // topic id; NULL: none
    char *icon;    // name of a picture in assets; NULL: none
    int64_t order; // place in the list
};

void
topic_clear(struct topic *topic);

#endif
