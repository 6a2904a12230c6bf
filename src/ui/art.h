// SPDX-License-Identifier: Apache-2.0
#ifndef UI_ART_H
#define UI_ART_H

#include <stddef.h>

#include "ui/mask_cache.h"
#include "ui/canvas.h"
#include "util/err.h"

/**
 * The pictures of assets/art, read by name when first drawn and kept as
 * coloured runs (the format is described in convert.py there): a page-wide
 * picture takes some 100 kB.
 */
struct art_shelf;

/** `dir` NULL: there are no pictures. */
enum err
art_shelf_create(const char *dir, struct art_shelf **out);

void
art_shelf_free(struct art_shelf *shelf);

/** Where and how a picture is drawn, in canvas pixels. */
struct art_place {
    struct rect rect; // the picture is stretched to it
    int radius;
    unsigned corners;
    struct mask_cache *cache; // of corner masks
};

/** ERR_NOT_FOUND (logged once a name) or ERR_INVALID: nothing is drawn. */
enum err
art_draw(struct art_shelf *shelf, const char *name, struct canvas *canvas,
         const struct art_place *place);

/** Bytes held by pictures. */
size_t
art_shelf_bytes(const struct art_shelf *shelf);

#endif
