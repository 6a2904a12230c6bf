# SPDX-License-Identifier: Apache-2.0
"""What a walk needs around it: a hub that knew the kiosk and went silent,
a roster, a record set aside, and the same time of day for every picture.
"""

import contextlib
import datetime
import json
import pathlib
import shutil
import socket
import sqlite3
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import terminal  # noqa: E402

# A Tuesday morning that no test of ours will live to see: the clock of a
# kiosk is not turned back behind its last day of business.
TIME = datetime.datetime(2030, 3, 5, 10, 26, 20, tzinfo=datetime.timezone(
    datetime.timedelta(hours=8))).timestamp()
LATEST = 30   # s after TIME: the minute on the page is not over
PAGES = {"tall": (1080, 1920), "wide": (1920, 1080)}


class World:
    """Made once for a language and a shape, copied for every mode."""

    def __init__(self, binaries, folder):
        self.binaries = binaries
        self.folder = pathlib.Path(folder)
        self.hub = terminal.Hub(binaries, self.folder / "hub")
        self.folder.mkdir(parents=True, exist_ok=True)
        # What moves, a caret too, would be caught in any of its states.
        config = self.folder / "kiosk.conf"
        # The hub's port is another one each time; codes must not be.
        config.write_text('motion = "reduced";\n'
                          'hub = { pages = "https://hub.example:8443"; };\n')
        self.kiosk = terminal.Kiosk(binaries, self.folder / "kiosk",
                                    options=["--config", config])
        self.kiosk.patience = 60  # beside other work
        self.staff = None

    def make(self):
        hub, kiosk = self.hub, self.kiosk
        try:
            hub.command("init")
            self.staff = json.loads(hub.command("demo", "--json"))["staff"][0]
            self.import_people()
            hub.start()
            kiosk.enrol(hub.url, hub.add_kiosk("hall")["code"])
            self.sync()
            hub.stop()
            self.spoil()
            hub.start()
            self.sync(check=False)  # "some records were set aside"
            self.settle()
        finally:
            kiosk.kill()
            hub.kill()

    def import_people(self):
        """Those of the demonstration, for longer than it says."""
        text = (terminal.ROOT / "assets/demo/people.csv").read_text("utf-8")
        rows = [line + "2031-12-31" if line.endswith(",") else line
                for line in text.splitlines()]
        path = self.folder / "people.csv"
        path.write_text("\n".join(rows) + "\n", "utf-8")
        self.hub.command("import", "talent", str(path), "--site", "hall")

    def settle(self):
        """The hub was heard just before TIME, whenever that was."""
        with contextlib.closing(sqlite3.connect(
                self.kiosk.data / "kiosk.db")) as db:
            db.execute("UPDATE counters SET value = ? WHERE name IN"
                       " ('sync.contact', 'sync.pull', 'sync.push',"
                       " 'sync.full')", (int((TIME - 420) * 1000),))
            db.commit()

    def sync(self, check=True):
        terminal.run([self.kiosk.program, "sync", "--data", self.kiosk.data],
                     check=check)

    def spoil(self):
        """A visit that the hub will refuse."""
        kiosk = self.kiosk
        kiosk.start("--window", "270x480")
        for command in ("tap attract.start", "tap home.services",
                        "tap services.item.settling-allowance-phd",
                        "tap service.take", "wait-screen ticket"):
            kiosk.do(command)
        kiosk.quit()
        with contextlib.closing(sqlite3.connect(
                kiosk.data / "kiosk.db")) as db:
            number, text = db.execute(
                "SELECT id, json FROM events WHERE state = 0"
                " AND type = 'visit.checked_in'").fetchone()
            event = json.loads(text)
            event["body"]["identity"] = "nobody"
            db.execute("UPDATE events SET json = ? WHERE id = ?",
                       (json.dumps(event, separators=(",", ":")), number))
            db.commit()

    def copy(self, folder):
        """The same world again, in its own folder."""
        other = World(self.binaries, folder)
        for name in ("hub", "kiosk"):
            shutil.copytree(self.folder / name, other.folder / name,
                            dirs_exist_ok=True)
        other.hub.port = self.hub.port
        other.staff = self.staff
        return other

    def close_service(self):
        """The kiosk, not running, is out of service from now on."""
        with contextlib.closing(sqlite3.connect(
                self.kiosk.data / "kiosk.db")) as db:
            db.execute("INSERT OR REPLACE INTO settings(key, value)"
                       " VALUES('kiosk.out_of_service', '-')")
            db.commit()


