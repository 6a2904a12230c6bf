// SPDX-License-Identifier: Apache-2.0
#include "gallery.h"

#include "ui/button.h"
#include "ui/dialog.h"
#include "ui/facts.h"
#include "ui/input.h"
#include "ui/notice.h"
#include "ui/page_head.h"
#include "ui/panel.h"
#include "ui/row.h"
#include "ui/tile.h"
#include "ui/widget.h"
#include "util/str.h"

#define ROW_GAP 16

// How many rows of a list have room in each form of the page.
static int
list_rows(const struct scene *scene, int all)
{
    int most = scene->large ? 4 : all;
    return all < most ? all : most;
}

static struct rect
list_cell(const struct scene *scene, struct rect area, int h, int i)
{
    int columns = scene->wide ? 2 : 1;
    struct rect row = {
        area.x, area.y + i / columns * (h + ROW_GAP), area.w, h,
    };
    return layout_column(row, columns, 24, i % columns);
}

static void
draw_title(const struct scene *scene, const char *title, const char *lead,
           struct rect *area)
{
    struct label labels[] = {
        {.id = "list.title", .text = title, .step = TYPE_H1, .bold = true,
         .color = COLOR_INK900},
        {.id = "list.lead", .text = lead, .step = TYPE_LEAD,
         .color = COLOR_INK700},
    };
    widget_stack(scene->ui, labels, 2,
                 layout_cut_top(area, scene->large ? 176 : 144));
    layout_cut_top(area, 12);
}

struct policy {
    const char *id, *zh, *en, *tag_zh, *tag_en, *sub_zh, *sub_en;
    bool amount, expired;
};

static const struct policy policies[] = {
    {"policies.item.phd", "全职引进博士 · 安家费",
     "Settling allowance, full-time PhD", "引才补贴", "Allowances",
     "全职引进 · 校园引才平台", "Full-time hire · campus recruitment", true,
     false},
    {"policies.item.master", "全职引进硕士 · 安家费",
     "Settling allowance, full-time master", "引才补贴", "Allowances",
     "全职引进 · 校园引才平台", "Full-time hire · campus recruitment", true,
     false},
    {"policies.item.apartment", "市级人才公寓", "City talent apartments",
     "住房", "Housing", "专项资金购置，建人才社区",
     "Bought with a special fund", false, false},
    {"policies.item.school", "子女入托、入学", "Schooling for children",
     "子女教育", "Schooling", "协调解决实际需求", "Arranged case by case",
     false, false},
    {"policies.item.title", "高级职称“直通车”", "Senior title fast track",
     "职称评审", "Titles", "申报高级职称制度", "Applying for senior titles",
     false, false},
    {"policies.item.plan", "“人才强企”三年行动方案",
     "Talent for enterprises, three-year plan", "企业", "Enterprise",
     "2022—2024年", "2022-2024", false, true},
};

static void
policies_page(const struct scene *scene)
{
    struct rect area = scene->area;
    struct input search = {
        .id = "policies.search",
        .label = words(scene, "搜索", "Search"),
        .text = "安家",
        .composing = "fei",
        .icon = "search",
        .clear_id = "policies.clear",
        .clear = words(scene, "清空", "Clear"),
        .focused = true,
        .caret = true,
        .rect = layout_cut_top(&area, 112),
    };
    input_draw(scene->ui, &search);
    layout_cut_top(&area, 24);
    int h = scene->large ? 236 : scene->wide ? 200 : 146;
    for (int i = 0; i < list_rows(scene, 6); i++) {
        const struct policy *policy = &policies[i];
        struct tag tags[] = {
            {.text = words(scene, policy->tag_zh, policy->tag_en)},
            {.text = words(scene, "已过期", "Expired"), .tone = TONE_STONE,
             .bold = true},
        };
        struct row row = {
            .id = policy->id,
            .title = words(scene, policy->zh, policy->en),
            .match = words(scene, "安家", "allowance"),
            .tags = tags,
            .tag_count = policy->expired ? 2 : 1,
            .sub = words(scene, policy->sub_zh, policy->sub_en),
            .amount = !policy->amount ? NULL : words(scene, "10", "100,000"),
            .unit = words(scene, "万元", " CNY"),
            .trail = "chevron-right",
            .rect = list_cell(scene, area, h, i),
        };
        row_draw(scene->ui, &row);
    }
}

