// SPDX-License-Identifier: Apache-2.0
#include "app/reading_order.h"

#include <limits.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "util/str.h"

// px between two columns of a page, at least; within a row as much may be.
#define GUTTER 24
// px by which two elements of one row of a grid may differ.
#define EVEN 4
#define NOBODY SIZE_MAX

struct span {
    int from, to;
};

struct reading {
    const struct ui_node **nodes; // by part, the larger ones first
    size_t count;
    size_t *holders;              // the smallest that holds each, or NOBODY
    const struct ui_node **group; // those being put in order, as a stack
    size_t top;
    const struct ui_node **spare; // of a list being divided
    struct span *spans;           // across, disjoint, from the left
    size_t spans_count;
};

static bool
is_visible(const struct ui_node *node)
{
    return node->rect.w > 0 && node->rect.h > 0;
}

static int
right(const struct ui_node *node)
{
    return node->rect.x + node->rect.w;
}

static int
bottom(const struct ui_node *node)
{
    return node->rect.y + node->rect.h;
}

// The names are the same on every page.
static int
part_of(const struct ui_node *node)
{
    int part = 2;
    if (node->role == UI_DIALOG) {
        part = 0;
    } else if (str_starts(node->id, "header.")) {
        part = 1;
    } else if (str_starts(node->id, "keyboard.")) {
        part = 3;
    } else if (str_starts(node->id, "bar.")) {
        part = 4;
    }
    return node->covered ? 5 + part : part;
}

static int
by_part(const void *a, const void *b)
{
    const struct ui_node *p = *(const struct ui_node *const *)a;
    const struct ui_node *q = *(const struct ui_node *const *)b;
    int parts = part_of(p) - part_of(q);
    int64_t p_size = (int64_t)p->rect.w * p->rect.h;
    int64_t q_size = (int64_t)q->rect.w * q->rect.h;
    if (parts) {
        return parts;
    }
    if (p_size != q_size) {
        return p_size > q_size ? -1 : 1;
    }
    return strcmp(p->id, q->id);
}

static int
by_place(const void *a, const void *b)
{
    const struct ui_node *p = *(const struct ui_node *const *)a;
    const struct ui_node *q = *(const struct ui_node *const *)b;
    if (p->rect.y != q->rect.y) {
        return p->rect.y < q->rect.y ? -1 : 1;
    }
    if (p->rect.x != q->rect.x) {
        return p->rect.x < q->rect.x ? -1 : 1;
    }
    return strcmp(p->id, q->id);
}

static bool
holds(const struct ui_node *a, const struct ui_node *b)
{
    return a->rect.x <= b->rect.x && a->rect.y <= b->rect.y
           && right(a) >= right(b) && bottom(a) >= bottom(b);
}

static void
find_holders(struct reading *reading)
{
    for (size_t i = 0; i < reading->count; i++) {
        reading->holders[i] = NOBODY;
        for (size_t j = i; j-- && reading->holders[i] == NOBODY;) {
            if (part_of(reading->nodes[i]) == part_of(reading->nodes[j])
                && holds(reading->nodes[j], reading->nodes[i])) {
                reading->holders[i] = j;
            }
        }
    }
}

/** Whether `a` is read first in any case: it stands left of `b` in one row,
 *  or above it and not wholly to the right. */
static bool
is_before(const struct ui_node *a, const struct ui_node *b)
{
    int end = bottom(a) < bottom(b) ? bottom(a) : bottom(b);
    int down = end - (a->rect.y > b->rect.y ? a->rect.y : b->rect.y);
    int lower = a->rect.h < b->rect.h ? a->rect.h : b->rect.h;
    if (2 * down > lower) {
        return right(a) <= b->rect.x;
    }
    return bottom(a) <= b->rect.y && a->rect.x < right(b);
}

static bool
is_next(const struct ui_node **list, size_t at, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (i != at && is_before(list[i], list[at])) {
            return false;
        }
    }
    return true;
}

// From a list in order of place: the topmost of those before which nothing
// else is to be read. Elements that stand like stairs may wait for each
// other in a ring; then the topmost of all.
static void
put_in_rows(const struct ui_node **list, size_t count)
{
    for (; count > 1; list++, count--) {
        size_t at = 0;
        while (at < count && !is_next(list, at, count)) {
            at++;
        }
        if (at < count) {
            const struct ui_node *next = list[at];
            memmove(&list[1], &list[0], at * sizeof(list[0]));
            list[0] = next;
        }
    }
}

