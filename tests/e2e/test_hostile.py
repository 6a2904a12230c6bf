# SPDX-License-Identifier: Apache-2.0
"""Content of somebody who means harm, on its way from a file to a page.

The hub's import refuses each with the file and a reason, or takes it as
the text that it is. Then the same bodies are put into the hub's store
behind its back: the kiosk refuses and reports what cannot be shown, and
shows the rest within bounds of time, of memory and of what is on a page.

    test_hostile.py BINARIES
"""

import json
import pathlib
import sqlite3
import sys
import tempfile
import time
import urllib.request

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import terminal  # noqa: E402

# Beside what the slowest machine under a sanitizer takes, an attack that
# works takes minutes, gigabytes or thousands of elements.
MAX_SECONDS = 30
MAX_NODES = 400
MAX_GROWTH_KIB = 300 * 1024
PAGES = 4
# Controls, marks that turn writing around, and marks that nobody sees.
HIDDEN = (set(range(0x20)) | set(range(0x7f, 0xa0))
          | set(range(0x202a, 0x202f)) | set(range(0x2066, 0x206a))
          | {0x200b, 0xfeff}) - {0x0a}


def policy(body="正文", title="hostile"):
    return {"title": {"zh": title}, "body": {"zh": body}}


def deep(levels):
    return '{"!":[' * levels + "true" + "]}" * levels


def rule_text(when):
    body = {"version": 1, "title": {"zh": "hostile"},
            "result": {"zh": "r"}, "outcome": "ASK_DESK",
            "questions": [], "cases": [],
            "conditions": [{"text": {"zh": "c"}, "when": "WHEN"}]}
    return json.dumps(body).replace('"WHEN"', when)


# Those that cannot even be sent: no page of changes holds them.
UNSENT = {"rule", "nested", "long-title"}
SIX = "|a|b|c|d|e|f|\n|---|---|---|---|---|---|\n"
# name: the body as an object or as text, and whether it must be refused.
BODIES = {
    "script": (policy("<script>alert(1)</script>\n\n<img src=x onerror=x>",
                      "hostile <script>alert(1)</script>"), False),
    "emphasis": (policy("*a **a " * 20000), False),
    "brackets": (policy("[" * 100000), False),
    "pictures": (policy("![a](<b" * 25000), False),
    "entities": (policy("&#x202e;&#8238;&#x200b;" * 5000), False),
    "line": (policy("汉" * 60000), False),
    "word": (policy("a" * 150000), False),
    "table": (policy(SIX + "|1|2|3|4|5|6|\n" * 600), False),
    "paragraphs": (policy("a\n\n" * 4000), False),
    "headings": (policy("# h\n" * 4000), False),
    "quotes": (policy(">" * 150000), True),
    "lists": (policy("1. " * 60000 + "a"), True),
    "cells": (policy(SIX + "|1|2|3|4|5|6|\n" * 10000), True),
    "runs": (policy("*a* " * 40000), True),
    "turned": (policy(title="hostile \u202etxt.exe"), True),
    "turned-body": (policy("a\u2067b\u202ec"), True),
    "long-title": (policy(title="hostile" * 150000), True),
    "title": (policy(title="hostile" * 1000), True),
    "nested": ('{"title":' + "[" * 30000 + "]" * 30000 + "}", True),
    "half": ('{"title":{"zh":"hostile \\ud83d"}}', True),
    "nul": ('{"title":{"zh":"hostile \\u0000"}}', True),
    "rule": (rule_text(deep(10000)), True),
    "rule-deep": (rule_text(deep(16)), True),
    "rule-long": (rule_text(json.dumps({"map": [
        list(range(400)), {"map": [list(range(400)), 1]}]})), True),
}


def kind_of(name):
    return "rule" if name.startswith("rule") else "policy"


def text_of(name):
    body = BODIES[name][0]
    return body if isinstance(body, str) \
        else json.dumps(body, ensure_ascii=False)


def expect(holds, what):
    if not holds:
        raise AssertionError(what)


