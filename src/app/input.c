// SPDX-License-Identifier: Apache-2.0
#include "app/input.h"

#include <SDL2/SDL.h>
#include <string.h>

#include "app/drive.h"
#include "app/kiosk.h"
#include "app/overlay.h"
#include "app/scan.h"
#include "app/session.h"
#include "ui/touch.h"
#include "util/clock.h"
#include "util/str.h"

void
input_act(struct kiosk *kiosk, const struct ui_event *event)
{
    session_touch(kiosk);
    if (!overlay_event(kiosk, event))
        kiosk_tell(kiosk, &(struct screen_event){.type = SCREEN_TOUCH,
                                                 .ui = event});
    kiosk_settle(kiosk);
}

static bool
phase_of(uint32_t type, enum touch_phase *out)
{
    switch (type) {
    case SDL_FINGERDOWN:
        *out = TOUCH_DOWN;
        return true;
    case SDL_FINGERUP:
        *out = TOUCH_UP;
        return true;
    case SDL_FINGERMOTION:
        *out = TOUCH_MOVE;
        return true;
    default:
        return false;
    }
}

/** The id of what is pressed, copied: pages come and go. */
static void
pressed(const struct kiosk *kiosk, char out[UI_ID_SIZE])
{
    const char *id = ui_pressed(kiosk->ui);
    str_copy(out, UI_ID_SIZE, id ? id : "");
}

static void
take_finger(struct kiosk *kiosk, const SDL_TouchFingerEvent *finger,
            enum touch_phase phase)
{
    struct touch touch = {.phase = phase, .finger = finger->fingerId,
                          .at_ms = clock_mono_ms()};
    char before[UI_ID_SIZE], after[UI_ID_SIZE];
    struct ui_event event;
    window_to_page(&kiosk->window, (double)finger->x, (double)finger->y,
                   &touch.x, &touch.y);
    session_touch(kiosk);
    pressed(kiosk, before);
    bool means = ui_touch(kiosk->ui, &touch, &event);
    pressed(kiosk, after);
    // The look of a pressed button changes with it.
    if (!str_equal(before, after))
        kiosk->dirty = true;
    if (means)
        input_act(kiosk, &event);
    if (finger->touchId == INPUT_PROGRAM)
        drive_handled(kiosk->drive);
}

static void
take_window(struct kiosk *kiosk, const SDL_WindowEvent *event)
{
    if (event->event == SDL_WINDOWEVENT_EXPOSED ||
        event->event == SDL_WINDOWEVENT_SIZE_CHANGED ||
        event->event == SDL_WINDOWEVENT_RESTORED)
        kiosk->exposed = true;
}

/** A page has one field at a time that text goes into. */
static const struct ui_node *
focused_field(const struct kiosk *kiosk)
{
    size_t count;
    const struct ui_node *nodes = ui_nodes(kiosk->ui, &count);
    for (size_t i = 0; i < count; i++)
        if (nodes[i].role == UI_FIELD && nodes[i].enabled &&
            !nodes[i].covered)
            return &nodes[i];
    return NULL;
}

/** The key of the field's own keypad that types `c`, or NULL. */
static const struct ui_node *
key_of(const struct kiosk *kiosk, const struct ui_node *field, char c)
{
    char id[UI_ID_SIZE];
    int prefix = (int)strcspn(field->id, ".");
    char lower = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
    if (!str_format(id, sizeof id, "%.*s.key.%c", prefix, field->id, lower))
        return NULL;
    const struct ui_node *key = ui_node_find(kiosk->ui, id);
    return key && key->role == UI_KEY && key->enabled ? key : NULL;
}

/** A field with a keypad is typed into by its keys, whoever types. */
static void
press_keys(struct kiosk *kiosk, const struct ui_node *field,
           const char *text)
{
    struct ui_node keys = *field;
    unsigned visits = kiosk->nav.visits;
    for (; *text && visits == kiosk->nav.visits; text++) {
        struct ui_event event = {.type = UI_EVENT_TAP};
        const struct ui_node *key = key_of(kiosk, &keys, *text);
        if (!key)
            continue;
        str_copy(event.id, sizeof event.id, key->id);
        input_act(kiosk, &event);
        secret_wipe(&event, sizeof event);
    }
}

/** Press the key or button `prefix` + `name` if the page has it. */
static bool
press_named(struct kiosk *kiosk, const char *prefix, int length,
            const char *name)
{
    struct ui_event event = {.type = UI_EVENT_TAP};
    if (!str_format(event.id, sizeof event.id, "%.*s%s", length, prefix,
                    name))
        return false;
    const struct ui_node *node = ui_node_find(kiosk->ui, event.id);
    if (!node || !node->enabled || node->covered ||
        (node->role != UI_KEY && node->role != UI_BUTTON))
        return false;
    input_act(kiosk, &event);
    return true;
}

/** The keys of a keyboard that type nothing press those of the page. */
static void
take_key(struct kiosk *kiosk, SDL_Keycode code)
{
    static const char *const ways[2][3] = {
        {".key.delete", NULL, "keyboard.key.delete"},
        {".key.done", ".submit", "keyboard.key.done"},
    };
    bool erase = code == SDLK_BACKSPACE;
    const struct ui_node *field = focused_field(kiosk);
    if (!field ||
        (!erase && code != SDLK_RETURN && code != SDLK_KP_ENTER))
        return;
    char id[UI_ID_SIZE]; // the page may be built anew
    str_copy(id, sizeof id, field->id);
    int length = (int)strcspn(id, ".");
    const char *const *way = ways[erase ? 0 : 1];
    if (!press_named(kiosk, way[2], (int)strlen(way[2]), "") &&
        !press_named(kiosk, id, length, way[0]) && way[1])
        press_named(kiosk, id, length, way[1]);
}

void
input_take(struct kiosk *kiosk, const union SDL_Event *event)
{
    enum touch_phase phase;
    if (phase_of(event->type, &phase))
        take_finger(kiosk, &event->tfinger, phase);
    else if (event->type == SDL_TEXTINPUT)
        input_text(kiosk, event->text.text);
    else if (event->type == SDL_KEYDOWN)
        take_key(kiosk, event->key.keysym.sym);
    else if (event->type == SDL_WINDOWEVENT)
        take_window(kiosk, &event->window);
    else if (event->type == SDL_QUIT)
        kiosk->quit = true;
    // Mouse events are there twice: SDL makes fingers of them.
}

bool
input_text(struct kiosk *kiosk, const char *text)
{
    const struct ui_node *field = focused_field(kiosk);
    struct ui_event event = {.type = UI_EVENT_TEXT, .text = text};
    if (!field)
        return false;
    if (key_of(kiosk, field, '0')) {
        press_keys(kiosk, field, text);
        return true;
    }
    str_copy(event.id, sizeof event.id, field->id);
    input_act(kiosk, &event);
    return true;
}

void
input_scan(struct kiosk *kiosk, const char *text)
{
    session_touch(kiosk);
    scan_take(kiosk, text);
    kiosk_settle(kiosk);
}

int64_t
input_tick(struct kiosk *kiosk)
{
    struct ui_event event;
    if (ui_touch_tick(kiosk->ui, clock_mono_ms(), &event))
        input_act(kiosk, &event);
    return ui_touch_deadline(kiosk->ui);
}
