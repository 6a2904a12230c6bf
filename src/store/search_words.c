// SPDX-License-Identifier: Apache-2.0
#include "store/search_words.h"

#include <string.h>

#include "store/pinyin.h"
#include "util/buf.h"
#include "util/str.h"
#include "util/utf8.h"

#define LETTERS_MAX 40   // of one run of pinyin
#define SYLLABLES_MAX 16
#define CUTS_MAX 4       // ways to cut a run into syllables
#define STEPS_MAX 400    // tries to find them
#define WHOLE_WORD_MIN 3 // letters, before a word matches by its beginning

// Letters that begin no syllable.
#define NEVER_FIRST "iuv"

static const char initials[26][2] = {
    "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m",
    "n", "o", "p", "q", "r", "s", "t", "u", "v", "w", "x", "y", "z",
};

static const char *
initial(char letter)
{
    return initials[letter - 'a'];
}

static const char *
keep(struct words *words, const char *text, size_t len)
{
    char *at = words->text + words->text_len;

    if (len >= sizeof(words->text) - words->text_len) {
        return NULL;
    }
    memcpy(at, text, len);
    at[len] = '\0';
    words->text_len += len + 1;
    return at;
}

static bool
add_piece(struct words *words, enum words_kind kind, const char *text)
{
    if (!text || words->piece_count == WORDS_PIECES_MAX) {
        return false;
    }
    words->pieces[words->piece_count++] =
        (struct words_piece){kind, text};
    return true;
}

static struct words_phrase *
begin_phrase(struct words *words)
{
    struct words_phrase *phrase;

    if (words->phrase_count == WORDS_PHRASES_MAX) {
        return NULL;
    }
    phrase = &words->phrases[words->phrase_count];
    *phrase = (struct words_phrase){.first = words->piece_count};
    return phrase;
}

// Keep what was added since begin_phrase, or drop it.
static void
end_phrase(struct words *words, struct words_unit *unit,
           struct words_phrase *phrase, bool good)
{
    phrase->count = words->piece_count - phrase->first;
    if (!good || phrase->count == 0) {
        words->piece_count = phrase->first;
        return;
    }
    words->phrase_count++;
    unit->phrase_count++;
}

// Letters in a row, and where the visitor cut them.
struct letters {
    char text[LETTERS_MAX + 1];
    size_t len;
    bool cut[LETTERS_MAX + 1]; // a syllable ends before this letter
};

struct cutting {
    struct words *words;
    struct words_unit *unit;
    const struct letters *letters;
    size_t starts[SYLLABLES_MAX + 1]; // where each syllable begins
    size_t count;
    size_t found;
    size_t steps;
};

static bool
crosses_cut(const struct letters *letters, size_t from, size_t to)
{
    size_t i;

    for (i = from + 1; i < to; i++) {
        if (letters->cut[i]) {
            return true;
        }
    }
    return false;
}

static const char *
syllable(const char *text, size_t len)
{
    const char *const *found;

    return pinyin_completions(text, len, &found) > 0 && found[0][len] == '\0'
             ? found[0] : NULL;
}

// The syllables before the last one, which is given.
static void
add_cut(struct cutting *cutting, enum words_kind kind, const char *last)
{
    struct words *words = cutting->words;
    const char *text = cutting->letters->text;
    struct words_phrase *phrase = begin_phrase(words);
    bool good = true;
    size_t i;

    if (!phrase) {
        return;
    }
    for (i = 0; good && i + 1 < cutting->count; i++) {
        size_t from = cutting->starts[i];

        good = add_piece(words, WORDS_SYLLABLE,
                         syllable(text + from,
                                  cutting->starts[i + 1] - from));
    }
    end_phrase(words, cutting->unit, phrase,
               good && add_piece(words, kind, last));
}

// The last syllable may still be typed: each that begins so will do.
static bool
finish_cut(struct cutting *cutting)
{
    const struct letters *letters = cutting->letters;
    const char *const *found;
    size_t from = cutting->starts[cutting->count - 1];
    size_t len = letters->len - from;
    size_t count;
    size_t i;

    if (len == 1) {
        if (strchr(NEVER_FIRST, letters->text[from])) {
            return false;
        }
        add_cut(cutting, WORDS_INITIAL, initial(letters->text[from]));
        return true;
    }
    count = pinyin_completions(letters->text + from, len, &found);
    for (i = 0; i < count; i++) {
        add_cut(cutting, WORDS_SYLLABLE, found[i]);
    }
    return count > 0;
}

