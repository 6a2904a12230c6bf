// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "ui/body.h"
#include "ui/draw.h"
#include "ui/text.h"
#include "ui/touch.h"
#include "ui/ui.h"
#include "util/buf.h"
#include "util/log.h"

// Ten lines of 52 px, twenty characters of 34 px.
static const struct body_view small = {
    .text = {100, 200, 680, 520},
    .up = {800, 200, 112, 94},
    .down = {800, 626, 112, 94},
    .position = {800, 400, 112, 64},
    .up_label = "上翻",
    .down_label = "下翻",
    .step = TYPE_READ,
};

struct stage {
    struct typesetter *text;
    struct ui *ui;
    struct body *body;
    struct rect damage[8];
    size_t damaged;
};

static struct stage
stage_open(const char *markdown)
{
    struct stage stage = {0};
    const struct text_options options = {.scale = 1};
    assert_int_equal(text_create(&options, &stage.text), ERR_OK);
    const struct ui_options ui_options = {.text = stage.text};
    assert_int_equal(ui_create(&ui_options, &stage.ui), ERR_OK);
    assert_int_equal(body_create("page", &stage.body), ERR_OK);
    assert_int_equal(body_set(stage.body, markdown), ERR_OK);
    return stage;
}

static void
stage_close(struct stage *stage)
{
    body_free(stage->body);
    ui_free(stage->ui);
    text_free(stage->text);
}

static void
show(struct stage *stage, const struct body_view *view)
{
    ui_begin(stage->ui, "page");
    body_draw(stage->ui, stage->body, view);
    stage->damaged = ui_end(stage->ui, stage->damage, 8);
}

static const struct ui_node *
node(const struct stage *stage, const char *id)
{
    const struct ui_node *found = ui_node_find(stage->ui, id);
    assert_non_null(found);
    return found;
}

static bool
tap(struct stage *stage, const char *id)
{
    struct ui_event event = {.type = UI_EVENT_TAP};
    strncpy(event.id, id, sizeof(event.id) - 1);
    return body_event(stage->body, &event);
}

static bool
swipe(struct stage *stage, int dy, bool done)
{
    struct ui_event event = {
        .type = UI_EVENT_SWIPE, .id = "page.body", .dy = dy, .done = done,
    };
    return body_event(stage->body, &event);
}

// The texts inside the view, and whether each stands wholly in it.
static size_t
texts_shown(const struct stage *stage, bool *whole)
{
    const struct draw_list *list = ui_list(stage->ui);
    size_t count = 0;
    *whole = true;
    for (size_t i = 0; i < list->count; i++) {
        const struct draw_cmd *cmd = &list->cmds[i];
        if (cmd->op != DRAW_TEXT || cmd->rect.x >= 780) {
            continue;
        }
        count++;
        *whole = *whole && cmd->rect.y >= small.text.y
                 && cmd->rect.y + cmd->rect.h
                        <= small.text.y + small.text.h;
    }
    return count;
}

// `count` numbered paragraphs of one line.
static char *
lines_of_text(size_t count)
{
    struct buf text;
    buf_init(&text, 1 << 20);
    for (size_t i = 1; i <= count; i++) {
        assert_true(buf_addf(&text, "第%zu行\\\n", i));
    }
    char *out = buf_take(&text);
    assert_non_null(out);
    return out;
}

