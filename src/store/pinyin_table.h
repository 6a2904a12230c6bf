// SPDX-License-Identifier: Apache-2.0
#ifndef STORE_PINYIN_TABLE_H
#define STORE_PINYIN_TABLE_H

#include <stddef.h>
#include <stdint.h>

/*
 * Readings of Chinese characters, made at build time by pinyin_table.py.
 *
 * The readings of character PINYIN_FIRST + i are the syllables numbered
 * pool[first[i]] up to pool[first[i + 1]]; those beyond the first plane are
 * looked up in `rare`, which ascends.
 */
#define PINYIN_FIRST 0x3400u
#define PINYIN_LAST 0x9FFFu

extern const char *const pinyin_syllables[]; // ascending
extern const size_t pinyin_syllable_count;
extern const uint16_t pinyin_pool[];
extern const uint16_t pinyin_first[];
extern const uint32_t pinyin_rare[];
extern const size_t pinyin_rare_count;
extern const uint16_t pinyin_rare_first[];

#endif
