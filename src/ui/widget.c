// SPDX-License-Identifier: Apache-2.0
#include "ui/widget.h"

#include <string.h>

#include "ui/build.h"
#include "ui/text.h"
#include "util/str.h"

#define LINES_MAX 16
#define LINE_SIZE 512
#define RUNS_MAX 6

// One way of setting a text: at a step of one of the two scales.
struct setting {
    struct text_line lines[LINES_MAX];
    size_t count;   // lines that are drawn
    enum type_step step;
    struct theme theme;
    bool fits;
};

static struct text_style
style_of(const struct label *label, const struct setting *setting)
{
    return (struct text_style){
        .step = setting->step,
        .bold = label->bold,
        .spacing = label->spacing,
        .theme = &setting->theme,
    };
}

// Where in a line the strong part stands, or NULL.
static const char *
strong_in(const struct label *label, const struct text_line *line)
{
    if (!label->strong || !*label->strong || label->bold) {
        return NULL;
    }
    const char *from = label->text + line->start;
    const char *found = strstr(from, label->strong);
    size_t length = strlen(label->strong);
    bool inside = found && found + length <= from + line->length;
    return inside ? found : NULL;
}

// What a strong part is wider than it was measured.
static int
strong_extra(struct ui *ui, const struct label *label,
             const struct setting *setting)
{
    struct text_style style = style_of(label, setting);
    int plain = text_width(ui_typesetter(ui), &style, label->strong);
    style.bold = true;
    return text_width(ui_typesetter(ui), &style, label->strong) - plain;
}

static void
set_at_step(struct ui *ui, const struct label *label,
            struct setting *setting)
{
    struct text_style style = style_of(label, setting);
    int line = theme_type(&setting->theme, setting->step).line;
    size_t allowed = label->rect.h > line ? label->rect.h / line : 1;
    if (allowed > LINES_MAX) {
        allowed = LINES_MAX;
    }
    size_t count = text_break(ui_typesetter(ui), &style, label->text,
                              label->rect.w, setting->lines, LINES_MAX);
    setting->fits = count <= allowed;
    setting->count = setting->fits ? count : allowed;
    for (size_t i = 0; i < setting->count; i++) {
        if (strong_in(label, &setting->lines[i])) {
            setting->lines[i].width += strong_extra(ui, label, setting);
        }
        if (setting->lines[i].width > label->rect.w) {
            setting->fits = false;
        }
    }
}

// Wrap, then smaller steps of this scale, then those of the plain one.
static void
set_text(struct ui *ui, const struct label *label, struct setting *setting)
{
    setting->theme = *ui_theme(ui);
    setting->theme.large = setting->theme.large && !label->fixed;
    setting->step = label->step;
    for (;;) {
        set_at_step(ui, label, setting);
        enum type_step down = theme_type_down(setting->step);
        if (setting->fits) {
            return;
        }
        if (down != setting->step) {
            setting->step = down;
        } else if (setting->theme.large) {
            setting->theme.large = false;
            setting->step = label->step;
        } else {
            return;
        }
    }
}

static struct rect
line_rect(const struct label *label, const struct setting *setting, size_t i)
{
    int line = theme_type(&setting->theme, setting->step).line;
    int w = setting->lines[i].width;
    struct rect r = {
        label->rect.x, label->rect.y + (int)i * line, w, line,
    };
    if (label->middle) {
        r.y += (label->rect.h - (int)setting->count * line) / 2;
    }
    if (label->align == ALIGN_CENTER) {
        r.x += (label->rect.w - w) / 2;
    } else if (label->align == ALIGN_END) {
        r.x += label->rect.w - w;
    }
    return r;
}

