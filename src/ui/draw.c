// SPDX-License-Identifier: Apache-2.0
#include "ui/draw.h"

#include <stdlib.h>
#include <string.h>

#include "util/log.h"
#include "util/str.h"

// A page of a kiosk holds a few hundred things and a few thousand
// characters; what goes beyond is a mistake and is dropped, not grown into.
#define CMDS_MAX 4096
#define ARENA_SIZE 65536

// How far damage looks ahead for a command that moved within the list.
#define LOOK_AHEAD 48

// The widest shadow (e2: 16 down, 48 blurred) and the narrow one.
#define SHADOW_WIDE 64
#define SHADOW_NARROW 24

bool
rect_contains(struct rect r, int x, int y)
{
    return x >= r.x && y >= r.y && x < r.x + r.w && y < r.y + r.h;
}

static bool
rect_empty(struct rect r)
{
    return r.w <= 0 || r.h <= 0;
}

static int
min_int(int a, int b)
{
    return a < b ? a : b;
}

static int
max_int(int a, int b)
{
    return a > b ? a : b;
}

struct rect
rect_intersect(struct rect a, struct rect b)
{
    int x = max_int(a.x, b.x);
    int y = max_int(a.y, b.y);
    struct rect out = {
        x, y, min_int(a.x + a.w, b.x + b.w) - x,
        min_int(a.y + a.h, b.y + b.h) - y,
    };
    if (rect_empty(a) || rect_empty(b) || rect_empty(out)) {
        return (struct rect){0};
    }
    return out;
}

struct rect
rect_union(struct rect a, struct rect b)
{
    if (rect_empty(a)) {
        return rect_empty(b) ? (struct rect){0} : b;
    }
    if (rect_empty(b)) {
        return a;
    }
    int x = min_int(a.x, b.x);
    int y = min_int(a.y, b.y);
    return (struct rect){
        x, y, max_int(a.x + a.w, b.x + b.w) - x,
        max_int(a.y + a.h, b.y + b.h) - y,
    };
}

struct rect
rect_inset(struct rect r, int dx, int dy)
{
    return (struct rect){r.x + dx, r.y + dy, r.w - 2 * dx, r.h - 2 * dy};
}

void
draw_list_init(struct draw_list *list)
{
    *list = (struct draw_list){0};
}

void
draw_list_destroy(struct draw_list *list)
{
    if (!list) {
        return;
    }
    draw_list_reset(list);
    free(list->cmds);
    free(list->arena);
    *list = (struct draw_list){0};
}

void
draw_list_reset(struct draw_list *list)
{
    if (list->arena) {
        secret_wipe(list->arena, list->arena_used);
    }
    list->arena_used = 0;
    list->count = 0;
    list->failed = false;
}

// The arena never moves, so that texts keep their place until the reset.
static bool
arena_ready(struct draw_list *list)
{
    if (!list->arena) {
        list->arena = malloc(ARENA_SIZE);
        list->arena_size = list->arena ? ARENA_SIZE : 0;
    }
    return list->arena;
}

const char *
draw_list_text(struct draw_list *list, const char *text)
{
    if (!text || !*text) {
        return "";
    }
    size_t size = strlen(text) + 1;
    if (!arena_ready(list) || size > list->arena_size - list->arena_used) {
        if (!list->failed) {
            LOGE("draw: no room for a page's texts");
        }
        list->failed = true;
        return "";
    }
    char *copy = list->arena + list->arena_used;
    memcpy(copy, text, size);
    list->arena_used += size;
    return copy;
}

static bool
cmds_grow(struct draw_list *list)
{
    if (list->count < list->size) {
        return true;
    }
    size_t size = list->size ? list->size * 2 : 256;
    if (size > CMDS_MAX) {
        return false;
    }
    struct draw_cmd *cmds = realloc(list->cmds, size * sizeof(*cmds));
    if (!cmds) {
        return false;
    }
    list->cmds = cmds;
    list->size = size;
    return true;
}

void
draw_list_add(struct draw_list *list, const struct draw_cmd *cmd)
{
    if (!cmds_grow(list)) {
        if (!list->failed) {
            LOGE("draw: no room for a page's commands");
        }
        list->failed = true;
        return;
    }
    struct draw_cmd *copy = &list->cmds[list->count++];
    *copy = *cmd;
    copy->text = draw_list_text(list, cmd->text);
}

void
draw_list_shift(struct draw_list *list, size_t from, int dy)
{
    for (size_t i = from; i < list->count; i++) {
        list->cmds[i].rect.y += dy;
        list->cmds[i].clip.y += dy;
    }
}

