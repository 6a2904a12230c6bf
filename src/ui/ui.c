// SPDX-License-Identifier: Apache-2.0
#include "ui/ui.h"

#include <assert.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "ui/build.h"
#include "ui/state.h"
#include "ui/touch.h"
#include "util/file.h"
#include "util/log.h"
#include "util/str.h"
#include "util/thread.h"

#define SAY_ARGS_MAX 9
#define SAY_SIZE 1024

static struct ui_page *
page_building(struct ui *ui)
{
    assert(ui->building);
    return &ui->pages[!ui->shown];
}

// A language without a file simply shows Chinese.
static void
load_translation(struct ui *ui, enum lang lang, const char *folder)
{
    char name[16];
    char path[1024];
    if (!str_format(name, sizeof(name), "%s.mo", lang_code(lang))
        || !file_join(path, sizeof(path), folder, name)) {
        return;
    }
    enum err err = translation_load(path, &ui->translations[lang]);
    if (err) {
        LOGW("ui: no %s translation: %s", lang_code(lang), err_name(err));
    }
}

enum err
ui_create(const struct ui_options *options, struct ui **out)
{
    *out = NULL;
    struct ui *ui = calloc(1, sizeof(*ui));
    if (!ui) {
        return ERR_NO_MEMORY;
    }
    ui->text = options->text;
    ui->landscape = options->landscape;
    ui->motion.due.at_ms = -1;
    draw_list_init(&ui->pages[0].list);
    draw_list_init(&ui->pages[1].list);
    if (options->translations) {
        load_translation(ui, LANG_EN, options->translations);
        load_translation(ui, LANG_BO, options->translations);
    }
    *out = ui;
    return ERR_OK;
}

void
ui_free(struct ui *ui)
{
    if (!ui) {
        return;
    }
    for (int i = 0; i < 2; i++) {
        draw_list_destroy(&ui->pages[i].list);
    }
    for (int i = 0; i < LANG_COUNT; i++) {
        translation_free(ui->translations[i]);
    }
    secret_wipe(ui, sizeof(*ui));
    free(ui);
}

void
ui_set_modes(struct ui *ui, enum lang lang, const struct theme *theme)
{
    ui->lang = lang;
    ui->theme = *theme;
}

enum lang
ui_lang(const struct ui *ui)
{
    return ui->lang;
}

const struct theme *
ui_theme(const struct ui *ui)
{
    return &ui->theme;
}

struct rect
ui_page(const struct ui *ui)
{
    return ui->landscape ? (struct rect){0, 0, 1920, 1080}
                         : (struct rect){0, 0, 1080, 1920};
}

const char *
ui_tr_in(const struct ui *ui, enum lang lang, const char *zh)
{
    return translation_find(ui->translations[lang], zh);
}

const char *
ui_tr(const struct ui *ui, const char *zh)
{
    const char *found = ui_tr_in(ui, ui->lang, zh);
    return found ? found : zh;
}

void
ui_begin(struct ui *ui, const char *screen)
{
    assert(!ui->building);
    ui->building = true;
    struct ui_page *page = page_building(ui);
    draw_list_reset(&page->list);
    secret_wipe(page->nodes, page->count * sizeof(page->nodes[0]));
    page->count = 0;
    str_copy(page->screen, sizeof(page->screen), screen);
    ui->motion.due = (struct motion_due){.at_ms = -1};
    for (size_t i = 0; i < UI_RISEN_MAX; i++) {
        ui->motion.risen[i].on_page = false;
    }
}

// What is gone from the page rises again when it comes back.
static void
forget_risen(struct ui *ui)
{
    for (size_t i = 0; i < UI_RISEN_MAX; i++) {
        if (!ui->motion.risen[i].on_page) {
            ui->motion.risen[i] = (struct ui_risen){0};
        }
    }
}

// High contrast has but three colours, so a press turns ground and ink
// round, whatever the element looks like.
static void
show_press(struct ui *ui, struct ui_page *page)
{
    const char *pressed = ui_pressed(ui);
    if (!ui->theme.contrast || !pressed) {
        return;
    }
    for (size_t i = page->count; i-- > 0;) {
        const struct ui_node *node = &page->nodes[i];
        if (str_equal(node->id, pressed)) {
            if (node->enabled && node->role <= UI_FIELD) {
                draw_list_flip(&page->list, node->rect,
                               ui_color(ui, COLOR_INK900),
                               ui_color(ui, COLOR_SNOW));
            }
            return;
        }
    }
}

