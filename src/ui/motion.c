// SPDX-License-Identifier: Apache-2.0
#include "ui/motion.h"

#include <string.h>

#include "ui/build.h"
#include "ui/state.h"
#include "util/str.h"

#define RISE_PX 24
#define RISE_MS 160
#define RISE_FRAME_MS 16
// A line that goes to and fro looks even at half the frames of a monitor.
#define SWAY_FRAME_MS 33
#define CARET_MS 530

static bool
moves(const struct ui *ui)
{
    return ui->motion.now_ms > 0 && !ui->theme.still;
}

static void
ask_for(struct ui *ui, int64_t at_ms, bool ends)
{
    struct motion_due *due = &ui->motion.due;
    if (due->at_ms < 0 || at_ms < due->at_ms) {
        due->at_ms = at_ms;
    }
    due->ends = due->ends || ends;
}

void
motion_set_time(struct ui *ui, int64_t now_ms)
{
    ui->motion.now_ms = now_ms;
}

// The memory of what rose. Names of the page before stay until this one
// has ended: they may come yet.
static struct ui_risen *
risen_find(struct ui *ui, const char *id)
{
    struct ui_risen *spare = NULL;
    for (size_t i = 0; i < UI_RISEN_MAX; i++) {
        struct ui_risen *risen = &ui->motion.risen[i];
        if (strcmp(risen->id, id) == 0) {
            return risen;
        }
        if (!spare && !risen->id[0]) {
            spare = risen;
        }
    }
    if (spare) {
        *spare = (struct ui_risen){.since_ms = ui->motion.now_ms};
        str_copy(spare->id, sizeof(spare->id), id);
    }
    return spare;
}

// Ease-out: fast at first. Rounded up, so that the last step is seen too.
static int
drop_after(int64_t ms)
{
    int64_t left = RISE_MS - ms;
    int64_t whole = RISE_MS * RISE_MS;
    return (int)((RISE_PX * left * left + whole - 1) / whole);
}

void
motion_rise(struct ui *ui, const char *id)
{
    motion_rise_end(ui);
    struct ui_risen *risen = risen_find(ui, id);
    if (!risen) {
        return;
    }
    risen->on_page = true;
    int64_t ms = ui->motion.now_ms - risen->since_ms;
    if (!moves(ui) || ms < 0 || ms >= RISE_MS) {
        return;
    }
    ui->motion.rising = true;
    ui->motion.from = ui_building(ui)->count;
    ui->motion.drop = drop_after(ms);
    int64_t next = ui->motion.now_ms + RISE_FRAME_MS;
    int64_t last = risen->since_ms + RISE_MS;
    ask_for(ui, next < last ? next : last, true);
}

void
motion_rise_end(struct ui *ui)
{
    if (!ui->motion.rising) {
        return;
    }
    ui->motion.rising = false;
    draw_list_shift(ui_building(ui), ui->motion.from, ui->motion.drop);
}

bool
motion_caret(struct ui *ui)
{
    if (!moves(ui)) {
        return true;
    }
    int64_t ms = ui->motion.now_ms - ui->tap.at_ms;
    int64_t turns = ms > 0 ? ms / CARET_MS : 0;
    ask_for(ui, ui->tap.at_ms + (turns + 1) * CARET_MS, false);
    return turns % 2 == 0;
}

int
motion_sway(struct ui *ui, int period_ms)
{
    if (!moves(ui)) {
        return 500;
    }
    ask_for(ui, ui->motion.now_ms + SWAY_FRAME_MS, false);
    int64_t at = ui->motion.now_ms % (2 * period_ms);
    int64_t way = at < period_ms ? at : 2 * period_ms - at;
    return (int)(way * 1000 / period_ms);
}

struct motion_due
motion_due(const struct ui *ui)
{
    return ui->motion.due;
}
