// SPDX-License-Identifier: Apache-2.0
#include "hub/command_case.h"

#include <inttypes.h>
#include <string.h>

#include "hub/cases.h"
#include "hub/listing.h"
#include "model/form.h"
#include "util/str.h"
#include "util/timestamp.h"
#include "util/utf8.h"
#include "wire/json.h"
#include "wire/read.h"
#include "wire/record.h"

#define SHOW_MAX (1024 * 1024)

static const struct cli_command show = {
    .name = "case show",
    .arguments = "ID",
    .help = "Opens the answers of a form that was handed in and prints them "
            "with how far it\nis. They are kept sealed and are in no copy of "
            "the database: what is printed\nhere is what to keep off screens "
            "and paper that others see.",
    .min_arguments = 1,
    .max_arguments = 1,
};

/** Everything about one case, while it is printed. */
struct sheet {
    struct cli *cli;
    struct buf out; // wiped when cleared
    struct case_file file;
    struct case_content content;
    struct json_node answers; // of `json`; absent when nothing was opened
    bool json;
};

static const char *
doubt_text(enum case_doubt doubt)
{
    static const char *const texts[] = {
        [CASE_CLEAR] = "",
        [CASE_NO_KEY] = "the key it is sealed to is not in the key folder",
        [CASE_UNOPENED] = "the seal does not open, or holds no answers",
        [CASE_NO_FORM] = "this revision of the form is not known here",
        [CASE_MISFIT] = "the answers are not those of the form",
        [CASE_REFUSED] = "an answer does not pass the form's checks",
    };
    return texts[doubt];
}

/** What somebody typed, as it may go to a terminal: on one line, and nothing
 * in it moves the cursor or turns the writing around. */
static void
add_typed(struct buf *out, const char *text)
{
    const char *end = text + strlen(text);
    uint32_t code;
    char bytes[4];
    while (utf8_next(&text, end, &code)) {
        if (code == '\n' || code == '\t')
            code = ' ';
        else if (utf8_hidden(code))
            code = UTF8_REPLACEMENT;
        buf_add(out, bytes, utf8_put(code, bytes));
    }
}

static void
add_choice(struct buf *out, const struct form_field *field, const char *value)
{
    for (size_t i = 0; i < field->choice_count; i++) {
        if (str_equal(field->choices[i].value, value)) {
            buf_addf(out, "%s (%s)", value,
                     text_get(&field->choices[i].label, LANG_ZH));
            return;
        }
    }
    add_typed(out, value);
}

static void
add_value(struct buf *out, const struct form_field *field,
          const struct json_node *value)
{
    const char *text = "";
    int64_t number;
    bool yes;
    if (json_missing(value)) {
        buf_add_char(out, '-');
    } else if (json_is_list(value)) {
        for (size_t i = 0; i < json_count(value); i++) {
            struct json_node item = json_item(value, i);
            if (json_text(&item, FORM_MAX_ANSWER, &text) != ERR_OK)
                text = "?";
            buf_add_str(out, i > 0 ? ", " : "");
            add_choice(out, field, text);
        }
    } else if (field->kind == FORM_NUMBER
               && json_int(value, INT64_MIN, INT64_MAX, &number) == ERR_OK) {
        buf_addf(out, "%" PRId64, number);
    } else if (field->kind == FORM_CONSENT
               && read_bool(value, false, &yes) == ERR_OK) {
        buf_add_str(out, yes ? "yes" : "no");
    } else if (json_text(value, FORM_MAX_ANSWER, &text) == ERR_OK) {
        add_choice(out, field, text);
    }
}

/** In the order and with the labels of the form. */
static bool
add_answers(const char *body, size_t len, void *userdata)
{
    struct sheet *sheet = userdata;
    struct form form;
    struct fault fault = {0};
    enum err err = record_form(sheet->file.form, body, len, &form, &fault);
    for (size_t i = 0; err == ERR_OK && i < form.field_count; i++) {
        const struct form_field *field = &form.fields[i];
        struct json_node value = json_at(&sheet->answers, field->name);
        buf_addf(&sheet->out, "  %s (%s): ", field->name,
                 text_get(&field->label, LANG_ZH));
        add_value(&sheet->out, field, &value);
        buf_add_char(&sheet->out, '\n');
    }
    form_clear(&form);
    return err == ERR_OK;
}

/** As they came, when the form cannot say what they are. */
static void
add_raw(struct sheet *sheet)
{
    struct buf text;
    buf_init(&text, SHOW_MAX);
    if (!sheet->answers.value)
        buf_add_str(&sheet->out, "(sealed)");
    else if (json_canonical(sheet->answers.value, &text) == ERR_OK)
        add_typed(&sheet->out, buf_text(&text));
    buf_clear(&text);
    buf_add_char(&sheet->out, '\n');
}

static void
add_line(struct buf *out, const char *name, const char *value)
{
    if (value && value[0])
        buf_addf(out, "%-11s %s\n", name, value);
}

static void
add_time(struct buf *out, const char *name, int64_t ms)
{
    char text[TIMESTAMP_SIZE];
    timestamp_format(ms, text);
    add_line(out, name, text);
}