struct place {
    const char *id, *icon, *zh, *en, *sub_zh, *sub_en, *count_zh, *count_en;
};

static const struct place places[] = {
    {"directory.item.officer", "person-star", "首席人才官",
     "Chief talent officers", "10 家单位", "10 units", "10", "10"},
    {"directory.item.studio", "star", "名师名医名家名匠工作室",
     "Master studios", "评选命名 12 家", "12 named", "12", "12"},
    {"directory.item.platform", "target", "国家级平台",
     "National platforms", "实验室、工程中心、质检中心等",
     "Laboratories, centres", "5 类", "5"},
    {"directory.item.zone", "apartment", "开发区与园区",
     "Zones and parks", "经济技术开发区、农业科技园区",
     "Development zones", "2", "2"},
    {"directory.item.base", "flag", "县区创新阵地", "County bases",
     "双创基地、总部经济", "Innovation bases", NULL, NULL},
    {"directory.item.station", "handshake", "人才联络站",
     "Liaison stations", "驻北京联络处", "Beijing office", "2", "2"},
    {"directory.item.duty", "list", "谁负责（责任清单）",
     "Who is responsible", "事项 → 牵头单位和窗口",
     "Matter, unit and desk", NULL, NULL},
};

static void
directory(const struct scene *scene)
{
    struct rect area = scene->area;
    draw_title(scene, words(scene, "查名录", "Directory"),
               words(scene, "找单位、找平台、找负责人",
                     "Units, platforms, who is in charge"), &area);
    struct notice notice = {
        .id = "directory.note",
        .icon = "info",
        .text = words(scene,
                      "公开资料只写了数量和类别。名称、电话由中心补充，"
                      "没有补充的写“暂无公开信息”。",
                      "Public sources give numbers and kinds only; the "
                      "centre adds names and phones."),
        .rect = layout_cut_top(&area, scene->wide ? 80 : 136),
        .tone = TONE_NOTE,
        .icon_size = 48,
    };
    notice_draw(scene->ui, &notice);
    layout_cut_top(&area, 20);
    int h = scene->large ? (scene->wide ? 150 : 236)
            : scene->wide ? 118 : 152;
    for (int i = 0; i < list_rows(scene, 7); i++) {
        const struct place *place = &places[i];
        struct row row = {
            .id = place->id,
            .lead = {.icon = place->icon, .size = h > 130 ? 96 : 84},
            .title = words(scene, place->zh, place->en),
            .sub = words(scene, place->sub_zh, place->sub_en),
            .amount = words(scene, place->count_zh, place->count_en),
            .trail = "chevron-right",
            .rect = list_cell(scene, area, h, i),
        };
        row_draw(scene->ui, &row);
    }
}

static const char *const field_names[][2] = {
    {"单位", "Unit"}, {"首席人才官", "Chief talent officer"},
    {"值班电话", "Duty phone"}, {"接待时间", "Hours"},
};
static const char *const field_icons[] = {
    "apartment", "user", "mobile", "clock",
};
static const char *const field_ids[] = {
    "entry.fact.1", "entry.fact.2", "entry.fact.3", "entry.fact.4",
};

