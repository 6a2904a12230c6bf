// SPDX-License-Identifier: Apache-2.0
#include "app/finder.h"

#include <assert.h>
#include <stdlib.h>

#include "app/kiosk.h"
#include "app/post.h"
#include "screens/screen.h"
#include "store/search.h"
#include "store/store.h"
#include "util/clock.h"
#include "util/log.h"
#include "util/str.h"
#include "util/thread.h"

// Far below a frame, far above what most answers take.
#define PAGE_WAITS_MS 6
// The letter just typed and its candidates come first.
#define NICE 5

/** What is asked, and for which visit of which screen. */
struct question {
    char text[SEARCH_TEXT_SIZE];
    bool best;
    size_t first, max;
    uint32_t serial;
    unsigned visits;
};

struct found_letter {
    struct letter letter;
    unsigned visits;
    struct screen_found found;
};

struct finder {
    struct post *post;
    const char *data_dir;
    struct thread thread;
    struct store *store; // Thread: finder; NULL when it did not open
    struct mutex mutex;
    struct cond cond;
    struct question next;   // protected by mutex, as all below
    bool asked;             // `next` waits
    bool running, stopping;
};

static void
discard(struct letter *letter)
{
    struct found_letter *found = (struct found_letter *)letter;
    for (size_t i = 0; i < found->found.result.count; i++)
        policy_clear(&found->found.items[i]);
    free(found);
}

/** Any thread; without a store the answer is that it cannot be read. */
static void
answer(struct post *post, struct store *store,
       const struct question *question)
{
    struct search_query query = {
        .text = question->text,
        .best = question->best,
        .first = question->first,
        .max = question->max,
    };
    struct found_letter *letter = calloc(1, sizeof *letter);
    if (!letter) {
        LOGE("finder: no memory for an answer");
        return;
    }
    letter->letter =
        (struct letter){.type = LETTER_FOUND, .discard = discard};
    letter->visits = question->visits;
    letter->found.serial = question->serial;
    letter->found.err = store ? search_policies(store, &query,
                                                letter->found.items,
                                                &letter->found.result)
                              : ERR_IO;
    post_send(post, &letter->letter);
}

/** False when the end has come. */
static bool
wait_for_question(struct finder *finder, struct question *out)
{
    mutex_lock(&finder->mutex);
    finder->running = false;
    while (!finder->asked && !finder->stopping)
        cond_wait(&finder->cond, &finder->mutex, -1);
    bool stopping = finder->stopping;
    *out = finder->next;
    secret_wipe(&finder->next, sizeof finder->next);
    finder->asked = false;
    finder->running = !stopping;
    mutex_unlock(&finder->mutex);
    return !stopping;
}

/* Thread: finder */
static void
run(void *userdata)
{
    struct finder *finder = userdata;
    struct question question;
    thread_step_back(NICE);
    enum err err = store_open_again(finder->data_dir, &finder->store);
    if (err != ERR_OK)
        LOGE("finder: no store: %s", err_name(err));
    while (wait_for_question(finder, &question)) {
        answer(finder->post, finder->store, &question);
        secret_wipe(&question, sizeof question);
    }
    store_close(finder->store);
    finder->store = NULL;
}

static void
finder_free(struct finder *finder)
{
    secret_wipe(&finder->next, sizeof finder->next);
    cond_destroy(&finder->cond);
    mutex_destroy(&finder->mutex);
    free(finder);
}

enum err
finder_start(struct post *post, const char *data_dir, struct finder **out)
{
    struct finder *finder = calloc(1, sizeof *finder);
    if (!finder)
        return ERR_NO_MEMORY;
    finder->post = post;
    finder->data_dir = data_dir;
    enum err err = mutex_init(&finder->mutex);
    if (err == ERR_OK)
        err = cond_init(&finder->cond);
    if (err == ERR_OK)
        err = thread_start(&finder->thread, "finder", run, finder);
    if (err != ERR_OK) {
        finder_free(finder);
        return err;
    }
    *out = finder;
    return ERR_OK;
}

void
finder_ask(struct kiosk *kiosk, const struct search_query *query,
           uint32_t serial)
{
    struct finder *finder = kiosk->finder;
    struct question question = {
        .best = query->best,
        .first = query->first,
        .max = query->max,
        .serial = serial,
        .visits = kiosk->nav.visits,
    };
    assert(thread_is_main());
    if (!finder) {
        answer(&kiosk->post, NULL, &question);
        return;
    }
    str_copy(question.text, sizeof question.text, query->text);
    kiosk->searching = (struct searching){
        .serial = serial, .due_ms = clock_mono_ms() + PAGE_WAITS_MS};
    mutex_lock(&finder->mutex);
    finder->next = question;
    finder->asked = true;
    cond_broadcast(&finder->cond);
    mutex_unlock(&finder->mutex);
    secret_wipe(&question, sizeof question);
}

void
finder_take(struct kiosk *kiosk, struct letter *letter)
{
    struct found_letter *found = (struct found_letter *)letter;
    assert(thread_is_main());
    bool wanted = found->visits == kiosk->nav.visits;
    if (wanted && found->found.serial == kiosk->searching.serial)
        kiosk->searching.due_ms = 0;
    if (wanted)
        kiosk_tell(kiosk, &(struct screen_event){.type = SCREEN_FOUND,
                                                 .found = &found->found});
    letter->discard(letter);
}

bool
finder_busy(struct finder *finder)
{
    if (!finder)
        return false;
    mutex_lock(&finder->mutex);
    bool busy = finder->running || finder->asked;
    mutex_unlock(&finder->mutex);
    return busy;
}

void
finder_stop(struct finder *finder)
{
    if (!finder)
        return;
    mutex_lock(&finder->mutex);
    finder->stopping = true;
    cond_broadcast(&finder->cond);
    mutex_unlock(&finder->mutex);
}

void
finder_join(struct finder *finder)
{
    if (!finder)
        return;
    thread_join(&finder->thread);
    finder_free(finder);
}
