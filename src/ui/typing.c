// SPDX-License-Identifier: Apache-2.0
#include "ui/typing.h"

#include <assert.h>
#include <string.h>

#include "ui/typing_keys.h"
#include "util/str.h"
#include "util/utf8.h"

#define KEY "keyboard.key."
#define CANDIDATE "keyboard.candidate."
#define LETTERS_MAX (TYPING_LETTERS_SIZE - 1)

void
typing_begin(struct typing *typing, enum lang lang, const char *text,
             size_t limit)
{
    secret_wipe(typing, sizeof(*typing));
    typing->limit = limit ? limit : TYPING_TEXT_SIZE;
    typing->words = lang == LANG_EN ? TYPING_LATIN : TYPING_PINYIN;
    typing->mode = typing->words;
    typing->columns = TYPING_COLUMNS;
    typing->rows = TYPING_ROWS;
    typing_insert(typing, text ? text : "");
}

void
typing_clear(struct typing *typing)
{
    if (typing) {
        secret_wipe(typing, sizeof(*typing));
    }
}

bool
typing_is_empty(const struct typing *typing)
{
    return !typing->text[0] && !typing->letters[0];
}

static void
forget_words(struct typing *typing)
{
    secret_wipe(typing->words_now, sizeof(typing->words_now));
    typing->count = 0;
    typing->total = 0;
    typing->asking = false;
    typing->due = false;
}

// Other letters, or another panel: from the first word on.
static void
ask_anew(struct typing *typing)
{
    typing->first = 0;
    typing->page = 0;
    if (!typing->letters[0]) {
        forget_words(typing);
        typing->split[0] = '\0';
        typing->panel = TYPING_KEYS;
        return;
    }
    typing->due = true;
    typing->asking = true;
}

static void
forget_letters(struct typing *typing)
{
    secret_wipe(typing->letters, sizeof(typing->letters));
    secret_wipe(typing->split, sizeof(typing->split));
    ask_anew(typing);
}

void
typing_empty(struct typing *typing)
{
    secret_wipe(typing->text, sizeof(typing->text));
    forget_letters(typing);
}

// Append; false when it does not fit, nothing is changed then.
static bool
append(struct typing *typing, const char *text)
{
    size_t length = strlen(typing->text);
    size_t more = strlen(text);
    if (length + more >= sizeof(typing->text)
        || utf8_count(typing->text) + utf8_count(text) > typing->limit) {
        return false;
    }
    memcpy(typing->text + length, text, more + 1);
    return true;
}

enum typing_result
typing_insert(struct typing *typing, const char *utf8)
{
    const char *end = utf8 + strlen(utf8);
    bool changed = false;
    for (const char *at = utf8; at < end;) {
        uint32_t code = 0;
        char one[5] = "";
        if (!utf8_next(&at, end, &code)) {
            break;
        }
        if (code < ' ' || code == 0x7f || code == UTF8_REPLACEMENT) {
            continue;
        }
        one[utf8_put(code, one)] = '\0';
        changed |= append(typing, one);
    }
    return changed ? TYPING_CHANGED : TYPING_SHOWN;
}

// What was typed becomes text as it is: there is no word for it, or none
// is wanted.
static enum typing_result
keep_letters(struct typing *typing)
{
    if (!typing->letters[0]) {
        return TYPING_SHOWN;
    }
    char letters[TYPING_LETTERS_SIZE];
    str_copy(letters, sizeof(letters), typing->letters);
    bool fits = append(typing, letters);
    secret_wipe(letters, sizeof(letters));
    forget_letters(typing);
    return fits ? TYPING_CHANGED : TYPING_SHOWN;
}

