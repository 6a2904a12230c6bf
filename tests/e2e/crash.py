# SPDX-License-Identifier: Apache-2.0
"""Kill and power-cut rounds of kiosk and hub at random moments.

    crash.py BINARIES [--kills N] [--cuts N] [--shim FILE] [--seed N]

Each round a visitor takes numbers while one of the two programs (or both)
is killed at a random moment. A power cut is the same under the VFS shim,
which forgets every write that was not synced. In the end every number that
an answer of the kiosk showed must be in the kiosk's store and, exactly
once, in the hub; no number may be given twice.
"""

import argparse
import collections
import json
import os
import pathlib
import random
import shutil
import sqlite3
import sys
import tempfile
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import terminal  # noqa: E402


class Rounds:
    """One hub and one kiosk that live through all rounds."""

    def __init__(self, binaries, folder, shim, chance):
        env = dict(os.environ)
        if shim:
            env["LD_PRELOAD"] = str(shim)
            env["POWERCUT"] = "1"
            env["ASAN_OPTIONS"] = (env.get("ASAN_OPTIONS", "") +
                                   ":verify_asan_link_order=0")
        self.chance = chance
        self.hub = terminal.Hub(binaries, folder / "hub", env=env)
        self.kiosk = terminal.Kiosk(binaries, folder / "kiosk", env=env)
        self.shown = collections.OrderedDict()

    def open(self):
        """Make the hub and enrol the kiosk."""
        self.hub.command("init")
        self.hub.command("demo", "--json")
        self.hub.start()
        self.kiosk.enrol(self.hub.url, self.hub.add_kiosk("hall")["code"])

    def take_number(self):
        """One guest takes one number; remembers it once it was shown."""
        kiosk = self.kiosk
        screen = kiosk.tree()["screen"]
        if screen == "attract":
            kiosk.do("tap attract.start")
        elif screen == "ticket":
            kiosk.do("tap ticket.done")
        kiosk.do("wait-screen home")
        kiosk.do("tap home.services")
        kiosk.do("wait-screen services")
        items = [n["id"] for n in kiosk.tree()["nodes"]
                 if n["id"].startswith("services.item.") and n["enabled"]]
        kiosk.do("tap " + self.chance.choice(items))
        kiosk.do("wait-screen service")
        kiosk.do("tap service.take")
        tree = kiosk.do("tree")
        if tree["screen"] != "ticket":
            raise AssertionError("no ticket: %s" % terminal.texts(tree))
        number = terminal.texts(tree)["ticket.number"].replace(" ", "")
        if number in self.shown:
            raise AssertionError("number %s was given twice" % number)
        self.shown[number] = True

    def round(self):
        """Take numbers until something is killed under the visitor."""
        if self.kiosk.process is None:
            self.kiosk.start("--window", "270x480")
        if self.hub.process is None:
            self.hub.start()
        victims = self.chance.choice(["kiosk", "hub", "both"])
        moment = self.chance.uniform(0.05, 1.2)
        stop = threading.Event()

        def kill():
            time.sleep(moment)
            if victims in ("hub", "both"):
                self.hub.process.child.kill()
            if victims in ("kiosk", "both"):
                self.kiosk.process.child.kill()
            stop.set()

        killer = threading.Thread(target=kill)
        killer.start()
        try:
            while not stop.is_set():
                self.take_number()
        except (terminal.ProgramError, BrokenPipeError):
            if not stop.is_set():
                killer.join()
            if victims == "hub":
                raise
        finally:
            killer.join()
        if victims in ("hub", "both"):
            self.hub.kill()
        if victims in ("kiosk", "both"):
            self.kiosk.kill()

    def home(self):
        """Wherever the visitor is, back to home."""
        screen = self.kiosk.tree()["screen"]
        if screen == "attract":
            self.kiosk.do("tap attract.start")
        elif screen != "home":
            self.kiosk.do("tap bar.home")
        self.kiosk.do("wait-screen home")

    def settle(self):
        """Start what is down, wait until all was sent, look at both.

        Both are ended in order before their stores are read: a reader
        beside the shim would see files that were never written so.
        """
        if self.hub.process is None:
            self.hub.start()
        if self.kiosk.process is None:
            self.kiosk.start("--window", "270x480")
        end = time.monotonic() + 120
        while True:
            self.home()
            status = self.kiosk.node("header.status")
            if status["value"] == "synced":
                break
            if time.monotonic() > end:
                raise AssertionError("never sent all: %s" % status["label"])
            self.kiosk.do("clock +30")
            time.sleep(0.1)
        self.hub.stop()
        self.kiosk.quit()
        rows = [r["number"].replace(" ", "") for r in self.hub.visits()]
        missing = [n for n in self.shown if n not in rows]
        if missing:
            raise AssertionError("not in the hub: %s" % missing)
        twice = [n for n, count in collections.Counter(rows).items()
                 if count > 1]
        if twice:
            raise AssertionError("twice in the hub: %s" % twice)
        kept = self.kiosk_numbers()
        lost = [n for n in self.shown if n not in kept]
        if lost:
            raise AssertionError("not in the kiosk's store: %s" % lost)
        if len(kept) != len(set(kept)):
            raise AssertionError("twice in the kiosk's store")
        return len(rows)

    def query(self, sql):
        path = self.kiosk.data / "kiosk.db"
        db = sqlite3.connect("file:%s?mode=ro" % path, uri=True)
        try:
            return db.execute(sql).fetchall()
        finally:
            db.close()

    def kiosk_numbers(self):
        return [json.loads(row[0])["body"]["number"] for row in self.query(
            "SELECT json FROM events WHERE type = 'ticket.issued'")]

    def close(self):
        self.kiosk.kill()
        self.hub.kill()


def run(name, count, binaries, shim, chance):
    """So many rounds of one sort; prints what was seen."""
    folder = pathlib.Path(tempfile.mkdtemp(prefix="talent-crash-"))
    rounds = Rounds(binaries, folder, shim, chance)
    try:
        rounds.open()
        for done in range(count):
            rounds.round()
            if done % 20 == 19:
                rounds.settle()
        in_hub = rounds.settle()
        print("%s: %d rounds, %d numbers shown, %d in the hub, none lost, "
              "none twice" % (name, count, len(rounds.shown), in_hub))
    except BaseException:
        print("kept for a look: %s" % folder, file=sys.stderr)
        raise
    else:
        shutil.rmtree(folder)
    finally:
        rounds.close()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("binaries")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--cuts", type=int, default=200)
    parser.add_argument("--shim")
    parser.add_argument("--seed", type=int,
                        default=int.from_bytes(os.urandom(4), "big"))
    options = parser.parse_args()
    print("seed %d" % options.seed, flush=True)
    chance = random.Random(options.seed)
    if options.kills:
        run("kill -9", options.kills, options.binaries, None, chance)
    if options.cuts:
        if not options.shim:
            parser.error("--cuts needs --shim")
        run("power cut", options.cuts, options.binaries, options.shim,
            chance)
    return 0


if __name__ == "__main__":
    sys.exit(main())
