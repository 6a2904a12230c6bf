// SPDX-License-Identifier: Apache-2.0
#include "hub/page_lang.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

/** The language of a page that a tag names, with or without a region. */
static bool
tag_lang(const char *tag, enum lang *out)
{
    if (strcspn(tag, "-;,& \t") != 2)
        return false;
    if (strncasecmp(tag, "zh", 2) == 0)
        *out = LANG_ZH;
    else if (strncasecmp(tag, "en", 2) == 0)
        *out = LANG_EN;
    else
        return false;
    return true;
}

static bool
query_lang(const char *query, enum lang *out)
{
    bool found = false;
    for (const char *at = query; *at != '\0';) {
        size_t len = strcspn(at, "&");
        if (len == strlen("lang=zh") && strncmp(at, "lang=", 5) == 0)
            found = tag_lang(at + 5, out) || found;
        at += len + (at[len] == '&');
    }
    return found;
}

/** Thousandths of a weight such as ";q=0.8"; 1000 without one. */
static int
weight_of(const char *item, size_t len)
{
    const char *end = item + len;
    const char *at = memchr(item, ';', len);
    while (at != NULL && at < end && strchr("; \t", *at) != NULL)
        at++;
    if (at == NULL || end - at < 3 || strncasecmp(at, "q=", 2) != 0)
        return 1000;
    at += 2;
    int weight = *at == '1' ? 1000 : 0;
    if (*at != '0' && *at != '1')
        return 0;
    int digit = 100;
    for (at += 2; at < end && *at >= '0' && *at <= '9' && digit > 0; at++) {
        weight += (*at - '0') * digit;
        digit /= 10;
    }
    return weight < 1000 ? weight : 1000;
}

static enum lang
accepted_lang(const char *accepted)
{
    enum lang best = LANG_ZH;
    int most = 0;
    for (const char *at = accepted; *at != '\0';) {
        at += strspn(at, ", \t");
        size_t len = strcspn(at, ",");
        enum lang lang;
        // the first of equals is the one preferred
        if (tag_lang(at, &lang) && weight_of(at, len) > most) {
            most = weight_of(at, len);
            best = lang;
        }
        at += len;
    }
    return best;
}

enum lang
page_lang(const char *query, const char *accepted)
{
    enum lang lang;
    if (query_lang(query, &lang))
        return lang;
    return accepted_lang(accepted);
}
