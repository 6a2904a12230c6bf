// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "ui/draw.h"
#include "util/log.h"

#define RECTS 8

static const struct rect whole = {0, 0, 1080, 1920};

static void
add(struct draw_list *list, struct rect rect, const char *text)
{
    struct draw_cmd cmd = {
        .op = text ? DRAW_TEXT : DRAW_BOX, .rect = rect, .clip = whole,
        .fill = 0xFF112233u, .text = text,
    };
    draw_list_add(list, &cmd);
}

static bool
covers(const struct rect *rects, size_t count, struct rect r)
{
    struct rect all = {0};
    for (size_t i = 0; i < count; i++) {
        all = rect_union(all, rect_intersect(rects[i], r));
    }
    return all.x == r.x && all.y == r.y && all.w == r.w && all.h == r.h;
}

static void
rectangles_meet_and_join(void **state)
{
    (void)state;
    struct rect a = {0, 0, 10, 10}, b = {5, 5, 10, 10}, c = {50, 0, 5, 5};
    struct rect both = rect_intersect(a, b);
    assert_int_equal(both.x, 5);
    assert_int_equal(both.w, 5);
    assert_int_equal(rect_intersect(a, c).w, 0);
    assert_int_equal(rect_union(a, c).w, 55);
    assert_int_equal(rect_union((struct rect){0}, c).x, 50);
    assert_true(rect_contains(a, 9, 9));
    assert_false(rect_contains(a, 10, 9));
    assert_int_equal(rect_inset(a, 2, 3).h, 4);
}

static void
the_same_page_has_no_damage(void **state)
{
    (void)state;
    struct draw_list a, b;
    struct rect rects[RECTS];
    draw_list_init(&a);
    draw_list_init(&b);
    for (int i = 0; i < 2; i++) {
        struct draw_list *list = i ? &b : &a;
        add(list, whole, NULL);
        add(list, (struct rect){60, 60, 300, 40}, "首页");
    }
    assert_int_equal(draw_list_damage(&a, &b, rects, RECTS), 0);
    draw_list_destroy(&a);
    draw_list_destroy(&b);
}

static void
a_changed_text_damages_its_place_alone(void **state)
{
    (void)state;
    struct draw_list a, b;
    struct rect rects[RECTS];
    struct rect place = {60, 60, 300, 40};
    draw_list_init(&a);
    draw_list_init(&b);
    add(&a, whole, NULL);
    add(&a, place, "14:26");
    add(&a, (struct rect){60, 900, 300, 40}, "取号");
    add(&b, whole, NULL);
    add(&b, place, "14:27");
    add(&b, (struct rect){60, 900, 300, 40}, "取号");
    size_t count = draw_list_damage(&a, &b, rects, RECTS);
    assert_int_equal(count, 1);
    assert_true(covers(rects, count, place));
    assert_true(rects[0].h < 100);
    draw_list_destroy(&a);
    draw_list_destroy(&b);
}

static void
what_comes_and_goes_is_damaged(void **state)
{
    (void)state;
    struct draw_list a, b;
    struct rect rects[RECTS];
    struct rect gone = {60, 100, 200, 50}, come = {60, 1500, 200, 50};
    draw_list_init(&a);
    draw_list_init(&b);
    add(&a, whole, NULL);
    add(&a, gone, NULL);
    add(&a, (struct rect){500, 500, 90, 90}, "same");
    add(&b, whole, NULL);
    add(&b, (struct rect){500, 500, 90, 90}, "same");
    add(&b, come, NULL);
    size_t count = draw_list_damage(&a, &b, rects, RECTS);
    assert_int_equal(count, 2);
    assert_true(covers(rects, count, gone));
    assert_true(covers(rects, count, come));
    draw_list_destroy(&a);
    draw_list_destroy(&b);
}

static void
an_order_that_changed_is_drawn_again(void **state)
{
    (void)state;
    struct draw_list a, b;
    struct rect rects[RECTS];
    struct rect low = {0, 0, 200, 200}, high = {100, 100, 200, 200};
    draw_list_init(&a);
    draw_list_init(&b);
    add(&a, low, "low");
    add(&a, high, "high");
    add(&b, high, "high");
    add(&b, low, "low");
    size_t count = draw_list_damage(&a, &b, rects, RECTS);
    struct rect overlap = {100, 100, 100, 100};
    assert_true(count >= 1);
    assert_true(covers(rects, count, overlap));
    draw_list_destroy(&a);
    draw_list_destroy(&b);
}

