// SPDX-License-Identifier: Apache-2.0
#include "screens/parts.h"
#include "screens/screen.h"
#include "ui/build.h"
#include "ui/button.h"
#include "ui/dialog.h"
#include "ui/layout.h"
#include "ui/notice.h"
#include "ui/tile.h"
#include "ui/widget.h"

struct state_words {
    const char *value, *title, *line;
    enum tone tone;
};

static struct state_words
words_of(struct ui *ui, enum help_state state)
{
    switch (state) {
    case HELP_NONE:
        break;
    case HELP_SENT:
        return (struct state_words){
            "sent", ui_tr(ui, "已通知工作人员"),
            ui_tr(ui, "请留在终端旁，工作人员会来找您。网络断开时，"
                      "请直接到咨询台。"),
            TONE_GOLD,
        };
    case HELP_ANSWERED:
        return (struct state_words){
            "answered", ui_tr(ui, "工作人员已收到"),
            ui_tr(ui, "工作人员正在过来，请稍候。关闭这一页不影响。"),
            TONE_MEADOW,
        };
    case HELP_ESCALATED:
        return (struct state_words){
            "escalated", ui_tr(ui, "已再次通知值班负责人"),
            ui_tr(ui, "请留在终端旁，或直接到咨询台。"), TONE_GOLD,
        };
    }
    return (struct state_words){0};
}

static void
draw_call(struct ui *ui, struct rect rect, bool again)
{
    struct button call = {
        .id = "help.call",
        .label = again ? ui_tr(ui, "再叫一次")
                       : ui_tr(ui, "请工作人员过来"),
        .icon = again ? NULL : "bell",
        .rect = rect,
        .kind = again ? BUTTON_SECONDARY : BUTTON_COMMIT,
        .step = again ? TYPE_H4 : TYPE_H3,
    };
    button_draw(ui, &call);
}

// After a call the gold button becomes a card that tells how it stands.
static void
draw_state(struct ui *ui, const struct state_words *words, struct rect rect)
{
    struct box box = {
        .fill = tone_fill(words->tone), .line = COLOR_NONE, .radius = 24,
    };
    widget_box(ui, rect, &box);
    struct icon_box icon = {
        .icon = "bell",
        .rect = {rect.x + 36, rect.y + 32, 112, 112},
        .size = 68,
        .radius = 56,
        .fill = COLOR_SNOW,
        .color = tone_text(words->tone),
    };
    widget_icon_box(ui, &icon);
    struct label title = {
        .id = "help.state",
        .text = words->title,
        .value = words->value,
        .rect = {rect.x + 176, rect.y + 32, rect.w - 204, 112},
        .step = TYPE_H2,
        .bold = true,
        .color = tone_text(words->tone),
        .middle = true,
    };
    widget_label(ui, &title);
    struct label line = {
        .id = "help.state.line",
        .text = words->line,
        .rect = {rect.x + 36, rect.y + 156, rect.w - 36 - 300, 152},
        .step = TYPE_BODY,
        .color = tone_text(words->tone),
        .middle = true,
    };
    widget_label(ui, &line);
    struct rect call = {rect.x + rect.w - 276, rect.y + 172, 240, 104};
    draw_call(ui, call, true);
}

static void
draw_switches(struct ui *ui, struct rect area)
{
    struct tile large = {
        .id = "help.large",
        .icon = "type",
        .title = ui_tr(ui, "大字"),
        .sub = ui_tr(ui, "字更大，看得清"),
        .rect = layout_column(area, 2, 24, 0),
        .on = ui_theme(ui)->large,
    };
    tile_draw(ui, &large);
    struct tile contrast = {
        .id = "help.contrast",
        .icon = "contrast",
        .title = ui_tr(ui, "高对比"),
        .sub = ui_tr(ui, "黑底白字"),
        .rect = layout_column(area, 2, 24, 1),
        .on = ui_theme(ui)->contrast,
    };
    tile_draw(ui, &contrast);
}

struct hint {
    const char *id, *icon, *text;
};
static const struct hint hints[] = {
    {"help.hint.1", "id", UI_MARK("输入证件号或手机号，不登记也能取号")},
    {"help.hint.2", "ticket", UI_MARK("记住号码，听到叫号到窗口")},
    {"help.hint.3", "eye-off",
     UI_MARK("离开前按“首页”，您的信息立即清除")},
};

