// SPDX-License-Identifier: Apache-2.0
#include "store/tokenizer.h"

#include <string.h>

#include "util/utf8.h"

enum class {
    CLASS_SPACE,       // ends a word, nothing else
    CLASS_TRANSPARENT, // as if it were not there
    CLASS_BREAK,
    CLASS_LETTER,
    CLASS_DIGIT,
    CLASS_CHARACTER
};

struct range {
    uint32_t first, last;
    enum class class;
};

// Ascending; what lies between is CLASS_CHARACTER.
static const struct range ranges[] = {
    {0x00, 0x20, CLASS_SPACE},
    {0x21, 0x21, CLASS_BREAK},
    {0x22, 0x22, CLASS_TRANSPARENT}, // "
    {0x23, 0x26, CLASS_BREAK},
    {0x27, 0x2A, CLASS_TRANSPARENT}, // ' ( ) *
    {0x2B, 0x2F, CLASS_BREAK},
    {'0', '9', CLASS_DIGIT},
    {0x3A, 0x40, CLASS_BREAK},
    {0x41, 0x5A, CLASS_LETTER},
    {0x5B, 0x5B, CLASS_TRANSPARENT}, // [
    {0x5C, 0x5C, CLASS_BREAK},
    {0x5D, 0x5D, CLASS_TRANSPARENT}, // ]
    {0x5E, 0x5E, CLASS_BREAK},
    {0x5F, 0x60, CLASS_TRANSPARENT}, // _ `
    {0x61, 0x7A, CLASS_LETTER},
    {0x7B, 0x7D, CLASS_BREAK},
    {0x7E, 0x7E, CLASS_TRANSPARENT}, // ~
    {0x7F, 0xA0, CLASS_SPACE},
    {0xA1, 0xBF, CLASS_BREAK},
    {0xC0, 0x24F, CLASS_LETTER},
    {0x300, 0x36F, CLASS_TRANSPARENT}, // marks that combine
    {0xF00, 0xF03, CLASS_LETTER},
    {0xF04, 0xF14, CLASS_SPACE},       // tsheg and its like
    {0xF15, 0xFBC, CLASS_LETTER},
    {0x2000, 0x200A, CLASS_SPACE},
    {0x200B, 0x200F, CLASS_TRANSPARENT},
    {0x2010, 0x2017, CLASS_BREAK},
    {0x2018, 0x201F, CLASS_TRANSPARENT}, // ‘ ’ “ ”
    {0x2020, 0x2027, CLASS_BREAK},
    {0x2028, 0x206F, CLASS_TRANSPARENT},
    {0x2190, 0x2BFF, CLASS_BREAK},
    {0x3000, 0x3000, CLASS_SPACE},
    {0x3001, 0x3004, CLASS_BREAK},
    {0x3008, 0x3011, CLASS_TRANSPARENT}, // 〈 〉 《 》 「 」 『 』 【 】
    {0x3012, 0x3013, CLASS_BREAK},
    {0x3014, 0x301B, CLASS_TRANSPARENT},
    {0x301C, 0x301C, CLASS_BREAK},
    {0x301D, 0x301F, CLASS_TRANSPARENT},
    {0x30FB, 0x30FB, CLASS_BREAK},
    {0xD800, 0xDFFF, CLASS_TRANSPARENT},
    {0xE000, 0xF8FF, CLASS_TRANSPARENT},
    {0xFE00, 0xFE0F, CLASS_TRANSPARENT}, // variation selectors
    {0xFE10, 0xFE34, CLASS_BREAK},
    {0xFE35, 0xFE48, CLASS_TRANSPARENT}, // brackets of vertical text
    {0xFE49, 0xFE6F, CLASS_BREAK},
    {0xFEFF, 0xFEFF, CLASS_TRANSPARENT},
    {0xFF61, 0xFF65, CLASS_BREAK},
    {0xFFF0, 0xFFFF, CLASS_TRANSPARENT},
    {0xE0000, 0xE0FFF, CLASS_TRANSPARENT},
};

