#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Turn the pictures of this folder into files of coloured runs.

    convert.py OUT_DIR ART.svg...

rsvg-convert draws each picture once at its own size. The art is flat, so a
row is a handful of runs: a page-wide picture takes a twentieth of what its
pixels would, on disk and in the program's memory, and is drawn by filling.

File, little endian: "RUNS", width u16, height u16; for each row a count of
runs u16, then the runs: length u16, colour u32 (0xAARRGGBB, not
premultiplied). The lengths of a row add up to the width.
"""
import itertools
import os
import struct
import subprocess
import sys
import zlib

PNG = b"\x89PNG\r\n\x1a\n"


def chunks(data):
    at = len(PNG)
    while at < len(data):
        size, kind = struct.unpack(">I4s", data[at:at + 8])
        yield kind, data[at + 8:at + 8 + size]
        at += size + 12


def paeth_row(row, above, step):
    left = corner = (0,) * step
    for i in range(0, len(row), step):
        up = above[i:i + step]
        if left == corner:      # what flat art nearly always has
            guess = up
        elif tuple(up) == corner:
            guess = left
        else:
            guess = [min((a, b, c), key=lambda v: abs(a + b - c - v))
                     for a, b, c in zip(left, up, corner)]
        corner = tuple(up)
        left = tuple((a + b) & 0xFF for a, b in zip(row[i:], guess))
        row[i:i + step] = left


def unfilter(kind, row, above, step):
    if kind == 1:
        for c in range(step):
            row[c::step] = bytes(itertools.accumulate(
                row[c::step], lambda a, b: (a + b) & 0xFF))
    elif kind == 2:
        row[:] = bytes((a + b) & 0xFF for a, b in zip(row, above))
    elif kind == 3:
        for i, up in enumerate(above):
            left = row[i - step] if i >= step else 0
            row[i] = (row[i] + (left + up) // 2) & 0xFF
    elif kind == 4:
        paeth_row(row, above, step)


def decode(data):
    """Rows of an 8-bit RGB or RGBA PNG, and its bytes a pixel."""
    if not data.startswith(PNG):
        sys.exit("convert.py: rsvg-convert did not write a PNG")
    body = b""
    for kind, chunk in chunks(data):
        if kind == b"IHDR":
            width, height, depth, color = struct.unpack(">IIBB", chunk[:10])
            if depth != 8 or color not in (2, 6):
                sys.exit("convert.py: not an 8-bit true-colour PNG")
            step = 4 if color == 6 else 3
        elif kind == b"IDAT":
            body += chunk
    body = zlib.decompress(body)
    above = bytearray(width * step)
    rows = []
    for y in range(height):
        at = y * (width * step + 1)
        row = bytearray(body[at + 1:at + 1 + width * step])
        unfilter(body[at], row, above, step)
        rows.append(row)
        above = row
    return rows, step


def pixels(row, step):
    if step == 4:
        return [pixel for pixel, in struct.iter_unpack("4s", row)]
    return [pixel + b"\xff" for pixel, in struct.iter_unpack("3s", row)]


def runs(row, step):
    for pixel, same in itertools.groupby(pixels(row, step)):
        red, green, blue, alpha = pixel
        color = alpha << 24 | red << 16 | green << 8 | blue
        yield len(list(same)), color if alpha else 0


def main(folder, sources):
    os.makedirs(folder, exist_ok=True)
    for source in sources:
        drawn = subprocess.run(["rsvg-convert", "--format=png", source],
                               check=True, stdout=subprocess.PIPE).stdout
        rows, step = decode(drawn)
        out = bytearray(struct.pack("<4sHH", b"RUNS", len(rows[0]) // step,
                                    len(rows)))
        for row in rows:
            line = list(runs(row, step))
            out += struct.pack("<H", len(line))
            for length, color in line:
                out += struct.pack("<HI", length, color)
        name = os.path.basename(source)[:-len(".svg")] + ".runs"
        with open(os.path.join(folder, name), "wb") as file:
            file.write(out)


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit("usage: convert.py OUT_DIR ART.svg...")
    main(sys.argv[1], sys.argv[2:])
