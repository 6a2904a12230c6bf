// SPDX-License-Identifier: Apache-2.0
#include "app/post.h"

#include <SDL2/SDL.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "util/clock.h"
#include "util/log.h"
#include "util/str.h"

// Long enough not to matter, short enough for an int.
#define WAIT_MAX_MS 3600000

/** Screens without a device behind them give SDL nothing to sleep on. */
static bool
driver_sleeps(void)
{
    const char *driver = SDL_GetCurrentVideoDriver();
    return driver && !str_equal(driver, "dummy") &&
           !str_equal(driver, "offscreen");
}

enum err
post_init(struct post *post)
{
    post->native = driver_sleeps();
    post->event = SDL_RegisterEvents(1);
    post->wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (post->event == (uint32_t)-1 || post->wake < 0) {
        LOGE("post: no event type or eventfd");
        return ERR_NO_MEMORY;
    }
    return ERR_OK;
}

struct letter *
post_letter(const struct post *post, const union SDL_Event *event)
{
    return event->type == post->event ? event->user.data1 : NULL;
}

void
post_destroy(struct post *post)
{
    SDL_Event event;
    if (!post->event)
        return;
    while (SDL_PeepEvents(&event, 1, SDL_GETEVENT, post->event,
                          post->event) > 0) {
        struct letter *letter = event.user.data1;
        letter->discard(letter);
    }
    if (post->wake >= 0)
        close(post->wake);
    memset(post, 0, sizeof *post);
    post->wake = -1;
}

bool
post_send(struct post *post, struct letter *letter)
{
    SDL_Event event;
    uint64_t one = 1;
    memset(&event, 0, sizeof event);
    event.type = post->event;
    event.user.data1 = letter;
    if (SDL_PushEvent(&event) != 1) {
        LOGW("post: the queue is full, a message is lost");
        letter->discard(letter);
        return false;
    }
    // Fails only when the counter is full: main is awake then.
    ssize_t written = write(post->wake, &one, sizeof one);
    (void)written;
    return true;
}

bool
post_wait(struct post *post, union SDL_Event *out, int64_t timeout_ms)
{
    uint64_t count;
    int wait = timeout_ms < 0 || timeout_ms > WAIT_MAX_MS ? WAIT_MAX_MS
                                                          : (int)timeout_ms;
    if (post->native)
        return SDL_WaitEventTimeout(out, wait) == 1;
    if (SDL_PollEvent(out))
        return true;
    struct pollfd fd = {.fd = post->wake, .events = POLLIN};
    if (poll(&fd, 1, wait) > 0) {
        ssize_t got = read(post->wake, &count, sizeof count);
        (void)got;
    }
    return SDL_PollEvent(out) == 1;
}

static struct letter *
take_letter(struct post *post)
{
    SDL_Event event;
    return SDL_PeepEvents(&event, 1, SDL_GETEVENT, post->event,
                          post->event) > 0
               ? event.user.data1
               : NULL;
}

struct letter *
post_wait_letter(struct post *post, int64_t timeout_ms)
{
    struct pollfd fd = {.fd = post->wake, .events = POLLIN};
    int64_t end = clock_mono_ms() + timeout_ms;
    struct letter *letter = take_letter(post);
    while (!letter && timeout_ms > 0) {
        // It may have been woken for a letter that was taken long ago.
        uint64_t count;
        if (poll(&fd, 1, (int)timeout_ms) <= 0)
            return take_letter(post);
        ssize_t got = read(post->wake, &count, sizeof count);
        (void)got;
        letter = take_letter(post);
        timeout_ms = end - clock_mono_ms();
    }
    return letter;
}

static void
plain_discard(struct letter *letter)
{
    free(letter);
}

struct letter *
letter_create(enum letter_type type)
{
    struct letter *letter = malloc(sizeof *letter);
    if (letter)
        *letter = (struct letter){.type = type, .discard = plain_discard};
    return letter;
}
