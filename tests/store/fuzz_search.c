// SPDX-License-Identifier: Apache-2.0
// A question as a visitor may type it: never an error of SQLite's, never a
// mark outside the text, whatever its bytes.
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "store/catalogue.h"
#include "store/search.h"
#include "store/store.h"
#include "util/log.h"

static const char title[] = "全职引进博士研究生“安家费” PhD 10 万元，补贴";

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

// Not assert: the fuzzers are built with NDEBUG.
static void
require(bool holds)
{
    if (!holds) {
        abort();
    }
}

// One store for all inputs: opening it takes longer than asking it.
static struct store *
open_store(void)
{
    static struct store *store;
    struct store_condition condition;
    char dir[] = "/tmp/fuzz-search-XXXXXX";

    if (!store) {
        log_set_level(LOG_LEVEL_ERROR);
        if (!mkdtemp(dir) || store_open(dir, &store, &condition) != ERR_OK
            || catalogue_load_built_in(store,
                                       SOURCE_DIR "/assets/catalogue")
                   != ERR_OK) {
            abort();
        }
    }
    return store;
}

static void
check_marks(const char *text)
{
    struct search_mark marks[16];
    size_t count = search_marks(text, title, true, marks, 16);
    size_t end = 0;
    size_t i;

    for (i = 0; i < count; i++) {
        require(marks[i].start >= end && marks[i].end > marks[i].start);
        end = marks[i].end;
    }
    require(end <= strlen(title));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct search_query query = {.max = 4};
    struct policy policies[4];
    struct search_result result;
    char text[512];
    size_t i;

    if (size == 0 || size >= sizeof(text)) {
        return 0;
    }
    query.best = data[0] & 1;
    query.first = data[0] >> 6;
    memcpy(text, data + 1, size - 1);
    text[size - 1] = '\0';
    query.text = text;
    if (search_policies(open_store(), &query, policies, &result) != ERR_OK) {
        abort();
    }
    require(result.count <= query.max && result.total <= SEARCH_HITS_MAX);
    for (i = 0; i < result.count; i++) {
        policy_clear(&policies[i]);
    }
    check_marks(text);
    return 0;
}
