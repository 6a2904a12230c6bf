// SPDX-License-Identifier: Apache-2.0
#include <string.h>
#include <sys/mman.h>

#include "screens/parts.h"
#include "screens/reach.h"
#include "screens/screens.h"
#include "store/people.h"
#include "ui/build.h"
#include "ui/button.h"
#include "ui/field.h"
#include "ui/keypad.h"
#include "ui/layout.h"
#include "ui/notice.h"
#include "ui/widget.h"
#include "util/str.h"

#define CODE_DIGITS 2
#define PIN_DIGITS 6
#define ALL_DIGITS (CODE_DIGITS + PIN_DIGITS)
#define TRIES 5
#define RECHECK_MS 1000
// A check takes a twentieth of a second; one that never ends is given up.
#define CHECK_MAX_MS 15000
#define CHECK_SLOW_MS 3000

/** What the line above the keys says; it stays while typing. */
enum pin_note {
    PIN_QUIET,
    PIN_INCOMPLETE, // submitted too early
    PIN_WRONG,
    PIN_UNCOUNTED   // nobody could check it, and it does not count
};

/** Kept out of swap, wiped when it is left and after each try. */
struct pin_data {
    char typed[ALL_DIGITS + 1];
    int length;
    enum pin_note note;
    int64_t checking_until; // clock_mono_ms; 0: no check runs
    bool slow;              // it takes longer than one likes to wait
    struct pin_lock lock;
    int64_t opens_ms;       // clock_mono_ms; 0: the pad is open
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
    return data->opens_ms > context->mono_ms;
}

static void
load_lock(struct screen_context *context, struct pin_data *data)
{
    if (pin_lock_load(context->store, &data->lock)) {
        data->lock = (struct pin_lock){0};
    }
    int64_t left = data->lock.locked_until - context->now_ms;
    data->opens_ms = data->lock.locked_until > 0 ? context->mono_ms + left
                                                 : 0;
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
    if (data->checking_until || is_locked(context, data)) {
        return false;
    }
    if (data->length < ALL_DIGITS) {
        data->note = PIN_INCOMPLETE;
        return true;
    }
    char code[CODE_DIGITS + 1];
    memcpy(code, data->typed, CODE_DIGITS);
    code[CODE_DIGITS] = '\0';
    data->checking_until = context->mono_ms + CHECK_MAX_MS;
    data->slow = false;
    context->ops->check_pin(context->host, code, data->typed + CODE_DIGITS);
    secret_wipe(code, sizeof(code));
    forget_typed(data);
    return true;
}

static bool
type_key(struct screen_context *context, struct pin_data *data, char key)
{
    if (data->checking_until || is_locked(context, data)) {
        return false;
    }
    if (data->note == PIN_INCOMPLETE) {
        data->note = PIN_QUIET;
    }
    if (key == KEYPAD_KEY_DELETE) {
        if (data->length > 0) {
            data->typed[--data->length] = '\0';
        }
    } else if (data->length < ALL_DIGITS) {
        data->typed[data->length++] = key;
    }
    return true;
}

// A denied try that the store did not count was not checked at all.
static bool
answered(struct screen_context *context, struct pin_data *data, bool right)
{
    int before = data->lock.wrong;
    data->checking_until = 0;
    load_lock(context, data);
    if (right) {
        context->ops->go(context->host, "staff", NULL);
        return true;
    }
    data->note = data->lock.wrong > before ? PIN_WRONG : PIN_UNCOUNTED;
    return true;
}

static bool
touched(struct screen_context *context, struct pin_data *data,
        const struct screen_event *event)
{
    char key = keypad_key("pin", event->ui->id);
    if (key && key != 'x') {
        return type_key(context, data, key);
    }
    if (parts_tapped(event, "pin.submit")) {
        return submit(context, data);
    }
    if (parts_tapped(event, "pin.home")) {
        context->ops->home(context->host);
    }
    return false;
}