static void
pages_show_whole_lines(void **state)
{
    (void)state;
    char *text = lines_of_text(25);
    struct stage stage = stage_open(text);
    bool whole;
    show(&stage, &small);
    assert_int_equal(body_pages(stage.body), 3);
    assert_int_equal(texts_shown(&stage, &whole), 10);
    assert_true(whole);
    assert_string_equal(node(&stage, "page.body")->value, "1 / 3");
    assert_false(node(&stage, "page.page.up")->enabled);
    assert_true(node(&stage, "page.page.down")->enabled);
    assert_non_null(strstr(node(&stage, "page.body")->label, "第10行"));
    assert_null(strstr(node(&stage, "page.body")->label, "第11行"));

    assert_true(tap(&stage, "page.page.down"));
    show(&stage, &small);
    assert_string_equal(node(&stage, "page.body")->value, "2 / 3");
    assert_true(strncmp(node(&stage, "page.body")->label, "第11行",
                        strlen("第11行")) == 0);
    assert_true(tap(&stage, "page.page.down"));
    assert_false(tap(&stage, "page.page.down"));
    show(&stage, &small);
    assert_int_equal(texts_shown(&stage, &whole), 5);
    assert_false(node(&stage, "page.page.down")->enabled);
    assert_true(tap(&stage, "page.page.up"));
    assert_true(tap(&stage, "page.page.up"));
    assert_false(tap(&stage, "page.page.up"));
    assert_false(tap(&stage, "other.page.up"));
    assert_false(tap(&stage, "pages.page.up"));
    stage_close(&stage);
    free(text);
}

static void
a_finger_moves_the_text(void **state)
{
    (void)state;
    char *text = lines_of_text(25);
    struct stage stage = stage_open(text);
    bool whole;
    show(&stage, &small);
    assert_true(swipe(&stage, -40, false));
    show(&stage, &small);
    assert_true(stage.damaged > 0);
    assert_int_equal(texts_shown(&stage, &whole), 11);
    assert_false(whole);
    // What it moves counts from where the finger went down.
    assert_true(swipe(&stage, -140, false));
    assert_true(swipe(&stage, -140, true));
    show(&stage, &small);
    assert_int_equal(texts_shown(&stage, &whole), 10);
    assert_true(whole);
    assert_true(strncmp(node(&stage, "page.body")->label, "第4行",
                        strlen("第4行")) == 0);
    // A page button goes on from there.
    assert_true(tap(&stage, "page.page.down"));
    show(&stage, &small);
    assert_string_equal(node(&stage, "page.body")->value, "2 / 3");
    // Neither end can be passed.
    assert_true(swipe(&stage, 5000, false));
    assert_true(swipe(&stage, 5000, true));
    show(&stage, &small);
    assert_string_equal(node(&stage, "page.body")->value, "1 / 3");
    assert_true(swipe(&stage, -5000, true));
    show(&stage, &small);
    assert_string_equal(node(&stage, "page.body")->value, "3 / 3");
    stage_close(&stage);
    free(text);
}

static void
the_reader_stays_at_the_same_words(void **state)
{
    (void)state;
    char *text = lines_of_text(60);
    struct stage stage = stage_open(text);
    const struct theme large = {.large = true}, plain = {0};
    show(&stage, &small);
    tap(&stage, "page.page.down");
    tap(&stage, "page.page.down");
    show(&stage, &small);
    assert_non_null(strstr(node(&stage, "page.body")->label, "第21行"));
    ui_set_modes(stage.ui, LANG_ZH, &large);
    show(&stage, &small);
    assert_non_null(strstr(node(&stage, "page.body")->label, "第21行"));
    assert_true(body_pages(stage.body) > 6);
    ui_set_modes(stage.ui, LANG_ZH, &plain);
    show(&stage, &small);
    assert_non_null(strstr(node(&stage, "page.body")->label, "第21行"));
    // The same text stays, another one begins at its top.
    assert_int_equal(body_set(stage.body, text), ERR_OK);
    show(&stage, &small);
    assert_string_equal(node(&stage, "page.body")->value, "3 / 6");
    assert_int_equal(body_set(stage.body, "别的"), ERR_OK);
    show(&stage, &small);
    assert_string_equal(node(&stage, "page.body")->value, "1 / 1");
    assert_string_equal(node(&stage, "page.body")->label, "别的");
    stage_close(&stage);
    free(text);
}

static const struct draw_cmd *
text_named(const struct stage *stage, const char *text)
{
    const struct draw_list *list = ui_list(stage->ui);
    for (size_t i = 0; i < list->count; i++) {
        if (list->cmds[i].op == DRAW_TEXT
            && strcmp(list->cmds[i].text, text) == 0) {
            return &list->cmds[i];
        }
    }
    fail_msg("no text \"%s\"", text);
    return NULL;
}

