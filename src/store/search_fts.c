// SPDX-License-Identifier: Apache-2.0
#include "store/search_fts.h"

#include <sqlite3.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "store/pinyin.h"
#include "store/search_words.h"
#include "store/tokenizer.h"

#define TITLE_COLUMN 0
#define TITLE_WEIGHT 4.0
// As in BM25: how soon more hits stop to count, and how much length does.
#define SATURATION 1.2
#define LENGTH_SHARE 0.75
// Coarse, so that of texts that answer alike the newest comes first.
#define RANK_UNIT 16.0

typedef int emit_token(void *context, int flags, const char *text, int len,
                       int start, int end);

struct emitter {
    emit_token *emit;
    void *context;
    const struct token *token;
};

static int
emit(const struct emitter *emitter, int flags, const char *text, size_t len)
{
    return emitter->emit(emitter->context, flags, text, (int)len,
                         (int)emitter->token->start,
                         (int)emitter->token->end);
}

static int
emit_marked(const struct emitter *emitter, char mark, const char *text,
            size_t len)
{
    char marked[TOKENIZER_TEXT_SIZE + 1];

    marked[0] = mark;
    memcpy(marked + 1, text, len);
    return emit(emitter, FTS5_TOKEN_COLOCATED, marked, len + 1);
}

static int
emit_readings(const struct emitter *emitter, uint32_t code)
{
    const char *readings[PINYIN_READINGS_MAX];
    size_t count = pinyin_readings(code, readings);
    size_t i;
    size_t j;
    int rc = SQLITE_OK;

    for (i = 0; rc == SQLITE_OK && i < count; i++) {
        rc = emit_marked(emitter, WORDS_MARK_SYLLABLE, readings[i],
                         strlen(readings[i]));
        for (j = 0; j < i && readings[j][0] != readings[i][0]; j++) {
            continue;
        }
        if (rc == SQLITE_OK && j == i) {
            rc = emit_marked(emitter, WORDS_MARK_INITIAL, readings[i], 1);
        }
    }
    return rc;
}

static int
tokenize_document(const char *text, size_t len, void *context,
                  emit_token *emit_one)
{
    bool title = len > 0 && text[0] == SEARCH_TITLE_BEGIN;
    struct token token;
    struct tokenizer tokenizer;
    const struct emitter emitter = {emit_one, context, &token};
    int rc = SQLITE_OK;

    tokenizer_init(&tokenizer, text, len);
    while (rc == SQLITE_OK && tokenizer_next(&tokenizer, &token)) {
        rc = emit(&emitter, 0, token.text, token.len);
        if (rc != SQLITE_OK || !title || token.kind == TOKEN_BREAK) {
            continue;
        }
        rc = emit_marked(&emitter, WORDS_MARK_TITLE, token.text, token.len);
        if (rc == SQLITE_OK && token.kind == TOKEN_CHARACTER) {
            rc = emit_readings(&emitter, token.code);
        }
    }
    return rc;
}

static int
tokenize_question(const char *text, size_t len, void *context,
                  emit_token *emit_one)
{
    size_t at = 0;
    int rc = SQLITE_OK;

    while (rc == SQLITE_OK && at < len) {
        size_t end = at;

        while (end < len && text[end] != ' ') {
            end++;
        }
        if (end > at) {
            rc = emit_one(context, 0, text + at, (int)(end - at), (int)at,
                          (int)end);
        }
        at = end + 1;
    }
    return rc;
}

static int
tokenize(Fts5Tokenizer *self, void *context, int flags, const char *text,
         int len, emit_token *emit_one)
{
    (void)self;
    if (!text || len <= 0) {
        return SQLITE_OK;
    }
    return flags & FTS5_TOKENIZE_QUERY
             ? tokenize_question(text, (size_t)len, context, emit_one)
             : tokenize_document(text, (size_t)len, context, emit_one);
}

// It keeps nothing, but FTS5 wants something that is not NULL.
static int
create(void *userdata, const char **args, int count, Fts5Tokenizer **out)
{
    (void)args;
    (void)count;
    *out = userdata;
    return SQLITE_OK;
}

static void
delete(Fts5Tokenizer *self)
{
    (void)self;
}

// How often one phrase stands in the row, titles counted more.
static double
weigh(const Fts5ExtensionApi *api, Fts5Context *fts, int phrase)
{
    Fts5PhraseIter iter;
    double weight = 0.0;
    int column;
    int offset;

    if (api->xPhraseFirst(fts, phrase, &iter, &column, &offset)
        != SQLITE_OK) {
        return 0.0;
    }
    while (column >= 0) {
        weight += column == TITLE_COLUMN ? TITLE_WEIGHT : 1.0;
        api->xPhraseNext(fts, &iter, &column, &offset);
    }
    return weight;
}

// The mean length of a text, worked out once a question.
static int
mean_length(const Fts5ExtensionApi *api, Fts5Context *fts, double *out)
{
    double *mean = api->xGetAuxdata(fts, 0);
    sqlite3_int64 rows = 0;
    sqlite3_int64 tokens = 0;
    int rc = SQLITE_OK;

    if (!mean) {
        mean = malloc(sizeof(*mean));
        if (!mean) {
            return SQLITE_NOMEM;
        }
        rc = api->xRowCount(fts, &rows);
        if (rc == SQLITE_OK) {
            rc = api->xColumnTotalSize(fts, -1, &tokens);
        }
        *mean = rows > 0 && tokens > 0 ? (double)tokens / (double)rows : 1.0;
        if (rc == SQLITE_OK) {
            rc = api->xSetAuxdata(fts, mean, free);
        } else {
            free(mean);
        }
    }
    *out = rc == SQLITE_OK ? *mean : 1.0;
    return rc;
}

static void
rank(const Fts5ExtensionApi *api, Fts5Context *fts, sqlite3_context *context,
     int count, sqlite3_value **values)
{
    int phrases = api->xPhraseCount(fts);
    int length = 0;
    double mean;
    double sum = 0.0;
    int i;
    int rc = mean_length(api, fts, &mean);

    (void)count;
    (void)values;
    if (rc == SQLITE_OK) {
        rc = api->xColumnSize(fts, -1, &length);
    }
    if (rc != SQLITE_OK) {
        sqlite3_result_error_code(context, rc);
        return;
    }
    for (i = 0; i < phrases; i++) {
        double weight = weigh(api, fts, i);
        double norm = 1.0 - LENGTH_SHARE + LENGTH_SHARE * length / mean;

        sum += weight / (weight + SATURATION * norm);
    }
    sqlite3_result_int64(context, (sqlite3_int64)(sum * RANK_UNIT));
}

static fts5_api *
find_api(sqlite3 *handle)
{
    fts5_api *api = NULL;
    sqlite3_stmt *stmt = NULL;

    if (sqlite3_prepare_v2(handle, "SELECT fts5(?1)", -1, &stmt, NULL)
        == SQLITE_OK) {
        (void)sqlite3_bind_pointer(stmt, 1, (void *)&api, "fts5_api_ptr",
                                   NULL);
        (void)sqlite3_step(stmt);
    }
    (void)sqlite3_finalize(stmt);
    return api;
}

int
search_fts_register(sqlite3 *handle)
{
    fts5_tokenizer tokenizer = {create, delete, tokenize};
    fts5_api *api = find_api(handle);
    int rc;

    if (!api || api->iVersion < 2) {
        return SQLITE_ERROR;
    }
    rc = api->xCreateTokenizer(api, "talent", api, &tokenizer, NULL);
    return rc == SQLITE_OK
             ? api->xCreateFunction(api, "search_rank", NULL, rank, NULL)
             : rc;
}
