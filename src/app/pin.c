// SPDX-License-Identifier: Apache-2.0
#include "app/pin.h"

#include <assert.h>
#include <stdlib.h>

#include "app/kiosk.h"
#include "store/people.h"
#include "sync/sync.h"
#include "util/clock.h"
#include "util/log.h"
#include "util/sign.h"
#include "util/str.h"
#include "util/thread.h"

#define PIN_SIZE 16

/** One check; owned by main, its thread writes `right` and posts. */
struct pin_check {
    struct thread thread;
    struct post *post;
    char code[3];
    char pin[PIN_SIZE];
    char hash[PIN_HASH_SIZE]; // empty: there is no such member
    bool right;
    unsigned visits; // of the screen that asked
};

/* Thread: pin */
static void
run(void *userdata)
{
    struct pin_check *check = userdata;
    char unused[PIN_HASH_SIZE];
    // A code that nobody has takes as long as a wrong PIN.
    if (check->hash[0])
        check->right = pin_verify(check->hash, check->pin);
    else
        pin_hash(check->pin, unused);
    secret_wipe(check->pin, sizeof check->pin);
    secret_wipe(check->hash, sizeof check->hash);
    struct letter *letter = letter_create(LETTER_PIN);
    if (letter)
        post_send(check->post, letter);
}

static void
tell(struct kiosk *kiosk, bool right)
{
    kiosk_tell(kiosk, &(struct screen_event){.type = SCREEN_PIN,
                                             .pin_right = right});
}

static bool
is_locked(struct kiosk *kiosk)
{
    struct pin_lock lock;
    return pin_lock_load(kiosk->store, &lock) == ERR_OK &&
           lock.locked_until > clock_now_ms();
}

/** Without a try: the screen is still in the call that asked, so that it
 *  hears of it by a letter. */
static void
refuse_later(struct kiosk *kiosk, struct pin_check *check)
{
    secret_wipe(check->pin, sizeof check->pin);
    secret_wipe(check->code, sizeof check->code);
    struct letter *letter = letter_create(LETTER_PIN);
    if (letter && post_send(&kiosk->post, letter))
        kiosk->pin = check;
    else
        pin_free(check);
}

void
pin_start(struct kiosk *kiosk, const char *code, const char *pin)
{
    struct staff_member member;
    assert(thread_is_main());
    if (kiosk->pin)
        return;
    struct pin_check *check = calloc(1, sizeof *check);
    if (!check)
        return;
    check->post = &kiosk->post;
    check->visits = kiosk->nav.visits;
    str_copy(check->code, sizeof check->code, code);
    str_copy(check->pin, sizeof check->pin, pin);
    if (staff_find(kiosk->store, check->code, &member) == ERR_OK)
        str_copy(check->hash, sizeof check->hash, member.pin_hash);
    secret_wipe(&member, sizeof member);
    if (is_locked(kiosk))
        refuse_later(kiosk, check);
    else if (thread_start(&check->thread, "pin", run, check) == ERR_OK)
        kiosk->pin = check;
    else
        refuse_later(kiosk, check);
}

void
pin_free(struct pin_check *check)
{
    if (!check)
        return;
    thread_join(&check->thread);
    secret_wipe(check, sizeof *check);
    free(check);
}

void
pin_take(struct kiosk *kiosk, struct letter *letter)
{
    struct pin_check *check = kiosk->pin;
    struct pin_lock lock;
    letter->discard(letter);
    kiosk->pin = NULL;
    if (!check)
        return;
    thread_join(&check->thread);
    bool right = check->right;
    if (check->code[0]) {
        enum err err =
            pin_lock_try(kiosk->store, check->code, right, &lock);
        // A try that cannot be counted must not open anything.
        right = right && err == ERR_OK;
        if (err != ERR_OK)
            LOGE("pin: try not recorded: %s", err_name(err));
        if (kiosk->sync)
            sync_poke(kiosk->sync);
    }
    bool there = check->visits == kiosk->nav.visits;
    if (right && there)
        str_copy(kiosk->session.staff_code,
                 sizeof kiosk->session.staff_code, check->code);
    pin_free(check);
    if (there)
        tell(kiosk, right);
}
