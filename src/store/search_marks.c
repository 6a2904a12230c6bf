// SPDX-License-Identifier: Apache-2.0
#include "store/search.h"

#include <string.h>

#include "store/pinyin.h"
#include "store/search_words.h"
#include "store/tokenizer.h"
#include "util/str.h"

// Tokens of a title or summary that are looked at.
#define TOKENS_MAX 160
#define WHOLE_WORD_MIN 3 // as search_words.c

struct tokens {
    struct token items[TOKENS_MAX];
    size_t count;
};

static bool
is_read_so(uint32_t code, const struct words_piece *piece)
{
    const char *readings[PINYIN_READINGS_MAX];
    size_t count = pinyin_readings(code, readings);
    size_t i;

    for (i = 0; i < count; i++) {
        if (piece->kind == WORDS_SYLLABLE
                ? str_equal(readings[i], piece->text)
                : readings[i][0] == piece->text[0]) {
            return true;
        }
    }
    return false;
}

static bool
answers(const struct token *token, const struct words_piece *piece,
        bool title)
{
    if (piece->kind == WORDS_PLAIN) {
        return str_equal(token->text, piece->text);
    }
    return title && token->kind == TOKEN_CHARACTER
        && is_read_so(token->code, piece);
}

static bool
phrase_at(const struct words *words, const struct words_phrase *phrase,
          const struct tokens *tokens, size_t at, bool title)
{
    size_t i;

    if (phrase->count > tokens->count - at) {
        return false;
    }
    for (i = 0; i < phrase->count; i++) {
        if (!answers(&tokens->items[at + i],
                     &words->pieces[phrase->first + i], title)) {
            return false;
        }
    }
    return true;
}

static bool
word_at(const struct words_piece *word, const struct token *token,
        bool title)
{
    return token->kind == TOKEN_WORD
        && (title && strlen(word->text) >= WHOLE_WORD_MIN
                ? str_starts(token->text, word->text)
                : str_equal(token->text, word->text));
}

// How many tokens from `at` on answer a unit; the most, or 0.
static size_t
unit_at(const struct words *words, const struct words_unit *unit,
        const struct tokens *tokens, size_t at, bool title)
{
    size_t longest = 0;
    size_t i;

    for (i = 0; i < unit->phrase_count; i++) {
        const struct words_phrase *phrase =
            &words->phrases[unit->phrases + i];

        if (phrase->count > longest
            && phrase_at(words, phrase, tokens, at, title)) {
            longest = phrase->count;
        }
    }
    for (i = 0; longest == 0 && i < unit->word_count; i++) {
        longest = word_at(&words->pieces[unit->words + i],
                          &tokens->items[at], title);
    }
    return longest;
}

static void
read_tokens(struct tokens *tokens, const char *text)
{
    struct tokenizer tokenizer;

    tokens->count = 0;
    tokenizer_init(&tokenizer, text, strlen(text));
    while (tokens->count < TOKENS_MAX
           && tokenizer_next(&tokenizer, &tokens->items[tokens->count])) {
        tokens->count++;
    }
}

size_t
search_marks(const char *question, const char *text, bool title,
             struct search_mark *out, size_t max)
{
    struct words words;
    struct tokens tokens;
    size_t count = 0;
    size_t marked = 0; // tokens before this one are marked already
    size_t at;
    size_t i;

    words_parse(&words, question);
    read_tokens(&tokens, text);
    for (at = 0; at < tokens.count && count < max; at++) {
        size_t longest = 0;
        size_t from = at > marked ? at : marked;

        for (i = 0; i < words.unit_count; i++) {
            size_t found = unit_at(&words, &words.units[i], &tokens, at,
                                   title);

            longest = found > longest ? found : longest;
        }
        if (at + longest <= from) {
            continue;
        }
        if (count > 0 && from == marked && from > 0 && at < marked) {
            count--; // goes on from the one before
        } else {
            out[count].start = tokens.items[from].start;
        }
        marked = at + longest;
        out[count++].end = tokens.items[marked - 1].end;
    }
    return count;
}
