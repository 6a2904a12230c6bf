// SPDX-License-Identifier: Apache-2.0
// Scrolls a text of 50,000 characters by a finger for ten seconds in a real
// window at 60 frames a second: "name value unit" lines.
//   bench_scroll [SECONDS [PICTURE.png]]
// SDL_VIDEODRIVER chooses the driver: dummy, x11.
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <SDL2/SDL.h>

#include "ui/body.h"
#include "ui/render.h"
#include "ui/text.h"
#include "ui/widget.h"
#include "util/buf.h"
#include "util/str.h"

#define CHARACTERS 50000
#define FPS 60
#define SECONDS_MAX 600
#define STEP 25   // px a frame: a brisk finger
#define WAY 1200  // px of one drag
#define DAMAGE 8

static const struct rect page = {0, 0, 1080, 1920};
static const struct body_view view = {
    .text = {102, 330, 732, 1160},
    .up = {900, 292, 120, 320},
    .down = {900, 1212, 120, 320},
    .position = {900, 640, 120, 544},
    .up_label = "上翻",
    .down_label = "下翻",
    .step = TYPE_LEAD,
    .line = 58,
    .indent = true,
};

// Some hundred common characters, mixed anew for every sentence.
static const char words[] =
    "依托全省校园引才平台制定出台市级优惠措施对全职引进的博士硕士研究生除享"
    "受直接认定高端创新业计划相关待遇基础上再配套一次性安家费各级党委把工作"
    "摆重要议事日程建立健全手抓第资源导向大项亲自研究键领域靠前指挥点联系学"
    "校科院所医疗企等比较集中单位组织结合实际完善机充分发挥积极和主动施加强"
    "改新时代面落县区直部门书记述职评考核办法推形成齐共管格局责任清着力构分"
    "理权致运转效行坚持以服务为先深化体拓宽渠道优环境让来得了留住用好";

struct bench {
    struct typesetter *text;
    struct ui *ui;
    struct render *render;
    struct body *body;
    SDL_Window *window;
    double *ms;  // of each frame, waiting included
    double *cpu; // of each frame, ms of work alone
    size_t frames;
    int64_t pixels; // presented
};

static uint32_t
next_random(uint32_t *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state >> 8;
}

static char *
long_text(void)
{
    const size_t count = (sizeof(words) - 1) / 3;
    uint32_t state = 1;
    struct buf text;
    buf_init(&text, CHARACTERS * 4);
    for (int i = 1; i <= CHARACTERS; i++) {
        if (i % 400 == 0) {
            buf_add_str(&text, i % 2000 == 0 ? "。\n\n## 有什么\n\n"
                                             : "。\n\n");
        } else if (i % 13 == 0) {
            buf_add_str(&text, i % 39 == 0 ? "。" : "，");
        } else {
            size_t at = next_random(&state) % count;
            buf_add(&text, words + at * 3, 3);
        }
    }
    return buf_take(&text);
}

static double
now_ms(clockid_t clock)
{
    struct timespec time;
    clock_gettime(clock, &time);
    return (double)time.tv_sec * 1000 + (double)time.tv_nsec / 1e6;
}

static void
add_label(struct ui *ui, const char *text, struct rect rect,
          enum type_step step, bool bold)
{
    struct label label = {
        .text = text, .rect = rect, .step = step, .bold = bold,
        .color = COLOR_INK900, .middle = true,
    };
    widget_label(ui, &label);
}

// What stands around the text on its page.
static void
build(struct bench *bench)
{
    struct ui *ui = bench->ui;
    struct rect card = {60, 292, 816, 1240};
    ui_begin(ui, "bench");
    widget_fill(ui, page, COLOR_WOOL);
    widget_fill(ui, (struct rect){0, 0, 1080, 120}, COLOR_SNOW);
    add_label(ui, "西宁人才服务自助终端", (struct rect){152, 17, 400, 46},
              TYPE_BODY, true);
    add_label(ui, "14:26", (struct rect){860, 17, 160, 46}, TYPE_H3, true);
    add_label(ui, "人才工作机制", (struct rect){60, 140, 960, 80}, TYPE_H1,
              true);
    add_label(ui, "依据《当代组工干部》2022-10-11，以窗口最新政策为准",
              (struct rect){230, 224, 790, 48}, TYPE_CAPTION, false);
    widget_card(ui, card);
    body_draw(ui, bench->body, &view);
    widget_fill(ui, (struct rect){0, 1760, 1080, 160}, COLOR_SNOW);
    for (int i = 0; i < 5; i++) {
        add_label(ui, "首页", (struct rect){98 + i * 200, 1850, 80, 40},
                  TYPE_CAPTION, true);
    }
}

static void
frame(struct bench *bench)
{
    struct rect damage[DAMAGE];
    SDL_Rect rects[DAMAGE];
    build(bench);
    size_t count = ui_end(bench->ui, damage, DAMAGE);
    SDL_Surface *surface = SDL_GetWindowSurface(bench->window);
    if (!surface) {
        return;
    }
    for (size_t i = 0; i < count; i++) {
        struct rect r = render_window_rect(bench->render, damage[i]);
        render_list(bench->render, surface, ui_list(bench->ui), damage[i]);
        rects[i] = (SDL_Rect){r.x, r.y, r.w, r.h};
        bench->pixels += (int64_t)r.w * r.h;
    }
    SDL_UpdateWindowSurfaceRects(bench->window, rects, (int)count);
}