/** Where the elements end that no line across the page parts. */
static size_t
band_end(const struct ui_node *const *list, size_t at, size_t count)
{
    int low = bottom(list[at]);
    while (++at < count && list[at]->rect.y < low) {
        if (bottom(list[at]) > low) {
            low = bottom(list[at]);
        }
    }
    return at;
}

static void
add_span(struct reading *reading, const struct ui_node *node)
{
    struct span new = {node->rect.x, right(node)};
    struct span *spans = reading->spans;
    size_t first = 0;
    while (first < reading->spans_count && spans[first].to < new.from) {
        first++;
    }
    size_t end = first;
    for (; end < reading->spans_count && spans[end].from <= new.to; end++) {
        new.from = spans[end].from < new.from ? spans[end].from : new.from;
        new.to = spans[end].to > new.to ? spans[end].to : new.to;
    }
    memmove(&spans[first + 1], &spans[end],
            (reading->spans_count - end) * sizeof(spans[0]));
    reading->spans_count += first + 1 - end;
    spans[first] = new;
}

struct gutter {
    int x, width;
};

/** The widest gutter, of those as wide the first, that comes after `last`
 *  in that order; false when there is none. */
static bool
next_gutter(const struct reading *reading, struct gutter *last)
{
    struct gutter best = {0, GUTTER - 1};
    for (size_t i = 1; i < reading->spans_count; i++) {
        int x = reading->spans[i - 1].to;
        int width = reading->spans[i].from - x;
        bool is_left = width < last->width
                       || (width == last->width && x > last->x);
        if (is_left && width > best.width) {
            best = (struct gutter){x, width};
        }
    }
    *last = best;
    return best.width >= GUTTER;
}

static void
add_spans(struct reading *reading, const struct ui_node *const *list,
          size_t count)
{
    for (size_t i = 0; i < count; i++) {
        add_span(reading, list[i]);
    }
}

/** The end of the longest run of bands from the first on that any gutter
 *  parts, or 0; the spans are that run's. */
static size_t
find_run(struct reading *reading, const struct ui_node *const *list,
         size_t count)
{
    size_t end = 0;
    reading->spans_count = 0;
    for (size_t at = 0; at < count;) {
        struct gutter any = {0, INT_MAX};
        size_t next = band_end(list, at, count);
        add_spans(reading, &list[at], next - at);
        at = next;
        if (next_gutter(reading, &any)) {
            end = at;
        }
    }
    reading->spans_count = 0;
    add_spans(reading, list, end);
    return end;
}

/** Put those left of `x` first; returns how many. */
static size_t
divide(struct reading *reading, const struct ui_node **list, size_t count,
       int x)
{
    size_t left = 0;
    size_t others = 0;
    for (size_t i = 0; i < count; i++) {
        if (list[i]->rect.x < x) {
            list[left++] = list[i];
        } else {
            reading->spare[others++] = list[i];
        }
    }
    memcpy(&list[left], reading->spare, others * sizeof(list[0]));
    return left;
}

static bool
is_even(const struct ui_node *a, const struct ui_node *b)
{
    return abs(a->rect.y - b->rect.y) <= EVEN
           && abs(bottom(a) - bottom(b)) <= EVEN;
}

static bool
has_partner(const struct ui_node *const *band, size_t band_count,
            const struct ui_node *const *others, size_t others_count)
{
    for (size_t i = 0; i < band_count; i++) {
        for (size_t j = 0; j < others_count; j++) {
            if (is_even(band[i], others[j])) {
                return true;
            }
        }
    }
    return false;
}

/** The height of a list in order of place, and where it begins. */
static struct span
extent(const struct ui_node *const *list, size_t count)
{
    struct span all = {list[0]->rect.y, bottom(list[0])};
    for (size_t i = 1; i < count; i++) {
        all.to = bottom(list[i]) > all.to ? bottom(list[i]) : all.to;
    }
    return all;
}

/** Whether two lists stand beside each other, not like stairs. */
static bool
are_beside(struct span a, struct span b)
{
    int from = a.from > b.from ? a.from : b.from;
    int to = a.to < b.to ? a.to : b.to;
    int lower = a.to - a.from < b.to - b.from ? a.to - a.from
                                              : b.to - b.from;
    return 2 * (to - from) >= lower;
}