static bool
rect_within(struct rect inner, struct rect outer)
{
    return inner.x >= outer.x && inner.y >= outer.y
           && inner.x + inner.w <= outer.x + outer.w
           && inner.y + inner.h <= outer.y + outer.h;
}

static bool
shows(uint32_t color)
{
    return color >> 24;
}

void
draw_list_flip(struct draw_list *list, struct rect rect, uint32_t ground,
               uint32_t ink)
{
    for (size_t i = 0; i < list->count; i++) {
        struct draw_cmd *cmd = &list->cmds[i];
        if (cmd->op == DRAW_ART || cmd->op == DRAW_QR
            || !rect_within(cmd->rect, rect)) {
            continue;
        }
        cmd->fill = shows(cmd->fill) ? ground : cmd->fill;
        cmd->line = shows(cmd->line) ? ink : cmd->line;
    }
}

static bool
rect_same(struct rect a, struct rect b)
{
    return a.x == b.x && a.y == b.y && a.w == b.w && a.h == b.h;
}

static bool
shape_same(const struct draw_cmd *a, const struct draw_cmd *b)
{
    return a->op == b->op && rect_same(a->rect, b->rect)
           && rect_same(a->clip, b->clip) && a->fill == b->fill
           && a->line == b->line && a->border == b->border
           && a->radius == b->radius && a->corners == b->corners;
}

static bool
cmd_same(const struct draw_cmd *a, const struct draw_cmd *b)
{
    return shape_same(a, b) && a->align == b->align && a->step == b->step
           && a->large == b->large && a->bold == b->bold
           && a->dash == b->dash && a->spacing == b->spacing
           && strcmp(a->text, b->text) == 0;
}

// What a command can touch: shadows and glyphs reach beyond their rect.
static struct rect
cmd_reach(const struct draw_cmd *cmd)
{
    struct rect r = cmd->rect;
    if (cmd->op == DRAW_SHADOW) {
        int grow = cmd->step > 1 ? SHADOW_WIDE : SHADOW_NARROW;
        r = rect_inset(r, -grow, -grow);
    } else if (cmd->op == DRAW_TEXT) {
        r = rect_inset(r, -4, -r.h / 4);
    }
    return rect_intersect(r, cmd->clip);
}

struct damage {
    struct rect *rects;
    size_t count, max;
};

static int64_t
area(struct rect r)
{
    return (int64_t)r.w * r.h;
}

// What merging two rectangles would draw for nothing.
static int64_t
merge_waste(struct rect a, struct rect b)
{
    return area(rect_union(a, b)) - area(a) - area(b);
}

static void
damage_remove(struct damage *damage, size_t i)
{
    damage->rects[i] = damage->rects[--damage->count];
}

// Merge the new rectangle with those it costs little to merge with.
static void
damage_add(struct damage *damage, struct rect r)
{
    if (rect_empty(r) || damage->max == 0) {
        return;
    }
    for (size_t i = 0; i < damage->count;) {
        struct rect other = damage->rects[i];
        if (merge_waste(r, other) <= area(r) / 2) {
            r = rect_union(r, other);
            damage_remove(damage, i);
            i = 0;
        } else {
            i++;
        }
    }
    if (damage->count < damage->max) {
        damage->rects[damage->count++] = r;
        return;
    }
    size_t best = 0;
    for (size_t i = 1; i < damage->count; i++) {
        if (merge_waste(r, damage->rects[i])
            < merge_waste(r, damage->rects[best])) {
            best = i;
        }
    }
    r = rect_union(r, damage->rects[best]);
    damage_remove(damage, best);
    damage_add(damage, r);
}

/*
 * Commands that both lists have in the same order draw the same outside of
 * the damage, so only those without a partner count.
 */
size_t
draw_list_damage(const struct draw_list *before, const struct draw_list *now,
                 struct rect *out, size_t max)
{
    struct damage damage = {.rects = out, .max = max};
    size_t i = 0;
    for (size_t k = 0; k < now->count; k++) {
        const struct draw_cmd *cmd = &now->cmds[k];
        size_t end = min_int((int)before->count, (int)i + LOOK_AHEAD);
        size_t found = i;
        while (found < end && !cmd_same(&before->cmds[found], cmd)) {
            found++;
        }
        if (found == end) {
            damage_add(&damage, cmd_reach(cmd));
            continue;
        }
        for (; i < found; i++) {
            damage_add(&damage, cmd_reach(&before->cmds[i]));
        }
        i = found + 1;
    }
    for (; i < before->count; i++) {
        damage_add(&damage, cmd_reach(&before->cmds[i]));
    }
    return damage.count;
}
