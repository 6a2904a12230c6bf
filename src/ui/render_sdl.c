// SPDX-License-Identifier: Apache-2.0
#include "ui/render.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <SDL2/SDL.h>

#include "ui/art.h"
#include "ui/mask_cache.h"
#include "ui/canvas.h"
#include "ui/icon.h"
#include "ui/png.h"
#include "ui/qr.h"
#include "ui/shape.h"
#include "ui/text_draw.h"
#include "util/file.h"
#include "util/log.h"
#include "util/str.h"
#include "util/thread.h"

// A page shows some 300 different glyphs of 1 kB; these hold several pages.
#define GLYPH_BYTES ((size_t)4 << 20)
#define SHAPE_BYTES ((size_t)2 << 20)
#define SCALE_MAX 8.0
#define UNKNOWN_MAX 16
#define NAME_SIZE 32
#define PNG_MAX ((size_t)64 << 20)

struct render {
    struct typesetter *text; // borrowed
    struct art_shelf *art;
    struct mask_cache *glyphs; // what may tell of a visitor: glyphs, QR codes
    struct mask_cache *shapes; // corners and icons
    double scale;
    int offset_x, offset_y;
    char unknown[UNKNOWN_MAX][NAME_SIZE]; // icons already complained of
    size_t unknown_count;
};

// Drawing of one list on one surface.
struct pass {
    struct render *render;
    struct canvas canvas;
    struct rect damage; // in surface pixels, inside the surface
};

enum err
render_create(const struct render_options *options, struct render **out)
{
    struct render *render = calloc(1, sizeof(*render));
    if (!render) {
        LOGE("ui: no memory for a renderer");
        return ERR_NO_MEMORY;
    }
    render->text = options->text;
    enum err err = render_set_view(render, options->scale, options->offset_x,
                                   options->offset_y);
    if (err == ERR_OK) {
        err = art_shelf_create(options->art_dir, &render->art);
    }
    if (err == ERR_OK) {
        err = mask_cache_create(GLYPH_BYTES, &render->glyphs);
    }
    if (err == ERR_OK) {
        err = mask_cache_create(SHAPE_BYTES, &render->shapes);
    }
    if (err != ERR_OK) {
        render_free(render);
        return err;
    }
    *out = render;
    return ERR_OK;
}

void
render_free(struct render *render)
{
    if (render) {
        art_shelf_free(render->art);
        mask_cache_free(render->glyphs);
        mask_cache_free(render->shapes);
        free(render);
    }
}

enum err
render_set_view(struct render *render, double scale, int offset_x,
                int offset_y)
{
    if (!(scale > 0 && scale <= SCALE_MAX)) {
        LOGE("ui: scale %g is out of range", scale);
        return ERR_INVALID;
    }
    render->scale = scale;
    render->offset_x = offset_x;
    render->offset_y = offset_y;
    return ERR_OK;
}

static int
scaled(const struct render *render, int value)
{
    return (int)lround(value * render->scale);
}

// A width that must not vanish on a small panel.
static int
scaled_width(const struct render *render, int value)
{
    int width = scaled(render, value);
    return value > 0 && width < 1 ? 1 : width;
}

// Edges are rounded one by one, so that neighbours stay neighbours.
static struct rect
to_surface(const struct render *render, struct rect r)
{
    int x0 = scaled(render, r.x), x1 = scaled(render, r.x + r.w);
    int y0 = scaled(render, r.y), y1 = scaled(render, r.y + r.h);

    return (struct rect){render->offset_x + x0, render->offset_y + y0,
                         x1 - x0, y1 - y0};
}

struct rect
render_window_rect(const struct render *render, struct rect damage)
{
    int x0 = (int)floor(damage.x * render->scale);
    int y0 = (int)floor(damage.y * render->scale);
    int x1 = (int)ceil((damage.x + damage.w) * render->scale);
    int y1 = (int)ceil((damage.y + damage.h) * render->scale);

    return (struct rect){render->offset_x + x0, render->offset_y + y0,
                         x1 - x0, y1 - y0};
}

static void
draw_box(struct pass *pass, const struct draw_cmd *cmd)
{
    const struct render *render = pass->render;
    struct shape_box box = {
        .rect = to_surface(render, cmd->rect),
        .fill = cmd->fill,
        .line = cmd->line,
        .border = scaled_width(render, cmd->border),
        .radius = scaled(render, cmd->radius),
        .corners = cmd->corners,
        .dash = scaled_width(render, cmd->dash),
    };
    shape_draw(&pass->canvas, render->shapes, &box);
}