// Whatever differs between two lists lies in the damage, however few
// rectangles there may be.
static void
damage_covers_every_difference(void **state)
{
    (void)state;
    unsigned seed = 7;
    for (int round = 0; round < 300; round++) {
        struct draw_list a, b;
        struct rect rects[RECTS];
        struct rect changed[12];
        size_t changes = 0;
        draw_list_init(&a);
        draw_list_init(&b);
        for (int i = 0; i < 40; i++) {
            seed = seed * 1103515245u + 12345u;
            struct rect r = {
                (int)(seed >> 8) % 900, (int)(seed >> 16) % 1800,
                10 + (int)(seed >> 4) % 170, 10 + (int)(seed >> 12) % 90,
            };
            add(&a, r, NULL);
            bool change = changes < 12 && (seed >> 20) % 5 == 0;
            if (change) {
                changed[changes++] = r;
            } else {
                add(&b, r, NULL);
            }
        }
        size_t max = 1 + (size_t)round % RECTS;
        size_t count = draw_list_damage(&a, &b, rects, max);
        assert_true(count <= max);
        for (size_t i = 0; i < changes; i++) {
            bool inside = false;
            for (size_t k = 0; k < count; k++) {
                struct rect hit = rect_intersect(rects[k], changed[i]);
                inside = inside
                         || (hit.w == changed[i].w && hit.h == changed[i].h);
            }
            assert_true(inside);
        }
        draw_list_destroy(&a);
        draw_list_destroy(&b);
    }
}

static void
a_shadow_reaches_beyond_its_box(void **state)
{
    (void)state;
    struct draw_list a, b;
    struct rect rects[RECTS];
    struct draw_cmd shadow = {
        .op = DRAW_SHADOW, .rect = {300, 300, 400, 400}, .clip = whole,
        .step = 2,
    };
    draw_list_init(&a);
    draw_list_init(&b);
    draw_list_add(&b, &shadow);
    assert_int_equal(draw_list_damage(&a, &b, rects, RECTS), 1);
    struct rect reach = {236, 236, 528, 528};
    assert_true(covers(rects, 1, reach));
    draw_list_destroy(&a);
    draw_list_destroy(&b);
}

static void
texts_keep_their_place_and_are_wiped(void **state)
{
    (void)state;
    struct draw_list list;
    draw_list_init(&list);
    const char *first = draw_list_text(&list, "测*甲");
    for (int i = 0; i < 500; i++) {
        draw_list_text(&list, "more and more of it");
    }
    assert_string_equal(first, "测*甲");
    char *arena = list.arena;
    size_t used = list.arena_used;
    draw_list_reset(&list);
    for (size_t i = 0; i < used; i++) {
        assert_int_equal(arena[i], 0);
    }
    draw_list_destroy(&list);
}

static void
too_much_is_refused_not_grown_into(void **state)
{
    (void)state;
    struct draw_list list;
    char long_text[1000];
    log_set_level(LOG_LEVEL_OFF);
    draw_list_init(&list);
    memset(long_text, 'x', sizeof(long_text) - 1);
    long_text[sizeof(long_text) - 1] = '\0';
    for (int i = 0; i < 100; i++) {
        draw_list_text(&list, long_text);
    }
    assert_true(list.failed);
    assert_string_equal(draw_list_text(&list, long_text), "");
    draw_list_reset(&list);
    assert_false(list.failed);
    for (int i = 0; i < 5000; i++) {
        add(&list, whole, NULL);
    }
    assert_true(list.failed);
    assert_true(list.count <= 4096);
    draw_list_destroy(&list);
    log_set_level(LOG_LEVEL_INFO);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rectangles_meet_and_join),
        cmocka_unit_test(the_same_page_has_no_damage),
        cmocka_unit_test(a_changed_text_damages_its_place_alone),
        cmocka_unit_test(what_comes_and_goes_is_damaged),
        cmocka_unit_test(an_order_that_changed_is_drawn_again),
        cmocka_unit_test(damage_covers_every_difference),
        cmocka_unit_test(a_shadow_reaches_beyond_its_box),
        cmocka_unit_test(texts_keep_their_place_and_are_wiped),
        cmocka_unit_test(too_much_is_refused_not_grown_into),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
