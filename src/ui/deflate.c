// SPDX-License-Identifier: Apache-2.0
#include "ui/deflate.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "util/log.h"

#define MATCH_MIN 4u // shorter ones gain nothing with the fixed codes
#define MATCH_MAX 258u
#define WINDOW 32768u
#define HASH_BITS 15
#define END_OF_BLOCK 256u
#define ADLER_MOD 65521u
#define ADLER_RUN 5552u // most bytes before its sums could overflow
#define OUT_SIZE 4096u

// Bits go out lowest first (RFC 1951, 3.1.1).
struct bits {
    struct buf *out;
    uint64_t held;
    unsigned count;
    unsigned char ready[OUT_SIZE];
    size_t used;
};

static void
put(struct bits *b, uint32_t value, unsigned count)
{
    b->held |= (uint64_t)value << b->count;
    b->count += count;
    while (b->count >= 8) {
        b->ready[b->used++] = (unsigned char)b->held;
        b->held >>= 8;
        b->count -= 8;
        if (b->used == OUT_SIZE) {
            (void)buf_add(b->out, b->ready, b->used);
            b->used = 0;
        }
    }
}

static void
flush(struct bits *b)
{
    if (b->count > 0) {
        put(b, 0, 8 - b->count);
    }
    (void)buf_add(b->out, b->ready, b->used);
    b->used = 0;
}

// Huffman codes go out highest bit first.
static void
put_code(struct bits *b, uint32_t code, unsigned count)
{
    uint32_t turned = 0;

    for (unsigned i = 0; i < count; i++) {
        turned = turned << 1 | (code >> i & 1);
    }
    put(b, turned, count);
}

// The fixed code of a literal, a length or the end (RFC 1951, 3.2.6).
static void
put_symbol(struct bits *b, unsigned symbol)
{
    if (symbol < 144) {
        put_code(b, 0x30 + symbol, 8);
    } else if (symbol < 256) {
        put_code(b, 0x190 + symbol - 144, 9);
    } else if (symbol < 280) {
        put_code(b, symbol - 256, 7);
    } else {
        put_code(b, 0xC0 + symbol - 280, 8);
    }
}

// Lengths and distances come in groups that double every `per` codes:
// group g adds g bits. `value` counts from 0.
static unsigned
grouped(unsigned value, unsigned per_bits, unsigned *extra, unsigned *bits)
{
    unsigned per = 1u << per_bits, top = 0;

    if (value < 2 * per) {
        *extra = 0;
        *bits = 0;
        return value;
    }
    while (value >> (top + 1)) {
        top++;
    }
    *bits = top - per_bits;
    *extra = value & ((1u << *bits) - 1);
    return (*bits << per_bits) + (value >> *bits);
}

static void
put_match(struct bits *b, unsigned length, unsigned distance)
{
    unsigned extra, bits;

    if (length == MATCH_MAX) {
        put_symbol(b, 285); // a code of its own
    } else {
        put_symbol(b, 257 + grouped(length - 3, 2, &extra, &bits));
        put(b, extra, bits);
    }
    put_code(b, grouped(distance - 1, 1, &extra, &bits), 5);
    put(b, extra, bits);
}

static uint32_t
adler(const unsigned char *data, size_t len)
{
    uint32_t a = 1, b = 0;

    while (len > 0) {
        size_t run = len < ADLER_RUN ? len : ADLER_RUN;
        for (size_t i = 0; i < run; i++) {
            a += data[i];
            b += a;
        }
        a %= ADLER_MOD;
        b %= ADLER_MOD;
        data += run;
        len -= run;
    }
    return b << 16 | a;
}

static uint32_t
hash_at(const unsigned char *p)
{
    uint32_t four;

    memcpy(&four, p, sizeof(four));
    return four * 2654435761u >> (32 - HASH_BITS);
}

static unsigned
match_length(const unsigned char *a, const unsigned char *b, size_t most)
{
    size_t n = 0;
    size_t max = most < MATCH_MAX ? most : MATCH_MAX;

    while (n < max && a[n] == b[n]) {
        n++;
    }
    return (unsigned)n;
}

static void
compress(struct bits *b, const unsigned char *data, size_t len,
         size_t *heads)
{
    size_t at = 0;

    while (at < len) {
        unsigned length = 0;
        size_t from = 0;
        if (len - at >= MATCH_MIN) {
            size_t *head = &heads[hash_at(data + at)];
            from = *head; // position + 1; 0 is none
            *head = at + 1;
            if (from && at + 1 - from <= WINDOW) {
                length = match_length(data + from - 1, data + at, len - at);
            }
        }
        if (length >= MATCH_MIN) {
            put_match(b, length, (unsigned)(at + 1 - from));
            at += length;
        } else {
            put_symbol(b, data[at++]);
        }
    }
}

bool
deflate_zlib(const unsigned char *data, size_t len, struct buf *out)
{
    struct bits b = {.out = out};
    size_t *heads = calloc((size_t)1 << HASH_BITS, sizeof(*heads));
    uint32_t sum = adler(data, len);

    if (!heads) {
        LOGE("ui: no memory to compress");
        return false;
    }
    put(&b, 0x78, 8); // deflate, 32 KiB window
    put(&b, 0x01, 8); // fastest; makes the head a multiple of 31
    put(&b, 1, 1);    // the last block
    put(&b, 1, 2);    // fixed codes
    compress(&b, data, len, heads);
    put_symbol(&b, END_OF_BLOCK);
    flush(&b);
    free(heads);
    for (int shift = 24; shift >= 0; shift -= 8) {
        (void)buf_add_char(out, (char)(sum >> shift & 255));
    }
    return !out->failed;
}
