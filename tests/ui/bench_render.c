// SPDX-License-Identifier: Apache-2.0
// Times drawing alone, one figure a line with median and spread.
//   bench_render [PICTURE.png]
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <SDL2/SDL.h>

#include "figures.h"
#include "ui/render.h"
#include "ui/text.h"

#define ROUNDS 200
#define INK 0xFF13232Eu
#define SOFT 0xFF37474Fu
#define LAKE 0xFF0E4A73u

static const struct rect page = {0, 0, 1080, 1920};

static void
add(struct draw_list *list, struct draw_cmd cmd)
{
    cmd.clip = page;
    cmd.text = cmd.text ? cmd.text : "";
    draw_list_add(list, &cmd);
}

static void
add_card(struct draw_list *list, struct rect r, const char *icon,
         const char *title, const char *note)
{
    add(list, (struct draw_cmd){.op = DRAW_BOX, .rect = r,
                                .fill = 0xFFFFFFFFu, .line = 0xFFE4E0D6u,
                                .border = 2, .radius = 24, .corners = 15});
    add(list, (struct draw_cmd){.op = DRAW_BOX,
                                .rect = {r.x + 28, r.y + 51, 96, 96},
                                .fill = 0xFFDCEAF3u, .radius = 20,
                                .corners = 15});
    add(list, (struct draw_cmd){.op = DRAW_ICON,
                                .rect = {r.x + 48, r.y + 71, 56, 56},
                                .line = LAKE, .text = icon});
    add(list, (struct draw_cmd){.op = DRAW_TEXT,
                                .rect = {r.x + 148, r.y + 46, 292, 56},
                                .line = INK, .step = TYPE_H3, .bold = 1,
                                .text = title});
    add(list, (struct draw_cmd){.op = DRAW_TEXT,
                                .rect = {r.x + 148, r.y + 104, 292, 48},
                                .line = SOFT, .step = TYPE_BODY,
                                .text = note});
}

static void
add_page(struct draw_list *list)
{
    static const char *const tiles[][3] = {
        {"ticket", "取号办事", "十五项，等候三人"},
        {"doc", "查政策", "安家费、公寓、入学"},
        {"question-list", "测资格", "看哪些可能适用"},
        {"users", "查名录", "首席人才官、平台"},
        {"calendar", "人才活动", "人才周、洽谈会"},
        {"search", "查进度", "输入回执号"},
        {"medical", "绿色通道", "市第一人民医院"},
        {"handshake", "援宁人才", "博士服务团、专家"},
    };
    add(list, (struct draw_cmd){.op = DRAW_BOX, .rect = page,
                                .fill = 0xFFF6F4EFu});
    add(list, (struct draw_cmd){.op = DRAW_BOX, .rect = {0, 0, 1080, 120},
                                .fill = 0xFFFFFFFFu});
    add(list, (struct draw_cmd){.op = DRAW_ART, .rect = {60, 24, 72, 72},
                                .text = "logo-light"});
    add(list, (struct draw_cmd){.op = DRAW_TEXT, .rect = {152, 17, 400, 46},
                                .line = INK, .step = TYPE_BODY, .bold = 1,
                                .text = "西宁人才服务自助终端"});
    add(list, (struct draw_cmd){.op = DRAW_ART, .rect = {0, 120, 1080, 440},
                                .text = "hero-1080x440"});
    add(list, (struct draw_cmd){.op = DRAW_TEXT, .rect = {60, 176, 960, 84},
                                .line = 0xFFFFFFFFu, .step = TYPE_HERO,
                                .bold = 1, .text = "您好，今天想办什么？"});
    add(list,
        (struct draw_cmd){.op = DRAW_TEXT, .rect = {60, 276, 960, 54},
                          .line = 0xFFDCEAF3u, .step = TYPE_LEAD,
                          .text = "刷人才卡可少填信息；不刷卡也能取号"});
    add(list, (struct draw_cmd){.op = DRAW_SHADOW,
                                .rect = {60, 472, 960, 208}, .radius = 24,
                                .step = 1});
    add(list, (struct draw_cmd){.op = DRAW_BOX, .rect = {60, 472, 960, 208},
                                .fill = 0xFFFFFFFFu, .radius = 24,
                                .corners = 15});
    for (int i = 0; i < 8; i++) {
        struct rect r = {60 + i % 2 * 492, 700 + i / 2 * 222, 468, 198};
        add_card(list, r, tiles[i][0], tiles[i][1], tiles[i][2]);
    }
    for (int i = 0; i < 4; i++) {
        add(list,
            (struct draw_cmd){.op = DRAW_TEXT,
                              .rect = {96, 480 + 48 * i, 888, 48},
                              .line = INK, .step = TYPE_BODY,
                              .text = "依托校园引才平台全职引进的博士研究生，"
                                      "请咨询窗口"});
    }
    add(list, (struct draw_cmd){.op = DRAW_BOX,
                                .rect = {0, 1760, 1080, 160},
                                .fill = 0xFFFFFFFFu});
}

static void
measure(const char *name, struct render *render, SDL_Surface *surface,
        const struct draw_list *list, struct rect damage)
{
    static double ms[ROUNDS];

    for (int i = 0; i < ROUNDS; i++) {
        int64_t start = figures_now_ns();
        render_list(render, surface, list, damage);
        ms[i] = (double)(figures_now_ns() - start) / 1e6;
    }
    char first[64];
    snprintf(first, sizeof(first), "%s_first", name);
    figures_print(first, ms, 1, "ms");
    figures_print(name, ms + 1, ROUNDS - 1, "ms");
}

int
main(int argc, char **argv)
{
    const struct text_options text_options = {
        .font_dir = SOURCE_DIR "/fonts", .scale = 1};
    struct render_options options = {.art_dir = BINARY_DIR "/art",
                                     .scale = 1};
    struct typesetter *text = NULL;
    struct render *render = NULL;
    struct draw_list list;
    SDL_Surface *surface = SDL_CreateRGBSurfaceWithFormat(
        0, page.w, page.h, 32, SDL_PIXELFORMAT_XRGB8888);
    int status = EXIT_FAILURE;

    draw_list_init(&list);
    if (!surface || text_create(&text_options, &text) != ERR_OK) {
        goto end;
    }
    options.text = text;
    if (render_create(&options, &render) != ERR_OK) {
        goto end;
    }
    add_page(&list);
    measure("full_redraw", render, surface, &list, page);
    measure("one_widget_redraw", render, surface, &list,
            (struct rect){60, 700, 468, 198});
    measure("one_line_redraw", render, surface, &list,
            (struct rect){152, 17, 400, 46});
    double kib = (double)render_cache_bytes(render) / 1024;
    figures_print("render_caches", &kib, 1, "KiB");
    status = argc < 2 || render_save_png(surface, argv[1]) == ERR_OK
                 ? EXIT_SUCCESS
                 : EXIT_FAILURE;
end:
    draw_list_destroy(&list);
    render_free(render);
    text_free(text);
    SDL_FreeSurface(surface);
    return status;
}
