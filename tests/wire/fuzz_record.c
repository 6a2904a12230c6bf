// SPDX-License-Identifier: Apache-2.0
#include <stdint.h>
#include "model/kind.h"
#include "wire/record.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

// The first byte chooses the kind.
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct fault fault = {0};
    if (size == 0)
        return 0;
    enum kind kind = (enum kind)(data[0] % KIND_COUNT);
    (void)record_check(kind_name(kind), "id", (const char *)data + 1,
                       size - 1, &fault);
    return 0;
}
