# SPDX-License-Identifier: Apache-2.0
"""The kiosk as a program drives it (every command, every screen), on SDL's
dummy screen.

    test_drive.py BINARIES
"""

import json
import os
import pathlib
import shutil
import signal
import socket
import sqlite3
import stat
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import terminal  # noqa: E402

ROLES = {"button", "item", "key", "field", "text", "image", "progress",
         "dialog", "bar"}
NODE_KEYS = {"id", "role", "label", "value", "rect", "text_rect", "clipped",
             "enabled"}
CHROME = ["bar.home", "bar.back", "bar.language.zh", "bar.language.en",
          "bar.language.bo", "bar.large", "bar.help", "header.site", "header.status",
          "header.clock"]
TALENT_ID = "890000198501010015"


def expect(condition, text):
    if not condition:
        raise AssertionError(text)


class Test:
    """One kiosk process in a folder of its own."""

    def __init__(self, binaries, folder, *options):
        self.folder = folder
        self.kiosk = terminal.Kiosk(binaries, folder / "data")
        self.kiosk.start("--window", "1080x1920", *options)

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        if kind is None:
            self.kiosk.quit()
        self.kiosk.kill()

    def do(self, *commands):
        for command in commands:
            answer = self.kiosk.do(command)
        return answer

    def fails(self, command, word):
        """The command is an error that says so, and nothing breaks."""
        answer = self.kiosk.send(command)
        expect(answer["ok"] is False, "%s was taken" % command)
        expect(word in answer["error"],
               "%s: %s" % (command, answer["error"]))

    def ids(self):
        return {node["id"]: node for node in self.kiosk.tree()["nodes"]}

    def at(self, screen):
        found = self.kiosk.tree()["screen"]
        expect(found == screen, "at %s, not %s" % (found, screen))

    def to_home(self):
        self.do("tap attract.start", "wait-screen home")

    def to_identify(self):
        self.to_home()
        self.do("tap home.scan", "wait-screen identify",
                "tap identify.tab.id")


def check_tree(tree):
    """What DRIVE.md promises of every tree."""
    expect(set(tree) == {"ok", "screen", "lang", "nodes"}, "keys of a tree")
    expect(tree["lang"] in ("zh", "en", "bo"), tree["lang"])
    seen = set()
    for node in tree["nodes"]:
        where = "%s: %s" % (tree["screen"], node["id"])
        expect(NODE_KEYS == set(node), where + ": keys")
        expect(node["role"] in ROLES, where + ": role")
        expect(node["id"] == node["id"].lower() or "." in node["id"], where)
        expect(node["id"] not in seen, where + ": twice")
        seen.add(node["id"])
        x, y, w, h = node["rect"]
        expect(w > 0 and h > 0, where + ": empty")
        expect(0 <= x and 0 <= y and x + w <= 1080 and y + h <= 1920,
               where + ": off the screen")
        if node["role"] in ("button", "item", "key", "field"):
            expect(node["label"], where + ": no label")
        expect(not node["clipped"], where + ": clipped: " + node["label"])
    if tree["screen"] != "attract":
        for name in CHROME:
            expect(name in seen, "%s: no %s" % (tree["screen"], name))


def test_commands(binaries, folder):
    """Each command does what its line says, and fails as it says."""
    with Test(binaries, folder) as test:
        check_tree(test.kiosk.tree())
        test.do("idle", "wait attract.start", "wait-screen attract 10")
        test.fails("wait no.such 30", "time ran out")
        test.fails("wait-screen cinema 30", "time ran out")
        test.fails("tap no.such", "no such element")
        test.fails("tap -1 5", "off the screen")
        test.fails("tap 1080 5", "off the screen")
        test.fails("swipe 5 5 5 1920", "off the screen")
        test.fails("hold no.such 5", "no such element")
        test.fails('text "安"', "no field has the focus")
        test.fails("tap", "malformed")
        test.fails("dance", "unknown command")
        test.fails("clock -5", "malformed")
        test.fails("printer ok", "no printer")
        test.fails("printed", "no printer")
        test.fails("tree " + "x" * 70000, "64 KiB")
        test.fails("shot /no/such/folder/a.png", "cannot be written")
        test.do('scan "WIFI:S:hall;;"')
        # Blank lines are passed over, not answered.
        test.kiosk.process.child.stdin.write(b"\n  \n\r\n")
        test.do("tap 540 960", "wait-screen home")
        test.fails("tap attract.start", "no such element")
        test.fails("tap bar.back", "disabled")
        test.do("swipe 300 900 300 60 120")
        test.at("home")
        stats = test.do("stats")
        for key in ("frames", "frame_us", "frame_p99_us", "damage_px",
                    "rss_kib", "first_frame_ms"):
            expect(stats[key] > 0, "stats: " + key)


