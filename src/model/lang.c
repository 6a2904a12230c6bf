// SPDX-License-Identifier: Apache-2.0
#include "model/lang.h"

#include <stdlib.h>

#include "model/names.h"
#include "util/str.h"

static const char *const codes[] = {
    [LANG_ZH] = "zh",
    [LANG_EN] = "en",
    [LANG_BO] = "bo",
};

const char *
lang_code(enum lang lang)
{
    return names_get(NAMES(codes), (int)lang);
}

bool
lang_parse(const char *code, enum lang *out)
{
    int value;

    if (!names_find(NAMES(codes), code, &value)) {
        return false;
    }
    *out = (enum lang)value;
    return true;
}

static const char *
text_in(const struct text *text, enum lang lang)
{
    switch (lang) {
    case LANG_EN:
        return text->en;
    case LANG_BO:
        return text->bo;
    case LANG_ZH:
    case LANG_COUNT:
        break;
    }
    return text->zh;
}

const char *
text_get(const struct text *text, enum lang lang)
{
    const char *found = text_in(text, lang);

    if (!found || found[0] == '\0') {
        found = text->zh;
    }
    return found ? found : "";
}

bool
text_is_empty(const struct text *text)
{
    return text_get(text, LANG_EN)[0] == '\0'
        && text_get(text, LANG_BO)[0] == '\0';
}

bool
text_copy(struct text *out, const struct text *text)
{
    struct text copy = {
        .zh = str_dup(text->zh),
        .en = str_dup(text->en),
        .bo = str_dup(text->bo),
    };

    if ((text->zh && !copy.zh) || (text->en && !copy.en)
        || (text->bo && !copy.bo)) {
        text_clear(&copy);
        *out = (struct text){0};
        return false;
    }
    *out = copy;
    return true;
}

void
text_clear(struct text *text)
{
    if (text) {
        free(text->zh);
        free(text->en);
        free(text->bo);
        *text = (struct text){0};
    }
}
