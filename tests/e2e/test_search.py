# SPDX-License-Identifier: Apache-2.0
"""A policy search in a real window under a virtual X server, touched by
xdotool: pinyin on the kiosk's own keyboard, a candidate, what was found, a
policy, and the way back.

    test_search.py BINARIES
"""

import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import terminal  # noqa: E402

WIDTH, HEIGHT = 540, 960
ALLOWANCES = ["policies.item.settling-allowance-phd",
              "policies.item.settling-allowance-master"]


class Window:
    """The kiosk's window on an X server of its own."""

    def __init__(self, binaries, folder):
        self.display = terminal.Display(WIDTH, HEIGHT)
        self.env = self.display.env
        self.kiosk = terminal.Kiosk(binaries, folder / "kiosk",
                                    env=self.env)

    def tap(self, node_id):
        found = self.wait(node_id)
        x, y, w, h = found["rect"]
        subprocess.run(["xdotool", "mousemove", str(x + w // 2),
                        str(y + h // 2), "click", "1"],
                       env=self.env, check=True, timeout=20)

    def wait(self, node_id, timeout=10):
        return self.kiosk.wait_for(
            lambda tree: next((n for n in tree["nodes"]
                               if n["id"] == node_id and n["enabled"]),
                              None), timeout, node_id)

    def close(self):
        self.kiosk.kill()
        self.display.close()


def items(tree):
    return [n["id"] for n in tree["nodes"]
            if n["id"].startswith("policies.item.")]


def open_policies(window):
    """From the idle page to the list, by touch alone."""
    window.tap("attract.start")
    window.kiosk.do("wait-screen home 10000")
    window.tap("home.policies")
    window.kiosk.do("wait-screen policies 10000")


def type_pinyin(window):
    """Letters find titles before any word is chosen."""
    window.tap("policies.search")
    for letter in "anjiafei":
        window.tap("keyboard.key." + letter)
    window.kiosk.wait_for(lambda tree: items(tree) == ALLOWANCES, 10,
                          "the two allowances found by their sounds")


def choose_word(window):
    """The input method offers the hall's word first."""
    kiosk = window.kiosk
    first = kiosk.wait_for(
        lambda tree: next((n for n in tree["nodes"]
                           if n["id"] == "keyboard.candidate.1"
                           and n["label"] == "安家费"), None),
        20, "安家费 as the first candidate")
    assert first["enabled"], first
    window.tap("keyboard.candidate.1")
    kiosk.wait_for(
        lambda tree: next((n for n in tree["nodes"]
                           if n["id"] == "policies.search"
                           and n["value"] == "安家费"), None),
        10, "安家费 in the field")
    found = items(kiosk.tree())
    assert found[:2] == ALLOWANCES, found


def open_one(window):
    kiosk = window.kiosk
    window.tap("keyboard.key.done")
    kiosk.wait_for(lambda tree: items(tree)[:2] == ALLOWANCES, 10,
                   "the allowances without the keyboard")
    count = int(window.wait("policies.count")["value"])
    assert count >= 2, count
    window.tap(ALLOWANCES[0])
    kiosk.do("wait-screen policy 10000")
    title = kiosk.label("policy.title")
    assert title == "全职引进博士研究生安家费", title
    window.tap("bar.back")
    kiosk.do("wait-screen policies 10000")
    kiosk.wait_for(lambda tree: items(tree)[:2] == ALLOWANCES, 10,
                   "what was found, after coming back")


def main():
    binaries = pathlib.Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory() as folder:
        window = Window(binaries, pathlib.Path(folder))
        try:
            window.kiosk.start("--window", "%dx%d" % (WIDTH, HEIGHT))
            open_policies(window)
            type_pinyin(window)
            choose_word(window)
            open_one(window)
            window.kiosk.quit()
        finally:
            window.close()
    print("ok")


if __name__ == "__main__":
    main()
