// SPDX-License-Identifier: Apache-2.0
#include "app/input_method.h"

#include <assert.h>
#include <stdlib.h>

#include "app/kiosk.h"
#include "devices/ime.h"
#include "util/log.h"
#include "util/str.h"
#include "util/thread.h"

static_assert(TYPING_LETTERS_SIZE == IME_LETTERS_SIZE &&
                  TYPING_CONTEXT_SIZE == IME_CONTEXT_SIZE &&
                  TYPING_SPLIT_SIZE == IME_SPLIT_SIZE &&
                  TYPING_WORD_SIZE == IME_WORD_SIZE &&
                  TYPING_WORDS_MAX == IME_WORDS_MAX,
              "what is asked fits into the question");

struct ime_letter {
    struct letter letter;
    struct ime_answer answer;
};

/** It tells what a visitor typed. */
static void
discard(struct letter *letter)
{
    secret_wipe(letter, sizeof(struct ime_letter));
    free(letter);
}

static void
post_answer(struct post *post, const struct ime_answer *answer)
{
    struct ime_letter *letter = malloc(sizeof *letter);
    if (!letter)
        return;
    letter->letter = (struct letter){.type = LETTER_IME, .discard = discard};
    letter->answer = *answer;
    post_send(post, &letter->letter);
}

/* Thread: ime */
static void
on_answer(const struct ime_answer *answer, void *userdata)
{
    post_answer(userdata, answer);
}

enum err
input_method_start(struct kiosk *kiosk)
{
    const struct paths *paths = &kiosk->paths;
    struct ime_options options = {
        .program = paths->ime,
        .words = paths->ime_words[0] ? paths->ime_words : NULL,
        .on_answer = on_answer,
        .userdata = &kiosk->post,
    };
    return ime_start(&options, &kiosk->ime);
}

void
input_method_ask(struct kiosk *kiosk, const struct typing_ask *ask)
{
    struct ime_ask question = {.rare = ask->rare,
                               .first = ask->first,
                               .count = ask->count};
    assert(thread_is_main());
    // A number of our own: those of screens begin anew with each.
    if (++kiosk->asking.serial == 0)
        kiosk->asking.serial = 1;
    kiosk->asking.screen_serial = ask->serial;
    kiosk->asking.visits = kiosk->nav.visits;
    question.serial = kiosk->asking.serial;
    str_copy(question.letters, sizeof question.letters, ask->letters);
    str_copy(question.context, sizeof question.context, ask->context);
    if (kiosk->ime)
        ime_ask(kiosk->ime, &question);
    else
        post_answer(&kiosk->post,
                    &(struct ime_answer){.news = IME_AWAY,
                                         .serial = question.serial});
    secret_wipe(&question, sizeof question);
}

/** The same in the words of screens. */
static void
translate(const struct ime_answer *from, uint32_t serial,
          struct typing_answer *out)
{
    *out = (struct typing_answer){.serial = serial,
                                  .failed = from->news == IME_AWAY,
                                  .back = from->news == IME_BACK,
                                  .total = from->total,
                                  .count = from->count};
    str_copy(out->split, sizeof out->split, from->split);
    for (size_t i = 0; i < from->count; i++) {
        out->words[i].letters = from->words[i].letters;
        str_copy(out->words[i].text, sizeof out->words[i].text,
                 from->words[i].text);
    }
}

void
input_method_take(struct kiosk *kiosk, struct letter *letter)
{
    const struct ime_answer *from = &((struct ime_letter *)letter)->answer;
    const struct asking *asking = &kiosk->asking;
    struct typing_answer answer;
    assert(thread_is_main());
    bool newest = from->serial == asking->serial &&
                  asking->visits == kiosk->nav.visits;
    // News of the helper are for whoever is there.
    if (newest || !from->serial) {
        translate(from, from->serial ? asking->screen_serial : 0, &answer);
        kiosk_tell(kiosk,
                   &(struct screen_event){.type = SCREEN_CANDIDATES,
                                          .candidates = &answer});
        secret_wipe(&answer, sizeof answer);
    }
    letter->discard(letter);
}