static bool
event(struct screen_context *context, void *data,
      const struct screen_event *event)
{
    struct pin_data *pin = data;
    switch (event->type) {
    case SCREEN_TOUCH:
        return event->ui->type == UI_EVENT_TAP
               && touched(context, pin, event);
    case SCREEN_PIN:
        return answered(context, pin, event->pin_right);
    case SCREEN_CHANGED:
    case SCREEN_STATE:
        // The centre may have lifted the lock.
        load_lock(context, pin);
        return true;
    case SCREEN_SCAN:
    case SCREEN_CANDIDATES:
    case SCREEN_FOUND:
        break;
    }
    return false;
}

// While the pad is locked the seconds left are shown.
static int64_t
tick(struct screen_context *context, void *data, bool *redraw)
{
    struct pin_data *pin = data;
    int64_t now = context->mono_ms;
    if (pin->checking_until && now >= pin->checking_until) {
        pin->checking_until = 0;
        pin->note = PIN_UNCOUNTED;
        *redraw = true;
    }
    int64_t slow_from = pin->checking_until - CHECK_MAX_MS + CHECK_SLOW_MS;
    if (pin->checking_until && !pin->slow && now >= slow_from) {
        pin->slow = true;
        *redraw = true;
    }
    if (pin->opens_ms) {
        load_lock(context, pin);
        *redraw = true;
    }
    if (pin->opens_ms) {
        int64_t left = pin->opens_ms - now;
        return now + (left < RECHECK_MS ? left : RECHECK_MS);
    }
    if (pin->checking_until && !pin->slow) {
        return slow_from;
    }
    return pin->checking_until ? pin->checking_until : -1;
}

static const char *
locked_text(struct ui *ui, int64_t left_ms)
{
    int64_t seconds = (left_ms + 999) / 1000;
    if (seconds < 60) {
        return ui_say(ui, "已锁定，请 {1} 秒后再试", ui_digits(ui, seconds),
                      NULL);
    }
    return ui_say(ui, "已锁定，请 {1} 分 {2} 秒后再试",
                  ui_digits(ui, seconds / 60), ui_digits(ui, seconds % 60),
                  NULL);
}

static const char *
error_text(struct screen_context *context, const struct pin_data *data)
{
    struct ui *ui = context->ui;
    if (is_locked(context, data)) {
        return locked_text(ui, data->opens_ms - context->mono_ms);
    }
    // After a lock each further wrong try locks again.
    int left = TRIES - data->lock.wrong;
    switch (data->note) {
    case PIN_QUIET:
        return NULL;
    case PIN_INCOMPLETE:
        return ui_tr(ui, "还没有输完：2 位工号，再 6 位 PIN");
    case PIN_WRONG:
        return ui_say(ui,
                      "工号或 PIN 不对，请重新输入；还可以试 {1} 次",
                      ui_digits(ui, left > 0 ? left : 1), NULL);
    case PIN_UNCOUNTED:
        return ui_tr(ui, "没有核对成，不算次数，请再输一次");
    }
    return NULL;
}

