// SPDX-License-Identifier: Apache-2.0
#include "app/start.h"

#include <SDL2/SDL.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "app/command.h"
#include "app/fleet.h"
#include "app/instance.h"
#include "app/kiosk.h"
#include "app/news.h"
#include "app/page.h"
#include "app/session.h"
#include "store/changes.h"
#include "ui/render.h"
#include "ui/text.h"
#include "util/clock.h"
#include "util/log.h"
#include "util/str.h"
#include "util/thread.h"

// Revision of the line that says what a number is used for; an identified
// visit carries it.
#define CONSENT_REV 1

static enum err
find_data(struct kiosk *kiosk)
{
    const char *given = kiosk->options->data;
    if (given)
        return str_copy(kiosk->data_dir, sizeof kiosk->data_dir, given)
                   ? ERR_OK
                   : ERR_INVALID;
    return file_state_dir("talent-kiosk", kiosk->data_dir,
                          sizeof kiosk->data_dir);
}

static enum err
take_data(struct kiosk *kiosk)
{
    enum err err = find_data(kiosk);
    if (err == ERR_OK)
        err = instance_lock(kiosk->data_dir, &kiosk->lock_fd);
    if (err != ERR_OK && err != ERR_CONFLICT)
        command_complain("the data directory cannot be used",
                         "name one that can be written by --data DIR");
    return err;
}

/** Log each problem; staff read the notice. */
static void
read_config(struct kiosk *kiosk)
{
    struct buf *problems = &kiosk->config_problems;
    buf_init(problems, CONFIG_MAX_SIZE);
    enum config_origin origin =
        config_load(kiosk->options->config, kiosk->data_dir, &kiosk->config,
                    problems);
    if (!problems->len)
        return;
    command_complain_lines(buf_text(problems));
    bool previous = origin == CONFIG_PREVIOUS;
    kiosk->state.notice_zh =
        previous ? "配置文件有误，正在使用上一份有效的配置"
                 : "配置文件有误，正在使用内置的默认配置";
    kiosk->state.notice_en =
        previous ? "The configuration has errors; the last valid one is used"
                 : "The configuration has errors; built-in values are used";
}

/** Time below what the hub once confirmed is not believed. */
static void
start_clock(struct kiosk *kiosk)
{
    char text[24];
    int64_t floor_ms = 0;
    if (setting_get(kiosk->store, SETTING_TRUSTED_TIME, text, sizeof text) ==
        ERR_OK)
        str_parse_int(text, 0, INT64_MAX, &floor_ms);
    clock_start(floor_ms);
}

/** Say what went wrong with the store. */
static enum err
store_complain(enum err err)
{
    if (err == ERR_CONFLICT) {
        command_complain("the records were written by a newer program",
                         "install the newest version");
        return ERR_INVALID;
    }
    if (err != ERR_OK)
        command_complain("the records cannot be opened",
                         "check the disk of the data directory");
    return err;
}

enum err
start_begin(struct kiosk *kiosk)
{
    kiosk->lock_fd = -1;
    kiosk->control_fd = -1;
    enum err err = paths_find(&kiosk->paths);
    if (err != ERR_OK) {
        command_complain("the program's parts are missing",
                         "install the package again");
        return err;
    }
    err = take_data(kiosk);
    if (err != ERR_OK)
        return err;
    read_config(kiosk);
    str_copy(kiosk->profile, sizeof kiosk->profile,
             kiosk->options->profile ? kiosk->options->profile
                                     : kiosk->config.profile);
    return ERR_OK;
}

enum err
start_store(struct kiosk *kiosk)
{
    enum err err =
        store_open(kiosk->data_dir, &kiosk->store, &kiosk->condition);
    if (err == ERR_OK)
        start_clock(kiosk);
    return store_complain(err);
}

void
start_close(struct kiosk *kiosk)
{
    store_close(kiosk->store);
    file_unlock(kiosk->lock_fd);
    buf_clear(&kiosk->config_problems);
    secret_wipe(kiosk, sizeof *kiosk);
    kiosk->lock_fd = -1;
    kiosk->control_fd = -1;
}

/** What pages show of the store. */
static void
read_state(struct kiosk *kiosk)
{
    kiosk->out = false;
    news_read_site(kiosk);
    news_read_outbox(kiosk);
    fleet_restore(kiosk);
}

static void
prepare_state(struct kiosk *kiosk)
{
    const struct config *config = &kiosk->config;
    kiosk->limits = (struct stay_limits){
        .public_s = config->timeouts.public_s,
        .personal_s = config->timeouts.personal_s,
        .countdown_s = config->timeouts.countdown_s,
        .ticket_s = config->timeouts.ticket_s,
    };
    for (size_t i = 0; i < config->language_count; i++) {
        enum lang lang;
        if (lang_parse(config->languages[i], &lang))
            kiosk->state.languages[lang] = true;
    }
    kiosk->state.sync_by_staff = str_equal(config->sync, "staff");
    kiosk->state.consent_rev = CONSENT_REV;
    kiosk->tick_ms = -1;
    kiosk->minute = -1;
    kiosk->since_ms = clock_mono_ms();
    read_state(kiosk);
    session_reset(kiosk);
}