// Design tokens e1 and e2: offset, blur and colour of a card's and of a
// dialog's shadow; a blur of CSS is two sigmas.
static void
draw_shadow(struct pass *pass, const struct draw_cmd *cmd)
{
    const struct render *render = pass->render;
    bool dialog = cmd->step > 1;
    struct shape_shadow shadow = {
        .box = to_surface(render, cmd->rect),
        .radius = scaled(render, cmd->radius),
        .offset = scaled(render, dialog ? 16 : 4),
        .reach = scaled(render, dialog ? 48 : 20),
        .sigma = (dialog ? 24 : 8) * render->scale,
        .color = dialog ? 0x4D08233Au : 0x1A0B3150u,
    };
    shape_shadow_draw(&pass->canvas, &shadow);
}

static void
draw_text(struct pass *pass, const struct draw_cmd *cmd)
{
    const struct render *render = pass->render;
    struct text_view view = {.text = render->text,
                             .glyphs = render->glyphs,
                             .scale = render->scale,
                             .offset_x = render->offset_x,
                             .offset_y = render->offset_y};
    struct rect reach = to_surface(
        render, rect_inset(cmd->rect, -TEXT_REACH, -cmd->rect.h / 4));

    // Ink beyond what draw_list_damage reckons with would stay behind.
    pass->canvas.clip = rect_intersect(pass->canvas.clip, reach);
    text_draw(&view, &pass->canvas, cmd);
}

static void
complain_once(struct render *render, const char *name)
{
    for (size_t i = 0; i < render->unknown_count; i++) {
        if (str_equal(render->unknown[i], name)) {
            return;
        }
    }
    LOGW("ui: no icon %s", name);
    if (render->unknown_count < UNKNOWN_MAX) {
        (void)str_copy(render->unknown[render->unknown_count++], NAME_SIZE,
                       name);
    }
}

static void
draw_icon(struct pass *pass, const struct draw_cmd *cmd)
{
    struct render *render = pass->render;
    struct rect r = to_surface(render, cmd->rect);
    size_t icon;

    if (!icon_find(cmd->text, &icon)) {
        complain_once(render, cmd->text);
        return;
    }
    int size = r.w < r.h ? r.w : r.h;
    struct mask_key key = {
        .kind = 'i', .px = (uint16_t)size, .code = (uint32_t)icon};
    const struct mask *mask = mask_cache_find(render->shapes, &key, sizeof(key));
    if (!mask) {
        struct mask made = {0};
        if (!icon_raster(icon, size, &made)) {
            return;
        }
        mask = mask_cache_add(render->shapes, &key, sizeof(key), &made);
    }
    if (mask) {
        canvas_mask(&pass->canvas, mask, r.x + (r.w - size) / 2,
                    r.y + (r.h - size) / 2, cmd->line);
    }
}

static void
draw_art(struct pass *pass, const struct draw_cmd *cmd)
{
    struct render *render = pass->render;
    struct art_place place = {
        .rect = to_surface(render, cmd->rect),
        .radius = scaled(render, cmd->radius),
        .corners = cmd->corners,
        .cache = render->shapes,
    };
    (void)art_draw(render->art, cmd->text, &pass->canvas, &place);
}

static void
draw_qr(struct pass *pass, const struct draw_cmd *cmd)
{
    struct render *render = pass->render;
    size_t len = strlen(cmd->text) + 1;
    char *key = malloc(len + 1);

    if (!key) {
        LOGE("ui: no memory for a QR code");
        return;
    }
    key[0] = 'q';
    memcpy(key + 1, cmd->text, len);
    const struct mask *code = mask_cache_find(render->glyphs, key, len + 1);
    if (!code) {
        struct mask made = {0};
        if (qr_encode(cmd->text, &made)) {
            code = mask_cache_add(render->glyphs, key, len + 1, &made);
        }
    }
    secret_wipe(key, len + 1);
    free(key);
    if (code) {
        qr_draw(&pass->canvas, code, to_surface(render, cmd->rect));
    }
}

