// SPDX-License-Identifier: Apache-2.0
#include "model/form.h"
#include <stdlib.h>
#include <string.h>
#include "util/str.h"
#include "wire/read.h"
#include "wire/record.h"
#include "wire/record_open.h"

#define MAX_TEXT 2000 // characters of one answer
#define MAX_NUMBER INT64_C(1000000000000)
#define MAX_LINES 8
#define MAX_NAME 40 // of a field or a choice

// It becomes part of an element's name, which has room for two such.
static enum err
read_part(const struct json_node *node, char **out)
{
    char id[ID_SIZE];
    enum err err = read_id(node, id);
    if (!err && strlen(id) > MAX_NAME)
        return json_refuse(node, "bad_value", "名称太长",
                           "this name is longer than 40 characters");
    if (!err && !(*out = str_dup(id)))
        err = ERR_NO_MEMORY;
    return err;
}

static enum err
read_choices(const struct json_node *node, struct form_field *out)
{
    struct json_node list = json_at(node, "choices");
    void *items;
    enum err err = record_items(&list, FORM_MAX_CHOICES,
                                sizeof(*out->choices), &items,
                                &out->choice_count);
    if (err)
        return err;
    out->choices = items;
    bool needed = out->kind == FORM_CHOICE || out->kind == FORM_SEVERAL;
    if (needed != (out->choice_count > 0))
        return json_refuse(&list, needed ? "missing" : "bad_value",
                           "选项与字段类型不符",
                           "choices are for the kinds choice and several");
    for (size_t i = 0; i < out->choice_count && !err; i++) {
        struct json_node item = json_item(&list, i);
        struct json_node value = json_at(&item, "value");
        struct json_node label = json_at(&item, "label");
        struct json_node note = json_at(&item, "note");
        struct json_node icon = json_at(&item, "icon");
        err = read_part(&value, &out->choices[i].value);
        if (!err)
            err = read_names(&label, RECORD_NAME_MAX, &out->choices[i].label);
        if (!err)
            err = read_names_or_null(&note, RECORD_NAME_MAX,
                                     &out->choices[i].note);
        err = err ? err : read_id_copy(&icon, &out->choices[i].icon);
    }
    return err;
}

/** The bounds that a field has when its record names none. */
static void
set_bounds(struct form_field *field)
{
    field->lines = 1;
    field->page = 1;
    field->min = 0;
    field->max = MAX_TEXT;
    if (field->kind == FORM_NUMBER)
        field->max = MAX_NUMBER;
    if (field->kind == FORM_SEVERAL) {
        field->min = field->required ? 1 : 0;
        field->max = (int64_t)FORM_MAX_CHOICES;
    }
}

static enum err
read_small(const struct json_node *node, const char *key, int64_t max,
           int *out)
{
    struct json_node at = json_at(node, key);
    int64_t number = *out;
    enum err err = json_missing(&at) ? ERR_OK : json_int(&at, 1, max, &number);
    *out = (int)number;
    return err;
}

static enum err
read_bounds(const struct json_node *node, struct form_field *out)
{
    struct json_node min = json_at(node, "min");
    struct json_node max = json_at(node, "max");
    set_bounds(out);
    int64_t most = out->max;
    enum err err = read_small(node, "page", FORM_MAX_PAGES, &out->page);
    err = err ? err : read_small(node, "lines", MAX_LINES, &out->lines);
    if (!err && !json_missing(&min))
        err = json_int(&min, 0, most, &out->min);
    if (!err && !json_missing(&max))
        err = json_int(&max, 1, most, &out->max);
    if (!err && out->min > out->max)
        err = json_refuse(&min, "bad_value", "下限大于上限",
                          "the least is more than the most");
    return err;
}

static enum err
read_field(const struct json_node *node, struct form_field *out)
{
    struct json_node name = json_at(node, "name");
    struct json_node kind = json_at(node, "kind");
    struct json_node label = json_at(node, "label");
    struct json_node help = json_at(node, "help");
    struct json_node required = json_at(node, "required");
    struct json_node show_if = json_at(node, "show_if");
    int index = 0;
    enum err err = read_part(&name, &out->name);
    err = err ? err : json_choice(&kind, form_kind_names, &index);
    out->kind = (enum form_kind)index;
    err = err ? err : read_names(&label, RECORD_NAME_MAX, &out->label);
    if (!err)
        err = read_names_or_null(&help, RECORD_TEXT_MAX, &out->help);
    err = err ? err : read_bool(&required, false, &out->required);
    err = err ? err : read_bounds(node, out);
    err = err ? err : read_choices(node, out);
    if (!err && !json_missing(&show_if))
        err = record_logic(&show_if, &out->show_if);
    return err;
}

// Two of one name would overwrite each other's answer.
static enum err
check_names(const struct json_node *list, const struct form *form)
{
    for (size_t i = 0; i < form->field_count; i++) {
        for (size_t j = 0; j < i; j++) {
            if (str_equal(form->fields[i].name, form->fields[j].name)) {
                struct json_node item = json_item(list, i);
                return json_refuse(&item, "bad_value", "字段名称重复",
                                   "this name is taken by another field");
            }
        }
    }
    return ERR_OK;
}

static enum err
read_fields(const struct json_node *root, struct form *out)
{
    struct json_node list = json_at(root, "fields");
    void *items;
    enum err err = record_items(&list, FORM_MAX_FIELDS,
                                sizeof(*out->fields), &items,
                                &out->field_count);
    if (err)
        return err;
    out->fields = items;
    if (out->field_count == 0)
        return json_refuse(&list, "missing", "至少要有一个字段",
                           "a form needs at least one field");
    for (size_t i = 0; i < out->field_count && !err; i++) {
        struct json_node item = json_item(&list, i);
        err = read_field(&item, &out->fields[i]);
    }
    return err ? err : check_names(&list, out);
}

// What each page asks, as its heading: `[{"zh","en"}]`, the first for page 1.
static enum err
read_pages(const struct json_node *root, struct form *out)
{
    struct json_node list = json_at(root, "pages");
    size_t count;
    enum err err = record_count(&list, FORM_MAX_PAGES, &count);
    for (size_t i = 0; i < count && !err; i++) {
        struct json_node item = json_item(&list, i);
        err = read_names(&item, RECORD_NAME_MAX, &out->page_titles[i]);
    }
    return err;
}

static enum err
read_form(const struct json_node *root, const char *id, void *userdata)
{
    struct form *out = userdata;
    struct json_node title = json_at(root, "title");
    struct json_node intro = json_at(root, "intro");
    struct json_node policy = json_at(root, "policy");
    struct json_node service = json_at(root, "service");
    enum err err = record_id_copy(id, &out->id);
    err = err ? err : read_names(&title, RECORD_NAME_MAX, &out->title);
    if (!err)
        err = read_names_or_null(&intro, RECORD_TEXT_MAX, &out->intro);
    err = err ? err : read_fields(root, out);
    err = err ? err : read_pages(root, out);
    err = err ? err : read_id_copy(&policy, &out->policy);
    err = err ? err : read_id_copy(&service, &out->service);
    err = err ? err : record_rows(root, &out->rows, &out->row_count);
    return err ? err : record_source(root, &out->source, &out->state);
}

enum err
record_form(const char *id, const char *body, size_t len, struct form *out,
            struct fault *fault)
{
    *out = (struct form){0};
    return record_read(id, body, len, read_form, out, fault);
}
