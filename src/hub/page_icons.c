// SPDX-License-Identifier: Apache-2.0
#include <stddef.h>

#include "hub/page_parts.h"
#include "util/str.h"

/** Lines on a square of 48, as assets/icons draws them. */
struct icon {
    const char *name;
    const char *shapes;
};

#define DISC "<circle cx=\"24\" cy=\"24\" r=\"18\"/>"

static const struct icon icons[] = {
    {"alert", "<path d=\"M24 7 44 41H4zM24 20v10M24 35v.5\"/>"},
    {"briefcase", "<rect x=\"5\" y=\"15\" width=\"38\" height=\"25\""
                  " rx=\"4\"/><path d=\"M17 15V10c0-1.7 1.3-3 3-3h8c1.7 0"
                  " 3 1.3 3 3v5M5 25h38M24 22v6\"/>"},
    {"calendar", "<rect x=\"6\" y=\"10\" width=\"36\" height=\"31\""
                 " rx=\"4\"/><path d=\"M6 20h36M15 5v9M33 5v9M15 29h6M27"
                 " 29h6\"/>"},
    {"check-circle", DISC "<path d=\"M15 25l6 6 12-13\"/>"},
    {"clock", DISC "<path d=\"M24 13v11l8 5\"/>"},
    {"doc", "<path d=\"M11 5h18l9 9v29H11zM28 5v10h10M18 24h13M18 32h13\"/>"},
    {"help", DISC "<path d=\"M18 19c0-4 2.7-6 6-6s6 2 6 5.5c0 5-6 5-6"
                  " 9.5M24 34v.5\"/>"},
    {"list", "<path d=\"M17 12h25M17 24h25M17 36h25M7 12v.1M7 24v.1M7"
             " 36v.1\"/>"},
    {"user", "<circle cx=\"24\" cy=\"16\" r=\"9\"/><path d=\"M7 42c1-10"
             " 8-14 17-14s16 4 17 14\"/>"},
    {"wallet", "<path d=\"M8 13h29c2 0 3 1 3 3v4M8 13c-2 0-3-1-3-3s1-3"
               " 3-3h26v6M5 10v27c0 2 1 3 3 3h29c2 0 3-1 3-3v-4M30"
               " 21h14v12H30c-3.5 0-6-2.5-6-6s2.5-6 6-6zM31 27v.1\"/>"},
};

void
page_icon(const char *name, struct buf *out)
{
    for (size_t i = 0; i < sizeof(icons) / sizeof(icons[0]); i++) {
        if (str_equal(icons[i].name, name))
            buf_addf(out,
                     "<svg class=\"icon\" viewBox=\"0 0 48 48\""
                     " aria-hidden=\"true\">%s</svg>",
                     icons[i].shapes);
    }
}
