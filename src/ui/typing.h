// SPDX-License-Identifier: Apache-2.0
#ifndef UI_TYPING_H
#define UI_TYPING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/lang.h"

#define TYPING_TEXT_SIZE 2001   // bytes of a field, with its NUL
#define TYPING_LETTERS_SIZE 33  // pinyin not yet turned into words
#define TYPING_SPLIT_SIZE 72    // the same with a space between syllables
#define TYPING_WORD_SIZE 100    // one candidate
#define TYPING_CONTEXT_SIZE 25
#define TYPING_WORDS_MAX 30     // of one answer
#define TYPING_PAGES_MAX 64

enum typing_mode { TYPING_PINYIN, TYPING_LATIN, TYPING_DIGITS };

/** What lies below the candidate bar. */
enum typing_panel {
    TYPING_KEYS,
    TYPING_MORE, // a page of candidates
    TYPING_RARE  // a page of rare characters of one reading
};

/** What a key, a text or an answer did; 0 when it was none of ours. */
enum typing_result {
    TYPING_NOT_OURS,
    TYPING_SHOWN,   // draw anew, the text is as before
    TYPING_CHANGED, // `text` is another one
    TYPING_DONE,    // "search" or "done" was pressed; `text` is complete
    TYPING_HIDDEN   // "hide" was pressed
};

/** A word to choose, and how many of the letters it stands for. */
struct typing_word {
    char text[TYPING_WORD_SIZE];
    size_t letters;
};

/** A question to the input method. */
struct typing_ask {
    uint32_t serial; // comes back with the answer
    bool rare;       // rare characters of the first syllable
    char letters[TYPING_LETTERS_SIZE];
    char context[TYPING_CONTEXT_SIZE]; // the end of the text before
    size_t first, count; // which candidates
};

struct typing_answer {
    uint32_t serial;
    bool failed;     // the input method is away; serial 0: since before
    bool back;       // it has returned
    size_t total;    // candidates in all
    char split[TYPING_SPLIT_SIZE];
    struct typing_word words[TYPING_WORDS_MAX];
    size_t count;
};

/**
 * What is being typed: pure state, part of a screen's data.
 *
 * The keys build `letters`; a chosen candidate turns them into `text`. It
 * holds the words of one visitor: typing_clear wipes it when they leave.
 * The input method is asked through typing_next_ask; while it is away the
 * letters stay and may be entered as they are.
 */
struct typing {
    char text[TYPING_TEXT_SIZE];
    char letters[TYPING_LETTERS_SIZE];
    char split[TYPING_SPLIT_SIZE];
    size_t limit;               // characters that `text` may have
    enum typing_mode mode;
    enum typing_mode words;     // pinyin or latin: where digits lead back
    enum typing_panel panel;
    bool shift;
    bool understood;            // the screen can do with letters: "done"
                                // leaves them as they are
    bool away;                  // no input method now
    bool asking;                // the words below are of earlier letters
    bool due;                   // a question is to be asked
    uint32_t serial;
    size_t first, total;        // place of words[0]; all there are
    size_t pages[TYPING_PAGES_MAX]; // places where earlier pages began
    size_t page;                // how many of them
    size_t columns, rows;       // of a page of candidates, as laid out
    struct typing_word words_now[TYPING_WORDS_MAX];
    size_t count;
};

/** Of a page of candidates until the keyboard was drawn. */
#define TYPING_COLUMNS 6
#define TYPING_ROWS 3

/** Begin with `text` in the field, at most `limit` characters (0: as many
 *  as fit). English visitors begin with Latin letters. */
void
typing_begin(struct typing *typing, enum lang lang, const char *text,
             size_t limit);

/** Wipe everything typed. */
void
typing_clear(struct typing *typing);

/** A tap on an element "keyboard.…". */
enum typing_result
typing_tap(struct typing *typing, const char *id);

/** Text that comes whole: from a real keyboard or a program. Control
 *  characters and broken UTF-8 are left out. */
enum typing_result
typing_insert(struct typing *typing, const char *utf8);

/** The input method answered; answers to older questions are ignored. */
enum typing_result
typing_take(struct typing *typing, const struct typing_answer *answer);

/** The question that is due, once; false when there is none. */
bool
typing_next_ask(struct typing *typing, struct typing_ask *out);

/** Empty the field and forget the letters, but stay in the same mode. */
void
typing_empty(struct typing *typing);

/** True while nothing was typed. */
bool
typing_is_empty(const struct typing *typing);

/** Where a candidate of a page stands. */
struct typing_cell {
    size_t row, column, span;
};

/** Lay out a page of candidates; longer words take more columns. Returns
 *  how many fit. */
size_t
typing_flow(const struct typing *typing,
            struct typing_cell out[TYPING_WORDS_MAX]);

#endif