static enum err
add_text(struct sheet *sheet, const struct hub_submission *submission)
{
    struct buf *out = &sheet->out;
    const struct case_file *file = &sheet->file;
    add_line(out, "case", submission->id);
    buf_addf(out, "%-11s %s, revision %" PRId64 "\n", "form",
             submission->form, submission->rev);
    add_line(out, "site", submission->site);
    add_line(out, "kiosk", submission->kiosk);
    add_line(out, "service", submission->service);
    add_line(out, "visit", submission->visit);
    add_time(out, "submitted", submission->submitted_at);
    for (size_t i = 0; i < file->step_count; i++)
        add_time(out, names_get(case_state_names, (int)file->steps[i].state),
                 file->steps[i].at_ms);
    add_line(out, "message", file->message.zh);
    add_line(out, "message en", file->message.en);
    if (sheet->content.doubt != CASE_CLEAR)
        buf_addf(out, "%-11s %s%s%s\n", "LOOK AT IT",
                 doubt_text(sheet->content.doubt),
                 sheet->content.field[0] ? ": " : "", sheet->content.field);
    buf_add_str(out, "answers\n");
    enum err err = ERR_NOT_FOUND;
    // Beside the form's labels, what does not fit it would not be seen.
    if (sheet->answers.value && sheet->content.doubt != CASE_MISFIT)
        err = case_form(sheet->cli->hub, submission->form, submission->rev,
                        add_answers, sheet);
    if (err == ERR_NOT_FOUND) {
        add_raw(sheet);
        err = ERR_OK;
    }
    return err;
}

static const char *
or_null(const char *text)
{
    return text[0] ? text : NULL;
}

static void
write_state(struct writer *writer, const struct sheet *sheet)
{
    const struct case_file *file = &sheet->file;
    writer_text(writer, "state",
                names_get(case_state_names, (int)file->state));
    writer_names(writer, "message", &file->message);
    writer_array(writer, "steps");
    for (size_t i = 0; i < file->step_count; i++) {
        writer_object(writer, NULL);
        writer_text(writer, "state",
                    names_get(case_state_names, (int)file->steps[i].state));
        writer_time(writer, "at", file->steps[i].at_ms);
        writer_end(writer);
    }
    writer_end(writer);
    writer_bool(writer, "needs_attention",
                sheet->content.doubt != CASE_CLEAR);
    writer_text(writer, "reason",
                or_null(case_doubt_word(sheet->content.doubt)));
    writer_text(writer, "field", or_null(sheet->content.field));
}

static enum err
add_json(struct sheet *sheet, const struct hub_submission *submission)
{
    struct writer writer;
    struct buf answers;
    buf_init(&answers, SHOW_MAX);
    enum err err = ERR_OK;
    if (sheet->answers.value)
        err = json_canonical(sheet->answers.value, &answers);
    writer_init(&writer, &sheet->out);
    writer_object(&writer, NULL);
    writer_text(&writer, "id", submission->id);
    writer_text(&writer, "site", submission->site);
    writer_text(&writer, "kiosk_id", submission->kiosk);
    writer_text(&writer, "form", submission->form);
    writer_int(&writer, "rev", submission->rev);
    writer_text(&writer, "service", or_null(submission->service));
    writer_text(&writer, "visit", or_null(submission->visit));
    listing_time(&writer, "submitted_at", submission->submitted_at);
    listing_time(&writer, "received_at", submission->received_at);
    listing_time(&writer, "updated_at", sheet->file.updated_ms);
    write_state(&writer, sheet);
    if (err == ERR_OK && answers.len > 0)
        writer_raw(&writer, "answers", answers.data, answers.len);
    else
        writer_text(&writer, "answers", NULL);
    writer_end(&writer);
    buf_add_char(&sheet->out, '\n');
    buf_clear(&answers);
    return writer_done(&writer) ? ERR_OK : ERR_NO_MEMORY;
}

static enum err
fill(const struct hub_submission *submission, void *userdata)
{
    struct sheet *sheet = userdata;
    struct json_t *json = NULL;
    struct fault fault = {0};
    struct hub_store *store = sheet->cli->hub;
    enum err err = cases_get(store, submission->id, &sheet->file);
    if (err == ERR_OK)
        err = case_open(store, submission, &sheet->content);
    if (err != ERR_OK)
        return err;
    (void)json_parse(buf_text(&sheet->content.plain),
                     sheet->content.plain.len, &json, &fault);
    struct json_node root = json_root(json, &fault);
    sheet->answers = json_at(&root, "answers");
    err = sheet->json ? add_json(sheet, submission)
                      : add_text(sheet, submission);
    sheet->answers = (struct json_node){0};
    json_free(json);
    return err;
}

int
command_case_show(struct cli *cli, int argc, char **argv)
{
    struct sheet sheet = {.cli = cli};
    const struct cli_option options[] = {
        {"json", NULL, "print one object", NULL, &sheet.json},
    };
    int code = cli_parse(cli, &show, options, 1, argc, argv);
    if (code == CLI_GO_ON)
        code = cli_open(cli, false);
    if (code != CLI_GO_ON)
        return code;
    buf_init(&sheet.out, SHOW_MAX);
    const char *id = cli->arguments[0];
    enum err err = cli->hub->ops->submission_get(cli->hub, id, fill, &sheet);
    case_clear(&sheet.file);
    buf_clear(&sheet.content.plain);
    if (err == ERR_OK)
        return cli_print(cli, &sheet.out);
    buf_clear(&sheet.out);
    if (err == ERR_NOT_FOUND)
        return cli_fail(cli, "there is no case %s: see `talent-hub case "
                             "list`", id);
    return cli_store_failed(cli, "the case", err);
}