static void
blocks_look_like_what_they_are(void **state)
{
    (void)state;
    struct stage stage = stage_open(
        "## 谁可以\n\n依托**全职**引进。\n\n- 省里\n3. 取号\n\n"
        "|类别|金额|\n|---|---|\n|博士|10 万元|\n");
    show(&stage, &small);
    assert_int_equal(text_named(&stage, "谁可以")->bold, 1);
    const struct draw_cmd *before = text_named(&stage, "依托");
    const struct draw_cmd *bold = text_named(&stage, "全职");
    const struct draw_cmd *after = text_named(&stage, "引进。");
    assert_int_equal(before->bold, 0);
    assert_int_equal(bold->bold, 1);
    assert_int_equal(bold->rect.x, before->rect.x + 2 * 34);
    assert_int_equal(after->rect.x, before->rect.x + 4 * 34);
    assert_int_equal(after->rect.y, before->rect.y);
    assert_int_equal(text_named(&stage, "•")->rect.y,
                     text_named(&stage, "省里")->rect.y);
    assert_true(text_named(&stage, "3.")->rect.x
                < text_named(&stage, "取号")->rect.x);
    const struct draw_cmd *left = text_named(&stage, "博士");
    const struct draw_cmd *right = text_named(&stage, "10 万元");
    assert_int_equal(left->rect.y, right->rect.y);
    assert_true(right->rect.x > left->rect.x + left->rect.w);
    assert_int_equal(text_named(&stage, "类别")->bold, 1);
    assert_string_equal(node(&stage, "page.body")->label,
                        "谁可以\n依托全职引进。\n• 省里\n3. 取号\n类别\n"
                        "金额\n博士\n10 万元");
    stage_close(&stage);
}

static void
a_rule_keeps_off_the_lines(void **state)
{
    (void)state;
    struct stage stage = stage_open("上\n\n---\n\n下");
    show(&stage, &small);
    const struct draw_cmd *above = text_named(&stage, "上");
    const struct draw_cmd *below = text_named(&stage, "下");
    const struct draw_list *list = ui_list(stage.ui);
    size_t rules = 0;
    for (size_t i = 0; i < list->count; i++) {
        const struct draw_cmd *cmd = &list->cmds[i];
        if (cmd->rect.h == 2 && cmd->rect.w == small.text.w) {
            rules++;
            assert_true(cmd->rect.y >= above->rect.y + above->rect.h);
            assert_true(cmd->rect.y + 2 <= below->rect.y);
        }
    }
    assert_int_equal(rules, 1);
    stage_close(&stage);
}

static void
a_heading_is_never_the_last_line(void **state)
{
    (void)state;
    struct buf text;
    buf_init(&text, 4096);
    for (int i = 0; i < 9; i++) {
        buf_add_str(&text, "行\\\n");
    }
    buf_add_str(&text, "行\n\n## 标题\n\n正文");
    struct body_view view = small;
    view.text.h = 11 * 52 + 24;
    struct stage stage = stage_open(buf_text(&text));
    show(&stage, &view);
    assert_int_equal(body_pages(stage.body), 2);
    assert_null(strstr(node(&stage, "page.body")->label, "标题"));
    tap(&stage, "page.page.down");
    show(&stage, &view);
    assert_string_equal(node(&stage, "page.body")->label, "标题\n正文");
    stage_close(&stage);
    buf_clear(&text);
}

static void
paragraphs_may_be_indented(void **state)
{
    (void)state;
    struct body_view view = small;
    view.indent = true;
    struct stage stage = stage_open("中文一段\n\nEnglish text\n");
    show(&stage, &view);
    assert_int_equal(text_named(&stage, "中文一段")->rect.x, 100 + 68);
    assert_int_equal(text_named(&stage, "English text")->rect.x, 100);
    stage_close(&stage);
}

