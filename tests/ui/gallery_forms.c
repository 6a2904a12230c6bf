// SPDX-License-Identifier: Apache-2.0
#include "gallery.h"

#include "ui/alarm.h"
#include "ui/button.h"
#include "ui/choice_card.h"
#include "ui/field.h"
#include "ui/form_frame.h"
#include "ui/input.h"
#include "ui/keypad.h"
#include "ui/notice.h"
#include "ui/number_input.h"
#include "ui/page_head.h"
#include "ui/panel.h"
#include "ui/qr_card.h"
#include "ui/receipt.h"
#include "ui/row.h"
#include "ui/ticket_card.h"
#include "ui/timeline.h"
#include "ui/widget.h"

#define SLIP "1012042738"

static void
draw_pair(const struct scene *scene, const struct button *first,
          const struct button *second, struct rect area)
{
    struct button buttons[] = {*first, *second};
    for (int i = 0; i < 2; i++) {
        buttons[i].rect = layout_column(area, 2, 24, i);
        button_draw(scene->ui, &buttons[i]);
    }
}

static void
draw_label(const struct scene *scene, const char *zh, const char *en,
           const char *remark, struct rect rect)
{
    struct input_label label = {
        .text = words(scene, zh, en), .remark = remark, .rect = rect,
    };
    input_label_draw(scene->ui, &label);
}

static struct rect
form_body(const struct scene *scene)
{
    struct form_frame frame = {
        .title_id = "form.title",
        .caption_id = "form.page",
        .now = 2,
        .count = 2,
        .caption = words(scene, "第 2 页，共 2 页", "Page 2 of 2"),
        .remark = words(scene, "柔性引才登记", "Flexible engagement"),
        .title = words(scene, "说说您的意向", "Tell us what you plan"),
        .back_id = "form.previous",
        .back = words(scene, "上一页", "Previous"),
        .next_id = "form.submit",
        .next = words(scene, "提交登记", "Submit"),
        .next_icon = "send",
        .commit = true,
        .note_icon = "cloud-check",
        .note = words(scene,
                      "断网也能提交，联网后自动送到中心；"
                      "提交是登记意向，不是批准",
                      "Works offline; a request, not an approval"),
        .rect = scene->area,
    };
    return form_frame_draw(scene->ui, &frame);
}

static void
draw_kinds(const struct scene *scene, struct rect area)
{
    static const char *const kinds[][6] = {
        {"form.field.kind.part_time", "handshake", "兼职引才", "Part-time",
         "保留原单位工作", "You keep your employer"},
        {"form.field.kind.advisor", "info", "顾问指导", "Advisory",
         "不坐班，提供咨询", "Advice without office hours"},
        {"form.field.kind.retired", "star", "退休特聘", "Retired expert",
         "退休后受聘", "Engaged after retirement"},
    };
    for (int i = 0; i < 3; i++) {
        struct choice_card card = {
            .id = kinds[i][0],
            .icon = kinds[i][1],
            .label = words(scene, kinds[i][2], kinds[i][3]),
            .note = words(scene, kinds[i][4], kinds[i][5]),
            .rect = layout_row(area, 3, scene->wide ? 12 : 16, i),
            .on = i == 0,
        };
        choice_card_draw(scene->ui, &card);
    }
}

static void
draw_consent(const struct scene *scene, struct rect rect)
{
    struct consent consent = {
        .id = "form.consent",
        .label = words(scene, "同意用于这一次联系",
                       "I agree to be contacted about this"),
        .note = words(scene,
                      "内容加密后才离开本机，只有人才服务中心能看；"
                      "办完即删。个人信息说明第 2 版",
                      "Sealed before it leaves this kiosk; deleted when "
                      "done. Privacy note, rev. 2"),
        .rect = rect,
        .on = true,
    };
    consent_draw(scene->ui, &consent);
}