static void
draw_fields(const struct scene *scene, struct rect rect)
{
    struct fact facts[4];
    for (int i = 0; i < 4; i++) {
        facts[i] = (struct fact){
            .id = field_ids[i],
            .icon = field_icons[i],
            .label = words(scene, field_names[i][0], field_names[i][1]),
            .text = words(scene, "暂无公开信息，请咨询窗口",
                          "Not published – please ask the desk"),
            .unknown = true,
        };
    }
    struct facts list = {.facts = facts, .count = 4, .rect = rect};
    facts_draw(scene->ui, &list);
}

static void
entry(const struct scene *scene)
{
    struct rect left = scene->left;
    struct page_head head = {
        .id = "entry.title",
        .icon = "person-star",
        .title = words(scene, "首席人才官", "Chief talent officer"),
        .lead = words(scene, "第 3 家单位，共 10 家", "Unit 3 of 10"),
        .rect = layout_cut_top(&left, 136),
    };
    page_head_draw(scene->ui, &head);
    layout_cut_top(&left, 32);
    struct source_line source = {
        .state_id = "entry.state",
        .source_id = "entry.source",
        .state = SOURCE_UNVERIFIED,
        .text = words(scene,
                      "依据《当代组工干部》2022-10-11，"
                      "以窗口最新政策为准",
                      "Public source of 2022-10-11; the desk has the "
                      "latest"),
        .rect = left,
    };
    layout_cut_top(&left, source_line_height(scene->ui, &source));
    source_line_draw(scene->ui, &source);
    layout_cut_top(&left, 24);
    struct dark_panel panel = {
        .id = "entry.words",
        .name = words(scene, "原文", "Original text (Chinese)"),
        .text = "“在10家单位建立“首席人才官”制度”",
        .rect = layout_cut_top(&left, 168),
    };
    dark_panel_draw(scene->ui, &panel);
    struct rect right = scene->wide ? scene->right : left;
    layout_cut_top(&right, scene->wide ? 0 : 32);
    struct rect more = layout_cut_bottom(&right, 112);
    layout_cut_bottom(&right, 24);
    struct button message = {
        .id = "entry.message",
        .label = words(scene, "给首席人才官留言", "Leave a message"),
        .icon = "edit",
        .rect = layout_cut_bottom(&right, scene->wide ? 120 : 136),
        .kind = BUTTON_COMMIT,
    };
    layout_cut_bottom(&right, 24);
    draw_fields(scene, right);
    button_draw(scene->ui, &message);
    struct button ways[] = {
        {.id = "entry.desk",
         .label = words(scene, "取号问窗口", "Take a number"),
         .icon = "ticket", .rect = layout_column(more, 2, 24, 0),
         .kind = BUTTON_SECONDARY},
        {.id = "entry.call",
         .label = words(scene, "请工作人员过来", "Call staff"),
         .icon = "bell", .rect = layout_column(more, 2, 24, 1),
         .kind = BUTTON_SECONDARY},
    };
    button_draw(scene->ui, &ways[0]);
    button_draw(scene->ui, &ways[1]);
}

struct event {
    const char *id, *zh, *en, *line_zh, *line_en, *day, *state_zh, *state_en;
    enum tone tone;
};

static const struct event events[] = {
    {"activities.item.1", "人才政策说明会（演示）",
     "Policy briefing (sample)", "14:30 · 人才服务中心二层",
     "14:30 · centre, 2nd floor", "20", "可报名 · 余 12 位",
     "Open · 12 places", TONE_MEADOW},
    {"activities.item.2", "新到人才见面会（演示）",
     "Newcomers' meeting (sample)", "09:30 · 人才服务中心大厅",
     "09:30 · centre, hall", "28", "已满 · 可候补", "Full · waiting list",
     TONE_GOLD},
    {"activities.item.3", "西宁人才周", "Xining Talent Week",
     "日期暂无公开信息，请咨询窗口", "Date not published, ask the desk",
     NULL, NULL, NULL, TONE_PLAIN},
    {"activities.item.4", "“智汇三江源·助力新青海”洽谈会",
     "Talent and project fair", "日期暂无公开信息，请咨询窗口",
     "Date not published, ask the desk", NULL, NULL, NULL, TONE_PLAIN},
};

