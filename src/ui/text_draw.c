// SPDX-License-Identifier: Apache-2.0
#include "ui/text_draw.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "ui/typeset.h"
#include "util/log.h"
#include "util/str.h"

static struct mask_key
glyph_key(char kind, const struct piece *piece, bool bold, int px)
{
    return (struct mask_key){
        .kind = (uint8_t)kind,
        .face = (uint8_t)(piece->what.face | (bold ? 0x80u : 0u)),
        .px = (uint16_t)px,
        .code = piece->what.code};
}

static const struct mask *
find_glyph(const struct text_view *view, const struct piece *piece, bool bold,
           int px)
{
    struct mask_key key = glyph_key('g', piece, bold, px);
    const struct mask *found = mask_cache_find(view->glyphs, &key, sizeof(key));

    if (!found) {
        // What has no ink is kept too, as an empty mask.
        struct mask mask = {0};
        (void)fonts_raster(typeset_fonts(view->text), &piece->what, bold,
                           px, &mask);
        found = mask_cache_add(view->glyphs, &key, sizeof(key), &mask);
    }
    return found;
}

static const struct mask *
find_run(const struct text_view *view, const struct piece *piece, int px)
{
    struct mask_key head = glyph_key('r', piece, false, px);
    size_t len = sizeof(head) + piece->len;
    unsigned char *key = malloc(len);
    const struct mask *found = NULL;

    if (!key) {
        LOGE("ui: no memory for a run");
        return NULL;
    }
    memcpy(key, &head, sizeof(head));
    memcpy(key + sizeof(head), piece->start, piece->len);
    found = mask_cache_find(view->glyphs, key, len);
    if (!found) {
        struct mask mask = {0};
        (void)fonts_raster_run(typeset_fonts(view->text), piece->start,
                               piece->len, px, &mask);
        found = mask_cache_add(view->glyphs, key, len, &mask);
    }
    secret_wipe(key, len);
    free(key);
    return found;
}

static double
text_start(const struct draw_cmd *cmd, int64_t width)
{
    double slack = cmd->rect.w - (double)width / FONT_EM;

    switch (cmd->align) {
    case ALIGN_CENTER:
        return cmd->rect.x + slack / 2;
    case ALIGN_END:
        return cmd->rect.x + slack;
    default:
        return cmd->rect.x;
    }
}

// The line box and the font's own box share their middle.
static int
text_baseline(const struct text_view *view, const struct draw_cmd *cmd,
              int size)
{
    int ascent, height;

    fonts_metrics(typeset_fonts(view->text), &ascent, &height);
    double above = (double)height * size / FONT_EM / 2;
    double down = (double)ascent * size / FONT_EM;
    double y = cmd->rect.y + cmd->rect.h / 2.0 - above + down;
    return view->offset_y + (int)lround(y * view->scale);
}

static void
draw_pieces(const struct text_view *view, struct canvas *canvas,
            const struct draw_cmd *cmd, int size, double x)
{
    int px = (int)lround(size * view->scale);
    int baseline = text_baseline(view, cmd, size);
    const char *cursor = cmd->text;
    const char *end = cursor + strlen(cursor);
    struct piece piece;

    while (typeset_next(view->text, cmd->bold, &cursor, end, &piece)) {
        if (piece.what.face == FACE_NONE) {
            continue;
        }
        const struct mask *mask =
            piece.what.face == FACE_TIBETAN
                ? find_run(view, &piece, px)
                : find_glyph(view, &piece, cmd->bold, px);
        if (mask && mask->alpha) {
            int pen = view->offset_x + (int)lround(x * view->scale);
            canvas_mask(canvas, mask, pen + mask->left, baseline + mask->top,
                        cmd->line);
        }
        x += (double)typeset_advance(view->text, &piece, size) / FONT_EM
             + cmd->spacing;
    }
}

void
text_draw(const struct text_view *view, struct canvas *canvas,
          const struct draw_cmd *cmd)
{
    struct theme theme = {.large = cmd->large};
    struct text_style style = {.step = cmd->step,
                               .bold = cmd->bold,
                               .spacing = cmd->spacing,
                               .theme = &theme};
    int64_t width = typeset_measure(view->text, &style, cmd->text,
                                    strlen(cmd->text));

    if (width > 0) {
        width -= (int64_t)cmd->spacing * FONT_EM; // none behind the last
    }
    draw_pieces(view, canvas, cmd, theme_type(&theme, cmd->step).size,
                text_start(cmd, width));
}
