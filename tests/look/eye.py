# SPDX-License-Identifier: Apache-2.0
"""An eye that knows nothing of the program: tesseract reads each text cut
out of the picture, and what it finds is held against what the tree claims.
"""

import hashlib
import os
import pathlib
import subprocess
import tempfile
import unicodedata

import numpy

import pixels
import picture

SIZE = 44            # px the ink of a line is brought to
MARGIN = 14          # px of paper around it
BATCH = 400          # lines a process
LANGUAGES = {"zh": "chi_sim", "en": "eng", "bo": "chi_sim"}


def plain(text):
    """What counts of a text: letters, digits and characters, in one
    width and case. Tibetan the eye has not learnt."""
    text = unicodedata.normalize("NFKC", text).casefold()
    return "".join(c for c in text if unicodedata.category(c)[0] in "LN"
                   and not "\u0f00" <= c <= "\u0fff")


def common(a, b):
    """Length of the longest sequence that both hold in this order."""
    row = [0] * (len(b) + 1)
    for x in a:
        corner = 0
        for i, y in enumerate(b, 1):
            up = row[i]
            row[i] = corner + 1 if x == y else max(up, row[i - 1])
            corner = up
    return row[-1]


def cut(part):
    """The lines of a text, each black on white and of one size."""
    base = pixels.ground(part)
    mask = pixels.ink(part, base)
    light = picture.grey(part)
    paper = float(picture.grey(base[None, None, :])[0, 0])
    found = []
    for top, bottom in pixels.lines(mask):
        columns = numpy.flatnonzero(mask[top:bottom].any(axis=0))
        line = light[max(0, top - 3):bottom + 3,
                     max(0, columns[0] - 3):columns[-1] + 4]
        far = numpy.abs(line - paper)
        line = 255 - far * (255 / max(1.0, float(far.max())))
        height = max(12, round(line.shape[0] * SIZE / (bottom - top)))
        if bottom - top < SIZE // 3:  # a dash alone is no line of letters
            height = line.shape[0]
        line = picture.scaled(line, height)
        found.append(numpy.pad(line, MARGIN, constant_values=255))
    return found


class Eye:
    """Reads lines of one language; a line seen before is not read again."""

    def __init__(self, lang):
        self.language = LANGUAGES[lang]
        self.known = {}    # digest of a line -> what it says
        self.waiting = {}  # digest -> pixels

    def look(self, part):
        """Note the lines of a text; the digests by which to ask."""
        names = []
        for line in cut(part):
            shape = line.astype(numpy.uint8)
            name = hashlib.sha1(shape.tobytes()
                                + str(shape.shape).encode()).hexdigest()
            if name not in self.known:
                self.waiting[name] = shape
            names.append(name)
        return names

    def read(self):
        """Read all that waits."""
        names = list(self.waiting)
        for at in range(0, len(names), BATCH):
            self.read_some(names[at:at + BATCH])
        self.waiting = {}

    def read_some(self, names):
        env = dict(os.environ, OMP_THREAD_LIMIT="1")
        with tempfile.TemporaryDirectory() as folder:
            folder = pathlib.Path(folder)
            paths = []
            for name in names:
                paths.append(folder / (name + ".pgm"))
                picture.save_grey(paths[-1], self.waiting[name])
            (folder / "list").write_text("\n".join(map(str, paths)) + "\n")
            done = subprocess.run(
                ["tesseract", str(folder / "list"), "-", "--psm", "7",
                 "--dpi", "120", "-l", self.language], env=env, timeout=300,
                capture_output=True, check=True)
        pages = done.stdout.decode("utf-8", "replace").split("\f")
        if len(pages) < len(names):
            raise RuntimeError("tesseract read %d of %d lines: %s" % (
                len(pages), len(names), done.stderr[-300:]))
        self.known.update(zip(names, pages))

    def score(self, label, names):
        """(characters found, claimed, what was read)."""
        claim = plain(label)
        text = "".join(self.known.get(name, "") for name in names)
        return common(claim, plain(text)), len(claim), text
