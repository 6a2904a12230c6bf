# SPDX-License-Identifier: Apache-2.0
"""Stored pictures of the pages, and how far a page may be from its own.

A file holds one page in all its modes, side by side, a sixth as wide and
in few colours: a letter that is another one still differs in several
pixels, and so does what moved by two."""

import pathlib

import numpy

import picture

FOLDER = pathlib.Path(__file__).resolve().parent / "golden"
SCALE = 6
COLOURS = 32
# The same library of type draws the same pixels; another may differ at
# the edges of letters by less.
DIFFERENT = 20    # of 255, in any channel
ALLOWED = 12      # such pixels of a page: less than a changed word
NOTHING = 128     # the grey of what is of its own moment


def blanked(shown, rects):
    """The page as it is stored, without what is of its own moment."""
    small = picture.smaller(shown, SCALE)
    for x, y, w, h in rects:
        small[y // SCALE:-(-(y + h) // SCALE),
              x // SCALE:-(-(x + w) // SCALE)] = NOTHING
    return small


def difference(before, now, palette):
    """How much farther from what was stored each pixel is than from the
    colour it would be stored as."""
    def far(colours):
        return numpy.abs(colours.astype(numpy.int16) - now).max(axis=2)
    return far(before) - far(palette[picture.nearest(now, palette)])


class Golden:
    """The pictures of one language and shape."""

    def __init__(self, lang, shape, modes):
        self.folder = FOLDER / ("%s-%s" % (lang, shape))
        self.modes = modes
        self.seen = {}     # page -> mode -> small picture
        self.changed = set()
        self.missing = 0   # pages without a stored picture
        self.loaded = {}   # page -> its parts and colours

    def path(self, name):
        return self.folder / (name + ".png")

    def parts(self, name):
        """mode -> its part of the stored picture, and its colours."""
        if name not in self.loaded:
            self.loaded[name] = self.load(name)
        return self.loaded[name]

    def load(self, name):
        whole = picture.load(self.path(name))
        width = whole.shape[1] // len(self.modes)
        found = {}
        for i, mode in enumerate(self.modes):
            part = whole[:, i * width:(i + 1) * width]
            if (part != NOTHING).any():
                found[mode] = part
        return found, numpy.unique(whole.reshape(-1, 3), axis=0)

    def hold(self, mode, name, shown, blank, out):
        """Hold a page against its picture; what is wrong, or None."""
        now = blanked(shown, blank)
        self.seen.setdefault(name, {})[mode] = now
        found, palette = {}, None
        if self.path(name).exists():
            found, palette = self.parts(name)
        if mode not in found:
            self.missing += 1
            self.changed.add(name)
            return None
        problem = self.compare(mode, name, now, found[mode], palette, out)
        if problem:
            self.changed.add(name)
        return problem

    def compare(self, mode, name, now, before, palette, out):
        if before.shape != now.shape:
            return "of another size"
        far = difference(before, now, palette) > DIFFERENT
        far &= (now != NOTHING).any(axis=2)
        count = int(far.sum())
        if count <= ALLOWED:
            return None
        marked = now.copy()
        marked[far] = (255, 0, 0)
        file = out / ("diff-%s-%s.png" % (mode, name))
        picture.save(file, picture.sheet([before, now, marked], 3))
        rows, columns = numpy.nonzero(far)
        return "%d px in %d,%d-%d,%d, see %s" % (
            count, columns.min() * SCALE, rows.min() * SCALE,
            columns.max() * SCALE, rows.max() * SCALE, file)

    def accept(self):
        """The pages that differ become the pictures."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for name in sorted(self.changed):
            parts = self.parts(name)[0] if self.path(name).exists() else {}
            parts.update(self.seen[name])
            first = next(iter(parts.values()))
            none = numpy.full_like(first, NOTHING)
            whole = numpy.concatenate(
                [parts.get(mode, none) for mode in self.modes], axis=1)
            picture.save(self.path(name),
                         *picture.few_colours(whole, COLOURS))
            print("stored", self.path(name).name)
