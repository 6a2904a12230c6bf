// SPDX-License-Identifier: Apache-2.0
#ifndef APP_WINDOW_H
#define APP_WINDOW_H

#include <stdbool.h>
#include <stddef.h>

#include "ui/draw.h"
#include "util/err.h"

struct SDL_Window;
struct SDL_Surface;

#define WINDOW_DAMAGE_MAX 16

/**
 * The window and how the page lies in it: scaled as a whole, letterboxed,
 * turned by 0, 90, 180 or 270 degrees clockwise.
 *
 * "Canvas" pixels are upright, "window" pixels are SDL's; they are the
 * same without rotation.
 */
struct window {
    struct SDL_Window *sdl;      // owned
    struct SDL_Surface *surface; // SDL's; fetched anew after each change
    struct SDL_Surface *turned;  // owned canvas when rotated, else NULL
    int rotation;
    bool full;                   // takes the whole screen
    int width, height;           // of the window
    bool landscape;              // page 1920x1080 instead of 1080x1920
    double scale;                // canvas px a logical px
    int offset_x, offset_y;      // of the page on the canvas
};

struct window_options {
    int width, height; // 0: fullscreen
    int rotation;
};

/** SDL's video is started here too. ERR_IO, with the reason logged. There
 *  is nothing to draw on before the first window_refresh: a surface made
 *  before the window has settled would be made twice. */
enum err
window_open(const struct window_options *options, struct window *out);

/** After the first page: fullscreen, where that was asked for. */
void
window_fill_screen(struct window *window);

void
window_close(struct window *window);

/** After a resize or exposure: fetch the surface and lay the page in. */
enum err
window_refresh(struct window *window);

/** What to draw on; borrowed until the next refresh. */
struct SDL_Surface *
window_canvas(const struct window *window);

/** Put these canvas rectangles on the screen. */
void
window_present(struct window *window, const struct rect *damage,
               size_t count);

/** Put a fresh surface on the screen: black. */
void
window_present_black(struct window *window);

/** Give the surface its memory; any thread, while nobody refreshes. */
void
window_populate(const struct window *window);

/** A window position (0..1, as fingers report) as a place on the page. */
void
window_to_page(const struct window *window, double x, double y, int *page_x,
               int *page_y);

/** A rectangle of the page in window pixels, grown to whole ones. */
struct rect
window_rect(const struct window *window, struct rect page);

#endif
