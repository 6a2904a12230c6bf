// SPDX-License-Identifier: Apache-2.0
#include "ui/font.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include <SDL2/SDL.h>
#include <SDL2/SDL_ttf.h>

#include "ui/font_file.h"
#include "util/file.h"
#include "util/log.h"
#include "util/str.h"
#include "util/thread.h"

// Simplified Chinese in the collections of fonts-noto-cjk; face 0 would
// show Japanese shapes.
#define FULL_INDEX 2
#define GETA_MARK 0x3013u
#define KNOWN_SIZE 2048u
#define KNOWN_MAX (KNOWN_SIZE / 4 * 3)
#define LOGGED_MAX 64
#define PX_MAX 2000

// Where Debian's fonts-noto-cjk and fonts-hanazono put them.
static const char installed_dir[] = "/usr/share/fonts";
static const char *const full_paths[2] = {
    "opentype/noto/NotoSansCJK-Regular.ttc",
    "opentype/noto/NotoSansCJK-Bold.ttc",
};
static const char rare_path[] = "truetype/hanazono/HanaMinB.ttf";

// Where a character was found; `key` 0 is a free place.
struct known {
    uint32_t key;
    struct font_char found;
};

struct fonts {
    bool fake;
    char installed[FILE_PATH_SIZE]; // folder of the faces not shipped
    struct font_file shipped[2], full[2];
    struct font_file rare, tibetan;
    int ascent, height;
    struct known known[KNOWN_SIZE];
    size_t known_count;
    uint32_t logged[LOGGED_MAX];
    size_t logged_count;
};

static bool
shipped_open(struct font_file *slot, const char *dir, const char *name)
{
    char path[FILE_PATH_SIZE];

    if (!file_join(path, sizeof(path), dir, name)) {
        return false;
    }
    if (!font_file_open(slot, path, 0)) {
        LOGE("ui: no font %s", path);
        return false;
    }
    return true;
}

static bool
open_all(struct fonts *fonts, const char *dir)
{
    if (!shipped_open(&fonts->shipped[0], dir, "NotoSansCJKsc-Regular.otf")
        || !shipped_open(&fonts->shipped[1], dir,
                         "NotoSansCJKsc-Bold.otf")) {
        return false;
    }
    fonts->ascent = TTF_FontAscent(fonts->shipped[0].font);
    fonts->height = TTF_FontHeight(fonts->shipped[0].font);
    // A kiosk without Tibetan still serves everybody else.
    if (shipped_open(&fonts->tibetan, dir, "NotoSerifTibetan-Regular.ttf")) {
        TTF_Font *tibetan = fonts->tibetan.font;
        if (TTF_SetFontScriptName(tibetan, "Tibt") != 0
            || TTF_SetFontDirection(tibetan, TTF_DIRECTION_LTR) != 0) {
            LOGW("ui: Tibetan will not be shaped: %s", TTF_GetError());
        }
    }
    return true;
}

enum err
fonts_create(const char *dir, const char *installed, struct fonts **out)
{
    struct fonts *fonts = calloc(1, sizeof(*fonts));
    if (!fonts) {
        LOGE("ui: no memory for fonts");
        return ERR_NO_MEMORY;
    }
    if (!dir) {
        fonts->fake = true;
        fonts->ascent = FONT_EM;
        fonts->height = FONT_EM;
        *out = fonts;
        return ERR_OK;
    }
    if (TTF_Init() != 0) {
        LOGE("ui: fonts: %s", TTF_GetError());
        free(fonts);
        return ERR_IO;
    }
    if (!str_copy(fonts->installed, sizeof(fonts->installed),
                  installed ? installed : installed_dir)) {
        fonts->installed[0] = '\0'; // a path that long leads nowhere
    }
    if (!open_all(fonts, dir)) {
        fonts_free(fonts);
        return ERR_NOT_FOUND;
    }
    *out = fonts;
    return ERR_OK;
}

void
fonts_free(struct fonts *fonts)
{
    if (!fonts) {
        return;
    }
    for (int i = 0; i < 2; i++) {
        font_file_close(&fonts->shipped[i]);
        font_file_close(&fonts->full[i]);
    }
    font_file_close(&fonts->rare);
    font_file_close(&fonts->tibetan);
    if (!fonts->fake) {
        TTF_Quit();
    }
    secret_wipe(fonts, sizeof(*fonts));
    free(fonts);
}

void
fonts_forget(struct fonts *fonts)
{
    secret_wipe(fonts->known, sizeof(fonts->known));
    fonts->known_count = 0;
    for (int i = 0; i < 2; i++) {
        font_file_forget(&fonts->shipped[i]);
        font_file_forget(&fonts->full[i]);
    }
    font_file_forget(&fonts->rare);
    font_file_forget(&fonts->tibetan);
}

