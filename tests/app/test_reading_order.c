// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "app/reading_order.h"
#include "util/str.h"

#define NODES_MAX 40

struct place {
    const char *id;
    int x, y, w, h;
};

static struct ui_node
node_at(const struct place *place)
{
    struct ui_node node = {
        .role = UI_TEXT,
        .rect = {place->x, place->y, place->w, place->h},
        .enabled = true,
    };
    str_copy(node.id, sizeof(node.id), place->id);
    return node;
}

static void
assert_told(const struct ui_node *nodes, size_t count,
            const char *const *ids, size_t ids_count)
{
    const struct ui_node *order[NODES_MAX];
    size_t used = 0;
    assert_int_equal(reading_order(nodes, count, order, &used), ERR_OK);
    assert_int_equal(used, ids_count);
    for (size_t i = 0; i < used; i++)
        assert_string_equal(order[i]->id, ids[i]);
}

/** The nodes stand in the order in which they are to be told; however they
 *  are drawn, they are. */
static void
assert_order(const struct ui_node *nodes, size_t count)
{
    static const size_t steps[] = {1, 7, 11, 13, 17, 19, 23, 29, 31, 37};
    const char *ids[NODES_MAX];
    for (size_t i = 0; i < count; i++)
        ids[i] = nodes[i].id;
    for (size_t s = 0; s < sizeof steps / sizeof steps[0]; s++) {
        struct ui_node drawn[NODES_MAX];
        if (count % steps[s] == 0 && steps[s] > 1)
            continue;
        for (size_t i = 0; i < count; i++)
            drawn[i] = nodes[(i * steps[s] + s) % count];
        assert_told(drawn, count, ids, count);
        for (size_t i = 0; i < count; i++)
            drawn[i] = nodes[count - 1 - i];
        assert_told(drawn, count, ids, count);
    }
}

static void
assert_places(const struct place *places, size_t count)
{
    struct ui_node nodes[NODES_MAX];
    for (size_t i = 0; i < count; i++)
        nodes[i] = node_at(&places[i]);
    assert_order(nodes, count);
}

#define ASSERT_ORDER(...)                                                    \
    do {                                                                     \
        const struct place places_[] = {__VA_ARGS__};                        \
        assert_places(places_, sizeof places_ / sizeof places_[0]);          \
    } while (0)

static void
columns_are_read_one_after_the_other(void **state)
{
    (void)state;
    ASSERT_ORDER({"header.site", 60, 20, 400, 60},
                 {"header.clock", 1700, 20, 160, 40},
                 {"page.title", 60, 155, 360, 80},
                 {"page.lead", 60, 239, 544, 48},
                 {"page.note", 60, 520, 544, 48},
                 {"page.previous", 60, 808, 260, 120},
                 {"page.next", 344, 808, 260, 120},
                 {"page.first", 660, 152, 1200, 140},
                 {"page.second", 660, 316, 1200, 140},
                 {"page.third", 660, 520, 1200, 220},
                 {"bar.home", 60, 960, 200, 100},
                 {"bar.back", 300, 960, 200, 100});
    // The column on the right begins higher.
    ASSERT_ORDER({"page.title", 248, 530, 512, 84},
                 {"page.reason", 360, 633, 288, 54},
                 {"page.ways", 972, 152, 240, 56},
                 {"page.desk", 972, 220, 888, 124},
                 {"page.call", 972, 504, 888, 136},
                 {"page.end", 1268, 794, 352, 48});
}

static void
what_a_card_holds_follows_it(void **state)
{
    (void)state;
    ASSERT_ORDER({"page.first", 60, 200, 960, 200},
                 {"page.first.title", 90, 220, 500, 48},
                 {"page.first.pill", 850, 216, 140, 56},
                 {"page.first.line", 90, 300, 800, 40},
                 {"page.second", 60, 420, 960, 200},
                 {"page.second.inner", 80, 440, 400, 160},
                 {"page.second.inner.text", 90, 450, 200, 40},
                 {"page.second.line", 500, 450, 200, 40});
}

static void
a_keypad_is_read_in_rows(void **state)
{
    (void)state;
    // Beside it a note, about as high as two of its rows.
    ASSERT_ORDER({"page.field", 668, 268, 1192, 104},
                 {"page.key.1", 668, 396, 246, 117},
                 {"page.key.2", 938, 396, 245, 117},
                 {"page.key.3", 1207, 396, 245, 117},
                 {"page.key.4", 668, 533, 246, 117},
                 {"page.key.5", 938, 533, 245, 117},
                 {"page.key.6", 1207, 533, 245, 117},
                 {"page.key.7", 668, 670, 246, 117},
                 {"page.key.8", 938, 670, 245, 117},
                 {"page.key.9", 1207, 670, 245, 117},
                 {"page.key.0", 938, 807, 245, 117},
                 {"page.key.delete", 1207, 807, 245, 117},
                 {"page.privacy", 1508, 490, 320, 240},
                 {"page.submit", 1476, 800, 384, 124});
}

static void
a_list_is_read_between_its_title_and_its_pager(void **state)
{
    (void)state;
    ASSERT_ORDER({"page.title", 60, 200, 300, 84},
                 {"page.filter", 800, 210, 220, 80},
                 {"page.item.a", 60, 320, 960, 200},
                 {"page.item.b", 60, 540, 960, 200},
                 {"page.item.c", 60, 760, 960, 200},
                 {"pager.previous", 60, 1500, 300, 120},
                 {"pager.position", 480, 1536, 120, 48},
                 {"pager.next", 720, 1500, 300, 120});
    // Two columns of tiles, an odd one last: a grid.
    ASSERT_ORDER({"page.title", 60, 155, 360, 80},
                 {"page.item.a", 60, 320, 888, 180},
                 {"page.item.b", 972, 320, 888, 180},
                 {"page.item.c", 60, 520, 888, 180},
                 {"page.item.d", 972, 520, 888, 180},
                 {"page.item.e", 60, 720, 888, 180});
}

