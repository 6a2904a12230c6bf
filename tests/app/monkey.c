// SPDX-License-Identifier: Apache-2.0
// Random hands: no crash, no leak, no dead end. `--touches N --seed S`; the
// same seed does the same again. Ends with 1 at the first fault and says
// how to see it again.
#include "monkey.h"

#include <SDL2/SDL.h>
#include <dirent.h>
#include <ftw.h>
#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/loop.h"
#include "app/start.h"
#include "store/changes.h"
#include "store/identity.h"
#include "ui/touch.h"
#include "util/base64.h"
#include "util/clock.h"
#include "util/hash.h"
#include "util/log.h"
#include "util/sign.h"
#include "util/str.h"
#include "wire/change.h"

// So many acts, then the kiosk is ended and another one opened.
#define LIFE 20000
// How often the way home is walked beside each new screen.
#define HOME_EVERY 60
#define ROUNDS_MAX 200
#define RECORDS_MAX 180

/** Say what is wrong and end: a report is worth more than going on. */
static void
fault(const struct monkey *monkey, const char *what)
{
    size_t count;
    const struct kiosk *kiosk = monkey->kiosk;
    const struct ui_node *nodes = ui_nodes(kiosk->ui, &count);
    fprintf(stderr, "monkey: %s: on %s after %s, act %" PRIu64 "\n", what,
            kiosk->nav.place.name, monkey->act ? monkey->act : "the start",
            monkey->done);
    for (size_t i = 0; i < count; i++) {
        fprintf(stderr, "  %s%s%s\n", nodes[i].id,
                nodes[i].enabled ? "" : " (disabled)",
                nodes[i].covered ? " (covered)" : "");
    }
    exit(1);
}

// splitmix64: every seed gives another sequence.
uint32_t
monkey_pick(struct monkey *monkey, uint32_t limit)
{
    uint64_t z = monkey->random += UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
    return (uint32_t)((z ^ z >> 31) % limit);
}

/** All that a hub sends a kiosk, in one page. */
struct catalogue {
    struct change changes[RECORDS_MAX];
    char *bodies[RECORDS_MAX];
    size_t count;
};

static void
put(struct catalogue *all, const char *kind, const char *id, char *body)
{
    struct change *change = &all->changes[all->count];
    if (all->count == RECORDS_MAX || !body) {
        fprintf(stderr, "monkey: no room for %s %s\n", kind, id);
        exit(1);
    }
    *change = (struct change){.rev = (int64_t)all->count + 1,
                              .op = CHANGE_PUT, .body = body,
                              .body_len = strlen(body)};
    str_copy(change->kind, sizeof(change->kind), kind);
    str_copy(change->id, sizeof(change->id), id);
    all->bodies[all->count++] = body;
}

static void
put_built_in(struct catalogue *all, const char *folder)
{
    char path[FILE_PATH_SIZE];
    struct dirent *entry;
    DIR *stream = opendir(folder);
    while (stream && (entry = readdir(stream)) != NULL) {
        if (!str_ends(entry->d_name, ".json") ||
            !file_join(path, sizeof(path), folder, entry->d_name)) {
            continue;
        }
        json_t *json = json_load_file(path, 0, NULL);
        put(all, json_string_value(json_object_get(json, "kind")),
            json_string_value(json_object_get(json, "id")),
            json_dumps(json_object_get(json, "body"), JSON_COMPACT));
        json_decref(json);
    }
    if (stream) {
        closedir(stream);
    }
}

static void
send(struct store *store, struct catalogue *all)
{
    struct change_page page = {.changes = all->changes,
                               .count = all->count, .cursor = "m.1"};
    struct changes_result result;
    enum err err = changes_apply(store, &page, &result);
    if (err != ERR_OK || (size_t)result.applied != all->count) {
        fprintf(stderr, "monkey: %zu records, taken %zu: %s\n", all->count,
                (size_t)result.applied, err_name(err));
        exit(1);
    }
    for (size_t i = 0; i < all->count; i++) {
        free(all->bodies[i]);
    }
}

static void
hash_number(const uint8_t key[32], const char *number, char out[64])
{
    unsigned char h[HASH_SIZE];
    const struct hash_part part = {number, strlen(number)};
    hash_hmac_sha256(key, 32, &part, 1, h);
    base64url_encode(h, sizeof(h), out, 64);
}

static char *
talent_body(const struct directory_key *key)
{
    char by_id[64], by_phone[64], body[1024];
    hash_number(key->key, "id:890000198501010015", by_id);
    hash_number(key->key, "phone:15400000001", by_phone);
    str_format(body, sizeof(body),
               "{\"keys\":[{\"k\":\"d1\",\"h\":\"%s\"},{\"k\":\"d1\","
               "\"h\":\"%s\"}],\"name\":\"测*甲\",\"grade\":\"high_level\","
               "\"programmes\":[\"doctoral_corps\"],"
               "\"entitlements\":[\"green_channel\"],"
               "\"status\":\"active\",\"valid_to\":null}",
               by_id, by_phone);
    return strdup(body);
}

