// SPDX-License-Identifier: Apache-2.0
#include "ui/art.h"

#include <stdlib.h>
#include <string.h>

#include "ui/art_runs.h"
#include "ui/shape.h"
#include "util/buf.h"
#include "util/file.h"
#include "util/log.h"
#include "util/str.h"

#define PICTURES_MAX 32
#define NAME_SIZE 64
#define FILE_MAX ((size_t)4 << 20)

struct picture {
    char name[NAME_SIZE];
    struct art_runs plain;  // zeroed when the file is missing or bad
    struct art_runs scaled; // to the size of the last stretched drawing
    enum err err;
};

struct art_shelf {
    char dir[FILE_PATH_SIZE]; // "" without pictures
    struct picture pictures[PICTURES_MAX];
    size_t count;
};

enum err
art_shelf_create(const char *dir, struct art_shelf **out)
{
    struct art_shelf *shelf = calloc(1, sizeof(*shelf));
    if (!shelf) {
        LOGE("ui: no memory for pictures");
        return ERR_NO_MEMORY;
    }
    if (!str_copy(shelf->dir, sizeof(shelf->dir), dir)) {
        LOGE("ui: the folder of pictures has too long a name");
        free(shelf);
        return ERR_INVALID;
    }
    *out = shelf;
    return ERR_OK;
}

void
art_shelf_free(struct art_shelf *shelf)
{
    if (!shelf) {
        return;
    }
    for (size_t i = 0; i < shelf->count; i++) {
        art_runs_clear(&shelf->pictures[i].plain);
        art_runs_clear(&shelf->pictures[i].scaled);
    }
    free(shelf);
}

static enum err
load(const struct art_shelf *shelf, const char *name, struct art_runs *out)
{
    char file[NAME_SIZE + 8], path[FILE_PATH_SIZE];
    struct buf data;

    // A name is one of ours, but it must not be able to leave the folder.
    if (shelf->dir[0] == '\0' || strchr(name, '/')
        || !str_format(file, sizeof(file), "%s.runs", name)
        || !file_join(path, sizeof(path), shelf->dir, file)) {
        LOGW("ui: no picture %s", name);
        return ERR_NOT_FOUND;
    }
    buf_init(&data, FILE_MAX);
    enum err err = file_read(path, FILE_MAX, &data);
    if (err != ERR_OK) {
        LOGW("ui: no picture %s", name);
    } else if (!art_runs_parse(data.data, data.len, out)) {
        LOGW("ui: picture %s is damaged", name);
        err = ERR_INVALID;
    }
    buf_clear(&data);
    return err;
}

static struct picture *
find(struct art_shelf *shelf, const char *name)
{
    for (size_t i = 0; i < shelf->count; i++) {
        if (str_equal(shelf->pictures[i].name, name)) {
            return &shelf->pictures[i];
        }
    }
    if (shelf->count == PICTURES_MAX || strlen(name) >= NAME_SIZE) {
        return NULL;
    }
    struct picture *picture = &shelf->pictures[shelf->count++];
    (void)str_copy(picture->name, sizeof(picture->name), name);
    picture->err = load(shelf, name, &picture->plain);
    return picture;
}

// The picture at the size wanted; NULL without memory.
static const struct art_runs *
at_size(struct picture *picture, int w, int h)
{
    if (picture->plain.w == w && picture->plain.h == h) {
        return &picture->plain;
    }
    if (picture->scaled.w != w || picture->scaled.h != h) {
        art_runs_clear(&picture->scaled);
        if (!art_runs_scale(&picture->plain, w, h, &picture->scaled)) {
            return NULL;
        }
    }
    return &picture->scaled;
}

// Columns of row `y` that lie in a rounded corner, on one side.
static int
corner_columns(const struct art_place *place, int radius, int y, bool right)
{
    int h = place->rect.h;
    unsigned top = right ? CORNER_TOP_RIGHT : CORNER_TOP_LEFT;
    unsigned bottom = right ? CORNER_BOTTOM_RIGHT : CORNER_BOTTOM_LEFT;
    bool rounded = (y < radius && (place->corners & top))
                   || (y >= h - radius && (place->corners & bottom));

    return rounded ? radius : 0;
}

struct art_row {
    const struct art_place *place;
    const struct mask *corner;
    int y;           // from the picture's top
    int left, right; // columns in corners
};

static void
draw_run(struct canvas *canvas, const struct art_row *row, int x0, int x1,
         uint32_t color)
{
    struct rect r = row->place->rect;
    int from = x0 > row->left ? x0 : row->left;
    int to = x1 < r.w - row->right ? x1 : r.w - row->right;

    if (to > from) {
        canvas_fill(canvas,
                    (struct rect){r.x + from, r.y + row->y, to - from, 1},
                    color);
    }
    if (!row->corner) {
        return;
    }
    int from_edge = row->y < row->corner->h ? row->y : r.h - 1 - row->y;
    const uint8_t *cover = row->corner->alpha + from_edge * row->corner->w;
    for (int x = x0; x < x1 && x < row->left; x++) {
        canvas_dot(canvas, r.x + x, r.y + row->y, color, cover[x]);
    }
    int right = x0 > r.w - row->right ? x0 : r.w - row->right;
    for (int x = right; x < x1; x++) {
        canvas_dot(canvas, r.x + x, r.y + row->y, color, cover[r.w - 1 - x]);
    }
}

static void
draw_runs(const struct art_runs *art, struct canvas *canvas,
          const struct art_place *place)
{
    int radius = shape_radius(place->rect, place->radius, place->corners);
    const struct mask *corner = shape_corner_mask(place->cache, radius);
    struct rect seen = rect_intersect(place->rect, canvas->clip);

    for (int y = seen.y - place->rect.y; y < seen.y - place->rect.y + seen.h;
         y++) {
        struct art_row row = {.place = place, .y = y};
        if (corner) {
            row.left = corner_columns(place, radius, y, false);
            row.right = corner_columns(place, radius, y, true);
            row.corner = row.left || row.right ? corner : NULL;
        }
        int x = 0;
        for (uint32_t i = art->rows[y]; i < art->rows[y + 1]; i++) {
            int end = x + art->runs[i].length;
            draw_run(canvas, &row, x, end, art->runs[i].color);
            x = end;
        }
    }
}

enum err
art_draw(struct art_shelf *shelf, const char *name, struct canvas *canvas,
         const struct art_place *place)
{
    struct picture *picture = find(shelf, name);

    if (!picture || picture->err != ERR_OK) {
        return picture ? picture->err : ERR_NOT_FOUND;
    }
    const struct art_runs *art =
        at_size(picture, place->rect.w, place->rect.h);
    if (!art) {
        return ERR_NO_MEMORY;
    }
    draw_runs(art, canvas, place);
    return ERR_OK;
}

static size_t
runs_bytes(const struct art_runs *art)
{
    return art->count * sizeof(*art->runs)
           + (size_t)art->h * sizeof(*art->rows);
}

size_t
art_shelf_bytes(const struct art_shelf *shelf)
{
    size_t bytes = sizeof(*shelf);
    for (size_t i = 0; i < shelf->count; i++) {
        bytes += runs_bytes(&shelf->pictures[i].plain)
                 + runs_bytes(&shelf->pictures[i].scaled);
    }
    return bytes;
}
