#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Look at every screen as people would.

The real kiosk is walked through all screens and states (states.py) in a
language and a shape, in every mode. Each page is judged by its tree and
its picture (judge.py), read by tesseract (eye.py) and held against a
stored picture (golden/). Pictures and faults are left in the folder of
`--out`, with an index for people.

    look.py BINARIES --lang zh|en --shape tall|wide --out DIR
            [--mode plain,large,contrast,reach] [--scene NAME,...]
            [--no-eye] [--no-golden] [--moments N] [--accept]
"""

import argparse
import json
import pathlib
import sys
import tempfile
import time

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import eye  # noqa: E402
import golden  # noqa: E402
import index  # noqa: E402
import judge  # noqa: E402
import picture  # noqa: E402
import states  # noqa: E402
import world  # noqa: E402
from terminal import ProgramError  # noqa: E402

# A page that lies has nothing out of reach.
MODES = {"tall": ("plain", "large", "contrast", "reach"),
         "wide": ("plain", "large", "contrast")}
READ = 0.85     # of the characters that a page claims
SMALL = 4       # the contact sheet shows a quarter
MOMENT = 2      # seconds that a page may take to look as it is stored


def claimed_text(node):
    """What stands in an element's text: a field that is filled in shows its
    value. Of what is typed in secret the value is a length alone."""
    value = node.get("value") or ""
    secret = value.isdigit() and len(value) <= 2
    return value if node["role"] == "field" and value and not secret \
        else node["label"]


class Looker:
    """Takes, keeps and judges the pages of one language and shape."""

    def __init__(self, options, out):
        self.options, self.out = options, out
        self.eye = None if options.no_eye else eye.Eye(options.lang)
        self.golden = golden.Golden(options.lang, options.shape,
                                    MODES[options.shape])
        self.pages = []

    def take(self, walk, name, keep):
        """One page, judged at once; the eye reads later, many together."""
        path = self.out / ("%s-%s.png" % (walk.mode, name))
        tree = walk.kiosk.tree()
        walk.kiosk.do("shot " + json.dumps(str(path)))
        shown = picture.load(path)
        page = judge.Page(tree, shown)
        record = {"mode": walk.mode, "name": name, "file": path.name,
                  "faults": page.judge(), "texts": [],
                  "small": picture.smaller(shown, SMALL)}
        if self.eye:
            for node in page.nodes:
                x, y, w, h = node["text_rect"]
                claim = claimed_text(node)
                if w and eye.plain(claim):
                    names = self.eye.look(shown[y:y + h, x:x + w])
                    record["texts"].append((node["id"], claim, names))
        if keep and not self.options.no_golden:
            problem = self.hold(walk, name, tree, shown, path)
            if problem:
                record["faults"].append(("changed picture", name, problem))
        self.pages.append(record)

    def hold(self, walk, name, tree, shown, path):
        """Hold a page against its stored picture. One caught at a moment of
        its own (a caret, a state that comes from the hub) gets the time to
        pass it; one that has changed stays as it is."""
        end = time.monotonic() + MOMENT
        while True:
            blank = [states.moment(n, shown.shape[1])
                     for n in tree["nodes"]
                     if n["id"].startswith(states.VOLATILE)]
            problem = self.golden.hold(walk.mode, name, shown, blank,
                                       self.out)
            if self.options.accept:
                return None
            if not problem or time.monotonic() > end:
                return problem
            time.sleep(0.2)
            tree = walk.kiosk.tree()
            walk.kiosk.do("shot " + json.dumps(str(path)))
            shown = picture.load(path)

    def read(self):
        """Let the eye read all pages; those it cannot are faults."""
        if not self.eye:
            return
        self.eye.read()
        for page in self.pages:
            found = claimed = 0
            page["unread"] = []
            for node_id, label, names in page["texts"]:
                good, all_, text = self.eye.score(label, names)
                found, claimed = found + good, claimed + all_
                if good < all_:
                    page["unread"].append((node_id, good, all_, label,
                                           text.strip()))
            page["read"] = found / claimed if claimed else 1.0
            if page["read"] < READ:
                page["faults"].append((
                    "hard to read", page["name"],
                    "%d of %d characters" % (found, claimed)))


def run_scene(walk, scene, looker):
    """One scene from home; what breaks it is a fault of its own."""
    try:
        walk.go_home()
        scene(walk)
    except ProgramError as error:
        looker.pages.append({
            "mode": walk.mode, "name": "scene " + scene.__name__,
            "file": "", "texts": [], "small": None,
            "faults": [("cannot go on", scene.__name__, str(error)[:300])]})


def walk_mode(base, mode, looker, options):
    folder = tempfile.TemporaryDirectory(prefix="talent-look-")
    with folder as name:
        here = base.copy(pathlib.Path(name))
        walk = world.Walk(here, options.lang, options.shape, mode,
                          looker.take)
        try:
            walk.start()
            if mode == "plain" and options.lang == "zh":
                walk.look("attract")  # in its own language for everybody
            for scene in states.SCENES:
                if not options.scene or scene.__name__ in options.scene:
                    run_scene(walk, scene, looker)
            walk.quit()
            if not options.scene or "out_of_service" in options.scene:
                out_of_service(walk, looker)
        finally:
            here.kiosk.kill()
            here.hub.kill()


def out_of_service(walk, looker):
    """It comes instead of the page that invites."""
    walk.world.close_service()
    walk.start()
    try:
        walk.kiosk.do("wait-screen out_of_service 30000")
        walk.set_modes()
        states.out_of_service(walk)
    except ProgramError as error:
        looker.pages.append({
            "mode": walk.mode, "name": "scene out_of_service", "file": "",
            "texts": [], "small": None,
            "faults": [("cannot go on", "out_of_service", str(error))]})
    walk.quit()


def report(pages, out, moments):
    """Print the faults of each page; how many count."""
    count = changed = 0
    lines = []
    for page in pages:
        for what, node_id, more in page["faults"]:
            count += 1
            changed += what == "changed picture"
            lines.append("%s %s: %s: %s: %s" % (
                page["mode"], page["name"], what, node_id, more))
    (out / "faults.txt").write_text("\n".join(lines) + "\n")
    for line in lines[:200]:
        print(line)
    read = [page["read"] for page in pages if "read" in page]
    print("%d pages, %d faults%s" % (
        len(pages), count, "; read %.1f %% at least, %.1f %% on average" % (
            100 * min(read), 100 * sum(read) / len(read)) if read else ""))
    return count - changed if changed <= moments else count


def parse(arguments):
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("binaries")
    parser.add_argument("--lang", choices=("zh", "en", "bo"), default="zh")
    parser.add_argument("--shape", choices=sorted(world.PAGES),
                        default="tall")
    parser.add_argument("--mode", type=lambda t: t.split(","))
    parser.add_argument("--scene", type=lambda t: t.split(","))
    parser.add_argument("--out", type=pathlib.Path, required=True)
    # A change of a screen shows in each of its modes; a page that a busy
    # machine caught at a moment of its own stands alone.
    parser.add_argument("--moments", type=int, default=0, metavar="N",
                        help="changed pictures that are told but pass")
    for name in ("--no-eye", "--no-golden", "--accept"):
        parser.add_argument(name, action="store_true")
    return parser.parse_args(arguments)


def main():
    options = parse(sys.argv[1:])
    out = options.out / ("%s-%s" % (options.lang, options.shape))
    out.mkdir(parents=True, exist_ok=True)
    for old in out.glob("*.png"):
        old.unlink()
    began = time.monotonic()
    looker = Looker(options, out)
    with tempfile.TemporaryDirectory(prefix="talent-look-") as folder:
        base = world.World(pathlib.Path(options.binaries), folder)
        base.make()
        for mode in options.mode or MODES[options.shape]:
            walk_mode(base, mode, looker, options)
    walked = time.monotonic()
    looker.read()
    if options.accept:
        looker.golden.accept()
    elif looker.golden.missing and not options.no_golden:
        print("%d pages have no stored picture: --accept makes them" %
              looker.golden.missing)
    count = report(looker.pages, out, options.moments)
    index.keep(looker.pages, out)
    index.write(options.out)
    print("walked in %.0f s, read in %.0f s" % (
        walked - began, time.monotonic() - walked))
    return 1 if count and not options.accept else 0


if __name__ == "__main__":
    sys.exit(main())
