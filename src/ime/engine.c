// SPDX-License-Identifier: GPL-3.0-or-later
#include "ime/engine.h"

#include <glib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ime/answer.h"
#include "ime/known.h"
#include "ime/reading.h"
#include "ime/request.h"
#include "ime/words.h"

/** One of the hall's words. */
struct hall_word {
    char *text; // owned
    char initials[REQUEST_LETTERS_MAX + 1];
};

struct engine {
    struct reader reader;
    struct reading exact, fuzzy;
    GHashTable *seen;    // words in `shown`; borrowed keys
    struct reading shown;
    GArray *hall;        // of struct hall_word
    struct known *known;
    struct answer made; // for `known`
};

static void
hall_word_clear(gpointer word)
{
    g_free(((struct hall_word *)word)->text);
}

struct engine *
engine_create(void)
{
    struct engine *engine = calloc(1, sizeof *engine);
    if (!engine)
        return NULL;
    engine->seen = g_hash_table_new(g_str_hash, g_str_equal);
    engine->hall = g_array_new(FALSE, TRUE, sizeof(struct hall_word));
    g_array_set_clear_func(engine->hall, hall_word_clear);
    engine->known = known_create();
    if (engine->known && library_open(&engine->reader.library) &&
        measure_open(&engine->reader.measure))
        return engine;
    engine_free(engine);
    return NULL;
}

void
engine_free(struct engine *engine)
{
    if (!engine)
        return;
    g_hash_table_destroy(engine->seen);
    g_array_free(engine->hall, TRUE);
    known_free(engine->known);
    measure_close(&engine->reader.measure);
    library_close(&engine->reader.library);
    free(engine);
}

/** "ajf" of "an'jia'fei"; false when it does not fit. */
static bool
initials_of(const char *syllables, char out[REQUEST_LETTERS_MAX + 1])
{
    size_t count = 0;
    for (const char *at = syllables; *at;) {
        if (count == REQUEST_LETTERS_MAX)
            return false;
        out[count++] = *at;
        at += strcspn(at, "'");
        at += *at == '\'';
    }
    out[count] = '\0';
    return count > 1;
}

static void
keep_initials(struct engine *engine, const char *word, const char *syllables)
{
    struct hall_word kept;
    if (!initials_of(syllables, kept.initials))
        return;
    kept.text = g_strdup(word);
    g_array_append_val(engine->hall, kept);
}

/** One line of the file. */
static void
add_word(const char *word, const char *syllables, void *userdata)
{
    struct engine *engine = userdata;
    struct reader *reader = &engine->reader;
    if (!library_add(&reader->library, word, syllables) ||
        !library_add(&reader->measure.library, word, syllables))
        fprintf(stderr, "talent-kiosk-ime: %s %s is not a word: passed "
                        "over\n", word, syllables);
    else
        keep_initials(engine, word, syllables);
}

bool
engine_add_words(struct engine *engine, const char *path)
{
    bool fine = words_read(path, add_word, engine);
    library_added(&engine->reader.library);
    library_added(&engine->reader.measure.library);
    return fine;
}

/** Append the words of a reading that stand for all letters, or those
 *  that stand for a part. */
static void
collect(struct engine *engine, const struct reading *from, bool whole)
{
    struct reading *shown = &engine->shown;
    for (size_t i = 0; i < from->count && shown->count < READING_MAX; i++) {
        const struct reading_word *word = &from->words[i];
        if ((word->letters == from->parsed) == whole &&
            g_hash_table_add(engine->seen, (gpointer)word->text))
            shown->words[shown->count++] = *word;
    }
}

/** True when each syllable is one letter, as in "a'j'f"; `out` gets them. */
static bool
is_initials(const char *split, char out[REQUEST_LETTERS_MAX + 1])
{
    size_t count = 0;
    for (const char *at = split; *at; at += 2) {
        if (count == REQUEST_LETTERS_MAX || (at[1] && at[1] != '\''))
            return false;
        out[count++] = *at;
        if (!at[1])
            break;
    }
    out[count] = '\0';
    return count > 1;
}

/** Words of the hall whose initials were typed: libpinyin would rather
 *  make up a sentence of three letters. */
static void
collect_hall(struct engine *engine, const char *letters, const char *split)
{
    struct reading *shown = &engine->shown;
    char initials[REQUEST_LETTERS_MAX + 1];
    if (!is_initials(split, initials))
        return;
    for (guint i = 0; i < engine->hall->len; i++) {
        const struct hall_word *word =
            &g_array_index(engine->hall, struct hall_word, i);
        if (strcmp(word->initials, initials) == 0 &&
            shown->count < READING_MAX &&
            g_hash_table_add(engine->seen, word->text))
            shown->words[shown->count++] =
                (struct reading_word){word->text, strlen(letters)};
    }
}

static void
find(struct engine *engine, const struct request *request,
     struct answer *out)
{
    struct syllables syllables;
    struct reading *shown = &engine->shown;
    shown->count = 0;
    g_hash_table_remove_all(engine->seen);
    reading_split(&engine->reader, request->letters, &syllables);
    collect_hall(engine, request->letters, syllables.split);
    reading_exact(&engine->reader, request, &syllables, &engine->exact);
    reading_fuzzy(&engine->reader, request, &syllables, &engine->fuzzy);
    collect(engine, &engine->exact, true);
    collect(engine, &engine->fuzzy, true);
    collect(engine, &engine->exact, false);
    collect(engine, &engine->fuzzy, false);
    answer_begin(out, request->id, shown->count, syllables.split);
    for (size_t i = request->first;
         i < shown->count && i - request->first < request->count; i++)
        if (!answer_add(out, shown->words[i].text, shown->words[i].letters))
            break;
}

void
engine_answer(struct engine *engine, const struct request *request,
              struct answer *out)
{
    if (!known_answer(engine->known, request, out))
        find(engine, request, out);
}

bool
engine_prepare(struct engine *engine, bool all)
{
    struct request request;
    if (!known_next(engine->known, all, &request))
        return false;
    find(engine, &request, &engine->made);
    known_keep(engine->known, &request, &engine->made);
    return true;
}
