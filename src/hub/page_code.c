// SPDX-License-Identifier: Apache-2.0
#include <qrencode.h>
#include <stddef.h>

#include "hub/html.h"
#include "hub/page_parts.h"

#define QUIET 4 // light modules around a code (ISO/IEC 18004)

/** The dark modules of a row, as runs of a path. */
static void
add_row(const QRcode *code, int y, struct buf *out)
{
    const unsigned char *row = code->data + (size_t)y * (size_t)code->width;
    for (int x = 0; x < code->width;) {
        int from = x;
        while (x < code->width && (row[x] & 1) != 0)
            x++;
        if (x > from)
            buf_addf(out, "M%d %dh%dv1h-%dz", from + QUIET, y + QUIET,
                     x - from, x - from);
        else
            x++;
    }
}

void
page_code(const char *payload, const char *label, struct buf *out)
{
    QRcode *code = QRcode_encodeString8bit(payload, 0, QR_ECLEVEL_M);
    if (code == NULL)
        return;
    int side = code->width + 2 * QUIET;
    buf_addf(out, "<svg class=\"qr\" viewBox=\"0 0 %d %d\" role=\"img\""
                  " aria-label=\"",
             side, side);
    html_text(out, label);
    buf_addf(out, "\" shape-rendering=\"crispEdges\"><path fill=\"#FFF\""
                  " d=\"M0 0h%dv%dH0z\"/><path fill=\"#13232E\" d=\"",
             side, side);
    for (int y = 0; y < code->width; y++)
        add_row(code, y, out);
    buf_add_str(out, "\"/></svg>");
    QRcode_free(code);
}
