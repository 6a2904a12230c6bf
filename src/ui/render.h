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
 * The one file that draws is render_sdl.c; it caches rasters of text,
 * shapes, icons and art within bounds. Main thread only.
 */
struct render;

struct render_options {
    const char *art_dir;  // pictures made from assets/ at build time
    struct typesetter *text;    // borrowed, must outlive the renderer
    double scale;         // window px a logical px
    int offset_x, offset_y; // of the page in the window (letterbox)
};

enum err
render_create(const struct render_options *options, struct render **out);

void
render_free(struct render *render);

enum err
render_set_view(struct render *render, double scale, int offset_x,
                int offset_y);

/** Draw what of `list` meets `damage` (logical px). */
void
render_list(struct render *render, struct SDL_Surface *surface,
            const struct draw_list *list, struct rect damage);

/** The damage in window pixels, grown to whole ones. */
struct rect
render_window_rect(const struct render *render, struct rect damage);

/** Drop and wipe every cached text. */
void
render_forget(struct render *render);

/** Write a surface as PNG (deflate by stored or real compression; no
 *  library beyond SDL needed). */
enum err
render_save_png(struct SDL_Surface *surface, const char *path);

/** Bytes held by the caches. */
size_t
render_cache_bytes(const struct render *render);

#endif
