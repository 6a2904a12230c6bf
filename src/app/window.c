// SPDX-License-Identifier: Apache-2.0
#include "app/window.h"

#include <SDL2/SDL.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "util/log.h"

#define PAGE_SHORT 1080
#define PAGE_LONG 1920
#define BIG_BLOCK (1 << 20)

/** Before SDL starts; each line says why. */
static void
set_hints(void)
{
    // Otherwise the surface lands on a GL texture: 3.7 times slower.
    SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
    // One path for fingers, mice and test programs: finger events.
    SDL_SetHint(SDL_HINT_MOUSE_TOUCH_EVENTS, "1");
    SDL_SetHint(SDL_HINT_TOUCH_MOUSE_EVENTS, "0");
    // A kiosk stays where it is and awake.
    SDL_SetHint(SDL_HINT_VIDEO_MINIMIZE_ON_FOCUS_LOSS, "0");
    SDL_SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "0");
    // Signals are read by a thread of ours.
    SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");
    SDL_SetHint(SDL_HINT_VIDEO_X11_NET_WM_BYPASS_COMPOSITOR, "1");
    // Without a session bus SDL would start one, which takes time and is
    // of no use here.
    SDL_setenv("DBUS_SESSION_BUS_ADDRESS", "disabled:", 1);
    // Xlib would read 6000 lines of dead keys, which no keyboard here has:
    // 15 ms of the start.
    SDL_setenv("XCOMPOSEFILE", "/dev/null", 0);
}

static bool
sideways(const struct window *window)
{
    return window->rotation == 90 || window->rotation == 270;
}

/** Scale the page as a whole and centre it. */
static void
lay_page(struct window *window, int width, int height)
{
    int page_w = window->landscape ? PAGE_LONG : PAGE_SHORT;
    int page_h = window->landscape ? PAGE_SHORT : PAGE_LONG;
    double across = (double)width / page_w;
    double down = (double)height / page_h;
    window->scale = across < down ? across : down;
    window->offset_x = (int)((width - page_w * window->scale) / 2);
    window->offset_y = (int)((height - page_h * window->scale) / 2);
}

/** The bars beside a letterboxed page; the page draws all of itself. */
static void
blacken(struct window *window)
{
    struct SDL_Surface *canvas = window_canvas(window);
    int page_w = window->landscape ? PAGE_LONG : PAGE_SHORT;
    int page_h = window->landscape ? PAGE_SHORT : PAGE_LONG;
    int x = window->offset_x, y = window->offset_y;
    const SDL_Rect across[] = {{0, 0, canvas->w, y + 1},
                               {0, canvas->h - y - 1, canvas->w, y + 1}};
    const SDL_Rect down[] = {{0, 0, x + 1, canvas->h},
                             {canvas->w - x - 1, 0, x + 1, canvas->h}};
    // A page that fits has none, and its memory is not touched yet.
    if (page_h * window->scale < canvas->h)
        SDL_FillRects(canvas, across, 2, 0);
    if (page_w * window->scale < canvas->w)
        SDL_FillRects(canvas, down, 2, 0);
}

/** Have the kernel give all pages at once: one by one, as they are drawn
 *  on first, 2000 faults cost more than the drawing. */
static void
populate(void *from, size_t size)
{
    uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
    uintptr_t start = (uintptr_t)from & ~(page - 1);
    // Kernels before 5.14 do not know it, and give pages as they are used.
    (void)madvise((void *)start, (uintptr_t)from + size - start,
                  MADV_POPULATE_WRITE);
}

void
window_populate(const struct window *window)
{
    const SDL_Surface *surface = window->surface;
    populate(surface->pixels, (size_t)surface->pitch * (size_t)surface->h);
}

/** SDL clears every surface that it makes. */
static void *SDLCALL
give(size_t size)
{
    void *memory = malloc(size);
    if (memory && size >= BIG_BLOCK)
        populate(memory, size);
    return memory;
}

enum err
window_refresh(struct window *window)
{
    window->surface = SDL_GetWindowSurface(window->sdl);
    if (!window->surface) {
        LOGE("window: no surface: %s", SDL_GetError());
        return ERR_IO;
    }
    window->width = window->surface->w;
    window->height = window->surface->h;
    int w = sideways(window) ? window->height : window->width;
    int h = sideways(window) ? window->width : window->height;
    if (window->rotation &&
        (!window->turned || window->turned->w != w ||
         window->turned->h != h)) {
        SDL_FreeSurface(window->turned);
        window->turned = SDL_CreateRGBSurfaceWithFormat(
            0, w, h, 32, SDL_PIXELFORMAT_RGB888);
        if (!window->turned)
            return ERR_NO_MEMORY;
    }
    lay_page(window, w, h);
    blacken(window);
    return ERR_OK;
}

/**
 * Fullscreen begins as a window of the desktop's size: SDL waits 100 ms for
 * a window manager to answer, and the first page need not wait for that.
 */
static void
first_size(const struct window_options *options, SDL_Rect *out)
{
    SDL_Rect desktop;
    *out = (SDL_Rect){SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED,
                      options->width, options->height};
    if (options->width)
        return;
    if (SDL_GetDisplayBounds(0, &desktop) == 0)
        *out = desktop;
    else
        *out = (SDL_Rect){0, 0, PAGE_SHORT, PAGE_LONG};
}