static void
scroll(struct bench *bench, size_t frames)
{
    struct ui_event event = {.type = UI_EVENT_SWIPE, .id = "bench.body"};
    double start = now_ms(CLOCK_MONOTONIC);
    for (size_t i = 0; i < frames; i++) {
        SDL_Event ignored;
        while (SDL_PollEvent(&ignored)) {
        }
        double begin = now_ms(CLOCK_MONOTONIC);
        double work = now_ms(CLOCK_THREAD_CPUTIME_ID);
        event.dy -= STEP;
        event.done = event.dy <= -WAY;
        (void)body_event(bench->body, &event);
        frame(bench);
        if (event.done) {
            event.dy = 0;
        }
        double end = now_ms(CLOCK_MONOTONIC);
        bench->cpu[bench->frames]
            = now_ms(CLOCK_THREAD_CPUTIME_ID) - work;
        bench->ms[bench->frames++] = end - begin;
        double due = start + (double)(i + 1) * 1000 / FPS;
        if (due > end) {
            SDL_Delay((Uint32)(due - end + 0.5));
        }
    }
}

static int
compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void
report(struct bench *bench, double wall, double cpu)
{
    size_t n = bench->frames;
    size_t late = 0;
    for (size_t i = 0; i < n; i++) {
        late += bench->ms[i] > 1000.0 / FPS;
    }
    qsort(bench->ms, n, sizeof(*bench->ms), compare);
    qsort(bench->cpu, n, sizeof(*bench->cpu), compare);
    printf("scroll_frame %.3f ms (p5 %.3f, p95 %.3f)\n", bench->ms[n / 2],
           bench->ms[n / 20], bench->ms[n - 1 - n / 20]);
    printf("scroll_frame_p99 %.3f ms (max %.3f)\n",
           bench->ms[n - 1 - n / 100], bench->ms[n - 1]);
    printf("scroll_work %.3f ms (p99 %.3f, max %.3f)\n", bench->cpu[n / 2],
           bench->cpu[n - 1 - n / 100], bench->cpu[n - 1]);
    printf("scroll_rate %.2f frames/s (%zu late)\n",
           (double)n * 1000 / wall, late);
    printf("scroll_cpu %.1f %% of one core\n", cpu * 100 / wall);
    printf("scroll_damage %" PRId64 " px/frame\n",
           bench->pixels / (int64_t)n);
    printf("scroll_caches %zu bytes\n", render_cache_bytes(bench->render));
}

static enum err
open_all(struct bench *bench)
{
    const struct text_options text = {.font_dir = SOURCE_DIR "/fonts",
                                      .scale = 1};
    enum err err = text_create(&text, &bench->text);
    const struct ui_options options = {.text = bench->text};
    const struct render_options render = {
        .art_dir = BINARY_DIR "/art", .text = bench->text, .scale = 1};
    if (!err) {
        err = ui_create(&options, &bench->ui);
    }
    if (!err) {
        err = render_create(&render, &bench->render);
    }
    return err ? err : body_create("bench", &bench->body);
}

static void
close_all(struct bench *bench)
{
    body_free(bench->body);
    render_free(bench->render);
    ui_free(bench->ui);
    text_free(bench->text);
    free(bench->ms);
    free(bench->cpu);
    if (bench->window) {
        SDL_DestroyWindow(bench->window);
    }
    SDL_Quit();
}

static int
run(struct bench *bench, size_t frames, const char *picture)
{
    char *text = long_text();
    if (!text || body_set(bench->body, text)) {
        free(text);
        return EXIT_FAILURE;
    }
    free(text);
    double begin = now_ms(CLOCK_MONOTONIC);
    frame(bench);
    printf("scroll_first %.1f ms (%zu pages laid out and drawn)\n",
           now_ms(CLOCK_MONOTONIC) - begin, body_pages(bench->body));
    bench->pixels = 0;
    double cpu = now_ms(CLOCK_PROCESS_CPUTIME_ID);
    begin = now_ms(CLOCK_MONOTONIC);
    scroll(bench, frames);
    double wall = now_ms(CLOCK_MONOTONIC) - begin;
    report(bench, wall, now_ms(CLOCK_PROCESS_CPUTIME_ID) - cpu);
    SDL_Surface *surface = SDL_GetWindowSurface(bench->window);
    return !picture || (surface && !render_save_png(surface, picture))
               ? EXIT_SUCCESS
               : EXIT_FAILURE;
}

int
main(int argc, char **argv)
{
    struct bench bench = {0};
    int64_t seconds = 10;
    int status = EXIT_FAILURE;
    if (argc > 1 && !str_parse_int(argv[1], 1, SECONDS_MAX, &seconds)) {
        fprintf(stderr, "bench_scroll [SECONDS [PICTURE.png]]\n");
        return 2;
    }
    size_t frames = (size_t)seconds * FPS;
    SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
    bench.ms = malloc(frames * sizeof(*bench.ms));
    bench.cpu = malloc(frames * sizeof(*bench.cpu));
    if (bench.ms && bench.cpu && SDL_Init(SDL_INIT_VIDEO) == 0) {
        bench.window = SDL_CreateWindow("bench", 0, 0, page.w, page.h, 0);
    }
    if (bench.window && open_all(&bench) == ERR_OK) {
        printf("scroll_driver %s -\n", SDL_GetCurrentVideoDriver());
        status = run(&bench, frames, argc > 2 ? argv[2] : NULL);
    }
    close_all(&bench);
    return status;
}