static void
form(const struct scene *scene)
{
    struct rect body = form_body(scene);
    int gap = scene->wide ? 8 : 20;
    draw_label(scene, "您所在的单位", "Your employer",
               words(scene, "必填", "Required"),
               layout_cut_top(&body, INPUT_LABEL_H));
    struct input employer = {
        .id = "form.field.employer",
        .label = words(scene, "您所在的单位", "Your employer"),
        .text = "示例大学材料学院",
        .clear_id = "form.clear",
        .clear = words(scene, "清空", "Clear"),
        .rect = layout_cut_top(&body, 112),
        .focused = true,
        .caret = true,
    };
    input_draw(scene->ui, &employer);
    layout_cut_top(&body, gap);
    draw_label(scene, "合作方式", "How", words(scene, "选一项", "Choose one"),
               layout_cut_top(&body, INPUT_LABEL_H));
    draw_kinds(scene, layout_cut_top(&body, scene->wide ? 352 : 404));
    // Large type takes the rest to the next page.
    if (scene->large && !scene->wide) {
        return;
    }
    layout_cut_top(&body, gap);
    if (scene->wide) {
        draw_consent(scene, layout_cut_bottom(&body, 148));
        return;
    }
    draw_label(scene, "还想说什么", "Anything else",
               words(scene, "可不填", "Optional"),
               layout_cut_top(&body, INPUT_LABEL_H));
    struct input more = {
        .id = "form.field.more",
        .label = words(scene, "还想说什么", "Anything else"),
        .text = "",
        .hint = words(scene,
                      "点这里输入。请不要写证件号、病情或孩子的姓名。",
                      "Type here. No ID numbers, illness or children's "
                      "names."),
        .rect = layout_cut_top(&body, 148),
    };
    input_draw(scene->ui, &more);
    layout_cut_top(&body, 20);
    draw_consent(scene, layout_cut_top(&body, 148));
}

// What a form may ask beside texts and choices, one of them wrong.
static void
form_kinds(const struct scene *scene)
{
    struct rect body = form_body(scene);
    draw_label(scene, "计划到岗日期", "Start date",
               words(scene, "可不填", "Optional"),
               layout_cut_top(&body, INPUT_LABEL_H));
    struct date_input date = {
        .id = "form.field.start",
        .parts = {"2026", "12", ""},
        .focus = 2,
        .caret = true,
        .rect = layout_cut_top(&body, 112),
    };
    date_input_draw(scene->ui, &date);
    layout_cut_top(&body, 24);
    draw_label(scene, "同行人数", "People with you", NULL,
               layout_cut_top(&body, INPUT_LABEL_H));
    struct number_input people = {
        .id = "form.field.people",
        .label = words(scene, "同行人数", "People with you"),
        .text = "2",
        .unit = words(scene, "人", "people"),
        .less = words(scene, "减少", "Fewer"),
        .more = words(scene, "增加", "More"),
        .rect = layout_cut_top(&body, 112),
    };
    number_input_draw(scene->ui, &people);
    layout_cut_top(&body, 24);
    struct input_label label = {
        .id = "form.problem",
        .text = words(scene, "联系电话", "Phone"),
        .error = words(scene, "少一位，请再看看", "One digit is missing"),
        .rect = layout_cut_top(&body, INPUT_LABEL_H),
    };
    input_label_draw(scene->ui, &label);
    struct input phone = {
        .id = "form.field.phone",
        .label = label.text,
        .text = "1390000000",
        .rect = layout_cut_top(&body, 112),
        .wrong = true,
    };
    input_draw(scene->ui, &phone);
    if (scene->wide) {
        return;
    }
    layout_cut_top(&body, 24);
    draw_label(scene, "还想说什么", "Anything else",
               words(scene, "可不填", "Optional"),
               layout_cut_top(&body, INPUT_LABEL_H));
    struct input more = {
        .id = "form.field.more",
        .label = words(scene, "还想说什么", "Anything else"),
        .text = "希望先来西宁看一看实验室，再商量合作的方式和时间；"
                "如果合适，愿意带一名博士生同来，每年工作三个月左右。",
        .composing = "xiexie",
        .rect = layout_cut_top(&body, 200),
        .focused = true,
        .caret = true,
    };
    input_draw(scene->ui, &more);
}

