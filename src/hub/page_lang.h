// SPDX-License-Identifier: Apache-2.0
#ifndef HUB_PAGE_LANG_H
#define HUB_PAGE_LANG_H

#include "model/lang.h"

/**
 * The language of a page: what its query asks for (`lang=zh`, `lang=en`),
 * else what the reader's program prefers (Accept-Language, RFC 9110; ""
 * without), else Chinese. LANG_ZH or LANG_EN.
 */
enum lang
page_lang(const char *query, const char *accepted);

#endif
