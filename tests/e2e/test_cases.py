# SPDX-License-Identifier: Apache-2.0
"""A form filled in at one terminal while the hub is down, sent once it is
back, opened and answered at the hub beside the running server, and looked
up at another terminal of the same site; neither at one of another site.

    test_cases.py BINARIES
"""

import json
import pathlib
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import terminal  # noqa: E402

PHONE = "15400000001"
FORM = {
    "kind": "form", "id": "test-request",
    "body": {
        "title": {"zh": "测试登记", "en": "Test request"},
        "fields": [
            {"name": "group", "kind": "choice", "required": True,
             "label": {"zh": "来访方式", "en": "How you come"},
             "choices": [
                 {"value": "alone", "label": {"zh": "一人", "en": "Alone"}},
                 {"value": "group", "label": {"zh": "多人",
                                              "en": "Group"}}]},
            {"name": "phone", "kind": "phone", "required": True,
             "label": {"zh": "联系电话", "en": "Phone"}},
            {"name": "agree", "kind": "consent", "required": True,
             "label": {"zh": "同意中心据此联系我",
                       "en": "The centre may contact me"}}],
        "source": {"document": {"zh": "测试", "en": "Test"},
                   "date": "2026-11-01"},
        "state": "unverified"}}

def expect(condition, text):
    if not condition:
        raise AssertionError(text)


def begin(kiosk):
    kiosk.start("--window", "1080x1920")
    kiosk.do("wait-screen attract 10000")
    kiosk.do("tap attract.start")
    kiosk.do("wait-screen home")


def home(kiosk):
    kiosk.do("tap bar.home")
    kiosk.do("wait-screen home")


def open_form(kiosk):
    """As a visitor finds it: by the service that leads to it."""
    kiosk.do("tap home.services")
    kiosk.do("wait-screen services")
    for _ in range(10):
        if kiosk.node("services.item.test-service"):
            break
        kiosk.do("tap pager.next")
        kiosk.do("idle")
    kiosk.do("tap services.item.test-service")
    kiosk.do("wait-screen service")
    kiosk.do("tap service.form")
    kiosk.do("wait-screen form")


def fill_in(kiosk):
    """Returns the receipt number."""
    open_form(kiosk)
    kiosk.do("tap form.field.group.alone")
    kiosk.do("tap form.field.phone")
    kiosk.do("idle")
    kiosk.type_number(PHONE, "form")
    kiosk.do("tap form.key.done")
    kiosk.do("idle")
    kiosk.do("tap form.field.agree")
    kiosk.do("idle")
    kiosk.do("tap form.submit")
    kiosk.do("wait form.slip")
    number = kiosk.node("form.slip")["value"]
    expect(len(number) == 10 and number.isdigit(), number)
    return number


def look_up(kiosk, number):
    home(kiosk)
    kiosk.do("tap home.progress")
    kiosk.do("wait-screen progress")
    kiosk.type_number(number, "progress")
    kiosk.do("tap progress.submit")
    kiosk.do("idle")


def state(kiosk, wanted):
    """The page follows by itself."""
    return kiosk.wait_for(
        lambda tree: next((n for n in tree["nodes"]
                           if n["id"] == "progress.state"
                           and n["value"] == wanted), None), 30, wanted)


def cases(hub):
    return json.loads(hub.command("case", "list", "--json"))


def service(hub, folder):
    """A service that leads to the form, at both sites."""
    record = {"kind": "service", "id": "test-service", "body": {
        "letter": "Z", "name": {"zh": "测试服务", "en": "Test service"},
        "summary": {"zh": "只用于测试"}, "materials": [], "policy": None,
        "form": "test-request", "class": "normal", "quota": None,
        "hours": None, "sites": ["hall", "hospital"], "icon": "doc",
        "order": -900, "source": FORM["body"]["source"],
        "state": "unverified"}}
    for name, body in (("form", FORM), ("service", record)):
        path = folder / (name + ".json")
        path.write_text(json.dumps(body, ensure_ascii=False), "utf-8")
        hub.command("import", name, str(path))


