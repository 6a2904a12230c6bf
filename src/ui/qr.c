// SPDX-License-Identifier: Apache-2.0
#include "ui/qr.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <qrencode.h>

#include "util/log.h"

#define DARK 0xFF13232Eu
#define LIGHT 0xFFFFFFFFu
#define SHORT 32 // bytes

static bool
is_digit(char c)
{
    return c >= '0' && c <= '9';
}

// Digits one by one, the rest in runs.
static bool
append(QRinput *input, const char *payload)
{
    while (*payload) {
        size_t run = 0;
        while (payload[run] && !is_digit(payload[run])) {
            run++;
        }
        bool number = run == 0;
        run = number ? 1 : run;
        if (QRinput_append(input, number ? QR_MODE_NUM : QR_MODE_8, (int)run,
                           (const unsigned char *)payload)) {
            return false;
        }
        payload += run;
    }
    return true;
}

/*
 * The library copies what it is given and gives it back to the heap as it
 * is. A number that a visitor takes home, short as it is, goes in digit by
 * digit, so that no piece left behind tells it.
 */
static QRcode *
encode(const char *payload)
{
    if (!payload[0] || strlen(payload) > SHORT) {
        return QRcode_encodeString8bit(payload, 0, QR_ECLEVEL_M);
    }
    QRinput *input = QRinput_new2(0, QR_ECLEVEL_M);
    QRcode *code = NULL;
    if (input && append(input, payload)) {
        code = QRcode_encodeInput(input);
    }
    QRinput_free(input);
    return code;
}

bool
qr_encode(const char *payload, struct mask *out)
{
    QRcode *code = encode(payload);
    if (!code) {
        LOGE("ui: QR code of %zu bytes: %s", strlen(payload),
             strerror(errno));
        return false;
    }
    size_t count = (size_t)code->width * (size_t)code->width;
    *out = (struct mask){.w = code->width, .h = code->width};
    out->alpha = malloc(count);
    for (size_t i = 0; out->alpha && i < count; i++) {
        out->alpha[i] = code->data[i] & 1 ? 255 : 0;
    }
    QRcode_free(code);
    if (!out->alpha) {
        LOGE("ui: no memory for a QR code");
        return false;
    }
    return true;
}

// Bytes of versions 1 to 20 at level M (ISO/IEC 18004, table 7).
static const uint16_t capacities[] = {14,  26,  42,  62,  84,  106, 122,
                                      152, 180, 213, 251, 287, 331, 362,
                                      412, 450, 504, 560, 624, 666};

size_t
qr_capacity(int side, int module)
{
    size_t bytes = 0;
    for (size_t i = 0; i < sizeof(capacities) / sizeof(*capacities); i++) {
        int modules = 21 + 4 * (int)i + 2 * QR_QUIET;
        if (modules * module <= side) {
            bytes = capacities[i];
        }
    }
    return bytes;
}

void
qr_draw(struct canvas *canvas, const struct mask *code, struct rect rect)
{
    int side = rect.w < rect.h ? rect.w : rect.h;
    int module = side / (code->w + 2 * QR_QUIET);
    int x0 = rect.x + (rect.w - module * code->w) / 2;
    int y0 = rect.y + (rect.h - module * code->h) / 2;

    canvas_fill(canvas, rect, LIGHT);
    for (int y = 0; module > 0 && y < code->h; y++) {
        for (int x = 0; x < code->w;) {
            int start = x;
            while (x < code->w && code->alpha[y * code->w + x]) {
                x++;
            }
            if (x > start) {
                canvas_fill(canvas,
                            (struct rect){x0 + start * module,
                                          y0 + y * module,
                                          (x - start) * module, module},
                            DARK);
            } else {
                x++;
            }
        }
    }
}