static void
a_row_of_differently_tall_items_is_a_row(void **state)
{
    (void)state;
    ASSERT_ORDER({"page.low", 60, 260, 200, 60},
                 {"page.tall", 300, 200, 300, 180},
                 {"page.middle", 640, 240, 200, 100},
                 {"page.below", 60, 400, 780, 60});
}

static void
lines_like_stairs_are_no_columns(void **state)
{
    (void)state;
    ASSERT_ORDER({"page.count", 400, 300, 300, 60},
                 {"page.nothing", 360, 380, 500, 48},
                 {"page.words", 60, 460, 200, 48},
                 {"page.word.a", 60, 530, 900, 80});
}

static void
labels_and_values_go_together(void **state)
{
    (void)state;
    ASSERT_ORDER({"page.when.label", 60, 300, 120, 48},
                 {"page.when", 300, 300, 500, 48},
                 {"page.where.label", 60, 372, 120, 48},
                 {"page.where", 300, 372, 640, 48},
                 {"page.who.label", 60, 444, 120, 48},
                 {"page.who", 300, 444, 400, 48});
}

static void
the_keyboard_is_read_after_the_page(void **state)
{
    (void)state;
    ASSERT_ORDER({"page.number", 60, 168, 225, 48},
                 {"page.previous", 60, 292, 272, 120},
                 {"page.next", 356, 292, 288, 120},
                 {"page.field", 668, 204, 1192, 112},
                 {"keyboard.key.q", 60, 532, 132, 88},
                 {"keyboard.key.w", 204, 532, 132, 88},
                 {"keyboard.key.a", 132, 630, 132, 88},
                 {"keyboard.key.s", 276, 630, 132, 88});
}

static void
a_dialog_is_read_before_what_it_covers(void **state)
{
    static const struct place dialog[] = {
        {"dialog.timeout", 120, 600, 840, 600},
        {"dialog.timeout.title", 180, 660, 500, 80},
        {"dialog.timeout.continue", 180, 960, 340, 140},
        {"dialog.timeout.end", 560, 960, 340, 140},
    };
    static const struct place page[] = {
        {"header.site", 60, 20, 400, 60},
        {"page.title", 60, 200, 300, 84},
        {"page.item.a", 60, 700, 960, 200},
        {"bar.home", 60, 1800, 200, 100},
    };
    struct ui_node nodes[8];
    (void)state;
    for (size_t i = 0; i < 4; i++) {
        nodes[i] = node_at(&dialog[i]);
        nodes[4 + i] = node_at(&page[i]);
        nodes[4 + i].covered = true;
    }
    nodes[0].role = UI_DIALOG;
    assert_order(nodes, 8);
}

static void
what_does_not_show_is_not_told(void **state)
{
    static const struct place places[] = {
        {"page.b", 60, 300, 100, 0}, {"page.a", 60, 200, 100, 50}};
    static const char *const ids[] = {"page.a"};
    struct ui_node nodes[2] = {node_at(&places[0]), node_at(&places[1])};
    (void)state;
    assert_told(nodes, 2, ids, 1);
    assert_told(nodes, 0, NULL, 0);
    assert_told(nodes, 1, NULL, 0);
}

/** Whatever lies where, each is told once and in the same order. */
static void
any_heap_has_one_order(void **state)
{
    uint32_t seed = 1;
    (void)state;
    for (int round = 0; round < 300; round++) {
        struct ui_node nodes[NODES_MAX];
        struct ui_node drawn[NODES_MAX];
        const struct ui_node *order[NODES_MAX];
        const char *ids[NODES_MAX];
        size_t used = 0;
        for (size_t i = 0; i < NODES_MAX; i++) {
            int at[4];
            char id[2] = {(char)('A' + i), '\0'};
            for (size_t k = 0; k < 4; k++) {
                seed = seed * 1664525U + 1013904223U;
                at[k] = (int)(seed >> 16) % (k < 2 ? 900 : 300);
            }
            nodes[i] = node_at(
                &(struct place){id, at[0], at[1], 1 + at[2], 1 + at[3]});
        }
        assert_int_equal(reading_order(nodes, NODES_MAX, order, &used),
                         ERR_OK);
        assert_int_equal(used, NODES_MAX);
        for (size_t i = 0; i < NODES_MAX; i++) {
            drawn[i] = nodes[NODES_MAX - 1 - i];
            ids[i] = order[i]->id;
            for (size_t k = 0; k < i; k++)
                assert_string_not_equal(ids[i], ids[k]);
        }
        assert_told(drawn, NODES_MAX, ids, NODES_MAX);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_are_read_one_after_the_other),
        cmocka_unit_test(what_a_card_holds_follows_it),
        cmocka_unit_test(a_keypad_is_read_in_rows),
        cmocka_unit_test(a_list_is_read_between_its_title_and_its_pager),
        cmocka_unit_test(a_row_of_differently_tall_items_is_a_row),
        cmocka_unit_test(lines_like_stairs_are_no_columns),
        cmocka_unit_test(labels_and_values_go_together),
        cmocka_unit_test(the_keyboard_is_read_after_the_page),
        cmocka_unit_test(a_dialog_is_read_before_what_it_covers),
        cmocka_unit_test(what_does_not_show_is_not_told),
        cmocka_unit_test(any_heap_has_one_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
