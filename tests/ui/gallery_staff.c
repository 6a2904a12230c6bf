// SPDX-License-Identifier: Apache-2.0
#include "gallery.h"

#include "ui/alarm.h"
#include "ui/button.h"
#include "ui/choice_card.h"
#include "ui/facts.h"
#include "ui/log_row.h"
#include "ui/notice.h"
#include "ui/page_head.h"
#include "ui/panel.h"
#include "ui/row.h"
#include "ui/ticket_card.h"
#include "ui/tile.h"
#include "ui/widget.h"

static void
draw_head(const struct scene *scene, const char *title, const char *remark,
          struct rect rect)
{
    struct label right = {
        .id = "staff.remark",
        .text = remark,
        .rect = {rect.x + rect.w / 2, rect.y, rect.w / 2, rect.h},
        .step = TYPE_BODY,
        .color = COLOR_INK700,
        .align = ALIGN_END,
        .middle = true,
    };
    widget_label(scene->ui, &right);
    struct label label = {
        .id = "staff.title",
        .text = title,
        .rect = {rect.x, rect.y, rect.w / 2 - 24, rect.h},
        .step = TYPE_H2,
        .bold = true,
        .color = COLOR_INK900,
        .middle = true,
    };
    widget_label(scene->ui, &label);
}

struct queue {
    const char *id, *action, *letter, *zh, *en, *numbers, *count;
};

static const struct queue queues[] = {
    {"staff.queue.item.a", "staff.queue.pause.a", "A", "待遇与安家",
     "Allowances", "A010 A011 A012", "3"},
    {"staff.queue.item.b", "staff.queue.pause.b", "B", "人才公寓",
     "Apartments", "B004", "1"},
    {"staff.queue.item.c", "staff.queue.pause.c", "C", "职称与疗养",
     "Titles", NULL, "0"},
    {"staff.queue.item.d", "staff.queue.pause.d", "D", "政策咨询",
     "Questions", "D008 D009", "2"},
};

static void
draw_calls(const struct scene *scene, struct rect area)
{
    struct button buttons[] = {
        {.id = "staff.queue.call",
         .label = words(scene, "叫下一位 A010", "Call A010"),
         .icon = "megaphone", .rect = layout_cut_left(&area, area.w / 2),
         .kind = BUTTON_COMMIT},
        {.id = "staff.queue.recall", .label = words(scene, "重呼", "Recall"),
         .kind = BUTTON_SECONDARY},
        {.id = "staff.queue.missed", .label = words(scene, "过号", "Missed"),
         .kind = BUTTON_SECONDARY},
    };
    layout_cut_left(&area, 24);
    buttons[1].rect = layout_column(area, 2, 24, 0);
    buttons[2].rect = layout_column(area, 2, 24, 1);
    for (int i = 0; i < 3; i++) {
        button_draw(scene->ui, &buttons[i]);
    }
}

static void
queue(const struct scene *scene)
{
    struct rect left = scene->area, right = scene->area;
    if (scene->wide) {
        left.w = right.w = 888;
        right.x = 972;
    }
    draw_head(scene, words(scene, "排队", "Queue"),
              words(scene, "按服务类别 · 14:26 更新", "By service · 14:26"),
              layout_cut_top(&left, 72));
    layout_cut_top(&left, 16);
    struct dark_panel panel = {
        .id = "staff.queue.now",
        .name = words(scene, "2 号窗口 正在服务", "Window 2, serving"),
        .text = "A009",
        .step = TYPE_ALARM,
        .state = words(scene, "安家费申领", "Settling allowance"),
        .note = words(scene, "已 6 分钟 · 测*甲", "6 min · 测*甲"),
        .below = true,
        .rect = layout_cut_top(&left, 240),
    };
    dark_panel_draw(scene->ui, &panel);
    layout_cut_top(&left, 24);
    draw_calls(scene, layout_cut_top(&left, 128));
    layout_cut_top(&left, 36);
    if (!scene->wide) {
        right = left;
    }
    int h = scene->large ? 180 : 156;
    for (int i = 0; i < 4; i++) {
        const struct queue *line = &queues[i];
        struct row row = {
            .id = line->id,
            .lead = {.letter = line->letter, .size = 96},
            .title = words(scene, line->zh, line->en),
            .sub = line->numbers ? line->numbers
                                 : words(scene, "暂无等候", "Nobody waits"),
            .count = {.number = line->count,
                      .caption = words(scene, "等候", "waiting")},
            .action = {.id = line->action,
                       .label = words(scene, "暂停", "Pause"), .w = 176},
            .rect = {right.x, right.y + i * (h + 16), right.w, h},
            .step = TYPE_H4,
        };
        row_draw(scene->ui, &row);
    }
    struct advice note = {
        .id = "staff.queue.note",
        .icon = "info",
        .text = words(scene,
                      "中心在线时由窗口叫号；断网 30 秒后，"
                      "本机只叫自己的号",
                      "The desk calls while online; after 30 s offline "
                      "this kiosk calls its own only"),
        .rect = layout_cut_bottom(scene->wide ? &left : &right, 112),
        .color = COLOR_INK700,
    };
    advice_draw(scene->ui, &note);
}