static void
draw_stages(const struct scene *scene, struct rect area, int h)
{
    static const char *const stages[][6] = {
        {"form.state.stored", "check", "已记录在本机", "Stored here",
         "10月12日 14:26", "12 Oct, 14:26"},
        {"form.state.sent", "cloud", "等待送到中心", "Waiting to be sent",
         "联网后自动送出，不用您做什么",
         "Sent by itself when the network is back"},
        {"form.state.reply", "users", "中心联系您",
         "The centre contacts you", "时限暂无公开信息，请咨询窗口",
         "Term not published, ask the desk"},
    };
    static const enum tone tones[] = {TONE_MEADOW, TONE_GOLD, TONE_GREY};
    for (int i = 0; i < 3; i++) {
        struct row row = {
            .id = stages[i][0],
            .lead = {.icon = stages[i][1], .tone = tones[i]},
            .title = words(scene, stages[i][2], stages[i][3]),
            .sub = words(scene, stages[i][4], stages[i][5]),
            .rect = {area.x, area.y + i * (h + 16), area.w, h},
        };
        row_show(scene->ui, &row);
    }
}

static void
draw_leaving(const struct scene *scene, struct rect rect)
{
    struct countdown countdown = {
        .id = "page.countdown",
        .text = words(scene, "将自动返回首页并清除您的信息",
                      "Returning home and clearing your details"),
        .seconds = words(scene, "20 秒", "20 s"),
        .rect = rect,
        .permille = 660,
    };
    countdown_draw(scene->ui, &countdown);
}

static void
form_done(const struct scene *scene)
{
    struct rect left = scene->left, right = scene->right;
    if (scene->wide) {
        left.w = right.w = 888;
        right.x = 972;
    }
    struct page_head head = {
        .id = "form.done",
        .icon = "check",
        .done = true,
        .title = words(scene, "已登记", "Recorded"),
        .rect = layout_cut_top(&left, scene->large ? 104 : 80),
    };
    page_head_draw(scene->ui, &head);
    layout_cut_top(&left, 36);
    struct receipt receipt = {
        .title_id = "form.slip.title",
        .title = words(scene, "柔性引才登记 · 您的回执号",
                       "Flexible engagement · your slip number"),
        .id = "form.slip",
        .number = SLIP,
        .note = words(scene, "查进度时输入这 10 位数字",
                      "Enter these 10 digits to see progress"),
        .rect = layout_cut_top(&left, 372),
    };
    receipt_draw(scene->ui, &receipt);
    layout_cut_top(&left, 28);
    if (!scene->wide) {
        right = left;
    }
    int h = scene->large && !scene->wide ? 152 : 120;
    draw_stages(scene, layout_cut_top(&right, 3 * h + 32), h);
    layout_cut_top(&right, 24);
    struct qr_card code = {
        .id = "form.qr",
        .payload = "https://talent.example/p/1012042738",
        .title = words(scene, "用手机查进度", "Progress by phone"),
        .text = words(scene, "扫码保存回执号；也可以打印或拍照",
                      "Scan to keep the number; or print it"),
        .rect = scene->wide ? layout_cut_bottom(&left, 232)
                            : layout_cut_top(&right, 248),
    };
    if (!scene->large || scene->wide) {
        qr_card_draw(scene->ui, &code);
    }
    layout_cut_top(&right, 24);
    const struct button print = {
        .id = "form.print", .label = words(scene, "打印回执", "Print slip"),
        .icon = "printer", .kind = BUTTON_SECONDARY,
    };
    const struct button done = {
        .id = "form.end", .label = words(scene, "完成", "Done"),
        .icon = "check", .kind = BUTTON_PRIMARY,
    };
    draw_pair(scene, &print, &done, layout_cut_top(&right, 120));
    layout_cut_top(&right, 24);
    draw_leaving(scene, layout_cut_top(&right, 88));
    struct foot_note note = {
        .id = "form.honest",
        .text = words(scene, "登记不等于批准；结果以中心答复为准",
                      "Recorded is not approved; the centre will answer"),
        .rect = layout_cut_bottom(&right, 48),
    };
    foot_note_draw(scene->ui, &note);
}