def import_file(hub, name, data):
    """Import one file; its complaint, or None when it was taken."""
    path = hub.data.parent / ("%s.json" % name)
    path.write_bytes(data)
    started = time.monotonic()
    done = hub.command("import", kind_of(name), path, check=False)
    took = time.monotonic() - started
    expect(took < MAX_SECONDS, "%s: %g s to import" % (name, took))
    if done.returncode == 0:
        return None
    expect(done.returncode == 1, "%s: exit %d" % (name, done.returncode))
    said = done.stderr.strip().splitlines()
    expect(any("%s.json" % name in line and line.count(": ") >= 1
               for line in said), "%s: %s" % (name, said))
    return done.stderr


def import_all(hub):
    """Every body by a file of its own, and files that are no text."""
    for name, (_, bad) in BODIES.items():
        file = '{"kind":"%s","id":"h-%s","body":%s}' % (
            kind_of(name), name, text_of(name))
        said = import_file(hub, name, file.encode("utf-8"))
        expect((said is not None) == bad, "%s: %s" % (name, said))
    for name, data in (
            ("bytes", b'{"kind":"policy","id":"x","body":{"title":'
                      b'{"zh":"\xff\xfe"}}}'),
            ("surrogate", b'{"kind":"policy","id":"x","body":{"title":'
                          b'{"zh":"\xed\xa0\xbd"}}}'),
            ("zeros", bytes(100000)), ("nothing", b"")):
        expect(import_file(hub, name, data) is not None, name)


def smuggle(hub):
    """Put every body into the store, past all checks of the hub."""
    for kind, body in (("policy", policy()),
                       ("rule", json.loads(rule_text("true")))):
        folder = hub.data.parent / kind
        folder.mkdir()
        for name in set(BODIES) - UNSENT:
            if kind_of(name) == kind:
                (folder / ("%s.json" % name)).write_text(json.dumps(
                    {"kind": kind, "id": "h-" + name, "body": body}))
        hub.command("import", kind, folder)
    with sqlite3.connect(hub.data / "hub.db") as store:
        for name in set(BODIES) - UNSENT:
            changed = store.execute(
                "UPDATE record SET body = ? WHERE kind = ? AND id = ?"
                " AND body IS NOT NULL",
                (text_of(name), kind_of(name), "h-" + name)).rowcount
            expect(changed == 1, "%s: %d rows" % (name, changed))
    store.close()


def check_phone_pages(hub):
    """What a phone gets: nothing of a body is a tag or turns writing."""
    for name, (_, bad) in BODIES.items():
        if bad or kind_of(name) != "policy":
            continue
        with urllib.request.urlopen("%s/p/h-%s" % (hub.url, name),
                                    timeout=MAX_SECONDS) as answer:
            page = answer.read().decode("utf-8")
        expect("<script" not in page and "<img" not in page, name)
        expect("hostile" in page, name)
        expect(not (HIDDEN - {0x09, 0x0d}) & set(map(ord, page)), name)


def refused_at(kiosk):
    """Ids that the kiosk reported as refused, each with its reason."""
    store = sqlite3.connect("file:%s?mode=ro" % (kiosk.data / "kiosk.db"),
                            uri=True)
    rows = store.execute("SELECT json FROM events WHERE type ="
                         " 'catalogue.refused'").fetchall()
    store.close()
    bodies = [json.loads(row[0])["body"] for row in rows]
    return {body["id"]: body["reason"] for body in bodies}


def held_by(kiosk):
    """Ids of ours that the kiosk shows, once all has been swapped in."""
    store = sqlite3.connect("file:%s?mode=ro" % (kiosk.data / "kiosk.db"),
                            uri=True)
    rows = store.execute(
        "SELECT id FROM records JOIN kinds ON kinds.kind = records.kind"
        " AND kinds.shown = records.set_no WHERE records.kind = 'policy'"
        " AND id LIKE 'h-%' AND body IS NOT NULL").fetchall()
    store.close()
    return {row[0] for row in rows}


