// SPDX-License-Identifier: Apache-2.0
#include "screens/identify.h"
#include "screens/parts.h"
#include "ui/build.h"
#include "ui/button.h"
#include "ui/layout.h"
#include "ui/motion.h"
#include "ui/notice.h"
#include "ui/tile.h"
#include "ui/widget.h"

#define ART_W 420
#define ART_H 252
#define STEP_BOX 88
// One way of the scan line over the card.
#define SCAN_MS 1600
// The code on the pictured card: 25 modules and their quiet zone, of which
// the picture's own white needs a part alone.
#define CODE 99
#define CODE_CUT 8

static void
draw_code(struct ui *ui, struct rect white)
{
    struct rect rect = layout_center(white, CODE, CODE);
    struct draw_cmd cmd = {
        .op = DRAW_QR,
        .rect = rect,
        .clip = rect_inset(rect, CODE_CUT, CODE_CUT),
        .text = "SAMPLE TALENT CARD ONLY",
    };
    draw_list_add(ui_building(ui), &cmd);
}

// A card as it is held to the reader, and the line that reads it.
static void
draw_picture(struct screen_context *context, struct rect art)
{
    struct ui *ui = context->ui;
    widget_art(ui, "card-hint-420x252", art, 0);
    if (ui_theme(ui)->contrast) {
        struct box outline = {
            .fill = COLOR_SNOW, .line = COLOR_STONE200, .border = 4,
            .radius = 24,
        };
        widget_box(ui, art, &outline);
    }
    draw_code(ui, (struct rect){art.x + 286, art.y + 136, 100, 100});
    if (!context->state->has_scanner) {
        return;
    }
    int y = art.y + (ART_H - 6) * motion_sway(ui, SCAN_MS) / 1000;
    struct box line = {
        .fill = COLOR_GOLD500, .line = COLOR_NONE, .radius = 3,
    };
    widget_box(ui, (struct rect){art.x - 24, y, ART_W + 48, 6}, &line);
}

static const char *
how_to_hold(struct screen_context *context)
{
    struct ui *ui = context->ui;
    bool wide = parts_wide(ui);
    if (!context->state->has_scanner) {
        return wide ? ui_tr(ui, "请改用证件号或手机号")
                    : ui_tr(ui, "请改用证件号\n或手机号");
    }
    return wide ? ui_tr(ui, "距离 10 厘米，停留 1 秒")
                          : ui_tr(ui, "距离 10 厘米，\n停留 1 秒");
}

// How the reader is, beside the picture or centred below it.
static void
draw_reader(struct screen_context *context, struct rect area, bool center)
{
    struct ui *ui = context->ui;
    bool ready = context->state->has_scanner;
    struct pill pill = {
        .id = "identify.reader",
        .icon = ready ? "scanner" : "alert",
        .text = ready ? ui_tr(ui, "扫码窗已就绪")
                      : ui_tr(ui, "扫码窗没有接好"),
        .rect = {area.x, area.y, area.w, 56},
        .tone = ready ? TONE_LAKE : TONE_GOLD,
    };
    if (center) {
        pill.rect = layout_center(pill.rect, pill_width(ui, &pill), 56);
    }
    pill_draw(ui, &pill);
    enum draw_align align = center ? ALIGN_CENTER : ALIGN_START;
    struct label how = {
        .id = "identify.how",
        .text = how_to_hold(context),
        .rect = {area.x, area.y + 76, area.w, center ? 56 : 112},
        .step = TYPE_H3,
        .bold = true,
        .color = COLOR_INK900,
        .align = align,
        .middle = true,
    };
    widget_label(ui, &how);
    struct label phone = {
        .id = "identify.phone_code",
        .text = ready ? ui_tr(ui, "手机电子码也可以")
                      : ui_tr(ui, "不登记也能取号"),
        .rect = {area.x, area.y + (center ? 136 : 196), area.w, 60},
        .step = TYPE_BODY,
        .color = COLOR_INK700,
        .align = align,
    };
    widget_label(ui, &phone);
}

