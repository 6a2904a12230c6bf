# SPDX-License-Identifier: Apache-2.0
"""The staff PIN: five wrong tries lock, each further one doubles the
time to 15 minutes at most, a restart forgets nothing, and every unlock
and denial is an event at the hub.

    test_pin.py BINARIES
"""

import json
import pathlib
import sqlite3
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import terminal  # noqa: E402


def open_pin(kiosk):
    tree = kiosk.tree()
    if any(n["id"] == "dialog.timeout.continue" for n in tree["nodes"]):
        kiosk.do("tap dialog.timeout.continue")
        tree = kiosk.tree()
    if tree["screen"] == "attract":
        kiosk.do("tap attract.start")
        kiosk.do("wait-screen home")
    if tree["screen"] != "pin":
        kiosk.do("hold header.site 3200")
        kiosk.do("wait-screen pin")


def attempt(kiosk, code, pin, answer=None):
    """One try; the tree once the answer (a part of the text) is there."""
    kiosk.type_number(code + pin, "pin")
    kiosk.do("tap pin.submit")

    def answered(tree):
        names = terminal.texts(tree)
        field = [n for n in tree["nodes"] if n["id"] == "pin.field"]
        empty = field and field[0]["value"] in ("0", "", 0)
        error = names.get("pin.error")
        if tree["screen"] == "staff" or (
                error and empty and (answer is None or answer in error)):
            return tree
        return None

    return kiosk.wait_for(answered, 15, "the answer to a PIN")


def is_locked(kiosk):
    """Whether the pad refuses keys now."""
    key = kiosk.node("pin.key.1")
    return key is None or not key["enabled"]


def expect(what, condition):
    if not condition:
        raise AssertionError(what)


def locked_for(kiosk, seconds):
    """The pad stays locked for just that long."""
    expect("not locked", is_locked(kiosk))
    kiosk.do("clock +%d" % (seconds - 8))
    open_pin(kiosk)
    expect("open before %d s" % seconds, is_locked(kiosk))
    kiosk.do("clock +9")
    open_pin(kiosk)
    kiosk.do("idle")
    expect("still locked after %d s" % seconds, not is_locked(kiosk))


def main():
    binaries = sys.argv[1]
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        hub = terminal.Hub(binaries, folder / "hub")
        kiosk = terminal.Kiosk(binaries, folder / "kiosk")
        try:
            hub.command("init")
            staff = json.loads(hub.command("demo", "--json"))["staff"][0]
            hub.start()
            kiosk.enrol(hub.url, hub.add_kiosk("hall")["code"])
            kiosk.start("--window", "540x960")
            wrong = "%06d" % ((int(staff["pin"]) + 1) % 1000000)
            open_pin(kiosk)
            for tries_left in (4, 3, 2, 1):
                attempt(kiosk, staff["code"], wrong, "%d" % tries_left)
            attempt(kiosk, staff["code"], wrong)
            locked_for(kiosk, 30)
            attempt(kiosk, staff["code"], wrong)
            kiosk.quit()
            kiosk.start("--window", "540x960")
            open_pin(kiosk)
            locked_for(kiosk, 60)
            for seconds in (120, 240, 480, 900, 900):
                attempt(kiosk, staff["code"], wrong)
                locked_for(kiosk, seconds)
            tree = attempt(kiosk, staff["code"], staff["pin"])
            expect("not unlocked", tree["screen"] == "staff")
            kiosk.do("tap staff.lock")
            open_pin(kiosk)
            tree = attempt(kiosk, staff["code"], wrong)
            expect("a right PIN did not reset", "4" in
                   terminal.texts(tree)["pin.error"])
            db = sqlite3.connect("file:%s?mode=ro" % (
                kiosk.data / "kiosk.db"), uri=True)
            counts = dict(db.execute(
                "SELECT type, count(*) FROM events WHERE type LIKE "
                "'staff.%' GROUP BY type").fetchall())
            db.close()
            expect(str(counts), counts.get("staff.denied") == 12 and
                   counts.get("staff.unlocked") == 1)
            kiosk.quit()
        finally:
            kiosk.kill()
            hub.kill()
    print("locks, doubling, restart and events as promised")


if __name__ == "__main__":
    main()