// A piece of a line from `x` on; returns where the next one begins.
static int
draw_piece(struct ui *ui, const struct label *label,
           const struct setting *setting, struct rect line,
           const struct text_line *piece)
{
    char text[LINE_SIZE];
    size_t length = piece->length < sizeof(text) ? piece->length
                                                 : sizeof(text) - 1;
    if (length == 0) {
        return line.x;
    }
    memcpy(text, label->text + piece->start, length);
    text[length] = '\0';
    if (piece->width) {
        line.w = piece->width;
    } else {
        struct text_style style = style_of(label, setting);
        line.w = text_width(ui_typesetter(ui), &style, text);
    }
    struct draw_cmd cmd = {
        .op = DRAW_TEXT,
        .rect = line,
        .clip = setting->fits ? ui_page(ui) : label->rect,
        .line = ui_color(ui, label->color),
        .align = ALIGN_START,
        .step = (uint8_t)setting->step,
        .large = setting->theme.large,
        .bold = label->bold,
        .spacing = (uint8_t)label->spacing,
        .text = text,
    };
    draw_list_add(ui_building(ui), &cmd);
    secret_wipe(text, sizeof(text));
    return line.x + line.w;
}

static void
draw_line(struct ui *ui, const struct label *label,
          const struct setting *setting, size_t i)
{
    const struct text_line *line = &setting->lines[i];
    struct rect rect = line_rect(label, setting, i);
    const char *strong = strong_in(label, line);
    if (!strong) {
        draw_piece(ui, label, setting, rect, line);
        return;
    }
    struct label bold = *label;
    bold.bold = true;
    size_t at = (size_t)(strong - label->text);
    size_t length = strlen(label->strong);
    struct text_line pieces[] = {
        {.start = line->start, .length = at - line->start},
        {.start = at, .length = length},
        {.start = at + length,
         .length = line->start + line->length - at - length},
    };
    rect.x = draw_piece(ui, label, setting, rect, &pieces[0]);
    rect.x = draw_piece(ui, &bold, setting, rect, &pieces[1]);
    draw_piece(ui, label, setting, rect, &pieces[2]);
}

static struct placed
place(struct ui *ui, const struct label *label, bool draw)
{
    struct placed placed = {0};
    if (!label->text || !*label->text) {
        return placed;
    }
    struct setting setting = {0};
    set_text(ui, label, &setting);
    placed.clipped = !setting.fits;
    for (size_t i = 0; i < setting.count; i++) {
        placed.rect
            = rect_union(placed.rect, line_rect(label, &setting, i));
        if (draw) {
            draw_line(ui, label, &setting, i);
        }
    }
    if (placed.clipped) {
        placed.rect = rect_intersect(placed.rect, label->rect);
    }
    return placed;
}

struct placed
widget_label(struct ui *ui, const struct label *label)
{
    struct placed placed = place(ui, label, true);
    if (label->id) {
        struct ui_node node = {
            .role = UI_TEXT,
            .label = label->text,
            .value = label->value,
            .rect = placed.rect,
            .text_rect = placed.rect,
            .clipped = placed.clipped,
            .enabled = true,
        };
        str_copy(node.id, sizeof(node.id), label->id);
        ui_add(ui, &node);
    }
    return placed;
}

struct placed
widget_measure(struct ui *ui, const struct label *label)
{
    return place(ui, label, false);
}

#define STACK_MAX 4

// Deep enough for every step of the scale, the first text and the rest in
// turn.
#define STACK_LEVELS 14

static int
stack_measure(struct ui *ui, struct label *labels, int count, int *heights)
{
    int sum = 0;
    for (int i = 0; i < count; i++) {
        heights[i] = widget_measure(ui, &labels[i]).rect.h;
        if (heights[i] > 0) {
            sum += heights[i] + (sum > 0 ? labels[i].above : 0);
        }
    }
    return sum;
}