// Under large type a sign takes the picture's place.
static void
draw_large_hint(struct screen_context *context, struct rect rect)
{
    struct ui *ui = context->ui;
    bool ready = context->state->has_scanner;
    struct icon_box icon = {
        .icon = ready ? "scan" : "alert",
        .rect = {rect.x + 46, rect.y + (rect.h - 184) / 2, 184, 184},
        .size = 116,
        .radius = 36,
        .fill = ready ? COLOR_GOLD500 : COLOR_GOLD100,
        .color = ready ? COLOR_INK900 : COLOR_GOLD800,
    };
    widget_icon_box(ui, &icon);
    struct label labels[] = {
        {.id = "identify.reader",
         .text = ready ? ui_tr(ui, "扫码窗已就绪")
                       : ui_tr(ui, "扫码窗没有接好"),
         .step = TYPE_H3, .bold = true, .color = COLOR_INK900},
        {.id = "identify.how",
         .text = ready ? ui_tr(ui, "离 10 厘米，停 1 秒")
                       : ui_tr(ui, "请改用证件号或手机号"),
         .step = TYPE_BODY, .color = COLOR_INK700, .above = 8},
    };
    int x = rect.x + 274;
    struct rect words = {
        x, rect.y + 16, rect.x + rect.w - 40 - x, rect.h - 32,
    };
    widget_stack(ui, labels, 2, words);
}

void
identify_card_draw(struct screen_context *context, struct rect rect)
{
    struct ui *ui = context->ui;
    widget_card(ui, rect);
    if (parts_wide(ui)) {
        struct rect art = {
            rect.x + (rect.w - ART_W) / 2, rect.y + 68, ART_W, ART_H,
        };
        draw_picture(context, art);
        struct rect words = {rect.x + 36, rect.y + 356, rect.w - 72, 200};
        draw_reader(context, words, true);
        return;
    }
    if (ui_theme(ui)->large) {
        draw_large_hint(context, rect);
        return;
    }
    int top = rect.y + (rect.h - ART_H) / 2;
    draw_picture(context, (struct rect){rect.x + 54, top, ART_W, ART_H});
    struct rect words = {rect.x + 534, top + 4, rect.w - 566, 256};
    draw_reader(context, words, false);
}

struct card_step {
    const char *id, *icon, *title, *sub;
};

static const struct card_step steps[] = {
    {"identify.step.1", "card", UI_MARK("拿出人才卡"),
     UI_MARK("或打开手机里的电子码")},
    {"identify.step.2", "scan", UI_MARK("二维码朝上"),
     UI_MARK("对准发光的扫码窗")},
    {"identify.step.3", "check-circle", UI_MARK("听到“滴”一声"),
     UI_MARK("会自动进入下一页")},
};

// Without a reader: the other ways, to be touched.
static const struct card_step ways[] = {
    {"identify.way.id", "id", UI_MARK("用证件号"),
     UI_MARK("身份证上的 18 位号码")},
    {"identify.way.phone", "mobile", UI_MARK("用手机号"),
     UI_MARK("登记时留下的号码")},
    {"identify.way.guest", "ticket", UI_MARK("不登记直接取号"),
     UI_MARK("办理时请把证件带到窗口核对")},
};

