// SPDX-License-Identifier: Apache-2.0
#ifndef APP_PIN_H
#define APP_PIN_H

struct kiosk;
struct letter;
struct pin_check;

/**
 * Check code and PIN on a thread of its own, since argon2id takes 42 ms and
 * 64 MiB; the screen hears of it by SCREEN_PIN. Nothing happens while a
 * check runs; while the pad is locked the answer is "wrong" and no try.
 */
void
pin_start(struct kiosk *kiosk, const char *code, const char *pin);

/** Main: the check has ended; ends the letter. */
void
pin_take(struct kiosk *kiosk, struct letter *letter);

/** Wait for a check that runs; NULL is fine. */
void
pin_free(struct pin_check *check);

#endif
