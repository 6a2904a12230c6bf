# SPDX-License-Identifier: Apache-2.0
"""Stored pictures of the pages, a quarter as wide and of few colours, and
how far a page may be from its own."""

import pathlib

import numpy

import picture

FOLDER = pathlib.Path(__file__).resolve().parent / "golden"
SCALE = 4
# Two libraries of type differ at the edges of letters by less; a letter
# that is another one, by more.
DIFFERENT = 56    # of 255, in any channel
ALLOWED = 12      # such pixels of a page


def blanked(small, rects):
    """Without what is of its own moment."""
    small = small.copy()
    for x, y, w, h in rects:
        small[y // SCALE:-(-(y + h) // SCALE),
              x // SCALE:-(-(x + w) // SCALE)] = 128
    return small


class Golden:
    """The pictures of one language and shape."""

    def __init__(self, lang, shape):
        self.folder = FOLDER / ("%s-%s" % (lang, shape))

    def path(self, mode, name):
        return self.folder / ("%s-%s.png" % (mode, name))

    def hold(self, mode, name, small, blank, accept, out):
        """Hold a page against its picture; what is wrong, or None. With
        `accept` the page becomes the picture when it differs."""
        if not self.folder.exists() and not accept:
            return None  # before the first --accept there are none at all
        path = self.path(mode, name)
        now = blanked(small, blank)
        problem = self.compare(path, now, out)
        if problem and accept:
            self.folder.mkdir(parents=True, exist_ok=True)
            indices, palette = picture.few_colours(now)
            picture.save(path, indices, palette)
            return None
        return problem

    def compare(self, path, now, out):
        if not path.exists():
            return "no stored picture: look.py --accept makes it"
        before = picture.load(path)
        if before.shape != now.shape:
            return "of another size"
        # A rare colour was stored as its nearest common one; the page is
        # seen through the same eyes.
        palette = numpy.unique(before.reshape(-1, 3), axis=0)
        now = palette[picture.nearest(now, palette)]
        far = numpy.abs(before.astype(numpy.int16)
                        - now.astype(numpy.int16)).max(axis=2) > DIFFERENT
        count = int(far.sum())
        if count <= ALLOWED:
            return None
        shown = now.copy()
        shown[far] = (255, 0, 0)
        file = out / ("diff-" + path.name)
        picture.save(file, picture.sheet([before, now, shown], 3))
        rows, columns = numpy.nonzero(far)
        return "%d px in %d,%d-%d,%d, see %s" % (
            count, columns.min() * SCALE, rows.min() * SCALE,
            columns.max() * SCALE, rows.max() * SCALE, file)
