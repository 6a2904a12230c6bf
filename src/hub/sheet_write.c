// SPDX-License-Identifier: Apache-2.0
#include "hub/sheet_head.h"

#include <string.h>

#include "util/str.h"

#define PATH_SIZE 256
#define DIGITS_MAX 15

/*
 * Fields that hold a text in several languages: one that names none is
 * Chinese. Of the names that are also used for other things (`name`,
 * `value`) only the places where they are texts stand here.
 */
static const char *const texts[] = {
    "title", "name", "summary", "search", "intro", "place", "result",
    "open_points", "amount", "tag", "source.document", "source.place",
    "facts[].label", "facts[].value", "materials[].name",
    "materials[].note", "windows[].name", "fields[].label",
    "entry:fields[].value", "fields[].help", "fields[].choices[].label",
    "fields[].choices[].note", "pages[].title", "questions[].title",
    "questions[].note", "questions[].choices[].label",
    "questions[].choices[].note", "conditions[].text",
    "conditions[].change", "note",
};

/** `path` begins with the kind and a colon. */
static bool
is_text(const char *path)
{
    const char *colon = strchr(path, ':');
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        if (str_equal(texts[i], path)
            || (colon && str_equal(texts[i], colon + 1)))
            return true;
    }
    return false;
}

static bool
is_language(const char *key)
{
    return str_equal(key, "zh") || str_equal(key, "en")
           || str_equal(key, "bo");
}

/** A whole number as JSON writes it; a phone number 0971… is none. */
static bool
is_number(const char *text)
{
    size_t len = strspn(text[0] == '-' ? text + 1 : text, "0123456789");
    const char *digits = text[0] == '-' ? text + 1 : text;
    return len > 0 && len <= DIGITS_MAX && digits[len] == '\0'
           && (digits[0] != '0' || str_equal(text, "0"));
}

/** What a value without quotes means. */
static void
write_plain(const struct head_node *node, struct writer *writer)
{
    const char *text = node->text;
    int64_t number;
    if (str_equal(text, "null") || str_equal(text, "~"))
        writer_text(writer, node->key, NULL);
    else if (str_equal(text, "true") || str_equal(text, "false"))
        writer_bool(writer, node->key, text[0] == 't');
    else if (is_number(text)
             && str_parse_int(text, INT64_MIN, INT64_MAX, &number))
        writer_int(writer, node->key, number);
    else
        writer_text(writer, node->key, text);
}

static void
write_value(const struct head_node *node, const char *path,
            struct writer *writer)
{
    if (node->type == HEAD_EMPTY) {
        writer_text(writer, node->key, NULL);
    } else if (node->type == HEAD_JSON) {
        writer_raw(writer, node->key, node->text, strlen(node->text));
    } else if (is_text(path) && !str_equal(node->text, "null")) {
        writer_object(writer, node->key);
        writer_text(writer, "zh", node->text);
        writer_end(writer);
    } else if (node->type == HEAD_TEXT || is_language(node->key)) {
        writer_text(writer, node->key, node->text);
    } else {
        write_plain(node, writer);
    }
}

void
head_write(const struct head *head, size_t index, const char *path,
           struct writer *writer)
{
    const struct head_node *node = &head->nodes[index];
    char inner[PATH_SIZE];
    if (node->type != HEAD_MAP && node->type != HEAD_LIST) {
        write_value(node, path, writer);
        return;
    }
    bool list = node->type == HEAD_LIST;
    if (list)
        writer_array(writer, node->key);
    else
        writer_object(writer, node->key);
    for (size_t child = node->first; child != 0;
         child = head->nodes[child].next) {
        const char *key = head->nodes[child].key;
        // A path that is cut belongs to no text.
        str_format(inner, sizeof(inner), "%s%s%s", path,
                   list ? "[]" : ".", list ? "" : key);
        head_write(head, child, inner, writer);
    }
    writer_end(writer);
}