static void
add_letter(struct typing *typing, char letter)
{
    size_t length = strlen(typing->letters);
    bool border = letter == '\'';
    if (length >= LETTERS_MAX
        || (border && (!length || typing->letters[length - 1] == '\''))) {
        return;
    }
    typing->letters[length] = letter;
    typing->letters[length + 1] = '\0';
    // Until the answer comes the letter simply joins the last syllable.
    size_t shown = strlen(typing->split);
    if (shown + 1 < sizeof(typing->split)) {
        typing->split[shown] = border ? ' ' : letter;
        typing->split[shown + 1] = '\0';
    }
    ask_anew(typing);
}

static void
drop_letter(struct typing *typing)
{
    size_t length = strlen(typing->letters);
    size_t shown = strlen(typing->split);
    typing->letters[--length] = '\0';
    if (shown) {
        typing->split[--shown] = '\0';
    }
    while (shown && length && typing->split[shown - 1] == ' '
           && typing->letters[length - 1] != '\'') {
        typing->split[--shown] = '\0';
    }
    ask_anew(typing);
}

static enum typing_result
erase(struct typing *typing)
{
    if (typing->letters[0]) {
        drop_letter(typing);
        return TYPING_SHOWN;
    }
    size_t length = strlen(typing->text);
    if (!length) {
        return TYPING_SHOWN;
    }
    size_t at = utf8_previous(typing->text, length);
    secret_wipe(typing->text + at, length - at);
    return TYPING_CHANGED;
}

// The letters that a word stood for, and a border behind them, are gone.
static void
drop_front(struct typing *typing, size_t count)
{
    size_t length = strlen(typing->letters);
    if (count > length) {
        count = length;
    }
    count += typing->letters[count] == '\'';
    memmove(typing->letters, typing->letters + count, length - count + 1);
    secret_wipe(typing->letters + length - count + 1, count);
    str_copy(typing->split, sizeof(typing->split), typing->letters);
    typing->panel = TYPING_KEYS;
    ask_anew(typing);
}

static enum typing_result
choose(struct typing *typing, size_t i)
{
    // Those of earlier letters stand for others than they seem to.
    if (typing->asking || i >= typing->count
        || !append(typing, typing->words_now[i].text)) {
        return TYPING_SHOWN;
    }
    drop_front(typing, typing->words_now[i].letters);
    return TYPING_CHANGED;
}

static enum typing_result
space(struct typing *typing)
{
    if (!typing->letters[0]) {
        return append(typing, " ") ? TYPING_CHANGED : TYPING_SHOWN;
    }
    if (typing->asking && !typing->away) {
        return TYPING_SHOWN;
    }
    return typing->count && !typing->first ? choose(typing, 0)
                                           : keep_letters(typing);
}

// Whether the letters are syllables, each with its vowel. Those of an English
// word ("p h d") are not, nor are initials, of which only a person knows the
// word.
static bool
are_syllables(const char *split)
{
    bool vowel = false;
    for (const char *at = split; *at; at++) {
        bool umlaut = *at == 'v' && at > split && strchr("ln", at[-1]);
        if (*at == ' ') {
            if (!vowel) {
                return false;
            }
            vowel = false;
        } else if (umlaut || strchr("aeiou", *at)) {
            vowel = true;
        }
    }
    return vowel;
}

// The first word if it is for all of the letters and they are pinyin beyond
// doubt, else the letters: a search understands those too.
static enum typing_result
finish(struct typing *typing)
{
    size_t length = strlen(typing->letters);
    if (length) {
        bool whole = !typing->asking && typing->count && !typing->first
                     && typing->panel != TYPING_RARE
                     && typing->words_now[0].letters == length;
        if (whole && !typing->understood
            && are_syllables(typing->split)) {
            choose(typing, 0);
        } else {
            keep_letters(typing);
        }
    }
    return TYPING_DONE;
}

static enum typing_result
type_letter(struct typing *typing, char letter)
{
    if (typing->mode == TYPING_PINYIN) {
        add_letter(typing, letter);
        return TYPING_SHOWN;
    }
    char one[2] = {letter, '\0'};
    if (typing->shift) {
        one[0] = (char)(letter - 'a' + 'A');
        typing->shift = false;
    }
    return append(typing, one) ? TYPING_CHANGED : TYPING_SHOWN;
}

