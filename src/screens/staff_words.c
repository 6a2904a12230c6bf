// SPDX-License-Identifier: Apache-2.0
#include <string.h>

#include "screens/parts.h"
#include "screens/staff.h"
#include "ui/build.h"
#include "ui/layout.h"
#include "ui/log_row.h"
#include "util/str.h"
#include "util/timestamp.h"

struct type_word {
    const char *type, *word;
};
static const struct type_word type_words[] = {
    {"visit.checked_in", UI_MARK("登记")},
    {"visit.ended", UI_MARK("办完离开")},
    {"ticket.issued", UI_MARK("取号")},
    {"ticket.slip", UI_MARK("小票")},
    {"help.requested", UI_MARK("请工作人员")},
    {"form.submitted", UI_MARK("递交登记")},
    {"activity.joined", UI_MARK("活动签到")},
    {"staff.unlocked", UI_MARK("解锁")},
    {"staff.denied", UI_MARK("解锁失败")},
    {"staff.synced", UI_MARK("手动同步")},
    {"kiosk.started", UI_MARK("开机")},
    {"kiosk.clock_stepped", UI_MARK("时钟跳变")},
    {"catalogue.refused", UI_MARK("目录有误")},
    {"command.done", UI_MARK("执行指令")},
    {"record.resent", UI_MARK("重新发送")},
    {"record.discarded", UI_MARK("丢弃记录")},
    {"record.exported", UI_MARK("导出记录")},
};

void
staff_item_id(char *out, size_t size, const char *prefix,
              const struct outbox_item *item, int nth)
{
    if (nth > 1) {
        str_format(out, size, "%s.%lld.%d", prefix, (long long)item->seq,
                   nth);
    } else {
        str_format(out, size, "%s.%lld", prefix, (long long)item->seq);
    }
}

int
staff_item_nth(const struct staff_data *data, size_t index)
{
    int nth = 0;
    for (size_t i = 0; i <= index; i++) {
        nth += data->items[i].seq == data->items[index].seq;
    }
    return nth;
}

static const char *
type_word(struct ui *ui, const struct outbox_item *item)
{
    for (size_t i = 0; i < sizeof(type_words) / sizeof(type_words[0]); i++) {
        if (strcmp(type_words[i].type, item->type) == 0) {
            return ui_tr(ui, type_words[i].word);
        }
    }
    return item->type;
}

static bool
has_summary(const struct outbox_item *item)
{
    return item->summary[0] && strcmp(item->summary, item->type) != 0;
}

const char *
staff_item_title(struct ui *ui, const struct outbox_item *item)
{
    const char *word = type_word(ui, item);
    const char *number = ui_digits(ui, item->seq);
    if (!has_summary(item)) {
        return ui_say(ui, "#{1} {2}", number, word, NULL);
    }
    return ui_say(ui, "#{1} {2} {3}", number, word, item->summary, NULL);
}

const char *
staff_item_words(struct ui *ui, const struct outbox_item *item)
{
    const char *word = type_word(ui, item);
    return has_summary(item) ? ui_say(ui, "{1} {2}", word, item->summary,
                                      NULL)
                             : word;
}

const char *
staff_item_reason(struct ui *ui, const struct outbox_item *item)
{
    bool english = ui_lang(ui) == LANG_EN && item->message_en[0];
    const char *message = english ? item->message_en : item->message_zh;
    if (*message) {
        return message;
    }
    return item->code[0] ? item->code : ui_tr(ui, "没有写明原因");
}

struct fate_word {
    const char *word;
    enum tone tone;
};

static const struct fate_word fates[] = {
    [OUTBOX_UNSENT] = {UI_MARK("待传"), TONE_GOLD},
    [OUTBOX_TAKEN] = {UI_MARK("完成"), TONE_MEADOW},
    [OUTBOX_REFUSED] = {UI_MARK("搁置"), TONE_CLAY},
    [OUTBOX_DISCARDED] = {UI_MARK("已丢弃"), TONE_GREY},
    [OUTBOX_RESENT] = {UI_MARK("已重发"), TONE_LAKE},
};

// "14:25:41" of today, "10-12" of another day.
static const char *
when(struct screen_context *context, int64_t at)
{
    char today[DAY_SIZE], day[DAY_SIZE], text[16];
    timestamp_day(context->now_ms, today);
    timestamp_day(at, day);
    if (strcmp(today, day) != 0) {
        return ui_keep(context->ui, day + 5);
    }
    str_format(text, sizeof(text), "%s:%02d", parts_time(context->ui, at),
               (int)(at / 1000 % 60));
    return ui_keep(context->ui, text);
}

void
staff_recent_draw(struct screen_context *context,
                  const struct staff_data *data, struct rect area)
{
    struct ui *ui = context->ui;
    int h = parts_wide(ui) ? 62 : 84;
    if (data->recent_count == 0 || area.h < 56 + 8 + h) {
        return;
    }
    struct section section = {
        .id = "staff.recent",
        .title = ui_tr(ui, "最近记录"),
        .rect = layout_cut_top(&area, 56),
    };
    parts_section(ui, &section);
    layout_skip(&area, 8);
    for (size_t i = 0; i < data->recent_count && area.h >= h; i++) {
        const struct outbox_item *item = &data->recent[i];
        char id[UI_ID_SIZE];
        str_format(id, sizeof(id), "staff.recent.%d", (int)i + 1);
        struct log_row row = {
            .id = id,
            .time = when(context, item->at),
            .text = staff_item_words(ui, item),
            .tag = ui_tr(ui, fates[item->fate].word),
            .tone = fates[item->fate].tone,
            .rect = layout_cut_top(&area, h),
        };
        log_row_draw(ui, &row);
    }
}