// Set smaller step by step, the first text last, until all have room.
static int
stack_shrink(struct ui *ui, struct label *labels, int count, int *heights,
             int room)
{
    int sum = stack_measure(ui, labels, count, heights);
    for (int level = 1; sum > room && level < STACK_LEVELS; level++) {
        for (int i = 0; i < count; i++) {
            if ((i == 0) == (level % 2 == 0)) {
                labels[i].step = theme_type_down(labels[i].step);
            }
        }
        sum = stack_measure(ui, labels, count, heights);
    }
    return sum;
}

struct placed
widget_stack(struct ui *ui, struct label *labels, int count,
             struct rect area)
{
    int heights[STACK_MAX] = {0};
    enum type_step steps[STACK_MAX];
    struct placed all = {0};
    if (count > STACK_MAX) {
        count = STACK_MAX;
    }
    for (int i = 0; i < count; i++) {
        steps[i] = labels[i].step;
        labels[i].rect = area;
        labels[i].middle = false;
    }
    int sum = stack_shrink(ui, labels, count, heights, area.h);
    if (sum > area.h && ui_theme(ui)->large) {
        for (int i = 0; i < count; i++) {
            labels[i].step = steps[i];
            labels[i].fixed = true;
        }
        sum = stack_shrink(ui, labels, count, heights, area.h);
    }
    int y = area.y + (sum < area.h ? (area.h - sum) / 2 : 0);
    for (int i = 0; i < count; i++) {
        if (heights[i] == 0) {
            continue;
        }
        y += all.rect.h > 0 ? labels[i].above : 0;
        // What still has no room is cut, and says so.
        int room = area.y + area.h - y;
        labels[i].rect.y = y;
        labels[i].rect.h = heights[i] < room ? heights[i] : room;
        y += heights[i];
        struct placed placed = widget_label(ui, &labels[i]);
        all.rect = rect_union(all.rect, placed.rect);
        all.clipped = all.clipped || placed.clipped;
    }
    all.clipped = all.clipped || sum > area.h;
    return all;
}

int
widget_text_width(struct ui *ui, enum type_step step, bool bold,
                  const char *text)
{
    struct text_style style = {
        .step = step, .bold = bold, .theme = ui_theme(ui),
    };
    return text_width(ui_typesetter(ui), &style, text);
}

void
widget_box(struct ui *ui, struct rect rect, const struct box *box)
{
    struct draw_cmd cmd = {
        .op = DRAW_BOX,
        .rect = rect,
        .clip = ui_page(ui),
        .fill = ui_color(ui, box->fill),
        .line = ui_color(ui, box->line),
        .border = (int16_t)box->border,
        .radius = (int16_t)box->radius,
        .corners = box->corners ? box->corners : 15,
        .dash = box->dash,
    };
    draw_list_add(ui_building(ui), &cmd);
}

void
widget_fill(struct ui *ui, struct rect rect, enum color color)
{
    struct box box = {.fill = color, .line = COLOR_NONE};
    widget_box(ui, rect, &box);
}

void
widget_card(struct ui *ui, struct rect rect)
{
    struct box box = {
        .fill = COLOR_SNOW,
        .line = COLOR_STONE200,
        .border = ui_theme(ui)->contrast ? 4 : 2,
        .radius = 24,
    };
    widget_box(ui, rect, &box);
}

void
widget_shadow(struct ui *ui, struct rect rect, int level)
{
    if (ui_theme(ui)->contrast) {
        return;
    }
    struct draw_cmd cmd = {
        .op = DRAW_SHADOW,
        .rect = rect,
        .clip = ui_page(ui),
        .radius = level > 1 ? 32 : 24,
        .step = (uint8_t)level,
    };
    draw_list_add(ui_building(ui), &cmd);
}

void
widget_icon(struct ui *ui, const char *name, struct rect rect,
            enum color color)
{
    struct draw_cmd cmd = {
        .op = DRAW_ICON,
        .rect = rect,
        .clip = ui_page(ui),
        .line = ui_color(ui, color),
        .text = name,
    };
    draw_list_add(ui_building(ui), &cmd);
}

