#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Write the table of pinyin readings from the Unihan database.

    pinyin_table.py OUT.c Unihan_Readings.txt.bz2

Every reading in use today counts, without its tone: 重庆 is found by
"chongqing" and by "zhongqing". A syllable with ü is kept with v and with u,
as people type it.
"""
import bz2
import re
import sys
import unicodedata

FIRST, LAST = 0x3400, 0x9FFF
SOURCES = ("kMandarin", "kHanyuPinlu", "kTGHZ2013")
# Readings of a handful of rare characters that no keyboard offers.
SYLLABLE = re.compile(r"[a-z]{1,6}$")
NASAL = ("m", "n", "ng", "hm", "hng")


def spellings(text):
    """A reading with tone marks as people type it, one or two spellings."""
    plain = []
    for letter in unicodedata.normalize("NFD", text):
        if letter == "\u0308":
            plain[-1] = "v"
        elif not unicodedata.combining(letter):
            plain.append(letter)
    plain = "".join(plain)
    if not SYLLABLE.match(plain) or plain in NASAL:
        return []
    return [plain, plain.replace("v", "u")] if "v" in plain else [plain]


def add(readings, code, field, value):
    """Add what one line of the database says of a character."""
    found = readings.setdefault(code, [])
    for part in value.split():
        for word in part.split(":")[-1].split(","):
            for spelling in spellings(re.sub(r"\(.*", "", word)):
                if spelling not in found:
                    found.append(spelling)


def read(path):
    readings = {}
    with bz2.open(path, "rt", encoding="utf-8") as stream:
        for line in stream:
            parts = line.rstrip("\n").split("\t")
            if len(parts) == 3 and parts[1] in SOURCES:
                code = int(parts[0][2:], 16)
                # Beyond the first plane only what the standard names.
                if FIRST <= code <= LAST or (code > 0xFFFF and
                                             parts[1] == "kTGHZ2013"):
                    add(readings, code, parts[1], parts[2])
    return {code: found for code, found in readings.items() if found}


def numbers(values):
    lines = []
    for at in range(0, len(values), 12):
        lines.append("    " + ", ".join(str(v) for v in values[at:at + 12])
                     + ",")
    return "\n".join(lines) + "\n"


def main():
    readings = read(sys.argv[2])
    syllables = sorted({s for found in readings.values() for s in found})
    place = {syllable: at for at, syllable in enumerate(syllables)}
    pool, first = [], []
    for code in range(FIRST, LAST + 1):
        first.append(len(pool))
        pool += [place[s] for s in readings.get(code, ())]
    first.append(len(pool))
    rare = sorted(code for code in readings if code > LAST)
    rare_first = []
    for code in rare:
        rare_first.append(len(pool))
        pool += [place[s] for s in readings[code]]
    rare_first.append(len(pool))
    assert len(pool) < 65536
    with open(sys.argv[1], "w", encoding="ascii") as out:
        out.write("// Made by pinyin_table.py; the Unihan database is"
                  " Unicode's.\n#include \"store/pinyin_table.h\"\n\n"
                  f"const char *const pinyin_syllables[] = {{\n")
        for syllable in syllables:
            out.write(f"    \"{syllable}\",\n")
        out.write("};\nconst size_t pinyin_syllable_count ="
                  f" {len(syllables)};\n"
                  "const uint16_t pinyin_pool[] = {\n" + numbers(pool)
                  + "};\nconst uint16_t pinyin_first[] = {\n"
                  + numbers(first) + "};\nconst uint32_t pinyin_rare[] = {\n"
                  + numbers(rare) + "};\nconst size_t pinyin_rare_count ="
                  f" {len(rare)};\nconst uint16_t pinyin_rare_first[] = {{\n"
                  + numbers(rare_first) + "};\n")


if __name__ == "__main__":
    main()
