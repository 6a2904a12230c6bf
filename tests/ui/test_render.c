// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <SDL2/SDL.h>
#include <cmocka.h>

#include "ui/render.h"
#include "ui/text.h"
#include "util/file.h"
#include "util/log.h"

#define W 400
#define H 300
#define PAPER 0xFFF6F4EFu
#define INK 0xFF13232Eu
#define RED 0xFF8A2B16u
#define UNTOUCHED 0xFFFF00FFu

static const struct rect page = {0, 0, W, H};

struct easel {
    struct typesetter *text;
    struct render *render;
    SDL_Surface *surface;
    struct draw_list list;
};

static void
easel_make(struct easel *e, double scale, int offset_x, int offset_y)
{
    const struct text_options text = {.font_dir = SOURCE_DIR "/fonts",
                                      .scale = scale};
    memset(e, 0, sizeof(*e));
    assert_int_equal(text_create(&text, &e->text), ERR_OK);
    const struct render_options options = {.art_dir = BINARY_DIR "/art",
                                           .text = e->text,
                                           .scale = scale,
                                           .offset_x = offset_x,
                                           .offset_y = offset_y};
    assert_int_equal(render_create(&options, &e->render), ERR_OK);
    e->surface = SDL_CreateRGBSurfaceWithFormat(
        0, (int)(W * scale) + 2 * offset_x, (int)(H * scale) + 2 * offset_y,
        32, SDL_PIXELFORMAT_XRGB8888);
    assert_non_null(e->surface);
    SDL_FillRect(e->surface, NULL, UNTOUCHED);
    draw_list_init(&e->list);
}

static void
easel_clear(struct easel *e)
{
    draw_list_destroy(&e->list);
    SDL_FreeSurface(e->surface);
    render_free(e->render);
    text_free(e->text);
}

static int
setup(void **state)
{
    struct easel *e = calloc(1, sizeof(*e));
    easel_make(e, 1, 0, 0);
    *state = e;
    return 0;
}

static int
teardown(void **state)
{
    easel_clear(*state);
    free(*state);
    return 0;
}

static uint32_t
at(const struct easel *e, int x, int y)
{
    const char *row =
        (const char *)e->surface->pixels + y * e->surface->pitch;
    uint32_t pixel;
    memcpy(&pixel, row + 4 * x, sizeof(pixel));
    return pixel | 0xFF000000u;
}

static void
add(struct easel *e, struct draw_cmd cmd)
{
    if (cmd.clip.w == 0) {
        cmd.clip = page;
    }
    cmd.text = cmd.text ? cmd.text : "";
    draw_list_add(&e->list, &cmd);
}

static void
add_paper(struct easel *e)
{
    add(e, (struct draw_cmd){.op = DRAW_BOX, .rect = page, .fill = PAPER});
}

static void
draw(struct easel *e, struct rect damage)
{
    render_list(e->render, e->surface, &e->list, damage);
}

// The smallest rectangle around pixels that are not `paper`.
static struct rect
ink(const struct easel *e, uint32_t paper)
{
    struct rect r = {0};
    for (int y = 0; y < e->surface->h; y++) {
        for (int x = 0; x < e->surface->w; x++) {
            if (at(e, x, y) != paper) {
                r = rect_union(r, (struct rect){x, y, 1, 1});
            }
        }
    }
    return r;
}

static void
a_box_has_fill_border_and_round_corners(void **state)
{
    struct easel *e = *state;
    add_paper(e);
    add(e, (struct draw_cmd){.op = DRAW_BOX,
                             .rect = {50, 40, 200, 100},
                             .fill = 0xFFFFFFFFu,
                             .line = INK,
                             .border = 3,
                             .radius = 20,
                             .corners = 15 & ~4});
    draw(e, page);
    assert_int_equal(at(e, 150, 90), 0xFFFFFFFFu);
    assert_int_equal(at(e, 150, 40), INK);
    assert_int_equal(at(e, 150, 42), INK);
    assert_int_equal(at(e, 150, 43), 0xFFFFFFFFu);
    assert_int_equal(at(e, 50, 90), INK);
    assert_int_equal(at(e, 249, 90), INK);
    assert_int_equal(at(e, 250, 90), PAPER);
    assert_int_equal(at(e, 150, 139), INK);
    assert_int_equal(at(e, 150, 140), PAPER);
    // Rounded ones show the paper, the square one does not.
    assert_int_equal(at(e, 50, 40), PAPER);
    assert_int_equal(at(e, 249, 40), PAPER);
    assert_int_equal(at(e, 50, 139), PAPER);
    assert_int_equal(at(e, 249, 139), INK);
    assert_int_equal(at(e, 246, 136), 0xFFFFFFFFu);
    // Mirrored pixels are alike, and the curve is smooth.
    int grey = 0;
    for (int i = 0; i < 20; i++) {
        for (int k = 0; k < 20; k++) {
            assert_int_equal(at(e, 50 + i, 40 + k), at(e, 249 - i, 40 + k));
            assert_int_equal(at(e, 50 + i, 40 + k), at(e, 50 + i, 139 - k));
            uint32_t pixel = at(e, 50 + i, 40 + k);
            grey += pixel != PAPER && pixel != INK && pixel != 0xFFFFFFFFu;
        }
    }
    assert_in_range(grey, 20, 120);
}