size_t
ui_end(struct ui *ui, struct rect *damage, size_t max)
{
    assert(ui->building);
    motion_rise_end(ui);
    forget_risen(ui);
    struct ui_page *now = page_building(ui);
    show_press(ui, now);
    const struct ui_page *before = &ui->pages[ui->shown];
    size_t count = draw_list_damage(&before->list, &now->list, damage, max);
    for (size_t i = 0; i < count; i++) {
        damage[i] = rect_intersect(damage[i], ui_page(ui));
    }
    ui->building = false;
    ui->shown = !ui->shown;
    return count;
}

const struct draw_list *
ui_list(const struct ui *ui)
{
    return &ui->pages[ui->shown].list;
}

const struct ui_node *
ui_nodes(const struct ui *ui, size_t *count)
{
    const struct ui_page *page = &ui->pages[ui->shown];
    *count = page->count;
    return page->nodes;
}

static void
page_forget(struct ui_page *page)
{
    draw_list_reset(&page->list);
    secret_wipe(page->nodes, sizeof(page->nodes));
    secret_wipe(page->screen, sizeof(page->screen));
    page->count = 0;
}

void
ui_forget(struct ui *ui)
{
    assert(!ui->building);
    page_forget(&ui->pages[0]);
    page_forget(&ui->pages[1]);
    // The second half of a double tap is still to come: keep its place, but
    // not what was tapped.
    secret_wipe(ui->tap.target, sizeof(ui->tap.target));
    ui->tap.page_changed = true;
}

struct draw_list *
ui_building(struct ui *ui)
{
    return &page_building(ui)->list;
}

void
ui_add(struct ui *ui, const struct ui_node *node)
{
    struct ui_page *page = page_building(ui);
    if (page->count == UI_NODES_MAX) {
        LOGE("ui: too many elements on %s", page->screen);
        return;
    }
    struct ui_node *copy = &page->nodes[page->count++];
    *copy = *node;
    copy->label = draw_list_text(&page->list, node->label);
    copy->value = draw_list_text(&page->list, node->value);
    copy->rect = rect_intersect(node->rect, ui_page(ui));
}

struct ui_node *
ui_newest(struct ui *ui)
{
    struct ui_page *page = page_building(ui);
    return page->count ? &page->nodes[page->count - 1] : NULL;
}

void
ui_cover(struct ui *ui)
{
    struct ui_page *page = page_building(ui);
    for (size_t i = 0; i < page->count; i++) {
        page->nodes[i].covered = true;
        page->nodes[i].enabled = false;
    }
}

struct typesetter *
ui_typesetter(const struct ui *ui)
{
    return ui->text;
}

uint32_t
ui_color(const struct ui *ui, enum color color)
{
    return theme_color(&ui->theme, color);
}

bool
ui_is_pressed(const struct ui *ui, const char *id)
{
    return str_equal(ui_pressed(ui), id);
}

const char *
ui_keep(struct ui *ui, const char *text)
{
    return draw_list_text(ui_building(ui), text);
}

const char *
ui_say(struct ui *ui, const char *zh, ...)
{
    const char *args[SAY_ARGS_MAX] = {0};
    size_t count = 0;
    va_list list;
    va_start(list, zh);
    const char *arg = va_arg(list, const char *);
    while (arg && count < SAY_ARGS_MAX) {
        args[count++] = arg;
        arg = va_arg(list, const char *);
    }
    va_end(list);
    char text[SAY_SIZE];
    translation_fill(text, sizeof(text), ui_tr(ui, zh), args, count);
    const char *kept = ui_keep(ui, text);
    secret_wipe(text, sizeof(text));
    return kept;
}

const char *
ui_digits(struct ui *ui, int64_t number)
{
    char text[24];
    str_format(text, sizeof(text), "%lld", (long long)number);
    return ui_keep(ui, text);
}