bool
font_is_tibetan(uint32_t code)
{
    return code >= 0x0F00 && code <= 0x0FFF;
}

// Format characters steer shaping or breaking and have no ink; U+200A is
// put around emphasis by the Markdown pre-pass and never shown.
static bool
is_inkless(uint32_t code)
{
    return code < 0x20 || (code >= 0x7F && code < 0xA0)
           || (code >= 0x200A && code <= 0x200F)
           || (code >= 0x2028 && code <= 0x202E)
           || (code >= 0x2060 && code <= 0x206F)
           || (code >= 0xFE00 && code <= 0xFE0F) || code == 0xFEFF
           || (code >= 0xE0100 && code <= 0xE01EF);
}

// Hanzi are as wide as the font is high in every face we use.
static bool
is_hanzi(uint32_t code)
{
    return (code >= 0x3400 && code <= 0x9FFF)
           || (code >= 0x20000 && code <= 0x3FFFF);
}

static struct font_file *
slot_of(struct fonts *fonts, enum face face, bool bold)
{
    switch (face) {
    case FACE_SHIPPED:
        return &fonts->shipped[bold];
    case FACE_FULL:
        return &fonts->full[bold];
    case FACE_RARE:
        return &fonts->rare;
    case FACE_TIBETAN:
        return &fonts->tibetan;
    default:
        return NULL;
    }
}

static bool
has(const struct font_file *slot, uint32_t code)
{
    return slot->font && TTF_GlyphIsProvided32(slot->font, code) != 0;
}

static void
log_missing(struct fonts *fonts, uint32_t code)
{
    for (size_t i = 0; i < fonts->logged_count; i++) {
        if (fonts->logged[i] == code) {
            return;
        }
    }
    if (fonts->logged_count < LOGGED_MAX) {
        fonts->logged[fonts->logged_count++] = code;
        LOGW("ui: no font has U+%04X", (unsigned)code);
    }
}

// A face that is not there is looked for once.
static void
installed_open(const struct fonts *fonts, struct font_file *slot,
               const char *name, long index)
{
    char path[FILE_PATH_SIZE];

    if (file_join(path, sizeof(path), fonts->installed, name)) {
        (void)font_file_open(slot, path, index);
    }
}

static enum face
choose_face(struct fonts *fonts, uint32_t code, bool bold)
{
    if (has(&fonts->shipped[bold], code)) {
        return FACE_SHIPPED;
    }
    installed_open(fonts, &fonts->full[bold], full_paths[bold], FULL_INDEX);
    if (has(&fonts->full[bold], code)) {
        return FACE_FULL;
    }
    installed_open(fonts, &fonts->rare, rare_path, 0);
    return has(&fonts->rare, code) ? FACE_RARE : FACE_NONE;
}

static struct font_char
look_up(struct fonts *fonts, uint32_t code, bool bold)
{
    struct font_char found = {.code = code};

    found.face = choose_face(fonts, code, bold);
    if (found.face == FACE_NONE) {
        log_missing(fonts, code);
        found.code = GETA_MARK;
        found.face = FACE_SHIPPED;
    }
    found.advance = FONT_EM;
    if (!is_hanzi(found.code)) {
        // At this size a pixel is a unit of FONT_EM.
        TTF_Font *font =
            font_file_at(slot_of(fonts, found.face, bold), FONT_EM);
        if (!font
            || TTF_GlyphMetrics32(font, found.code, NULL, NULL, NULL, NULL,
                                  &found.advance) != 0) {
            LOGW("ui: width of U+%04X: %s", (unsigned)found.code,
                 TTF_GetError());
        }
    }
    return found;
}

static struct font_char
fake_char(uint32_t code)
{
    return (struct font_char){.code = code, .face = FACE_FAKE,
                              .advance = code < 0x2000 ? FONT_EM / 2
                                                       : FONT_EM};
}

struct font_char
fonts_char(struct fonts *fonts, uint32_t code, bool bold)
{
    assert(thread_is_main());
    if (is_inkless(code)) {
        return (struct font_char){.code = code, .face = FACE_NONE};
    }
    if (fonts->fake) {
        return fake_char(code);
    }
    if (font_is_tibetan(code) && has(&fonts->tibetan, code)) {
        return (struct font_char){.code = code, .face = FACE_TIBETAN};
    }
    uint32_t key = (code << 1 | (bold ? 1u : 0u)) + 1;
    uint32_t at = key * 2654435761u >> 21;
    while (fonts->known[at].key != 0 && fonts->known[at].key != key) {
        at = (at + 1) % KNOWN_SIZE;
    }
    struct known *known = &fonts->known[at];
    if (known->key == key) {
        return known->found;
    }
    struct font_char found = look_up(fonts, code, bold);
    if (fonts->known_count >= KNOWN_MAX) {
        memset(fonts->known, 0, sizeof(fonts->known));
        fonts->known_count = 0;
        return found;
    }
    known->key = key;
    known->found = found;
    fonts->known_count++;
    return found;
}

