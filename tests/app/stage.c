// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "stage.h"

#include <SDL2/SDL.h>
#include <ftw.h>

#include "app/input.h"
#include "app/news.h"
#include "app/page.h"
#include "app/start.h"
#include "store/catalogue.h"
#include "store/changes.h"
#include "store/identity.h"
#include "store/unsent.h"
#include "util/log.h"
#include "util/sign.h"
#include "util/str.h"
#include "wire/change.h"

static void
stage_open(struct stage *stage)
{
    stage->kiosk = calloc(1, sizeof *stage->kiosk);
    assert_non_null(stage->kiosk);
    stage->kiosk->options = &stage->options;
    assert_int_equal(start_begin(stage->kiosk), ERR_OK);
    assert_int_equal(start_screen(stage->kiosk), ERR_OK);
    assert_int_equal(
        catalogue_load_built_in(stage->kiosk->store,
                                stage->kiosk->paths.catalogue),
        ERR_OK);
    news_read_site(stage->kiosk);
}

static void
stage_close(struct stage *stage)
{
    start_close_screen(stage->kiosk);
    start_close(stage->kiosk);
    free(stage->kiosk);
    stage->kiosk = NULL;
}

int
stage_setup(void **state)
{
    static const char dir[] = "/tmp/talent-stage-XXXXXX";
    struct stage *stage = calloc(1, sizeof *stage);
    SDL_setenv("SDL_VIDEODRIVER", "dummy", 1);
    log_set_level(LOG_LEVEL_OFF);
    memcpy(stage->dir, dir, sizeof dir);
    assert_non_null(mkdtemp(stage->dir));
    stage->options.data = stage->dir;
    stage->options.window_w = 270;
    stage->options.window_h = 480;
    stage_open(stage);
    *state = stage;
    return 0;
}

static int
remove_one(const char *path, const struct stat *info, int type,
           struct FTW *walk)
{
    (void)info;
    (void)type;
    (void)walk;
    return remove(path);
}

int
stage_teardown(void **state)
{
    struct stage *stage = *state;
    stage_close(stage);
    nftw(stage->dir, remove_one, 8, FTW_DEPTH | FTW_PHYS);
    free(stage);
    return 0;
}

void
stage_restart(struct stage *stage)
{
    stage_close(stage);
    stage_open(stage);
}

void
stage_enrol(struct stage *stage)
{
    struct identity identity = {.kiosk_id = "hall-1", .sign = 1,
                                .site = "hall", .hub_id = "hub",
                                .hub_url = "http://127.0.0.1:1",
                                .seal_key_id = "s1"};
    unsigned char public_key[SIGN_PUBLIC_SIZE];
    unsigned char secret[SIGN_SECRET_SIZE];
    sign_keypair(public_key, secret);
    assert_int_equal(identity_save(stage->kiosk->store, &identity, secret,
                                   NULL, 0), ERR_OK);
    news_read_site(stage->kiosk);
}

void
stage_put(struct stage *stage, const char *kind, const char *id,
          const char *body)
{
    struct change change = {.rev = 1, .op = CHANGE_PUT, .body = body,
                            .body_len = strlen(body)};
    struct change_page page = {.changes = &change, .count = 1};
    struct changes_result result;
    str_copy(change.kind, sizeof change.kind, kind);
    str_copy(change.id, sizeof change.id, id);
    str_format(page.cursor, sizeof page.cursor, "e.%s", id);
    assert_int_equal(changes_apply(stage->kiosk->store, &page, &result),
                     ERR_OK);
    assert_int_equal(result.applied, 1);
}

void
stage_go(struct stage *stage, const char *screen)
{
    assert_true(nav_go(&stage->kiosk->nav, screen, NULL));
    kiosk_settle(stage->kiosk);
    page_show(stage->kiosk);
}

void
stage_tap(struct stage *stage, const char *id)
{
    struct ui_event event = {.type = UI_EVENT_TAP};
    str_copy(event.id, sizeof event.id, id);
    input_act(stage->kiosk, &event);
    page_show(stage->kiosk);
}

void
stage_check_in(struct stage *stage)
{
    struct session *session = &stage->kiosk->session;
    str_copy(session->visit.service, sizeof session->visit.service,
             "talent-apartment");
    session->visit.identity = VISIT_AS_GUEST;
    assert_int_equal(visit_check_in(stage->kiosk->store, &session->visit,
                                    "", &session->result), ERR_OK);
    assert_int_equal(session->result.outcome, CHECK_IN_TAKEN);
    session->checked_in = true;
    stage_go(stage, "ticket");
}

static size_t
count_in(const char *text, const char *word)
{
    size_t count = 0;
    for (const char *at = strstr(text, word); at; at = strstr(at + 1, word))
        count++;
    return count;
}

size_t
stage_events(struct stage *stage, const char *type)
{
    struct outbox_limits limits = {.max_events = 500,
                                   .max_bytes = 255 * 1024};
    struct outbox_batch batch;
    int64_t place = 0;
    char word[64];
    str_format(word, sizeof word, "\"type\":\"%s\"", type);
    assert_int_equal(unsent_next(stage->kiosk->store, &place, &limits,
                                 &batch), ERR_OK);
    size_t count = count_in(buf_text(&batch.events), word);
    outbox_batch_clear(&batch);
    return count;
}
