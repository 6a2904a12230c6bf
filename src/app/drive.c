// SPDX-License-Identifier: Apache-2.0
#include "app/drive.h"

#include <SDL2/SDL.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/drive_parse.h"
#include "app/drive_tree.h"
#include "app/finder.h"
#include "app/input.h"
#include "app/kiosk.h"
#include "app/lines.h"
#include "app/upkeep.h"
#include "devices/ime.h"
#include "sync/sync.h"
#include "ui/motion.h"
#include "ui/render.h"
#include "ui/touch.h"
#include "util/clock.h"
#include "util/log.h"
#include "util/str.h"
#include "wire/writer.h"

// A second tap at the place of one that changed the page counts as a slip
// of the finger for 300 ms (ui/touch.c); a program waits that out.
#define GUARD_MS 301
#define GUARD_PX 61
#define SWIPE_STEP_MS 16
// A screen that wants to be called this soon is moving.
#define MOTION_MS 100

/** Where a command stands. */
enum stage {
    STAGE_NEW,     // to be begun once the page is drawn
    STAGE_GUARD,   // waits out the guard against double taps
    STAGE_FINGER,  // the finger is down and waits, or moves
    STAGE_TOUCHED, // all of its events are on their way
    STAGE_DONE     // what it asked for happens before the next page
};

struct drive {
    struct lines *lines;
    int listen;               // -1: standard input
    struct line_letter *line; // the command being done; NULL none
    struct drive_command command;
    enum stage stage;
    int64_t begun_ms, due_ms;
    unsigned sent, handled;   // finger events of this command
    int x, y;                 // window px, where the finger is
    struct {
        int64_t at_ms;        // 0: none
        int x, y;             // px of the page
        char id[UI_ID_SIZE];
        unsigned visits;      // of the screen it was made on
    } tap;                    // the last one
};

enum err
drive_start(struct kiosk *kiosk, const char *socket_path)
{
    struct drive *drive = calloc(1, sizeof *drive);
    if (!drive)
        return ERR_NO_MEMORY;
    drive->listen = -1;
    enum err err = ERR_OK;
    if (socket_path)
        err = lines_listen(socket_path, &drive->listen);
    if (err == ERR_OK)
        err = lines_start(&(struct lines_options){.post = &kiosk->post,
                                                  .in = STDIN_FILENO,
                                                  .out = STDOUT_FILENO,
                                                  .listen = drive->listen,
                                                  .end_matters = true},
                          &drive->lines);
    if (err != ERR_OK) {
        if (drive->listen >= 0)
            close(drive->listen);
        free(drive);
        return err;
    }
    kiosk->drive = drive;
    return ERR_OK;
}

void
drive_stop(struct drive *drive)
{
    if (drive)
        lines_stop(drive->lines);
}

void
drive_join(struct drive *drive)
{
    if (!drive)
        return;
    lines_join(drive->lines);
    if (drive->line)
        drive->line->letter.discard(&drive->line->letter);
    if (drive->listen >= 0)
        close(drive->listen);
    drive_command_clear(&drive->command);
    secret_wipe(drive, sizeof *drive);
    free(drive);
}

void
drive_handled(struct drive *drive)
{
    if (!drive)
        return;
    drive->handled++;
    // The guard counts from when the finger was taken in.
    if (drive->tap.at_ms)
        drive->tap.at_ms = clock_mono_ms();
}

/** Send the answer in `out` and be ready for the next command. */
static void
finish(struct drive *drive, struct buf *out)
{
    struct line_letter *line = drive->line;
    drive->line = NULL;
    drive_command_clear(&drive->command);
    lines_answer(line, out);
    buf_clear(out);
}

static void
fail(struct drive *drive, const char *problem)
{
    struct writer writer;
    struct buf out;
    buf_init(&out, LINES_ANSWER_MAX);
    writer_init(&writer, &out);
    writer_object(&writer, NULL);
    writer_bool(&writer, "ok", false);
    writer_text(&writer, "error", problem);
    writer_end(&writer);
    finish(drive, &out);
}

