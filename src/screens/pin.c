// SPDX-License-Identifier: Apache-2.0
#include <string.h>
#include <sys/mman.h>

#include "screens/parts.h"
#include "screens/screens.h"
#include "store/people.h"
#include "ui/build.h"
#include "ui/button.h"
#include "ui/field.h"
#include "ui/keypad.h"
#include "ui/notice.h"
#include "ui/widget.h"
#include "util/str.h"

#define CODE_DIGITS 2
#define PIN_DIGITS 6
#define ALL_DIGITS (CODE_DIGITS + PIN_DIGITS)
#define TRIES 5
#define RECHECK_MS 1000

/** Kept out of swap, wiped when it is left and after each try. */
struct pin_data {
    char typed[ALL_DIGITS + 1];
    int length;
    bool checking;
    bool wrong;      // the last try; the line stays while typing
    bool incomplete; // submitted too early
    struct pin_lock lock;
    bool in_memory;
};

static void
forget_typed(struct pin_data *data)
{
    secret_wipe(data->typed, sizeof(data->typed));
    data->length = 0;
}

static bool
is_locked(const struct screen_context *context, const struct pin_data *data)
{
    return data->lock.locked_until > context->now_ms;
}

static void
load_lock(struct screen_context *context, struct pin_data *data)
{
    if (pin_lock_load(context->store, &data->lock)) {
        data->lock = (struct pin_lock){0};
    }
}

static void
enter(struct screen_context *context, void *data, const char *arg)
{
    struct pin_data *pin = data;
    (void)arg;
    pin->in_memory = mlock(data, sizeof(*pin)) == 0;
    load_lock(context, pin);
}

static void
leave(struct screen_context *context, void *data)
{
    struct pin_data *pin = data;
    (void)context;
    forget_typed(pin);
    if (pin->in_memory) {
        munlock(data, sizeof(*pin));
    }
}

static bool
submit(struct screen_context *context, struct pin_data *data)
{
    if (data->checking || is_locked(context, data)) {
        return false;
    }
    data->incomplete = data->length < ALL_DIGITS;
    if (data->incomplete) {
        return true;
    }
    char code[CODE_DIGITS + 1];
    memcpy(code, data->typed, CODE_DIGITS);
    code[CODE_DIGITS] = '\0';
    data->checking = true;
    context->ops->check_pin(context->host, code, data->typed + CODE_DIGITS);
    secret_wipe(code, sizeof(code));
    forget_typed(data);
    return true;
}

static bool
type_key(struct screen_context *context, struct pin_data *data, char key)
{
    if (data->checking || is_locked(context, data)) {
        return false;
    }
    data->incomplete = false;
    if (key == KEYPAD_KEY_DELETE) {
        if (data->length > 0) {
            data->typed[--data->length] = '\0';
        }
    } else if (data->length < ALL_DIGITS) {
        data->typed[data->length++] = key;
    }
    return true;
}

static bool
answered(struct screen_context *context, struct pin_data *data, bool right)
{
    data->checking = false;
    data->wrong = !right;
    load_lock(context, data);
    if (right) {
        context->ops->go(context->host, "staff", NULL);
    }
    return true;
}

static bool
event(struct screen_context *context, void *data,
      const struct screen_event *event)
{
    struct pin_data *pin = data;
    if (event->type == SCREEN_PIN) {
        return answered(context, pin, event->pin_right);
    }
    if (event->type != SCREEN_TOUCH || event->ui->type != UI_EVENT_TAP) {
        if (event->type == SCREEN_CHANGED) {
            load_lock(context, pin);
        }
        return event->type != SCREEN_TOUCH;
    }
    char key = keypad_key("pin", event->ui->id);
    if (key && key != 'x') {
        return type_key(context, pin, key);
    }
    if (parts_tapped(event, "pin.submit")) {
        return submit(context, pin);
    }
    if (parts_tapped(event, "pin.home")) {
        context->ops->home(context->host);
    }
    return false;
}

// While the pad is locked the seconds left are shown.
static int64_t
tick(struct screen_context *context, void *data, bool *redraw)
{
    struct pin_data *pin = data;
    if (pin->lock.locked_until == 0) {
        return -1;
    }
    *redraw = true;
    if (!is_locked(context, pin)) {
        pin->lock.locked_until = 0;
        return -1;
    }
    return context->mono_ms + RECHECK_MS;
}

static const char *
error_text(struct screen_context *context, const struct pin_data *data)
{
    struct ui *ui = context->ui;
    if (is_locked(context, data)) {
        int64_t left = (data->lock.locked_until - context->now_ms + 999)
                       / 1000;
        return ui_say(ui, "已锁定，请 {1} 秒后再试", ui_digits(ui, left),
                      NULL);
    }
    if (data->incomplete) {
        return ui_tr(ui, "还没有输完：2 位工号，再 6 位 PIN");
    }
    if (data->wrong && data->lock.wrong > 0 && data->lock.wrong < TRIES) {
        return ui_say(ui,
                      "工号或 PIN 不对，请重新输入；还可以试 {1} 次",
                      ui_digits(ui, TRIES - data->lock.wrong), NULL);
    }
    if (data->wrong) {
        return ui_tr(ui, "工号或 PIN 不对，请重新输入");
    }
    return NULL;
}

