// SPDX-License-Identifier: Apache-2.0
#include "screens/activities.h"

#include "screens/parts.h"
#include "ui/build.h"

static const char *const classes[ACTIVITY_CLASS_COUNT] = {
    [ACTIVITY_HONOUR] = UI_MARK("敬才"),
    [ACTIVITY_PRAISE] = UI_MARK("赞才"),
    [ACTIVITY_ATTRACT] = UI_MARK("引才"),
};

const char *
activities_class_word(struct ui *ui, enum activity_class class)
{
    return ui_tr(ui, classes[class]);
}

const char *
activities_classes(struct ui *ui, const struct activity *activity)
{
    const char *all = "";
    for (int i = 0; i < ACTIVITY_CLASS_COUNT; i++) {
        if (!activity->classes[i]) {
            continue;
        }
        const char *word = activities_class_word(ui, (enum activity_class)i);
        all = all[0] ? ui_say(ui, "{1} · {2}", all, word, NULL) : word;
    }
    return all;
}

const char *
activities_when(struct ui *ui, const struct activity *activity)
{
    return activity->starts_ms
               ? parts_day_time(ui, activity->starts_ms)
               : ui_tr(ui, "暂无公开信息，请咨询窗口");
}

struct activities_room
activities_room_words(struct ui *ui, const struct activity *activity,
                      int64_t now_ms)
{
    struct activities_room words = {
        .room = activity_room(activity, now_ms),
    };
    switch (words.room) {
    case ACTIVITY_ROOM_UNKNOWN:
        break;
    case ACTIVITY_ROOM_LEFT:
        words.text = ui_say(ui, "可报名 · 余 {1} 位",
                            ui_digits(ui, activity->left), NULL);
        break;
    case ACTIVITY_ROOM_WAITING:
        words.text = ui_tr(ui, "已满 · 可候补");
        break;
    case ACTIVITY_ROOM_FULL:
        words.text = ui_tr(ui, "已满");
        break;
    case ACTIVITY_ROOM_OVER:
        words.text = ui_tr(ui, "已结束");
        break;
    }
    return words;
}
