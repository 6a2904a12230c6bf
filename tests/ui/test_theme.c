// SPDX-License-Identifier: Apache-2.0
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "ui/theme.h"

static double
linear(uint32_t color, int shift)
{
    double c = (double)((color >> shift) & 255) / 255;
    return c <= 0.03928 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

// WCAG 2, relative luminance and contrast ratio.
static double
luminance(uint32_t color)
{
    return 0.2126 * linear(color, 16) + 0.7152 * linear(color, 8)
           + 0.0722 * linear(color, 0);
}

static double
ratio(uint32_t a, uint32_t b)
{
    double la = luminance(a), lb = luminance(b);
    return (fmax(la, lb) + 0.05) / (fmin(la, lb) + 0.05);
}

// Black, white and one yellow: whatever is not black stands out from it.
static void
high_contrast_is_at_least_fourteen_to_one(void **state)
{
    (void)state;
    const struct theme theme = {.contrast = true};
    uint32_t ground = theme_color(&theme, COLOR_SNOW);
    for (int i = 0; i < COLOR_COUNT; i++) {
        uint32_t color = theme_color(&theme, (enum color)i);
        if (i != COLOR_SCRIM && i != COLOR_NONE && color != ground) {
            assert_true(ratio(color, ground) >= 14);
        }
    }
}

static void
pairs_of_the_plain_theme_are_readable(void **state)
{
    (void)state;
    const struct theme theme = {0};
    const enum color pairs[][2] = {
        {COLOR_INK900, COLOR_WOOL},        {COLOR_INK700, COLOR_WOOL},
        {COLOR_LAKE900, COLOR_LAKE100},    {COLOR_INK900, COLOR_LAKE50},
        {COLOR_GOLD800, COLOR_GOLD100},    {COLOR_CLAY700, COLOR_CLAY50},
        {COLOR_MEADOW700, COLOR_MEADOW50}, {COLOR_ON_DARK, COLOR_LAKE700},
        {COLOR_ON_GOLD, COLOR_GOLD500},    {COLOR_ON_PANEL, COLOR_LAKE900},
        {COLOR_ON_PANEL_SOFT, COLOR_LAKE900},
        {COLOR_DISABLED_TEXT, COLOR_DISABLED},
        {COLOR_ON_DARK, COLOR_LAKE800},    {COLOR_INK700, COLOR_STONE100},
    };
    for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
        assert_true(ratio(theme_color(&theme, pairs[i][0]),
                          theme_color(&theme, pairs[i][1])) >= 7);
    }
}

static void
smaller_steps_come_to_an_end(void **state)
{
    (void)state;
    const struct theme theme = {0};
    for (int i = 0; i < TYPE_COUNT; i++) {
        enum type_step step = (enum type_step)i;
        for (int n = 0; n < TYPE_COUNT; n++) {
            enum type_step down = theme_type_down(step);
            assert_true(theme_type(&theme, down).size
                        <= theme_type(&theme, step).size);
            step = down;
        }
        assert_int_equal(theme_type(&theme, step).size, 28);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(high_contrast_is_at_least_fourteen_to_one),
        cmocka_unit_test(pairs_of_the_plain_theme_are_readable),
        cmocka_unit_test(smaller_steps_come_to_an_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
