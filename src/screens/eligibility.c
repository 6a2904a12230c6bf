// SPDX-License-Identifier: Apache-2.0
#include <stdlib.h>
#include <string.h>

#include "model/eligibility.h"
#include "screens/parts.h"
#include "screens/reach.h"
#include "screens/screens.h"
#include "store/rules.h"
#include "ui/build.h"
#include "ui/choice_card.h"
#include "ui/form_frame.h"
#include "ui/layout.h"
#include "ui/page_head.h"
#include "util/log.h"
#include "util/str.h"

#define SKIPPED (-1)
#define NOTHING (-2)

struct eligibility_data {
    struct rule *rules; // owned, RULES_MAX of them
    size_t count;
    const struct rule_question *question; // of `rules`; NULL: none is left
    int most;           // questions in all, at most
    int chosen;         // index of a choice, SKIPPED or NOTHING
    bool failed;        // the rules could not be read or judged
};

// How many questions may still come, this one included.
static int
most_left(const struct eligibility_data *data, struct answers answers)
{
    const struct rule_question *question = data->question;
    int count = 0;
    // Skipping all of them rules nothing out.
    while (question && count < ELIGIBILITY_MAX_ANSWERS
           && answers_set(&answers, question->field, "")) {
        count++;
        if (eligibility_next(data->rules, data->count, &answers,
                             &question)) {
            break;
        }
    }
    return count;
}

static void
find_question(struct screen_context *context, struct eligibility_data *data)
{
    enum err err = eligibility_next(data->rules, data->count,
                                    &context->session->answers,
                                    &data->question);
    data->chosen = NOTHING;
    data->failed = data->failed || err != ERR_OK;
    if (err) {
        LOGE("eligibility: the rules were not judged: %s", err_name(err));
        data->question = NULL;
    }
    data->most = (int)context->session->answers.count
                 + most_left(data, context->session->answers);
}

static void
clear_rules(struct eligibility_data *data)
{
    for (size_t i = 0; i < data->count; i++) {
        rule_clear(&data->rules[i]);
    }
    free(data->rules);
    *data = (struct eligibility_data){0};
}

static void
load(struct screen_context *context, struct eligibility_data *data)
{
    clear_rules(data);
    data->rules = calloc(RULES_MAX, sizeof(*data->rules));
    enum err err = data->rules
                       ? rules_list(context->store, context->state->profile,
                                    data->rules, &data->count)
                       : ERR_NO_MEMORY;
    data->failed = err != ERR_OK || data->count == 0;
    if (err) {
        LOGE("eligibility: no rules: %s", err_name(err));
    }
    find_question(context, data);
}

static void
enter(struct screen_context *context, void *data, const char *arg)
{
    (void)arg;
    struct eligibility_data *eligibility = data;
    struct answers *answers = &context->session->answers;
    load(context, eligibility);
    // Back from the results: the last question again.
    while (!eligibility->failed && !eligibility->question
           && answers->count > 0) {
        answers_remove(answers, answers->items[answers->count - 1].field);
        find_question(context, eligibility);
    }
}

static void
leave(struct screen_context *context, void *data)
{
    (void)context;
    clear_rules(data);
}

static void
choose(struct eligibility_data *data, const char *value)
{
    if (value[0] == '\0') {
        data->chosen = SKIPPED;
    }
    for (size_t i = 0; data->question && i < data->question->choice_count;
         i++) {
        if (str_equal(data->question->choices[i].value, value)) {
            data->chosen = (int)i;
        }
    }
}

static void
go_on(struct screen_context *context, struct eligibility_data *data)
{
    if (!data->question || data->chosen == NOTHING) {
        return;
    }
    const char *value = data->chosen == SKIPPED
                            ? ""
                            : data->question->choices[data->chosen].value;
    if (!answers_set(&context->session->answers, data->question->field,
                     value)) {
        LOGE("eligibility: more questions than there is room for");
        data->failed = true;
    }
    find_question(context, data);
    if (!data->question) {
        context->ops->go(context->host, "result", NULL);
    }
}

// The question before, with the answer it had; false at the first.
static bool
go_back(struct screen_context *context, void *userdata)
{
    struct eligibility_data *data = userdata;
    struct answers *answers = &context->session->answers;
    if (!data->question || answers->count == 0) {
        return false;
    }
    struct given_answer last = answers->items[answers->count - 1];
    answers_remove(answers, last.field);
    find_question(context, data);
    choose(data, last.value);
    return true;
}

// Rules may have come or gone. What was answered stays, and what is chosen
// does while the same is asked.
static void
read_again(struct screen_context *context, struct eligibility_data *data)
{
    char field[ID_SIZE] = "", value[ID_SIZE] = "";
    const struct rule_question *question = data->question;
    bool chosen = question && data->chosen != NOTHING;
    if (chosen) {
        str_copy(field, sizeof(field), question->field);
    }
    if (chosen && data->chosen != SKIPPED) {
        str_copy(value, sizeof(value),
                 question->choices[data->chosen].value);
    }
    load(context, data);
    if (chosen && data->question
        && str_equal(data->question->field, field)) {
        choose(data, value);
    }
}