void
widget_icon_box(struct ui *ui, const struct icon_box *icon)
{
    bool outlined = ui_theme(ui)->contrast;
    struct box box = {
        .fill = outlined ? COLOR_SNOW : icon->fill,
        .line = outlined ? COLOR_LAKE700 : COLOR_NONE,
        .border = outlined ? 3 : 0,
        .radius = icon->radius,
    };
    widget_box(ui, icon->rect, &box);
    if (!icon->icon) {
        return;
    }
    struct rect inner = {
        icon->rect.x + (icon->rect.w - icon->size) / 2,
        icon->rect.y + (icon->rect.h - icon->size) / 2,
        icon->size, icon->size,
    };
    widget_icon(ui, icon->icon, inner,
                outlined ? COLOR_LAKE700 : icon->color);
}

void
widget_art(struct ui *ui, const char *name, struct rect rect, int radius)
{
    if (ui_theme(ui)->contrast && !str_starts(name, "logo-")) {
        return;
    }
    struct draw_cmd cmd = {
        .op = DRAW_ART,
        .rect = rect,
        .clip = ui_page(ui),
        .radius = (int16_t)radius,
        .corners = radius ? 15 : 0,
        .text = name,
    };
    draw_list_add(ui_building(ui), &cmd);
}

struct run {
    char text[64];
    bool digits;
    int w;
};

static bool
is_digit(char c)
{
    return c >= '0' && c <= '9';
}

// Split into digits and words; spaces belong to the words.
static size_t
split_runs(const char *text, struct run *runs)
{
    size_t count = 0;
    while (*text && count < RUNS_MAX) {
        bool digits = is_digit(*text);
        const char *end = text;
        while (*end && is_digit(*end) == digits) {
            end++;
        }
        size_t length = (size_t)(end - text);
        if (length >= sizeof(runs->text)) {
            length = sizeof(runs->text) - 1;
        }
        memcpy(runs[count].text, text, length);
        runs[count].text[length] = '\0';
        runs[count++].digits = digits;
        text = end;
    }
    return count;
}

static void
draw_runs(struct ui *ui, const struct figure *figure, struct run *runs,
          size_t count, int x)
{
    int big = theme_type(ui_theme(ui), figure->big).size;
    int small = theme_type(ui_theme(ui), figure->small).size;
    for (size_t i = 0; i < count; i++) {
        // Words stand lower, so that they share the digits' baseline.
        int drop = runs[i].digits ? 0 : (big - small) * 9 / 20;
        struct label label = {
            .text = runs[i].text,
            .rect = {x, figure->rect.y + drop, runs[i].w + 2, figure->rect.h},
            .step = runs[i].digits ? figure->big : figure->small,
            .bold = runs[i].digits,
            .color = figure->color,
            .middle = true,
        };
        widget_label(ui, &label);
        x += runs[i].w;
    }
}

void
widget_figure(struct ui *ui, const struct figure *figure)
{
    struct run runs[RUNS_MAX];
    size_t count = split_runs(figure->text, runs);
    int w = 0;
    for (size_t i = 0; i < count; i++) {
        enum type_step step = runs[i].digits ? figure->big : figure->small;
        runs[i].w
            = widget_text_width(ui, step, runs[i].digits, runs[i].text);
        w += runs[i].w;
    }
    int spare = figure->rect.w - w;
    int x = figure->rect.x;
    x += figure->align == ALIGN_CENTER ? spare / 2
         : figure->align == ALIGN_END  ? spare
                                       : 0;
    draw_runs(ui, figure, runs, count, x);
    if (figure->id) {
        struct ui_node node = {
            .role = UI_TEXT,
            .label = figure->text,
            .value = figure->value,
            .rect = figure->rect,
            .text_rect = {x, figure->rect.y, w, figure->rect.h},
            .clipped = spare < 0,
            .enabled = true,
        };
        str_copy(node.id, sizeof(node.id), figure->id);
        ui_add(ui, &node);
    }
}