static void
a_long_text_draws_what_shows(void **state)
{
    (void)state;
    struct buf text;
    buf_init(&text, 1 << 20);
    for (int i = 0; i < 2000; i++) {
        buf_add_str(&text, "依托全省平台，对**全职**引进的博士研究生给予安家费");
        buf_add_str(&text, i % 10 == 9 ? "。\n\n" : "，");
    }
    struct stage stage = stage_open(buf_text(&text));
    show(&stage, &small);
    assert_true(body_pages(stage.body) > 200);
    assert_true(ui_list(stage.ui)->count < 120);
    for (int i = 0; i < 100; i++) {
        swipe(&stage, -37 * i, false);
        show(&stage, &small);
        assert_true(ui_list(stage.ui)->count < 120);
        assert_false(ui_list(stage.ui)->failed);
    }
    stage_close(&stage);
    buf_clear(&text);
}

static void
a_bad_text_is_not_shown(void **state)
{
    (void)state;
    struct stage stage = stage_open("好");
    log_set_level(LOG_LEVEL_OFF);
    assert_int_equal(body_set(stage.body, "\xff\xfe"), ERR_INVALID);
    show(&stage, &small);
    assert_int_equal(body_pages(stage.body), 0);
    assert_string_equal(node(&stage, "page.body")->label, "");
    assert_false(tap(&stage, "page.page.down"));
    swipe(&stage, -100, true);
    assert_int_equal(body_set(stage.body, "金\u202e额"), ERR_OK);
    log_set_level(LOG_LEVEL_INFO);
    show(&stage, &small);
    assert_string_equal(node(&stage, "page.body")->label, "金额");
    stage_close(&stage);
    body_free(NULL);
}

// Twenty characters of 34 px a line: the first column needs two of them.
static void
columns_are_as_wide_as_their_words(void **state)
{
    (void)state;
    struct stage stage = stage_open(
        "|类别|金额|\n|---|---|\n"
        "|博士|省级待遇金额暂无公开信息，请到窗口咨询|\n\n"
        "文\n\n"
        "|甲|乙|\n|---|---|\n|左左|右右|\n");
    show(&stage, &small);
    int left = text_named(&stage, "博士")->rect.x;
    int right = text_named(&stage, "金额")->rect.x;
    assert_int_equal(right - left, 2 * 34 + 24);
    // What is left over in a narrow table is shared by its columns.
    left = text_named(&stage, "左左")->rect.x;
    right = text_named(&stage, "右右")->rect.x;
    assert_int_equal(right - left, 328 + 24);
    stage_close(&stage);
}

// Two long columns share the page; none is squeezed by the other.
static void
long_columns_share_the_page(void **state)
{
    (void)state;
    struct buf text;
    buf_init(&text, 4096);
    buf_add_str(&text, "|甲|乙|丙|\n|---|---|---|\n"
                       "|短|一二三四五六七八九十|");
    for (int i = 0; i < 20; i++) {
        buf_add_str(&text, "很长很长的一段话");
    }
    buf_add_str(&text, "|\n");
    struct stage stage = stage_open(buf_text(&text));
    buf_clear(&text);
    show(&stage, &small);
    int first = text_named(&stage, "甲")->rect.x;
    int second = text_named(&stage, "乙")->rect.x;
    int third = text_named(&stage, "丙")->rect.x;
    assert_int_equal(second - first, 34 + 24);
    assert_in_range(third - second, 149 + 24, 299 + 24);
    stage_close(&stage);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pages_show_whole_lines),
        cmocka_unit_test(a_finger_moves_the_text),
        cmocka_unit_test(the_reader_stays_at_the_same_words),
        cmocka_unit_test(blocks_look_like_what_they_are),
        cmocka_unit_test(a_rule_keeps_off_the_lines),
        cmocka_unit_test(a_heading_is_never_the_last_line),
        cmocka_unit_test(columns_are_as_wide_as_their_words),
        cmocka_unit_test(long_columns_share_the_page),
        cmocka_unit_test(paragraphs_may_be_indented),
        cmocka_unit_test(a_long_text_draws_what_shows),
        cmocka_unit_test(a_bad_text_is_not_shown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
