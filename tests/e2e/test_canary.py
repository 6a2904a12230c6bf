# SPDX-License-Identifier: Apache-2.0
"""Numbers typed at the kiosk leave nothing behind, nor do the answers to a
form and the number of its receipt.

Typed and submitted, cancelled, and timed out: two seconds after the idle
screen is back they are not in the database, its log, the program's log, an
exported bundle or a picture, in any usual form, nor in the memory of the
process.

    test_canary.py BINARIES
"""

import base64
import hashlib
import json
import pathlib
import re
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import terminal  # noqa: E402

PIECE, OVERLAP, SHADOW = 16 << 20, 1 << 10, 8 << 30
CHUNK = 64 << 10


def check_digit(first17):
    weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    total = sum(int(d) * w for d, w in zip(first17, weights))
    return "10X98765432"[total % 11]


def id_number(serial):
    first = "89000019760417%03d" % serial
    return first + check_digit(first)


def forms(number):
    """Every form in which the number may be found, by name."""
    found = {}
    for text in (number, number.lower(), number[:17], number[-12:]):
        raw = text.encode()
        found["UTF-8 " + text] = raw
        found["UTF-16LE " + text] = text.encode("utf-16-le")
        found["UTF-16BE " + text] = text.encode("utf-16-be")
        found["UTF-32 " + text] = text.encode("utf-32-le")
    for text in (number, "id:" + number, "phone:" + number,
                 "receipt:" + number):
        raw = text.encode()
        found["hex " + text] = raw.hex().encode()
        found["HEX " + text] = raw.hex().upper().encode()
        code = base64.b64encode(raw).rstrip(b"=")
        found["base64 " + text] = code
        found["base64url " + text] = code.replace(b"+", b"-").replace(
            b"/", b"_")
        for name in ("md5", "sha1", "sha256"):
            digest = hashlib.new(name, raw)
            found[name + " " + text] = digest.digest()
            found[name + " hex " + text] = digest.hexdigest().encode()
    return found


def written(data):
    """The runs of `data` between chunks that hold nothing but zeros: most
    of a sanitizer's heap was never touched."""
    start = None
    for at in range(0, len(data) + CHUNK, CHUNK):
        chunk = data[at:at + CHUNK]
        if chunk.count(0) < len(chunk):
            start = at if start is None else start
        elif start is not None:
            yield start, data[start:at]
            start = None


def memory(pid):
    """The readable private memory of a process, piece by piece."""
    with open("/proc/%d/maps" % pid) as maps, \
            open("/proc/%d/mem" % pid, "rb", 0) as mem:
        for line in maps:
            found = re.match(r"([0-9a-f]+)-([0-9a-f]+) (\S+) \S+ \S+ \S+"
                             r"\s*(.*)", line)
            start, end = int(found[1], 16), int(found[2], 16)
            # A sanitizer's shadow is terabytes and holds no text.
            if "r" not in found[3] or found[4].startswith("[v") \
                    or end - start > SHADOW:
                continue
            for at in range(start, end, PIECE):
                try:
                    mem.seek(at)
                    piece = mem.read(min(PIECE + OVERLAP, end - at))
                except (OSError, ValueError, OverflowError):
                    continue
                for offset, data in written(piece):
                    yield "%x %s" % (at + offset, found[4]), data


def search(where, data, numbers):
    for number in numbers:
        for name, form in forms(number).items():
            at = data.find(form)
            if at >= 0:
                raise AssertionError("%s of %s found in %s at %d" % (
                    name, number, where, at))


def type_and_leave(kiosk, number, tab, leave):
    """Type a number, then leave it in one of three ways."""
    kiosk.do("wait-screen attract")
    kiosk.do("tap attract.start")
    kiosk.do("wait-screen home")
    kiosk.do("tap home.scan")
    kiosk.do("wait-screen identify")
    kiosk.do("tap identify.tab." + tab)
    if leave == "text":
        kiosk.do("text " + json.dumps(number))
    else:
        kiosk.type_number(number)
    kiosk.do("shot " + str(kiosk.data.parent / ("typed-%s.png" % leave)))
    kiosk.do("tree")
    if leave in ("submit", "text"):
        kiosk.do("tap identify.submit")
        kiosk.do("wait-screen person")
        kiosk.do("tap person.confirm")
        kiosk.do("wait-screen services")
        item = next(n["id"] for n in kiosk.tree()["nodes"]
                    if n["id"].startswith("services.item."))
        kiosk.do("tap " + item)
        kiosk.do("wait-screen service")
        kiosk.do("tap service.take")
        kiosk.do("wait-screen ticket")
        kiosk.do("tap bar.finish")
    elif leave == "cancel":
        kiosk.do("tap bar.back")
    else:
        kiosk.do("clock +46")
        kiosk.do("wait dialog.timeout.continue")
        kiosk.do("clock +21")
    if kiosk.tree()["screen"] == "home":
        kiosk.do("clock +61")
    kiosk.do("wait-screen attract 10000")