struct device {
    const char *id, *action, *icon, *zh, *en, *sub_zh, *sub_en;
    const char *button_zh, *button_en;
    bool low;
};

static const struct device devices[] = {
    {"staff.device.printer", "staff.device.printer.test", "printer",
     "热敏打印机", "Slip printer", "纸量约 18% · 请备纸卷",
     "Paper about 18 %", "测试打印", "Print test", true},
    {"staff.device.scanner", "staff.device.scanner.test", "scanner",
     "扫码器", "Scanner", "USB · 最近扫码 14:24", "USB · last at 14:24",
     "试扫", "Try", false},
    {"staff.device.screen", "staff.device.screen.test", "screen",
     "触摸屏", "Touch screen", "1080×1920 · 已校准",
     "1080x1920 · calibrated", "校准", "Calibrate", false},
    {"staff.device.speaker", "staff.device.speaker.test", "speaker",
     "语音播报", "Voice", "音量 60%", "Volume 60 %", "试音", "Try", false},
    {"staff.device.disk", "staff.device.disk.test", "disk",
     "本地数据库", "Local database", "可用 41 GB · 备份 02:00",
     "41 GB free · backup 02:00", "自检", "Check", false},
};

static void
draw_meters(const struct scene *scene, struct rect rect)
{
    widget_card(scene->ui, rect);
    struct rect area = rect_inset(rect, 38, 22);
    const struct meter meters[] = {
        {.id = "staff.meter.cpu",
         .text = words(scene, "处理器 23%", "CPU 23 %"), .permille = 230},
        {.id = "staff.meter.memory",
         .text = words(scene, "内存 410 / 2048 MB", "410 of 2048 MB"),
         .permille = 200},
        {.id = "staff.meter.heat",
         .text = words(scene, "温度 46 ℃", "46 °C"), .permille = 460},
    };
    for (int i = 0; i < 3; i++) {
        struct meter meter = meters[i];
        meter.rect = layout_row(area, 3, 4, i);
        meter_draw(scene->ui, &meter);
    }
}

static void
devices_page(const struct scene *scene)
{
    struct rect area = scene->area;
    draw_head(scene, words(scene, "设备", "Devices"),
              words(scene, "版本 1.4.2 · 运行 6 天 3 小时",
                    "Version 1.4.2 · up 6 days"),
              layout_cut_top(&area, 72));
    layout_cut_top(&area, 16);
    int h = scene->large ? 180 : 144;
    int columns = scene->wide ? 2 : 1;
    for (int i = 0; i < (scene->wide ? 4 : 5); i++) {
        const struct device *device = &devices[i];
        struct rect line = {
            area.x, area.y + i / columns * (h + 16), area.w, h,
        };
        struct row row = {
            .id = device->id,
            .lead = {.icon = device->icon},
            .title = words(scene, device->zh, device->en),
            .sub = words(scene, device->sub_zh, device->sub_en),
            .pill = {.text = device->low ? words(scene, "纸少", "Low")
                                         : words(scene, "正常", "OK"),
                     .tone = device->low ? TONE_GOLD : TONE_MEADOW},
            .action = {.id = device->action,
                       .label = words(scene, device->button_zh,
                                      device->button_en),
                       .w = 200},
            .rect = layout_column(line, columns, 24, i % columns),
        };
        row_draw(scene->ui, &row);
    }
    struct rect foot = layout_cut_bottom(&area, 120);
    struct button buttons[] = {
        {.id = "staff.device.restart",
         .label = words(scene, "重启程序", "Restart"), .icon = "sync",
         .kind = BUTTON_SECONDARY},
        {.id = "staff.device.paper",
         .label = words(scene, "换纸引导", "Change paper"),
         .icon = "paper-roll", .kind = BUTTON_PRIMARY},
        {.id = "staff.device.off",
         .label = words(scene, "关机", "Shut down"), .icon = "logout",
         .kind = BUTTON_DESTRUCTIVE},
    };
    for (int i = 0; i < 3; i++) {
        buttons[i].rect = layout_column(foot, 3, 24, i);
        button_draw(scene->ui, &buttons[i]);
    }
    layout_cut_bottom(&area, 24);
    draw_meters(scene, layout_cut_bottom(&area, scene->wide ? 200 : 224));
}