static void
activities(const struct scene *scene)
{
    struct rect area = scene->area;
    draw_title(scene, words(scene, "人才活动", "Activities"),
               words(scene, "报名、签到都在这里",
                     "Enrol and check in here"), &area);
    int h = scene->large && !scene->wide ? 236 : 200;
    int rows = scene->large && !scene->wide ? 3 : 4;
    for (int i = 0; i < rows; i++) {
        const struct event *event = &events[i];
        bool known = event->day != NULL;
        struct tag tags[] = {
            {.text = words(scene, "引才", "Attract")},
            {.text = words(scene, event->state_zh, event->state_en),
             .tone = event->tone, .bold = true},
        };
        struct row row = {
            .id = event->id,
            .lead = {.month = known ? words(scene, "10月", "Oct")
                                    : words(scene, "待公布", "Open"),
                     .day = event->day},
            .title = words(scene, event->zh, event->en),
            .sub = words(scene, event->line_zh, event->line_en),
            .tags = tags,
            .tag_count = known ? 2 : 1,
            .tags_below = true,
            .trail = "chevron-right",
            .rect = list_cell(scene, area, h, i),
        };
        row_draw(scene->ui, &row);
    }
    struct rect checkin = layout_cut_bottom(&area, 120);
    struct button button = {
        .id = "activities.checkin",
        .label = words(scene, "活动现场签到", "Check in to an event"),
        .icon = "scan",
        .rect = checkin,
        .kind = BUTTON_PRIMARY,
    };
    button_draw(scene->ui, &button);
}

static void
card_error(const struct scene *scene)
{
    struct rect left = scene->left;
    struct page_sign sign = {
        .id = "card_error.kind",
        .value = "expired",
        .icon = "calendar",
        .tone = TONE_GOLD,
        .title = words(scene, "这张卡已过有效期", "This card has expired"),
        .text = words(scene,
                      "有效期至 2026-06-30（演示数据）。\n"
                      "不影响您取号和查政策。",
                      "Valid until 2026-06-30 (sample). You can still take "
                      "a number."),
        .rect = layout_cut_top(&left, 430),
    };
    page_sign_draw(scene->ui, &sign);
    static const char *const ways[][6] = {
        {"card_error.renew", "ticket", "取号，到窗口续期",
         "Take a number to renew", "前面等候 3 人", "3 waiting"},
        {"card_error.id", "id", "改用证件号办理", "Use ID instead",
         "核对是否已有新卡", "There may be a new card"},
        {"card_error.policies", "doc", "先去查政策", "Read policies first",
         "不需要刷卡", "No card needed"},
    };
    struct rect right = scene->wide ? scene->right : left;
    layout_cut_top(&right, scene->wide ? 0 : 48);
    struct rect foot = layout_cut_bottom(&right, 56);
    struct rect retry = layout_cut_bottom(&right, 128);
    layout_cut_bottom(&right, 24);
    int h = scene->large && !scene->wide ? 200 : 168;
    for (int i = 0; i < 3; i++) {
        struct row row = {
            .id = ways[i][0],
            .lead = {.icon = ways[i][1], .size = 96},
            .title = words(scene, ways[i][2], ways[i][3]),
            .sub = words(scene, ways[i][4], ways[i][5]),
            .trail = "chevron-right",
            .rect = {right.x, right.y + i * (h + 12), right.w, h},
        };
        row_draw(scene->ui, &row);
    }
    struct button again = {
        .id = "card_error.retry",
        .label = words(scene, "重新刷卡", "Scan again"),
        .icon = "scan",
        .rect = retry,
        .kind = BUTTON_PRIMARY,
    };
    button_draw(scene->ui, &again);
    struct foot_note code = {
        .id = "card_error.code",
        .text = words(scene, "如需帮助，请告诉工作人员：提示码 K-21",
                      "For help, tell staff: code K-21"),
        .rect = foot,
    };
    foot_note_draw(scene->ui, &code);
}

