// SPDX-License-Identifier: Apache-2.0
#ifndef DEVICES_IME_H
#define DEVICES_IME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "util/err.h"

#define IME_LETTERS_SIZE 33
#define IME_CONTEXT_SIZE 25
#define IME_SPLIT_SIZE 72
#define IME_WORD_SIZE 100
#define IME_WORDS_MAX 30

/** A question to the input method. */
struct ime_ask {
    uint32_t serial;     // comes back with the answer
    bool rare;           // rare characters of the first syllable
    char letters[IME_LETTERS_SIZE];
    char context[IME_CONTEXT_SIZE]; // characters that stand before
    size_t first, count; // which words; at most IME_WORDS_MAX
};

struct ime_word {
    char text[IME_WORD_SIZE];
    size_t letters; // that it stands for
};

enum ime_news {
    IME_ANSWER,
    IME_AWAY, // it cannot answer; serial 0 when nothing was asked
    IME_BACK  // it can be asked again
};

struct ime_answer {
    enum ime_news news;
    uint32_t serial;
    size_t total;               // words in all
    char split[IME_SPLIT_SIZE]; // the letters, a space between syllables
    struct ime_word words[IME_WORDS_MAX];
    size_t count;
};

/** What a scripted input method knows. */
struct ime_script {
    const char *letters;
    bool rare;
    struct ime_answer answer; // `serial` is filled in
};

/** `on_answer` is called on the thread of the input method, of a scripted
 *  one on the thread that asks. */
struct ime_options {
    const char *program; // copied; the helper, NULL: scripted
    const char *words;   // copied; its file of words, NULL: none
    const struct ime_script *script; // borrowed
    size_t script_count;
    void (*on_answer)(const struct ime_answer *answer, void *userdata);
    void *userdata;
};

/**
 * The input method: pinyin to words.
 *
 * The real one is a program of its own that a thread starts, asks in lines
 * over a pipe and starts again, at growing intervals, when it ends or is
 * silent. Only the newest question is answered: typing goes on meanwhile.
 * What is typed is wiped here once it was answered.
 */
struct ime;

enum err
ime_start(const struct ime_options *options, struct ime **out);

/** Any thread; never blocks. Replaces a question not yet answered. */
void
ime_ask(struct ime *ime, const struct ime_ask *ask);

/** True while a question waits for its answer. */
bool
ime_is_busy(struct ime *ime);

/** Never blocks. NULL is fine, here and below. */
void
ime_stop(struct ime *ime);

/** Wait for the thread and free. */
void
ime_join(struct ime *ime);

#endif