void
window_fill_screen(struct window *window)
{
    if (window->full)
        SDL_SetWindowFullscreen(window->sdl, SDL_WINDOW_FULLSCREEN_DESKTOP);
}

/** The page stands or lies as the panel does; that never changes later. */
static void
choose_page(struct window *window)
{
    int w, h;
    SDL_GetWindowSize(window->sdl, &w, &h);
    window->landscape = sideways(window) ? h > w : w > h;
    lay_page(window, sideways(window) ? h : w, sideways(window) ? w : h);
}

enum err
window_open(const struct window_options *options, struct window *out)
{
    memset(out, 0, sizeof *out);
    out->rotation = options->rotation;
    set_hints();
    SDL_SetMemoryFunctions(give, calloc, realloc, free);
    if (SDL_Init(SDL_INIT_VIDEO) != 0) {
        LOGE("window: no screen: %s", SDL_GetError());
        return ERR_IO;
    }
    SDL_Rect at;
    first_size(options, &at);
    out->full = !options->width;
    out->sdl = SDL_CreateWindow("talent-kiosk", at.x, at.y, at.w, at.h,
                                out->full ? SDL_WINDOW_BORDERLESS
                                          : SDL_WINDOW_RESIZABLE);
    if (!out->sdl) {
        LOGE("window: cannot be opened: %s", SDL_GetError());
        window_close(out);
        return ERR_IO;
    }
    if (out->full)
        SDL_ShowCursor(SDL_DISABLE);
    choose_page(out);
    return ERR_OK;
}

void
window_close(struct window *window)
{
    if (!window)
        return;
    SDL_FreeSurface(window->turned);
    if (window->sdl)
        SDL_DestroyWindow(window->sdl);
    SDL_Quit();
    memset(window, 0, sizeof *window);
}

struct SDL_Surface *
window_canvas(const struct window *window)
{
    return window->turned ? window->turned : window->surface;
}

/** A canvas rectangle where it lies in the window. */
static struct rect
turn(const struct window *window, struct rect r)
{
    switch (window->rotation) {
    case 90:
        return (struct rect){window->width - r.y - r.h, r.x, r.h, r.w};
    case 180:
        return (struct rect){window->width - r.x - r.w,
                             window->height - r.y - r.h, r.w, r.h};
    case 270:
        return (struct rect){r.y, window->height - r.x - r.w, r.h, r.w};
    default:
        return r;
    }
}

/** Copy turned pixels, one of the canvas at a time. */
static void
copy_turned(struct window *window, struct rect from)
{
    const SDL_Surface *source = window->turned;
    SDL_Surface *target = window->surface;
    for (int y = from.y; y < from.y + from.h; y++) {
        const uint32_t *row = (const uint32_t *)(
            (const char *)source->pixels + (ptrdiff_t)y * source->pitch);
        for (int x = from.x; x < from.x + from.w; x++) {
            struct rect at = turn(window, (struct rect){x, y, 1, 1});
            uint32_t *to = (uint32_t *)((char *)target->pixels +
                                        (ptrdiff_t)at.y * target->pitch);
            to[at.x] = row[x];
        }
    }
}

void
window_present(struct window *window, const struct rect *damage, size_t count)
{
    SDL_Rect rects[WINDOW_DAMAGE_MAX];
    struct SDL_Surface *canvas = window_canvas(window);
    struct rect whole = {0, 0, canvas->w, canvas->h};
    int used = 0;
    bool four_bytes = window->surface->format->BytesPerPixel == 4;
    for (size_t i = 0; i < count && i < WINDOW_DAMAGE_MAX; i++) {
        struct rect part = rect_intersect(damage[i], whole);
        if (part.w <= 0 || part.h <= 0)
            continue;
        if (window->turned && four_bytes)
            copy_turned(window, part);
        struct rect at = turn(window, part);
        rects[used++] = (SDL_Rect){at.x, at.y, at.w, at.h};
    }
    if (used)
        SDL_UpdateWindowSurfaceRects(window->sdl, rects, used);
}

void
window_present_black(struct window *window)
{
    SDL_UpdateWindowSurface(window->sdl);
}

void
window_to_page(const struct window *window, double x, double y, int *page_x,
               int *page_y)
{
    double wx = x * window->width, wy = y * window->height;
    double cx = wx, cy = wy;
    if (window->rotation == 90) {
        cx = wy;
        cy = window->width - wx;
    } else if (window->rotation == 180) {
        cx = window->width - wx;
        cy = window->height - wy;
    } else if (window->rotation == 270) {
        cx = window->height - wy;
        cy = wx;
    }
    *page_x = (int)floor((cx - window->offset_x) / window->scale);
    *page_y = (int)floor((cy - window->offset_y) / window->scale);
}

struct rect
window_rect(const struct window *window, struct rect page)
{
    int left = (int)floor(page.x * window->scale) + window->offset_x;
    int top = (int)floor(page.y * window->scale) + window->offset_y;
    int right =
        (int)ceil((page.x + page.w) * window->scale) + window->offset_x;
    int bottom =
        (int)ceil((page.y + page.h) * window->scale) + window->offset_y;
    struct SDL_Surface *canvas = window_canvas(window);
    struct rect at = {left, top, right - left, bottom - top};
    struct rect whole = {0, 0, canvas->w, canvas->h};
    // A scale like 2/3 is never exact and may reach one pixel too far.
    return turn(window, rect_intersect(at, whole));
}
