// SPDX-License-Identifier: Apache-2.0
#include "app/nav.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "util/log.h"
#include "util/str.h"
#include "util/thread.h"

// A screen that sends its visitor on at once may lead to another such one.
#define HOPS_MAX 8

void
nav_init(struct nav *nav, const struct screen_ops *(*find)(const char *))
{
    memset(nav, 0, sizeof *nav);
    nav->find = find;
}

static void
leave(struct nav *nav, struct screen_context *context)
{
    if (!nav->screen)
        return;
    if (nav->screen->leave)
        nav->screen->leave(context, nav->data);
    if (nav->data)
        secret_wipe(nav->data, nav->screen->data_size);
    free(nav->data);
    nav->data = NULL;
    nav->screen = NULL;
}

void
nav_destroy(struct nav *nav, struct screen_context *context)
{
    assert(thread_is_main());
    leave(nav, context);
    secret_wipe(nav, sizeof *nav);
}

bool
nav_go(struct nav *nav, const char *screen, const char *arg)
{
    if (!nav->find(screen)) {
        LOGE("nav: there is no screen %s", screen);
        return false;
    }
    nav->wished = true;
    nav->wish_back = false;
    str_copy(nav->wish.name, sizeof nav->wish.name, screen);
    str_copy(nav->wish.arg, sizeof nav->wish.arg, arg);
    nav->wish.has_arg = arg != NULL;
    return true;
}

void
nav_back(struct nav *nav)
{
    nav->wished = nav->wish_back = true;
}

bool
nav_can_go_back(const struct nav *nav)
{
    return nav->depth > 0;
}

bool
nav_at(const struct nav *nav, const char *screen)
{
    return nav->screen && str_equal(nav->screen->name, screen);
}

void
nav_forget(struct nav *nav)
{
    secret_wipe(nav->history, sizeof nav->history);
    nav->depth = 0;
}

/** Screens that nobody returns to by "back". */
static bool
is_passage(const struct nav_place *place, const struct screen_ops *screen)
{
    return screen->bare || str_equal(place->name, "pin") ||
           str_equal(place->name, "staff") ||
           str_equal(place->name, "out_of_service");
}

static void
remember(struct nav *nav)
{
    if (!nav->screen || is_passage(&nav->place, nav->screen))
        return;
    if (nav->depth == NAV_HISTORY_MAX) {
        memmove(nav->history, nav->history + 1,
                sizeof nav->history - sizeof nav->history[0]);
        nav->depth--;
    }
    nav->history[nav->depth++] = nav->place;
}

/** Beginnings have no way back. */
static bool
is_beginning(const struct nav_place *place, const struct screen_ops *screen)
{
    return screen->bare || str_equal(place->name, "home") ||
           str_equal(place->name, "out_of_service");
}

/** A screen visited before is returned to, so that circles do not grow. */
static void
cut_circle(struct nav *nav, const struct nav_place *place)
{
    for (size_t i = 0; i < nav->depth; i++)
        if (str_equal(nav->history[i].name, place->name) &&
            str_equal(nav->history[i].arg, place->arg)) {
            nav->depth = i;
            return;
        }
}

static void
enter(struct nav *nav, struct screen_context *context,
      const struct nav_place *place)
{
    const struct screen_ops *screen = nav->find(place->name);
    leave(nav, context);
    nav->place = *place;
    nav->screen = screen;
    nav->visits++;
    if (screen->data_size) {
        nav->data = calloc(1, screen->data_size);
        if (!nav->data) {
            LOGE("nav: no memory for screen %s", screen->name);
            nav->screen = NULL;
            return;
        }
    }
    if (screen->enter)
        screen->enter(context, nav->data,
                      place->has_arg ? nav->place.arg : NULL);
}

/** Take the wish; false when there is nowhere to go. */
static bool
take_wish(struct nav *nav, struct nav_place *out)
{
    bool back = nav->wish_back;
    nav->wished = nav->wish_back = false;
    if (back) {
        if (!nav->depth)
            return false;
        *out = nav->history[--nav->depth];
        return true;
    }
    *out = nav->wish;
    const struct screen_ops *screen = nav->find(out->name);
    if (is_beginning(out, screen)) {
        nav_forget(nav);
        return true;
    }
    bool same = nav_at(nav, out->name) &&
                str_equal(nav->place.arg, out->arg);
    if (!same)
        remember(nav);
    cut_circle(nav, out);
    // Nothing leads back over a number that was given but to the start.
    if (str_equal(out->name, "ticket") && nav->depth > 1) {
        secret_wipe(nav->history + 1,
                    (nav->depth - 1) * sizeof nav->history[0]);
        nav->depth = 1;
    }
    return true;
}

bool
nav_settle(struct nav *nav, struct screen_context *context)
{
    struct nav_place place;
    bool moved = false;
    assert(thread_is_main());
    for (int hops = 0; nav->wished && hops < HOPS_MAX; hops++)
        if (take_wish(nav, &place)) {
            enter(nav, context, &place);
            moved = true;
        }
    if (nav->wished)
        LOGE("nav: %s and others send visitors round in circles",
             nav->place.name);
    nav->wished = false;
    secret_wipe(&place, sizeof place);
    return moved;
}
