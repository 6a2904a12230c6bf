// SPDX-License-Identifier: Apache-2.0
// Puts pages together from the widgets of later screens, checks them and
// writes them as pictures with a contact sheet:
//   gallery [FOLDER [PART-OF-NAME]]
// Without a folder it checks alone.
#include "gallery.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <SDL2/SDL.h>

#include "ui/render.h"
#include "ui/text.h"
#include "ui/widget.h"
#include "util/str.h"

#define TARGET_MIN 80
#define GAP_MIN 8
#define PATH_SIZE 512

struct variant {
    const char *name;
    bool wide, english;
    struct theme theme;
};

static const struct variant variants[] = {
    {"portrait-zh", false, false, {0}},
    {"portrait-en", false, true, {0}},
    {"landscape-zh", true, false, {0}},
    {"landscape-en", true, true, {0}},
    {"portrait-zh-contrast", false, false, {.contrast = true}},
    {"landscape-en-contrast", true, true, {.contrast = true}},
    {"portrait-zh-large", false, false, {.large = true}},
    {"portrait-en-large", false, true, {.large = true}},
    {"landscape-zh-large", true, false, {.large = true}},
    {"landscape-en-large", true, true, {.large = true}},
};

struct run {
    struct typesetter *text;
    struct render *render;
    const char *folder, *part; // NULL: no pictures, every page
    FILE *sheet;
    int faults, pages;
};

const char *
words(const struct scene *scene, const char *zh, const char *en)
{
    return scene->english ? en : zh;
}

static struct scene
scene_make(struct ui *ui, const struct variant *variant)
{
    struct rect page = ui_page(ui);
    int bottom = variant->wide ? 924 : 1736;
    struct scene scene = {
        .ui = ui,
        .wide = variant->wide,
        .large = variant->theme.large,
        .english = variant->english,
        .area = {60, 152, page.w - 120, bottom - 152},
    };
    scene.left = scene.right = scene.area;
    if (variant->wide) {
        scene.left.w = 584;
        scene.right.x += 608;
        scene.right.w -= 608;
    }
    return scene;
}

// Where header and bar of the kiosk will be.
static void
draw_ground(struct ui *ui, bool wide)
{
    struct rect page = ui_page(ui);
    struct rect bar = {0, wide ? 952 : 1760, page.w, wide ? 128 : 160};
    struct rect header = {0, 0, page.w, 120};
    widget_fill(ui, page, COLOR_WOOL);
    widget_fill(ui, header, COLOR_SNOW);
    widget_fill(ui, bar, COLOR_SNOW);
    header.y = 118;
    header.h = 2;
    bar.h = 2;
    widget_fill(ui, header, COLOR_STONE200);
    widget_fill(ui, bar, COLOR_STONE200);
}

static void
fault(struct run *run, const char *page, const char *what, const char *id)
{
    fprintf(stderr, "%s: %s: %s\n", page, what, id);
    run->faults++;
}

static bool
is_target(const struct ui_node *node)
{
    return node->role <= UI_FIELD && !node->covered;
}

static bool
too_near(struct rect a, struct rect b)
{
    struct rect grown = {
        a.x - GAP_MIN + 1, a.y - GAP_MIN + 1, a.w + 2 * GAP_MIN - 2,
        a.h + 2 * GAP_MIN - 2,
    };
    struct rect both = rect_intersect(grown, b);
    return both.w > 0 && both.h > 0;
}

static void
check_pair(struct run *run, const char *page, const struct ui_node *a,
           const struct ui_node *b)
{
    bool targets = is_target(a) && is_target(b);
    if (targets && too_near(a->rect, b->rect)) {
        fault(run, page, "too near to each other", b->id);
    }
    struct rect both = rect_intersect(a->text_rect, b->text_rect);
    if (both.w > 2 && both.h > 8) {
        fault(run, page, "one text over the other", b->id);
    }
}

static void
check_nodes(struct run *run, const char *page, struct ui *ui)
{
    size_t count = 0;
    const struct ui_node *nodes = ui_nodes(ui, &count);
    int bottom = ui_page(ui).w > ui_page(ui).h ? 948 : 1756;
    for (size_t i = 0; i < count; i++) {
        const struct ui_node *node = &nodes[i];
        if (node->clipped) {
            fault(run, page, "text clipped", node->id);
        }
        if (node->rect.y + node->rect.h > bottom) {
            fault(run, page, "reaches into the bar", node->id);
        }
        bool small = node->rect.w < TARGET_MIN || node->rect.h < TARGET_MIN;
        if (is_target(node) && small) {
            fault(run, page, "too small to touch", node->id);
        }
        for (size_t k = i + 1; k < count; k++) {
            check_pair(run, page, node, &nodes[k]);
        }
    }
}