def test_labels(binaries, folder):
    with Test(binaries, folder) as test:
        test.to_home()
        label = test.ids()["home.services"]["label"]
        test.do("tap " + json.dumps(label), "wait-screen services")
        back = test.ids()["bar.back"]["label"]
        test.do("tap " + json.dumps(back, ensure_ascii=True),
                "wait-screen home")
        test.fails('tap "no such label"', "no such element")


def test_pictures(binaries, folder):
    """The picture is the screen, and a small change changes little."""
    with Test(binaries, folder) as test:
        test.to_identify()
        test.do("idle")
        first, second = folder / "1.png", folder / "my 2.png"
        test.do("shot %s" % first, "tap identify.key.8", "idle",
                "shot " + json.dumps(str(second)))
        damage = test.do("stats")["damage_px"]
        expect(0 < damage < 1080 * 1920 // 2, "damage %d" % damage)
        width, height, rows = terminal.read_png(first)
        expect((width, height) == (1080, 1920), "size of the picture")
        expect(terminal.read_png(second)[2] != rows, "nothing changed")


def test_nothing_changed_nothing_drawn(binaries, folder):
    with Test(binaries, folder) as test:
        test.to_home()
        test.do("idle")
        frames = test.do("stats")["frames"]
        time.sleep(1.2)  # time itself is under test: nothing may happen
        test.do("tree")
        after = test.do("stats")["frames"]
        expect(after <= frames + 1, "%d frames of nothing" %
               (after - frames))


def check_in(test, number):
    """From the idle page to a number; the ticket."""
    test.to_identify()
    for digit in number:
        test.do("tap identify.key." + digit)
    test.do("tap identify.submit", "wait-screen person")
    check_tree(test.kiosk.tree())
    test.do("tap person.confirm", "wait-screen services")
    check_tree(test.kiosk.tree())
    item = next(name for name in test.ids()
                if name.startswith("services.item."))
    test.do("tap " + item, "wait-screen service")
    check_tree(test.kiosk.tree())
    test.do("tap service.take", "wait-screen ticket", "wait ticket.number")
    check_tree(test.kiosk.tree())
    return test.ids()["ticket.number"]["label"]


def test_check_in(binaries, folder):
    """A number; the same person asks again and is shown the same one."""
    with Test(binaries, folder) as test:
        check_tree(test.kiosk.tree())
        first = check_in(test, TALENT_ID)
        expect("bar.finish" in test.ids(), "no way to finish")
        test.do("tap ticket.done", "wait-screen home", "tap bar.home",
                "clock +61", "wait-screen attract")
        second = check_in(test, TALENT_ID)
        expect(first == second, "%s, then %s" % (first, second))
        # Counted down on the page itself, then nobody's page again.
        test.do("clock +10")
        expect("dialog.timeout.end" not in test.ids(), "a dialog too")
        test.at("ticket")
        test.do("clock +21", "wait-screen attract")
        # It survives the process, number for number.
        test.kiosk.quit()
        test.kiosk.start("--window", "1080x1920")
        third = check_in(test, "890000199505200072")
        expect(third != first, "%s was given twice" % third)
        test.do("clock +31", "wait-screen attract")
    # Shown again is not another visit.
    reasons = [body["reason"] for body in events(folder, "visit.ended")]
    expect(reasons == ["done", "timeout"],
           "reasons: %s" % reasons)


def test_double_taps(binaries, folder):
    """The second half of a double tap does nothing on the next page."""
    with Test(binaries, folder) as test:
        check_in(test, TALENT_ID)
        x, y, w, h = test.ids()["ticket.done"]["rect"]
        place = "tap %d %d" % (x + w // 2, y + h // 2)
        test.do(place, "wait-screen home", place)
        test.at("home")
        test.do("tap home.services", "wait-screen services")


def test_typing(binaries, folder):
    """A mistyped digit is explained; typed text never shows in a tree."""
    with Test(binaries, folder) as test:
        test.to_identify()
        test.do('text "890000198501010016"', "wait identify.error")
        tree = json.dumps(test.kiosk.tree())
        expect("8900001985" not in tree, "the number is in the tree")
        expect(test.ids()["identify.field"]["value"] == "18", "its length")
        test.do("tap identify.key.delete", "tap identify.key.5")
        expect("identify.error" not in test.ids(), "still wrong")
        test.do("tap bar.home", "wait-screen home", "tap home.scan",
                "tap identify.tab.id")
        expect(test.ids()["identify.field"]["value"] == "0", "not wiped")


def test_languages_and_modes(binaries, folder):
    with Test(binaries, folder) as test:
        test.to_home()
        chinese = test.ids()["home.services"]["label"]
        test.do("tap bar.language.en")
        expect(test.kiosk.tree()["lang"] == "en", "language")
        english = test.ids()["home.services"]["label"]
        expect(chinese != english, "not translated: " + english)
        check_tree(test.kiosk.tree())
        # Without Tibetan texts yet the page stays Chinese.
        test.do("tap bar.language.bo")
        expect(test.kiosk.tree()["lang"] == "bo", "language")
        expect(test.ids()["bar.language.bo"]["value"] == "chosen", "shown")
        expect(test.ids()["home.services"]["label"] == chinese, "Chinese")
        test.do("tap bar.language.en", "tap bar.large")
        check_tree(test.kiosk.tree())
        # Doubled: a minute is not enough, two are.
        test.do("clock +61")
        test.at("home")
        test.do("clock +60", "wait-screen attract")
        expect(test.kiosk.tree()["lang"] == "zh", "language was kept")
        test.to_home()
        expect(test.ids()["home.services"]["label"] == chinese, "not reset")


def test_time_outs(binaries, folder):
    with Test(binaries, folder) as test:
        # Home ends without a dialog. Real seconds pass too on a busy machine,
        # so the steps keep five of them off the minute.
        test.to_home()
        test.do("clock +55")
        test.at("home")
        test.do("clock +5", "wait-screen attract")
        # A public page counts after a minute.
        test.to_home()
        test.do("tap home.scan", "wait-screen identify", "clock +55")
        expect("dialog.timeout.continue" not in test.ids(), "too early")
        test.do("clock +5", "wait dialog.timeout.continue")
        tree = test.kiosk.tree()
        expect(tree["screen"] == "identify", "the screen below")
        enabled = {n["id"] for n in tree["nodes"] if n["enabled"] and
                   n["role"] in ("button", "item", "key", "field")}
        expect(enabled == {"dialog.timeout.continue", "dialog.timeout.end"},
               "also enabled: %s" % enabled)
        test.fails("tap bar.home", "covered")
        # Any number of times, and nothing typed is lost.
        test.do("tap dialog.timeout.continue", "tap identify.tab.id",
                "tap identify.key.8")
        for _ in range(3):
            test.do("clock +46", "tap dialog.timeout.continue")
        expect(test.ids()["identify.field"]["value"] == "1", "lost")
        # A jump over all of it is the same as time that ticked.
        test.do("clock +66", "wait-screen attract")
        test.to_identify()
        expect(test.ids()["identify.field"]["value"] == "0", "not wiped")
        test.do("tap identify.key.8", "clock +46",
                "tap dialog.timeout.end", "wait-screen attract")


def test_help(binaries, folder):
    with Test(binaries, folder) as test:
        test.to_home()
        test.do("tap bar.help", "wait help.call")
        expect(not test.ids()["home.services"]["enabled"], "below the sheet")
        for switch in ("help.large", "help.contrast"):
            test.do("tap " + switch)
            check_tree(test.kiosk.tree())
            test.do("tap " + switch)
        test.do("tap help.call", "wait help.state")
        expect(test.ids()["help.state"]["value"] == "sent", "state")
        test.do("tap help.close")
        expect("help.close" not in test.ids(), "still open")
        test.do("tap home.services", "wait-screen services")


def test_pin(binaries, folder):
    """Five wrong ones lock; the field is empty after each."""
    with Test(binaries, folder) as test:
        test.to_home()
        test.do("hold header.site 1000")
        test.at("home")
        test.do("hold header.site 3100", "wait-screen pin")
        check_tree(test.kiosk.tree())
        for _ in range(5):
            for digit in "07123456":
                test.do("tap pin.key." + digit)
            expect(test.ids()["pin.field"]["value"] == "8", "typed")
            test.do("tap pin.submit", "idle")
            expect(test.ids()["pin.field"]["value"] == "0", "not empty")
            test.do("wait pin.error")
        test.at("pin")
        test.kiosk.quit()
        test.kiosk.start("--window", "1080x1920")
        test.to_home()
        test.do("hold header.site 3100", "wait-screen pin", "idle")
        expect("pin.error" in test.ids() or
               not test.ids()["pin.submit"]["enabled"], "the lock was lost")


def events(folder, kind):
    """Bodies of the events of a type that a kiosk which ended wrote."""
    with sqlite3.connect(folder / "data" / "kiosk.db") as store:
        rows = store.execute("SELECT json FROM events WHERE type = ?"
                             " ORDER BY id", (kind,)).fetchall()
    store.close()
    return [json.loads(row[0])["body"] for row in rows]


def test_clock(binaries, folder):
    """A step of the wall clock neither ends a session nor goes unseen."""
    with Test(binaries, folder) as test:
        test.to_home()
        test.do("clock wall -86400", "clock wall +3600")
        test.at("home")
        test.do("clock +86400", "wait-screen attract", "tree")
    steps = [int(body["step_ms"]) for body in
             events(folder, "kiosk.clock_stepped")]
    expect([round(step / 1000) for step in steps] == [-86400, 3600],
           "steps told: %s" % steps)
    expect(len(events(folder, "kiosk.started")) == 1, "starts")


def test_socket(binaries, folder):
    """The same over a socket that is its owner's alone."""
    path = folder / "drive"
    kiosk = terminal.Kiosk(binaries, folder / "data")
    child = subprocess.Popen(
        [str(kiosk.program), "--data", str(kiosk.data), "--window",
         "540x960", "--drive=%s" % path], stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=kiosk.env)
    try:
        end = time.monotonic() + 20
        while not path.exists():
            expect(time.monotonic() < end and child.poll() is None,
                   "no socket")
            time.sleep(0.01)
        mode = stat.S_IMODE(path.stat().st_mode)
        expect(mode == 0o600, "mode %o" % mode)
        with socket.socket(socket.AF_UNIX) as link:
            link.settimeout(20)
            link.connect(str(path))
            reader = link.makefile("r", encoding="utf-8")
            link.sendall(b"tap attract.start\nwait-screen home\ntree\n")
            answers = [json.loads(reader.readline()) for _ in range(3)]
            expect(all(a["ok"] for a in answers), str(answers))
            expect(answers[2]["screen"] == "home", "screen")
            reader.close()
        # The end of input is `quit`.
        expect(child.wait(20) == 0, "exit")
        expect(child.stdout.read() == b"", "answers on standard output")
    finally:
        if child.poll() is None:
            child.kill()
            child.wait()


def test_ends(binaries, folder):
    """The end of input and a signal both leave cleanly."""
    test = Test(binaries, folder)
    test.do("tree")
    test.kiosk.process.child.stdin.close()
    expect(test.kiosk.process.child.wait(20) == 0, "end of input")
    test.kiosk.process = None
    test.kiosk.start("--window", "540x960")
    test.do("tree")
    test.kiosk.process.child.send_signal(signal.SIGTERM)
    expect(test.kiosk.process.child.wait(20) == 0, "SIGTERM")


def test_systemd(binaries, folder):
    """Ready after the first page, alive in time, also as cage's child."""
    path = folder / "notify"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as link:
        link.bind(str(path))
        link.settimeout(20)
        test = Test.__new__(Test)
        test.kiosk = terminal.Kiosk(binaries, folder / "data")
        test.kiosk.env.update(NOTIFY_SOCKET=str(path),
                              WATCHDOG_USEC="400000", WATCHDOG_PID="1")
        test.kiosk.start("--window", "540x960")
        with test:
            heard = [link.recv(100) for _ in range(4)]
        expect(heard[0] == b"READY=1" and
               heard[1:] == [b"WATCHDOG=1"] * 3, str(heard))


def command(binaries, folder, *words, code=0):
    done = subprocess.run(
        [str(pathlib.Path(binaries) / "talent-kiosk"), *words], text=True,
        capture_output=True, timeout=60,
        env=dict(os.environ, SDL_VIDEODRIVER="dummy"))
    expect(done.returncode == code, "%s: exit %d: %s%s" % (
        words, done.returncode, done.stdout, done.stderr))
    return done


def test_command_lines(binaries, folder):
    """Usage, help, and commands beside a running kiosk or without one."""
    data = ["--data", str(folder / "data")]
    expect("enrol URL CODE" in command(binaries, folder, "--help").stdout,
           "help")
    expect(command(binaries, folder, "--version").stdout.startswith(
        "talent-kiosk "), "version")
    for words in (["--bad"], ["dance"], ["enrol", "x"], ["export"]):
        done = command(binaries, folder, *words, code=2)
        expect(done.stderr.startswith("talent-kiosk: ") and
               done.stderr.count(":") >= 2, done.stderr)
    done = command(binaries, folder, "sync", "--json", *data, code=1)
    expect(json.loads(done.stdout)["outcome"] == "not_enrolled", done.stdout)
    done = command(binaries, folder, "doctor", "--json", *data)
    alone = {c["name"] for c in json.loads(done.stdout)["checks"]}
    done = command(binaries, folder, "export", str(folder / "b"), *data,
                   code=1)
    expect("enrol" in done.stderr, done.stderr)
    with Test(binaries, folder) as test:
        test.do("idle")
        done = command(binaries, folder, "doctor", "--json", *data)
        beside = {c["name"] for c in json.loads(done.stdout)["checks"]}
        expect(alone == beside, "checks differ: %s" % (alone ^ beside))
        done = command(binaries, folder, "sync", *data, code=1)
        expect("enrol" in done.stderr, done.stderr)
        command(binaries, folder, "export", str(folder / "b"), *data, code=1)
        done = command(binaries, folder, "enrol", "https://hub.example", "c",
                       *data, code=1)
        expect("running" in done.stderr, done.stderr)
        done = command(binaries, folder, *data, code=1)
        expect("another kiosk" in done.stderr, done.stderr)


def test_configuration(binaries, folder):
    """A wrong one is told with its lines; the kiosk starts all the same."""
    config = folder / "kiosk.conf"
    config.write_text('timeouts = { public = 100; };\n')
    options = ["--config", str(config)]
    with Test(binaries, folder, *options) as test:
        test.to_home()
        test.do("clock +61")
        test.at("home")
    config.write_text('timeouts = { publik = 100; };\nsync = 3;\n')
    with Test(binaries, folder, *options) as test:
        test.to_home()
        test.do("clock +61")
        test.at("home")
        log = test.kiosk.process.tail()
        expect(":1: timeouts.publik: no such key" in log, log)
        expect('is "timeouts.public" meant?' in log and ":2: sync" in log,
               log)
        done = command(binaries, folder, "doctor", *options, "--data",
                       str(folder / "data"), code=1)
        expect("timeouts.publik" in done.stdout, done.stdout)


def test_profiles_and_sizes(binaries, folder):
    """Hospital, lying and small pages: nothing clipped, all within."""
    for number, (profile, size) in enumerate(
            (("hospital", "1080x1920"), ("hall", "1920x1080"),
             ("hall", "540x960"))):
        width, height = map(int, size.split("x"))
        kiosk = terminal.Kiosk(binaries, folder / ("data%d" % number))
        kiosk.start("--profile", profile, "--window", size)
        try:
            kiosk.do("tap attract.start")
            kiosk.do("wait-screen home")
            for node in kiosk.tree()["nodes"]:
                x, y, w, h = node["rect"]
                expect(x >= 0 and y >= 0 and x + w <= width and
                       y + h <= height, "%s: %s" % (size, node))
                expect(not node["clipped"], "%s: %s" % (size, node))
            kiosk.do("tap home.services")
            kiosk.do("wait-screen services")
            kiosk.quit()
        finally:
            kiosk.kill()


def test_rotation(binaries, folder):
    """A turned page answers to fingers where it is seen."""
    for degrees in (90, 180, 270):
        config = folder / ("%d.conf" % degrees)
        config.write_text("panel = { rotation = %d; };\n" % degrees)
        size = "960x540" if degrees != 180 else "540x960"
        kiosk = terminal.Kiosk(binaries, folder / ("data%d" % degrees))
        kiosk.start("--config", str(config), "--window", size)
        try:
            kiosk.do("tap attract.start")
            kiosk.do("wait-screen home")
            kiosk.do("tap home.services")
            kiosk.do("wait-screen services")
            kiosk.do("shot %s" % (folder / ("%d.png" % degrees)))
            width, height, _ = terminal.read_png(folder /
                                                 ("%d.png" % degrees))
            expect((width, height) == (540, 960), "an upright picture")
            kiosk.quit()
        finally:
            kiosk.kill()


def main():
    binaries = pathlib.Path(sys.argv[1])
    tests = [value for name, value in globals().items()
             if name.startswith("test_") and name in (sys.argv[2:] or name)]
    failed = 0
    for test in tests:
        folder = pathlib.Path(tempfile.mkdtemp(prefix="talent-drive-"))
        started = time.monotonic()
        try:
            test(binaries, folder)
            print("ok    %-40s %5.1f s" % (
                test.__name__, time.monotonic() - started), flush=True)
            shutil.rmtree(folder, ignore_errors=True)
        except Exception as error:
            failed += 1
            print("FAIL  %s: %s: %s; see %s" % (
                test.__name__, type(error).__name__, error, folder),
                flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
