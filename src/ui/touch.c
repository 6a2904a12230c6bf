// SPDX-License-Identifier: Apache-2.0
#include "ui/touch.h"

#include <stdlib.h>
#include <string.h>

#include "ui/state.h"
#include "util/str.h"

#define HOLD_MS 3000
#define DOUBLE_TAP_MS 300
// Fingers are broad: two taps this near are at the same place.
#define DOUBLE_TAP_PX 60
// A drag begins after this way.
#define DRAG_PX 24

static bool
touchable(const struct ui_node *node)
{
    return node->role == UI_BUTTON || node->role == UI_ITEM
           || node->role == UI_KEY || node->role == UI_FIELD || node->hold
           || node->drag || node->outside;
}

static bool
reaches(const struct ui_node *node, int x, int y, int grow)
{
    struct rect rect = rect_inset(node->rect, -grow, -grow);
    return rect_contains(rect, x, y) != node->outside;
}

// The element on top at this place, within `grown` or its own rect.
static const struct ui_node *
node_on_top(const struct ui *ui, int x, int y, bool grown)
{
    size_t count = 0;
    const struct ui_node *nodes = ui_nodes(ui, &count);
    for (size_t i = count; i-- > 0;) {
        const struct ui_node *node = &nodes[i];
        if (touchable(node) && !node->covered
            && reaches(node, x, y, grown ? node->hit_grow : 0)) {
            return node;
        }
    }
    return NULL;
}

const struct ui_node *
ui_node_at(const struct ui *ui, int x, int y)
{
    const struct ui_node *node = node_on_top(ui, x, y, false);
    if (!node) {
        node = node_on_top(ui, x, y, true);
    }
    return node && node->enabled ? node : NULL;
}

const struct ui_node *
ui_node_find(const struct ui *ui, const char *id)
{
    size_t count = 0;
    const struct ui_node *nodes = ui_nodes(ui, &count);
    // From the end: a dialog's element hides one of the page beneath.
    for (size_t i = count; i-- > 0;) {
        if (strcmp(nodes[i].id, id) == 0) {
            return &nodes[i];
        }
    }
    return NULL;
}

const char *
ui_pressed(const struct ui *ui)
{
    const struct ui_finger *finger = &ui->finger;
    bool pressing = finger->owned && finger->live && !finger->dragging
                    && !finger->held;
    return pressing ? finger->target : NULL;
}

static bool
near(int x1, int y1, int x2, int y2, int px)
{
    return abs(x1 - x2) <= px && abs(y1 - y2) <= px;
}

/*
 * The second tap of a double tap was meant for what stood there before:
 * swallow it when the page changed, or when something else came to lie
 * under the finger (a dialog, a moved row).
 */
static bool
is_second_tap(const struct ui *ui, const struct touch *touch,
              const struct ui_node *node)
{
    const struct ui_tap *tap = &ui->tap;
    if (!tap->any || touch->at_ms - tap->at_ms > DOUBLE_TAP_MS
        || !near(tap->x, tap->y, touch->x, touch->y, DOUBLE_TAP_PX)) {
        return false;
    }
    return tap->page_changed || !node || strcmp(node->id, tap->target) != 0;
}

static void
finger_down(struct ui *ui, const struct touch *touch)
{
    if (ui->finger.owned) {
        return;
    }
    const struct ui_node *node = ui_node_at(ui, touch->x, touch->y);
    ui->finger = (struct ui_finger){
        .owned = true,
        .live = node && !is_second_tap(ui, touch, node),
        .id = touch->finger,
        .x = touch->x,
        .y = touch->y,
        .at_ms = touch->at_ms,
    };
    if (node) {
        str_copy(ui->finger.target, UI_ID_SIZE, node->id);
    }
}

static void
event_begin(struct ui_event *out, enum ui_event_type type, const char *id)
{
    *out = (struct ui_event){.type = type};
    str_copy(out->id, sizeof(out->id), id);
}

static bool
finger_drag(struct ui *ui, const struct touch *touch, bool done,
            struct ui_event *out)
{
    struct ui_finger *finger = &ui->finger;
    if (!finger->dragging
        && near(finger->x, finger->y, touch->x, touch->y, DRAG_PX)) {
        return false;
    }
    finger->dragging = true;
    event_begin(out, UI_EVENT_SWIPE, finger->target);
    out->dx = touch->x - finger->x;
    out->dy = touch->y - finger->y;
    out->done = done;
    return true;
}

// The element under the finger now, if it is still the one it went down on.
static const struct ui_node *
finger_target(const struct ui *ui, const struct touch *touch)
{
    const struct ui_node *node = ui_node_find(ui, ui->finger.target);
    if (!node || !node->enabled || node->covered
        || !reaches(node, touch->x, touch->y, node->hit_grow)) {
        return NULL;
    }
    return node;
}

static bool
finger_move(struct ui *ui, const struct touch *touch, struct ui_event *out)
{
    struct ui_finger *finger = &ui->finger;
    if (!finger->live || finger->held) {
        return false;
    }
    const struct ui_node *node = ui_node_find(ui, finger->target);
    if (node && node->drag) {
        return finger_drag(ui, touch, false, out);
    }
    if (!finger_target(ui, touch)) {
        finger->live = false;
    }
    return false;
}

static bool
finger_up(struct ui *ui, const struct touch *touch, struct ui_event *out)
{
    struct ui_finger finger = ui->finger;
    if (finger.live && finger.dragging) {
        finger_drag(ui, touch, true, out);
        ui->finger = (struct ui_finger){0};
        return true;
    }
    bool tapped
        = finger.live && !finger.held && finger_target(ui, touch) != NULL;
    ui->finger = (struct ui_finger){0};
    if (!tapped) {
        return false;
    }
    ui->tap = (struct ui_tap){
        .any = true, .x = touch->x, .y = touch->y, .at_ms = touch->at_ms,
    };
    str_copy(ui->tap.target, UI_ID_SIZE, finger.target);
    event_begin(out, UI_EVENT_TAP, finger.target);
    return true;
}

bool
ui_touch(struct ui *ui, const struct touch *touch, struct ui_event *out)
{
    if (touch->phase == TOUCH_DOWN) {
        finger_down(ui, touch);
        return false;
    }
    if (!ui->finger.owned || ui->finger.id != touch->finger) {
        return false;
    }
    switch (touch->phase) {
    case TOUCH_MOVE:
        return finger_move(ui, touch, out);
    case TOUCH_UP:
        return finger_up(ui, touch, out);
    case TOUCH_CANCEL:
    case TOUCH_DOWN:
        break;
    }
    ui->finger = (struct ui_finger){0};
    return false;
}

int64_t
ui_touch_deadline(const struct ui *ui)
{
    const struct ui_finger *finger = &ui->finger;
    if (!finger->owned || !finger->live || finger->held) {
        return -1;
    }
    const struct ui_node *node = ui_node_find(ui, finger->target);
    return node && node->hold ? finger->at_ms + HOLD_MS : -1;
}

bool
ui_touch_tick(struct ui *ui, int64_t now_ms, struct ui_event *out)
{
    int64_t deadline = ui_touch_deadline(ui);
    if (deadline < 0 || now_ms < deadline) {
        return false;
    }
    ui->finger.held = true;
    event_begin(out, UI_EVENT_HOLD, ui->finger.target);
    return true;
}

void
ui_touch_new_page(struct ui *ui, int64_t now_ms)
{
    (void)now_ms; // the tap's own time counts
    ui->finger.live = false;
    ui->tap.page_changed = true;
}
