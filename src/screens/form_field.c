// SPDX-License-Identifier: Apache-2.0
#include "screens/form_parts.h"
#include "screens/parts.h"
#include "ui/build.h"
#include "ui/choice_card.h"
#include "ui/input.h"
#include "ui/layout.h"
#include "ui/number_input.h"
#include "ui/tile.h"
#include "util/str.h"

#define COLUMN_GAP 24

/** One field where it is drawn. */
struct drawing {
    struct ui *ui;
    const struct form_screen *data;
    const struct form_field *field;
    size_t index;
    const char *id;    // of its element
    const char *label;
    const char *error; // NULL: none
};

static void
draw_label(const struct drawing *drawing, struct rect rect)
{
    char id[UI_ID_SIZE];
    str_format(id, sizeof(id), "form.error.%s", drawing->field->name);
    struct input_label label = {
        .id = id,
        .text = drawing->label,
        .remark = form_remark(drawing->ui, drawing->field),
        .error = drawing->error,
        .rect = rect,
    };
    input_label_draw(drawing->ui, &label);
}

static const char *
hint_of(const struct drawing *drawing)
{
    const char *help
        = text_get(&drawing->field->help, ui_lang(drawing->ui));
    if (help[0]) {
        return ui_say(drawing->ui, "点这里输入。{1}", help, NULL);
    }
    return drawing->field->kind == FORM_DATE
               ? ui_tr(drawing->ui, "点这里填日期")
               : ui_tr(drawing->ui, "点这里输入");
}

static void
draw_box(const struct drawing *drawing, struct rect rect)
{
    struct input input = {
        .id = drawing->id,
        .label = drawing->label,
        .text = buf_text(&drawing->data->answers.values[drawing->index]),
        .hint = hint_of(drawing),
        .trail = drawing->field->kind == FORM_DATE ? "calendar" : NULL,
        .rect = rect,
        .wrong = drawing->error != NULL,
    };
    input_draw(drawing->ui, &input);
}

static void
draw_number(const struct drawing *drawing, struct rect rect)
{
    struct ui *ui = drawing->ui;
    const struct form_field *field = drawing->field;
    const char *text
        = buf_text(&drawing->data->answers.values[drawing->index]);
    int64_t number = 0;
    bool known = str_parse_int(text, 0, INT64_MAX, &number);
    struct number_input input = {
        .id = drawing->id,
        .label = drawing->label,
        .text = text,
        .less = ui_tr(ui, "减少"),
        .more = ui_tr(ui, "增加"),
        .rect = rect,
        .at_least = !known || number <= field->min,
        .at_most = known && number >= field->max,
        .field = true,
        .wrong = drawing->error != NULL,
    };
    number_input_draw(ui, &input);
}

static void
draw_choice(const struct drawing *drawing, size_t i, bool narrow,
            struct rect rect)
{
    struct ui *ui = drawing->ui;
    const struct form_choice *choice = &drawing->field->choices[i];
    const char *note = text_get(&choice->note, ui_lang(ui));
    bool on = form_answer_has(&drawing->data->answers, drawing->index,
                              choice->value);
    char id[UI_ID_SIZE];
    form_field_id(drawing->data, drawing->index, choice->value, id);
    if (drawing->field->kind == FORM_SEVERAL) {
        struct check_row row = {
            .id = id,
            .label = text_get(&choice->label, ui_lang(ui)),
            .note = note[0] ? note : NULL,
            .rect = rect,
            .on = on,
            .stacked = true,
        };
        check_row_draw(ui, &row);
        return;
    }
    struct choice_card card = {
        .id = id,
        .icon = narrow ? NULL : choice->icon,
        .label = text_get(&choice->label, ui_lang(ui)),
        .note = note[0] ? note : NULL,
        .rect = rect,
        .on = on,
        .noted = true,
    };
    choice_card_draw(ui, &card);
}

static void
draw_choices(const struct drawing *drawing, struct rect area,
             const struct form_leaf *leaf)
{
    const struct form_field *field = drawing->field;
    struct form_grid grid = form_field_grid(drawing->ui, field, area.w);
    size_t first = leaf->part ? leaf->choice : 0;
    size_t count = leaf->part ? leaf->choices : field->choice_count;
    for (size_t i = 0; i < count; i++) {
        int row = (int)i / grid.columns, column = (int)i % grid.columns;
        struct rect line = {
            area.x, area.y + row * (grid.row_h + grid.gap), area.w,
            grid.row_h,
        };
        draw_choice(drawing, first + i, grid.columns > 1,
                    layout_column(line, grid.columns, COLUMN_GAP, column));
    }
}

static void
draw_consent(const struct drawing *drawing, int rev, struct rect rect)
{
    struct ui *ui = drawing->ui;
    struct consent consent = {
        .id = drawing->id,
        .label = drawing->label,
        .note = ui_say(ui, "内容加密后才离开本机，只有人才服务中心能看。"
                           "个人信息说明第 {1} 版",
                       ui_digits(ui, rev), NULL),
        .rect = rect,
        .on = form_answer_has(&drawing->data->answers, drawing->index,
                              "yes"),
    };
    consent_draw(ui, &consent);
}

void
form_field_draw(struct screen_context *context,
                const struct form_screen *data, size_t index,
                struct rect rect, const struct form_leaf *leaf)
{
    char id[UI_ID_SIZE];
    struct ui *ui = context->ui;
    const struct form_field *field = &data->form.fields[index];
    struct drawing drawing = {
        .ui = ui, .data = data, .field = field, .index = index, .id = id,
        .label = text_get(&field->label, ui_lang(ui)),
        .error = form_error(ui, data, index),
    };
    form_field_id(data, index, NULL, id);
    if (field->kind == FORM_CONSENT) {
        draw_consent(&drawing, context->state->consent_rev, rect);
        return;
    }
    draw_label(&drawing,
               layout_cut_top(&rect, form_field_label_height(ui, field)));
    switch (field->kind) {
    case FORM_CHOICE:
    case FORM_SEVERAL:
        draw_choices(&drawing, rect, leaf);
        break;
    case FORM_NUMBER:
        draw_number(&drawing, rect);
        break;
    case FORM_TEXT:
    case FORM_PHONE:
    case FORM_DATE:
    case FORM_CONSENT:
        draw_box(&drawing, rect);
        break;
    }
}