static char *
staff_body(void)
{
    char pin[PIN_HASH_SIZE], body[1024];
    pin_hash("246810", pin);
    str_format(body, sizeof(body),
               "{\"code\":\"07\",\"name\":\"张\",\"pin\":\"%s\","
               "\"roles\":[\"console\"],\"status\":\"active\"}",
               pin);
    return strdup(body);
}

/** As a hub that nobody will reach has left it. */
static void
enrol(const struct kiosk *kiosk)
{
    struct identity identity = {.kiosk_id = "hall-1", .sign = 1,
                                .site = "hall", .hub_id = "hub",
                                .hub_url = "http://127.0.0.1:1",
                                .seal_key_id = "s1"};
    struct directory_key key = {.k = "d1"};
    unsigned char public_key[SIGN_PUBLIC_SIZE], secret[SIGN_SECRET_SIZE];
    struct catalogue *all = calloc(1, sizeof(*all));
    if (!all) {
        exit(1);
    }
    memset(key.key, 7, sizeof(key.key));
    sign_keypair(public_key, secret);
    identity_save(kiosk->store, &identity, secret, &key, 1);
    put_built_in(all, kiosk->paths.catalogue);
    put(all, "talent", "t-1", talent_body(&key));
    put(all, "staff", "staff-07", staff_body());
    send(kiosk->store, all);
    free(all);
}

void
monkey_open(struct monkey *monkey, bool keep)
{
    monkey->kiosk = calloc(1, sizeof(*monkey->kiosk));
    if (!monkey->kiosk) {
        exit(1);
    }
    if (!keep) {
        bool memory = access("/dev/shm", W_OK) == 0;
        str_copy(monkey->dir, sizeof(monkey->dir),
                 memory ? "/dev/shm/talent-monkey-XXXXXX"
                        : "/tmp/talent-monkey-XXXXXX");
        if (!mkdtemp(monkey->dir)) {
            exit(1);
        }
    }
    // Each life is of another size: it may lie, too.
    bool wide = monkey_pick(monkey, 2);
    monkey->options = (struct options){
        .data = monkey->dir,
        .profile = monkey_pick(monkey, 4) ? "hall" : "hospital",
        .window_w = wide ? 480 : 270,
        .window_h = wide ? 270 : 480,
    };
    monkey->kiosk->options = &monkey->options;
    if (start_begin(monkey->kiosk) != ERR_OK ||
        start_screen(monkey->kiosk) != ERR_OK) {
        exit(1);
    }
    if (!keep) {
        enrol(monkey->kiosk);
    }
    if (start_rest(monkey->kiosk) != ERR_OK) {
        exit(1);
    }
    monkey->visits = 0;
    monkey_settle(monkey);
}

static int
remove_one(const char *path, const struct stat *info, int type,
           struct FTW *walk)
{
    (void)info;
    (void)type;
    (void)walk;
    return remove(path);
}

void
monkey_close(struct monkey *monkey, bool keep)
{
    start_stop_rest(monkey->kiosk);
    start_close_screen(monkey->kiosk);
    start_close(monkey->kiosk);
    free(monkey->kiosk);
    monkey->kiosk = NULL;
    monkey->endings++;
    if (!keep) {
        nftw(monkey->dir, remove_one, 8, FTW_DEPTH | FTW_PHYS);
    }
}

static bool
waits(const struct kiosk *kiosk)
{
    return kiosk->dirty || kiosk->exposed ||
           SDL_HasEvents(SDL_FIRSTEVENT, SDL_LASTEVENT);
}

void
monkey_settle(struct monkey *monkey)
{
    struct kiosk *kiosk = monkey->kiosk;
    int rounds = 0;
    do {
        loop_pass(kiosk);
        rounds++;
    } while (waits(kiosk) && rounds < ROUNDS_MAX && !kiosk->quit);
    if (rounds == ROUNDS_MAX) {
        fault(monkey, "it never comes to rest");
    }
    if (kiosk->quit) {
        fault(monkey, "it wants to end");
    }
    monkey_count(monkey);
}

static void
count_name(struct monkey *monkey, const char *name)
{
    for (size_t i = 0; i < monkey->seen_count; i++) {
        if (str_equal(monkey->seen[i].name, name)) {
            monkey->seen[i].times++;
            return;
        }
    }
    if (monkey->seen_count < MONKEY_SEEN_MAX) {
        str_copy(monkey->seen[monkey->seen_count].name, NAV_NAME_SIZE, name);
        monkey->seen[monkey->seen_count++].times = 1;
    }
}