static void
a_pill_and_a_disc_are_round(void **state)
{
    struct easel *e = *state;
    add_paper(e);
    add(e, (struct draw_cmd){.op = DRAW_BOX, .rect = {20, 20, 60, 60},
                             .fill = INK, .radius = 100, .corners = 15});
    draw(e, page);
    double area = 0;
    for (int y = 20; y < 80; y++) {
        for (int x = 20; x < 80; x++) {
            area += (0xF6 - (double)(at(e, x, y) >> 16 & 255))
                    / (0xF6 - 0x13);
        }
    }
    assert_in_range((int)area, 2810, 2845); // pi * 30 * 30 = 2827
    struct rect r = ink(e, PAPER);
    assert_int_equal(r.x, 20);
    assert_int_equal(r.w, 60);
    assert_int_equal(r.h, 60);
}

static void
dashes_leave_gaps(void **state)
{
    struct easel *e = *state;
    add_paper(e);
    add(e, (struct draw_cmd){.op = DRAW_BOX, .rect = {0, 10, 160, 4},
                             .fill = INK, .dash = 16});
    add(e, (struct draw_cmd){.op = DRAW_BOX, .rect = {20, 40, 200, 120},
                             .fill = 0xFFFFFFFFu, .line = INK, .border = 2,
                             .radius = 20, .corners = 15, .dash = 8});
    draw(e, page);
    assert_int_equal(at(e, 8, 11), INK);
    assert_int_equal(at(e, 24, 11), PAPER);
    assert_int_equal(at(e, 40, 11), INK);
    int dark = 0, light = 0;
    for (int x = 40; x < 200; x++) {
        dark += at(e, x, 40) == INK;
        light += at(e, x, 40) == 0xFFFFFFFFu;
    }
    assert_int_equal(dark + light, 160);
    assert_in_range(dark, 60, 100);
    assert_int_equal(at(e, 120, 100), 0xFFFFFFFFu);
}

static void
translucent_fills_blend(void **state)
{
    struct easel *e = *state;
    add_paper(e);
    add(e, (struct draw_cmd){.op = DRAW_BOX, .rect = page,
                             .fill = 0x80000000u});
    add(e, (struct draw_cmd){.op = DRAW_BOX, .rect = page,
                             .fill = 0x00FFFFFFu}); // draws nothing
    draw(e, page);
    assert_in_range(at(e, 5, 5) >> 16 & 255, 0xF6 / 2 - 2, 0xF6 / 2 + 1);
}

static void
text_is_as_wide_as_measured(void **state)
{
    struct easel *e = *state;
    static const char *const texts[] = {
        "西宁人才服务", "Talent services", "A012", "测样例·扎西",
        "龘䶮𬭚𫖯", "བོད་ཡིག", "10\u00a0万元，请咨询"};
    static const struct theme plain = {0};
    for (size_t i = 0; i < 7; i++) {
        for (int bold = 0; bold < 2; bold++) {
            struct text_style style = {.step = TYPE_H3, .bold = bold,
                                       .theme = &plain};
            int width = text_width(e->text, &style, texts[i]);
            draw_list_reset(&e->list);
            add_paper(e);
            add(e, (struct draw_cmd){.op = DRAW_TEXT,
                                     .rect = {30, 100, width, 56},
                                     .line = INK, .step = TYPE_H3,
                                     .bold = (uint8_t)bold,
                                     .text = texts[i]});
            draw(e, page);
            struct rect r = ink(e, PAPER);
            assert_in_range(r.x, 27, 38);
            assert_in_range(r.x + r.w, 30 + width - 24, 30 + width + 4);
            assert_true(r.y >= 100 - 14 && r.y + r.h <= 156 + 14);
        }
    }
}

