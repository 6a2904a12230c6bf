// SPDX-License-Identifier: Apache-2.0
#ifndef APP_DRIVE_H
#define APP_DRIVE_H

#include <stdint.h>

#include "util/err.h"

struct drive;
struct kiosk;
struct line_letter;

/**
 * The kiosk driven by a program (DRIVE.md): commands come as letters
 * through the queue that fingers use, touches go back into it. One command
 * at a time; main never waits for one.
 */
enum err
drive_start(struct kiosk *kiosk, const char *socket_path);

/** Main: a line came, or the program left. */
void
drive_take(struct kiosk *kiosk, struct line_letter *line);

/** After each page shown: go on with the command; answers when it is
 *  done. Returns when to be called again (clock_mono_ms), -1 never. */
int64_t
drive_step(struct kiosk *kiosk);

/** A finger that drive moved was taken in. NULL is fine. */
void
drive_handled(struct drive *drive);

/** Never blocks; NULL is fine. */
void
drive_stop(struct drive *drive);

void
drive_join(struct drive *drive);

#endif