void
monkey_count(struct monkey *monkey)
{
    size_t count;
    const struct kiosk *kiosk = monkey->kiosk;
    const struct ui_node *nodes = ui_nodes(kiosk->ui, &count);
    if (ui_list(kiosk->ui)->failed) {
        fault(monkey, "a page was too much for the draw list");
    }
    if (kiosk->nav.visits != monkey->visits) {
        monkey->visits = kiosk->nav.visits;
        count_name(monkey, kiosk->nav.place.name);
    }
    for (size_t i = 0; i < count; i++) {
        if (nodes[i].role == UI_DIALOG) {
            count_name(monkey, nodes[i].id);
        }
    }
}

static bool
offers(const struct monkey *monkey, const char *id)
{
    const struct ui_node *node = ui_node_find(monkey->kiosk->ui, id);
    return node && node->enabled && !node->covered;
}

/** What leads home from here, as the page offers it; NULL without. */
static const char *
way_home(const struct monkey *monkey)
{
    static const char *const ways[] = {
        "attract.start", "bar.home", "dialog.timeout.end", "help.close",
        "dialog.discard.cancel", "dialog.item.close", "dialog.discard.close",
        "dialog.close", "dialog.cancel", "keyboard.key.done",
    };
    for (size_t i = 0; i < sizeof(ways) / sizeof(ways[0]); i++) {
        if (offers(monkey, ways[i])) {
            return ways[i];
        }
    }
    return NULL;
}

/** Home is at most two taps away, whatever is shown. */
static void
go_home(struct monkey *monkey)
{
    const struct nav *nav = &monkey->kiosk->nav;
    char from[NAV_NAME_SIZE], text[200];
    const char *first = "", *second = "";
    str_copy(from, sizeof(from), nav->place.name);
    monkey->act = "the way home";
    monkey->homes++;
    for (int taps = 0; taps < 2; taps++) {
        if (nav_at(nav, "home") && offers(monkey, "bar.home")) {
            return;
        }
        const char *way = way_home(monkey);
        if (!way) {
            fault(monkey, "a dead end");
        }
        *(taps ? &second : &first) = way;
        monkey_tap(monkey, way);
        monkey->touches++;
    }
    if (!nav_at(nav, "home") || !offers(monkey, "bar.home")) {
        str_format(text, sizeof(text), "not home after two taps from %s: %s,"
                   " %s", from, first, second);
        fault(monkey, text);
    }
}

static void
report(const struct monkey *monkey, uint64_t seed, uint64_t started)
{
    uint64_t took = (SDL_GetPerformanceCounter() - started) /
                    SDL_GetPerformanceFrequency();
    printf("%" PRIu64 " touches in %" PRIu64 " acts, %" PRIu64 " ways home, "
           "%" PRIu64 " kiosks ended, %" PRIu64 " s, seed %" PRIu64 "\n",
           monkey->touches, monkey->done, monkey->homes, monkey->endings,
           took, seed);
    for (size_t i = 0; i < monkey->seen_count; i++) {
        printf("  %-24s %" PRIu64 "\n", monkey->seen[i].name,
               monkey->seen[i].times);
    }
}

static void
play(struct monkey *monkey, uint64_t touches)
{
    size_t seen = 0;
    monkey_open(monkey, false);
    for (uint64_t acts = 1; monkey->touches < touches; acts++) {
        monkey_act(monkey);
        bool new = monkey->seen_count != seen;
        seen = monkey->seen_count;
        if (new || monkey_pick(monkey, HOME_EVERY) == 0) {
            go_home(monkey);
        }
        if (acts % LIFE == 0) {
            // Every other life goes on where it was cut.
            bool keep = acts / LIFE % 2;
            monkey_close(monkey, keep);
            printf("%" PRIu64 " touches\n", monkey->touches);
            fflush(stdout);
            monkey_open(monkey, keep);
        }
    }
    monkey_close(monkey, false);
}

static bool
read_options(int argc, char **argv, uint64_t *touches, uint64_t *seed)
{
    for (int i = 1; i + 1 < argc; i += 2) {
        int64_t value;
        if (!str_parse_int(argv[i + 1], 0, INT64_MAX, &value)) {
            return false;
        }
        if (str_equal(argv[i], "--touches")) {
            *touches = (uint64_t)value;
        } else if (str_equal(argv[i], "--seed")) {
            *seed = (uint64_t)value;
        } else {
            return false;
        }
    }
    return argc % 2 == 1;
}

int
main(int argc, char **argv)
{
    struct monkey monkey = {0};
    uint64_t touches = 2000, seed = SDL_GetPerformanceCounter() % 1000000;
    if (!read_options(argc, argv, &touches, &seed)) {
        fprintf(stderr, "usage: monkey [--touches N] [--seed S]\n");
        return 2;
    }
    SDL_setenv("SDL_VIDEODRIVER", "dummy", 1);
    log_set_level(LOG_LEVEL_OFF);
    // Said first: it is needed most when the rest is never reached.
    printf("seed %" PRIu64 "\n", seed);
    fflush(stdout);
    monkey.random = seed;
    uint64_t started = SDL_GetPerformanceCounter();
    play(&monkey, touches);
    report(&monkey, seed, started);
    return 0;
}
