// SPDX-License-Identifier: Apache-2.0
#include "monkey.h"

#include <SDL2/SDL.h>
#include <stdlib.h>
#include <string.h>

#include "app/fleet.h"
#include "app/input.h"
#include "app/news.h"
#include "ui/touch.h"
#include "util/clock.h"
#include "util/str.h"

#define TALENT "890000198501010015"
#define STAFF_KEYS "07246810"

static void
finger(struct monkey *monkey, uint32_t type, int64_t id, double x, double y)
{
    SDL_Event event;
    memset(&event, 0, sizeof(event));
    event.type = type;
    event.tfinger.touchId = 1;
    event.tfinger.fingerId = id;
    event.tfinger.x = (float)x;
    event.tfinger.y = (float)y;
    SDL_PushEvent(&event);
    if (type == SDL_FINGERUP) {
        monkey->touches++;
    }
}

/** Where on the window, 0 to 1, a place of the page is. */
static void
place_of(struct monkey *monkey, struct rect at, double *x, double *y)
{
    struct rect w = window_rect(&monkey->kiosk->window, at);
    *x = (w.x + w.w / 2 + 0.5) / monkey->kiosk->window.width;
    *y = (w.y + w.h / 2 + 0.5) / monkey->kiosk->window.height;
}

/** Any place; three times in four the middle of what can be touched. */
static void
somewhere(struct monkey *monkey, double *x, double *y)
{
    size_t count;
    const struct ui_node *nodes = ui_nodes(monkey->kiosk->ui, &count);
    *x = monkey_pick(monkey, 10000) / 10000.0;
    *y = monkey_pick(monkey, 10000) / 10000.0;
    if (!count || monkey_pick(monkey, 4) == 0) {
        return;
    }
    for (int tries = 0; tries < 12; tries++) {
        const struct ui_node *node =
            &nodes[monkey_pick(monkey, (uint32_t)count)];
        bool some = node->role <= UI_FIELD || node->hold || node->drag;
        if (some && node->enabled && !node->covered && node->rect.w > 0) {
            place_of(monkey, node->rect, x, y);
            return;
        }
    }
}

static void
tap_at(struct monkey *monkey, double x, double y)
{
    finger(monkey, SDL_FINGERDOWN, 1, x, y);
    finger(monkey, SDL_FINGERUP, 1, x, y);
    monkey_settle(monkey);
}

void
monkey_tap(struct monkey *monkey, const char *id)
{
    const struct ui_node *node = ui_node_find(monkey->kiosk->ui, id);
    double x, y;
    if (!node || !node->enabled || node->covered) {
        return;
    }
    // A second tap at once would be taken for a slip of the finger.
    clock_advance(1);
    place_of(monkey, node->rect, &x, &y);
    tap_at(monkey, x, y);
}

static void
tap(struct monkey *monkey)
{
    double x, y;
    somewhere(monkey, &x, &y);
    if (monkey_pick(monkey, 8)) {
        clock_advance(1);
    }
    tap_at(monkey, x, y);
}

static void
double_tap(struct monkey *monkey)
{
    double x, y;
    somewhere(monkey, &x, &y);
    tap_at(monkey, x, y);
    tap_at(monkey, x, y);
}

static void
swipe(struct monkey *monkey)
{
    double x, y, to_x, to_y;
    uint32_t steps = 1 + monkey_pick(monkey, 6);
    somewhere(monkey, &x, &y);
    to_x = monkey_pick(monkey, 10000) / 10000.0;
    to_y = monkey_pick(monkey, 10000) / 10000.0;
    finger(monkey, SDL_FINGERDOWN, 1, x, y);
    for (uint32_t i = 1; i <= steps; i++) {
        double part = (double)i / steps;
        finger(monkey, SDL_FINGERMOTION, 1, x + (to_x - x) * part,
               y + (to_y - y) * part);
        if (monkey_pick(monkey, 2)) {
            monkey_settle(monkey);
        }
    }
    finger(monkey, SDL_FINGERUP, 1, to_x, to_y);
    monkey_settle(monkey);
}

/** Three fingers that come and go as they like. */
static void
hands(struct monkey *monkey)
{
    static const uint32_t types[] = {SDL_FINGERDOWN, SDL_FINGERMOTION,
                                     SDL_FINGERUP};
    double x = 0.5, y = 0.5;
    for (uint32_t i = 2 + monkey_pick(monkey, 8); i > 0; i--) {
        somewhere(monkey, &x, &y);
        finger(monkey, types[monkey_pick(monkey, 3)],
               1 + monkey_pick(monkey, 3), x, y);
    }
    for (int i = 1; i <= 3; i++) {
        finger(monkey, SDL_FINGERUP, i, x, y);
    }
    monkey_settle(monkey);
}

static void
hold(struct monkey *monkey)
{
    double x, y;
    somewhere(monkey, &x, &y);
    finger(monkey, SDL_FINGERDOWN, 1, x, y);
    monkey_settle(monkey);
    clock_advance(1 + monkey_pick(monkey, 4));
    monkey_settle(monkey);
    finger(monkey, SDL_FINGERUP, 1, x, y);
    monkey_settle(monkey);
}

static const char *const texts[] = {
    "安", "安家费", "anjiafei", "rcgy", "公寓", "博士", "a", "x", "1", "8",
    "890000198501010015", "15400000001", " ", "  ", "''\"\\%_*()", "AND OR",
    "𬭚𫖯䶮", "样例·扎西", "བོད་ཡིག", "🙂", "\xef\xbf\xbd", "،؛", "\t\n",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    "西宁西宁西宁西宁西宁西宁西宁西宁西宁西宁西宁西宁西宁西宁西宁西宁西宁",
};

