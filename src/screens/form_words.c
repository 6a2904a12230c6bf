// SPDX-License-Identifier: Apache-2.0
#include "screens/form_parts.h"
#include "ui/build.h"

const char *
form_remark(struct ui *ui, const struct form_field *field)
{
    if (!field->required) {
        return ui_tr(ui, "可不填");
    }
    if (field->kind == FORM_CHOICE) {
        return ui_tr(ui, "选一项");
    }
    if (field->kind == FORM_SEVERAL) {
        return field->max > 1 ? ui_tr(ui, "可选几项") : ui_tr(ui, "选一项");
    }
    return ui_tr(ui, "必填");
}

static const char *
missing(struct ui *ui, const struct form_field *field)
{
    switch (field->kind) {
    case FORM_CHOICE:
        return ui_tr(ui, "请选一项");
    case FORM_SEVERAL:
        return ui_tr(ui, "请至少选一项");
    case FORM_DATE:
        return ui_tr(ui, "请点这里填日期");
    case FORM_TEXT:
    case FORM_PHONE:
    case FORM_NUMBER:
    case FORM_CONSENT:
        break;
    }
    return ui_tr(ui, "请点这里填写");
}

static const char *
out_of_bounds(struct ui *ui, const struct form_field *field,
              enum form_problem problem)
{
    const char *min = ui_digits(ui, field->min);
    const char *max = ui_digits(ui, field->max);
    switch (problem) {
    case FORM_TOO_LONG:
        return ui_say(ui, "请缩短到 {1} 字以内", max, NULL);
    case FORM_TOO_SHORT:
        return ui_say(ui, "请写满 {1} 字", min, NULL);
    case FORM_TOO_SMALL:
        return ui_say(ui, "请填 {1} 或更大的数", min, NULL);
    case FORM_TOO_LARGE:
        return ui_say(ui, "请填 {1} 或更小的数", max, NULL);
    case FORM_TOO_FEW:
        return ui_say(ui, "请至少选 {1} 项", min, NULL);
    case FORM_TOO_MANY:
        return ui_say(ui, "最多选 {1} 项，请去掉几项", max, NULL);
    default:
        return NULL;
    }
}

const char *
form_error(struct ui *ui, const struct form_screen *data, size_t index)
{
    const struct form_field *field = &data->form.fields[index];
    if (!data->told[index]) {
        return NULL;
    }
    enum form_problem problem
        = form_check(&data->form, &data->answers, index);
    switch (problem) {
    case FORM_OK:
        return NULL;
    case FORM_MISSING:
        return missing(ui, field);
    case FORM_BAD_PHONE:
        return ui_tr(ui, "请填 11 位手机号，座机加区号");
    case FORM_BAD_DATE:
        return ui_tr(ui, "没有这一天，请重新填");
    case FORM_BAD_NUMBER:
        return ui_tr(ui, "请填一个数");
    case FORM_BAD_CHOICE:
        return ui_tr(ui, "请选一项");
    case FORM_NO_CONSENT:
        return ui_tr(ui, "请先点这里同意");
    case FORM_ID_NUMBER:
        return ui_tr(ui, "请删去证件号，这里不需要");
    default:
        return out_of_bounds(ui, field, problem);
    }
}
