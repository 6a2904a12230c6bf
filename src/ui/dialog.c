// SPDX-License-Identifier: Apache-2.0
#include "ui/dialog.h"

#include <assert.h>

#include "ui/build.h"
#include "ui/button.h"
#include "ui/motion.h"
#include "ui/widget.h"
#include "util/str.h"

#define RADIUS 32
#define TOP_CORNERS 3
// Sheets, as wide as the page, have a wider margin than dialogs.
#define CROSS_WIDE 1000

static void
begin(struct ui *ui, const char *id, const char *label, struct rect rect)
{
    ui_cover(ui);
    widget_fill(ui, ui_page(ui), COLOR_SCRIM);
    struct ui_node node = {
        .role = UI_DIALOG, .label = label, .rect = rect, .enabled = true,
    };
    str_copy(node.id, sizeof(node.id), id);
    ui_add(ui, &node);
    motion_rise(ui, id);
}

void
dialog_begin(struct ui *ui, const char *id, const char *label,
             struct rect rect)
{
    begin(ui, id, label, rect);
    widget_shadow(ui, rect, 2);
    bool contrast = ui_theme(ui)->contrast;
    struct box box = {
        .fill = COLOR_SNOW,
        .line = contrast ? COLOR_LAKE700 : COLOR_NONE,
        .border = contrast ? 4 : 0,
        .radius = RADIUS,
    };
    widget_box(ui, rect, &box);
}

void
dialog_shut_outside(struct ui *ui)
{
    struct ui_node *node = ui_newest(ui);
    assert(node && node->role == UI_DIALOG);
    node->outside = true;
}

void
dialog_cross(struct ui *ui, struct rect dialog, const char *id,
             const char *spoken)
{
    bool sheet = dialog.w > CROSS_WIDE;
    int right = sheet ? 60 : 52, top = sheet ? 36 : 56;
    struct button cross = {
        .id = id,
        .spoken = spoken,
        .icon = "cross",
        .rect = {dialog.x + dialog.w - right - 96, dialog.y + top, 96, 88},
        .kind = BUTTON_TERTIARY,
    };
    button_draw(ui, &cross);
}

void
sheet_begin(struct ui *ui, const char *id, const char *label,
            struct rect rect)
{
    begin(ui, id, label, rect);
    bool contrast = ui_theme(ui)->contrast;
    struct box box = {
        .fill = COLOR_WOOL,
        .line = contrast ? COLOR_LAKE700 : COLOR_NONE,
        .border = contrast ? 4 : 0,
        .radius = RADIUS,
        .corners = TOP_CORNERS,
    };
    widget_box(ui, rect, &box);
}

void
toast_draw(struct ui *ui, const struct toast *toast)
{
    struct rect page = ui_page(ui);
    struct rect rect = {
        page.x + (page.w - 960) / 2, toast->tabs ? 264 : 128, 960, 92,
    };
    motion_rise(ui, toast->id);
    bool contrast = ui_theme(ui)->contrast;
    struct box box = {
        .fill = COLOR_LAKE900,
        .line = contrast ? COLOR_LAKE700 : COLOR_NONE,
        .border = contrast ? 4 : 0,
        .radius = 20,
    };
    widget_box(ui, rect, &box);
    struct rect icon = {rect.x + 32, rect.y + 24, 44, 44};
    widget_icon(ui, toast->icon, icon, COLOR_ON_PANEL);
    struct label label = {
        .id = toast->id,
        .text = toast->text,
        .rect = {rect.x + 96, rect.y + 4, rect.w - 128, rect.h - 8},
        .step = TYPE_BODY,
        .color = COLOR_ON_PANEL,
        .middle = true,
    };
    widget_label(ui, &label);
    motion_rise_end(ui);
}