/** Whether both sides of a gutter are columns, each with a rhythm of its
 *  own, not the halves of a grid, whose rows go across. */
static bool
are_columns(const struct ui_node *const *list, size_t left, size_t count)
{
    size_t even = 0;
    size_t bands[2] = {0, 0};
    for (size_t at = 0; at < left; bands[0]++) {
        size_t end = band_end(list, at, left);
        even += has_partner(&list[at], end - at, &list[left], count - left);
        at = end;
    }
    for (size_t at = left; at < count; bands[1]++) {
        at = band_end(list, at, count);
    }
    size_t fewer = bands[0] < bands[1] ? bands[0] : bands[1];
    return bands[0] + bands[1] > 2 && 2 * even < fewer
           && are_beside(extent(list, left),
                         extent(&list[left], count - left));
}

/** Divide the run whose spans are known into two columns; returns how many
 *  are in the left one, 0 when it has none and is left as it was. */
static size_t
part_run(struct reading *reading, const struct ui_node **list, size_t count)
{
    struct gutter gutter = {0, INT_MAX};
    while (next_gutter(reading, &gutter)) {
        size_t left = divide(reading, list, count, gutter.x);
        if (are_columns(list, left, count)) {
            return left;
        }
        qsort(list, count, sizeof(list[0]), by_place);
    }
    return 0;
}

static void
put_in_order(struct reading *reading, const struct ui_node **list,
             size_t count)
{
    size_t rows = 0; // the first that is in no column
    size_t at = 0;
    qsort(list, count, sizeof(list[0]), by_place);
    while (at < count) {
        size_t run = find_run(reading, &list[at], count - at);
        size_t left = part_run(reading, &list[at], run);
        if (left) {
            put_in_rows(&list[rows], at - rows);
            put_in_order(reading, &list[at], left);
            put_in_order(reading, &list[at + left], run - left);
            rows = at + run;
        }
        at = run ? at + run : band_end(list, at, count);
    }
    put_in_rows(&list[rows], count - rows);
}

/** Tell what `holder` holds, each followed by what it holds itself; without
 *  a holder the part of the page that begins with `first`. */
static void
tell(struct reading *reading, size_t holder, size_t first,
     const struct ui_node **out, size_t *used)
{
    size_t start = reading->top;
    int part = part_of(reading->nodes[first]);
    for (size_t i = first; i < reading->count; i++) {
        if (reading->holders[i] == holder
            && part_of(reading->nodes[i]) == part) {
            reading->group[reading->top++] = reading->nodes[i];
        }
    }
    size_t count = reading->top - start;
    put_in_order(reading, &reading->group[start], count);
    for (size_t i = start; i < start + count; i++) {
        size_t at = first;
        while (reading->nodes[at] != reading->group[i]) {
            at++;
        }
        out[(*used)++] = reading->nodes[at];
        tell(reading, at, at, out, used);
    }
    reading->top = start;
}

static void
tell_all(struct reading *reading, const struct ui_node **out, size_t *used)
{
    find_holders(reading);
    for (size_t i = 0; i < reading->count; i++) {
        // Each part begins with its largest, which nothing holds.
        if (i == 0
            || part_of(reading->nodes[i]) != part_of(reading->nodes[i - 1])) {
            tell(reading, NOBODY, i, out, used);
        }
    }
}

enum err
reading_order(const struct ui_node *nodes, size_t count,
              const struct ui_node **out, size_t *used)
{
    struct reading reading = {
        .nodes = calloc(count + 1, sizeof(*reading.nodes)),
        .holders = calloc(count + 1, sizeof(*reading.holders)),
        .group = calloc(count + 1, sizeof(*reading.group)),
        .spare = calloc(count + 1, sizeof(*reading.spare)),
        .spans = calloc(count + 1, sizeof(*reading.spans)),
    };
    bool room = reading.nodes && reading.holders && reading.group
                && reading.spare && reading.spans;
    *used = 0;
    for (size_t i = 0; room && i < count; i++) {
        if (is_visible(&nodes[i])) {
            reading.nodes[reading.count++] = &nodes[i];
        }
    }
    if (room) {
        qsort(reading.nodes, reading.count, sizeof(reading.nodes[0]),
              by_part);
        tell_all(&reading, out, used);
    }
    free(reading.nodes);
    free(reading.holders);
    free(reading.group);
    free(reading.spare);
    free(reading.spans);
    return room ? ERR_OK : ERR_NO_MEMORY;
}
