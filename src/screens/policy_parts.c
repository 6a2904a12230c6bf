// SPDX-License-Identifier: Apache-2.0
#include "screens/policy_parts.h"

#include <stdlib.h>
#include <string.h>

#include "screens/parts.h"
#include "screens/screens.h"
#include "ui/build.h"
#include "ui/button.h"
#include "ui/layout.h"
#include "ui/notice.h"
#include "ui/qr.h"
#include "ui/qr_card.h"
#include "ui/tag.h"
#include "ui/widget.h"
#include "util/str.h"

#define PAD 44        // of the panel
#define FACT_PAD 30   // of the facts' card, left and right
#define FACT_BOX 72
#define FACT_GAP 24
#define CARD_PAD 34
#define TURN_W 112    // page buttons
#define TURN_GAP 16
#define UNIT_W 260    // room of "万元" or "CNY"
#define MODULE 3      // px of a code's module, at least: 0.7 mm
#define PAYLOAD_MAX 560 // bytes: version 18, which phones still read well

// Two lines break between the two halves of the sentence.
static const char *
source_words(struct ui *ui, const char *named, int height)
{
    char text[512];
    const char *words
        = ui_say(ui, "依据{1}，以窗口最新政策为准", named, NULL);
    const char *mark = ui_lang(ui) == LANG_EN ? "; " : "，";
    const char *half = height > 60 ? strstr(words, mark) : NULL;
    if (!half) {
        return words;
    }
    half += strlen(mark);
    str_format(text, sizeof(text), "%.*s\n%s", (int)(half - words), words,
               half);
    return ui_keep(ui, text);
}

void
policy_head_draw(struct ui *ui, const struct policy_data *data,
                 const struct policy_head *head)
{
    const struct policy *policy = &data->policy;
    enum lang lang = ui_lang(ui);
    struct label title = {
        .id = "policy.title",
        .text = text_get(&policy->title, lang),
        .rect = head->title,
        .step = TYPE_H1,
        .bold = true,
        .color = COLOR_INK900,
        .middle = true,
    };
    widget_label(ui, &title);
    // English names the date alone: the document's name is Chinese.
    char named[256];
    str_format(named, sizeof(named), "%s%s",
               lang == LANG_EN ? ""
                               : text_get(&policy->source.document, lang),
               policy->source.date);
    struct source_line line = {
        .state_id = "policy.state",
        .source_id = "policy.source",
        .state = data->expired ? SOURCE_EXPIRED : policy->state,
        .text = named[0] ? source_words(ui, named, head->source.h) : "",
        .rect = head->source,
    };
    source_line_draw(ui, &line);
}

static void
draw_ground(struct ui *ui, struct rect rect, enum color fill)
{
    bool contrast = ui_theme(ui)->contrast;
    struct box box = {
        .fill = contrast ? COLOR_LAKE900 : fill,
        .line = contrast ? COLOR_LAKE700 : COLOR_NONE,
        .border = contrast ? 4 : 0,
        .radius = 24,
    };
    widget_box(ui, rect, &box);
}

static void
draw_dark_ground(struct ui *ui, struct rect rect)
{
    draw_ground(ui, rect, COLOR_LAKE900);
    const char *art = rect.w < 900    ? "policy-landscape-584x272"
                      : rect.h >= 300 ? "policy-large-960x312"
                                      : "policy-960x280";
    widget_art(ui, art, rect, 24);
}

struct sum {
    const char *number, *unit;
};

// "10 万元" or "CNY 100,000", apart.
static struct sum
split_sum(struct ui *ui, const char *amount)
{
    size_t digits = strspn(amount, "0123456789,.");
    if (digits == 0) {
        size_t letters = strcspn(amount, "0123456789");
        char unit[64];
        str_copy(unit, sizeof(unit), amount);
        unit[letters < sizeof(unit) ? letters : sizeof(unit) - 1] = '\0';
        return (struct sum){amount + letters, ui_keep(ui, str_trim(unit))};
    }
    char number[64];
    str_copy(number, sizeof(number), amount);
    number[digits < sizeof(number) ? digits : sizeof(number) - 1] = '\0';
    return (struct sum){ui_keep(ui, number),
                        amount + digits + strspn(amount + digits, " ")};
}

