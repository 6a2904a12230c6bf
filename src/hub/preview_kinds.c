// SPDX-License-Identifier: Apache-2.0
#include "hub/preview_parts.h"

#include <inttypes.h>
#include <string.h>

#include "hub/html.h"
#include "model/activity.h"
#include "model/entry.h"
#include "model/form.h"
#include "model/policy.h"
#include "model/rule.h"
#include "model/service.h"
#include "util/str.h"
#include "util/timestamp.h"
#include "wire/record.h"

#define AMOUNT_SIZE 64

static struct source_term
term(enum source_state state, const char *valid_to)
{
    return (struct source_term){state, valid_to};
}

/** "10 万元": the figures large, the unit beside them small. */
static void
add_figures(struct preview_page *page, const char *amount)
{
    static const char figures[] = "0123456789,.";
    buf_add_str(page->out, "<p class=\"amount\">");
    while (amount[0] != '\0') {
        char part[AMOUNT_SIZE];
        size_t len = strspn(amount, figures);
        bool number = len > 0;
        len = number ? len : strcspn(amount, figures);
        // Both ends of a run lie between characters.
        str_format(part, sizeof(part), "%.*s", (int)len, amount);
        buf_add_str(page->out, number ? "" : "<small>");
        html_text(page->out, part);
        buf_add_str(page->out, number ? "" : "</small>");
        amount += len;
    }
    buf_add_str(page->out, "</p>\n");
}

/** The amount, with its conditions in the same panel; false without one. */
static bool
add_amount(struct preview_page *page, const struct policy *policy)
{
    char amount[AMOUNT_SIZE];
    if (!policy_amount(policy, page->lang, amount, sizeof(amount)))
        return false;
    buf_add_str(page->out, "<section class=\"panel\">\n");
    preview_text(page, "p", "lead", &policy->facts[0].label);
    add_figures(page, amount);
    preview_text(page, "p", "tag", &policy->summary);
    buf_add_str(page->out, "</section>\n");
    return true;
}

static void
add_facts(struct preview_page *page, const struct policy *policy,
          size_t first)
{
    if (first >= policy->fact_count)
        return;
    preview_card(page, NULL);
    for (size_t i = first; i < policy->fact_count; i++)
        preview_row(page, &policy->facts[i].label, &policy->facts[i].value);
    preview_card_end(page);
}

enum err
preview_policy(const struct preview *preview, struct preview_page *page,
               struct fault *fault)
{
    struct policy policy;
    enum err err = record_policy(preview->id, preview->body,
                                 strlen(preview->body), &policy, fault);
    if (!err) {
        preview_head(page, &policy.title, &policy.source,
                     term(policy.state, policy.valid_to));
        bool amount = add_amount(page, &policy);
        if (!amount)
            preview_text(page, "p", "lead", &policy.summary);
        add_facts(page, &policy, amount ? 1 : 0);
        preview_body(page, &policy.body);
    }
    policy_clear(&policy);
    return err;
}

enum err
preview_entry(const struct preview *preview, struct preview_page *page,
              struct fault *fault)
{
    struct entry entry;
    enum err err = record_entry(preview->id, preview->body,
                                strlen(preview->body), &entry, fault);
    if (!err) {
        preview_head(page, &entry.title, &entry.source,
                     term(entry.state, ""));
        if (entry.field_count > 0)
            preview_card(page, NULL);
        for (size_t i = 0; i < entry.field_count; i++)
            preview_row(page, &entry.fields[i].label, &entry.fields[i].value);
        if (entry.field_count > 0)
            preview_card_end(page);
        preview_body(page, &entry.body);
    }
    entry_clear(&entry);
    return err;
}

enum err
preview_service(const struct preview *preview, struct preview_page *page,
                struct fault *fault)
{
    struct service service;
    char letter[2] = "";
    enum err err = record_service(preview->id, preview->body,
                                  strlen(preview->body), &service, fault);
    if (!err) {
        letter[0] = service.letter;
        preview_head(page, &service.name, &service.source,
                     term(service.state, ""));
        preview_text(page, "p", "lead", &service.summary);
        preview_card(page, preview_say(page, "请带齐材料", "What to bring"));
        for (size_t i = 0; i < service.material_count; i++)
            preview_row(page, &service.materials[i].name,
                        &service.materials[i].note);
        if (service.material_count == 0)
            preview_words(page, "p", "value",
                          preview_say(page, "暂无公开信息，请咨询窗口",
                                      "Not published – please ask the desk"));
        preview_card_end(page);
        preview_words(page, "p", "label",
                      preview_say(page, "号码以此字母开头",
                                  "Numbers begin with"));
        preview_words(page, "p", "tag", letter);
    }
    service_clear(&service);
    return err;
}

static void
add_choice(struct preview_page *page, const struct text *label,
           const struct text *note)
{
    buf_add_str(page->out, "<div class=\"choice\">\n");
    preview_text(page, "span", NULL, label);
    preview_text(page, "small", NULL, note);
    buf_add_str(page->out, "</div>\n");
}

static void
add_form_field(struct preview_page *page, const struct form_field *field)
{
    buf_add_str(page->out, "<div class=\"row\">\n");
    preview_text(page, "h2", NULL, &field->label);
    preview_words(page, "span", field->required ? "tag" : "label",
                  field->required ? preview_say(page, "必填", "Required")
                                  : preview_say(page, "可不填", "Optional"));
    preview_text(page, "p", "label", &field->help);
    for (size_t i = 0; i < field->choice_count; i++)
        add_choice(page, &field->choices[i].label, &field->choices[i].note);
    if (field->choice_count == 0)
        buf_add_str(page->out, "<div class=\"input\"></div>\n");
    buf_add_str(page->out, "</div>\n");
}

