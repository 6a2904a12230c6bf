#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Turn the line icons of this folder into a C table of polylines.

    convert.py OUT.c ICON.svg...

Every icon is strokes alone on a 48x48 square: paths, circles and rounded
rectangles, no fill, no transform. Curves are flattened here, so that the
program strokes straight segments only. Anything else is an error: an icon
must not lose a part silently.
"""
import math
import os
import re
import sys
import xml.etree.ElementTree as tree

UNIT = 64          # table steps in one unit of the 48x48 square
FLAT = 0.02        # farthest a chord may be from its curve, in units
SVG = "{http://www.w3.org/2000/svg}"


class Bad(Exception):
    pass


def cubic(p0, p1, p2, p3):
    """Points after p0 along a cubic curve."""
    bend = max(math.dist(p0, p1), math.dist(p1, p2), math.dist(p2, p3))
    steps = max(2, min(32, math.ceil(math.sqrt(bend / FLAT) / 2)))
    for i in range(1, steps + 1):
        t = i / steps
        u = 1 - t
        yield tuple(u * u * u * a + 3 * u * u * t * b + 3 * u * t * t * c +
                    t * t * t * d for a, b, c, d in zip(p0, p1, p2, p3))


def arc(cx, cy, r, start, sweep):
    """Points on a circle from angle `start` on, both ends included."""
    steps = max(3, math.ceil(abs(sweep) / (2 * math.acos(1 - FLAT / r))))
    for i in range(steps + 1):
        angle = start + sweep * i / steps
        yield (cx + r * math.cos(angle), cy + r * math.sin(angle))


class Path:
    """Follows the commands of one `d` attribute."""

    def __init__(self, text):
        pieces = re.findall(r"[A-Za-z]|-?(?:\d+\.?\d*|\.\d+)", text)
        if re.sub(r"[A-Za-z\s,]|-?(?:\d+\.?\d*|\.\d+)", "", text):
            raise Bad("cannot read path " + text)
        self.pieces = pieces
        self.at = (0.0, 0.0)
        self.control = None
        self.lines = []

    def number(self):
        if not self.pieces:
            raise Bad("a path ends early")
        return float(self.pieces.pop(0))

    def point(self, relative):
        x, y = self.number(), self.number()
        if relative:
            return (self.at[0] + x, self.at[1] + y)
        return (x, y)

    def to(self, point):
        self.lines[-1].append(point)
        self.at = point

    def curve(self, relative, smooth):
        if smooth:
            first = self.at
            if self.control:
                first = tuple(2 * a - c
                              for a, c in zip(self.at, self.control))
        else:
            first = self.point(relative)
        second = self.point(relative)
        end = self.point(relative)
        start = self.at
        for point in cubic(start, first, second, end):
            self.to(point)
        self.at = end
        self.control = second

    def step(self, command):
        kind = command.upper()
        relative = command != kind
        if kind in "CS":
            self.curve(relative, kind == "S")
            return
        self.control = None
        if kind == "M":
            self.at = self.point(relative)
            self.lines.append([self.at])
        elif kind == "L":
            self.to(self.point(relative))
        elif kind == "H":
            x = self.number() + (self.at[0] if relative else 0)
            self.to((x, self.at[1]))
        elif kind == "V":
            y = self.number() + (self.at[1] if relative else 0)
            self.to((self.at[0], y))
        else:
            raise Bad("path command " + command)

    def run(self):
        command = None
        while self.pieces:
            if self.pieces[0].isalpha():
                command = self.pieces.pop(0)
            elif command in "Mm":
                command = "L" if command == "M" else "l"
            if command in "Zz":
                self.to(self.lines[-1][0])
                self.control = None
                if self.pieces and not self.pieces[0].isalpha():
                    raise Bad("numbers after z")
                continue
            self.step(command)
        return self.lines


def rectangle(shape):
    x, y, w, h, r = (float(shape.get(key, 0))
                     for key in ("x", "y", "width", "height", "rx"))
    quarter = math.pi / 2
    points = []
    for cx, cy, start in ((x + w - r, y + r, -quarter),
                          (x + w - r, y + h - r, 0),
                          (x + r, y + h - r, quarter),
                          (x + r, y + r, 2 * quarter)):
        points += list(arc(cx, cy, r, start, quarter)) if r else [(cx, cy)]
    return points + points[:1]


def shapes(path):
    root = tree.parse(path).getroot()
    wanted = {"viewBox": "0 0 48 48", "fill": "none", "stroke-width": "3",
              "stroke-linecap": "round", "stroke-linejoin": "round"}
    for key, value in wanted.items():
        if root.get(key) != value:
            raise Bad(f"{key} is not {value}")
    lines = []
    for shape in root:
        kind = shape.tag.replace(SVG, "")
        if set(shape.attrib) - {"d", "cx", "cy", "r", "x", "y", "width",
                                "height", "rx"} or len(shape):
            raise Bad(f"{kind} has more than its shape")
        if kind == "path":
            lines += Path(shape.get("d")).run()
        elif kind == "circle":
            cx, cy, r = (float(shape.get(key)) for key in ("cx", "cy", "r"))
            lines.append(list(arc(cx, cy, r, 0, 2 * math.pi)))
        elif kind == "rect":
            lines.append(rectangle(shape))
        else:
            raise Bad("element " + kind)
    return lines


def main(out, sources):
    points, lines, icons = [], [], []
    named = sorted((os.path.basename(source)[:-len(".svg")], source)
                   for source in sources)
    for name, source in named:
        try:
            found = shapes(source)
        except (Bad, tree.ParseError, TypeError, IndexError) as error:
            sys.exit(f"convert.py: {source}: {error}")
        icons.append((name, len(lines), len(found)))
        for line in found:
            lines.append((len(points), len(line)))
            points += [(round(x * UNIT), round(y * UNIT)) for x, y in line]
    with open(out, "w", encoding="utf-8") as file:
        file.write("// SPDX-License-Identifier: Apache-2.0\n"
                   "// Made by assets/icons/convert.py.\n"
                   '#include "ui/icon_table.h"\n\n'
                   "const struct icon_point icon_points[] = {\n")
        file.writelines(f"    {{{x}, {y}}},\n" for x, y in points)
        file.write("};\n\nconst struct icon_line icon_lines[] = {\n")
        file.writelines(f"    {{{first}, {count}}},\n"
                        for first, count in lines)
        file.write("};\n\nconst struct icon_shape icon_shapes[] = {\n")
        file.writelines(f'    {{"{name}", {first}, {count}}},\n'
                        for name, first, count in icons)
        file.write("};\n\nconst size_t icon_shape_count = "
                   f"{len(icons)};\n")


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit("usage: convert.py OUT.c ICON.svg...")
    main(sys.argv[1], sys.argv[2:])
