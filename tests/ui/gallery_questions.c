// SPDX-License-Identifier: Apache-2.0
#include "gallery.h"

#include "ui/button.h"
#include "ui/choice_card.h"
#include "ui/form_frame.h"
#include "ui/notice.h"
#include "ui/page_head.h"
#include "ui/panel.h"
#include "ui/reason_row.h"
#include "ui/row.h"
#include "ui/widget.h"

struct answer {
    const char *id, *icon;
    const char *zh, *en, *note_zh, *note_en;
};

static const struct answer engagements[] = {
    {"q.choice.full_time", "briefcase", "全职引进", "Full-time",
     "在西宁的单位全职工作", "Employed in Xining"},
    {"q.choice.part_time", "handshake", "兼职引才", "Part-time",
     "保留原单位工作", "You keep your employer"},
    {"q.choice.advisor", "info", "顾问指导", "Advisory",
     "不坐班，提供咨询", "Advice without office hours"},
    {"q.choice.retired", "star", "退休特聘", "Retired expert",
     "退休后受聘", "Engaged after retirement"},
    {"q.choice.aid", "users", "援宁（援青）", "Aid posting",
     "援青干部、博士服务团等", "Cadres, doctoral service corps"},
    {"q.choice.none", "home", "以上都不是", "None of these",
     "一直在西宁工作等", "Always worked in Xining"},
};

static const struct answer yes_no[] = {
    {"q.choice.yes", "school", "是", "Yes", "通过“校园引才”平台引进",
     "Through the campus platform"},
    {"q.choice.no", "briefcase", "不是", "No", "通过其他渠道引进",
     "Through another channel"},
    {"q.choice.skip", "help", "我不确定，跳过这题", "Not sure, skip",
     "已选择跳过", "Skipped"},
};

static struct rect
frame(const struct scene *scene, int now, struct form_frame form)
{
    form.title_id = "q.question";
    form.caption_id = "q.step";
    form.now = now;
    form.count = 5;
    form.caption = now == 1
                       ? words(scene, "第 1 题，共 5 题", "Question 1 of 5")
                       : words(scene, "第 3 题，共 5 题", "Question 3 of 5");
    form.remark = words(scene, "答案不会被保存", "Answers are not kept");
    form.hint_id = "q.hint";
    form.back_id = "q.previous";
    form.back = words(scene, "上一题", "Previous");
    form.back_off = now == 1;
    form.next_id = "q.next";
    form.next = words(scene, "下一题", "Next");
    form.rect = scene->area;
    return form_frame_draw(scene->ui, &form);
}

static void
draw_answers(const struct scene *scene, const struct answer *answers,
             int count, int chosen, struct rect body)
{
    int columns = scene->wide && !scene->large && count > 3 ? 2 : 1;
    struct layout_grid grid = {
        columns, (count + columns - 1) / columns, 24,
        scene->wide ? 20 : 16,
    };
    for (int i = 0; i < count; i++) {
        const struct answer *answer = &answers[i];
        struct choice_card card = {
            .id = answer->id,
            .icon = answer->icon,
            .label = words(scene, answer->zh, answer->en),
            .note = words(scene, answer->note_zh, answer->note_en),
            .rect = layout_cell(body, &grid, i),
            .on = i == chosen,
            .stacked = columns == 2,
        };
        choice_card_draw(scene->ui, &card);
    }
}

static void
question(const struct scene *scene)
{
    struct form_frame form = {
        .title = words(scene, "您以什么方式来西宁工作？",
                       "How are you joining Xining?"),
        .lead = scene->wide ? NULL
                            : words(scene,
                                    "选最接近的一项即可，选错可以返回修改",
                                    "Pick the closest; you can go back"),
        .skip_id = "q.skip",
        .skip = words(scene, "我不确定，跳过这题", "Not sure, skip"),
    };
    if (!scene->large) {
        form.hint = words(scene,
                          "拿不准自己属于哪一种？请选“跳过这题”，"
                          "有关的结果会写“需要窗口确认”。",
                          "Not sure which one? Skip it; the results will "
                          "say \"Ask the desk\".");
    }
    struct rect body = frame(scene, 1, form);
    draw_answers(scene, engagements, 6, 0, body);
}

static void
question_skip(const struct scene *scene)
{
    struct form_frame form = {
        .title = words(scene, "您是通过“校园引才”平台引进的吗？",
                       "Did you come through the campus recruitment "
                       "platform?"),
        .hint = words(scene,
                      "跳过不影响其他结果。与这一题有关的安家费会写"
                      "“需要窗口确认”，由工作人员看过合同再答复。",
                      "Skipping changes nothing else. What depends on it "
                      "will say \"Ask the desk\"."),
        .hint_gold = true,
    };
    struct rect body = frame(scene, 3, form);
    body.h = body.h < 3 * 176 + 48 ? body.h : 3 * 176 + 48;
    draw_answers(scene, yes_no, 3, 2, body);
}