// A numbered card: its disc and the picture are no buttons.
static void
draw_step(struct ui *ui, int i, struct rect rect)
{
    widget_card(ui, rect);
    int size = rect.h < STEP_BOX + 16 ? rect.h - 16 : STEP_BOX;
    int y = rect.y + (rect.h - size) / 2;
    struct rect disc = {rect.x + 38, y, size, size};
    struct box round = {
        .fill = COLOR_LAKE700, .line = COLOR_NONE, .radius = size / 2,
    };
    widget_box(ui, disc, &round);
    struct label number = {
        .text = ui_digits(ui, i + 1),
        .rect = disc,
        .step = TYPE_H3,
        .bold = true,
        .color = COLOR_ON_DARK,
        .align = ALIGN_CENTER,
        .middle = true,
        .fixed = true,
    };
    widget_label(ui, &number);
    struct icon_box icon = {
        .icon = steps[i].icon,
        .rect = {rect.x + rect.w - 38 - size, y, size, size},
        .size = 52,
        .radius = 20,
        .fill = COLOR_LAKE100,
        .color = COLOR_LAKE700,
    };
    widget_icon_box(ui, &icon);
    struct label labels[] = {
        {.id = steps[i].id, .text = ui_tr(ui, steps[i].title),
         .step = TYPE_H3, .bold = true, .color = COLOR_INK900},
        {.text = ui_tr(ui, steps[i].sub), .step = TYPE_BODY,
         .color = COLOR_INK700},
    };
    int x = disc.x + size + 28;
    struct rect words = {x, rect.y + 2, icon.rect.x - 28 - x, rect.h - 4};
    widget_stack(ui, labels, 2, words);
}

// The button below: in a wide page it stands in the right column.
static struct rect
cut_foot(const struct ui *ui, struct rect *area)
{
    if (parts_wide(ui)) {
        struct rect right = layout_cut_right(area, 384);
        layout_cut_right(area, 24);
        return layout_cut_bottom(&right, 124);
    }
    struct rect foot = layout_cut_bottom(area, 120);
    layout_cut_bottom(area, 24);
    return foot;
}

static void
draw_steps(struct ui *ui, struct rect area)
{
    bool wide = parts_wide(ui);
    struct button no_card = {
        .id = "identify.no_card",
        .label = wide ? ui_tr(ui, "改用证件号")
                      : ui_tr(ui, "没带卡，改用证件号"),
        .icon = "id",
        .rect = cut_foot(ui, &area),
        .kind = BUTTON_SECONDARY,
    };
    struct rect where = layout_cut_bottom(&area, area.h > 600 ? 152 : 124);
    layout_cut_bottom(&area, area.h > 490 ? 32 : 24);
    for (int i = 0; i < 3; i++) {
        draw_step(ui, i, layout_row(area, 3, 16, i));
    }
    struct notice notice = {
        .id = "identify.where",
        .icon = wide ? "arrow-right" : "arrow-down",
        .text = wide ? ui_tr(ui, "扫码窗在屏幕右侧")
                     : ui_tr(ui, "扫码窗在屏幕正下方"),
        .more = ui_tr(ui, "这一页随时可以扫，不用点按钮"),
        .rect = where,
        .tone = TONE_GOLD,
        .boxed = true,
    };
    notice_draw(ui, &notice);
    button_draw(ui, &no_card);
}

static void
draw_ways(struct ui *ui, struct rect area)
{
    struct button call = {
        .id = "identify.call",
        .label = parts_wide(ui) ? ui_tr(ui, "呼叫工作人员")
                                : ui_tr(ui, "请工作人员过来"),
        .icon = "bell",
        .rect = cut_foot(ui, &area),
        .kind = BUTTON_SECONDARY,
    };
    for (int i = 0; i < 3; i++) {
        struct tile tile = {
            .id = ways[i].id,
            .icon = ways[i].icon,
            .title = ui_tr(ui, ways[i].title),
            .sub = ui_tr(ui, ways[i].sub),
            .rect = layout_row(area, 3, 24, i),
            .box = area.h < 500 ? 88 : 104,
            .trail = "chevron-right",
        };
        tile_draw(ui, &tile);
    }
    button_draw(ui, &call);
}

void
identify_card_tab_draw(struct screen_context *context, struct rect area)
{
    if (context->state->has_scanner) {
        draw_steps(context->ui, area);
    } else {
        draw_ways(context->ui, area);
    }
}
