# SPDX-License-Identifier: Apache-2.0
"""The demonstration behind demo.sh: a hub and a kiosk of demonstration
data; on a display for a person, without one driven step by step."""

import html
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))
sys.dont_write_bytecode = True
import terminal  # noqa: E402

DEMO = ROOT / "build" / "demo"
TOUR = ROOT / "build" / "tour"


class StepFailed(Exception):
    """A step of the demonstration did not do what it should."""


class Tour:
    """Pictures of the screens with captions, checked as they are taken."""

    def __init__(self, folder):
        self.folder = folder
        self.pictures = []
        self.before = None
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)

    def take(self, kiosk, name, caption):
        """Save the screen; it must be neither blank nor as before."""
        kiosk.do("idle")
        path = self.folder / ("%02d-%s.png" % (len(self.pictures), name))
        kiosk.do("shot " + str(path))
        width, height, rows = terminal.read_png(path)
        colours = {bytes(row[i:i + 3]) for row in rows[::16]
                   for i in range(0, len(row) - 3, 48)}
        if len(colours) < 4:
            raise StepFailed("the picture of %s is blank" % name)
        if rows == self.before:
            raise StepFailed("%s looks like the screen before" % name)
        self.before = rows
        self.pictures.append((path.name, caption, width, height))

    def write(self):
        figures = "\n".join(
            '<figure><a href="%s"><img src="%s" alt="%s" width="%d" '
            'height="%d"></a><figcaption>%s</figcaption></figure>' % (
                name, name, html.escape(caption), width // 3, height // 3,
                html.escape(caption))
            for name, caption, width, height in self.pictures)
        (self.folder / "index.html").write_text(
            '<!doctype html>\n<html lang="en"><meta charset="utf-8">\n'
            '<title>Tour of the terminal</title>\n<style>'
            'body{font:16px sans-serif;background:#F6F4EF;color:#13232E;'
            'margin:24px}figure{display:inline-block;margin:12px;'
            'vertical-align:top;width:360px}img{border:1px solid #CFC9BB;'
            'max-width:100%;height:auto}</style>\n'
            '<h1>Tour of the terminal</h1>\n' + figures + '\n</html>\n',
            encoding="utf-8")


class Visit:
    """A kiosk driven for the transcript."""

    def __init__(self, kiosk, tour):
        self.kiosk = kiosk
        self.tour = tour

    def touch(self, what, screen):
        """One command and the screen that it must lead to."""
        before = self.kiosk.tree()["screen"]
        self.kiosk.do(what)
        self.kiosk.do("wait-screen " + screen)
        print("  %-9s %-40s -> %s" % (before, what, screen))

    def see(self, name, caption):
        self.tour.take(self.kiosk, name, caption)

    def say(self, node_id):
        """What the screen says there, for the transcript."""
        text = self.kiosk.label(node_id)
        print("  %-9s %s: %s" % (self.kiosk.tree()["screen"], node_id, text))
        return text


def step(number, text):
    print("%d. %s" % (number, text), flush=True)


def make_hub(binaries):
    hub = terminal.Hub(binaries, DEMO / "hub")
    hub.command("init")
    data = json.loads(hub.command("demo", "--json"))
    hub.start()
    return hub, data


def make_kiosk(binaries, hub, sync):
    config = DEMO / "talent-kiosk.conf"
    config.write_text('hub = { url = "%s"; };\nsync = "%s";\n' % (
        hub.url, sync), encoding="utf-8")
    kiosk = terminal.Kiosk(binaries, DEMO / "kiosk",
                           options=["--config", str(config)])
    kiosk.enrol(hub.url, hub.add_kiosk("hall")["code"])
    return kiosk


def check_in(visit, talent):
    """From the idle screen to a number, as the talent would."""
    visit.see("attract", "Idle: one touch starts")
    visit.touch("tap attract.start", "home")
    visit.see("home", "Home")
    visit.touch("tap home.scan", "identify")
    visit.see("identify-card", "Identify with the talent card")
    visit.kiosk.do("tap identify.tab.id")
    number = talent["id_number"]
    wrong = number[:-1] + ("1" if number[-1] != "1" else "2")
    visit.kiosk.type_number(wrong)
    visit.see("identify-mistyped", "A mistyped digit is explained at once")
    visit.say("identify.error")
    visit.kiosk.do("tap identify.key.delete")
    visit.kiosk.type_number(number[-1])
    visit.see("identify", "Identify with an ID number, hidden as it grows")
    visit.touch("tap identify.submit", "person")
    visit.see("person", "Confirm who you are, by masked name")
    visit.touch("tap person.confirm", "services")
    visit.see("services", "Choose a service")
    item = next(n["id"] for n in visit.kiosk.tree()["nodes"]
                if n["id"].startswith("services.item.") and n["enabled"])
    visit.touch("tap " + item, "service")
    visit.see("service", "What to bring")
    visit.touch("tap service.take", "ticket")
    visit.see("ticket-waiting", "The number; recorded, waiting to be sent")
    number = visit.say("ticket.number")
    state = visit.say("ticket.state")
    if "等待上传" not in state and "waiting to be sent" not in state:
        raise StepFailed("the ticket says: " + state)
    return number