/** The fields of one page of the form. */
static void
add_form_page(struct preview_page *page, const struct form *form, int number)
{
    char title[64];
    if (page->lang == LANG_ZH)
        str_format(title, sizeof(title), "第 %d 页，共 %d 页", number,
                   form_pages(form));
    else
        str_format(title, sizeof(title), "Page %d of %d", number,
                   form_pages(form));
    preview_card(page, title);
    for (size_t i = 0; i < form->field_count; i++) {
        if (form->fields[i].page == number)
            add_form_field(page, &form->fields[i]);
    }
    preview_card_end(page);
}

enum err
preview_form(const struct preview *preview, struct preview_page *page,
             struct fault *fault)
{
    struct form form;
    enum err err = record_form(preview->id, preview->body,
                               strlen(preview->body), &form, fault);
    if (!err) {
        preview_head(page, &form.title, &form.source, term(form.state, ""));
        preview_text(page, "p", "lead", &form.intro);
        for (int i = 1; i <= form_pages(&form); i++)
            add_form_page(page, &form, i);
    }
    form_clear(&form);
    return err;
}

static void
add_outcome(struct preview_page *page, const struct rule *rule)
{
    switch (rule->outcome) {
    case RULE_MAY_APPLY:
        preview_words(page, "p", "pill meadow",
                      preview_say(page, "可能适用", "May apply"));
        break;
    case RULE_ASK_DESK:
        preview_words(page, "p", "pill gold",
                      preview_say(page, "需要窗口确认", "Ask the desk"));
        break;
    case RULE_NOT_STATED:
        preview_words(page, "p", "pill stone",
                      preview_say(page, "公开资料未说明", "Not stated"));
        break;
    }
}

static void
add_questions(struct preview_page *page, const struct rule *rule)
{
    for (size_t i = 0; i < rule->question_count; i++) {
        const struct rule_question *question = &rule->questions[i];
        preview_card(page, NULL);
        preview_text(page, "h2", NULL, &question->title);
        preview_text(page, "p", "label", &question->note);
        for (size_t j = 0; j < question->choice_count; j++)
            add_choice(page, &question->choices[j].label,
                       &question->choices[j].note);
        preview_card_end(page);
    }
}

/** The result as the page of results shows it, then what it asks. */
static void
add_rule(struct preview_page *page, const struct rule *rule)
{
    preview_head(page, &rule->title, &rule->source,
                 term(rule->state, rule->valid_to));
    preview_card(page, NULL);
    add_outcome(page, rule);
    preview_text(page, "p", "lead", &rule->result);
    if (!text_is_empty(&rule->amount)) {
        preview_text(page, "h2", NULL, &rule->amount);
        preview_text(page, "p", "tag", &rule->tag);
    }
    preview_text(page, "p", "label", &rule->open_points);
    preview_card_end(page);
    preview_card(page, preview_say(page, "为什么这样提示", "Why"));
    for (size_t i = 0; i < rule->condition_count; i++)
        preview_row(page, &rule->conditions[i].change,
                    &rule->conditions[i].text);
    preview_card_end(page);
    add_questions(page, rule);
    buf_addf(page->out, "<p class=\"label\">%s %zu</p>\n",
             preview_say(page, "通过的示例", "Cases that hold:"),
             rule->case_count);
}

enum err
preview_rule(const struct preview *preview, struct preview_page *page,
             struct fault *fault)
{
    struct rule rule;
    enum err err = record_rule(preview->id, preview->body,
                               strlen(preview->body), &rule, fault);
    if (!err)
        add_rule(page, &rule);
    rule_clear(&rule);
    return err;
}

static void
add_when(struct preview_page *page, const struct activity *activity)
{
    char starts[TIMESTAMP_SIZE], line[64];
    if (activity->starts_ms == 0) {
        preview_words(page, "p", "pill stone",
                      preview_say(page, "日期暂无公开信息，请咨询窗口",
                                  "Date not published, ask the desk"));
        return;
    }
    timestamp_format(activity->starts_ms, starts);
    str_format(line, sizeof(line), "%.10s %.5s", starts, starts + 11);
    preview_words(page, "p", "tag", line);
}

enum err
preview_activity(const struct preview *preview, struct preview_page *page,
                 struct fault *fault)
{
    static const char *const classes[][2] = {
        {"敬才", "Honour"}, {"赞才", "Praise"}, {"引才", "Attract"},
    };
    struct activity activity;
    enum err err = record_activity(preview->id, preview->body,
                                   strlen(preview->body), &activity, fault);
    if (!err) {
        preview_head(page, &activity.title, &activity.source,
                     term(activity.state, ""));
        for (size_t i = 0; i < ACTIVITY_CLASS_COUNT; i++) {
            if (activity.classes[i])
                preview_words(page, "span", "pill gold",
                              preview_say(page, classes[i][0],
                                          classes[i][1]));
        }
        add_when(page, &activity);
        preview_text(page, "p", "value", &activity.place);
        preview_text(page, "p", "lead", &activity.summary);
        preview_body(page, &activity.body);
    }
    activity_clear(&activity);
    return err;
}

enum err
preview_topic(const struct preview *preview, struct preview_page *page,
              struct fault *fault)
{
    struct topic topic;
    enum err err = record_topic(preview->id, preview->body,
                                strlen(preview->body), &topic, fault);
    if (!err) {
        preview_text(page, "h1", NULL, &topic.name);
        preview_text(page, "p", "tag", &topic.search);
    }
    topic_clear(&topic);
    return err;
}