static enum err
open_ui(struct kiosk *kiosk)
{
    const struct window *window = &kiosk->window;
    struct text_options text = {.font_dir = kiosk->paths.fonts,
                                .scale = window->scale};
    enum err err = text_create(&text, &kiosk->text);
    if (err != ERR_OK)
        return err;
    struct render_options render = {.art_dir = kiosk->paths.art,
                                    .text = kiosk->text,
                                    .scale = window->scale,
                                    .offset_x = window->offset_x,
                                    .offset_y = window->offset_y};
    err = render_create(&render, &kiosk->render);
    if (err != ERR_OK)
        return err;
    struct ui_options ui = {.text = kiosk->text,
                            .translations = kiosk->paths.translations,
                            .landscape = window->landscape};
    return ui_create(&ui, &kiosk->ui);
}

/** Fonts, pictures and translations being opened beside the window. */
struct parts {
    struct kiosk *kiosk;
    struct thread thread;
    enum err err;
};

/* Thread: parts; main takes them over when it has joined. */
static void
open_parts(void *userdata)
{
    struct parts *parts = userdata;
    window_populate(&parts->kiosk->window);
    parts->err = open_ui(parts->kiosk);
}

/**
 * The window's surface, black, and what is drawn with. A display server
 * takes long to read a surface for the first time; it does so meanwhile.
 */
static enum err
open_canvas(struct kiosk *kiosk)
{
    struct parts parts = {.kiosk = kiosk};
    // The window has settled once its first events were taken in.
    SDL_PumpEvents();
    enum err err = window_refresh(&kiosk->window);
    if (err == ERR_OK)
        err = thread_start(&parts.thread, "parts", open_parts, &parts);
    if (err != ERR_OK)
        return err;
    window_present_black(&kiosk->window);
    thread_join(&parts.thread);
    if (parts.err != ERR_OK)
        command_complain("fonts or pictures cannot be used",
                         "install the package again");
    return parts.err;
}

static enum err
open_screen(struct kiosk *kiosk)
{
    struct window_options options = {
        .width = kiosk->options->window_w,
        .height = kiosk->options->window_h,
        .rotation = kiosk->config.panel.rotation,
    };
    enum err err = window_open(&options, &kiosk->window);
    if (err == ERR_OK)
        err = post_init(&kiosk->post);
    if (err != ERR_OK) {
        command_complain("no screen can be opened",
                         "start it on a display, or set DISPLAY");
        return err;
    }
    return open_canvas(kiosk);
}

/** The store being opened beside the screen, and looked over beside the
 *  first page. */
struct opening {
    struct kiosk *kiosk;
    struct thread store, check;
    enum err err, check_err;
    bool damaged;
};

/* Thread: check; a connection of its own, gone when it is joined. */
static void
check_beside(void *userdata)
{
    struct opening *opening = userdata;
    opening->check_err =
        store_open_check(opening->kiosk->data_dir, &opening->damaged);
}

/* Thread: store; main takes the connection over when it has joined. */
static void
open_beside(void *userdata)
{
    struct opening *opening = userdata;
    struct kiosk *kiosk = opening->kiosk;
    opening->err = store_open_begin(kiosk->data_dir, &kiosk->store,
                                    &kiosk->condition);
    if (opening->err != ERR_OK)
        return;
    start_clock(kiosk);
    opening->err =
        thread_start(&opening->check, "check", check_beside, opening);
}

static void
show_first_page(struct kiosk *kiosk)
{
    prepare_state(kiosk);
    nav_init(&kiosk->nav, screen_find);
    nav_go(&kiosk->nav, "attract", NULL);
    kiosk_settle(kiosk);
    kiosk->exposed = true;
    page_show(kiosk);
}

/** Nothing was written until now; a damaged store is replaced. */
static enum err
finish_store(struct kiosk *kiosk, const struct opening *opening)
{
    enum err err = opening->check_err;
    if (err == ERR_OK)
        err = store_open_finish(kiosk->store, opening->damaged,
                                &kiosk->condition);
    if (err == ERR_OK && opening->damaged) {
        start_clock(kiosk);
        read_state(kiosk);
    }
    return store_complain(err);
}

enum err
start_screen(struct kiosk *kiosk)
{
    struct opening opening = {.kiosk = kiosk};
    enum err err =
        thread_start(&opening.store, "store", open_beside, &opening);
    if (err != ERR_OK)
        return err;
    err = open_screen(kiosk);
    thread_join(&opening.store);
    enum err opened = store_complain(opening.err);
    if (err == ERR_OK)
        err = opened;
    if (err == ERR_OK)
        show_first_page(kiosk);
    thread_join(&opening.check);
    return err == ERR_OK ? finish_store(kiosk, &opening) : err;
}

void
start_close_screen(struct kiosk *kiosk)
{
    struct screen_context context = kiosk_context(kiosk);
    if (kiosk->nav.find)
        nav_destroy(&kiosk->nav, &context);
    secret_wipe(&kiosk->session, sizeof kiosk->session);
    ui_free(kiosk->ui);
    render_free(kiosk->render);
    text_free(kiosk->text);
    post_destroy(&kiosk->post);
    window_close(&kiosk->window);
}
