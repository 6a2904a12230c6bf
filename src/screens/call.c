// SPDX-License-Identifier: Apache-2.0
#include "screens/call.h"

#include "screens/parts.h"
#include "ui/build.h"

static struct call_words
words_sent(const struct screen_context *context, const char *time)
{
    struct ui *ui = context->ui;
    const struct kiosk_state *state = context->state;
    struct call_words words = {
        .value = "sent",
        .title = ui_tr(ui, "已通知工作人员"),
        .when = ui_say(ui, "{1} 发出 · 等待回应", time, NULL),
        .next = ui_tr(ui, "请留在终端旁，工作人员会来找您。网络断开时，"
                          "请直接到咨询台。"),
        .icon = "bell",
        .tone = TONE_GOLD,
    };
    if (state->enrolled && state->online && state->pending > 0) {
        words.title = ui_tr(ui, "正在通知工作人员…");
        words.when = ui_say(ui, "{1} 记下，正在发出", time, NULL);
    } else if (!state->enrolled || !state->online || state->pending > 0) {
        words.title = ui_tr(ui, "已记下，还没有送到");
        words.when = ui_say(ui, "{1} 记下，联网后发出", time, NULL);
        words.next = ui_tr(ui, "请直接到咨询台。");
    }
    return words;
}

struct call_words
call_words(const struct screen_context *context)
{
    struct ui *ui = context->ui;
    const struct kiosk_state *state = context->state;
    const char *time = parts_time(ui, state->help_at);
    switch ((enum help_state)state->help_state) {
    case HELP_NONE:
        break;
    case HELP_SENT:
        return words_sent(context, time);
    case HELP_ANSWERED:
        return (struct call_words){
            .value = "answered",
            .title = ui_tr(ui, "工作人员已收到"),
            .when = ui_say(ui, "{1} 回应", time, NULL),
            .next = ui_tr(ui, "工作人员正在过来，请稍候。关闭这一页"
                              "不影响。"),
            .icon = "check",
            .tone = TONE_MEADOW,
        };
    case HELP_ESCALATED:
        return (struct call_words){
            .value = "escalated",
            .title = ui_tr(ui, "已再次通知值班负责人"),
            .when = ui_say(ui, "没有回应，{1} 已转交", time, NULL),
            .next = ui_tr(ui, "您也可以直接到咨询台，或先取号再等。"),
            .icon = "megaphone",
            .tone = TONE_GOLD,
        };
    }
    return (struct call_words){0};
}
