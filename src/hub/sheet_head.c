// SPDX-License-Identifier: Apache-2.0
#include "hub/sheet_head.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "util/str.h"
#include "wire/json.h"
#include "wire/place.h"

#define KEY_MAX 64
#define KEY_CHARS \
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-."

/** Fields below which lines of one indentation belong. */
struct level {
    size_t indent;
    size_t node;
};

/** One line without its indentation and its end. */
struct line {
    const char *text;
    size_t len;
    size_t indent;
    int64_t number;
};

struct reader {
    struct head *head;
    struct fault *fault;
    struct level levels[SHEET_DEPTH_MAX];
    size_t depth;
    size_t pending; // a key without a value yet; 0: none
    size_t pending_indent;
    size_t block; // a text that goes on on indented lines; 0: none
    size_t block_indent; // of its key
    size_t block_margin; // of its first line; 0: not known yet
    struct buf lines; // of the block
};

enum err
head_refuse(struct fault *fault, int64_t line, const char *zh,
            const char *en)
{
    char field[32];
    str_format(field, sizeof(field), "line %" PRId64, line);
    fault_set(fault, "bad_head", field, zh, en);
    return ERR_INVALID;
}

size_t
head_find(const struct head *head, size_t map, const char *key)
{
    size_t node = head->nodes[map].first;
    while (node != 0 && !str_equal(head->nodes[node].key, key))
        node = head->nodes[node].next;
    return node;
}

/** The child that a step leads to; 0 for none. */
static size_t
step_child(const struct head *head, size_t node,
           const struct place_step *step)
{
    bool list = head->nodes[node].type == HEAD_LIST;
    if (head->nodes[node].type == HEAD_MAP && step->key[0])
        return head_find(head, node, step->key);
    size_t child = list && !step->key[0] ? head->nodes[node].first : 0;
    for (size_t i = 0; child != 0 && i < step->index; i++)
        child = head->nodes[child].next;
    return child;
}

int64_t
head_line(const struct head *head, const char *path)
{
    struct place_step step;
    size_t node = 0, child;
    while (place_step(&path, &step)
           && (child = step_child(head, node, &step)) != 0)
        node = child;
    return node != 0 ? head->nodes[node].line : 1;
}

/** A new last child; 0 when there is no room or memory. */
static size_t
add_node(struct head *head, size_t parent, const char *key, size_t key_len,
         int64_t line)
{
    if (head->count == SHEET_NODES_MAX)
        return 0;
    size_t index = head->count;
    struct head_node *node = &head->nodes[index];
    memset(node, 0, sizeof(*node));
    node->line = line;
    if (key && !(node->key = str_dup_len(key, key_len)))
        return 0;
    head->count++;
    size_t *link = &head->nodes[parent].first;
    while (*link != 0)
        link = &head->nodes[*link].next;
    *link = index;
    return index;
}

static enum err
refuse_many(struct reader *reader, int64_t line)
{
    return head_refuse(reader->fault, line, "文件头内容太多",
                       "the head has more values than can be taken (2000)");
}

static enum err
keep(struct head_node *node, enum head_type type, const char *text,
     size_t len)
{
    node->type = type;
    node->text = str_dup_len(text, len);
    return node->text ? ERR_OK : ERR_NO_MEMORY;
}

/** JSON text of an object or array, without anything behind it. */
static bool
is_json(const char *text, size_t len)
{
    struct json_t *json;
    enum err err = json_parse(text, len, &json, NULL);
    json_free(json);
    return err == ERR_OK;
}

/** A word that needs no quotes inside brackets. */
static bool
is_word(const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        if (strchr("[]{}\"'", text[i]))
            return false;
    }
    return len > 0;
}