static void
draw_head(struct ui *ui, struct rect rect)
{
    struct icon_box icon = {
        .icon = "lock",
        .rect = {rect.x + (rect.w - 128) / 2, rect.y, 128, 128},
        .size = 76,
        .radius = 28,
        .fill = COLOR_LAKE700,
        .color = COLOR_ON_PANEL,
    };
    widget_icon_box(ui, &icon);
    // The second line is the code's element: what the first digits are.
    struct label labels[] = {
        {.id = "pin.title", .text = ui_tr(ui, "工作人员解锁"),
         .step = TYPE_H1, .bold = true, .color = COLOR_ON_PANEL,
         .align = ALIGN_CENTER},
        {.id = "pin.code", .text = ui_tr(ui, "先输 2 位工号，再输 6 位 PIN"),
         .step = TYPE_LEAD, .color = COLOR_ON_PANEL_SOFT,
         .align = ALIGN_CENTER},
    };
    struct rect area = {rect.x, rect.y + 136, rect.w, rect.h - 136};
    widget_stack(ui, labels, 2, area);
}

static void
draw_field(struct ui *ui, const struct pin_data *data, struct rect rect)
{
    struct dots dots = {
        .id = "pin.field",
        .label = ui_tr(ui, "工号和 PIN"),
        .value = ui_digits(ui, data->length),
        .names = {ui_tr(ui, "工号"), "PIN"},
        .groups = {CODE_DIGITS, PIN_DIGITS},
        .filled = data->length,
        .rect = rect,
    };
    dots_draw(ui, &dots);
}

static void
draw_error(struct screen_context *context, const struct pin_data *data,
           struct rect rect)
{
    struct ui *ui = context->ui;
    const char *text = error_text(context, data);
    struct notice notice = {
        .id = "pin.error",
        .icon = "alert",
        .text = text,
        .rect = rect,
        .tone = TONE_CLAY,
        .icon_size = 40,
    };
    if (text) {
        notice_draw(ui, &notice);
        return;
    }
    if (data->checking) {
        notice.id = "pin.checking";
        notice.icon = "clock";
        notice.text = ui_tr(ui, "正在核对…");
        notice.tone = TONE_LAKE;
        notice_draw(ui, &notice);
    }
}

static void
draw_keys(struct screen_context *context, const struct pin_data *data,
          struct rect rect)
{
    struct ui *ui = context->ui;
    bool off = data->checking || is_locked(context, data);
    struct keypad keypad = {
        .screen = "pin",
        .rect = rect,
        .gap_x = 24,
        .gap_y = 20,
        .left = KEYPAD_DELETE,
        .right = KEYPAD_SUBMIT,
        .delete_word = ui_tr(ui, "删除"),
        .submit_word = ui_tr(ui, "确定"),
        .off = off,
    };
    keypad_draw(ui, &keypad);
}

static void
draw_foot(struct ui *ui, struct rect rect)
{
    struct label rule = {
        .id = "pin.rule",
        .text = ui_tr(ui, "连续错 5 次将锁定，时间逐次加倍"),
        .rect = {rect.x, rect.y, rect.w, 60},
        .step = TYPE_BODY,
        .bold = true,
        .color = COLOR_ON_PANEL,
        .align = ALIGN_CENTER,
        .middle = true,
    };
    widget_label(ui, &rule);
    struct label forgotten = {
        .id = "pin.forgotten",
        .text = ui_tr(ui, "忘记 PIN 请联系中心管理员"),
        .rect = {rect.x, rect.y + 60, rect.w, 60},
        .step = TYPE_BODY,
        .color = COLOR_ON_PANEL_SOFT,
        .align = ALIGN_CENTER,
        .middle = true,
    };
    widget_label(ui, &forgotten);
    struct button home = {
        .id = "pin.home",
        .label = ui_tr(ui, "返回首页"),
        .icon = "home",
        .rect = {rect.x + (rect.w - 480) / 2, rect.y + 160, 480, 112},
        .kind = BUTTON_SECONDARY,
    };
    button_draw(ui, &home);
}

static void
draw(struct screen_context *context, const void *data)
{
    struct ui *ui = context->ui;
    if (parts_wide(ui)) {
        draw_head(ui, (struct rect){60, 152, 872, 300});
        draw_field(ui, data, (struct rect){60, 468, 872, 112});
        draw_error(context, data, (struct rect){60, 588, 872, 80});
        draw_foot(ui, (struct rect){60, 676, 872, 260});
        draw_keys(context, data, (struct rect){1012, 192, 848, 692});
        return;
    }
    draw_head(ui, (struct rect){60, 184, 960, 306});
    draw_field(ui, data, (struct rect){60, 510, 960, 112});
    draw_error(context, data, (struct rect){60, 656, 960, 72});
    draw_keys(context, data, (struct rect){120, 760, 840, 652});
    draw_foot(ui, (struct rect){60, 1440, 960, 280});
}

const struct screen_ops pin_screen = {
    .name = "pin",
    .data_size = sizeof(struct pin_data),
    .staff = true,
    .enter = enter,
    .leave = leave,
    .event = event,
    .tick = tick,
    .draw = draw,
};