static void
succeed(struct drive *drive)
{
    struct buf out;
    buf_init(&out, 64);
    buf_add_str(&out, "{\"ok\":true}");
    finish(drive, &out);
}

void
drive_take(struct kiosk *kiosk, struct line_letter *line)
{
    struct drive *drive = kiosk->drive;
    char problem[160];
    if (line->end) {
        line->letter.discard(&line->letter);
        kiosk->quit = true;
        return;
    }
    drive->line = line;
    drive->stage = STAGE_NEW;
    drive->sent = drive->handled = 0;
    drive->begun_ms = clock_mono_ms();
    if (!line->text)
        fail(drive, "the line is longer than 64 KiB");
    else if (drive_parse(line->text, line->length, &drive->command, problem,
                         sizeof problem) != ERR_OK)
        fail(drive, problem);
}

static bool
push_finger(struct kiosk *kiosk, uint32_t type)
{
    const struct window *window = &kiosk->window;
    struct drive *drive = kiosk->drive;
    SDL_Event event;
    memset(&event, 0, sizeof event);
    event.type = type;
    event.tfinger.touchId = INPUT_PROGRAM;
    event.tfinger.fingerId = 1;
    event.tfinger.x = ((float)drive->x + 0.5F) / (float)window->width;
    event.tfinger.y = ((float)drive->y + 0.5F) / (float)window->height;
    event.tfinger.pressure = 1;
    drive->sent++;
    return SDL_PushEvent(&event) == 1;
}

/** The finger of a tap at drive's place: down and up. */
static void
push_tap(struct kiosk *kiosk)
{
    struct drive *drive = kiosk->drive;
    struct rect page;
    bool fine = push_finger(kiosk, SDL_FINGERDOWN) &&
                push_finger(kiosk, SDL_FINGERUP);
    window_to_page(&kiosk->window,
                   (drive->x + 0.5) / kiosk->window.width,
                   (drive->y + 0.5) / kiosk->window.height, &page.x,
                   &page.y);
    const struct ui_node *node = ui_node_at(kiosk->ui, page.x, page.y);
    drive->tap.at_ms = clock_mono_ms();
    drive->tap.x = page.x;
    drive->tap.y = page.y;
    drive->tap.visits = kiosk->nav.visits;
    str_copy(drive->tap.id, UI_ID_SIZE, node ? node->id : "");
    drive->stage = STAGE_TOUCHED;
    if (!fine)
        fail(drive, "the queue is full");
}

static void
aim(struct kiosk *kiosk, const struct ui_node *node)
{
    struct rect at = window_rect(&kiosk->window, node->rect);
    kiosk->drive->x = at.x + at.w / 2;
    kiosk->drive->y = at.y + at.h / 2;
}

/** How long a tap on `node` would still be taken for a slip; 0: not. */
static int64_t
guard_left(const struct kiosk *kiosk, const struct ui_node *node)
{
    const struct drive *drive = kiosk->drive;
    int64_t left = drive->tap.at_ms + GUARD_MS - clock_mono_ms();
    int x = node->rect.x + node->rect.w / 2;
    int y = node->rect.y + node->rect.h / 2;
    bool same = str_equal(drive->tap.id, node->id) &&
                drive->tap.visits == kiosk->nav.visits;
    if (!drive->tap.at_ms || left <= 0 || same ||
        abs(x - drive->tap.x) > GUARD_PX || abs(y - drive->tap.y) > GUARD_PX)
        return 0;
    return left;
}

static const struct ui_node *
find_target(struct kiosk *kiosk, const char **problem)
{
    const struct drive_command *command = &kiosk->drive->command;
    bool label = command->verb == DRIVE_TAP_LABEL;
    return drive_find(kiosk, label ? NULL : command->text,
                      label ? command->text : NULL, problem);
}

