// SPDX-License-Identifier: Apache-2.0
#include "ui/build.h"
#include "ui/button.h"
#include "ui/keyboard_parts.h"
#include "ui/widget.h"
#include "util/str.h"

#define GAP 12
#define EDGE 12

static struct rect
cell_rect(const struct keyboard_layout *at, const struct typing_cell *cell)
{
    int column = (at->grid.w - (at->columns - 1) * GAP) / at->columns;
    int span = (int)cell->span;
    return (struct rect){
        at->grid.x + (int)cell->column * (column + GAP),
        at->row_y + (int)cell->row * at->row_pitch,
        span * column + (span - 1) * GAP, at->row_h,
    };
}

static void
draw_word(struct ui *ui, const struct typing *typing, size_t i,
          const struct typing_cell *cell)
{
    char id[UI_ID_SIZE];
    str_format(id, sizeof(id), "keyboard.candidate.%d", (int)i + 1);
    struct rect rect = cell_rect(keyboard_layout(ui), cell);
    struct box box = {
        .fill = ui_is_pressed(ui, id) ? COLOR_LAKE100 : COLOR_SNOW,
        .line = COLOR_STONE300,
        .border = 2,
        .radius = EDGE,
    };
    widget_box(ui, rect, &box);
    struct label label = {
        .text = typing->words_now[i].text,
        .rect = rect_inset(rect, 8, 4),
        .step = TYPE_LETTER,
        .color = COLOR_INK900,
        .align = ALIGN_CENTER,
        .middle = true,
    };
    struct target target = {
        .id = id,
        .role = UI_KEY,
        .label = typing->words_now[i].text,
        .rect = rect,
        .text = widget_label(ui, &label),
        .grow = 5,
    };
    if (!typing->asking) {
        target_add(ui, &target);
    }
}

static void
draw_nothing(struct ui *ui, const struct typing *typing)
{
    struct label label = {
        .id = "keyboard.note",
        .text = typing->away ? ui_tr(ui, "拼音暂不可用，可先输入字母")
                : typing->panel == TYPING_RARE
                    ? ui_tr(ui, "没有这个读音的生僻字")
                    : ui_tr(ui, "没有对应的字，可输入字母"),
        .rect = keyboard_layout(ui)->grid,
        .step = TYPE_LEAD,
        .color = COLOR_INK900,
        .align = ALIGN_CENTER,
        .middle = true,
    };
    if (!typing->asking) {
        widget_label(ui, &label);
    }
}

// "19–36 / 412"
static void
draw_position(struct ui *ui, const struct typing *typing, size_t shown)
{
    char text[48];
    str_format(text, sizeof(text), "%d–%d / %d", (int)typing->first + 1,
               (int)(typing->first + shown), (int)typing->total);
    struct label label = {
        .id = "keyboard.page.position",
        .text = text,
        .rect = keyboard_layout(ui)->position,
        .step = TYPE_CAPTION,
        .color = COLOR_INK900,
        .align = ALIGN_CENTER,
        .middle = true,
    };
    if (shown) {
        widget_label(ui, &label);
    }
}

static void
draw_row(struct ui *ui, const struct typing *typing, size_t shown)
{
    const struct keyboard_layout *at = keyboard_layout(ui);
    bool more = typing->first + shown < typing->total
                && typing->page < TYPING_PAGES_MAX;
    // At the right end, where the erasing key has its column.
    struct rect erase = {at->erase.x, at->rare.y, at->erase.w, at->row_h};
    struct cap caps[] = {
        {.id = "keyboard.rare", .label = ui_tr(ui, "生僻字"),
         .value = typing->panel == TYPING_RARE ? "on" : NULL,
         .rect = at->rare, .on = typing->panel == TYPING_RARE,
         .kind = CAP_FUNCTION, .step = TYPE_H4},
        {.id = "keyboard.page.previous", .label = "",
         .spoken = ui_tr(ui, "上一页"), .icon = "chevron-left",
         .rect = at->previous, .kind = CAP_FUNCTION,
         .disabled = !typing->page},
        {.id = "keyboard.page.next", .label = "",
         .spoken = ui_tr(ui, "下一页"), .icon = "chevron-right",
         .rect = at->next, .kind = CAP_FUNCTION, .disabled = !more},
        {.id = "keyboard.key.delete", .label = "",
         .spoken = ui_tr(ui, "删除"), .icon = "backspace", .rect = erase,
         .kind = CAP_FUNCTION},
    };
    for (size_t i = 0; i < sizeof(caps) / sizeof(caps[0]); i++) {
        cap_draw(ui, &caps[i]);
    }
    draw_position(ui, typing, shown);
}

void
keyboard_page_draw(struct ui *ui, const struct keyboard *keyboard)
{
    struct typing fitted = *keyboard->typing;
    struct typing_cell cells[TYPING_WORDS_MAX];
    keyboard_fit(ui, &fitted);
    size_t shown = typing_flow(&fitted, cells);
    for (size_t i = 0; i < shown; i++) {
        draw_word(ui, keyboard->typing, i, &cells[i]);
    }
    if (!shown) {
        draw_nothing(ui, keyboard->typing);
    }
    draw_row(ui, keyboard->typing, shown);
    secret_wipe(&fitted, sizeof(fitted));
}