static void
progress_enter(const struct scene *scene)
{
    struct rect left = scene->left;
    struct label labels[] = {
        {.id = "progress.title", .text = words(scene, "查进度", "Progress"),
         .step = TYPE_H1, .bold = true, .color = COLOR_INK900},
        {.id = "progress.lead",
         .text = words(scene, "输入回执号，看办到哪一步",
                       "Enter your slip number"),
         .step = TYPE_LEAD, .color = COLOR_INK700},
    };
    widget_stack(scene->ui, labels, 2,
                 layout_cut_top(&left, scene->large ? 176 : 144));
    layout_cut_top(&left, 12);
    struct row where = {
        .id = "progress.where",
        .lead = {.icon = "ticket", .size = 96},
        .title = words(scene, "回执号在哪里？", "Where is it?"),
        .sub = words(scene,
                     "在回执单最上面，10 位数字；"
                     "手机里存的二维码也可以直接扫",
                     "On top of your slip, 10 digits; or scan its code"),
        .rect = layout_cut_top(&left, scene->wide || scene->large ? 260
                                                                  : 208),
    };
    row_show(scene->ui, &where);
    layout_cut_top(&left, 28);
    struct row lost = {
        .id = "progress.lost",
        .lead = {.icon = "help", .size = 88},
        .title = words(scene, "回执号丢了？", "Lost it?"),
        .sub = words(scene, "带证件到窗口，工作人员帮您查",
                     "Bring your ID to the desk"),
        .trail = "chevron-right",
        .step = TYPE_H3,
    };
    struct rect right = scene->wide ? scene->right : left;
    if (scene->wide) {
        lost.rect = layout_cut_bottom(&left, 160);
    } else {
        layout_cut_bottom(&right, 16);
        lost.rect = layout_cut_bottom(&right, scene->large ? 176 : 144);
        layout_cut_bottom(&right, 28);
    }
    struct field field = {
        .id = "progress.field",
        .label = words(scene, "回执号", "Slip number"),
        .shown = "10120 4",
        .value = "101204",
        .hint = words(scene, "已输入 6 / 10 位", "6 of 10 digits"),
        .rect = layout_cut_top(&right, scene->wide ? 112 : 128),
        .caret = true,
    };
    field_draw(scene->ui, &field);
    layout_cut_top(&right, 28);
    struct keypad keypad = {
        .screen = "progress",
        .rect = right,
        .gap_x = 24,
        .gap_y = 16,
        .left = KEYPAD_DELETE,
        .right = KEYPAD_SUBMIT,
        .delete_word = words(scene, "删除", "Delete"),
        .submit_word = words(scene, "确定", "OK"),
    };
    keypad_draw(scene->ui, &keypad);
    row_draw(scene->ui, &lost);
}

static void
draw_stages_of(const struct scene *scene, struct rect rect)
{
    const struct timeline_step steps[] = {
        {"progress.step.1", TIMELINE_DONE, "check",
         words(scene, "已收到", "Received"),
         words(scene, "10月12日 14:31", "12 Oct, 14:31")},
        {"progress.step.2", TIMELINE_DONE, "check",
         words(scene, "已分给经办人", "Assigned"),
         words(scene, "10月13日 09:10", "13 Oct, 09:10")},
        {"progress.step.3", TIMELINE_NOW, "users",
         words(scene, "正在联系用人单位", "Contacting the employer"),
         words(scene, "10月14日 16:02 · 下一步由单位答复",
               "14 Oct, 16:02 · the employer answers next")},
        {"progress.step.4", TIMELINE_LATER, "flag",
         words(scene, "答复您", "Reply"),
         words(scene, "时限暂无公开信息，请咨询窗口",
               "Term not published, ask the desk")},
    };
    struct timeline timeline = {
        .steps = steps,
        .count = 4,
        .now = words(scene, "现在", "Now"),
        .rect = rect,
    };
    timeline_draw(scene->ui, &timeline);
}