// Number and unit on one baseline, as one element; smaller where they are
// wider than the panel.
static void
draw_sum(struct ui *ui, const char *amount, const char *condition,
         struct rect rect)
{
    struct sum sum = split_sum(ui, amount);
    static const enum type_step steps[][2] = {
        {TYPE_SUM, TYPE_TITLE}, {TYPE_HERO, TYPE_H3}, {TYPE_H2, TYPE_BODY},
    };
    int fit = 0;
    while (fit < 2
           && widget_text_width(ui, steps[fit][0], true, sum.number) + 16
                      + widget_text_width(ui, steps[fit][1], true, sum.unit)
                  > rect.w) {
        fit++;
    }
    enum type_step big = steps[fit][0], small = steps[fit][1];
    struct label number = {
        .text = sum.number, .rect = rect, .step = big, .bold = true,
        .color = COLOR_ON_PANEL, .middle = true,
    };
    struct placed placed = widget_label(ui, &number);
    // From the middle of a line to its baseline are 436 parts of its size.
    const struct theme *theme = ui_theme(ui);
    int lower = (theme_type(theme, big).size - theme_type(theme, small).size)
                * 436 / 1000;
    struct label unit = {
        .text = sum.unit,
        .rect = {placed.rect.x + placed.rect.w + 16, rect.y + lower,
                 UNIT_W, rect.h},
        .step = small, .bold = true, .color = COLOR_ON_PANEL,
        .middle = true,
    };
    struct placed beside = widget_label(ui, &unit);
    struct ui_node node = {
        .id = "policy.fact.1",
        .role = UI_TEXT,
        .label = amount,
        .value = condition,
        .rect = rect_union(placed.rect, beside.rect),
        .text_rect = rect_union(placed.rect, beside.rect),
        .clipped = placed.clipped || beside.clipped,
        .enabled = true,
    };
    ui_add(ui, &node);
}

static void
draw_amount(struct ui *ui, const struct policy *policy, const char *amount,
            struct rect rect)
{
    const struct theme *theme = ui_theme(ui);
    enum lang lang = ui_lang(ui);
    int first = theme_type(theme, TYPE_LEAD).line;
    int big = theme_type(theme, TYPE_SUM).line;
    struct rect area = {rect.x + PAD, rect.y, rect.w - 2 * PAD, rect.h};
    int spare = rect.h - first - big - tag_height(ui);
    struct label label = {
        .id = "policy.fact.1.label",
        .text = text_get(&policy->facts[0].label, lang),
        .rect = {area.x, rect.y + spare * 2 / 5, area.w, first},
        .step = TYPE_LEAD,
        .color = COLOR_ON_PANEL,
        .middle = true,
    };
    // Left of the peaks.
    struct rect sum = {area.x, label.rect.y + first + spare / 12,
                       rect.w < 900 ? 400 : 560, big};
    struct tag tag = {
        .id = "policy.condition",
        .text = text_get(&policy->summary, lang),
        .rect = {area.x, sum.y + big + spare / 8, area.w + PAD / 2, 0},
        .bold = true,
    };
    // Long conditions may come nearer to the edge.
    if (widget_text_width(ui, TYPE_CAPTION, true, tag.text) + 32
        > tag.rect.w) {
        tag.rect.x = rect.x + 16;
        tag.rect.w = rect.w - 2 * 16;
    }
    draw_dark_ground(ui, rect);
    widget_label(ui, &label);
    draw_sum(ui, amount, tag.text, sum);
    tag_draw(ui, &tag);
}

// A policy without an amount names its measure: "whom · what", apart.
static void
draw_measure(struct ui *ui, const struct policy *policy, struct rect rect)
{
    const char *summary = text_get(&policy->summary, ui_lang(ui));
    const char *mark = strstr(summary, " · ");
    char lead[256] = "";
    const char *main = summary;
    if (mark && (size_t)(mark - summary) < sizeof(lead)) {
        str_copy(lead, (size_t)(mark - summary) + 1, summary);
        main = mark + strlen(" · ");
    }
    // Left of the peaks.
    struct rect area = {
        rect.x + PAD, rect.y + 28,
        rect.w < 900 ? rect.w - 2 * PAD : ui_theme(ui)->large ? 520 : 560,
        rect.h - 56,
    };
    struct label labels[] = {
        {.id = "policy.summary.lead", .text = ui_keep(ui, lead),
         .step = TYPE_LEAD, .color = COLOR_ON_PANEL},
        {.id = "policy.summary", .text = main, .step = TYPE_TITLE,
         .bold = true, .color = COLOR_ON_PANEL},
    };
    // In the narrow panel the words go on where the peaks stand.
    if (rect.w < 900) {
        draw_ground(ui, rect, COLOR_LAKE900);
    } else {
        draw_dark_ground(ui, rect);
    }
    widget_stack(ui, labels, 2, area);
}