def check_page(kiosk, what):
    tree = kiosk.do("tree", MAX_SECONDS)
    expect(len(tree["nodes"]) <= MAX_NODES,
           "%s: %d elements" % (what, len(tree["nodes"])))
    for node in tree["nodes"]:
        shown = HIDDEN & set(map(ord, node["label"] + node["value"]))
        expect(not shown, "%s: %s shows %s" % (what, node["id"], shown))
    return tree


def find(kiosk):
    """What a visitor finds who asks for these policies by their title."""
    kiosk.do("tap policies.search")
    kiosk.do("tap keyboard.mode", MAX_SECONDS)  # letters stay letters
    for letter in "hostile":
        kiosk.do("tap keyboard.key." + letter, MAX_SECONDS)
    kiosk.do("tap keyboard.key.done", MAX_SECONDS)
    kiosk.wait_for(lambda tree: any(
        node["id"].startswith("policies.item.h-") for node in tree["nodes"]),
        MAX_SECONDS, "what is called hostile")
    kiosk.do("idle 20000", MAX_SECONDS)


def read_one(kiosk, item):
    kiosk.do("tap " + item, MAX_SECONDS)
    kiosk.do("wait-screen policy", MAX_SECONDS)
    check_page(kiosk, item)
    for _ in range(PAGES):
        down = kiosk.node("policy.page.down")
        if not down or not down["enabled"]:
            break
        kiosk.do("tap policy.page.down", MAX_SECONDS)
        kiosk.do("idle 20000", MAX_SECONDS)
        check_page(kiosk, item)
    kiosk.do("tap bar.back", MAX_SECONDS)
    kiosk.do("wait-screen policies", MAX_SECONDS)
    kiosk.do("idle 20000", MAX_SECONDS)


def read_all(kiosk):
    """Every policy that is found, page by page; their ids."""
    seen = set()
    kiosk.do("tap attract.start")
    kiosk.do("tap home.policies")
    kiosk.do("wait-screen policies", MAX_SECONDS)
    before = kiosk.do("stats")["rss_kib"]
    find(kiosk)
    while True:
        tree = check_page(kiosk, "policies")
        items = [n["id"] for n in tree["nodes"]
                 if n["id"].startswith("policies.item.h-")]
        new = [item for item in items if item not in seen]
        for item in new:
            read_one(kiosk, item)
            seen.add(item)
        following = kiosk.node("pager.next")
        if not following or not following["enabled"]:
            break
        kiosk.do("tap pager.next", MAX_SECONDS)
        kiosk.do("idle 20000", MAX_SECONDS)
    growth = kiosk.do("stats")["rss_kib"] - before
    expect(growth < MAX_GROWTH_KIB, "grew by %d KiB" % growth)
    return {item.rsplit(".", 1)[1] for item in seen}


def main():
    binaries = pathlib.Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        hub = terminal.Hub(binaries, folder / "hub")
        kiosk = terminal.Kiosk(binaries, folder / "kiosk")
        try:
            hub.command("init")
            hub.command("demo")
            import_all(hub)
            smuggle(hub)
            hub.start()
            check_phone_pages(hub)
            kiosk.enrol(hub.url, hub.add_kiosk("hall")["code"])
            kiosk.start("--window", "540x960")
            bad = {"h-" + n for n, (_, refused) in BODIES.items()
                   if refused and n not in UNSENT}
            good = {"h-" + n for n in set(BODIES) - UNSENT} - bad
            end = time.monotonic() + 120
            while set(refused_at(kiosk)) != bad or held_by(kiosk) != good:
                expect(time.monotonic() < end, "refused: %s, held: %s" % (
                    sorted(refused_at(kiosk)), sorted(held_by(kiosk))))
                time.sleep(0.2)
            expect(all(refused_at(kiosk).values()), "a reason is missing")
            shown = read_all(kiosk)
            expect(shown == good, "shown: %s, not %s" % (
                sorted(shown), sorted(good)))
            kiosk.quit()
        finally:
            kiosk.kill()
            hub.kill()
    print("ok")


if __name__ == "__main__":
    main()
