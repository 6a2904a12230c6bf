// SPDX-License-Identifier: Apache-2.0
#include "ui/typing_keys.h"

#include <string.h>

// Small letters by their ids, and capitals.
static const struct typing_key letters[TYPING_ROWS_ALL][TYPING_ROW_MAX] = {
    {{"q", "Q"}, {"w", "W"}, {"e", "E"}, {"r", "R"}, {"t", "T"},
     {"y", "Y"}, {"u", "U"}, {"i", "I"}, {"o", "O"}, {"p", "P"}},
    {{"a", "A"}, {"s", "S"}, {"d", "D"}, {"f", "F"}, {"g", "G"},
     {"h", "H"}, {"j", "J"}, {"k", "K"}, {"l", "L"}},
    {{"z", "Z"}, {"x", "X"}, {"c", "C"}, {"v", "V"}, {"b", "B"},
     {"n", "N"}, {"m", "M"}},
};

// With Chinese come full-width signs; the dot parts names.
static const struct typing_key chinese[TYPING_ROWS_ALL][TYPING_ROW_MAX] = {
    {{"1", "1"}, {"2", "2"}, {"3", "3"}, {"4", "4"}, {"5", "5"},
     {"6", "6"}, {"7", "7"}, {"8", "8"}, {"9", "9"}, {"0", "0"}},
    {{"hyphen", "-"}, {"slash", "/"}, {"colon", "："},
     {"semicolon", "；"}, {"open", "（"}, {"close", "）"},
     {"title", "《"}, {"endtitle", "》"}, {"at", "@"}},
    {{"stop", "。"}, {"comma", "，"}, {"pause", "、"},
     {"question", "？"}, {"exclamation", "！"}, {"point", "."},
     {"middot", "·"}},
    {{"percent", "%"}},
};

static const struct typing_key latin[TYPING_ROWS_ALL][TYPING_ROW_MAX] = {
    {{"1", "1"}, {"2", "2"}, {"3", "3"}, {"4", "4"}, {"5", "5"},
     {"6", "6"}, {"7", "7"}, {"8", "8"}, {"9", "9"}, {"0", "0"}},
    {{"hyphen", "-"}, {"slash", "/"}, {"colon", ":"}, {"semicolon", ";"},
     {"open", "("}, {"close", ")"}, {"quote", "\""},
     {"apostrophe", "'"}, {"at", "@"}},
    {{"point", "."}, {"comma", ","}, {"underscore", "_"},
     {"question", "?"}, {"exclamation", "!"}, {"plus", "+"},
     {"percent", "%"}},
    {{"number", "#"}},
};

size_t
typing_row(const struct typing *typing, size_t row,
           struct typing_key out[TYPING_ROW_MAX])
{
    bool digits = typing->mode == TYPING_DIGITS;
    const struct typing_key *from
        = !digits                            ? letters[row]
          : typing->words == TYPING_PINYIN ? chinese[row]
                                             : latin[row];
    size_t count = 0;
    for (; count < TYPING_ROW_MAX && from[count].name; count++) {
        out[count] = from[count];
        if (!digits && !typing->shift) {
            out[count].text = from[count].name;
        }
    }
    return count;
}

const char *
typing_symbol(const struct typing *typing, const char *name)
{
    if (typing->mode != TYPING_DIGITS) {
        return NULL;
    }
    for (size_t row = 0; row < TYPING_ROWS_ALL; row++) {
        struct typing_key keys[TYPING_ROW_MAX];
        size_t count = typing_row(typing, row, keys);
        for (size_t i = 0; i < count; i++) {
            if (strcmp(keys[i].name, name) == 0) {
                return keys[i].text;
            }
        }
    }
    return NULL;
}
