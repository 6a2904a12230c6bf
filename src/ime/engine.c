// SPDX-License-Identifier: GPL-3.0-or-later
#include "ime/engine.h"

#include <glib.h>
#include <stdio.h>
#include <stdlib.h>

#include "ime/answer.h"
#include "ime/known.h"
#include "ime/reading.h"
#include "ime/request.h"
#include "ime/words.h"

struct engine {
    struct reader reader;
    struct reading exact, fuzzy;
    GHashTable *seen;    // words in `shown`; borrowed keys
    struct reading shown;
    struct known *known;
    struct answer made; // for `known`
};

struct engine *
engine_create(void)
{
    struct engine *engine = calloc(1, sizeof *engine);
    if (!engine)
        return NULL;
    engine->seen = g_hash_table_new(g_str_hash, g_str_equal);
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
    known_free(engine->known);
    measure_close(&engine->reader.measure);
    library_close(&engine->reader.library);
    free(engine);
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

static void
find(struct engine *engine, const struct request *request,
     struct answer *out)
{
    struct syllables syllables;
    struct reading *shown = &engine->shown;
    shown->count = 0;
    g_hash_table_remove_all(engine->seen);
    reading_split(&engine->reader, request->letters, &syllables);
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
