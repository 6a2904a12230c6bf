# SPDX-License-Identifier: Apache-2.0
"""What is drawn inside a rectangle: its lines and pieces of ink, and the
contrast they have, as a person sees it and not as a table of colours
promises."""

import hashlib

import numpy

INK = 40        # a channel differs so much from the ground: ink
GAP = 0.7       # of a line's height: another piece begins
SPECK = 12      # px: smaller pieces (commas, dots) are not measured


def channel(value):
    value = value / 255.0
    return numpy.where(value <= 0.03928, value / 12.92,
                       ((value + 0.055) / 1.055) ** 2.4)


LUMINANCE = [channel(numpy.arange(256)) * part
             for part in (0.2126, 0.7152, 0.0722)]


def luminance(colours):
    """WCAG's relative luminance of rows of RGB."""
    return (LUMINANCE[0][colours[..., 0]] + LUMINANCE[1][colours[..., 1]]
            + LUMINANCE[2][colours[..., 2]])


def ratio(a, b):
    """WCAG's contrast of two luminances."""
    return (numpy.maximum(a, b) + 0.05) / (numpy.minimum(a, b) + 0.05)


def keys_of(pixels):
    flat = pixels.reshape(-1, 3).astype(numpy.uint32)
    return flat[:, 0] << 16 | flat[:, 1] << 8 | flat[:, 2]


def ground(pixels):
    """The dominant colour."""
    seen, counts = numpy.unique(keys_of(pixels), return_counts=True)
    key = int(seen[counts.argmax()])
    return numpy.array([key >> 16, key >> 8 & 255, key & 255], numpy.uint8)


def ink(pixels, colour):
    """Where something is drawn on this ground."""
    far = numpy.maximum(pixels, colour) - numpy.minimum(pixels, colour)
    return (far > INK).any(axis=2)


def runs(flags, gap):
    """[start, end) of the stretches of true; gaps shorter than `gap` are
    passed over."""
    at = numpy.flatnonzero(flags)
    if not len(at):
        return []
    breaks = numpy.flatnonzero(numpy.diff(at) > gap)
    starts = at[numpy.concatenate(([0], breaks + 1))]
    ends = at[numpy.concatenate((breaks, [len(at) - 1]))] + 1
    return list(zip(starts.tolist(), ends.tolist()))


def lines(mask, count=0):
    """[top, bottom) of each line of ink. Chinese characters have gaps of
    their own (二, 三), so a line is at least half as high as the highest;
    what is lower joins its nearest neighbour unless that is far away."""
    found = runs(mask.any(axis=1), 1)
    if not found:
        return []
    high = max(end - start for start, end in found)
    whole = [list(found[0])]
    for start, end in found[1:]:
        last = whole[-1]
        near = start - last[1] <= high * 0.2
        low = end - start < high * 0.5 or last[1] - last[0] < high * 0.5
        if near and low and end - last[0] <= high * 1.35:
            last[1] = end
        else:
            whole.append([start, end])
    return [tuple(line) for line in whole]


def pieces(mask, top, bottom):
    """(left, right) of the words or runs of characters of a line."""
    gap = max(8, (bottom - top) * GAP)
    return runs(mask[top:bottom].any(axis=0), gap)


def contrast(pixels):
    """Of the ink to its ground: the ground is the dominant colour, the
    ink the colour furthest from it that more than a few pixels have, for
    the edges of letters are of all colours between the two."""
    seen, counts = numpy.unique(keys_of(pixels), return_counts=True)
    colours = numpy.stack([seen >> 16, seen >> 8 & 255, seen & 255], axis=1)
    light = luminance(colours)
    base = light[counts.argmax()]
    against = ratio(light, base)
    # Full colour is in the middle of strokes alone; four pixels of it or
    # one in five hundred make a colour and not an accident.
    order = numpy.argsort(-against)
    enough = max(4, counts.sum() * 0.002)
    total = 0
    for i in order:
        total += counts[i]
        if total >= enough:
            return float(against[i])
    return 1.0


KNOWN = {}  # what was measured: keys and bars are on every page


def measured(pixels):
    """(left, top, right, bottom, contrast) of each piece of text."""
    key = hashlib.sha1(pixels.tobytes() + b"%d" % pixels.shape[1]).digest()
    if key not in KNOWN:
        KNOWN[key] = measure(pixels)
    return KNOWN[key]


def measure(pixels):
    mask = ink(pixels, ground(pixels))
    found = []
    for top, bottom in lines(mask):
        for left, right in pieces(mask, top, bottom):
            if bottom - top < SPECK or right - left < SPECK:
                continue
            found.append((left, top, right, bottom,
                          contrast(around(pixels, left, top, right,
                                          bottom))))
    return found


def around(pixels, left, top, right, bottom, more=4):
    """A part with a little of its surroundings."""
    return pixels[max(0, top - more):bottom + more,
                  max(0, left - more):right + more]


def boxes(mask, x=0, y=0, gap=10, depth=0):
    """Pieces of ink by cutting along empty rows and columns in turn:
    (left, top, right, bottom)."""
    rows = runs(mask.any(axis=1), gap)
    columns = runs(mask.any(axis=0), gap)
    if not rows:
        return []
    if len(rows) == 1 and len(columns) == 1 or depth > 6:
        (top, bottom), (left, right) = rows[0], columns[0]
        return [(x + left, y + top, x + columns[-1][1], y + rows[-1][1])]
    found = []
    for top, bottom in rows:
        for left, right in runs(mask[top:bottom].any(axis=0), gap):
            part = mask[top:bottom, left:right]
            if len(rows) == 1 and len(columns) == 1:
                continue
            found += boxes(part, x + left, y + top, gap, depth + 1)
    return found
