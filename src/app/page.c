// SPDX-License-Identifier: Apache-2.0
#include "app/page.h"

#include <SDL2/SDL.h>
#include <assert.h>

#include "app/kiosk.h"
#include "app/overlay.h"
#include "ui/motion.h"
#include "ui/render.h"
#include "ui/text.h"
#include "ui/touch.h"
#include "util/clock.h"
#include "util/log.h"
#include "util/str.h"
#include "util/thread.h"

/** The window changed: fonts and renderer follow its scale. False while
 *  there is nothing to draw on; the next exposure tries again. */
static bool
lay_out(struct kiosk *kiosk)
{
    struct window *window = &kiosk->window;
    double before = window->scale;
    if (window_refresh(window) != ERR_OK)
        return false;
    enum err err = ERR_OK;
    if (window->scale != before)
        err = text_set_scale(kiosk->text, window->scale);
    if (err == ERR_OK)
        err = render_set_view(kiosk->render, window->scale,
                              window->offset_x, window->offset_y);
    if (err != ERR_OK)
        LOGE("page: no view of %dx%d: %s", window->width, window->height,
             err_name(err));
    return true;
}

/** Widgets of the screen, the bars around it and what lies above. */
static size_t
build(struct kiosk *kiosk, struct rect *damage)
{
    struct screen_context context = kiosk_context(kiosk);
    const struct screen_ops *screen = kiosk->nav.screen;
    const struct session *session = &kiosk->session;
    struct theme theme = {.large = session->large,
                          .contrast = session->contrast,
                          .low_reach = session->low_reach,
                          .still = session->still ||
                                   str_equal(kiosk->config.motion,
                                             "reduced") ||
                                   frames_are_slow(&kiosk->frames)};
    ui_set_modes(kiosk->ui, session->lang, &theme);
    motion_set_time(kiosk->ui, clock_mono_ms());
    ui_begin(kiosk->ui, screen->name);
    if (!screen->bare)
        chrome_draw(&context, screen, kiosk_is_personal(kiosk),
                    nav_can_go_back(&kiosk->nav));
    screen->draw(&context, kiosk->nav.data);
    overlay_draw(kiosk, &context);
    kiosk->minute = clock_now_ms() / 60000;
    return ui_end(kiosk->ui, damage, WINDOW_DAMAGE_MAX);
}

static int64_t
area(struct rect r)
{
    return (int64_t)r.w * r.h;
}

static void
paint(struct kiosk *kiosk, const struct rect *damage, size_t count)
{
    struct SDL_Surface *canvas = window_canvas(&kiosk->window);
    struct rect shown[WINDOW_DAMAGE_MAX];
    struct rect whole = {0, 0, canvas->w, canvas->h};
    for (size_t i = 0; i < count; i++) {
        render_list(kiosk->render, canvas, ui_list(kiosk->ui), damage[i]);
        shown[i] = render_window_rect(kiosk->render, damage[i]);
    }
    // The bars beside a letterboxed page were blackened by the refresh.
    if (kiosk->exposed)
        window_present(&kiosk->window, &whole, 1);
    else
        window_present(&kiosk->window, shown, count);
}

void
page_show(struct kiosk *kiosk)
{
    struct rect damage[WINDOW_DAMAGE_MAX];
    assert(thread_is_main());
    if ((!kiosk->dirty && !kiosk->exposed) || !kiosk->nav.screen)
        return;
    Uint64 start = SDL_GetPerformanceCounter();
    if (kiosk->exposed && !lay_out(kiosk)) {
        kiosk->exposed = kiosk->dirty = false;
        return;
    }
    size_t count = build(kiosk, damage);
    if (kiosk->exposed) {
        damage[0] = ui_page(kiosk->ui);
        count = 1;
    }
    kiosk->dirty = false;
    if (!count)
        return;
    paint(kiosk, damage, count);
    kiosk->exposed = false;
    int64_t pixels = 0;
    for (size_t i = 0; i < count; i++)
        pixels += area(window_rect(&kiosk->window, damage[i]));
    Uint64 took = SDL_GetPerformanceCounter() - start;
    frames_add(&kiosk->frames,
               (uint32_t)(took * 1000000 / SDL_GetPerformanceFrequency()),
               pixels);
}

int64_t
page_tick(struct kiosk *kiosk)
{
    struct motion_due due = motion_due(kiosk->ui);
    if (due.at_ms >= 0 && clock_mono_ms() >= due.at_ms)
        kiosk->dirty = true;
    return due.at_ms;
}

void
page_forget(struct kiosk *kiosk)
{
    ui_forget(kiosk->ui);
    text_forget(kiosk->text);
    render_forget(kiosk->render);
    kiosk->dirty = true;
}
