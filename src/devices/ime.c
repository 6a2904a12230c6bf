// SPDX-License-Identifier: Apache-2.0
#include "devices/ime.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "devices/ime_line.h"
#include "devices/ime_process.h"
#include "devices/ime_script.h"
#include "util/clock.h"
#include "util/log.h"
#include "util/str.h"
#include "util/thread.h"

// A helper that is silent for this long is started again.
#define ANSWER_MS 1000
// Nobody waits for its start: a busy machine may take its time.
#define START_MS 20000
// After its end it is started again: at once, then ever more rarely.
#define PAUSE_MIN_MS 50
#define PAUSE_MAX_MS 10000

struct ime {
    struct ime_options options;
    char *program, *words; // owned
    struct thread thread;
    int wake;              // eventfd: a question, or stop
    struct mutex mutex;
    struct ime_ask ask;    // protected by mutex; the newest
    bool asked;            // protected by mutex; not yet taken up
    bool busy;             // protected by mutex
    bool stopping;         // protected by mutex
    // Thread: ime
    struct ime_process process;
    struct ime_ask now;    // being answered; serial 0: none
    bool sent;             // else `now` still waits for the helper
    int64_t ask_ms;        // when it was taken up
    int64_t due_ms;        // of the answer, or of the greeting
    int64_t start_ms;      // when to start it
    int64_t pause_ms;
    bool away;             // the other side was told
    bool missed;           // that it is not installed was logged
};

static void
tell(struct ime *ime, const struct ime_answer *answer)
{
    ime->options.on_answer(answer, ime->options.userdata);
}

static void
tell_news(struct ime *ime, enum ime_news news, uint32_t serial)
{
    struct ime_answer answer = {.news = news, .serial = serial};
    tell(ime, &answer);
}

/* Thread: ime. What was asked has been dealt with. */
static void
finish_ask(struct ime *ime)
{
    secret_wipe(&ime->now, sizeof(ime->now));
    ime->sent = false;
    mutex_lock(&ime->mutex);
    ime->busy = ime->asked;
    mutex_unlock(&ime->mutex);
}

static void
fail_ask(struct ime *ime)
{
    uint32_t serial = ime->now.serial;
    if (serial || !ime->away) {
        ime->away = true;
        tell_news(ime, IME_AWAY, serial);
    }
    finish_ask(ime);
}

// It ended, is silent or talks nonsense: another one, later.
static void
give_up(struct ime *ime, const char *why)
{
    ime->start_ms = clock_mono_ms() + ime->pause_ms;
    LOGW("ime: the helper %s: starting it again in %d ms", why,
         (int)ime->pause_ms);
    ime->pause_ms = ime->pause_ms * 2 < PAUSE_MAX_MS ? ime->pause_ms * 2
                                                     : PAUSE_MAX_MS;
    ime_process_end(&ime->process);
    fail_ask(ime);
}

static void
start_helper(struct ime *ime)
{
    enum err err
        = ime_process_start(&ime->process, ime->program, ime->words);
    if (err == ERR_OK) {
        ime->due_ms = clock_mono_ms() + START_MS;
        return;
    }
    if (err == ERR_NOT_FOUND && !ime->missed) {
        LOGW("ime: %s is not installed: no pinyin until it is",
             ime->program);
        ime->missed = true;
    }
    ime->start_ms = clock_mono_ms() + PAUSE_MAX_MS;
    fail_ask(ime);
}

/* Thread: ime. The newest question replaces one that still waits; one
 * that was sent is let through, since the helper answers in order. */
static bool
take_ask(struct ime *ime)
{
    mutex_lock(&ime->mutex);
    bool stopping = ime->stopping;
    if (ime->asked && !ime->sent) {
        ime->now = ime->ask;
        secret_wipe(&ime->ask, sizeof(ime->ask));
        ime->asked = false;
        ime->ask_ms = clock_mono_ms();
    }
    mutex_unlock(&ime->mutex);
    return !stopping;
}

static void
send_ask(struct ime *ime)
{
    char line[IME_REQUEST_SIZE];
    if (!ime->now.serial || ime->sent || !ime->process.ready) {
        return;
    }
    if (!ime_line_write(&ime->now, line)) {
        struct ime_answer answer = {.serial = ime->now.serial};
        tell(ime, &answer);
        finish_ask(ime);
        return;
    }
    bool sent = ime_process_send(&ime->process, line);
    secret_wipe(line, sizeof(line));
    if (!sent) {
        give_up(ime, "does not read");
        return;
    }
    ime->sent = true;
    ime->due_ms = clock_mono_ms() + ANSWER_MS;
}

// False when the line is not what a helper of ours says.
static bool
take_line(struct ime *ime, const char *line, size_t length)
{
    struct ime_answer answer;
    if (!ime->process.ready) {
        ime->process.ready = ime_line_is_ready(line, length);
        if (ime->process.ready && ime->away) {
            ime->away = false;
            tell_news(ime, IME_BACK, 0);
        }
        return ime->process.ready;
    }
    if (!ime->sent || ime_line_read(line, length, &answer) != ERR_OK
        || answer.serial != ime->now.serial) {
        return false;
    }
    ime->pause_ms = PAUSE_MIN_MS;
    tell(ime, &answer);
    secret_wipe(&answer, sizeof(answer));
    finish_ask(ime);
    return true;
}