class Walk:
    """A kiosk walked through in one language, shape and mode."""

    def __init__(self, world, lang, shape, mode, look):
        self.world, self.lang, self.shape = world, lang, shape
        self.mode, self.on_look = mode, look
        self.kiosk = world.kiosk
        self.moved = 0  # s by which the clocks were moved

    def start(self):
        self.moved = 0
        self.kiosk.start("--window", "%dx%d" % PAGES[self.shape])
        self.set_time()

    def set_time(self):
        """Show the same minute on every page."""
        now = time.time() + self.moved
        if TIME - 15 < now < TIME + LATEST:
            return
        step = int(TIME - now)
        self.kiosk.do("clock wall %+d" % step)
        self.moved += step

    def clock(self, seconds):
        self.kiosk.do("clock +%d" % (seconds * self.slow()))
        self.moved += seconds * self.slow()

    def slow(self):
        """Large type doubles the times."""
        return 2 if self.mode == "large" else 1

    def idle(self):
        self.kiosk.do("idle 30000")

    def press(self, node_id):
        """A tap where the element may be missing."""
        if self.has(node_id):
            self.kiosk.do("tap " + node_id)

    def tap(self, node_id, screen=None):
        self.kiosk.do("tap " + node_id)
        if screen:
            self.kiosk.do("wait-screen %s 30000" % screen)

    def tap_first(self, prefix, screen=None, skip=""):
        """The first enabled element whose id begins so; False without."""
        for node in self.kiosk.tree()["nodes"]:
            if node["id"].startswith(prefix) and node["enabled"] \
                    and node["id"] != skip:
                self.tap(node["id"], screen)
                return True
        return False

    def hold(self, node_id, ms, screen):
        self.kiosk.do("hold %s %d" % (node_id, ms))
        self.kiosk.do("wait-screen %s 30000" % screen)

    def type(self, screen, keys):
        self.kiosk.type_number(keys, screen)

    def text(self, words):
        self.kiosk.do("text " + json.dumps(words))

    def has(self, node_id):
        return self.kiosk.node(node_id) is not None

    def enabled(self, node_id):
        node = self.kiosk.node(node_id)
        return node is not None and node["enabled"]

    def find(self, node_id):
        """Turn pages until the element is there."""
        while not self.has(node_id) and self.enabled("pager.next"):
            self.tap("pager.next")

    def wait(self, node_id):
        self.kiosk.do("wait %s 30000" % node_id)

    def wait_online(self):
        self.kiosk.wait_for(lambda tree: any(
            n["id"] == "header.status" and n["value"] in ("synced", "pending")
            for n in tree["nodes"]), 60, "the hub to be heard")

    def look(self, name, golden=True):
        self.set_time()
        self.idle()
        self.on_look(self, name, golden)

    @contextlib.contextmanager
    def silent_hub(self):
        """Somebody takes the calls and says nothing."""
        with socket.socket() as listener:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(("127.0.0.1", self.world.hub.port))
            listener.listen(8)
            yield

    @contextlib.contextmanager
    def hub(self):
        self.world.hub.start()
        try:
            yield
        finally:
            self.world.hub.stop()

    def go_home(self):
        """To the home page, with the language and mode of this walk."""
        for _ in range(8):
            tree = self.kiosk.tree()
            ids = {n["id"] for n in tree["nodes"] if n["enabled"]}
            if "attract.start" in ids:
                self.tap("attract.start", "home")
                self.set_modes()
                return
            if tree["screen"] == "home" and "bar.home" in ids:
                return
            for way in ("dialog.timeout.continue", "help.close",
                        "dialog.discard.cancel", "dialog.item.close",
                        "bar.home"):
                if way in ids:
                    self.tap(way)
                    break
        raise terminal.ProgramError("no way home from " + tree["screen"])

    def set_modes(self):
        self.tap("bar.language." + self.lang)
        if self.mode == "plain":
            return
        self.tap("bar.help")
        self.tap({"large": "help.large", "contrast": "help.contrast",
                  "reach": "help.reach"}[self.mode])
        self.tap("help.close")

    def quit(self):
        self.kiosk.quit()
