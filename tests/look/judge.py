# SPDX-License-Identifier: Apache-2.0
"""Is a page good? Judged by its tree of elements and its picture: what is
cut, what overlaps, what is too small, too near, too faint, or read in an
order that no reader would follow. Each fault is (what, element, more)."""

import hashlib

import pixels

TOUCHABLE = ("button", "item", "key", "field")
TARGET = 80          # px both ways
SPACE = 8            # px between two targets
# One control of several parts that share its frame.
SEGMENTED = ("bar.language.", "identify.tab.", "staff.tab.",
             "person.group.")
FAINT = 7.0          # contrast of text
FAINT_LARGE = 4.5    # of text of 40 px and more, and of icons
LARGE_INK = 36       # px: as high is the ink of a line of 40 px type
ICON = (20, 220)     # px: smaller is a mark, larger a picture
# Pictures, and elements that are pages of their own: no icon in them.
NO_ICONS = ("attract.start", "ticket.qr", "policy.qr")


def right(r):
    return r[0] + r[2]


def bottom(r):
    return r[1] + r[3]


def within(inner, outer):
    return (inner[0] >= outer[0] and inner[1] >= outer[1]
            and right(inner) <= right(outer)
            and bottom(inner) <= bottom(outer))


def shared(a, b, axis):
    """How many px two rectangles share along an axis; below 0: between."""
    return min(a[axis] + a[axis + 2], b[axis] + b[axis + 2]) - max(a[axis],
                                                                   b[axis])


def is_bar(node):
    return node["id"].startswith("bar.")


def on_top(nodes):
    """The elements of the dialog when there is one, else all but what a
    toast hides."""
    dialogs = [n for n in nodes if n["role"] == "dialog"]
    if not dialogs:
        toasts = [n for n in nodes if n["id"].startswith("toast.")]
        return [n for n in nodes if n in toasts or not any(
            shared(n["text_rect"], toast["rect"], 0) > 0
            and shared(n["text_rect"], toast["rect"], 1) > 0
            for toast in toasts)]
    top = dialogs[-1]
    at = nodes.index(top)
    name = top["id"].split(".")[0]
    return [n for n in nodes[at:] if within(n["rect"], top["rect"])
            and (n["enabled"] or n["id"].startswith(name + "."))
            and not is_bar(n)]


def faint_icons(part, mask):
    """(left, top, width, height, contrast) of each that is too faint."""
    for left, top, end, low in pixels.boxes(mask):
        wide, high = end - left, low - top
        if not (ICON[0] <= wide <= ICON[1] and ICON[0] <= high <= ICON[1]
                and wide < 3 * high and high < 3 * wide):
            continue
        contrast = max(pixels.contrast(pixels.around(part, left, top, end,
                                                     low, more))
                       for more in (0, 6))
        if contrast < FAINT_LARGE:
            yield left, top, wide, high, contrast


