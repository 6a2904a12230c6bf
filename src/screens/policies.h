// SPDX-License-Identifier: Apache-2.0
#ifndef SCREENS_POLICIES_H
#define SCREENS_POLICIES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/policy.h"
#include "screens/screen.h"
#include "ui/pager.h"
#include "ui/typing.h"
#include "util/id.h"

#define POLICIES_PAGE 6
#define POLICIES_TOPICS 55 // that have a chip
#define POLICIES_WORDS 6   // to search for, offered as chips

/** What the page shows below its field. */
enum policies_view {
    POLICIES_BROWSE, // topics and the list
    POLICIES_TYPING, // the keyboard, and the first found above it
    POLICIES_FOUND,
    POLICIES_NOTHING // nothing was found, and ways on
};

/** What is said while the search has not answered. */
enum policies_wait {
    POLICIES_SOON, // nothing: it takes a moment
    POLICIES_TOLD, // that it searches
    POLICIES_LONG  // and where else to ask
};

/** What the screen `policies` knows. */
struct policies_data {
    struct topic topics[POLICIES_TOPICS]; // owned
    size_t topic_count;
    char topic[ID_SIZE]; // the chosen one; "": all
    bool all_topics;     // every topic has its chip, not the first alone
    struct policy items[POLICIES_PAGE]; // owned
    size_t count;
    size_t total;
    bool more;           // there are more than `total`
    size_t first;        // number of the first one shown
    bool found;          // what is shown answers a question, not a topic
    uint32_t asked;      // serial of the last question to the search
    bool finding;        // it is not answered; what is shown is older
    int64_t since_ms;    // clock_mono_ms when it was asked
    enum policies_wait wait; // what is said of that, while `finding`
    size_t policies;     // in the catalogue
    struct typing typing;
    bool open;           // the keyboard is up
    bool failed;         // the catalogue or the index could not be read
    char question[TYPING_TEXT_SIZE + TYPING_LETTERS_SIZE]; // searched for
    bool asks;           // there is something in it to look for
    char desk[ID_SIZE];  // the service to ask about policies; "": none
    int64_t waiting;     // for it, -1 when unknown
};

enum policies_view
policies_view(const struct policies_data *data);

/** How many rows a page has room for, at most POLICIES_PAGE. */
size_t
policies_rows(const struct ui *ui, const struct policies_data *data);

/** Which part of the list or of what was found is shown. */
struct paging
policies_paging(const struct ui *ui, const struct policies_data *data);

/** Chips of topics there is room for while not all are shown. */
size_t
policies_topics_shown(const struct ui *ui, const struct policies_data *data);

/** The topic behind chip `i`: the chosen one always has a chip. */
size_t
policies_topic_at(const struct ui *ui, const struct policies_data *data,
                  size_t i);

void
policies_draw(struct screen_context *context, const void *data);

/** Its parts, in files of their own. */
void
policies_draw_chips(struct ui *ui, const struct policies_data *data);
void
policies_draw_row(struct screen_context *context,
                  const struct policies_data *data, size_t i,
                  struct rect rect);
void
policies_draw_nothing(struct screen_context *context,
                      const struct policies_data *data);
void
policies_draw_words(struct ui *ui, const struct policies_data *data,
                    struct rect area, int columns);
/** The keyboard's panel. */
void
policies_draw_keys(struct ui *ui, const struct policies_data *data);

/** Where things stand below the title; those of height 0 are not drawn. */
struct policies_places {
    struct rect title, field, count, chips, list, note, pager;
    int columns; // of the list
    int row_h;
};
struct policies_places
policies_places(const struct ui *ui, const struct policies_data *data);

/** Chips side by side. */
int
policies_chip_columns(const struct ui *ui);

#endif
