#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Make the table of rare characters from the Unihan database.

    python3 rare_table.py OUT.c [FOLDER]

FOLDER holds Unihan_*.txt.bz2 of the package unicode-data. A character is
listed under each of its Mandarin readings without tone unless it is one of
the 3,500 of level 1 of the general table of 2013, which every input method
puts in front. First come those of level 3, the table's names of people and
places, then level 2, each in the table's own order by strokes; then what
the table does not have, by strokes. Of the latter only the planes that the
installed fonts draw in full are taken.
"""

import bz2
import re
import sys
import unicodedata

FOLDER = "/usr/share/unicode"
LEVEL_1, LEVEL_2 = 3500, 6500  # last numbers of the levels
LINE = re.compile(r"U\+([0-9A-F]+)\t(k\w+)\t(.*)")


def fields(path, wanted):
    with bz2.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            match = LINE.match(line)
            if match and match.group(2) in wanted:
                yield int(match.group(1), 16), match.group(2), match.group(3)


def letters(reading):
    """lǘ -> lv: no tone, v for ü."""
    parts = unicodedata.normalize("NFD", reading.strip())
    parts = parts.replace("u\u0308", "v")
    text = "".join(c for c in parts if not unicodedata.combining(c))
    return text if re.fullmatch(r"[a-z]+", text) else None


def spoken(name, value):
    """The readings of kMandarin and kTGHZ2013."""
    if name == "kMandarin":
        return value.split()
    return [r for part in value.split() for r in part.split(":")[1].split(",")]


def read(folder):
    readings, number, strokes = {}, {}, {}
    for code, name, value in fields(folder + "/Unihan_Readings.txt.bz2",
                                    ("kMandarin", "kTGHZ2013")):
        found = {letters(r) for r in spoken(name, value)} - {None}
        readings.setdefault(code, set()).update(found)
    for code, _, value in fields(folder + "/Unihan_OtherMappings.txt.bz2",
                                 ("kTGH",)):
        number[code] = int(value.split(":")[1])
    for code, _, value in fields(folder + "/Unihan_IRGSources.txt.bz2",
                                 ("kTotalStrokes",)):
        strokes[code] = int(value.split()[0])
    return readings, number, strokes


def rank(code, number, strokes):
    """None for a common character, else its place."""
    at = number.get(code)
    if at is None:
        drawn = 0x3400 <= code <= 0x4dbf or 0x4e00 <= code <= 0x9fff
        return (2, strokes.get(code, 99), code) if drawn else None
    if at <= LEVEL_1:
        return None
    return (1 if at <= LEVEL_2 else 0, at, code)


def table(folder):
    readings, number, strokes = read(folder)
    lists = {}
    for code, found in readings.items():
        place = rank(code, number, strokes)
        for reading in found if place else ():
            lists.setdefault(reading, []).append((place, code))
    # "lve" is also typed "lue".
    for reading in [r for r in lists if r in ("lve", "nve")]:
        lists[reading.replace("v", "u")] = lists[reading]
    return {r: [code for _, code in sorted(lists[r])] for r in sorted(lists)}


def main():
    out = sys.argv[1]
    lists = table(sys.argv[2] if len(sys.argv) > 2 else FOLDER)
    rows, codes = [], []
    for reading, characters in lists.items():
        rows.append('    {"%s", %d, %d},' % (reading, len(codes),
                                            len(characters)))
        codes += characters
    lines = ["0x%x," % code for code in codes]
    text = ["// Made by rare_table.py.", '#include "ime/rare.h"', "",
            "const struct rare_reading rare_readings[] = {"] + rows + [
            "};", "", "const size_t rare_reading_count =",
            "    sizeof rare_readings / sizeof rare_readings[0];", "",
            "const uint32_t rare_characters[] = {"]
    text += ["    " + " ".join(lines[i:i + 8])
             for i in range(0, len(lines), 8)] + ["};", ""]
    with open(out, "w", encoding="utf-8") as file:
        file.write("\n".join(text))
    return 0


if __name__ == "__main__":
    sys.exit(main())