/** Begin a tap or a long press on an element, after the guard. */
static void
touch_element(struct kiosk *kiosk)
{
    struct drive *drive = kiosk->drive;
    const char *problem;
    const struct ui_node *node = find_target(kiosk, &problem);
    if (!node) {
        fail(drive, problem);
        return;
    }
    int64_t guard = guard_left(kiosk, node);
    if (guard) {
        drive->stage = STAGE_GUARD;
        drive->due_ms = clock_mono_ms() + guard;
        return;
    }
    aim(kiosk, node);
    if (drive->command.verb != DRIVE_HOLD) {
        push_tap(kiosk);
        return;
    }
    push_finger(kiosk, SDL_FINGERDOWN);
    drive->stage = STAGE_FINGER;
    drive->due_ms = clock_mono_ms() + drive->command.ms;
}

static bool
inside(const struct window *window, int x, int y)
{
    return x >= 0 && y >= 0 && x < window->width && y < window->height;
}

static void
touch_place(struct kiosk *kiosk)
{
    struct drive *drive = kiosk->drive;
    const struct drive_command *command = &drive->command;
    bool swipe = command->verb == DRIVE_SWIPE;
    if (!inside(&kiosk->window, command->x, command->y) ||
        (swipe && !inside(&kiosk->window, command->x2, command->y2))) {
        fail(drive, "off the screen");
        return;
    }
    drive->x = command->x;
    drive->y = command->y;
    if (!swipe) {
        push_tap(kiosk);
        return;
    }
    push_finger(kiosk, SDL_FINGERDOWN);
    drive->stage = STAGE_FINGER;
    drive->begun_ms = clock_mono_ms();
    drive->due_ms = drive->begun_ms + SWIPE_STEP_MS;
}

/** Move a dragging finger on, or lift one that has waited. */
static void
move_finger(struct kiosk *kiosk)
{
    struct drive *drive = kiosk->drive;
    const struct drive_command *command = &drive->command;
    int64_t passed = clock_mono_ms() - drive->begun_ms;
    if (command->verb == DRIVE_SWIPE) {
        int64_t ms = command->ms > 0 ? command->ms : 1;
        int64_t part = passed < ms ? passed : ms;
        drive->x = command->x +
                   (int)((command->x2 - command->x) * part / ms);
        drive->y = command->y +
                   (int)((command->y2 - command->y) * part / ms);
        push_finger(kiosk, SDL_FINGERMOTION);
        drive->due_ms = clock_mono_ms() + SWIPE_STEP_MS;
        if (part < ms)
            return;
    }
    push_finger(kiosk, SDL_FINGERUP);
    drive->stage = STAGE_TOUCHED;
}

/** Nothing is left to draw or do here; the network does not count. */
static bool
is_idle(const struct kiosk *kiosk)
{
    int64_t now = clock_mono_ms();
    bool moving = kiosk->tick_ms >= 0 && kiosk->tick_ms < now + MOTION_MS;
    return !kiosk->dirty && !kiosk->exposed && !kiosk->nav.wished &&
           !kiosk->pin && !kiosk->news.due_ms && !moving &&
           !ime_is_busy(kiosk->ime) && !upkeep_busy(kiosk->upkeep) &&
           !finder_busy(kiosk->finder) && !motion_due(kiosk->ui).ends &&
           !SDL_HasEvents(SDL_FIRSTEVENT, SDL_LASTEVENT);
}

static bool
wait_is_over(const struct kiosk *kiosk)
{
    const struct drive_command *command = &kiosk->drive->command;
    if (command->verb == DRIVE_WAIT)
        return ui_node_find(kiosk->ui, command->text) != NULL;
    if (command->verb == DRIVE_WAIT_SCREEN)
        return nav_at(&kiosk->nav, command->text);
    return is_idle(kiosk);
}

static void
wait_on(struct kiosk *kiosk)
{
    struct drive *drive = kiosk->drive;
    if (wait_is_over(kiosk))
        succeed(drive);
    else if (clock_mono_ms() >= drive->begun_ms + drive->command.ms)
        fail(drive, "time ran out");
    else
        drive->due_ms = drive->begun_ms + drive->command.ms;
}

static void
type_text(struct kiosk *kiosk)
{
    if (!input_text(kiosk, kiosk->drive->command.text))
        fail(kiosk->drive, "no field has the focus");
    else
        kiosk->drive->stage = STAGE_DONE;
}