static void
progress_state(const struct scene *scene)
{
    struct rect left = scene->left;
    struct label title = {
        .id = "progress.title",
        .text = words(scene, "办理进度", "Progress"),
        .rect = layout_cut_top(&left, scene->large ? 104 : 80),
        .step = TYPE_H1,
        .bold = true,
        .color = COLOR_INK900,
    };
    widget_label(scene->ui, &title);
    layout_cut_top(&left, 24);
    struct dark_panel panel = {
        .id = "progress.slip",
        .name = words(scene, "柔性引才登记", "Flexible engagement"),
        .text = receipt_groups(scene->ui, SLIP),
        .step = TYPE_HERO,
        .state = scene->wide ? NULL : words(scene, "正在联系单位",
                                            "With the employer"),
        .note = words(scene, "目前", "Now"),
        .rect = layout_cut_top(&left, 208),
    };
    dark_panel_draw(scene->ui, &panel);
    layout_cut_top(&left, 28);
    struct rect right = scene->wide ? scene->right : left;
    struct rect ways = layout_cut_bottom(scene->wide ? &left : &right, 112);
    layout_cut_bottom(scene->wide ? &left : &right, 24);
    struct button take = {
        .id = "progress.desk",
        .label = words(scene, "取号问经办人", "Take a number and ask"),
        .icon = "ticket",
        .rect = layout_cut_bottom(scene->wide ? &left : &right, 128),
        .kind = BUTTON_COMMIT,
    };
    button_draw(scene->ui, &take);
    layout_cut_bottom(&right, 24);
    struct notice notice = {
        .id = "progress.fetched",
        .icon = "cloud-check",
        .text = words(scene,
                      "这是 14:20 从中心取回的情况；最新情况以窗口为准",
                      "As fetched at 14:20; the desk has the latest"),
        .rect = layout_cut_bottom(&right, 120),
        .tone = TONE_NOTE,
    };
    notice_draw(scene->ui, &notice);
    layout_cut_bottom(&right, 24);
    draw_stages_of(scene, right);
    const struct button another = {
        .id = "progress.another",
        .label = words(scene, "查另一个", "Another"), .icon = "search",
        .kind = BUTTON_SECONDARY,
    };
    const struct button rate = {
        .id = "progress.rate", .label = words(scene, "评价服务", "Rate"),
        .icon = "star", .kind = BUTTON_SECONDARY,
    };
    draw_pair(scene, &another, &rate, ways);
}

static void
rating(const struct scene *scene)
{
    static const char *const levels[][4] = {
        {"rating.level.5", "face-5", "非常满意", "Very satisfied"},
        {"rating.level.4", "face-4", "满意", "Satisfied"},
        {"rating.level.3", "face-3", "基本满意", "Fairly satisfied"},
        {"rating.level.2", "face-2", "不满意", "Dissatisfied"},
        {"rating.level.1", "face-1", "非常不满意", "Very dissatisfied"},
    };
    struct rect left = scene->left;
    struct label labels[] = {
        {.id = "rating.title",
         .text = words(scene, "请评价这次服务", "Please rate this visit"),
         .step = TYPE_H1, .bold = true, .color = COLOR_INK900},
        {.id = "rating.lead",
         .text = words(scene, "自愿评价，一次办理评一次",
                       "Voluntary, once a visit"),
         .step = TYPE_LEAD, .color = COLOR_INK700},
    };
    widget_stack(scene->ui, labels, 2,
                 layout_cut_top(&left, scene->wide ? 200 : 160));
    struct row visit = {
        .id = "rating.visit",
        .lead = {.icon = "ticket", .size = 88},
        .title = words(scene, "安家费申领 · A012",
                       "Settling allowance · A012"),
        .sub = words(scene, "2 号窗口 · 今天 14:48 办结",
                     "Window 2 · served 14:48"),
        .rect = layout_cut_top(&left, 136),
        .step = TYPE_H4,
    };
    row_show(scene->ui, &visit);
    layout_cut_top(&left, scene->wide ? 24 : 100);
    struct rect area = scene->wide ? scene->right : left;
    struct rect *foot = scene->wide ? &left : &area;
    struct rect buttons = layout_cut_bottom(foot, 128);
    layout_cut_bottom(foot, 20);
    struct foot_note note = {
        .id = "rating.privacy",
        .icon = "eye-off",
        .text = words(scene, "不记姓名；不满意的评价会有人跟进并答复",
                      "No name; low ratings are followed up"),
        .rect = layout_cut_bottom(foot, 96),
    };
    foot_note_draw(scene->ui, &note);
    layout_cut_bottom(foot, 20);
    for (int i = 0; i < 5; i++) {
        struct choice_card card = {
            .id = levels[i][0],
            .icon = levels[i][1],
            .label = words(scene, levels[i][2], levels[i][3]),
            .rect = layout_row(area, 5, 16, i),
            .on = i == 1,
            .bare = true,
        };
        choice_card_draw(scene->ui, &card);
    }
    const struct button send = {
        .id = "rating.submit", .label = words(scene, "提交评价", "Send"),
        .icon = "check", .kind = BUTTON_COMMIT,
    };
    const struct button skip = {
        .id = "rating.skip", .label = words(scene, "不评价", "Skip"),
        .kind = BUTTON_SECONDARY,
    };
    draw_pair(scene, &send, &skip, buttons);
}