struct record {
    const char *time, *zh, *en, *tag_zh, *tag_en;
    enum tone tone;
};

static const struct record records[] = {
    {"14:25:41", "取号 A012 · 安家费申领", "Number A012 · allowance", "待传",
     "To send", TONE_GOLD},
    {"14:20:05", "同步完成 · 上传 6 下载 1", "Synced · 6 up, 1 down",
     "完成", "Done", TONE_MEADOW},
    {"13:58:02", "扫码器断开 28 秒", "Scanner away for 28 s", "提醒", "Note",
     TONE_GOLD},
    {"09:41:12", "#1042 被退回并搁置", "#1042 refused, set aside", "失败",
     "Failed", TONE_CLAY},
    {"08:30:02", "工号 07 解锁", "Staff 07 unlocked", "记录", "Log",
     TONE_LAKE},
};

static void
log_page(const struct scene *scene)
{
    struct rect area = scene->area;
    draw_head(scene, words(scene, "日志", "Log"),
              words(scene, "保留 30 天 · 今天 214 条",
                    "Kept 30 days · 214 today"),
              layout_cut_top(&area, 72));
    layout_cut_top(&area, 16);
    for (int i = 0; i < 5; i++) {
        const struct record *record = &records[i];
        char id[] = "staff.log.0";
        id[10] = (char)('0' + i);
        struct log_row row = {
            .id = id,
            .time = record->time,
            .text = words(scene, record->zh, record->en),
            .tag = words(scene, record->tag_zh, record->tag_en),
            .tone = record->tone,
            .rect = layout_cut_top(&area, scene->wide ? 68 : 84),
        };
        log_row_draw(scene->ui, &row);
    }
}

static void
hospital_home(const struct scene *scene)
{
    struct rect area = scene->wide ? scene->right : scene->area;
    layout_cut_top(&area, scene->wide ? 0 : 440);
    struct alarm_strip strip = {
        .id = "home.emergency",
        .icon = "emergency",
        .title = words(scene, "急危重症请直接去急诊",
                       "Emergency? Go straight to A&E"),
        .line = words(scene, "不用取号 · 点这里看怎么走",
                      "No number needed, touch for the way"),
        .rect = layout_cut_top(&area, scene->large ? 160 : 124),
    };
    alarm_strip_draw(scene->ui, &strip);
    layout_cut_top(&area, 24);
    struct tile scan = {
        .id = "home.scan",
        .icon = "scan",
        .title = words(scene, "刷人才卡，取优先号",
                       "Scan for a priority number"),
        .sub = words(scene, "没带卡？可输入证件号或手机号",
                     "No card? Use an ID or phone number"),
        .trail = "arrow-right",
        .rect = layout_cut_top(&area, 184),
        .box = 136,
        .gold = true,
        .raised = true,
    };
    tile_draw(scene->ui, &scan);
}

static void
draw_needs(const struct scene *scene, struct rect area)
{
    static const char *const needs[][6] = {
        {"green_channel.need.visit", "pulse", "门诊就诊", "Outpatient",
         "引导挂号、候诊", "Registration, waiting"},
        {"green_channel.need.test", "scanner", "检查检验", "Tests",
         "引导预约与检查", "Booking and tests"},
        {"green_channel.need.stay", "hospital", "住院办理", "Admission",
         "引导入院手续", "Admission papers"},
        {"green_channel.need.unsure", "help", "说不清", "Not sure",
         "由导医当面了解", "A guide will ask you"},
    };
    struct layout_grid grid = {2, 2, 24, 24};
    for (int i = 0; i < 4; i++) {
        struct choice_card card = {
            .id = needs[i][0],
            .icon = needs[i][1],
            .label = words(scene, needs[i][2], needs[i][3]),
            .note = words(scene, needs[i][4], needs[i][5]),
            .rect = layout_cell(area, &grid, i),
            .on = i == 0,
            .stacked = true,
        };
        choice_card_draw(scene->ui, &card);
    }
}

