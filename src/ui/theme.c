// SPDX-License-Identifier: Apache-2.0
#include "ui/theme.h"

#include <assert.h>

struct swatch {
    uint32_t plain;
    uint32_t contrast; // high contrast: black, white and one yellow
};

#define BLACK 0xFF000000u
#define WHITE 0xFFFFFFFFu
#define YELLOW 0xFFFFD83Du
#define NOTHING 0x00000000u

static const struct swatch swatches[COLOR_COUNT] = {
    [COLOR_LAKE950] = {0xFF08233Au, BLACK},
    [COLOR_LAKE900] = {0xFF0B3150u, BLACK},
    [COLOR_LAKE800] = {0xFF0C3E62u, WHITE},
    [COLOR_LAKE700] = {0xFF0E4A73u, YELLOW},
    [COLOR_LAKE500] = {0xFF2E7BA8u, WHITE},
    [COLOR_LAKE300] = {0xFF9CC4DCu, WHITE},
    [COLOR_LAKE100] = {0xFFDCEAF3u, BLACK},
    [COLOR_LAKE50] = {0xFFEEF5F9u, BLACK},
    [COLOR_SNOW] = {0xFFFFFFFFu, BLACK},
    [COLOR_WOOL] = {0xFFF6F4EFu, BLACK},
    [COLOR_STONE100] = {0xFFECEAE4u, BLACK},
    [COLOR_STONE200] = {0xFFE4E0D6u, WHITE},
    [COLOR_STONE300] = {0xFFCFC9BBu, WHITE},
    [COLOR_STONE600] = {0xFF6B6557u, WHITE},
    [COLOR_INK900] = {0xFF13232Eu, WHITE},
    [COLOR_INK700] = {0xFF37474Fu, WHITE},
    [COLOR_GOLD500] = {0xFFE9B423u, YELLOW},
    [COLOR_GOLD100] = {0xFFFBF0CFu, BLACK},
    [COLOR_GOLD800] = {0xFF5A4000u, YELLOW},
    [COLOR_CLAY700] = {0xFF8A2B16u, YELLOW},
    [COLOR_CLAY50] = {0xFFFAECE7u, BLACK},
    [COLOR_MEADOW700] = {0xFF1C5437u, WHITE},
    [COLOR_MEADOW50] = {0xFFE6F1EAu, BLACK},
    [COLOR_DISABLED] = {0xFFE4E0D6u, BLACK},
    [COLOR_DISABLED_TEXT] = {0xFF44443Eu, WHITE},
    [COLOR_ON_DARK] = {0xFFFFFFFFu, BLACK},
    [COLOR_ON_GOLD] = {0xFF13232Eu, BLACK},
    [COLOR_ON_PANEL] = {0xFFFFFFFFu, WHITE},
    [COLOR_ON_PANEL_SOFT] = {0xFFDCEAF3u, WHITE},
    [COLOR_KEYBOARD] = {0xFFE6EBEEu, BLACK},
    [COLOR_SCRIM] = {0xB808233Au, 0xC8000000u},
    [COLOR_NONE] = {NOTHING, NOTHING},
};

struct step {
    struct type_metrics plain;
    struct type_metrics large;
    enum type_step down;
};

static const struct step steps[TYPE_COUNT] = {
    [TYPE_D0] = {{240, 264}, {240, 264}, TYPE_AMOUNT},
    [TYPE_D1] = {{132, 168}, {132, 168}, TYPE_HERO},
    [TYPE_AMOUNT] = {{150, 170}, {150, 170}, TYPE_D1},
    [TYPE_HERO] = {{64, 84}, {76, 104}, TYPE_TITLE},
    [TYPE_H1] = {{60, 80}, {76, 104}, TYPE_H2},
    [TYPE_TITLE] = {{56, 76}, {72, 100}, TYPE_H2},
    [TYPE_H2] = {{48, 64}, {60, 80}, TYPE_H3},
    [TYPE_KEY] = {{52, 72}, {68, 88}, TYPE_H2},
    [TYPE_H3] = {{40, 56}, {52, 72}, TYPE_H4},
    [TYPE_H4] = {{36, 52}, {48, 64}, TYPE_BODY},
    [TYPE_LEAD] = {{36, 54}, {46, 66}, TYPE_BODY},
    [TYPE_BODY] = {{32, 48}, {42, 60}, TYPE_CAPTION},
    [TYPE_READ] = {{34, 52}, {44, 66}, TYPE_BODY},
    [TYPE_HOUR] = {{56, 56}, {56, 56}, TYPE_H2},
    [TYPE_MOTTO] = {{104, 132}, {104, 132}, TYPE_HERO},
    [TYPE_CAPTION] = {{28, 40}, {34, 48}, TYPE_CAPTION},
    [TYPE_ANSWER] = {{42, 56}, {52, 72}, TYPE_H4},
    [TYPE_SUM] = {{100, 114}, {120, 132}, TYPE_HERO},
    [TYPE_FACT] = {{34, 46}, {42, 60}, TYPE_QUOTE},
    [TYPE_CLOCK] = {{40, 46}, {40, 46}, TYPE_CAPTION},
    [TYPE_QUOTE] = {{30, 42}, {38, 54}, TYPE_CAPTION},
    [TYPE_LETTER] = {{44, 60}, {56, 72}, TYPE_H3},
    [TYPE_ALARM] = {{104, 132}, {104, 132}, TYPE_HERO},
};

uint32_t
theme_color(const struct theme *theme, enum color color)
{
    assert(color < COLOR_COUNT);
    const struct swatch *swatch = &swatches[color];
    return theme->contrast ? swatch->contrast : swatch->plain;
}

struct type_metrics
theme_type(const struct theme *theme, enum type_step step)
{
    assert(step < TYPE_COUNT);
    return theme->large ? steps[step].large : steps[step].plain;
}

enum type_step
theme_type_down(enum type_step step)
{
    assert(step < TYPE_COUNT);
    return steps[step].down;
}
