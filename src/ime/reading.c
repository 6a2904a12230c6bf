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

/** Syllables that libpinyin's dictionary also reads as two. */
static const char divided[] =
    " bian bie dian jian jiang jie jue kuai lian liang liao luan qian qie"
    " shuan tian tuan xian yuan zuan ";

static bool
is_divided(const char *syllable, size_t length)
{
    char word[READING_SPLIT_SIZE + 3] = " ";
    memcpy(word + 1, syllable, length);
    word[length + 1] = ' ';
    word[length + 2] = '\0';
    return strstr(divided, word);
}

/** True when the syllable, or its end with the next one's begin, reads as
 *  other syllables too. */
static bool
is_doubtful(const char *syllable, size_t length)
{
    return is_divided(syllable, length) ||
           (syllable[length] == '\'' && is_vowel(syllable[length + 1]) &&
            strchr("ngr", syllable[length - 1]));
}

/** zh z, ch c, sh s in front, or an ang, en eng, in ing at the end. */
static bool
is_confusable(const char *syllable, size_t length)
{
    char last = syllable[length - 1];
    return strchr("zcs", *syllable) || last == 'n' || last == 'g';
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
        out->confusable |= !cut && is_confusable(at, length);
        taken += length;
        out->ends[out->count++] = place_behind(letters, taken);
        at += length + (at[length] == '\'');
    }
    // Four name one word; three are better guessed with what is common.
    out->initials = shorts > 3 && shorts == out->count;
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
    size_t measured =
        syllables->doubtful ? measure_word(&reader->measure, text) : 0;
    if (measured)
        return measured;
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

static bool
has_whole(const struct reading *reading)
{
    for (size_t i = 0; i < reading->count; i++)
        if (reading->words[i].letters == reading->parsed)
            return true;
    return false;
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
    // A sentence of sounds that may be others would be a guess of guesses.
    bool exact = input == INPUT_EXACT;
    if (syllables->doubtful && exact)
        measure_letters(&reader->measure, sounds, part);
    bool words = !exact || syllables->initials;
    size_t count =
        library_guess(library, input, words ? GUESS_WORDS : GUESS_ALL,
                      request->context);
    take_words(reader, input, count, syllables, out);
    // Initials are mostly of one word; making up a sentence of them takes
    // ten times as long and waits until there is none.
    if (exact && words && !has_whole(out)) {
        out->count = 0;
        count =
            library_guess(library, input, GUESS_ALL, request->context);
        take_words(reader, input, count, syllables, out);
    }
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
    out->count = out->parsed = 0;
    // It costs a third of the time, and there may be nothing to find.
    if (syllables->confusable)
        read_as(reader, INPUT_FUZZY, SOUNDS_FUZZY, request, syllables, out);
}
