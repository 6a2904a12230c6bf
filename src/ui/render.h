// SPDX-License-Identifier: Apache-2.0
#ifndef UI_RENDER_H
#define UI_RENDER_H

#include <stddef.h>
#include <stdint.h>

#include "ui/draw.h"
#include "util/err.h"

struct typesetter;
struct SDL_Surface;

/**
 * Draws lists on a surface: the window's, a picture, a printer's bitmap.
 * The one file that knows SDL surfaces is render_sdl.c; glyphs, corners,
 * icons and pictures are cached within bounds. Main thread only.
 *
 * What a command may touch, beside its clip: its rect; a text 4 px left and
 * right and a quarter of its height above and below; a shadow (rect is the
 * box) 24 px for e1, 64 px for e2 around. A QR code is dark on white in
 * every theme. A box with `dash` has a dashed border, or without a border
 * is itself a dashed line. A picture takes radius and corners as a box.
 */
struct render;

struct render_options {
    const char *art_dir;  // pictures made from assets/ at build time
    struct typesetter *text; // borrowed, must outlive the renderer
    double scale;         // window px a logical px
    int offset_x, offset_y; // of the page in the window (letterbox)
};

enum err
render_create(const struct render_options *options, struct render **out);

void
render_free(struct render *render);

/** ERR_INVALID when the scale is not above 0 or beyond 8. */
enum err
render_set_view(struct render *render, double scale, int offset_x,
                int offset_y);

/** Draw what of `list` meets `damage` (logical px); nothing outside of it
 *  (grown to whole window pixels) is touched. */
void
render_list(struct render *render, struct SDL_Surface *surface,
            const struct draw_list *list, struct rect damage);

/** The damage in window pixels, grown to whole ones. */
struct rect
render_window_rect(const struct render *render, struct rect damage);

/** Drop and wipe every cached glyph and code. */
void
render_forget(struct render *render);

/** Write a surface as PNG, mode 0600: a page can show a visitor's data.
 *  ERR_IO, ERR_NO_MEMORY. */
enum err
render_save_png(struct SDL_Surface *surface, const char *path);

/** Bytes held by the caches. */
size_t
render_cache_bytes(const struct render *render);

#endif