static void
move_clock(struct kiosk *kiosk)
{
    const struct drive_command *command = &kiosk->drive->command;
    if (command->verb == DRIVE_CLOCK)
        clock_advance(command->seconds);
    else
        clock_step_wall(command->seconds);
    // The next round of the loop looks at every deadline again, and the
    // step of the wall clock is told now, not at the next minute.
    kiosk->minute = -1;
    if (kiosk->sync)
        sync_poke(kiosk->sync);
    upkeep_poke(kiosk->upkeep);
    kiosk->drive->stage = STAGE_DONE;
}

static void
save_picture(struct kiosk *kiosk)
{
    struct drive *drive = kiosk->drive;
    if (render_save_png(window_canvas(&kiosk->window),
                        drive->command.text) == ERR_OK)
        succeed(drive);
    else
        fail(drive, "the file cannot be written");
}

static void
tell(struct kiosk *kiosk)
{
    struct buf out;
    buf_init(&out, LINES_ANSWER_MAX);
    if (kiosk->drive->command.verb == DRIVE_TREE)
        drive_tree(kiosk, &out);
    else
        drive_stats(kiosk, &out);
    finish(kiosk->drive, &out);
}

static void
read_code(struct kiosk *kiosk)
{
    input_scan(kiosk, kiosk->drive->command.text);
    kiosk->drive->stage = STAGE_DONE;
}

static void
refuse_printer(struct kiosk *kiosk)
{
    fail(kiosk->drive, "this kiosk has no printer");
}

static void
quit(struct kiosk *kiosk)
{
    succeed(kiosk->drive);
    kiosk->quit = true;
}

/** Begin the command, or look again whether what it waits for is there. */
static void
begin(struct kiosk *kiosk)
{
    static void (*const begins[])(struct kiosk *kiosk) = {
        [DRIVE_TREE] = tell,
        [DRIVE_TAP_ID] = touch_element,
        [DRIVE_TAP_LABEL] = touch_element,
        [DRIVE_TAP_AT] = touch_place,
        [DRIVE_HOLD] = touch_element,
        [DRIVE_SWIPE] = touch_place,
        [DRIVE_TEXT] = type_text,
        [DRIVE_SCAN] = read_code,
        [DRIVE_PRINTER] = refuse_printer,
        [DRIVE_WAIT] = wait_on,
        [DRIVE_WAIT_SCREEN] = wait_on,
        [DRIVE_IDLE] = wait_on,
        [DRIVE_PRINTED] = refuse_printer,
        [DRIVE_CLOCK] = move_clock,
        [DRIVE_CLOCK_WALL] = move_clock,
        [DRIVE_SHOT] = save_picture,
        [DRIVE_STATS] = tell,
        [DRIVE_QUIT] = quit,
    };
    begins[kiosk->drive->command.verb](kiosk);
}

/** When `step` has something to do again without an event. */
static int64_t
next_due(const struct kiosk *kiosk)
{
    const struct drive *drive = kiosk->drive;
    if (!drive->line)
        return -1;
    if (drive->stage == STAGE_DONE)
        return clock_mono_ms();
    if (drive->stage == STAGE_TOUCHED)
        return -1;
    // Idleness is found by looking, all else by an event.
    int64_t look = clock_mono_ms() + SWIPE_STEP_MS;
    if (drive->command.verb == DRIVE_IDLE && look < drive->due_ms)
        return look;
    return drive->due_ms;
}

int64_t
drive_step(struct kiosk *kiosk)
{
    struct drive *drive = kiosk->drive;
    if (!drive || !drive->line)
        return -1;
    switch (drive->stage) {
    case STAGE_NEW:
        begin(kiosk);
        break;
    case STAGE_GUARD:
    case STAGE_FINGER:
        if (clock_mono_ms() < drive->due_ms)
            break;
        if (drive->stage == STAGE_GUARD)
            touch_element(kiosk);
        else
            move_finger(kiosk);
        break;
    case STAGE_TOUCHED:
        if (drive->handled >= drive->sent)
            succeed(drive);
        break;
    case STAGE_DONE:
        succeed(drive);
        break;
    }
    return next_due(kiosk);
}