void
fonts_metrics(const struct fonts *fonts, int *ascent, int *height)
{
    *ascent = fonts->ascent;
    *height = fonts->height;
}

int
fonts_run_width(struct fonts *fonts, const char *utf8, size_t len, int px)
{
    TTF_Font *font = font_file_at(&fonts->tibetan, px);
    char *run = font ? str_dup_len(utf8, len) : NULL;
    int width = 0;

    if (run && TTF_SizeUTF8(font, run, &width, NULL) != 0) {
        LOGW("ui: Tibetan run: %s", TTF_GetError());
        width = 0;
    }
    secret_free(run);
    return width;
}

// First and last row and column with ink; false without any.
static bool
find_ink(const SDL_Surface *surface, struct rect *out)
{
    int x0 = surface->w, x1 = -1, y0 = surface->h, y1 = -1;

    for (int y = 0; y < surface->h; y++) {
        const uint32_t *row = (const uint32_t *)(const void *)(
            (const char *)surface->pixels + (size_t)y * (size_t)surface->pitch);
        for (int x = 0; x < surface->w; x++) {
            if (row[x] >> 24) {
                x0 = x < x0 ? x : x0;
                x1 = x > x1 ? x : x1;
                y0 = y < y0 ? y : y0;
                y1 = y;
            }
        }
    }
    *out = (struct rect){x0, y0, x1 - x0 + 1, y1 - y0 + 1};
    return x1 >= x0;
}

// The inked part of a raster as a mask; `pen_x`, `baseline` in its pixels.
static bool
take_alpha(const SDL_Surface *surface, int pen_x, int baseline,
           struct mask *out)
{
    struct rect ink;

    assert(surface->format->BytesPerPixel == 4);
    if (!find_ink(surface, &ink)) {
        return false;
    }
    out->alpha = malloc((size_t)ink.w * (size_t)ink.h);
    if (!out->alpha) {
        LOGE("ui: no memory for a glyph");
        return false;
    }
    out->w = ink.w;
    out->h = ink.h;
    out->left = ink.x - pen_x;
    out->top = ink.y - baseline;
    for (int y = 0; y < ink.h; y++) {
        const uint32_t *row = (const uint32_t *)(const void *)(
            (const char *)surface->pixels
            + (size_t)(ink.y + y) * (size_t)surface->pitch);
        for (int x = 0; x < ink.w; x++) {
            out->alpha[(size_t)y * (size_t)ink.w + (size_t)x] =
                (uint8_t)(row[ink.x + x] >> 24);
        }
    }
    return true;
}

static const SDL_Color white = {255, 255, 255, 255};

bool
fonts_raster(struct fonts *fonts, const struct font_char *what, bool bold,
             int px, struct mask *out)
{
    struct font_file *slot = slot_of(fonts, what->face, bold);
    int min_x = 0, max_y = 0;
    bool done = false;

    if (!slot || px < 1 || px > PX_MAX) {
        return false;
    }
    TTF_Font *font = font_file_at(slot, px);
    if (!font
        || TTF_GlyphMetrics32(font, what->code, &min_x, NULL, NULL, &max_y,
                              NULL) != 0) {
        return false;
    }
    SDL_Surface *surface =
        TTF_RenderGlyph32_Blended(font, what->code, white);
    if (!surface) {
        return false; // a space has no surface
    }
    // SDL_ttf grows the raster where ink lies left of the pen or above the
    // ascent, and moves pen and baseline by as much.
    int ascent = TTF_FontAscent(font);
    done = take_alpha(surface, min_x < 0 ? -min_x : 0,
                      max_y > ascent ? max_y : ascent, out);
    SDL_FreeSurface(surface);
    return done;
}

bool
fonts_raster_run(struct fonts *fonts, const char *utf8, size_t len, int px,
                 struct mask *out)
{
    if (px < 1 || px > PX_MAX) {
        return false;
    }
    TTF_Font *font = font_file_at(&fonts->tibetan, px);
    char *run = font ? str_dup_len(utf8, len) : NULL;
    bool done = false;

    SDL_Surface *surface =
        run ? TTF_RenderUTF8_Blended(font, run, white) : NULL;
    if (surface) {
        done = take_alpha(surface, 0, TTF_FontAscent(font), out);
        SDL_FreeSurface(surface);
    } else if (run) {
        LOGW("ui: Tibetan run: %s", TTF_GetError());
    }
    secret_free(run);
    return done;
}