static void
draw_calls(const struct scene *scene, struct rect area)
{
    struct button call = {
        .id = "emergency.call",
        .label = words(scene, "呼叫导医", "Call a guide"),
        .icon = "bell",
        .rect = layout_cut_top(&area, scene->wide ? 160 : 200),
        .kind = BUTTON_ALARM,
        .step = TYPE_HERO,
    };
    button_draw(scene->ui, &call);
    layout_cut_top(&area, 32);
    struct button back = {
        .id = "emergency.back",
        .label = words(scene, "不是急症，返回", "Not an emergency, back"),
        .rect = layout_cut_bottom(&area, 128),
        .kind = BUTTON_OUTLINE,
    };
    button_draw(scene->ui, &back);
    struct advice shout = {
        .id = "emergency.shout",
        .icon = "speaker",
        .text = words(scene, "也可以大声叫旁边的工作人员",
                      "Or call out to the staff beside you"),
        .rect = area,
        .center = true,
        .step = TYPE_H3,
        .color = COLOR_ON_DARK,
    };
    advice_draw(scene->ui, &shout);
}

static void
emergency(const struct scene *scene)
{
    struct rect page = ui_page(scene->ui);
    struct rect left = scene->left;
    struct rect right = scene->wide ? scene->right : left;
    int bottom = scene->wide ? 952 : 1760;
    struct alarm alarm = {
        .id = "emergency.title",
        .icon = "emergency",
        .title = words(scene, "请立即去急诊", "Go to A&E now"),
        .line = words(scene, "不用取号，不用登记", "No number, no sign-in"),
        .rect = {0, 120, page.w, bottom - 120},
        .head = scene->wide ? left : layout_cut_top(&right, 464),
    };
    alarm_draw(scene->ui, &alarm);
    layout_cut_top(&right, scene->wide ? 0 : 24);
    struct way_card card = {
        .id = "emergency.direction",
        .icon = "arrow-right",
        .from = words(scene, "从这里往右走", "Turn right from here"),
        .place = words(scene, "急诊科", "A&E"),
        .far = words(scene, "约 50 米，看红色地标（演示）",
                     "About 50 m, follow the red signs (sample)"),
        .help_icon = "wheel",
        .help = words(scene, "走不动？请按下面，导医推轮椅过来",
                      "Cannot walk? Press below, a guide brings a chair"),
        .rect = layout_cut_top(&right, scene->wide ? 344 : 488),
    };
    way_card_draw(scene->ui, &card);
    layout_cut_top(&right, scene->wide ? 20 : 32);
    draw_calls(scene, right);
}

const struct gallery_page gallery_forms[] = {
    {"34-form", form},
    {"34a-form-kinds", form_kinds},
    {"34b-form-done", form_done},
    {"35-progress-enter", progress_enter},
    {"35b-progress-state", progress_state},
    {"36-rating", rating},
    {"37-emergency", emergency},
};
const size_t gallery_forms_count
    = sizeof(gallery_forms) / sizeof(gallery_forms[0]);
