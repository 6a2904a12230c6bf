// SPDX-License-Identifier: Apache-2.0
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "model/receipt.h"
#include "model/scanned.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/** Whatever a reader delivers is one kind, with a good id or none. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = malloc(size + 1);
    char line[ID_SIZE + 3];
    struct scanned scanned, again;

    if (!text) {
        return 0;
    }
    memcpy(text, data, size);
    text[size] = '\0';
    scanned_read(text, &scanned);
    free(text);
    switch (scanned.kind) {
    case SCANNED_POLICY:
        if (!scanned_policy_line(scanned.id, line, sizeof(line))) {
            abort();
        }
        scanned_read(line, &again);
        if (again.kind != SCANNED_POLICY || strcmp(again.id, scanned.id)) {
            abort();
        }
        break;
    case SCANNED_RECEIPT:
        if (!receipt_valid(scanned.id)) {
            abort();
        }
        break;
    case SCANNED_CARD:
    case SCANNED_UNKNOWN:
        if (scanned.id[0]) {
            abort();
        }
        break;
    }
    return 0;
}