static enum typing_result
tap_key(struct typing *typing, const char *key)
{
    if (!key[0]) {
        return TYPING_NOT_OURS;
    }
    if (!key[1] && key[0] >= 'a' && key[0] <= 'z') {
        return type_letter(typing, key[0]);
    }
    const char *symbol = typing_symbol(typing, key);
    if (symbol) {
        return append(typing, symbol) ? TYPING_CHANGED : TYPING_SHOWN;
    }
    if (strcmp(key, "space") == 0) {
        return space(typing);
    }
    if (strcmp(key, "delete") == 0) {
        return erase(typing);
    }
    if (strcmp(key, "done") == 0) {
        return finish(typing);
    }
    if (strcmp(key, "split") == 0) {
        add_letter(typing, '\'');
    } else if (strcmp(key, "shift") == 0) {
        typing->shift = !typing->shift;
    } else if (strcmp(key, "clear") == 0) {
        bool any = typing->text[0] != '\0';
        typing_empty(typing);
        return any ? TYPING_CHANGED : TYPING_SHOWN;
    } else {
        return TYPING_NOT_OURS;
    }
    return TYPING_SHOWN;
}

static enum typing_result
switch_mode(struct typing *typing, enum typing_mode mode)
{
    enum typing_result result = keep_letters(typing);
    typing->mode = mode;
    typing->shift = false;
    if (mode != TYPING_DIGITS) {
        typing->words = mode;
    }
    return result;
}

static enum typing_result
tap_mode(struct typing *typing, const char *mode)
{
    bool digits = typing->mode == TYPING_DIGITS;
    if (!mode[0]) {
        return switch_mode(typing, typing->words == TYPING_PINYIN
                                       ? TYPING_LATIN
                                       : TYPING_PINYIN);
    }
    if (strcmp(mode, ".pinyin") == 0) {
        return switch_mode(typing, TYPING_PINYIN);
    }
    if (strcmp(mode, ".latin") == 0) {
        return switch_mode(typing, TYPING_LATIN);
    }
    if (strcmp(mode, ".digits") == 0) {
        return switch_mode(typing, digits ? typing->words : TYPING_DIGITS);
    }
    return TYPING_NOT_OURS;
}

static enum typing_result
show_panel(struct typing *typing, enum typing_panel panel)
{
    bool other = (panel == TYPING_RARE) != (typing->panel == TYPING_RARE);
    typing->panel = panel;
    if (other || typing->first) {
        ask_anew(typing);
    }
    return TYPING_SHOWN;
}

static enum typing_result
turn_page(struct typing *typing, bool next)
{
    struct typing_cell cells[TYPING_WORDS_MAX];
    size_t shown = typing_flow(typing, cells);
    if (typing->asking) {
        return TYPING_SHOWN;
    }
    if (next && typing->page < TYPING_PAGES_MAX
        && typing->first + shown < typing->total) {
        typing->pages[typing->page++] = typing->first;
        typing->first += shown;
    } else if (!next && typing->page) {
        typing->first = typing->pages[--typing->page];
    } else {
        return TYPING_SHOWN;
    }
    typing->due = typing->asking = true;
    return TYPING_SHOWN;
}

