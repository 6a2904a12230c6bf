// SPDX-License-Identifier: GPL-3.0-or-later
#include "ime/library.h"

// libpinyin's header takes both for granted.
#include <stdbool.h>
#include <glib.h>
#include <pinyin.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

// A folder that cannot hold a file: nothing is read, nothing can be left.
#define NO_USER "/proc/self/fdinfo/none"
// Far above that of common words: the hall's come first.
#define WORD_COUNT 10000

#define EXACT (IS_PINYIN | PINYIN_INCOMPLETE | USE_DIVIDED_TABLE | \
               USE_RESPLIT_TABLE | PINYIN_CORRECT_ALL)
#define SIBILANT (EXACT | PINYIN_AMB_C_CH | PINYIN_AMB_S_SH | \
                  PINYIN_AMB_Z_ZH)
#define FUZZY (SIBILANT | PINYIN_AMB_AN_ANG | PINYIN_AMB_EN_ENG | \
               PINYIN_AMB_IN_ING)
#define ORDER (SORT_BY_PHRASE_LENGTH | SORT_BY_PINYIN_LENGTH | \
               SORT_BY_FREQUENCY)

/** Without its complaint that there is no user. */
static pinyin_context_t *
init_quietly(void)
{
    int saved = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
    int null = open("/dev/null", O_WRONLY | O_CLOEXEC);
    bool quiet = null >= 0 && saved >= 0;
    if (quiet)
        dup2(null, STDERR_FILENO);
    pinyin_context_t *context = pinyin_init(IME_DATA_DIR, NO_USER);
    fflush(stderr);
    if (quiet)
        dup2(saved, STDERR_FILENO);
    if (null >= 0)
        close(null);
    if (saved >= 0)
        close(saved);
    return context;
}

bool
library_open(struct library *library)
{
    *library = (struct library){.context = init_quietly()};
    if (!library->context)
        return false;
    for (int i = 0; i < INPUT_COUNT; i++) {
        library->inputs[i] = pinyin_alloc_instance(library->context);
        if (!library->inputs[i])
            return false;
    }
    return true;
}

void
library_close(struct library *library)
{
    library_added(library);
    for (int i = 0; i < INPUT_COUNT; i++)
        if (library->inputs[i])
            pinyin_free_instance(library->inputs[i]);
    if (library->context)
        pinyin_fini(library->context);
    *library = (struct library){0};
}

bool
library_add(struct library *library, const char *word,
            const char *syllables)
{
    if (!library->import)
        library->import =
            pinyin_begin_add_phrases(library->context, USER_DICTIONARY);
    return library->import &&
           pinyin_iterator_add_phrase(library->import, word, syllables,
                                      WORD_COUNT);
}

void
library_added(struct library *library)
{
    if (library->import)
        pinyin_end_add_phrases(library->import);
    library->import = NULL;
}

size_t
library_parse(struct library *library, enum library_input input,
              enum library_sounds sounds, const char *letters)
{
    static const pinyin_option_t options[] = {
        [SOUNDS_EXACT] = EXACT,
        [SOUNDS_SIBILANT] = SIBILANT,
        [SOUNDS_FUZZY] = FUZZY,
    };
    pinyin_instance_t *instance = library->inputs[input];
    pinyin_set_options(library->context, options[sounds]);
    pinyin_reset(instance);
    return pinyin_parse_more_full_pinyins(instance, letters);
}

char *
library_division(struct library *library, enum library_input input,
                 size_t parsed)
{
    gchar *text = NULL;
    pinyin_get_full_pinyin_auxiliary_text(library->inputs[input], parsed,
                                          &text);
    return text;
}

void
library_free_text(char *text)
{
    g_free(text);
}

size_t
library_guess(struct library *library, enum library_input input,
              enum library_guess guess, const char *context)
{
    pinyin_instance_t *instance = library->inputs[input];
    guint order = ORDER, count = 0;
    if (guess == GUESS_WORDS)
        order |= SORT_WITHOUT_SENTENCE_CANDIDATE |
                 SORT_WITHOUT_LONGER_CANDIDATE;
    else if (context[0])
        pinyin_guess_sentence_with_prefix(instance, context);
    else
        pinyin_guess_sentence(instance);
    if (!pinyin_guess_candidates(instance, 0, order) ||
        !pinyin_get_n_candidate(instance, &count))
        return 0;
    return count;
}

/** The `i`-th candidate of a kind that is shown, or NULL. */
static lookup_candidate_t *
candidate_at(pinyin_instance_t *instance, size_t i,
             lookup_candidate_type_t *type)
{
    lookup_candidate_t *candidate = NULL;
    if (!pinyin_get_candidate(instance, (guint)i, &candidate) ||
        !candidate ||
        !pinyin_get_candidate_type(instance, candidate, type))
        return NULL;
    return *type == NBEST_MATCH_CANDIDATE || *type == NORMAL_CANDIDATE ||
                   *type == LONGER_CANDIDATE
               ? candidate
               : NULL;
}

const char *
library_candidate(struct library *library, enum library_input input,
                  size_t i, bool *word)
{
    pinyin_instance_t *instance = library->inputs[input];
    lookup_candidate_type_t type;
    lookup_candidate_t *candidate = candidate_at(instance, i, &type);
    const gchar *text = NULL;
    if (!candidate ||
        !pinyin_get_candidate_string(instance, candidate, &text))
        return NULL;
    *word = type == NORMAL_CANDIDATE;
    return text;
}

size_t
library_choose(struct library *library, enum library_input input, size_t i)
{
    pinyin_instance_t *instance = library->inputs[input];
    lookup_candidate_type_t type;
    lookup_candidate_t *candidate = candidate_at(instance, i, &type);
    if (!candidate || type != NORMAL_CANDIDATE)
        return 0;
    int end = pinyin_choose_candidate(instance, 0, candidate);
    return end > 0 ? (size_t)end : 0;
}