static void
text_stands_where_it_is_aligned(void **state)
{
    struct easel *e = *state;
    struct rect seen[3];
    for (uint8_t align = 0; align < 3; align++) {
        draw_list_reset(&e->list);
        add_paper(e);
        add(e, (struct draw_cmd){.op = DRAW_TEXT, .rect = {50, 50, 300, 48},
                                 .line = INK, .step = TYPE_BODY,
                                 .align = align, .spacing = 4,
                                 .text = "口口口"});
        draw(e, page);
        seen[align] = ink(e, PAPER);
    }
    int left = seen[0].x - 50;
    int right = 350 - (seen[2].x + seen[2].w);
    assert_in_range(left, 1, 6);
    assert_in_range(right, 1, 6);
    int middle = seen[1].x + seen[1].w / 2;
    assert_in_range(middle, 198, 202);
    assert_int_equal(seen[0].w, seen[1].w);
    // Hanzi stand in the middle of their line.
    assert_in_range(seen[0].y + seen[0].h / 2, 72, 77);
}

static void
large_type_is_larger(void **state)
{
    struct easel *e = *state;
    int heights[2];
    for (uint8_t large = 0; large < 2; large++) {
        draw_list_reset(&e->list);
        add_paper(e);
        add(e, (struct draw_cmd){.op = DRAW_TEXT, .rect = {50, 50, 100, 60},
                                 .line = INK, .step = TYPE_BODY,
                                 .large = large, .text = "国"});
        draw(e, page);
        heights[large] = ink(e, PAPER).h;
    }
    assert_in_range(heights[1] - heights[0], 7, 12); // 42 against 32 px
}

// A page with one of everything, overlapping.
static void
add_everything(struct easel *e)
{
    add_paper(e);
    add(e, (struct draw_cmd){.op = DRAW_ART, .rect = {0, 0, 400, 120},
                             .radius = 24, .corners = 15,
                             .text = "policy-960x280"});
    add(e, (struct draw_cmd){.op = DRAW_SHADOW, .rect = {40, 60, 200, 120},
                             .radius = 24, .step = 1});
    add(e, (struct draw_cmd){.op = DRAW_BOX, .rect = {40, 60, 200, 120},
                             .fill = 0xFFFFFFFFu, .line = INK, .border = 2,
                             .radius = 24, .corners = 15});
    add(e, (struct draw_cmd){.op = DRAW_TEXT, .rect = {60, 80, 150, 56},
                             .line = INK, .step = TYPE_H3, .bold = 1,
                             .text = "取号办事"});
    add(e, (struct draw_cmd){.op = DRAW_TEXT, .rect = {60, 130, 150, 44},
                             .line = INK, .step = TYPE_READ,
                             .text = "བོད་ཡིག"});
    add(e, (struct draw_cmd){.op = DRAW_ICON, .rect = {180, 100, 48, 48},
                             .line = RED, .text = "ticket"});
    add(e, (struct draw_cmd){.op = DRAW_QR, .rect = {250, 100, 130, 130},
                             .text = "https://example.invalid/A1012"});
    add(e, (struct draw_cmd){.op = DRAW_SHADOW, .rect = {100, 200, 150, 60},
                             .radius = 32, .step = 2});
    add(e, (struct draw_cmd){.op = DRAW_BOX, .rect = {100, 200, 150, 60},
                             .clip = {0, 0, 220, H}, .fill = 0xB808233Au,
                             .line = RED, .border = 4, .radius = 32,
                             .corners = 15, .dash = 6});
}

static void
only_the_damage_is_touched(void **state)
{
    struct easel *e = *state;
    add_everything(e);
    draw(e, page);
    size_t bytes = (size_t)e->surface->pitch * H;
    char *whole = malloc(bytes);
    assert_non_null(whole);
    memcpy(whole, e->surface->pixels, bytes);
    uint32_t random = 7;
    for (int i = 0; i < 200; i++) {
        struct rect d;
        random = random * 1664525 + 1013904223;
        d.x = (int)(random >> 8) % W;
        d.y = (int)(random >> 16) % H;
        random = random * 1664525 + 1013904223;
        d.w = 1 + (int)(random >> 8) % 90;
        d.h = 1 + (int)(random >> 16) % 90;
        SDL_FillRect(e->surface, NULL, UNTOUCHED);
        draw(e, d);
        for (int y = 0; y < H; y++) {
            for (int x = 0; x < W; x++) {
                uint32_t expected = UNTOUCHED;
                if (rect_contains(d, x, y)) {
                    memcpy(&expected,
                           whole + y * e->surface->pitch + 4 * x, 4);
                }
                assert_int_equal(at(e, x, y), expected | 0xFF000000u);
            }
        }
    }
    free(whole);
}