static void
draw_head(struct ui *ui, const struct pin_data *data, struct rect rect)
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
    // The second line is the code's element: how much of it was typed.
    int code = data->length < CODE_DIGITS ? data->length : CODE_DIGITS;
    struct label labels[] = {
        {.id = "pin.title", .text = ui_tr(ui, "工作人员解锁"),
         .step = TYPE_H1, .bold = true, .color = COLOR_ON_PANEL,
         .align = ALIGN_CENTER},
        {.id = "pin.code", .text = ui_tr(ui, "先输 2 位工号，再输 6 位 PIN"),
         .value = ui_digits(ui, code),
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

// One line in the middle of a strip.
static void
draw_strip(struct ui *ui, const struct advice *advice, enum tone tone)
{
    bool contrast = ui_theme(ui)->contrast;
    struct box box = {
        .fill = tone_fill(tone),
        .line = contrast ? tone_text(tone) : COLOR_NONE,
        .border = contrast ? 3 : 0,
        .radius = 20,
    };
    widget_box(ui, advice->rect, &box);
    struct advice line = *advice;
    line.rect = rect_inset(line.rect, 28, 4);
    line.center = true;
    line.color = tone_text(tone);
    advice_draw(ui, &line);
}

static void
draw_error(struct screen_context *context, const struct pin_data *data,
           struct rect rect)
{
    struct ui *ui = context->ui;
    struct advice advice = {.rect = rect};
    if (data->checking_until) {
        advice.id = "pin.checking";
        advice.icon = "clock";
        advice.text = data->slow
                          ? ui_tr(ui, "比平时慢，请再等等，或返回首页再来")
                          : ui_tr(ui, "正在核对…");
        draw_strip(ui, &advice, data->slow ? TONE_GOLD : TONE_MEADOW);
        return;
    }
    advice.id = "pin.error";
    advice.icon = "alert";
    advice.text = error_text(context, data);
    if (advice.text) {
        draw_strip(ui, &advice, TONE_CLAY);
    }
}

static void
draw_keys(struct screen_context *context, const struct pin_data *data,
          struct rect rect)
{
    struct ui *ui = context->ui;
    bool checking = data->checking_until != 0;
    struct keypad keypad = {
        .screen = "pin",
        .rect = rect,
        .gap_x = 24,
        .gap_y = 20,
        .left = KEYPAD_DELETE,
        .right = KEYPAD_SUBMIT,
        .delete_word = ui_tr(ui, "删除"),
        .submit_word = checking ? ui_tr(ui, "核对中") : ui_tr(ui, "确定"),
        .off = checking || is_locked(context, data),
    };
    keypad_draw(ui, &keypad);
}

static void
draw_foot(struct screen_context *context, struct rect rect)
{
    struct ui *ui = context->ui;
    struct rect area = rect;
    struct rect button = layout_center(layout_cut_bottom(&area, 112), 480,
                                       112);
    struct label labels[] = {
        {.id = "pin.rule",
         .text = ui_tr(ui, "连续错 5 次将锁定，时间逐次加倍"),
         .step = TYPE_BODY, .bold = true, .color = COLOR_ON_PANEL},
        {.id = "pin.forgotten",
         // Without a centre there are no staff that could be known here.
         .text = context->state->enrolled
                     ? ui_tr(ui, "忘记 PIN 请联系中心管理员")
                     : ui_tr(ui, "本机还没有登记到中心，暂时没有人能解锁"),
         .step = TYPE_BODY, .color = COLOR_ON_PANEL_SOFT},
    };
    for (int i = 0; i < 2; i++) {
        labels[i].rect = layout_cut_top(&area, 64);
        labels[i].align = ALIGN_CENTER;
        labels[i].middle = true;
        widget_label(ui, &labels[i]);
    }
    struct button home = {
        .id = "pin.home",
        .label = ui_tr(ui, "返回首页"),
        .icon = "home",
        .rect = button,
        .kind = BUTTON_SECONDARY,
    };
    button_draw(ui, &home);
}

static void
draw(struct screen_context *context, const void *data)
{
    struct ui *ui = context->ui;
    if (parts_wide(ui)) {
        draw_head(ui, data, (struct rect){60, 140, 872, 300});
        draw_field(ui, data, (struct rect){60, 456, 872, 112});
        draw_error(context, data, (struct rect){60, 580, 872, 72});
        draw_foot(context, (struct rect){60, 664, 872, 256});
        draw_keys(context, data, (struct rect){1012, 192, 848, 692});
        return;
    }
    draw_head(ui, data, (struct rect){60, 184, 960, 306});
    if (reach_low(ui)) {
        int top = REACH_TOP;
        draw_field(ui, data, (struct rect){60, top, 960, 112});
        draw_error(context, data, (struct rect){60, top + 128, 960, 64});
        draw_keys(context, data, (struct rect){120, top + 208, 840, 436});
        draw_foot(context, (struct rect){60, top + 652, 960, 244});
        return;
    }
    draw_field(ui, data, (struct rect){60, 510, 960, 112});
    draw_error(context, data, (struct rect){60, 656, 960, 72});
    draw_keys(context, data, (struct rect){120, 760, 840, 652});
    draw_foot(context, (struct rect){60, 1436, 960, 276});
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