static bool
event(struct screen_context *context, void *data,
      const struct screen_event *event)
{
    struct eligibility_data *eligibility = data;
    if (event->type == SCREEN_CHANGED) {
        read_again(context, eligibility);
        return true;
    }
    if (event->type != SCREEN_TOUCH || event->ui->type != UI_EVENT_TAP) {
        return event->type == SCREEN_STATE;
    }
    const char *value = parts_tapped_after(event, "eligibility.choice.");
    if (value) {
        choose(eligibility, value);
    } else if (parts_tapped(event, "eligibility.skip")) {
        eligibility->chosen = SKIPPED;
    } else if (parts_tapped(event, "eligibility.next")) {
        go_on(context, eligibility);
    } else if (parts_tapped(event, "eligibility.previous")) {
        (void)go_back(context, eligibility);
    } else {
        return false;
    }
    return true;
}

static void
draw_choice(struct ui *ui, const struct eligibility_data *data, size_t i,
            struct choice_card card)
{
    const struct rule_choice *choice = &data->question->choices[i];
    char id[UI_ID_SIZE];
    str_format(id, sizeof(id), "eligibility.choice.%s", choice->value);
    card.id = id;
    // Narrow cards need the width for their words.
    card.icon = reach_low(ui) ? NULL : choice->icon;
    card.label = text_get(&choice->label, ui_lang(ui));
    card.note = text_get(&choice->note, ui_lang(ui));
    card.note = card.note[0] ? card.note : NULL;
    card.on = data->chosen == (int)i;
    choice_card_draw(ui, &card);
}

static void
draw_choices(struct ui *ui, const struct eligibility_data *data,
             struct rect area)
{
    int count = (int)data->question->choice_count;
    bool wide = parts_wide(ui);
    bool low = reach_low(ui);
    int columns = count > 3 && (wide || low || count > 6) ? 2 : 1;
    int rows = (count + columns - 1) / columns;
    struct layout_grid grid = {columns, rows, 24, wide ? 20 : 16};
    int tall = wide && columns == 2 ? 244 : 176;
    int most = rows * tall + (rows - 1) * grid.gap_y;
    area.h = area.h > most ? most : area.h;
    for (int i = 0; i < count; i++) {
        struct choice_card card = {
            .rect = layout_cell(area, &grid, i),
            .stacked = columns == 2 && wide
                       && data->question->choices[i].icon,
        };
        draw_choice(ui, data, (size_t)i, card);
    }
}

static void
draw_question(struct screen_context *context,
              const struct eligibility_data *data)
{
    struct ui *ui = context->ui;
    const struct rule_question *question = data->question;
    int now = (int)context->session->answers.count + 1;
    bool skipped = data->chosen == SKIPPED, wide = parts_wide(ui);
    const char *kept = ui_tr(ui, "答案不会被保存");
    const char *lead = text_get(&question->note, ui_lang(ui));
    struct form_frame frame = {
        .title_id = "eligibility.question",
        .title_value = question->field,
        .title = text_get(&question->title, ui_lang(ui)),
        .lead = lead[0] ? lead : NULL,
        .caption_id = "eligibility.position",
        .now = now,
        .count = data->most,
        .caption = ui_say(ui, "第 {1} 题，最多 {2} 题", ui_digits(ui, now),
                          ui_digits(ui, data->most), NULL),
        .remark = wide ? NULL : kept,
        .note = wide && !skipped ? kept : NULL,
        .skip_id = "eligibility.skip",
        .skip = skipped ? ui_tr(ui, "已选择跳过")
                        : ui_tr(ui, "我不确定，跳过这题"),
        .skip_on = skipped,
        .hint_id = "eligibility.hint",
        .hint = skipped ? ui_tr(ui, "跳过不影响其他结果；与这一题有关的会写"
                                    "“需要窗口确认”。")
                        : NULL,
        .hint_gold = true,
        .back_id = "eligibility.previous",
        .back = ui_tr(ui, "上一题"),
        .back_off = now == 1,
        .next_id = "eligibility.next",
        .next = ui_tr(ui, "下一题"),
        .next_off = data->chosen == NOTHING,
        .rect = parts_content(ui),
    };
    if (reach_low(ui)) {
        // A height of 640 fits above the reach.
        struct rect below = frame.rect;
        frame.head = reach_cut_head(ui, &below, 640, 0);
    }
    draw_choices(ui, data, form_frame_draw(ui, &frame));
}

static void
draw(struct screen_context *context, const void *data)
{
    const struct eligibility_data *eligibility = data;
    struct ui *ui = context->ui;
    if (eligibility->question) {
        draw_question(context, eligibility);
        return;
    }
    struct page_sign sign = {
        .id = "eligibility.empty",
        .icon = "info",
        .tone = TONE_GOLD,
        .title = ui_tr(ui, "暂时不能测资格"),
        .text = ui_tr(ui, "请取号到窗口咨询，也可以先查政策"),
        .rect = parts_content(ui),
    };
    page_sign_draw(ui, &sign);
}

const struct screen_ops eligibility_screen = {
    .name = "eligibility",
    .data_size = sizeof(struct eligibility_data),
    .enter = enter,
    .leave = leave,
    .event = event,
    .draw = draw,
    .back = go_back,
};
