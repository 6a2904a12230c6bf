// SPDX-License-Identifier: Apache-2.0
#include "ui/text.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "ui/font.h"
#include "ui/typeset.h"
#include "util/log.h"
#include "util/utf8.h"

#define SCALE_MAX 8.0

struct typesetter {
    struct fonts *fonts; // owned
    double scale;
};

enum err
text_create(const struct text_options *options, struct typesetter **out)
{
    struct typesetter *text = calloc(1, sizeof(*text));
    if (!text) {
        LOGE("ui: no memory for texts");
        return ERR_NO_MEMORY;
    }
    enum err err = text_set_scale(text, options->scale);
    if (err == ERR_OK) {
        err = fonts_create(options->font_dir, NULL, &text->fonts);
    }
    if (err != ERR_OK) {
        text_free(text);
        return err;
    }
    *out = text;
    return ERR_OK;
}

void
text_free(struct typesetter *text)
{
    if (text) {
        fonts_free(text->fonts);
        free(text);
    }
}

enum err
text_set_scale(struct typesetter *text, double scale)
{
    if (!(scale > 0 && scale <= SCALE_MAX)) {
        LOGE("ui: scale %g is out of range", scale);
        return ERR_INVALID;
    }
    text->scale = scale;
    return ERR_OK;
}

struct fonts *
typeset_fonts(struct typesetter *text)
{
    return text->fonts;
}

// Marks of a full width that have their ink in the left or the right half.
static const char stops[] = "”’》〉」』】）、，。；：";
static const char openings[] = "“‘《〈「『【（";

static bool
is_one_of(uint32_t code, const char *marks)
{
    const char *end = marks + strlen(marks);
    uint32_t mark;

    while (utf8_next(&marks, end, &mark)) {
        if (mark == code) {
            return true;
        }
    }
    return false;
}

// Two marks in a row share the space between them, as in 《“…”》， where
// each has half of its width empty (GB/T 15834, 5.1.10).
static bool
shares_space(uint32_t code, const char *next, const char *end)
{
    uint32_t follower;

    if (code < 0x2018 || (code > 0x201D && code < 0x3001)
        || (code > 0x3011 && code < 0xFF01)
        || !utf8_next(&next, end, &follower) || follower < 0x2018) {
        return false;
    }
    return is_one_of(code, stops)
               ? is_one_of(follower, stops) || is_one_of(follower, openings)
               : is_one_of(code, openings) && is_one_of(follower, openings);
}

bool
typeset_next(struct typesetter *text, bool bold, const char **cursor,
             const char *end, struct piece *out)
{
    uint32_t code;

    out->start = *cursor;
    if (!utf8_next(cursor, end, &code)) {
        return false;
    }
    out->what = fonts_char(text->fonts, code, bold);
    if (out->what.face == FACE_TIBETAN) {
        const char *ahead = *cursor;
        while (utf8_next(&ahead, end, &code) && font_is_tibetan(code)) {
            *cursor = ahead;
        }
    } else if (out->what.advance == FONT_EM && out->what.face != FACE_FAKE
               && shares_space(code, *cursor, end)) {
        out->what.advance = FONT_EM / 2;
    }
    out->len = (size_t)(*cursor - out->start);
    return true;
}

int64_t
typeset_advance(struct typesetter *text, const struct piece *piece, int size)
{
    if (piece->what.face != FACE_TIBETAN) {
        return (int64_t)piece->what.advance * size;
    }
    // Shaping is not linear in the size: measure what will be drawn.
    int px = (int)lround(size * text->scale);
    int width = fonts_run_width(text->fonts, piece->start, piece->len, px);
    return (int64_t)ceil(width * FONT_EM / text->scale);
}

int64_t
typeset_measure(struct typesetter *text, const struct text_style *style,
                const char *utf8, size_t len)
{
    int size = theme_type(style->theme, style->step).size;
    const char *cursor = utf8;
    struct piece piece;
    int64_t width = 0;

    while (typeset_next(text, style->bold, &cursor, utf8 + len, &piece)) {
        if (piece.what.face != FACE_NONE) {
            width += typeset_advance(text, &piece, size)
                     + (int64_t)style->spacing * FONT_EM;
        }
    }
    return width;
}

int
text_width(struct typesetter *text, const struct text_style *style,
           const char *utf8)
{
    int64_t width = typeset_measure(text, style, utf8, strlen(utf8));

    if (width > 0) {
        width -= (int64_t)style->spacing * FONT_EM; // none behind the last
    }
    return (int)((width + FONT_EM - 1) / FONT_EM);
}

void
text_forget(struct typesetter *text)
{
    fonts_forget(text->fonts);
}
