// SPDX-License-Identifier: GPL-3.0-or-later
#include "ime/reading.h"

#include <stdio.h>
#include <string.h>

#include "ime/request.h"

// Each syllable cut short multiplies the time a guess takes (20 of them:
// seconds); those beyond wait for the next part.
#define SHORT_MAX 8

/** libpinyin's own division, "an jia f |", with ' between syllables. */
static size_t
parsed_split(struct library *library, size_t parsed,
             char out[READING_SPLIT_SIZE])
{
    size_t used = 0;
    char *text =
        parsed ? library_division(library, INPUT_EXACT, parsed) : NULL;
    for (const char *c = text; c && *c; c++) {
        if (used + 1 == READING_SPLIT_SIZE)
            break;
        if (*c >= 'a' && *c <= 'z')
            out[used++] = *c;
        else if (*c == ' ' && used && out[used - 1] != '\'')
            out[used++] = '\'';
    }
    library_free_text(text);
    while (used && out[used - 1] == '\'')
        used--;
    out[used] = '\0';
    return used;
}

/** The place in `letters` behind the first `count` without separators. */
static size_t
place_behind(const char *letters, size_t count)
{
    size_t at = 0;
    for (; letters[at] && count; at++)
        count -= letters[at] != '\'';
    return at;
}

static bool
is_vowel(char c)
{
    return c && strchr("aeiouv", c);
}

/** True when the syllable, or its end with the next one's begin, reads as
 *  other syllables too. */
static bool
is_doubtful(const char *syllable, size_t length)
{
    for (size_t i = 0; i + 1 < length; i++)
        if (strchr("iuv", syllable[i]) && strchr("aeo", syllable[i + 1]))
            return true;
    return syllable[length] == '\'' && is_vowel(syllable[length + 1]) &&
           strchr("ngr", syllable[length - 1]);
}

/** Look through the syllables as they were divided. */
static void
weigh(const char *letters, struct syllables *out)
{
    const char *at = out->split;
    size_t shorts = 0, taken = 0;
    while (*at && shorts < SHORT_MAX &&
           out->count < READING_SYLLABLES_MAX) {
        size_t length = strcspn(at, "'");
        bool cut = strcspn(at, "aeiouv'") == length;
        shorts += cut;
        out->sibilant |= cut && length == 1 && strchr("zcs", *at);
        out->doubtful |= is_doubtful(at, length);
        taken += length;
        out->ends[out->count++] = place_behind(letters, taken);
        at += length + (at[length] == '\'');
    }
    out->taken = out->count ? out->ends[out->count - 1] : 0;
}

void
reading_split(struct reader *reader, const char *letters,
              struct syllables *out)
{
    memset(out, 0, sizeof *out);
    struct library *library = &reader->library;
    size_t parsed =
        library_parse(library, INPUT_EXACT, SOUNDS_EXACT, letters);
    size_t used = parsed_split(library, parsed, out->split);
    weigh(letters, out);
    if (out->taken > parsed)
        out->taken = parsed;
    const char *rest = letters + parsed;
    rest += *rest == '\'';
    size_t left = READING_SPLIT_SIZE - 1 - used;
    if (*rest && left > strlen(rest))
        snprintf(out->split + used, left + 1, "%s%s", used ? "'" : "",
                 rest);
}

/** The part of the letters that is read at once. */
static void
part_of(const struct request *request, const struct syllables *syllables,
        char out[REQUEST_LETTERS_MAX + 1])
{
    memcpy(out, request->letters, sizeof request->letters);
    out[syllables->taken] = '\0';
}

static size_t
characters(const char *text)
{
    size_t count = 0;
    for (; *text; text++)
        count += (*text & 0xc0) != 0x80;
    return count;
}

/** As many syllables as characters; doubtful ones are measured. */
static size_t
letters_of(struct reader *reader, const struct syllables *syllables,
           const char *text, size_t parsed)
{
    size_t count = characters(text);
    if (syllables->doubtful)
        return measure_word(&reader->measure, text);
    if (!count || count >= syllables->count)
        return parsed;
    return syllables->ends[count - 1];
}

static void
take_words(struct reader *reader, enum library_input input, size_t count,
           const struct syllables *syllables, struct reading *out)
{
    for (size_t i = 0; i < count && out->count < READING_MAX; i++) {
        bool word;
        const char *text =
            library_candidate(&reader->library, input, i, &word);
        if (!text)
            continue;
        size_t letters =
            word ? letters_of(reader, syllables, text, out->parsed)
                 : out->parsed;
        out->words[out->count++] = (struct reading_word){text, letters};
    }
}

static void
read_as(struct reader *reader, enum library_input input,
        enum library_sounds sounds, const struct request *request,
        const struct syllables *syllables, struct reading *out)
{
    char part[REQUEST_LETTERS_MAX + 1];
    struct library *library = &reader->library;
    part_of(request, syllables, part);
    out->count = 0;
    out->parsed = library_parse(library, input, sounds, part);
    if (!out->parsed)
        return;
    if (syllables->doubtful)
        measure_letters(&reader->measure, sounds, part);
    // A sentence of sounds that may be others would be a guess of guesses.
    bool exact = input == INPUT_EXACT;
    size_t count = library_guess(library, input,
                                 exact ? GUESS_ALL : GUESS_WORDS,
                                 request->context);
    take_words(reader, input, count, syllables, out);
}

void
reading_exact(struct reader *reader, const struct request *request,
              const struct syllables *syllables, struct reading *out)
{
    read_as(reader, INPUT_EXACT,
            syllables->sibilant ? SOUNDS_SIBILANT : SOUNDS_EXACT, request,
            syllables, out);
}

void
reading_fuzzy(struct reader *reader, const struct request *request,
              const struct syllables *syllables, struct reading *out)
{
    read_as(reader, INPUT_FUZZY, SOUNDS_FUZZY, request, syllables, out);
}