static void
read_helper(struct ime *ime)
{
    if (!ime_process_read(&ime->process)) {
        give_up(ime, "ended");
        return;
    }
    const char *line = NULL;
    size_t length = 0;
    while ((line = ime_process_line(&ime->process, &length))) {
        if (!take_line(ime, line, length)) {
            give_up(ime, "speaks another language");
            return;
        }
        ime_process_drop(&ime->process);
    }
}

// Start it, or give up on one that is silent.
static void
keep_running(struct ime *ime)
{
    int64_t now = clock_mono_ms();
    bool running = ime->process.pid > 0;
    bool expected = ime->sent || !ime->process.ready;
    if (!running && now >= ime->start_ms) {
        start_helper(ime);
    } else if (running && expected && now >= ime->due_ms) {
        give_up(ime, "is silent");
    } else if (ime->now.serial && !ime->sent
               && (!running || now >= ime->ask_ms + ANSWER_MS)) {
        // Nobody waits for a helper that is not there yet.
        fail_ask(ime);
    }
}

// When there is something to do without news, ms from now; -1 never.
static int64_t
next_due(const struct ime *ime)
{
    int64_t now = clock_mono_ms();
    bool running = ime->process.pid > 0;
    if (running && ime->process.ready && !ime->sent) {
        return -1;
    }
    int64_t due = running ? ime->due_ms : ime->start_ms;
    if (ime->now.serial && !ime->sent && due > ime->ask_ms + ANSWER_MS) {
        due = ime->ask_ms + ANSWER_MS;
    }
    return due > now ? due - now : 0;
}

static void
wait_for_news(struct ime *ime, int64_t wait_ms)
{
    struct pollfd fds[2] = {
        {.fd = ime->wake, .events = POLLIN},
        {.fd = ime->process.pid > 0 ? ime->process.fd : -1,
         .events = POLLIN},
    };
    uint64_t count;
    if (poll(fds, 2, (int)wait_ms) < 0) {
        return;
    }
    if (fds[0].revents) {
        ssize_t got = read(ime->wake, &count, sizeof(count));
        (void)got;
    }
    if (fds[1].revents) {
        read_helper(ime);
    }
}

/* Thread: ime */
static void
run(void *userdata)
{
    struct ime *ime = userdata;
    ime->pause_ms = PAUSE_MIN_MS;
    while (take_ask(ime)) {
        keep_running(ime);
        send_ask(ime);
        wait_for_news(ime, next_due(ime));
    }
    ime_process_end(&ime->process);
    secret_wipe(&ime->now, sizeof(ime->now));
}

static void
ime_free(struct ime *ime)
{
    if (ime->wake >= 0) {
        close(ime->wake);
    }
    mutex_destroy(&ime->mutex);
    free(ime->program);
    free(ime->words);
    secret_wipe(ime, sizeof(*ime));
    free(ime);
}

enum err
ime_start(const struct ime_options *options, struct ime **out)
{
    struct ime *ime = calloc(1, sizeof(*ime));
    if (!ime) {
        return ERR_NO_MEMORY;
    }
    ime->options = *options;
    ime->program = str_dup(options->program);
    ime->words = str_dup(options->words);
    ime->wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    enum err err = mutex_init(&ime->mutex);
    if (err == ERR_OK && (ime->wake < 0 || (options->program
                                            && !ime->program))) {
        err = ERR_NO_MEMORY;
    }
    if (err == ERR_OK && options->program) {
        err = thread_start(&ime->thread, "ime", run, ime);
    }
    if (err != ERR_OK) {
        ime_free(ime);
        return err;
    }
    *out = ime;
    return ERR_OK;
}

static void
poke(struct ime *ime)
{
    uint64_t one = 1;
    ssize_t done = write(ime->wake, &one, sizeof(one));
    (void)done;
}

void
ime_ask(struct ime *ime, const struct ime_ask *ask)
{
    if (!ime->program) {
        ime_script_answer(&ime->options, ask);
        return;
    }
    mutex_lock(&ime->mutex);
    ime->ask = *ask;
    ime->asked = true;
    ime->busy = true;
    mutex_unlock(&ime->mutex);
    poke(ime);
}

bool
ime_is_busy(struct ime *ime)
{
    if (!ime) {
        return false;
    }
    mutex_lock(&ime->mutex);
    bool busy = ime->busy;
    mutex_unlock(&ime->mutex);
    return busy;
}

void
ime_stop(struct ime *ime)
{
    if (!ime) {
        return;
    }
    mutex_lock(&ime->mutex);
    ime->stopping = true;
    mutex_unlock(&ime->mutex);
    poke(ime);
}

void
ime_join(struct ime *ime)
{
    if (!ime) {
        return;
    }
    thread_join(&ime->thread);
    ime_free(ime);
}