def other_screens(visit):
    """The sheets and dialogs that the check-in did not pass."""
    visit.kiosk.do("tap bar.help")
    visit.kiosk.do("wait help.call")
    visit.see("help", "Help, from every screen")
    visit.kiosk.do("tap help.call")
    visit.see("help-sent", "Staff were called")
    visit.kiosk.do("tap help.close")
    visit.kiosk.do("tap bar.language.en")
    visit.see("ticket-english", "The same page in English")
    visit.kiosk.do("tap bar.language.zh")
    visit.touch("tap ticket.done", "home")
    visit.touch("tap home.scan", "identify")
    visit.kiosk.do("tap identify.tab.id")
    visit.kiosk.type_number("8900")
    visit.kiosk.do("clock +46")
    visit.kiosk.do("wait dialog.timeout.continue")
    visit.see("timeout", "Are you still there?")
    visit.kiosk.do("tap dialog.timeout.end")
    visit.kiosk.do("wait-screen attract")
    visit.touch("tap attract.start", "home")


def unlock(visit, staff):
    visit.touch("hold header.site 3200", "pin")
    visit.see("pin", "Staff unlock with code and PIN")
    visit.kiosk.type_number(staff["code"] + staff["pin"], "pin")
    visit.touch("tap pin.submit", "staff")
    visit.see("staff", "The staff console: what waits to be sent")


def press_sync(visit):
    visit.kiosk.do("tap staff.sync.now")
    done = visit.kiosk.wait_for(
        lambda tree: next((n["label"] for n in tree["nodes"]
                           if n["id"] == "staff.sync.result"), None)
        and not any(n["id"] == "staff.sync.progress"
                    for n in tree["nodes"]),
        30, "the result of sync now")
    result = visit.say("staff.sync.result")
    return done and result


def one_visit(hub, number):
    rows = hub.visits()
    if len(rows) != 1 or rows[0]["number"] != number:
        raise StepFailed("the hub has: " + json.dumps(
            rows, ensure_ascii=False))
    return rows


def drive(binaries):
    """The demonstration without a display."""
    hub, data = make_hub(binaries)
    kiosk = None
    try:
        kiosk = make_kiosk(binaries, hub, "staff")
        talent, staff = data["talents"][0], data["staff"][0]
        hub.stop()
        kiosk.start("--window", "1080x1920")
        visit = Visit(kiosk, Tour(TOUR))
        step(1, "The hub is stopped. A talent checks in by ID number.")
        number = check_in(visit, talent)
        other_screens(visit)
        step(2, "The hub is started. Staff unlock and press sync now.")
        hub.start()
        unlock(visit, staff)
        press_sync(visit)
        visit.see("staff-synced", "Everything was sent")
        step(3, "The hub holds exactly that visit.")
        rows = one_visit(hub, number)
        press_sync(visit)
        again = one_visit(hub, number)
        if again != rows:
            raise StepFailed("a second sync changed the hub's visits: "
                             "%s, then %s" % (rows, again))
        print("  a second sync changed nothing")
        visit.touch("tap staff.lock", "home")
        hub.command("kiosk", "revoke", rows[0]["kiosk_id"])
        unlock_and_revoke(visit, staff)
        visit.tour.write()
        step(4, "The ticket was %s; the hub's row:" % number)
        print(json.dumps(rows[0], ensure_ascii=False, indent=2))
        print("  pictures: build/tour/index.html (%d)" % len(
            visit.tour.pictures))
        kiosk.quit()
    finally:
        if kiosk:
            kiosk.kill()
        hub.kill()


def unlock_and_revoke(visit, staff):
    """A revoked kiosk says that it is out of service; staff's sync asks,
    unless the heartbeat was told before."""
    try:
        visit.touch("hold header.site 3200", "pin")
        visit.kiosk.type_number(staff["code"] + staff["pin"], "pin")
        visit.touch("tap pin.submit", "staff")
        visit.kiosk.do("tap staff.sync.now")
    except terminal.ProgramError:
        if visit.kiosk.tree()["screen"] != "out_of_service":
            raise
    visit.kiosk.do("wait-screen out_of_service 20000")
    visit.see("out-of-service", "Revoked by the centre: out of service")


def show(binaries, options):
    """The demonstration on a display; False when no display opens."""
    hub, data = make_hub(binaries)
    child = None
    try:
        kiosk = make_kiosk(binaries, hub, "automatic")
        for talent in data["talents"]:
            print("  %s  %s  %s" % (talent["id_number"], talent["phone"],
                                    talent["name"]))
        for staff in data["staff"]:
            print("  staff %s at %s, PIN %s (hold the site's name for "
                  "three seconds)" % (staff["code"], staff["site"],
                                      staff["pin"]))
        started = time.monotonic()
        child = subprocess.Popen(
            [str(kiosk.program), "--data", str(kiosk.data),
             *kiosk.options, *options])
        code = child.wait()
        if code != 0 and time.monotonic() - started < 10:
            return False
        if code != 0:
            raise StepFailed("the kiosk ended with exit %d" % code)
        return True
    finally:
        if child and child.poll() is None:
            child.kill()
            child.wait()
        hub.kill()


def main():
    binaries, mode = sys.argv[1], "".join(sys.argv[2:])
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    shutil.rmtree(DEMO, ignore_errors=True)
    DEMO.mkdir(parents=True)
    display = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    try:
        if mode != "--headless" and display:
            size = ["--window", "540x960"] if mode == "--window" else []
            if show(binaries, size):
                print("demo: ok")
                return 0
            print("no display opened; driving the kiosk instead")
            shutil.rmtree(DEMO)
            DEMO.mkdir()
        drive(binaries)
    except (StepFailed, terminal.ProgramError, OSError,
            subprocess.TimeoutExpired, KeyError, StopIteration) as error:
        print("demo: failed: %s" % error)
        return 1
    print("demo: ok")
    return 0


if __name__ == "__main__":
    sys.exit(main())
