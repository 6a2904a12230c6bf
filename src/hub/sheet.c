// SPDX-License-Identifier: Apache-2.0
#include "hub/sheet.h"

#include <stdlib.h>
#include <string.h>

#include "hub/cli.h"
#include "hub/sheet_head.h"
#include "util/str.h"
#include "util/utf8.h"

#define LANGUAGES 3
#define KEYS_MAX 24

/** What a kind's records hold: a key that is not there is a slip. */
struct shape {
    const char *kind;
    const char *body; // the field that the text becomes; NULL: none
    const char *keys[KEYS_MAX];
};

static const struct shape shapes[] = {
    {"policy", "body",
     {"title", "summary", "facts", "topics", "services", "rules",
      "valid_from", "valid_to"}},
    {"entry", "body", {"group", "title", "fields"}},
    {"activity", "body",
     {"title", "summary", "place", "starts_at", "ends_at", "classes", "left",
      "waiting", "checkin", "fields", "form", "policy", "order"}},
    {"service", "summary",
     {"letter", "name", "summary", "materials", "policy", "form", "class",
      "quota", "hours", "sites", "icon", "order"}},
    {"form", "intro",
     {"title", "intro", "fields", "pages", "policy", "service"}},
    {"rule", NULL,
     {"version", "title", "result", "open_points", "amount", "tag",
      "questions", "conditions", "cases", "outcome", "stop", "profiles",
      "policy", "service", "order", "valid_from", "valid_to"}},
    {"topic", NULL, {"name", "search", "parent", "icon", "order"}},
};

/** What every record may hold, and how a sheet begins. */
static const char *const common[] = {
    "kind", "id", "rows", "source", "state", "effective_from",
    "effective_to", "demo",
};
#define COMMON_COUNT (sizeof(common) / sizeof(common[0]))

static const char *const language_names[LANGUAGES] = {"zh", "en", "bo"};

/** A piece of the file, with the number of its first line. */
struct piece {
    const char *text;
    size_t len;
    int64_t line;
};

struct sheet {
    struct piece head;
    struct piece bodies[LANGUAGES];
};

/** The next line of a piece, without its end; false behind the last. */
static bool
next_line(struct piece *rest, struct piece *out)
{
    if (rest->len == 0)
        return false;
    const char *end = memchr(rest->text, '\n', rest->len);
    size_t taken = end ? (size_t)(end - rest->text) + 1 : rest->len;
    *out = (struct piece){rest->text, taken, rest->line};
    rest->text += taken;
    rest->len -= taken;
    rest->line++;
    return true;
}

static bool
line_is(const struct piece *line, const char *text)
{
    size_t len = line->len;
    while (len > 0 && strchr(" \t\r\n", line->text[len - 1]))
        len--;
    return len == strlen(text) && memcmp(line->text, text, len) == 0;
}

/** 1 for `--- en ---`, 2 for `--- bo ---`, 0 for any other line. */
static size_t
language_line(const struct piece *line)
{
    char text[16];
    for (size_t i = 1; i < LANGUAGES; i++) {
        str_format(text, sizeof(text), "--- %s ---", language_names[i]);
        if (line_is(line, text))
            return i;
    }
    return 0;
}

/** Blank lines at both ends belong to nobody. */
static void
trim(struct piece *piece)
{
    while (piece->len > 0 && strchr(" \t\r\n", piece->text[piece->len - 1]))
        piece->len--;
    while (piece->len > 0 && strchr("\r\n", piece->text[0])) {
        piece->line += piece->text[0] == '\n';
        piece->text++;
        piece->len--;
    }
}

static enum err
split_bodies(struct piece rest, struct sheet *out, struct fault *fault)
{
    struct piece line;
    size_t now = 0;
    out->bodies[0] = (struct piece){rest.text, 0, rest.line};
    while (next_line(&rest, &line)) {
        size_t language = language_line(&line);
        if (language == 0) {
            out->bodies[now].len += line.len;
            continue;
        }
        if (out->bodies[language].text)
            return head_refuse(fault, line.line, "该语言的正文重复",
                               "there is a second text in this language");
        now = language;
        out->bodies[now] = (struct piece){rest.text, 0, rest.line};
    }
    for (size_t i = 0; i < LANGUAGES; i++)
        trim(&out->bodies[i]);
    return ERR_OK;
}