def run(hub, kiosks, folder):
    first, second, other = kiosks
    hub.command("init")
    service(hub, folder)
    hub.start()
    for kiosk, site in ((first, "hall"), (second, "hall"),
                        (other, "hospital")):
        kiosk.enrol(hub.url, hub.add_kiosk(site)["code"])
    begin(first)
    first.wait_for(lambda tree: "已同步" in json.dumps(
        tree, ensure_ascii=False), 30, "the first sync")
    wait_for_key(first)

    # The centre is gone; the terminal goes on.
    hub.stop()
    number = fill_in(first)
    expect(first.node("form.sent")["value"] == "waiting", "said as sent")
    look_up(first, number)
    state(first, "waiting")
    nothing_readable(folder, number)

    # It is back: sent by itself, and nothing of it is readable there.
    hub.start()
    first.wait_for(lambda tree: cases(hub), 60, "the form at the hub")
    case, = cases(hub)
    expect(case["site"] == "hall" and case["form"] == "test-request"
           and case["state"] == "received"
           and not case["needs_attention"], case)
    nothing_readable(folder, number)
    state(first, "received")
    shown = json.loads(hub.command("case", "show", case["id"], "--json"))
    expect(shown["answers"] == {"group": "alone", "phone": PHONE,
                                "agree": True}, shown)
    text = hub.command("case", "show", case["id"])
    expect("联系电话" in text and PHONE in text, text)

    # Another terminal of the site, by its keypad; then answered while its
    # page is open, so that the wait for changes has to be woken.
    begin(second)
    home(second)
    second.wait_for(lambda tree: "已同步" in json.dumps(
        tree, ensure_ascii=False), 30, "the second's sync")
    look_up(second, number)
    state(second, "received")
    hub.command("case", "answer", case["id"], "--state", "more_needed",
                "--message", "请带学历证书到窗口", "--message-en",
                "Bring your degree to the desk")
    state(second, "more_needed")
    expect(second.label("progress.message") == "请带学历证书到窗口",
           "no message")
    second.do("tap bar.language.en")
    second.do("idle")
    expect(second.label("progress.message")
           == "Bring your degree to the desk", "no English message")
    hub.command("case", "answer", case["id"], "--state", "answered")
    state(second, "answered")

    # By its code as well, from the front page, and gone afterwards.
    home(second)
    second.do('scan "receipt:%s"' % number)
    second.do("wait-screen progress")
    state(second, "answered")
    second.do("tap bar.finish")
    second.do("idle")
    expect(number not in json.dumps(second.tree()), "the number stays")

    # The other site is told nothing.
    begin(other)
    other.wait_for(lambda tree: "已同步" in json.dumps(
        tree, ensure_ascii=False), 30, "the other's sync")
    look_up(other, number)
    expect(other.node("progress.state") is None, "shown at another site")
    expect(other.node("progress.error"), "no words")
    wrong_commands(hub, case["id"])


def wait_for_key(kiosk):
    """The receipt key is a file of its own beside the database."""
    path = kiosk.data / "keys" / "receipt.json"
    kiosk.wait_for(lambda tree: path.exists(), 30, "the receipt key")
    expect(path.stat().st_mode & 0o777 == 0o600, "others may read the key")
    key = json.loads(path.read_text("utf-8"))[0]["key"]
    for file in kiosk.data.rglob("*"):
        if file.is_file() and file != path:
            expect(key.encode() not in file.read_bytes(),
                   "the receipt key is in %s" % file.name)


def nothing_readable(folder, number):
    for file in folder.rglob("*"):
        if file.is_file() and file.name.split(".")[-1] != "sock":
            data = file.read_bytes()
            expect(PHONE.encode() not in data, "answers in %s" % file)
            expect(number.encode() not in data, "number in %s" % file)


def wrong_commands(hub, case):
    done = hub.command("case", "answer", case, "--state", "asigned",
                       check=False)
    expect(done.returncode == 2 and "assigned" in done.stderr, done)
    done = hub.command("case", "answer", "nobody", "--state", "closed",
                       check=False)
    expect(done.returncode == 1 and done.stderr.startswith("talent-hub: "),
           done)
    done = hub.command("case", "show", "nobody", check=False)
    expect(done.returncode == 1 and "case list" in done.stderr, done)
    expect("STATE is one of" in hub.command("case", "answer", "--help"),
           "no help")


def main():
    binaries = pathlib.Path(sys.argv[1])
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        hub = terminal.Hub(binaries, folder / "hub")
        kiosks = [terminal.Kiosk(binaries, folder / n)
                  for n in ("first", "second", "other")]
        try:
            run(hub, kiosks, folder)
            for kiosk in kiosks:
                kiosk.quit()
        finally:
            for kiosk in kiosks:
                kiosk.kill()
            hub.kill()


if __name__ == "__main__":
    main()