enum typing_result
typing_tap(struct typing *typing, const char *id)
{
    int64_t number = 0;
    if (str_starts(id, KEY)) {
        return tap_key(typing, id + strlen(KEY));
    }
    if (str_starts(id, CANDIDATE)) {
        return str_parse_int(id + strlen(CANDIDATE), 1, TYPING_WORDS_MAX,
                             &number)
                   ? choose(typing, (size_t)number - 1)
                   : TYPING_NOT_OURS;
    }
    if (str_starts(id, "keyboard.mode")) {
        return tap_mode(typing, id + strlen("keyboard.mode"));
    }
    if (strcmp(id, "keyboard.more") == 0) {
        return show_panel(typing, typing->panel == TYPING_KEYS
                                      ? TYPING_MORE
                                      : TYPING_KEYS);
    }
    if (strcmp(id, "keyboard.rare") == 0) {
        return show_panel(typing, typing->panel == TYPING_RARE
                                      ? TYPING_MORE
                                      : TYPING_RARE);
    }
    if (strcmp(id, "keyboard.letters") == 0) {
        return keep_letters(typing);
    }
    if (str_starts(id, "keyboard.page.")) {
        return turn_page(typing, strcmp(id, "keyboard.page.next") == 0);
    }
    return strcmp(id, "keyboard.hide") == 0 ? TYPING_HIDDEN
                                            : TYPING_NOT_OURS;
}

static void
take_words(struct typing *typing, const struct typing_answer *answer)
{
    size_t length = strlen(typing->letters);
    typing->count = 0;
    for (size_t i = 0; i < answer->count && i < TYPING_WORDS_MAX; i++) {
        const struct typing_word *word = &answer->words[i];
        if (word->letters && word->letters <= length) {
            typing->words_now[typing->count++] = *word;
        }
    }
    typing->total = answer->total;
    typing->asking = false;
    typing->away = false;
    if (typing->panel != TYPING_RARE) {
        str_copy(typing->split, sizeof(typing->split), answer->split);
    }
}

enum typing_result
typing_take(struct typing *typing, const struct typing_answer *answer)
{
    if (answer->failed) {
        typing->away = true;
        if (answer->serial == typing->serial) {
            forget_words(typing);
        }
        return TYPING_SHOWN;
    }
    if (answer->back) {
        typing->away = false;
        if (!typing->count) {
            ask_anew(typing);
        }
        return TYPING_SHOWN;
    }
    if (!typing->asking || typing->due || answer->serial != typing->serial) {
        return TYPING_NOT_OURS;
    }
    take_words(typing, answer);
    return TYPING_SHOWN;
}

static bool
is_hanzi(uint32_t code)
{
    return (code >= 0x3400 && code <= 0x9fff)
           || (code >= 0x20000 && code <= 0x33fff);
}

// The hanzi at the end of the text, as many as fit.
static void
take_context(const char *text, char out[TYPING_CONTEXT_SIZE])
{
    size_t end = strlen(text);
    size_t at = end;
    while (at) {
        size_t before = utf8_previous(text, at);
        const char *cursor = text + before;
        uint32_t code = 0;
        if (end - before >= TYPING_CONTEXT_SIZE
            || !utf8_next(&cursor, text + at, &code) || !is_hanzi(code)) {
            break;
        }
        at = before;
    }
    str_copy(out, TYPING_CONTEXT_SIZE, text + at);
}

bool
typing_next_ask(struct typing *typing, struct typing_ask *out)
{
    if (!typing->due) {
        return false;
    }
    assert(typing->letters[0]);
    typing->due = false;
    typing->asking = true;
    typing->serial++;
    *out = (struct typing_ask){
        .serial = typing->serial,
        .rare = typing->panel == TYPING_RARE,
        .first = typing->first,
        .count = TYPING_WORDS_MAX,
    };
    str_copy(out->letters, sizeof(out->letters), typing->letters);
    take_context(typing->text, out->context);
    return true;
}

size_t
typing_flow(const struct typing *typing,
            struct typing_cell out[TYPING_WORDS_MAX])
{
    size_t row = 0;
    size_t column = 0;
    for (size_t i = 0; i < typing->count; i++) {
        size_t span = (utf8_count(typing->words_now[i].text) + 3) / 3;
        if (span > typing->columns) {
            span = typing->columns;
        }
        if (column + span > typing->columns) {
            row++;
            column = 0;
        }
        if (row >= typing->rows) {
            return i;
        }
        out[i] = (struct typing_cell){row, column, span};
        column += span;
    }
    return typing->count;
}