static void
type_text(struct monkey *monkey)
{
    const char *text =
        texts[monkey_pick(monkey, sizeof(texts) / sizeof(texts[0]))];
    monkey->touches++;
    input_text(monkey->kiosk, text);
    monkey_settle(monkey);
}

static void
scan(struct monkey *monkey)
{
    static const char *const codes[] = {
        "", "x", "v4.public.", "v4.public.eyJzdWIiOiJ0LTEifQ", "TK1:",
        "https://hub.example/p/1", TALENT, "15400000001", "\x01\x02\x7f",
        "{\"a\":1}", "西宁",
    };
    monkey->touches++;
    input_scan(monkey->kiosk,
               codes[monkey_pick(monkey, sizeof(codes) / sizeof(codes[0]))]);
    monkey_settle(monkey);
}

/** Mostly the time that a visitor thinks; rarely a day, or a bad clock. */
static void
wait_some(struct monkey *monkey)
{
    static const int spans[] = {1, 2, 5, 10, 21, 26, 31, 46, 55, 61, 66, 91,
                                130, 200};
    uint32_t kind = monkey_pick(monkey, 200);
    if (kind == 0) {
        clock_advance(3600 * (1 + (int64_t)monkey_pick(monkey, 30)));
    } else if (kind == 1) {
        clock_step_wall((int64_t)monkey_pick(monkey, 400000) - 200000);
    } else {
        clock_advance(spans[monkey_pick(monkey, 14)]);
    }
    monkey_settle(monkey);
}

static void
type_keys(struct monkey *monkey, const char *screen, const char *keys)
{
    char id[UI_ID_SIZE];
    for (; *keys; keys++) {
        if (str_format(id, sizeof(id), "%s.key.%c", screen, *keys)) {
            monkey_tap(monkey, id);
        }
    }
}

/** A number typed to its end, which chance alone never does. */
static void
identify(struct monkey *monkey)
{
    static const char *const numbers[] = {
        TALENT, "890000199001010013", "890000198501010016",
        "89000019770707006x", "15400000001", "15400000099", "890000850101001",
    };
    const char *number = numbers[monkey_pick(monkey, 7)];
    monkey_tap(monkey, "attract.start");
    monkey_tap(monkey, "home.scan");
    monkey_tap(monkey, strlen(number) == 11 ? "identify.tab.phone"
                                            : "identify.tab.id");
    type_keys(monkey, "identify", number);
    monkey_tap(monkey, "identify.submit");
}

/** Staff unlock the console, or somebody tries to. */
static void
unlock(struct monkey *monkey)
{
    double x, y;
    const struct ui_node *site =
        ui_node_find(monkey->kiosk->ui, "header.site");
    if (!site || site->covered) {
        return;
    }
    place_of(monkey, site->rect, &x, &y);
    finger(monkey, SDL_FINGERDOWN, 1, x, y);
    monkey_settle(monkey);
    clock_advance(4);
    monkey_settle(monkey);
    finger(monkey, SDL_FINGERUP, 1, x, y);
    monkey_settle(monkey);
    type_keys(monkey, "pin", monkey_pick(monkey, 8) ? STAFF_KEYS
                                                    : "07000000");
    monkey_tap(monkey, "pin.submit");
    for (int i = 0; i < 400 && monkey->kiosk->pin; i++) {
        SDL_Delay(5);
        monkey_settle(monkey);
    }
    if (nav_at(&monkey->kiosk->nav, "pin")) {
        clock_advance(1000);
        monkey_settle(monkey);
    }
}

/** What comes from elsewhere while somebody stands there. */
static void
news(struct monkey *monkey)
{
    struct kiosk *kiosk = monkey->kiosk;
    uint32_t kind = monkey_pick(monkey, 8);
    if (kind < 3) {
        news_changed(kiosk);
    } else if (kind < 6) {
        kiosk->state.online = !kiosk->state.online;
        news_state(kiosk);
    } else if (kind == 6 && kiosk->state.help_state != HELP_NONE) {
        kiosk->state.help_state =
            monkey_pick(monkey, 2) ? HELP_ANSWERED : HELP_ESCALATED;
        news_state(kiosk);
    } else {
        // A window that was covered.
        kiosk->exposed = true;
    }
    clock_advance(1);
    monkey_settle(monkey);
}

static void
change_mode(struct monkey *monkey)
{
    static const char *const ids[] = {
        "bar.language.zh", "bar.language.en", "bar.language.bo",
        "bar.large", "bar.help", "help.large", "help.contrast",
        "help.reach", "help.close",
    };
    monkey_tap(monkey, ids[monkey_pick(monkey, 9)]);
}

// In parts of a thousand.
static const struct {
    const char *name;
    uint32_t parts;
    void (*run)(struct monkey *monkey);
} acts[] = {
    {"tap", 633, tap},         {"double tap", 40, double_tap},
    {"swipe", 70, swipe},      {"hands", 30, hands},
    {"hold", 14, hold},        {"text", 60, type_text},
    {"scan", 25, scan},        {"wait", 60, wait_some},
    {"news", 20, news},        {"mode", 35, change_mode},
    {"identify", 12, identify}, {"unlock", 1, unlock},
};

void
monkey_act(struct monkey *monkey)
{
    uint32_t at = monkey_pick(monkey, 1000);
    monkey->done++;
    for (size_t i = 0; i < sizeof(acts) / sizeof(acts[0]); i++) {
        if (at < acts[i].parts) {
            monkey->act = acts[i].name;
            acts[i].run(monkey);
            return;
        }
        at -= acts[i].parts;
    }
}
