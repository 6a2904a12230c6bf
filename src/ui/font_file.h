// SPDX-License-Identifier: Apache-2.0
#ifndef UI_FONT_FILE_H
#define UI_FONT_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include <SDL2/SDL_ttf.h>

/**
 * One face of a font file, opened when first needed; zeroed is a good
 * start. One TTF_Font serves all sizes.
 */
struct font_file {
    TTF_Font *font; // owned; NULL until needed or when not installed
    void *file;     // owned mapping that `font` reads; outlives it
    size_t file_len;
    int px;         // its size now
    bool tried;
};

/** Open once, at FONT_EM px; later calls tell how that went. */
bool
font_file_open(struct font_file *slot, const char *path, long index);

void
font_file_close(struct font_file *slot);

/** The face at a size; NULL when it is not open. */
TTF_Font *
font_file_at(struct font_file *slot, int px);

/** Drop the glyphs that SDL_ttf keeps. */
void
font_file_forget(struct font_file *slot);

#endif
