#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Remake the fonts of this folder from Debian's packages. Needs
#   apt-get install fonts-noto-cjk fonts-noto-core fonttools unicode-data
# and takes about 20 seconds. The result is committed, so that a build
# needs none of these.
set -eu
cd "$(dirname "$0")"

noto=/usr/share/fonts/opentype/noto
tibetan=/usr/share/fonts/truetype/noto/NotoSerifTibetan-Regular.ttf
readings=/usr/share/unicode/Unihan_OtherMappings.txt.bz2
list=$(mktemp)
trap 'rm -f "$list"' EXIT

# What the pages can say: GB 2312, the table of general standard characters
# (8105), Latin for names and pinyin, punctuation, arrows and signs.
/usr/bin/python3 - "$readings" >"$list" <<'PYTHON'
import bz2
import re
import sys

points = set()
for high in range(0xA1, 0xF8):
    for low in range(0xA1, 0xFF):
        try:
            points.add(ord(bytes((high, low)).decode("gb2312")))
        except (UnicodeDecodeError, TypeError):
            pass
before = len(points)
with bz2.open(sys.argv[1], "rt", encoding="utf-8") as lines:
    for line in lines:
        found = re.match(r"U\+([0-9A-F]+)\tkTGH\t", line)
        if found:
            points.add(int(found.group(1), 16))
if len(points) - before < 1000:
    sys.exit("make-subset.sh: no kTGH in " + sys.argv[1])
for first, last in ((0x20, 0x7E), (0xA0, 0x17F), (0x1CD, 0x1DC),
                    (0x2C7, 0x2DD), (0x2010, 0x2027), (0x2030, 0x205E),
                    (0x20A0, 0x20BF), (0x2100, 0x218B), (0x2190, 0x21FF),
                    (0x2200, 0x22FF), (0x2460, 0x24FF), (0x2500, 0x27BF),
                    (0x3000, 0x303F), (0x3105, 0x312F), (0xFE30, 0xFE4F),
                    (0xFF01, 0xFFEF)):
    points.update(range(first, last + 1))
print("\n".join(f"U+{point:04X}" for point in sorted(points)))
PYTHON

# No layout features and no hints: the pages place every character by its
# advance, and each open face then costs a tenth of the memory.
for weight in Regular Bold; do
    /usr/bin/python3 /usr/bin/pyftsubset "$noto/NotoSansCJK-$weight.ttc" \
        --font-number=2 --unicodes-file="$list" --layout-features= \
        --no-hinting --desubroutinize --name-IDs='*' --notdef-outline \
        --output-file="NotoSansCJKsc-$weight.otf"
done

# Tibetan needs its layout features: stacks are built by them.
/usr/bin/python3 /usr/bin/pyftsubset "$tibetan" --layout-features='*' \
    --unicodes='U+20,U+A0,U+25CC,U+200C,U+200D,U+0F00-0FFF' \
    --no-hinting --name-IDs='*' --notdef-outline \
    --output-file=NotoSerifTibetan-Regular.ttf