static enum class
class_of(uint32_t code)
{
    size_t low = 0;
    size_t high = sizeof(ranges) / sizeof(ranges[0]);

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (ranges[middle].last < code) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < sizeof(ranges) / sizeof(ranges[0])
                && ranges[low].first <= code
             ? ranges[low].class : CLASS_CHARACTER;
}

// Half-width, lower case.
static uint32_t
fold(uint32_t code)
{
    if (code >= 0xFF01 && code <= 0xFF5E) {
        code -= 0xFEE0;
    }
    if (code >= 'A' && code <= 'Z') {
        code += 'a' - 'A';
    } else if (code >= 0xC0 && code <= 0xDE && code != 0xD7) {
        code += 0x20;
    }
    return code;
}

void
tokenizer_init(struct tokenizer *tokenizer, const char *text, size_t len)
{
    *tokenizer = (struct tokenizer){
        .text = text, .at = text, .end = text + len, .broke = true};
}

static void
append(struct token *token, uint32_t code)
{
    char bytes[4];
    size_t len = utf8_put(code, bytes);

    if (token->len + len < sizeof(token->text)) {
        memcpy(token->text + token->len, bytes, len);
        token->len += len;
        token->text[token->len] = '\0';
    }
}

static bool
is_word(enum class class)
{
    return class == CLASS_LETTER || class == CLASS_DIGIT;
}

// "100,000" is one number, and so is "3.5".
static bool
joins_digits(const char *at, const char *end, uint32_t code, bool after_digit)
{
    uint32_t next;

    return after_digit && (code == ',' || code == '.')
        && utf8_next(&at, end, &next)
        && class_of(fold(next)) == CLASS_DIGIT;
}

static void
take_word(struct tokenizer *tokenizer, struct token *out, enum class class)
{
    const char *at = tokenizer->at;
    uint32_t code;

    out->kind = TOKEN_WORD;
    while (utf8_next(&at, tokenizer->end, &code)) {
        bool digit = class == CLASS_DIGIT;

        code = fold(code);
        class = class_of(code);
        if (joins_digits(at, tokenizer->end, code, digit)) {
            if (code == '.') {
                append(out, code);
            }
        } else if (is_word(class)) {
            append(out, code);
        } else {
            break;
        }
        tokenizer->at = at;
    }
    out->end = (size_t)(tokenizer->at - tokenizer->text);
}

// An empty line ends a paragraph.
static bool
ends_paragraph(const struct tokenizer *tokenizer)
{
    return tokenizer->at < tokenizer->end && *tokenizer->at == '\n'
        && tokenizer->at > tokenizer->text && tokenizer->at[-1] == '\n';
}

bool
tokenizer_next(struct tokenizer *tokenizer, struct token *out)
{
    const char *before = tokenizer->at;
    uint32_t code;

    while (utf8_next(&tokenizer->at, tokenizer->end, &code)) {
        enum class class;

        code = fold(code);
        class = code == UTF8_REPLACEMENT ? CLASS_TRANSPARENT
                                         : class_of(code);
        if (class == CLASS_SPACE && ends_paragraph(tokenizer)) {
            class = CLASS_BREAK;
        }
        if (class == CLASS_SPACE || class == CLASS_TRANSPARENT
            || (class == CLASS_BREAK && tokenizer->broke)) {
            before = tokenizer->at;
            continue;
        }
        *out = (struct token){
            .kind = class == CLASS_BREAK ? TOKEN_BREAK : TOKEN_CHARACTER,
            .code = code,
            .start = (size_t)(before - tokenizer->text),
            .end = (size_t)(tokenizer->at - tokenizer->text)};
        append(out, code);
        if (is_word(class)) {
            take_word(tokenizer, out, class);
        }
        tokenizer->broke = class == CLASS_BREAK;
        return true;
    }
    return false;
}
