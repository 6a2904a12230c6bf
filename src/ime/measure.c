// SPDX-License-Identifier: GPL-3.0-or-later
#include "ime/measure.h"

#include <glib.h>

bool
measure_open(struct measure *measure)
{
    measure->lengths = g_hash_table_new(g_str_hash, g_str_equal);
    return library_open(&measure->library);
}

void
measure_close(struct measure *measure)
{
    if (measure->lengths)
        g_hash_table_destroy(measure->lengths);
    measure->lengths = NULL;
    library_close(&measure->library);
}

/** Letters of the `i`-th candidate; none when it cannot be told. */
static size_t
choose(struct measure *measure, size_t i)
{
    size_t length = library_choose(&measure->library, INPUT_EXACT, i);
    return length < measure->parsed ? length : measure->parsed;
}

void
measure_letters(struct measure *measure, enum library_sounds sounds,
                const char *letters)
{
    struct library *library = &measure->library;
    g_hash_table_remove_all(measure->lengths);
    measure->parsed = library_parse(library, INPUT_EXACT, sounds, letters);
    if (!measure->parsed)
        return;
    // A choice needs a sentence to stand in.
    size_t count = library_guess(library, INPUT_EXACT, GUESS_ALL, "");
    for (size_t i = 0; i < count; i++) {
        bool word;
        const char *text =
            library_candidate(library, INPUT_EXACT, i, &word);
        size_t length = choose(measure, i);
        if (text && length)
            g_hash_table_insert(measure->lengths, (gpointer)text,
                                GSIZE_TO_POINTER(length));
    }
}

size_t
measure_word(const struct measure *measure, const char *word)
{
    return GPOINTER_TO_SIZE(g_hash_table_lookup(measure->lengths, word));
}
