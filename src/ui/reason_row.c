// SPDX-License-Identifier: Apache-2.0
#include "ui/reason_row.h"

#include "ui/row.h"

static const struct row_lead reason_leads[] = {
    [REASON_MET] = {.icon = "check", .tone = TONE_MEADOW},
    [REASON_NOT_MET] = {.icon = "minus", .tone = TONE_GREY},
    [REASON_UNKNOWN] = {.icon = "help", .tone = TONE_GOLD},
    [REASON_REMARK] = {.icon = "info"},
};

static const char *const reason_values[] = {
    [REASON_MET] = "met",
    [REASON_NOT_MET] = "not_met",
    [REASON_UNKNOWN] = "unknown",
    [REASON_REMARK] = "remark",
};

void
reason_row_draw(struct ui *ui, const struct reason_row *reason)
{
    struct row row = {
        .id = reason->id,
        .value = reason_values[reason->reason],
        .lead = reason_leads[reason->reason],
        .title = reason->title,
        .sub = reason->text,
        .sub_step = TYPE_QUOTE,
        .rect = reason->rect,
    };
    row_show(ui, &row);
}