static void
draw_hints(struct ui *ui, struct rect area)
{
    struct section section = {
        .id = "help.hints",
        .title = ui_tr(ui, "怎么用这台终端"),
        .rect = layout_cut_top(&area, 64),
    };
    parts_section(ui, &section);
    layout_skip(&area, 8);
    for (int i = 0; i < 3; i++) {
        struct advice advice = {
            .id = hints[i].id,
            .icon = hints[i].icon,
            .text = ui_tr(ui, hints[i].text),
            .rect = layout_row(area, 3, 0, i),
            .color = COLOR_INK900,
        };
        advice_draw(ui, &advice);
    }
}

static void
draw_head(struct ui *ui, struct rect sheet)
{
    struct label title = {
        .id = "help.title",
        .text = ui_tr(ui, "需要帮忙吗？"),
        .rect = {sheet.x + 60, sheet.y + 36, sheet.w - 120, 88},
        .step = TYPE_H1,
        .bold = true,
        .color = COLOR_INK900,
        .middle = true,
    };
    widget_label(ui, &title);
}

static void
draw_privacy(struct ui *ui, struct rect rect)
{
    struct advice advice = {
        .id = "help.privacy",
        .icon = "info",
        .text = ui_tr(ui, "呼叫时只发送终端编号和所在页面，不发送您的"
                          "姓名、证件号或填写的内容。"),
        .rect = rect,
        .color = COLOR_INK700,
    };
    advice_draw(ui, &advice);
}

static void
draw_close(struct ui *ui, struct rect rect)
{
    struct button close = {
        .id = "help.close",
        .label = ui_tr(ui, "关闭"),
        .rect = rect,
        .kind = BUTTON_SECONDARY,
    };
    button_draw(ui, &close);
}

static void
draw_portrait(struct screen_context *context, struct rect sheet,
              const struct state_words *words)
{
    struct ui *ui = context->ui;
    struct rect area = {60, sheet.y + 156, 960, 0};
    if (words->title) {
        area.h = 324;
        draw_state(ui, words, area);
    } else {
        area.h = 152;
        draw_call(ui, area, false);
    }
    int y = area.y + area.h + 32;
    bool called = words->title != NULL;
    draw_switches(ui, (struct rect){60, y, 960, called ? 172 : 200});
    y += called ? 196 : 232;
    if (!called || !ui_theme(ui)->large) {
        draw_hints(ui, (struct rect){60, y, 960, called ? 276 : 320});
        y += called ? 284 : 328;
    }
    draw_privacy(ui, (struct rect){60, y, 960, 1748 - y});
    draw_close(ui, (struct rect){60, 1764, 960, 112});
}

static void
draw_landscape(struct screen_context *context, struct rect sheet,
               const struct state_words *words)
{
    struct ui *ui = context->ui;
    int top = sheet.y + 148;
    if (words->title) {
        draw_state(ui, words, (struct rect){60, top, 888, 324});
    } else {
        draw_call(ui, (struct rect){60, top, 888, 152}, false);
    }
    draw_privacy(ui, (struct rect){60, top + 340, 888, 120});
    draw_switches(ui, (struct rect){972, top, 888, 176});
    draw_hints(ui, (struct rect){972, top + 200, 888, 300});
    draw_close(ui, (struct rect){972, sheet.y + 684, 888, 112});
}

void
help_sheet_draw(struct screen_context *context)
{
    struct ui *ui = context->ui;
    bool wide = parts_wide(ui);
    struct rect sheet = {0, 616, 1080, 1304};
    if (wide) {
        sheet = (struct rect){0, 264, 1920, 816};
    }
    sheet_begin(ui, "help.sheet", ui_tr(ui, "需要帮忙吗？"), sheet);
    draw_head(ui, sheet);
    struct state_words words
        = words_of(ui, (enum help_state)context->state->help_state);
    if (wide) {
        draw_landscape(context, sheet, &words);
    } else {
        draw_portrait(context, sheet, &words);
    }
}
