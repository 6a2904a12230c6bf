// SPDX-License-Identifier: Apache-2.0
#ifndef STORE_SEARCH_WORDS_H
#define STORE_SEARCH_WORDS_H

#include <stdbool.h>
#include <stddef.h>

#include "store/search.h"
#include "store/tokenizer.h"

struct buf;

#define WORDS_TEXT_MAX SEARCH_TEXT_SIZE
#define WORDS_UNITS_MAX 6
#define WORDS_PHRASES_MAX 96
#define WORDS_PIECES_MAX 640

/*
 * What a visitor typed, as phrases to look for; internal.
 *
 * A question is cut into units that must all be found: a run of Chinese
 * characters and numbers is one phrase; letters are words, or pinyin in
 * every way they can be cut, or initials. Pinyin matches titles alone.
 */
enum words_kind {
    WORDS_PLAIN,    // a token as it stands in the text
    WORDS_SYLLABLE, // a character read so
    WORDS_INITIAL   // a character whose reading begins with this letter
};

/** How the tokens of kinds other than plain are written in the index. */
#define WORDS_MARK_SYLLABLE '\1'
#define WORDS_MARK_INITIAL '\2'
#define WORDS_MARK_TITLE '\3' // a plain token of a title

struct words_piece {
    enum words_kind kind;
    const char *text; // borrowed from the table or from `words`
};

struct words_phrase {
    size_t first; // of `pieces`
    size_t count;
};

struct words_unit {
    size_t phrases;      // first of `phrases`, any of which will do
    size_t phrase_count;
    size_t words;        // first of `pieces`, which must all be there
    size_t word_count;   // 0: no words
};

/** Holds pointers into itself: never copied. */
struct words {
    struct words_unit units[WORDS_UNITS_MAX];
    size_t unit_count;
    struct words_phrase phrases[WORDS_PHRASES_MAX];
    size_t phrase_count;
    struct words_piece pieces[WORDS_PIECES_MAX];
    size_t piece_count;
    char text[2 * WORDS_TEXT_MAX];
    size_t text_len;
};

/** Take a question apart; any bytes will do. No units: it asks nothing. */
void
words_parse(struct words *words, const char *text);

/**
 * Append the question for FTS5: texts whose title answers it, or all those
 * that answer it otherwise, among which titles may be. False without memory.
 */
bool
words_match(const struct words *words, bool title, struct buf *out);

#endif
