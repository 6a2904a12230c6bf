// SPDX-License-Identifier: Apache-2.0
#include "screens/policies.h"
#include "ui/keyboard.h"

void
policies_draw_keys(struct ui *ui, const struct policies_data *data)
{
    struct keyboard keyboard = {
        .typing = &data->typing,
        .done = ui_tr(ui, "搜索"),
        .done_icon = "search",
    };
    keyboard_draw(ui, &keyboard);
}
