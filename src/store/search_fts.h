// SPDX-License-Identifier: Apache-2.0
#ifndef STORE_SEARCH_FTS_H
#define STORE_SEARCH_FTS_H

struct sqlite3;

/** What a title begins with in the index, as FTS5 does not tell a tokenizer
 *  which column it reads. No text of a record has it. */
#define SEARCH_TITLE_BEGIN '\3'

/**
 * Give a connection what the search index needs; internal. Every connection
 * to the database must have it, or it cannot open the index.
 *
 * The tokenizer `talent` cuts documents as tokenizer.h says. In the
 * title every token stands a second time marked as a title's, and a
 * Chinese character with its readings and their first letters. A question
 * is not cut again: its tokens come as words_match wrote them.
 *
 * `search_rank(index)` tells how well a row answers: the more often and the
 * shorter the text, the higher, in a title four times as much.
 *
 * Returns SQLite's result code.
 */
int
search_fts_register(struct sqlite3 *handle);

#endif
