#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Chinese typed on the terminal's keyboard with the real pinyin helper:
words, rare characters, a helper that dies, hangs or is not installed, and
nothing learnt from anybody.

    python3 test_typing.py BINARIES
"""

import contextlib
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import terminal  # noqa: E402


def expect(condition, text):
    if not condition:
        raise AssertionError(text)


class Board:
    """A terminal at its search, keyboard open."""

    def __init__(self, binaries, folder):
        self.home = folder / "home"
        self.home.mkdir(parents=True)
        self.kiosk = terminal.Kiosk(
            binaries, folder / "data",
            env=dict(os.environ, SDL_VIDEODRIVER="dummy",
                     HOME=str(self.home), TMPDIR=str(self.home)))
        self.kiosk.start("--window", "1080x1920")
        self.open()

    def open(self):
        self.do("tap attract.start", "wait-screen home", "idle",
                "tap home.policies", "wait-screen policies", "idle",
                "tap policies.search", "wait keyboard.key.a", "idle")

    def do(self, *commands):
        for command in commands:
            answer = self.kiosk.do(command)
        return answer

    def type(self, letters):
        for letter in letters:
            self.do("tap keyboard.key.%s" %
                    ("split" if letter == "'" else letter))
        self.do("idle")

    def words(self):
        """The candidates that can be touched, in order."""
        found, number = [], 1
        nodes = {n["id"]: n for n in self.kiosk.tree()["nodes"]}
        while "keyboard.candidate.%d" % number in nodes:
            found.append(nodes["keyboard.candidate.%d" % number]["label"])
            number += 1
        return found

    def choose(self, word):
        self.do("tap keyboard.candidate.%d" % (self.words().index(word) + 1),
                "idle")

    def value(self):
        return self.kiosk.node("policies.search")["value"]

    def helper(self):
        """The process id of the helper, None while there is none."""
        pid = self.kiosk.process.pid
        for task in pathlib.Path("/proc/%d/task" % pid).iterdir():
            # Threads and processes end while they are looked at.
            with contextlib.suppress(FileNotFoundError, ProcessLookupError):
                for child in (task / "children").read_text().split():
                    name = pathlib.Path("/proc/%s/comm" % child).read_text()
                    if name.startswith("talent-kiosk-im"):
                        return int(child)
        return None

    def clear(self):
        self.do("tap policies.search.clear", "idle")


def test_words(board):
    for letters, word in [("anjiafei", "安家费"), ("rcgy", "人才公寓"),
                          ("ouyangnana", "欧阳娜娜"),
                          ("lvsetongdao", "绿色通道")]:
        board.type(letters)
        expect(board.words()[0] == word, (letters, board.words()))
        board.do("tap keyboard.key.space", "idle")
        expect(board.value() == word, board.value())
        board.clear()
    board.type("xi'an")
    expect(board.words()[0] == "西安", board.words())
    board.do("tap keyboard.key.delete", "tap keyboard.key.delete",
             "tap keyboard.key.delete", "tap keyboard.key.delete",
             "tap keyboard.key.delete", "idle")
    expect(board.value() == "" and not board.words(), board.value())


def test_name_part_by_part(board):
    """A surname, then a character only rare pages have."""
    board.type("zhangkun")
    board.do("tap keyboard.more", "idle")
    board.choose("张")
    expect(board.value() == "张kun", board.value())
    board.do("tap keyboard.more", "idle", "tap keyboard.rare", "idle")
    board.choose("堃")
    expect(board.value() == "张堃", board.value())
    board.clear()
    for letters, character in [("zhe", "喆"), ("yan", "䶮"), ("hong", "𬭎"),
                               ("yun", "赟")]:
        board.type(letters)
        board.do("tap keyboard.more", "idle", "tap keyboard.rare", "idle")
        for _ in range(4):
            if character in board.words():
                break
            board.do("tap keyboard.page.next", "idle")
        board.choose(character)
        expect(board.value() == character, board.value())
        board.clear()


def test_killed(board):
    """Killed in the middle of a word, and again before it is back."""
    board.type("renc")
    board.do("tap keyboard.candidate.1", "idle")
    before = board.value()
    board.type("anjia")
    for _ in range(3):
        helper = board.helper()
        expect(helper, "no helper runs")
        os.kill(helper, signal.SIGKILL)
        board.do("tap keyboard.key.f")
        board.kiosk.wait_for(lambda _: board.helper() not in (None, helper),
                             what="another helper")
        # The field keeps its text and the letters, and words return.
        board.do("tap keyboard.key.delete", "wait keyboard.candidate.1",
                 "idle")
        expect(board.value() == before + "an jia", board.value())
        expect(board.words()[0] == "安家", board.words())
    board.clear()


def hang(board):
    """Stop the helper and type: its process, and whether the letters were
    offered before another helper had the candidates."""
    helper = board.helper()
    os.kill(helper, signal.SIGSTOP)
    slowest = 0
    for letter in "anjia":
        started = time.monotonic()
        board.do("tap keyboard.key.%s" % letter)
        slowest = max(slowest, time.monotonic() - started)
    expect(slowest < 0.9, "a tap took %.3f s" % slowest)
    shown = set()
    stopped = {helper}

    def offered(tree):
        # The next helper must not have the candidates first.
        now = board.helper()
        if now and now not in stopped:
            stopped.add(now)
            with contextlib.suppress(ProcessLookupError):
                os.kill(now, signal.SIGSTOP)
        shown.update(n["id"] for n in tree["nodes"])
        return shown & {"keyboard.letters", "keyboard.candidate.1"}
    board.kiosk.wait_for(offered, what="letters or candidates")
    return stopped, "keyboard.letters" in shown


def go_on(stopped):
    """Let those that were stopped and not ended work again."""
    for process in stopped:
        with contextlib.suppress(ProcessLookupError):
            os.kill(process, signal.SIGCONT)


def test_hanging(board):
    """It hangs: taps are answered at once, letters can be entered."""
    first = {board.helper()}
    for _ in range(5):
        stopped, letters = hang(board)
        if letters:
            break
        # One was quicker than the eye: once more.
        go_on(stopped)
        board.clear()
    expect(letters, "letters were never offered")
    board.do("tap keyboard.letters")
    expect(board.value() == "anjia", board.value())
    board.kiosk.wait_for(lambda _: board.helper() not in first | {None},
                         what="another helper")
    go_on(stopped)
    board.clear()
    board.type("rcgy")
    board.do("wait keyboard.candidate.1")
    expect(board.words()[0] == "人才公寓", board.words())
    board.clear()


def test_never_learns(board):
    """What one visitor chose does not come first for the next."""
    first = {}
    for letters in ("zhangwei", "lihua", "anjia"):
        board.type(letters)
        first[letters] = board.words()
        board.clear()
    for letters, words in first.items():
        for _ in range(4):
            board.type(letters)
            board.choose(words[min(2, len(words) - 1)])
            board.clear()
    for letters, words in first.items():
        board.type(letters)
        expect(board.words() == words, (letters, words, board.words()))
        board.clear()
    left = [str(path) for path in board.home.rglob("*") if path.is_file()]
    expect(left == [], left)


def test_pages_are_wiped(board):
    """The next visitor finds an empty field."""
    board.type("zhangwei")
    board.do("tap bar.home", "wait-screen home", "idle", "clock +100",
             "wait-screen attract", "idle")
    board.open()
    expect(board.value() == "", board.value())
    expect(board.words() == [], board.words())


def test_not_installed(binaries, folder):
    """The terminal without the helper: letters, and doctor says why."""
    tree = folder / "tree"
    (tree / "bin").mkdir(parents=True)
    shutil.copy(binaries / "talent-kiosk", tree / "bin")
    (tree / "share").symlink_to(binaries.parent / "share")
    board = Board(tree / "bin", folder / "alone")
    try:
        board.do("tap keyboard.key.a", "wait keyboard.letters")
        expect(not board.words(), board.words())
        board.do("tap keyboard.key.space", "idle")
        expect(board.value() == "a", board.value())
        said = subprocess.run(
            [tree / "bin" / "talent-kiosk", "doctor", "--data",
             board.kiosk.data, "--json"], capture_output=True,
            env=board.kiosk.env, timeout=60)
        checks = {c["name"]: c for c in json.loads(said.stdout)["checks"]}
        expect(checks["pinyin"]["state"] == "warn", checks["pinyin"])
        board.kiosk.quit()
    finally:
        board.kiosk.kill()


def main():
    binaries = pathlib.Path(sys.argv[1]).resolve()
    folder = pathlib.Path(tempfile.mkdtemp(prefix="talent-typing-"))
    try:
        board = Board(binaries, folder / "board")
        try:
            for test in (test_words, test_name_part_by_part, test_killed,
                         test_hanging, test_never_learns,
                         test_pages_are_wiped):
                test(board)
                print("ok", test.__name__, flush=True)
            helper = board.helper()
            board.kiosk.quit()
            expect(not pathlib.Path("/proc/%s" % helper).exists(),
                   "the helper outlived the terminal")
        finally:
            board.kiosk.kill()
        test_not_installed(binaries, folder)
        print("ok test_not_installed")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