static void
help(const struct scene *scene, struct state_card *card)
{
    struct rect page = ui_page(scene->ui);
    int top = scene->wide ? 136 : 616;
    struct rect sheet = {scene->wide ? 480 : 0, top,
                         scene->wide ? 960 : page.w, 0};
    sheet.h = (scene->wide ? 940 : 1750) - top;
    sheet_begin(scene->ui, "help", words(scene, "需要帮忙吗？",
                                         "Need a hand?"), sheet);
    struct rect area = rect_inset(sheet, scene->wide ? 48 : 60, 40);
    card->id = "help.state";
    card->rect = layout_cut_top(&area, 324);
    state_card_draw(scene->ui, card);
    layout_cut_top(&area, 28);
    struct switch_place {
        const char *id, *icon, *zh, *en;
    };
    static const struct switch_place places_of[] = {
        {"help.large", "type", "大字", "Larger"},
        {"help.contrast", "contrast", "高对比", "High contrast"},
    };
    struct rect row = layout_cut_top(&area, scene->wide ? 160 : 200);
    for (int i = 0; i < 2; i++) {
        struct tile tile = {
            .id = places_of[i].id,
            .icon = places_of[i].icon,
            .title = words(scene, places_of[i].zh, places_of[i].en),
            .rect = layout_column(row, 2, 24, i),
        };
        tile_draw(scene->ui, &tile);
    }
}

static void
help_sent(const struct scene *scene)
{
    struct state_card card = {
        .value = "sent",
        .tone = TONE_GOLD,
        .icon = "bell",
        .title = words(scene, "已通知工作人员", "Staff have been told"),
        .line = words(scene, "14:26:10 发出 · 等待回应",
                      "Sent at 14:26:10 · waiting"),
        .text = words(scene,
                      "请留在终端旁，工作人员会来找您。网络断开时，"
                      "请直接到咨询台。",
                      "Stay here, staff will come; if the network is down, "
                      "go to the desk."),
        .button_id = "help.call",
        .button = words(scene, "再叫一次", "Call again"),
    };
    help(scene, &card);
}

static void
help_answered(const struct scene *scene)
{
    struct state_card card = {
        .value = "answered",
        .tone = TONE_MEADOW,
        .icon = "check",
        .title = words(scene, "工作人员已收到", "Staff have it"),
        .line = words(scene, "工号 07 · 14:26:31 回应",
                      "Staff 07 · 14:26:31"),
        .text = words(scene,
                      "工作人员正在过来，请稍候。关闭这一页不影响。",
                      "On the way; you may close this."),
    };
    help(scene, &card);
}

static void
help_escalated(const struct scene *scene)
{
    struct state_card card = {
        .value = "escalated",
        .tone = TONE_GOLD,
        .icon = "megaphone",
        .title = words(scene, "已再次通知值班负责人",
                       "Passed to the duty officer"),
        .line = words(scene, "2 分钟内没有回应，14:28:10 已转交",
                      "No answer in 2 minutes, passed on 14:28:10"),
        .text = words(scene, "您也可以直接到咨询台，或先取号再等。",
                      "You can also go to the desk, or take a number."),
        .button_id = "help.take",
        .button = words(scene, "去取号", "Take a number"),
    };
    help(scene, &card);
}

const struct gallery_page gallery_lists[] = {
    {"08-policies", policies_page}, {"23-card-error", card_error},
    {"25b-help-sent", help_sent},   {"25c-help-answered", help_answered},
    {"25d-help-escalated", help_escalated},
    {"28-directory", directory},    {"28b-entry", entry},
    {"29-activities", activities},
};
const size_t gallery_lists_count
    = sizeof(gallery_lists) / sizeof(gallery_lists[0]);
