// SPDX-License-Identifier: Apache-2.0
#include "screens/form_parts.h"
#include "screens/parts.h"
#include "screens/reach.h"
#include "ui/build.h"
#include "ui/button.h"
#include "ui/layout.h"
#include "ui/page_head.h"

// A form can be handed in only with the consent it asks for.
static bool
lacks_consent(const struct form_screen *data)
{
    for (size_t i = 0; i < data->form.field_count; i++) {
        const struct form_field *field = &data->form.fields[i];
        if (data->shown[i] && field->kind == FORM_CONSENT
            && form_check(&data->form, &data->answers, i)) {
            return true;
        }
    }
    return false;
}

static void
name_page(struct ui *ui, const struct form_screen *data, int page,
          struct form_frame *frame)
{
    enum lang lang = ui_lang(ui);
    const char *form = text_get(&data->form.title, lang);
    const char *title = text_get(&data->form.page_titles[page - 1], lang);
    const char *intro = text_get(&data->form.intro, lang);
    frame->title = title[0] ? title : form;
    frame->remark = title[0] && !parts_wide(ui) ? form : NULL;
    bool first = frame->now == 1 && intro[0];
    if (parts_wide(ui) && title[0]) {
        frame->lead = first ? ui_say(ui, "{1}。{2}", form, intro, NULL)
                            : form;
    } else if (first) {
        frame->lead = intro;
    }
}

static void
set_buttons(struct ui *ui, const struct form_screen *data, bool last,
            struct form_frame *frame)
{
    frame->back_id = "form.previous";
    frame->back = ui_tr(ui, "上一页");
    frame->next_id = last ? "form.submit" : "form.next";
    frame->next = last ? ui_tr(ui, "提交登记") : ui_tr(ui, "下一页");
    frame->next_icon = last ? "send" : NULL;
    frame->commit = last;
    frame->next_off = last && lacks_consent(data);
    if (frame->next_off) {
        // Why the button is grey comes before how it is sent.
        frame->note_icon = "info";
        frame->note = ui_tr(ui, "勾选同意后才能提交");
    }
}

// What the height of a page depends on, without its words: a page is also
// divided while none is being drawn.
struct form_frame
form_frame_shape(struct ui *ui, const struct form_screen *data, int page,
                 bool first)
{
    const char *intro = text_get(&data->form.intro, ui_lang(ui));
    const char *title
        = text_get(&data->form.page_titles[page - 1], ui_lang(ui));
    struct form_frame frame = {
        .lead = (first && intro[0]) || (parts_wide(ui) && title[0]) ? ""
                                                                   : NULL,
        .hint = data->failed ? "" : NULL,
        .note = "",
        .rect = parts_content(ui),
    };
    if (reach_low(ui)) {
        struct rect below = frame.rect;
        frame.head = reach_cut_head(ui, &below, 640, 0);
    }
    return frame;
}

struct form_frame
form_frame_of(struct ui *ui, const struct form_screen *data,
              const struct form_leaves *leaves)
{
    int now = (int)leaves->now + 1;
    int count = leaves->count ? (int)leaves->count : 1;
    int page = leaves->count ? leaves->items[leaves->now].page : 1;
    struct form_frame frame
        = form_frame_shape(ui, data, page, leaves->now == 0);
    frame.title_id = "form.title";
    frame.caption_id = "form.page";
    frame.now = now;
    frame.count = count;
    frame.caption = ui_say(ui, "第 {1} 页，共 {2} 页", ui_digits(ui, now),
                           ui_digits(ui, count), NULL);
    frame.back_off = now == 1;
    frame.note_icon = "cloud-check";
    frame.note = ui_tr(ui, "断网也能提交，联网后自动送到中心；"
                           "提交是登记意向，不是批准");
    if (data->failed) {
        frame.hint_id = "form.failed";
        frame.hint = ui_tr(ui, "没有记下，请再点一次“提交登记”；"
                               "还不行请到窗口");
        frame.hint_gold = true;
    }
    name_page(ui, data, page, &frame);
    set_buttons(ui, data, now == count, &frame);
    return frame;
}

// Fields one below the other; what is left stays below the last.
static void
draw_fields(struct screen_context *context, const struct form_screen *data,
            const struct form_leaf *leaf, struct rect area)
{
    struct ui *ui = context->ui;
    for (size_t i = 0; i < leaf->count; i++) {
        const struct form_field *field = &data->form.fields[leaf->fields[i]];
        size_t choices = leaf->part ? leaf->choices : field->choice_count;
        int h = form_field_height(ui, field, area.w, choices);
        form_field_draw(context, data, leaf->fields[i],
                        layout_cut_top(&area, h), leaf);
        layout_skip(&area, form_gap(ui));
    }
}

// It cannot be handed in here, and what can be done instead.
static void
draw_refusal(struct screen_context *context, const struct form_screen *data)
{
    struct ui *ui = context->ui;
    struct rect area = parts_content(ui);
    struct rect row = layout_cut_bottom(&area, 136);
    const struct button buttons[] = {
        {.id = "form.call", .label = ui_tr(ui, "请工作人员过来"),
         .icon = "bell", .kind = BUTTON_SECONDARY},
        {.id = "form.desk", .label = ui_tr(ui, "取号到窗口"),
         .icon = "ticket", .kind = BUTTON_COMMIT},
    };
    const char *form = text_get(&data->form.title, ui_lang(ui));
    struct page_sign sign = {
        .id = "form.refused",
        .value = data->known ? "no_key" : "unknown",
        .icon = "info",
        .tone = TONE_GOLD,
        .title = data->known ? ui_tr(ui, "这台终端现在不能收登记")
                             : ui_tr(ui, "这项登记已撤下"),
        .text = data->known
                    ? ui_say(ui, "“{1}”请到窗口办理，工作人员帮您登记",
                             form, NULL)
                    : ui_tr(ui, "请到窗口咨询，工作人员帮您登记"),
        .rect = area,
    };
    page_sign_draw(ui, &sign);
    button_row_draw(ui, buttons, 2, row);
}

void
form_draw(struct screen_context *context, const void *userdata)
{
    const struct form_screen *data = userdata;
    struct ui *ui = context->ui;
    struct form_leaves leaves;
    if (data->sent) {
        form_done_draw(context, data);
        return;
    }
    if (!data->known || !data->ready) {
        draw_refusal(context, data);
        return;
    }
    form_leaves(ui, data, &leaves);
    if (data->editing != FORM_NOTHING) {
        form_keys_draw(context, data, &leaves);
        return;
    }
    struct form_frame frame = form_frame_of(ui, data, &leaves);
    struct rect body = form_frame_body(ui, &frame);
    form_frame_draw(ui, &frame);
    if (leaves.count > 0) {
        draw_fields(context, data, &leaves.items[leaves.now], body);
    }
}