def open_service(kiosk, service):
    """From the idle screen to a service, wherever its list shows it."""
    kiosk.do("wait-screen attract")
    kiosk.do("tap attract.start")
    kiosk.do("wait-screen home")
    kiosk.do("tap home.services")
    kiosk.do("wait-screen services")
    while kiosk.node("services.item." + service) is None:
        kiosk.do("tap pager.next")
    kiosk.do("tap services.item." + service)
    kiosk.do("wait-screen service")


def fill_and_leave(kiosk, words, phone, leave):
    """Fill in a form and leave it in one of four ways; the number of the
    receipt where it was handed in."""
    open_service(kiosk, "suggestions")
    kiosk.do("tap service.form")
    kiosk.do("wait form.field.text 10000")
    about = next(n["id"] for n in kiosk.tree()["nodes"]
                 if n["id"].startswith("form.field.about."))
    kiosk.do("tap " + about)
    kiosk.do("tap form.field.text")
    kiosk.do("text " + json.dumps(words))
    kiosk.do("tree")
    if leave == "cancel":
        kiosk.do("tap bar.home")
        kiosk.do("wait-screen home")
        kiosk.do("clock +61")
        kiosk.do("wait-screen attract 10000")
        return None
    kiosk.do("tap keyboard.key.done")
    kiosk.do("tap form.next")
    kiosk.do("tap form.field.phone")
    kiosk.type_number(phone, "form")
    if leave == "timeout":
        kiosk.do("clock +46")
        kiosk.do("wait dialog.timeout.continue")
        kiosk.do("clock +21")
        kiosk.do("wait-screen attract 10000")
        return None
    kiosk.do("tap form.key.done")
    kiosk.do("tap form.field.consent")
    kiosk.do("shot " + str(kiosk.data.parent / ("form-%s.png" % leave)))
    kiosk.do("tap form.submit")
    receipt = kiosk.node("form.slip")["value"]
    if leave == "done":
        kiosk.do("tap form.done")
    else:
        # As long as the page of a ticket, and no dialog before.
        kiosk.do("clock +31")
    kiosk.wait_for(lambda tree: tree["screen"] in ("home", "attract"))
    if kiosk.tree()["screen"] == "home":
        kiosk.do("clock +61")
    kiosk.do("wait-screen attract 10000")
    return receipt


def fill_forms(kiosk):
    """What must be found nowhere after four visitors left."""
    cases = [("Canary words one 5511", "15400005511", "done"),
             ("Canary words two 5522", "15400005522", "receipt"),
             ("Canary words three 5533", "15400005533", "cancel"),
             ("Canary words four 5544", "15400005544", "timeout")]
    wanted = [text for words, phone, _ in cases for text in (words, phone)]
    receipts = [fill_and_leave(kiosk, *case) for case in cases]
    return wanted + [receipt for receipt in receipts if receipt]


def main():
    binaries = sys.argv[1]
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        hub = terminal.Hub(binaries, folder / "hub")
        kiosk = terminal.Kiosk(binaries, folder / "kiosk")
        try:
            hub.command("init")
            data = json.loads(hub.command("demo", "--json"))
            hub.start()
            kiosk.enrol(hub.url, hub.add_kiosk("hall")["code"])
            kiosk.start("--window", "540x960")
            on_roster = data["talents"][0]
            cases = [(on_roster["id_number"], "id", "submit"),
                     (on_roster["phone"], "phone", "submit"),
                     (id_number(333), "id", "submit"),
                     (id_number(444), "id", "cancel"),
                     (id_number(555), "id", "timeout"),
                     (id_number(666), "id", "text"),
                     ("15400009876", "phone", "cancel")]
            numbers = [number for number, _, _ in cases]
            for number, tab, leave in cases:
                type_and_leave(kiosk, number, tab, leave)
            numbers += fill_forms(kiosk)
            time.sleep(2)  # the promise is "two seconds after"
            for name, piece in memory(kiosk.process.pid):
                search("memory " + name, piece, numbers)
            bundle = folder / "bundle.ndjson"
            terminal.run([kiosk.program, "export", bundle, "--data",
                          kiosk.data], env=kiosk.env)
            kiosk.quit()
        finally:
            kiosk.kill()
            hub.kill()
        seen = 0
        for path in sorted(folder.rglob("*")):
            inside_hub = (folder / "hub") in path.parents
            if path.is_file() and not inside_hub:
                search(str(path), path.read_bytes(), numbers)
                seen += 1
        print("%d numbers, %d files and the memory searched: nothing" % (
            len(numbers), seen))


if __name__ == "__main__":
    main()