struct cause {
    enum reason reason;
    const char *zh, *en, *text_zh, *text_en;
};

struct outcome {
    enum tone tone;
    const char *value;
    const char *lead_zh, *lead_en, *word_zh, *word_en;
    const char *policy_zh, *policy_en;
    bool amount;
    struct cause causes[4];
    int cause_count;
};

static const struct outcome may_apply = {
    TONE_MEADOW, "MAY_APPLY", "根据2022年公开资料，",
    "Based on public sources of 2022", "可能适用", "May apply",
    "全职引进博士 · 一次性安家费", "Settling-in allowance, full-time PhD",
    true,
    {{REASON_MET, "最高学位：博士研究生", "Highest degree: PhD",
      "原文：“西宁市再配套10万元的一次性安家费”",
      "Source names full-time PhD hires"},
     {REASON_MET, "引进方式：全职引进", "How you came: full-time",
      "原文：“对全职引进的博士研究生”", "Source: \"hired full-time\""},
     {REASON_MET, "引进渠道：校园引才平台", "Channel: campus recruitment",
      "原文：“依托全省“校园引才”平台”",
      "Source: provincial campus platform"},
     {REASON_REMARK, "省级待遇：暂无公开信息",
      "Provincial part: not published",
      "材料、服务年限、发放方式请咨询窗口",
      "Papers, terms and pay-out: ask the desk"}},
    4,
};

static const struct outcome not_stated = {
    TONE_GREY, "NOT_STATED", "没有写到，不等于没有政策",
    "Not written does not mean no policy", "公开资料未说明", "Not stated",
    "全职引进本科 · 安家费", "Settling-in allowance, bachelor", false,
    {{REASON_NOT_MET, "最高学位：本科", "Highest degree: bachelor",
      "公开资料只写了博士和硕士研究生",
      "Public sources name PhDs and masters only"},
     {REASON_MET, "引进方式：全职引进", "How you came: full-time",
      "公开资料写明“全职引进”", "Source: \"hired full-time\""},
     {REASON_REMARK, "这不是决定", "This is not a decision",
      "没有写到不等于没有政策，窗口可以查最新规定",
      "The desk can look up the latest rules"}},
    3,
};

static const struct outcome ask_desk = {
    TONE_GOLD, "ASK_DESK", "拿不准的地方，由窗口答复",
    "The desk answers what is unclear", "需要窗口确认", "Ask the desk",
    "全职引进硕士 · 一次性安家费",
    "Settling-in allowance, full-time master", false,
    {{REASON_MET, "最高学位：硕士研究生", "Highest degree: master",
      "原文：“给予一次性10万元来宁安家费”",
      "Source names full-time masters"},
     {REASON_MET, "引进方式：全职引进", "How you came: full-time",
      "原文：“对全职引进的……硕士研究生”",
      "Source: \"hired full-time\""},
     {REASON_UNKNOWN, "引进渠道：您跳过了这题",
      "Channel: you skipped this question",
      "是否要求“校园引才”平台，由窗口确认",
      "The desk says whether the platform is required"}},
    3,
};

static void
draw_policy(const struct scene *scene, const struct outcome *outcome,
            struct rect rect)
{
    struct tag tag = {
        .text = words(scene, "全职引进 · 校园引才平台",
                      "Full-time hire · campus recruitment"),
    };
    bool stated = outcome->tone != TONE_GREY;
    struct row row = {
        .id = "result.policy",
        .title = words(scene, outcome->policy_zh, outcome->policy_en),
        .sub = stated ? NULL : words(scene, "没有写到这一情况",
                                     "This case is not written"),
        .tags = &tag,
        .tag_count = stated ? 1 : 0,
        .amount = !outcome->amount ? NULL
                                   : words(scene, "10", "100,000"),
        .unit = words(scene, " 万元", " CNY"),
        .rect = rect,
    };
    row_draw(scene->ui, &row);
}

static void
draw_reasons(const struct scene *scene, const struct outcome *outcome,
             struct rect *area)
{
    struct label why = {
        .id = "result.why",
        .text = words(scene, "为什么这样提示", "Why"),
        .rect = layout_cut_top(area, scene->large ? 72 : 56),
        .step = TYPE_H3,
        .bold = true,
        .color = COLOR_INK900,
        .middle = true,
    };
    widget_label(scene->ui, &why);
    layout_cut_top(area, 12);
    int columns = scene->wide ? 2 : 1;
    int shown = scene->large && outcome->cause_count > 2
                    ? 2 : outcome->cause_count;
    int rows = (shown + columns - 1) / columns;
    int h = scene->wide && scene->english    ? 196
            : scene->wide || scene->large ? 160
                                          : 116;
    struct rect grid_area = layout_cut_top(area, rows * (h + 12) - 12);
    struct layout_grid grid = {columns, rows, 24, 12};
    for (int i = 0; i < shown; i++) {
        const struct cause *cause = &outcome->causes[i];
        char id[UI_ID_SIZE] = "result.reason.0";
        id[14] = (char)('0' + i);
        struct reason_row row = {
            .id = id,
            .reason = cause->reason,
            .title = words(scene, cause->zh, cause->en),
            .text = words(scene, cause->text_zh, cause->text_en),
            .rect = layout_cell(grid_area, &grid, i),
        };
        reason_row_draw(scene->ui, &row);
    }
}