/** `[a, b]`: words between commas, as a list. */
static enum err
set_words(struct reader *reader, size_t list, const struct line *value)
{
    const char *at = value->text + 1;
    const char *end = value->text + value->len - 1;
    reader->head->nodes[list].type = HEAD_LIST;
    while (at < end) {
        const char *comma = memchr(at, ',', (size_t)(end - at));
        const char *stop = comma ? comma : end;
        while (at < stop && *at == ' ')
            at++;
        size_t len = (size_t)(stop - at);
        while (len > 0 && at[len - 1] == ' ')
            len--;
        if (!is_word(at, len))
            return head_refuse(reader->fault, value->number,
                               "方括号中的内容不正确",
                               "what stands in the brackets is neither JSON "
                               "nor words between commas");
        size_t item = add_node(reader->head, list, NULL, 0, value->number);
        if (item == 0)
            return refuse_many(reader, value->number);
        enum err err = keep(&reader->head->nodes[item], HEAD_PLAIN, at, len);
        if (err)
            return err;
        at = comma ? comma + 1 : end;
    }
    return ERR_OK;
}

/** A text in double quotes is a string of JSON. */
static enum err
set_quoted(struct reader *reader, struct head_node *node,
           const struct line *value)
{
    struct buf array;
    struct json_t *json = NULL;
    const char *text = NULL;
    buf_init(&array, SHEET_HEAD_MAX);
    buf_add_char(&array, '[');
    buf_add(&array, value->text, value->len);
    buf_add_char(&array, ']');
    enum err err = json_parse(buf_text(&array), array.len, &json, NULL);
    struct json_node root = json_root(json, NULL);
    struct json_node item = json_item(&root, 0);
    if (!err && (json_count(&root) != 1
                 || json_text(&item, SHEET_HEAD_MAX, &text)))
        err = ERR_INVALID;
    if (!err)
        err = keep(node, HEAD_TEXT, text, strlen(text));
    else if (err == ERR_INVALID)
        head_refuse(reader->fault, value->number, "引号中的文字不正确",
                    "the text in quotes is not closed, or something follows "
                    "it");
    json_free(json);
    buf_clear(&array);
    return err;
}

static enum err
set_block(struct reader *reader, size_t node, const struct line *line)
{
    reader->head->nodes[node].type = HEAD_TEXT;
    reader->block = node;
    reader->block_indent = line->indent;
    reader->block_margin = 0;
    buf_reset(&reader->lines);
    return ERR_OK;
}

/** A value that begins with a bracket. */
static enum err
set_bracket(struct reader *reader, size_t index, const struct line *value)
{
    if (is_json(value->text, value->len))
        return keep(&reader->head->nodes[index], HEAD_JSON, value->text,
                    value->len);
    if (value->text[0] == '[' && value->text[value->len - 1] == ']')
        return set_words(reader, index, value);
    return head_refuse(reader->fault, value->number,
                       "不是有效的 JSON 数据，或嵌套过深",
                       "this is not valid JSON, or it is nested deeper than "
                       "32 levels");
}

/** What stands behind a key or a dash. */
static enum err
set_value(struct reader *reader, size_t index, const struct line *value)
{
    struct head_node *node = &reader->head->nodes[index];
    size_t len = value->len;
    switch (value->text[0]) {
    case '{':
    case '[':
        return set_bracket(reader, index, value);
    case '"':
        return set_quoted(reader, node, value);
    case '\'':
        if (len > 1 && value->text[len - 1] == '\'')
            return keep(node, HEAD_TEXT, value->text + 1, len - 2);
        break;
    case '|':
    case '>':
        if (len == 1 && value->text[0] == '|')
            return set_block(reader, index, value);
        if (len <= 2)
            return head_refuse(reader->fault, value->number,
                               "多行文字请用单独的 |",
                               "text on lines of its own begins with a "
                               "single |");
        break;
    default:
        break;
    }
    return keep(node, HEAD_PLAIN, value->text, len);
}

/** Length of the key that a line begins with; 0 for a line without one. */
static size_t
key_length(const struct line *line)
{
    size_t len = 0;
    while (len < line->len && strchr(KEY_CHARS, line->text[len]))
        len++;
    if (len == 0 || len > KEY_MAX || len == line->len
        || line->text[len] != ':')
        return 0;
    return len + 1 == line->len || line->text[len + 1] == ' ' ? len : 0;
}

static bool
is_language(const char *key, size_t len)
{
    return len == 2 && (memcmp(key, "zh", 2) == 0 || memcmp(key, "en", 2) == 0
                        || memcmp(key, "bo", 2) == 0);
}

