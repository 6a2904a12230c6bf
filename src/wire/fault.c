// SPDX-License-Identifier: Apache-2.0
#include "wire/fault.h"
#include <stddef.h>
#include "util/str.h"

void
fault_set(struct fault *fault, const char *code, const char *field,
          const char *zh, const char *en)
{
    if (!fault || fault_any(fault))
        return;
    str_copy(fault->code, sizeof(fault->code), code);
    str_copy(fault->field, sizeof(fault->field), field);
    str_copy(fault->zh, sizeof(fault->zh), zh);
    str_copy(fault->en, sizeof(fault->en), en);
}
