# SPDX-License-Identifier: Apache-2.0
"""One poisoned record among a thousand cannot hold up the others.

Once the hub refuses it by a verdict of its own, once it makes the hub
refuse the whole call with 400. All others arrive; staff see the one with
its reason and discard it.

    test_poison.py BINARIES
"""

import json
import pathlib
import sqlite3
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import terminal  # noqa: E402

VISITORS = 250


def take_numbers(kiosk, count):
    """So many guests, each with visit, ticket, slip and end."""
    for _ in range(count):
        if kiosk.tree()["screen"] == "attract":
            kiosk.do("tap attract.start")
        kiosk.do("tap home.services")
        kiosk.do("tap services.item.settling-allowance-phd")
        kiosk.do("tap service.take")
        kiosk.do("wait-screen ticket")
        kiosk.do("tap ticket.done")


def poison(kiosk, change):
    """Spoil one pending check-in on the disk; its number of events."""
    db = sqlite3.connect(kiosk.data / "kiosk.db")
    rows = db.execute("SELECT id, json FROM events WHERE state = 0 "
                      "AND type = 'visit.checked_in' ORDER BY id").fetchall()
    row_id, text = rows[len(rows) // 2]
    db.execute("UPDATE events SET json = ? WHERE id = ?",
               (change(text), row_id))
    count = db.execute("SELECT count(*) FROM events").fetchone()[0]
    db.commit()
    db.close()
    return count, json.loads(text)["subject"]


def states(kiosk):
    """state -> how many events."""
    db = sqlite3.connect("file:%s?mode=ro" % (kiosk.data / "kiosk.db"),
                         uri=True)
    found = dict(db.execute(
        "SELECT state, count(*) FROM events GROUP BY state").fetchall())
    db.close()
    return found


def until(condition, what, timeout=60):
    end = time.monotonic() + timeout
    while not condition():
        if time.monotonic() > end:
            raise AssertionError("waited in vain for " + what)
        time.sleep(0.1)


def unlock(kiosk, staff):
    if kiosk.tree()["screen"] == "attract":
        kiosk.do("tap attract.start")
    kiosk.do("hold header.site 3200")
    kiosk.do("wait-screen pin")
    kiosk.type_number(staff["code"] + staff["pin"], "pin")
    kiosk.do("tap pin.submit")
    kiosk.do("wait-screen staff")


def discard(kiosk):
    """Staff see the record and its reason and discard it."""
    tree = kiosk.tree()
    items = [n for n in tree["nodes"]
             if n["id"].startswith("staff.sync.item.")]
    if len(items) != 1:
        raise AssertionError("set aside: %s" % terminal.texts(tree))
    seq = items[0]["id"].rsplit(".", 1)[1]
    reason = items[0]["label"] + items[0]["value"]
    if kiosk.node("staff.sync.discard." + seq) is None:
        kiosk.do("tap " + items[0]["id"])
        kiosk.do("wait staff.sync.discard." + seq)
    texts = " ".join(n["label"] for n in kiosk.tree()["nodes"])
    kiosk.do("tap staff.sync.discard." + seq)
    kiosk.do("wait dialog.discard.reason.1")
    kiosk.do("tap dialog.discard.reason.1")
    kiosk.do("tap dialog.discard.confirm")
    return reason + " " + texts


def one_case(binaries, folder, name, change):
    hub = terminal.Hub(binaries, folder / ("hub-" + name))
    kiosk = terminal.Kiosk(binaries, folder / ("kiosk-" + name))
    try:
        hub.command("init")
        staff = json.loads(hub.command("demo", "--json"))["staff"][0]
        hub.start()
        kiosk.enrol(hub.url, hub.add_kiosk("hall")["code"])
        hub.stop()
        kiosk.start("--window", "270x480")
        take_numbers(kiosk, VISITORS)
        kiosk.quit()
        count, visit = poison(kiosk, change)
        hub.start()
        kiosk.start("--window", "540x960")
        until(lambda: states(kiosk).get(0, 0) == 0, "an empty outbox")
        found = states(kiosk)
        if found.get(3) != 1:
            raise AssertionError("set aside: %s" % found)
        rows = hub.visits()
        arrived = {row["visit"] for row in rows}
        if visit in arrived and name == "verdict":
            if any(r["visit"] == visit and r["identity"] for r in rows):
                raise AssertionError("the poisoned visit was taken")
        numbers = [row["number"] for row in rows]
        if len(numbers) != len(set(numbers)) or len(numbers) != VISITORS:
            raise AssertionError("%d numbers at the hub" % len(numbers))
        unlock(kiosk, staff)
        said = discard(kiosk)
        until(lambda: states(kiosk).get(3, 0) == 0, "the discard")
        kiosk.quit()
        print("%s: %d of %d arrived; staff read: %s" % (
            name, count - 1, count, said.replace("\n", " ")[:200]))
    finally:
        kiosk.kill()
        hub.kill()


def wrong_field(text):
    event = json.loads(text)
    event["body"]["identity"] = "nobody"
    return json.dumps(event, separators=(",", ":"))


def not_json(text):
    return text[:len(text) // 2] + '"broken'


def main():
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        one_case(sys.argv[1], folder, "verdict", wrong_field)
        one_case(sys.argv[1], folder, "whole-call", not_json)


if __name__ == "__main__":
    main()