// Long syllables first: "xian" is 先 before it is 西安.
static void
cut(struct cutting *cutting, size_t from)
{
    const struct letters *letters = cutting->letters;
    size_t len;

    if (cutting->count == SYLLABLES_MAX || cutting->found == CUTS_MAX
        || ++cutting->steps > STEPS_MAX) {
        return;
    }
    cutting->starts[cutting->count++] = from;
    if (letters->len - from <= PINYIN_SYLLABLE_MAX
        && !crosses_cut(letters, from, letters->len)) {
        cutting->found += finish_cut(cutting);
    }
    for (len = PINYIN_SYLLABLE_MAX; len > 0; len--) {
        if (from + len < letters->len
            && !crosses_cut(letters, from, from + len)
            && pinyin_is_syllable(letters->text + from, len)) {
            cut(cutting, from + len);
        }
    }
    cutting->count--;
}

// "ajf": one letter a character.
static void
add_initials(struct words *words, struct words_unit *unit,
             const struct letters *letters)
{
    struct words_phrase *phrase;
    bool good = true;
    size_t i;

    if (letters->len < 2 || letters->len > SYLLABLES_MAX
        || strcspn(letters->text, NEVER_FIRST) < letters->len) {
        return;
    }
    phrase = begin_phrase(words);
    for (i = 0; phrase && good && i < letters->len; i++) {
        good = add_piece(words, WORDS_INITIAL, initial(letters->text[i]));
    }
    if (phrase) {
        end_phrase(words, unit, phrase, good);
    }
}

// "anjf", "zhgsh": the longest syllable, else an initial, as it comes.
static void
add_mixed(struct words *words, struct words_unit *unit,
          const struct letters *letters)
{
    struct words_phrase *phrase = begin_phrase(words);
    const char *text = letters->text;
    size_t at = 0;
    bool good = phrase != NULL;

    while (good && at < letters->len) {
        size_t len = letters->len - at;

        len = len < PINYIN_SYLLABLE_MAX ? len : PINYIN_SYLLABLE_MAX;
        while (len > 1 && (crosses_cut(letters, at, at + len)
                           || !pinyin_is_syllable(text + at, len))) {
            len--;
        }
        if (len > 1) {
            good = add_piece(words, WORDS_SYLLABLE,
                             syllable(text + at, len));
        } else {
            good = !strchr(NEVER_FIRST, text[at])
                && add_piece(words, WORDS_INITIAL, initial(text[at]));
            // zh, ch and sh are one sound.
            len += strchr("zcs", text[at]) && text[at + 1] == 'h';
        }
        at += len;
    }
    if (phrase) {
        end_phrase(words, unit, phrase, good);
    }
}

static void
add_pinyin(struct words *words, struct words_unit *unit,
           const struct letters *letters)
{
    struct cutting cutting = {
        .words = words, .unit = unit, .letters = letters};

    if (letters->len == 0) {
        return;
    }
    cut(&cutting, 0);
    add_initials(words, unit, letters);
    if (cutting.found == 0) {
        add_mixed(words, unit, letters);
    }
}

static bool
is_plain_letters(const struct token *token)
{
    size_t i;

    for (i = 0; i < token->len; i++) {
        if (token->text[i] < 'a' || token->text[i] > 'z') {
            return false;
        }
    }
    return token->len > 0;
}

static bool
is_number(const struct token *token)
{
    return token->text[0] >= '0' && token->text[0] <= '9';
}

// Reading a question token by token.
struct parsing {
    struct words *words;
    const char *text;
    struct tokenizer tokenizer;
    struct token token;
    bool more;
};

static bool
spaced(const struct parsing *parsing, size_t from, size_t to)
{
    size_t i;

    // A wide space is U+3000: E3 80 80.
    for (i = from; i < to; i++) {
        if (parsing->text[i] == ' ' || parsing->text[i] == '\xE3') {
            return true;
        }
    }
    return false;
}

static void
next(struct parsing *parsing)
{
    parsing->more = tokenizer_next(&parsing->tokenizer, &parsing->token);
}

// Characters and numbers that stand together.
static void
parse_phrase(struct parsing *parsing, struct words_unit *unit)
{
    struct words *words = parsing->words;
    struct words_phrase *phrase = begin_phrase(words);
    size_t end = parsing->token.start;
    bool good = phrase != NULL;

    while (parsing->more && parsing->token.kind != TOKEN_BREAK
           && (parsing->token.kind == TOKEN_CHARACTER
               || is_number(&parsing->token))
           && !spaced(parsing, end, parsing->token.start)) {
        good = good && add_piece(words, WORDS_PLAIN,
                                 keep(words, parsing->token.text,
                                      parsing->token.len));
        end = parsing->token.end;
        next(parsing);
    }
    if (phrase) {
        end_phrase(words, unit, phrase, good);
    }
}