class Page:
    """One page of one walk."""

    known = {}  # faint icons by what a button looks like

    def __init__(self, tree, picture):
        self.all = tree["nodes"]
        self.nodes = on_top(self.all)
        self.picture = picture
        self.faults = []

    def fault(self, what, node, more=""):
        self.faults.append((what, node["id"], str(more)))

    def judge(self):
        for node in self.nodes:
            self.judge_one(node)
        for i, node in enumerate(self.nodes):
            for other in self.nodes[i + 1:]:
                self.judge_two(node, other)
        self.judge_order()
        return self.faults

    def judge_one(self, node):
        height, width = self.picture.shape[:2]
        page = [0, 0, width, height]
        rect, text = node["rect"], node["text_rect"]
        if node["clipped"]:
            self.fault("text is cut", node, node["label"])
        if not within(rect, page):
            self.fault("off the page", node, rect)
        if text[2] and not within(text, page):
            self.fault("text off the page", node, text)
        if node["role"] in TOUCHABLE:
            if rect[2] < TARGET or rect[3] < TARGET:
                self.fault("small target", node, "%dx%d" % tuple(rect[2:]))
            if text[2] and not within(text, rect):
                self.fault("text outside its frame", node,
                           "%s in %s" % (text, rect))
            if not node["label"]:
                self.fault("target without a label", node)
        if text[2] and text[3]:
            self.judge_text(node)
        if node["role"] in ("button", "item", "key") \
                and node["id"] not in NO_ICONS:
            self.judge_icons(node)

    def part(self, rect):
        return self.picture[max(0, rect[1]):bottom(rect),
                            max(0, rect[0]):right(rect)]

    def judge_text(self, node):
        part = self.part(node["text_rect"])
        if not part.size:
            return
        found = pixels.measured(part)
        if not found and len(node["label"]) > 1:
            self.fault("no text to be seen", node, node["label"])
        for left, top, end, low, contrast in found:
            least = FAINT_LARGE if low - top >= LARGE_INK else FAINT
            if contrast < least:
                self.fault("faint text", node, "%.1f:1 at %d,%d %dx%d" % (
                    contrast, node["text_rect"][0] + left,
                    node["text_rect"][1] + top, end - left, low - top))

    def judge_icons(self, node):
        """What is drawn in a target beside its text."""
        x, y, w, h = node["rect"]
        edge = 8
        if w <= 2 * edge or h <= 2 * edge:
            return
        part = self.part([x + edge, y + edge, w - 2 * edge, h - 2 * edge])
        mask = pixels.ink(part, pixels.ground(part))
        for other in self.nodes:  # its own text and that of its parts
            tx, ty, tw, th = other["text_rect"]
            left, top = max(0, tx - x - edge - 4), max(0, ty - y - edge - 4)
            if tx + tw > x and ty + th > y:
                mask[top:max(0, ty + th - y - edge + 4),
                     left:max(0, tx + tw - x - edge + 4)] = False
            if other is not node and other["role"] == "image":
                ox, oy, ow, oh = other["rect"]
                if ox + ow > x and oy + oh > y:
                    mask[max(0, oy - y - edge):max(0, oy + oh - y - edge),
                         max(0, ox - x - edge):max(0, ox + ow - x - edge)
                         ] = False
        # The same button on another page: its faults are known.
        key = (node["id"], hashlib.sha1(part.tobytes() + mask.tobytes())
               .digest())
        if key not in self.known:
            self.known[key] = list(faint_icons(part, mask))
        for left, top, wide, high, contrast in self.known[key]:
            self.fault("faint icon", node, "%.1f:1 at %d,%d %dx%d" % (
                contrast, x + edge + left, y + edge + top, wide, high))

    def judge_two(self, a, b):
        if a["id"] == b["id"]:
            self.fault("there twice", a)
        ta, tb = a["text_rect"], b["text_rect"]
        if ta[2] and tb[2] and shared(ta, tb, 0) > 0 \
                and shared(ta, tb, 1) > 0:
            self.fault("texts overlap", a, "%s: %s and %s" % (
                b["id"], ta, tb))
        if a["role"] in TOUCHABLE and b["role"] in TOUCHABLE:
            self.judge_gap(a, b)

    def judge_gap(self, a, b):
        ra, rb = a["rect"], b["rect"]
        if a["id"] == "attract.start" or b["id"] == "attract.start":
            return
        across, down = shared(ra, rb, 0), shared(ra, rb, 1)
        if across > 0 and down > 0:
            self.fault("targets overlap", a, b["id"])
            return
        one = any(a["id"].startswith(s) and b["id"].startswith(s)
                  for s in SEGMENTED)
        gap = -down if across > 0 else -across if down > 0 else None
        if gap is not None and gap < SPACE and not one:
            self.fault("targets too near", a, "%s: %d px" % (b["id"], gap))

    def judge_order(self):
        """Read from the top, in a row from the left; a column that stands
        to the right may begin again at the top. What lies in another is
        read with it."""
        dialogs = [n for n in self.all if n["role"] == "dialog"]
        if dialogs and self.all[0] is not dialogs[-1]:
            self.fault("the dialog is not read first", dialogs[-1])
        nodes = [n for n in self.nodes if n["role"] != "dialog"]
        for i, first in enumerate(nodes):
            for then in nodes[i + 1:]:
                if is_bar(first) == is_bar(then):
                    self.judge_pair(first, then)

    def judge_pair(self, first, then):
        a, b = first["rect"], then["rect"]
        if within(a, b) or within(b, a):
            return
        down, across = shared(a, b, 1), shared(a, b, 0)
        row = down > 0.5 * min(a[3], b[3])
        if row and across <= 0 and b[0] < a[0]:
            self.fault("read after what is right of it", then, first["id"])
        elif not row and bottom(b) <= a[1] + 4 and b[0] < right(a):
            self.fault("read after what is below it", then, first["id"])
