# SPDX-License-Identifier: Apache-2.0
"""Copies put back: a hub from a backup of an hour ago, a kiosk from its
last copy, and a kiosk disk that was cloned. In the end nothing is lost,
nothing counts twice, and the clone is alarmed.

    test_restore.py BINARIES
"""

import collections
import json
import pathlib
import shutil
import sqlite3
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import terminal  # noqa: E402


class Site:
    """A hub and a kiosk, and every number that a visitor saw."""

    def __init__(self, binaries, folder):
        self.binaries = binaries
        self.folder = folder
        self.hub = terminal.Hub(binaries, folder / "hub")
        self.kiosk = terminal.Kiosk(binaries, folder / "kiosk")
        self.shown = []

    def open(self):
        """Make the hub, enrol the kiosk and start both."""
        self.hub.command("init")
        self.staff = json.loads(
            self.hub.command("demo", "--json"))["staff"][0]
        self.hub.start()
        self.enrol(self.kiosk)
        self.kiosk.start("--window", "270x480")

    def enrol(self, kiosk, *options):
        code = self.hub.add_kiosk("hall", *options)["code"]
        kiosk.enrol(self.hub.url, code)

    def take(self, count=1, kiosk=None):
        """So many guests take a number; the numbers."""
        kiosk = kiosk or self.kiosk
        numbers = []
        for _ in range(count):
            screen = kiosk.tree()["screen"]
            if screen == "attract":
                kiosk.do("tap attract.start")
            elif screen == "ticket":
                kiosk.do("tap ticket.done")
            kiosk.do("wait-screen home")
            kiosk.do("tap home.services")
            kiosk.do("wait-screen services")
            item = next(n["id"] for n in kiosk.tree()["nodes"]
                        if n["id"].startswith("services.item."))
            kiosk.do("tap " + item)
            kiosk.do("wait-screen service")
            kiosk.do("tap service.take")
            kiosk.do("wait-screen ticket")
            numbers.append(kiosk.label("ticket.number").replace(" ", ""))
        self.shown += numbers
        return numbers

    def rows(self):
        return self.hub.visits()

    def until(self, condition, what, timeout=60):
        end = time.monotonic() + timeout
        while not condition():
            if time.monotonic() > end:
                raise AssertionError("waited in vain for " + what)
            if self.kiosk.process:
                self.kiosk.do("clock +20")
            time.sleep(0.1)

    def all_there(self):
        numbers = [row["number"] for row in self.rows()]
        return not set(self.shown) - set(numbers)

    def check(self):
        self.until(self.all_there, "all numbers at the hub")
        rows = self.rows()
        for key in ("visit", "ticket", "number"):
            count = collections.Counter(row[key] for row in rows)
            twice = [k for k, n in count.items() if n > 1]
            if twice:
                raise AssertionError("%s twice: %s" % (key, twice))

    def close(self):
        self.kiosk.kill()
        self.hub.kill()


def copy_database(source, target):
    """A consistent copy, as a backup program makes it."""
    db = sqlite3.connect("file:%s?mode=ro" % source, uri=True)
    out = sqlite3.connect(target)
    db.backup(out)
    out.close()
    db.close()


def put_back(copy, path):
    for end in ("", "-wal", "-shm"):
        pathlib.Path(str(path) + end).unlink(missing_ok=True)
    shutil.copy(copy, path)


def hub_restored(site):
    """The hub's database of an hour ago comes back."""
    site.take(3)
    site.check()
    database = next(site.hub.data.glob("*.db"))
    copy_database(database, site.folder / "hub-copy.db")
    site.kiosk.do("clock +3600")
    site.take(4)
    site.check()
    site.hub.stop()
    put_back(site.folder / "hub-copy.db", database)
    site.take(2)
    site.hub.start()
    site.check()
    print("hub restored: %d numbers, all there once" % len(site.shown))


def kiosk_restored(site):
    """The kiosk's database is lost; its last copy is put back."""
    database = site.kiosk.data / "kiosk.db"
    copy_database(database, site.folder / "kiosk-copy.db")
    site.take(5)
    site.check()
    site.kiosk.quit()
    put_back(site.folder / "kiosk-copy.db", database)
    site.kiosk.start("--window", "270x480")
    before = set(site.shown)
    again = site.take(3)
    if before & set(again):
        raise AssertionError("numbers given again: %s" % (
            before & set(again)))
    site.check()
    print("kiosk restored: %d numbers, all there once" % len(site.shown))


def frozen(hub):
    """Whether the hub shows an alarm for a cloned disk."""
    text = hub.command("kiosk", "list", "--json")
    return "fork" in text or "frozen" in text


def kiosk_cloned(site):
    """A copy of the whole disk wakes up as a second kiosk."""
    site.check()
    site.kiosk.quit()
    clone = terminal.Kiosk(site.binaries, site.folder / "clone")
    shutil.rmtree(clone.data)
    shutil.copytree(site.kiosk.data, clone.data)
    before = len(site.rows())
    site.kiosk.start("--window", "270x480")
    site.take(2)
    clone.start("--window", "270x480")
    shown_here = list(site.shown)
    try:
        site.take(2, clone)
        site.shown = shown_here
        site.until(lambda: frozen(site.hub), "the alarm of the clone")
        for kiosk, options in ((clone, []),
                               (site.kiosk, ["--replace", "hall-1"])):
            kiosk.quit()
            site.enrol(kiosk, *options)
            kiosk.start("--window", "270x480")
        site.take(1)
        site.until(lambda: len(site.rows()) >= before + 5,
                   "all numbers after enrolling again", 90)
        if len(site.rows()) != before + 5:
            raise AssertionError("too many rows")
        visits = [row["visit"] for row in site.rows()]
        if len(visits) != len(set(visits)):
            raise AssertionError("a visit twice")
    finally:
        clone.kill()
    print("kiosk cloned: alarmed, %d visits, each once" % len(visits))


def main():
    with tempfile.TemporaryDirectory() as folder:
        site = Site(sys.argv[1], pathlib.Path(folder))
        try:
            site.open()
            hub_restored(site)
            kiosk_restored(site)
            kiosk_cloned(site)
        finally:
            site.close()


if __name__ == "__main__":
    main()