static void
what_the_damage_names_is_enough(void **state)
{
    struct easel *e = *state;
    struct draw_list before;
    struct rect damage[8];
    draw_list_init(&before);
    add_everything(e);
    draw(e, page);
    for (size_t i = 0; i < e->list.count; i++) {
        struct draw_cmd cmd = e->list.cmds[i];
        draw_list_add(&before, &cmd);
    }
    draw_list_reset(&e->list);
    add_everything(e);
    for (size_t i = 4; i < e->list.count; i += 2) {
        e->list.cmds[i].rect.x += 9;
        e->list.cmds[i].line ^= 0x40u;
    }
    size_t count = draw_list_damage(&before, &e->list, damage, 8);
    assert_true(count > 0);
    for (size_t i = 0; i < count; i++) {
        draw(e, damage[i]);
    }
    size_t bytes = (size_t)e->surface->pitch * H;
    char *partly = malloc(bytes);
    assert_non_null(partly);
    memcpy(partly, e->surface->pixels, bytes);
    draw(e, page);
    assert_memory_equal(partly, e->surface->pixels, bytes);
    free(partly);
    draw_list_destroy(&before);
}

static void
other_scales_stay_inside_the_page(void **state)
{
    (void)state;
    const double scales[] = {0.5, 1.3333, 2};
    for (int i = 0; i < 3; i++) {
        struct easel e;
        easel_make(&e, scales[i], 20, 10);
        add_everything(&e);
        draw(&e, page);
        struct rect r = ink(&e, UNTOUCHED);
        struct rect window = render_window_rect(e.render, page);
        assert_in_range(r.x, window.x, window.x + 1);
        assert_in_range(r.y, window.y, window.y + 1);
        assert_in_range(r.w, window.w - 1, window.w);
        assert_in_range(r.h, window.h - 1, window.h);
        easel_clear(&e);
    }
}

static void
icons_are_tinted_strokes(void **state)
{
    struct easel *e = *state;
    add_paper(e);
    add(e, (struct draw_cmd){.op = DRAW_ICON, .rect = {10, 10, 96, 96},
                             .line = RED, .text = "minus"});
    add(e, (struct draw_cmd){.op = DRAW_ICON, .rect = {200, 10, 96, 96},
                             .line = RED, .text = "list"});
    log_set_level(LOG_LEVEL_OFF);
    add(e, (struct draw_cmd){.op = DRAW_ICON, .rect = {10, 150, 96, 96},
                             .line = RED, .text = "no-such-icon"});
    draw(e, page);
    log_set_level(LOG_LEVEL_INFO);
    // "M8 24h32", 3 wide, at twice the size, round at both ends.
    assert_int_equal(at(e, 58, 58), RED);
    assert_int_equal(at(e, 58, 56), RED);
    assert_int_equal(at(e, 58, 53), PAPER);
    assert_int_equal(at(e, 25, 58), RED);
    assert_int_equal(at(e, 20, 58), PAPER);
    // The dots of a list are lines of a tenth of a unit.
    assert_int_equal(at(e, 200 + 14, 10 + 24), RED);
    assert_true(ink(e, PAPER).y + ink(e, PAPER).h <= 106);
}

static void
every_icon_leaves_ink(void **state)
{
    struct easel *e = *state;
    static const char *const names[] = {
        "alert", "arrow-right", "back", "check", "check-circle",
        "chevron-right", "cloud-check", "cloud-off", "home", "help",
        "info", "logout", "medical", "person-star", "question-list", "wheel"};
    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
        draw_list_reset(&e->list);
        add_paper(e);
        add(e, (struct draw_cmd){.op = DRAW_ICON, .rect = {50, 50, 30, 30},
                                 .line = INK, .text = names[i]});
        draw(e, page);
        struct rect r = ink(e, PAPER);
        assert_true(r.w >= 12 && r.h >= 12);
        assert_int_equal(rect_intersect(r, (struct rect){50, 50, 30, 30}).w,
                         r.w);
    }
}

static void
codes_are_whole_modules_on_white(void **state)
{
    struct easel *e = *state;
    add_paper(e);
    add(e, (struct draw_cmd){.op = DRAW_QR, .rect = {100, 50, 200, 200},
                             .text = "A1012"});
    draw(e, page);
    // Version 1: 21 modules and 8 quiet ones, 6 px each, 174 of 200 px.
    assert_int_equal(at(e, 100, 50), 0xFFFFFFFFu);
    int x0 = 100 + (200 - 21 * 6) / 2, y0 = 50 + (200 - 21 * 6) / 2;
    for (int i = 0; i < 7 * 6; i++) {
        assert_int_equal(at(e, x0 + i, y0), INK); // the finder's edge
        assert_int_equal(at(e, x0, y0 + i), INK);
    }
    assert_int_equal(at(e, x0 + 6, y0 + 6), 0xFFFFFFFFu);
    assert_int_equal(at(e, x0 - 1, y0), 0xFFFFFFFFu);
    assert_int_equal(at(e, x0 + 7 * 6, y0 + 3), 0xFFFFFFFFu);
}

