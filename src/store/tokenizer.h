// SPDX-License-Identifier: Apache-2.0
#ifndef STORE_TOKENIZER_H
#define STORE_TOKENIZER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define TOKENIZER_TEXT_SIZE 65

/*
 * How text is cut for searching: every Chinese character is a token, a run
 * of letters or digits is one, in lower case, full-width forms as half-width
 * ones. What separates clauses is a token too, so that a phrase never
 * matches across it; quotes, brackets and marks of emphasis are passed over,
 * in their Western, simplified and traditional forms.
 */
enum token_kind {
    TOKEN_CHARACTER, // one character of a script without word spaces
    TOKEN_WORD,      // letters and digits
    TOKEN_BREAK      // the end of a clause
};

struct token {
    enum token_kind kind;
    uint32_t code;  // of a CHARACTER
    size_t start;   // bytes of the text
    size_t end;
    size_t len;     // of `text`
    char text[TOKENIZER_TEXT_SIZE]; // folded; longer words are cut
};

struct tokenizer {
    const char *text; // borrowed
    const char *at;
    const char *end;
    bool broke;       // the token before was a BREAK, or there was none
};

void
tokenizer_init(struct tokenizer *tokenizer, const char *text, size_t len);

/** False at the end. Malformed bytes are passed over. */
bool
tokenizer_next(struct tokenizer *tokenizer, struct token *out);

#endif