static enum err
split(const char *text, size_t len, struct sheet *out, struct fault *fault)
{
    struct piece rest = {text, len, 1}, line = {0};
    if (str_starts(text, "\xEF\xBB\xBF")) {
        rest.text += 3;
        rest.len -= 3;
    }
    if (!next_line(&rest, &line) || !line_is(&line, "---"))
        return head_refuse(fault, 1, "文件应以一行 --- 开头",
                           "the head is missing: the first line must be ---");
    out->head = (struct piece){rest.text, 0, rest.line};
    while (next_line(&rest, &line) && !line_is(&line, "---"))
        out->head.len += line.len;
    if (!line_is(&line, "---") || line.line == 1)
        return head_refuse(fault, 1, "文件头没有以一行 --- 结束",
                           "the head does not end: a second line --- is "
                           "missing");
    if (out->head.len > SHEET_HEAD_MAX)
        return head_refuse(fault, 1, "文件头超过 64 KiB",
                           "the head is larger than 64 KiB");
    return split_bodies(rest, out, fault);
}

static const struct shape *
shape_of(const char *kind)
{
    for (size_t i = 0; i < sizeof(shapes) / sizeof(shapes[0]); i++) {
        if (str_equal(shapes[i].kind, kind))
            return &shapes[i];
    }
    return NULL;
}

static size_t
known_keys(const struct shape *shape, const char **out)
{
    size_t count = 0;
    for (size_t i = 0; i < COMMON_COUNT; i++)
        out[count++] = common[i];
    for (size_t i = 0; i < KEYS_MAX && shape->keys[i]; i++)
        out[count++] = shape->keys[i];
    return count;
}

/** A key that no record of the kind has is a slip of the pen. */
static enum err
check_keys(const struct head *head, const struct shape *shape,
           struct fault *fault)
{
    const char *keys[COMMON_COUNT + KEYS_MAX];
    size_t count = known_keys(shape, keys);
    for (size_t at = head->nodes[0].first; at != 0;
         at = head->nodes[at].next) {
        const struct head_node *node = &head->nodes[at];
        char text[FAULT_TEXT_SIZE];
        size_t i = 0;
        while (i < count && !str_equal(keys[i], node->key))
            i++;
        if (i < count)
            continue;
        const char *near = cli_nearest(node->key, keys, count);
        str_format(text, sizeof(text), "a %s has no field %s%s%s%s",
                   shape->kind, node->key, near ? ": did you mean " : "",
                   near ? near : "", near ? "?" : "");
        return head_refuse(fault, node->line, "没有这个字段", text);
    }
    return ERR_OK;
}

/** A word of the head itself, as `id`; NULL when it is not given. */
static const char *
head_word(const struct head *head, const char *key)
{
    size_t node = head_find(head, 0, key);
    bool word = node != 0 && (head->nodes[node].type == HEAD_PLAIN
                              || head->nodes[node].type == HEAD_TEXT);
    return word ? head->nodes[node].text : NULL;
}

static enum err
check_bodies(const struct sheet *sheet, const struct head *head,
             const struct shape *shape, struct fault *fault)
{
    bool any = false;
    for (size_t i = 0; i < LANGUAGES; i++)
        any = any || sheet->bodies[i].len > 0;
    if (any && !shape->body)
        return head_refuse(fault, sheet->bodies[0].line,
                           "这类记录没有正文",
                           "a record of this kind has no text below its "
                           "head: leave it out");
    if (any && head_find(head, 0, shape->body))
        return head_refuse(fault, sheet->bodies[0].line,
                           "正文写了两次",
                           "the text below the head stands in the head as "
                           "well");
    return ERR_OK;
}

static void
write_text(struct writer *writer, const char *key, const struct piece *piece)
{
    char *text = piece->len > 0 ? str_dup_len(piece->text, piece->len) : NULL;
    if (text)
        writer_text(writer, key, text);
    else if (piece->len > 0)
        writer->failed = true;
    free(text);
}

static void
write_bodies(const struct sheet *sheet, const char *field,
             struct writer *writer)
{
    bool any = false;
    for (size_t i = 0; i < LANGUAGES; i++)
        any = any || sheet->bodies[i].len > 0;
    if (!any)
        return;
    writer_object(writer, field);
    for (size_t i = 0; i < LANGUAGES; i++)
        write_text(writer, language_names[i], &sheet->bodies[i]);
    writer_end(writer);
}

