// SPDX-License-Identifier: Apache-2.0
#include <stdint.h>
#include <stdlib.h>

#include "hub/sheet.h"
#include "util/buf.h"
#include "wire/fault.h"
#include "wire/json.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/** Not assert: the fuzzers are built with NDEBUG. */
static void
must(bool good)
{
    if (!good)
        abort();
}

/** A record by hand: what is taken is JSON, what is refused says why. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct fault fault = {0};
    struct json_t *json = NULL;
    struct buf text, out;
    buf_init(&text, 1 << 20);
    buf_init(&out, 1 << 20);
    if (!buf_add(&text, data, size))
        return 0;
    enum err err = sheet_read(buf_text(&text), text.len, "policy", &out,
                              &fault);
    must(err == ERR_OK || (err == ERR_INVALID && fault_any(&fault)));
    must(sheet_line(buf_text(&text), text.len, "policy", "facts[1].label")
         >= 1);
    // Deeper than a record may be, or twice one key: told by the parser.
    if (!err && json_parse(buf_text(&out), out.len, &json, &fault))
        must(fault_any(&fault));
    json_free(json);
    buf_clear(&out);
    buf_clear(&text);
    return 0;
}