// Words of letters one after the other; as pinyin they are one run.
static void
parse_letters(struct parsing *parsing, struct words_unit *unit)
{
    struct words *words = parsing->words;
    struct letters letters = {0};
    bool pinyin = true;

    unit->words = words->piece_count;
    while (parsing->more && parsing->token.kind == TOKEN_WORD
           && !is_number(&parsing->token)) {
        const struct token *token = &parsing->token;

        if (add_piece(words, WORDS_PLAIN,
                      keep(words, token->text, token->len))) {
            unit->word_count++;
        }
        pinyin = pinyin && is_plain_letters(token)
              && token->len <= LETTERS_MAX - letters.len;
        if (pinyin) {
            memcpy(letters.text + letters.len, token->text, token->len);
            letters.len += token->len;
            letters.cut[letters.len] = true;
        }
        next(parsing);
    }
    if (pinyin) {
        letters.cut[letters.len] = false;
        add_pinyin(words, unit, &letters);
    }
}

void
words_parse(struct words *words, const char *text)
{
    char cut_text[WORDS_TEXT_MAX];
    struct parsing parsing = {.words = words, .text = cut_text};

    *words = (struct words){0};
    (void)str_copy(cut_text, sizeof(cut_text), text);
    tokenizer_init(&parsing.tokenizer, cut_text, strlen(cut_text));
    next(&parsing);
    while (parsing.more && words->unit_count < WORDS_UNITS_MAX) {
        struct words_unit *unit = &words->units[words->unit_count];

        *unit = (struct words_unit){.phrases = words->phrase_count};
        if (parsing.token.kind == TOKEN_BREAK) {
            next(&parsing);
            continue;
        }
        if (parsing.token.kind == TOKEN_CHARACTER
            || is_number(&parsing.token)) {
            parse_phrase(&parsing, unit);
        } else {
            parse_letters(&parsing, unit);
        }
        words->unit_count += unit->phrase_count > 0 || unit->word_count > 0;
    }
}

static void
put_piece(struct buf *out, const struct words_piece *piece, bool title)
{
    static const char marks[] = {
        [WORDS_PLAIN] = WORDS_MARK_TITLE,
        [WORDS_SYLLABLE] = WORDS_MARK_SYLLABLE,
        [WORDS_INITIAL] = WORDS_MARK_INITIAL,
    };

    if (piece->kind != WORDS_PLAIN || title) {
        (void)buf_add_char(out, marks[piece->kind]);
    }
    (void)buf_add_str(out, piece->text);
}

static void
put_phrase(const struct words *words, const struct words_phrase *phrase,
           bool title, struct buf *out)
{
    size_t i;

    (void)buf_add_char(out, '"');
    for (i = 0; i < phrase->count; i++) {
        (void)buf_add_str(out, i > 0 ? " " : "");
        put_piece(out, &words->pieces[phrase->first + i], title);
    }
    (void)buf_add_char(out, '"');
}

// In a title by its beginning, in the text whole.
static void
put_word(const struct words_piece *piece, bool title, struct buf *out)
{
    bool part = utf8_count(piece->text) >= WHOLE_WORD_MIN;

    (void)buf_add_str(out, "(\"");
    put_piece(out, piece, true);
    (void)buf_add_str(out, part ? "\" *" : "\"");
    if (!title) {
        (void)buf_add_str(out, " OR \"");
        put_piece(out, piece, false);
        (void)buf_add_char(out, '"');
    }
    (void)buf_add_char(out, ')');
}

static void
put_unit(const struct words *words, const struct words_unit *unit,
         bool title, struct buf *out)
{
    // Pinyin alone is answered by titles alone.
    size_t count = !title && words->unit_count == 1 && unit->word_count > 0
                     ? 0 : unit->phrase_count;
    size_t i;

    (void)buf_add_char(out, '(');
    for (i = 0; i < count; i++) {
        (void)buf_add_str(out, i > 0 ? " OR " : "");
        put_phrase(words, &words->phrases[unit->phrases + i], title, out);
    }
    if (unit->word_count > 0) {
        (void)buf_add_str(out, i > 0 ? " OR (" : "(");
        for (i = 0; i < unit->word_count; i++) {
            (void)buf_add_str(out, i > 0 ? " AND " : "");
            put_word(&words->pieces[unit->words + i], title, out);
        }
        (void)buf_add_char(out, ')');
    }
    (void)buf_add_char(out, ')');
}

bool
words_match(const struct words *words, bool title, struct buf *out)
{
    size_t i;

    for (i = 0; i < words->unit_count; i++) {
        (void)buf_add_str(out, i > 0 ? " AND " : "");
        put_unit(words, &words->units[i], title, out);
    }
    return !out->failed;
}
