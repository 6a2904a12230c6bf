# SPDX-License-Identifier: Apache-2.0
"""A rule that the centre changes for a later time: a terminal fetches it at
once, still answers by the present one, and answers by the new one from its
time on, without a network. A rule whose own examples fail is refused by the
hub before it reaches anybody.

    test_effective.py BINARIES
"""

import copy
import datetime
import json
import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import terminal  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
RULE = ROOT / "assets/catalogue/rule.R4.json"
LATER = 7200  # seconds


def expect(condition, text):
    if not condition:
        raise AssertionError(text)


def rule(title, outcome):
    """R4 under another title and, perhaps, with another outcome."""
    record = copy.deepcopy(json.loads(RULE.read_text("utf-8")))
    body = record["body"]
    body["title"] = {"zh": title, "en": title}
    body["outcome"] = outcome
    body["version"] += 1
    for case in body["cases"]:
        if case.get("outcome"):
            case["outcome"] = outcome
    return record


def put(hub, folder, record, *options, check=True):
    path = folder / "rule.json"
    path.write_text(json.dumps(record, ensure_ascii=False), "utf-8")
    return hub.command("import", "rule", str(path), *options, check=check)


def ask(kiosk):
    """What a part-time expert with a need of their own is told: the answer
    of R4 on the result, which shows R5 too."""
    for command in ("tap home.eligibility", "wait-screen eligibility",
                    "idle", "tap eligibility.choice.part_time", "idle",
                    "tap eligibility.next", "idle"):
        kiosk.do(command)
    for _ in range(20):
        if kiosk.tree()["screen"] == "result":
            break
        need = kiosk.node("eligibility.question")["value"] == "special_need"
        kiosk.do("tap eligibility." + ("choice.yes" if need else "skip"))
        kiosk.do("idle")
        if kiosk.tree()["screen"] == "eligibility":
            kiosk.do("tap eligibility.next")
            kiosk.do("idle")
    return told(kiosk)


def told(kiosk):
    expect(kiosk.tree()["screen"] == "result", kiosk.tree()["screen"])
    return kiosk.node("result.item.R4")


def begin(kiosk):
    kiosk.do("wait-screen attract 10000")
    kiosk.do("tap attract.start")
    kiosk.do("wait-screen home")


def main():
    binaries = pathlib.Path(sys.argv[1])
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        hub = terminal.Hub(binaries, folder / "hub")
        kiosk = terminal.Kiosk(binaries, folder / "kiosk")
        try:
            run(hub, kiosk, folder)
            kiosk.quit()
        finally:
            kiosk.kill()
            hub.kill()


def fetched(kiosk, title):
    """The page that shows the rule follows by itself."""
    return kiosk.wait_for(
        lambda tree: next((n for n in tree["nodes"]
                           if n["id"] == "result.item.R4"
                           and title in n["label"]), None),
        30, title + " at the terminal")


def run(hub, kiosk, folder):
    hub.command("init")
    hub.start()
    added = hub.add_kiosk("hall")
    kiosk.enrol(hub.url, added["code"])
    kiosk.start("--window", "1080x1920")
    begin(kiosk)
    expect(ask(kiosk)["value"] == "MAY_APPLY", "the rule as shipped")

    # The present one under another name shows that changes arrive; what
    # is planned comes with the next.
    put(hub, folder, rule("甲版", "MAY_APPLY"))
    expect(fetched(kiosk, "甲版")["value"] == "MAY_APPLY", "changed at once")
    at = datetime.datetime.now(datetime.timezone.utc)
    at += datetime.timedelta(seconds=LATER)
    put(hub, folder, rule("乙版", "ASK_DESK"), "--at",
        at.strftime("%Y-%m-%dT%H:%M:%SZ"))
    wait_until_pulled(hub, kiosk, folder)
    expect("甲版" in told(kiosk)["label"], "live before its time")
    refuse_bad(hub, folder)

    hub.stop()
    kiosk.do("clock +%d" % (LATER - 600))
    kiosk.do("idle")
    begin(kiosk)
    expect("甲版" in ask(kiosk)["label"], "live ten minutes too early")
    kiosk.do("clock +600")
    kiosk.do("idle")
    begin(kiosk)
    item = ask(kiosk)
    expect("乙版" in item["label"] and item["value"] == "ASK_DESK",
           "not live at its time: %s" % item)

    # After a restart as well, and still without the hub.
    kiosk.quit()
    kiosk.start("--window", "1080x1920")
    begin(kiosk)
    expect("甲版" in ask(kiosk)["label"], "the clock is right again")


def wait_until_pulled(hub, kiosk, folder):
    """A later change that shows at once came after the planned one."""
    record = json.loads((ROOT / "assets/catalogue/rule.R5.json")
                        .read_text("utf-8"))
    record["body"]["title"] = {"zh": "丙版"}
    path = folder / "other.json"
    path.write_text(json.dumps(record, ensure_ascii=False), "utf-8")
    hub.command("import", "rule", str(path))
    kiosk.wait_for(lambda tree: any("丙版" in n["label"]
                                    for n in tree["nodes"]),
                   30, "the later change")


def refuse_bad(hub, folder):
    """Its examples say something else than its conditions."""
    record = rule("丁版", "MAY_APPLY")
    record["body"]["outcome"] = "NOT_STATED"
    path = folder / "bad.json"
    path.write_text(json.dumps(record, ensure_ascii=False), "utf-8")
    answer = subprocess.run(
        [hub.program, "import", "rule", path, "--data", hub.data],
        capture_output=True, timeout=60, text=True, check=False)
    expect(answer.returncode == 1, "the hub takes a rule that fails")
    expect("cases[0]" in answer.stderr + answer.stdout, answer.stderr)


if __name__ == "__main__":
    main()