// Texts that are no elements show by their clip that they do not fit.
static void
check_texts(struct run *run, const char *page, struct ui *ui)
{
    const struct draw_list *list = ui_list(ui);
    struct rect whole = ui_page(ui);
    for (size_t i = 0; i < list->count; i++) {
        const struct draw_cmd *cmd = &list->cmds[i];
        bool cut = cmd->clip.w < whole.w || cmd->clip.h < whole.h;
        if (cmd->op == DRAW_TEXT && cut) {
            fault(run, page, "text cut", cmd->text);
        }
    }
}

static void
write_picture(struct run *run, const char *name, struct ui *ui)
{
    struct rect page = ui_page(ui);
    SDL_Surface *surface = SDL_CreateRGBSurfaceWithFormat(
        0, page.w, page.h, 32, SDL_PIXELFORMAT_XRGB8888);
    char path[PATH_SIZE];
    str_format(path, sizeof(path), "%s/%s.png", run->folder, name);
    if (!surface) {
        fault(run, name, "no surface", SDL_GetError());
        return;
    }
    render_list(run->render, surface, ui_list(ui), page);
    if (render_save_png(surface, path)) {
        fault(run, name, "not written", path);
    }
    SDL_FreeSurface(surface);
    fprintf(run->sheet,
            "<figure><a href=\"%s.png\"><img src=\"%s.png\" height=480 "
            "loading=lazy></a><figcaption>%s</figcaption></figure>\n",
            name, name, name);
}

static void
show_page(struct run *run, const struct gallery_page *page,
          const struct variant *variant, struct ui *ui)
{
    char name[96];
    struct rect damage[4];
    str_format(name, sizeof(name), "%s.%s", page->name, variant->name);
    if (run->part && !strstr(name, run->part)) {
        return;
    }
    struct scene scene = scene_make(ui, variant);
    ui_begin(ui, "gallery");
    draw_ground(ui, variant->wide);
    page->draw(&scene);
    ui_end(ui, damage, 4);
    run->pages++;
    check_nodes(run, name, ui);
    check_texts(run, name, ui);
    if (run->folder) {
        write_picture(run, name, ui);
    }
}

static void
show_variant(struct run *run, const struct variant *variant)
{
    const struct ui_options options = {
        .text = run->text,
        .translations = BINARY_DIR "/translations",
        .landscape = variant->wide,
    };
    const struct {
        const struct gallery_page *pages;
        size_t count;
    } parts[] = {
        {gallery_questions, gallery_questions_count},
        {gallery_lists, gallery_lists_count},
        {gallery_forms, gallery_forms_count},
        {gallery_staff, gallery_staff_count},
    };
    struct ui *ui = NULL;
    if (ui_create(&options, &ui)) {
        run->faults++;
        return;
    }
    ui_set_modes(ui, variant->english ? LANG_EN : LANG_ZH, &variant->theme);
    for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
        for (size_t k = 0; k < parts[i].count; k++) {
            show_page(run, &parts[i].pages[k], variant, ui);
        }
    }
    ui_free(ui);
}

static bool
open_sheet(struct run *run)
{
    char path[PATH_SIZE];
    str_format(path, sizeof(path), "%s/index.html", run->folder);
    run->sheet = fopen(path, "w");
    if (!run->sheet) {
        perror(path);
        return false;
    }
    fputs("<!doctype html><meta charset=utf-8><title>gallery</title>\n"
          "<style>figure{display:inline-block;margin:8px}</style>\n",
          run->sheet);
    return true;
}

int
main(int argc, char **argv)
{
    const struct text_options text_options = {
        .font_dir = SOURCE_DIR "/fonts", .scale = 1};
    struct render_options options = {.art_dir = BINARY_DIR "/art",
                                     .scale = 1};
    struct run run = {
        .folder = argc > 1 ? argv[1] : NULL,
        .part = argc > 2 ? argv[2] : NULL,
        .faults = 1,
    };
    if (text_create(&text_options, &run.text)) {
        goto end;
    }
    options.text = run.text;
    if (render_create(&options, &run.render)
        || (run.folder && !open_sheet(&run))) {
        goto end;
    }
    run.faults = 0;
    for (size_t i = 0; i < sizeof(variants) / sizeof(variants[0]); i++) {
        show_variant(&run, &variants[i]);
    }
    printf("%d pages, %d faults\n", run.pages, run.faults);
end:
    if (run.sheet) {
        fclose(run.sheet);
    }
    render_free(run.render);
    text_free(run.text);
    return run.faults ? EXIT_FAILURE : EXIT_SUCCESS;
}