/** `title: …` that `title.en: …` follows becomes its Chinese. */
static bool
make_chinese(struct head *head, size_t index)
{
    size_t child = add_node(head, index, "zh", 2, head->nodes[index].line);
    if (child == 0)
        return false;
    struct head_node *node = &head->nodes[index];
    // The list of children begins with it whatever stood here.
    head->nodes[child].type = HEAD_TEXT;
    head->nodes[child].text = node->text;
    node->text = NULL;
    node->type = HEAD_MAP;
    return true;
}

/** Make a map of what a further key stands in, where that can be meant. */
static bool
open_map(struct head *head, size_t index, const char *key, size_t len)
{
    struct head_node *node = &head->nodes[index];
    if (node->type == HEAD_EMPTY)
        node->type = HEAD_MAP;
    else if ((node->type == HEAD_PLAIN || node->type == HEAD_TEXT)
             && is_language(key, len))
        return make_chinese(head, index);
    return node->type == HEAD_MAP;
}

/** The node of a dotted key below `map`, made as far as it is missing. */
static enum err
open_path(struct reader *reader, size_t map, const struct line *key,
          size_t *out)
{
    struct head *head = reader->head;
    const char *at = key->text, *end = key->text + key->len, *dot;
    *out = map;
    do {
        dot = memchr(at, '.', (size_t)(end - at));
        size_t len = (size_t)((dot ? dot : end) - at);
        char name[KEY_MAX + 1] = "";
        memcpy(name, at, len);
        bool good = len > 0 && open_map(head, *out, at, len);
        size_t found = good ? head_find(head, *out, name) : 0;
        if (!good || (found && !dot))
            return head_refuse(reader->fault, key->number,
                               "字段重复或名称不正确",
                               "this key is given twice, or its dots lead "
                               "into a field that is a value");
        if (!found)
            found = add_node(head, *out, at, len, key->number);
        if (!found)
            return refuse_many(reader, key->number);
        *out = found;
        at = dot ? dot + 1 : end;
    } while (dot);
    return ERR_OK;
}

static enum err
push_level(struct reader *reader, size_t indent, size_t node, int64_t line)
{
    if (reader->depth == SHEET_DEPTH_MAX)
        return head_refuse(reader->fault, line, "缩进层次太多",
                           "this is indented deeper than 12 levels");
    reader->levels[reader->depth++] = (struct level){indent, node};
    return ERR_OK;
}

static enum err
take_field(struct reader *reader, const struct line *line)
{
    size_t len = key_length(line);
    if (len == 0)
        return head_refuse(reader->fault, line->number,
                           "应为“字段: 值”",
                           "this is not `key: value` with a space behind the "
                           "colon");
    struct line key = *line;
    key.len = len;
    size_t map = reader->levels[reader->depth - 1].node;
    size_t node = 0;
    enum err err = open_path(reader, map, &key, &node);
    if (err)
        return err;
    struct line value = *line;
    value.text += len + 1;
    value.len -= len + 1;
    while (value.len > 0 && value.text[0] == ' ') {
        value.text++;
        value.len--;
    }
    if (value.len > 0)
        return set_value(reader, node, &value);
    reader->pending = node;
    reader->pending_indent = line->indent;
    return ERR_OK;
}

static enum err
take_item(struct reader *reader, const struct line *line)
{
    struct line rest = *line;
    do {
        rest.text++;
        rest.len--;
        rest.indent++;
    } while (rest.len > 0 && rest.text[0] == ' ');
    size_t list = reader->levels[reader->depth - 1].node;
    size_t item = add_node(reader->head, list, NULL, 0, line->number);
    if (item == 0)
        return refuse_many(reader, line->number);
    if (rest.len == 0)
        return head_refuse(reader->fault, line->number,
                           "横线后没有内容",
                           "nothing stands behind the dash");
    if (key_length(&rest) == 0)
        return set_value(reader, item, &rest);
    reader->head->nodes[item].type = HEAD_MAP;
    enum err err = push_level(reader, rest.indent, item, line->number);
    return err ? err : take_field(reader, &rest);
}

