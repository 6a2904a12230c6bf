// SPDX-License-Identifier: Apache-2.0
#ifndef STORE_PINYIN_H
#define STORE_PINYIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define PINYIN_READINGS_MAX 4
#define PINYIN_SYLLABLE_MAX 6 // letters

/** The readings of a character without tones, as people type them ("lv"
 *  and "lu" for 绿); returns how many. */
size_t
pinyin_readings(uint32_t code, const char *out[PINYIN_READINGS_MAX]);

/** True when `len` letters are a whole syllable. */
bool
pinyin_is_syllable(const char *text, size_t len);

/** Syllables that begin with the letters, ascending: how many, and the
 *  first of them to `out`. */
size_t
pinyin_completions(const char *text, size_t len, const char *const **out);

#endif