static enum err
write_record(const struct sheet *sheet, const struct head *head,
             const struct shape *shape, struct buf *out)
{
    struct writer writer;
    writer_init(&writer, out);
    writer_object(&writer, NULL);
    writer_text(&writer, "kind", shape->kind);
    writer_text(&writer, "id", head_word(head, "id"));
    writer_object(&writer, "body");
    for (size_t at = head->nodes[0].first; at != 0;
         at = head->nodes[at].next) {
        const char *key = head->nodes[at].key;
        char path[64 + sizeof("activity:")];
        str_format(path, sizeof(path), "%s:%s", shape->kind, key);
        if (!str_equal(key, "kind") && !str_equal(key, "id"))
            head_write(head, at, path, &writer);
    }
    write_bodies(sheet, shape->body, &writer);
    writer_end(&writer);
    writer_end(&writer);
    return writer_result(&writer);
}

static enum err
convert(const struct sheet *sheet, const char *kind, struct head *head,
        struct buf *out, struct fault *fault)
{
    enum err err = head_parse(sheet->head.text, sheet->head.len,
                              sheet->head.line, head, fault);
    if (err)
        return err;
    const char *own = head_word(head, "kind");
    const struct shape *shape = shape_of(own ? own : kind);
    if (!shape)
        return head_refuse(fault, 1, "缺少或不认识 kind",
                           "`kind` must be one of policy entry service form "
                           "rule activity topic");
    if (!head_word(head, "id"))
        return head_refuse(fault, 1, "缺少 id",
                           "`id` is missing in the head");
    err = check_keys(head, shape, fault);
    err = err ? err : check_bodies(sheet, head, shape, fault);
    err = err ? err : write_record(sheet, head, shape, out);
    if (err == ERR_INVALID && !fault_any(fault))
        head_refuse(fault, 1, "字段嵌套过深",
                    "its fields are nested deeper than 32 levels");
    if (err == ERR_NO_MEMORY && out->failed) {
        fault_set(fault, "too_long", "", "记录太长",
                  "the record is larger than 256 KiB");
        err = ERR_INVALID;
    }
    return err;
}

enum err
sheet_read(const char *text, size_t len, const char *kind, struct buf *out,
           struct fault *fault)
{
    struct sheet sheet = {0};
    if (!utf8_valid(text, len)) {
        fault_set(fault, "bad_text", "", "不是 UTF-8 文本",
                  "this is not text in UTF-8");
        return ERR_INVALID;
    }
    enum err err = split(text, len, &sheet, fault);
    if (err)
        return err;
    struct head *head = calloc(1, sizeof(*head));
    if (!head)
        return ERR_NO_MEMORY;
    err = convert(&sheet, kind, head, out, fault);
    head_clear(head);
    free(head);
    return err;
}

/** The line of the text below the head that a path leads into; 0: none. */
static int64_t
body_line(const struct sheet *sheet, const struct shape *shape,
          const char *path)
{
    size_t len = shape && shape->body ? strlen(shape->body) : 0;
    if (len == 0 || strncmp(path, shape->body, len) != 0
        || (path[len] != '\0' && path[len] != '.'))
        return 0;
    for (size_t i = 0; i < LANGUAGES && path[len] == '.'; i++) {
        if (str_equal(path + len + 1, language_names[i])
            && sheet->bodies[i].len > 0)
            return sheet->bodies[i].line;
    }
    return sheet->bodies[0].len > 0 ? sheet->bodies[0].line : 0;
}

static int64_t
find_line(const struct sheet *sheet, const char *kind, struct head *head,
          const char *path)
{
    if (head_parse(sheet->head.text, sheet->head.len, sheet->head.line, head,
                   NULL))
        return 1;
    const char *own = head_word(head, "kind");
    int64_t line = body_line(sheet, shape_of(own ? own : kind), path);
    return line > 0 ? line : head_line(head, path);
}

int64_t
sheet_line(const char *text, size_t len, const char *kind, const char *path)
{
    struct sheet sheet = {0};
    int64_t line = 1;
    if (split(text, len, &sheet, NULL))
        return line;
    struct head *head = calloc(1, sizeof(*head));
    if (!head)
        return 0;
    line = find_line(&sheet, kind, head, path);
    head_clear(head);
    free(head);
    return line;
}