static void
a_shadow_fades_within_its_reach(void **state)
{
    struct easel *e = *state;
    add_paper(e);
    add(e, (struct draw_cmd){.op = DRAW_SHADOW, .rect = {100, 100, 200, 80},
                             .radius = 24, .step = 1});
    draw(e, page);
    unsigned near = at(e, 200, 182) & 255, far = at(e, 200, 195) & 255;
    assert_true(near < far && far < 0xEF);
    assert_true((at(e, 200, 97) & 255) > near); // it lies lower
    struct rect r = ink(e, PAPER);
    assert_true(r.x >= 76 && r.x + r.w <= 324);
    assert_true(r.y >= 76 && r.y + r.h <= 204);
}

static void
forgetting_wipes_glyphs_and_codes(void **state)
{
    struct easel *e = *state;
    add_everything(e);
    draw(e, page);
    uint32_t *whole = malloc((size_t)e->surface->pitch * H);
    assert_non_null(whole);
    memcpy(whole, e->surface->pixels, (size_t)e->surface->pitch * H);
    size_t full = render_cache_bytes(e->render);
    render_forget(e->render);
    text_forget(e->text);
    assert_true(render_cache_bytes(e->render) + 5000 < full);
    draw(e, page);
    assert_memory_equal(whole, e->surface->pixels,
                        (size_t)e->surface->pitch * H);
    free(whole);
}

static void
odd_surfaces_are_converted(void **state)
{
    struct easel *e = *state;
    add_everything(e);
    SDL_Surface *native = e->surface;
    e->surface = SDL_CreateRGBSurfaceWithFormat(0, W, H, 16,
                                                SDL_PIXELFORMAT_RGB565);
    assert_non_null(e->surface);
    SDL_FillRect(e->surface, NULL, 0xF81F);
    draw(e, (struct rect){0, 0, 200, 200});
    const uint16_t *pixels = e->surface->pixels;
    int pitch = e->surface->pitch / 2;
    assert_int_equal(pixels[150 * pitch + 20], 0xF7BD); // the paper
    assert_int_equal(pixels[201 * pitch + 20], 0xF81F);
    SDL_FreeSurface(e->surface);
    e->surface = native;
}

static void
missing_art_and_bad_options(void **state)
{
    struct easel *e = *state;
    log_set_level(LOG_LEVEL_OFF);
    add_paper(e);
    add(e, (struct draw_cmd){.op = DRAW_ART, .rect = page,
                             .text = "../art/hero-1080x440"});
    add(e, (struct draw_cmd){.op = DRAW_ART, .rect = page, .text = "none"});
    draw(e, page);
    assert_int_equal(ink(e, PAPER).w, 0);
    assert_int_equal(render_set_view(e->render, -1, 0, 0), ERR_INVALID);
    assert_int_equal(render_save_png(e->surface, BINARY_DIR "/no/x.png"),
                     ERR_IO);
    log_set_level(LOG_LEVEL_INFO);
    render_free(NULL);
}

static void
a_page_is_saved(void **state)
{
    struct easel *e = *state;
    add_everything(e);
    draw(e, page);
    const char *path = BINARY_DIR "/test_render.png";
    assert_int_equal(render_save_png(e->surface, path), ERR_OK);
    assert_true(file_exists(path));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_box_has_fill_border_and_round_corners),
        TEST(a_pill_and_a_disc_are_round),
        TEST(dashes_leave_gaps),
        TEST(translucent_fills_blend),
        TEST(text_is_as_wide_as_measured),
        TEST(text_stands_where_it_is_aligned),
        TEST(large_type_is_larger),
        TEST(only_the_damage_is_touched),
        TEST(what_the_damage_names_is_enough),
        TEST(other_scales_stay_inside_the_page),
        TEST(icons_are_tinted_strokes),
        TEST(every_icon_leaves_ink),
        TEST(codes_are_whole_modules_on_white),
        TEST(a_shadow_fades_within_its_reach),
        TEST(forgetting_wipes_glyphs_and_codes),
        TEST(odd_surfaces_are_converted),
        TEST(missing_art_and_bad_options),
        TEST(a_page_is_saved),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
