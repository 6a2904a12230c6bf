// SPDX-License-Identifier: Apache-2.0
#include "app/drive_tree.h"

#include <stddef.h>
#include <stdlib.h>

#include "app/kiosk.h"
#include "app/reading_order.h"
#include "ui/touch.h"
#include "util/buf.h"
#include "util/str.h"
#include "wire/writer.h"

// In the order of enum ui_role.
static const char *const roles[] = {
    [UI_BUTTON] = "button", [UI_ITEM] = "item", [UI_KEY] = "key",
    [UI_FIELD] = "field", [UI_TEXT] = "text", [UI_IMAGE] = "image",
    [UI_PROGRESS] = "progress", [UI_DIALOG] = "dialog", [UI_BAR] = "bar",
};

static void
write_rect(struct writer *writer, const struct kiosk *kiosk, const char *key,
           struct rect page)
{
    struct rect at = {0, 0, 0, 0};
    if (page.w > 0 && page.h > 0)
        at = window_rect(&kiosk->window, page);
    writer_array(writer, key);
    writer_int(writer, NULL, at.x);
    writer_int(writer, NULL, at.y);
    writer_int(writer, NULL, at.w);
    writer_int(writer, NULL, at.h);
    writer_end(writer);
}

static void
write_node(struct writer *writer, const struct kiosk *kiosk,
           const struct ui_node *node)
{
    writer_object(writer, NULL);
    writer_text(writer, "id", node->id);
    writer_text(writer, "role", roles[node->role]);
    writer_text(writer, "label", node->label ? node->label : "");
    writer_text(writer, "value", node->value ? node->value : "");
    write_rect(writer, kiosk, "rect", node->rect);
    write_rect(writer, kiosk, "text_rect", node->text_rect);
    writer_bool(writer, "clipped", node->clipped);
    writer_bool(writer, "enabled", node->enabled && !node->covered);
    writer_end(writer);
}

static bool
is_visible(const struct ui_node *node)
{
    return node->rect.w > 0 && node->rect.h > 0;
}

static void
write_nodes(struct writer *writer, const struct kiosk *kiosk)
{
    size_t count;
    const struct ui_node *nodes = ui_nodes(kiosk->ui, &count);
    size_t used = 0;
    const struct ui_node **order = calloc(count + 1, sizeof(*order));
    if (order && reading_order(nodes, count, order, &used) == ERR_OK)
        for (size_t i = 0; i < used; i++)
            write_node(writer, kiosk, order[i]);
    free(order);
}

void
drive_tree(const struct kiosk *kiosk, struct buf *out)
{
    struct writer writer;
    writer_init(&writer, out);
    writer_object(&writer, NULL);
    writer_bool(&writer, "ok", true);
    writer_text(&writer, "screen", kiosk->nav.place.name);
    writer_text(&writer, "lang", lang_code(kiosk->session.lang));
    writer_array(&writer, "nodes");
    write_nodes(&writer, kiosk);
    writer_end(&writer);
    writer_end(&writer);
}

void
drive_stats(const struct kiosk *kiosk, struct buf *out)
{
    const struct frames *frames = &kiosk->frames;
    struct writer writer;
    writer_init(&writer, out);
    writer_object(&writer, NULL);
    writer_bool(&writer, "ok", true);
    writer_int(&writer, "frames", frames->count);
    writer_int(&writer, "frame_us", frames->last_us);
    writer_int(&writer, "frame_p99_us", frames_p99_us(frames));
    writer_int(&writer, "damage_px", frames->damage_px);
    writer_int(&writer, "rss_kib", frames_rss_kib());
    writer_int(&writer, "first_frame_ms", frames->first_ms);
    writer_end(&writer);
}

/** Why an element cannot be touched; NULL when it can. */
static const char *
obstacle(const struct kiosk *kiosk, const struct ui_node *node)
{
    if (!is_visible(node))
        return "off the screen";
    if (node->covered)
        return "covered by a dialog";
    if (!node->enabled)
        return "disabled";
    if (node->role > UI_FIELD && !node->hold && !node->drag)
        return "not an element that can be touched";
    const struct ui_node *reached =
        ui_node_at(kiosk->ui, node->rect.x + node->rect.w / 2,
                   node->rect.y + node->rect.h / 2);
    return reached && str_equal(reached->id, node->id) ? NULL
                                                       : "covered";
}

/** By label: of two that match, one that can be touched is not enough to
 *  know which was meant. */
static const struct ui_node *
find_label(const struct kiosk *kiosk, const char *label,
           const char **problem)
{
    size_t count;
    const struct ui_node *nodes = ui_nodes(kiosk->ui, &count);
    const struct ui_node *found = NULL;
    for (size_t i = 0; i < count; i++) {
        const struct ui_node *node = &nodes[i];
        if (!is_visible(node) || node->role > UI_FIELD || node->covered ||
            !str_equal(node->label, label))
            continue;
        if (found) {
            *problem = "two elements have that label";
            return NULL;
        }
        found = node;
    }
    return found;
}

const struct ui_node *
drive_find(const struct kiosk *kiosk, const char *id, const char *label,
           const char **problem)
{
    *problem = "no such element";
    const struct ui_node *node =
        id ? ui_node_find(kiosk->ui, id)
           : find_label(kiosk, label, problem);
    if (!node)
        return NULL;
    *problem = obstacle(kiosk, node);
    return *problem ? NULL : node;
}