static void
draw_others(const struct scene *scene, struct rect area)
{
    static const char *const names[][2] = {
        {"人才公寓", "Talent apartment"},
        {"子女入托、入学", "Schooling for children"},
    };
    for (int i = 0; i < 2; i++) {
        bool ask = i == 0;
        struct row row = {
            .id = i ? "result.item.school" : "result.item.housing",
            .title = words(scene, names[i][0], names[i][1]),
            .pill = verdict_pill(
                ask ? TONE_GOLD : TONE_MEADOW,
                ask ? words(scene, "需要窗口确认", "Ask the desk")
                    : words(scene, "可能适用", "May apply")),
            .trail = "chevron-right",
            .rect = scene->wide ? layout_column(area, 2, 24, i)
                                : layout_row(area, 2, 12, i),
        };
        row_draw(scene->ui, &row);
    }
}

static void
draw_result_buttons(const struct scene *scene, struct rect area)
{
    struct button buttons[] = {
        {.id = "result.desk",
         .label = words(scene, "取号到窗口核验", "Take a number and ask"),
         .icon = "ticket", .kind = BUTTON_COMMIT,
         .rect = layout_cut_left(&area, area.w * 2 / 3 - 12)},
        {.id = "result.print", .label = words(scene, "打印", "Print"),
         .icon = "printer", .kind = BUTTON_SECONDARY},
    };
    layout_cut_left(&area, 24);
    buttons[1].rect = area;
    button_draw(scene->ui, &buttons[0]);
    button_draw(scene->ui, &buttons[1]);
}

static void
result(const struct scene *scene, const struct outcome *outcome)
{
    struct rect left = scene->left;
    struct verdict verdict = {
        .id = "result.verdict",
        .value = outcome->value,
        .tone = outcome->tone,
        .lead = words(scene, outcome->lead_zh, outcome->lead_en),
        .word = words(scene, outcome->word_zh, outcome->word_en),
        .rect = layout_cut_top(&left, 208),
    };
    verdict_draw(scene->ui, &verdict);
    layout_cut_top(&left, 24);
    int policy_h = scene->wide ? 232 : scene->large ? 200 : 140;
    draw_policy(scene, outcome, layout_cut_top(&left, policy_h));
    struct rect right = scene->right;
    if (!scene->wide) {
        right = left;
        layout_cut_top(&right, 24);
    }
    struct advice rests = {
        .id = "result.source",
        .icon = "doc",
        .text = words(scene,
                      "依据：《当代组工干部》2022-10-11，"
                      "“持续优化人才发展生态”一节",
                      "Organisation journal (Dangdai Zugong Ganbu), "
                      "2022-10-11"),
        .step = TYPE_CAPTION,
        .color = COLOR_INK700,
    };
    struct rect *low = scene->wide ? &left : &right;
    struct rect foot = layout_cut_bottom(low, scene->wide ? 88 : 56);
    struct rect buttons = layout_cut_bottom(low, 128);
    draw_reasons(scene, outcome, &right);
    layout_cut_top(&right, 16);
    rests.rect = layout_cut_top(low, scene->wide || scene->large ? 104
                                                                 : 48);
    layout_cut_top(&right, 16);
    if (!scene->large) {
        draw_others(scene, layout_cut_top(&right, scene->wide ? 120 : 220));
    }
    advice_draw(scene->ui, &rests);
    draw_result_buttons(scene, buttons);
    struct foot_note hint = {
        .id = "result.hint",
        .text = words(scene, "这是提示，不是决定；以窗口答复为准",
                      "A hint, not a decision. The service desk decides."),
        .rect = foot,
    };
    foot_note_draw(scene->ui, &hint);
}

static void
result_may_apply(const struct scene *scene)
{
    result(scene, &may_apply);
}

static void
result_not_stated(const struct scene *scene)
{
    result(scene, &not_stated);
}

static void
result_ask_desk(const struct scene *scene)
{
    result(scene, &ask_desk);
}

const struct gallery_page gallery_questions[] = {
    {"10-question", question},
    {"10b-question-skip", question_skip},
    {"11-result-may-apply", result_may_apply},
    {"11b-result-not-stated", result_not_stated},
    {"11c-result-ask-desk", result_ask_desk},
};
const size_t gallery_questions_count
    = sizeof(gallery_questions) / sizeof(gallery_questions[0]);