static void
hospital_confirm(const struct scene *scene)
{
    struct rect left = scene->left;
    struct label title = {
        .id = "green_channel.title",
        .text = words(scene, "请确认后取优先号",
                      "Confirm, then take a number"),
        .rect = layout_cut_top(&left, scene->wide ? 168 : 96),
        .step = TYPE_H1,
        .bold = true,
        .color = COLOR_INK900,
    };
    widget_label(scene->ui, &title);
    layout_cut_top(&left, 16);
    struct tag tag = {
        .id = "green_channel.entitlement",
        .icon = "check", .text = words(scene, "名单匹配", "Match"),
        .tone = TONE_MEADOW,
        .bold = true,
    };
    struct row person = {
        .id = "green_channel.person",
        .lead = {.icon = "user", .size = 112, .round = true},
        .title = "测*甲",
        .sub = scene->wide ? NULL : words(scene, "由导医核验",
                                          "Checked by a guide"),
        .tags = &tag,
        .tag_count = 1,
        .action = {.id = "green_channel.not_me",
                   .label = words(scene, "不是我", "Not me")},
        .step = TYPE_H2,
        .rect = layout_cut_top(&left, 208),
    };
    row_draw(scene->ui, &person);
    layout_cut_top(&left, 32);
    struct rect right = scene->wide ? scene->right : left;
    struct rect *foot = scene->wide ? &left : &right;
    struct button ask = {
        .id = "green_channel.guide",
        .label = words(scene, "先找导医问问", "Ask a guide first"),
        .icon = "bell",
        .rect = layout_cut_bottom(foot, 104),
        .kind = BUTTON_SECONDARY,
    };
    layout_cut_bottom(foot, 24);
    struct button take = {
        .id = "green_channel.confirm",
        .label = words(scene, "取优先号", "Take priority number"),
        .icon = "ticket",
        .rect = layout_cut_bottom(foot, 136),
        .kind = BUTTON_COMMIT,
    };
    layout_cut_bottom(foot, 16);
    struct advice privacy = {
        .id = "green_channel.privacy",
        .icon = "shield",
        .text = words(scene, "病情不在屏幕上填写，小票上不印姓名",
                      "No medical details here; no name on the slip"),
        .rect = layout_cut_bottom(&right, 80),
        .center = true,
        .color = COLOR_INK700,
    };
    advice_draw(scene->ui, &privacy);
    struct switch_row escort = {
        .id = "green_channel.escort",
        .icon = "wheel",
        .label = words(scene, "需要轮椅或陪同", "Wheelchair or escort"),
        .note = words(scene, "导医会带轮椅过来", "A guide brings one"),
        .rect = layout_cut_bottom(&right, 136),
    };
    layout_cut_bottom(&right, 24);
    draw_needs(scene, right);
    switch_row_draw(scene->ui, &escort);
    button_draw(scene->ui, &take);
    button_draw(scene->ui, &ask);
}

static void
hospital_ticket(const struct scene *scene)
{
    struct rect left = scene->left, right = scene->right;
    if (scene->wide) {
        left.w = right.w = 888;
        right.x = 972;
    }
    struct page_head head = {
        .id = "ticket.title",
        .icon = "check",
        .done = true,
        .title = words(scene, "优先号已取", "Priority number ready"),
        .rect = layout_cut_top(&left, scene->large ? 104 : 80),
    };
    page_head_draw(scene->ui, &head);
    layout_cut_top(&left, 28);
    struct ticket_card card = {
        .title_id = "ticket.service",
        .title = words(scene, "门诊就诊 · 绿色通道",
                       "Outpatient · green channel"),
        .number_id = "ticket.number",
        .number = "G003",
        .tag = words(scene, "优先", "Priority"),
        .figures = {{"ticket.ahead", words(scene, "前面还有", "Ahead"),
                     words(scene, "0 人", "0"), "0"},
                    {"ticket.guide", words(scene, "导医", "Guide"),
                     words(scene, "已通知", "told"), NULL},
                    {"ticket.chair", words(scene, "轮椅", "Chair"),
                     words(scene, "不用", "no"), NULL}},
        .figure_count = 3,
        .rect = layout_cut_top(&left, 604),
    };
    ticket_card_draw(scene->ui, &card);
    layout_cut_top(&left, 28);
    if (!scene->wide) {
        right = left;
    }
    struct notice notices[] = {
        {.id = "ticket.wait", .icon = "users", .boxed = true,
         .text = words(scene, "请在此稍候，已通知导医",
                       "Please wait here, a guide has been told"),
         .more = words(scene, "导医会核对小票上的号码 G003",
                       "The guide checks number G003")},
        {.id = "ticket.slip", .icon = "printer", .boxed = true,
         .text = words(scene, "请取走小票", "Take your slip"),
         .more = words(scene, "小票上只有号码，没有姓名",
                       "Only the number is on it, no name")},
    };
    for (int i = 0; i < 2; i++) {
        notices[i].rect = layout_cut_top(&right, 176);
        notice_draw(scene->ui, &notices[i]);
        layout_cut_top(&right, 20);
    }
}

const struct gallery_page gallery_staff[] = {
    {"12-hospital-home", hospital_home},
    {"13-hospital-confirm", hospital_confirm},
    {"13b-hospital-ticket", hospital_ticket},
    {"15d-staff-log", log_page},
    {"16-staff-queue", queue},
    {"17-staff-devices", devices_page},
};
const size_t gallery_staff_count
    = sizeof(gallery_staff) / sizeof(gallery_staff[0]);
