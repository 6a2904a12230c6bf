// SPDX-License-Identifier: Apache-2.0
#ifndef MODEL_LANG_H
#define MODEL_LANG_H

#include <stdbool.h>

/** Languages of the terminal; Chinese is the source of every text. */
enum lang { LANG_ZH, LANG_EN, LANG_BO, LANG_COUNT };

/** A text of a record in each language; NULL where there is none. */
struct text {
    char *zh; // owned; required in every record
    char *en; // owned
    char *bo; // owned
};

/** "zh", "en", "bo". */
const char *
lang_code(enum lang lang);

bool
lang_parse(const char *code, enum lang *out);

/** The text in `lang`, else in Chinese, else ""; borrowed, never NULL. */
const char *
text_get(const struct text *text, enum lang lang);

/** True without a text in any language. */
bool
text_is_empty(const struct text *text);

/** Deep copy into an empty `out`; false without memory (`out` empty). */
bool
text_copy(struct text *out, const struct text *text);

void
text_clear(struct text *text);

#endif
