// SPDX-License-Identifier: Apache-2.0
#include "ui/qr_card.h"

#include <stdlib.h>

#include "ui/build.h"
#include "ui/button.h"
#include "ui/layout.h"
#include "ui/qr.h"
#include "ui/widget.h"
#include "util/log.h"

#define SLOT 208
#define MODULE 5
#define PAD 22
#define GAP 36

// Side of the slot at which the payload's modules are large enough; 0 when
// it cannot be encoded at all.
static int
slot_side(const struct qr_card *card)
{
    struct mask code = {0};
    if (!qr_encode(card->payload, &code)) {
        return 0;
    }
    int module = card->module ? card->module : MODULE;
    int need = module * (code.w + 2 * QR_QUIET);
    free(code.alpha);
    int slot = card->slot ? card->slot : SLOT;
    return need > slot ? need : slot;
}

static void
draw_code(struct ui *ui, const struct qr_card *card, struct rect rect)
{
    struct draw_cmd cmd = {
        .op = DRAW_QR,
        .rect = rect,
        .clip = ui_page(ui),
        .text = card->payload,
    };
    draw_list_add(ui_building(ui), &cmd);
    struct target target = {
        .id = card->id,
        .role = UI_IMAGE,
        .label = card->title,
        .value = card->payload,
        .rect = rect,
    };
    target_add(ui, &target);
}

void
qr_card_draw(struct ui *ui, const struct qr_card *card)
{
    widget_card(ui, card->rect);
    struct rect area = rect_inset(card->rect, PAD, 8);
    int side = slot_side(card);
    if (side > area.h) {
        LOGE("ui: the card of a code is too low for its payload");
        side = 0;
    }
    if (side > 0) {
        struct rect left = layout_cut_left(&area, side);
        draw_code(ui, card, layout_center(left, side, side));
        layout_cut_left(&area, GAP);
    }
    struct label labels[] = {
        {.text = card->title, .step = TYPE_H3, .bold = true,
         .color = COLOR_INK900},
        {.text = card->text, .step = TYPE_BODY, .color = COLOR_INK700},
    };
    widget_stack(ui, labels, 2, area);
}
