// SPDX-License-Identifier: Apache-2.0
#include "screens/way_home.h"

#include "ui/build.h"
#include "ui/notice.h"

// From when on the time is shown; under large type it is twice as long.
#define STAY_SECONDS 30

void
way_home_draw(struct screen_context *context, const char *id,
              struct rect rect)
{
    struct ui *ui = context->ui;
    int seconds = context->state->seconds_left;
    int of = context->session->large ? 2 * STAY_SECONDS : STAY_SECONDS;
    if (seconds <= 0) {
        return;
    }
    struct countdown countdown = {
        .id = id,
        .text = ui_tr(ui, "将自动返回首页并清除您的信息"),
        .seconds = ui_say(ui, "{1} 秒", ui_digits(ui, seconds), NULL),
        .rect = rect,
        .permille = seconds >= of ? 1000 : seconds * 1000 / of,
    };
    countdown_draw(ui, &countdown);
}
