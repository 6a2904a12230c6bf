// SPDX-License-Identifier: Apache-2.0
#ifndef UI_NOTICE_H
#define UI_NOTICE_H

#include "ui/draw.h"
#include "ui/theme.h"
#include "ui/ui.h"

/** What a coloured piece means. */
enum tone {
    TONE_PLAIN,   // white card
    TONE_LAKE,    // information
    TONE_GOLD,    // waiting, offline, ask
    TONE_CLAY,    // something failed
    TONE_MEADOW,  // done
    TONE_NOTE,    // a hint on the page: hardly tinted
    TONE_GREY,    // not known
    TONE_STONE    // over
};

enum color
tone_fill(enum tone tone);

enum color
tone_text(enum tone tone);

/** The colour in which texts of a tone can be read under every theme. */
enum color
tone_ink(const struct ui *ui, enum tone tone);

/** A pill of one line, 56 px high; ends at `rect.x + rect.w` when `end`,
 *  else starts at `rect.x`. Returns where it stands. */
struct pill {
    const char *id; // may be NULL
    const char *icon, *text;
    struct rect rect;
    bool end;
    enum tone tone;
    bool fixed;        // keeps its size under large type
    const char *value; // of the element
};
struct rect
pill_draw(struct ui *ui, const struct pill *pill);

/** How wide it is drawn. */
int
pill_width(struct ui *ui, const struct pill *pill);

/** A strip that tells something: icon, one or two texts. */
struct notice {
    const char *id;    // of the first text; may be NULL
    const char *icon;
    const char *text;  // bold when there is a second
    const char *more;  // NULL: none
    struct rect rect;
    enum tone tone;
    int icon_size;     // 0: 44
    int pad;           // px at the left; 0: 28
    enum type_step step; // of a first text with a second; TYPE_D0: by the
                         // height
    bool boxed;        // the icon in a gold square of 104 px
    bool disc;         // the icon in a white disc of 136 px
};
void
notice_draw(struct ui *ui, const struct notice *notice);

/** A line of advice on the page itself: icon and wrapped text. */
struct advice {
    const char *id;
    const char *icon, *text;
    struct rect rect;
    bool center;        // in the width, as far as it is narrower
    enum type_step step;
    enum color color;
};
void
advice_draw(struct ui *ui, const struct advice *advice);

/** A bar filled to `permille`; the element's value is the percentage. */
struct progress {
    const char *id; // may be NULL
    const char *label;
    struct rect rect;
    int permille;
};
void
progress_draw(struct ui *ui, const struct progress *progress);

/** Text left, seconds right, bar below: what is about to happen. */
struct countdown {
    const char *id;
    const char *text, *seconds;
    struct rect rect;
    int permille; // that is left
};
void
countdown_draw(struct ui *ui, const struct countdown *countdown);

#endif