static void
draw_cmd(struct pass *pass, const struct draw_cmd *cmd)
{
    struct rect clip = to_surface(pass->render, cmd->clip);

    pass->canvas.clip = rect_intersect(clip, pass->damage);
    if (pass->canvas.clip.w <= 0 || pass->canvas.clip.h <= 0) {
        return;
    }
    switch (cmd->op) {
    case DRAW_BOX:
        draw_box(pass, cmd);
        break;
    case DRAW_TEXT:
        draw_text(pass, cmd);
        break;
    case DRAW_ICON:
        draw_icon(pass, cmd);
        break;
    case DRAW_ART:
        draw_art(pass, cmd);
        break;
    case DRAW_QR:
        draw_qr(pass, cmd);
        break;
    case DRAW_SHADOW:
        draw_shadow(pass, cmd);
        break;
    }
}

// 0xAARRGGBB or 0xXXRRGGBB, which every window surface here is.
static bool
is_native(const SDL_Surface *surface)
{
    const SDL_PixelFormat *format = surface->format;

    return format->BytesPerPixel == 4 && format->Rmask == 0x00FF0000u
           && format->Gmask == 0x0000FF00u && format->Bmask == 0x000000FFu;
}

static void
draw_native(struct render *render, SDL_Surface *surface,
            const struct draw_list *list, struct rect damage)
{
    struct pass pass = {.render = render, .damage = damage};

    if (SDL_MUSTLOCK(surface) && SDL_LockSurface(surface) != 0) {
        LOGE("ui: surface: %s", SDL_GetError());
        return;
    }
    pass.canvas.pixels = surface->pixels;
    pass.canvas.pitch = surface->pitch / (int)sizeof(uint32_t);
    for (size_t i = 0; i < list->count; i++) {
        draw_cmd(&pass, &list->cmds[i]);
    }
    if (SDL_MUSTLOCK(surface)) {
        SDL_UnlockSurface(surface);
    }
}

// An odd pixel format: draw aside, let SDL convert.
static void
draw_converted(struct render *render, SDL_Surface *surface,
               const struct draw_list *list, struct rect damage)
{
    SDL_Surface *aside = SDL_ConvertSurfaceFormat(
        surface, SDL_PIXELFORMAT_ARGB8888, 0);
    SDL_Rect area = {damage.x, damage.y, damage.w, damage.h};

    if (!aside) {
        LOGE("ui: surface: %s", SDL_GetError());
        return;
    }
    draw_native(render, aside, list, damage);
    SDL_Rect to = area;
    if (SDL_SetSurfaceBlendMode(aside, SDL_BLENDMODE_NONE) != 0
        || SDL_BlitSurface(aside, &area, surface, &to) != 0) {
        LOGE("ui: surface: %s", SDL_GetError());
    }
    SDL_FreeSurface(aside);
}

void
render_list(struct render *render, struct SDL_Surface *surface,
            const struct draw_list *list, struct rect damage)
{
    struct rect whole = {0, 0, surface->w, surface->h};
    struct rect r =
        rect_intersect(render_window_rect(render, damage), whole);

    assert(thread_is_main());
    if (r.w <= 0 || r.h <= 0) {
        return;
    }
    if (is_native(surface)) {
        draw_native(render, surface, list, r);
    } else {
        draw_converted(render, surface, list, r);
    }
}

void
render_forget(struct render *render)
{
    mask_cache_clear(render->glyphs);
}

enum err
render_save_png(struct SDL_Surface *surface, const char *path)
{
    SDL_Surface *rgb =
        SDL_ConvertSurfaceFormat(surface, SDL_PIXELFORMAT_ARGB8888, 0);
    struct buf out;

    if (!rgb) {
        LOGE("ui: picture: %s", SDL_GetError());
        return ERR_NO_MEMORY;
    }
    struct png_image image = {.pixels = rgb->pixels,
                              .w = rgb->w,
                              .h = rgb->h,
                              .pitch = rgb->pitch / (int)sizeof(uint32_t)};
    buf_init(&out, PNG_MAX);
    enum err err = png_encode(&image, &out)
                       ? file_write(path, 0600, out.data, out.len)
                       : ERR_NO_MEMORY;
    SDL_FreeSurface(rgb);
    buf_clear(&out);
    return err;
}

size_t
render_cache_bytes(const struct render *render)
{
    return mask_cache_bytes(render->glyphs) + mask_cache_bytes(render->shapes)
           + art_shelf_bytes(render->art);
}
