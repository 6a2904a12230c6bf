// SPDX-License-Identifier: Apache-2.0
#include <stdint.h>

#include "hub/gzip.h"
#include "hub/pin.h"
#include "util/buf.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/** A certificate in PEM form, and the same bytes as a gzip stream. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char pin[ENROL_PIN_SIZE];
    struct buf text;
    struct buf plain;
    buf_init(&text, 64 * 1024);
    buf_init(&plain, 64 * 1024);
    if (buf_add(&text, data, size)) {
        hub_pin_of_pem(buf_text(&text), pin);
        gzip_accepted(buf_text(&text));
        gzip_inflate(text.data, text.len, &plain);
    }
    buf_clear(&text);
    buf_clear(&plain);
    return 0;
}
