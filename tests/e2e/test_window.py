# SPDX-License-Identifier: Apache-2.0
"""A real window under a virtual X server, touched by xdotool: a whole
check-in, a double tap, a finger that slides out of a button, a policy
searched for in pinyin.

    test_window.py BINARIES
"""

import pathlib
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import terminal  # noqa: E402

WIDTH, HEIGHT = 540, 960


class Window:
    """The kiosk's window on an X server of its own."""

    def __init__(self, binaries, folder):
        self.display = terminal.Display(WIDTH, HEIGHT)
        self.env = self.display.env
        self.kiosk = terminal.Kiosk(binaries, folder / "kiosk",
                                    env=self.env)

    def xdotool(self, *arguments):
        subprocess.run(["xdotool", *[str(a) for a in arguments]],
                       env=self.env, check=True, timeout=20)

    def centre(self, node_id):
        found = self.kiosk.wait_for(
            lambda tree: next((n for n in tree["nodes"]
                               if n["id"] == node_id and n["enabled"]),
                              None), 10, node_id)
        x, y, w, h = found["rect"]
        return x + w // 2, y + h // 2

    def move(self, node_id):
        x, y = self.centre(node_id)
        self.xdotool("mousemove", x, y)

    def tap(self, node_id):
        self.move(node_id)
        self.xdotool("click", 1)

    def close(self):
        self.kiosk.kill()
        self.display.close()


def wait_screen(kiosk, name):
    kiosk.do("wait-screen %s 10000" % name)
    kiosk.do("idle")


def check_in(window):
    """From the idle screen to a number with an ID, by touch alone."""
    kiosk = window.kiosk
    window.tap("attract.start")
    wait_screen(kiosk, "home")
    window.tap("home.scan")
    wait_screen(kiosk, "identify")
    window.tap("identify.tab.id")
    for digit in "890000198501010015":
        window.tap("identify.key." + digit)
    window.tap("identify.submit")
    wait_screen(kiosk, "person")
    window.tap("person.confirm")
    wait_screen(kiosk, "services")
    window.tap("services.item.settling-allowance-phd")
    wait_screen(kiosk, "service")


def double_tap(window):
    """Two quick taps on "take a number": one number, and its page."""
    window.move("service.take")
    window.xdotool("click", "--repeat", 2, "--delay", 40, 1)
    wait_screen(window.kiosk, "ticket")
    time.sleep(0.4)  # were the second tap taken, it would show by now
    if window.kiosk.tree()["screen"] != "ticket":
        raise AssertionError("the second tap left the ticket page")
    return window.kiosk.label("ticket.number")


def slide_out(window):
    """A finger that leaves the button before it lifts does nothing."""
    x, y = window.centre("ticket.done")
    window.xdotool("mousemove", x, y, "mousedown", 1)
    window.xdotool("mousemove", x, 40, "mouseup", 1)
    window.kiosk.do("idle")
    if window.kiosk.tree()["screen"] != "ticket":
        raise AssertionError("sliding out of the button pressed it")


def search(window):
    """From home to a policy, by the keys of the screen's keyboard."""
    kiosk = window.kiosk
    window.tap("home.policies")
    wait_screen(kiosk, "policies")
    window.tap("policies.search")
    for letter in "anjiafei":
        window.tap("keyboard.key." + letter)
    kiosk.do("idle")
    kiosk.do("wait keyboard.candidate.1")
    if kiosk.label("keyboard.candidate.1") != "安家费":
        raise AssertionError(kiosk.label("keyboard.candidate.1"))
    window.tap("keyboard.candidate.1")
    kiosk.do("idle")
    if kiosk.node("policies.search")["value"] != "安家费":
        raise AssertionError(kiosk.node("policies.search"))
    window.tap("keyboard.key.done")
    kiosk.do("idle")
    window.tap("policies.item.settling-allowance-phd")
    wait_screen(kiosk, "policy")


def main():
    with tempfile.TemporaryDirectory() as folder:
        window = Window(sys.argv[1], pathlib.Path(folder))
        try:
            window.kiosk.start("--window", "%dx%d" % (WIDTH, HEIGHT))
            check_in(window)
            number = double_tap(window)
            slide_out(window)
            window.tap("ticket.again")
            wait_screen(window.kiosk, "services")
            window.tap("services.item.settling-allowance-phd")
            wait_screen(window.kiosk, "service")
            window.tap("service.take")
            wait_screen(window.kiosk, "ticket")
            again = window.kiosk.label("ticket.number")
            if again != number:
                raise AssertionError("a second number: %s, %s" % (
                    number, again))
            window.tap("ticket.done")
            wait_screen(window.kiosk, "home")
            search(window)
            window.kiosk.quit()
        finally:
            window.close()
    print("check-in, double tap, slide-out and search in a real window: "
          + number)


if __name__ == "__main__":
    main()
