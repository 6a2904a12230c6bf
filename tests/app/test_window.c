// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <SDL2/SDL.h>
#include <cmocka.h>

#include "app/window.h"

static const int rotations[] = {0, 90, 180, 270};

static void
open_window(struct window *window, int width, int height, int rotation)
{
    struct window_options options = {width, height, rotation};
    SDL_setenv("SDL_VIDEODRIVER", "dummy", 1);
    assert_int_equal(window_open(&options, window), ERR_OK);
    assert_int_equal(window_refresh(window), ERR_OK);
}

/** Where a finger in the middle of a page rectangle lands on the page. */
static void
touch_middle(const struct window *window, struct rect page, int *x, int *y)
{
    struct rect at = window_rect(window, page);
    assert_true(at.x >= 0 && at.y >= 0);
    assert_true(at.x + at.w <= window->width);
    assert_true(at.y + at.h <= window->height);
    window_to_page(window, (at.x + at.w / 2 + 0.5) / window->width,
                   (at.y + at.h / 2 + 0.5) / window->height, x, y);
}

static void
fingers_land_where_things_are_seen(void **state)
{
    static const int sizes[][2] = {{1080, 1920}, {1920, 1080}, {540, 960},
                                   {800, 1280}, {1024, 768}, {271, 481}};
    (void)state;
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++)
        for (size_t r = 0; r < 4; r++) {
            struct window window;
            int x, y;
            open_window(&window, sizes[i][0], sizes[i][1], rotations[r]);
            int w = window.landscape ? 1920 : 1080;
            int h = window.landscape ? 1080 : 1920;
            struct rect places[] = {{0, 0, 80, 80}, {w - 80, h - 80, 80, 80},
                                    {w / 2, h / 3, 120, 80}};
            for (size_t p = 0; p < 3; p++) {
                touch_middle(&window, places[p], &x, &y);
                assert_true(rect_contains(places[p], x, y));
            }
            window_close(&window);
        }
}

static void
the_page_stands_as_the_panel_does(void **state)
{
    struct window window;
    (void)state;
    open_window(&window, 1080, 1920, 0);
    assert_false(window.landscape);
    assert_null(window.turned);
    window_close(&window);
    open_window(&window, 1920, 1080, 90);
    assert_false(window.landscape);
    assert_int_equal(window_canvas(&window)->w, 1080);
    window_close(&window);
    open_window(&window, 1920, 1080, 180);
    assert_true(window.landscape);
    window_close(&window);
}

static void
a_page_is_scaled_as_a_whole_and_centred(void **state)
{
    struct window window;
    (void)state;
    open_window(&window, 1080, 1000, 0);
    assert_true(window.landscape);
    assert_int_equal(window.offset_x, 0);
    assert_int_equal(window.offset_y, (1000 - 607) / 2);
    window_close(&window);
}

static uint32_t
pixel(const struct window *window, int x, int y)
{
    const SDL_Surface *surface = window->surface;
    return *(const uint32_t *)((const char *)surface->pixels +
                               (ptrdiff_t)y * surface->pitch + x * 4) &
           0xFFFFFF;
}

static void
a_turned_canvas_is_shown_turned(void **state)
{
    // Where the canvas's upper left corner comes to stand.
    static const int corners[][2] = {{0, 0}, {1, 0}, {1, 1}, {0, 1}};
    (void)state;
    for (size_t r = 0; r < 4; r++) {
        struct window window;
        open_window(&window, 300, 400, rotations[r]);
        SDL_Rect mark = {0, 0, 8, 8};
        SDL_Surface *canvas = window_canvas(&window);
        SDL_FillRect(canvas, &mark, SDL_MapRGB(canvas->format, 255, 0, 0));
        struct rect all = {-5, -5, 9999, 9999};
        window_present(&window, &all, 1);
        assert_int_equal(pixel(&window, corners[r][0] * 299,
                               corners[r][1] * 399), 0xFF0000);
        assert_int_equal(pixel(&window, 150, 200), 0);
        window_close(&window);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fingers_land_where_things_are_seen),
        cmocka_unit_test(the_page_stands_as_the_panel_does),
        cmocka_unit_test(a_page_is_scaled_as_a_whole_and_centred),
        cmocka_unit_test(a_turned_canvas_is_shown_turned),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
