// SPDX-License-Identifier: Apache-2.0
#include "screens/policies.h"

#include <string.h>

#include "screens/parts.h"
#include "screens/reach.h"
#include "ui/layout.h"

#define CHIP 80
#define CHIP_GAP 16
#define ROW_GAP 16
#define KEYS_TOP 1016 // of a portrait page
#define KEYS_TOP_WIDE 432

int
policies_chip_columns(const struct ui *ui)
{
    bool large = ui_theme(ui)->large;
    bool english = ui_lang(ui) == LANG_EN;
    if (parts_wide(ui)) {
        return large ? 4 : english ? 6 : 8;
    }
    return large ? 2 : english ? 3 : 4;
}

// Lines of chips while not every topic has one.
static int
chip_lines(const struct ui *ui)
{
    return parts_wide(ui) || reach_low(ui) ? 1 : 2;
}

size_t
policies_topics_shown(const struct ui *ui, const struct policies_data *data)
{
    size_t slots = (size_t)(policies_chip_columns(ui) * chip_lines(ui));
    // One chip is for all, one for more.
    if (data->all_topics || data->topic_count < slots) {
        return data->topic_count;
    }
    return slots - 2;
}

size_t
policies_topic_at(const struct ui *ui, const struct policies_data *data,
                  size_t i)
{
    size_t shown = policies_topics_shown(ui, data);
    if (i + 1 < shown || !data->topic[0]) {
        return i;
    }
    for (size_t k = shown; k < data->topic_count; k++) {
        if (strcmp(data->topics[k].id, data->topic) == 0) {
            return k;
        }
    }
    return i;
}

static int
chips_height(const struct ui *ui, const struct policies_data *data)
{
    int columns = policies_chip_columns(ui);
    int lines = chip_lines(ui);
    if (data->all_topics) {
        lines = ((int)data->topic_count + 2 + columns - 1) / columns;
    }
    return lines * (CHIP + CHIP_GAP) - CHIP_GAP;
}

static void
place_wide(const struct ui *ui, const struct policies_data *data,
           struct policies_places *places)
{
    enum policies_view view = policies_view(data);
    struct rect top = {60, 140, 1800, 104};
    bool large = ui_theme(ui)->large;
    places->field = layout_cut_left(&top, large ? 1040 : 1192);
    layout_cut_left(&top, 24);
    places->title = layout_cut_left(&top, large ? 330 : 272);
    places->count = places->title;
    places->note = top;
    places->columns = 2;
    places->row_h = large ? 218 : 152;
    places->list = (struct rect){60, 264, 1800, 556};
    places->pager = (struct rect){60, 840, 1800, 96};
    if (view == POLICIES_TYPING) {
        places->row_h = 152;
        places->list.h = KEYS_TOP_WIDE - 16 - places->list.y;
    } else if (view == POLICIES_BROWSE) {
        places->chips = places->list;
        places->chips.h = chips_height(ui, data);
        layout_skip(&places->list, places->chips.h + 24);
    }
}

static void
place_typing(const struct ui *ui, struct policies_places *places)
{
    bool low = reach_low(ui);
    places->field.y = low ? KEYS_TOP - 24 - 112 : 252;
    places->count = (struct rect){60, low ? 252 : 384, 960, 48};
    places->list = (struct rect){60, places->count.y + 64, 960, 0};
    places->list.h = (low ? places->field.y : KEYS_TOP) - 16
                     - places->list.y;
    places->row_h = ui_theme(ui)->large ? 236 : 152;
}

static void
place_tall(const struct ui *ui, const struct policies_data *data,
           struct policies_places *places)
{
    enum policies_view view = policies_view(data);
    bool large = ui_theme(ui)->large;
    bool low = reach_low(ui);
    int top = low ? REACH_TOP : 252;
    places->title = (struct rect){60, 152, 960, 80};
    places->field = (struct rect){60, top, 960, 112};
    places->columns = 1;
    if (view == POLICIES_TYPING) {
        place_typing(ui, places);
        return;
    }
    // Six rows of the whole list fit below the topics.
    places->row_h = large                     ? 236
                    : view == POLICIES_BROWSE ? 146
                                              : 152;
    places->pager = large ? (struct rect){60, 1592, 960, 136}
                          : (struct rect){60, 1626, 960, 104};
    places->note = (struct rect){60, 1562, 960, large || low ? 0 : 48};
    int bottom = places->note.h ? 1548 : places->pager.y - 12;
    struct rect rest = {60, top + 112 + 24, 960, bottom - top - 136};
    if (view == POLICIES_BROWSE) {
        places->chips = layout_cut_top(&rest, chips_height(ui, data));
        layout_skip(&rest, large ? 20 : 28);
    } else {
        places->count = layout_cut_top(&rest, large ? 64 : 48);
        layout_skip(&rest, 16);
    }
    places->list = rest;
}

struct policies_places
policies_places(const struct ui *ui, const struct policies_data *data)
{
    struct policies_places places = {.columns = 1};
    if (parts_wide(ui)) {
        place_wide(ui, data, &places);
    } else {
        place_tall(ui, data, &places);
    }
    return places;
}

size_t
policies_rows(const struct ui *ui, const struct policies_data *data)
{
    struct policies_places places = policies_places(ui, data);
    size_t rows = (size_t)(layout_rows(places.list.h, places.row_h, ROW_GAP)
                           * places.columns);
    return rows < POLICIES_PAGE ? rows : POLICIES_PAGE;
}