static void
draw_term(struct ui *ui, const struct policy *policy, struct rect rect)
{
    bool first = policy->state == SOURCE_EXPIRED && policy->fact_count > 0;
    const char *term
        = first ? text_get(&policy->facts[0].value, ui_lang(ui))
                : ui_say(ui, "有效期至 {1}", policy->valid_to, NULL);
    struct rect icon = {rect.x + PAD, rect.y + 28, 52, 52};
    int line = theme_type(ui_theme(ui), TYPE_H3).line;
    struct label head = {
        .id = "policy.expired",
        .text = ui_tr(ui, "政策期限已到"),
        .rect = {icon.x + 72, icon.y + 26 - line / 2, rect.w - 72 - 2 * PAD,
                 line},
        .step = TYPE_H3, .bold = true, .color = COLOR_INK900,
        .middle = true,
    };
    struct label labels[] = {
        {.id = first ? "policy.fact.1" : "policy.term", .text = term,
         .step = TYPE_HERO, .bold = true, .color = COLOR_INK900},
        {.id = "policy.reference",
         .text = ui_tr(ui, "只供查阅，现行政策请咨询窗口"),
         .step = TYPE_LEAD, .color = COLOR_INK900},
    };
    int top = head.rect.y + line;
    struct rect area = {rect.x + PAD, top, rect.w - 2 * PAD,
                        rect.y + rect.h - 16 - top};
    draw_ground(ui, rect, COLOR_STONE200);
    widget_icon(ui, "clock", icon, COLOR_INK900);
    widget_label(ui, &head);
    widget_stack(ui, labels, 2, area);
}

void
policy_panel_draw(struct ui *ui, const struct policy_data *data,
                  struct rect rect)
{
    const struct policy *policy = &data->policy;
    char amount[64];
    if (data->expired) {
        draw_term(ui, policy, rect);
    } else if (policy_amount(policy, ui_lang(ui), amount, sizeof(amount))) {
        draw_amount(ui, policy, amount, rect);
    } else {
        draw_measure(ui, policy, rect);
    }
}

struct body *
policy_text_ready(struct ui *ui, const struct policy_data *data)
{
    struct policy_text *text = data->text;
    if (!text || (text->set && text->lang == ui_lang(ui))) {
        return text ? text->body : NULL;
    }
    char *markdown = policy_markdown(ui, &data->policy, data->expired);
    if (!markdown) {
        return NULL;
    }
    // One that is refused (logged) leaves an empty card.
    (void)body_set(text->body, markdown);
    free(markdown);
    text->lang = ui_lang(ui);
    text->set = true;
    return text->body;
}

size_t
policy_body_draw(struct ui *ui, const struct policy_data *data,
                 const struct policy_body *place)
{
    struct rect card = place->rect;
    int caption = theme_type(ui_theme(ui), TYPE_CAPTION).line;
    struct body_view view = {
        .up_label = ui_tr(ui, "上翻"),
        .down_label = ui_tr(ui, "下翻"),
        .step = TYPE_READ,
    };
    if (place->beside) {
        view.down = layout_cut_right(&card, TURN_W);
        layout_cut_right(&card, 24);
        view.up = layout_cut_right(&card, TURN_W);
        layout_cut_right(&card, TURN_GAP);
    }
    struct rect area = rect_inset(card, CARD_PAD, 16);
    if (place->beside) {
        // A low card: every line counts.
        area = rect_inset(card, CARD_PAD, 8);
        view.position = layout_cut_right(&area, 124);
        view.step = TYPE_BODY;
        view.line = 44;
    } else {
        struct rect column = layout_cut_right(&area, TURN_W - 18);
        column = (struct rect){column.x, card.y + 16, TURN_W, card.h - 32};
        layout_cut_right(&area, 46);
        int h = column.h >= 400 ? 120 : (column.h - 64) / 2;
        view.up = layout_cut_top(&column, h);
        view.down = layout_cut_bottom(&column, h);
        view.position = column;
    }
    struct label name = {
        .id = "policy.body.label",
        .text = ui_tr(ui, "详细说明"),
        .step = TYPE_CAPTION, .color = COLOR_INK700, .middle = true,
    };
    widget_card(ui, card);
    if (!place->beside) {
        name.rect = layout_cut_top(&area, caption);
        layout_skip(&area, 4);
        widget_label(ui, &name);
    }
    view.text = area;
    struct body *body = policy_text_ready(ui, data);
    if (!body) {
        return 0;
    }
    body_draw(ui, body, &view);
    return body_pages(body);
}