/** Find the level that a line's indentation belongs to. */
static enum err
enter_level(struct reader *reader, const struct line *line, bool dash)
{
    size_t pending = reader->pending;
    size_t below = reader->pending_indent;
    reader->pending = 0;
    if (pending != 0
        && (line->indent > below || (dash && line->indent == below))) {
        reader->head->nodes[pending].type = dash ? HEAD_LIST : HEAD_MAP;
        return push_level(reader, line->indent, pending, line->number);
    }
    while (reader->depth > 1) {
        const struct level *top = &reader->levels[reader->depth - 1];
        bool list = reader->head->nodes[top->node].type == HEAD_LIST;
        if (top->indent <= line->indent
            && !(top->indent == line->indent && list && !dash))
            break;
        reader->depth--;
    }
    const struct level *top = &reader->levels[reader->depth - 1];
    bool list = reader->head->nodes[top->node].type == HEAD_LIST;
    if (top->indent != line->indent || list != dash)
        return head_refuse(reader->fault, line->number,
                           "缩进与上面的行不一致",
                           "this line's indentation or dash fits no line "
                           "above it");
    return ERR_OK;
}

static enum err
end_block(struct reader *reader)
{
    if (reader->block == 0)
        return ERR_OK;
    size_t len = reader->lines.len;
    while (len > 0 && buf_text(&reader->lines)[len - 1] == '\n')
        len--;
    struct head_node *node = &reader->head->nodes[reader->block];
    reader->block = 0;
    node->text = str_dup_len(buf_text(&reader->lines), len);
    return node->text && !reader->lines.failed ? ERR_OK : ERR_NO_MEMORY;
}

/** True when the line is one of an open text. */
static bool
take_block(struct reader *reader, const struct line *line)
{
    if (reader->block == 0
        || (line->len > 0 && line->indent <= reader->block_indent))
        return false;
    if (reader->block_margin == 0 && line->len > 0)
        reader->block_margin = line->indent;
    for (size_t i = reader->block_margin; i < line->indent; i++)
        buf_add_char(&reader->lines, ' ');
    buf_add(&reader->lines, line->text, line->len);
    buf_add_char(&reader->lines, '\n');
    return true;
}

static enum err
take_line(struct reader *reader, const struct line *line)
{
    if (take_block(reader, line))
        return ERR_OK;
    enum err err = end_block(reader);
    if (err || line->len == 0 || line->text[0] == '#')
        return err;
    if (line->text[0] == '\t')
        return head_refuse(reader->fault, line->number,
                           "请用空格缩进，不要用制表符",
                           "lines are indented with spaces, not with tabs");
    bool dash = line->text[0] == '-'
                && (line->len == 1 || line->text[1] == ' ');
    err = enter_level(reader, line, dash);
    if (err)
        return err;
    return dash ? take_item(reader, line) : take_field(reader, line);
}

enum err
head_parse(const char *text, size_t len, int64_t line, struct head *out,
           struct fault *fault)
{
    const char *at = text, *end = text + len;
    enum err err = ERR_OK;
    struct reader reader = {.head = out, .fault = fault, .depth = 1};
    buf_init(&reader.lines, SHEET_HEAD_MAX);
    out->nodes[0].type = HEAD_MAP;
    out->count = 1;
    while (at < end && !err) {
        const char *stop = memchr(at, '\n', (size_t)(end - at));
        struct line next = {.text = at, .number = line++};
        stop = stop ? stop : end;
        while (next.text < stop && next.text[0] == ' ')
            next.text++;
        next.indent = (size_t)(next.text - at);
        next.len = (size_t)(stop - next.text);
        while (next.len > 0 && strchr(" \r\t", next.text[next.len - 1]))
            next.len--;
        err = take_line(&reader, &next);
        at = stop + 1;
    }
    if (!err)
        err = end_block(&reader);
    buf_clear(&reader.lines);
    return err;
}

void
head_clear(struct head *head)
{
    for (size_t i = 0; i < head->count; i++) {
        free(head->nodes[i].key);
        free(head->nodes[i].text);
    }
    memset(head, 0, sizeof(*head));
}