void
policy_qr_draw(struct ui *ui, const struct policy_data *data,
               struct rect rect)
{
    int side = rect.h - 18 < rect.w - 250 ? rect.h - 18 : rect.w - 250;
    size_t max = qr_capacity(side, MODULE);
    char payload[PAYLOAD_MAX + 1];
    bool page = data->address[0] && strlen(data->address) <= max;
    if (page) {
        str_copy(payload, sizeof(payload), data->address);
    } else {
        policy_payload(ui, data, payload,
                       max < PAYLOAD_MAX ? max : PAYLOAD_MAX);
    }
    struct qr_card card = {
        .id = "policy.qr",
        .payload = payload,
        .title = ui_tr(ui, "扫码带走"),
        .text = page ? ui_tr(ui, "在手机上看全文与出处")
                     : ui_tr(ui, "要点与出处"),
        .rect = rect,
        .slot = side,
        .module = MODULE,
    };
    qr_card_draw(ui, &card);
}

// Whether answers can tell if it may apply: rules speak of it, its term is
// not over, and there is a screen that asks.
static bool
can_check(const struct policy_data *data)
{
    return !data->expired && data->policy.rules.count > 0
           && screen_find("eligibility");
}

static bool
has_form(const struct policy_data *data)
{
    return !data->expired && data->form[0];
}

// The gold one first; returns how many.
static int
list_buttons(struct ui *ui, const struct policy_data *data,
             const struct policy_buttons *place, struct button *list)
{
    bool ask = data->expired || !data->service[0];
    bool check = can_check(data) && !place->brief;
    bool form = !check && has_form(data);
    int count = 0;
    if (check) {
        list[count++] = (struct button){
            .id = "policy.eligibility",
            .label = ui_tr(ui, "测一测哪些可能适用"),
            .icon = place->beside ? "question-list" : NULL,
            .kind = BUTTON_COMMIT,
        };
    }
    if (form) {
        list[count++] = (struct button){
            .id = "policy.form",
            .label = ui_tr(ui, "填写登记"),
            .icon = "pen",
            .kind = BUTTON_COMMIT,
        };
    }
    list[count++] = (struct button){
        .id = "policy.take",
        .label = ask ? ui_tr(ui, "取号问窗口") : ui_tr(ui, "取号办理"),
        .icon = "ticket",
        .kind = check || form ? BUTTON_SECONDARY : BUTTON_COMMIT,
    };
    if (place->text) {
        list[count++] = (struct button){
            .id = "policy.whole",
            .label = data->whole ? ui_tr(ui, "回到要点")
                                 : ui_tr(ui, "看全文"),
            .icon = data->whole ? "list" : "doc",
            .kind = BUTTON_SECONDARY,
        };
    }
    if (data->expired && screen_find("policies")) {
        list[count++] = (struct button){
            .id = "policy.others",
            .label = ui_tr(ui, "看现行政策"),
            .icon = "search",
            .kind = BUTTON_SECONDARY,
        };
    }
    return count;
}

static void
draw_below(struct ui *ui, struct rect rect, struct button *list, int count)
{
    int rows = count > 1 ? count : 2;
    int gap = count > 2 ? 16 : 24;
    // The gold one has the most to say.
    int first = (rect.h - (rows - 1) * gap) / rows + (count > 2 ? 24 : 0);
    for (int i = 0; i < count; i++) {
        list[i].rect = i == 0 ? layout_cut_top(&rect, first)
                              : layout_row(rect, count - 1, gap, i - 1);
        list[i].step = count > 2 ? TYPE_BODY : TYPE_H3;
        if (i == 0) {
            layout_skip(&rect, gap);
        }
        button_draw(ui, &list[i]);
    }
}

// Read from the left, the gold one stands at the right end, twice as wide
// where it has a sentence to say. Three have no room for long words.
static void
draw_beside(struct ui *ui, struct rect rect, struct button *list, int count)
{
    bool wide = strcmp(list[0].id, "policy.eligibility") == 0;
    bool small = count + wide > 3 || (count == 3 && ui_lang(ui) == LANG_EN);
    int columns = count + (wide ? 1 : 0);
    for (int i = 0; i < count; i++) {
        struct button *button = &list[count - 1 - i];
        button->step = small && button != list ? TYPE_BODY : TYPE_H3;
        button->rect = layout_column(rect, columns, 24, i);
        if (wide && button == list) {
            button->rect.w = rect.x + rect.w - button->rect.x;
        } else if (wide && ui_theme(ui)->large) {
            button->icon = NULL;
        }
        button_draw(ui, button);
    }
}

void
policy_buttons_draw(struct ui *ui, const struct policy_data *data,
                    const struct policy_buttons *place)
{
    struct button list[4];
    int count = list_buttons(ui, data, place, list);
    if (place->beside) {
        draw_beside(ui, place->rect, list, count);
    } else {
        draw_below(ui, place->rect, list, count);
    }
}
